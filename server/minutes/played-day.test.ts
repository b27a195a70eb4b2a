import { beforeAll, describe, expect, it } from 'vitest'
import { bank } from '../../question-bank/build.ts'
import type { CandidateTimeline, LikenessPair, MinutesView, Replay, RoomLogLine } from '../protocol/minutes.ts'
import { pdfText } from '../testing/pdf-text.ts'
import { type Hall, type Station, sitting } from '../testing/sitting.ts'
import { must, type Staff } from '../testing/test-app.ts'

/** One day in the hall, played by hand: what the record says of it afterwards. The clock begins at 08.00 WIB. */
const MINUTE = 60_000
let hall: Hall
let proctor: Staff
let second: Staff
let committee: Staff
let noteId = ''
const base = () => `/api/proctor/sittings/${hall.id}`
const get = async <T>(path: string) => {
  const { status, body } = await proctor.get(`${base()}/${path}`)
  expect([path, status]).toEqual([path, 200])
  return body as T
}
const numberOf = (n: number) => `P-000${n}`

/** Lets time pass for stations that are there all the while. */
async function pass(ms: number, ...there: Station[]) {
  hall.app.clock.pass(ms)
  for (const { seat, source } of there)
    hall.app.delivery.presence.seen(seat.candidate, { sitting: hall.id, source, connected: true })
}
async function say(kind: string, candidates: number[], text: string, more: object = {}) {
  const reply = await proctor.post(`${base()}/commands`, {
    id: `command-${kind}-${candidates.join('-')}-${text.length}`,
    kind,
    candidates: candidates.map((n) => hall.candidateOf(n)),
    reason: { category: 'technical', text },
    ...more,
  })
  expect([kind, reply.status, reply.body.refused]).toEqual([kind, 200, expect.any(Array)])
  return reply.body
}

beforeAll(async () => {
  hall = await sitting().withCandidates(6).withBank(bank().section('TIU', 8)).opened()
  for (const role of ['proctor', 'proctor', 'committee'] as const) {
    const staff = await hall.app.staff(role)
    if (role === 'committee') committee = staff
    else if (!proctor) proctor = staff
    else second = staff
  }
  const desk = await proctor.post(`/api/desk/sittings/${hall.id}/people/${hall.candidateOf(5)}/refusal`, {
    version: 0,
    reason: 'clothes',
    text: 'memakai sandal',
  })
  expect(desk.status).toBe(200)
  const stations = [await hall.seated(1), await hall.seated(2), await hall.seated(3), await hall.seated(4)] as const
  const [one, two, three, four] = stations
  hall.app.clock.pass(60 * MINUTE - 5000)
  await pass(5000, ...stations)
  await say('start', [], 'sesuai jadwal') // 09.00.00
  for (const station of stations) for (let slot = 0; slot < 4; slot += 1) must(await station.answer(slot, slot % 3))
  await pass(5 * MINUTE, ...stations)
  must(await one.beat({ signals: [{ n: 1, kind: 'focus-lost' }] })) // 09.05.00
  await pass(30_000, ...stations)
  must(await one.beat({ signals: [{ n: 2, kind: 'focus-back' }] }))
  must(await one.beat({ signals: [{ n: 3, kind: 'focus-lost' }] })) // 09.05.30
  await pass(4 * MINUTE + 30_000, ...stations)
  await say('pause', [2], 'kabel lepas') // 09.10.00
  await pass(3 * MINUTE, ...stations)
  await say('resume', [2], 'kabel dipasang') // 09.13.00
  await say('message', [], 'info', { text: 'Sisa waktu ada di layar' })
  await pass(7 * MINUTE, ...stations)
  await say('move', [3], 'layar rusak', { to: { room: 'A', station: '09' } }) // 09.20.00
  await pass(5000, one, two, four)
  hall.app.delivery.presence.gone(hall.candidateOf(3), three.source) // switched off, 09.20.05
  await hall.app.delivery.writer.idle()
  await hall.app.delivery.roomLog.flush()
  await pass(25_000, one, two, four)
  const moved = hall.station(3, { room: 'A', station: '09' })
  must(await moved.signIn()) // 09.20.30
  await pass(4 * MINUTE + 30_000, one, two, moved, four)
  const ended = await proctor.post(`${base()}/commands`, {
    ...{ id: 'command-end-4', kind: 'end', candidates: [hall.candidateOf(4)] },
    reason: { category: 'misconduct', text: 'membuka catatan' },
  }) // 09.25.00
  expect(ended.body).toMatchObject({ done: 1 })
  await pass(30_000, one, two, moved)
  const note = await proctor.post(`${base()}/notes`, {
    ...{ text: 'AC ruang A mati', room: 'A', candidate: null, about: null, category: 'technical' },
  })
  expect(note.status).toBe(200)
  noteId = note.body.id
  await pass(MINUTE + 30_000, one, two, moved)
  const proposed = await say('add-time', [2], 'ganti waktu', { minutes: 10, cause: 'added' }) // 09.27.00
  const approved = await second.post(`${base()}/proposals/${proposed.proposal}/approval`)
  expect(approved.status).toBe(200)
  await pass(3 * MINUTE, one, two, moved)
  for (const station of [one, two, moved]) must(await station.finish()) // 09.30.00
  await pass(MINUTE)
  await say('close', [], 'selesai') // 09.31.00
  await pass(MINUTE)
}, 120_000)

describe('the story of a candidate', () => {
  it('[MN1] tells desk, attempt, room and commands in one row of time, each line in both languages', async () => {
    const story = await get<CandidateTimeline>(`timeline/${hall.candidateOf(2)}`)
    expect(story).toMatchObject({ number: numberOf(2), name: 'Peserta 2', room: 'A', attempt: hall.attemptOf(2) })
    expect(story.lines.map(({ at }) => at)).toEqual(story.lines.map(({ at }) => at).sort((a, b) => a - b))
    for (const { id, en, actor } of story.lines) {
      expect([id, en, actor].map((part) => part.length > 0)).toEqual([true, true, true])
      expect(id).not.toBe(en)
      expect(`${id} ${en}`).not.toMatch(/undefined|null|NaN|\[object/)
    }
    const of = (from: string) => story.lines.filter((line) => line.from === from).map(({ id }) => id)
    expect(of('command')).toContain('Waktu dihentikan; alasan teknis: kabel lepas')
    expect(of('command')).toContain('Waktu ditambah 10 menit; alasan teknis: ganti waktu; disetujui proctor-2')
    expect(of('room')).toContain('Masuk di komputer: ruang A, meja 002'.replace('002', story.station))
    expect(of('attempt')[0]).toBe('Paket 12 soal ditarik, waktu 100 menit')
    expect(of('attempt').at(-1)).toBe('Selesai oleh peserta')
    // What concerns others is not in it.
    expect(story.lines.map(({ id }) => id).join()).not.toContain('membuka catatan')
  })

  it('[MN1] and the desk', async () => {
    const story = await get<CandidateTimeline>(`timeline/${hall.candidateOf(5)}`)
    expect(story.lines).toContainEqual(
      expect.objectContaining({
        from: 'desk',
        id: 'Tidak diperkenankan masuk: pakaian tidak sesuai ketentuan, memakai sandal',
        en: 'Was not let in: clothes against the rules, memakai sandal',
        actor: 'proctor-1',
      }),
    )
    expect(story).toMatchObject({ attempt: null, ledger: null, sum: null })
  })

  it('[MN4] the time of each sums to the clock on the wall', async () => {
    const sums = []
    for (const n of [1, 2, 3, 4]) sums.push((await get<CandidateTimeline>(`timeline/${hall.candidateOf(n)}`)).sum)
    const sum = (minutes: number, heldMinutes: number) => ({
      wallMs: minutes * MINUTE,
      usedMs: (minutes - heldMinutes) * MINUTE,
      heldMs: heldMinutes * MINUTE,
      ...{ outageMs: 0, restMs: 0 },
    })
    expect(sums).toEqual([sum(30, 0), sum(30, 3), sum(30, 0), sum(25, 0)])
  })

  it('is not found for somebody of no sitting', async () => {
    expect(await proctor.get(`${base()}/timeline/nobody`)).toMatchObject({ status: 404 })
    expect(await proctor.get('/api/proctor/sittings/none/log')).toMatchObject({ status: 404 })
  })
})

describe('the log of the room', () => {
  it('[MN2] a correction stands beside its line, a correction of it as well; the line stays as it was', async () => {
    const before = (await get<RoomLogLine[]>('log')).find(({ id }) => id === noteId)
    const fix = await second.post(`${base()}/notes`, {
      ...{ text: 'AC ruang B, bukan A', room: 'A', candidate: null, about: noteId, category: 'technical' },
    })
    expect(fix.body).toMatchObject({ id: noteId, corrections: [{ actor: 'proctor-2', text: 'AC ruang B, bukan A' }] })
    expect({ ...fix.body, corrections: [] }).toEqual(before)
    const rows = hall.app.services.store.tables.roomEvent
    const stored = await hall.app.services.store.read.select().from(rows)
    const correction = stored.find(({ kind }) => kind === 'correction')
    const again = await proctor.post(`${base()}/notes`, {
      ...{ text: 'pukul 09.24', room: '', candidate: null, about: correction?.id, category: '' },
    })
    expect(again.body.corrections.map(({ text }: { text: string }) => text)).toEqual([
      'AC ruang B, bukan A',
      'pukul 09.24',
    ])
    expect((await get<RoomLogLine[]>('log')).filter(({ kind }) => kind === 'correction')).toEqual([])
  })

  it('[MN2] a command can be corrected too, and the candidate’s story tells it', async () => {
    const line = (await get<RoomLogLine[]>('log')).find(({ kind }) => kind === 'command.end')
    const fix = await proctor.post(`${base()}/notes`, {
      ...{ text: 'catatan kosong', room: 'A', candidate: hall.candidateOf(4), about: line?.id, category: '' },
    })
    expect(fix.body).toMatchObject({ id: line?.id, corrections: [{ text: 'catatan kosong' }] })
    const story = await get<CandidateTimeline>(`timeline/${hall.candidateOf(4)}`)
    expect(story.lines.at(-1)).toMatchObject({
      kind: 'correction',
      id: 'Koreksi atas catatan pukul 09.25.00: catatan kosong',
    })
  })

  it.each([
    ['no text', { text: '   ' }, 'note-short'],
    ['an unknown room', { room: 'Z' }, 'not-found'],
    ['somebody of no sitting', { candidate: 'nobody' }, 'not-found'],
    ['a line that is not there', { about: 'nothing' }, 'not-found'],
    ['a field too many', { extra: 1 }, 'bad-request'],
  ])('[MN3] refuses a note with %s, and nothing is written', async (_, wrong, code) => {
    const before = (await get<RoomLogLine[]>('log')).length
    const note = { text: 'catatan', room: 'A', candidate: null, about: null, category: 'other', ...wrong }
    expect((await proctor.post(`${base()}/notes`, note)).body.refused).toBe(code)
    expect(await get<RoomLogLine[]>('log')).toHaveLength(before)
  })

  it('[MN1] of one room holds its lines and those of the whole sitting', async () => {
    const lines = await get<RoomLogLine[]>('log?room=A')
    expect(lines.map(({ kind }) => kind)).toEqual(
      expect.arrayContaining(['command.open', 'command.start', 'command.pause', 'note']),
    )
    expect(await proctor.get(`${base()}/log?room=Z`)).toMatchObject({ status: 404 })
  })
})

describe('the replay', () => {
  it('[MN5] shows each seat at the end of each minute', async () => {
    const replay = await get<Replay>('replay?room=A')
    const at = (clock: string, n: number) => {
      const [hour = 0, minute = 0] = clock.split('.').map(Number)
      const frame = Math.round((Date.UTC(2026, 10, 24, hour - 7, minute) - replay.from) / MINUTE)
      const seat = replay.seats.findIndex(({ number }) => number === numberOf(n))
      return replay.frames[frame]?.[seat]
    }
    expect(replay.frames).toHaveLength(replay.minutes)
    expect(at('08.30', 1)).toEqual({ state: 'waiting', answered: 0 })
    expect(at('08.30', 6)).toEqual({ state: 'absent', answered: 0 })
    expect(at('09.01', 1)).toEqual({ state: 'working', answered: 4 })
    expect(at('09.06', 1)).toEqual({ state: 'focus-lost', answered: 4 })
    expect([at('09.09', 2), at('09.10', 2), at('09.12', 2), at('09.13', 2)].map((one) => one?.state)).toEqual([
      ...['idle', 'paused', 'paused', 'working'],
    ])
    expect(at('09.26', 4)?.state).toBe('terminated')
    expect(at('09.30', 1)?.state).toBe('finished')
    const minuteOf = (kind: string) => replay.events.find(({ line }) => line.kind === kind)?.minute
    expect((minuteOf('command.end') ?? 0) - (minuteOf('command.pause') ?? 0)).toBe(15)
    expect(await proctor.get(`${base()}/replay?room=Z`)).toMatchObject({ status: 404 })
  })
})

describe('the minutes', () => {
  it('[MN8] count who was registered, present, absent and refused', async () => {
    const view = await get<MinutesView>('minutes')
    expect(view.counts).toEqual({ registered: 6, present: 4, absent: 2, refused: 1, started: 4, finished: 4 })
    expect(view.absent.map(({ number, reason }) => [number, reason.id])).toEqual([
      [numberOf(5), 'Tidak diperkenankan masuk: pakaian tidak sesuai ketentuan, memakai sandal'],
      [numberOf(6), 'Tidak datang'],
    ])
    expect([view.opened, view.started, view.closed].map((at) => (at ?? 0) - Date.UTC(2026, 10, 24, 1))).toEqual([
      ...[0, 60 * MINUTE, 91 * MINUTE],
    ])
  })

  const INCIDENTS = [
    ['08.00.00', numberOf(5), 'Tidak diperkenankan masuk: pakaian tidak sesuai ketentuan, memakai sandal'],
    ['09.05.00', numberOf(1), 'Jendela ujian ditinggalkan 2 kali: 09.05.00, 09.05.30'],
    ['09.10.00', numberOf(2), 'Waktu dihentikan; alasan teknis: kabel lepas'],
    ['09.13.00', numberOf(2), 'Waktu dilanjutkan; alasan teknis: kabel dipasang'],
    ['09.20.00', numberOf(3), 'Boleh melanjutkan di ruang A, meja 09; alasan teknis: layar rusak'],
    ['09.20.05', numberOf(3), 'Komputer tidak terhubung 25 detik (09.20.05 sampai 09.20.30)'],
    ['09.25.00', numberOf(4), 'Ujian diakhiri; alasan pelanggaran: membuka catatan'],
    ['09.25.30', null, 'Catatan: teknis, AC ruang A mati'],
    ['09.27.00', numberOf(2), 'Waktu ditambah 10 menit; alasan teknis: ganti waktu; disetujui proctor-2'],
  ]
  const clock = (at: number) => new Date(at + 7 * 3600_000).toISOString().slice(11, 19).replaceAll(':', '.')

  it('[MN9] name every incident with its time, and nothing else', async () => {
    const { incidents } = await get<MinutesView>('minutes')
    const told = incidents.map(({ at, number, text }) => [clock(at), number, text.id])
    expect(told).toEqual(INCIDENTS)
  })

  it('[MN10] sum the time given by cause, and tell who changed place', async () => {
    const view = await get<MinutesView>('minutes')
    expect(view.time.map(({ number, ms, causes }) => [number, ms, causes.id])).toEqual([
      [numberOf(2), 13 * MINUTE, 'jeda 3 menit; tambahan 10 menit'],
    ])
    expect(view.moves.map(({ number, to, at, by }) => [number, to, clock(at), by])).toEqual([
      [numberOf(3), 'A / 09', '09.20.30', 'proctor-1'],
    ])
  })

  it('[MN11] keep what is written by hand beside what was computed, and change their digest with it', async () => {
    const before = await get<MinutesView>('minutes')
    const add = (text: string) => committee.post(`${base()}/minutes/notes`, { field: 'equipment', text })
    expect((await add('Genset dinyalakan pukul 09.24')).status).toBe(200)
    const after = (await add('Bukan genset, UPS')).body as MinutesView
    expect(after.notes.map(({ text, actor }) => [text, actor])).toEqual([
      ['Genset dinyalakan pukul 09.24', 'committee-3'],
      ['Bukan genset, UPS', 'committee-3'],
    ])
    expect({ ...after, notes: [], digest: '' }).toEqual({ ...before, notes: [], digest: '' })
    expect(after.digest).not.toBe(before.digest)
    expect((await get<MinutesView>('minutes')).digest).toBe(after.digest)
    expect((await committee.post(`${base()}/minutes/notes`, { field: 'present', text: 'enam' })).body.refused).toBe(
      'bad-request',
    )
    expect((await add('  ')).body.refused).toBe('note-short')
  })

  it('[MN12] as a PDF name each incident with its minute, and every page its digest', async () => {
    const view = await get<MinutesView>('minutes')
    const { status, raw } = await proctor.get(`${base()}/minutes.pdf`)
    expect(status).toBe(200)
    const { text, pages } = pdfText(raw)
    const flat = text.replace(/\s+/g, ' ')
    for (const [at, , words] of INCIDENTS) {
      const place = text.split('\n').indexOf(String(at))
      expect([at, place >= 0]).toEqual([at, true])
      for (const word of String(words).split(/[\s:;,]+/)) expect(flat).toContain(word)
    }
    expect(flat).toContain('Selasa tanggal dua puluh empat bulan November tahun dua ribu dua puluh enam (24-11-2026)')
    expect(flat).toContain('Tim Pelaksana CAT')
    expect(flat).toContain('Panitia Seleksi Instansi')
    expect(flat).not.toContain('SEMENTARA')
    expect(text.split(view.digest)).toHaveLength(pages + 1)
    for (let page = 1; page <= pages; page += 1) expect(flat).toContain(`halaman ${page} dari ${pages}`)
    // The same data, later: the same digest.
    hall.app.clock.pass(MINUTE)
    expect(pdfText((await proctor.get(`${base()}/minutes.pdf`)).raw).text).toContain(view.digest)
  })

  it.each([
    ['attendance', ['DAFTAR HADIR PESERTA', 'tidak hadir', 'Terdaftar 6, hadir 4, tidak hadir 2.']],
    ['seats', ['MENURUT NOMOR PESERTA', 'MENURUT MEJA', numberOf(6)]],
    ['incidents', ['LAMPIRAN BERITA ACARA: KEJADIAN', '09.05.30', 'Koreksi']],
  ])('[MN12] %s.pdf', async (paper, words) => {
    const { status, raw } = await proctor.get(`${base()}/${paper}.pdf?room=A`)
    expect(status).toBe(200)
    const { text } = pdfText(raw)
    for (const word of [...words, 'Sesi 1', 'halaman 1 dari']) expect(text).toContain(word)
    expect(await proctor.get(`${base()}/${paper}.pdf?room=Z`)).toMatchObject({ status: 404 })
  })

  it('[MN13] the log as CSV has every line and disarms what a spreadsheet would run', async () => {
    const note = { room: 'A', candidate: null, about: null, category: '' }
    expect((await proctor.post(`${base()}/notes`, { ...note, text: '=HYPERLINK("x")' })).status).toBe(200)
    const { body } = await proctor.get(`${base()}/incidents.csv`)
    const lines = String(body).trimEnd().split('\r\n')
    expect(lines[0]).toContain('Waktu (WIB),Ruang,Meja,Nomor Peserta')
    expect(lines).toHaveLength((await get<RoomLogLine[]>('log')).length + 1)
    expect(lines.some((line) => /(^|,)"?[=+@-]/.test(line))).toBe(false)
  })

  it('[MN7] likeness of neighbours: figures with the number of pairs, no key and no option in sight', async () => {
    const pairs = await get<LikenessPair[]>('likeness')
    expect(Array.isArray(pairs)).toBe(true)
    for (const pair of pairs)
      expect(Object.keys(pair).sort()).toEqual(['a', 'b', 'chance', 'common', 'expected', 'pairs', 'rare', 'same'])
  })

  it('no fault of ours was logged', () => expect(hall.app.faults).toEqual([]))
})
