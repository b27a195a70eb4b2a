import { type ReactNode, useCallback, useMemo, useRef, useState } from 'react'
import type { RoomProposal, Tile } from '../../../server/protocol/proctor.ts'
import { useAddress } from '../../shared/address.tsx'
import { count } from '../../shared/format.ts'
import { useLanguage, useText } from '../../shared/language.tsx'
import { Empty } from '../../shared/parts/kit-basics.tsx'
import { useTyped } from '../../shared/parts/kit-table.tsx'
import { proctorText } from '../../shared/text/proctor.ts'
import { commandText } from '../../shared/text/proctor-commands.ts'
import { SittingTabs } from '../day/screens/sitting-tabs.tsx'
import { incidents } from '../incidents.ts'
import type { KeyDeed } from '../keys.ts'
import type { Link } from '../live-room.ts'
import { isUnderWay, offers, type PersonKind, seatKey } from '../orders.ts'
import { countStates, fitting, lacksPaper, placeOf, type Room } from '../room.ts'
import { CommandList } from './command-list.tsx'
import { Floor } from './floor.tsx'
import { type IncidentDeeds, Incidents } from './incidents.tsx'
import { KeysDialog } from './keys-dialog.tsx'
import { RoomHead, StateCounts, type Step } from './room-head.tsx'
import { SelectionBar } from './selection-bar.tsx'
import { SignalList } from './signal-list.tsx'
import { useKeys } from './use-keys.ts'
import { useStay } from './use-stay.ts'

export interface RoomDeeds {
  onStep: (step: Step) => void
  onOrder: (kind: PersonKind, tiles: readonly Tile[], chosen: number) => void
  onApproveMove: (tile: Tile) => void
  onResumeRoom: (room: string) => void
  onPauseRoom: (room: string) => void
  onProposal: (proposal: RoomProposal) => void
  /** Empty: all who have not signed in. */
  onPins: (tiles: readonly Tile[]) => void
}

interface Props extends RoomDeeds {
  room: Room
  link: Link
  /** Who looks: her own proposals wait for somebody else. */
  username: string
  /** The details of the candidate named in the address, or nothing. */
  panel?: (tile: Tile, close: () => void) => ReactNode
  /** For the gallery: tiles selected from the start. */
  firstSelected?: string[]
}

const LISTS = ['incidents', 'commands', 'signals'] as const

/** The room of one sitting: what must I do, what went wrong, and every station at its place. */
export function RoomScreen({ room, link, username, panel, firstSelected = [], ...deeds }: Props) {
  const text = useText(proctorText)
  const words = useText(commandText)
  const { language } = useLanguage()
  const n = (value: number) => count(value, language)
  const { address, go } = useAddress()
  const [search, setSearch] = useTyped(address, go, 'q')
  const [selected, setSelected] = useState<ReadonlySet<string>>(() => new Set(firstSelected))
  const [reached, setReached] = useState<string | null>(null)
  const [keys, setKeys] = useState(false)
  const searchField = useRef<HTMLInputElement>(null)
  const lists = useStay()
  const { view, tiles } = room
  const all = useMemo(() => [...tiles.values()], [tiles])
  const state = address['state'] ?? ''
  const only = address['room'] ?? ''
  const shown = useMemo(() => fitting(room.groups, { search, state, room: only }), [room.groups, search, state, only])
  const shownCount = shown.reduce((sum, one) => sum + one.tiles.length, 0)
  const list = LISTS.find((one) => one === address['list']) ?? 'incidents'
  const wrong = useMemo(() => incidents(room, username), [room, username])
  const counts = useMemo(() => countStates(all), [all])
  const noPaper = useMemo(() => all.filter(lacksPaper).length, [all])
  const plans = useMemo(
    () => new Map(address['look'] === 'list' ? [] : view.plans.map((one) => [one.room, one.plan])),
    [view.plans, address['look']],
  )
  const guests = useGuests(all)
  const chosen = selected.size === 0 ? [] : all.filter((tile) => selected.has(tile.candidate))
  const opened = tiles.get(address['candidate'] ?? '')
  const reachable = shown.some((one) => one.tiles.some((tile) => tile.candidate === reached))
    ? (reached ?? undefined)
    : shown[0]?.tiles[0]?.candidate

  const toggle = useCallback((candidate: string) => setSelected((now) => toggled(now, candidate)), [])
  const select = useCallback((candidates: string[]) => setSelected((now) => added(now, candidates)), [])
  const open = useCallback((candidate: string) => go({ candidate }, 'replace'), [go])
  const close = useCallback(() => {
    go({ candidate: null }, 'replace')
    if (opened) requestAnimationFrame(() => focusTile(opened.candidate))
  }, [go, opened])
  const show = useCallback(
    (candidate: string) => {
      go({ q: null, state: null, room: null }, 'replace')
      setSelected(new Set([candidate]))
      requestAnimationFrame(() => focusTile(candidate))
    },
    [go],
  )
  const selectShown = () => setSelected(new Set(shown.flatMap((one) => one.tiles.map((tile) => tile.candidate))))
  const incidentDeeds = useSteady({
    onShow: show,
    onShowRoom: (name) => go({ q: null, state: null, room: name }, 'replace'),
    onApproveMove: deeds.onApproveMove,
    onResumeRoom: deeds.onResumeRoom,
    onPauseRoom: deeds.onPauseRoom,
    onProposal: deeds.onProposal,
  })
  const doKey = (deed: KeyDeed): boolean => {
    switch (deed) {
      case 'help':
        setKeys(true)
        return true
      case 'search':
        searchField.current?.focus()
        return true
      case 'incidents':
        go({ list: null }, 'replace')
        requestAnimationFrame(() => focusIncidents())
        return true
      case 'tiles':
        if (reachable !== undefined) focusTile(reachable)
        return reachable !== undefined
      case 'all':
        selectShown()
        return true
      case 'clear':
        if (opened) close()
        else setSelected(new Set())
        return true
      default: {
        const whom = chosen.length > 0 ? chosen : opened ? [opened] : []
        const offer = offers(whom, view.sitting.state).find((one) => one.kind === deed)
        if (offer) deeds.onOrder(offer.kind, offer.tiles, whom.length)
        return offer !== undefined
      }
    }
  }
  useKeys(doKey)

  const underWay = view.commands.filter(isUnderWay).length
  const listCounts = { incidents: wrong.length, commands: view.commands.length, signals: view.signals.length }
  return (
    <div className={opened && panel ? 'p-room with-panel' : 'p-room'}>
      <div className="p-room-main">
        <SittingTabs sitting={view.sitting.id} current="room" room={only} />
        <RoomHead
          sitting={view.sitting}
          tiles={all}
          link={link}
          onStep={deeds.onStep}
          onPins={() => deeds.onPins([])}
        />
        <section ref={lists} className="p-lists" aria-label={list === 'incidents' ? text.incidents : words[list]}>
          <div className="k-line">
            <div className="p-tabs" role="group" aria-label={text.incidents}>
              {LISTS.map((one) => (
                <button
                  key={one}
                  type="button"
                  aria-pressed={list === one}
                  onClick={() => go({ list: one === 'incidents' ? null : one }, 'replace')}
                >
                  {one === 'incidents' ? text.incidents : words[one]}{' '}
                  <span className="k-num">({n(listCounts[one])})</span>
                  {one === 'commands' && underWay > 0 ? (
                    <span className="k-num p-under-way">{words.underWay(n(underWay))}</span>
                  ) : null}
                </button>
              ))}
            </div>
            <span className="sr-only" role="status">
              {text.incidents}: {n(wrong.length)}
            </span>
            <button
              type="button"
              className="k-button small quiet k-push"
              aria-keyshortcuts="?"
              onClick={() => setKeys(true)}
            >
              {words.keys} <kbd>?</kbd>
            </button>
          </div>
          {list === 'incidents' ? (
            <Incidents incidents={wrong} policy={view.policy} signals={view.signals} deeds={incidentDeeds} />
          ) : list === 'commands' ? (
            <CommandList commands={view.commands} proposals={view.proposals} tiles={tiles} />
          ) : (
            <SignalList signals={view.signals} tiles={tiles} onShow={show} />
          )}
        </section>
        <section className="p-floor" aria-label={text.room}>
          <div className="p-floor-top">
            <StateCounts
              counts={counts}
              noPaper={noPaper}
              chosen={state}
              onChoose={(next) => go({ state: next }, 'replace')}
            />
            <div className="p-tools">
              <label className="k-field">
                <span className="sr-only">{text.searchLabel}</span>
                <input
                  ref={searchField}
                  className="k-input"
                  type="search"
                  placeholder={text.searchLabel}
                  aria-keyshortcuts="/"
                  value={search}
                  onChange={(event) => setSearch(event.target.value)}
                  onKeyDown={(event) => {
                    // From the search to what it found; Escape first takes the search away.
                    if (event.key === 'Escape' && search !== '') setSearch('')
                    else if (!['Escape', 'Enter', 'ArrowDown'].includes(event.key) || reachable === undefined) return
                    else focusTile(reachable)
                    event.preventDefault()
                  }}
                />
              </label>
              {room.groups.length > 1 ? (
                <label className="k-field">
                  <span className="sr-only">{text.room}</span>
                  <select
                    className="k-input"
                    value={only}
                    onChange={(event) => go({ room: event.target.value }, 'replace')}
                  >
                    <option value="">{text.allRooms}</option>
                    {room.groups.map((one) => (
                      <option key={one.room} value={one.room}>
                        {text.roomName(one.room)}
                      </option>
                    ))}
                  </select>
                </label>
              ) : null}
              {view.plans.length > 0 ? (
                <div className="k-switch" role="group" aria-label={text.look}>
                  {(['plan', 'list'] as const).map((one) => (
                    <button
                      key={one}
                      type="button"
                      aria-pressed={(address['look'] === 'list') === (one === 'list')}
                      onClick={() => go({ look: one === 'list' ? one : null }, 'replace')}
                    >
                      {text.looks[one]}
                    </button>
                  ))}
                </div>
              ) : null}
              <span className="k-tools-count" role="status">
                {text.shown(n(shownCount), n(all.length))}
              </span>
              <button
                type="button"
                className="k-button"
                disabled={shownCount === 0}
                aria-keyshortcuts="a"
                onClick={selectShown}
              >
                {text.selectAll}
              </button>
            </div>
          </div>
          {all.length === 0 ? (
            <Empty title={text.noSeats} />
          ) : shownCount === 0 ? (
            <Empty title={text.noneMatch} />
          ) : null}
          <Floor
            groups={shown}
            whole={room.groups}
            plans={plans}
            states={view.rooms}
            guests={guests}
            picking={{ selected, reachable, onToggle: toggle, onReach: setReached, onSelect: select, onOpen: open }}
          />
        </section>
        {chosen.length > 0 ? (
          <SelectionBar
            tiles={chosen}
            sitting={view.sitting.state}
            onOrder={deeds.onOrder}
            onPins={deeds.onPins}
            onOpen={open}
            onClear={() => setSelected(new Set())}
          />
        ) : null}
      </div>
      {opened && panel ? panel(opened, close) : null}
      {keys ? <KeysDialog onClose={() => setKeys(false)} /> : null}
    </div>
  )
}

/** Who sits where nobody was planned, by seat; the same map while nobody of them has changed. */
function useGuests(tiles: readonly Tile[]): ReadonlyMap<string, Tile> {
  const known = useRef<ReadonlyMap<string, Tile>>(new Map())
  const guests = new Map<string, Tile>()
  for (const tile of tiles) {
    const place = tile.movedTo === null ? null : placeOf(tile.movedTo)
    if (place) guests.set(seatKey(place.room, place.station), tile)
  }
  const same =
    guests.size === known.current.size && [...guests].every(([seat, tile]) => known.current.get(seat) === tile)
  if (!same) known.current = guests
  return known.current
}

/** The same object for ever, calling what was given last: lines of a list are then not drawn anew for a new function. */
function useSteady(deeds: IncidentDeeds): IncidentDeeds {
  const latest = useRef(deeds)
  latest.current = deeds
  const [steady] = useState<IncidentDeeds>(() => ({
    onShow: (candidate) => latest.current.onShow(candidate),
    onShowRoom: (name) => latest.current.onShowRoom(name),
    onApproveMove: (tile) => latest.current.onApproveMove(tile),
    onResumeRoom: (name) => latest.current.onResumeRoom(name),
    onPauseRoom: (name) => latest.current.onPauseRoom(name),
    onProposal: (proposal) => latest.current.onProposal(proposal),
  }))
  return steady
}

function toggled(now: ReadonlySet<string>, candidate: string): ReadonlySet<string> {
  const next = new Set(now)
  if (!next.delete(candidate)) next.add(candidate)
  return next
}

/** Adds all of them; when all were chosen already, takes them away. */
function added(now: ReadonlySet<string>, candidates: readonly string[]): ReadonlySet<string> {
  const next = new Set(now)
  const all = candidates.every((candidate) => now.has(candidate))
  for (const candidate of candidates) {
    if (all) next.delete(candidate)
    else next.add(candidate)
  }
  return next
}

function focusTile(candidate: string): void {
  const tile = document.querySelector<HTMLElement>(`[data-candidate="${CSS.escape(candidate)}"]`)
  tile?.scrollIntoView({ block: 'center' })
  tile?.querySelector('input')?.focus({ preventScroll: true })
}

function focusIncidents(): void {
  const list = document.querySelector<HTMLElement>('.p-lists .p-list')
  const first = list?.querySelector('button') ?? list
  first?.focus()
  first?.scrollIntoView({ block: 'nearest' })
}
