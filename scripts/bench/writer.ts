import { join } from 'node:path'
import { bank, blueprintOf } from '../../question-bank/build.ts'
import { formMaker } from '../../question-bank/form.ts'
import { attemptIdOf } from '../../server/delivery/delivery.ts'
import type { SourceId } from '../../server/protocol/ids.ts'
import { isRefusal } from '../../server/protocol/refusals.ts'
import type { Services } from '../../server/services.ts'
import { temporaryFolder } from '../browser/hall.ts'
import { openWorkplace } from '../commands/workplace.ts'
import type { Say } from './say.ts'

const ROUNDS = 20

/** The writer without a wire: commands of so many attempts together, and one after the other. */
export async function benchWriter(say: Say, attempts: number): Promise<void> {
  const folder = temporaryFolder()
  const { services, delivery, close } = await openWorkplace(join(folder.path, 'data'))
  try {
    const { items } = bank().section('TWK', 40).section('TIU', 50).section('TKP', 60).build()
    const draw = formMaker(blueprintOf({ TWK: 30, TIU: 35, TKP: 45 }), items)
    const started = performance.now()
    const forms = Array.from({ length: attempts }, (_, n) => draw(`bench ${n}`))
    say('draw a form of 110', (performance.now() - started) / attempts, 'ms')
    // Foreign keys want a sitting and candidates; the writer is what is measured, so they are made bare.
    await bare(services.store, attempts)
    const source = (n: number) => `bench-source-${n}` as SourceId
    const ids = forms.map((_, n) => attemptIdOf('bench', `c${n}`))
    const open = { kind: 'open', sitting: 'bench', limitMs: 6_000_000, graceMs: 3000, build: services.build } as const
    await Promise.all(
      forms.map((form, n) =>
        delivery.writer.submit(ids[n] as string, [
          { ...open, candidate: `c${n}`, form },
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
    const groupRate = (attempts * ROUNDS * 1000) / (performance.now() - together)
    const alone = performance.now()
    for (let n = 0; n < attempts; n += 1) await answer(n, ROUNDS)
    const aloneRate = (attempts * 1000) / (performance.now() - alone)
    say('the writer alone, one commit each', aloneRate, '/s')
    say('the writer alone, group commit', groupRate, '/s')
    say('the writer alone, group commit ÷ one each', groupRate / aloneRate, '×')
  } finally {
    await close()
    folder.remove()
  }
}

async function bare({ tables, transaction }: Services['store'], count: number): Promise<void> {
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
