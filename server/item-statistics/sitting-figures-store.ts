import type { ItemId } from '../../question-bank/item.ts'
import type { ItemKey } from '../../question-bank/key.ts'
import { itemStatistics } from '../../scoring/item-statistics.ts'
import { sha256 } from '../canonical.ts'
import { readLog } from '../delivery/attempt-store.ts'
import type { Delivery } from '../delivery/delivery.ts'
import { keysOf } from '../item-bank/bank-store.ts'
import { decodeChoices } from '../results/choices.ts'
import { bookOf, keyDigest, replayedChoices, scoresInForce } from '../results/score-store.ts'
import type { Services } from '../services.ts'
import { worked } from './answer-times.ts'
import { AnsweredBook, type SittingFigures } from './asked.ts'

/** Kept for so many sittings: a few hundred kilobytes each. */
const KEPT_MAX = 40
/** Logs read before others are let in. */
const LOGS_AT_ONCE = 25

/** Reckons the figures of a sitting once, and again only when a score or a key is another (IS6). */
export class SittingFiguresStore {
  #services: Pick<Services, 'store'>
  #delivery: Delivery
  #kept = new Map<string, { stamp: string; figures: Promise<SittingFigures> }>()

  constructor(services: Pick<Services, 'store'>, delivery: Delivery) {
    this.#services = services
    this.#delivery = delivery
  }

  async of(sitting: { id: string; testId: string }): Promise<SittingFigures> {
    const { test } = await this.#delivery.papers.material(sitting.testId)
    const keys = await keysOf(this.#services, test.pool)
    const inForce = await scoresInForce(this.#services, sitting.id, { choices: false })
    const heads = (inForce?.rows ?? []).map((row) => row.head).sort()
    const stamp = sha256(`${inForce?.run.id}\0${keyDigest(keys)}\0${heads.join()}`)
    const known = this.#kept.get(sitting.id)
    if (known?.stamp === stamp) return await known.figures
    const figures = this.#reckon(sitting, keys)
    this.#kept.delete(sitting.id)
    this.#kept.set(sitting.id, { stamp, figures })
    for (const [id] of this.#kept) if (this.#kept.size > KEPT_MAX) this.#kept.delete(id)
    figures.catch(() => this.#kept.delete(sitting.id))
    return await figures
  }

  async #reckon({ id, testId }: { id: string; testId: string }, keys: Map<ItemId, ItemKey>): Promise<SittingFigures> {
    const { test, pool } = await this.#delivery.papers.material(testId)
    const sections = test.blueprint.sections.map((section) => ({ id: section.id, title: section.title }))
    const inForce = await scoresInForce(this.#services, id)
    // The order of the rows decides ties at the edge of the upper and lower groups: by attempt, whatever the engine gives.
    const rows = (inForce?.rows ?? []).toSorted((a, b) => (a.attemptId < b.attemptId ? -1 : 1))
    const choices = bookOf(test, pool)
    const replayed = await replayedChoices(this.#services, choices, rows)
    const book = new AnsweredBook(
      test.ruleSet,
      sections.map((section) => section.id),
      pool,
      keys,
    )
    for (const [at, row] of rows.entries()) {
      if (at % LOGS_AT_ONCE === 0) await new Promise((resolve) => setImmediate(resolve))
      const text = row.choices ?? replayed.get(row.attemptId) ?? ''
      const chosen = new Map<string, string | null>(decodeChoices(choices, text).map((one) => [one.item, one.option]))
      const { slots, spentMs } = worked(await readLog(this.#services, row.attemptId))
      book.add(slots, chosen, spentMs)
    }
    const statistics = itemStatistics(book.asked, sections.length, book.answered())
    return { asked: book.asked, statistics, sections, keys, candidates: rows.length, late: inForce?.late ?? 0 }
  }
}
