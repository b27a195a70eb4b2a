import '../shared/kit.css'
import '../home/home.css'
import { WelcomeScreen } from '../home/screens/welcome.tsx'
import { welcome } from './staff-fixtures.ts'
import type { Story } from './story.ts'

const idle = { at: 'idle' } as const
const nothing = () => {}

export const stories: Story[] = [
  {
    name: 'home / demo',
    render: () => <WelcomeScreen welcome={{ at: 'ready', value: welcome(true) }} doing={idle} onEnter={nothing} />,
  },
  {
    name: 'home / real server',
    render: () => <WelcomeScreen welcome={{ at: 'ready', value: welcome(false) }} doing={idle} onEnter={nothing} />,
  },
  {
    name: 'home / demo, nobody left to begin',
    render: () => (
      <WelcomeScreen
        welcome={{ at: 'ready', value: { ...welcome(true), candidates: [] } }}
        doing={idle}
        onEnter={nothing}
      />
    ),
  },
  {
    name: 'home / sign-in refused',
    render: () => (
      <WelcomeScreen
        welcome={{ at: 'ready', value: welcome(true) }}
        doing={{ at: 'refused', why: { refused: 'too-many-tries', detail: { seconds: '40' } } }}
        onEnter={nothing}
      />
    ),
  },
  {
    name: 'home / loading',
    render: () => <WelcomeScreen welcome={{ at: 'loading' }} doing={idle} onEnter={nothing} />,
  },
  {
    name: 'home / unreachable',
    render: () => <WelcomeScreen welcome={{ at: 'unreachable' }} doing={idle} onEnter={nothing} retry={nothing} />,
  },
]
