import type { RuleSection, RuleSet } from '../../../scoring/rule-set.ts'
import { dateOf, disqualifiedOf, quoted, wholeOf, yesNoOf } from './cells.ts'
import type { Problems } from './problems.ts'
import { type Column, type GivenFile, type Row, readTable } from './table.ts'
import { needReader, type Unit, unitId, unknownNeed, type Vacancies } from './vacancies.ts'

export interface Candidate {
  /** Line of the candidate file. */
  line: number
  number: string
  /** For the printed list alone; nobody is ranked by it. */
  name: string
  /** By section id and 'total'; null: absent. */
  points: Record<string, number> | null
  disqualified: boolean
  /** ISO date; read where the rules ask for it. */
  birthDate: string | null
  /** One of the rule set's groups. */
  group: string | null
}

export interface AlsoRead {
  columns: readonly Column[]
  /** What `integrate` reads of each row beside; what it finds wrong it notes as a problem of the row. */
  read?(row: Row, unit: Unit, candidate: Candidate): void
}

const COLUMNS: Column[] = [
  { key: 'number', also: ['nomor', 'nomor_peserta', 'no_peserta'], needed: true },
  { key: 'name', also: ['nama', 'nama_peserta'] },
  { key: 'vacancy', also: ['formasi', 'kode_formasi'], needed: true },
  { key: 'need', also: ['jenis_kebutuhan', 'need_type'], needed: true },
  { key: 'present', also: ['hadir', 'kehadiran'] },
  { key: 'disqualified', also: ['diskualifikasi', 'dis'] },
  { key: 'total' },
  { key: 'birthDate', also: ['tanggal_lahir', 'tgl_lahir'] },
  { key: 'group', also: ['kelompok', 'prioritas', 'priority'] },
]
const NUMBER_CHARS_MAX = 100

/**
 * Reads the candidate file and puts every candidate into the list of the vacancy and the need applied for.
 * More points than the official paper gives are only noted: published simulations hold such figures.
 */
export function readCandidates(
  file: GivenFile,
  ruleSet: RuleSet,
  vacancies: Vacancies,
  problems: Problems,
  also: AlsoRead = { columns: [] },
  note: (sentence: string) => void = () => {},
): void {
  const sections = ruleSet.sections.map(({ id }): Column => ({ key: id, needed: true }))
  const lines = new Map<string, number>()
  const needOf = needReader(ruleSet)
  const most = new Map(ruleSet.sections.map((section) => [section.id, mostOf(section)]))
  const aboveMax: number[] = []
  const each = (row: Row) => {
    const before = problems.count
    const number = numberOf(row, lines)
    const unit = placeOf(row, ruleSet, vacancies, needOf)
    const points = pointsOf(row, ruleSet)
    const disqualified = row.cell('disqualified') === '' ? false : disqualifiedOf(row.cell('disqualified'))
    if (typeof disqualified === 'string') row.bad('disqualified', disqualified)
    const candidate: Candidate = {
      ...{ line: row.line, number, name: row.cell('name'), points, disqualified: disqualified === true },
      birthDate: ruleSet.ranking.oldestFirst ? birthDateOf(row) : null,
      group: groupOf(row, ruleSet),
    }
    if (unit) also.read?.(row, unit, candidate)
    if (problems.count > before || !unit) return
    unit.candidates.push(candidate)
    if (points && ruleSet.sections.some(({ id }) => (points[id] as number) > (most.get(id) as number)))
      aboveMax.push(row.line)
  }
  const columns = [...COLUMNS, ...sections, ...also.columns]
  readTable(file, { columns, each, note }, problems)
  if (aboveMax.length === 0) return
  const some = `${aboveMax.slice(0, 5).join(', ')}${aboveMax.length > 5 ? ', …' : ''}`
  note(`${file.name}: ${aboveMax.length} peserta punya nilai di atas nilai tertinggi subtesnya (baris ${some})`)
}

function numberOf(row: Row, lines: Map<string, number>): string {
  const number = row.cell('number')
  const first = lines.get(number)
  if (number === '') row.bad('number', 'nomor peserta kosong')
  else if (number.length > NUMBER_CHARS_MAX) row.bad('number', `nomor peserta lebih dari ${NUMBER_CHARS_MAX} karakter`)
  else if (first !== undefined) row.bad('number', `nomor peserta ${quoted(number)} sudah ada di baris ${first}`)
  else lines.set(number, row.line)
  return number
}

function placeOf(
  row: Row,
  ruleSet: RuleSet,
  { byId, codes, file, sound }: Vacancies,
  needOf: (text: string) => string | null,
): Unit | null {
  const vacancy = row.cell('vacancy')
  const need = needOf(row.cell('need'))
  if (vacancy === '') row.bad('vacancy', 'kode formasi kosong')
  if (need === null) row.bad('need', unknownNeed(row.cell('need'), ruleSet))
  if (vacancy === '' || need === null) return null
  const unit = byId.get(unitId(vacancy, need))
  if (unit || !sound) return unit ?? null
  if (codes.has(vacancy)) row.bad('need', `formasi ${quoted(vacancy)} tidak punya kebutuhan ${need} di ${file}`)
  else row.bad('vacancy', `formasi ${quoted(vacancy)} tidak ada di ${file}`)
  return null
}

/** Null: absent, or what is there is wrong and was noted. Points of an absent candidate are not looked at. */
function pointsOf(row: Row, { sections }: RuleSet): Record<string, number> | null {
  const written = row.cell('present')
  const present = written === '' ? sections.some(({ id }) => row.cell(id) !== '') : yesNoOf(written)
  if (typeof present === 'string') row.bad('present', present)
  if (present !== true) return null
  const points: Record<string, number> = {}
  let total = 0
  for (const { id } of sections) {
    const value = row.cell(id) === '' ? 'nilai kosong, padahal peserta hadir' : wholeOf(row.cell(id))
    if (typeof value === 'string') row.bad(id, value)
    else total += points[id] = value
  }
  const given = row.cell('total') === '' ? total : wholeOf(row.cell('total'))
  if (typeof given === 'string') row.bad('total', given)
  return { ...points, total: typeof given === 'string' ? total : given }
}

/** The most points a section of the official paper gives. */
export function mostOf({ items, scoring }: RuleSection): number {
  return items * (scoring.kind === 'correct' ? scoring.points : scoring.most)
}

/** Also for `integrate`, whose rules part equals by age at the very end. */
export function birthDateOf(row: Row): string | null {
  if (row.cell('birthDate') === '') return null
  const read = dateOf(row.cell('birthDate'))
  if (typeof read !== 'string') return read.date
  row.bad('birthDate', read)
  return null
}

function groupOf(row: Row, { ranking }: RuleSet): string | null {
  const text = row.cell('group')
  if (!ranking.groups || text === '') return null
  const group = ranking.groups.find((one) => one.toLowerCase() === text.toLowerCase())
  if (group === undefined)
    row.bad('group', `kelompok ${quoted(text)} tidak dikenal; tulis salah satu: ${ranking.groups.join(', ')}`)
  return group ?? null
}
