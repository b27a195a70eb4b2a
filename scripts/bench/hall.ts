import { cpSync, existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { STATION_COOKIE, signInCandidate } from '../../server/access/sign-in-store.ts'
import { attemptIdOf } from '../../server/delivery/delivery.ts'
import { command } from '../../server/proctoring/proctor-commands.ts'
import type { SourceId } from '../../server/protocol/ids.ts'
import { seatsOf } from '../../server/scheduling/sitting-store.ts'
import { temporaryFolder } from '../browser/hall.ts'
import { must, openWorkplace } from '../commands/workplace.ts'
import { prepareRoom } from '../room/prepared-room.ts'

/** A station of the bench: signed in already. */
export interface BenchStation {
  cookie: string
  source: string
  attempt: string
  candidate: string
}
export interface BenchHall {
  /** The data folder; nobody has it open. */
  data: string
  sitting: string
  stations: BenchStation[]
}

const PLAN = 'bench-hall.json'

/**
 * A data folder with a sitting of so many stations that are signed in and have confirmed; `started`: at work. Made once
 * for each number and kept until `folder` is removed; each call gives a copy of its own.
 */
export async function benchHall(
  folder: string,
  stations: number,
  { started = true, minutes = 100 }: { started?: boolean; minutes?: number } = {},
): Promise<BenchHall & { remove(): void }> {
  const kept = join(folder, `hall-${stations}-${started ? 'started' : 'waiting'}-${minutes}`)
  if (!existsSync(join(kept, PLAN))) await make(kept, stations, started, minutes)
  const mine = temporaryFolder()
  cpSync(kept, mine.path, { recursive: true })
  const plan = JSON.parse(readFileSync(join(mine.path, PLAN), 'utf8')) as Omit<BenchHall, 'data'>
  return { ...plan, data: mine.path, remove: mine.remove }
}

async function make(data: string, count: number, started: boolean, minutes: number): Promise<void> {
  const room = await prepareRoom(data, count, 50, minutes)
  const { services, delivery, close } = await openWorkplace(data)
  try {
    const order = async (kind: 'open' | 'start') =>
      must(
        await command(services, delivery, 'bench', room.sitting, {
          ...{ id: `bench-${kind}-0`, kind, candidates: [] },
          reason: { category: 'schedule', text: 'bench' },
        }),
      )
    await order('open')
    const seats = await seatsOf(services, { sitting: room.sitting })
    const stations: BenchStation[] = []
    for (let from = 0; from < seats.length; from += 500) {
      const some = seats.slice(from, from + 500)
      await Promise.all(
        some.map(async (seat, at) => {
          const source = `bench-source-${from + at}` as SourceId
          must(await delivery.confirm(seat, source, { room: seat.room, station: seat.station }))
          const token = await signInCandidate(services, { candidate: seat.candidate, sitting: seat.sitting, source })
          const attempt = attemptIdOf(seat.sitting, seat.candidate)
          stations[from + at] = { cookie: `${STATION_COOKIE}=${token}`, source, attempt, candidate: seat.candidate }
        }),
      )
    }
    if (started) await order('start')
    await delivery.stop()
    writeFileSync(join(data, PLAN), JSON.stringify({ sitting: room.sitting, stations }))
  } finally {
    await close()
  }
}
