import { Readable } from 'node:stream'
import type { PublicationRow } from '../protocol/board.ts'
import { xmlText } from '../xml.ts'
import { type ZipEntry, zip } from '../zip-writer.ts'
import type { ExportList, ExportSource } from './export-table.ts'
import { type Progress, RowReader } from './rows-export.ts'

const NAMESPACE = 'http://www.imsglobal.org/xsd/imsqti_result_v3p0'
const SCHEMA = 'https://purl.imsglobal.org/spec/qti/v3p0/schema/xsd/imsqti_resultv3p0_v1p0.xsd'

/**
 * The publication as QTI 3.0 results reporting (1EdTech, candidate final public, 2022): a ZIP with one
 * `assessmentResult` for each candidate. Items are not in it: a publication holds scores, not responses.
 */
export function qtiExport(source: ExportSource, progress?: Progress): Readable {
  return Readable.from(zip(results(source, new RowReader(source, progress)), source.publishedAt), { objectMode: false })
}

async function* results(source: ExportSource, reader: RowReader): AsyncGenerator<ZipEntry> {
  const result = template(source)
  for (const list of source.lists)
    for await (const row of reader.rows(list))
      yield { name: `${identifierOf(row.number)}.xml`, content: result(row, list) }
}

/** What does not change from one candidate to the next is put together once. */
function template({ stage, digest, publishedAt, sections, ruleSet }: ExportSource) {
  const at = new Date(publishedAt).toISOString()
  const test = `<testResult identifier="${identifierOf(`${ruleSet.id}.${stage}`)}" datestamp="${at}">`
  const ids = outcomeIds(sections.map(({ id }) => id))
  return (row: PublicationRow, { vacancy }: ExportList): string => {
    const number = identifierOf(row.number)
    const { final } = row
    return [
      '<?xml version="1.0" encoding="UTF-8"?>\n',
      `<assessmentResult xmlns="${NAMESPACE}" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xsi:schemaLocation="${NAMESPACE} ${SCHEMA}">\n`,
      ` <context sourcedId="${number}">\n  <sessionIdentifier sourceID="urn:seleksi:publication" identifier="sha256-${digest}"/>\n </context>\n`,
      ` ${test}\n`,
      said('PARTICIPANT_NUMBER', row.number),
      said('PARTICIPANT_NAME', row.name),
      said('VACANCY', vacancy.code),
      said('NEED_TYPE', vacancy.needType),
      ...sections.map(({ title }, index) => figure(ids[index] as string, 'float', row.points?.[index] ?? null, title)),
      figure('SCORE', 'float', row.total),
      ...(final
        ? [
            figure('SKD_100', 'float', final.skd100, undefined, 100),
            figure('SKD_PART', 'float', final.skdPart),
            figure('SKB_100', 'float', final.skb100, undefined, 100),
            figure('SKB_PART', 'float', final.skbPart),
            figure('FINAL', 'float', final.final, undefined, 100),
          ]
        : []),
      figure('RANK', 'integer', row.place),
      figure('CODE', 'string', row.code, row.reason.id),
      ...(row.seat === undefined ? [] : [figure('SEAT', 'string', row.seat)]),
      ' </testResult>\n</assessmentResult>\n',
    ].join('')
  }
}

const said = (identifier: string, value: string) =>
  `  <contextVariable identifier="${identifier}" cardinality="single" baseType="string"><value>${line(value)}</value></contextVariable>\n`

/** A variable without a value is NULL, which is what an absent candidate has. */
function figure(
  identifier: string,
  type: string,
  value: string | number | null,
  interpretation?: string,
  most?: number,
) {
  const extra = `${interpretation ? ` interpretation="${line(interpretation)}"` : ''}${most ? ` normalMaximum="${most}"` : ''}`
  const head = `  <outcomeVariable identifier="${identifier}" cardinality="single" baseType="${type}"${extra}`
  return value === null ? `${head}/>\n` : `${head}><value>${line(String(value))}</value></outcomeVariable>\n`
}

const line = (text: string) => xmlText(text.replace(/[\t\r\n]+/g, ' '))

/** Names that are ours; a section of a rule set that is called so gets a prefix. */
const OWN = ['SCORE', 'SKD_100', 'SKD_PART', 'SKB_100', 'SKB_PART', 'FINAL', 'RANK', 'CODE', 'SEAT']
const outcomeIds = (sections: string[]) =>
  sections.map((id) => identifierOf(OWN.includes(id.toUpperCase()) ? `SECTION_${id}` : id))

/**
 * QTI identifiers are NCNames: they begin with a letter or '_' and hold letters, digits, '-', '_' and '.'. A number
 * such as 24650110000001 therefore stands as _24650110000001; any other sign, and a leading '_', as _xHHHH_, so that
 * no two numbers become one. The number as it is stands in the context variable PARTICIPANT_NUMBER.
 */
export function identifierOf(text: string): string {
  const safe = text
    .replace(/^_|_(?=x[0-9A-F]{4,6}_)/g, '_x005F_')
    .replace(
      /[^A-Za-z0-9._-]/gu,
      (sign) => `_x${(sign.codePointAt(0) as number).toString(16).toUpperCase().padStart(4, '0')}_`,
    )
  return /^[A-Za-z]/.test(safe) || /^_x/.test(safe) ? safe : `_${safe}`
}
