import { type Form, formMaker } from '../../question-bank/form.ts'
import type { BankItem } from '../../question-bank/item.ts'
import { hmac, sha256 } from '../canonical.ts'
import type { AttemptId, SourceId } from '../protocol/ids.ts'
import { isRefusal, type Refusal, refuse } from '../protocol/refusals.ts'
import type { Entry, EntryAck, Place, StationPhase, StationView } from '../protocol/station.ts'
import { type SeatRow, sittingRow } from '../scheduling/sitting-store.ts'
import { findTest, poolOf, type Test } from '../scheduling/test-store.ts'
import type { Services } from '../services.ts'
import { type Attempt, answeredOf } from './attempt.ts'
import { AttemptWriter, type Written } from './attempt-writer.ts'
import { receiptCode } from './event-log.ts'
import { paperOf, sectionsOf } from './paper.ts'
import { Presence } from './presence.ts'

/** What `results/` adds to a finished attempt's view; delivery itself knows no scores. */
export type ScoreOf = (attempt: string) => Promise<(StationPhase & { at: 'finished' })['score']>

interface Material {
  test: Test
  pool: Map<string, BankItem>
  /** Draws one form from a seed; planned once for all candidates of a test. */
  draw: (seed: string) => Form
}

/** An attempt's id follows from who sits in what, so that two requests at once open the same one (A1). */
export const attemptIdOf = (sitting: string, candidate: string): AttemptId =>
  sha256(`attempt\0${sitting}\0${candidate}`).slice(0, 32) as AttemptId

/** The hot path, as its rims (socket, routes, jobs) use it. */
export class Delivery {
  readonly writer: AttemptWriter
  readonly presence: Presence
  #services: Services
  #material = new Map<string, Promise<Material>>()
  #scoreOf: ScoreOf = async () => null

  constructor(services: Services) {
    this.#services = services
    this.writer = new AttemptWriter(services)
    this.presence = new Presence(services)
  }

  /** Called once by `results/`, which comes later in the journey than delivery. */
  showScoresWith(scoreOf: ScoreOf): void {
    this.#scoreOf = scoreOf
  }

  /** "Ini saya": draws the form and opens the attempt; starts it when the sitting runs already (A1, A3). */
  async confirm(seat: SeatRow, source: SourceId, place: Place | null): Promise<Written | Refusal> {
    const sitting = await sittingRow(this.#services, seat.sitting)
    if (!sitting || sitting.state === 'scheduled') return refuse('sitting-not-open')
    const id = attemptIdOf(seat.sitting, seat.candidate)
    const known = await this.writer.peek(id)
    if (!known && sitting.state === 'closed') return refuse('sitting-closed')
    const { test, draw } = await this.material(sitting.testId)
    const form = known?.attempt.form ?? draw(formSeed(sitting.secret, seat.candidate))
    const opened = await this.writer.submit(id, [
      {
        kind: 'open',
        sitting: seat.sitting,
        candidate: seat.candidate,
        form,
        limitMs: seat.minutes * 60_000,
        graceMs: test.blueprint.graceMs,
        build: this.#services.build,
      },
      { kind: 'claim', source, place, claim: this.#services.newId() },
    ])
    if (isRefusal(opened)) return opened
    // Read again: the proctor may have started the sitting while this attempt was being opened.
    if ((await sittingRow(this.#services, seat.sitting))?.state === 'running')
      return await this.writer.submit(id, [{ kind: 'start', by: 'server' }])
    return opened
  }

  /** A new station takes over an open attempt (A4). */
  async claim(seat: SeatRow, source: SourceId, place: Place | null): Promise<Written | Refusal | null> {
    const id = attemptIdOf(seat.sitting, seat.candidate)
    if (!(await this.writer.peek(id))) return null
    return await this.writer.submit(id, [{ kind: 'claim', source, place, claim: this.#services.newId() }])
  }

  /** Takes entries in order and acknowledges what the disk has (A5 to A9). */
  async take(
    seat: Pick<SeatRow, 'sitting' | 'candidate'>,
    source: SourceId,
    entries: Entry[],
  ): Promise<EntryAck | Refusal> {
    const id = attemptIdOf(seat.sitting, seat.candidate)
    const written = await this.writer.submit(
      id,
      entries.map((entry) => ({ kind: 'entry' as const, source, entry })),
    )
    if (isRefusal(written)) return written
    const taken = written.attempt.taken.get(source)
    const late = entries.flatMap(({ n }) => {
      const why = taken?.late.get(n)
      return why ? [{ n, why: refuse(why) }] : []
    })
    return { through: taken?.through ?? 0, examNow: this.#services.clock.exam(), refused: late }
  }

  /** Everything a station needs to show the truth. */
  async view(seat: SeatRow, source: SourceId): Promise<StationView | Refusal> {
    const sitting = await sittingRow(this.#services, seat.sitting)
    if (!sitting) return refuse('not-found', { what: 'Sesi' })
    const material = await this.material(sitting.testId)
    const id = attemptIdOf(seat.sitting, seat.candidate)
    let standing = await this.writer.peek(id)
    if (standing && standing.attempt.source !== source) return refuse('replaced')
    // A sitting that runs starts who has confirmed: also after a crash between the two.
    if (standing?.attempt.status === 'confirmed' && sitting.state === 'running') {
      const started = await this.writer.submit(id, [{ kind: 'start', by: 'server' }])
      if (isRefusal(started)) return started
      standing = { id, ...started }
    }
    const { test } = material
    const sections = sectionsOf(test.blueprint)
    return {
      candidate: { number: seat.number, name: seat.name, vacancy: seat.position, unit: seat.unit },
      sitting: {
        name: sitting.name,
        test: test.name,
        items: sections.reduce((total, section) => total + section.count, 0),
        sections,
      },
      seat: { venue: seat.venue, room: seat.room, station: seat.station },
      minutes: seat.minutes,
      accommodated: seat.minutes !== test.blueprint.minutes,
      examNow: this.#services.clock.exam(),
      wallNow: this.#services.clock.wall(),
      phase: standing
        ? await this.#phase(id, standing.attempt, standing.finish, material)
        : { at: 'identify', running: sitting.state === 'running' },
      through: standing?.attempt.taken.get(source)?.through ?? 0,
    }
  }

  async #phase(id: string, attempt: Attempt, finish: string | null, { test, pool }: Material): Promise<StationPhase> {
    if (attempt.status === 'confirmed' || attempt.deadline === null)
      return attempt.finished ? await this.#finished(id, attempt, finish) : { at: 'waiting' }
    if (attempt.status === 'finished') return await this.#finished(id, attempt, finish)
    return {
      at: 'working',
      deadline: attempt.deadline,
      paused: false,
      pausedLeftMs: null,
      paper: paperOf(attempt.form, pool, test.blueprint),
      responses: attempt.responses.map((option, slot) =>
        option === null ? null : (attempt.form.slots[slot]?.options.indexOf(option) ?? null),
      ),
      flags: attempt.flags,
    }
  }

  async #finished(id: string, attempt: Attempt, finish: string | null): Promise<StationPhase> {
    return {
      at: 'finished',
      how: attempt.finished?.how ?? 'expiry',
      answered: answeredOf(attempt),
      items: attempt.form.slots.length,
      receipt: receiptCode(finish ?? ''),
      score: await this.#scoreOf(id),
    }
  }

  /** The approved test and its items; immutable, so read once. */
  material(testId: string): Promise<Material> {
    let material = this.#material.get(testId)
    if (!material) {
      material = (async () => {
        const test = await findTest(this.#services, testId)
        if (!test) throw new Error(`bug: sitting names the unknown test ${testId}`)
        const items = await poolOf(this.#services, test)
        return {
          test,
          pool: new Map(items.map((one) => [one.item.id as string, one])),
          draw: formMaker(test.blueprint, items),
        }
      })()
      material.catch(() => this.#material.delete(testId))
      this.#material.set(testId, material)
    }
    return material
  }
}

/** Same candidate, same paper, every time; nobody outside can compute it (design 1.5 i.3). */
export const formSeed = (sittingSecret: string, candidate: string): string =>
  hmac(Buffer.from(sittingSecret, 'hex'), `seleksi/paper/v1\0${candidate}`).toString('hex')
