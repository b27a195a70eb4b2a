import type { Random } from '../../question-bank/random.ts'
import type { Person } from './placement.ts'
import type { Halls } from './placement-halls.ts'

interface Group {
  vacancy: string
  plain: Person[]
  special: Person[]
  /** The session in which its people with an accommodation sit, or most of them. */
  slot: number | null
}

/**
 * Which session each vacancy gets: whole where one holds it, else in as few as can be (PM5). Those who need a certain room
 * come first, since their seats are few (PM4). Pure.
 */
export function* packVacancies(
  halls: Halls,
  people: readonly Person[],
  random: Random,
  round: number,
): Generator<void, void> {
  const groups = inTurn(people, random, round)
  for (const group of groups)
    if (group.special.length > 0) {
      placeSpecial(halls, group)
      yield
    }
  for (const group of groups) {
    placePlain(halls, group, round)
    yield
  }
}

/** Large vacancies first, since small ones fit beside them; later rounds change the order a little. */
function inTurn(people: readonly Person[], random: Random, round: number): Group[] {
  const groups = [...Map.groupBy(people, (one) => one.vacancy)].map(([vacancy, members]): Group => {
    const drawn = random.shuffle(members)
    return {
      vacancy,
      plain: drawn.filter((one) => one.accommodation === null),
      special: drawn.filter((one) => one.accommodation !== null),
      slot: null,
    }
  })
  const weighed = random.shuffle(groups).map((group) => {
    const size = group.plain.length + group.special.length
    return { group, weight: round === 0 ? size : size * (80 + random.below(41)) }
  })
  return weighed.sort((a, b) => b.weight - a.weight).map(({ group }) => group)
}

function placeSpecial(halls: Halls, group: Group): void {
  const size = group.plain.length + group.special.length
  const slots = halls.slots()
  /** Where the whole vacancy fits with all of these; the emptiest of them. */
  const whole = slots.filter(
    (slot) => halls.free(slot) - halls.promised(slot) >= size && halls.holds(slot, group.special),
  )
  const first =
    emptiest(halls, whole) ??
    emptiest(
      halls,
      slots.filter((slot) => halls.holds(slot, group.special)),
    )
  const used = new Set<number>(first === null ? [] : [first])
  for (const one of group.special) {
    const [slot = null] = [...used].filter((its) => halls.takes(its, one))
    const other =
      slot ??
      emptiest(
        halls,
        slots.filter((its) => halls.takes(its, one)),
      )
    if (other === null) {
      halls.leave(one)
      continue
    }
    used.add(other)
    halls.takeSpecial(other, one)
  }
  const counts = [...used].map((slot) => ({ slot, people: halls.countOf(slot, group.vacancy) }))
  group.slot = counts.sort((a, b) => b.people - a.people)[0]?.slot ?? null
  if (group.slot !== null) halls.promise(group.slot, group.plain.length)
}

function placePlain(halls: Halls, group: Group, round: number): void {
  if (group.slot !== null) halls.promise(group.slot, -group.plain.length)
  let left = group.plain
  if (left.length === 0) return
  if (group.slot !== null) left = take(group.slot, left)
  while (left.length > 0) {
    const need = left.length
    const open = halls.slots().filter((slot) => halls.free(slot) > 0)
    // What others were promised is theirs as long as there is another session.
    const whole = open.filter((slot) => halls.free(slot) - halls.promised(slot) >= need)
    const slot =
      (round % 2 === 0 ? emptiest(halls, whole) : tightest(halls, whole)) ??
      // No session holds the rest: the one with the most seats takes as many as it has.
      largest(halls, open)
    if (slot === null) {
      for (const one of left) halls.leave(one)
      return
    }
    left = take(slot, left)
  }

  function take(slot: number, members: Person[]): Person[] {
    const seats = Math.min(members.length, halls.free(slot))
    halls.takePlain(slot, members.slice(0, seats))
    return members.slice(seats)
  }
}

/** The least of these by `of`; the earlier of two alike. */
function least(slots: readonly number[], of: (slot: number) => number): number | null {
  let best: number | null = null
  for (const slot of slots) if (best === null || of(slot) < of(best)) best = slot
  return best
}
const emptiest = (halls: Halls, slots: readonly number[]) => least(slots, (slot) => halls.load(slot))
const tightest = (halls: Halls, slots: readonly number[]) => least(slots, (slot) => halls.free(slot))
const largest = (halls: Halls, slots: readonly number[]) => least(slots, (slot) => -halls.free(slot))
