import type { Form } from '../../question-bank/form.ts'
import type { BankItem, ItemId } from '../../question-bank/item.ts'
import type { ItemKey } from '../../question-bank/key.ts'
import type { Statistics, StudiedItem } from '../../scoring/item-statistics.ts'
import { maxPoints, scoreItem } from '../../scoring/outcome.ts'
import type { RuleSet } from '../../scoring/rule-set.ts'

/** An item as one section asks it (IS2). */
export interface AskedItem extends StudiedItem {
  item: string
  sectionId: string
  /** Labels of its options, in the order of its source: choice 1 is the first. */
  labels: string[]
  source: string
  topic: string
}

/** What a closed sitting's items did. */
export interface SittingFigures {
  asked: AskedItem[]
  statistics: Statistics
  sections: { id: string; title: string }[]
  keys: ReadonlyMap<ItemId, ItemKey>
  candidates: number
  /** Finished and not scored under the keys in force yet. */
  late: number
}

/** Collects what was answered, form by form, and numbers the items as they come. */
export class AnsweredBook {
  readonly asked: AskedItem[] = []
  #sections: string[]
  #number = new Map<string, number>()
  #items: number[] = []
  #choices: number[] = []
  #spent: number[] = []
  #starts = [0]
  #ruleSet: RuleSet
  #pool: ReadonlyMap<string, BankItem>
  #keys: ReadonlyMap<ItemId, ItemKey>

  constructor(
    ruleSet: RuleSet,
    sections: readonly string[],
    pool: ReadonlyMap<string, BankItem>,
    keys: ReadonlyMap<ItemId, ItemKey>,
  ) {
    this.#ruleSet = ruleSet
    this.#sections = [...sections]
    this.#pool = pool
    this.#keys = keys
  }

  /** One candidate's form with what she chose, and the time that each place took. */
  add(slots: Form['slots'], chosen: ReadonlyMap<string, string | null>, spentMs: readonly number[]): void {
    for (const [at, { item, section }] of slots.entries()) {
      const number = this.#numberOf(item, section)
      const option = chosen.get(item) ?? null
      const { labels } = this.asked[number] as AskedItem
      const choice = option === null ? 0 : labels.indexOf(option) + 1
      if (option !== null && choice === 0) throw new Error(`bug: item ${item} has no option ${option}`)
      this.#items.push(number)
      this.#choices.push(choice)
      this.#spent.push(Math.min(2 ** 32 - 1, Math.round(spentMs[at] ?? 0)))
    }
    this.#starts.push(this.#items.length)
  }

  answered() {
    return {
      starts: Uint32Array.from(this.#starts),
      items: Uint16Array.from(this.#items),
      choices: Uint8Array.from(this.#choices),
      spentMs: Uint32Array.from(this.#spent),
    }
  }

  #numberOf(item: ItemId, section: string): number {
    const name = `${section}\0${item}`
    const known = this.#number.get(name)
    if (known !== undefined) return known
    const found = this.#pool.get(item)
    const key = this.#keys.get(item)
    const rule = this.#ruleSet.sections.find((one) => one.id === section)?.scoring
    if (!found || !key || !rule) throw new Error(`bug: item ${item} of section ${section} cannot be scored`)
    const labels = found.item.options.map((option) => option.id)
    this.asked.push({
      ...{ item, sectionId: section, labels, source: found.source, topic: found.topic },
      section: this.#sections.indexOf(section),
      points: [null, ...labels].map((label) => scoreItem(rule, key, label).points),
      max: maxPoints(rule, key),
    })
    this.#number.set(name, this.asked.length - 1)
    return this.asked.length - 1
  }
}
