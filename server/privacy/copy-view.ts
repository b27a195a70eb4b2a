import { openProfile } from '../applications/account-store.ts'
import { shownState } from '../applications/application.ts'
import { openDraft, openFrozen } from '../applications/application-store.ts'
import { openDocument } from '../applications/document-store.ts'
import { storyLine } from '../applications/story.ts'
import { hotOf } from '../db/hot.ts'
import { asc, desc, eq, like } from '../db/sql.ts'
import { photoById } from '../desk/photo-store.ts'
import { openAddress, openBody } from '../notices/notice-store.ts'
import { DATA_CLASSES, type PersonData } from '../protocol/privacy.ts'
import type { ApplicationState } from '../protocol/recruitment.ts'
import type { RequirementDecision } from '../protocol/verification.ts'
import { birthDates, openNik, openSeal } from '../recruitment/nik-seal.ts'
import { scoresInForce } from '../results/score-store.ts'
import type { Services } from '../services.ts'
import { textKey } from '../verification/appeal-view.ts'
import { type ApplicantRow, type CandidateRow, findPerson, type Person } from './person-store.ts'
import { CLASSES } from './retention.ts'
import { viewsOf } from './views-view.ts'

type Reads = Pick<Services, 'store' | 'secret' | 'clock' | 'config'>
type Application = PersonData['applications'][number]
type Exam = PersonData['exam'][number]

/**
 * Everything that is kept of one person (PV5). `own`: as she may read it herself: nothing that is not announced, and of
 * who saw her record only when and why. Null where there is no such person.
 */
export async function personData(services: Reads, id: string, { own }: { own: boolean }): Promise<PersonData | null> {
  const { store, clock, config } = services
  const person = await findPerson(services, id)
  if (!person) return null
  const { personRequest, retentionRule } = store.tables
  const requests = await store.read
    .select()
    .from(personRequest)
    .where(eq(personRequest.personId, person.id))
    .orderBy(desc(personRequest.at))
  const rules = new Map((await store.read.select().from(retentionRule)).map((rule) => [rule.class, rule]))
  return {
    ...{ format: 'seleksi-data-diri', version: 1, madeAt: clock.wall(), organisation: config.organisation },
    name: person.name,
    account: person.applicant && person.applicant.erasedAt === null ? accountOf(services, person.applicant) : null,
    applications: await applicationsOf(services, person, own),
    exam: await Promise.all(person.candidates.map((one) => examOf(services, one, own))),
    messages: await messagesOf(services, person.id),
    views: await viewsOf(services, person.id, { announcedOnly: own }),
    requests: requests.map(({ kind, fields, ...row }) => ({
      ...{
        kind: kind as 'copy' | 'correction',
        fields: JSON.parse(fields) as string[],
        reason: row.reason,
        at: row.at,
      },
      ...(own ? { actor: '', approvedBy: null } : { actor: row.actor, approvedBy: row.approvedBy }),
    })),
    keeping: DATA_CLASSES.map((name) => ({
      ...{ class: name, basis: CLASSES[name].basis, event: CLASSES[name].event },
      ...{ days: rules.get(name)?.days ?? null, source: rules.get(name)?.source ?? null },
    })),
  }
}

function accountOf({ secret }: Reads, row: ApplicantRow): PersonData['account'] {
  const { kk, birthDate, gender } = openProfile({ secret }, row)
  return {
    ...{ nik: openNik(secret, row.nikSealed), kk, birthDate, gender },
    email: row.emailSealed === null ? null : openAddress(secret, row.emailSealed),
    emailVerifiedAt: row.emailVerifiedAt,
    phone: row.phoneSealed === null ? null : openAddress(secret, row.phoneSealed),
    ...{ phoneVerifiedAt: row.phoneVerifiedAt, language: row.language, createdAt: row.createdAt },
  }
}

async function applicationsOf(services: Reads, person: Person, own: boolean): Promise<Application[]> {
  const { read, tables } = services.store
  const { application, period, vacancy, document, outsideDocument, verification, applicationEvent } = tables
  const rows = await read
    .select({ application, period: period.name, code: vacancy.code, position: vacancy.position })
    .from(application)
    .innerJoin(period, eq(period.id, application.periodId))
    .leftJoin(vacancy, eq(vacancy.id, application.vacancyId))
    .where(eq(application.applicantId, person.id))
    .orderBy(asc(application.createdAt))
  return await Promise.all(
    rows.map(async ({ application: row, period: name, code, position }): Promise<Application> => {
      const told = !own || row.announcedAt !== null
      const papers = await read
        .select()
        .from(document)
        .where(eq(document.applicationId, row.id))
        .orderBy(asc(document.createdAt))
      const elsewhere = await read.select().from(outsideDocument).where(eq(outsideDocument.applicationId, row.id))
      const [round] = await read
        .select({ decisions: verification.decisions })
        .from(verification)
        .where(eq(verification.applicationId, row.id))
        .orderBy(desc(verification.round))
        .limit(1)
      const events = await read
        .select({ at: applicationEvent.at, kind: applicationEvent.kind })
        .from(applicationEvent)
        .where(eq(applicationEvent.applicationId, row.id))
        .orderBy(asc(applicationEvent.ordinal))
      const state = row.state as ApplicationState
      return {
        ...{ number: row.number, period: name, vacancy: code === null ? null : `${code} · ${position}` },
        state: own ? shownState(state, row.announcedAt) : state,
        ...{ createdAt: row.createdAt, submittedAt: row.submittedAt, digest: row.frozenDigest },
        announcedAt: row.announcedAt,
        answers: openFrozen(services, row)?.draft ?? openDraft(services, row),
        documents: await Promise.all(
          papers.map(async (one) => ({
            ...{ kind: one.kind, name: one.name, type: one.type, bytes: one.bytes, digest: one.digest },
            ...{ createdAt: one.createdAt, erasedAt: one.erasedAt },
            content: one.erasedAt === null ? ((await openDocument(services, one))?.toString('base64') ?? null) : null,
          })),
        ),
        outsideDocuments: elsewhere.map(({ kind, name: title, digest, bytes }) => ({
          kind,
          name: title,
          digest,
          bytes,
        })),
        verification: told && round ? (JSON.parse(round.decisions) as RequirementDecision[]).map(decisionOf) : [],
        appeal: await appealOf(services, row.id),
        // The officers' own steps are theirs; what she may know of is in her status page's words.
        story: events.filter(({ kind }) => !own || storyLine(kind) !== null),
      }
    }),
  )
}

const decisionOf = ({ requirement, verdict, reason, text }: RequirementDecision) => ({
  requirement,
  verdict,
  reason,
  text,
})

async function appealOf({ store, secret }: Reads, application: string): Promise<Application['appeal']> {
  const { appeal, appealDecision } = store.tables
  const [row] = await store.read
    .select({ appeal, verdict: appealDecision.verdict, answer: appealDecision.answer })
    .from(appeal)
    .leftJoin(appealDecision, eq(appealDecision.appealId, appeal.id))
    .where(eq(appeal.applicationId, application))
  if (!row) return null
  return {
    ...{ receipt: row.appeal.receipt, filedAt: row.appeal.filedAt, verdict: row.verdict },
    text: openSeal(textKey(secret), row.appeal.bodySealed).toString('utf8'),
    answer: row.answer === null ? null : wordsOf(row.answer),
  }
}

/** Answers are kept in both languages; here in the one of the decree. */
const wordsOf = (kept: string): string => (JSON.parse(kept) as { id: string }).id

async function examOf(services: Reads, row: CandidateRow, own: boolean): Promise<Exam> {
  const { read, tables } = services.store
  const { vacancy, photo, seat, sitting, attempt, standing, objection, objectionDecision } = tables
  const [place] = await read.select().from(vacancy).where(eq(vacancy.id, row.vacancyId))
  const pictures = await read.select().from(photo).where(eq(photo.candidateId, row.id)).orderBy(asc(photo.takenAt))
  const seats = await read
    .select({ seat, sitting: sitting.name, venue: sitting.venue, startsAt: sitting.startsAt })
    .from(seat)
    .innerJoin(sitting, eq(sitting.id, seat.sittingId))
    .where(eq(seat.candidateId, row.id))
  const attempts = await read
    .select({ id: attempt.id, status: attempt.status, sittingId: attempt.sittingId, sitting: sitting.name })
    .from(attempt)
    .innerJoin(sitting, eq(sitting.id, attempt.sittingId))
    .where(eq(attempt.candidateId, row.id))
  const standings = await read
    .select()
    .from(standing)
    .where(eq(standing.candidateId, row.id))
    .orderBy(asc(standing.ordinal))
  const objections = await read
    .select({ objection, verdict: objectionDecision.verdict, answer: objectionDecision.answer })
    .from(objection)
    .leftJoin(objectionDecision, eq(objectionDecision.objectionId, objection.id))
    .where(eq(objection.candidateId, row.id))
  const scored = !own || (await isPublished(services, row.number))
  return {
    number: row.number,
    vacancy: place ? `${place.code} · ${place.position}` : '',
    birthDate: birthDates(services.secret)(row.birthDate),
    ...{ gpa: row.gpa, accommodation: row.accommodation },
    photos: await Promise.all(
      pictures.map(async ({ id, takenAt, digest }) => ({
        ...{ takenAt, digest },
        content: (await photoById(services, id))?.toString('base64') ?? null,
      })),
    ),
    seats: seats.map((one) => ({
      ...{ stage: one.seat.stage, sitting: one.sitting, venue: one.venue, room: one.seat.room },
      ...{ station: one.seat.station, startsAt: one.startsAt, minutes: one.seat.minutes },
    })),
    attempts: await Promise.all(
      attempts.map(async ({ id, sittingId, sitting: name, status }) => ({
        ...{ sitting: name, status, events: await eventsOf(services, id) },
        scores: scored ? await scoresOf(services, sittingId, id) : null,
      })),
    ),
    standings: standings.map(({ at, code, reason }) => ({ at, code, reason })),
    objections: objections.map((one) => ({
      ...{ stage: one.objection.stage, filedAt: one.objection.filedAt, text: one.objection.body },
      ...{ verdict: one.verdict, answer: one.answer === null ? null : wordsOf(one.answer) },
    })),
  }
}

/** What she did and when: places on her form and what she chose there. The form itself names items, which stay closed. */
async function eventsOf({ store }: Reads, id: string): Promise<Exam['attempts'][number]['events']> {
  const rows = await hotOf(store.read).eventsOf([id])
  return rows.map(({ at, kind, payload }) => {
    const { slot, option, on } = JSON.parse(payload) as { slot?: number; option?: string | null; on?: boolean }
    const content =
      slot === undefined
        ? null
        : { item: slot + 1, ...(option !== undefined && { chosen: option }), ...(on !== undefined && { flagged: on }) }
    return { at, kind, content }
  })
}

async function scoresOf({ store }: Reads, sitting: string, attempt: string) {
  const row = (await scoresInForce({ store }, sitting, { choices: false, attempts: [attempt] }))?.rows.find(
    (one) => one.attemptId === attempt,
  )
  if (!row) return null
  const { sections } = JSON.parse(row.result) as { sections: { id: string; points: number; max: number }[] }
  return sections.map(({ id, points, max }) => ({ section: id, points, max }))
}

/** True where some list that was published names her number. */
async function isPublished({ store }: Reads, number: string): Promise<boolean> {
  const { publication } = store.tables
  const [row] = await store.read
    .select({ id: publication.id })
    .from(publication)
    .where(like(publication.body, `%${JSON.stringify(number)}%`))
    .limit(1)
  return row !== undefined
}

async function messagesOf({ store, secret }: Reads, person: string): Promise<PersonData['messages']> {
  const { notice } = store.tables
  const rows = await store.read
    .select()
    .from(notice)
    .where(eq(notice.applicantId, person))
    .orderBy(asc(notice.createdAt))
  return rows.map((row) => ({
    ...{ at: row.createdAt, kind: row.kind, channel: row.channel, to: openAddress(secret, row.toSealed) },
    ...{ subject: row.subject, text: openBody({ secret }, row), sentAt: row.sentAt },
  }))
}
