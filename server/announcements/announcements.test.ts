import { describe, expect, it } from 'vitest'
import type { DocumentRule } from '../protocol/recruitment.ts'
import type { VacancyContent, VacancyVersion } from '../protocol/vacancies.ts'
import { cut, found, NO_QUESTION, PAGE_ROWS, type PublicVacancy, queryOf, questionOf } from './catalogue.ts'
import { changesOf } from './changes.ts'
import { longDay, longMoment, span, stamp } from './days.ts'
import { KeptFiles } from './kept-export.ts'
import { oneLine, paragraphs } from './plain-words.ts'
import { requirementWords, sizeWords } from './requirement-words.ts'
import { wrapped } from './sheet.ts'
import { serverWays } from './ways.ts'

const plain: PublicVacancy = {
  ...{ id: 'v1', code: '61010001', position: 'Perawat Terampil', unit: 'Puskesmas Muara Bungo I', place: 'Pasar' },
  ...{ needType: { id: 'Umum', en: 'General' }, needTypeId: 'umum', need: 2, education: 'D-III Keperawatan' },
  ...{ requirements: {}, description: [], extras: [], applicants: 0, version: 1, publishedAt: 0, updatedAt: 0 },
  changes: [],
}
const vacancy = (some: Partial<PublicVacancy>): PublicVacancy => ({ ...plain, ...some })

describe('words of people', () => {
  it.each([
    ['signs that turn a line', 'Pera\u202Ewat\u2066 A\u200F', 'Perawat A'],
    ['signs that show nothing', 'Pe\u200Bra\u00ADwat\uFEFF', 'Perawat'],
    ['controls and line ends', 'Pera\u0000wat\r\n Ahli\u2028Satu', 'Perawat Ahli Satu'],
    ['half of a pair', 'Perawat \uD83D', 'Perawat'],
    ['markup stays what it is: text', '<script>"x"</script>', '<script>"x"</script>'],
    ['letters of other scripts', 'Ñandú ﷺ 😀', 'Ñandú ﷺ 😀'],
  ])('[AN2] %s', (_, typed, shown) => expect(oneLine(typed)).toBe(shown))

  it('[AN2] a longer text keeps its paragraphs', () =>
    expect(paragraphs('satu\r\n\r\n  dua \u202E\n\u200B\ntiga')).toEqual(['satu', 'dua', 'tiga']))
})

describe('the question in the address', () => {
  it.each([
    ['nothing', {}, NO_QUESTION],
    [
      'all of it',
      { q: ' perawat ', pendidikan: 'd3', unit: 'RSUD', jenis: 'umum', hal: '3' },
      { q: 'perawat', education: 'd3', unit: 'RSUD', kind: 'umum', page: 3 },
    ],
    ['what is no question of ours', { pendidikan: 'dokter', hal: '0', q: ['a', 'b'] }, NO_QUESTION],
    ['a page beyond all pages', { hal: '99999999' }, NO_QUESTION],
  ])('[AN5] %s', (_, query, question) => expect(questionOf(query)).toEqual(question))

  it('[AN5] goes into the address and comes back', () => {
    const question = { q: 'a&b=c "d"', education: 's1', unit: 'UPTD é', kind: 'umum', page: 2 } as const
    const back = Object.fromEntries(new URLSearchParams(queryOf(question)))
    expect(questionOf(back)).toEqual(question)
    expect(queryOf(NO_QUESTION)).toBe('')
  })

  it.each([
    [41, 1, 2, PAGE_ROWS],
    [41, 2, 2, 1],
    [41, 7, 2, 1],
    [0, 3, 1, 0],
  ])('[AN5] %i rows, page %i', (rows, page, pages, shown) => {
    const part = cut(
      Array.from({ length: rows }, (_, at) => at),
      page,
      PAGE_ROWS,
    )
    expect([part.pages, part.rows.length, part.page]).toEqual([pages, shown, Math.min(page, pages)])
  })

  const all = [
    plain,
    vacancy({
      code: '2',
      position: 'Guru Kelas',
      education: 'S-1/D-IV PGSD',
      unit: 'SDN 1',
      needTypeId: 'disabilitas',
    }),
    vacancy({
      code: '3',
      position: 'Dokter',
      education: 'x',
      requirements: { education: [{ level: 'profesi', programmes: [] }] },
    }),
  ]
  it.each([
    [{ q: 'PERAWAT bungo' }, ['61010001']],
    [{ q: '6101' }, ['61010001']],
    [{ q: 'perawat guru' }, []],
    [{ unit: 'SDN 1' }, ['2']],
    [{ kind: 'disabilitas' }, ['2']],
    [{ education: 's1' as const }, ['2']],
    [{ education: 'd4' as const }, ['2']],
    [{ education: 'd3' as const }, ['61010001']],
    [{ education: 'd1' as const }, []],
    [{ education: 'profesi' as const }, ['3']],
  ])('[AN5] %o', (some, codes) =>
    expect(found(all, { ...NO_QUESTION, ...some }).map(({ code }) => code)).toEqual(codes),
  )
})

describe('days', () => {
  it.each([
    ['2026-09-20', '2026-09-22', '20–22 September 2026', '20–22 September 2026'],
    ['2026-11-21', '2026-12-11', '21 November – 11 Desember 2026', '21 November – 11 December 2026'],
    ['2026-12-31', '2027-01-01', '31 Desember 2026 – 1 Januari 2027', '31 December 2026 – 1 January 2027'],
    ['2026-09-20', '2026-09-20', '20 September 2026', '20 September 2026'],
  ])('[AN6] %s to %s', (from, until, id, en) => {
    expect(span(from, until, 'id')).toBe(id)
    expect(span(from, until, 'en')).toBe(en)
  })

  it('[AN6] are WIB, whatever the machine believes', () => {
    const at = Date.UTC(2026, 10, 24, 18, 5) // 01.05 the next day in WIB
    expect(longMoment(at, 'id')).toBe('25 November 2026 pukul 01.05 WIB')
    expect(longMoment(at, 'en')).toBe('25 November 2026 at 01:05 WIB')
    expect(stamp(at)).toBe('2026-11-25T01:05:00+07:00')
    expect(longDay('no day', 'id')).toBe('no day')
  })
})

const documents: DocumentRule[] = [
  { kind: 'str', id: 'STR', en: 'Registration', hintId: '', hintEn: '', type: 'pdf', bytesMax: 1024, needed: true },
]
describe('requirements in words', () => {
  it('says everything that is asked, in both languages', () => {
    const asked = {
      education: [{ level: 'd3' as const, programmes: ['keperawatan'] }],
      ...{ ageMin: 18, ageMax: 35, gpaMin: '3.00', experienceMonths: 24, disability: true },
      others: [
        { code: 'str', id: 'Memiliki STR.', en: 'Holds a registration.', document: 'str', needed: true },
        { code: 'far', id: 'Bersedia\u202E di desa', en: 'Willing', document: null, needed: false },
      ],
    }
    expect(requirementWords(asked, 'lain', documents, 'id')).toEqual([
      'Pendidikan: D-III Keperawatan.',
      'Usia 18 sampai 35 tahun saat mengirim lamaran.',
      'IPK paling rendah 3,00.',
      'Pengalaman kerja yang relevan paling sedikit 2 tahun.',
      'Khusus penyandang disabilitas.',
      'Memiliki STR, dibuktikan dengan STR.',
      'Bersedia di desa (menguatkan, tidak wajib).',
    ])
    expect(requirementWords(asked, 'lain', documents, 'en')).toEqual([
      'Education: Diploma III Nursing.',
      'Aged 18 to 35 when the application is sent.',
      'Grade point average of at least 3.00.',
      'Relevant work for at least 2 years.',
      'For people with a disability alone.',
      'Holds a registration, shown by: Registration.',
      'Willing (helps, not required).',
    ])
  })
  it.each([
    [{}, '', []],
    [{}, 'S-1 Hukum', ['Pendidikan: S-1 Hukum.']],
    [{ ageMax: 40, ageOn: '2026-12-01' }, '', ['Usia paling tinggi 40 tahun pada 1 Desember 2026.']],
    [{ ageMin: 18 }, '', ['Usia paling rendah 18 tahun saat mengirim lamaran.']],
    [{ experienceMonths: 18 }, '', ['Pengalaman kerja yang relevan paling sedikit 18 bulan.']],
  ])('%o', (asked, education, lines) => expect(requirementWords(asked, education, [], 'id')).toEqual(lines))

  it.each([
    [204_800, '200 KB'],
    [1024 * 1024, '1 MB'],
    [1.5 * 1024 * 1024, '1,5 MB'],
  ])('%i bytes', (bytes, words) => expect(sizeWords(bytes, 'id')).toBe(words))
})

describe('the history', () => {
  const content: VacancyContent = {
    ...{ code: '1', position: 'Perawat', unit: 'A', needType: 'umum', need: 2, education: 'D-III', description: 'x' },
    ...{ requirements: { ageMax: 35 }, skbPlan: { extras: [] }, thresholds: {} },
  }
  const version = (n: number, some: Partial<VacancyContent>, note = ''): VacancyVersion => ({
    ...{ version: n, at: n * 1000, actor: 'somebody', note, content: { ...content, ...some } },
  })
  const kindOf = (id: string) => ({ id: `Jenis ${id}`, en: `Kind ${id}` })

  it('[AN7] says before and after of everything that changed, the newest first, and never who did it', () => {
    const later = {
      ...{ need: 3, needType: 'khusus', description: 'y', thresholds: { TWK: 65 } },
      requirements: { ageMax: 40, gpaMin: '3.00' },
      skbPlan: { extras: [{ kind: 'praktik', weight: 25 }] },
    }
    const changes = changesOf(
      [version(3, { ...later, unit: 'B' }), version(2, later, 'Ralat\u202E 1'), version(1, {})],
      [],
      kindOf,
    )
    expect(changes.map(({ at, note }) => [at, note])).toEqual([
      [3000, ''],
      [2000, 'Ralat 1'],
    ])
    expect(changes[0]?.lines).toEqual([
      { id: 'Unit penempatan: semula “A”, menjadi “B”.', en: 'Unit: was “A”, is now “B”.' },
    ])
    expect(changes[1]?.lines.map(({ id }) => id)).toEqual([
      'Jenis kebutuhan: semula “Jenis umum”, menjadi “Jenis khusus”.',
      'Jumlah kebutuhan: semula 2, menjadi 3.',
      'Syarat dihapus: Usia paling tinggi 35 tahun saat mengirim lamaran.',
      'Syarat baru: Usia paling tinggi 40 tahun saat mengirim lamaran.',
      'Syarat baru: IPK paling rendah 3,00.',
      'Tes tambahan: semula tidak ada, menjadi praktik 25%.',
      'Nilai ambang batas: semula –, menjadi TWK 65.',
      'Uraian jabatan diubah.',
    ])
    expect(JSON.stringify(changes)).not.toContain('somebody')
  })
  it('[AN7] of what never changed is empty', () => {
    expect(changesOf([version(1, {})], [], kindOf)).toEqual([])
    expect(changesOf([], [], kindOf)).toEqual([])
  })
})

describe('drawn lines', () => {
  const measure = (text: string) => [...text].length
  const lines = (text: string, width: number, linesMax?: number) =>
    wrapped(measure, text, { bold: false, size: 1, width, ...(linesMax && { linesMax }) })
  it.each([
    ['satu dua tiga', 8, undefined, ['satu dua', 'tiga']],
    ['Kepanjangansekali', 5, undefined, ['Kepan', 'janga', 'nseka', 'li']],
    ['satu dua tiga', 4, 2, ['satu', 'dua…']],
    ['satu duaa tiga', 4, 2, ['satu', 'dua…']],
    ['', 5, undefined, []],
  ])('%s in %i', (text, width, linesMax, expected) => expect(lines(text, width, linesMax)).toEqual(expected))
})

describe('ways', () => {
  const ways = serverWays('https://seleksi.example.go.id', { style: 's', font: 'f', 'font-ext': 'e', icon: 'i' })
  it('[AN2] a code is part of a path, whatever is in it', () => {
    expect(ways.vacancy('id', '../x?y#z"')).toBe('/lowongan/..%2Fx%3Fy%23z%22')
    expect(ways.apply('A B')).toBe('/applicant/?vacancy=A%20B')
    expect(ways.address(ways.list('en', '?q=a'))).toBe('https://seleksi.example.go.id/en/vacancies?q=a')
  })
})

describe('files that were made', () => {
  it('[AN11] are made once for the same content, one at a time; the longest unused go first', async () => {
    const kept = new KeptFiles(25)
    const made: string[] = []
    let working = 0
    const make = (name: string) => async () => {
      working += 1
      expect(working).toBe(1)
      await new Promise((done) => setTimeout(done, 2))
      working -= 1
      made.push(name)
      return Buffer.alloc(10)
    }
    await Promise.all(['a', 'b', 'a', 'b'].map((name) => kept.get(name, make(name))))
    expect(made).toEqual(['a', 'b'])
    await kept.get('a', make('a'))
    await kept.get('c', make('c')) // 30 bytes: b has to go
    await kept.get('a', make('a'))
    await kept.get('b', make('b'))
    expect(made).toEqual(['a', 'b', 'c', 'b'])
  })

  it('[AN11] one that cannot be made is tried again, and holds up no other', async () => {
    const kept = new KeptFiles()
    const broken = kept.get('x', () => Promise.reject(new Error('no font')))
    const next = kept.get('y', async () => Buffer.from('y'))
    await expect(broken).rejects.toThrow('no font')
    expect(String(await next)).toBe('y')
    expect(String(await kept.get('x', async () => Buffer.from('x')))).toBe('x')
  })
})
