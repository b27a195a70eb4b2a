import type { Blueprint } from './blueprint.ts'
import { drawItems, planDraw, sortedById } from './draw.ts'
import type { BankItem, Item, ItemId, OptionId } from './item.ts'
import { blueprintProblems, settingProblems } from './problems.ts'
import type { Random } from './random.ts'
import { randomFrom } from './random.ts'

/** The concrete ordered paper of one candidate: which item stands at which number, its options in which order. */
export interface Form {
  slots: FormSlot[]
}

export interface FormSlot {
  item: ItemId
  /** Section of the blueprint ('TWK'). */
  section: string
  /** The item's options in the order shown. */
  options: OptionId[]
}

/**
 * The paper of one candidate: items drawn by the blueprint, in random order, options in random order (RULES.md F1-F12).
 * The same blueprint, pool (in any order) and seed give the same form, for ever.
 * `seed` must be unguessable for whoever sits the test: HMAC(sitting secret, candidate).
 * Throws only where `blueprintProblems` has something to say: that is a bug of the caller, who should have asked.
 */
export function assembleForm(blueprint: Blueprint, pool: readonly BankItem[], seed: string): Form {
  return formMaker(blueprint, pool)(seed)
}

/**
 * `assembleForm` for many candidates: blueprint and pool are read once, which for a blueprint with many joint quotas can
 * take a second; each form then takes about a millisecond. Do not change the pool while it is in use.
 */
export function formMaker(blueprint: Blueprint, pool: readonly BankItem[]): (seed: string) => Form {
  if (settingProblems(blueprint, pool).length > 0) throw cannotDraw(blueprint, pool)
  const plan = planDraw(blueprint, pool)
  return (seed) => {
    const random = randomFrom(seed)
    const drawn = drawItems(plan, random)
    if (!drawn) throw cannotDraw(blueprint, pool)
    const slots = blueprint.sections.flatMap((section, at) =>
      inRandomOrder(drawn[at] ?? [], random).map(({ item }) => ({
        item: item.id,
        section: section.id,
        options: shuffledOptions(item, random),
      })),
    )
    return { slots }
  }
}

// Items of one stimulus form a block: shuffled inside, then shuffled as one piece among the others.
function inRandomOrder(items: readonly BankItem[], random: Random): BankItem[] {
  const blocks = new Map<string, BankItem[]>()
  for (const bankItem of random.shuffle(sortedById(items))) {
    const mark = bankItem.item.stimulus ? `stimulus ${bankItem.item.stimulus.id}` : `item ${bankItem.item.id}`
    const block = blocks.get(mark)
    if (block) block.push(bankItem)
    else blocks.set(mark, [bankItem])
  }
  return random.shuffle([...blocks.values()]).flat()
}

function shuffledOptions(item: Item, random: Random): OptionId[] {
  const movable = random.shuffle(item.options.filter((option) => !option.fixed))
  return item.options.map((option) => (option.fixed ? option : (movable.pop() ?? option)).id)
}

function cannotDraw(blueprint: Blueprint, pool: readonly BankItem[]): Error {
  const problems = blueprintProblems(blueprint, pool).map((problem) => problem.en)
  return new Error(`no form can be drawn from blueprint ${JSON.stringify(blueprint.name)}: ${problems.join(' ')}`)
}
