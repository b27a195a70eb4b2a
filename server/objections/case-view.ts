import { scoreItem } from '../../scoring/outcome.ts'
import { asc, eq } from '../db/sql.ts'
import { readLog } from '../delivery/attempt-store.ts'
import { attemptIdOf, type Delivery } from '../delivery/delivery.ts'
import { brokenAt, eventOf, type LogRow, receiptCode } from '../delivery/event-log.ts'
import { letterOf, storyOf } from '../delivery/story.ts'
import type { CaseAttempt, CaseFile, ObjectionRow } from '../protocol/objections.ts'
import { type Refusal, refuse } from '../protocol/refusals.ts'
import { storedPublications } from '../results/publication-store.ts'
import type { Scorer } from '../results/score-store.ts'
import { listStandings } from '../results/standing-store.ts'
import { type SeatRow, seatsOf, sittingRow } from '../scheduling/sitting-store.ts'
import type { Services } from '../services.ts'
import { listObjections, rowOf } from './objection-store.ts'

/** A pause in the log that is worth a line. */
const SILENCE_MS = 60_000
const NEIGHBOURS = 2

/** Everything an objection is judged by (OB6). Keys are used here to say what an item earned, and never leave. */
export async function caseFile(
  services: Services,
  delivery: Delivery,
  scorer: Scorer,
  id: string,
): Promise<CaseFile | Refusal> {
  const row = (await listObjections(services)).find((one) => one.id === id)
  if (!row) return refuse('not-found', { what: 'Sanggah' })
  const { objection, objectionDecision, proposal } = services.store.tables
  const [stored] = await services.store.read.select().from(objection).where(eq(objection.id, id))
  const [decision] = await services.store.read
    .select()
    .from(objectionDecision)
    .where(eq(objectionDecision.objectionId, id))
  const waiting = (
    await services.store.read
      .select({ id: proposal.id, state: proposal.state, kind: proposal.kind })
      .from(proposal)
      .where(eq(proposal.subject, id))
  ).find((one) => one.kind === 'objection' && one.state === 'open')
  const publication = (await storedPublications(services)).find((one) => one.id === row.publication)
  if (!stored || !publication) throw new Error(`bug: objection ${id} without its publication`)
  const found = rowOf(publication, row.number)
  const { document } = publication
  return {
    objection: { ...row, text: stored.body, filedBy: stored.filedBy },
    publication: {
      id: publication.id,
      title: document.title,
      digest: document.digest,
      publishedAt: document.publishedAt,
      list: found?.list ?? '',
    },
    row: found?.row ?? null,
    sections: document.sections,
    neighbours: found ? neighboursOf(found.rows, row.number) : [],
    attempt: await attemptOf(services, delivery, scorer, row),
    standings: (await listStandings(services))
      .filter((one) => one.candidate === row.candidate)
      .map(({ code, reason, at, actor }) => ({ code, reason, at, actor })),
    audit: await auditOf(services, row),
    decision: decision
      ? {
          verdict: decision.verdict as 'granted' | 'rejected',
          template: decision.template,
          answer: JSON.parse(decision.answer) as { id: string; en: string },
          at: decision.at,
          proposedBy: decision.proposedBy,
          approvedBy: decision.approvedBy,
        }
      : null,
    proposal: waiting?.id ?? null,
  }
}

/** Those just above and below, by number and figures alone. */
function neighboursOf(
  rows: { number: string; place: number | null; total: number | null; code: string }[],
  number: string,
): CaseFile['neighbours'] {
  const at = rows.findIndex((row) => row.number === number)
  const told = (where: 'above' | 'below') => (row: (typeof rows)[number]) => ({
    where,
    place: row.place,
    number: row.number,
    total: row.total,
    code: row.code,
  })
  return [
    ...rows.slice(Math.max(0, at - NEIGHBOURS), at).map(told('above')),
    ...rows.slice(at + 1, at + 1 + NEIGHBOURS).map(told('below')),
  ]
}

/** The seat whose result the objection is about: the SKD's for an SKD list, otherwise the last one. */
async function attemptOf(
  services: Services,
  delivery: Delivery,
  scorer: Scorer,
  { candidate, stage }: ObjectionRow,
): Promise<CaseAttempt | null> {
  const seats = await seatsOf(services, { candidate })
  const seat =
    stage === 'skd' || stage === 'skb-participants'
      ? seats.find((one) => one.stage !== 'skb')
      : (seats.find((one) => one.stage === 'skb') ?? seats[0])
  if (!seat) return null
  const id = attemptIdOf(seat.sitting, seat.candidate)
  const standing = await delivery.writer.peek(id)
  const sitting = await sittingRow(services, seat.sitting)
  if (!standing || !sitting) return null
  const log = await readLog(services, id)
  const { attempt } = standing
  const { test, keySet } = await scorer.materialOf(seat.sitting)
  const result = await scorer.resultOf(attempt)
  const rules = new Map(test.ruleSet.sections.map((section) => [section.id, section.scoring]))
  const titles = new Map(test.blueprint.sections.map((section) => [section.id, section.title]))
  const last = lastChanges(log)
  const finish = log.find((row) => row.kind === 'finished') ?? null
  const started = log.find((row) => row.kind === 'started') ?? null
  return {
    id,
    sitting: { name: sitting.name, venue: sitting.venue, startsAt: sitting.startsAt },
    ...{ room: seat.room, station: seat.station, minutes: seat.minutes },
    startedAt: started?.at ?? null,
    finishedAt: finish?.at ?? null,
    how: attempt.finished?.how ?? null,
    leftMs: finish && attempt.deadline !== null ? Math.max(0, attempt.deadline - finish.mono) : null,
    receipt: finish ? receiptCode(finish.hash) : null,
    chainWhole: brokenAt(id, log) === null,
    events: log.length,
    silences: silencesOf(log, started, finish),
    sections: result.sections.map((section) => ({
      id: section.id,
      title: titles.get(section.id) ?? section.id,
      points: section.points,
      max: section.max,
      answered: section.answered,
      blank: section.blank,
    })),
    items: attempt.form.slots.map((slot, index) => {
      const rule = rules.get(slot.section)
      const key = keySet.keys.get(slot.item)
      if (!rule || !key) throw new Error(`bug: no rule or key for item ${slot.item}`)
      const choice = attempt.responses[index] ?? null
      return {
        number: index + 1,
        section: slot.section,
        choice: letterOf(attempt.form, index, choice),
        points: scoreItem(rule, key, choice).points,
        at: last.get(index)?.at ?? null,
        changes: last.get(index)?.changes ?? 0,
      }
    }),
    timeline: storyOf(log).map(({ at, id: words, en }) => ({ at, words: { id: words, en } })),
  }
}

function lastChanges(log: LogRow[]): Map<number, { at: number; changes: number }> {
  const last = new Map<number, { at: number; changes: number }>()
  for (const row of log) {
    const { event } = eventOf(row)
    if (event.kind === 'answered')
      last.set(event.slot, { at: row.at, changes: (last.get(event.slot)?.changes ?? 0) + 1 })
  }
  return last
}

/** Measured on the exam clock, shown on the wall's: a clock set by hand makes no silence. */
function silencesOf(log: LogRow[], started: LogRow | null, finish: LogRow | null): CaseAttempt['silences'] {
  if (!started) return []
  const rows = log.filter((row) => row.seq >= started.seq && (!finish || row.seq <= finish.seq))
  return rows.slice(1).flatMap((row, at) => {
    const before = rows[at] as LogRow
    return row.mono - before.mono > SILENCE_MS ? [{ from: before.at, to: row.at }] : []
  })
}

const WORDS: Record<string, string> = {
  'pin.issue': 'PIN diterbitkan',
  'proctor.end': 'pengerjaan diakhiri pengawas',
  'standing.set': 'status peserta ditetapkan',
  'objection.file': 'sanggah masuk',
  'candidate.view': 'data lengkap dilihat',
}

/** What staff did that names this candidate or the attempt: by number, by id, or in the detail. */
async function auditOf(
  { store }: Pick<Services, 'store'>,
  { candidate, number }: Pick<ObjectionRow, 'candidate' | 'number'>,
): Promise<CaseFile['audit']> {
  const { audit } = store.tables
  const seats: Pick<SeatRow, 'sitting' | 'candidate'>[] = await seatsOf({ store }, { candidate })
  const names = [number, candidate, ...seats.map((seat) => attemptIdOf(seat.sitting, seat.candidate))]
  const rows = await store.read.select().from(audit).orderBy(asc(audit.seq))
  return rows
    .filter(
      (row) => WORDS[row.action] && names.some((name) => row.subject === name || row.detail.includes(`"${name}"`)),
    )
    .map(({ at, actor, action, detail }) => {
      const { reason } = JSON.parse(detail) as { reason?: string | { text?: string } }
      const why = typeof reason === 'string' ? reason : (reason?.text ?? '')
      return { at, actor, action, words: [WORDS[action], why].filter(Boolean).join(': ') }
    })
}
