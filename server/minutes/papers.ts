import type { MinutesView, RoomLogLine } from '../protocol/minutes.ts'
import type { MinutesField } from '../protocol/reasons.ts'
import { wib } from '../results/export-table.ts'
import { dateInWords } from './number-words.ts'
import type { Block } from './report-pages.ts'
import { clockOf, spanOf } from './words.ts'

/** The papers of a sitting in the language of the decrees, as blocks (MN12). Pure. */

/** One row of the attendance list and of the seat list. */
export interface PaperSeat {
  number: string
  name: string
  position: string
  room: string
  station: string
  /** Null where nobody can tell yet. */
  present: boolean | null
}
type Sitting = MinutesView['sitting']

/** Headings of additions by hand. */
export const FIELD_WORDS: Record<MinutesField, string> = {
  preparation: 'Persiapan',
  equipment: 'Peralatan dan jaringan',
  health: 'Kesehatan peserta',
  misconduct: 'Pelanggaran',
  closing: 'Penutupan',
  other: 'Lain-lain',
}

/** Daftar hadir: room by room, with a place to sign for each person. */
export function attendancePaper(sitting: Sitting, seats: readonly PaperSeat[]): Block[] {
  return eachRoom(seats, (room, people) => [
    title('DAFTAR HADIR PESERTA', sitting, room),
    {
      kind: 'table',
      columns: [
        ...[
          { title: 'No.', part: 5 },
          { title: 'Meja', part: 7 },
          { title: 'Nomor peserta', part: 18 },
        ],
        ...[
          { title: 'Nama', part: 26 },
          { title: 'Formasi', part: 18 },
          { title: 'Tanda tangan', part: 26 },
        ],
      ],
      // Every other signature a little to the right, as these lists are ruled: hands do not meet.
      rows: people.map(({ station, number, name, position, present }, at) => [
        ...[`${at + 1}.`, station, number, name, position],
        present === false ? 'tidak hadir' : `${at % 2 === 0 ? '' : '            '}${at + 1}. …………………`,
      ]),
      empty: 'Tidak ada peserta.',
      least: 25,
    },
    counted(people),
    signatures(),
  ])
}

/** Who sits where: for the door by number, for the room by seat. */
export function seatsPaper(sitting: Sitting, seats: readonly PaperSeat[]): Block[] {
  const byNumber = [...seats].sort((a, b) => (a.number < b.number ? -1 : 1))
  return [
    title('DAFTAR TEMPAT DUDUK MENURUT NOMOR PESERTA', sitting, null),
    {
      kind: 'table',
      columns: [
        { title: 'Nomor peserta', part: 22 },
        { title: 'Nama', part: 42 },
        { title: 'Ruang', part: 20 },
        { title: 'Meja', part: 16 },
      ],
      rows: byNumber.map(({ number, name, room, station }) => [number, name, room, station]),
      empty: 'Tidak ada peserta.',
    },
    { kind: 'turn' },
    ...eachRoom(seats, (room, people) => [
      title('DAFTAR TEMPAT DUDUK MENURUT MEJA', sitting, room),
      {
        kind: 'table',
        columns: [
          { title: 'Meja', part: 14 },
          { title: 'Nomor peserta', part: 24 },
          { title: 'Nama', part: 40 },
          { title: 'Formasi', part: 22 },
        ],
        rows: people.map(({ station, number, name, position }) => [station, number, name, position]),
        empty: 'Tidak ada peserta.',
      },
    ]),
  ]
}

/** Berita acara: filled from the record; blanks only where a person must write by hand. */
export function minutesPaper(view: MinutesView): Block[] {
  const { sitting, rooms, counts, opened, started, closed } = view
  const day = started ?? opened ?? sitting.startsAt
  const seats = (one: { room: string; station: string }) => `${one.room} / ${one.station}`
  return [
    {
      kind: 'title',
      text: 'BERITA ACARA PELAKSANAAN SELEKSI',
      below: ['dengan Computer Assisted Test (CAT)', sitting.name],
    },
    {
      kind: 'text',
      text: `Pada hari ini ${dateInWords(day)} telah dilaksanakan ${sitting.test} pada ${sitting.name}, bertempat di ${sitting.venue || 'titik lokasi'}, ${rooms.length === 1 ? `ruang ${rooms[0]}` : `ruang ${rooms.join(', ')}`}, dengan keterangan sebagai berikut.`,
    },
    {
      kind: 'facts',
      rows: [
        ['Ujian', sitting.test],
        ['Sesi', sitting.name],
        ['Titik lokasi', sitting.venue || '–'],
        ['Ruang', rooms.join(', ') || '–'],
        ['Waktu mulai menurut jadwal', wib(sitting.startsAt)],
        ['Sesi dibuka', moment(opened)],
        ['Waktu mulai', moment(started)],
        ['Waktu selesai (sesi ditutup)', closed === null ? 'belum ditutup' : moment(closed)],
        ['Jumlah peserta terdaftar', `${counts.registered}`],
        ['Jumlah peserta hadir', `${counts.present}`],
        [
          'Jumlah peserta tidak hadir',
          counts.refused === 0
            ? `${counts.absent}`
            : `${counts.absent}, di antaranya ${counts.refused} tidak diperkenankan masuk`,
        ],
        ['Mulai mengerjakan', `${counts.started}`],
        ['Selesai mengerjakan', `${counts.finished}`],
      ],
    },
    { kind: 'heading', text: '1. Peserta tidak hadir' },
    {
      kind: 'table',
      columns: [
        { title: 'Nomor peserta', part: 20 },
        { title: 'Nama', part: 30 },
        { title: 'Ruang / meja', part: 16 },
        { title: 'Keterangan', part: 34 },
      ],
      rows: view.absent.map((one) => [one.number, one.name, seats(one), one.reason.id]),
      empty: 'Nihil.',
    },
    { kind: 'heading', text: '2. Kejadian selama pelaksanaan' },
    incidentTable(view.incidents),
    { kind: 'heading', text: '3. Waktu yang diberikan di luar waktu ujian' },
    {
      kind: 'table',
      columns: [
        { title: 'Nomor peserta', part: 20 },
        { title: 'Nama', part: 26 },
        { title: 'Ruang / meja', part: 14 },
        { title: 'Jumlah', part: 16 },
        { title: 'Sebab', part: 24 },
      ],
      rows: view.time.map((one) => [one.number, one.name, seats(one), spanOf(one.ms).id, one.causes.id]),
      empty: 'Nihil.',
    },
    { kind: 'heading', text: '4. Perpindahan tempat' },
    {
      kind: 'table',
      columns: [
        { title: 'Pukul', part: 10 },
        { title: 'Nomor peserta', part: 20 },
        { title: 'Nama', part: 26 },
        { title: 'Dari', part: 14 },
        { title: 'Ke', part: 14 },
        { title: 'Oleh', part: 16 },
      ],
      rows: view.moves.map((one) => [clockOf(one.at).id, one.number, one.name, one.from, one.to, one.by || '–']),
      empty: 'Nihil.',
    },
    { kind: 'heading', text: '5. Catatan tambahan' },
    ...(view.notes.length === 0 ? [{ kind: 'text' as const, text: 'Nihil.' }] : []),
    ...view.notes.flatMap((note): Block[] => [
      { kind: 'text', text: `${FIELD_WORDS[note.field as MinutesField] ?? note.field}: ${note.text}` },
      { kind: 'text', text: `ditulis ${note.actor}, ${wib(note.at)}`, quiet: true },
    ]),
    {
      kind: 'text',
      text: 'Demikian berita acara ini dibuat dengan sebenarnya untuk dipergunakan sebagaimana mestinya.',
    },
    signatures(),
  ]
}

/** The annex: every incident by itself. */
export function incidentsPaper(sitting: Sitting, rooms: string[], lines: readonly RoomLogLine[]): Block[] {
  return [
    title('LAMPIRAN BERITA ACARA: KEJADIAN', sitting, rooms.join(', ')),
    { kind: 'text', text: `${lines.length} kejadian, waktu dalam WIB.` },
    incidentTable(lines),
    signatures(),
  ]
}

function incidentTable(lines: readonly RoomLogLine[]): Block {
  return {
    kind: 'table',
    columns: [
      { title: 'Pukul', part: 9 },
      { title: 'Ruang / meja', part: 13 },
      { title: 'Peserta', part: 22 },
      { title: 'Kejadian', part: 42 },
      { title: 'Oleh', part: 14 },
    ],
    rows: lines.map((line) => [
      clockOf(line.at).id,
      [line.room, line.station].filter((part) => part !== '').join(' / ') || 'seluruh sesi',
      line.number === null ? '–' : `${line.number} ${line.name ?? ''}`.trim(),
      [
        line.text.id,
        ...line.corrections.map((one) => `Koreksi ${clockOf(one.at).id} oleh ${one.actor}: ${one.text}`),
      ].join('. '),
      actorWords(line.actor),
    ]),
    empty: 'Nihil.',
  }
}

/** Who wrote a line: a person's account name, or which machine. */
export const actorWords = (actor: string): string =>
  actor === 'server' ? 'sistem' : actor === 'station' ? 'komputer peserta' : actor

const moment = (at: number | null): string => (at === null ? '–' : wib(at))

function title(text: string, sitting: Sitting, room: string | null): Block {
  const place = [sitting.venue, room === null || room === '' ? '' : `ruang ${room}`]
    .filter((part) => part !== '')
    .join(', ')
  return {
    kind: 'title',
    text,
    below: [`${sitting.name} · ${sitting.test}`, `${place || '–'} · mulai ${wib(sitting.startsAt)}`],
  }
}

function eachRoom(seats: readonly PaperSeat[], paper: (room: string, people: PaperSeat[]) => Block[]): Block[] {
  const rooms = [...Map.groupBy(seats, ({ room }) => room)].sort(([a], [b]) => (a < b ? -1 : 1))
  return rooms.flatMap(([room, people], at) => [
    ...(at === 0 ? [] : [{ kind: 'turn' as const }]),
    ...paper(
      room,
      people.sort((a, b) => a.station.localeCompare(b.station, 'id', { numeric: true })),
    ),
  ])
}

function counted(people: readonly PaperSeat[]): Block {
  const away = people.filter(({ present }) => present === false).length
  const known = people.every(({ present }) => present !== null)
  return {
    kind: 'text',
    text: known
      ? `Terdaftar ${people.length}, hadir ${people.length - away}, tidak hadir ${away}.`
      : `Terdaftar ${people.length} peserta.`,
  }
}

const signatures = (): Block => ({
  kind: 'signatures',
  place: 'Ditandatangani di ………………………………………… pada tanggal …………………………………………',
  offices: [
    { title: 'Tim Pelaksana CAT', office: 'Koordinator,' },
    { title: 'Panitia Seleksi Instansi', office: 'Saksi,' },
  ],
})
