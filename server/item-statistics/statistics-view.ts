import type { ItemId } from '../../question-bank/item.ts'
import { itemFlags, needsLook } from '../../scoring/item-flags.ts'
import type { ItemStatistics } from '../../scoring/item-statistics.ts'
import { asc, eq } from '../db/sql.ts'
import { itemsForWriters } from '../item-bank/bank-store.ts'
import type {
  StatisticsItem,
  StatisticsRow,
  StatisticsSection,
  StatisticsSitting,
  StatisticsView,
} from '../protocol/item-statistics.ts'
import { isRefusal, type Refusal, refuse } from '../protocol/refusals.ts'
import { statedKey } from '../rescoring/key-change.ts'
import type { Services } from '../services.ts'
import type { AskedItem, SittingFigures } from './asked.ts'
import { beforeOf, driftsOf } from './compared.ts'
import type { SittingFiguresStore } from './sitting-figures-store.ts'

type Needs = Pick<Services, 'store' | 'secret'>
interface Closed extends StatisticsSitting {
  testId: string
}

/** Earlier sittings compared with, the latest of them (IS4). */
const EARLIER_MAX = 10

/** Closed sittings, the newest first. */
export async function statisticsSittings({ store }: Pick<Services, 'store'>): Promise<StatisticsSitting[]> {
  const rows = await closedSittings({ store })
  return rows.map(publicOf).reverse()
}

async function closedSittings({ store }: Pick<Services, 'store'>): Promise<Closed[]> {
  const { sitting, test } = store.tables
  return await store.read
    .select({
      ...{ id: sitting.id, name: sitting.name, venue: sitting.venue, startsAt: sitting.startsAt },
      ...{ testId: sitting.testId, test: test.name },
    })
    .from(sitting)
    .innerJoin(test, eq(test.id, sitting.testId))
    .where(eq(sitting.state, 'closed'))
    .orderBy(asc(sitting.startsAt), asc(sitting.name))
}

const publicOf = ({ testId: _, ...sitting }: Closed): StatisticsSitting => sitting

/** Everything about one sitting that the screen, the sheets and the command are made from. */
export interface WholeStatistics {
  view: StatisticsView
  asked: AskedItem[]
  figures: SittingFigures
  earlier: { sitting: Closed; figures: SittingFigures }[]
}

export async function wholeStatistics(
  services: Needs,
  figuresOf: SittingFiguresStore,
  id: string,
): Promise<WholeStatistics | Refusal> {
  const { sitting } = services.store.tables
  const [asked] = await services.store.read.select().from(sitting).where(eq(sitting.id, id))
  if (!asked) return refuse('not-found', { what: 'Sesi' })
  if (asked.state !== 'closed') return refuse('sitting-running', { name: asked.name })
  const closed = await closedSittings(services)
  const own = closed.find((one) => one.id === id) as Closed
  const figures = await figuresOf.of(own)
  const earlier = await earlierOf(services, figuresOf, own, closed, figures)
  const before = beforeOf(
    figures,
    earlier.map((one) => one.figures),
  )
  const drifts = driftsOf(figures, before)
  const rows = figures.asked.map((item, number): StatisticsRow => {
    const statistics = figures.statistics.items[number] as ItemStatistics
    const { taken, omitted, notReached, facility, discrimination, upperLower, medianMs } = statistics
    const flags = itemFlags(statistics, item.points, drifts[number] ?? null)
    return {
      ...{ item: item.item, source: item.source, section: item.sectionId, topic: item.topic },
      ...{ taken, omitted, notReached, facility, discrimination, upperLower, medianMs },
      change: drifts[number]?.change ?? null,
      look: needsLook(flags),
      flags: flags.map(({ flag, choices }) => ({
        flag,
        options: choices.map((choice) => item.labels[choice - 1] ?? ''),
      })),
    }
  })
  const order = new Map(figures.sections.map((section, at) => [section.id, at]))
  rows.sort((a, b) => (order.get(a.section) ?? 0) - (order.get(b.section) ?? 0) || collator.compare(a.source, b.source))
  const view: StatisticsView = {
    sitting: publicOf(own),
    ...{ candidates: figures.candidates, late: figures.late, rows },
    sections: figures.sections.map((section, at) => sectionOf(section, at, figures, rows)),
    earlier: earlier.map(({ sitting: { id, name } }) => ({ id, name })),
  }
  return { view, asked: figures.asked, figures, earlier }
}

const collator = new Intl.Collator('id', { numeric: true })

/** Closed before this one, with an item in common (IS4), oldest first. */
async function earlierOf(
  services: Needs,
  figuresOf: SittingFiguresStore,
  own: Closed,
  closed: readonly Closed[],
  { asked }: SittingFigures,
): Promise<WholeStatistics['earlier']> {
  const items = new Set(asked.map((one) => one.item))
  const shares = new Map<string, boolean>()
  const { test } = services.store.tables
  for (const row of await services.store.read.select({ id: test.id, pool: test.pool }).from(test))
    shares.set(
      row.id,
      (JSON.parse(row.pool) as string[]).some((item) => items.has(item)),
    )
  const found = closed.filter((one) => one.startsAt < own.startsAt && shares.get(one.testId)).slice(-EARLIER_MAX)
  const earlier: WholeStatistics['earlier'] = []
  for (const sitting of found) {
    const figures = await figuresOf.of(sitting)
    if (figures.asked.some((one) => items.has(one.item))) earlier.push({ sitting, figures })
  }
  return earlier
}

function sectionOf(
  { id, title }: { id: string; title: string },
  at: number,
  { asked, statistics }: SittingFigures,
  rows: readonly StatisticsRow[],
): StatisticsSection {
  const section = statistics.sections[at]
  if (!section) throw new Error(`bug: no figures of section ${id}`)
  const { candidates, perForm, sameItems, mean, sd, median, min, max, alpha, standardError } = section
  return {
    ...{ id, title, candidates, perForm, sameItems, mean, sd, median, min, max, alpha, standardError },
    items: asked.filter((one) => one.section === at).length,
    toLookAt: rows.filter((row) => row.section === id && row.look).length,
  }
}

/** One item of a sitting with its options and their curves. */
export async function statisticsItem(
  services: Needs,
  figuresOf: SittingFiguresStore,
  { sitting, section, item }: { sitting: string; section: string; item: string },
): Promise<StatisticsItem | Refusal> {
  const whole = await wholeStatistics(services, figuresOf, sitting)
  if (isRefusal(whole)) return whole
  const number = whole.asked.findIndex((one) => one.item === item && one.sectionId === section)
  const row = whole.view.rows.find((one) => one.item === item && one.section === section)
  const asked = whole.asked[number]
  const [found] = row ? await itemsForWriters(services, [item]) : []
  const key = asked && whole.figures.keys.get(item as ItemId)
  const statistics = whole.figures.statistics.items[number]
  if (!asked || !row || !found || !key || !statistics) return refuse('not-found', { what: 'Soal' })
  const { bank: bankId, ...shown } = found
  const { bank } = services.store.tables
  const [named] = await services.store.read.select({ name: bank.name }).from(bank).where(eq(bank.id, bankId))
  const { sd, uncorrected, biserial, upper, lower, efficiency, weight, alphaWithout, slowMs } = statistics
  return {
    ...{ sitting: whole.view.sitting, row, shown, bankName: named?.name ?? '', key: statedKey(key) },
    ...{ sd, uncorrected, biserial, upper, lower, efficiency, weight, alphaWithout, slowMs },
    alpha: whole.figures.statistics.sections[asked.section]?.alpha ?? null,
    options: statistics.choices.map(({ meanRest: _, ...option }, choice) => ({
      label: choice === 0 ? null : (asked.labels[choice - 1] ?? ''),
      points: asked.points[choice] ?? 0,
      keyed: key.kind === 'single' && key.correct.includes(asked.labels[choice - 1] ?? ''),
      ...option,
    })),
    sittings: [...whole.earlier, { sitting: { ...whole.view.sitting, testId: '' }, figures: whole.figures }].flatMap(
      ({ sitting: { id, name, startsAt }, figures }) => {
        const at = figures.asked.findIndex((one) => one.item === item && one.sectionId === section)
        const its = figures.statistics.items[at]
        return its ? [{ id, name, startsAt, taken: its.taken, facility: its.facility }] : []
      },
    ),
  }
}
