import { Readable } from 'node:stream'
import type { PublicationCounts, PublicationRow } from '../protocol/board.ts'
import { XML_HEAD, xmlText } from '../xml.ts'
import { type ZipEntry, zip } from '../zip-writer.ts'
import {
  type Column,
  codesOf,
  columnsOf,
  type ExportList,
  type ExportSource,
  reconciliationLine,
  stageWords,
  WIB_MS,
  wib,
} from './export-table.ts'
import { batched, type Progress, RowReader } from './rows-export.ts'
import { sheetNames } from './sheet-names.ts'

/** Excel's own limit, the heading among them. */
export const SHEET_ROWS_MAX = 1_048_576

export interface Withdrawn {
  /** Unix ms. */
  at: number
  reason: string
}

/**
 * The publication as an Office Open XML workbook (ECMA-376): a summary sheet, then one sheet for each vacancy, its
 * heading frozen and filtered. Numbers are numbers, decimals keep the digits that were published, participant numbers
 * are text (EX4). Written straight into the archive, one row after another.
 */
export function xlsxExport(
  source: ExportSource,
  options: { progress?: Progress | undefined; withdrawn?: Withdrawn | null; sheetRowsMax?: number } = {},
): Readable {
  return Readable.from(zip(files(source, options), source.publishedAt), { objectMode: false })
}

interface Sheet {
  name: string
  list: ExportList
  /** Without the heading. */
  rows: number
}

const SUMMARY = 'Ringkasan'

async function* files(
  source: ExportSource,
  { progress, withdrawn = null, sheetRowsMax = SHEET_ROWS_MAX }: Parameters<typeof xlsxExport>[1] & object,
): AsyncGenerator<ZipEntry> {
  const sheets = plan(source, sheetRowsMax)
  const columns = columnsOf(source)
  const summary = summaryOf(source, sheets, withdrawn)
  yield { name: '[Content_Types].xml', content: contentTypes(sheets.length + 1) }
  yield { name: '_rels/.rels', content: ROOT_RELATIONS }
  yield { name: 'docProps/core.xml', content: properties(source) }
  yield { name: 'xl/workbook.xml', content: workbook(sheets, columns, summary) }
  yield { name: 'xl/_rels/workbook.xml.rels', content: relations(sheets.length + 1) }
  yield { name: 'xl/styles.xml', content: STYLES }
  yield { name: 'xl/worksheets/sheet1.xml', content: summary.xml }
  const reader = new RowReader(source, progress)
  let number = 1
  for (const list of source.lists) {
    // One reading goes on through all the sheets of a list.
    const rows = reader.rows(list)
    try {
      for (const sheet of sheets.filter((one) => one.list === list)) {
        number += 1
        yield {
          name: `xl/worksheets/sheet${number}.xml`,
          content: batched(sheetXml(sheet, columns, rows, source.digest)),
        }
      }
      // Reads past the end, where the reader counts.
      await rows.next()
    } finally {
      await rows.return(undefined)
    }
  }
}

function plan(source: ExportSource, sheetRowsMax: number): Sheet[] {
  const most = sheetRowsMax - 1
  const wanted = source.lists.flatMap((list) => {
    const parts = Math.max(1, Math.ceil(list.counts.total / most))
    return Array.from({ length: parts }, (_, at) => ({
      list,
      rows: Math.min(most, list.counts.total - at * most),
      name: list.vacancy.code,
      part: at + 1,
      parts,
    }))
  })
  const names = sheetNames(wanted, [SUMMARY])
  return wanted.map(({ list, rows }, at) => ({ list, rows, name: names[at] as string }))
}

async function* sheetXml(
  { list, rows: count }: Sheet,
  columns: Column[],
  rows: AsyncGenerator<PublicationRow>,
  digest: string,
): AsyncGenerator<string> {
  const last = `${letters(columns.length)}${count + 1}`
  yield sheetHead(`A1:${last}`, 1, columns.map(widthOf))
  yield `<row r="1" spans="1:${columns.length}">${columns.map(({ title }, at) => textCell(at, 1, title, STYLE.heading)).join('')}</row>`
  for (let at = 2; at <= count + 1; at += 1) {
    const { value: row, done } = await rows.next()
    if (done) return
    yield `<row r="${at}">${columns.map((column, index) => cell(column, index, at, column.of(row, list))).join('')}</row>`
  }
  const number = columns.findIndex(({ title }) => title === 'Nomor Peserta')
  yield sheetEnd(`A1:${last}`, digest, `${letters(number + 1)}2:${letters(number + 1)}${count + 1}`)
}

function cell({ kind }: Column, index: number, at: number, value: string | number | null): string {
  if (value === null) return ''
  if (kind === 'number') return numberCell(index, at, String(value), STYLE.plain)
  if (kind === 'decimal') return numberCell(index, at, String(value), STYLE.decimal)
  if (kind === 'instant') return numberCell(index, at, String(serial(Number(value))), STYLE.instant)
  return textCell(index, at, String(value), kind === 'code' ? STYLE.text : STYLE.plain)
}

/** Days since 30 December 1899 on the clock of WIB, which is how a workbook tells time. */
const serial = (at: number) => (at + WIB_MS) / 86_400_000 + 25_569

const numberCell = (index: number, at: number, value: string, style: number) =>
  `<c r="${letters(index + 1)}${at}"${style ? ` s="${style}"` : ''}><v>${value}</v></c>`
const textCell = (index: number, at: number, text: string, style: number) =>
  `<c r="${letters(index + 1)}${at}"${style ? ` s="${style}"` : ''} t="inlineStr"><is><t xml:space="preserve">${cellText(text)}</t></is></c>`

/** What XML cannot hold is written as `_xHHHH_`, and a text that looks so already is told apart (ECMA-376 22.9.2.19). */
const cellText = (text: string) =>
  xmlText(
    text
      .replace(/_x[0-9A-Fa-f]{4}_/g, (found) => `_x005F${found}`)
      .replace(
        /(?![\t\n\u007F-\u009F])\p{Cc}|[\uFFFE\uFFFF]/gu,
        (sign) => `_x${sign.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0')}_`,
      ),
  )

const WIDTHS: Record<string, number> = {
  Nama: 34,
  Alasan: 90,
  'Nomor Peserta': 22,
  Tempat: 34,
  Sesi: 24,
  'Formasi yang diisi': 20,
}
const widthOf = ({ title, kind }: Column) => WIDTHS[title] ?? (kind === 'instant' ? 18 : Math.max(11, title.length + 4))

/** The first sheet: what was announced, by which rule, and the counts of each vacancy. */
function summaryOf(source: ExportSource, sheets: Sheet[], withdrawn: Withdrawn | null) {
  const codes = codesOf(source.counts)
  const heads = ['Lembar', 'Kode Formasi', 'Jabatan', 'Unit Penempatan', 'Jenis Kebutuhan', 'Kebutuhan', 'Batas']
  const counted = ['Peserta', 'Hadir', 'Tidak Hadir', ...codes]
  const figures = ({ total, present, absent, byCode }: PublicationCounts) => [
    ...[total, present, absent],
    ...codes.map((code) => byCode[code] ?? 0),
  ]
  const facts: [string, string][] = [
    ...(withdrawn ? [['DICABUT', `${wib(withdrawn.at)}: ${withdrawn.reason}`] as [string, string]] : []),
    ['Tahap', stageWords(source.stage)],
    ['Aturan', `${source.ruleSet.title} (${source.ruleSet.decree})`],
    ['Diumumkan', wib(source.publishedAt)],
    ...(source.replaces ? [['Menggantikan', source.replaces] as [string, string]] : []),
    ['SHA-256', source.digest],
    ['Pemeriksaan', reconciliationLine(source.counts).id],
  ]
  const start = facts.length + 3
  const end = start + source.lists.length
  const width = heads.length + counted.length
  const xml = [
    sheetHead(`A1:${letters(width)}${end + 1}`, start, [24, 18, 34, 34, 24, 12, 10, ...counted.map(() => 12)]),
    `<row r="1">${textCell(0, 1, source.title, STYLE.title)}</row>`,
    ...facts.map(
      ([what, text], at) =>
        `<row r="${at + 2}">${textCell(0, at + 2, what, STYLE.bold)}${textCell(1, at + 2, text, what === 'DICABUT' ? STYLE.alarm : STYLE.plain)}</row>`,
    ),
    `<row r="${start}">${[...heads, ...counted].map((title, at) => textCell(at, start, title, STYLE.heading)).join('')}</row>`,
    ...source.lists.map((list, index) => {
      const at = start + 1 + index
      const { code, position, unit, needTypeTitle, need } = list.vacancy
      const own = sheets.filter((sheet) => sheet.list === list).map(({ name }) => name)
      return `<row r="${at}">${[
        ...[own.join(', '), code, position, unit, needTypeTitle].map((text, column) =>
          textCell(column, at, text, STYLE.text),
        ),
        numberCell(5, at, String(need), STYLE.plain),
        ...(list.cut === null ? [] : [numberCell(6, at, String(list.cut), STYLE.plain)]),
        ...figures(list.counts).map((n, column) => numberCell(heads.length + column, at, String(n), STYLE.plain)),
      ].join('')}</row>`
    }),
    `<row r="${end + 1}">${[
      textCell(0, end + 1, 'Jumlah', STYLE.total),
      ...[1, 2, 3, 4, 6].map((column) => textCell(column, end + 1, '', STYLE.total)),
      numberCell(5, end + 1, String(source.lists.reduce((sum, { vacancy }) => sum + vacancy.need, 0)), STYLE.total),
      ...figures(source.counts).map((n, column) => numberCell(heads.length + column, end + 1, String(n), STYLE.total)),
    ]
      .sort((a, b) => order(a) - order(b))
      .join('')}</row>`,
    sheetEnd(`A${start}:${letters(width)}${end}`, source.digest, null),
  ].join('')
  return { xml, filter: `$A$${start}:$${letters(width)}$${end}`, heading: `$${start}:$${start}` }
}

/** Cells of a row must stand in the order of their columns. */
const order = (xml: string) =>
  [...(xml.match(/r="([A-Z]+)/)?.[1] ?? '')].reduce((sum, letter) => sum * 26 + letter.charCodeAt(0) - 64, 0)

const sheetHead = (area: string, frozen: number, widths: number[]) =>
  `${XML_HEAD}<worksheet xmlns="${MAIN}"><sheetPr><pageSetUpPr fitToPage="1"/></sheetPr><dimension ref="${area}"/>` +
  `<sheetViews><sheetView workbookViewId="0"><pane ySplit="${frozen}" topLeftCell="A${frozen + 1}" activePane="bottomLeft" state="frozen"/></sheetView></sheetViews>` +
  `<cols>${widths.map((width, at) => `<col min="${at + 1}" max="${at + 1}" width="${width}" customWidth="1"/>`).join('')}</cols><sheetData>`

const sheetEnd = (filter: string, digest: string, numbersAsText: string | null) =>
  `</sheetData><autoFilter ref="${filter}"/><pageMargins left="0.4" right="0.4" top="0.5" bottom="0.6" header="0.3" footer="0.3"/>` +
  `<pageSetup paperSize="9" orientation="landscape" fitToHeight="0"/>` +
  `<headerFooter><oddFooter>&amp;LSHA-256 ${digest}&amp;RHalaman &amp;P dari &amp;N</oddFooter></headerFooter>` +
  `${numbersAsText ? `<ignoredErrors><ignoredError sqref="${numbersAsText}" numberStoredAsText="1"/></ignoredErrors>` : ''}</worksheet>`

function workbook(sheets: Sheet[], columns: Column[], summary: { filter: string; heading: string }): string {
  const named = [SUMMARY, ...sheets.map(({ name }) => name)]
  const quoted = (name: string) => xmlText(`'${name.replaceAll("'", "''")}'`)
  const areas = [
    summary,
    ...sheets.map(({ rows }) => ({ filter: `$A$1:$${letters(columns.length)}$${rows + 1}`, heading: '$1:$1' })),
  ]
  const names = (word: string, hidden: boolean, area: (of: { filter: string; heading: string }) => string) =>
    areas.map(
      (of, at) =>
        `<definedName name="_xlnm.${word}" localSheetId="${at}"${hidden ? ' hidden="1"' : ''}>${quoted(named[at] as string)}!${area(of)}</definedName>`,
    )
  return (
    `${XML_HEAD}<workbook xmlns="${MAIN}" xmlns:r="${RELATION}"><bookViews><workbookView activeTab="0"/></bookViews>` +
    `<sheets>${named.map((name, at) => `<sheet name="${xmlText(name)}" sheetId="${at + 1}" r:id="rId${at + 1}"/>`).join('')}</sheets>` +
    `<definedNames>${[...names('_FilterDatabase', true, ({ filter }) => filter), ...names('Print_Titles', false, ({ heading }) => heading)].join('')}</definedNames></workbook>`
  )
}

const MAIN = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main'
const RELATION = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships'
const PACKAGE = 'http://schemas.openxmlformats.org/package/2006'
const OFFICE = 'application/vnd.openxmlformats-officedocument.spreadsheetml'

const contentTypes = (sheets: number) =>
  `${XML_HEAD}<Types xmlns="${PACKAGE}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/>` +
  `<Override PartName="/xl/workbook.xml" ContentType="${OFFICE}.sheet.main+xml"/><Override PartName="/xl/styles.xml" ContentType="${OFFICE}.styles+xml"/>` +
  `<Override PartName="/docProps/core.xml" ContentType="application/vnd.openxmlformats-package.core-properties+xml"/>` +
  `${Array.from({ length: sheets }, (_, at) => `<Override PartName="/xl/worksheets/sheet${at + 1}.xml" ContentType="${OFFICE}.worksheet+xml"/>`).join('')}</Types>`

const ROOT_RELATIONS = `${XML_HEAD}<Relationships xmlns="${PACKAGE}/relationships"><Relationship Id="rId1" Type="${RELATION}/officeDocument" Target="xl/workbook.xml"/><Relationship Id="rId2" Type="${PACKAGE}/relationships/metadata/core-properties" Target="docProps/core.xml"/></Relationships>`

const relations = (sheets: number) =>
  `${XML_HEAD}<Relationships xmlns="${PACKAGE}/relationships">${Array.from({ length: sheets }, (_, at) => `<Relationship Id="rId${at + 1}" Type="${RELATION}/worksheet" Target="worksheets/sheet${at + 1}.xml"/>`).join('')}` +
  `<Relationship Id="rId${sheets + 1}" Type="${RELATION}/styles" Target="styles.xml"/></Relationships>`

const properties = ({ title, publishedAt }: ExportSource) =>
  `${XML_HEAD}<cp:coreProperties xmlns:cp="${PACKAGE}/metadata/core-properties" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">` +
  `<dc:title>${xmlText(title)}</dc:title><dc:creator>Seleksi</dc:creator><dcterms:created xsi:type="dcterms:W3CDTF">${new Date(publishedAt).toISOString().slice(0, 19)}Z</dcterms:created></cp:coreProperties>`

/** Places in `cellXfs` below. */
const STYLE = { plain: 0, heading: 1, text: 2, decimal: 3, instant: 4, bold: 5, title: 6, total: 7, alarm: 8 }
const STYLES =
  `${XML_HEAD}<styleSheet xmlns="${MAIN}"><numFmts count="2"><numFmt numFmtId="164" formatCode="0.000"/><numFmt numFmtId="165" formatCode="yyyy\\-mm\\-dd\\ hh:mm"/></numFmts>` +
  `<fonts count="4"><font><sz val="11"/><name val="Calibri"/></font><font><b/><sz val="11"/><name val="Calibri"/></font><font><b/><sz val="14"/><name val="Calibri"/></font><font><b/><sz val="11"/><color rgb="FFB3261E"/><name val="Calibri"/></font></fonts>` +
  `<fills count="3"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill><fill><patternFill patternType="solid"><fgColor rgb="FFE3EFEC"/><bgColor indexed="64"/></patternFill></fill></fills>` +
  `<borders count="2"><border><left/><right/><top/><bottom/><diagonal/></border><border><left/><right/><top style="thin"><color auto="1"/></top><bottom/><diagonal/></border></borders>` +
  `<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs><cellXfs count="9">` +
  `<xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/>` +
  `<xf numFmtId="0" fontId="1" fillId="2" borderId="0" xfId="0" applyFont="1" applyFill="1" applyAlignment="1"><alignment vertical="center" wrapText="1"/></xf>` +
  `<xf numFmtId="49" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/>` +
  `<xf numFmtId="164" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/>` +
  `<xf numFmtId="165" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/>` +
  `<xf numFmtId="0" fontId="1" fillId="0" borderId="0" xfId="0" applyFont="1"/>` +
  `<xf numFmtId="0" fontId="2" fillId="0" borderId="0" xfId="0" applyFont="1"/>` +
  `<xf numFmtId="0" fontId="1" fillId="0" borderId="1" xfId="0" applyFont="1" applyBorder="1"/>` +
  `<xf numFmtId="0" fontId="3" fillId="0" borderId="0" xfId="0" applyFont="1"/></cellXfs>` +
  `<cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>`

/** 1 is A, 27 is AA. */
function letters(column: number): string {
  let name = ''
  for (let rest = column; rest > 0; rest = Math.floor((rest - 1) / 26))
    name = String.fromCharCode(65 + ((rest - 1) % 26)) + name
  return name
}
