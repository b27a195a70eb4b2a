import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { refused, seleksi, temporaryFolder } from '../browser/hall.ts'
import { type Flags, Stop } from './command.ts'
import { fileCommands } from './files.ts'

interface Row {
  vacancy: string
  need: string
  number: string
  rank: number | null
  total: number | null
  final?: number
  code: string
  reason: string
  reasonEn: string
  seat?: { vacancy: string; need: string }
}
interface Told {
  out: string
  notes: string[]
  /** What it was refused with; null when it was not. */
  refused: string | null
}

const folder = temporaryFolder()
afterAll(() => folder.remove())
const at = (name: string) => join(folder.path, name)

/** The command as it is asked for, with the files of these texts; no process is started. */
function ask(name: string, files: Record<string, string | Uint8Array>, flags: Flags = {}): Told {
  for (const [file, body] of Object.entries(files)) writeFileSync(at(file), body)
  const told: Told = { out: '', notes: [], refused: null }
  const command = fileCommands[name]
  if (command?.needs !== 'files') throw new Error(`no command ${name} of files`)
  try {
    command.check?.({ names: [], flags })
    command.run({
      ...{ names: [], flags, json: flags['json'] === true },
      print: (text) => {
        told.out += text
      },
      note: (text) => void told.notes.push(text),
    })
  } catch (error) {
    if (!(error instanceof Stop)) throw error
    told.refused = error.message
  }
  return told
}

const lists = (rules = 'skd-cpns-2024'): Flags => ({ rules, candidates: at('C.csv'), vacancies: at('V.csv') })
const HEAD = 'number,name,vacancy,need,present,disqualified,twk,tiu,tkp'
const csv = (head: string, ...lines: string[]) => `${[head, ...lines].join('\n')}\n`

function rank(vacancies: string, candidates: string, flags: Flags = {}): Row[] {
  const { out, refused: why } = ask(
    'rank',
    { 'C.csv': candidates, 'V.csv': vacancies },
    { ...lists(), json: true, ...flags },
  )
  expect(why).toBeNull()
  return JSON.parse(out) as Row[]
}
function integrate(vacancies: string, candidates: string, flags: Flags = {}): Row[] {
  const { out, refused: why } = ask(
    'integrate',
    { 'C.csv': candidates, 'V.csv': vacancies },
    { ...lists(), json: true, ...flags },
  )
  expect(why).toBeNull()
  return JSON.parse(out) as Row[]
}
const places = (rows: Row[]) => rows.map(({ number, rank: place, code }) => [number, place, code])
const withCode = (rows: Row[], code: string) => rows.filter((row) => row.code === code).map(({ number }) => number)
const ONE = csv('vacancy,need,places', 'F1,umum,1')

describe('rank from files', () => {
  // TWK, TIU, TKP as BKN printed them in 2020: no multiples of 5, and totals that are printed, not summed.
  const simulation = csv(
    `${HEAD},total`,
    'Alehandro,,F1,umum,true,false,135,110,150,395',
    'Belinda,,F1,umum,true,false,115,125,148,388',
    'Doglas,,F1,umum,true,false,117,105,145,367',
    'Carlos,,F1,umum,true,false,105,115,147,367',
    'Esmeralda,,F1,umum,true,false,109,112,146,367',
    'Fabio,,F1,umum,true,false,100,110,146,356',
    'Sergio,,F1,umum,true,false,95,115,146,356',
  )

  it('R1 BKN simulation 2020, one needed and two', () => {
    const under2019 = { rules: 'skd-cpns-2019' }
    expect(withCode(rank(ONE, simulation, under2019), 'P/L')).toEqual(['Alehandro', 'Belinda', 'Carlos'])
    const two = rank(csv('vacancy,need,places', 'F1,umum,2'), simulation, under2019)
    expect(withCode(two, 'P/L')).toEqual(['Alehandro', 'Belinda', 'Carlos', 'Esmeralda', 'Doglas', 'Sergio'])
    expect(withCode(two, 'P')).toEqual(['Fabio'])
  })

  const r2 = csv(
    HEAD,
    'G,,F1,umum,false,false,,,',
    'F,,F1,umum,true,false,100,150,160',
    'E,,F1,umum,true,false,85,115,185',
    'D,,F1,umum,true,false,80,120,185',
    'C,,F1,umum,true,false,80,120,185',
    'B,,F1,umum,true,false,85,120,190',
    'A,,F1,umum,true,false,90,120,190',
    'H,,F1,umum,true,true,100,100,190',
  )
  it('R2 identical at the cut, the highest total below a threshold, absent, disqualified', () => {
    const rows = rank(ONE, r2)
    expect(places(rows)).toEqual([
      ['A', 1, 'P/L'],
      ['B', 2, 'P/L'],
      ['C', 3, 'P/L'],
      ['D', 3, 'P/L'],
      ['E', 5, 'P'],
      ['F', null, 'TL'],
      ['G', null, 'TH'],
      ['H', null, 'DIS'],
    ])
    expect(rows[0]).toEqual({
      ...{ vacancy: 'F1', need: 'umum', number: 'A', rank: 1, total: 400, code: 'P/L' },
      reason: 'Peringkat 1: urutan teratas (total 400, TKP 190, TIU 120, TWK 90). Masuk batas 3 × kebutuhan.',
      reasonEn: 'Place 1: ahead of all (total 400, TKP 190, TIU 120, TWK 90). Within the cut of 3 × need.',
    })
    expect(rows[5]?.reason).toContain('TKP 160, paling sedikit 166')
    expect(rows[6]?.total).toBeNull()
  })

  it('R3 fewer passers than the cut: all go on', () => {
    const four = [80, 85, 90, 95].map((twk) => `c${twk},,F1,umum,true,false,${twk},100,180`)
    expect(withCode(rank(csv('vacancy,need,places', 'F1,umum,2'), csv(HEAD, ...four)), 'P/L')).toHaveLength(4)
  })

  it('R4 Kemenkumham 2023: 246 places, 247 go on', () => {
    const ahead = Array.from({ length: 245 }, (_, index) => `a${index},,F1,umum,1,0,100,${125 + (index % 10)},200`)
    const rest = ['third,,F1,umum,1,0,90,120,188', 'second,,F1,umum,1,0,85,125,188', 'first,,F1,umum,1,0,85,125,188']
    const rows = rank(csv('vacancy,need,places', 'F1,umum,82'), csv(HEAD, ...rest, ...ahead))
    expect(withCode(rows, 'P/L')).toHaveLength(247)
    expect(places(rows.slice(245))).toEqual([
      ['first', 246, 'P/L'],
      ['second', 246, 'P/L'],
      ['third', 248, 'P'],
    ])
  })

  it('R5 needs at one vacancy are two lists, in the order of the vacancy file', () => {
    const five = (prefix: string, need: string, tkp: number) =>
      [0, 1, 2, 3, 4].map((index) => `${prefix}${index},,F1,${need},true,false,${70 + index},90,${tkp}`)
    const rows = rank(
      csv('vacancy,need,places', 'F1,disabilitas,1', 'F1,umum,1'),
      csv(HEAD, ...five('u', 'umum', 200), ...five('d', 'Khusus Penyandang Disabilitas', 150)),
    )
    expect(withCode(rows, 'P/L')).toEqual(['d4', 'd3', 'd2', 'u4', 'u3', 'u2'])
    expect(rows.map(({ need }) => need)).toEqual([...Array(5).fill('disabilitas'), ...Array(5).fill('umum')])
  })

  it('reads what spreadsheets write: semicolons, BOM, CRLF, quotes, other cases and orders of columns', () => {
    const plain = rank(ONE, r2)
    const other = '\uFEFFTKP;Twk;TIU;Nomor Peserta;NAMA;kode_formasi;Jenis Kebutuhan;Hadir;Diskualifikasi\r\n'.concat(
      '190;90;120;A;"Calon; Satu";F1;UMUM;Ya;Tidak\r\n',
      '190;85;120;B;"Calon ""Dua""";F1;Umum;hadir;\r\n\r\n',
      '185;80;120;C;;F1;umum;;\r\n185;80;120;D;;F1;umum;Y;n\r\n185;85;115;E;;F1;umum;yes;no\r\n',
      '160;100;150;F;;F1;umum;1;0\r\n;;;G;;F1;umum;tidak hadir;\r\n190;100;100;H;;F1;umum;TRUE;DIS\r\n',
    )
    expect(rank('sep=\t\r\njumlah\tjenis kebutuhan\tformasi\r\n1\tumum\tF1\r\n', other)).toEqual(plain)
    expect(rank('vacancy\tneed\tplaces\nF1\tumum\t1\n', other)).toEqual(plain)
  })

  it('PPPK: thresholds of the vacancy, priority groups, and the older first', () => {
    const head = 'number,vacancy,need,teknis,manajerial,Sosial Kultural,wawancara,group,birthDate'
    const people = [
      'a,J1,umum,200,70,50,30,R3,1990-01-01',
      'b,J1,umum,200,70,50,30,R3,31-12-1989',
      'c,J1,umum,150,60,60,20,R2,01/02/1995',
      'd,J1,umum,200,70,50,30,R3,1990-01-01',
    ]
    const ranked = (places: number) =>
      rank(csv('vacancy,need,places', `J1,umum,${places}`), csv(head, ...people), { rules: 'pppk-2024' })
    expect(ranked(2).map(({ number, code }) => [number, code])).toEqual([
      ['c', 'R2/L'],
      ['b', 'R3/L'],
      ['a', 'R3'],
      ['d', 'R3'],
    ])
    expect(ranked(3).map(({ code }) => code)).toEqual(['R2/L', 'R3/L', 'SERI', 'SERI'])
    const stated = (nab: number) =>
      rank(csv('vacancy,need,places,nab_teknis', `J1,umum,2,${nab}`), csv(head, ...people), { rules: 'pppk-2023' })
    expect(withCode(stated(151), 'TL')).toEqual(['c'])
    // The interview of 20 is below 24 whatever the technical threshold.
    expect(withCode(stated(201), 'TL')).toHaveLength(4)
  })

  it('takes a rule set from a JSON file, and says every sentence about a wrong one', () => {
    const own = {
      ...{ id: 'uji-2026', title: 'Uji 2026', procurement: 'CPNS', stage: 'single', year: 2026, decree: 'Uji' },
      sections: [{ id: 'S', title: { id: 'S', en: 'S' }, items: 10, scoring: { kind: 'correct', points: 1 } }],
      thresholds: {},
      ranking: { keys: ['S'], cutTimesNeed: 1 },
      needTypes: [{ id: 'umum', title: { id: 'Umum', en: 'General' } }],
    }
    writeFileSync(at('aturan.json'), JSON.stringify(own))
    const people = csv('number,vacancy,need,s', 'a,F1,umum,3', 'b,F1,umum,4')
    expect(places(rank(ONE, people, { rules: at('aturan.json') }))).toEqual([
      ['b', 1, 'P/L'],
      ['a', 2, 'P'],
    ])
    writeFileSync(at('aturan.json'), JSON.stringify({ ...own, decree: '', penalty: 1 }))
    const { refused: why } = ask('rank', {}, { ...lists(at('aturan.json')) })
    expect(why).toMatch(/aturan\.json bukan himpunan aturan yang sah/)
    expect(why).toContain('Dasar keputusan belum diisi')
    expect(why).toContain('"penalty"')
  })

  it('prints a table, and writes CSV that no spreadsheet runs, whole or not at all', () => {
    const people = csv(HEAD, '=1+1,@Nama,F1,umum,true,false,90,120,190')
    const asked = { 'C.csv': people, 'V.csv': ONE }
    expect(ask('rank', asked, lists()).out).toMatch(/^Formasi F1 · umum · 1 kebutuhan · 1 peserta\nperingkat {2}nomor/)
    const told = ask('rank', asked, { ...lists(), out: at('hasil.csv') })
    expect(told).toEqual({ out: '', notes: [`ditulis ke ${at('hasil.csv')}`], refused: null })
    const written = readFileSync(at('hasil.csv'), 'utf8')
    expect(written.startsWith('\uFEFFvacancy,need,number,name,rank,total,code,reason,reasonEn\r\n')).toBe(true)
    expect(written).toContain(`\r\nF1,umum,'=1+1,'@Nama,1,400,P/L,`)
    // What we write can be read again.
    expect(rank(ONE, csv(HEAD, `'=1+1,,F1,umum,true,false,90,120,190`))[0]?.number).toBe('=1+1')
    const before = readFileSync(at('hasil.csv'), 'utf8')
    const again = ask(
      'rank',
      { 'C.csv': csv(HEAD, 'a,,F1,umum,true,false,9x,120,190') },
      { ...lists(), out: at('hasil.csv') },
    )
    expect(again.refused).toContain('"9x"')
    expect(readFileSync(at('hasil.csv'), 'utf8')).toBe(before)
    expect(readdirSync(folder.path).filter((name) => name.includes('tmp'))).toEqual([])
  })

  it('notes what it did not use and what is above a maximum, and goes on', () => {
    const { notes, refused: why } = ask(
      'rank',
      { 'V.csv': ONE, 'C.csv': csv(`${HEAD},catatan,skbCat`, 'a,,F1,umum,true,false,151,100,190,x,400') },
      lists(),
    )
    expect(why).toBeNull()
    expect(notes).toEqual([
      'C.csv: kolom yang tidak dikenal diabaikan: catatan',
      'C.csv: 1 peserta punya nilai di atas nilai tertinggi subtesnya (baris 2)',
    ])
  })
})

describe('integrate from files', () => {
  const SKB = `${HEAD},skbCat,skbCatMax,skbExtra,skbExtraWeight,gpa,birthDate`
  /** One candidate alone at a vacancy: 395 = 120 + 90 + 185 and so on. */
  const alone = (total: number, skb: string) => {
    const [twk, tiu] = [Math.min(150, total - 80 - 166), 80]
    return csv(SKB, `P1,,F1,umum,true,false,${twk},${tiu},${total - twk - tiu},${skb}`)
  }
  const finalOf = (total: number, skb: string) => {
    const { out } = ask('integrate', { 'V.csv': ONE, 'C.csv': alone(total, skb) }, { ...lists(), json: true })
    return /"final":([^,]+),/.exec(out)?.[1]
  }

  it.each([
    ['I1', 395, '350,500,,,,', '70.727'],
    ['I1 with the maximum left out', 395, '350,,,,,', '70.727'],
    ['I3', 326, '0,500,,,,', '23.709'],
    ['I4', 395, '400,500,90,0.4,,', '79.127'],
    ['I4 in per cent', 395, '400,500,90,40,,', '79.127'],
    ['I4 with a sign', 395, '400,500,90,40%,,', '79.127'],
    ['I5', 410, '400,500,88,0.25,,', '79.018'],
    ['I5 with a decimal comma', 410, '400,500,"88,0","0,25",,', '79.018'],
    ['a figure that ends in noughts', 385, '350,500,,,,', '70.000'],
    ['another maximum', 385, '280,400,,,,', '70.000'],
  ])('%s', (_, total, skb, expected) => {
    expect(finalOf(total, skb)).toBe(expected)
  })

  it('I2 and I3 at the ends', () => {
    const one = (scores: string, skb: string) =>
      integrate(ONE, csv(SKB, `P1,,F1,umum,true,false,${scores},${skb}`))[0]?.final
    expect(one('150,175,225', '500,500,,,,')).toBe(100)
    expect(one('65,80,166', '0,500,,,,')).toBe(22.618)
  })

  it.each([
    ['I6 a weight above 40 %', '400,500,90,0.45,,', '', /kolom skbExtraWeight: .*45%, paling tinggi 40%/],
    [
      'I6 an interview',
      '400,500,90,0.4,,',
      'wawancara',
      /kolom skbExtraKind: Tes tambahan tidak boleh berupa wawancara/,
    ],
    ['I6 the accepted plan', '400,500,90,0.4,,', 'praktik kerja', null],
  ])('%s', (_, skb, kind, sentence) => {
    const people = csv(`${SKB},skbExtraKind`, `P1,,F1,umum,true,false,100,100,190,${skb},${kind}`)
    const { refused: why } = ask('integrate', { 'V.csv': ONE, 'C.csv': people }, lists())
    if (sentence === null) expect(why).toBeNull()
    else expect(why).toMatch(sentence)
  })

  it('I6 two extra tests in one list', () => {
    const people = csv(
      `${SKB},skbExtraKind`,
      'P1,,F1,umum,true,false,100,100,190,400,500,90,0.25,,,praktik kerja',
      'P2,,F1,umum,true,false,100,100,191,400,500,90,0.25,,,psikotes',
    )
    const { refused: why } = ask('integrate', { 'V.csv': ONE, 'C.csv': people }, lists())
    expect(why).toMatch(/C\.csv baris 3 kolom skbExtraKind: .*baris 2; .*paling banyak satu tes tambahan/)
  })

  it('I7 exact ties that doubles would part', () => {
    const rows = integrate(
      ONE,
      csv(
        SKB,
        'b,,F1,umum,true,false,81,100,186,370,500,,,,',
        'a,,F1,umum,true,false,100,110,190,350,500,,,,',
        'd,,F1,umum,true,false,65,80,166,40,500,,,,',
      ),
    )
    expect(rows.map(({ number, final }) => [number, final])).toEqual([
      ['a', 71.091],
      ['b', 71.091],
      ['d', 27.418],
    ])
    const low = integrate(
      csv('vacancy,need,places', 'F1,disabilitas,1'),
      csv(SKB, 'b,,F1,disabilitas,1,0,40,60,186,40,500,,,,', 'a,,F1,disabilitas,1,0,60,73,186,20,500,,,,'),
    )
    expect(low.map(({ number, final, code }) => [number, final, code])).toEqual([
      ['a', 25.6, 'P/L'],
      ['b', 25.6, 'P/TL'],
    ])
  })

  it('T1 final ties: SKD, TKP, TIU, TWK, IPK, age', () => {
    const rows = integrate(
      csv('vacancy,need,places', 'F1,umum,2'),
      csv(
        SKB,
        'P1,,F1,umum,true,false,95,120,185,350,500,,,3.40,1990-01-01',
        'P2,,F1,umum,true,false,80,105,182,370,500,,,3.90,1990-01-01',
        'P3,,F1,umum,true,false,100,120,180,350,500,,,3.90,1990-01-01',
        'P4,,F1,umum,true,false,95,120,185,350,500,,,3.50,1996-05-10',
        'P5,,F1,umum,true,false,95,120,185,350,500,,,3.50,01/02/1995',
      ),
    )
    expect(places(rows)).toEqual([
      ['P5', 1, 'P/L'],
      ['P4', 2, 'P/L'],
      ['P1', 3, 'P/TL'],
      ['P3', 4, 'P/TL'],
      ['P2', 5, 'P/TL'],
    ])
    expect(rows.map(({ total }) => total)).toEqual([400, 400, 400, 400, 367])
  })

  const head = 'vacancy,need,places,position,qualification,unit'
  const f1 = csv(
    SKB,
    'a,,U1,umum,true,false,100,120,190,395,500,,,,',
    'b,,U1,umum,true,false,100,120,190,370,500,,,,',
    'c,,U1,umum,true,false,100,120,190,350,500,,,,',
  )
  it('F1 fills empty places where the file says position and unit, and says so', () => {
    const units = csv(
      head,
      'U1,umum,1,Perawat,DIII,U1',
      'U1,disabilitas,1,Perawat,DIII,U1',
      'U2,umum,1,Perawat,DIII,U2',
    )
    const rows = integrate(units, f1)
    expect(places(rows)).toEqual([
      ['a', 1, 'P/L'],
      ['b', 2, 'P/L-1'],
      ['c', 3, 'P/L-2'],
    ])
    expect(rows.map(({ seat }) => seat)).toEqual([
      undefined,
      { vacancy: 'U1', need: 'disabilitas' },
      { vacancy: 'U2', need: 'umum' },
    ])
    const bare = csv('vacancy,need,places', 'U1,umum,1', 'U1,disabilitas,1', 'U2,umum,1')
    expect(places(integrate(bare, f1))).toEqual([
      ['a', 1, 'P/L'],
      ['b', 2, 'P/TL'],
      ['c', 3, 'P/TL'],
    ])
    expect(ask('integrate', { 'V.csv': bare, 'C.csv': f1 }, lists()).notes.at(-1)).toMatch(/tidak diisi: V\.csv/)
    expect(ask('integrate', { 'V.csv': units, 'C.csv': f1 }, lists()).notes.at(-1)).toMatch(/diisi menurut aturan/)
  })

  it('F1 variant: below the thresholds of umum nobody fills an umum place', () => {
    const units = csv(head, 'U1,umum,1,Perawat,DIII,U1', 'U1,disabilitas,1,Perawat,DIII,U1')
    const people = (tkp: number) =>
      csv(
        SKB,
        'd,,U1,disabilitas,true,false,40,60,190,400,500,,,,',
        `e,,U1,disabilitas,true,false,65,80,${tkp},450,500,,,,`,
        'f,,U1,disabilitas,true,false,65,80,170,460,500,,,,',
      )
    expect(withCode(integrate(units, people(165)), 'P/L-1')).toEqual([])
    expect(withCode(integrate(units, people(166)), 'P/L-1')).toEqual(['e'])
  })

  it('keeps the SKD code of those who did not go on, P/TH of the absent, and the drops', () => {
    const rows = integrate(
      csv('vacancy,need,places', 'F1,umum,2'),
      csv(
        `${SKB},status,nipIssued`,
        'a,,F1,umum,true,false,100,120,190,395,500,80,0.4,,,APS,false',
        'b,,F1,umum,true,false,100,120,189,390,500,80,,,,,',
        'c,,F1,umum,true,false,100,120,188,,500,80,,,,,',
        'd,,F1,umum,true,false,100,120,187,400,500,,,,,,',
        'e,,F1,umum,true,false,100,120,186,500,500,80,,,,APS,ya',
        'f,,F1,umum,true,false,100,120,185,300,500,80,40,,,,',
        'g,,F1,umum,true,false,60,120,190,400,500,80,,,,,',
        'h,,F1,umum,false,false,,,,,,,,,,,',
        'i,,F1,umum,true,false,100,120,170,500,500,100,,,,,',
      ),
    )
    // a, e: two places, one of them kept by the NIP of e; c and d missed a part of the SKB; i was beyond 3 × 2.
    expect(rows.map(({ number, rank: place, code, final }) => [number, place, code, final === undefined])).toEqual([
      ['b', 1, 'P/L', false],
      ['f', 2, 'P/TL', false],
      ['c', null, 'P/TH', true],
      ['d', null, 'P/TH', true],
      ['a', null, 'APS', false],
      ['e', null, 'APS', false],
      ['i', null, 'P', true],
      ['g', null, 'TL', true],
      ['h', null, 'TH', true],
    ])
  })

  it('is refused for rules without integration', () => {
    const told = ask('integrate', { 'V.csv': ONE, 'C.csv': csv(HEAD, 'a,,F1,umum,1,0,1,1,1') }, lists('pppk-2024'))
    expect(told.refused).toMatch(/pppk-2024 tidak memuat integrasi.*skd-cpns-2024/)
  })
})

describe('score from files', () => {
  const KEYS = csv(
    'item,section,key,a,b,c,d,e',
    'w1,TWK,A,,,,,',
    'w2,twk,B|C,,,,,',
    'i1,TIU,BONUS,,,,,',
    'i2,TIU,BATAL,,,,,',
    'k1,TKP,,1,2,3,4,5',
    'k2,TKP,,5,4,3,,',
  )
  const LONG = csv(
    'number,item,choice',
    'P2,w1,A',
    'P2,w2,c',
    'P2,i1,',
    'P2,i2,E',
    'P2,k1,E',
    'P2,k2,A',
    'P1,w1,B',
    'P1,k1,-',
  )
  const scored = (responses: string, keys = KEYS, flags: Flags = {}) =>
    ask(
      'score',
      { 'R.csv': responses, 'K.csv': keys },
      { rules: 'skd-cpns-2024', responses: at('R.csv'), keys: at('K.csv'), json: true, ...flags },
    )

  it('scores correct, several correct, given, void and weighted items; blank is 0 where it should be', () => {
    const { out, notes } = scored(LONG)
    expect(JSON.parse(out)).toEqual([
      { number: 'P2', TWK: 10, TIU: 5, TKP: 10, total: 25, max: 25, blank: 1, wrong: 1, correct: 2 },
      { number: 'P1', TWK: 0, TIU: 5, TKP: 0, total: 5, max: 25, blank: 5, wrong: 1, correct: 0 },
    ])
    expect(notes).toEqual([])
  })

  it('reads a wide file as the same, and weights in one column too', () => {
    const wide = csv('number,name,w1,w2,i1,i2,k1,k2', 'P2,Dua,A,c,,E,E,A', 'P1,Satu,B,,,,-,')
    const keys = csv(
      'soal,subtes,kunci,bobot',
      ...['w1,TWK,a,', 'w2,TWK,b | c,', 'i1,TIU,semua,', 'i2,TIU,void,'],
      ...['k1,TKP,,A:1|B:2|C:3|D:4|E:5', 'k2,TKP,,a=5|b=4|c=3'],
    )
    expect(scored(wide, keys).out).toBe(scored(LONG).out)
    const less = scored(csv('number,w1,k1', 'P1,B,'))
    expect(JSON.parse(less.out)).toEqual([JSON.parse(scored(LONG).out)[1]])
    expect(less.notes).toEqual(['R.csv: 4 soal tanpa kolom dihitung kosong: w2, i1, i2, k2'])
  })

  it('S1 a whole paper, whose CSV gives the columns that rank reads', () => {
    const items = [...Array(110).keys()].map((index) => ({
      id: `s${index + 1}`,
      section: index < 30 ? 'TWK' : index < 65 ? 'TIU' : 'TKP',
    }))
    const keys = items.map(({ id, section }) =>
      section === 'TKP' ? `${id},TKP,,1,2,3,4,5` : `${id},${section},D,,,,,`,
    )
    const choices = items.map((_, index) =>
      index < 15 ? 'D' : index < 30 ? 'A' : index < 50 ? 'D' : index < 65 ? '' : index < 101 ? 'D' : 'C',
    )
    const { out } = scored(
      csv(`number,${items.map(({ id }) => id).join(',')}`, `P1,${choices.join(',')}`),
      csv('item,section,key,a,b,c,d,e', ...keys),
      { json: false, csv: true },
    )
    expect(out).toBe('\uFEFFnumber,TWK,TIU,TKP,total,max,blank,wrong,correct\r\nP1,75,100,171,346,550,15,15,35\r\n')
    const [head = '', row = ''] = out.trim().split('\r\n')
    expect(rank(ONE, `${head},vacancy,need\r\n${row},F1,umum\r\n`)[0]).toMatchObject({
      number: 'P1',
      total: 346,
      code: 'P/L',
    })
  })

  it.each([
    [
      'an unknown section',
      'item,section,key\nw1,TPA,A\n',
      LONG,
      /K\.csv baris 2 kolom section: subtes "TPA" .*TWK, TIU, TKP/,
    ],
    [
      'a key that is no letter',
      'item,section,key\nw1,TWK,F\n',
      LONG,
      /K\.csv baris 2 kolom key: kunci "F" bukan huruf A sampai E/,
    ],
    ['an empty key', 'item,section,key\nw1,TWK,\n', LONG, /K\.csv baris 2 kolom key: kunci kosong/],
    [
      'an item twice',
      'item,section,key\nw1,TWK,A\nw1,TWK,B\n',
      LONG,
      /K\.csv baris 3 kolom item: soal "w1" sudah ada di baris 2/,
    ],
    ['no weights', 'item,section,key,a\nk1,TKP,,\n', LONG, /K\.csv baris 2 kolom a: bobot soal "k1" kosong/],
    ['a letter for weights', 'item,section,key\nk1,TKP,A\n', LONG, /K\.csv baris 2 kolom key: subtes TKP berbobot/],
    [
      'a weight of 6',
      'item,section,key,a,b\nk1,TKP,,6,1\n',
      LONG,
      /K\.csv baris 2 kolom a: bobot opsi A: 6 harus dari 1 sampai 5/,
    ],
    [
      'weights for a letter',
      'item,section,key,a\nw1,TWK,A,5\n',
      LONG,
      /K\.csv baris 2 kolom a: subtes TWK dinilai benar atau salah/,
    ],
    [
      'weights of option F',
      'item,section,key,weights\nk1,TKP,,A:1|F:5\n',
      LONG,
      /K\.csv baris 2 kolom weights: opsi "F"/,
    ],
    ['an unknown item', KEYS, 'number,item,choice\nP1,x9,A\n', /R\.csv baris 2 kolom item: soal "x9" tidak ada/],
    [
      'an unknown letter',
      KEYS,
      'number,item,choice\nP1,w1,F\n',
      /R\.csv baris 2 kolom choice: jawaban "F" bukan opsi soal ini \(A, B, C, D, E\)/,
    ],
    ['an option without weight', KEYS, 'number,item,choice\nP1,k2,D\n', /R\.csv baris 2 kolom choice: .*\(A, B, C\)/],
    [
      'a response twice',
      KEYS,
      'number,item,choice\nP1,w1,A\nP1,w1,\n',
      /R\.csv baris 3 kolom item: peserta "P1" sudah punya jawaban/,
    ],
    ['no number', KEYS, 'number,item,choice\n,w1,A\n', /R\.csv baris 2 kolom number: nomor peserta kosong/],
    ['a wide column that is no item', KEYS, 'number,w1,x9\nP1,A,B\n', /R\.csv baris 1 kolom x9: soal ini tidak ada/],
    ['a wide letter', KEYS, 'number,w1,k2\nP1,A,E\n', /R\.csv baris 2 kolom k2: jawaban "E"/],
    ['a wide number twice', KEYS, 'number,w1\nP1,A\nP1,A\n', /R\.csv baris 3 kolom number: .*sudah ada/],
    ['half a long file', KEYS, 'number,item\nP1,w1\n', /R\.csv baris 1 kolom choice: kolom ini tidak ada/],
    ['nothing but numbers', KEYS, 'number\nP1\n', /R\.csv baris 1: perlu kolom item dan choice/],
  ])('refuses %s', (_, keys, responses, sentence) => {
    const told = scored(responses, keys)
    expect(told.refused).toMatch(sentence)
    expect(told.out).toBe('')
  })
})

describe('what is wrong is told with file, row and column', () => {
  const good = 'a,,F1,umum,true,false,90,120,190'
  const SKB = `${HEAD},skbCat,skbCatMax,skbExtra,skbExtraWeight,gpa,birthDate,status,nipIssued`
  const row = (...lines: string[]) => csv(HEAD, good, ...lines)
  const skb = (...lines: string[]) =>
    csv(SKB, ...lines.map((line, index) => `s${index},,F1,umum,1,0,90,120,190,${line}`))

  it.each([
    [
      'a score that is no number',
      row('b,,F1,umum,true,false,90,8x,190'),
      ONE,
      /^C\.csv baris 3 kolom tiu: "8x" bukan bilangan bulat/,
    ],
    ['a negative score', row('b,,F1,umum,true,false,90,-5,190'), ONE, /baris 3 kolom tiu: "-5" bukan bilangan bulat/],
    ['half a point', row('b,,F1,umum,true,false,90,80.5,190'), ONE, /baris 3 kolom tiu: "80\.5"/],
    ['a score without end', row(`b,,F1,umum,true,false,90,${'9'.repeat(400)},190`), ONE, /baris 3 kolom tiu/],
    [
      'no score though present',
      row('b,,F1,umum,true,false,90,,190'),
      ONE,
      /baris 3 kolom tiu: nilai kosong, padahal peserta hadir/,
    ],
    ['a score forgotten, presence left out', row('b,,F1,umum,,,90,,190'), ONE, /baris 3 kolom tiu: nilai kosong/],
    [
      'presence that is no word',
      row('b,,F1,umum,mungkin,false,90,80,190'),
      ONE,
      /baris 3 kolom present: "mungkin" tidak terbaca/,
    ],
    ['disqualification that is no word', row('b,,F1,umum,1,apa,90,80,190'), ONE, /baris 3 kolom disqualified: "apa"/],
    ['a number twice', row(good), ONE, /baris 3 kolom number: nomor peserta "a" sudah ada di baris 2/],
    ['no number', row(',,F1,umum,1,0,90,80,190'), ONE, /baris 3 kolom number: nomor peserta kosong/],
    [
      'a vacancy that is not there',
      row('b,,F2,umum,1,0,90,80,190'),
      ONE,
      /baris 3 kolom vacancy: formasi "F2" tidak ada di V\.csv/,
    ],
    [
      'a need that the vacancy has not',
      row('b,,F1,diaspora,1,0,90,80,190'),
      ONE,
      /baris 3 kolom need: formasi "F1" tidak punya kebutuhan diaspora di V\.csv/,
    ],
    [
      'an unknown need',
      row('b,,F1,umun,1,0,90,80,190'),
      ONE,
      /baris 3 kolom need: jenis kebutuhan "umun" tidak dikenal; tulis salah satu: umum/,
    ],
    ['no need', row('b,,F1,,1,0,90,80,190'), ONE, /baris 3 kolom need: jenis kebutuhan kosong/],
    ['a row cut off', row('b,,F1,umum'), ONE, /baris 3: ada 4 isi, padahal judulnya 9 kolom/],
    ['a row too long', row('b,Nama, Gelar,F1,umum,1,0,90,80,190'), ONE, /baris 3: ada 10 isi/],
    [
      'a missing column',
      csv('number,vacancy,need,twk,tiu', 'a,F1,umum,1,1'),
      ONE,
      /^C\.csv baris 1 kolom TKP: kolom ini tidak ada; kolom yang ada: number, vacancy/,
    ],
    [
      'a column twice',
      csv(`${HEAD},TIU`, `${good},1`),
      ONE,
      /C\.csv baris 1 kolom TIU: judul kolom ini muncul dua kali/,
    ],
    ['an open quote', csv(HEAD, '"a,,F1,umum,1,0,1,1,1'), ONE, /C\.csv baris \d: tanda kutip dibuka dan tidak ditutup/],
    [
      'a quote in the middle',
      csv(HEAD, 'a,Nama "X",F1,umum,1,0,1,1,1'),
      ONE,
      /C\.csv baris 2: tanda kutip di tengah isi/,
    ],
    ['an empty file', '', ONE, /^C\.csv: berkas kosong/],
    ['titles alone', csv(HEAD), ONE, /^C\.csv: tidak ada baris di bawah judul kolom/],
    [
      'places that are no number',
      row(),
      csv('vacancy,need,places', 'F1,umum,dua'),
      /^V\.csv baris 2 kolom places: "dua"/,
    ],
    [
      'a list twice',
      row(),
      csv('vacancy,need,places', 'F1,umum,1', 'F1,Umum,2'),
      /^V\.csv baris 3 kolom need: .*sudah ada di baris 2/,
    ],
    [
      'a vacancy without code',
      row(),
      csv('vacancy,need,places', ',umum,1', 'F1,umum,1'),
      /V\.csv baris 2 kolom vacancy: kode formasi kosong/,
    ],
    [
      'half a position',
      row(),
      csv('vacancy,need,places,position,unit', 'F1,umum,1,Perawat,'),
      /V\.csv baris 2 kolom unit: kosong/,
    ],
  ])('rank: %s', (_, candidates, vacancies, sentence) => {
    const told = ask('rank', { 'C.csv': candidates, 'V.csv': vacancies }, { ...lists(), json: true })
    expect(told.refused).toMatch(sentence)
    expect(told.out).toBe('')
  })

  it.each([
    ['a missing column', csv(HEAD, good), /C\.csv baris 1 kolom skbCat: kolom ini tidak ada/],
    ['SKB that is no number', skb('4oo,500,,,,,,'), /baris 2 kolom skbCat: "4oo" bukan bilangan bulat/],
    ['SKB above its maximum', skb('501,500,,,,,,'), /baris 2 kolom skbCat: 501 di atas nilai tertinggi 500/],
    ['a maximum of 0', skb('0,0,,,,,,'), /baris 2 kolom skbCatMax: 0 harus dari 1/],
    ['an extra test above 100', skb('400,500,101,0.4,,,,'), /baris 2 kolom skbExtra: "101" di atas 100/],
    [
      'an extra test without weight',
      skb('400,500,,,,,,', '400,500,90,,,,,'),
      /baris 3 kolom skbExtraWeight: kosong di semua baris formasi "F1" kebutuhan umum/,
    ],
    [
      'a weight of exactly 1',
      skb('400,500,90,1,,,,'),
      /baris 2 kolom skbExtraWeight: bobot "1" dapat berarti 1% atau 100%/,
    ],
    [
      'a weight that is no whole per cent',
      skb('400,500,90,0.375,,,,'),
      /baris 2 kolom skbExtraWeight: bobot "0\.375" bukan persen bulat/,
    ],
    ['a weight that is no number', skb('400,500,90,sedang,,,,'), /kolom skbExtraWeight: bobot "sedang" bukan bilangan/],
    [
      'two weights',
      skb('400,500,90,0.4,,,,', '400,500,90,30,,,,'),
      /baris 3 kolom skbExtraWeight: bobot "30" tidak sama dengan "0\.4" di baris 2/,
    ],
    ['an IPK above 100', skb('400,500,,,350,,,'), /baris 2 kolom gpa: "350"/],
    [
      'a date that does not exist',
      skb('400,500,,,,1995-02-30,,'),
      /baris 2 kolom birthDate: tanggal "1995-02-30" tidak ada dalam kalender/,
    ],
    ['a date that is none', skb('400,500,,,,1 Mei 1995,,'), /baris 2 kolom birthDate: "1 Mei 1995" bukan tanggal/],
    [
      'an unknown status',
      skb('400,500,,,,,mundur,'),
      /baris 2 kolom status: "mundur" tidak dikenal; tulis TMS, TMS-1, APS, DIS/,
    ],
    ['a NIP that is no word', skb('400,500,,,,,APS,nanti'), /baris 2 kolom nipIssued: "nanti"/],
    [
      'SKD above its maximum',
      csv(`${SKB},total`, 'a,,F1,umum,1,0,90,120,190,400,500,,,,,,,551'),
      /baris 2 kolom total: nilai SKD 551 di atas nilai tertinggi 550/,
    ],
  ])('integrate: %s', (_, candidates, sentence) => {
    const told = ask('integrate', { 'C.csv': candidates, 'V.csv': ONE }, { ...lists(), json: true })
    expect(told.refused).toMatch(sentence)
    expect(told.out).toBe('')
  })

  it('tells twenty of them and counts the rest', () => {
    const wrong = Array.from({ length: 25 }, (_, index) => `b${index},,F1,umum,true,false,90,8x,190`)
    const { refused: why } = ask('rank', { 'C.csv': row(...wrong), 'V.csv': ONE }, lists())
    const said = why?.split('\n') ?? []
    expect(said[0]).toBe('25 masalah, tidak ada yang ditulis:')
    expect(said.filter((line) => line.includes('kolom tiu'))).toHaveLength(20)
    expect(said.at(-1)).toBe('  … dan 5 lagi')
  })

  it('counts rows as an editor does, also after a cell of two lines', () => {
    const candidates = csv(HEAD, 'a,"dua\nbaris",F1,umum,1,0,90,120,190', '', 'b,"lagi\ndua",F1,umum,1,0,90,8x,190')
    expect(ask('rank', { 'C.csv': candidates, 'V.csv': ONE }, lists()).refused).toMatch(/^C\.csv baris 5 kolom tiu/)
  })

  it('shows no sign that would steer a terminal', () => {
    const { refused: why } = ask('rank', { 'C.csv': row('b,,F1,umum,1,0,90,\u001b[31m,190'), 'V.csv': ONE }, lists())
    expect(why).toContain('kolom tiu: " [31m" bukan bilangan bulat')
  })

  it('does not take a workbook or another encoding for text', () => {
    const told = (bytes: Uint8Array) => ask('rank', { 'C.csv': bytes, 'V.csv': ONE }, lists()).refused
    expect(told(Buffer.from('PK\u0003\u0004'))).toMatch(/C\.csv: ini buku kerja Excel/)
    expect(told(Buffer.from(`${HEAD}\na,Ren\xE9,F1,umum,1,0,90,120,190\n`, 'latin1'))).toMatch(
      /C\.csv baris 2: bukan teks UTF-8/,
    )
    expect(told(Buffer.from(HEAD, 'utf16le'))).toMatch(/C\.csv baris 1: bukan teks UTF-8/)
  })

  it.each<[string, Flags, RegExp]>([
    ['unknown rules', { rules: 'skd-2024' }, /aturan "skd-2024" tidak dikenal; yang ada: .*skd-cpns-2024/],
    ['rules by a name every object has', { rules: 'constructor' }, /aturan "constructor" tidak dikenal/],
    ['no rules', { rules: undefined }, /--rules/],
    ['rules that are no JSON', { rules: at('V.csv') }, /V\.csv bukan JSON/],
    ['a rule file that is not there', { rules: at('tidak-ada.json') }, /tidak-ada\.json" tidak ditemukan/],
    ['no candidates', { candidates: undefined }, /--candidates BERKAS/],
    ['a file that is not there', { candidates: at('X.csv') }, /X\.csv" tidak ditemukan/],
    ['a folder', { candidates: folder.path }, /bukan berkas/],
    ['two formats', { csv: true, json: true }, /--json atau --csv/],
    ['an output in no folder', { out: at('tidak/ada.csv') }, /folder untuk .* tidak ada/],
    ['an output that is a folder', { out: folder.path }, /bukan berkas/],
  ])('refuses %s', (_, flags, sentence) => {
    const told = ask('rank', { 'C.csv': row(), 'V.csv': ONE }, { ...lists(), ...flags })
    expect(told.refused).toMatch(sentence)
    expect(told.out).toBe('')
  })
})

describe('as it is typed', () => {
  it('answers on stdout, opens no data folder, and ends with 2 where a file is wrong', async () => {
    const data = at('data')
    const file = (name: string, body: string) => {
      writeFileSync(at(name), body)
      return at(name)
    }
    const given = ['--rules', 'skd-cpns-2024', '--vacancies', file('V1.csv', ONE)]
    const good = file('C1.csv', csv(HEAD, 'a,,F1,umum,true,false,90,120,190'))
    expect(JSON.parse(await seleksi(data, 'rank', ...given, '--candidates', good, '--json'))).toMatchObject([
      { number: 'a', rank: 1, code: 'P/L' },
    ])
    const wrong = file('C2.csv', csv(HEAD, 'a,,F1,umum,true,false,90,8x,190'))
    const told = await refused(data, 'rank', ...given, '--candidates', wrong, '--json')
    expect(told).toEqual({
      code: 2,
      stdout: '',
      stderr: 'seleksi: C2.csv baris 2 kolom tiu: "8x" bukan bilangan bulat. Tidak ada yang ditulis.\n',
    })
    expect(existsSync(data)).toBe(false)
  })
})
