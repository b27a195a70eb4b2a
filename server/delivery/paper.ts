import type { Blueprint } from '../../question-bank/blueprint.ts'
import type { Form } from '../../question-bank/form.ts'
import type { BankItem } from '../../question-bank/item.ts'
import type { Paper, PaperSection } from '../protocol/station.ts'

/** The form as a station may see it: words in the form's order, without item ids, labels or anything that judges. Pure. */
export function paperOf(form: Form, pool: ReadonlyMap<string, BankItem>, blueprint: Blueprint): Paper {
  return {
    sections: sectionsOf(blueprint),
    items: form.slots.map((slot) => {
      const item = pool.get(slot.item)?.item
      if (!item) throw new Error(`bug: form names the unknown item ${slot.item}`)
      const words = new Map(item.options.map((option) => [option.id, option.html]))
      return {
        section: slot.section,
        stimulus: item.stimulus?.html ?? null,
        stem: item.stem,
        options: slot.options.map((id) => ({ html: words.get(id) ?? '' })),
      }
    }),
  }
}

export const sectionsOf = (blueprint: Blueprint): PaperSection[] =>
  blueprint.sections.map(({ id, title, count }) => ({ id, title, count }))
