import { type Random, randomFrom } from '../../question-bank/random.ts'
import { addStaff } from '../access/staff-store.ts'
import type { Approvals } from '../approvals/approvals.ts'
import { and, eq } from '../db/sql.ts'
import { attemptIdOf, type Delivery } from '../delivery/delivery.ts'
import { bankIdOf } from '../item-bank/bank-store.ts'
import { readMeta, writeMeta } from '../meta-store.ts'
import { command } from '../proctoring/proctor-commands.ts'
import type { Welcome } from '../protocol/http.ts'
import type { SourceId } from '../protocol/ids.ts'
import { isRefusal, type Refusal } from '../protocol/refusals.ts'
import type { Entry } from '../protocol/station.ts'
import type { RoomPlan } from '../protocol/venues.ts'
import { storeCandidates, storeVacancies } from '../recruitment/recruitment-store.ts'
import type { Scorer } from '../results/score-store.ts'
import { createSitting, listSittings, pinHash, type SeatRow, seatsOf } from '../scheduling/sitting-store.ts'
import { createTest } from '../scheduling/test-store.ts'
import type { Services } from '../services.ts'
import { gridPlan } from '../venues/plan.ts'
import { createRoom, createVenue } from '../venues/venue-store.ts'
import { DEMO_APPLICANT } from './demo-applicants.ts'
import { DEMO_SESSIONS, DEMO_STAFF, DEMO_VACANCIES, DEMO_VENUE, demoCandidates, demoPin } from './demo-people.ts'
import { seedRecruitment } from './demo-recruitment.ts'
import { seedResults } from './demo-results.ts'
import { importSamples, SAMPLE_BANK, skdBlueprint } from './samples.ts'

export const DEMO_META = 'demo'
const ACTOR = 'demo'
const HOUR = 3_600_000

/** True where the folder was begun as a demo; a folder of real records never becomes one. */
export const isDemoFolder = async (services: Pick<Services, 'store'>): Promise<boolean> =>
  (await readMeta(services, DEMO_META)) !== null

/** True where nothing was ever stored: the only folder that may become a demo. */
export async function isUntouched({ store }: Pick<Services, 'store'>): Promise<boolean> {
  const { staff, bank, vacancy } = store.tables
  for (const table of [staff, bank, vacancy])
    if ((await store.read.select().from(table).limit(1)).length > 0) return false
  return true
}

/**
 * A believable hall, made through the real delivery: one sitting finished, one that runs and can be taken at once,
 * one to open and start. Marks the folder as a demo before anything else, so that a crash leaves no half demo that
 * looks real.
 */
export async function seedDemo(
  services: Services,
  { delivery, scorer, approvals }: { delivery: Delivery; scorer: Scorer; approvals: Approvals },
): Promise<void> {
  await writeMeta(services, DEMO_META, 'begun')
  for (const staff of DEMO_STAFF) must(await addStaff(services, ACTOR, staff))
  const imported = await importSamples(services, ACTOR, SAMPLE_BANK)
  if (!imported.committed)
    throw new Error(
      `bug: the sample bank does not import: ${JSON.stringify(imported.files.filter((file) => file.refused.length > 0))}`,
    )
  // Before the sittings: seats are those of the plans.
  const venue = must(await createVenue(services, ACTOR, { name: DEMO_VENUE, address: 'Jalan Contoh 1, Muara Bungo' }))
  for (const name of ['A', 'B']) must(await createRoom(services, ACTOR, venue.id, { name, plan: demoPlan() }))
  await storeVacancies(services, ACTOR, DEMO_VACANCIES, ['demo'])
  await storeCandidates(services, ACTOR, demoCandidates(), ['demo'])
  const test = must(
    await createTest(services, ACTOR, {
      name: 'SKD CPNS 2024 (contoh)',
      bank: bankIdOf(SAMPLE_BANK),
      ruleSet: 'skd-cpns-2024',
      showThreshold: true,
      blueprint: skdBlueprint('SKD CPNS 2024'),
    }),
  )
  const hour = Math.floor(services.clock.wall() / HOUR) * HOUR
  const sittings = []
  for (const [index, session] of DEMO_SESSIONS.entries()) {
    const sitting = must(
      await createSitting(services, ACTOR, {
        name: session,
        test: test.id,
        startsAt: hour + (index - 1) * 3 * HOUR,
        venue: DEMO_VENUE,
        candidates: { session },
      }),
    )
    await demoPins(services, sitting.id)
    sittings.push(sitting.id)
  }
  const [past, running] = sittings as [string, string]
  await run(services, delivery, past, 'open', 'start')
  const seats = await seatsOf(services, { sitting: past })
  // Every ninth stays away, as people do.
  await Promise.all(
    seats
      .filter((_, index) => index % 9 !== 8)
      .map((seat, index) =>
        answerAll(delivery, scorer, seat, randomFrom(`demo ${seat.number}`), 0.42 + (0.5 * ((index * 7) % 10)) / 10),
      ),
  )
  await run(services, delivery, past, 'close')
  // Scores are stored behind the finish; the list needs all of them.
  await Promise.all(seats.map((seat) => scorer.score(attemptIdOf(past, seat.candidate))))
  await seedResults(services, approvals)
  await run(services, delivery, running, 'open', 'start')
  await seedRecruitment(services)
  await writeMeta(services, DEMO_META, 'ready')
}

/** Four rows of six with four spare computers, the proctor in front and the door beside her. */
function demoPlan(): RoomPlan {
  const { rows, columns, seats } = gridPlan(4, 6, { spares: 4 })
  return {
    rows: rows + 1,
    columns,
    seats: seats.map((seat) => ({ ...seat, row: seat.row + 1 })),
    marks: [
      { row: 0, column: 0, kind: 'door' },
      { row: 0, column: 2, kind: 'proctor' },
      { row: 0, column: 3, kind: 'server' },
    ],
  }
}

const must = <T extends object>(value: T | Refusal): T => {
  if (isRefusal(value)) throw new Error(`bug: the demo was refused: ${JSON.stringify(value)}`)
  return value
}

async function run(
  services: Services,
  delivery: Delivery,
  sitting: string,
  ...kinds: ('open' | 'start' | 'close')[]
): Promise<void> {
  for (const kind of kinds)
    must(
      await command(services, delivery, ACTOR, sitting, {
        id: `demo-${kind}-${sitting}`,
        kind,
        candidates: [],
        reason: { category: 'schedule', text: 'demo' },
      }),
    )
}

async function demoPins(services: Services, sitting: string): Promise<void> {
  const { seat } = services.store.tables
  const seats = await seatsOf(services, { sitting })
  await services.store.transaction(async (db) => {
    for (const one of seats)
      await db
        .update(seat)
        .set({
          pinHash: pinHash(services.secret, sitting, one.candidate, demoPin(one.number)),
          pinAt: services.clock.wall(),
        })
        .where(and(eq(seat.sittingId, sitting), eq(seat.candidateId, one.candidate)))
  })
}

/** One made-up candidate takes the whole form; `skill` is the chance to know an answer. */
async function answerAll(
  delivery: Delivery,
  scorer: Scorer,
  seat: SeatRow,
  random: Random,
  skill: number,
): Promise<void> {
  const source = `demo-${seat.candidate}`.slice(0, 60) as SourceId
  must(await delivery.confirm(seat, source, { room: seat.room, station: seat.station }))
  const standing = await delivery.writer.peek(attemptIdOf(seat.sitting, seat.candidate))
  if (!standing) throw new Error('bug: confirmed and not there')
  const { keySet } = await scorer.materialOf(seat.sitting)
  const entries: Entry[] = []
  for (const [slot, { item, options }] of standing.attempt.form.slots.entries()) {
    if (random.below(50) === 0) continue // a blank now and then
    const key = keySet.keys.get(item)
    const best = options.findIndex((option) =>
      key?.kind === 'single' ? key.correct.includes(option) : key?.kind === 'weighted' && key.weights[option] === 5,
    )
    const knows = random.below(1000) < skill * 1000
    entries.push({ n: entries.length + 1, kind: 'answer', slot, choice: knows ? best : random.below(options.length) })
  }
  // A few at a time, as people do: many at once would stand in the room's log as a signal.
  for (let from = 0; from < entries.length; from += 5)
    must(await delivery.take(seat, source, entries.slice(from, from + 5)))
  must(await delivery.take(seat, source, [{ n: entries.length + 1, kind: 'finish' }]))
}

/** The first page: in a demo, what is needed to try every role at once. */
export async function welcomeOf(services: Services): Promise<Welcome> {
  const demo = await isDemoFolder(services)
  const sittings = demo ? await listSittings(services) : []
  const open = sittings.find((sitting) => sitting.name === DEMO_SESSIONS[1])
  const { attempt } = services.store.tables
  const begun = new Set(
    open
      ? (
          await services.store.read
            .select({ id: attempt.candidateId })
            .from(attempt)
            .where(eq(attempt.sittingId, open.id))
        ).map((row) => row.id)
      : [],
  )
  const candidates = open
    ? (await seatsOf(services, { sitting: open.id })).filter((seat) => !begun.has(seat.candidate))
    : []
  return {
    demo,
    version: services.build,
    organisation: services.config.organisation,
    applicant: demo ? DEMO_APPLICANT : null,
    signIns: demo ? DEMO_STAFF.map(({ role, username, password }) => ({ role, username, password })) : [],
    candidates: candidates.map(({ number, name, room, station }) => ({
      number,
      pin: demoPin(number),
      name,
      room,
      station,
    })),
    sittings: sittings.map(({ id, name, state }) => ({ id, name, state })),
  }
}
