import type { ReactNode } from 'react'
import type { SittingSummary } from '../../../../server/protocol/proctor.ts'
import { age, dateWib, hourWib } from '../../../shared/format.ts'
import { useLanguage, useText } from '../../../shared/language.tsx'
import { Notice } from '../../../shared/parts/kit-basics.tsx'
import { SittingState } from '../../../shared/parts/kit-sitting-state.tsx'
import { dayText } from '../../../shared/text/day.ts'
import { SittingTabs, type Tab } from './sitting-tabs.tsx'

/** What a day's page needs of its sitting: name, place, state. */
export type SittingFacts = Pick<SittingSummary, 'id' | 'name' | 'venue' | 'startsAt' | 'state'>

/** The top of each of the day's pages: tabs, title, which sitting, and what can be done here. */
export function DayHead({
  id,
  sitting,
  tab,
  room,
  title,
  children,
}: {
  id: string
  /** Null while it is not known. */
  sitting: SittingFacts | null
  tab?: Tab
  room?: string
  title: string
  children?: ReactNode
}) {
  const text = useText(dayText)
  const { language } = useLanguage()
  return (
    <header className="h-head">
      <SittingTabs sitting={id} current={tab} room={room} />
      <div className="h-head-line">
        <div>
          <h1>{title}</h1>
          {sitting ? (
            <p className="k-line k-small">
              <SittingState state={sitting.state} />
              <span>{sitting.name}</span>
              <span className="k-soft">
                {[sitting.venue, dateWib(sitting.startsAt, language, true), text.starts(hourWib(sitting.startsAt))]
                  .filter(Boolean)
                  .join(' · ')}
              </span>
            </p>
          ) : null}
        </div>
        {children ? <div className="k-line k-noprint">{children}</div> : null}
      </div>
    </header>
  )
}

/** The server is away and what is shown is from so many ms ago. */
export function LostNotice({ ageMs }: { ageMs: number }) {
  const text = useText(dayText)
  const { language } = useLanguage()
  return (
    <Notice tone="danger" live>
      {text.lost(age(ageMs, language))}
    </Notice>
  )
}

/** Chooses a room of the sitting; nothing to choose where there is one only. */
export function RoomChoice({
  rooms,
  room,
  all = true,
  onChoose,
}: {
  rooms: readonly string[]
  room: string
  /** All rooms can be chosen as well. */
  all?: boolean
  onChoose: (room: string) => void
}) {
  const text = useText(dayText)
  // A room from the address that nobody knows stays in the list, so that one sees what is chosen.
  const options = room === '' || rooms.includes(room) ? rooms : [room, ...rooms]
  if (options.length < 2 && room === '') return null
  return (
    <label className="k-field">
      <span>{text.room}</span>
      <select className="k-input" value={room} onChange={(event) => onChoose(event.target.value)}>
        {all ? <option value="">{text.allRooms}</option> : null}
        {options.map((one) => (
          <option key={one} value={one}>
            {text.roomName(one)}
          </option>
        ))}
      </select>
    </label>
  )
}

/** Who wrote a line: a person's account name, or which machine. */
export function useActor(): (actor: string) => string {
  const { actors } = useText(dayText)
  return (actor) => (actor in actors ? actors[actor as keyof typeof actors] : actor)
}
