import { beforeAll, describe, expect, it } from 'vitest'
import type { ImportReport, Page } from '../protocol/http.ts'
import type { ApplicationRow } from '../protocol/verification.ts'
import { readTables } from '../recruitment/sheet.ts'
import { must, type Staff } from '../testing/test-app.ts'
import {
  applicantCells,
  applicantsCsv,
  nikOf,
  numberOf,
  TMS,
  type VerificationDesk,
  verificationDesk,
} from '../testing/verification-desk.ts'

describe('the applicants’ table', () => {
  let desk: VerificationDesk
  let panitia: Staff
  let ani: Staff
  beforeAll(async () => {
    desk = await verificationDesk(60)
    panitia = desk.staff[0]
    ani = await desk.app.staff('verifier')
    for (const failed of [[], [TMS]]) must((await desk.decide(ani, await desk.take(ani), failed)).body)
  })
  const ask = async (filters: Record<string, string> = {}) => {
    const query = new URLSearchParams({ period: desk.period, ...filters })
    return must((await panitia.get(`/api/applications?${query}`)).body as Page<ApplicationRow>)
  }
  const numbers = async (filters: Record<string, string>) => (await ask(filters)).rows.map(({ number }) => number)

  it('[VC17] comes page by page in the order of sending', async () => {
    const first = await ask()
    expect([first.total, first.rows.length, first.pageSize]).toEqual([60, 50, 50])
    expect(first.rows[0]).toMatchObject({
      number: numberOf(1),
      state: 'passed',
      officer: ani.username,
      announced: false,
    })
    expect((await numbers({ page: '2' })).at(-1)).toBe(numberOf(60))
  })

  it.each([
    ['state', { state: 'failed' }, [2]],
    ['officer', { officer: 'verifier-3' }, [1, 2]],
    ['vacancy and state', { vacancy: 'v-F-1', state: 'passed' }, [1]],
    ['number', { query: 'l-0042' }, [42]],
    ['name', { query: 'contoh ab' }, [28]],
    ['whole NIK', { query: nikOf(7) }, [7]],
    ['part of a NIK: it is no name', { query: nikOf(7).slice(0, 10) }, []],
    ['letters that a search could take for its own', { query: '%' }, []],
    ['nothing announced yet', { state: 'announced' }, []],
  ])('[VC17] filters by %s', async (_, filters, wanted) => {
    expect(await numbers(filters)).toEqual(wanted.map(numberOf))
  })

  it.each([
    ['-submitted', 60],
    ['number', 1],
    ['-number', 60],
    ['-name', 26],
    ['name', 1],
    ['state', 2],
    ['nonsense', 1],
  ])('[VC17] sorts by %s', async (sort, first) => {
    expect((await numbers({ sort }))[0]).toBe(numberOf(first))
  })

  it('[VC17] is exported as it is shown: filters, order, masked', async () => {
    const query = new URLSearchParams({ period: desk.period, vacancy: 'v-F-2', sort: '-number' })
    const csv = (await panitia.get(`/api/applications/export.csv?${query}`)).body as string
    const lines = csv.trim().split('\r\n')
    expect(lines).toHaveLength(31)
    expect(lines[1]).toMatch(/^L-0060;Pelamar Contoh BH;1508•+\d\d;F-2;/)
    expect(csv).not.toContain(nikOf(60))
    const { raw } = await panitia.get(`/api/applications/export.xlsx?${query}`)
    const [sheet] = readTables(raw)
    const rows = sheet && 'lines' in sheet.table ? sheet.table.lines : []
    expect(rows[1]?.cells.slice(0, 2)).toEqual(['L-0060', 'Pelamar Contoh BH'])
    expect(rows).toHaveLength(31)
  })
})

describe('sheets of other offices', () => {
  const send = async (desk: VerificationDesk, texts: Record<string, string | Buffer>, choice = {}) => {
    const files = Object.entries(texts).map(([name, text]) => ({ name, base64: Buffer.from(text).toString('base64') }))
    const body = { files, partial: false, dryRun: false, ...choice }
    return (await desk.staff[0].post(`/api/verification/periods/${desk.period}/import`, body)).body as ImportReport
  }
  const problems = (report: ImportReport) =>
    report.files.flatMap(({ refused }) => refused.map(({ where, reason }) => `${where}: ${reason}`))
  const people = async (desk: VerificationDesk) => {
    const { store } = desk.app.services
    return (await store.read.select().from(store.tables.application)).length
  }
  let empty: VerificationDesk
  beforeAll(async () => {
    empty = await verificationDesk(0)
  })
  const bad = (change: Record<string, string>, serial = 3) => applicantsCsv([{ ...applicantCells(serial), ...change }])

  it.each([
    ['nik', nikOf(3).slice(1), 'baris 2, kolom nik: 15 angka, seharusnya 16'],
    ['nik', '15080101019600AB', 'baris 2, kolom nik: berisi selain angka'],
    ['nik', nikOf(4), 'baris 2, kolom nik: Menurut NIK tanggal lahirnya'],
    ['kk', '1508', 'baris 2, kolom kk: 4 angka, seharusnya 16'],
    ['tanggal_lahir', '1996-02-30', 'baris 2, kolom tanggal_lahir: tidak terbaca'],
    ['jenis_kelamin', 'X', 'baris 2, kolom jenis_kelamin: tulis P (perempuan) atau L'],
    ['email', 'bukan alamat', 'baris 2, kolom email: bukan alamat e-mail yang sah'],
    ['telepon', '12', 'baris 2, kolom telepon: bukan nomor HP Indonesia'],
    ['kode_formasi', 'F-9', 'baris 2, kolom kode_formasi: formasi "F-9" tidak ada pada periode ini'],
    ['kode_wilayah', '99.99.99', 'baris 2, kolom kode_wilayah: kode wilayah "99.99.99" tidak dikenal'],
    ['jenjang', 'D9', 'baris 2, kolom jenjang: "D9" tidak dikenal'],
    ['program_studi', 'sihir', 'baris 2, kolom program_studi: kode "sihir" tidak ada pada jenjang ini'],
    ['tahun_lulus', '1890', 'baris 2, kolom tahun_lulus: bukan tahun 1950'],
    ['ipk', '4,5', 'baris 2, kolom ipk: bukan bilangan 0 sampai 4'],
    ['dikirim_wib', '2031-01-01', 'baris 2, kolom dikirim_wib: tidak terbaca atau belum lewat'],
    ['nomor', '!', 'baris 2, kolom nomor: harus 3 sampai 40'],
    ['nama', 'R2D2', 'baris 2, kolom nama: Nama tidak memuat angka'],
  ])('[VC18] names the cell: %s = %s', async (column, value, words) => {
    const report = await send(empty, { 'a.csv': bad({ [column]: value }) })
    expect(report.committed).toBe(false)
    expect(problems(report).join('\n')).toContain(words)
    expect(problems(report).join('\n')).not.toContain(nikOf(3))
    expect(await people(empty)).toBe(0)
  })

  it('[VC18] every wrong cell of a row is named, not only the first', async () => {
    const report = await send(empty, { 'a.csv': bad({ ipk: '9', kk: '1', jenjang: '?' }) }, { dryRun: true })
    expect(problems(report)).toHaveLength(3)
  })

  it('[VC18] is checked first, taken whole, in part only on request; the audit keeps the digest', async () => {
    const desk = await verificationDesk(0)
    const csv = applicantsCsv([applicantCells(1), { ...applicantCells(2), ipk: '9' }, applicantCells(3)])
    const dry = await send(desk, { 'a.csv': csv }, { dryRun: true })
    expect([dry.committed, dry.files[0]?.taken, dry.digest]).toEqual([false, 2, undefined])
    expect((await send(desk, { 'a.csv': csv })).committed).toBe(false)
    expect(await people(desk)).toBe(0)
    const part = await send(desk, { 'a.csv': csv }, { partial: true })
    expect([part.committed, part.files[0]?.taken]).toEqual([true, 2])
    expect(await people(desk)).toBe(2)
    const { store } = desk.app.services
    const rows = await store.read.select().from(store.tables.audit)
    const kept = rows.find(({ action }) => action === 'applications.import')
    expect(JSON.parse(kept?.detail ?? '{}')).toMatchObject({
      digest: part.digest,
      applicants: 2,
      documents: 0,
      results: 0,
    })
    expect(part.digest).toMatch(/^[0-9a-f]{64}$/)
    expect(problems(await send(desk, { 'a.csv': csv })).join('\n')).toContain('satu NIK satu lamaran')
  })

  it('[VC18] one NIK and one number once, also within a file and over two files of one import', async () => {
    const desk = await verificationDesk(0)
    const twice = { ...applicantCells(2), nik: nikOf(1), tanggal_lahir: applicantCells(1)['tanggal_lahir'] ?? '' }
    const report = await send(desk, {
      'a.csv': applicantsCsv([applicantCells(1)]),
      'b.csv': applicantsCsv([twice, applicantCells(1)]),
    })
    expect(problems(report)).toEqual([
      'baris 2, kolom nik: sudah dipakai lamaran lain pada periode ini: satu NIK satu lamaran',
      'baris 3, kolom nomor: "L-0001" sudah ada; satu nomor satu lamaran',
      'baris 3, kolom nik: sudah dipakai lamaran lain pada periode ini: satu NIK satu lamaran',
    ])
  })

  it('[VC18] documents and results are checked against the applications', async () => {
    const desk = await verificationDesk(3)
    await desk.apply([5, 6, 7])
    const digest = 'a'.repeat(64)
    const report = await send(desk, {
      'dokumen.csv': [
        'nomor;jenis_dokumen;nama_berkas;sha256;byte;halaman',
        `L-0001;ijazah;ijazah.pdf;${digest};1000;2`,
        `L-0009;ijazah;ijazah.pdf;${digest};1000;2`,
        `L-0001;ijazah;lagi.pdf;${digest};1000;2`,
        `L-0002;sim;sim.pdf;abc;0;2`,
      ].join('\n'),
      'hasil.csv': [
        'nomor;hasil;syarat;alasan;keterangan',
        'L-0001;MS;;;',
        'L-0002;TMS;education;education-differs;beda jurusan',
        'L-0002;TMS;umur;age-outside;',
        'L-0003;TMS;education;karena;',
        'L-0005;TMS;bahasa;not-proven;',
        'L-0006;TMS;age;gpa-low;',
        'L-0007;TMS;age;other;',
        'L-0004;MS;;;',
      ].join('\n'),
    })
    expect(problems(report).map((line) => line.split('; tulis')[0])).toEqual([
      'baris 3, kolom nomor: lamaran "L-0009" tidak ada pada periode ini',
      'baris 4, kolom jenis_dokumen: sudah ada untuk lamaran ini; satu dokumen tiap jenis',
      'baris 5, kolom jenis_dokumen: "sim" tidak dikenal',
      'baris 5, kolom sha256: 3 huruf, seharusnya 64 huruf heksadesimal',
      'baris 5, kolom byte: bukan bilangan byte yang sah',
      'baris 4, kolom syarat: "umur" bukan persyaratan lamaran ini',
      'baris 5, kolom alasan: "karena" bukan kode alasan untuk syarat ini',
      'baris 7, kolom alasan: "gpa-low" bukan kode alasan untuk syarat ini',
      'baris 8, kolom keterangan: alasan lain perlu keterangan, paling sedikit 4 huruf',
      'baris 9, kolom nomor: lamaran "L-0004" tidak ada atau sudah diputus',
      'lamaran L-0005, kolom hasil: TMS, tetapi tidak ada syarat wajib yang gagal',
    ])
    expect(report.files.map(({ taken }) => taken)).toEqual([0, 0])
  })

  it('[VC18] what is none of the three sheets is said so', async () => {
    expect(problems(await send(empty, { 'x.csv': 'a;b\n1;2' }))).toEqual([
      'berkas: bukan lembar pelamar, indeks dokumen, atau hasil; lihat contoh format',
    ])
    const template = (await empty.staff[0].get('/api/verification/template.xlsx')).raw
    expect(problems(await send(empty, { 'contoh.xlsx': template }))).toEqual([])
  })

  it('[VC19] exported, imported elsewhere and exported again it is the same', async () => {
    const first = await verificationDesk(7)
    const files = {
      'd.csv': `nomor;jenis;berkas;sha256;byte;halaman\nL-0001;ijazah;ijazah saya.pdf;${'b'.repeat(64)};1234;3`,
      'h.csv':
        'nomor;hasil;syarat;alasan;keterangan\nL-0001;MS;;;\nL-0002;TMS;education;education-differs;lain jurusan\nL-0002;TMS;doc:ktp;other;buram sekali',
    }
    must(await send(first, files))
    const out = async (desk: VerificationDesk) =>
      (
        await desk.staff[0].post(`/api/verification/periods/${desk.period}/export`, {
          purpose: 'dipindah ke server kabupaten',
        })
      ).raw
    const book = await out(first)
    const second = await verificationDesk(0)
    expect(await send(second, { 'semua.xlsx': book })).toMatchObject({ committed: true })
    expect(readTables(await out(second))).toEqual(readTables(book))
    expect(readTables(book).map(({ sheet, table }) => [sheet, 'lines' in table ? table.lines.length : 0])).toEqual([
      ...[
        ['Pelamar', 8],
        ['Dokumen', 2],
        ['Hasil', 4],
      ],
    ])
    expect((await second.row(2)).state).toBe('failed')
    const trail = await first.app.services.store.read.select().from(first.app.services.store.tables.audit)
    expect(trail.at(-1)).toMatchObject({ action: 'applications.export', detail: expect.stringContaining('dipindah') })
  })
})
