import { describe, expect, it } from 'vitest'
import { COMMAND_KINDS } from '../protocol/proctor.ts'
import { refuse } from '../protocol/refusals.ts'
import { ROOM_EVENTS, type RoomEventRow } from '../protocol/room-log.ts'
import { type CommandFact, commandSentence, whomWords } from './command-sentence.ts'
import { dateInWords, numberWords } from './number-words.ts'
import { tellRoom } from './room-lines.ts'
import { roomSentence } from './room-sentence.ts'
import { clockOf, spanOf } from './words.ts'

const AT = Date.UTC(2026, 10, 24, 1, 12, 3)
const event = (kind: RoomEventRow['kind'], detail: RoomEventRow['detail'] = {}, place = { room: '', station: '' }) => ({
  ...{ kind, detail, ...place },
})
const command = (kind: CommandFact['kind'], more: Partial<CommandFact> = {}): CommandFact => ({
  ...{ id: 'c1', kind, at: AT, by: 'budi', approvedBy: null, reason: { category: 'technical', text: 'kabel' } },
  ...{ text: null, minutes: null, cause: null, to: null, candidates: [], state: 'done', whole: null, targets: [] },
  ...more,
})

describe('sentences', () => {
  it.each(ROOM_EVENTS)('[MN1] %s is said in both languages, with and without its details', (kind) => {
    const full = {
      text: 'teks',
      reason: 'late',
      count: 3,
      unsaved: 2,
      room: 'B',
      station: '02',
      before: 'A/01',
      now: 'x',
    }
    const more = { from: AT, until: AT + 65_000, silent: 5, of: 9, to: AT, seen: 'KTP', category: 'health' }
    for (const detail of [{}, { ...full, ...more }]) {
      const said = roomSentence(event(kind, detail, { room: 'A', station: '01' }))
      for (const text of [said.id, said.en]) {
        expect(text).toMatch(/^\p{Lu}/u)
        expect(text).not.toMatch(/undefined|null|NaN|\[object|: $|, $/)
      }
      expect(said.id).not.toBe(said.en)
    }
  })

  it.each([
    [event('signed-in', {}, { room: 'A', station: '01' }), 'Masuk di komputer: ruang A, meja 01'],
    [
      event('second-sign-in', { room: 'B', station: '02' }, { room: 'A', station: '01' }),
      'Percobaan masuk kedua di komputer lain: ruang B, meja 02',
    ],
    [event('burst', { count: 7 }), 'Banyak jawaban sekaligus setelah terhubung kembali: 7 jawaban'],
    [event('room-silent', { silent: 16, of: 30 }), 'Banyak komputer berhenti memberi kabar bersamaan: 16 dari 30'],
    [
      event('server-outage', { from: AT, until: AT + 65_000 }),
      'Server mati: 1 menit 5 detik (08.12.03 sampai 08.13.08)',
    ],
    [
      event('refused-entry', { reason: 'banned-item', text: 'jam tangan' }),
      'Tidak diperkenankan masuk: membawa barang terlarang, jam tangan',
    ],
    [event('note', { category: 'other', text: 'lampu mati' }), 'Catatan: lain-lain, lampu mati'],
  ])('[MN1] reads %#', (one, words) => expect(roomSentence(one).id).toBe(words))

  it.each(COMMAND_KINDS)('[MN1] the command %s is said in both languages', (kind) => {
    const full = command(kind, { text: 'pesan', minutes: 5, to: { room: 'B', station: '02' }, approvedBy: 'ani' })
    for (const one of [command(kind), full]) {
      const said = commandSentence(one, whomWords(['P-1'], false), [])
      expect(`${said.id} ${said.en}`).not.toMatch(/undefined|null|NaN|\[object/)
      expect(said.id).toMatch(/^\p{Lu}.*P-1.*teknis: kabel/u)
      expect(said.en).toMatch(/^[\p{Lu}\d].*P-1.*technical: kabel/u)
    }
  })

  const target = { candidate: 'a', refused: null, at: AT, reachedAt: null, readAt: null }
  it.each([
    [
      command('add-time', { minutes: 10, cause: 'credited', approvedBy: 'ani' }),
      [],
      'Waktu diganti 10 menit untuk seluruh peserta; alasan teknis: kabel; disetujui ani',
    ],
    [
      command('close', { whole: refuse('still-working', { count: '3' }) }),
      [],
      'Sesi ditutup untuk seluruh peserta; alasan teknis: kabel; ditolak (Masih ada 3 peserta yang mengerjakan. Tunggu sampai selesai, atau akhiri mereka dengan alasan.)',
    ],
    [
      command('reopen', { minutes: 0, state: 'waiting' }),
      [],
      'Ujian dibuka kembali dengan tambahan 0 menit untuk seluruh peserta; alasan teknis: kabel; belum dijalankan',
    ],
    [
      command('message', { text: ' Tenang ' }),
      [{ ...target, reachedAt: AT, readAt: AT + 4000 }],
      'Pesan dikirim: "Tenang" untuk seluruh peserta; alasan teknis: kabel; sampai 08.12.03; dibaca 08.12.07',
    ],
    [
      command('pause'),
      [target, { ...target, refused: refuse('already-paused') }],
      'Waktu dihentikan untuk seluruh peserta; alasan teknis: kabel; ditolak untuk 1 dari 2',
    ],
  ] as const)('[MN1] a command with what came of it: %#', (one, told, words) => {
    expect(commandSentence(one, whomWords([], true), [...told]).id).toBe(words)
  })

  it('[MN1] a command to persons is a line for each of them, one to a room is one line', () => {
    const seats = ['a', 'b', 'c'].map((candidate, at) => ({
      ...{ candidate, number: `P-${at + 1}`, name: candidate, room: at === 2 ? 'B' : 'A', station: `0${at + 1}` },
    }))
    const [a, b, c] = ['a', 'b', 'c'].map((candidate) => ({ ...target, candidate }))
    const lines = (one: CommandFact) =>
      tellRoom(seats, [], [one]).map(({ line }) => [line.id, line.number, line.room, line.text.id])
    const both = { candidates: ['a', 'b'], targets: [a, b] as CommandFact['targets'] }
    expect(lines(command('end', both))).toEqual([
      ['c1/a', 'P-1', 'A', 'Ujian diakhiri; alasan teknis: kabel'],
      ['c1/b', 'P-2', 'A', 'Ujian diakhiri; alasan teknis: kabel'],
    ])
    expect(lines(command('pause', both))).toEqual([
      ['c1', null, 'A', 'Waktu dihentikan untuk 2 peserta (P-1, P-2); alasan teknis: kabel'],
    ])
    const all = { candidates: [], targets: [a, b, c] as CommandFact['targets'] }
    expect(lines(command('pause', all))).toEqual([
      ['c1', null, '', 'Waktu dihentikan untuk seluruh peserta; alasan teknis: kabel'],
    ])
    const refused = { ...both, whole: refuse('reason-needed'), state: 'refused' as const, targets: [] }
    expect(lines(command('end', refused))).toHaveLength(1)
  })
})

describe('words of dates and times', () => {
  it.each([
    [0, 'nol'],
    [11, 'sebelas'],
    [12, 'dua belas'],
    [21, 'dua puluh satu'],
    [100, 'seratus'],
    [110, 'seratus sepuluh'],
    [999, 'sembilan ratus sembilan puluh sembilan'],
    [1945, 'seribu sembilan ratus empat puluh lima'],
    [2026, 'dua ribu dua puluh enam'],
  ])('%i is %s', (n, words) => expect(numberWords(n)).toBe(words))

  it('no date has these numbers', () => {
    for (const n of [-1, 1.5, 10_000, Number.NaN]) expect(() => numberWords(n)).toThrow('no words')
  })

  it('the day is that of WIB, also after midnight there', () => {
    expect(dateInWords(Date.UTC(2026, 10, 23, 16, 59))).toContain('Senin tanggal dua puluh tiga bulan November')
    expect(dateInWords(Date.UTC(2026, 10, 23, 17, 0))).toContain('Selasa tanggal dua puluh empat bulan November')
  })

  it.each([
    [0, '0 detik', '0 seconds'],
    [59_600, '1 menit', '1 minute'],
    [3_661_000, '1 jam 1 menit 1 detik', '1 hour 1 minute 1 second'],
    [785_000, '13 menit 5 detik', '13 minutes 5 seconds'],
  ])('%i ms', (ms, id, en) => expect(spanOf(ms)).toEqual({ id, en }))

  it('a clock', () => expect(clockOf(AT)).toEqual({ id: '08.12.03', en: '08:12:03' }))
})
