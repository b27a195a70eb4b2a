import type { Blueprint, BlueprintSection, Quota } from './blueprint.ts'
import { feeds } from './blueprint.ts'
import type { DrawPlan, Margin } from './draw.ts'
import { isFeasible, marginsOf, planDraw } from './draw.ts'
import type { BankItem } from './item.ts'
import type { ItemKey } from './key.ts'

/** Something that stands in the way, worded for the committee. Never thrown: these are listed. */
export interface Problem {
  /** The section, item or setting concerned ('TIU', 'TIU · topik Deret', 'kisi-kisi'). */
  where: string
  /** Sentence in Indonesian. */
  id: string
  /** The same in English. */
  en: string
}

/**
 * Everything that prevents drawing a form from this pool, with what is missing. Empty <=> `assembleForm` never throws.
 * (One caution: where enemies or shared items make the question hard, a bounded search may say "no form found"
 * although one exists. It never errs in the other direction.)
 */
export function blueprintProblems(blueprint: Blueprint, pool: readonly BankItem[]): Problem[] {
  const settings = settingProblems(blueprint, pool)
  if (settings.length > 0) return [...settings, ...countProblems(blueprint, pool)]
  const supply = supplyProblems(blueprint, pool)
  if (supply.length > 0) return supply
  const plan = planDraw(blueprint, pool)
  return isFeasible(plan) ? [] : togetherProblems(blueprint, pool, plan)
}

/** The part of `blueprintProblems` that needs no drawing: wrong numbers, repeated ids. */
export function settingProblems(blueprint: Blueprint, pool: readonly BankItem[]): Problem[] {
  const problems: Problem[] = []
  const add = (where: string, id: string, en: string) => problems.push({ where, id, en })
  const { minutes, accommodationMinutes, graceMs, sections } = blueprint
  if (!isCount(minutes))
    add(
      'menit',
      'Waktu pengerjaan harus bilangan bulat menit, paling sedikit 1.',
      'Working time must be whole minutes, at least 1.',
    )
  for (const [name, value] of Object.entries(accommodationMinutes)) {
    if (isCount(value)) continue
    const where = `menit · ${name}`
    add(
      where,
      `Waktu akomodasi "${name}" harus bilangan bulat menit, paling sedikit 1.`,
      `Accommodation "${name}": time must be whole minutes, at least 1.`,
    )
  }
  if (!Number.isSafeInteger(graceMs) || graceMs < 0)
    add(
      'toleransi',
      'Toleransi keterlambatan (ms) harus bilangan bulat, paling sedikit 0.',
      'Grace time (ms) must be a whole number, at least 0.',
    )
  if (sections.length === 0) add('kisi-kisi', 'Kisi-kisi belum memiliki subtes.', 'The blueprint has no sections.')
  const ids = sections.map((section) => section.id)
  for (const id of repeated(ids))
    add(id, `Subtes "${id}" ditulis lebih dari sekali.`, `Section "${id}" is given more than once.`)
  if (ids.includes('')) add('kisi-kisi', 'Ada subtes tanpa kode.', 'A section has no id.')
  for (const section of sections) problems.push(...sectionSettingProblems(section))
  for (const id of repeated(pool.map((bankItem) => bankItem.item.id)))
    add(id, `Soal "${id}" tercantum lebih dari sekali di bank.`, `Item "${id}" is in the pool more than once.`)
  return problems
}

function sectionSettingProblems({ id, count, topics, difficulties }: BlueprintSection): Problem[] {
  const problems: Problem[] = []
  if (!isCount(count))
    problems.push({
      where: id,
      id: `${id}: jumlah soal harus bilangan bulat, paling sedikit 1.`,
      en: `${id}: the number of items must be whole, at least 1.`,
    })
  for (const [quotas, name, nameEn] of [
    [topics, 'topik', 'topic'],
    [difficulties, 'tingkat', 'difficulty'],
  ] as const) {
    for (const { value, count: wanted } of quotas) {
      if (Number.isSafeInteger(wanted) && wanted >= 0) continue
      problems.push({
        where: `${id} · ${name} ${value}`,
        id: `${id}: kuota ${name} "${value}" harus bilangan bulat, paling sedikit 0.`,
        en: `${id}: the quota of ${nameEn} "${value}" must be whole, at least 0.`,
      })
    }
    for (const value of repeated(quotas.map((quota) => quota.value)))
      problems.push({
        where: `${id} · ${name} ${value}`,
        id: `${id}: kuota ${name} "${value}" ditulis lebih dari sekali.`,
        en: `${id}: the quota of ${nameEn} "${value}" is given more than once.`,
      })
    const sum = total(quotas)
    if (sum > count)
      problems.push({
        where: `${id} · ${name}`,
        id: `${id}: kuota ${name} berjumlah ${sum}, padahal subtes hanya ${count} soal (lebih ${sum - count}).`,
        en: `${id}: ${nameEn} quotas add up to ${sum}, but the section has ${count} items (${sum - count} too many).`,
      })
  }
  for (const { value } of difficulties) {
    if (['1', '2', '3'].includes(value)) continue
    problems.push({
      where: `${id} · tingkat ${value}`,
      id: `${id}: tingkat kesulitan "${value}" tidak dikenal; pakai 1, 2, atau 3.`,
      en: `${id}: unknown difficulty "${value}"; use 1, 2 or 3.`,
    })
  }
  return problems
}

/** What each section lacks when it has the pool for itself. */
function supplyProblems(blueprint: Blueprint, pool: readonly BankItem[]): Problem[] {
  const overall = countProblems(blueprint, pool)
  const short = new Set(overall.map((problem) => problem.where))
  const { margins } = marginsOf(blueprint)
  const problems = [...overall]
  blueprint.sections.forEach((section, at) => {
    const own = pool.filter((bankItem) => feeds(section, bankItem))
    const found: Problem[] = []
    for (const margin of margins) {
      if (margin.section !== at || margin.by === 'count') continue
      // The rest of a section that is short anyway would only repeat the message.
      if (margin.value === null && short.has(section.id)) continue
      const available = own.filter((bankItem) => countsFor(margin, section, bankItem)).length
      if (available < margin.need) found.push(marginProblem(margin, section, available))
    }
    problems.push(...found)
    if (found.length === 0 && !short.has(section.id)) problems.push(...jointProblems(section, own))
  })
  return problems
}

function countProblems(blueprint: Blueprint, pool: readonly BankItem[]): Problem[] {
  return blueprint.sections.flatMap((section) => {
    const available = pool.filter((bankItem) => feeds(section, bankItem)).length
    if (!isCount(section.count) || available >= section.count) return []
    return [lacking(section.id, section.id, section.id, section.count, available)]
  })
}

function countsFor(margin: Margin, section: BlueprintSection, bankItem: BankItem): boolean {
  const quotas = margin.by === 'topic' ? section.topics : section.difficulties
  const value = margin.by === 'topic' ? bankItem.topic : String(bankItem.difficulty ?? '')
  return margin.value === null ? quotas.every((quota) => quota.value !== value) : margin.value === value
}

function marginProblem(margin: Margin, section: BlueprintSection, available: number): Problem {
  const [name, nameEn] = margin.by === 'topic' ? ['topik', 'topic'] : ['tingkat', 'difficulty']
  return margin.value === null
    ? lacking(
        `${section.id} · ${name} lain`,
        `${section.id}, di luar kuota ${name}`,
        `${section.id}, outside the ${nameEn} quotas`,
        margin.need,
        available,
      )
    : lacking(
        `${section.id} · ${name} ${margin.value}`,
        `${section.id}, ${name} "${margin.value}"`,
        `${section.id}, ${nameEn} "${margin.value}"`,
        margin.need,
        available,
      )
}

/**
 * Quotas of topic and difficulty that cannot be met together. Of the items in topics T, at most
 * count - (quota of D) may lie outside the difficulties D; so T x D must give quota(T) + quota(D) - count items.
 * By max-flow = min-cut the quotas fit exactly when no T and D ask for more than there is. For each D the worst T is
 * the set of topics whose quota is larger than its supply in D, so 2^4 sets have to be looked at, not 2^topics.
 */
function jointProblems(section: BlueprintSection, own: readonly BankItem[]): Problem[] {
  if (section.topics.length === 0 || section.difficulties.length === 0) return []
  const classes = (quotas: readonly Quota[]) => [
    ...quotas.map(({ value, count }) => ({ value: value as string | null, count })),
    { value: null, count: section.count - total(quotas) },
  ]
  const topics = classes(section.topics)
  const difficulties = classes(section.difficulties)
  const topicOf = (item: BankItem) => (section.topics.some((quota) => quota.value === item.topic) ? item.topic : null)
  const difficultyOf = (item: BankItem) => {
    const value = String(item.difficulty ?? '')
    return section.difficulties.some((quota) => quota.value === value) ? value : null
  }
  let worst: Problem | null = null
  let fewest = Number.POSITIVE_INFINITY
  for (let set = 1; set < 1 << difficulties.length; set++) {
    const inSet = difficulties.filter((_, at) => (set >> at) & 1)
    const supply = (topic: string | null) =>
      own.filter((item) => topicOf(item) === topic && inSet.some(({ value }) => value === difficultyOf(item))).length
    const greedy = topics.filter(({ value, count }) => count > supply(value))
    const needed = sum(greedy, ({ count }) => count) + sum(inSet, ({ count }) => count) - section.count
    const available = sum(greedy, ({ value }) => supply(value))
    // Of the sets that are short, the one which names fewest topics and levels reads best.
    if (needed <= available || greedy.length + inSet.length >= fewest) continue
    fewest = greedy.length + inSet.length
    const name = (list: { value: string | null }[], rest: string) => list.map(({ value }) => value ?? rest).join(', ')
    worst = lacking(
      `${section.id} · topik × tingkat`,
      `${section.id}, topik ${name(greedy, 'lain')} dengan tingkat ${name(inSet, 'lain')}`,
      `${section.id}, topic ${name(greedy, 'other')} with difficulty ${name(inSet, 'other')}`,
      needed,
      available,
    )
  }
  return worst ? [worst] : []
}

/** Each section alone could be drawn, all together cannot: shared items or enemies. */
function togetherProblems(blueprint: Blueprint, pool: readonly BankItem[], plan: DrawPlan): Problem[] {
  const problems: Problem[] = []
  const sharing = sharedSections(blueprint, pool)
  for (const sections of sharing) {
    const available = pool.filter((bankItem) => sections.some((section) => feeds(section, bankItem))).length
    const needed = sum(sections, (section) => section.count)
    const names = sections.map((section) => section.id)
    if (available < needed)
      problems.push(
        lacking(
          names.join(' + '),
          `${names.join(' dan ')} memakai soal yang sama; bersama`,
          `${names.join(' and ')} use the same items; together`,
          needed,
          available,
          true,
        ),
      )
  }
  if (problems.length > 0) return problems
  if (plan.tables.some((tables) => tables === null || tables.ways === 0n)) {
    for (const sections of sharing) {
      const names = sections.map((section) => section.id)
      problems.push({
        where: names.join(' + '),
        id: `${names.join(' dan ')} memakai soal yang sama, dan kuota mereka tidak dapat dipenuhi bersama. Tambah soal atau pisahkan sumbernya.`,
        en: `${names.join(' and ')} use the same items, and their quotas cannot be met together. Add items or separate the sources.`,
      })
    }
  }
  if (problems.length > 0 && plan.tables.some((tables) => tables?.ways === 0n)) return problems
  for (const section of blueprint.sections) {
    const own = pool.filter((bankItem) => feeds(section, bankItem))
    const most = mostTogether(own)
    if (most < section.count)
      problems.push({
        where: `${section.id} · musuh`,
        id: `${section.id}: perlu ${section.count} soal, tetapi paling banyak ${most} dapat berada dalam satu paket karena kata musuh (kurang ${section.count - most}).`,
        en: `${section.id}: needs ${section.count} items, but at most ${most} can stand in one form because of enemies (${section.count - most} short).`,
      })
  }
  if (problems.length > 0) return problems
  const words = [...repeated(pool.flatMap((bankItem) => [...new Set(bankItem.enemies)]))]
  const list = `${words.slice(0, 10).join(', ')}${words.length > 10 ? ', …' : ''}`
  return [
    {
      where: 'musuh',
      id: `Tidak ditemukan paket yang memenuhi semua kuota tanpa mempertemukan soal yang bermusuhan (kata musuh: ${list}). Tambah soal atau kurangi kata musuh.`,
      en: `No form was found that meets all quotas without enemies meeting (enemy words: ${list}). Add items or remove enemy words.`,
    },
  ]
}

/** Sets of sections linked by items that two of them could take. */
function sharedSections(blueprint: Blueprint, pool: readonly BankItem[]): BlueprintSection[][] {
  const setOf = new Map(blueprint.sections.map((section) => [section, [section]]))
  for (const bankItem of pool) {
    const takers = blueprint.sections.filter((section) => feeds(section, bankItem))
    const joined = [...new Set(takers.flatMap((section) => setOf.get(section) ?? []))]
    for (const section of joined) setOf.set(section, joined)
  }
  const inOrder = (set: BlueprintSection[]) => blueprint.sections.filter((section) => set.includes(section))
  return [...new Set(setOf.values())].filter((set) => set.length > 1).map(inOrder)
}

/** An upper bound: of the items that share their first enemy word, one at most. */
function mostTogether(items: readonly BankItem[]): number {
  const free = items.filter((bankItem) => bankItem.enemies.length === 0).length
  return free + new Set(items.flatMap((bankItem) => bankItem.enemies.slice(0, 1))).size
}

/** What is wrong with a bank by itself: items no one can answer, keys that fit no option. Independent of a blueprint. */
export function bankProblems(items: readonly BankItem[], keys: readonly ItemKey[]): Problem[] {
  const problems: Problem[] = []
  const add = (where: string, id: string, en: string) =>
    problems.push({ where, id: `Soal ${where}: ${id}`, en: `Item ${where}: ${en}` })
  for (const id of repeated(items.map(({ item }) => item.id)))
    add(id, 'tercantum lebih dari sekali.', 'listed more than once.')
  const keyOf = new Map<string, ItemKey>()
  for (const key of keys) if ((keyOf.get(key.item)?.version ?? -1) < key.version) keyOf.set(key.item, key)
  for (const { item, kind } of items) {
    const labels = item.options.map((option) => option.id)
    if (item.stem.trim() === '') add(item.id, 'pertanyaan kosong.', 'the question is empty.')
    if (labels.length < 2) add(item.id, 'opsi kurang dari dua.', 'fewer than two options.')
    for (const label of repeated(labels))
      add(item.id, `opsi ${label} ditulis dua kali.`, `option ${label} is given twice.`)
    const key = keyOf.get(item.id)
    if (!key) add(item.id, 'belum ada kunci.', 'has no key.')
    // Given to everybody, or void: looks at no option, so it fits every item.
    else if (key.kind === 'given' || key.kind === 'void') continue
    else if (key.kind !== kind)
      add(
        item.id,
        `jenis kunci (${key.kind}) tidak sesuai jenis soal (${kind}).`,
        `kind of key (${key.kind}) differs from kind of item (${kind}).`,
      )
    else if (key.kind === 'single') {
      if (key.correct.length === 0) add(item.id, 'kunci kosong.', 'the key is empty.')
      for (const label of key.correct)
        if (!labels.includes(label))
          add(
            item.id,
            `kunci menunjuk opsi ${label} yang tidak ada.`,
            `the key names option ${label}, which does not exist.`,
          )
    } else {
      for (const label of labels)
        if (!Number.isSafeInteger(key.weights[label]))
          add(
            item.id,
            `bobot opsi ${label} tidak ada atau bukan bilangan bulat.`,
            `the weight of option ${label} is missing or not whole.`,
          )
      for (const label of Object.keys(key.weights))
        if (!labels.includes(label))
          add(
            item.id,
            `bobot menunjuk opsi ${label} yang tidak ada.`,
            `a weight names option ${label}, which does not exist.`,
          )
    }
  }
  return problems
}

function lacking(
  where: string,
  subject: string,
  subjectEn: string,
  needed: number,
  available: number,
  joined = false,
): Problem {
  const colon = joined ? '' : ':'
  return {
    where,
    id: `${subject}${colon} perlu ${needed} soal, tersedia ${available} (kurang ${needed - available}).`,
    en: `${subjectEn}${colon} ${joined ? 'need' : 'needs'} ${needed} items, ${available} available (${needed - available} short).`,
  }
}

const isCount = (value: number) => Number.isSafeInteger(value) && value >= 1
const sum = <T>(list: readonly T[], of: (member: T) => number) => list.reduce((all, member) => all + of(member), 0)
const total = (quotas: readonly Quota[]) => sum(quotas, ({ count }) => count)

function repeated<T>(list: readonly T[]): Set<T> {
  const seen = new Set<T>()
  return new Set(list.filter((member) => seen.has(member) || !seen.add(member)))
}
