import { describe, expect, it } from 'vitest'
import { makeXlsx } from '../testing/tables.ts'
import { CANDIDATE_TEMPLATE, readCandidates, readVacancies, VACANCY_TEMPLATE } from './sheets.ts'

const utf8 = (text: string) => new TextEncoder().encode(text)
const nobody = { vacancies: new Map([['V-1', { needType: 'umum' }]]), numbers: new Set<string>(), hasNik: () => false }
const NIK = '1508010101900001'
const head = 'nomor_peserta,nama,nik,kode_formasi,jenis_kebutuhan,akomodasi,titik_lokasi,ruang,meja,sesi'
const people = (...rows: string[]) => readCandidates(utf8([head, ...rows].join('\n')), nobody)

describe('vacancies', () => {
  const wanted = {
    code: 'V-1',
    position: 'Perawat',
    unit: 'Puskesmas A',
    needType: 'umum',
    need: 2,
    education: 'D-III',
    skbPlan: { extras: [] },
    thresholds: {},
  }
  it.each<[string, Uint8Array]>([
    [
      'Indonesian headers',
      utf8('kode_formasi,jabatan,unit_kerja,jenis_kebutuhan,jumlah,pendidikan\nV-1,Perawat,Puskesmas A,Umum,2,D-III\n'),
    ],
    [
      'English headers in another order',
      utf8('need,position,code,unit,need type,education\n2,Perawat,V-1,Puskesmas A,general,D-III\n'),
    ],
    [
      'semicolons and a byte order mark, as Excel writes it here',
      utf8(
        '﻿Kode Formasi;Jabatan;Unit Kerja;Jenis Kebutuhan;Jumlah;Pendidikan\r\nV-1;Perawat;Puskesmas A;UMUM;2;D-III\r\n',
      ),
    ],
    ['tabs', utf8('kode\tjabatan\tlokasi\tjenis\talokasi\tkualifikasi\nV-1\tPerawat\tPuskesmas A\tumum\t2\tD-III')],
    [
      'quotes, blank lines and blanks around',
      utf8('kode,jabatan,unit,jenis,jumlah,pendidikan\n\n"V-1", Perawat ,"Puskesmas A",umum,2,D-III\n,,,,,\n'),
    ],
    [
      'a workbook',
      makeXlsx([
        ['Kode', 'Jabatan', 'Unit', 'Jenis', 'Jumlah', 'Pendidikan'],
        ['V-1', 'Perawat', 'Puskesmas A', 'Umum', 2, 'D-III'],
      ]),
    ],
  ])('%s', (_, bytes) => {
    const { rows, refused } = readVacancies(bytes, new Set())
    expect(refused).toEqual([])
    expect(rows.map(({ row }) => row)).toEqual([wanted])
  })

  const stating = (cells: string, needTypes?: Set<string>) =>
    readVacancies(
      utf8(`kode,jabatan,unit,jenis,jumlah,tes_tambahan,bobot_tambahan,ambang_batas\nV-1,P,U,${cells}`),
      new Set(),
      needTypes,
    )

  it('reads the extra test, its weight and thresholds of its own; and kinds of need of a rule set', () => {
    expect(
      stating('khusus,1,Praktik Kerja,25 %,"teknis 200; wawancara:24"', new Set(['khusus'])).rows[0]?.row,
    ).toMatchObject({
      needType: 'khusus',
      skbPlan: { extras: [{ kind: 'praktik kerja', weight: 25 }] },
      thresholds: { teknis: 200, wawancara: 24 },
    })
  })

  it.each([
    ['umum,1,praktik,,', 'tes tambahan dan bobotnya harus diisi dua-duanya'],
    ['umum,1,,25,', 'tes tambahan dan bobotnya harus diisi dua-duanya'],
    ['umum,1,praktik,2.5,', 'bobot tes tambahan "2.5" bukan bilangan bulat'],
    ['umum,1,,,dua ratus', 'ambang batas "dua ratus" tidak terbaca'],
    ['khusus,1,,,', 'jenis kebutuhan "khusus" tidak dikenal'],
  ])('refuses %s', (cells, reason) => {
    const { rows, refused } = stating(cells)
    expect(rows).toEqual([])
    expect(refused).toEqual([{ where: 'baris 2', reason: expect.stringContaining(reason) }])
  })

  it.each([
    ['Khusus Penyandang Disabilitas', 'disabilitas'],
    ['Putra/Putri Papua', 'putra-putri-papua'],
    ['Lulusan Terbaik', 'cumlaude'],
    ['Dengan Pujian', 'cumlaude'],
    ['Kebutuhan Umum', 'umum'],
    ['Putra-Putri Kalimantan', 'putra-putri-kalimantan'],
    ['daerah tertinggal', 'putra-putri-daerah-tertinggal'],
    ['Diaspora', 'diaspora'],
  ])('understands "%s"', (words, needType) => {
    const { rows } = readVacancies(utf8(`kode,jabatan,unit,jenis,jumlah\nV-1,P,U,${words},1`), new Set())
    expect(rows[0]?.row.needType).toBe(needType)
  })

  it.each([
    ['V-1,P,U,umum,0', 'jumlah kebutuhan "0"'],
    ['V-1,P,U,umum,2.5', 'jumlah kebutuhan "2.5"'],
    ['V-1,P,U,umum,-1', 'jumlah kebutuhan "-1"'],
    ['V-1,P,U,umum,100000', 'jumlah kebutuhan "100000"'],
    ['V-1,P,U,keluarga,1', 'jenis kebutuhan "keluarga" tidak dikenal'],
    [',P,U,umum,1', 'kode formasi kosong'],
    ['V-1,,U,umum,1', 'jabatan atau unit kosong'],
    ['OLD,P,U,umum,1', 'sudah ada'],
  ])('refuses %s with its line and a reason', (row, reason) => {
    const { rows, refused } = readVacancies(
      utf8(`kode,jabatan,unit,jenis,jumlah\nV-0,P,U,umum,1\n${row}\n`),
      new Set(['OLD']),
    )
    expect(rows).toHaveLength(1)
    expect(refused).toEqual([{ where: 'baris 3', reason: expect.stringContaining(reason) }])
  })

  it('refuses a code twice in one file', () => {
    const { refused } = readVacancies(utf8('kode,jabatan,unit,jenis,jumlah\nV-1,P,U,umum,1\nV-1,Q,U,umum,1'), new Set())
    expect(refused).toEqual([{ where: 'baris 3', reason: expect.stringContaining('berulang') }])
  })
})

describe('candidates', () => {
  it.each<[string, string, string]>([
    [
      'Indonesian',
      'Nomor Peserta,Nama,NIK,Formasi,Akomodasi,Titik Lokasi,Ruang,Meja,Sesi',
      `P-1,Ani,${NIK},V-1,netra,Balai,A,07,Sesi 1`,
    ],
    [
      'English',
      'card_number;name;nik;vacancy_code;accommodation;venue;room;station;session',
      `P-1;Ani;${NIK};V-1;blind;Balai;A;07;Sesi 1`,
    ],
  ])('%s headers', (_, headers, row) => {
    const { rows, refused } = readCandidates(utf8(`${headers}\n${row}`), nobody)
    expect(refused).toEqual([])
    expect(rows[0]?.row).toEqual({
      number: 'P-1',
      name: 'Ani',
      nik: NIK,
      vacancyCode: 'V-1',
      accommodation: 'netra',
      venue: 'Balai',
      room: 'A',
      station: '07',
      session: 'Sesi 1',
      birthDate: null,
      gpa: null,
      priorityGroup: null,
    })
  })

  it.each([
    ['1996-05-10,"3,50",r3', { birthDate: '1996-05-10', gpa: '3.50', priorityGroup: 'R3' }],
    ['10/05/1996,87.25,', { birthDate: '1996-05-10', gpa: '87.25', priorityGroup: null }],
    [',,', { birthDate: null, gpa: null, priorityGroup: null }],
  ])('reads what the last keys of a ranking need: %s', (cells, wanted) => {
    const text = `nomor_peserta,nama,nik,kode_formasi,tanggal_lahir,ipk,prioritas\nP-1,Ani,${NIK},V-1,${cells}`
    const { rows, refused } = readCandidates(utf8(text), nobody)
    expect(refused).toEqual([])
    expect(rows[0]?.row).toMatchObject(wanted)
  })

  it.each([
    ['1996-02-30,3.5', 'tanggal lahir peserta P-1 tidak terbaca'],
    ['kemarin,3.5', 'tanggal lahir peserta P-1 tidak terbaca'],
    ['1996-02-03,cumlaude', 'IPK atau nilai ijazah "cumlaude" bukan bilangan'],
    ['1996-02-03,100.5', 'IPK atau nilai ijazah "100.5" bukan bilangan'],
  ])('refuses %s', (cells, reason) => {
    const text = `nomor_peserta,nama,nik,kode_formasi,tanggal_lahir,ipk\nP-1,Ani,${NIK},V-1,${cells}`
    const { rows, refused } = readCandidates(utf8(text), nobody)
    expect(rows).toEqual([])
    expect(refused).toEqual([{ where: 'baris 2', reason: expect.stringContaining(reason) }])
  })

  it.each<[string, string, string]>([
    ['a NIK that a spreadsheet ruined', 'P-1,Ani,1.50801E+15,V-1,,,,,,', 'bukan 16 angka yang sah'],
    ['a vacancy that is not there', `P-1,Ani,${NIK},V-9,,,,,,`, 'formasi "V-9" belum ada'],
    ['another kind of need than the vacancy’s', `P-1,Ani,${NIK},V-1,disabilitas,,,,,`, 'tidak sama dengan formasi V-1'],
    ['an accommodation nobody knows', `P-1,Ani,${NIK},V-1,,kursi empuk,,,,`, 'akomodasi "kursi empuk" tidak dikenal'],
    ['a number of strange signs', `P 1;,Ani,${NIK},V-1,,,,,,`, 'harus 3 sampai 40 huruf'],
    ['no name', `P-1,,${NIK},V-1,,,,,,`, 'nama kosong'],
  ])('refuses %s, without repeating a NIK', (_, row, reason) => {
    const { rows, refused } = people(row)
    expect(rows).toEqual([])
    expect(refused).toEqual([{ where: 'baris 2', reason: expect.stringContaining(reason) }])
    expect(JSON.stringify(refused)).not.toContain(NIK)
  })

  it('refuses the second of two with one number, one NIK or one seat', () => {
    const second = (row: string) => people(`P-1,Ani,${NIK},V-1,,,Balai,A,7,S1`, row)
    for (const [row, reason] of [
      ['P-1,Budi,1508010101900002,V-1,,,,,,', 'berulang'],
      [`P-2,Budi,${NIK},V-1,,,,,,`, 'satu NIK satu lamaran'],
      ['P-2,Budi,1508010101900002,V-1,,,Balai,A,7,S1', 'dipakai dua kali'],
    ] as const) {
      const { rows, refused } = second(row)
      expect([rows.length, refused]).toEqual([1, [{ where: 'baris 3', reason: expect.stringContaining(reason) }]])
    }
    expect(second('P-2,Budi,1508010101900002,V-1,,,Balai,A,7,S2').refused).toEqual([])
    expect(second('P-2,Budi,1508010101900002,V-1,,,Balai,B,7,S1').refused).toEqual([])
  })

  it('refuses who is stored already', () => {
    const known = { ...nobody, numbers: new Set(['P-1']), hasNik: (nik: string) => nik === NIK }
    const { refused } = readCandidates(
      utf8(`${head}\nP-1,Ani,1508010101900009,V-1,,,,,,\nP-2,Budi,${NIK},V-1,,,,,,`),
      known,
    )
    expect(refused.map((one) => one.reason)).toEqual([
      expect.stringContaining('sudah ada'),
      expect.stringContaining('sudah dipakai'),
    ])
  })
})

describe('files that are no sheets', () => {
  it.each<[string, Uint8Array, string]>([
    ['an empty file', utf8(''), 'berkas kosong'],
    ['an old .xls', Uint8Array.of(0xd0, 0xcf, 0x11, 0xe0), 'berkas .xls lama'],
    ['bytes that are no UTF-8', Uint8Array.of(0x6b, 0xff, 0xfe, 0x6b), 'bukan teks UTF-8'],
    ['a program', utf8('kode\0jabatan'), 'bukan CSV atau XLSX'],
    ['a broken workbook', Uint8Array.of(0x50, 0x4b, 3, 4, 9, 9), ''],
    ['headers alone', utf8(VACANCY_TEMPLATE), 'tidak ada baris data'],
    ['an open quote', utf8('kode,jabatan,unit,jenis,jumlah\n"V-1,P,U,umum,1'), 'CSV tidak dapat dibaca'],
  ])('%s', (_, bytes, reason) => {
    const { rows, refused } = readVacancies(bytes, new Set())
    expect(rows).toEqual([])
    expect(refused).toHaveLength(1)
    expect(refused[0]?.reason).toContain(reason)
  })

  it('names the columns that are missing and those that are there', () => {
    const { refused } = readVacancies(utf8('kode,jabatan,warna\nV-1,P,merah'), new Set())
    for (const words of ['"unit"', '"jenis_kebutuhan"', '"jumlah"', '"warna"'])
      expect(refused[0]?.reason).toContain(words)
  })

  it('warns of columns it does not know, and takes the rest', () => {
    const { rows, warnings } = readVacancies(
      utf8('kode,jabatan,unit,jenis,jumlah,warna\nV-1,P,U,umum,1,merah'),
      new Set(),
    )
    expect(rows).toHaveLength(1)
    expect(warnings[0]?.reason).toContain('"warna"')
  })

  it('refuses a cell past 500 characters, and takes the rows beside it', () => {
    const { rows, refused } = readVacancies(
      utf8(`kode,jabatan,unit,jenis,jumlah\nV-1,${'x'.repeat(501)},U,umum,1\nV-2,${'x'.repeat(500)},U,umum,1`),
      new Set(),
    )
    expect([rows.map(({ row }) => row.code), refused.map(({ where }) => where)]).toEqual([['V-2'], ['baris 2']])
  })

  it('the templates are read without a complaint', () => {
    expect(readCandidates(utf8(`${CANDIDATE_TEMPLATE}P-1,Ani,${NIK},V-1,umum,,Balai,A,7,S1`), nobody)).toMatchObject({
      refused: [],
      warnings: [],
      rows: [{}],
    })
    expect(readVacancies(utf8(`${VACANCY_TEMPLATE}V-1,P,U,umum,1,S1`), new Set())).toMatchObject({
      refused: [],
      warnings: [],
      rows: [{}],
    })
  })
})
