import { type ApplicationRow, openFrozen } from '../applications/application-store.ts'
import { documentsOf } from '../applications/document-store.ts'
import { asc, eq } from '../db/sql.ts'
import type { Db } from '../db/store.ts'
import { maskedAddress as maskedContact } from '../protocol/addresses.ts'
import type { DocumentRule, FrozenApplication } from '../protocol/recruitment.ts'
import type { Period } from '../protocol/vacancies.ts'
import type { DeskDocument, DeskPerson, DeskRound, RequirementDecision, Verdict } from '../protocol/verification.ts'
import { findPeriod } from '../recruitment/period-store.ts'
import type { Services } from '../services.ts'
import { maskedAddress, maskedBirth, maskedNik } from './masks.ts'
import { requirementsToJudge } from './requirements.ts'

type Reads = Pick<Services, 'store' | 'secret'>

/** The frozen copy with what is judged of it. @throws where it was never submitted: nobody may ask for that. */
export async function judged(
  services: Reads,
  row: ApplicationRow,
  db: Db = services.store.read,
  /** Where the caller has it: a period's settings are long to read for each of many. */
  known: Period | null = null,
) {
  const frozen = openFrozen(services, row)
  const period = known ?? (await findPeriod(services, row.periodId, db))
  if (!frozen || !period) throw new Error('bug: an application without its frozen copy or its period is judged')
  const documents = await deskDocuments(services, row.id, period.settings.documents, db)
  const withElsewhere = { ...frozen, documents: documents.map(({ id, kind, digest }) => ({ id, kind, digest })) }
  return {
    frozen,
    period,
    documents,
    requirements: requirementsToJudge(withElsewhere, period.settings.documents),
  } satisfies { period: Period } & Record<string, unknown>
}

/** Who it is; masked unless the whole was asked for with a purpose (VC9). */
export function personOf({ person, draft }: FrozenApplication, whole: boolean): DeskPerson {
  const show = (value: string | undefined | null, mask: (value: string) => string) =>
    value ? (whole ? value : mask(value)) : null
  return {
    name: person.name,
    nik: whole ? person.nik : maskedNik(person.nik),
    kk: whole ? person.kk : maskedNik(person.kk),
    email: show(person.email, (value) => maskedContact('email', value)),
    phone: show(person.phone, (value) => maskedContact('phone', value)),
    birth: show(draft.birthDate, maskedBirth),
    address: show(draft.address, maskedAddress),
  }
}

/** Documents kept here, and those of which another office gave the index. */
async function deskDocuments(
  services: Reads,
  application: string,
  rules: readonly DocumentRule[],
  db: Db,
): Promise<DeskDocument[]> {
  const { outsideDocument } = services.store.tables
  const elsewhere = await db.select().from(outsideDocument).where(eq(outsideDocument.applicationId, application))
  const words = (kind: string) => {
    const rule = rules.find((one) => one.kind === kind)
    return {
      title: { id: rule?.id ?? kind, en: rule?.en ?? kind },
      hint: { id: rule?.hintId ?? '', en: rule?.hintEn ?? '' },
      type: rule?.type ?? 'pdf',
    }
  }
  const all = [
    ...(await documentsOf(services, application, db)).map((one) => ({ ...one, here: true })),
    ...elsewhere.map((one) => ({ ...one, here: false, type: words(one.kind).type })),
  ]
  const place = (kind: string) =>
    (rules.findIndex((rule) => rule.kind === kind) + rules.length + 1) % (rules.length + 1)
  return all
    .map(({ id, kind, type, name, bytes, pages, digest, here }) => ({
      ...words(kind),
      ...{ id, kind, type, name, bytes, pages, digest, here },
    }))
    .sort((a, b) => place(a.kind) - place(b.kind))
}

/** Every round of an application with the second look at it, the newest last. */
export async function roundsOf({ store }: Pick<Services, 'store'>, application: string, db: Db = store.read) {
  const { verification, verificationCheck } = store.tables
  const rows = await db
    .select({ round: verification, check: verificationCheck })
    .from(verification)
    .leftJoin(verificationCheck, eq(verificationCheck.verificationId, verification.id))
    .where(eq(verification.applicationId, application))
    .orderBy(asc(verification.round))
  return rows.map(({ round, check }): DeskRound & { id: string } => ({
    id: round.id,
    round: round.round,
    verdict: round.verdict as Verdict,
    decisions: JSON.parse(round.decisions) as RequirementDecision[],
    officer: round.officer,
    at: round.at,
    check: check
      ? {
          outcome: check.outcome as 'confirmed' | 'returned',
          officer: check.officer,
          note: check.note,
          at: check.at,
        }
      : null,
  }))
}
