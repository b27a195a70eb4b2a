import type { EnrolOffer } from '../../server/protocol/venues.ts'
import { nextTheme } from '../station/look.ts'
import { type EnrolProps, EnrolScreen, type EnrolStage } from '../station/screens/enrol.tsx'
import '../station/station.css'
import type { Story } from './story.ts'

const nothing = () => {}
const look: EnrolProps['look'] = {
  size: 100,
  theme: 'light',
  setSize: nothing,
  nextTheme: () => void nextTheme('light'),
}
const offer = (count: number, taken: (n: number) => boolean): EnrolOffer => ({
  venue: 'UPT Contoh Muara Bungo',
  room: 'A',
  stations: Array.from({ length: count }, (_, at) => ({
    name: String(at + 1).padStart(2, '0'),
    spare: at >= count - 2,
    enrolled: taken(at + 1),
  })),
})
const who = { id: 's1', venue: 'UPT Contoh Muara Bungo', room: 'A', station: '07' }

const story = (name: string, stage: EnrolStage, more: Partial<EnrolProps> = {}): Story => ({
  name: `station / enrol / ${name}`,
  render: () => (
    <EnrolScreen
      look={look}
      stage={stage}
      already={null}
      plain={false}
      onCode={nothing}
      onStation={nothing}
      onBack={nothing}
      {...more}
    />
  ),
})
const code = (more: Partial<EnrolStage & { at: 'code' }> = {}): EnrolStage => ({
  at: 'code',
  busy: false,
  trouble: null,
  ...more,
})
const choose = (its: EnrolOffer, more: Partial<EnrolStage & { at: 'choose' }> = {}): EnrolStage => ({
  ...{ at: 'choose', offer: its, busy: false, trouble: null },
  ...more,
})

/** The technician's screen in every state. */
export const stories: Story[] = [
  story('code', code()),
  story('code / without https', code(), { plain: true }),
  story('code / enrolled already', code(), { already: { room: 'A', station: '07' } }),
  story('code / wrong', code({ trouble: { refused: 'enrolment-code-wrong' } })),
  story('code / too many tries', code({ trouble: { refused: 'too-many-tries', detail: { seconds: '60' } } })),
  story('code / server silent', code({ trouble: 'unreachable' })),
  story('code / no storage', code({ trouble: 'no-storage' })),
  story('code / checking', code({ busy: true })),
  story('choose', choose(offer(20, (n) => n < 4))),
  story('choose / many', choose(offer(90, (n) => n % 3 === 0))),
  story('choose / none free', choose(offer(12, () => true))),
  story(
    'choose / just taken',
    choose(
      offer(20, (n) => n < 8),
      { trouble: { refused: 'station-enrolled', detail: { room: 'A', station: '07' } } },
    ),
  ),
  story(
    'choose / enrolling',
    choose(
      offer(20, () => false),
      { busy: true },
    ),
  ),
  story('done / measuring', { at: 'done', who, faults: null }),
  story('done / fit', { at: 'done', who, faults: [] }),
  story('done / to mend', {
    at: 'done',
    who,
    faults: ['slow', 'clock', 'screen', 'storage', 'browser', 'no-socket', 'old-page'],
  }),
  story('done / server silent', { at: 'done', who, faults: 'unknown' }),
]
