import { useCallback, useMemo, useState } from 'react'
import type { Tile } from '../../../server/protocol/proctor.ts'
import { useAddress } from '../../shared/address.tsx'
import { count } from '../../shared/format.ts'
import { useLanguage, useText } from '../../shared/language.tsx'
import { Empty } from '../../shared/parts/kit-basics.tsx'
import { useTyped } from '../../shared/parts/kit-table.tsx'
import { proctorText } from '../../shared/text/proctor.ts'
import type { Link } from '../live-room.ts'
import { byRoom, countStates, incidents, type Room } from '../room.ts'
import { Incidents } from './incidents.tsx'
import { RoomHead, StateCounts, type Step } from './room-head.tsx'
import { SelectionBar } from './selection-bar.tsx'
import { StationTile } from './tile.tsx'
import { walkTiles } from './walk-tiles.ts'

interface Props {
  room: Room
  link: Link
  onStep: (step: Step) => void
  onEnd: (tiles: Tile[]) => void
  /** Empty: all who have not signed in. */
  onPins: (tiles: Tile[]) => void
  /** For the gallery: tiles selected from the start. */
  firstSelected?: string[]
}

/** The room of one sitting: what must I do, what went wrong, and every station at its place. */
export function RoomScreen({ room, link, onStep, onEnd, onPins, firstSelected = [] }: Props) {
  const text = useText(proctorText)
  const { language } = useLanguage()
  const { address, go } = useAddress()
  const [search, setSearch] = useTyped(address, go, 'q')
  const [selected, setSelected] = useState<ReadonlySet<string>>(() => new Set(firstSelected))
  const [reached, setReached] = useState<string | null>(null)
  const tiles = useMemo(() => [...room.tiles.values()], [room.tiles])
  const rooms = useMemo(() => byRoom(tiles), [tiles])
  const state = address['state'] ?? ''
  const only = address['room'] ?? ''
  const shown = useMemo(
    () =>
      rooms
        .map((one) => ({ ...one, tiles: one.tiles.filter((tile) => fits(tile, search, state, only)) }))
        .filter((one) => one.tiles.length > 0),
    [rooms, search, state, only],
  )
  const shownCount = shown.reduce((sum, one) => sum + one.tiles.length, 0)
  const toggle = useCallback((candidate: string) => setSelected((now) => toggled(now, [candidate])), [])
  const reachable = shown.some((one) => one.tiles.some((tile) => tile.candidate === reached))
    ? reached
    : shown[0]?.tiles[0]?.candidate
  const show = useCallback(
    (candidate: string) => {
      go({ q: null, state: null, room: null }, 'replace')
      setSelected(new Set([candidate]))
      requestAnimationFrame(() => focusTile(candidate))
    },
    [go],
  )
  const wrong = useMemo(() => incidents(room), [room])
  const counts = useMemo(() => countStates(tiles), [tiles])
  const chosen = tiles.filter((tile) => selected.has(tile.candidate))
  return (
    <div className="p-room">
      <RoomHead sitting={room.view.sitting} tiles={tiles} link={link} onStep={onStep} onPins={() => onPins([])} />
      <Incidents incidents={wrong} onShow={show} />
      <section className="p-floor" aria-label={text.room}>
        <StateCounts counts={counts} chosen={state} onChoose={(next) => go({ state: next }, 'replace')} />
        <div className="p-tools">
          <input
            className="k-input"
            type="search"
            aria-label={text.searchLabel}
            placeholder={text.searchLabel}
            value={search}
            onChange={(event) => setSearch(event.target.value)}
          />
          {rooms.length > 1 ? (
            <select
              className="k-input"
              aria-label={text.room}
              value={only}
              onChange={(event) => go({ room: event.target.value }, 'replace')}
            >
              <option value="">{text.allRooms}</option>
              {rooms.map((one) => (
                <option key={one.room} value={one.room}>
                  {text.roomName(one.room)}
                </option>
              ))}
            </select>
          ) : null}
          <span className="k-tools-count" role="status">
            {text.shown(count(shownCount, language), count(tiles.length, language))}
          </span>
          <button
            type="button"
            className="k-button"
            disabled={shownCount === 0}
            onClick={() => setSelected(new Set(shown.flatMap((one) => one.tiles.map((tile) => tile.candidate))))}
          >
            {text.selectAll}
          </button>
        </div>
        {tiles.length === 0 ? (
          <Empty title={text.noSeats} />
        ) : shownCount === 0 ? (
          <Empty title={text.noneMatch} />
        ) : null}
        <div role="group" aria-label={text.station} onKeyDown={walkTiles}>
          {shown.map((one) => (
            <section key={one.room} className="p-section">
              <h2>
                {text.roomName(one.room)} <span className="k-soft k-num">({count(one.tiles.length, language)})</span>
                <button
                  type="button"
                  className="k-button small quiet"
                  aria-label={text.selectRoom(one.room)}
                  onClick={() => setSelected((now) => new Set([...now, ...one.tiles.map((tile) => tile.candidate)]))}
                >
                  {text.selectAll}
                </button>
              </h2>
              <ul className="k-plain p-grid">
                {one.tiles.map((tile) => (
                  <StationTile
                    key={tile.candidate}
                    tile={tile}
                    selected={selected.has(tile.candidate)}
                    reachable={tile.candidate === reachable}
                    onToggle={toggle}
                    onReach={setReached}
                  />
                ))}
              </ul>
            </section>
          ))}
        </div>
      </section>
      {chosen.length > 0 ? (
        <SelectionBar
          tiles={chosen}
          closed={room.view.sitting.state === 'closed'}
          onEnd={onEnd}
          onPins={onPins}
          onClear={() => setSelected(new Set())}
        />
      ) : null}
    </div>
  )
}

function fits(tile: Tile, search: string, state: string, room: string): boolean {
  if (state !== '' && tile.state !== state) return false
  if (room !== '' && tile.room !== room) return false
  const words = search.toLowerCase().split(/\s+/).filter(Boolean)
  if (words.length === 0) return true
  const text = `${tile.name} ${tile.number} ${tile.station}`.toLowerCase()
  return words.every((word) => text.includes(word))
}

function toggled(now: ReadonlySet<string>, candidates: string[]): ReadonlySet<string> {
  const next = new Set(now)
  for (const candidate of candidates) if (!next.delete(candidate)) next.add(candidate)
  return next
}

function focusTile(candidate: string): void {
  const tile = document.querySelector<HTMLElement>(`[data-candidate="${CSS.escape(candidate)}"]`)
  tile?.scrollIntoView({ block: 'center' })
  tile?.querySelector('input')?.focus({ preventScroll: true })
}
