import { hashPassword, inventPassword } from '../access/password.ts'
import { addressIndex, sealProfile } from '../applications/account-store.ts'
import { type ApplicationRow, sealDraft, sealFrozen, storeEvents } from '../applications/application-store.ts'
import { audit } from '../audit/audit-store.ts'
import { canonical, sha256 } from '../canonical.ts'
import { and, eq, inArray, sql } from '../db/sql.ts'
import type { Db } from '../db/store.ts'
import { sealAddress } from '../notices/notice-store.ts'
import { maskedAddress } from '../protocol/addresses.ts'
import { isRefusal, type Refusal, refuse } from '../protocol/refusals.ts'
import type { Period } from '../protocol/vacancies.ts'
import { type RequirementDecision, type RequirementToJudge, VERDICTS } from '../protocol/verification.ts'
import { sealNik } from '../recruitment/nik-seal.ts'
import type { Services } from '../services.ts'
import { NO_HAND } from './lease.ts'
import type { OutsideApplicant, OutsideResult } from './outside-sheets.ts'
import { frozenOf, type SheetVacancy, type Taken } from './outside-world-store.ts'
import { verdictOf } from './verdict.ts'

type Needs = Pick<Services, 'store' | 'clock' | 'newId' | 'secret'>
const ROWS_MAX = 200

/** All that was taken, in one transaction with its audit row; nothing of it where somebody was faster. */
export async function storeTaken(
  services: Needs,
  actor: string,
  period: Period,
  vacancies: ReadonlyMap<string, SheetVacancy>,
  { applicants, documents, results }: Taken,
  files: string[],
  digest: string,
  requirements: Judged,
): Promise<Refusal | null> {
  const { tables } = services.store
  // Nobody knows it: who wants to look after her application gets in by a code to her address.
  const passwordHash = await hashPassword(inventPassword())
  const made: ReturnType<typeof rowsFor>[] = []
  for (const [place, one] of applicants.entries()) {
    made.push(rowsFor(services, one, period, vacancies, passwordHash))
    // Sealing takes its time: others must not wait for all of it.
    if (place % ROWS_MAX === 0) await new Promise(setImmediate)
  }
  try {
    await services.store.transaction(async (db) => {
      const ids = await applicantIds(
        services,
        db,
        made.map(({ person }) => person.nikIndex),
      )
      const fresh = made.filter(({ person }) => !ids.has(person.nikIndex))
      for (const part of parts(fresh)) await db.insert(tables.applicant).values(part.map(({ person }) => person))
      for (const { person } of fresh) ids.set(person.nikIndex, person.id)
      for (const part of parts(made))
        await db
          .insert(tables.application)
          .values(part.map(({ row }) => ({ ...row, applicantId: ids.get(row.nikIndex) ?? '' })))
      for (const part of parts(made))
        await db.insert(tables.applicationEvent).values(
          part.map(({ row }) => ({
            ...{ id: services.newId(), applicationId: row.id, ordinal: 1, at: row.createdAt, actor, kind: 'submitted' },
            detail: canonical({ number: row.number, digest: row.frozenDigest }),
          })),
        )
      const byNumber = await applicationsOf(services, db, period.id, [
        ...new Set([...documents, ...results].map(({ number }) => number)),
      ])
      for (const part of parts(documents))
        await db.insert(tables.outsideDocument).values(
          part.map(({ number, ...document }) => ({
            ...{ id: services.newId(), applicationId: byNumber.get(number)?.id ?? '' },
            ...{ ...document, createdAt: services.clock.wall() },
          })),
        )
      await storeResults(services, db, actor, results, byNumber, requirements)
      await audit(services, db, {
        ...{ actor, action: 'applications.import', subject: period.name },
        detail: { files, digest, applicants: applicants.length, documents: documents.length, results: results.length },
      })
    })
    return null
  } catch (error) {
    // All of it was taken back with the transaction.
    if (error instanceof Moved) return refuse('application-moved')
    throw error
  }
}

/** Somebody decided one of them between the reading and the writing. */
class Moved extends Error {}

type Judged = (number: string) => readonly Pick<RequirementToJudge, 'requirement' | 'title' | 'needed'>[]

/** Rounds of many at once: what the sheets say was judged when they were read, and is the same still. */
async function storeResults(
  services: Needs,
  db: Db,
  actor: string,
  results: OutsideResult[],
  byNumber: ReadonlyMap<string, ApplicationRow>,
  requirements: Judged,
): Promise<void> {
  const { application, verification, verifying } = services.store.tables
  const at = services.clock.wall()
  const hands = new Map<string, number>()
  for (const part of parts([...byNumber.values()]))
    for (const row of await db
      .select({ id: verifying.applicationId, round: verifying.round })
      .from(verifying)
      .where(
        inArray(
          verifying.applicationId,
          part.map(({ id }) => id),
        ),
      ))
      hands.set(row.id, row.round)
  const rounds = results.map((result) => {
    const row = byNumber.get(result.number)
    const judgement = verdictOf(requirements(result.number), decisionsOf(result, requirements(result.number)))
    // Looked at when it was read; only another writer in between can have changed it, and then nothing is kept.
    if (row?.state !== 'submitted' || isRefusal(judgement)) throw new Moved(result.number)
    return { row, round: (hands.get(row.id) ?? 0) + 1, ...judgement }
  })
  for (const part of parts(rounds)) {
    for (const verdict of VERDICTS) {
      const ids = part.filter((one) => one.verdict === verdict).map(({ row }) => row.id)
      if (ids.length === 0) continue
      const state = verdict === 'MS' ? 'passed' : 'failed'
      await db
        .update(application)
        .set({ state, decidedAt: at, version: sql`${application.version} + 1` })
        .where(inArray(application.id, ids))
    }
    await db.insert(verification).values(
      part.map(({ row, round, verdict, decisions }) => ({
        ...{ id: services.newId(), applicationId: row.id, round, verdict, decisions: canonical(decisions) },
        ...{ frozenDigest: row.frozenDigest ?? '', officer: actor, via: 'sheet', takenAt: null, at },
      })),
    )
    for (const { row, round, verdict } of part) {
      const stands = { round, verdict, officer: actor, decidedAt: at, checkState: 'none', ...NO_HAND }
      await db
        .insert(verifying)
        .values({ applicationId: row.id, periodId: row.periodId, fence: 0, announcementId: null, ...stands })
        .onConflictDoUpdate({ target: verifying.applicationId, set: stands })
    }
    await new Promise(setImmediate)
  }
  await storeEvents(
    services,
    db,
    rounds.map(({ row, round }) => ({
      application: row.id,
      actor,
      kind: 'decided',
      detail: { round, from: 'submitted' },
    })),
  )
}

const decisionsOf = (
  { failed }: OutsideResult,
  requirements: readonly Pick<RequirementToJudge, 'requirement'>[],
): RequirementDecision[] =>
  requirements.map(({ requirement }) => {
    const one = failed.find((other) => other.requirement === requirement)
    return { requirement, verdict: one ? 'TMS' : 'MS', reason: one?.reason ?? null, text: one?.text ?? '' }
  })

function rowsFor(
  services: Needs,
  one: OutsideApplicant,
  period: Period,
  vacancies: ReadonlyMap<string, SheetVacancy>,
  passwordHash: string,
) {
  const { secret, clock, newId } = services
  const vacancy = vacancies.get(one.vacancy)
  if (!vacancy) throw new Error('bug: an applicant of an unknown vacancy passed the check')
  const text = canonical(frozenOf(one, vacancy, period))
  const sealed = sealNik(secret, one.nik)
  const now = clock.wall()
  const address = (channel: 'email' | 'phone', typed: string | null) =>
    typed === null
      ? { sealed: null, index: null, masked: null, at: null }
      : {
          sealed: sealAddress(secret, typed),
          index: addressIndex(secret, typed),
          masked: maskedAddress(channel, typed),
          at: now,
        }
  const [email, phone] = [address('email', one.email), address('phone', one.phone)]
  return {
    person: {
      ...{ id: newId(), name: one.name, passwordHash, ...sealed, language: 'id', createdAt: now, version: 1 },
      ...{ emailSealed: email.sealed, emailIndex: email.index, emailMasked: email.masked, emailVerifiedAt: email.at },
      ...{ phoneSealed: phone.sealed, phoneIndex: phone.index, phoneMasked: phone.masked, phoneVerifiedAt: phone.at },
      profileSealed: sealProfile(secret, { kk: one.kk, birthDate: one.draft.birthDate ?? '', gender: one.gender }),
      erasedAt: null,
    },
    row: {
      ...{ id: newId(), periodId: period.id, nikIndex: sealed.nikIndex, vacancyId: vacancy.id, state: 'submitted' },
      ...{ draftSealed: sealDraft(secret, one.draft), version: 1, number: one.number, submittedAt: one.submittedAt },
      ...{ frozenSealed: sealFrozen(secret, text), frozenDigest: sha256(text), decidedAt: null, announcedAt: null },
      ...{ candidateId: null, createdAt: now },
    },
  }
}

async function applicantIds({ store }: Needs, db: Db, niks: string[]): Promise<Map<string, string>> {
  const { applicant } = store.tables
  const ids = new Map<string, string>()
  for (const part of parts(niks))
    for (const row of await db
      .select({ id: applicant.id, nik: applicant.nikIndex })
      .from(applicant)
      .where(inArray(applicant.nikIndex, part)))
      ids.set(row.nik, row.id)
  return ids
}

async function applicationsOf({ store }: Needs, db: Db, period: string, numbers: string[]) {
  const { application } = store.tables
  const found = new Map<string, ApplicationRow>()
  for (const part of parts(numbers))
    for (const row of await db
      .select()
      .from(application)
      .where(and(eq(application.periodId, period), inArray(application.number, part))))
      if (row.number !== null) found.set(row.number, row)
  return found
}

function* parts<Row>(rows: readonly Row[]): Generator<Row[]> {
  for (let from = 0; from < rows.length; from += ROWS_MAX) yield rows.slice(from, from + ROWS_MAX)
}
