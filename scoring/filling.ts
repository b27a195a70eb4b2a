import { compare } from './exact.ts'
import type { FinalRow, FinalVacancy } from './final.ts'
import type { FinalList } from './final-lists.ts'
import { type Contender, contenderOf, finalOrder } from './final-order.ts'
import { award, isGeneral, leaveOpen, moveOf, type Settle } from './final-seats.ts'
import { byId } from './order.ts'
import { judge } from './result.ts'
import type { RuleSet } from './rule-set.ts'

/**
 * Fills the seats that stayed empty: step 1 umum from khusus and step 2 khusus from any other kind, both of the same
 * position, qualification and unit; step 3 from another unit, same position and qualification. Each step goes through
 * all vacancies by id before the next begins. Who fills: the best of those without a seat who took the SKB and meet
 * the threshold of umum. Source: KepmenPANRB 320/2024 diktum 35, the 2019 rules for steps 2 and 3; RULES.md FI7 to FI9.
 */
export function fillEmptySeats(rules: RuleSet, lists: FinalList[], settle: Settle): void {
  const empty = emptySeats(lists)
  const vacancies = lists.map(({ vacancy }) => vacancy).sort(byId)
  const homes = Map.groupBy(lists, ({ vacancy }) => homeOf(vacancy))
  const donors = new Map<string, Donor[]>()
  const donorsAt = (home: string) => {
    const known = donors.get(home) ?? donorsOf(homes.get(home) ?? [])
    donors.set(home, known)
    return known
  }
  for (const step of [1, 2, 3] as const)
    for (const vacancy of vacancies) {
      const seats = empty.get(vacancy.id) ?? 0
      if (seats === 0 || !takes(vacancy, step)) continue
      const best = bestOf(rules, donorsAt(homeOf(vacancy)), vacancy, step, seats)
      empty.set(vacancy.id, fill(rules, vacancy, seats, step, best, settle))
    }
}

/** Somebody who may fill a seat as long as the row has none. */
interface Donor {
  row: FinalRow
  home: FinalVacancy
  contender: Contender
  /** Whether a threshold is met, by need type, as far as it was asked. */
  meets: Map<string, boolean>
}

/** Those without a seat in vacancies of one position and qualification, by final score, best first. */
function donorsOf(lists: FinalList[]): Donor[] {
  const donors = lists.flatMap(({ vacancy: home, rows, candidates }) =>
    rows.flatMap((row): Donor[] => {
      const candidate = candidates.get(row.id)
      const isFree = row.seat === null && (row.code === 'P/TL' || row.code === 'SERI')
      if (!candidate || !row.score || !isFree) return []
      return [{ row, home, contender: contenderOf(candidate, row.score), meets: new Map() }]
    }),
  )
  return donors.sort((a, b) => byFinal(a, b) || byId(a.row, b.row))
}

/**
 * As many of those who may take a seat here as there are seats, and all with the last one's final score. Whoever
 * comes after them could not get one, so the order need not be made for a whole position at every seat.
 */
function bestOf(rules: RuleSet, donors: Donor[], to: FinalVacancy, step: 1 | 2 | 3, seats: number): Donor[] {
  const best: Donor[] = []
  for (const donor of donors) {
    const last = best.at(-1)
    if (last && best.length >= seats && byFinal(last, donor) !== 0) break
    if (donor.row.seat === null && gives(donor.home, to, step) && meetsThreshold(rules, donor, to)) best.push(donor)
  }
  return best
}

/** Answers how many seats stay empty for the next step. */
function fill(rules: RuleSet, to: FinalVacancy, seats: number, step: 1 | 2 | 3, best: Donor[], settle: Settle): number {
  const donors = new Map(best.map((donor) => [donor.row.id, donor]))
  const order = finalOrder(
    rules,
    best.map(({ contender }) => contender),
  )
  // Somebody on whom people have still to decide may get a seat elsewhere, so nobody behind gets this one before.
  const waiting = order.findIndex(({ members }) => members.some(({ id }) => donors.get(id)?.row.code === 'SERI'))
  const left = award(waiting < 0 ? order : order.slice(0, waiting), seats, settle, {
    give: (id) => {
      const { row, home } = donors.get(id) as Donor
      const reason = { kind: 'moved' as const, from: home.id, to: to.id, step }
      Object.assign(row, { seat: to.id, code: moveOf(home, to).code, reason })
    },
    open: (group) => leaveOpen(group, (id) => donors.get(id)?.row),
  })
  return waiting < 0 ? left : 0
}

function takes({ needType }: FinalVacancy, step: 1 | 2 | 3): boolean {
  return step === 3 || isGeneral(needType) === (step === 1)
}

function gives(from: FinalVacancy, to: FinalVacancy, step: 1 | 2 | 3): boolean {
  if (step === 3) return from.unit !== to.unit
  return from.unit === to.unit && from.needType !== to.needType && (step === 2 || !isGeneral(from.needType))
}

function meetsThreshold(rules: RuleSet, { home, contender, meets }: Donor, to: FinalVacancy): boolean {
  const needType = thresholdFor(rules, to, home)
  const known = meets.get(needType) ?? judge(rules, needType, contender.candidate.skd).met
  meets.set(needType, known)
  return known
}

/** The threshold of umum that fits: that of the seat, else that of the donor, where the year has several. */
function thresholdFor({ needTypes }: RuleSet, to: FinalVacancy, from: FinalVacancy): string {
  if (isGeneral(to.needType)) return to.needType
  if (isGeneral(from.needType) || !needTypes.some(({ id }) => id === 'umum')) return from.needType
  return 'umum'
}

/** Seats nobody has, but those kept for a group that people must put in order. */
function emptySeats(lists: FinalList[]): Map<string, number> {
  const taken = Map.groupBy(
    lists.flatMap(({ rows }) => rows.filter(({ seat }) => seat !== null)),
    ({ seat }) => seat,
  )
  return new Map(
    lists.map(({ vacancy: { id, need }, rows }) => {
      const isOpen = rows.some(({ code }) => code === 'SERI')
      return [id, isOpen ? 0 : Math.max(0, need - (taken.get(id)?.length ?? 0))]
    }),
  )
}

function byFinal(a: Donor, b: Donor): number {
  return compare(b.contender.score.final, a.contender.score.final)
}

function homeOf({ position, qualification }: FinalVacancy): string {
  return JSON.stringify([position, qualification])
}
