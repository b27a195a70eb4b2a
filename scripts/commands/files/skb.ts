import { compare, type Exact, exact, multiply, parseExact } from '../../../scoring/exact.ts'
import type { DropCode } from '../../../scoring/final.ts'
import { planProblems, type SkbPlan } from '../../../scoring/integration.ts'
import type { RuleSet } from '../../../scoring/rule-set.ts'
import { birthDateOf, type Candidate, mostOf } from './candidates.ts'
import { quoted, wholeOf, yesNoOf } from './cells.ts'
import type { Problems } from './problems.ts'
import type { Column, Row } from './table.ts'
import type { Unit } from './vacancies.ts'

/** What one row of the candidate file says beyond the SKD. */
export interface SkbRow {
  cat: { points: number; max: number } | null
  /** From 0 to 100; null: empty. */
  extra: Exact | null
  gpa: string | null
  birthDate: string | null
  dropped: { code: DropCode; keepsSeat: boolean } | null
}

export const SKB_COLUMNS: Column[] = [
  { key: 'skbCat', needed: true },
  { key: 'skbCatMax' },
  { key: 'skbExtra', also: ['skb_tambahan'] },
  { key: 'skbExtraWeight', also: ['bobot_tambahan'] },
  { key: 'skbExtraKind', also: ['jenis_tambahan'] },
  { key: 'gpa', also: ['ipk'] },
  { key: 'status' },
  { key: 'nipIssued', also: ['nip_terbit'] },
]
const CAT_MAX = 500
const KIND = 'praktik kerja'
const DROPS: readonly DropCode[] = ['TMS', 'TMS-1', 'APS', 'DIS']

/** The extra test of one list, as the first row that speaks of it says. */
interface Stated {
  weight?: { percent: number; text: string; line: number }
  kind?: { text: string; line: number }
  /** The first row with a score. */
  scored?: number
}

/** Gathers the SKB of every candidate, and the one plan that all rows of a list must agree on. */
export class SkbReader {
  private readonly rows = new Map<Candidate, SkbRow>()
  private readonly stated = new Map<string, Stated>()
  private readonly ruleSet: RuleSet
  private readonly skdMax: number

  constructor(ruleSet: RuleSet) {
    this.ruleSet = ruleSet
    this.skdMax = ruleSet.sections.reduce((sum, section) => sum + mostOf(section), 0)
  }

  read(row: Row, unit: Unit, candidate: Candidate): void {
    const total = candidate.points?.['total'] ?? 0
    if (total > this.skdMax) row.bad('total', `nilai SKD ${total} di atas nilai tertinggi ${this.skdMax}`)
    this.rows.set(candidate, {
      ...{
        cat: catOf(row),
        extra: extraOf(row),
        gpa: gpaOf(row),
        birthDate: birthDateOf(row),
        dropped: droppedOf(row),
      },
    })
    this.readPlan(row, unit)
  }

  of(candidate: Candidate): SkbRow {
    const row = this.rows.get(candidate)
    if (!row) throw new Error(`bug: candidate ${candidate.number} was not read`)
    return row
  }

  /** Settles the plan of each list when all rows are read, and notes what the rules do not allow. */
  plans(units: readonly Unit[], file: string, problems: Problems): Map<string, SkbPlan> {
    const plans = new Map<string, SkbPlan>()
    for (const unit of units) {
      const { weight, kind, scored } = this.stated.get(unit.id) ?? {}
      if (scored !== undefined && !weight)
        problems.add(
          file,
          scored,
          'skbExtraWeight',
          `kosong di semua baris formasi ${quoted(unit.vacancy)} kebutuhan ${unit.need}, padahal ada nilai skbExtra`,
        )
      const plan = {
        extras: weight && weight.percent > 0 ? [{ kind: kind?.text ?? KIND, weight: weight.percent }] : [],
      }
      plans.set(unit.id, plan)
      if (!weight || weight.percent === 0) continue
      const refused = planProblems(this.ruleSet, plan).map(({ id }) => id)
      // What a harmless kind would be refused for too is the weight's fault.
      const ofWeight = planProblems(this.ruleSet, { extras: [{ kind: KIND, weight: weight.percent }] }).map(
        ({ id }) => id,
      )
      for (const sentence of refused)
        if (ofWeight.includes(sentence)) problems.add(file, weight.line, 'skbExtraWeight', withoutStop(sentence))
        else problems.add(file, kind?.line ?? weight.line, 'skbExtraKind', withoutStop(sentence))
    }
    return plans
  }

  private readPlan(row: Row, unit: Unit): void {
    const stated = this.stated.get(unit.id) ?? {}
    this.stated.set(unit.id, stated)
    if (row.cell('skbExtra') !== '') stated.scored ??= row.line
    const text = row.cell('skbExtraWeight')
    if (text !== '') {
      const percent = weightOf(text)
      if (typeof percent === 'string') row.bad('skbExtraWeight', percent)
      else if (!stated.weight) stated.weight = { percent, text, line: row.line }
      else if (stated.weight.percent !== percent)
        row.bad(
          'skbExtraWeight',
          `bobot ${quoted(text)} tidak sama dengan ${quoted(stated.weight.text)} di baris ${stated.weight.line}; satu formasi dan kebutuhan satu bobot`,
        )
    }
    const kind = row.cell('skbExtraKind')
    if (kind === '') return
    if (!stated.kind) stated.kind = { text: kind, line: row.line }
    else if (stated.kind.text.toLowerCase() !== kind.toLowerCase())
      row.bad(
        'skbExtraKind',
        `jenis tes ${quoted(kind)} tidak sama dengan ${quoted(stated.kind.text)} di baris ${stated.kind.line}; satu formasi dan kebutuhan paling banyak satu tes tambahan`,
      )
  }
}

/** Whole per cent: '0.4', '40' and '40%' are one weight; 0 is no extra test. The sentence when it cannot be told. */
export function weightOf(text: string): number | string {
  const [, digits = '', sign = ''] = /^([^%]*?)\s*(%?)$/.exec(text) ?? []
  const value = parseExact(digits)
  if (!value) return `bobot ${quoted(text)} bukan bilangan; tulis seperti 0.4 atau 40`
  const toOne = compare(value, exact(1))
  if (toOne === 0 && sign === '') return 'bobot "1" dapat berarti 1% atau 100%; tulis 1% atau 100'
  const percent = toOne < 0 && sign === '' ? multiply(value, exact(100)) : value
  if (percent.d !== 1n || percent.n > 100n) return `bobot ${quoted(text)} bukan persen bulat dari 0 sampai 100`
  return Number(percent.n)
}

function catOf(row: Row): SkbRow['cat'] {
  const text = row.cell('skbCat')
  const max = row.cell('skbCatMax') === '' ? CAT_MAX : wholeOf(row.cell('skbCatMax'), 1)
  if (typeof max === 'string') row.bad('skbCatMax', max)
  if (text === '' || typeof max === 'string') return null
  const points = wholeOf(text)
  if (typeof points === 'string') row.bad('skbCat', points)
  else if (points > max) row.bad('skbCat', `${points} di atas nilai tertinggi ${max}`)
  else return { points, max }
  return null
}

function extraOf(row: Row): Exact | null {
  const text = row.cell('skbExtra')
  if (text === '') return null
  const score = parseExact(text)
  if (score && compare(score, exact(100)) <= 0) return score
  row.bad('skbExtra', score ? `${quoted(text)} di atas 100` : `${quoted(text)} bukan bilangan 0 sampai 100`)
  return null
}

function gpaOf(row: Row): string | null {
  const text = row.cell('gpa')
  if (text === '') return null
  const value = parseExact(text)
  if (value && compare(value, exact(100)) <= 0) return text.replace(',', '.')
  row.bad('gpa', `${quoted(text)} bukan IPK (sampai 4) atau nilai ijazah (sampai 100)`)
  return null
}

function droppedOf(row: Row): SkbRow['dropped'] {
  const nip = row.cell('nipIssued') === '' ? false : yesNoOf(row.cell('nipIssued'))
  if (typeof nip === 'string') row.bad('nipIssued', nip)
  const text = row.cell('status')
  if (text === '') return null
  const code = DROPS.find((one) => one === text.toUpperCase())
  if (!code) row.bad('status', `${quoted(text)} tidak dikenal; tulis ${DROPS.join(', ')} atau kosongkan`)
  return code ? { code, keepsSeat: nip === true } : null
}

const withoutStop = (sentence: string) => sentence.replace(/\.$/, '')
