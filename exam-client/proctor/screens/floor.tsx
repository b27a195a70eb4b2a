import { type KeyboardEvent, memo, type ReactNode } from 'react'
import type { RoomState, RoomView, Tile } from '../../../server/protocol/proctor.ts'
import { count } from '../../shared/format.ts'
import { useLanguage, useText } from '../../shared/language.tsx'
import { Shape } from '../../shared/parts/kit-shapes.tsx'
import { proctorText } from '../../shared/text/proctor.ts'
import { planCells, type Track } from '../plan-cells.ts'
import type { RoomGroup } from '../room.ts'
import { StationTile } from './tile.tsx'
import { walkTiles } from './walk-tiles.ts'

export interface Picking {
  selected: ReadonlySet<string>
  /** The tile that Tab reaches. */
  reachable: string | undefined
  onToggle: (candidate: string) => void
  onReach: (candidate: string) => void
  /** Adds these; takes them away where all were chosen already. */
  onSelect: (candidates: string[]) => void
  onOpen: (candidate: string) => void
}
type Plan = RoomView['plans'][number]['plan']

/** The rooms with their stations: as they stand where the room has a plan, else in the order of their numbers. */
export function Floor({
  groups,
  whole,
  plans,
  states,
  guests,
  picking,
}: {
  groups: readonly RoomGroup[]
  /** The same rooms without the filter. */
  whole: readonly RoomGroup[]
  /** By room; empty where the list is wanted. */
  plans: ReadonlyMap<string, Plan>
  states: readonly RoomState[]
  /** Who sits where nobody was planned, by seat (`seatKey`). */
  guests: ReadonlyMap<string, Tile>
  picking: Picking
}) {
  const text = useText(proctorText)
  const byKey = (event: KeyboardEvent<HTMLElement>) => {
    const candidate = (event.target as HTMLElement).closest<HTMLElement>('.p-tile')?.dataset['candidate']
    if (event.key === 'Enter' && candidate !== undefined) {
      event.preventDefault()
      picking.onOpen(candidate)
    } else walkTiles(event)
  }
  return (
    <div className="p-rooms" role="group" aria-label={text.station} onKeyDown={byKey}>
      {groups.map((group) => {
        const plan = plans.get(group.room)
        return (
          <section
            key={group.room}
            className="p-section"
            style={{ containIntrinsicSize: `auto ${heightOf(group, plan)}px` }}
          >
            <RoomTitle
              group={group}
              state={states.find((one) => one.room === group.room)}
              onSelect={picking.onSelect}
            />
            {plan ? (
              <PlanRoom
                group={group}
                all={whole.find((one) => one.room === group.room)?.tiles ?? group.tiles}
                plan={plan}
                guests={guests}
                {...within(group, picking)}
              />
            ) : (
              <ListRoom group={group} {...within(group, picking)} />
            )}
          </section>
        )
      })}
    </div>
  )
}

const TILE_HEIGHT = 142
const TILES_IN_ROW = 7
const TITLE_HEIGHT = 44
/** About how high a room will be, for as long as the browser has not laid it out; a scroll bar then tells the truth. */
const heightOf = (group: RoomGroup, plan: Plan | undefined): number =>
  TITLE_HEIGHT + TILE_HEIGHT * Math.max(1, plan ? plan.rows : Math.ceil(group.tiles.length / TILES_IN_ROW))

/** Only what concerns this room, so that a room where nothing was picked is not drawn again. */
interface RoomPicking {
  selected: string
  reachable: string | undefined
  onToggle: Picking['onToggle']
  onReach: Picking['onReach']
  onSelect: Picking['onSelect']
}
const within = (group: RoomGroup, { selected, reachable, onToggle, onReach, onSelect }: Picking): RoomPicking => ({
  selected:
    selected.size === 0
      ? ''
      : group.tiles
          .filter((tile) => selected.has(tile.candidate))
          .map((tile) => tile.candidate)
          .join(' '),
  reachable: group.tiles.some((tile) => tile.candidate === reachable) ? reachable : undefined,
  onToggle,
  onReach,
  onSelect,
})

const RoomTitle = memo(function RoomTitle({
  group,
  state,
  onSelect,
}: {
  group: RoomGroup
  state: RoomState | undefined
  onSelect: Picking['onSelect']
}) {
  const text = useText(proctorText)
  const { language } = useLanguage()
  const n = (value: number) => count(value, language)
  return (
    <h2>
      {text.roomName(group.room)} <span className="k-soft k-num">({n(group.tiles.length)})</span>
      {state && state.working > 0 ? (
        <span className="k-soft k-small k-num p-room-facts">{text.roomFacts(n(state.working), n(state.silent))}</span>
      ) : null}
      <button
        type="button"
        className="k-button small quiet"
        aria-label={text.selectRoom(group.room)}
        onClick={() => onSelect(group.tiles.map((tile) => tile.candidate))}
      >
        {text.selectAll}
      </button>
    </h2>
  )
})

const ListRoom = memo(function ListRoom({
  group,
  selected,
  reachable,
  onToggle,
  onReach,
}: { group: RoomGroup } & RoomPicking) {
  const chosen = new Set(selected.split(' '))
  return (
    <ul className="k-plain p-grid">
      {group.tiles.map((tile) => (
        <StationTile
          key={tile.candidate}
          tile={tile}
          selected={chosen.has(tile.candidate)}
          reachable={tile.candidate === reachable}
          onToggle={onToggle}
          onReach={onReach}
        />
      ))}
    </ul>
  )
})

const COLUMNS: Record<Track, string> = {
  seats: 'minmax(var(--p-seat), 1fr)',
  marks: 'minmax(20px, auto)',
  empty: '20px',
}
const ROWS: Record<Track, string> = { seats: 'var(--p-seat-height)', marks: 'minmax(20px, auto)', empty: '12px' }

const PlanRoom = memo(function PlanRoom({
  group,
  all,
  plan,
  guests,
  selected,
  reachable,
  onToggle,
  onReach,
  onSelect,
}: { group: RoomGroup; all: readonly Tile[]; plan: Plan; guests: ReadonlyMap<string, Tile> } & RoomPicking) {
  const text = useText(proctorText)
  const chosen = new Set(selected.split(' '))
  const { cells, rows, tracks, elsewhere } = planCells(group.room, plan, group.tiles, all)
  const one = (tile: Tile, row?: number, column?: number): ReactNode => (
    <StationTile
      key={tile.candidate}
      tile={tile}
      row={row}
      column={column}
      selected={chosen.has(tile.candidate)}
      reachable={tile.candidate === reachable}
      onToggle={onToggle}
      onReach={onReach}
    />
  )
  return (
    <>
      <div className="p-plan-wrap" tabIndex={-1}>
        <ul
          className="k-plain p-plan"
          style={{
            gridTemplateColumns: `auto ${tracks.columns.map((track) => COLUMNS[track]).join(' ')}`,
            gridTemplateRows: tracks.rows.map((track) => ROWS[track]).join(' '),
          }}
        >
          {rows.map(({ row, candidates }, n) => (
            <li key={`row ${row}`} className="p-plan-row" style={{ gridRow: row, gridColumn: 1 }}>
              <button
                type="button"
                className="k-button small quiet"
                aria-label={text.selectRow(String(n + 1), group.room)}
                title={text.selectRow(String(n + 1), group.room)}
                onClick={() => onSelect(candidates)}
              >
                {n + 1}
              </button>
            </li>
          ))}
          {cells.map((cell) => {
            if ('tile' in cell) return one(cell.tile, cell.row, cell.column + 1)
            const place = { gridRow: cell.row, gridColumn: cell.column + 1 }
            if ('mark' in cell)
              return (
                <li key={`mark ${cell.row} ${cell.column}`} className={`p-mark ${cell.mark}`} style={place}>
                  {text.marks[cell.mark]}
                </li>
              )
            if ('hidden' in cell)
              return (
                <li key={`hidden ${cell.hidden}`} className="p-seat hidden" style={place}>
                  <strong className="k-num">{cell.hidden}</strong>
                </li>
              )
            const guest = guests.get(cell.seat)
            return (
              <li key={`seat ${cell.station}`} className={guest ? 'p-seat taken' : 'p-seat'} style={place}>
                <strong className="k-num">
                  <span className="sr-only">{text.station} </span>
                  {cell.station}
                </strong>
                {guest ? (
                  <>
                    <span className="p-tile-name">{guest.name}</span>
                    <span className="k-line">
                      <Shape name="dot" size={10} /> {text.hereFrom(`${guest.room} · ${guest.station}`)}
                    </span>
                  </>
                ) : (
                  <span>{cell.spare ? text.spareSeat : text.freeSeat}</span>
                )}
              </li>
            )
          })}
        </ul>
      </div>
      {elsewhere.length > 0 ? (
        <>
          <h3 className="p-elsewhere">{text.notInPlan}</h3>
          <ul className="k-plain p-grid">{elsewhere.map((tile) => one(tile))}</ul>
        </>
      ) : null}
    </>
  )
})
