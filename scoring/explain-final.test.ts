import { describe, expect, it } from 'vitest'
import { explainFinal } from './explain.ts'
import { decideFinal, type FinalCandidate, type FinalChoice, type FinalVacancy } from './final.ts'
import type { RuleSet } from './rule-set.ts'
import { RULE_SETS } from './rule-sets/index.ts'
import { finalist, formation, skd } from './test-paper.ts'

const skd2024 = RULE_SETS['skd-cpns-2024'] as RuleSet
const same = skd(95, 120, 185)
const words = (
  vacancies: FinalVacancy[],
  candidates: FinalCandidate[],
  lang: 'id' | 'en',
  choice: FinalChoice = {},
) => {
  const byId = new Map(vacancies.map((vacancy) => [vacancy.id, vacancy]))
  const rows = decideFinal(skd2024, vacancies, candidates, choice)
  return Object.fromEntries(rows.map((row) => [row.id, explainFinal(row, skd2024, byId, lang)]))
}

describe('[FI12] the sentence of a final row', () => {
  const candidates = [
    finalist('p-1', 'V', skd(95, 120, 185), 351),
    finalist('p-2', 'V', same, 350, { gpa: '3.77', birthDate: '1995-02-01' }),
    finalist('p-3', 'V', same, 350, { gpa: '3.77', birthDate: '1996-05-10' }),
    finalist('p-4', 'V', same, 350, { gpa: '3.66', birthDate: '1997-05-10' }),
    finalist('p-5', 'V', skd(80, 105, 182), 370),
    finalist('p-6', 'V', same, null),
    finalist('p-7', 'V', same, 400, { dropped: { code: 'APS', keepsSeat: true } }),
    finalist('p-8', 'V', same, 400, { dropped: { code: 'TMS-1', keepsSeat: false } }),
  ]

  it('in Indonesian', () => {
    expect(words([formation('V', { need: 4 })], candidates, 'id')).toEqual({
      'p-1': 'Peringkat 1 dengan nilai akhir 71,211 (SKD 29,091 + SKB 42,120): urutan teratas. Masuk jumlah kebutuhan.',
      'p-2':
        'Peringkat 2 dengan nilai akhir 71,091 (SKD 29,091 + SKB 42,000): nilai akhir 71,091 di bawah 71,211 (peringkat 1). Masuk jumlah kebutuhan.',
      'p-3':
        'Peringkat 3 dengan nilai akhir 71,091 (SKD 29,091 + SKB 42,000): nilai akhir 71,091 sama, SKD 400 sama, TKP 185 sama, TIU 120 sama, TWK 95 sama, IPK sama, usia lebih muda daripada peringkat 2. Masuk jumlah kebutuhan.',
      'p-4':
        'Peringkat 4 dengan nilai akhir 71,091 (SKD 29,091 + SKB 42,000): nilai akhir 71,091 sama, SKD 400 sama, TKP 185 sama, TIU 120 sama, TWK 95 sama, IPK lebih rendah daripada peringkat 3. Di luar jumlah kebutuhan.',
      'p-5':
        'Peringkat 5 dengan nilai akhir 71,091 (SKD 26,691 + SKB 44,400): nilai akhir 71,091 sama, SKD 367 di bawah 400 (peringkat 4). Di luar jumlah kebutuhan.',
      'p-6': 'Tidak hadir pada tes SKB atau sebagian darinya.',
      'p-7': 'Mengundurkan diri. NIP sudah terbit, sehingga tempatnya tidak diisi lagi.',
      'p-8': 'Tidak memenuhi syarat pada tahap SKB.',
    })
  })

  it('in English', () => {
    const sentences = words([formation('V', { need: 4 })], candidates, 'en')
    expect(sentences['p-3']).toBe(
      'Place 3 with a final score of 71.091 (SKD 29.091 + SKB 42.000): final score 71.091 equal, SKD 400 equal, TKP 185 equal, TIU 120 equal, TWK 95 equal, GPA equal, younger than place 2. Within the need.',
    )
    expect(sentences['p-4']).toMatch(/GPA lower than place 3\. Beyond the need\.$/)
    expect([sentences['p-6'], sentences['p-7']]).toEqual([
      'Absent from the SKB or a part of it.',
      'Withdrew. The NIP was issued, so the place is not filled again.',
    ])
  })

  it('names nobody, and shows no birth date and no IPK', () => {
    for (const lang of ['id', 'en'] as const)
      for (const sentence of Object.values(words([formation('V', { need: 4 })], candidates, lang)))
        expect(sentence).not.toMatch(/p-\d|199\d|3[.,]77|3[.,]66|undefined|null/)
  })

  it('of equals: within, beyond, to be decided, decided, and what is missing', () => {
    const pair = (of: Partial<FinalCandidate> = {}) => ['a', 'b'].map((id) => finalist(id, 'V', same, 350, of))
    const known = pair({ birthDate: '1990-01-01' })
    const shared = 'nilai akhir 71,091, SKD 400, TKP 185, TIU 120, TWK 95, usia'
    const head = 'Peringkat 1 dengan nilai akhir 71,091 (SKD 29,091 + SKB 42,000)'
    expect(words([formation('V', { need: 2 })], known, 'id')['a']).toBe(
      `${head}: bersama 1 peserta lain (${shared} sama). Masuk jumlah kebutuhan.`,
    )
    expect(words([formation('V', { need: 0 })], known, 'id')['a']).toMatch(/Di luar jumlah kebutuhan\.$/)
    expect(words([formation('V')], known, 'id')['a']).toBe(
      `${head}: sama dengan 1 peserta lain (${shared}). Urutan pada tempat terakhir harus diputuskan panitia.`,
    )
    expect(words([formation('V')], known, 'en')['a']).toMatch(
      /: equal with 1 other \(.*age\)\. The committee must decide the order at the last place\.$/,
    )
    const decisions = [{ vacancy: 'V', order: ['b', 'a'], reason: 'Nama terang' }]
    expect(words([formation('V')], known, 'id', { decisions })).toEqual({
      b: `${head}: sama dengan 1 peserta lain pada semua urutan, sehingga panitia yang memutuskan. Masuk jumlah kebutuhan.`,
      a: `${head.replace('1', '2')}: sama dengan 1 peserta lain pada semua urutan, sehingga panitia yang memutuskan. Di luar jumlah kebutuhan.`,
    })
    expect(words([formation('V')], pair(), 'id')['a']).toMatch(/usia belum dapat dibandingkan karena ada tanggal lahir/)
    const mixed = (first: string | null, second: string | null) =>
      words(
        [formation('V')],
        [finalist('a', 'V', same, 350, { gpa: first }), finalist('b', 'V', same, 350, { gpa: second })],
        'id',
      )['a']
    expect(mixed('3.5', '85')).toMatch(/IPK dan nilai rata-rata ijazah tidak dapat dibandingkan/)
    expect(mixed('3.5', null)).toMatch(/IPK belum dapat dibandingkan karena ada yang kosong/)
  })

  it('of a move and of a replacement', () => {
    const vacancies = [
      formation('V', { need: 0 }),
      formation('K', { needType: 'disabilitas' }),
      formation('W', { unit: 'SDN 7' }),
    ]
    const two = [finalist('a', 'V', same, 400), finalist('b', 'V', same, 350)]
    const id = words(vacancies, two, 'id')
    expect(id['a']).toBe(
      'Peringkat 1 dengan nilai akhir 77,091 (SKD 29,091 + SKB 48,000). Lulus pada jenis kebutuhan lain di unit yang sama (Umum → Khusus penyandang disabilitas), karena tempatnya tidak terisi.',
    )
    expect(id['b']).toMatch(/\. Lulus di unit SDN 7, karena tempatnya tidak terisi\.$/)
    const gone = { ...(two[0] as FinalCandidate), dropped: { code: 'APS' as const, keepsSeat: false } }
    const held = new Map([['a', 'V']])
    expect(words([formation('V')], [gone, two[1] as FinalCandidate], 'id', { held })['b']).toMatch(
      /^Peringkat 1 dengan nilai akhir .*\)\. Lulus sebagai pengganti peserta yang mengundurkan diri atau gugur\.$/,
    )
    const [row] = decideFinal(skd2024, vacancies, two)
    if (row) expect(() => explainFinal(row, skd2024, new Map(), 'id')).toThrow(/no words for vacancy V/)
  })
})
