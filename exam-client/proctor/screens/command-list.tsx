import { memo } from 'react'
import type { CommandRow, RoomProposal, Tile } from '../../../server/protocol/proctor.ts'
import { clockWib, count } from '../../shared/format.ts'
import { useLanguage, useText } from '../../shared/language.tsx'
import { Mark, type Tone, useSay } from '../../shared/parts/kit-basics.tsx'
import type { ShapeName } from '../../shared/parts/kit-shapes.tsx'
import { commandText } from '../../shared/text/proctor-commands.ts'
import { type Standing, standingOf } from '../orders.ts'
import { nameOf } from '../room.ts'

const LOOKS: Record<Standing, [ShapeName, Tone]> = {
  waiting: ['half', 'accent'],
  refused: ['cross', 'danger'],
  sent: ['play', 'amber'],
  reached: ['dot', 'accent'],
  read: ['check', 'ok'],
  done: ['check', 'ok'],
}
const NAMES_SHOWN_MAX = 30

/** 'Terkirim · sampai 28/30 · 1 ditolak' */
export function CommandStanding({ row }: { row: CommandRow }) {
  const text = useText(commandText)
  const { language } = useLanguage()
  const n = (value: number) => count(value, language)
  const standing = standingOf(row)
  const [shape, tone] = LOOKS[standing]
  const counted = row.state === 'done' && row.done > 0 && row.kind !== 'open' && row.kind !== 'close'
  return (
    <span className="k-line p-standing">
      <Mark shape={shape} tone={tone}>
        {text.standing[standing]}
      </Mark>
      {counted ? <span className="k-num">{text.reachedOf(n(row.reached), n(row.done))}</span> : null}
      {counted && row.kind === 'message' ? (
        <span className="k-num">{text.readOf(n(row.read), n(row.done))}</span>
      ) : null}
      {row.refused.length > 0 && standing !== 'refused' ? (
        <span className="k-mark danger">{text.refusedCount(n(row.refused.length))}</span>
      ) : null}
    </span>
  )
}

/** What was ordered in this sitting, newest first, and how each fares; proposals that wait for a second person stand above. */
export const CommandList = memo(function CommandList({
  commands,
  proposals,
  tiles,
}: {
  commands: readonly CommandRow[]
  proposals: readonly RoomProposal[]
  tiles: ReadonlyMap<string, Tile>
}) {
  const text = useText(commandText)
  const { language } = useLanguage()
  if (commands.length + proposals.length === 0) return <p className="k-empty">{text.noCommands}</p>
  return (
    <ul className="k-plain k-panel flush p-list" tabIndex={0} aria-label={text.commands}>
      {proposals.map((one) => (
        <li key={one.id} className="p-command">
          <span className="k-num p-command-at">{clockWib(one.at)}</span>
          <span className="p-command-what">
            <strong>{one.title[language]}</strong> <span className="k-soft">{text.by(one.by)}</span>
          </span>
          <Mark shape="half" tone="amber">
            {text.waitsSecond}
          </Mark>
        </li>
      ))}
      {commands.map((row) => (
        <Command key={row.id} row={row} tiles={tiles} />
      ))}
    </ul>
  )
})

/** One command: when, what, for whom, by whom and why; refusals and missing confirmations by name on request. */
export function Command({ row, tiles }: { row: CommandRow; tiles: ReadonlyMap<string, Tile> }) {
  const text = useText(commandText)
  const say = useSay()
  const { language } = useLanguage()
  const n = (value: number) => count(value, language)
  const [first] = row.candidates
  const whom =
    row.kind === 'open' || row.kind === 'close'
      ? null
      : first === undefined
        ? text.everyone
        : row.candidates.length === 1
          ? nameOf(tiles.get(first), first)
          : text.whom(n(row.candidates.length))
  const more = row.refused.length > 0 || (row.unreached.length > 0 && row.state === 'done')
  const category = row.reason.category in text.categories ? text.categories[row.reason.category as 'other'] : ''
  return (
    <li className="p-command">
      <span className="k-num p-command-at">{clockWib(row.at)}</span>
      <span className="p-command-what">
        <strong>{text.kinds[row.kind]}</strong>
        {row.minutes === null ? '' : ` ${text.minutesGiven(n(row.minutes))}`}
        {row.to ? ` ${text.toPlace(`${row.to.room} · ${row.to.station}`)}` : ''}
        {whom === null ? '' : ` · ${whom}`}{' '}
        <span className="k-soft">
          {text.by(row.by)}
          {row.approvedBy === null ? '' : `, ${text.approvedBy(row.approvedBy)}`} · {category}: {row.reason.text}
        </span>
        {row.text ? <q className="p-command-text">{row.text}</q> : null}
        {row.whole ? <span className="k-mark danger p-problem">{say(row.whole)}</span> : null}
        {more ? (
          <details>
            <summary>{text.details}</summary>
            {row.refused.length > 0 ? (
              <>
                <p className="k-strong">{text.refusedTitle}</p>
                <ul className="k-list">
                  {row.refused.slice(0, NAMES_SHOWN_MAX).map((one) => (
                    <li key={one.candidate}>
                      {nameOf(tiles.get(one.candidate), one.candidate)}: {say(one.why)}
                    </li>
                  ))}
                  <Rest all={row.refused.length} />
                </ul>
              </>
            ) : null}
            {row.unreached.length > 0 ? (
              <>
                <p className="k-strong">{text.unreachedTitle}</p>
                <ul className="k-list">
                  {row.unreached.slice(0, NAMES_SHOWN_MAX).map((candidate) => (
                    <li key={candidate}>{nameOf(tiles.get(candidate), candidate)}</li>
                  ))}
                  <Rest all={row.unreached.length} />
                </ul>
              </>
            ) : null}
          </details>
        ) : null}
      </span>
      <CommandStanding row={row} />
    </li>
  )
}

function Rest({ all }: { all: number }) {
  const text = useText(commandText)
  const { language } = useLanguage()
  return all > NAMES_SHOWN_MAX ? <li>{text.andMore(count(all - NAMES_SHOWN_MAX, language))}</li> : null
}
