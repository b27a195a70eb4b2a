import { describe, expect, it } from 'vitest'
import { maskedAddress, readAddress } from './addresses.ts'
import { birthProblem, type Gender, kkProblem, nameProblem, nikProblem, passwordProblem } from './identity.ts'

it.each<[string, string, string | null, Gender | null, RegExp | null]>([
  ['[AC2] a man’s', '1508040503950001', '1995-03-05', 'male', null],
  ['[AC2] a woman’s: 40 more on the day', '1508044503950001', '1995-03-05', 'female', null],
  ['[AC1] with blanks and dots between', '1508 0445.0395-0001', '1995-03-05', 'female', null],
  ['[AC2] the last of a month of 30', '1508043004950001', '1995-04-30', 'male', null],
  ['[AC2] the 29th of a leap year', '1508042902960001', '1996-02-29', 'male', null],
  ['[AC1] nothing', '', null, null, /^NIK belum diisi/],
  ['[AC1] fifteen digits', '150804050395001', null, null, /berisi 15 angka, seharusnya 16/],
  ['[AC1] seventeen digits', '15080405039500011', null, null, /berisi 17 angka, seharusnya 16/],
  ['[AC1] a letter', '15080405O3950001', null, null, /hanya berisi angka/],
  ['[AC1] as a spreadsheet ruins it', '1.50804E+15', null, null, /hanya berisi angka/],
  ['[AC1] digits of another script', '١٥٠٨٠٤٠٥٠٣٩٥٠٠٠١', null, null, /hanya berisi angka/],
  ['[AC1] the same digit throughout', '1111111111111111', null, null, /angka yang sama/],
  ['[AC1] no serial', '1508040503950000', null, null, /tidak pernah 0000/],
  ['[AC2] day 32', '1508043203950001', null, null, /bukan tanggal lahir/],
  ['[AC2] a woman’s day 0', '1508044003950001', null, null, /bukan tanggal lahir/],
  ['[AC2] 31 April', '1508043104950001', null, null, /bukan tanggal lahir/],
  ['[AC2] 29 February 1995', '1508042902950001', null, null, /bukan tanggal lahir/],
  ['[AC2] month 13', '1508040513950001', null, null, /bukan tanggal lahir/],
  ['[AC2] another day than typed', '1508040603950001', '1995-03-05', 'male', /06-03-95.*05-03-95/],
  ['[AC2] another year than typed', '1508040503950001', '1996-03-05', 'male', /05-03-95.*05-03-96/],
  ['[AC2] a man’s number of a woman', '1508040503950001', '1995-03-05', 'female', /ditambah 40/],
  ['[AC2] a woman’s number of a man', '1508044503950001', '1995-03-05', 'male', /milik perempuan/],
])('%s', (_, nik, birth, gender, wrong) => {
  const problem = nikProblem(nik, birth, gender)
  if (wrong === null) expect(problem).toBeNull()
  else {
    expect(problem?.id).toMatch(wrong)
    expect(problem?.en).toMatch(/^(The|By|Digits|A|This).*\.$/)
  }
})

describe('the rest of an account', () => {
  it('[AC1] a KK number has sixteen digits too', () => {
    expect(kkProblem('1508 0101 0101 0001')).toBeNull()
    expect(kkProblem('150801010101000')?.id).toContain('15 angka, seharusnya 16')
  })

  it.each([
    ['Sari', null],
    ["Ra'uf bin Umar, S.Kep.", null],
    ['Ni Luh Ayu (Made)', null],
    ['', /belum diisi/],
    ['S4ri', /tidak memuat angka/],
    ['<b>Sari</b>', /hanya memuat huruf/],
    ['a'.repeat(121), /paling panjang 120/],
  ])('name %s', (name, wrong) =>
    wrong === null ? expect(nameProblem(name)).toBeNull() : expect(nameProblem(name)?.id).toMatch(wrong),
  )

  it.each([
    ['1995-03-05', null],
    ['1995-02-30', /tidak ada pada kalender/],
    ['2027-01-01', /belum lewat/],
    ['1899-01-01', /lebih dari 100 tahun/],
    ['', /belum diisi/],
    ['kemarin', /tidak ada pada kalender/],
  ])('born %s', (day, wrong) => {
    const problem = birthProblem(day, '2026-11-24')
    wrong === null ? expect(problem).toBeNull() : expect(problem?.id).toMatch(wrong)
  })

  it.each([
    ['sungai batanghari', null],
    ['pendek', /paling sedikit 10/],
    ['1508040503950001', /mudah ditebak/],
    ['aaaaaaaaaaaa', /mudah ditebak/],
  ])('password %s', (password, wrong) => {
    const problem = passwordProblem(password)
    wrong === null ? expect(problem).toBeNull() : expect(problem?.id).toMatch(wrong)
  })
})

describe('[AC4] an address is one thing with one spelling', () => {
  it.each([
    ['  Sari@Example.ID ', { channel: 'email', address: 'sari@example.id' }],
    ['s.a+b@mail.example.co.id', { channel: 'email', address: 's.a+b@mail.example.co.id' }],
    ['0812 3456 7890', { channel: 'phone', address: '+6281234567890' }],
    ['+62 812-3456-7890', { channel: 'phone', address: '+6281234567890' }],
    ['6281234567890', { channel: 'phone', address: '+6281234567890' }],
    ['0747 21001', null],
    ['81234567890', null],
    ['+1 202 555 0100', null],
    ['sari@', null],
    ['sari@@example.id', null],
    ['sari@example', null],
    ['sari@-example.id', null],
    ['.sari@example.id', null],
    ['sari@example.id\nbcc: x@example.id', null],
    ['sari <sari@example.id>', null],
    [`${'a'.repeat(65)}@example.id`, null],
    ['', null],
  ])('%s', (typed, read) => expect(readAddress(typed)).toEqual(read))

  it('[NT3] is shown in part', () => {
    expect(maskedAddress('email', 'sari.contoh@mail.example.id')).toBe('s••••@m•••.id')
    expect(maskedAddress('phone', '+6281234567890')).toBe('+628••••••890')
  })
})
