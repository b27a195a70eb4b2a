import type { ReactNode } from 'react'
import type { RoomDetail } from '../../../server/protocol/venues.ts'
import { useText } from '../../shared/language.tsx'
import { venuesText } from '../../shared/text/venues.ts'
import { Head } from './shell.tsx'

const PARTS = ['plan', 'enrolment', 'certificate'] as const
export type RoomPart = (typeof PARTS)[number]
export const roomPartOf = (word: string | undefined): RoomPart => PARTS.find((one) => one === word) ?? 'plan'

/** One room: its plan, the enrolment of its computers, its certificate. */
export function RoomScreen({ room, part, children }: { room: RoomDetail; part: RoomPart; children: ReactNode }) {
  const text = useText(venuesText)
  return (
    <>
      <Head
        title={`${text.room.title(room.name)} · ${room.venue.name}`}
        back={{ href: '?screen=venues', title: text.list.back }}
      />
      <nav className="k-line c-tabs k-noprint" aria-label={text.room.tabsLabel}>
        {PARTS.map((one) => (
          <a
            key={one}
            href={`?screen=venues&room=${encodeURIComponent(room.id)}&part=${one}`}
            aria-current={one === part ? 'page' : undefined}
          >
            {text.room.tabs[one]}
          </a>
        ))}
      </nav>
      {children}
    </>
  )
}
