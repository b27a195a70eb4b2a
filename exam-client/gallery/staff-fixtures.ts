import type { Welcome } from '../../server/protocol/http.ts'
import type { RoomView, SittingSummary, SuperState, Tile } from '../../server/protocol/proctor.ts'

/** Made-up people and moments for the staff's and the public's stories; the same at each look. */
export const WALL_NOW = Date.parse('2025-11-24T03:41:07Z')
export const EXAM_NOW = 5_000_000

const FIRST = [
  'Siti',
  'Budi',
  'Ni Luh Ayu',
  'Yohanes',
  'Rizky',
  'Dewi',
  'Andi',
  'Maria',
  'Fajar',
  'Putri',
  'I Gusti Ngurah',
  'Nur',
  'Agus',
  'Tri',
  'Lestari',
]
const LAST = [
  'Rahmawati',
  'Santoso',
  'Pradnyani',
  'Wenda',
  'Hidayat',
  'Anggraini',
  'Mappatunru',
  'Situmorang',
  'Nugroho',
  'Maharani',
  'Saputra',
  'Aisyah',
  'Setiawan',
  'Wulandari',
]
export const LONG_NAME = 'R.Aj. Kusumawardhani Prabandari Sekar Ayuningtyas Hadiningrat'

export const nameOf = (n: number): string =>
  n === 3 ? LONG_NAME : `${FIRST[n % FIRST.length]} ${LAST[(n * 7) % LAST.length]}`
export const numberOf = (n: number): string => `24-61-0${String(n + 1).padStart(5, '0')}`
const two = (n: number): string => String(n).padStart(2, '0')

export const sitting = (change: Partial<SittingSummary> = {}): SittingSummary => ({
  id: 'sitting-1',
  name: 'SKD CPNS 2024 · Sesi 2',
  test: 'SKD CPNS 2024',
  venue: 'BKN Kantor Regional I Yogyakarta',
  startsAt: WALL_NOW - 41 * 60_000,
  state: 'running',
  seats: 60,
  minutes: 100,
  ...change,
})

const MIX: SuperState[] = [
  'working',
  'working',
  'working',
  'working',
  'working',
  'idle',
  'working',
  'working',
  'finished',
  'working',
  'working',
  'focus-lost',
  'working',
  'working',
  'disconnected',
  'working',
  'paused',
  'absent',
  'time-over',
  'working',
  'terminated',
  'signed-in',
  'waiting',
]

export function tile(n: number, state: SuperState): Tile {
  const began = !['absent', 'checked-in', 'signed-in', 'waiting'].includes(state)
  const gone = state === 'disconnected' || state === 'absent' || state === 'checked-in'
  return {
    candidate: `c${n}`,
    number: numberOf(n),
    name: nameOf(n),
    venue: 'BKN Kantor Regional I Yogyakarta',
    room: n % 2 === 0 ? 'A' : 'Lab B',
    station: two(Math.floor(n / 2) + 1),
    attempt: state === 'absent' ? null : `a${n}`,
    state,
    answered: !began ? 0 : state === 'finished' ? 110 : (n * 13) % 90,
    flagged: began ? n % 5 : 0,
    items: 110,
    deadline: began ? EXAM_NOW + 59 * 60_000 + (n % 4) * 1000 - (n === 10 ? 51 * 60_000 : 0) : null,
    heldFrom: state === 'paused' ? EXAM_NOW - 240_000 : null,
    hold: state === 'paused' ? 'paused' : null,
    wantsMove: null,
    signals: { count: 0, last: null, at: null },
    connected: !gone,
    lastSeen:
      state === 'absent' || state === 'checked-in'
        ? null
        : WALL_NOW - (state === 'disconnected' ? 20_000 + (n % 7) * 31_000 : 2000),
    unsaved: n === 12 ? 4 : 0,
    paper: began || (state === 'waiting' && n !== 9),
    movedTo: n === 24 ? 'Lab B/31' : null,
    accommodatedMinutes: n === 6 ? 130 : null,
  }
}

export function roomView(size: number, state: SittingSummary['state'], states: SuperState[] = MIX): RoomView {
  const tiles = Array.from({ length: size }, (_, n) => tile(n, states[n % states.length] ?? 'working'))
  return {
    version: 7,
    sitting: sitting({ state, seats: size }),
    policy: {
      idleMinutes: 5,
      silentSeconds: 15,
      addMinutesMax: 30,
      moves: 'approved',
      pins: { from: 'desk', closeMinutes: 5 },
      roomPause: { on: true, least: 5, resume: 'proctor' },
    },
    examNow: EXAM_NOW,
    wallNow: WALL_NOW,
    tiles,
    plans: [],
    rooms: [],
    commands: [],
    proposals: [],
    signals: [],
  }
}

export const welcome = (demo: boolean): Welcome => ({
  demo,
  version: '0.1.0',
  organisation: 'Badan Kepegawaian Contoh',
  applicant: demo ? { address: 'pelamar@contoh.id', password: 'pelamar-demo' } : null,
  signIns: demo
    ? [
        { role: 'proctor', username: 'pengawas', password: 'pengawas-demo' },
        { role: 'committee', username: 'panitia', password: 'panitia-demo' },
        { role: 'verifier', username: 'verifikator', password: 'verifikator-demo' },
        { role: 'writer', username: 'penulis', password: 'penulis-demo' },
        { role: 'administrator', username: 'admin', password: 'administrator-demo' },
      ]
    : [],
  candidates: demo
    ? [0, 1, 2, 3].map((n) => ({
        number: numberOf(n),
        pin: String(401_873 + n * 1717),
        name: nameOf(n),
        room: 'A',
        station: two(n + 1),
      }))
    : [],
  sittings: demo
    ? [
        { id: 'sitting-1', name: 'SKD CPNS 2024 · Sesi 2', state: 'running' },
        { id: 'sitting-2', name: 'SKD CPNS 2024 · Sesi 3', state: 'scheduled' },
      ]
    : [],
})
