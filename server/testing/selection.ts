import { bank, blueprintOf } from '../../question-bank/build.ts'
import type { ItemKey } from '../../question-bank/key.ts'
import type { Result } from '../../scoring/result.ts'
import type { RuleSet } from '../../scoring/rule-set.ts'
import { canonical } from '../canonical.ts'
import { attemptIdOf } from '../delivery/delivery.ts'
import { bankIdOf, storeItems } from '../item-bank/bank-store.ts'
import { command } from '../proctoring/proctor-commands.ts'
import type { PublicationStage } from '../protocol/board.ts'
import type { ProposalRow } from '../protocol/http.ts'
import type { StagePreview } from '../protocol/results.ts'
import { storeCandidates, storeVacancies } from '../recruitment/recruitment-store.ts'
import type { NewCandidate, NewVacancy } from '../recruitment/sheets.ts'
import { boundRuleSet } from '../rule-sets/rule-set-store.ts'
import { createSitting, seatsOf } from '../scheduling/sitting-store.ts'
import { createTest } from '../scheduling/test-store.ts'
import { imported } from './sitting.ts'
import { must, type Staff, type TestApp, type TestAppChoice, testApp } from './test-app.ts'

export interface Applicant extends Partial<NewCandidate> {
  /** Points by section in the SKD, in the rule set's order; null: did not come; left out: has no seat. */
  skd?: number[] | null
}

/** Vacancies and candidates with their SKD, written straight into the records: for what happens after the last answer. */
export async function selection(
  vacancies: (Partial<NewVacancy> & { code: string })[],
  applicants: Record<string, Applicant & { vacancyCode: string }>,
  { ruleSet = 'skd-cpns-2024', ...choice }: { ruleSet?: string } & TestAppChoice = {},
): Promise<Selection> {
  const app = await testApp(choice)
  const { services } = app
  const plain = { position: 'Perawat', unit: 'Puskesmas', needType: 'umum', need: 1, education: 'D-III' }
  await storeVacancies(
    services,
    'test',
    vacancies.map((one) => ({ ...plain, ...one })),
    [],
  )
  const made = new Selection(app, [await app.staff('committee'), await app.staff('committee')])
  const entries = Object.entries(applicants)
  await made.add(Object.fromEntries(entries.filter(([, one]) => one.skd !== undefined)))
  const rules = await boundRuleSet(services, ruleSet)
  if (entries.some(([, one]) => one.skd !== undefined)) {
    const scores = entries.flatMap(([number, { skd }]) => (skd ? [[number, skd] as const] : []))
    await made.sit('SKD', rules, new Map(scores))
  }
  await made.add(Object.fromEntries(entries.filter(([, one]) => one.skd === undefined)))
  return made
}

export class Selection {
  readonly app: TestApp
  /** Who proposes, and who approves. */
  staff: [Staff, Staff]
  #people = 0

  constructor(app: TestApp, staff: [Staff, Staff]) {
    this.app = app
    this.staff = staff
  }

  /** Signs two others in: the clock was moved past the sign-ins of the first. */
  async signInAnew(): Promise<void> {
    this.staff = [await this.app.staff('committee'), await this.app.staff('committee')]
  }

  /** Candidates by number, still without a seat. */
  async add(applicants: Record<string, Applicant & { vacancyCode: string }>): Promise<void> {
    const rows = Object.entries(applicants).map(([number, { skd: _, ...more }]) => {
      this.#people += 1
      return {
        ...{ number, name: `Nama ${number}`, nik: `150801010190${String(this.#people).padStart(4, '0')}` },
        ...{ accommodation: null, venue: '', room: 'A', station: '', session: '' },
        ...more,
      }
    })
    await storeCandidates(this.app.services, 'test', rows, [])
  }

  /** A sitting of everybody who has no seat of this stage, closed unless `open`; who is not in `scores` did not come. */
  async sit(name: string, rules: RuleSet, scores: ReadonlyMap<string, number[]>, open = false): Promise<string> {
    const { services } = this.app
    const builder = bank()
    for (const section of rules.sections)
      builder.section(section.id, 2, { kind: section.scoring.kind === 'weighted' ? 'weighted' : 'single' })
    const { items, keys } = builder.build()
    await storeItems(
      services,
      'test',
      name,
      items.map((item, at) => imported(item, keys[at] as ItemKey)),
      [],
    )
    const counts = Object.fromEntries(rules.sections.map(({ id }) => [id, 2]))
    const test = must(
      await createTest(services, 'test', {
        ...{ name, bank: bankIdOf(name), ruleSet: rules.id, showThreshold: false },
        blueprint: blueprintOf(counts),
      }),
    )
    const sitting = must(
      await createSitting(services, 'test', {
        ...{ name, test: test.id, startsAt: 0, venue: 'Balai' },
        candidates: { session: null },
      }),
    )
    await this.move(sitting.id, 'open', 'start')
    await this.#score(sitting.id, rules, scores)
    if (!open) await this.move(sitting.id, 'close')
    return sitting.id
  }

  async move(sitting: string, ...kinds: ('open' | 'start' | 'close')[]): Promise<void> {
    for (const kind of kinds) {
      const reason = { category: 'schedule' as const, text: 'uji' }
      const wanted = { id: `test-${sitting}-${kind}`, kind, candidates: [], reason }
      must(await command(this.app.services, this.app.delivery, 'proctor', sitting, wanted))
    }
  }

  /** Finished attempts and their scores, as if everybody had answered. */
  async #score(sitting: string, rules: RuleSet, scores: ReadonlyMap<string, number[]>): Promise<void> {
    const { store, clock } = this.app.services
    const { attemptState, attemptProgress, scoreRun, score } = store.tables
    const seats = await seatsOf(this.app.services, { sitting })
    await store.transaction(async (db) => {
      const run = { id: `run-${sitting}`, sittingId: sitting, ruleSet: rules.id, keyDigest: 'd', at: clock.wall() }
      await db.insert(scoreRun).values(run)
      for (const seat of seats) {
        const points = scores.get(seat.number)
        if (!points) continue
        const id = attemptIdOf(sitting, seat.candidate)
        await db.insert(attemptState).values({
          ...{ id, sittingId: sitting, candidateId: seat.candidate, status: 'finished' },
          ...{ items: 1, deadline: null, graceMs: 0, how: 'candidate' },
        })
        await db.insert(attemptProgress).values({ attemptId: id, answered: 1, flagged: 0, lastSeq: 1 })
        await db.insert(score).values({
          ...{ runId: run.id, attemptId: id, candidateId: seat.candidate, head: 'h', at: clock.wall(), choices: null },
          result: canonical(resultOf(rules, points)),
        })
      }
    })
  }

  /** Ids by the number of a candidate and the code of a vacancy. */
  async candidate(number: string): Promise<string> {
    const { candidate } = this.app.services.store.tables
    const rows = await this.app.services.store.read.select().from(candidate)
    return rows.find((row) => row.number === number)?.id ?? ''
  }
  async vacancy(code: string): Promise<string> {
    const { vacancy } = this.app.services.store.tables
    const rows = await this.app.services.store.read.select().from(vacancy)
    return rows.find((row) => row.code === code)?.id ?? ''
  }

  async preview(stage: PublicationStage, code?: string): Promise<StagePreview> {
    const query = code === undefined ? '' : `?vacancy=${await this.vacancy(code)}`
    return must((await this.staff[0].get(`/api/stages/${stage}/preview${query}`)).body as StagePreview)
  }

  /** Proposes what the preview shows; the reply as it came. */
  async propose(stage: PublicationStage, ...codes: string[]) {
    const items: { scope: string; previewDigest: string }[] = []
    for (const code of stage === 'skd' ? codes : [undefined]) {
      const { scope, previewDigest } = await this.preview(stage, code)
      items.push({ scope, previewDigest })
    }
    return await this.staff[0].post(`/api/stages/${stage}/proposals`, { items, reason: 'sudah diperiksa' })
  }

  approve = (proposal: Pick<ProposalRow, 'id'>) => this.staff[1].post(`/api/proposals/${proposal.id}/approval`)

  /** Proposed by one and approved by the other. */
  async publish(stage: PublicationStage, ...codes: string[]): Promise<void> {
    const proposal = must((await this.propose(stage, ...codes)).body as ProposalRow)
    must((await this.approve(proposal)).body)
  }
}

/** A result with these points in the sections, each out of what the official paper gives. */
function resultOf(rules: RuleSet, points: number[]): Result {
  const sections = rules.sections.map(({ id, items, scoring }, at) => ({
    ...{ id, points: points[at] ?? 0, items, answered: items, blank: 0, correct: items, wrong: 0 },
    max: items * (scoring.kind === 'correct' ? scoring.points : scoring.most),
  }))
  const sum = (of: 'points' | 'max') => sections.reduce((total, section) => total + section[of], 0)
  return { sections, total: sum('points'), max: sum('max') }
}
