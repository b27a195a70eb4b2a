import { randomInt } from 'node:crypto'
import { hashPassword, passwordMatches } from '../access/password.ts'
import { signInApplicant } from '../access/sign-in-store.ts'
import { audit } from '../audit/audit-store.ts'
import { derive, hmac } from '../canonical.ts'
import { eq, lt, or } from '../db/sql.ts'
import { type Db, isDuplicate } from '../db/store.ts'
import { notify, notifyAddress, sealAddress } from '../notices/notice-store.ts'
import { maskedAddress, readAddress } from '../protocol/addresses.ts'
import type { ApplicantMe, Channel, CodeSent, NewAccount } from '../protocol/applications.ts'
import { passwordProblem } from '../protocol/identity.ts'
import { type Refusal, refuse } from '../protocol/refusals.ts'
import { dayOf } from '../protocol/wib-days.ts'
import { openSeal, seal, sealNik } from '../recruitment/nik-seal.ts'
import { regionOfNik } from '../recruitment/region-store.ts'
import type { Services } from '../services.ts'
import { formWrong, NO_ADDRESS, type ReadAccount, readAccount } from './account.ts'
import { CODE_MS, CODE_TRIES, codeHash, judgeCode } from './code.ts'
import {
  attemptNotice,
  codeMessage,
  type Message,
  noAccountMessage,
  passwordNotice,
  stoppedMessage,
} from './messages.ts'

type Needs = Pick<Services, 'store' | 'clock' | 'newId' | 'secret' | 'config' | 'bus'>
type Language = 'id' | 'en'
export interface SignedIn {
  token: string
  me: ApplicantMe
}
/** What belongs to her alone and is in no other column. */
export interface Profile {
  kk: string
  birthDate: string
  gender: 'female' | 'male'
}

const codeKey = (secret: Buffer) => derive(secret, 'verification-code')
const askedKey = (secret: Buffer) => derive(secret, 'verification-asked')
const profileKey = (secret: Buffer) => derive(secret, 'applicant-profile')
/** Finds an address without storing it. */
export const addressIndex = (secret: Buffer, address: string): string =>
  hmac(derive(secret, 'address-index'), address).toString('base64url')
export const openProfile = ({ secret }: Pick<Services, 'secret'>, row: { profileSealed: string }): Profile =>
  JSON.parse(openSeal(profileKey(secret), row.profileSealed).toString('utf8')) as Profile
export const sealProfile = (secret: Buffer, profile: Profile): string =>
  seal(profileKey(secret), Buffer.from(JSON.stringify(profile), 'utf8'))

/** Codes for one address, so that nobody's mailbox is filled by a stranger; and mails that a NIK's owner gets in a day. */
const CODES = { times: 4, perMs: 15 * 60_000 }
const ATTEMPT_NOTICES = { times: 1, perMs: 24 * 3_600_000 }
const RAN_OUT_MS = 3_600_000
const tooMany = (seconds: number): Refusal => refuse('too-many-tries', { seconds: String(seconds) })

/**
 * Asks for an account (AC5). The reply is the same whether address and NIK are known or not; who owns the mailbox reads
 * there what comes next, and who owns the NIK is told that somebody tried.
 */
export async function askAccount(services: Needs, typed: NewAccount): Promise<CodeSent | Refusal> {
  const read = readAccount(typed, dayOf(services.clock.wall()), regionOfNik)
  if ('problems' in read) return formWrong(read.problems)
  const { account } = read
  const index = addressIndex(services.secret, account.address)
  if (!(await services.bus.allow(`applicant-code:${index}`, CODES))) return tooMany(900)
  const { password, ...rest } = account
  const asked: Asked = { ...rest, passwordHash: await hashPassword(password) }
  const { applicant } = services.store.tables
  const { nikIndex } = sealNik(services.secret, account.nik)
  return await services.store.transaction(async (db) => {
    const known = await db
      .select({ id: applicant.id, nikIndex: applicant.nikIndex })
      .from(applicant)
      .where(or(eq(applicant.nikIndex, nikIndex), eq(applicant.emailIndex, index), eq(applicant.phoneIndex, index)))
    const owner = known.find((one) => one.nikIndex === nikIndex)
    if (owner && (await services.bus.allow(`applicant-attempt:${owner.id}`, ATTEMPT_NOTICES)))
      await notify(services, db, { applicantId: owner.id, applicationId: null, kind: 'attempt', ...attemptNotice })
    const { organisation } = services.config
    return await sendCode(services, db, {
      ...{ purpose: 'register', index, asked, applicantId: null },
      ...{ channel: account.channel, address: account.address },
      message: (digits) =>
        known.length > 0
          ? stoppedMessage(account.language, organisation)
          : codeMessage(account.language, 'register', digits, organisation),
      void: known.length > 0,
    })
  })
}

/** Makes the account when the code is right, and signs her in (AC6, AC7). */
export async function confirmAccount(services: Needs, code: string, digits: string): Promise<SignedIn | Refusal> {
  const { applicant } = services.store.tables
  try {
    return await services.store.transaction<SignedIn | Refusal>(async (db) => {
      const kept = await takeCode(services, db, 'register', code, digits)
      if ('refused' in kept) return kept
      const asked = JSON.parse(openSeal(askedKey(services.secret), kept.askedSealed).toString('utf8')) as Asked
      const now = services.clock.wall()
      const id = services.newId()
      const address = {
        sealed: sealAddress(services.secret, asked.address),
        index: kept.addressIndex,
        masked: maskedAddress(asked.channel, asked.address),
      }
      const mine = (channel: Channel) =>
        asked.channel === channel ? address : { sealed: null, index: null, masked: null }
      const [email, phone] = [mine('email'), mine('phone')]
      const row = {
        id,
        name: asked.name,
        ...{ emailSealed: email.sealed, emailIndex: email.index, emailMasked: email.masked },
        ...{ phoneSealed: phone.sealed, phoneIndex: phone.index, phoneMasked: phone.masked },
        emailVerifiedAt: email.index ? now : null,
        phoneVerifiedAt: phone.index ? now : null,
        passwordHash: asked.passwordHash,
        ...sealNik(services.secret, asked.nik),
        profileSealed: sealProfile(services.secret, { kk: asked.kk, birthDate: asked.birthDate, gender: asked.gender }),
        language: asked.language,
        createdAt: now,
        version: 1,
        erasedAt: null,
      }
      await db.insert(applicant).values(row)
      await audit(services, db, {
        actor: 'applicant',
        action: 'applicant.register',
        subject: id,
        detail: { channel: asked.channel },
      })
      return { token: await signInApplicant(services, db, id), me: meOf(row) }
    })
  } catch (error) {
    // Somebody was faster with this NIK or this address between the code and its confirmation.
    if (isDuplicate(error)) return refuse('registration-stopped')
    throw error
  }
}

/** Signs in by address and password; a wrong address costs the same time and says the same. */
export async function signIn(services: Needs, typed: string, password: string): Promise<SignedIn | Refusal> {
  const read = readAddress(typed)
  const index = read ? addressIndex(services.secret, read.address) : ''
  const row = read ? await byAddress(services, services.store.read, index) : null
  if (!(await passwordMatches(row?.passwordHash ?? null, password)) || !row) return refuse('wrong-address')
  return await services.store.transaction(async (db) => ({
    token: await signInApplicant(services, db, row.id),
    me: meOf(row),
  }))
}

/** Asks for a code to change the password (AC5): the same reply for an address that nobody has. */
export async function askReset(services: Needs, typed: string, language: Language): Promise<CodeSent | Refusal> {
  const read = readAddress(typed)
  if (!read) return formWrong({ address: NO_ADDRESS })
  const index = addressIndex(services.secret, read.address)
  if (!(await services.bus.allow(`applicant-code:${index}`, CODES))) return tooMany(900)
  return await services.store.transaction(async (db) => {
    const row = await byAddress(services, db, index)
    const { organisation } = services.config
    return await sendCode(services, db, {
      ...{ purpose: 'reset', index, asked: null, applicantId: row?.id ?? null },
      ...read,
      message: (digits) =>
        row
          ? codeMessage(row.language as Language, 'reset', digits, organisation)
          : noAccountMessage(language, organisation),
      void: !row,
    })
  })
}

/** Changes the password when the code is right; every earlier sign-in ends (AC8). */
export async function confirmReset(
  services: Needs,
  code: string,
  digits: string,
  password: string,
): Promise<SignedIn | Refusal> {
  const problem = passwordProblem(password)
  if (problem) return formWrong({ password: problem })
  const passwordHash = await hashPassword(password)
  const { applicant, signIn: signIns } = services.store.tables
  return await services.store.transaction<SignedIn | Refusal>(async (db) => {
    const kept = await takeCode(services, db, 'reset', code, digits)
    if ('refused' in kept) return kept
    const [row] = await db
      .select()
      .from(applicant)
      .where(eq(applicant.id, kept.applicantId ?? ''))
    if (!row || row.erasedAt !== null) return refuse('code-over')
    await db
      .update(applicant)
      .set({ passwordHash, version: row.version + 1 })
      .where(eq(applicant.id, row.id))
    await db.delete(signIns).where(eq(signIns.applicantId, row.id))
    await notify(services, db, { applicantId: row.id, applicationId: null, kind: 'password', ...passwordNotice })
    await audit(services, db, { actor: 'applicant', action: 'applicant.password', subject: row.id, detail: {} })
    return { token: await signInApplicant(services, db, row.id), me: meOf(row) }
  })
}

export async function findApplicant({ store }: Pick<Services, 'store'>, id: string, db: Db = store.read) {
  const { applicant } = store.tables
  const [row] = await db.select().from(applicant).where(eq(applicant.id, id))
  return row ?? null
}

export const meOf = (row: {
  name: string
  nikMasked: string
  emailMasked: string | null
  phoneMasked: string | null
  language: string
}): ApplicantMe => ({
  name: row.name,
  nik: row.nikMasked,
  email: row.emailMasked,
  phone: row.phoneMasked,
  language: row.language === 'en' ? 'en' : 'id',
})

export async function chooseLanguage(
  { store }: Pick<Services, 'store'>,
  id: string,
  language: Language,
): Promise<void> {
  const { applicant } = store.tables
  await store.transaction(async (db) => void (await db.update(applicant).set({ language }).where(eq(applicant.id, id))))
}

type Asked = Omit<ReadAccount, 'password'> & { passwordHash: string }

async function byAddress({ store }: Pick<Services, 'store'>, db: Db, index: string) {
  const { applicant } = store.tables
  const [row] = await db
    .select()
    .from(applicant)
    .where(or(eq(applicant.emailIndex, index), eq(applicant.phoneIndex, index)))
  return row && row.erasedAt === null ? row : null
}

async function sendCode(
  services: Needs,
  db: Db,
  code: {
    purpose: 'register' | 'reset'
    index: string
    asked: Asked | null
    applicantId: string | null
    channel: Channel
    address: string
    message: (digits: string) => Message
    /** Nothing will ever open it: the row stands for the sameness of the reply alone. */
    void: boolean
  },
): Promise<CodeSent> {
  const { verificationCode: table } = services.store.tables
  const now = services.clock.wall()
  const id = services.newId()
  const digits = String(randomInt(1_000_000)).padStart(6, '0')
  await db.delete(table).where(lt(table.expiresAt, now - RAN_OUT_MS))
  await db.insert(table).values({
    id,
    purpose: code.purpose,
    addressIndex: code.index,
    applicantId: code.applicantId,
    askedSealed: seal(askedKey(services.secret), Buffer.from(JSON.stringify(code.void ? null : code.asked), 'utf8')),
    // The hash of no digits: every try is a wrong one.
    codeHash: codeHash(codeKey(services.secret), id, code.void ? 'void' : digits),
    tries: 0,
    createdAt: now,
    expiresAt: now + CODE_MS,
  })
  const { channel, address } = code
  await notifyAddress(services, db, { channel, address, kind: 'code', ...code.message(digits) })
  return { code: id, sentTo: maskedAddress(channel, address), expiresAt: now + CODE_MS }
}

/** The code's row, used up; a wrong try is counted in this same transaction. */
async function takeCode(services: Needs, db: Db, purpose: 'register' | 'reset', id: string, digits: string) {
  const { verificationCode: table } = services.store.tables
  const [kept] = await db.select().from(table).where(eq(table.id, id))
  const right = kept?.purpose === purpose ? kept : null
  const verdict = judgeCode(codeKey(services.secret), right, digits, services.clock.wall())
  if (!right || verdict === 'over') return refuse('code-over')
  if (verdict === 'wrong') {
    await db
      .update(table)
      .set({ tries: right.tries + 1 })
      .where(eq(table.id, id))
    const left = CODE_TRIES - right.tries - 1
    return left === 0 ? refuse('code-over') : refuse('code-wrong', { left: String(left) })
  }
  await db.delete(table).where(eq(table.id, id))
  return right
}
