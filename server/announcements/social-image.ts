import { type Catalogue, type PublicVacancy, totalNeed } from './catalogue.ts'
import { count, longDay } from './days.ts'
import { Column, type Measure, type Sheet } from './sheet.ts'

/** 1200 × 630: what WhatsApp, Facebook and X show of a link without cutting it. */
const [WIDTH, HEIGHT] = [1200, 630]
const EDGE = 64

/** The picture that stands for a vacancy where its link is shared. Nothing in it changes by the hour. */
export const vacancyImage = (catalogue: Catalogue, vacancy: PublicVacancy, measure: Measure): Sheet =>
  image(catalogue, measure, {
    title: vacancy.position,
    under: vacancy.place === '' ? vacancy.unit : `${vacancy.unit}, ${vacancy.place}`,
    more: vacancy.education,
    need: vacancy.need,
  })

/** The picture of the whole list. */
export const listImage = (catalogue: Catalogue, measure: Measure): Sheet =>
  image(catalogue, measure, {
    title: catalogue.period?.name ?? 'Lowongan ASN',
    under: `${count(catalogue.vacancies.length, 'id')} formasi`,
    more: '',
    need: totalNeed(catalogue.vacancies),
  })

function image(
  { organisation, period }: Catalogue,
  measure: Measure,
  { title, under, more, need }: { title: string; under: string; more: string; need: number },
): Sheet {
  const column = new Column(measure, EDGE, 44, WIDTH - 2 * EDGE)
  column.write(organisation, 32, { bold: true, colour: 'soft', linesMax: 1, gap: 22 })
  // A long name is set smaller before it is cut.
  const size = measure(title, true, 76) <= 2 * (WIDTH - 2 * EDGE) * 0.92 ? 76 : 56
  column.write(title, size, { bold: true, linesMax: size === 76 ? 2 : 3, gap: 10 })
  column.write(under, 36, { linesMax: 2, gap: 6 })
  column.write(more, 30, { colour: 'soft', linesMax: 1 })
  const foot = HEIGHT - 128
  const registration = period?.registration
  const until =
    registration && registration.until !== ''
      ? `Pendaftaran sampai ${longDay(registration.until, 'id')}`
      : 'Lowongan ASN'
  return {
    width: WIDTH,
    height: HEIGHT,
    title,
    marks: [
      { kind: 'box', x: 0, y: 0, width: WIDTH, height: HEIGHT, colour: 'paper' },
      { kind: 'box', x: 0, y: 0, width: WIDTH, height: 16, colour: 'accent' },
      ...column.marks.filter(({ y }) => y < foot - 8),
      { kind: 'box', x: 0, y: foot, width: WIDTH, height: HEIGHT - foot, colour: 'accent' },
      { kind: 'text', x: EDGE, y: foot + 78, text: until, size: 38, bold: true, colour: 'white' },
      needed(measure, need, foot + 78),
    ],
  }
}

function needed(measure: Measure, need: number, y: number): Sheet['marks'][number] {
  const text = `Kebutuhan ${count(need, 'id')} orang`
  return { kind: 'text', x: WIDTH - EDGE - measure(text, true, 38), y, text, size: 38, bold: true, colour: 'white' }
}
