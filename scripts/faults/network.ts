import { join } from 'node:path'
import { order } from '../room/room-load.ts'
import { check } from './check.ts'
import type { Fault, Outcome, Turn } from './fault.ts'
import { Hall, until } from './hall.ts'
import { lacksNamespaces, Network } from './namespace.ts'
import { sleep } from './station.ts'

const STATIONS = 12
const PER_ROOM = 6
const PER_SECOND = 60
const MINUTES = 30
const PORT = 3000
let networks = 0

/** A hall whose server stands behind a cable of ours, and what the fault does with it. */
async function behindCable(
  { seed, folder, cycles }: Turn,
  offline: boolean,
  cycle: (hall: Hall, network: Network, done: number) => Promise<number>,
): Promise<Outcome> {
  networks += 1
  const network = new Network(networks, STATIONS)
  let hall: Hall | null = null
  let recoveryMs = 0
  try {
    hall = await Hall.open({
      ...{ folder: join(folder, 'hall'), stations: STATIONS, perRoom: PER_ROOM, minutes: MINUTES, seed },
      server: { host: network.host, port: PORT, before: network.before },
      way: (at, origin) => ({ origin, localAddress: network.addresses[at] as string }),
    })
    for (const station of hall.stations) station.worksOffline = offline
    await hall.start()
    hall.press(PER_SECOND)
    for (let done = 0; done < cycles; done++) recoveryMs = Math.max(recoveryMs, await cycle(hall, network, done))
    const waiting = await hall.settled(60_000)
    await hall.close()
    const tally = await check(hall.data, hall.room, hall.sats(), { minutes: MINUTES })
    return { ...tally, breaches: [...tally.breaches, ...waiting], cycles, recoveryMs }
  } finally {
    await hall?.close('SIGKILL')
    network.remove()
  }
}

const stationCut: Fault = {
  name: 'station-partition',
  what: 'every packet of two of twelve stations dropped for 6 to 20 s (nft in a namespace)',
  expected: 'they work on and send all of it once the cable is back; the others notice nothing',
  cycles: { full: 12, quick: 1 },
  lacks: lacksNamespaces,
  run: (turn) =>
    behindCable(turn, true, async (hall, network, done) => {
      await hall.acks(STATIONS)
      const cut = [done % STATIONS, (done + 5) % STATIONS]
      network.drop(
        100,
        cut.map((at) => network.addresses[at] as string),
      )
      await sleep(hall.chance.between(6000, turn.cycles === 1 ? 7000 : 20_000))
      network.heal()
      const from = performance.now()
      await until(() => cut.every((at) => (hall.stations[at]?.lastToldMs ?? 0) > from), 'both are acknowledged again')
      return performance.now() - from
    }),
}

const roomCut: Fault = {
  name: 'room-partition',
  what: 'every packet of one of two rooms dropped for 15 s; a proctor lets it go on',
  expected: 'the room is held from its last sign of life, the other works on; nobody in it loses a second',
  cycles: { full: 6, quick: 1 },
  lacks: lacksNamespaces,
  run: (turn) =>
    behindCable(turn, false, async (hall, network, done) => {
      await hall.acks(STATIONS)
      const first = (done % 2) * PER_ROOM
      const room = hall.stations.slice(first, first + PER_ROOM)
      network.drop(100, network.addresses.slice(first, first + PER_ROOM))
      await sleep(15_000)
      network.heal()
      const from = performance.now()
      await until(() => room.every((one) => one.connected), 'the room is back', 60_000)
      const staff = await hall.staff()
      await order(staff, hall.room.sitting, 'resume', {
        candidates: hall.room.cards.slice(first, first + PER_ROOM).map((card) => card.candidate),
        id: `faults-resume-${process.pid}-${turn.seed}-${done}`,
      })
      await until(
        () => room.every((one) => one.phase === 'working' && one.lastToldMs > from),
        'the room is acknowledged again',
      )
      const back = performance.now() - from
      // Stations that were away must be seen for a while, before they can be missed again.
      await sleep(10_000)
      return back
    }),
}

const loss = (percent: number): Fault => ({
  name: `packet-loss-${percent}`,
  what: `${percent} % of all packets dropped in both directions for 15 s (nft in a namespace)`,
  expected: 'slower, and nothing else',
  cycles: { full: 4, quick: 1 },
  lacks: lacksNamespaces,
  run: (turn) =>
    behindCable(turn, true, async (hall, network) => {
      await hall.acks(STATIONS)
      network.drop(percent)
      await sleep(turn.cycles === 1 ? 5000 : 15_000)
      network.heal()
      const from = performance.now()
      await until(() => hall.stations.every((one) => one.lastToldMs > from), 'everybody is acknowledged again')
      return performance.now() - from
    }),
})

export const networkFaults: Fault[] = [stationCut, roomCut, loss(5), loss(15), loss(30)]
