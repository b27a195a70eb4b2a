import { stageWords } from '../recruitment/period.ts'
import { type Catalogue, type PublicVacancy, totalNeed } from './catalogue.ts'
import { count, longDay, span } from './days.ts'
import { requirementWords, sizeWords } from './requirement-words.ts'
import { Column, LEADING, type Mark, type Measure, type Sheet, wrapped } from './sheet.ts'

/** A4 upright, in points. */
const [WIDTH, HEIGHT] = [595.28, 841.89]
const EDGE = 48
const INNER = WIDTH - 2 * EDGE
const BOTTOM = HEIGHT - 64
const CODE = 84
const SIZE = 9

/** The announcement as one paper to sign and to file: the schedule, the documents, every vacancy with what it asks. */
export function announcementPaper(catalogue: Catalogue, address: string, measure: Measure): Sheet[] {
  const { period, organisation, vacancies } = catalogue
  const title = period?.name ?? 'Lowongan ASN'
  const pages: Mark[][] = []
  let column = page()
  function page(): Column {
    const next = new Column(measure, EDGE, EDGE, INNER)
    pages.push(next.marks)
    return next
  }
  /** Begins a page where less than so many points are left. */
  const room = (points: number) => {
    if (column.y + points <= BOTTOM) return false
    column = page()
    return true
  }

  column.marks.push({ kind: 'code', x: WIDTH - EDGE - CODE, y: EDGE, side: CODE, text: address })
  const head = new Column(measure, EDGE, EDGE, INNER - CODE - 16)
  head.write('PENGUMUMAN', 12, { bold: true, colour: 'accent' })
  head.write(title, 18, { bold: true, linesMax: 3, gap: 4 })
  head.write(organisation, 11, { bold: true, linesMax: 2 })
  if (period) head.write(period.settings.decree, 10, { linesMax: 3 })
  column.marks.push(...head.marks)
  column.y = Math.max(head.y, EDGE + CODE) + 12
  column.write(
    `${count(vacancies.length, 'id')} formasi untuk ${count(totalNeed(vacancies), 'id')} orang. Syarat yang berlaku dan setiap perubahan: ${address}`,
    10,
    { gap: 10 },
  )
  if (period) {
    column.write('Jadwal (WIB)', 12, { bold: true, gap: 4 })
    for (const { stage, from, until } of period.settings.stages) {
      room(SIZE * 2)
      pair(column, measure, stageWords(stage).id, from === '' ? 'menyusul' : span(from, until, 'id'))
    }
    column.y += 10
    room(60)
    column.write('Dokumen yang diunggah', 12, { bold: true, gap: 4 })
    for (const rule of period.settings.documents) {
      room(SIZE * 2)
      const limit = `${rule.type === 'pdf' ? 'PDF' : 'JPG'}, paling besar ${sizeWords(rule.bytesMax, 'id')}${rule.needed ? '' : ', tidak wajib'}`
      pair(column, measure, rule.id, limit)
    }
    column.y += 10
  }
  room(80)
  column.write('Formasi', 12, { bold: true, gap: 4 })
  tableHead(column)
  const documents = period?.settings.documents ?? []
  for (const [at, vacancy] of vacancies.entries()) {
    const asked = requirementWords(vacancy.requirements, vacancy.education, documents, 'id').join(' ')
    const row = cellsOf(measure, at + 1, vacancy, asked)
    if (room(row.height)) tableHead(column)
    placed(column, row)
  }
  if (period && period.settings.signer.name !== '') {
    room(110)
    const sign = new Column(measure, WIDTH - EDGE - 220, column.y + 20, 220)
    const { signer } = period.settings
    const announced = period.settings.stages.find(({ stage }) => stage === 'announcement')?.from ?? ''
    sign.write([signer.place, announced && longDay(announced, 'id')].filter(Boolean).join(', '), 10, { linesMax: 2 })
    sign.write(signer.title, 10, { linesMax: 2, gap: 44 })
    sign.write(signer.name, 10, { bold: true, linesMax: 2 })
    column.marks.push(...sign.marks)
  }
  return pages.map((marks, at) => ({
    ...{ width: WIDTH, height: HEIGHT, title },
    marks: [...marks, ...foot(measure, title, at + 1, pages.length)],
  }))
}

const NAME_WIDTH = 220
function pair(column: Column, measure: Measure, name: string, value: string): void {
  const lines = wrapped(measure, value, { bold: false, size: SIZE, width: INNER - NAME_WIDTH, linesMax: 2 })
  const y = column.y + SIZE * LEADING
  lines.forEach((text, at) => {
    column.marks.push({
      ...{
        kind: 'text',
        x: EDGE + NAME_WIDTH,
        y: y + at * SIZE * LEADING - 2,
        text,
        size: SIZE,
        bold: false,
        colour: 'ink',
      },
    })
  })
  const [shown = ''] = wrapped(measure, name, { bold: false, size: SIZE, width: NAME_WIDTH - 8, linesMax: 1 })
  column.marks.push({ kind: 'text', x: EDGE, y: y - 2, text: shown, size: SIZE, bold: false, colour: 'soft' })
  column.y += Math.max(1, lines.length) * SIZE * LEADING + 3
}

const CELLS = [
  { title: 'No.', width: 26 },
  { title: 'Jabatan dan kode', width: 132 },
  { title: 'Unit penempatan', width: 118 },
  { title: 'Persyaratan', width: 182 },
  { title: 'Jumlah', width: 41 },
]
const PAD = 4

function tableHead(column: Column): void {
  let x = EDGE
  column.marks.push({ kind: 'box', x: EDGE, y: column.y, width: INNER, height: 18, colour: 'wash' })
  for (const { title, width } of CELLS) {
    column.marks.push({ kind: 'text', x: x + PAD, y: column.y + 12, text: title, size: 8, bold: true, colour: 'soft' })
    x += width
  }
  column.y += 18
}

interface Row {
  /** The first `bold` lines of a cell are bold. */
  cells: { lines: string[]; bold: number }[]
  height: number
}
/** So that one row never asks for more than a page. */
const CELL_LINES_MAX = 40

function cellsOf(measure: Measure, number: number, vacancy: PublicVacancy, asked: string): Row {
  const lines = (text: string, cell: number, bold = false, linesMax = CELL_LINES_MAX) =>
    wrapped(measure, text, { bold, size: SIZE, width: (CELLS[cell]?.width ?? 0) - 2 * PAD, linesMax })
  const position = lines(vacancy.position, 1, true)
  const unit = vacancy.place === '' ? vacancy.unit : `${vacancy.unit}, ${vacancy.place}`
  const cells = [
    { lines: lines(String(number), 0), bold: 0 },
    {
      lines: [...position, ...lines(`${vacancy.code} · ${vacancy.needType.id}`, 1, false, 3)],
      bold: position.length,
    },
    { lines: lines(unit, 2), bold: 0 },
    { lines: lines(asked, 3), bold: 0 },
    { lines: lines(count(vacancy.need, 'id'), 4), bold: 0 },
  ]
  return { cells, height: Math.max(...cells.map((cell) => cell.lines.length)) * SIZE * LEADING + 2 * PAD }
}

function placed(column: Column, { cells, height }: Row): void {
  let x = EDGE
  cells.forEach((cell, at) => {
    cell.lines.forEach((text, line) => {
      const y = column.y + PAD + (line + 1) * SIZE * LEADING - 2
      column.marks.push({ kind: 'text', x: x + PAD, y, text, size: SIZE, bold: line < cell.bold, colour: 'ink' })
    })
    x += CELLS[at]?.width ?? 0
  })
  column.y += height
  column.marks.push({ kind: 'box', x: EDGE, y: column.y, width: INNER, height: 0.5, colour: 'line' })
}

function foot(measure: Measure, title: string, number: number, of: number): Mark[] {
  const text = `halaman ${number} dari ${of}`
  const [shown = ''] = wrapped(measure, title, { bold: false, size: 8, width: INNER - 120, linesMax: 1 })
  const line = { kind: 'text', size: 8, bold: false, colour: 'soft', y: HEIGHT - 36 } as const
  return [
    { ...line, x: EDGE, text: shown },
    { ...line, x: WIDTH - EDGE - measure(text, false, 8), text },
  ]
}
