import { closeSync, fdatasyncSync, openSync, rmSync, writeSync } from 'node:fs'
import { join } from 'node:path'
import type { CommandDone, ProctorCommand } from '../../server/protocol/proctor.ts'
import type { PreparedRoom } from './prepared-room.ts'
import type { StaffClient } from './staff-client.ts'
import { StationClient } from './station-client.ts'

/** Sorted copy's value at this share, 0 to 1. */
export function quantile(values: number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b)
  return sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? 0
}

/** Milliseconds of each of `rounds` small writes followed by fdatasync in this folder: what an acknowledgement waits for. */
export function syncTimes(folder: string, rounds: number): number[] {
  const path = join(folder, 'sync-probe')
  const file = openSync(path, 'w')
  try {
    return Array.from({ length: rounds }, () => {
      const from = performance.now()
      writeSync(file, Buffer.alloc(4096, 1))
      fdatasyncSync(file)
      return performance.now() - from
    })
  } finally {
    closeSync(file)
    rmSync(path)
  }
}

let commands = 0
/** One order of the room, by its staff. */
export const order = (
  staff: StaffClient,
  sitting: string,
  kind: ProctorCommand['kind'],
  more: Partial<ProctorCommand> = {},
): Promise<CommandDone> => {
  commands += 1
  return staff.post(`/api/proctor/sittings/${sitting}/commands`, {
    ...{ id: `room-order-${process.pid}-${commands}`, kind, candidates: [] },
    ...{ reason: { category: 'technical', text: 'uji ruang' } },
    ...more,
  })
}

/** All stations signed in and confirmed, `together` at a time. */
export async function seat(origin: string, room: PreparedRoom, together = 25): Promise<StationClient[]> {
  const stations = room.cards.map((card, at) => new StationClient(origin, card, `room-station-${at}`))
  const waiting = [...stations]
  await Promise.all(
    Array.from({ length: together }, async () => {
      for (let next = waiting.shift(); next; next = waiting.shift()) await next.enter()
    }),
  )
  return stations
}

/** The start: ms from the command until each station has its items. */
export async function start(staff: StaffClient, sitting: string, stations: StationClient[]): Promise<number[]> {
  const from = performance.now()
  await order(staff, sitting, 'start')
  const deadline = from + 60_000
  while (stations.some((one) => one.itemsAt === null) && performance.now() < deadline)
    await new Promise((resolve) => setTimeout(resolve, 5))
  return stations.map((one) => (one.itemsAt ?? Number.POSITIVE_INFINITY) - from)
}

/** Each station answers about every `everyMs` for so long (an open loop): the waits for acknowledgement, in ms. */
export async function answerFor(stations: StationClient[], seconds: number, everyMs: number): Promise<number[]> {
  const waits: number[] = []
  const until = performance.now() + seconds * 1000
  let failed: unknown = null
  await Promise.all(
    stations.map(async (station, at) => {
      const pending: Promise<void>[] = []
      await new Promise((resolve) => setTimeout(resolve, (everyMs * at) / stations.length))
      for (let n = 0; performance.now() < until && !failed; n += 1) {
        pending.push(
          station.answer((at + n) % 110, (at + n) % 4).then(
            (wait) => void waits.push(wait),
            (error: unknown) => {
              failed = error
            },
          ),
        )
        await new Promise((resolve) => setTimeout(resolve, everyMs))
      }
      await Promise.all(pending)
    }),
  )
  if (failed) throw failed
  return waits
}

/** What the server lets one station say, with room to spare: more than this is no hand. */
const STATION_MS = 50

/** All stations as fast as they are acknowledged, twenty a second each at most: answers in a second. */
export async function mostAnswers(stations: StationClient[], seconds: number): Promise<number> {
  const until = performance.now() + seconds * 1000
  let count = 0
  await Promise.all(
    stations.map(async (station, at) => {
      for (let n = 0; performance.now() < until; n += 1) {
        const spent = await station.answer((at + n) % 110, n % 4)
        count += 1
        await new Promise((resolve) => setTimeout(resolve, Math.max(0, STATION_MS - spent)))
      }
    }),
  )
  return count / seconds
}
