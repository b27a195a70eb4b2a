import { join } from 'node:path'
import { bank, blueprintOf } from '../question-bank/build.ts'
import { formMaker } from '../question-bank/form.ts'
import { randomFrom } from '../question-bank/random.ts'
import { rankVacancy } from '../scoring/ranking.ts'
import type { RuleSet } from '../scoring/rule-set.ts'
import { RULE_SETS } from '../scoring/rule-sets/index.ts'
import { attemptIdOf } from '../server/delivery/delivery.ts'
import type { SourceId } from '../server/protocol/ids.ts'
import { isRefusal } from '../server/protocol/refusals.ts'
import { benchConsoles } from './bench/consoles.ts'
import { benchResults } from './bench/results.ts'
import { temporaryFolder } from './browser/hall.ts'
import { openWorkplace } from './commands/workplace.ts'

/** npm run bench: ratios within one run on this machine; absolute figures are for reading, not for comparing machines. */
const ATTEMPTS = 500
const ROUNDS = 20
const ALONE = 300

const folder = temporaryFolder()
const workplace = await openWorkplace(join(folder.path, 'data'))
const { services, delivery } = workplace
try {
  const { items } = bank().section('TWK', 40).section('TIU', 50).section('TKP', 60).build()
  const draw = formMaker(blueprintOf({ TWK: 30, TIU: 35, TKP: 45 }), items)
  const started = performance.now()
  const forms = Array.from({ length: ATTEMPTS }, (_, n) => draw(`bench ${n}`))
  say('draw a form of 110', (performance.now() - started) / ATTEMPTS, 'ms')

  // Foreign keys want a sitting and candidates; the writer is what is measured, so they are made bare.
  await bare(services.store, ATTEMPTS)
  const source = (n: number) => `bench-source-${n}` as SourceId
  const ids = forms.map((_, n) => attemptIdOf('bench', `c${n}`))
  await Promise.all(
    forms.map((form, n) =>
      delivery.writer.submit(ids[n] as string, [
        {
          kind: 'open',
          sitting: 'bench',
          candidate: `c${n}`,
          form,
          limitMs: 6_000_000,
          graceMs: 3000,
          build: services.build,
        },
        { kind: 'claim', source: source(n), place: null, claim: `claim-${n}` },
        { kind: 'start', by: 'bench' },
      ]),
    ),
  )
  const answer = async (n: number, round: number) => {
    // A different choice each time: SQLite writes nothing for an unchanged row, and the figure would be false.
    const entry = { n: round + 1, kind: 'answer' as const, slot: round % 110, choice: (round + n) % 4 }
    const written = await delivery.writer.submit(ids[n] as string, [{ kind: 'entry', source: source(n), entry }])
    if (isRefusal(written) || written.events !== 1)
      throw new Error(`bench: answer not stored: ${JSON.stringify(written)}`)
  }
  const together = performance.now()
  for (let round = 0; round < ROUNDS; round += 1) await Promise.all(ids.map((_, n) => answer(n, round)))
  const groupRate = (ATTEMPTS * ROUNDS * 1000) / (performance.now() - together)
  const alone = performance.now()
  for (let n = 0; n < ALONE; n += 1) await answer(n % ATTEMPTS, ROUNDS + Math.floor(n / ATTEMPTS))
  const aloneRate = (ALONE * 1000) / (performance.now() - alone)
  say('answers on disk, one commit each', aloneRate, '/s')
  say('answers on disk, group commit', groupRate, '/s')
  say('group commit ÷ one each', groupRate / aloneRate, '×')

  const rules = RULE_SETS['skd-cpns-2024'] as RuleSet
  const entries = Array.from({ length: 100_000 }, (_, n) => {
    const draws = randomFrom(`bench ${n}`)
    const points = { TWK: 65 + 5 * draws.below(18), TIU: 80 + 5 * draws.below(20), TKP: 166 + draws.below(60) }
    return { id: String(n), points: { ...points, total: points.TWK + points.TIU + points.TKP }, disqualified: false }
  })
  const rank = performance.now()
  rankVacancy(rules, { needType: 'umum', need: 1000 }, entries)
  say('rank 100,000 candidates of one vacancy', performance.now() - rank, 'ms')
  benchResults(say)
  await benchConsoles(say)
} finally {
  await workplace.close()
  folder.remove()
}

function say(what: string, value: number, unit: string): void {
  process.stdout.write(`${what.padEnd(44)} ${value >= 100 ? Math.round(value) : value.toFixed(2)} ${unit}\n`)
}

async function bare({ tables, transaction }: typeof services.store, count: number): Promise<void> {
  const at = 0
  await transaction(async (db) => {
    await db.insert(tables.bank).values({ id: 'bench', name: 'bench', createdAt: at })
    await db.insert(tables.test).values({
      id: 'bench',
      name: 'bench',
      bankId: 'bench',
      ruleSet: 'skd-cpns-2024',
      blueprint: '{}',
      pool: '[]',
      showThreshold: false,
      digest: '',
      createdAt: at,
    })
    await db.insert(tables.vacancy).values({
      id: 'bench',
      code: 'bench',
      position: '',
      unit: '',
      needType: 'umum',
      need: 1,
      education: '',
      skbPlan: '{"extras":[]}',
      thresholds: '{}',
      createdAt: at,
    })
    await db.insert(tables.sitting).values({
      id: 'bench',
      name: 'bench',
      testId: 'bench',
      venue: '',
      startsAt: at,
      state: 'running',
      secret: '',
      build: '',
      createdAt: at,
      policy: '{}',
    })
    for (let n = 0; n < count; n += 1)
      await db.insert(tables.candidate).values({
        id: `c${n}`,
        number: `c${n}`,
        name: '',
        nikSealed: '',
        nikIndex: `c${n}`,
        nikMasked: '',
        vacancyId: 'bench',
        accommodation: null,
        venue: '',
        room: '',
        station: '',
        session: '',
        createdAt: at,
      })
  })
}
