import { expect, it } from 'vitest'
import { explain } from './explain.ts'
import { type RankedEntry, rankVacancy } from './ranking.ts'
import type { RuleSet } from './rule-set.ts'
import { RULE_SETS } from './rule-sets/index.ts'
import { skd } from './test-paper.ts'

const skd2024 = RULE_SETS['skd-cpns-2024'] as RuleSet
const pppk2024 = RULE_SETS['pppk-2024'] as RuleSet

const vacancy = [
  { id: 'p-01', points: skd(90, 120, 190), disqualified: false },
  { id: 'p-02', points: skd(85, 120, 190), disqualified: false },
  { id: 'p-03', points: skd(85, 118, 190), disqualified: false },
  { id: 'p-04', points: skd(85, 118, 190), disqualified: false },
  { id: 'p-05', points: skd(88, 115, 190), disqualified: false },
  { id: 'p-06', points: skd(60, 150, 160), disqualified: false },
  { id: 'p-07', points: null, disqualified: false },
  { id: 'p-08', points: null, disqualified: true },
]

it('[RK9] in Indonesian', () => {
  const rows = rankVacancy(skd2024, { needType: 'umum', need: 1 }, vacancy)
  expect(rows.map((row) => explain(row, skd2024, 'id'))).toEqual([
    'Peringkat 1: urutan teratas (total 400, TKP 190, TIU 120, TWK 90). Masuk batas 3 × kebutuhan.',
    'Peringkat 2: total 395 di bawah 400 (peringkat 1). Masuk batas 3 × kebutuhan.',
    'Peringkat 3 bersama 1 peserta lain: semua nilai sama (total 393, TKP 190, TIU 118, TWK 85); total 393 di bawah 395 (peringkat 2). Sama persis pada batas 3 × kebutuhan, sehingga semuanya masuk.',
    'Peringkat 3 bersama 1 peserta lain: semua nilai sama (total 393, TKP 190, TIU 118, TWK 85); total 393 di bawah 395 (peringkat 2). Sama persis pada batas 3 × kebutuhan, sehingga semuanya masuk.',
    'Peringkat 5: total sama 393, TKP sama 190, TIU 115 di bawah 118 (peringkat 3). Di luar batas 3 × kebutuhan.',
    'Nilai ambang batas tidak terpenuhi: TWK 60, paling sedikit 65; TKP 160, paling sedikit 166.',
    'Tidak hadir.',
    'Didiskualifikasi.',
  ])
})

it('[RK9] in English', () => {
  const rows = rankVacancy(skd2024, { needType: 'umum', need: 1 }, vacancy)
  const sentences = rows.map((row) => explain(row, skd2024, 'en'))
  expect(sentences[0]).toBe('Place 1: ahead of all (total 400, TKP 190, TIU 120, TWK 90). Within the cut of 3 × need.')
  expect(sentences[2]).toBe(
    'Place 3 shared with 1 other: equal on everything (total 393, TKP 190, TIU 118, TWK 85); total 393 below 395 (place 2). Equal at the cut of 3 × need, so all of them go on.',
  )
  expect(sentences[4]).toBe(
    'Place 5: total equal at 393, TKP equal at 190, TIU 115 below 118 (place 3). Beyond the cut of 3 × need.',
  )
  expect(sentences.slice(5)).toEqual([
    'Threshold not met: TWK 60, at least 65; TKP 160, at least 166.',
    'Absent.',
    'Disqualified.',
  ])
})

it('[RK9] names nobody, not even by number', () => {
  for (const row of rankVacancy(skd2024, { needType: 'umum', need: 1 }, vacancy))
    for (const lang of ['id', 'en'] as const) expect(explain(row, skd2024, lang)).not.toMatch(/p-0\d/)
})

it('[RK6] PPPK goes by the titles of its sections and leaves the final order open', () => {
  const pppk = (id: string, teknis: number, manajerial: number) => ({
    id,
    points: { teknis, manajerial, 'sosial-kultural': 60, wawancara: 30, total: teknis + manajerial + 90 },
    disqualified: false,
  })
  const entries = [pppk('a', 350, 60), pppk('b', 345, 65), pppk('c', 345, 65)]
  const rows = rankVacancy(pppk2024, { needType: 'umum', need: 2 }, entries)
  expect(explain(rows[0] as RankedEntry, pppk2024, 'id')).toMatch(
    /Kompetensi Manajerial \+ Kompetensi Sosial Kultural 120.*Masuk jumlah/,
  )
  expect(explain(rows[1] as RankedEntry, pppk2024, 'id')).toMatch(
    /total sama 500, Kompetensi Teknis 345 di bawah 350 \(peringkat 1\)\. Sama persis pada jumlah kebutuhan; urutan akhir/,
  )
  expect(explain(rows[1] as RankedEntry, pppk2024, 'en')).toMatch(
    /Technical competence 345 below 350.*the committee must decide the final order/,
  )
})

it('[RK11 RK12] says older and younger and the group, never a date', () => {
  const points = { teknis: 300, manajerial: 80, 'sosial-kultural': 60, wawancara: 30, total: 470 }
  const one = (id: string, group: string | null, birthDate: string | null) => ({
    ...{ id, points, disqualified: false, group, birthDate },
  })
  const rows = rankVacancy(pppk2024, { needType: 'umum', need: 3 }, [
    one('a', 'R2', '1980-05-10'),
    one('b', 'R2', '1981-05-10'),
    one('c', 'R3', null),
    one('d', 'R3', null),
    one('e', null, null),
  ])
  const id = rows.map((row) => explain(row, pppk2024, 'id'))
  const en = rows.map((row) => explain(row, pppk2024, 'en'))
  expect(id[1]).toBe(
    'Peringkat 2 (kelompok R2): total sama 470, Kompetensi Teknis sama 300, Kompetensi Manajerial + Kompetensi Sosial Kultural sama 140, Wawancara sama 30, usia lebih muda daripada peringkat 1. Masuk jumlah kebutuhan.',
  )
  expect(en[1]).toMatch(/Interview equal at 30, younger than place 1\. Within the need\.$/)
  expect(id[2]).toMatch(
    /^Peringkat 3 \(kelompok R3\) bersama 1 peserta lain: .*; kelompok R3 sesudah kelompok R2 \(peringkat 2\)\. Sama persis pada jumlah kebutuhan; urutan akhir harus diputuskan panitia\. Usia belum dapat dibandingkan: ada tanggal lahir yang kosong\.$/,
  )
  expect(en[2]).toMatch(
    /group R3 after group R2 \(place 2\)\. .*Age cannot be compared yet: a birth date is missing\.$/,
  )
  expect(id[4]).toBe(
    'Peringkat 5: tanpa kelompok prioritas, sesudah kelompok R3 (peringkat 3). Di luar jumlah kebutuhan.',
  )
  expect(en[4]).toBe('Place 5: in no priority group, after group R3 (place 3). Beyond the need.')
  for (const sentence of [...id, ...en]) expect(sentence).not.toMatch(/198\d|undefined|null/)
})
