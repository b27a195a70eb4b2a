import type { CandidateRow } from '../../server/protocol/http.ts'
import type {
  DayPlan,
  LoadRow,
  PlacedRow,
  PlacementForm,
  PlacementPreview,
  PlacementSummary,
  SeatChangePreview,
  SeatChangeRow,
} from '../../server/protocol/placement.ts'
import type { Home } from '../committee/screens/placement-facts.tsx'
import { DIGEST } from './committee-fixtures.ts'
import { LONG_NAME, nameOf, numberOf, sitting, WALL_NOW } from './staff-fixtures.ts'

const plan: DayPlan = {
  weekdays: [
    ['06:30', '08:00'],
    ['09:00', '10:30'],
    ['11:30', '13:00'],
    ['14:00', '15:30'],
  ].map(([opens = '', starts = '']) => ({ opens, starts })),
  friday: [
    { opens: '06:30', starts: '08:00' },
    { opens: '13:30', starts: '15:00' },
  ],
  ...{ turnoverMinutes: 10, reservePerRoom: 1 },
}
const VENUES = [
  'UPT BKN Jambi',
  'SMKN 1 Muara Bungo',
  'SMAN 2 Bungo',
  'Universitas Muara Bungo',
  'Balai Diklat Rimbo Tengah',
]

export const form: PlacementForm = {
  tests: [{ id: 't', name: 'SKD CPNS 2026', stage: 'skd', minutes: 100, plan }],
  periods: [{ id: 'p', name: 'Pengadaan CPNS Kabupaten Bungo 2026', state: 'open' }],
  venues: VENUES.map((name, at) => ({
    id: `v${at}`,
    name,
    rooms: ['Lab 1', 'Lab 2', 'Lab 3'].slice(0, at === 4 ? 0 : 1 + (at % 3)).map((room, n) => ({
      ...{ id: `v${at}-${n}`, name: room, seats: 30 + 6 * n, spares: 3 },
    })),
    facts: {
      ...{ opens: at === 2 ? '07:00' : '06:00', closes: at === 2 ? '15:00' : '18:00' },
      districts: at === 1 ? ['15.08.04', '15.08.11'] : [],
      fits: at === 0 ? { 'v0-0': ['netra', 'daksa'] } : {},
    } as PlacementForm['venues'][number]['facts'],
  })),
  ...{ accommodations: ['daksa', 'netra'], firstDay: '2026-11-25' },
}

export const homes: Home[] = [
  ['15.08.04', 'Kec. Pasar Muara Bungo, Kabupaten Bungo, Jambi', 318],
  ['15.08.11', 'Kec. Rimbo Tengah, Kabupaten Bungo, Jambi', 205],
  ['15.08.01', 'Kec. Tanah Tumbuh, Kabupaten Bungo, Jambi', 96],
  ['15.09.02', 'Kec. Tebo Tengah, Kabupaten Tebo, Jambi', 12],
].map(([code, name, people]) => ({ code, name, people }) as Home)

const load: LoadRow[] = ['2026-11-26', '2026-11-27'].flatMap((day, n) =>
  (n === 0 ? plan.weekdays : plan.friday).flatMap((one, session) =>
    VENUES.slice(0, 4).flatMap((venue, at): LoadRow[] => {
      if (at === 2 && (session === 0 || session === 3)) return []
      const capacity = (form.venues[at]?.rooms ?? []).reduce((sum, room) => sum + room.seats - 1, 0)
      const people = Math.max(0, capacity - ((session * 7 + at * 5 + n * 11) % 23))
      return [
        {
          ...{ venue, day, session: session + 1, opens: one.opens, starts: one.starts, capacity, people },
          rooms: (form.venues[at]?.rooms ?? []).map((room, place) => ({
            ...{ name: room.name, seats: room.seats - 1 },
            people: place === 0 ? Math.min(people, room.seats - 1) : Math.max(0, people - 29 * place),
          })),
        },
      ]
    }),
  ),
)
const people = load.reduce((sum, one) => sum + one.people, 0)

const WHY = {
  whole: {
    id: 'Semua peserta formasi 2026-PWT-01 (48) mengerjakan pada sesi yang sama ini.',
    en: 'All candidates of vacancy 2026-PWT-01 (48) take this same session.',
  },
  near: { id: 'Lokasi ini dekat dengan kecamatan asalnya.', en: 'This venue is near the home district.' },
  fit: {
    id: 'Ruang ini sesuai untuk akomodasi netra, dan 130 menit pengerjaannya selesai sebelum sesi berikutnya.',
    en: 'This room is fit for the accommodation netra, and the 130 minutes end before the next session.',
  },
  lot: {
    id: 'Meja di ruang ini diundi dari biji yang dikunci sebelumnya.',
    en: 'The station was drawn from the seed that was committed before.',
  },
}
export const placed: PlacedRow[] = Array.from({ length: 12 }, (_, at) => ({
  ...{ candidate: `c${at}`, number: numberOf(at + 1), name: at === 3 ? LONG_NAME : nameOf(at + 1) },
  ...{ vacancy: '2026-PWT-01', accommodation: at === 0 ? 'netra' : null, sitting: 's1' },
  ...{ venue: VENUES[at % 4] as string, room: 'Lab 1', station: String(at + 4).padStart(2, '0') },
  startsAt: Date.parse('2026-11-26T01:00:00Z') + (at % 3) * 9_000_000,
  card: at === 5 ? 2 : 1,
  why: at === 0 ? [WHY.fit, WHY.whole, WHY.lot] : [WHY.whole, WHY.near, WHY.lot],
}))

export const preview = (change: Partial<PlacementPreview> = {}): PlacementPreview => ({
  ...{ digest: DIGEST, commitment: DIGEST.split('').reverse().join(''), people, placed: people },
  unplaced: { total: 0, reasons: [], first: [] },
  notes: [
    {
      id: 'SMAN 2 Bungo buka pukul 07:00 sampai 15:00: sesi pukul 08:00, 15:30 tidak dipakai di sana.',
      en: 'SMAN 2 Bungo is open from 07:00 to 15:00: the sessions at 08:00, 15:30 are not used there.',
    },
  ],
  load,
  vacancies: { total: 31, together: 30, split: [{ code: '2026-GKL-07', people: 164, sessions: 2 }] },
  nearness: { wished: 14, near: 512, elsewhere: people - 566, unknown: 40 },
  examples: placed.slice(0, 3),
  ...change,
})
const LEFT = [
  {
    people: 7,
    id: 'Semua meja pada sesi yang dipilih sudah terisi. Tambahkan hari, sesi, atau lokasi.',
    en: 'Every station of the chosen sessions is taken. Add days, sessions or venues.',
  },
  {
    people: 2,
    id: 'Tidak ada ruang di lokasi yang dipilih yang ditandai sesuai untuk akomodasinya. Tandai ruangnya pada keterangan lokasi.',
    en: 'No room of the chosen venues is marked as fit for the accommodation. Mark it in the facts of the venue.',
  },
]
export const withUnplaced = preview({
  people: people + 9,
  unplaced: {
    total: 9,
    reasons: LEFT,
    first: placed.slice(0, 9).map(({ number, name }, at) => {
      const { id, en } = LEFT[at < 7 ? 0 : 1] as (typeof LEFT)[number]
      return { number, name, id, en }
    }),
  },
})

export const summary = (change: Partial<PlacementSummary> = {}): PlacementSummary => ({
  ...{ id: 'pl1', test: 'SKD CPNS 2026', stage: 'skd', period: 'Pengadaan CPNS Kabupaten Bungo 2026' },
  ...{
    people: people + 2,
    placed: people,
    unplaced: 2,
    sittings: 22,
    at: WALL_NOW,
    by: 'panitia',
    approvedBy: 'ketua',
  },
  ...{ commitment: DIGEST, seed: DIGEST.split('').reverse().join(''), digest: DIGEST, toTell: 0 },
  ...change,
})

const spot = (n: number, venue: string, room: string) => ({
  ...{ sitting: 's1', venue, room, station: String(n).padStart(2, '0') },
  startsAt: Date.parse('2026-11-26T01:00:00Z'),
})
export const changePreview: SeatChangePreview = {
  title: { id: 'Ruang Lab 2 di SMKN 1 Muara Bungo ditutup', en: 'Room Lab 2 of SMKN 1 Muara Bungo is closed' },
  effect: [
    {
      id: 'Ditutup untuk sesi: SKD CPNS 2026 · SMKN 1 Muara Bungo · 26 Nov 2026 sesi 1.',
      en: 'Closed for: SKD CPNS 2026 · SMKN 1 Muara Bungo · 26 Nov 2026 sesi 1.',
    },
    {
      id: 'Pindah ruang pada sesi yang sama: 3. Pindah ke sesi lain: 15.',
      en: 'To another room of the same sitting: 3. To another sitting: 15.',
    },
    {
      id: 'Peserta yang terkena: 18. Hanya mereka yang diberi tahu, lewat portal dan alamat terverifikasi.',
      en: 'Candidates concerned: 18. Only they are told, in the portal and at their verified addresses.',
    },
  ],
  moves: Array.from({ length: 18 }, (_, at) => ({
    ...{ candidate: `c${at}`, number: numberOf(at + 1), name: nameOf(at + 1) },
    from: spot(at + 1, 'SMKN 1 Muara Bungo', 'Lab 2'),
    to: spot(at + 5, at < 3 ? 'SMKN 1 Muara Bungo' : 'UPT BKN Jambi', 'Lab 1'),
  })),
}
export const history: SeatChangeRow[] = [
  {
    ...{ id: 'h2', kind: 'session', reason: 'Listrik padam sejak pukul 07.10; genset belum datang.', people: 58 },
    ...{ at: WALL_NOW, by: 'panitia', approvedBy: '' },
    title: {
      id: 'Sesi SKD CPNS 2026 · SMAN 2 Bungo · 26 Nov 2026 sesi 1 mulai Kamis, 26 November 2026 pukul 09.30 WIB',
      en: 'Sitting SKD CPNS 2026 · SMAN 2 Bungo · 26 Nov 2026 sesi 1 begins Thursday, 26 November 2026 at 09:30 WIB',
    },
  },
  {
    ...{ id: 'h1', kind: 'move', reason: 'Melahirkan pada hari ujian.', people: 1, at: WALL_NOW - 86_400_000 },
    ...{ by: 'panitia', approvedBy: 'ketua' },
    title: {
      id: `Peserta ${numberOf(7)} pindah ke SKD CPNS 2026 · UPT BKN Jambi, ruang Lab 1`,
      en: `Candidate ${numberOf(7)} moves to SKD CPNS 2026 · UPT BKN Jambi, room Lab 1`,
    },
  },
]

export const scheduled = VENUES.slice(0, 4).map((venue, at) =>
  sitting({
    ...{ id: `s${at}`, name: `SKD CPNS 2026 · ${venue} · 26 Nov 2026 sesi 1`, venue, state: 'scheduled' },
    startsAt: Date.parse('2026-11-26T01:00:00Z'),
  }),
)

export const found: CandidateRow[] = [1, 2].map((n) => ({
  ...{ id: `c${n}`, number: numberOf(n), name: nameOf(n), nik: '1508••••••••••02', vacancyCode: '2026-PWT-01' },
  ...{ needType: 'umum', accommodation: null, venue: '', room: 'Lab 1', station: '04' },
  ...{ sitting: 'SKD CPNS 2026 · UPT BKN Jambi · 26 Nov 2026 sesi 1', state: 'seated' },
}))
