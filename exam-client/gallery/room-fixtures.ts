import type {
  CommandRow,
  RoomChange,
  RoomProposal,
  RoomView,
  SignalRow,
  Tile,
  TimeView,
} from '../../server/protocol/proctor.ts'
import type { RoomPlan } from '../../server/protocol/venues.ts'
import { EXAM_NOW, roomView, tile, WALL_NOW } from './staff-fixtures.ts'

/** Made-up plans, commands, proposals, signals and ledgers for the proctor's stories; the same at each look. */
const MINUTE = 60_000
const two = (n: number): string => String(n).padStart(2, '0')

/** Thirty seats in five rows of six with an aisle, two spare ones at the back, the door and who stands in front. */
export const PLAN: RoomPlan = {
  rows: 7,
  columns: 7,
  seats: [
    ...Array.from({ length: 30 }, (_, n) => ({
      station: two(n + 1),
      row: 1 + Math.floor(n / 6),
      column: (n % 6) + (n % 6 > 2 ? 1 : 0),
      spare: false,
    })),
    { station: '31', row: 6, column: 0, spare: true },
    { station: '32', row: 6, column: 1, spare: true },
  ],
  marks: [
    { row: 0, column: 0, kind: 'door' },
    { row: 0, column: 2, kind: 'proctor' },
    { row: 0, column: 6, kind: 'server' },
  ],
}

export const command = (change: Partial<CommandRow> = {}): CommandRow => ({
  id: 'command-1',
  kind: 'pause',
  at: WALL_NOW - 3 * MINUTE,
  by: 'pengawas',
  approvedBy: null,
  reason: { category: 'technical', text: 'Stop kontak baris 2 diperbaiki' },
  text: null,
  minutes: null,
  to: null,
  candidates: ['c0', 'c2', 'c4'],
  state: 'done',
  whole: null,
  done: 3,
  reached: 3,
  read: 0,
  refused: [],
  unreached: [],
  ...change,
})

export const COMMANDS: CommandRow[] = [
  command({
    id: 'k7',
    kind: 'message',
    at: WALL_NOW - 20_000,
    candidates: [],
    text: 'Waktu tersisa 10 menit. Periksa kembali jawaban Anda.',
    reason: { category: 'schedule', text: 'Pemberitahuan ruang' },
    done: 57,
    reached: 55,
    read: 31,
    unreached: ['c14', 'c12'],
  }),
  command({ id: 'k6', at: WALL_NOW - MINUTE, reached: 2, unreached: ['c4'] }),
  command({
    id: 'k5',
    kind: 'add-time',
    at: WALL_NOW - 2 * MINUTE,
    minutes: 10,
    candidates: ['c0'],
    approvedBy: 'panitia',
    state: 'waiting',
    done: 0,
    reached: 0,
  }),
  command({
    id: 'k4',
    kind: 'move',
    at: WALL_NOW - 4 * MINUTE,
    to: { room: 'A', station: '31' },
    candidates: ['c24'],
    done: 1,
    reached: 1,
  }),
  command({
    id: 'k3',
    kind: 'lock',
    at: WALL_NOW - 5 * MINUTE,
    candidates: ['c11', 'c18'],
    text: 'Layar dikunci. Tetap di tempat; pengawas mendatangi Anda.',
    reason: { category: 'misconduct', text: 'Menengok layar tetangga' },
    done: 1,
    reached: 1,
    refused: [{ candidate: 'c18', why: { refused: 'time-over' } }],
  }),
  command({
    id: 'k2',
    kind: 'close',
    at: WALL_NOW - 6 * MINUTE,
    candidates: [],
    state: 'refused',
    whole: { refused: 'still-working', detail: { count: '57' } },
    done: 0,
    reached: 0,
  }),
  command({
    id: 'k1',
    kind: 'start',
    at: WALL_NOW - 41 * MINUTE,
    candidates: [],
    reason: { category: 'schedule', text: 'Sesuai jadwal' },
    done: 57,
    reached: 57,
  }),
]

export const proposal = (change: Partial<RoomProposal> = {}): RoomProposal => ({
  id: 'proposal-1',
  kind: 'add-time',
  title: { id: 'Tambah waktu 10 menit untuk 2 peserta', en: 'Add 10 minutes for 2 candidates' },
  effect: [
    {
      id: 'Siti Rahmawati, ruang A meja 01: batas waktu mundur 10 menit menjadi 10.50.07.',
      en: 'Siti Rahmawati, room A station 01: the deadline moves 10 minutes to 10:50:07.',
    },
    {
      id: 'Budi Saputra, ruang Lab B meja 01: batas waktu mundur 10 menit menjadi 10.50.08.',
      en: 'Budi Saputra, room Lab B station 01: the deadline moves 10 minutes to 10:50:08.',
    },
  ],
  reason: 'Lampu baris 1 padam 10 menit',
  by: 'pengawas2',
  at: WALL_NOW - 2 * MINUTE,
  candidates: ['c0', 'c1'],
  ...change,
})

export const signal = (change: Partial<SignalRow> = {}): SignalRow => ({
  id: 'signal-1',
  at: WALL_NOW - 15_000,
  candidate: 'c11',
  room: 'Lab B',
  station: '06',
  kind: 'focus-lost',
  detail: {},
  ...change,
})
export const SIGNALS: SignalRow[] = [
  signal(),
  signal({
    id: 's2',
    at: WALL_NOW - 40_000,
    candidate: 'c8',
    kind: 'second-sign-in',
    detail: { room: 'A', station: '31' },
  }),
  signal({ id: 's3', at: WALL_NOW - 90_000, candidate: 'c4', kind: 'burst', room: 'A', station: '03' }),
  signal({ id: 's4', at: WALL_NOW - 300_000, candidate: 'c0', kind: 'print-tried', room: 'A', station: '01' }),
]

/** A room in the middle of everything: a move asked for, a second sign-in, a lock, proposals of both sides. */
export function busyRoom(size = 60): RoomView {
  const view = roomView(size, 'running')
  const change = (n: number, to: Partial<Tile>) => {
    const old = view.tiles[n]
    if (old) view.tiles[n] = { ...old, ...to }
  }
  change(0, { signals: { count: 3, last: 'print-tried', at: WALL_NOW - 300_000 } })
  change(8, { ...tile(8, 'second-sign-in'), signals: { count: 1, last: 'second-sign-in', at: WALL_NOW - 40_000 } })
  change(11, { signals: { count: 2, last: 'focus-lost', at: WALL_NOW - 15_000 } })
  change(14, { wantsMove: { room: 'A', station: '32' } })
  change(18, { ...tile(18, 'locked') })
  change(17, { ...tile(17, 'checked-in'), attempt: null })
  change(24, { movedTo: 'A/31' })
  return {
    ...view,
    plans: [{ room: 'A', plan: PLAN }],
    commands: COMMANDS,
    proposals: [proposal(), proposal({ id: 'proposal-2', by: 'pengawas', at: WALL_NOW - 30_000 })],
    signals: SIGNALS,
  }
}

/** Eighteen of thirty in room A fell silent within a few seconds; the room paused itself. `back`: all are there again. */
export function silentRoom(back = false): RoomView {
  const view = roomView(60, 'running', ['working'])
  const heldFrom = EXAM_NOW - 80_000
  view.tiles = view.tiles.map((one, n) => {
    if (one.room !== 'A') return one
    const held = { ...one, heldFrom, hold: 'outage-room' as const }
    return n < 36 && !back
      ? { ...held, state: 'disconnected' as const, connected: false, lastSeen: WALL_NOW - 88_000 }
      : { ...held, state: 'paused' as const }
  })
  return {
    ...view,
    plans: [{ room: 'A', plan: PLAN }],
    rooms: [
      { room: 'A', working: 30, silent: back ? 0 : 18, heldFrom },
      { room: 'Lab B', working: 30, silent: 0, heldFrom: null },
    ],
  }
}

export const change = (version: number, to: Partial<RoomChange> = {}): RoomChange => ({
  sitting: 'sitting-1',
  version,
  state: 'running',
  examNow: EXAM_NOW,
  wallNow: WALL_NOW + 9000,
  tiles: [],
  progress: '',
  rooms: null,
  commands: [],
  proposals: null,
  signals: [],
  ...to,
})

const STARTED = EXAM_NOW - 41 * MINUTE
/** 130 minutes with accommodation, a pause by hand, an outage of the server, ten minutes added by two people. */
export const timeView = (to: Partial<TimeView> = {}): TimeView => ({
  candidate: 'c0',
  examNow: EXAM_NOW,
  wallNow: WALL_NOW,
  ledger: {
    startedAt: STARTED,
    entries: [
      {
        cause: 'granted',
        ms: 100 * MINUTE,
        from: null,
        until: null,
        at: WALL_NOW - 51 * MINUTE,
        by: 'pengawas',
        approvedBy: null,
        reason: '',
      },
      {
        cause: 'accommodation',
        ms: 30 * MINUTE,
        from: null,
        until: null,
        at: WALL_NOW - 51 * MINUTE,
        by: 'server',
        approvedBy: null,
        reason: 'Netra, kebutuhan khusus',
      },
      {
        cause: 'paused',
        ms: 4 * MINUTE + 12_000,
        from: STARTED + 10 * MINUTE,
        until: STARTED + 14 * MINUTE + 12_000,
        at: WALL_NOW - 40 * MINUTE,
        by: 'pengawas',
        approvedBy: null,
        reason: 'Stop kontak baris 2 diperbaiki',
      },
      {
        cause: 'added',
        ms: 10 * MINUTE,
        from: null,
        until: null,
        at: WALL_NOW - 5 * MINUTE,
        by: 'pengawas',
        approvedBy: 'panitia',
        reason: 'Lampu baris 1 padam 10 menit',
      },
    ],
    holds: [],
    finishedAt: null,
  },
  outages: [
    {
      id: 'o1',
      cause: 'server',
      fromWall: WALL_NOW - 30 * MINUTE,
      untilWall: WALL_NOW - 20 * MINUTE,
      examMs: EXAM_NOW - 20 * MINUTE,
    },
  ],
  ...to,
})

/** The same, standing still: the server came back and the station has not shown the item yet. */
export const heldTime = (): TimeView => {
  const view = timeView()
  return {
    ...view,
    ledger: {
      ...view.ledger,
      holds: [
        {
          kind: 'outage-room',
          from: EXAM_NOW - 90_000,
          at: WALL_NOW - 85_000,
          by: 'server',
          reason: '18 dari 30 diam',
          untilShown: true,
          lastsUntil: EXAM_NOW + 9 * MINUTE,
        },
      ],
    },
  }
}
