import type { RuleSet } from '../../../scoring/rule-set.ts'
import type { Candidate } from './candidates.ts'
import { quoted, wholeOf } from './cells.ts'
import type { Problems } from './problems.ts'
import { type Column, type GivenFile, type Row, readTable } from './table.ts'

/** One list: a vacancy and a kind of need (RK1), with the candidates read for it. */
export interface Unit {
  /** Of both together; nobody sees it. */
  id: string
  vacancy: string
  /** Id of the need type in the rule set. */
  need: string
  places: number
  /** Line of the vacancy file. */
  line: number
  /** '' where the file does not say. */
  position: string
  qualification: string
  unit: string
  /** Thresholds that this vacancy states itself, where the rule set leaves them to it. */
  thresholds?: Record<string, number>
  candidates: Candidate[]
}

export interface Vacancies {
  units: Unit[]
  /** By `unitId`. */
  byId: ReadonlyMap<string, Unit>
  /** Codes, whatever the need. */
  codes: ReadonlySet<string>
  /** Name of the file. */
  file: string
  /** Nothing was wrong in it, so what is not in it does not exist. */
  sound: boolean
  /** The file says position and unit, so that places left empty can be filled from elsewhere (C.5). */
  fillable: boolean
}

const COLUMNS: Column[] = [
  { key: 'vacancy', also: ['formasi', 'kode_formasi'], needed: true },
  { key: 'need', also: ['jenis_kebutuhan', 'need_type'], needed: true },
  { key: 'places', also: ['jumlah', 'jumlah_kebutuhan', 'alokasi'], needed: true },
  { key: 'position', also: ['jabatan'] },
  { key: 'unit', also: ['unit_kerja', 'unit_penempatan', 'lokasi'] },
  { key: 'qualification', also: ['kualifikasi', 'pendidikan', 'kualifikasi_pendidikan'] },
]
const PLACES_MAX = 100_000

/** Reads the vacancy file: one row for each list, in the order in which the lists are printed. */
export function readVacancies(
  file: GivenFile,
  ruleSet: RuleSet,
  problems: Problems,
  note: (sentence: string) => void = () => {},
): Vacancies {
  const units: Unit[] = []
  const byId = new Map<string, Unit>()
  const codes = new Set<string>()
  const stated = [...new Set(Object.values(ruleSet.statedByVacancy ?? {}).flat())]
  const columns = [...COLUMNS, ...stated.map((on): Column => ({ key: nab(on), also: [`ambang_batas_${on}`] }))]
  const needOf = needReader(ruleSet)
  let fillable = false
  const before = problems.count
  const each = (row: Row) => {
    fillable = row.has('position') && row.has('unit')
    const read = unitOf(row, ruleSet, needOf)
    if (!read) return
    const first = byId.get(read.id)
    if (first)
      return row.bad('need', `formasi ${quoted(read.vacancy)} kebutuhan ${read.need} sudah ada di baris ${first.line}`)
    units.push(read)
    byId.set(read.id, read)
    codes.add(read.vacancy)
  }
  readTable(file, { columns, each, note }, problems)
  return { file: file.name, units, byId, codes, fillable, sound: problems.count === before }
}

function unitOf(row: Row, ruleSet: RuleSet, needOf: (text: string) => string | null): Unit | null {
  const vacancy = row.cell('vacancy')
  if (vacancy === '') row.bad('vacancy', 'kode formasi kosong')
  const need = needOf(row.cell('need'))
  if (need === null) row.bad('need', unknownNeed(row.cell('need'), ruleSet))
  const places = wholeOf(row.cell('places'), 0, PLACES_MAX)
  if (typeof places === 'string') row.bad('places', places)
  const thresholds = need === null ? {} : thresholdsOf(row, ruleSet.statedByVacancy?.[need] ?? [])
  const [position, qualification, unit] = [row.cell('position'), row.cell('qualification'), row.cell('unit')]
  if (row.has('position') && row.has('unit') && (position === '' || unit === ''))
    row.bad(
      position === '' ? 'position' : 'unit',
      'kosong; jabatan dan unit diisi di semua baris, atau kolomnya dihapus',
    )
  if (vacancy === '' || need === null || typeof places === 'string' || thresholds === null) return null
  return {
    id: unitId(vacancy, need),
    ...{ vacancy, need, places, line: row.line, position, qualification, unit, candidates: [] },
    ...(Object.keys(thresholds).length > 0 ? { thresholds } : {}),
  }
}

/** Null when one is missing or no number: without it somebody could pass who should not. */
function thresholdsOf(row: Row, stated: readonly string[]): Record<string, number> | null {
  const thresholds: Record<string, number> = {}
  for (const on of stated) {
    const text = row.cell(nab(on))
    const least = text === '' ? 'kosong; aturan ini menyerahkan ambang batas itu kepada formasi' : wholeOf(text)
    if (typeof least === 'string') row.bad(nab(on), least)
    else thresholds[on] = least
  }
  return Object.keys(thresholds).length === stated.length ? thresholds : null
}

const nab = (on: string) => `nab_${on}`

/** A vacancy code and a need type may hold any sign but this one. */
export const unitId = (vacancy: string, need: string): string => `${vacancy}\0${need}`

/** Reads a kind of need: the id in the rule set, or its title in either language, whatever the case and the signs. */
export function needReader(ruleSet: RuleSet): (text: string) => string | null {
  const ids = new Map<string, string>()
  const words = (text: string) => text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? []
  // First come first served: an id is never taken over by the shortened title of another.
  const learn = (text: string, id: string) => {
    const name = words(text).join(' ')
    if (name !== '' && !ids.has(name)) ids.set(name, id)
  }
  for (const { id } of ruleSet.needTypes) learn(id, id)
  for (const { id, title } of ruleSet.needTypes) for (const name of [title.id, title.en]) learn(name, id)
  for (const { id, title } of ruleSet.needTypes)
    for (const name of [title.id, title.en])
      for (const shorter of [
        name.replace(/^(?:khusus|special)\b/i, ''),
        name.replace(/\(.*?\)/g, ''),
        `kebutuhan ${name}`,
      ])
        learn(shorter, id)
  return (text) => ids.get(words(text).join(' ')) ?? null
}

export function unknownNeed(text: string, ruleSet: RuleSet): string {
  const ids = ruleSet.needTypes.map(({ id }) => id).join(', ')
  return text === ''
    ? `jenis kebutuhan kosong; tulis salah satu: ${ids}`
    : `jenis kebutuhan ${quoted(text)} tidak dikenal; tulis salah satu: ${ids}`
}
