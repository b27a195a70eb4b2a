import { describe, expect, it } from 'vitest'
import type { BlueprintSection } from './blueprint.ts'
import { bank, blueprintOf } from './build.ts'
import type { ItemId } from './item.ts'
import { bankProblems, blueprintProblems } from './problems.ts'

const pool = bank()
  .section('TWK', 30, { topics: ['Pancasila', 'Sejarah', 'Bela negara'] })
  .section('TIU', 28, { topics: ['Deret', 'Logika'], difficulties: [1, 1, 2, 3] })
  .build().items

const sentences = (sections: Record<string, number | Partial<BlueprintSection>>, items = pool) =>
  blueprintProblems(blueprintOf(sections), items).map((problem) => problem.id)

describe('[F12] problems of a blueprint', () => {
  it.each<[string, Record<string, number | Partial<BlueprintSection>>, string[]]>([
    ['nothing wrong', { TWK: 30, TIU: 28 }, []],
    ['too few items', { TIU: 35 }, ['TIU: perlu 35 soal, tersedia 28 (kurang 7).']],
    ['no items at all', { TKP: 45 }, ['TKP: perlu 45 soal, tersedia 0 (kurang 45).']],
    [
      'too few in several sections',
      { TWK: 31, TIU: 29 },
      ['TWK: perlu 31 soal, tersedia 30 (kurang 1).', 'TIU: perlu 29 soal, tersedia 28 (kurang 1).'],
    ],
    [
      'too few of a topic',
      { TWK: { count: 20, topics: [{ value: 'Sejarah', count: 12 }] } },
      ['TWK, topik "Sejarah": perlu 12 soal, tersedia 10 (kurang 2).'],
    ],
    [
      'a topic nobody wrote',
      { TWK: { count: 20, topics: [{ value: 'Wawasan', count: 1 }] } },
      ['TWK, topik "Wawasan": perlu 1 soal, tersedia 0 (kurang 1).'],
    ],
    [
      'too few outside the topics',
      { TWK: { count: 25, topics: [{ value: 'Sejarah', count: 2 }] } },
      ['TWK, di luar kuota topik: perlu 23 soal, tersedia 20 (kurang 3).'],
    ],
    [
      'too few of a difficulty',
      { TIU: { count: 10, difficulties: [{ value: '3', count: 8 }] } },
      ['TIU, tingkat "3": perlu 8 soal, tersedia 7 (kurang 1).'],
    ],
    [
      'topic and difficulty that exclude each other',
      // Difficulty 3 occurs in 'Logika' alone, and 14 of Deret leave only 6 places for the 7 of difficulty 3.
      { TIU: { count: 20, topics: [{ value: 'Deret', count: 14 }], difficulties: [{ value: '3', count: 7 }] } },
      ['TIU, topik Deret dengan tingkat 3: perlu 1 soal, tersedia 0 (kurang 1).'],
    ],
    [
      'quotas above the count',
      { TWK: { count: 5, topics: [{ value: 'Sejarah', count: 6 }] } },
      ['TWK: kuota topik berjumlah 6, padahal subtes hanya 5 soal (lebih 1).'],
    ],
    ['a count of zero', { TWK: 0 }, ['TWK: jumlah soal harus bilangan bulat, paling sedikit 1.']],
    ['a broken count', { TWK: 2.5 }, ['TWK: jumlah soal harus bilangan bulat, paling sedikit 1.']],
    [
      'a quota below zero',
      { TWK: { count: 5, topics: [{ value: 'Sejarah', count: -1 }] } },
      ['TWK: kuota topik "Sejarah" harus bilangan bulat, paling sedikit 0.'],
    ],
    [
      'an unknown difficulty',
      { TWK: { count: 5, difficulties: [{ value: 'sukar', count: 1 }] } },
      ['TWK: tingkat kesulitan "sukar" tidak dikenal; pakai 1, 2, atau 3.'],
    ],
    [
      'a topic given twice',
      {
        TWK: {
          count: 5,
          topics: [
            { value: 'Sejarah', count: 1 },
            { value: 'Sejarah', count: 1 },
          ],
        },
      },
      ['TWK: kuota topik "Sejarah" ditulis lebih dari sekali.'],
    ],
  ])('%s', (_, sections, expected) => {
    expect(sentences(sections)).toEqual(expected)
  })

  it('a section given twice, no section, wrong times', () => {
    const rule = blueprintOf({ TWK: 5 })
    const ids = (changed: Partial<typeof rule>) =>
      blueprintProblems({ ...rule, ...changed }, pool).map((problem) => problem.id)
    expect(ids({ sections: [...rule.sections, ...rule.sections] })).toEqual(['Subtes "TWK" ditulis lebih dari sekali.'])
    expect(ids({ sections: [] })).toEqual(['Kisi-kisi belum memiliki subtes.'])
    expect(ids({ minutes: 0 })).toEqual(['Waktu pengerjaan harus bilangan bulat menit, paling sedikit 1.'])
    expect(ids({ minutes: Number.NaN })).toHaveLength(1)
    expect(ids({ accommodationMinutes: { netra: 1.5 } })).toEqual([
      'Waktu akomodasi "netra" harus bilangan bulat menit, paling sedikit 1.',
    ])
    expect(ids({ graceMs: -1 })).toEqual(['Toleransi keterlambatan (ms) harus bilangan bulat, paling sedikit 0.'])
  })

  it('an item twice in the pool', () => {
    expect(sentences({ TWK: 5 }, [...pool, pool[0]!])).toEqual(['Soal "TWK-001" tercantum lebih dari sekali di bank.'])
  })

  it('one item claimed by two sections', () => {
    const source = { sections: ['TWK'] }
    expect(sentences({ A: { count: 20, source }, B: { count: 15, source }, TIU: 10 })).toEqual([
      'A dan B memakai soal yang sama; bersama perlu 35 soal, tersedia 30 (kurang 5).',
    ])
    const topics = [{ value: 'Sejarah', count: 6 }]
    expect(sentences({ A: { count: 10, source, topics }, B: { count: 10, source, topics } })).toEqual([
      'A dan B memakai soal yang sama, dan kuota mereka tidak dapat dipenuhi bersama. Tambah soal atau pisahkan sumbernya.',
    ])
  })

  it('enemies: too few can meet', () => {
    const { items } = bank().section('TIU', 20, { enemyPairs: 10 }).build()
    expect(sentences({ TIU: 10 }, items)).toEqual([])
    expect(sentences({ TIU: 11 }, items)).toEqual([
      'TIU: perlu 11 soal, tetapi paling banyak 10 dapat berada dalam satu paket karena kata musuh (kurang 1).',
    ])
  })

  it('enemies: across sections', () => {
    const { items } = bank().section('A', 2).section('B', 2).build()
    for (const item of items) item.enemies = ['sama']
    expect(sentences({ A: 1 }, items)).toEqual([])
    expect(sentences({ A: 1, B: 1 }, items)).toEqual([
      'Tidak ditemukan paket yang memenuhi semua kuota tanpa mempertemukan soal yang bermusuhan (kata musuh: sama). Tambah soal atau kurangi kata musuh.',
    ])
  })

  it('an English sentence goes with each', () => {
    expect(blueprintProblems(blueprintOf({ TIU: 35 }), pool)).toEqual([
      {
        where: 'TIU',
        id: 'TIU: perlu 35 soal, tersedia 28 (kurang 7).',
        en: 'TIU: needs 35 items, 28 available (7 short).',
      },
    ])
  })
})

describe('problems of a bank', () => {
  it('none in a built bank', () => {
    const { items, keys } = bank().section('TIU', 4).section('TKP', 4, { kind: 'weighted' }).build()
    expect(bankProblems(items, keys)).toEqual([])
  })

  it('lists each', () => {
    const { items, keys } = bank()
      .section('TIU', 5, { options: 3 })
      .section('TKP', 1, { kind: 'weighted', options: 3 })
      .build()
    const [one, two, three, four] = items as [
      (typeof items)[0],
      (typeof items)[0],
      (typeof items)[0],
      (typeof items)[0],
    ]
    one.item.stem = ' '
    two.item.options.length = 1
    three.item.options[1]!.id = 'A'
    four.item.options[0]!.id = 'Z'
    const changed = [
      ...keys.filter((key) => key.item !== 'TIU-005' && key.kind === 'single'),
      { item: 'TKP-001' as ItemId, version: 1, kind: 'weighted' as const, weights: { A: 1, B: 1.5, D: 3 } },
    ]
    expect(bankProblems([...items, one], changed).map((problem) => problem.id)).toEqual([
      'Soal TIU-001: tercantum lebih dari sekali.',
      'Soal TIU-001: pertanyaan kosong.',
      'Soal TIU-002: opsi kurang dari dua.',
      'Soal TIU-002: kunci menunjuk opsi B yang tidak ada.',
      'Soal TIU-003: opsi A ditulis dua kali.',
      'Soal TIU-004: kunci menunjuk opsi A yang tidak ada.',
      'Soal TIU-005: belum ada kunci.',
      'Soal TKP-001: bobot opsi B tidak ada atau bukan bilangan bulat.',
      'Soal TKP-001: bobot opsi C tidak ada atau bukan bilangan bulat.',
      'Soal TKP-001: bobot menunjuk opsi D yang tidak ada.',
      'Soal TIU-001: pertanyaan kosong.',
    ])
  })

  it('accepts for every item a key that gives it to everybody or makes it void', () => {
    const { items, keys } = bank().section('TIU', 1).section('TKP', 1, { kind: 'weighted' }).build()
    for (const kind of ['given', 'void'] as const)
      expect(bankProblems(items, [...keys, ...keys.map(({ item }) => ({ item, version: 2, kind }))])).toEqual([])
  })
})
