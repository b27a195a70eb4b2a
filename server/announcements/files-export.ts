import { createHash } from 'node:crypto'
import { announcementPaper } from './announcement-paper.ts'
import type { Catalogue, PublicVacancy } from './catalogue.ts'
import type { KeptFiles } from './kept-export.ts'
import { listPoster, vacancyPoster } from './poster.ts'
import type { Sheet } from './sheet.ts'
import { openPen, type Pen } from './sheet-export.ts'
import { listImage, vacancyImage } from './social-image.ts'
import type { VacancyFile, Ways } from './ways.ts'

/** Points of a poster become pixels for a screen that holds it upright. */
const POSTER_SCALE = 2

/** A picture or a paper of all vacancies. */
export async function wholeFile(
  kept: KeptFiles,
  catalogue: Catalogue,
  ways: Ways,
  file: VacancyFile | 'announcement',
): Promise<Buffer> {
  const pen = await openPen()
  const address = ways.address(ways.list('id'))
  if (file === 'announcement') return pdf(kept, pen, announcementPaper(catalogue, address, pen.measure))
  if (file === 'image') return png(kept, pen, listImage(catalogue, pen.measure), 1)
  const sheet = listPoster(catalogue, address, pen.measure)
  return file === 'poster' ? pdf(kept, pen, [sheet]) : png(kept, pen, sheet, POSTER_SCALE)
}

/** A picture or a paper of one. */
export async function vacancyFile(
  kept: KeptFiles,
  catalogue: Catalogue,
  vacancy: PublicVacancy,
  ways: Ways,
  file: VacancyFile,
): Promise<Buffer> {
  const pen = await openPen()
  if (file === 'image') return png(kept, pen, vacancyImage(catalogue, vacancy, pen.measure), 1)
  const sheet = vacancyPoster(catalogue, vacancy, ways.address(ways.vacancy('id', vacancy.code)), pen.measure)
  return file === 'poster' ? pdf(kept, pen, [sheet]) : png(kept, pen, sheet, POSTER_SCALE)
}

const png = (kept: KeptFiles, pen: Pen, sheet: Sheet, scale: number) =>
  kept.get(keyOf('png', [sheet]), () => pen.png(sheet, scale))
const pdf = (kept: KeptFiles, pen: Pen, sheets: Sheet[]) => kept.get(keyOf('pdf', sheets), () => pen.pdf(sheets))

/** The marks are all there is to a file, so their digest names it. */
const keyOf = (kind: string, sheets: Sheet[]): string =>
  `${kind} ${createHash('sha256').update(JSON.stringify(sheets)).digest('hex')}`
