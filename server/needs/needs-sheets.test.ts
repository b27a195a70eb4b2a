import { describe, expect, it } from 'vitest'
import { readTables, type Table } from '../recruitment/sheet.ts'
import { type Known, kindOf, readPositions, readRequests, readUnits, readWorkloads } from './needs-sheets.ts'

const table = (text: string): Table => (readTables(Buffer.from(text))[0] as { table: Table }).table
const known: Known = {
  units: new Set(['U1', 'U2']),
  positions: new Set(['P1', 'P2']),
  granted: new Map([['U1\0P1', { decree: 'Kepmen 1', used: 3 }]]),
}
const ABK = 'kode_unit;kode_jabatan;uraian_tugas;hasil;volume;per;norma_menit;pegawai_ada\n'

describe('[ND7] a sheet is known by its columns', () => {
  it.each([
    ['kode_unit,nama_unit,jenis_unit', 'units'],
    ['kode_jabatan,nama_jabatan,jenis_jabatan', 'positions'],
    ['Kode Unit,Unit Kerja,Kode Jabatan,Jabatan,Uraian Tugas,Volume', 'workloads'],
    ['kode_unit,kode_jabatan,bezetting', 'workloads'],
    ['kode_unit,kode_jabatan,diusulkan', 'requests'],
    ['nama,alamat', null],
  ])('%s', (head, kind) => expect(kindOf(table(`${head}\n1,2,3\n`))).toBe(kind))
})

describe('[ND7] units', () => {
  it('are read, with a parent that stands further down', () => {
    const { rows, refused } = readUnits(
      table(
        'kode_unit,nama_unit,jenis_unit,kecamatan,kode_induk\nA,Pustu A,Pustu,Rimbo,B\nB,Puskesmas B,Puskesmas,Rimbo,U1\n',
      ),
      known,
    )
    expect(refused).toEqual([])
    expect(rows).toEqual([
      { code: 'A', name: 'Pustu A', kind: 'pustu', district: 'Rimbo', parent: 'B' },
      { code: 'B', name: 'Puskesmas B', kind: 'puskesmas', district: 'Rimbo', parent: 'U1' },
    ])
  })

  it('say for each cell what is wrong', () => {
    const { rows, refused } = readUnits(
      table(
        'kode_unit,nama_unit,jenis_unit,kode_induk\nA B,,dinas,\nC,C,dinas,C\nD,D,dinas,Z\nE,E,dinas,\nE,E,dinas,\n',
      ),
      known,
    )
    expect(rows.map(({ code }) => code)).toEqual(['E'])
    expect(refused.map(({ where }) => where)).toEqual([
      ...['baris 2, kolom kode_unit', 'baris 2, kolom nama_unit', 'baris 3, kolom kode_induk'],
      ...['baris 6, kolom kode_unit', 'baris 4, kolom kode_induk'],
    ])
  })
})

describe('[ND7] positions', () => {
  it('are read with education and the elements of the analysis', () => {
    const text =
      'kode_jabatan;nama_jabatan;jenis_jabatan;kelas;pendidikan;ikhtisar_jabatan;risiko_bahaya\nP9;Perawat Terampil;Fungsional;6;D-III Keperawatan;Merawat pasien;\n'
    expect(readPositions(table(text)).rows).toEqual([
      {
        ...{ code: 'P9', name: 'Perawat Terampil', kind: 'fungsional', class: 6 },
        ...{ education: [{ level: 'd3', programmes: ['keperawatan'] }], analysis: { summary: 'Merawat pasien' } },
      },
    ])
  })
  it('refuse a kind, a class and an education that do not exist, all three at once', () => {
    const { refused } = readPositions(
      table('kode_jabatan;nama_jabatan;jenis_jabatan;kelas;pendidikan\nP9;X;jagoan;18;D-III Sihir\n'),
    )
    expect(refused.map(({ where, reason }) => `${where}: ${reason}`)).toEqual([
      'baris 2, kolom jenis_jabatan: "jagoan" tidak dikenal; tulis struktural, fungsional atau pelaksana',
      'baris 2, kolom kelas_jabatan: "18" bukan kelas jabatan 1 sampai 17',
      expect.stringContaining('kolom pendidikan: "D-III Sihir" tidak ada dalam daftar'),
    ])
  })
})

describe('[ND7] workloads', () => {
  it('gather the lines of a pair; people in place may stand on any of them', () => {
    const { rows, taken, refused } = readWorkloads(
      table(`${ABK}U1;P1;Memeriksa;pasien;20;hari;7,5;\nU1;P1;Melapor;laporan;1;Bulanan;60;4\nU2;P1;;;;;;2\n`),
      known,
    )
    expect(refused).toEqual([])
    expect(taken).toBe(3)
    expect(rows).toEqual([
      {
        ...{ unit: 'U1', position: 'P1', inPlace: 4 },
        duties: [
          { task: 'Memeriksa', product: 'pasien', volume: '20', per: 'day', minutes: '7.5' },
          { task: 'Melapor', product: 'laporan', volume: '1', per: 'month', minutes: '60' },
        ],
      },
      { unit: 'U2', position: 'P1', inPlace: 2, duties: [] },
    ])
  })

  it('of people in place alone leave the duties as they are', () => {
    const { rows } = readWorkloads(table('kode_unit;kode_jabatan;pegawai_ada\nU1;P1;4\n'), known)
    expect(rows).toEqual([{ unit: 'U1', position: 'P1', inPlace: 4 }])
  })

  it('with one wrong line wait whole, for without it the need would be too small', () => {
    const reading = readWorkloads(
      table(`${ABK}U1;P1;Memeriksa;;20;hari;7,5;\nU1;P1;Melapor;;satu;bulan;60;\nU2;P1;Melapor;;1;bulan;60;1\n`),
      known,
    )
    expect(reading.rows.map(({ unit }) => unit)).toEqual(['U2'])
    expect([reading.taken, reading.refused]).toEqual([
      1,
      [{ where: 'baris 3, kolom volume', reason: expect.stringContaining('"satu" bukan bilangan') }],
    ])
    expect(reading.warnings[0]?.reason).toContain('U1 P1')
  })

  it.each([
    ['U9;P1;X;;1;bulan;60;', 'kolom kode_unit', 'unit "U9" belum ada'],
    ['U1;P9;X;;1;bulan;60;', 'kolom kode_jabatan', 'jabatan "P9" belum ada'],
    ['U1;P1;X;;1;sering;60;', 'kolom per', '"sering" tidak dikenal'],
    ['U1;P1;X;;-1;bulan;60;', 'kolom volume', '"-1" bukan bilangan'],
    ['U1;P1;X;;1;bulan;;', 'kolom norma_menit', 'kosong'],
    ['U1;P1;X;;1;bulan;60;tiga', 'kolom pegawai_ada', '"tiga" bukan bilangan bulat'],
  ])('refuse %s', (line, column, reason) => {
    const { rows, refused } = readWorkloads(table(`${ABK}${line}\n`), known)
    expect(rows).toEqual([])
    expect(refused).toEqual([{ where: `baris 2, ${column}`, reason: expect.stringContaining(reason) }])
  })

  it('refuse two numbers of people in place for one pair', () => {
    const { rows, refused } = readWorkloads(table(`${ABK}U1;P1;X;;1;bulan;60;3\nU1;P1;Y;;1;bulan;60;4\n`), known)
    expect([rows, refused[0]?.where]).toEqual([[], 'baris 3, kolom pegawai_ada'])
  })
})

describe('[ND6] requests', () => {
  const HEAD = 'kode_unit;kode_jabatan;diusulkan;alasan;ditetapkan;keputusan\n'
  it('keep asked for and granted apart', () => {
    expect(readRequests(table(`${HEAD}U1;P1;5;mendesak;;\nU2;P1;;;2;Kepmen 7\n`), known).rows).toEqual([
      { unit: 'U1', position: 'P1', proposed: 5, reason: 'mendesak' },
      { unit: 'U2', position: 'P1', granted: 2, decree: 'Kepmen 7' },
    ])
  })
  it.each([
    ['U2;P1;3;;2;', 'kolom keputusan', 'nomor keputusan'],
    ['U1;P1;;;2;', 'kolom ditetapkan', '2 kurang dari 3 tempat'],
    ['U1;P2;;;;', 'kolom diusulkan', 'kosong dua-duanya'],
  ])('refuse %s', (line, column, reason) => {
    expect(readRequests(table(`${HEAD}${line}\n`), known).refused).toEqual([
      { where: `baris 2, ${column}`, reason: expect.stringContaining(reason) },
    ])
  })
  it('take a grant without a decree where one is stored', () => {
    expect(readRequests(table(`${HEAD}U1;P1;;;4;\n`), known).rows).toEqual([{ unit: 'U1', position: 'P1', granted: 4 }])
  })
})
