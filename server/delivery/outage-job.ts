import { audit } from '../audit/audit-store.ts'
import type { Gap } from '../clock.ts'
import { policyOf } from '../scheduling/policy.ts'
import { sittingRow } from '../scheduling/sitting-store.ts'
import type { Services } from '../services.ts'
import type { Command } from './attempt.ts'
import type { Standing } from './attempt-disk.ts'
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
  const owed: Owed[] = []
  let running = noteOutages(services, delivery, owed)
  await running
  const timer = setInterval(() => {
    running = running
      .then(() => noteOutages(services, delivery, owed))
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

/** Holds that a full disk would not take: owed until it does. */
interface Owed {
  attempts: Standing[]
  command: Command & { kind: 'hold' }
}

/** Deals with the gaps that the clock has told of since, and with what is owed from before. */
export async function noteOutages(services: Services, delivery: Delivery, owed: Owed[] = []): Promise<void> {
  for (const one of owed.splice(0)) await holdAll(delivery, one, owed)
  const gaps = services.clock.gaps()
  if (gaps.length === 0 || !(await anyWorking(services))) return
  for (const gap of gaps) await writeDown(services, delivery, gap, owed)
}

/** Once for each attempt, however often it is tried: the log keeps the key. */
async function holdAll(delivery: Delivery, { attempts, command }: Owed, owed: Owed[]): Promise<void> {
  const left = await delivery.writer.submitOutlined(attempts, command)
  if (left.length > 0) owed.push({ attempts: left, command })
}

async function writeDown(services: Services, delivery: Delivery, gap: Gap, owed: Owed[]): Promise<void> {
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
    const command = {
      ...{ kind: 'hold' as const, key: `outage:${id}`, hold: 'outage-server' as const, from: gap.examMs },
      ...{ untilShown: true, lastsUntil, by: 'server', reason: '' },
    }
    await holdAll(delivery, { attempts: attempts.map(outlineOf), command }, owed)
  }
}
