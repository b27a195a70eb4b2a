import { findApplication, openFrozen } from '../applications/application-store.ts'
import { documentsOf, openDocument } from '../applications/document-store.ts'
import { and, asc, desc, eq, max, ne } from '../db/sql.ts'
import { programmeWords } from '../recruitment/education.ts'
import type { Services } from '../services.ts'
import { closingMoment } from './pin-window.ts'
import { policyOf } from './policy.ts'

type Reads = Pick<Services, 'store' | 'secret' | 'config'>

/** What stands on a card (CD1); the photo comes when it is drawn. */
export interface ExamCard {
  candidate: string
  number: string
  name: string
  /** As they stand in the sheet or in the announcement. */
  position: string
  unit: string
  education: string
  /** Version of the card. */
  version: number
  application: string | null
  /** Null until the schedule is fixed. */
  place: {
    sitting: string
    venue: string
    address: string
    room: string
    startsAt: number
    /** From when on nobody is let in. */
    closesAt: number
  } | null
}

/** The document that a card shows. */
const PHOTO = 'pas-foto'

/** Cards of a sitting, of a venue in all sittings to come, or of one candidate; in order of number. */
export async function cardsOf(
  { store }: Pick<Services, 'store'>,
  which: { sitting: string } | { venue: string } | { candidate: string },
): Promise<ExamCard[]> {
  const { candidate, vacancy, seat, sitting, venue, application, seatVersion } = store.tables
  const cards = store.read
    .select({ candidate: seatVersion.candidateId, card: max(seatVersion.card).as('card') })
    .from(seatVersion)
    .groupBy(seatVersion.candidateId)
    .as('cards')
  const rows = await store.read
    .select({
      candidate: { id: candidate.id, number: candidate.number, name: candidate.name },
      vacancy: { position: vacancy.position, unit: vacancy.unit, education: vacancy.education },
      seat: { room: seat.room },
      sitting: { name: sitting.name, venue: sitting.venue, startsAt: sitting.startsAt, policy: sitting.policy },
      address: venue.address,
      application: application.id,
      card: cards.card,
    })
    .from(candidate)
    .innerJoin(vacancy, eq(vacancy.id, candidate.vacancyId))
    .leftJoin(seat, eq(seat.candidateId, candidate.id))
    .leftJoin(sitting, eq(sitting.id, seat.sittingId))
    .leftJoin(venue, eq(venue.name, sitting.venue))
    .leftJoin(application, eq(application.candidateId, candidate.id))
    .leftJoin(cards, eq(cards.candidate, candidate.id))
    .where(
      'sitting' in which
        ? eq(seat.sittingId, which.sitting)
        : 'venue' in which
          ? and(eq(sitting.venue, which.venue), ne(sitting.state, 'closed'))
          : eq(candidate.id, which.candidate),
    )
    .orderBy(asc(candidate.number), desc(sitting.startsAt))
  const seen = new Set<string>()
  return rows.flatMap((row): ExamCard[] => {
    // One card for each person: that of the stage to come.
    if (seen.has(row.candidate.id)) return []
    seen.add(row.candidate.id)
    return [
      {
        ...{ candidate: row.candidate.id, number: row.candidate.number, name: row.candidate.name },
        ...row.vacancy,
        version: row.card ?? 1,
        application: row.application,
        place:
          row.sitting && row.seat
            ? {
                ...{ sitting: row.sitting.name, venue: row.sitting.venue, address: row.address ?? '' },
                ...{ room: row.seat.room, startsAt: row.sitting.startsAt },
                closesAt: closingMoment(row.sitting.startsAt, policyOf(row.sitting.policy)),
              }
            : null,
      },
    ]
  })
}

/** Her own education and her photo, where there is an application of hers. */
export async function cardDetails(
  services: Reads,
  card: ExamCard,
): Promise<{ education: string; photo: Buffer | null }> {
  const none = { education: card.education, photo: null }
  if (card.application === null) return none
  const row = await findApplication(services, card.application)
  if (!row) return none
  const hers = openFrozen(services, row)?.draft.education
  const document = (await documentsOf(services, row.id)).find(({ kind }) => kind === PHOTO)
  const bytes = document ? await openDocument(services, document) : null
  return {
    education: hers ? programmeWords(hers.level, hers.programme, 'id') : card.education,
    // Uploads are JPEGs that we encoded ourselves; something else would end the whole batch, so it is left out.
    photo: bytes && bytes[0] === 0xff && bytes[1] === 0xd8 ? bytes : null,
  }
}

/** The candidate that an applicant has become in her newest application whose result is out; null: not yet (CD3). */
export async function candidateOfApplicant(
  { store }: Pick<Services, 'store'>,
  applicant: string,
): Promise<string | null> {
  const { application } = store.tables
  const rows = await store.read
    .select({ candidate: application.candidateId, announcedAt: application.announcedAt })
    .from(application)
    .where(and(eq(application.applicantId, applicant), eq(application.state, 'passed')))
    .orderBy(desc(application.createdAt))
  return rows.find((row) => row.candidate !== null && row.announcedAt !== null)?.candidate ?? null
}
