import { join } from 'node:path'
import { isRefusal } from '../../server/protocol/refusals.ts'
import { type EntryAck, PROTOCOL } from '../../server/protocol/station.ts'
import { order } from '../room/room-load.ts'
import { Chance } from '../simulation/chance.ts'
import { check, NOTHING, type Sat, together } from './check.ts'
import type { Fault } from './fault.ts'
import { Hall, until } from './hall.ts'
import { call, Line } from './line.ts'
import { Station, sleep } from './station.ts'

const STATIONS = 16
const PER_SECOND = 60
const ROUNDS_IN_HALL = 12
const GRACE_MS = 3000
/** Around the last moment that counts: on their way some before it, some after, in ms. */
const BEFORE_MS = 600
const AFTER_MS = 20

/**
 * Somebody signs in for a candidate who sits elsewhere: refused. A proctor moves her, she goes on at the other computer,
 * and the one she left keeps trying with what it has.
 */
export const twoSignIns: Fault = {
  name: 'two-sign-ins',
  what: 'a second computer signs in for a candidate at work; refused, then moved there by a proctor; both keep sending',
  expected: 'one writer: the old computer is fenced, what it was acknowledged stays',
  cycles: { full: 48, quick: 3 },
  async run({ cycles, seed, folder }) {
    const tallies = []
    let done = 0
    const breaches: string[] = []
    for (let part = 0; done < cycles; part += 1) {
      const hall = await Hall.open({
        ...{ folder: join(folder, `hall-${part}`), stations: STATIONS, minutes: 30, seed: seed + part },
      })
      const more: Station[] = []
      try {
        await hall.start()
        hall.press(PER_SECOND)
        const staff = await hall.staff()
        const sats: Sat[] = hall.sats()
        for (let at = 0; at < ROUNDS_IN_HALL && done < cycles; at++, done++) {
          await hall.acks(10)
          const first = hall.stations[at] as Station
          const card = { ...first.card, room: 'cadangan', station: String(90 + at) }
          const second = new Station(
            { origin: hall.server.origin },
            card,
            `fault-second-${part}-${at}`,
            new Chance(seed, `second ${part} ${at}`),
          )
          more.push(second)
          const refused = await second.signIn().then(
            () => null,
            (error: Error) => error.message,
          )
          if (!refused) breaches.push(`candidate ${card.number} was let in at a second computer`)
          await order(staff, hall.room.sitting, 'move', {
            ...{
              candidates: [hall.room.cards[at]?.candidate as string],
              to: { room: card.room, station: card.station },
            },
          })
          await second.enter()
          second.begin()
          ;(sats[at] as Sat).stations.push(second)
          const handed = second.acknowledged
          for (let slot = 0; slot < 10; slot++) {
            second.answer(slot, at % 4)
            // What the old computer still has in hand may not come in any more.
            first.answer(slot, (at + 1) % 4)
          }
          await until(() => second.acknowledged >= handed + 10, 'the second computer is acknowledged')
        }
        hall.release()
        await until(
          () => hall.stations.slice(ROUNDS_IN_HALL).every((one) => one.waiting === 0),
          'nothing waits',
          30_000,
        )
        await Promise.all(more.map((one) => one.look().catch(() => {})))
        await Promise.all(more.map((one) => one.stop()))
        await hall.close()
        tallies.push(await check(hall.data, hall.room, sats, { minutes: 30 }))
      } finally {
        await Promise.all(more.map((one) => one.stop()))
        await hall.close('SIGKILL')
      }
    }
    const tally = together(tallies)
    return { ...tally, breaches: [...tally.breaches, ...breaches], cycles: done, recoveryMs: null }
  },
}

/** The page is open twice with the same sign-in and the same outbox: both tabs send everything, at the same moment. */
export const twoTabs: Fault = {
  name: 'two-tabs',
  what: 'two tabs of one sign-in send the same entries at the same moment, in batches that overlap',
  expected: 'stored once, acknowledged to both',
  cycles: { full: 400, quick: 40 },
  async run({ cycles, seed, folder }) {
    const hall = await Hall.open({ folder: join(folder, 'hall'), stations: 4, minutes: 30, seed })
    const second: Line[] = []
    const breaches: string[] = []
    try {
      await hall.start()
      for (const station of hall.stations) {
        const line = await Line.open(station.way, station.cookie)
        await line.ask('hello', { protocol: PROTOCOL, source: station.source }, 8000)
        second.push(line)
      }
      for (let done = 0; done < cycles; done++) {
        const at = done % hall.stations.length
        const station = hall.stations[at] as Station
        station.answer(hall.chance.between(0, 99), hall.chance.between(0, 3))
        const newest = station.book.slice(-3).map(({ entry }) => entry)
        const ack = await (second[at] as Line).ask<EntryAck>(
          'entries',
          { source: station.source, entries: newest },
          8000,
        )
        if (isRefusal(ack)) breaches.push(`the second tab was refused: ${ack.refused}`)
        else if (ack.through < (newest[0]?.n ?? 1) - 1) breaches.push(`the second tab was told ${ack.through}`)
      }
      const waiting = await hall.settled()
      for (const line of second) line.cut()
      await hall.close()
      const tally = await check(hall.data, hall.room, hall.sats(), { minutes: 30 })
      return { ...tally, breaches: [...tally.breaches, ...waiting, ...breaches], cycles, recoveryMs: null }
    } finally {
      for (const line of second) line.cut()
      await hall.close('SIGKILL')
    }
  },
}

/** In the last millisecond that counts: an answer and the finish over the socket and the same over HTTP, against the clock. */
export const submitAgainstExpiry: Fault = {
  name: 'submit-against-expiry',
  what: 'finish sent over socket and HTTP from 0.6 s before to 20 ms after deadline + grace, while the sweep closes the attempt',
  expected: 'one end, one receipt; what was late is told so on both ways',
  cycles: { full: 300, quick: 40 },
  async run({ cycles, seed, folder, say }) {
    const tallies = []
    const counts = { candidate: 0, expiry: 0 }
    let done = 0
    for (let part = 0; done < cycles; part += 1) {
      const stations = Math.min(100, cycles - done)
      const hall = await Hall.open({
        ...{ folder: join(folder, `hall-${part}`), stations, minutes: 1, seed: seed + part },
      })
      const breaches: string[] = []
      try {
        await hall.start()
        const handed = hall.stations.map(async (station) => {
          const asked = performance.now()
          await station.look()
          const phase = station.view?.phase
          if (phase?.at !== 'working' || !station.view) throw new Error(`bug: ${phase?.at} before the end`)
          const closes = asked + phase.deadline + GRACE_MS - station.view.examNow
          await sleep(closes + hall.chance.between(-BEFORE_MS, AFTER_MS) - performance.now())
          station.answer(0, 1)
          station.finish()
          const entries = station.book.slice(-2).map(({ entry }) => entry)
          const { json } = await call(station.way, 'POST', '/api/station/entries', {
            ...{ cookie: station.cookie, body: { source: station.source, entries } },
          })
          return { station, json, entries }
        })
        const told = await Promise.all(handed)
        await until(
          () => hall.stations.every((one) => one.waiting === 0 && one.phase === 'finished'),
          'all are over',
          60_000,
        )
        for (const { station, json, entries } of told) {
          const phase = station.view?.phase
          if (phase?.at === 'finished' && phase.how !== 'proctor') counts[phase.how] += 1
          if (isRefusal(json)) breaches.push(`station ${station.source} over HTTP: ${json.refused}`)
          else if ((json as EntryAck).through < (entries.at(-1)?.n ?? 0))
            breaches.push(`station ${station.source}: no word`)
        }
        done += stations
        await hall.settled()
        await hall.close()
        const tally = await check(hall.data, hall.room, hall.sats(), { minutes: 1 })
        tallies.push({ ...tally, breaches: [...tally.breaches, ...breaches] })
        say(`${done} of ${cycles}: ${counts.candidate} by the candidate, ${counts.expiry} by the clock`)
      } finally {
        await hall.close('SIGKILL')
      }
    }
    const note = `${counts.candidate} ended by the candidate, ${counts.expiry} by the clock`
    return { ...NOTHING, ...together(tallies), cycles: done, recoveryMs: null, note }
  },
}
