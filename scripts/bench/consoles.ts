import { fork } from 'node:child_process'
import { join } from 'node:path'
import { buildApp } from '../../server/app.ts'
import { attemptIdOf } from '../../server/delivery/delivery.ts'
import { TICK_MS } from '../../server/proctoring/live-room.ts'
import { command } from '../../server/proctoring/proctor-commands.ts'
import type { SourceId } from '../../server/protocol/ids.ts'
import { isRefusal } from '../../server/protocol/refusals.ts'
import { seatsOf } from '../../server/scheduling/sitting-store.ts'
import { temporaryFolder } from '../browser/hall.ts'
import { must, openWorkplace } from '../commands/workplace.ts'
import { prepareRoom, ROOM_PASSWORD } from '../room/prepared-room.ts'
import { StaffClient } from '../room/staff-client.ts'
import type { Say } from './say.ts'

const CONSOLES = 20
const IN_FLIGHT = 500
const ROUNDS = 5

/**
 * What an audience costs: so many stations of one sitting answer as fast as they are acknowledged, in turns with nobody
 * watching and with 20 consoles. Ratio of the medians; above 1 the consoles cost answers.
 */
export async function benchConsoles(say: Say, stations: number, roundMs: number): Promise<void> {
  const folder = temporaryFolder()
  const data = join(folder.path, 'data')
  const room = await prepareRoom(data, stations, 50)
  const workplace = await openWorkplace(data)
  const { services } = workplace
  const app = await buildApp(
    services,
    async () =>
      ({
        demo: false,
        version: '',
        organisation: '',
        signIns: [],
        applicant: null,
        candidates: [],
        sittings: [],
      }) as never,
    () => false,
  )
  try {
    const origin = await app.http.listen({ port: 0, host: '127.0.0.1' })
    const order = async (kind: 'open' | 'start') =>
      must(
        await command(services, app.delivery, 'bench', room.sitting, {
          ...{ id: `bench-${kind}-0`, kind, candidates: [] },
          reason: { category: 'schedule', text: 'bench' },
        }),
      )
    await order('open')
    const seats = await seatsOf(services, { sitting: room.sitting })
    const source = (n: number) => `bench-source-${n}` as SourceId
    for (let from = 0; from < seats.length; from += 250)
      await Promise.all(
        seats
          .slice(from, from + 250)
          .map(async (seat, at) => must(await app.delivery.confirm(seat, source(from + at), null))),
      )
    await order('start')
    const ids = seats.map((seat) => attemptIdOf(seat.sitting, seat.candidate))
    const sent = ids.map(() => 0)
    let next = 0
    const answer = async () => {
      const n = next++ % ids.length
      const round = ++(sent as number[])[n]!
      const entry = { n: round, kind: 'answer' as const, slot: round % 110, choice: (round + n) % 4 }
      const written = await app.delivery.writer.submit(ids[n] as string, [{ kind: 'entry', source: source(n), entry }])
      if (isRefusal(written) || written.events !== 1) throw new Error('bench: an answer was not stored')
    }
    const rate = async () => {
      const until = performance.now() + roundMs
      let count = 0
      await Promise.all(
        Array.from({ length: IN_FLIGHT }, async () => {
          for (; performance.now() < until; count += 1) await answer()
        }),
      )
      return (count * 1000) / roundMs
    }
    const staff = await StaffClient.signIn(origin, 'pengawas-1', ROOM_PASSWORD)
    await rate() // warm
    const [alone, watched]: [number[], number[]] = [[], []]
    let slowestMs = 0
    for (let round = 0; round < ROUNDS; round += 1) {
      alone.push(await rate())
      const consoles = fork(join(import.meta.dirname, 'watchers.ts'), [
        ...[origin, staff.cookie, room.sitting, String(CONSOLES)],
      ])
      await new Promise((resolve) => consoles.once('message', resolve))
      watched.push(await rate())
      const told = await new Promise<{ changes: number; tiles: number; slowestMs: number }>((resolve) => {
        consoles.once('message', (message) => resolve(message as never))
        consoles.send('report')
      })
      if (told.changes === 0) throw new Error('bench: the consoles heard nothing')
      slowestMs = Math.max(slowestMs, told.slowestMs)
    }
    const median = (values: number[]) => values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0
    say(`answers of ${stations} stations, nobody watches`, median(alone), '/s')
    say(`the same with ${CONSOLES} consoles`, median(watched), '/s')
    say(`cost of ${CONSOLES} consoles, alone ÷ watched`, median(alone) / median(watched), '×', { atMost: 1.03 })
    say('a console is behind by at most, its tick included', slowestMs + TICK_MS, 'ms', { atMost: 250 })
  } finally {
    await app.http.close()
    await workplace.close()
    folder.remove()
  }
}
