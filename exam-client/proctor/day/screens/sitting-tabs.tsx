import { useText } from '../../../shared/language.tsx'
import { dayText } from '../../../shared/text/day.ts'
import { linkTo } from '../views.ts'

const TABS = ['room', 'desk', 'log', 'replay', 'minutes', 'likeness'] as const
export type Tab = (typeof TABS)[number]
/** Pages on which a chosen room stays chosen from one to the next. */
const BY_ROOM: readonly Tab[] = ['room', 'log', 'replay', 'minutes']

/** The pages of one sitting. `current`: the one that is open; none for a candidate's story. */
export function SittingTabs({ sitting, current, room = '' }: { sitting: string; current?: Tab; room?: string }) {
  const text = useText(dayText)
  return (
    <nav className="h-tabs k-noprint" aria-label={text.pages}>
      {TABS.map((tab) => (
        <a
          key={tab}
          href={linkTo(sitting, tab === 'room' ? '' : tab, BY_ROOM.includes(tab) ? { room } : {})}
          aria-current={tab === current ? 'page' : undefined}
        >
          {text.tabs[tab]}
        </a>
      ))}
      <a className="h-tabs-other" href="?">
        {text.otherSitting}
      </a>
    </nav>
  )
}
