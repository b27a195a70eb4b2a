import { type KeyboardEvent, memo } from 'react'
import type { RoomProposal, RoomView, SignalRow, Tile } from '../../../server/protocol/proctor.ts'
import { age, clockWib, count } from '../../shared/format.ts'
import { useLanguage, useText } from '../../shared/language.tsx'
import { Mark, Notice } from '../../shared/parts/kit-basics.tsx'
import { proctorText } from '../../shared/text/proctor.ts'
import { useClockText } from '../clock.tsx'
import { adviceFor, INCIDENTS_SHOWN_MAX, type Incident, type TileIncidentKind } from '../incidents.ts'
import { placeOfSignal } from '../room.ts'
import { StateMark } from './tile.tsx'

/** What a proctor can do from a line of the list. */
export interface IncidentDeeds {
  onShow: (candidate: string) => void
  onShowRoom: (room: string) => void
  /** Lets the candidate go on where she asks to; one press. */
  onApproveMove: (tile: Tile) => void
  onResumeRoom: (room: string) => void
  onPauseRoom: (room: string) => void
  onProposal: (proposal: RoomProposal) => void
}

/** What needs a person now, worst first, each with its age and one line of advice. */
export const Incidents = memo(function Incidents({
  incidents,
  policy,
  signals,
  deeds,
}: {
  incidents: Incident[]
  policy: RoomView['policy']
  signals: readonly SignalRow[]
  deeds: IncidentDeeds
}) {
  const text = useText(proctorText)
  const { language } = useLanguage()
  if (incidents.length === 0) return <Notice tone="ok">{text.noIncidents}</Notice>
  const rest = incidents.length - INCIDENTS_SHOWN_MAX
  return (
    <ul className="k-plain k-panel flush p-list" tabIndex={0} aria-label={text.incidents} onKeyDown={walkLines}>
      {incidents
        .slice(0, INCIDENTS_SHOWN_MAX)
        .map((incident) =>
          'tile' in incident ? (
            <TileLine
              key={`${incident.kind} ${incident.tile.candidate}`}
              kind={incident.kind}
              tile={incident.tile}
              since={incident.since}
              policy={policy}
              tried={
                incident.kind === 'second-sign-in'
                  ? signals.find((one) => one.candidate === incident.tile.candidate && one.kind === 'second-sign-in')
                  : undefined
              }
              deeds={deeds}
            />
          ) : 'room' in incident ? (
            <RoomLine key={`room ${incident.room.room}`} incident={incident} deeds={deeds} />
          ) : (
            <ProposalLine
              key={incident.proposal.id}
              proposal={incident.proposal}
              own={incident.kind === 'own-proposal'}
              deeds={deeds}
            />
          ),
        )}
      {rest > 0 ? <li className="p-incident p-incident-rest">{text.incidentsMore(count(rest, language))}</li> : null}
    </ul>
  )
})

const TileLine = memo(function TileLine({
  kind,
  tile,
  since,
  policy,
  tried,
  deeds,
}: {
  kind: TileIncidentKind
  tile: Tile
  since: number
  policy: RoomView['policy']
  tried: SignalRow | undefined
  deeds: IncidentDeeds
}) {
  const text = useText(proctorText)
  const { language } = useLanguage()
  const advice = useClockText((clock) => {
    const ms = clock.wall() - since
    const old = age(ms, language)
    const which = adviceFor(kind, tile, ms)
    switch (which) {
      case 'disconnected':
      case 'disconnectedLong':
      case 'disconnectedHeld':
        return text.advice[which](old, count(tile.answered, language))
      case 'unsaved':
      case 'unsavedLong':
        return text.advice[which](old, count(tile.unsaved, language))
      case 'idle':
        return text.advice.idle(old, count(policy.idleMinutes, language))
      case 'focus-lost':
        return text.advice['focus-lost'](old)
      case 'moved':
        return text.advice.moved(tile.movedTo ?? '')
      case 'move-asked':
        return text.advice['move-asked'](tile.wantsMove ? `${tile.wantsMove.room} · ${tile.wantsMove.station}` : '')
      case 'second-sign-in': {
        const place = tried ? placeOfSignal(tried) : null
        return text.advice['second-sign-in'](place ? `${place.room} · ${place.station}` : text.advice.anotherPlace)
      }
    }
  })
  const byKey = (event: KeyboardEvent<HTMLElement>) => {
    if (kind !== 'move-asked' || event.key.toLowerCase() !== 'y' || event.ctrlKey || event.metaKey || event.altKey)
      return
    event.preventDefault()
    deeds.onApproveMove(tile)
  }
  return (
    <li className="p-incident" onKeyDown={byKey}>
      <span className="p-incident-where k-num">
        {tile.room} · {tile.station}
      </span>
      <span className="p-incident-name">{tile.name}</span>
      {kind === 'move-asked' ? (
        <Mark shape="both" tone="amber">
          {text.asksMove}
        </Mark>
      ) : (
        <StateMark state={tile.state} />
      )}
      <span className="p-incident-advice">{advice}</span>
      <span className="p-incident-deeds">
        {kind === 'move-asked' ? (
          <button
            type="button"
            className="k-button small primary"
            aria-keyshortcuts="y"
            aria-label={`${text.approveMove}: ${tile.name}`}
            onClick={() => deeds.onApproveMove(tile)}
          >
            {text.approveMove}
          </button>
        ) : null}
        <button
          type="button"
          className="k-button small"
          onClick={() => deeds.onShow(tile.candidate)}
          aria-label={text.showTile(tile.station, tile.name)}
        >
          {text.show}
        </button>
      </span>
    </li>
  )
})

function RoomLine({
  incident: { kind, room, since, held },
  deeds,
}: {
  incident: Extract<Incident, { room: unknown }>
  deeds: IncidentDeeds
}) {
  const text = useText(proctorText)
  const { language } = useLanguage()
  const n = (value: number) => count(value, language)
  return (
    <li className="p-incident">
      <span className="p-incident-where">{text.roomName(room.room)}</span>
      <span className="p-incident-name" />
      <Mark shape={kind === 'room-silent' ? 'broken' : 'pause'} tone={kind === 'room-silent' ? 'danger' : 'amber'}>
        {text.roomIncident[kind]}
      </Mark>
      <span className="p-incident-advice">
        {room.silent > 0
          ? text.advice.roomSilent(n(room.silent), n(room.working))
          : text.advice.roomBack(n(room.working))}
        {since === null ? '' : ` ${text.advice.roomHeld(clockWib(since), n(held))}`}
      </span>
      <span className="p-incident-deeds">
        {since === null ? (
          <button
            type="button"
            className="k-button small"
            aria-label={`${text.pauseRoom} ${text.roomName(room.room)}`}
            onClick={() => deeds.onPauseRoom(room.room)}
          >
            {text.pauseRoom}
          </button>
        ) : (
          <button
            type="button"
            className={room.silent === 0 ? 'k-button small primary' : 'k-button small'}
            aria-label={`${text.resumeRoom} ${text.roomName(room.room)}`}
            onClick={() => deeds.onResumeRoom(room.room)}
          >
            {text.resumeRoom}
          </button>
        )}
        <button
          type="button"
          className="k-button small"
          aria-label={`${text.show}: ${text.roomName(room.room)}`}
          onClick={() => deeds.onShowRoom(room.room)}
        >
          {text.show}
        </button>
      </span>
    </li>
  )
}

function ProposalLine({ proposal, own, deeds }: { proposal: RoomProposal; own: boolean; deeds: IncidentDeeds }) {
  const text = useText(proctorText)
  const { language } = useLanguage()
  const title = proposal.title[language]
  return (
    <li className="p-incident">
      <span className="p-incident-where k-num">{clockWib(proposal.at)}</span>
      <span className="p-incident-name" />
      <Mark shape="half" tone={own ? 'soft' : 'amber'}>
        {text.proposal}
      </Mark>
      <span className="p-incident-advice">
        <strong>{title}</strong> {own ? text.waitsSecond : text.proposedBy(proposal.by)} {proposal.reason}
      </span>
      <span className="p-incident-deeds">
        <button
          type="button"
          className={own ? 'k-button small' : 'k-button small primary'}
          aria-label={`${own ? text.takeBack : text.decide} ${title}`}
          onClick={() => deeds.onProposal(proposal)}
        >
          {own ? text.takeBack : text.decide}
        </button>
      </span>
    </li>
  )
}

/** Up and down go to the first deed of the line before and after. */
export function walkLines(event: KeyboardEvent<HTMLElement>): void {
  if (event.key !== 'ArrowDown' && event.key !== 'ArrowUp') return
  const lines = [...event.currentTarget.children].filter((line) => line.querySelector('button'))
  const here = lines.findIndex((line) => line.contains(event.target as Node))
  const next = here < 0 ? lines[0] : lines[here + (event.key === 'ArrowDown' ? 1 : -1)]
  if (!next) return
  event.preventDefault()
  next.querySelector('button')?.focus()
}
