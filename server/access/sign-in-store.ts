import { randomBytes } from 'node:crypto'
import { sha256 } from '../canonical.ts'
import { and, eq, gt, isNull, lt, lte, or } from '../db/sql.ts'
import type { Db } from '../db/store.ts'
import type { CandidateId, SittingId, StaffId } from '../protocol/ids.ts'
import type { StaffRole } from '../protocol/roles.ts'
import type { Services } from '../services.ts'

/** Who a cookie stands for. Sign-ins are rows, so that they can be revoked; the cookie holds 256 random bits. */
export interface StaffSignIn {
  id: StaffId
  username: string
  name: string
  role: StaffRole
}
export interface CandidateSignIn {
  candidate: CandidateId
  sitting: SittingId
  source: string
}

/** Somebody in the applicants' portal. */
export interface ApplicantSignIn {
  id: string
  name: string
  language: string
}

export const STAFF_COOKIE = 'seleksi_staff'
export const APPLICANT_COOKIE = 'seleksi_applicant'
export const STATION_COOKIE = 'seleksi_station'
const STAFF_MS = 12 * 60 * 60 * 1000
/**
 * A candidate's sign-in outlives any sitting, and a wall clock that jumps by days: it must not send a hall in mid-exam
 * back to its PINs. It ends by leaving, by another sign-in, or with this.
 */
const STATION_MS = 30 * 24 * 60 * 60 * 1000
/** So long a replaced station can be told where its candidate went. */
const REMEMBERED_MS = 24 * 60 * 60 * 1000

/** Ended by another sign-in. No moment of the wall: a clock that is set back would make it good again. */
const ENDED = 0

type Needs = Pick<Services, 'store' | 'clock'>

/** Makes a staff sign-in; returns the cookie's value, which is stored only as a hash. */
export async function signInStaff({ store, clock }: Needs, staff: StaffId): Promise<string> {
  const token = randomBytes(32).toString('base64url')
  const now = clock.wall()
  await store.transaction(async (db) => {
    const table = store.tables.signIn
    await db
      .delete(table)
      .where(
        or(
          and(gt(table.expiresAt, ENDED), lt(table.expiresAt, now - REMEMBERED_MS)),
          and(lte(table.expiresAt, ENDED), lt(table.createdAt, now - REMEMBERED_MS)),
        ),
      )
    await db.insert(store.tables.signIn).values({
      tokenHash: sha256(token),
      staffId: staff,
      candidateId: null,
      sittingId: null,
      source: null,
      createdAt: now,
      expiresAt: now + STAFF_MS,
    })
  })
  return token
}

/**
 * Makes a candidate's sign-in and ends every other one: one person, one station. The ended ones are remembered for a
 * day, so that an old station can be told where she went.
 */
export async function signInCandidate({ store, clock }: Needs, who: CandidateSignIn): Promise<string> {
  const token = randomBytes(32).toString('base64url')
  const now = clock.wall()
  const table = store.tables.signIn
  await store.transaction(async (db) => {
    await db
      .update(table)
      .set({ expiresAt: ENDED })
      .where(and(eq(table.candidateId, who.candidate), gt(table.expiresAt, ENDED)))
    await db.insert(table).values({
      tokenHash: sha256(token),
      staffId: null,
      candidateId: who.candidate,
      sittingId: who.sitting,
      source: who.source,
      createdAt: now,
      expiresAt: now + STATION_MS,
    })
  })
  return token
}

export async function staffOfToken({ store, clock }: Needs, token: string | undefined): Promise<StaffSignIn | null> {
  if (!token) return null
  const { signIn, staff } = store.tables
  const [row] = await store.read
    .select({ id: staff.id, username: staff.username, name: staff.name, role: staff.role })
    .from(signIn)
    .innerJoin(staff, eq(signIn.staffId, staff.id))
    .where(and(eq(signIn.tokenHash, sha256(token)), gt(signIn.expiresAt, clock.wall()), eq(staff.disabled, false)))
  return (row as StaffSignIn | undefined) ?? null
}

const APPLICANT_MS = 12 * 60 * 60 * 1000

/** Makes an applicant's sign-in within a transaction; she may have several, a phone and a shared computer. */
export async function signInApplicant({ store, clock }: Needs, db: Db, applicant: string): Promise<string> {
  const token = randomBytes(32).toString('base64url')
  const now = clock.wall()
  await db.insert(store.tables.signIn).values({
    tokenHash: sha256(token),
    ...{ staffId: null, candidateId: null, sittingId: null, source: null, applicantId: applicant },
    createdAt: now,
    expiresAt: now + APPLICANT_MS,
  })
  return token
}

export async function applicantOfToken(
  { store, clock }: Needs,
  token: string | undefined,
): Promise<ApplicantSignIn | null> {
  if (!token) return null
  const { signIn, applicant } = store.tables
  const [row] = await store.read
    .select({ id: applicant.id, name: applicant.name, language: applicant.language })
    .from(signIn)
    .innerJoin(applicant, eq(signIn.applicantId, applicant.id))
    .where(and(eq(signIn.tokenHash, sha256(token)), gt(signIn.expiresAt, clock.wall()), isNull(applicant.erasedAt)))
  return row ?? null
}

export async function candidateOfToken(
  { store, clock }: Needs,
  token: string | undefined,
): Promise<CandidateSignIn | null> {
  if (!token) return null
  const table = store.tables.signIn
  const [row] = await store.read
    .select()
    .from(table)
    .where(and(eq(table.tokenHash, sha256(token)), gt(table.expiresAt, clock.wall())))
  if (!row?.candidateId || !row.sittingId || !row.source) return null
  return { candidate: row.candidateId as CandidateId, sitting: row.sittingId as SittingId, source: row.source }
}

/** Whose sign-in this was, where another one of hers ended it; null where it is good, unknown, or ended by leaving. */
export async function endedSignIn({ store, clock }: Needs, token: string | undefined): Promise<CandidateSignIn | null> {
  if (!token) return null
  const table = store.tables.signIn
  const [row] = await store.read
    .select()
    .from(table)
    .where(and(eq(table.tokenHash, sha256(token)), lte(table.expiresAt, clock.wall())))
  if (!row?.candidateId || !row.sittingId || !row.source) return null
  return { candidate: row.candidateId as CandidateId, sitting: row.sittingId as SittingId, source: row.source }
}

export async function endSignIn({ store }: Needs, token: string | undefined): Promise<void> {
  if (!token) return
  await store.transaction(async (db) => {
    await db.delete(store.tables.signIn).where(eq(store.tables.signIn.tokenHash, sha256(token)))
  })
}

/** Ends every sign-in of a candidate: her cookie opens nothing any more. */
export async function endSignInsOf({ store }: Pick<Services, 'store'>, candidate: string): Promise<void> {
  await store.transaction(async (db) => {
    await db.delete(store.tables.signIn).where(eq(store.tables.signIn.candidateId, candidate))
  })
}
