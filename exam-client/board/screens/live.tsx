import { memo, useMemo } from 'react'
import type { Board, BoardRow, PublicationSummary } from '../../../server/protocol/board.ts'
import { useAddress } from '../../shared/address.tsx'
import { clockWib, count } from '../../shared/format.ts'
import { useLanguage, useText } from '../../shared/language.tsx'
import { Empty, Mark, Notice, type Tone } from '../../shared/parts/kit-basics.tsx'
import type { ShapeName } from '../../shared/parts/kit-shapes.tsx'
import { SittingState } from '../../shared/parts/kit-sitting-state.tsx'
import { useTyped } from '../../shared/parts/kit-table.tsx'
import { boardText } from '../../shared/text/board.ts'
import { liveBoardText } from '../../shared/text/live-board.ts'
import { inOrder, ofRoom, roomAsked, roomNames, venueOf } from '../live.ts'
import type { Link } from '../use-live-board.ts'

const LINKS: Record<Link, [ShapeName, Tone]> = {
  live: ['dot', 'ok'],
  polling: ['ring', 'amber'],
  lost: ['broken', 'danger'],
}

interface Props {
  board: Board
  link: Link
  fresh: PublicationSummary | null
  wall: boolean
  scrolling: boolean
  onWall: (on: boolean) => void
  onScroll: (on: boolean) => void
}

/** Scores as they move, for the wall and the phone; each screenful says that they are provisional and how old they are. */
export function LiveBoardScreen({ board, link, fresh, wall, scrolling, onWall, onScroll }: Props) {
  const text = useText(boardText)
  const own = useText(liveBoardText)
  const { language } = useLanguage()
  const { address, go } = useAddress()
  const [search, setSearch] = useTyped(address, go, 'q')
  const { room, known } = roomAsked(board, address['room'])
  const ordered = useMemo(
    () => inOrder(ofRoom(board.rows, room)).map((row, at) => ({ row, order: at + 1 })),
    [board.rows, room],
  )
  const named = board.names !== 'number'
  const closed = board.sitting.state === 'closed'
  const place = [venueOf(board, room), room === null ? '' : own.inRoom(room)].filter(Boolean).join(' · ')
  const searchLabel = named ? text.search : own.searchNumber
  const words = search.toLowerCase().split(/\s+/).filter(Boolean)
  const shown =
    words.length === 0
      ? ordered
      : ordered.filter(({ row }) => words.every((word) => `${row.number} ${row.name}`.toLowerCase().includes(word)))
  const [shape, tone] = LINKS[link]
  const button = wall ? 'k-button small quiet' : 'k-button'
  const switches = (
    <>
      <button type="button" className={button} aria-pressed={scrolling} onClick={() => onScroll(!scrolling)}>
        <Mark shape={scrolling ? 'check' : 'down'}>{text.scroll}</Mark>
      </button>
      <button type="button" className={button} aria-pressed={wall} onClick={() => onWall(!wall)}>
        {wall ? text.wallOff : text.wall}
      </button>
    </>
  )
  return (
    <div className={wall ? 'b-live wall' : 'b-live'}>
      {wall ? null : (
        <p className="k-small k-noprint">
          <a href="?">‹ {text.back}</a>
        </p>
      )}
      <div className="b-live-head">
        <div className="b-live-title">
          <h1>{board.sitting.name}</h1>
          {place === '' ? null : <p className="b-where">{place}</p>}
          <p className="k-line">
            <SittingState state={board.sitting.state} />
            <span className="k-num">{text.participants(count(ordered.length, language))}</span>
            <Mark shape={shape} tone={tone}>
              {text.link[link]}
            </Mark>
            {wall ? switches : null}
          </p>
        </div>
        <div className="b-live-when">
          <strong className="b-provisional">{closed ? own.closed : text.provisional}</strong>
          <span className="k-num b-at">{text.dataAt(clockWib(board.at))}</span>
        </div>
      </div>
      {fresh ? (
        <Notice tone="accent" live>
          {text.fresh(fresh.title)} <a href={`?publication=${encodeURIComponent(fresh.id)}`}>{text.open}</a>
        </Notice>
      ) : null}
      {wall ? null : (
        <p className="k-small k-soft">
          {closed ? own.closedWhat : text.provisionalWhat} {named ? null : own.withoutNames}
        </p>
      )}
      {wall ? null : (
        <div className="k-line b-tools k-noprint">
          <input
            className="k-input"
            type="search"
            aria-label={searchLabel}
            placeholder={searchLabel}
            value={search}
            onChange={(event) => setSearch(event.target.value)}
          />
          {board.rooms.length > 1 || room !== null ? (
            <select
              className="k-input b-room"
              aria-label={own.room}
              value={known ? (room ?? '') : ''}
              onChange={(event) => go({ room: event.target.value || null }, 'replace')}
            >
              <option value="">{own.allRooms}</option>
              {roomNames(board).map((name) => (
                <option key={name} value={name}>
                  {own.inRoom(name)}
                </option>
              ))}
            </select>
          ) : null}
          {switches}
        </div>
      )}
      {shown.length === 0 ? (
        <div className="k-panel">
          {known ? (
            <Empty title={ordered.length === 0 ? own.noRows : text.noMatch} />
          ) : (
            <Empty title={own.noRoom(room ?? '')}>
              <p>{own.noRoomAdvice}</p>
            </Empty>
          )}
        </div>
      ) : (
        <table className={named ? 'k-table b-table' : 'k-table b-table nameless'}>
          <caption className="sr-only">{board.sitting.name}</caption>
          <thead>
            <tr>
              <th scope="col" className="num">
                {text.order}
              </th>
              <th scope="col">{text.number}</th>
              {named ? <th scope="col">{text.name}</th> : null}
              <th scope="col" className="b-vacancy">
                {text.vacancy}
              </th>
              <th scope="col" className="num b-answered">
                {text.answered}
              </th>
              {board.sections.map((section) => (
                <th key={section.id} scope="col" className="num" title={section.title}>
                  {section.id}
                </th>
              ))}
              <th scope="col" className="num">
                {text.total}
              </th>
              <th scope="col" className="b-state">
                {text.state}
              </th>
            </tr>
          </thead>
          <tbody>
            {shown.map(({ row, order }) => (
              <Row key={row.number} row={row} order={order} sections={board.sections} named={named} />
            ))}
          </tbody>
        </table>
      )}
    </div>
  )
}

interface RowProps {
  row: BoardRow
  order: number
  sections: Board['sections']
  named: boolean
}
const Row = memo(function Row({ row, order, sections, named }: RowProps) {
  const text = useText(boardText)
  const { language } = useLanguage()
  const n = (value: number) => count(value, language)
  return (
    <tr>
      <td className="num b-order">{n(order)}</td>
      <td className="tight k-num b-number">{row.number}</td>
      {named ? <td className="b-name">{row.name}</td> : null}
      <td className="b-vacancy k-soft">{row.vacancy}</td>
      <td className="num b-answered">
        {n(row.answered)}/{n(row.items)}
      </td>
      {sections.map((section, at) => (
        <td key={section.id} className="num b-point" data-label={section.id}>
          {n(row.points[at] ?? 0)}
        </td>
      ))}
      <td className="num b-total">
        <strong>{n(row.total)}</strong>
      </td>
      <td className="b-state">
        {row.finished ? (
          <Mark shape="check" tone="ok">
            {text.finished}
          </Mark>
        ) : (
          <Mark shape="play" tone="accent">
            {text.working}
          </Mark>
        )}
      </td>
    </tr>
  )
})
