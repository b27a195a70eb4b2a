import type { Approvals } from '../approvals/approvals.ts'
import { canonical } from '../canonical.ts'
import { and, asc, eq, inArray, like } from '../db/sql.ts'
import { summariesOfSitting } from '../delivery/attempt-store.ts'
import { attemptIdOf, type Delivery } from '../delivery/delivery.ts'
import type { Effect } from '../protocol/http.ts'
import type { CommandDone, ProctorCommand, RoomProposal } from '../protocol/proctor.ts'
import { isRefusal, type Refusal, refuse } from '../protocol/refusals.ts'
import { policyOf } from '../scheduling/policy.ts'
import { type SeatRow, seatsOf, sittingRow } from '../scheduling/sitting-store.ts'
import type { Services } from '../services.ts'
import { findCommand, keepCommand } from './command-store.ts'
import { doKept } from './proctor-commands.ts'
import { givenByHand, needsSecond, refusesTime, type TimeKind } from './time-limits.ts'

/** Candidates named one by one in what a proposal says it will do. */
const NAMED_MAX = 20

/** What a proposal keeps: the command as it was sent, and for whom it turned out to be possible. */
interface Proposed {
  sitting: string
  command: ProctorCommand
  candidates: string[]
  refused: CommandDone['refused']
}

/** Several proposals of a sitting may wait at once: each is about its own command. */
const subjectOf = (sitting: string, command: string): string => `${sitting}/${command}`
const KINDS: TimeKind[] = ['add-time', 'reopen']

/**
 * Proposes time to a second person (P11). The same command again gets the first reply; for whom it cannot be is said
 * at once, and when nobody is left nothing is proposed.
 */
export async function proposeTime(
  services: Services,
  delivery: Delivery,
  approvals: Approvals,
  actor: string,
  sitting: string,
  wanted: ProctorCommand,
): Promise<CommandDone | Refusal> {
  const before = await proposedBefore(services, sitting, wanted)
  if (before) return before
  const known = await findCommand(services, wanted.id)
  if (known) return refuse('command-differs')
  if (wanted.reason.text.trim() === '') return refuse('reason-needed')
  if (wanted.kind === 'add-time' && !wanted.minutes) return refuse('minutes-needed')
  if (wanted.kind === 'reopen' && wanted.candidates.length === 0) return refuse('bad-request', { what: 'candidates' })
  const row = await sittingRow(services, sitting)
  if (!row) return refuse('not-found', { what: 'Sesi' })
  const seats = (await seatsOf(services, { sitting })).map((seat) => seat.candidate as string)
  const here = new Set(seats)
  const named = wanted.candidates.length > 0 ? [...new Set(wanted.candidates)] : await working(services, sitting, seats)
  const refused: CommandDone['refused'] = []
  const candidates: string[] = []
  for (const candidate of named) {
    const why = here.has(candidate)
      ? await refusalOf(delivery, sitting, candidate, wanted, policyOf(row.policy).addMinutesMax)
      : refuse('not-found', { what: 'Peserta' })
    if (why) refused.push({ candidate, why })
    else candidates.push(candidate)
  }
  if (candidates.length === 0) return refused[0]?.why ?? refuse('nobody-working')
  const body: Proposed = { sitting, command: wanted, candidates, refused }
  const kind = wanted.kind as TimeKind
  const reason = wanted.reason.text.trim()
  const proposal = await approvals.propose(actor, { kind, subject: subjectOf(sitting, wanted.id), body, reason })
  if (isRefusal(proposal)) {
    // The same command at the same moment: the other one stands.
    const other = proposal.refused === 'already-proposed' ? await proposedBefore(services, sitting, wanted) : null
    return other ?? proposal
  }
  tell(services, sitting)
  return { done: 0, refused, proposal: proposal.id }
}

/** Everybody at work, in the order of the seats. */
async function working(services: Pick<Services, 'store'>, sitting: string, seats: string[]): Promise<string[]> {
  const attempts = await summariesOfSitting(services, sitting)
  const at = new Set(attempts.filter((one) => one.status === 'working').map((one) => one.candidateId))
  return seats.filter((candidate) => at.has(candidate))
}

async function proposedBefore(
  services: Pick<Services, 'store'>,
  sitting: string,
  wanted: ProctorCommand,
): Promise<CommandDone | Refusal | null> {
  const { proposal } = services.store.tables
  const [row] = await services.store.read
    .select({ id: proposal.id, body: proposal.body })
    .from(proposal)
    .where(and(inArray(proposal.kind, KINDS), eq(proposal.subject, subjectOf(sitting, wanted.id))))
  if (!row) return null
  const { command, refused } = JSON.parse(row.body) as Proposed
  return canonical(command) === canonical(wanted) ? { done: 0, refused, proposal: row.id } : refuse('command-differs')
}

async function refusalOf(
  delivery: Delivery,
  sitting: string,
  candidate: string,
  { kind, minutes = 0 }: ProctorCommand,
  most: number,
): Promise<Refusal | null> {
  const standing = await delivery.writer.peek(attemptIdOf(sitting, candidate))
  return refusesTime(standing?.attempt ?? null, { kind: kind as TimeKind, minutes }, most)
}

/** The command that a proposal would do, if it is one of this sitting's room; null for any other proposal. */
export async function commandOfProposal(
  { store }: Pick<Services, 'store'>,
  sitting: string,
  id: string,
): Promise<string | null> {
  const { proposal } = store.tables
  const [row] = await store.read
    .select({ body: proposal.body })
    .from(proposal)
    .where(and(eq(proposal.id, id), inArray(proposal.kind, KINDS)))
  const proposed = row ? (JSON.parse(row.body) as Proposed) : null
  return proposed?.sitting === sitting ? proposed.command.id : null
}

/** What waits for a second person in this sitting, oldest first. */
export async function roomProposals({ store }: Pick<Services, 'store'>, sitting: string): Promise<RoomProposal[]> {
  const { proposal } = store.tables
  const rows = await store.read
    .select()
    .from(proposal)
    .where(
      and(
        ...[eq(proposal.state, 'open'), inArray(proposal.kind, KINDS)],
        like(proposal.subject, `${subjectOf(sitting, '')}%`),
      ),
    )
    .orderBy(asc(proposal.ordinal))
  return rows
    .map((row) => ({ row, body: JSON.parse(row.body) as Proposed }))
    .filter(({ body }) => body.sitting === sitting)
    .map(({ row, body }) => ({
      id: row.id,
      kind: row.kind as TimeKind,
      ...(JSON.parse(row.summary) as Pick<RoomProposal, 'title' | 'effect'>),
      reason: row.reason,
      by: row.proposedBy,
      at: row.proposedAt,
      candidates: body.candidates,
    }))
}

/**
 * The second person's word over a room's proposal: the approved command is on disk with the decision, and is done
 * after it; a crash between the two is mended at the next start.
 */
export function registerTimeDeeds(services: Services, delivery: Delivery, approvals: Approvals): void {
  for (const kind of KINDS)
    approvals.register(kind, {
      async prepare({ body, proposedBy }) {
        const proposed = body as Proposed
        const { sitting, command, candidates } = proposed
        const row = await sittingRow(services, sitting)
        if (!row) return refuse('not-found', { what: 'Sesi' })
        if (row.state === 'closed') return refuse('sitting-closed')
        const most = policyOf(row.policy).addMinutesMax
        const refusals = await Promise.all(
          candidates.map((candidate) => refusalOf(delivery, sitting, candidate, command, most)),
        )
        if (refusals.every((why) => why !== null)) return refusals[0] ?? refuse('nobody-working')
        const seats = new Map((await seatsOf(services, { sitting })).map((seat) => [seat.candidate as string, seat]))
        return {
          title: titleOf(command, candidates.length),
          effect: await effectOf(delivery, proposed, seats, most),
          async write(db, approvedBy) {
            const { command: table } = services.store.tables
            const [taken] = await db.select({ id: table.id }).from(table).where(eq(table.id, command.id))
            if (taken) return refuse('command-differs')
            const wanted = { ...command, candidates }
            await keepCommand(services, db, { id: command.id, sitting, actor: proposedBy, approvedBy, wanted })
            return null
          },
          async after() {
            const kept = await findCommand(services, command.id)
            if (kept) await doKept(services, delivery, kept)
          },
        }
      },
      decided: ({ body }) => tell(services, (body as Proposed).sitting),
    })
}

/** The consoles look again at what waits. */
const tell = (services: Services, sitting: string): void =>
  services.bus.publish(`sitting:${sitting}`, { kind: 'command', sitting, command: null, candidates: [], look: false })

function titleOf({ kind, minutes = 0 }: ProctorCommand, count: number): { id: string; en: string } {
  const [whoId, whoEn] = [`${count} peserta`, count === 1 ? '1 candidate' : `${count} candidates`]
  return needsSecond(kind) && kind === 'reopen'
    ? { id: `Buka kembali ujian ${whoId}`, en: `Re-open the exam of ${whoEn}` }
    : { id: `Tambah ${minutes} menit untuk ${whoId}`, en: `Add ${minutes} minutes for ${whoEn}` }
}

async function effectOf(
  delivery: Delivery,
  { sitting, command, candidates }: Proposed,
  seats: Map<string, SeatRow>,
  most: number,
): Promise<Effect[]> {
  const { kind, minutes = 0, cause } = command
  const lines: Effect[] = []
  for (const candidate of candidates.slice(0, NAMED_MAX)) {
    const seat = seats.get(candidate)
    const ledger = (await delivery.writer.peek(attemptIdOf(sitting, candidate)))?.attempt.ledger
    const before = Math.round(((ledger ? givenByHand(ledger) : 0) / 60_000) * 10) / 10
    const who = `${seat?.number ?? ''} ${seat?.name ?? ''}`.trim()
    const place = {
      id: `ruang ${seat?.room}, meja ${seat?.station}`,
      en: `room ${seat?.room}, station ${seat?.station}`,
    }
    lines.push(
      kind === 'reopen'
        ? {
            id: `${who} (${place.id}) mengerjakan lagi dengan waktu yang tersisa saat selesai, ditambah ${minutes} menit.`,
            en: `${who} (${place.en}) goes on with the time that was left when it was finished, and ${minutes} minutes more.`,
          }
        : {
            id: `${who} (${place.id}) mendapat ${minutes} menit; sebelumnya ${before} dari paling banyak ${most} menit.`,
            en: `${who} (${place.en}) gets ${minutes} minutes; before ${before} of ${most} minutes at the most.`,
          },
    )
  }
  const rest = candidates.length - NAMED_MAX
  if (rest > 0) lines.push({ id: `Begitu pula ${rest} peserta lain.`, en: `So do ${rest} other candidates.` })
  if (cause === 'credited')
    lines.push({
      id: 'Dicatat sebagai pengganti gangguan yang tidak diganti aturan.',
      en: 'Recorded as credit for an outage that the rules do not credit.',
    })
  lines.push(
    kind === 'reopen'
      ? { id: 'Jawaban yang tersimpan tetap berlaku.', en: 'Saved responses stay.' }
      : {
          id: 'Yang sudah selesai saat disetujui tidak mendapatkannya.',
          en: 'Whoever has finished by the approval does not get it.',
        },
  )
  return lines
}
