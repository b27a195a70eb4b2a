import type { DocumentRule } from '../protocol/recruitment.ts'
import type { RequirementToJudge, Verdict } from '../protocol/verification.ts'
import { type ReasonCode, reasonsFor } from '../protocol/verification-words.ts'
import type { Table } from '../recruitment/sheet.ts'
import {
  DOCUMENT_COLUMNS,
  type OutsideDocument,
  type OutsideResult,
  RESULT_COLUMNS,
  type Reading,
  readAll,
} from './outside-sheets.ts'
import { wholeOf } from './outside-words.ts'

/** The index of documents and the results of an office that registers elsewhere. Pure; VC18. */
export function readDocuments(
  table: Table,
  known: {
    numbers: ReadonlySet<string>
    rules: readonly DocumentRule[]
    has: (number: string, kind: string) => boolean
  },
): Reading<OutsideDocument> {
  const seen = new Set<string>()
  return readAll(table, DOCUMENT_COLUMNS, ['number', 'kind', 'digest'], ({ text, problem, need }) => {
    const [number, kind] = [text('number'), text('kind').toLowerCase()]
    if (!known.numbers.has(number)) problem('number', `lamaran "${number}" tidak ada pada periode ini`)
    const rule = known.rules.find((one) => one.kind === kind || one.id.toLowerCase() === kind)
    if (!rule)
      problem(
        'kind',
        `"${text('kind')}" tidak dikenal; tulis salah satu: ${known.rules.map((one) => one.kind).join(', ')}`,
      )
    const key = `${number}\0${rule?.kind ?? kind}`
    if (seen.has(key) || (rule && known.has(number, rule.kind)))
      problem('kind', 'sudah ada untuk lamaran ini; satu dokumen tiap jenis')
    seen.add(key)
    const digest = text('digest').toLowerCase()
    if (!/^[0-9a-f]{64}$/.test(digest)) problem('digest', `${digest.length} huruf, seharusnya 64 huruf heksadesimal`)
    const bytes = wholeOf(text('bytes'), 1, 100_000_000)
    need('bytes', bytes === null ? 'bukan bilangan byte yang sah' : null)
    const pages = text('pages') === '' ? null : wholeOf(text('pages'), 1, 1000)
    if (text('pages') !== '' && pages === null) problem('pages', 'bukan bilangan halaman 1 sampai 1000')
    const name = text('name') || `${rule?.kind ?? kind}.${rule?.type ?? 'pdf'}`
    return { number, kind: rule?.kind ?? kind, name: name.slice(0, 120), digest, bytes: bytes ?? 0, pages }
  })
}

export interface KnownResults {
  /** Numbers of applications that wait for a verdict. */
  waiting: ReadonlySet<string>
  /** What is judged of an application; asked only of waiting ones. */
  requirements: (number: string) => readonly Pick<RequirementToJudge, 'requirement' | 'title' | 'needed'>[]
}

/** One row for an application that is MS; for one that is TMS, a row for each requirement that is not met. */
export function readResults(table: Table, known: KnownResults): Reading<OutsideResult> {
  const results = new Map<string, OutsideResult>()
  const bad = new Set<string>()
  const reading = readAll(table, RESULT_COLUMNS, ['number', 'verdict'], ({ text, problem, wrong }) => {
    const number = text('number')
    const verdict = text('verdict').toUpperCase()
    if (!known.waiting.has(number)) problem('number', `lamaran "${number}" tidak ada atau sudah diputus`)
    if (verdict !== 'MS' && verdict !== 'TMS') problem('verdict', `"${text('verdict')}" bukan MS atau TMS`)
    const before = results.get(number)
    if (before && (before.verdict !== verdict || verdict === 'MS'))
      problem('number', `lamaran "${number}" sudah ada di baris lain dalam berkas ini`)
    const result = before ?? { number, verdict: verdict as Verdict, failed: [] }
    if (verdict === 'TMS' && known.waiting.has(number)) {
      const failed = failedOf(text, problem, known.requirements(number))
      if (failed) result.failed.push(failed)
    }
    if (wrong()) bad.add(number)
    results.set(number, result)
    return null
  })
  for (const { number, verdict, failed } of results.values()) {
    if (verdict !== 'TMS' || bad.has(number)) continue
    const needed = known.requirements(number).filter((one) => one.needed)
    if (needed.some(({ requirement }) => failed.some((one) => one.requirement === requirement))) continue
    bad.add(number)
    const reason = 'TMS, tetapi tidak ada syarat wajib yang gagal; tulis syaratnya, atau MS'
    reading.refused.push({ where: `lamaran ${number}, kolom ${RESULT_COLUMNS.verdict[0]}`, reason })
  }
  // A row that is wrong takes the other rows of its application with it: half a verdict is none.
  return { ...reading, rows: [...results.values()].filter(({ number }) => !bad.has(number)) }
}

function failedOf(
  text: (column: keyof typeof RESULT_COLUMNS) => string,
  problem: (column: keyof typeof RESULT_COLUMNS, reason: string) => void,
  requirements: readonly Pick<RequirementToJudge, 'requirement' | 'title'>[],
): OutsideResult['failed'][number] | null {
  const wanted = text('requirement').toLowerCase()
  const found = requirements.find(
    ({ requirement, title }) => requirement === wanted || title.id.toLowerCase() === wanted,
  )
  if (!found) {
    problem(
      'requirement',
      `"${text('requirement')}" bukan persyaratan lamaran ini; tulis salah satu: ${requirements.map(({ requirement }) => requirement).join(', ')}`,
    )
    return null
  }
  const reason = text('reason').toLowerCase() as ReasonCode
  const fitting = reasonsFor(found.requirement)
  if (!fitting.includes(reason)) {
    problem('reason', `"${text('reason')}" bukan kode alasan untuk syarat ini; tulis salah satu: ${fitting.join(', ')}`)
    return null
  }
  if (reason === 'other' && text('text').length < 4) {
    problem('text', 'alasan lain perlu keterangan, paling sedikit 4 huruf')
    return null
  }
  return { requirement: found.requirement, reason, text: text('text') }
}
