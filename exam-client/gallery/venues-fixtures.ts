import type {
  RoomDetail,
  RoomPlan,
  StationCheck,
  StationFault,
  StationRow,
  VenueRow,
} from '../../server/protocol/venues.ts'
import { generated, withColumn, withKind, withRow } from '../committee/plan-draft.ts'
import { WALL_NOW } from './staff-fixtures.ts'

/** A room with an aisle, a door, a desk for the proctor and two spares. */
export const plan: RoomPlan = [
  { spot: { row: 0, column: 0 }, kind: 'door' as const },
  { spot: { row: 0, column: 2 }, kind: 'proctor' as const },
  { spot: { row: 0, column: 5 }, kind: 'server' as const },
  { spot: { row: 0, column: 6 }, kind: 'wall' as const },
].reduce(
  (room, { spot, kind }) => withKind(room, spot, kind),
  withRow(withColumn(generated(5, 6, 2, { order: 'snake', prefix: '', sparePrefix: 'C', start: 1, digits: 2 }), 3), 0),
)

const CHECK: StationCheck = {
  serverMs: 4,
  clockOffMs: 380,
  width: 1366,
  height: 768,
  storage: true,
  freeMb: 48_200,
  browser:
    'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/109.0.0.0 Safari/537.36',
  protocol: 2,
  fullScreen: true,
  socket: true,
}

export const station = (name: string, n: number, change: Partial<StationRow> = {}): StationRow => ({
  id: `st-${name}`,
  name,
  spare: name.startsWith('C'),
  enrolledAt: WALL_NOW - 86_400_000 + n * 40_000,
  enrolledBy: 'panitia',
  check: { ...CHECK, serverMs: 3 + (n % 7), clockOffMs: (n % 9) * 120 - 400, freeMb: 48_200 - n * 31 },
  checkedAt: WALL_NOW - 30_000 - n * 900,
  faults: [],
  lastSeen: WALL_NOW - (n % 50) * 1000,
  ...change,
})

const at = (n: number) => plan.seats[n]?.station ?? ''
/** Each kind of fault once, and four computers that are not there yet. */
const FAULTS: Record<string, { faults: StationFault[]; check?: Partial<StationCheck> | null }> = {
  [at(1)]: { faults: ['unchecked'], check: null },
  [at(2)]: { faults: ['stale'] },
  [at(3)]: { faults: ['slow', 'clock'], check: { serverMs: 1340, clockOffMs: -252_000 } },
  [at(8)]: { faults: ['screen'], check: { width: 1024, height: 600 } },
  [at(9)]: { faults: ['storage'], check: { storage: false, freeMb: null } },
  [at(13)]: {
    faults: ['browser'],
    check: { browser: 'Mozilla/5.0 (Windows NT 6.1; rv:52.0) Gecko/20100101 Firefox/52.0' },
  },
  [at(14)]: { faults: ['no-socket', 'old-page'], check: { socket: false, protocol: 1 } },
}
const NOT_ENROLLED = [at(20), at(21), at(26), at(27)]

const stationsOf = (fit: boolean): StationRow[] =>
  plan.seats.map(({ station: name }, n) => {
    if (fit) return station(name, n)
    if (NOT_ENROLLED.includes(name))
      return station(name, n, {
        enrolledAt: null,
        enrolledBy: null,
        check: null,
        checkedAt: null,
        lastSeen: null,
        faults: ['not-enrolled'],
      })
    const wrong = FAULTS[name]
    if (!wrong) return station(name, n)
    return station(name, n, {
      faults: wrong.faults,
      check: wrong.check === null ? null : { ...CHECK, ...wrong.check },
      checkedAt:
        wrong.check === null ? null : wrong.faults.includes('stale') ? WALL_NOW - 50_000_000 : WALL_NOW - 60_000,
    })
  })

export const room = (change: Partial<RoomDetail> = {}): RoomDetail => ({
  id: 'room-a',
  name: 'A',
  venue: { id: 'v1', name: 'BKN Kantor Regional I Yogyakarta' },
  plan,
  stations: stationsOf(false),
  ...change,
})
export const fitRoom = room({ stations: stationsOf(true) })
const big = generated(25, 40, 100, { order: 'row', prefix: 'A-', sparePrefix: 'C-', start: 1, digits: 3 })
/** As large as a room may be. */
export const largest = room({
  name: 'Aula',
  plan: big,
  stations: big.seats.map(({ station: name }, n) => station(name, n)),
})

export const venues: VenueRow[] = [
  {
    id: 'v1',
    name: 'BKN Kantor Regional I Yogyakarta',
    address: 'Jalan Magelang km 7,5, Mlati, Sleman',
    rooms: [
      { id: 'room-a', name: 'A', seats: 28, spares: 2, enrolled: 26, fit: 19 },
      { id: 'room-b', name: 'B', seats: 28, spares: 2, enrolled: 30, fit: 27 },
      { id: 'room-c', name: 'Aula Lantai 2', seats: 450, spares: 50, enrolled: 0, fit: 0 },
      { id: 'room-d', name: 'D', seats: 36, spares: 4, enrolled: 40, fit: 40 },
    ],
  },
  { id: 'v2', name: 'Gedung Serbaguna Kabupaten Bungo', address: '', rooms: [] },
]
export const readyVenues: VenueRow[] = venues
  .slice(0, 1)
  .map((one) => ({ ...one, rooms: one.rooms.filter((it) => it.id === 'room-d') }))
