import type {
  CandidateTimeline,
  LikenessPair,
  MinutesView,
  Replay,
  RoomLogLine,
} from '../../server/protocol/minutes.ts'
import type { SuperState } from '../../server/protocol/proctor.ts'
import type { Person } from '../proctor/day/log-lines.ts'
import { timeView } from './room-fixtures.ts'
import { LONG_NAME, nameOf, numberOf, sitting, WALL_NOW } from './staff-fixtures.ts'

/** Made-up logs, stories and minutes of one morning; the same at each look. */
const MINUTE = 60_000
const two = (n: number): string => String(n).padStart(2, '0')
const roomOf = (n: number): string => (n % 2 === 0 ? 'A' : 'Lab B')
const stationOf = (n: number): string => two(Math.floor(n / 2) + 1)

export const person = (n: number): Person => ({
  candidate: `c${n}`,
  number: numberOf(n),
  name: nameOf(n),
  room: roomOf(n),
  station: stationOf(n),
})
export const people = (size: number): Person[] => Array.from({ length: size }, (_, n) => person(n))
export const ROOMS = ['A', 'Lab B']
export const SITTING = sitting()

/** A line about one candidate, or about nobody (null). */
const line = (
  id: string,
  ago: number,
  n: number | null,
  kind: RoomLogLine['kind'],
  text: RoomLogLine['text'],
  change: Partial<RoomLogLine> = {},
): RoomLogLine => ({
  id,
  at: WALL_NOW - ago,
  room: n === null ? '' : roomOf(n),
  station: n === null ? '' : stationOf(n),
  candidate: n === null ? null : `c${n}`,
  number: n === null ? null : numberOf(n),
  name: n === null ? null : nameOf(n),
  kind,
  text,
  actor: 'server',
  signal: false,
  corrections: [],
  ...change,
})

export const LOG: RoomLogLine[] = [
  line(
    'l1',
    70 * MINUTE,
    0,
    'arrived',
    { id: 'Datang di meja registrasi', en: 'Came to the desk' },
    { actor: 'petugas' },
  ),
  line('l2', 68 * MINUTE, 0, 'pin-issued', { id: 'PIN diberikan', en: 'PIN issued' }, { actor: 'petugas' }),
  line(
    'l3',
    52 * MINUTE,
    3,
    'refused-entry',
    { id: 'Tidak diperkenankan masuk: pakaian tidak sesuai ketentuan', en: 'Refused entry: clothes against the rules' },
    {
      actor: 'petugas-2',
      corrections: [
        {
          at: WALL_NOW - 49 * MINUTE,
          actor: 'pengawas',
          text: 'Yang dimaksud peserta di belakangnya; ia sudah berganti pakaian dan diterima.',
        },
      ],
    },
  ),
  line(
    'l4',
    41 * MINUTE,
    null,
    'command.start',
    { id: 'Ujian dimulai untuk semua: jadwal', en: 'The exam was started for all: schedule' },
    { actor: 'pengawas' },
  ),
  line('l5', 30 * MINUTE, null, 'server-outage', {
    id: 'Server mati: 10.11.07–10.21.07 (10 menit)',
    en: 'The server was down: 10:11:07–10:21:07 (10 minutes)',
  }),
  line(
    'l6',
    15 * MINUTE,
    11,
    'focus-lost',
    { id: 'Meninggalkan layar ujian', en: 'Left the exam screen' },
    { actor: 'station', signal: true },
  ),
  line(
    'l7',
    14 * MINUTE + 40_000,
    11,
    'focus-back',
    { id: 'Kembali ke layar ujian setelah 20 detik', en: 'Back at the exam screen after 20 seconds' },
    { actor: 'station' },
  ),
  line(
    'l8',
    9 * MINUTE,
    24,
    'command.move',
    {
      id: 'Dipindahkan ke ruang Lab B, meja 31: teknis: layar berkedip',
      en: 'Moved to room Lab B, station 31: technical: layar berkedip',
    },
    { actor: 'pengawas' },
  ),
  line(
    'l9',
    4 * MINUTE,
    8,
    'second-sign-in',
    { id: 'Percobaan masuk kedua di ruang A, meja 31', en: 'Second sign-in tried at room A, station 31' },
    { actor: 'server', signal: true },
  ),
  line(
    'l10',
    90_000,
    null,
    'room-paused',
    { id: 'Ruang A dijeda sendiri: 18 dari 30 komputer diam', en: 'Room A paused itself: 18 of 30 computers silent' },
    { room: 'A' },
  ),
  line(
    'l11',
    40_000,
    3,
    'note',
    {
      id: 'Catatan (kesehatan): Mengeluh pusing; diberi air minum, melanjutkan sendiri.',
      en: 'Note (health): Mengeluh pusing; diberi air minum, melanjutkan sendiri.',
    },
    { actor: 'pengawas' },
  ),
]

const told = (
  ago: number,
  from: CandidateTimeline['lines'][number]['from'],
  id: string,
  en: string,
  actor: string,
  signal = false,
) => ({
  ...{ at: WALL_NOW - ago, from, kind: from, id, en, actor, signal },
})
export const story = (change: Partial<CandidateTimeline> = {}): CandidateTimeline => ({
  ...person(0),
  attempt: 'a0',
  lines: [
    told(70 * MINUTE, 'desk', 'Datang di meja registrasi', 'Came to the desk', 'petugas'),
    told(
      69 * MINUTE,
      'desk',
      'Dokumen diperiksa: KTP-el asli; Kartu peserta',
      'Documents checked: KTP-el asli; Kartu peserta',
      'petugas',
    ),
    told(68 * MINUTE, 'desk', 'PIN diberikan', 'PIN issued', 'petugas'),
    told(55 * MINUTE, 'room', 'Masuk di ruang A, meja 01', 'Signed in at room A, station 01', numberOf(0)),
    told(51 * MINUTE, 'attempt', 'Pengerjaan dibuka', 'The attempt was opened', numberOf(0)),
    told(
      41 * MINUTE,
      'command',
      'Ujian dimulai untuk semua: jadwal',
      'The exam was started for all: schedule',
      'pengawas',
    ),
    told(41 * MINUTE, 'attempt', 'Mulai mengerjakan; waktu 130 menit', 'Started working; 130 minutes', 'server'),
    told(39 * MINUTE, 'attempt', 'Soal 1: memilih C', 'Item 1: chose C', numberOf(0)),
    told(38 * MINUTE, 'attempt', 'Soal 2: memilih A', 'Item 2: chose A', numberOf(0)),
    told(36 * MINUTE, 'attempt', 'Soal 2: mengganti A menjadi D', 'Item 2: changed A to D', numberOf(0)),
    told(34 * MINUTE, 'room', 'Meninggalkan layar ujian', 'Left the exam screen', 'station', true),
    told(
      33 * MINUTE,
      'room',
      'Kembali ke layar ujian setelah 20 detik',
      'Back at the exam screen after 20 seconds',
      'station',
    ),
    told(
      31 * MINUTE,
      'command',
      'Waktu dijeda: teknis: Stop kontak baris 2 diperbaiki',
      'The time was paused: technical: Stop kontak baris 2 diperbaiki',
      'pengawas',
    ),
    told(
      30 * MINUTE,
      'room',
      'Server mati: 10.11.07–10.21.07 (10 menit)',
      'The server was down: 10:11:07–10:21:07 (10 minutes)',
      'server',
    ),
    told(
      5 * MINUTE,
      'attempt',
      'Waktu ditambah 10 menit, disetujui panitia: Lampu baris 1 padam',
      '10 minutes were added, approved by panitia: Lampu baris 1 padam',
      'pengawas',
    ),
    told(
      2 * MINUTE,
      'room',
      'Koreksi atas catatan pukul 10.07.07: layar ditinggalkan karena jendela pembaruan',
      'Correction of the line of 10:07:07: layar ditinggalkan karena jendela pembaruan',
      'pengawas',
    ),
  ],
  ledger: timeView().ledger,
  sum: {
    wallMs: 51 * MINUTE,
    usedMs: 36 * MINUTE + 47_600,
    heldMs: 4 * MINUTE + 12_000,
    outageMs: 10 * MINUTE,
    restMs: 400,
  },
  ...change,
})

const FRAME_MINUTES = 60
const stateAt = (seat: number, minute: number): SuperState => {
  if (seat === 17) return 'absent'
  if (minute < 8) return minute < seat % 8 ? 'checked-in' : 'waiting'
  if (seat === 4 && minute >= 20 && minute < 26) return 'disconnected'
  if (seat < 12 && minute >= 32 && minute < 36) return 'paused'
  if (seat === 7 && minute === 41) return 'focus-lost'
  if (seat === 9 && minute >= 44) return 'second-sign-in'
  if (minute >= 52 + (seat % 6)) return seat === 20 ? 'terminated' : 'finished'
  return seat === 13 && minute > 28 && minute < 40 ? 'idle' : 'working'
}

/** An hour of room A: a cable, a pause of a row, a screen left, a second sign-in, the end. */
export const replay = (size = 30, change: Partial<Replay> = {}): Replay => {
  const from = Math.floor((WALL_NOW - FRAME_MINUTES * MINUTE) / MINUTE) * MINUTE
  const at = (minute: number, one: RoomLogLine) => ({ minute, line: { ...one, at: from + minute * MINUTE + 7000 } })
  const [lost] = [line('r1', 0, 8, 'disconnected', { id: 'Terputus dari server', en: 'Disconnected' })]
  return {
    room: 'A',
    from,
    minutes: FRAME_MINUTES,
    seats: Array.from({ length: size }, (_, n) => {
      const { candidate, number, name } = person(n * 2)
      return { candidate, number, name, station: two(n + 1) }
    }),
    frames: Array.from({ length: FRAME_MINUTES }, (_, minute) =>
      Array.from({ length: size }, (_, seat) => ({
        state: stateAt(seat, minute),
        answered: minute < 8 || seat === 17 ? 0 : Math.min(110, (minute - 8) * 2 + (seat % 5)),
      })),
    ),
    events: [
      at(8, LOG[3] as RoomLogLine),
      at(20, lost as RoomLogLine),
      at(26, {
        ...(lost as RoomLogLine),
        id: 'r2',
        kind: 'reconnected',
        text: { id: 'Tersambung kembali', en: 'Reconnected' },
      }),
      at(
        32,
        line(
          'r3',
          0,
          null,
          'command.pause',
          {
            id: 'Waktu dijeda untuk 12 peserta: teknis: Stop kontak baris 2',
            en: 'The time was paused for 12 candidates: technical: Stop kontak baris 2',
          },
          { room: 'A', actor: 'pengawas' },
        ),
      ),
      at(
        36,
        line(
          'r4',
          0,
          null,
          'command.resume',
          { id: 'Waktu dilanjutkan untuk 12 peserta', en: 'The time was resumed for 12 candidates' },
          { room: 'A', actor: 'pengawas' },
        ),
      ),
      at(41, { ...(LOG[5] as RoomLogLine), room: 'A', station: '08' }),
      at(44, { ...(LOG[8] as RoomLogLine), station: '10' }),
    ],
    ...change,
  }
}
/** A minute in the middle of the pause. */
export const PAUSE_MINUTE = '32'
export const QUIET_MINUTE = '50'

export const minutes = (change: Partial<MinutesView> = {}): MinutesView => ({
  sitting: {
    id: SITTING.id,
    name: SITTING.name,
    test: SITTING.test,
    venue: SITTING.venue,
    startsAt: SITTING.startsAt,
    state: 'closed',
  },
  rooms: ROOMS,
  counts: { registered: 60, present: 57, absent: 3, refused: 1, started: 57, finished: 57 },
  opened: SITTING.startsAt - 31 * MINUTE,
  started: SITTING.startsAt + 12_000,
  closed: SITTING.startsAt + 138 * MINUTE,
  absent: [17, 3, 40].map((n) => ({
    number: numberOf(n),
    name: nameOf(n),
    room: roomOf(n),
    station: stationOf(n),
    reason:
      n === 3
        ? { id: 'Tidak diperkenankan masuk: terlambat', en: 'Refused entry: late' }
        : { id: 'Tidak datang', en: 'Did not come' },
  })),
  incidents: [LOG[2], LOG[4], LOG[5], LOG[7], LOG[8], LOG[9], LOG[10]] as RoomLogLine[],
  time: [0, 3, 8].map((n) => ({
    number: numberOf(n),
    name: nameOf(n),
    room: roomOf(n),
    station: stationOf(n),
    ms: n === 0 ? 14 * MINUTE + 12_000 : 80_000,
    causes:
      n === 0
        ? { id: 'jeda 4 menit 12 detik; tambahan 10 menit', en: 'pause 4 minutes 12 seconds; added 10 minutes' }
        : { id: 'gangguan ruang 1 menit 20 detik', en: 'outage of the room 1 minute 20 seconds' },
  })),
  moves: [
    {
      number: numberOf(24),
      name: nameOf(24),
      from: 'A / 13',
      to: 'Lab B / 31',
      at: WALL_NOW - 9 * MINUTE,
      by: 'pengawas',
    },
  ],
  notes: [
    {
      field: 'equipment',
      text: 'Genset diuji pukul 06.30, menyala dalam 8 detik.',
      at: WALL_NOW - 90 * MINUTE,
      actor: 'pengawas',
    },
    {
      field: 'closing',
      text: 'Ruang dikosongkan dan disegel bersama saksi.',
      at: WALL_NOW + 100 * MINUTE,
      actor: 'panitia',
    },
  ],
  digest: '7d1f0c9b5a2e44c8b3d6f0e19a28c7754d3e6fa1c0b98d72e4f513a6078bd2ce',
  ...change,
})

/** The sitting goes on: nobody can sign yet. */
export const minutesOpen = (): MinutesView => {
  const view = minutes()
  return {
    ...view,
    sitting: { ...view.sitting, state: 'running' },
    counts: { ...view.counts, finished: 12 },
    closed: null,
    notes: [],
  }
}
/** Nobody came in yet, nothing happened. */
export const minutesEmpty = (): MinutesView =>
  minutes({
    ...{
      rooms: [],
      absent: [],
      incidents: [],
      time: [],
      moves: [],
      notes: [],
      opened: null,
      started: null,
      closed: null,
    },
    sitting: { ...minutes().sitting, state: 'scheduled' },
    counts: { registered: 0, present: 0, absent: 0, refused: 0, started: 0, finished: 0 },
  })

const seat = (n: number) => ({
  number: numberOf(n),
  name: n === 6 ? LONG_NAME : nameOf(n),
  room: roomOf(n),
  station: stationOf(n),
})
export const pairs = (): LikenessPair[] => [
  { a: seat(4), b: seat(6), common: 108, same: 99, rare: 21, expected: 61.4, chance: 3e-15, pairs: 412 },
  { a: seat(12), b: seat(14), common: 110, same: 79, rare: 9, expected: 60.2, chance: 0.000231, pairs: 412 },
  { a: seat(21), b: seat(23), common: 96, same: 66, rare: 4, expected: 55.1, chance: 0.012, pairs: 412 },
  { a: seat(30), b: seat(32), common: 110, same: 58, rare: 3, expected: 60.9, chance: 0.71, pairs: 412 },
]
