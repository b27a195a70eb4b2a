import { formWrong, NO_ADDRESS } from '../applications/account.ts'
import { addressIndex, openProfile, sealProfile } from '../applications/account-store.ts'
import { openDraft, sealDraft, storeEvent } from '../applications/application-store.ts'
import type { Approvals, Deed } from '../approvals/approvals.ts'
import { audit } from '../audit/audit-store.ts'
import { canonical, derive } from '../canonical.ts'
import { and, eq } from '../db/sql.ts'
import { type Db, isDuplicate } from '../db/store.ts'
import { notify, notifyAddress, openAddress, sealAddress } from '../notices/notice-store.ts'
import { maskedAddress, readAddress } from '../protocol/addresses.ts'
import { birthProblem, type FieldProblem, nameProblem, nikProblem } from '../protocol/identity.ts'
import type { Corrected, Correction, CorrectionDone } from '../protocol/privacy.ts'
import { isRefusal, type Refusal, refuse } from '../protocol/refusals.ts'
import { dayOf } from '../protocol/wib-days.ts'
import { openNik, openSeal, seal, sealBirthDate } from '../recruitment/nik-seal.ts'
import type { Services } from '../services.ts'
import { findPerson, isFrozen, type Person } from './person-store.ts'

type Changes = Correction['changes']
/** A proposal is kept in the clear: the new values are sealed in it (PV7). */
interface Body {
  sealed: string
  identity: string
}
const bodyKey = (secret: Buffer) => derive(secret, 'correction')

const WORDS: Record<Corrected, { id: string; en: string }> = {
  name: { id: 'nama', en: 'name' },
  birthDate: { id: 'tanggal lahir', en: 'birth date' },
  email: { id: 'surel', en: 'e-mail address' },
  phone: { id: 'nomor telepon', en: 'telephone number' },
}

/** Corrects at once while nothing was sent; proposes it to a second person afterwards (PV6). */
export async function correct(
  services: Services,
  approvals: Approvals,
  actor: string,
  id: string,
  wanted: Correction,
): Promise<CorrectionDone | Refusal> {
  const person = await findPerson(services, id)
  const problem = correctionProblem(services, person, wanted.changes)
  if (problem || !person) return problem ?? refuse('not-found', { what: 'Orang' })
  if (await isFrozen(services, person)) {
    const sealed = seal(bodyKey(services.secret), Buffer.from(JSON.stringify(wanted.changes), 'utf8'))
    const body: Body = { sealed, identity: wanted.identity }
    const proposed = await approvals.propose(actor, {
      kind: 'correction',
      subject: person.id,
      body,
      reason: wanted.reason,
    })
    return isRefusal(proposed) ? proposed : { state: 'proposed' }
  }
  const done = { identity: wanted.identity, reason: wanted.reason, actor, approvedBy: null }
  const refused = await unlessTaken(() =>
    services.store.transaction((db) => writeCorrection(services, db, person.id, wanted.changes, done)),
  )
  return refused ?? { state: 'done' }
}

export function correctionDeed(services: Services): Deed {
  return {
    async prepare({ subject, body, reason, proposedBy }) {
      const { sealed, identity } = body as Body
      const changes = JSON.parse(openSeal(bodyKey(services.secret), sealed).toString('utf8')) as Changes
      const person = await findPerson(services, subject)
      const problem = correctionProblem(services, person, changes)
      if (problem || !person) return problem ?? refuse('not-found', { what: 'Orang' })
      const fields = fieldsOf(changes)
      return {
        title: {
          id: `Perbaikan data ${person.name}: ${fields.map((one) => WORDS[one].id).join(', ')}`,
          en: `Correction of the data of ${person.name}: ${fields.map((one) => WORDS[one].en).join(', ')}`,
        },
        effect: [
          ...fields.map((one) => effectOf(one, changes[one] ?? '')),
          { id: `Identitas: ${identity}.`, en: `Identity: ${identity}.` },
          {
            id: 'Lamaran yang sudah dikirim tetap seperti dikirim, dengan sidiknya. Akun dan data peserta mengikuti perbaikan ini.',
            en: 'The application stays as it was sent, with its digest. Account and candidate follow this correction.',
          },
        ],
        write: (db, approvedBy) =>
          unlessTaken(() =>
            writeCorrection(services, db, person.id, changes, { identity, reason, actor: proposedBy, approvedBy }),
          ),
      }
    },
  }
}

const fieldsOf = (changes: Changes): Corrected[] =>
  (Object.keys(changes) as Corrected[]).filter((field) => changes[field] !== undefined)

/** What the second person reads; an address and a birthday show as much as a list would. */
function effectOf(field: Corrected, value: string): { id: string; en: string } {
  const read = readAddress(value)
  const shown =
    field === 'name'
      ? value
      : field === 'birthDate'
        ? `••-••-${value.slice(0, 4)}`
        : read
          ? maskedAddress(read.channel, read.address)
          : '–'
  const { id, en } = WORDS[field]
  return { id: `${id[0]?.toUpperCase()}${id.slice(1)} menjadi ${shown}.`, en: `The ${en} becomes ${shown}.` }
}

function correctionProblem(services: Services, person: Person | null, changes: Changes): Refusal | null {
  if (!person) return refuse('not-found', { what: 'Orang' })
  if (person.erased) return refuse('person-erased')
  if (fieldsOf(changes).length === 0) return refuse('nothing-to-correct')
  const { applicant, candidates } = person
  if (!applicant && (changes.email !== undefined || changes.phone !== undefined)) return refuse('no-account')
  const nik = openNik(services.secret, (applicant ?? candidates[0])?.nikSealed ?? '')
  const gender = applicant ? openProfile(services, applicant).gender : null
  const today = dayOf(services.clock.wall())
  const problems: Partial<Record<Corrected, FieldProblem | null>> = {
    name: changes.name === undefined ? null : nameProblem(changes.name),
    birthDate:
      changes.birthDate === undefined
        ? null
        : (birthProblem(changes.birthDate, today) ?? nikProblem(nik, changes.birthDate, gender)),
    email: channelProblem('email', changes.email),
    phone: channelProblem('phone', changes.phone),
  }
  const found = Object.fromEntries(Object.entries(problems).filter(([, one]) => one !== null)) as Record<
    string,
    FieldProblem
  >
  return Object.keys(found).length > 0 ? formWrong(found) : null
}

const channelProblem = (channel: 'email' | 'phone', typed: string | undefined): FieldProblem | null =>
  typed === undefined || readAddress(typed)?.channel === channel ? null : NO_ADDRESS

async function writeCorrection(
  services: Services,
  db: Db,
  id: string,
  changes: Changes,
  done: { identity: string; reason: string; actor: string; approvedBy: string | null },
): Promise<Refusal | null> {
  const { applicant, application, candidate, personRequest } = services.store.tables
  const person = await findPerson(services, id, db)
  if (!person || person.erased) return refuse('person-erased')
  const { secret, clock } = services
  const fields = fieldsOf(changes)
  const name = changes.name?.trim().replace(/\s+/g, ' ')
  const row = person.applicant
  if (row) {
    const profile = openProfile(services, row)
    const { birthDate } = changes
    const [moved] = await db
      .update(applicant)
      .set({
        ...(name !== undefined && { name }),
        ...(birthDate !== undefined && { profileSealed: sealProfile(secret, { ...profile, birthDate }) }),
        ...contact(secret, clock.wall(), changes),
        version: row.version + 1,
      })
      .where(and(eq(applicant.id, row.id), eq(applicant.version, row.version)))
      .returning({ id: applicant.id })
    if (!moved) return refuse('changed-meanwhile')
    const old = [
      ['email', row.emailSealed, changes.email],
      ['phone', row.phoneSealed, changes.phone],
    ] as const
    for (const [channel, sealed, now] of old)
      if (sealed !== null && now !== undefined)
        await notifyAddress(services, db, {
          channel,
          address: openAddress(secret, sealed),
          kind: 'corrected',
          ...TOLD.moved,
        })
    const sent = await db.select().from(application).where(eq(application.applicantId, row.id))
    for (const one of sent) {
      if (one.state === 'draft' && birthDate !== undefined)
        await db
          .update(application)
          .set({ draftSealed: sealDraft(secret, { ...openDraft(services, one), birthDate }), version: one.version + 1 })
          .where(eq(application.id, one.id))
      await storeEvent(services, db, { application: one.id, actor: done.actor, kind: 'corrected', detail: { fields } })
    }
    await notify(services, db, { applicantId: row.id, applicationId: null, kind: 'corrected', ...TOLD.done(fields) })
  }
  for (const one of person.candidates)
    await db
      .update(candidate)
      .set({
        ...(name !== undefined && { name }),
        ...(changes.birthDate !== undefined && { birthDate: sealBirthDate(secret, changes.birthDate) }),
        // A candidate with neither is left as it is.
        nikMasked: one.nikMasked,
      })
      .where(eq(candidate.id, one.id))
  await db.insert(personRequest).values({
    ...{ id: services.newId(), personId: id, kind: 'correction', fields: canonical(fields), at: clock.wall() },
    ...{ identity: done.identity, reason: done.reason, actor: done.actor, approvedBy: done.approvedBy },
  })
  await audit(services, db, {
    ...{ actor: done.approvedBy ?? done.actor, action: 'person.correct', subject: id },
    detail: { fields, identity: done.identity, reason: done.reason },
  })
  return null
}

/** An officer has seen who it is: the new address counts as shown to be hers. */
function contact(secret: Buffer, now: number, changes: Changes) {
  const kept = (typed: string | undefined) => {
    const read = typed === undefined ? null : readAddress(typed)
    return (
      read && {
        sealed: sealAddress(secret, read.address),
        index: addressIndex(secret, read.address),
        masked: maskedAddress(read.channel, read.address),
      }
    )
  }
  const [email, phone] = [kept(changes.email), kept(changes.phone)]
  return {
    ...(email && {
      emailSealed: email.sealed,
      emailIndex: email.index,
      emailMasked: email.masked,
      emailVerifiedAt: now,
    }),
    ...(phone && {
      phoneSealed: phone.sealed,
      phoneIndex: phone.index,
      phoneMasked: phone.masked,
      phoneVerifiedAt: now,
    }),
  }
}

const TOLD = {
  moved: {
    subject: 'Alamat Anda diganti · Your address was changed',
    body: 'Panitia mengganti alamat akun Anda atas permintaan dengan bukti identitas. Bila bukan Anda yang meminta, segera hubungi panitia.\n\nThe committee changed the address of your account on request, with proof of identity. If it was not you who asked, contact the committee at once.',
  },
  done: (fields: Corrected[]) => ({
    subject: { id: 'Data Anda diperbaiki', en: 'Your data were corrected' },
    body: {
      id: `Panitia memperbaiki data Anda: ${fields.map((one) => WORDS[one].id).join(', ')}. Lamaran yang sudah dikirim tidak berubah. Bila ini keliru, hubungi panitia.`,
      en: `The committee corrected your data: ${fields.map((one) => WORDS[one].en).join(', ')}. What was submitted is unchanged. If this is wrong, contact the committee.`,
    },
  }),
}

async function unlessTaken(work: () => Promise<Refusal | null>): Promise<Refusal | null> {
  try {
    return await work()
  } catch (error) {
    if (isDuplicate(error)) return refuse('address-taken')
    throw error
  }
}
