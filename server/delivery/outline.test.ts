import { describe, expect, it } from 'vitest'
import { sitting } from '../testing/sitting.ts'
import { must } from '../testing/test-app.ts'
import type { Command } from './attempt.ts'
import { lapsesOf, loadStandings, readLog, summariesOfSitting, summaryOf, workingSummaries } from './attempt-store.ts'
import { AttemptWriter } from './attempt-writer.ts'
import { endLapsed } from './deadline-job.ts'
import { brokenAt } from './event-log.ts'
import { outlineOf } from './outline.ts'

/** A running sitting of three, of which the first has answered, flagged and been paused once. */
async function hall() {
  const hall = await sitting().withCandidates(3).running()
  const [one] = [await hall.seated(1), await hall.seated(2), await hall.seated(3)]
  must(await one.answer(0, 1))
  must(await one.answer(1, 0))
  must(await one.flag(2, true))
  must(await hall.command('pause', { candidates: [hall.candidateOf(1)] }))
  hall.app.clock.pass(60_000)
  must(await hall.command('resume', { candidates: [hall.candidateOf(1)] }))
  return hall
}
const holdFrom = (from: number, lastsUntil: number): Command => ({
  ...{ kind: 'hold', key: 'outage:1', hold: 'outage-server', from, untilShown: true, lastsUntil },
  ...{ by: 'server', reason: '' },
})

describe('an attempt known by its summary alone', () => {
  it('has the summary that it was made of', async () => {
    const { app } = await hall()
    const outlines = (await workingSummaries(app.services)).map(outlineOf)
    expect(outlines).toHaveLength(3)
    const folded = await loadStandings(
      app.services,
      outlines.map(({ id }) => id),
    )
    for (const outline of outlines) expect(summaryOf(outline)).toEqual(summaryOf(folded.get(outline.id) ?? outline))
  })

  it('[T5] is held as the folded one would be: same event, whole chain, summary as the fold says', async () => {
    const { app, id } = await hall()
    const { services, clock } = app
    const outlines = (await workingSummaries(services)).map(outlineOf)
    // A new process: nobody is folded yet.
    const writer = new AttemptWriter(services)
    const from = clock.exam()
    clock.pass(5000)
    const before = new Map((await summariesOfSitting(services, id)).map((row) => [row.id, row]))
    await writer.submitOutlined(outlines, holdFrom(from, from + 600_000))
    const rows = await summariesOfSitting(services, id)
    const folded = await loadStandings(
      services,
      rows.map((row) => row.id),
    )
    for (const row of rows) {
      const log = await readLog(services, row.id)
      expect(brokenAt(row.id, log)).toBeNull()
      expect(JSON.parse(log.at(-1)?.payload ?? '')).toMatchObject({ hold: 'outage-server', from })
      expect(row).toEqual(summaryOf(folded.get(row.id) as never))
      expect([row.heldFrom, row.deadline]).toEqual([from, before.get(row.id)?.deadline])
      expect(writer.known(row.id)).toBeNull()
    }
    // The same again, by another way: once for its key.
    const again = await writer.submit(rows[0]?.id ?? '', [holdFrom(from, from + 600_000)])
    expect(again).toMatchObject({ events: 0 })
  })

  it('goes the way of all commands where somebody has folded it or written to it meanwhile', async () => {
    const { app, attemptOf } = await hall()
    const { services, clock } = app
    const outlines = (await workingSummaries(services)).map(outlineOf)
    const elsewhere = new AttemptWriter(services)
    must(await elsewhere.submit(attemptOf(2), [{ kind: 'move', key: 'command:x', to: null, by: 'p', reason: '' }]))
    const writer = new AttemptWriter(services)
    await writer.peek(attemptOf(3))
    await writer.submitOutlined(outlines, holdFrom(clock.exam(), clock.exam() + 600_000))
    for (const n of [1, 2, 3]) {
      const log = await readLog(services, attemptOf(n))
      expect([log.at(-1)?.kind, brokenAt(attemptOf(n), log)]).toEqual(['held', null])
    }
  })
})

describe('holds of attempts that nobody has folded', () => {
  it('[T4] end by themselves at their time, read from the turns of the log alone', async () => {
    const { app, attemptOf } = await hall()
    const { services, clock, delivery } = app
    const lastsUntil = clock.exam() + 10_000
    await new AttemptWriter(services).submitOutlined(
      (await workingSummaries(services)).map(outlineOf),
      holdFrom(clock.exam(), lastsUntil),
    )
    const ids = [1, 2, 3].map((n) => attemptOf(n))
    expect([...(await lapsesOf(services, ids)).values()]).toEqual([lastsUntil, lastsUntil, lastsUntil])
    const fresh = { ...delivery, writer: new AttemptWriter(services) } as unknown as typeof delivery
    const lapses = new Map<string, number | null>()
    await endLapsed(services, fresh, lapses)
    expect(await workingSummaries(services)).toHaveLength(0)
    expect(lapses.size).toBe(3)
    clock.pass(10_000)
    await endLapsed(services, fresh, lapses)
    expect(await workingSummaries(services)).toHaveLength(3)
    expect([...(await lapsesOf(services, ids)).values()]).toEqual([null, null, null])
  })
})
