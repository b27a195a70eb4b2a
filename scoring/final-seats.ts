import type { FinalChoice, FinalCode, FinalRow, FinalVacancy, TieDecision } from './final.ts'
import type { FinalList } from './final-lists.ts'
import type { FinalGroup } from './final-order.ts'

/** The order that people gave to exactly these, with their reason; null where nobody decided. */
export type Settle = (ids: string[]) => { order: string[]; by: string } | null

/**
 * Decisions as one question. A decision answers for a group when it lists all of it, and everybody else it lists is
 * out of the race or has a seat by now. Throws on a decision that lists somebody twice. RULES.md FI5.
 */
export function decisionsOf({ decisions = [] }: FinalChoice, lists: FinalList[]): Settle {
  for (const { order } of decisions)
    if (new Set(order).size < order.length) throw new Error(`a decision lists a candidate twice: ${order.join(', ')}`)
  const rows = new Map<string, FinalRow>()
  const listing = new Map<string, TieDecision[]>()
  if (decisions.length > 0) for (const { rowOf } of lists) for (const [id, row] of rowOf) rows.set(id, row)
  for (const decision of decisions)
    for (const id of decision.order) listing.set(id, [...(listing.get(id) ?? []), decision])
  const isAside = (id: string) => {
    const row = rows.get(id)
    return row !== undefined && (row.seat !== null || row.reason.kind === 'dropped' || row.reason.kind === 'absent')
  }
  return (ids) => {
    const found = listing
      .get(ids[0] ?? '')
      ?.findLast(
        ({ order }) => ids.every((id) => order.includes(id)) && order.every((id) => ids.includes(id) || isAside(id)),
      )
    return found ? { order: found.order.filter((id) => ids.includes(id)), by: found.reason } : null
  }
}

/** What happens to those who are awarded, or not, as `award` goes down the list. */
export interface Hands {
  give(id: string): void
  /** The group across the last seat was decided by people: each with its position in their order, from 0. */
  decided?(id: string, position: number, by: string): void
  /** Nobody decided yet: none of them gets the seat. */
  open(group: FinalGroup): void
}

/**
 * Gives `free` seats down the groups and answers how many stay empty. An equal group that does not fit whole takes
 * what is left in the order people gave; without one nobody gets it, and it is kept for them. RULES.md FI4, FI5.
 */
export function award(groups: FinalGroup[], free: number, settle: Settle, hands: Hands): number {
  let left = free
  for (const group of groups) {
    if (left === 0) return 0
    const ids = group.members.map(({ id }) => id)
    if (ids.length <= left) {
      for (const id of ids) hands.give(id)
      left -= ids.length
      continue
    }
    const settled = settle(ids)
    if (settled) {
      for (const [position, id] of settled.order.entries()) {
        if (position < left) hands.give(id)
        hands.decided?.(id, position, settled.by)
      }
    } else hands.open(group)
    return 0
  }
  return left
}

/** Marks a group that people must put in order, and says which group it is. */
export function leaveOpen({ members, equal, why }: FinalGroup, rowOf: (id: string) => FinalRow | undefined): void {
  const tiedWith = members.map(({ id }) => id)
  for (const id of tiedWith) {
    const row = rowOf(id)
    if (row) Object.assign(row, { code: 'SERI', tiedWith, reason: { kind: 'tied', equal, why } })
  }
}

/** Seats of each vacancy to its own candidates. What stays empty is counted anew when it is filled. RULES.md FI4. */
export function giveOwnSeats(lists: FinalList[], settle: Settle): void {
  for (const { vacancy, groups, rowOf, rows } of lists) {
    for (const row of rows) if (row.reason.kind === 'dropped' && row.reason.keepsSeat) row.seat = vacancy.id
    const kept = rows.filter(({ seat }) => seat !== null).length
    award(groups, Math.max(0, vacancy.need - kept), settle, {
      give: (id) => seat(rowOf.get(id), vacancy.id, 'P/L'),
      decided: (id, position, by) => decide(rowOf.get(id), position, by),
      open: (group) => leaveOpen(group, (id) => rowOf.get(id)),
    })
  }
}

/**
 * Seats as they were published. Whoever has one keeps it; a seat whose holder dropped out before the NIP goes to the
 * next of the same vacancy without one. No other seat is given. RULES.md FI10, FI11.
 */
export function giveHeldSeats(lists: FinalList[], held: ReadonlyMap<string, string>, settle: Settle): void {
  const listOf = new Map(lists.map((list) => [list.vacancy.id, list]))
  const all = new Map(lists.flatMap((list) => [...list.rowOf].map(([id, row]) => [id, { list, row }] as const)))
  const vacated = new Map<string, string[]>()
  for (const [id, to] of held) {
    const holder = all.get(id)
    const target = listOf.get(to)
    if (!holder) throw new Error(`candidate ${id} holds a seat and is not among the candidates`)
    if (!target) throw new Error(`candidate ${id} holds a seat in no vacancy of these: ${to}`)
    const { row, list } = holder
    if (row.reason.kind !== 'dropped') keepSeat(row, list.vacancy, target.vacancy)
    else if (row.reason.keepsSeat) row.seat = to
    else vacated.set(to, [...(vacated.get(to) ?? []), id])
  }
  for (const { vacancy, groups, rowOf } of lists) {
    for (const { members } of groups) {
      const hasSeat = members.map(({ id }) => rowOf.get(id)?.seat === vacancy.id)
      if (!hasSeat.includes(true) || !hasSeat.includes(false)) continue
      const settled = settle(members.map(({ id }) => id))
      if (settled) for (const [position, id] of settled.order.entries()) decide(rowOf.get(id), position, settled.by)
    }
    const leavers = (vacated.get(vacancy.id) ?? []).sort()
    const free = groups
      .map((group) => ({ ...group, members: group.members.filter(({ id }) => rowOf.get(id)?.seat === null) }))
      .filter(({ members }) => members.length > 0)
    let next = 0
    award(free, leavers.length, settle, {
      give: (id) => {
        const row = rowOf.get(id)
        seat(row, vacancy.id, 'P/L')
        if (row) row.reason = { kind: 'replaces', whom: leavers[next++] as string }
      },
      open: (group) => leaveOpen(group, (id) => rowOf.get(id)),
    })
  }
}

/** What taking a seat in another vacancy is called: another kind of need at the unit, or another unit. C.7. */
export function moveOf(from: FinalVacancy, to: FinalVacancy): { code: FinalCode; step: 1 | 2 | 3 } {
  if (from.unit !== to.unit) return { code: 'P/L-2', step: 3 }
  return { code: 'P/L-1', step: isGeneral(to.needType) ? 1 : 2 }
}

/** Kebutuhan umum, also where it has thresholds of its own ('umum-dokter'). */
export function isGeneral(needType: string): boolean {
  return needType === 'umum' || needType.startsWith('umum-')
}

function keepSeat(row: FinalRow, from: FinalVacancy, to: FinalVacancy): void {
  const move = from.id === to.id ? null : moveOf(from, to)
  seat(row, to.id, move?.code ?? 'P/L')
  if (move) row.reason = { kind: 'moved', from: from.id, to: to.id, step: move.step }
}

function decide(row: FinalRow | undefined, position: number, by: string): void {
  if (row) Object.assign(row, { place: (row.place ?? 0) + position, reason: { kind: 'decided', by } })
}

function seat(row: FinalRow | undefined, vacancy: string, code: FinalCode): void {
  if (row) Object.assign(row, { seat: vacancy, code })
}
