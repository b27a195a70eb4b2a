import type { FastifyBaseLogger } from 'fastify'
import { audit } from '../audit/audit-store.ts'
import { canonical, sha256 } from '../canonical.ts'
import { and, desc, eq, max } from '../db/sql.ts'
import { type Db, isDuplicate } from '../db/store.ts'
import type { Effect, ProposalKind, ProposalRow } from '../protocol/http.ts'
import { isRefusal, type Refusal, refuse } from '../protocol/refusals.ts'
import type { Services } from '../services.ts'

type Needs = Pick<Services, 'store' | 'clock' | 'newId'> & { log: Pick<FastifyBaseLogger, 'error'> }

/** What a person wants to have done. */
export interface Wanted {
  kind: ProposalKind
  /** What it is about, as an id: one open proposal for each. */
  subject: string
  /** Everything the deed needs; kept as canonical JSON. */
  body: unknown
  reason: string
}

/** How a feature does what was approved. */
export interface Deed {
  /**
   * Looks at the world as it is now: a refusal, or the effect in words and what to write. Called when the proposal is
   * made and again when it is approved (AP3). `write` runs in the approval's transaction and may still refuse: then
   * nothing of the transaction stands, the decision included. `after` runs when it is on disk.
   */
  prepare(proposal: {
    /** Null while it is only looked at, before it is proposed. */
    id: string | null
    subject: string
    body: unknown
    reason: string
    proposedBy: string
  }): Promise<
    | Refusal
    | {
        title: { id: string; en: string }
        effect: Effect[]
        write(db: Db, approvedBy: string): Promise<void> | Promise<Refusal | null>
        after?(): void | Promise<void>
      }
  >
  /** Told when a proposal was approved, declined or taken back and what follows from it is done. */
  decided?(proposal: { subject: string; body: unknown }): void
}

interface Summary {
  title: { id: string; en: string }
  effect: Effect[]
}

/** The second person (AP1 to AP6). Features register their deeds; nothing here knows what they do. */
export class Approvals {
  #services: Needs
  #deeds = new Map<ProposalKind, Deed>()

  constructor(services: Needs) {
    this.#services = services
  }

  register(kind: ProposalKind, deed: Deed): void {
    if (this.#deeds.has(kind)) throw new Error(`bug: two deeds for ${kind}`)
    this.#deeds.set(kind, deed)
  }

  /** What would happen, without proposing it. */
  async preview(actor: string, wanted: Wanted): Promise<Summary | Refusal> {
    const prepared = await this.#deed(wanted.kind).prepare({ ...wanted, id: null, proposedBy: actor })
    return isRefusal(prepared) ? prepared : { title: prepared.title, effect: prepared.effect }
  }

  /** Keeps a proposal for the second person, unless it is impossible already (AP2, AP5). */
  async propose(actor: string, wanted: Wanted): Promise<ProposalRow | Refusal> {
    const summary = await this.preview(actor, wanted)
    if (isRefusal(summary)) return summary
    const { proposal } = this.#services.store.tables
    const id = this.#services.newId()
    const body = canonical(wanted.body)
    try {
      await this.#services.store.transaction(async (db) => {
        const [last] = await db.select({ ordinal: max(proposal.ordinal) }).from(proposal)
        await db.insert(proposal).values({
          id,
          ordinal: (last?.ordinal ?? 0) + 1,
          kind: wanted.kind,
          subject: wanted.subject,
          summary: canonical(summary),
          body,
          digest: sha256(`${wanted.kind}\0${wanted.subject}\0${body}`),
          reason: wanted.reason,
          proposedBy: actor,
          proposedAt: this.#services.clock.wall(),
          state: 'open',
          decidedBy: null,
          decidedAt: null,
          note: null,
        })
        await audit(this.#services, db, {
          actor,
          action: `proposal.${wanted.kind}`,
          subject: wanted.subject,
          detail: { id, title: summary.title.id, reason: wanted.reason },
        })
      })
    } catch (error) {
      if (isDuplicate(error)) return refuse('already-proposed')
      throw error
    }
    return (await this.find(id)) as ProposalRow
  }

  /** Does it, in one transaction with the decision (AP1, AP3, AP4). */
  async approve(actor: string, id: string): Promise<ProposalRow | Refusal> {
    const { proposal } = this.#services.store.tables
    const [row] = await this.#services.store.read.select().from(proposal).where(eq(proposal.id, id))
    if (!row) return refuse('not-found', { what: 'Usulan' })
    if (row.state !== 'open') return refuse('already-decided', { by: row.decidedBy ?? '' })
    if (row.proposedBy === actor) return refuse('same-person')
    const prepared = await this.#deed(row.kind as ProposalKind).prepare({
      id: row.id,
      subject: row.subject,
      body: JSON.parse(row.body),
      reason: row.reason,
      proposedBy: row.proposedBy,
    })
    if (isRefusal(prepared)) return prepared
    const refused = await this.#decide(id, actor, 'approved', '', (db) => prepared.write(db, actor))
    if (refused) return refused
    try {
      await prepared.after?.()
    } catch (error) {
      // It is done and on disk; only the telling failed.
      this.#services.log.error({ err: error, proposal: id }, 'after an approval')
    }
    this.#deed(row.kind as ProposalKind).decided?.({ subject: row.subject, body: JSON.parse(row.body) })
    return (await this.find(id)) as ProposalRow
  }

  async decline(actor: string, id: string, note: string): Promise<ProposalRow | Refusal> {
    const { proposal } = this.#services.store.tables
    const [row] = await this.#services.store.read.select().from(proposal).where(eq(proposal.id, id))
    if (!row) return refuse('not-found', { what: 'Usulan' })
    const state = row.proposedBy === actor ? ('taken-back' as const) : ('declined' as const)
    const refused = await this.#decide(id, actor, state, note, async () => {})
    if (refused) return refused
    this.#deeds.get(row.kind as ProposalKind)?.decided?.({ subject: row.subject, body: JSON.parse(row.body) })
    return (await this.find(id)) as ProposalRow
  }

  async find(id: string): Promise<ProposalRow | null> {
    const { proposal } = this.#services.store.tables
    const [row] = await this.#services.store.read.select().from(proposal).where(eq(proposal.id, id))
    return row ? toRow(row) : null
  }

  /** Open ones first, then the newest decisions. */
  async list(limit = 200): Promise<ProposalRow[]> {
    const { proposal } = this.#services.store.tables
    const rows = await this.#services.store.read.select().from(proposal).orderBy(desc(proposal.ordinal)).limit(limit)
    return rows.map(toRow).sort((a, b) => Number(b.state === 'open') - Number(a.state === 'open'))
  }

  #deed(kind: ProposalKind): Deed {
    const deed = this.#deeds.get(kind)
    if (!deed) throw new Error(`bug: no deed for ${kind}`)
    return deed
  }

  async #decide(
    id: string,
    actor: string,
    state: 'approved' | 'declined' | 'taken-back',
    note: string,
    write: (db: Db) => Promise<void> | Promise<Refusal | null>,
  ): Promise<Refusal | null> {
    try {
      return await this.#decideOnce(id, actor, state, note, write)
    } catch (error) {
      if (error instanceof Undone) return error.refusal
      throw error
    }
  }

  async #decideOnce(
    id: string,
    actor: string,
    state: 'approved' | 'declined' | 'taken-back',
    note: string,
    write: (db: Db) => Promise<void> | Promise<Refusal | null>,
  ): Promise<Refusal | null> {
    const { proposal } = this.#services.store.tables
    return await this.#services.store.transaction(async (db) => {
      const [decided] = await db
        .update(proposal)
        .set({ state, decidedBy: actor, decidedAt: this.#services.clock.wall(), note })
        .where(and(eq(proposal.id, id), eq(proposal.state, 'open')))
        .returning({ kind: proposal.kind, subject: proposal.subject })
      if (!decided) {
        const [row] = await db.select({ by: proposal.decidedBy }).from(proposal).where(eq(proposal.id, id))
        return refuse('already-decided', { by: row?.by ?? '' })
      }
      const refused = await write(db)
      if (isRefusal(refused)) throw new Undone(refused)
      await audit(this.#services, db, {
        actor,
        action: `proposal.${state}`,
        subject: decided.subject,
        detail: { id, kind: decided.kind, note },
      })
      return null
    })
  }
}

/** Takes the whole transaction back with it. */
class Undone extends Error {
  readonly refusal: Refusal
  constructor(refusal: Refusal) {
    super(refusal.refused)
    this.refusal = refusal
  }
}

/** Bodies of the approved proposals of one kind, oldest first. */
export async function approvedOf(
  { store }: Pick<Services, 'store'>,
  kind: ProposalKind,
): Promise<{ subject: string; body: unknown; reason: string }[]> {
  const { proposal } = store.tables
  const rows = await store.read
    .select({
      subject: proposal.subject,
      body: proposal.body,
      reason: proposal.reason,
      at: proposal.decidedAt,
      ordinal: proposal.ordinal,
    })
    .from(proposal)
    .where(and(eq(proposal.kind, kind), eq(proposal.state, 'approved')))
  return rows
    .sort((a, b) => (a.at ?? 0) - (b.at ?? 0) || a.ordinal - b.ordinal)
    .map(({ subject, body, reason }) => ({ subject, body: JSON.parse(body) as unknown, reason }))
}

type Stored = {
  id: string
  kind: string
  subject: string
  summary: string
  digest: string
  reason: string
  proposedBy: string
  proposedAt: number
  state: string
  decidedBy: string | null
  decidedAt: number | null
  note: string | null
}

const toRow = (row: Stored): ProposalRow => ({
  id: row.id,
  kind: row.kind as ProposalKind,
  subject: row.subject,
  ...(JSON.parse(row.summary) as Summary),
  digest: row.digest,
  reason: row.reason,
  proposedBy: row.proposedBy,
  proposedAt: row.proposedAt,
  state: row.state as ProposalRow['state'],
  decidedBy: row.decidedBy,
  decidedAt: row.decidedAt,
  note: row.note,
})
