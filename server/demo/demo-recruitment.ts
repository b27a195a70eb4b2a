import { hashPassword } from '../access/password.ts'
import { addressIndex, sealProfile } from '../applications/account-store.ts'
import { sealDraft, sealFrozen, storeEvents } from '../applications/application-store.ts'
import { applicationNumber } from '../applications/number.ts'
import { canonical, sha256 } from '../canonical.ts'
import { eq, inArray, isNull, ne, sql } from '../db/sql.ts'
import { storeSheets } from '../needs/needs-sheets-store.ts'
import { sealAddress } from '../notices/notice-store.ts'
import { maskedAddress } from '../protocol/addresses.ts'
import type { ApplicationDraft, FrozenApplication, PeriodSettings } from '../protocol/recruitment.ts'
import { isRefusal, type Refusal } from '../protocol/refusals.ts'
import { addDays, dayOf } from '../protocol/wib-days.ts'
import { sealNik } from '../recruitment/nik-seal.ts'
import { DEFAULT_SETTINGS, stagesFrom } from '../recruitment/period.ts'
import { keepPeriod, writePeriod } from '../recruitment/period-store.ts'
import { educationOf } from '../recruitment/vacancy.ts'
import { contentOf } from '../recruitment/vacancy-store.ts'
import type { Services } from '../services.ts'
import { DEMO_APPLICANT, type DemoApplicant, demoApplicants } from './demo-applicants.ts'
import { demoNeeds, demoRequirements } from './demo-needs.ts'
import { type Paper, papersOf, samplePapers } from './demo-papers.ts'
import { announce, objections, verifyAll, verifySome } from './demo-verification.ts'

const ACTOR = 'demo'
const DAY = 86_400_000
const MINUTE = 60_000

/**
 * The story before the hall: a needs sheet, vacancies from what was granted, a period whose exam is on now with the very
 * people who sit in it, and one that takes applications, with people at every stage. Verified by the same desk as always,
 * on the days on which it would have been.
 */
export async function seedRecruitment(services: Services): Promise<void> {
  const today = dayOf(services.clock.wall())
  const year = Number(today.slice(0, 4))
  await storeSheets(services, ACTOR, year, demoNeeds(), ['analisis-kebutuhan-contoh.xlsx'])
  const before = await period(services, `CPNS ${year} (contoh, tahap ujian)`, addDays(today, -55))
  const now = await period(services, `CPNS ${year} gelombang 2 (contoh, pendaftaran dibuka)`, addDays(today, -6))
  const vacancies = await vacanciesOf(services, before, now)
  const passwordHash = await hashPassword(DEMO_APPLICANT.password)
  const people = demoApplicants(year)
  await apply(services, people, vacancies, { before, now }, passwordHash, today)
  await verifyAll(at(services, -26 * DAY), before)
  await announce(at(services, -25 * DAY), before)
  await objections(at(services, -23 * DAY), before)
  await seat(services)
  await verifySome(services, now, 45)
  await quieten(services)
}

/** The same services on another day: what happened then is dated then. */
function at(services: Services, shift: number): Services {
  const { clock } = services
  return { ...services, clock: { ...clock, wall: () => clock.wall() + shift } }
}

async function period(services: Services, name: string, from: string): Promise<string> {
  const settings: PeriodSettings = {
    ...DEFAULT_SETTINGS,
    decree: 'Pengumuman Bupati (contoh) 810/1/2026',
    signer: { name: 'Ketua Panitia (contoh)', title: 'Ketua Panitia Seleksi Daerah', place: 'Muara Bungo' },
    ruleSet: 'skd-cpns-2024',
    contact: 'Panitia contoh, Jalan Contoh 1, Muara Bungo, panitia@contoh.id',
    stages: stagesFrom(from),
  }
  const kept = must(await keepPeriod(services, ACTOR, { name, settings }))
  const refused = await services.store.transaction((db) =>
    writePeriod(services, db, ACTOR, kept, { version: kept.version, state: 'open' }),
  )
  if (refused) throw new Error(`bug: the demo's period does not open: ${refused.refused}`)
  return kept.id
}

interface DemoVacancy {
  id: string
  code: string
  position: string
  unit: string
  needType: string
  requirements: FrozenApplication['vacancy']['requirements']
  periodId: string
}

/** The exam's vacancies get their period and requirements; the open ones are made of what was granted and not used. */
async function vacanciesOf(services: Services, before: string, now: string): Promise<DemoVacancy[]> {
  const { store, newId } = services
  const { vacancy, vacancyVersion, staffingRequest, unit, position } = store.tables
  const moment = services.clock.wall()
  const grants = await store.read
    .select({ request: staffingRequest, unit, position })
    .from(staffingRequest)
    .innerJoin(unit, eq(unit.id, staffingRequest.unitId))
    .innerJoin(position, eq(position.id, staffingRequest.positionId))
  const made: DemoVacancy[] = []
  await store.transaction(async (db) => {
    const keep = async (id: string, from: number) => {
      const [row] = await db.select().from(vacancy).where(eq(vacancy.id, id))
      if (!row) throw new Error('bug: a vacancy that was just written is gone')
      const content = contentOf(row)
      await db.insert(vacancyVersion).values({
        ...{ vacancyId: id, version: 1, at: from, actor: 'panitia', content: canonical(content), note: 'Diumumkan' },
      })
      made.push({ ...content, id, periodId: row.periodId ?? '' })
    }
    for (const row of await db.select().from(vacancy)) {
      const grant = grants.find((one) => one.position.name === row.position && one.unit.name === row.unit)
      const code = grant?.position.code ?? (row.position.startsWith('Pengelola') ? 'PLA' : 'PRW')
      const requirements = demoRequirements(code, row.needType, 40)
      await db
        .update(vacancy)
        .set({ periodId: before, unitId: grant?.unit.id ?? null, positionId: grant?.position.id ?? null })
        .where(eq(vacancy.id, row.id))
      await db
        .update(vacancy)
        .set({ requirements: canonical(requirements), education: educationOf(requirements) })
        .where(eq(vacancy.id, row.id))
      await keep(row.id, moment - 55 * DAY)
    }
    let serial = 100
    for (const { request, unit: place, position: its } of grants.filter(({ request: one }) => (one.granted ?? 0) > 0)) {
      serial += 1
      const requirements = demoRequirements(its.code, 'umum', 35)
      const id = newId()
      await db.insert(vacancy).values({
        ...{
          id,
          code: `BNG-${serial}`,
          position: its.name,
          unit: place.name,
          needType: 'umum',
          need: request.granted ?? 0,
        },
        ...{
          education: educationOf(requirements),
          createdAt: moment,
          skbPlan: canonical({ extras: [] }),
          thresholds: '{}',
        },
        ...{ periodId: now, positionId: its.id, unitId: place.id, requestId: request.id, state: 'open', version: 1 },
        requirements: canonical(requirements),
        description: `Bertugas di ${place.name}, Kecamatan ${place.district}.`,
      })
      await keep(id, moment - 6 * DAY)
    }
  })
  return made
}

/** Accounts and applications as they would stand; each is written as the portal writes it. */
async function apply(
  services: Services,
  people: DemoApplicant[],
  vacancies: DemoVacancy[],
  periods: { before: string; now: string },
  passwordHash: string,
  today: string,
): Promise<void> {
  const { store, newId, secret } = services
  const { applicant, application, document } = store.tables
  const samples = await samplePapers()
  const ids = people.map(() => newId())
  const papers = new Map<string, Paper[]>()
  for (const [at, { stage }] of people.entries()) {
    const id = ids[at] as string
    if (stage === 'submitted') papers.set(id, await papersOf(services, id, samples))
  }
  const open = vacancies.filter(({ periodId }) => periodId === periods.now)
  const moment = services.clock.wall()
  let serial = 0
  const events: Parameters<typeof storeEvents>[2][number][] = []
  await store.transaction(async (db) => {
    for (const [at, person] of people.entries()) {
      const id = newId()
      const nik = sealNik(secret, person.nik)
      const vacancy = person.vacancyCode
        ? vacancies.find(({ code }) => code === person.vacancyCode)
        : open[person.choice % open.length]
      if (!vacancy) throw new Error('bug: a demo applicant without a vacancy')
      await db.insert(applicant).values({
        ...{ id, name: person.name, passwordHash, ...nik, language: 'id', version: 1, erasedAt: null },
        emailSealed: sealAddress(secret, person.email),
        emailIndex: addressIndex(secret, person.email),
        emailMasked: maskedAddress('email', person.email),
        ...{ phoneSealed: null, phoneIndex: null, phoneMasked: null, phoneVerifiedAt: null },
        ...{ emailVerifiedAt: moment - person.daysAgo * DAY, createdAt: moment - person.daysAgo * DAY - 20 * MINUTE },
        profileSealed: sealProfile(secret, { kk: person.kk, birthDate: person.birthDate, gender: person.gender }),
      })
      const education = vacancy.requirements.education?.[0]
      const draft: ApplicationDraft = {
        ...{ birthPlace: 'Muara Bungo', birthDate: person.birthDate, gender: person.gender, religion: 'islam' },
        ...{ address: `Jalan Contoh ${1 + (person.choice % 90)}`, region: '15.08.01', truthful: true },
        education: {
          ...{ level: education?.level ?? 'sma', programme: education?.programmes[0] ?? 'umum', gpa: person.gpa },
          ...{ institution: 'Perguruan Tinggi Contoh', year: Number(person.birthDate.slice(0, 4)) + 22 },
        },
        experienceMonths: person.choice % 48,
        disability: vacancy.needType === 'disabilitas' ? { kind: 'netra', accommodation: person.accommodation } : null,
        declared: (vacancy.requirements.others ?? []).map(({ code }) => code),
      }
      const submittedAt = moment - person.daysAgo * DAY
      const sent = person.stage !== 'draft'
      const applicationId = ids[at] as string
      const mine = papers.get(applicationId) ?? []
      const number = sent ? applicationNumber(Number(today.slice(0, 4)), ++serial) : null
      const frozen: FrozenApplication | null = number
        ? {
            ...{ number, period: person.vacancyCode ? periods.before : periods.now, draft, submittedAt },
            documents: mine.map(({ id: paperId, kind, digest }) => ({ id: paperId, kind, digest })),
            vacancy: {
              ...{ id: vacancy.id, code: vacancy.code, position: vacancy.position, unit: vacancy.unit },
              ...{ requirements: vacancy.requirements, version: 1 },
            },
            person: { name: person.name, nik: person.nik, kk: person.kk, email: person.email, phone: null },
          }
        : null
      const text = frozen ? canonical(frozen) : null
      await db.insert(application).values({
        ...{
          id: applicationId,
          periodId: vacancy.periodId,
          applicantId: id,
          nikIndex: nik.nikIndex,
          vacancyId: vacancy.id,
        },
        ...{ state: person.stage === 'withdrawn' ? 'withdrawn' : sent ? 'submitted' : 'draft', version: 1, number },
        draftSealed: sealDraft(secret, sent ? draft : half(draft, person.choice)),
        ...{ submittedAt: sent ? submittedAt : null, frozenSealed: text ? sealFrozen(secret, text) : null },
        frozenDigest: text ? sha256(text) : null,
        ...{ decidedAt: null, announcedAt: null, candidateId: null, createdAt: submittedAt - 15 * MINUTE },
        person: person.name,
      })
      if (number)
        events.push({
          application: applicationId,
          actor: 'applicant',
          kind: 'submitted',
          detail: { number, vacancy: vacancy.code },
        })
      if (person.stage === 'withdrawn')
        events.push({
          application: applicationId,
          actor: 'applicant',
          kind: 'withdrawn',
          detail: { reason: 'Memilih formasi lain.' },
        })
      if (mine.length > 0) await db.insert(document).values(mine)
    }
    for (const event of events) await storeEvents(services, db, [event])
  })
}

/** What somebody has typed so far. */
const half = (draft: ApplicationDraft, choice: number): ApplicationDraft => {
  const entries = Object.entries(draft).filter(([, value]) => value !== null)
  return Object.fromEntries(entries.slice(0, 2 + (choice % 6)).filter(([name]) => name !== 'truthful'))
}

/** Ties the applications of those who sit in the hall to their places there. */
async function seat(services: Services): Promise<void> {
  const { application, candidate } = services.store.tables
  await services.store.transaction(async (db) => {
    const rows = await db
      .select({ id: application.id, candidate: candidate.id, number: candidate.number })
      .from(application)
      .innerJoin(candidate, eq(candidate.nikIndex, application.nikIndex))
      .where(isNull(application.candidateId))
    for (const row of rows)
      await db.update(application).set({ candidateId: row.candidate }).where(eq(application.id, row.id))
    await storeEvents(
      services,
      db,
      rows.map(({ id, number }) => ({ application: id, actor: ACTOR, kind: 'candidate', detail: { number } })),
    )
  })
}

/** The demo sends no mail: all but the newest messages have been read out. */
async function quieten(services: Services): Promise<void> {
  const { notice } = services.store.tables
  await services.store.transaction(async (db) => {
    const newest = await db
      .select({ id: notice.id })
      .from(notice)
      .where(ne(notice.channel, 'portal'))
      .orderBy(sql`${notice.createdAt} DESC`)
      .limit(6)
    await db
      .update(notice)
      .set({ state: 'shown' })
      .where(
        sql`${notice.channel} <> 'portal' AND NOT (${inArray(
          notice.id,
          newest.map(({ id }) => id),
        )})`,
      )
  })
}

const must = <T extends object>(value: T | Refusal): T => {
  if (isRefusal(value)) throw new Error(`bug: the demo was refused: ${JSON.stringify(value)}`)
  return value
}
