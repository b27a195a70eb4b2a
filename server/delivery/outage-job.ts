import { audit } from '../audit/audit-store.ts'
import type { Gap } from '../clock.ts'
import { policyOf } from '../scheduling/policy.ts'
import { sittingRow } from '../scheduling/sitting-store.ts'
import type { Services } from '../services.ts'
import { anyWorking, workingSummaries } from './attempt-store.ts'
import type { Delivery } from './delivery.ts'
import { outlineOf } from './outline.ts'

/** A clean restart between two sittings is nobody's outage. */
const LOOK_MS = 1000

/**
 * Writes down when the server was down or stood still while somebody worked, and after an outage holds the time of
 * everybody at work until her station shows the item again (T5). Resolves when the start's outage is dealt with.
 */
export async function outageJob(services: Services, delivery: Delivery): Promise<{ stop(): Promise<void> }> {
  let running = noteOutages(services, delivery)
  await running
  const timer = setInterval(() => {
    running = running
      .then(() => noteOutages(services, delivery))
      .catch((error: unknown) => services.log.error({ err: error }, 'an outage was not written down'))
  }, LOOK_MS)
  timer.unref()
  return {
    async stop() {
      clearInterval(timer)
      await running
    },
  }
}

/** Deals with the gaps that the clock has told of since. */
export async function noteOutages(services: Services, delivery: Delivery): Promise<void> {
  const gaps = services.clock.gaps()
  if (gaps.length === 0 || !(await anyWorking(services))) return
  for (const gap of gaps) await writeDown(services, delivery, gap)
}

async function writeDown(services: Services, delivery: Delivery, gap: Gap): Promise<void> {
  const { store, newId } = services
  const id = newId()
  const working = await workingSummaries(services)
  await store.transaction(async (db) => {
    await db.insert(store.tables.outage).values({ id, ...gap })
    await audit(services, db, {
      actor: 'server',
      action: `outage.${gap.cause}`,
      subject: id,
      detail: { from: gap.fromWall, until: gap.untilWall, working: working.length },
    })
    await services.clock.keep(db)
  })
  const sittings = Map.groupBy(working, (one) => one.sitting)
  for (const [sitting, attempts] of sittings) {
    const seconds = Math.round((gap.untilWall - gap.fromWall) / 1000)
    delivery.roomLog.add({
      sitting,
      kind: gap.cause === 'server' ? 'server-outage' : 'server-stalled',
      detail: { from: gap.fromWall, until: gap.untilWall, seconds, working: attempts.length },
    })
    if (gap.cause === 'stall') continue
    const returnMs = policyOf((await sittingRow(services, sitting))?.policy ?? '{}').returnSeconds * 1000
    const lastsUntil = services.clock.exam() + returnMs
    // By their summaries: the first station must not wait until a million answers are read again.
    await delivery.writer.submitOutlined(attempts.map(outlineOf), {
      ...{ kind: 'hold', key: `outage:${id}`, hold: 'outage-server', from: gap.examMs },
      ...{ untilShown: true, lastsUntil, by: 'server', reason: '' },
    })
  }
}
