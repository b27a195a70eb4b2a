import { type Catalogue, type PublicVacancy, totalNeed } from './catalogue.ts'
import { count, span } from './days.ts'
import { requirementWords } from './requirement-words.ts'
import { Column, type Mark, type Measure, type Sheet } from './sheet.ts'

/** A4 upright, in points. */
const [WIDTH, HEIGHT] = [595.28, 841.89]
const EDGE = 48
const CODE = 132
/** Where the lower part begins, with the code and the words beside it. */
const FOOT = HEIGHT - EDGE - CODE - 24
const POSITIONS_MAX = 12

/** To print and to hang up: one vacancy, what it asks, and a code that leads to all the rest. */
export function vacancyPoster(catalogue: Catalogue, vacancy: PublicVacancy, address: string, measure: Measure): Sheet {
  const column = begun(catalogue, measure)
  column.write(vacancy.position, 40, { bold: true, linesMax: 3, gap: 8 })
  column.write(vacancy.place === '' ? vacancy.unit : `${vacancy.unit}, ${vacancy.place}`, 18, { linesMax: 2, gap: 14 })
  column.write(`Kebutuhan ${count(vacancy.need, 'id')} orang · ${vacancy.needType.id} · kode ${vacancy.code}`, 16, {
    bold: true,
    colour: 'accent',
    linesMax: 2,
    gap: 18,
  })
  column.write('Persyaratan', 17, { bold: true, gap: 6 })
  const asked = requirementWords(
    vacancy.requirements,
    vacancy.education,
    catalogue.period?.settings.documents ?? [],
    'id',
  )
  listed(column, asked, 15, 4, 'dan syarat lain pada alamat di bawah')
  return finished(catalogue, column, vacancy.position, address, measure)
}

/** The poster of the whole announcement: the positions with the largest needs. */
export function listPoster(catalogue: Catalogue, address: string, measure: Measure): Sheet {
  const { vacancies, period } = catalogue
  const column = begun(catalogue, measure)
  const title = period?.name ?? 'Lowongan ASN'
  column.write(title, 36, { bold: true, linesMax: 3, gap: 8 })
  column.write(`${count(vacancies.length, 'id')} formasi untuk ${count(totalNeed(vacancies), 'id')} orang`, 18, {
    bold: true,
    colour: 'accent',
    gap: 18,
  })
  const needs = new Map<string, number>()
  for (const { position, need } of vacancies) needs.set(position, (needs.get(position) ?? 0) + need)
  const rows = [...needs].sort(([a, n], [b, m]) => m - n || (a < b ? -1 : 1))
  const shown = rows.slice(0, POSITIONS_MAX).map(([position, need]) => `${position}: ${count(need, 'id')}`)
  listed(
    column,
    shown,
    18,
    2,
    `dan ${count(Math.max(0, rows.length - shown.length), 'id')} jabatan lain`,
    rows.length > shown.length,
  )
  return finished(catalogue, column, title, address, measure)
}

function begun({ organisation, period }: Catalogue, measure: Measure): Column {
  const column = new Column(measure, EDGE, EDGE, WIDTH - 2 * EDGE)
  column.write('LOWONGAN ASN', 15, { bold: true, colour: 'accent', gap: 2 })
  column.write(organisation, 18, { bold: true, linesMax: 2 })
  if (period && period.settings.decree !== '') column.write(period.settings.decree, 11, { colour: 'soft', linesMax: 2 })
  column.y += 26
  return column
}

/** Lines with a bullet, as many as there is room for; where some stay out the last line says so. */
function listed(
  column: Column,
  lines: string[],
  size: number,
  linesMax: number,
  rest: string,
  alwaysRest = false,
): void {
  for (const [at, line] of lines.entries()) {
    const last = at === lines.length - 1 && !alwaysRest
    if (column.y + size * 1.3 * (linesMax + (last ? 0 : 1)) > FOOT - 12) {
      column.write(`• ${rest}`, size, { colour: 'soft', linesMax: 1 })
      return
    }
    column.write(`• ${line}`, size, { linesMax, gap: 6 })
  }
  if (alwaysRest) column.write(`• ${rest}`, size, { colour: 'soft', linesMax: 1 })
}

function finished({ period }: Catalogue, column: Column, title: string, address: string, measure: Measure): Sheet {
  const beside = new Column(measure, EDGE + CODE + 20, FOOT + 18, WIDTH - 2 * EDGE - CODE - 20)
  const registration = period?.registration
  if (registration && registration.from !== '') {
    beside.write('Pendaftaran', 13, { colour: 'soft' })
    beside.write(span(registration.from, registration.until, 'id'), 20, { bold: true, linesMax: 2, gap: 8 })
  }
  beside.write('Pindai untuk syarat lengkap dan pendaftaran:', 12, { colour: 'soft' })
  beside.write(address.replace(/^https?:\/\//, ''), 12, { bold: true, linesMax: 2, gap: 8 })
  beside.write('Pendaftaran tidak dipungut biaya.', 12, {})
  const marks: Mark[] = [
    { kind: 'box', x: 0, y: 0, width: WIDTH, height: HEIGHT, colour: 'white' },
    { kind: 'box', x: 0, y: 0, width: WIDTH, height: 14, colour: 'accent' },
    ...column.marks,
    { kind: 'box', x: EDGE, y: FOOT, width: WIDTH - 2 * EDGE, height: 1, colour: 'line' },
    { kind: 'code', x: EDGE, y: FOOT + 24, side: CODE, text: address },
    ...beside.marks,
  ]
  return { width: WIDTH, height: HEIGHT, title, marks }
}
