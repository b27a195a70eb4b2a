import { Readable } from 'node:stream'
import { XML_HEAD, xmlText } from './xml.ts'
import { type ZipEntry, zip } from './zip-writer.ts'

/** One table of a plain workbook; its rows may come in batches as they are read. */
export interface SheetOfRows {
  name: string
  head: readonly string[]
  rows: Iterable<readonly (string | number | null)[][]> | AsyncIterable<readonly (string | number | null)[][]>
}

/**
 * Tables as an Office Open XML workbook (ECMA-376), written straight into the archive: texts are texts, so that a NIK keeps
 * its last digits; the heading is frozen. `at`: Unix ms, so that the same content makes the same file.
 */
export const workbook = (sheets: readonly SheetOfRows[], at: number): Readable =>
  Readable.from(zip(files(sheets), at), { objectMode: false })

function* files(sheets: readonly SheetOfRows[]): Generator<ZipEntry> {
  const numbers = sheets.map((_, index) => index + 1)
  yield {
    name: '[Content_Types].xml',
    content:
      `${XML_HEAD}<Types xmlns="${PACKAGE}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/>` +
      `<Override PartName="/xl/workbook.xml" ContentType="${OFFICE}.sheet.main+xml"/><Override PartName="/xl/styles.xml" ContentType="${OFFICE}.styles+xml"/>` +
      `${numbers.map((n) => `<Override PartName="/xl/worksheets/sheet${n}.xml" ContentType="${OFFICE}.worksheet+xml"/>`).join('')}</Types>`,
  }
  yield {
    name: '_rels/.rels',
    content: `${XML_HEAD}<Relationships xmlns="${PACKAGE}/relationships"><Relationship Id="rId1" Type="${RELATION}/officeDocument" Target="xl/workbook.xml"/></Relationships>`,
  }
  yield {
    name: 'xl/workbook.xml',
    content:
      `${XML_HEAD}<workbook xmlns="${MAIN}" xmlns:r="${RELATION}"><sheets>` +
      `${sheets.map(({ name }, at) => `<sheet name="${xmlText(name)}" sheetId="${at + 1}" r:id="rId${at + 1}"/>`).join('')}</sheets></workbook>`,
  }
  yield {
    name: 'xl/_rels/workbook.xml.rels',
    content:
      `${XML_HEAD}<Relationships xmlns="${PACKAGE}/relationships">` +
      `${numbers.map((n) => `<Relationship Id="rId${n}" Type="${RELATION}/worksheet" Target="worksheets/sheet${n}.xml"/>`).join('')}` +
      `<Relationship Id="rId${sheets.length + 1}" Type="${RELATION}/styles" Target="styles.xml"/></Relationships>`,
  }
  yield { name: 'xl/styles.xml', content: STYLES }
  for (const [index, sheet] of sheets.entries())
    yield { name: `xl/worksheets/sheet${index + 1}.xml`, content: sheetXml(sheet) }
}

async function* sheetXml({ head, rows }: SheetOfRows): AsyncGenerator<string> {
  yield `${XML_HEAD}<worksheet xmlns="${MAIN}"><sheetViews><sheetView workbookViewId="0"><pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/></sheetView></sheetViews>` +
    `<cols>${head.map((title, at) => `<col min="${at + 1}" max="${at + 1}" width="${Math.max(14, title.length + 4)}" style="2" customWidth="1"/>`).join('')}</cols><sheetData>` +
    `<row r="1">${head.map((title, at) => cell(title, at, 1, 1)).join('')}</row>`
  let at = 1
  for await (const batch of rows) {
    let xml = ''
    for (const row of batch) {
      at += 1
      xml += `<row r="${at}">${row.map((value, column) => cell(value, column, at, 2)).join('')}</row>`
    }
    yield xml
  }
  yield '</sheetData></worksheet>'
}

function cell(value: string | number | null, column: number, at: number, style: number): string {
  if (value === null || value === '') return ''
  const place = `${letters(column + 1)}${at}`
  return typeof value === 'number'
    ? `<c r="${place}"><v>${value}</v></c>`
    : `<c r="${place}" s="${style}" t="inlineStr"><is><t xml:space="preserve">${xmlText(value)}</t></is></c>`
}

/** 1 is A, 27 is AA. */
function letters(column: number): string {
  let name = ''
  for (let rest = column; rest > 0; rest = Math.floor((rest - 1) / 26))
    name = String.fromCharCode(65 + ((rest - 1) % 26)) + name
  return name
}

const MAIN = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main'
const RELATION = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships'
const PACKAGE = 'http://schemas.openxmlformats.org/package/2006'
const OFFICE = 'application/vnd.openxmlformats-officedocument.spreadsheetml'

/** 1 is the heading; 2 is text, also where it looks like a number. */
const STYLES =
  `${XML_HEAD}<styleSheet xmlns="${MAIN}"><fonts count="2"><font><sz val="11"/><name val="Calibri"/></font><font><b/><sz val="11"/><name val="Calibri"/></font></fonts>` +
  `<fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills>` +
  `<borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders>` +
  `<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs><cellXfs count="3">` +
  `<xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/><xf numFmtId="49" fontId="1" fillId="0" borderId="0" xfId="0" applyNumberFormat="1" applyFont="1"/>` +
  `<xf numFmtId="49" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/></cellXfs>` +
  `<cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>`
