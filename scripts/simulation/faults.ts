import type { Chance } from './chance.ts'
import { GRACE_MS } from './hall.ts'
import type { Misfortune, SimulatedCandidate } from './simulated-candidate.ts'
import type { SimulatedProctor } from './simulated-proctor.ts'
import { MOMENTS } from './simulated-server.ts'
import { trueWall, type World } from './world.ts'

interface Stage {
  world: World
  proctor: SimulatedProctor
  chance: Chance
}

interface Fault {
  says: string
  plan: (stage: Stage) => void
}

/** A moment with preference where it hurts: at the start and in the last seconds. */
function moment({ startsAt, limitMs }: World, chance: Chance): number {
  if (chance.percent(20)) return startsAt + chance.between(-200, 3000)
  if (chance.percent(30)) return startsAt + limitMs + chance.between(-6000, 5000)
  return startsAt + chance.between(-30_000, limitMs)
}

/** Somewhere in the middle, where people work. */
const within = ({ startsAt, limitMs }: World, chance: Chance): number =>
  startsAt + chance.between(limitMs * 0.1, limitMs * 0.8)

const some = (chance: Chance, candidates: SimulatedCandidate[], most: number): SimulatedCandidate[] =>
  Array.from({ length: chance.between(1, Math.max(1, most)) }, () => chance.pick(candidates))

function befall(kinds: Misfortune[]): Fault['plan'] {
  return ({ world, chance }) => {
    for (const person of some(chance, world.candidates, Math.ceil(world.candidates.length / 4)))
      world.agenda.at(moment(world, chance), () => person.befall(chance.pick(kinds)))
  }
}

/** For a while; the troubled time is written down for whoever judges how long something waited. */
function during(world: World, from: number, ms: number, begin: () => void, end: () => void): void {
  world.agenda.at(from, () => {
    begin()
    world.troubles.push({ from, to: from + ms + 20_000, candidate: null })
  })
  world.agenda.at(from + ms, end)
}

function weather(kind: keyof World['weather'], least: number, most: number): Fault['plan'] {
  return ({ world, chance }) => {
    const percent = chance.between(least, most)
    const from = moment(world, chance)
    const change = (value: number) => {
      world.weather[kind] = value
      world.trace(`! ${kind} ${value} %`)
    }
    during(
      world,
      Math.max(0, from - 20_000),
      chance.between(60_000, Math.max(61_000, world.limitMs / 2)),
      () => change(percent),
      () => change(0),
    )
  }
}

function diskTrouble({ world, chance }: Stage, ms: number, turn: (on: boolean) => void): void {
  world.diskTroubleMs += ms + 5000
  during(
    world,
    Math.max(0, moment(world, chance)),
    ms,
    () => turn(true),
    () => turn(false),
  )
}

function end(how: 'kill' | 'power-cut'): Fault['plan'] {
  return ({ world, chance }) => {
    const count = chance.between(1, 3)
    for (let n = 0; n < count; n++) {
      const down = chance.percent(70) ? chance.between(800, 6000) : chance.between(6000, 45_000)
      const at = moment(world, chance)
      const where = chance.pick(MOMENTS)
      world.agenda.at(Math.max(0, at), () => world.server.endAt(how, where, down))
    }
  }
}

/** Everything that may befall a sitting; each seed draws none to six of them. */
export const FAULTS = {
  'server-kill': { says: 'the server process is killed', plan: end('kill') },
  'power-cut': { says: 'the server loses its power: what was not synced is gone', plan: end('power-cut') },
  'kill-then-power-cut': {
    says: 'the process is killed while the disk writes, and right after the power goes',
    plan({ world, chance }) {
      const at = moment(world, chance)
      world.agenda.at(Math.max(0, at), () => world.server.endAt('kill', 'writing', chance.between(300, 900)))
      world.agenda.at(Math.max(0, at) + chance.between(900, 3000), () =>
        world.server.endAt('power-cut', 'any', chance.between(800, 4000)),
      )
    },
  },
  'crash-at-expiry': {
    says: 'the server dies in the moment in which it finishes everybody',
    plan({ world, chance }) {
      const at = world.startsAt + world.limitMs + GRACE_MS + chance.between(-150, 400)
      const how = chance.pick(['kill', 'kill', 'power-cut'] as const)
      world.agenda.at(at, () => world.server.endAt(how, chance.pick(MOMENTS), chance.between(800, 8000)))
    },
  },
  'sync-error': {
    says: 'the disk fails to sync, now and then',
    plan({ world, chance }) {
      for (let n = chance.between(1, 4); n > 0; n--)
        world.agenda.at(Math.max(0, moment(world, chance)), () => {
          world.disk.failNext += chance.between(1, 2)
          world.trace('! next sync fails')
        })
    },
  },
  'slow-disk': {
    says: 'each sync takes long',
    plan(stage) {
      const slow = stage.chance.between(200, 2500)
      diskTrouble(stage, stage.chance.between(3000, 40_000), (on) => {
        stage.world.disk.slowMs = on ? slow : 0
      })
    },
  },
  'disk-full': {
    says: 'nothing can be written for a while',
    plan(stage) {
      diskTrouble(stage, stage.chance.between(500, 15_000), (on) => {
        stage.world.disk.full = on
      })
    },
  },
  'clock-jump': {
    says: 'the wall clock of the server jumps',
    plan({ world, chance }) {
      for (let n = chance.between(1, 3); n > 0; n--) {
        const by = chance.pick([-86_400_000, -3_600_000, -3000, 3000, 60_000, 3_600_000, 86_400_000])
        world.agenda.at(Math.max(0, moment(world, chance)), () => {
          world.wallOff += by
          world.trace(`! wall clock ${by} ms`)
        })
      }
    },
  },
  stall: {
    says: 'the server process stands still',
    plan({ world, chance }) {
      const at = chance.percent(50) ? within(world, chance) : moment(world, chance)
      const ms = chance.pick([800, 1500, 5000, 20_000, 90_000])
      world.agenda.at(Math.max(0, at), () => world.server.stall(ms))
      world.troubles.push({ from: at, to: at + ms + 20_000, candidate: null })
    },
  },
  cable: { says: 'cables of single stations', plan: befall(['unplugged']) },
  'cable-back': {
    says: 'a cable out for a while, and she waits',
    plan({ world, chance }) {
      for (const person of some(chance, world.candidates, 3)) {
        const at = moment(world, chance)
        const ms = chance.between(2000, 60_000)
        world.agenda.at(Math.max(0, at), () => person.cut(true))
        world.agenda.at(Math.max(0, at) + ms, () => person.cut(false))
      }
    },
  },
  'half-open': {
    says: 'a line that sends and does not hear',
    plan({ world, chance }) {
      for (const person of some(chance, world.candidates, 4)) {
        const at = Math.max(0, moment(world, chance))
        // A station notices after a beat and a wait, and opens a new line.
        const ms = chance.between(4000, 12_500)
        world.agenda.at(at, () => {
          const link = person.station?.machine.link
          if (!link) return
          link.deaf = true
          world.troubles.push({ from: at, to: at + ms + 20_000, candidate: person.seat.candidate })
          world.agenda.after(ms, () => {
            link.deaf = false
            person.station?.reconnected()
          })
        })
      }
    },
  },
  'room-partition': { says: 'the cable of a whole room is out', plan: partition },
  'lost-frames': { says: 'frames get lost', plan: weather('lost', 5, 30) },
  'doubled-frames': { says: 'frames come twice', plan: weather('doubled', 5, 40) },
  'late-frames': { says: 'frames are held up and overtaken', plan: weather('heldUp', 5, 30) },
  'lost-acknowledgements': { says: 'replies get lost', plan: weather('acksLost', 5, 40) },
  'station-restart': {
    says: 'computers of candidates restart',
    plan: befall(['restart', 'restart', 'restart', 'lost']),
  },
  'station-swap': { says: 'candidates go on at another computer', plan: befall(['dies', 'there-and-back', 'dies']) },
  'second-tab': { says: 'the page is opened twice', plan: befall(['second-tab']) },
  'submit-against-expiry': {
    says: 'many send their finish in the moment of expiry',
    plan({ world, chance }) {
      for (const person of some(chance, world.candidates, Math.ceil(world.candidates.length / 2))) {
        const off = chance.between(-300, 3300)
        person.raceFinish(off)
      }
    },
  },
  'opposite-commands': {
    says: 'two proctors pause, resume, end and lock against each other',
    plan({ world, proctor, chance }) {
      for (let round = chance.between(1, 3); round > 0; round--) {
        const at = within(world, chance)
        const whom = chance.percent(50)
          ? []
          : some(chance, world.candidates, 4).map(({ seat }) => seat.candidate as string)
        world.agenda.at(at, () => proctor.say('pause', [...new Set(whom)]))
        if (chance.percent(60))
          world.agenda.at(at + chance.between(0, 20), () => proctor.say('resume', [...new Set(whom)]))
        if (chance.percent(30))
          world.agenda.at(at + chance.between(0, 20), () => proctor.say('pause', [...new Set(whom)]))
        if (chance.percent(40)) {
          const one = [chance.pick(world.candidates).seat.candidate as string]
          const kind = chance.pick(['end', 'lock', 'add-time'] as const)
          world.agenda.at(at + chance.between(0, 5000), () => proctor.say(kind, one, { minutes: 1 }))
        }
        world.agenda.at(at + chance.between(3000, 30_000), () => proctor.say('resume', []))
      }
    },
  },
  'pause-across-deadline': {
    says: 'a pause lies across the deadline',
    plan({ world, proctor, chance }) {
      const at = world.startsAt + world.limitMs - chance.between(0, 4000)
      world.agenda.at(at, () => proctor.say('pause', []))
      world.agenda.at(at + chance.between(2000, 20_000), () => proctor.say('resume', []))
    },
  },
  'command-and-crash': {
    says: 'the server dies with a command half done',
    plan({ world, proctor, chance }) {
      const at = within(world, chance)
      const kind = chance.pick(['pause', 'add-time', 'add-time'] as const)
      const whom = some(chance, world.candidates, 6).map(({ seat }) => seat.candidate as string)
      world.agenda.at(at, () => proctor.say(kind, [...new Set(whom)], { minutes: 1 }))
      const how = chance.pick(['kill', 'power-cut'] as const)
      world.agenda.at(at + chance.between(3, 30), () => world.server.endAt(how, 'any', chance.between(800, 5000)))
      if (kind === 'pause') world.agenda.at(at + 20_000, () => proctor.say('resume', []))
    },
  },
  'restart-herd': {
    says: 'after a restart every station comes at once',
    plan(stage) {
      stage.world.herd = true
      end('kill')(stage)
    },
  },
} as const satisfies Record<string, Fault>
export type FaultName = keyof typeof FAULTS
export const FAULT_NAMES = Object.keys(FAULTS) as FaultName[]
const FAULTS_MAX = 6

/** None to six faults for this seed, each at most once. */
export function drawFaults(chance: Chance): FaultName[] {
  const count = chance.between(0, FAULTS_MAX)
  const left = [...FAULT_NAMES]
  return Array.from({ length: count }, () => left.splice(chance.between(0, left.length - 1), 1)[0] as FaultName)
}

/** The cable of a whole room; when it is long enough, everybody there who works must have been held (T5, P15). */
function partition({ world, proctor, chance }: Stage): void {
  const { agenda, candidates } = world
  const { room } = chance.pick(candidates).seat
  const at = chance.percent(80) ? within(world, chance) : moment(world, chance)
  const ms = chance.between(5000, 60_000)
  const people = candidates.filter(({ seat }) => seat.room === room)
  agenda.at(Math.max(0, at), () => {
    world.trace(`! room ${room} cut off`)
    const here = people.filter(({ station }) => station?.phase === 'working')
    const beating = new Map(here.flatMap((one) => (one.beats ? [[one.seat.number, one.lastSign] as const] : [])))
    world.cuts.push({ room, from: trueWall(world), to: trueWall(world) + ms, beating, of: here.length })
    for (const person of people) person.cut(true)
    agenda.after(ms, () => {
      world.trace(`! room ${room} is back`)
      for (const person of people) person.cut(false)
      // As a person would: when they are back, and again where one was slow.
      for (const later of [chance.between(6000, 20_000), 40_000, 90_000])
        agenda.after(later, () => {
          const held = people
            .filter(({ seat }) => world.heldWithRoom(seat.candidate))
            .map(({ seat }) => seat.candidate as string)
          if (held.length > 0) proctor.say('resume', held)
        })
    })
  })
}
