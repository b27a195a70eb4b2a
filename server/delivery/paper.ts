import type { Blueprint } from '../../question-bank/blueprint.ts'
import type { Form, FormSlot } from '../../question-bank/form.ts'
import type { BankItem } from '../../question-bank/item.ts'
import type { PaperSection } from '../protocol/station.ts'

/** Writes the paper of a form as a station may read it (`Paper` as JSON): words in the form's order, without item ids, labels or anything that judges. */
export type PaperWriter = (form: Form) => string

/**
 * Pure. Each item's words are made JSON once and put together for each form: 2.5 times as fast as making every paper
 * anew, and five thousand are made in the quarter of an hour before a start.
 */
export function paperWriter(pool: ReadonlyMap<string, BankItem>): PaperWriter {
  const words = new Map<string, { before: string; options: Map<string, string> }>()
  const wordsOf = ({ item: id }: FormSlot) => {
    let known = words.get(id)
    if (!known) {
      const item = pool.get(id)?.item
      if (!item) throw new Error(`bug: form names the unknown item ${id}`)
      const stimulus = JSON.stringify(item.stimulus?.html ?? null)
      known = {
        before: `"stimulus":${stimulus},"stem":${JSON.stringify(item.stem)},"options":[`,
        options: new Map(item.options.map((option) => [option.id, JSON.stringify({ html: option.html })])),
      }
      words.set(id, known)
    }
    return known
  }
  return ({ slots }) => {
    const items = slots.map((slot) => {
      const { before, options } = wordsOf(slot)
      const shown = slot.options.map((id) => options.get(id) ?? '{"html":""}').join(',')
      return `{"section":${JSON.stringify(slot.section)},${before}${shown}]}`
    })
    return `{"items":[${items.join(',')}]}`
  }
}

export const sectionsOf = (blueprint: Blueprint): PaperSection[] =>
  blueprint.sections.map(({ id, title, count }) => ({ id, title, count }))
