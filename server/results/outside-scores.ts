import { compare, parseExact } from '../../scoring/exact.ts'
import { readSheet } from '../recruitment/sheet.ts'
import { readRows, type SheetReading } from '../recruitment/sheets.ts'

/** A row of a sheet of scores from outside. */
export interface NewOutsideScore {
  candidate: string
  number: string
  test: string
  points: string
  most: string
}

export interface KnownForScores {
  /** By number: who it is, and the extra tests that the vacancy announced, in lower case. */
  people: ReadonlyMap<string, { candidate: string; extras: string[]; hasOwnCat: boolean }>
  /** What counts now, by candidate and test. */
  scores: ReadonlyMap<string, ReadonlyMap<string, { points: string; most: string }>>
}

const COLUMNS = {
  number: ['nomor_peserta', 'no_peserta', 'nomor', 'number', 'candidate_number'],
  test: ['tes', 'jenis_tes', 'test'],
  points: ['nilai', 'skor', 'points', 'score'],
  most: ['maksimum', 'nilai_maksimum', 'maks', 'most', 'max'],
} as const
const SKB_CAT = 'skb-cat'
/** Ways of writing the SKB CAT. */
const CAT = ['skbcat', 'cat', 'catskb']

/**
 * A sheet of scores from outside: the extra tests of the SKB, and an SKB CAT held elsewhere. Decimals are kept exactly
 * as written, with a point. Pure; every refused row says where and what to do.
 */
export function readOutsideScores(bytes: Uint8Array, known: KnownForScores): SheetReading<NewOutsideScore> {
  const sheet = readSheet(bytes, COLUMNS, ['number', 'test', 'points', 'most'])
  const seen = new Set<string>()
  const warnings: { where: string; reason: string }[] = []
  const reading = readRows<keyof typeof COLUMNS, NewOutsideScore>(sheet, (cells, where) => {
    const person = known.people.get(cells.number)
    if (!person) return `nomor peserta "${cells.number}" tidak ada; impor peserta dahulu atau perbaiki nomornya`
    const plain = cells.test.trim().toLowerCase().replace(/\s+/g, ' ')
    const test = CAT.includes(plain.replace(/[^a-z]/g, '')) ? SKB_CAT : plain
    if (test !== SKB_CAT && !person.extras.includes(test))
      return `tes "${cells.test}" tidak diumumkan untuk formasi peserta ${cells.number}; yang ada: ${[SKB_CAT, ...person.extras].join(', ')}`
    const key = `${cells.number}\0${test}`
    if (seen.has(key)) return `nilai ${test} peserta ${cells.number} berulang dalam berkas ini`
    seen.add(key)
    const points = parseExact(cells.points)
    if (!points) return `nilai "${cells.points}" bukan bilangan; tulis seperti 87 atau 87,5`
    const most = parseExact(cells.most)
    if (!most || most.n === 0n) return `nilai maksimum "${cells.most}" bukan bilangan di atas 0`
    if (compare(points, most) > 0) return `nilai ${cells.points} melebihi maksimum ${cells.most}`
    const score = { points: cells.points.replace(',', '.'), most: cells.most.replace(',', '.') }
    const before = known.scores.get(person.candidate)?.get(test)
    if (before && (before.points !== score.points || before.most !== score.most))
      warnings.push({
        where,
        reason: `nilai ${test} peserta ${cells.number} diganti: ${before.points}/${before.most} menjadi ${score.points}/${score.most}`,
      })
    if (test === SKB_CAT && person.hasOwnCat)
      warnings.push({
        where,
        reason: `peserta ${cells.number} mempunyai sesi SKB di sini; bila ia hadir, nilai sesi itulah yang dipakai`,
      })
    return { candidate: person.candidate, number: cells.number, test, ...score }
  })
  return { ...reading, warnings: [...reading.warnings, ...warnings] }
}

export const OUTSIDE_SCORE_TEMPLATE = 'nomor_peserta,tes,nilai,maksimum\r\n'
