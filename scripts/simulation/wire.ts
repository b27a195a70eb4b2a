import type { Chance } from './chance.ts'
import type { ServerProcess } from './simulated-server.ts'
import { trueWall, type World } from './world.ts'

/** One computer's cable. */
export interface Link {
  name: string
  /** Pulled out: nothing passes. */
  cut: boolean
  /** When it was pulled out last, and until when it was; virtual ms. */
  cutAt: number
  /** Half open: what the station sends arrives, and it hears nothing. */
  deaf: boolean
  /** Stuck in a dying switch: what is sent now comes so much later, perhaps when its sender is long dead. */
  stuckMs: number
  /** The exam clock at which the next frame is to arrive, to the millisecond. */
  aim: number | null
  sent: number
  arrived: number
}

export const newLink = (name: string): Link => ({
  ...{ name, cut: false, cutAt: Number.NEGATIVE_INFINITY, deaf: false, stuckMs: 0, aim: null, sent: 0, arrived: 0 },
})

export interface Traffic {
  frames: number
  lost: number
  duplicated: number
  reordered: number
  replies: number
  repliesLost: number
}

/** No reply in time, or nobody there: what the station's own api throws. */
export class Unreachable extends Error {}

/** A reply, and when it left the server on the true wall clock. */
export interface Reply<Value> {
  value: Value
  saidAt: number
}

/** As long as the stations' api waits. */
const REPLY_WAIT_MS = 8000
/** What arrives within one turn of the server is read together, and so shares a group commit. */
const TURN_MS = 5

/**
 * Everything between a station and the server. In good weather a frame takes a few milliseconds; in bad weather frames
 * come late, twice, in another order or not at all, and so do replies. What was on the way when the server was killed
 * comes through or not, as chance will have it.
 */
export class Wire {
  readonly traffic: Traffic = { frames: 0, lost: 0, duplicated: 0, reordered: 0, replies: 0, repliesLost: 0 }
  #world: World
  #chance: Chance

  constructor(world: World, chance: Chance) {
    this.#world = world
    this.#chance = chance
  }

  /**
   * Asks the server. Throws Unreachable when the reply does not come in time. `once`: over HTTP, where the transport
   * itself sends nothing twice.
   */
  call<Value>(
    link: Link,
    what: string,
    work: (process: ServerProcess) => Promise<Value>,
    { once = false } = {},
  ): Promise<Reply<Value>> {
    const { agenda, server, weather } = this.#world
    const chance = this.#chance
    return new Promise((resolve, reject) => {
      const serial = ++link.sent
      const cancel = agenda.after(REPLY_WAIT_MS, () => reject(new Unreachable('no reply in time')))
      const fail = (ms: number) =>
        agenda.after(ms, () => {
          cancel()
          reject(new Unreachable('connection closed'))
        })
      const arrive = () => {
        if (link.cut) return this.#lose(link, what)
        this.traffic.reordered += serial < link.arrived ? 1 : 0
        link.arrived = Math.max(link.arrived, serial)
        this.#world.trace(`> ${link.name} ${what} ${serial}`)
        const there = server.serve(
          work,
          (value, stillAlive) =>
            this.#reply(link, what, stillAlive, { value, saidAt: trueWall(this.#world) }, (got) => {
              cancel()
              resolve(got)
            }),
          () => chance.percent(70) && fail(chance.between(5, 300)),
        )
        if (!there) fail(chance.between(1, 40))
      }
      const copies = !once && weather.doubled > 0 && chance.percent(weather.doubled) ? 2 : 1
      this.traffic.frames += copies
      this.traffic.duplicated += copies - 1
      for (let copy = 0; copy < copies; copy++) {
        const delay = this.#delay() + (once ? 0 : link.stuckMs)
        if (weather.lost > 0 && chance.percent(weather.lost)) this.#lose(link, what)
        else agenda.at(this.#aimed(link) ?? Math.ceil((agenda.now() + delay) / TURN_MS) * TURN_MS, arrive)
      }
    })
  }

  /** A word from the server that nobody waits for, such as "look again". */
  tell(link: Link, work: (saidAt: number) => void): void {
    const { agenda, weather } = this.#world
    const saidAt = trueWall(this.#world)
    if (weather.acksLost > 0 && this.#chance.percent(weather.acksLost)) return
    agenda.after(this.#delay(), () => link.cut || link.deaf || work(saidAt))
  }

  #reply<Value>(
    link: Link,
    what: string,
    stillAlive: () => boolean,
    reply: Reply<Value>,
    resolve: (reply: Reply<Value>) => void,
  ): void {
    const { agenda, weather, trace } = this.#world
    this.traffic.replies += 1
    const delay = this.#delay()
    const fragile = this.#chance.percent(50)
    const lost = weather.acksLost > 0 && this.#chance.percent(weather.acksLost)
    agenda.after(delay, () => {
      if (lost || link.cut || link.deaf || (fragile && !stillAlive())) {
        this.traffic.repliesLost += 1
        trace(`y ${link.name} ${what}`)
        return
      }
      trace(`< ${link.name} ${what}`)
      resolve(reply)
    })
  }

  #lose(link: Link, what: string): void {
    this.traffic.lost += 1
    this.#world.trace(`x ${link.name} ${what}`)
  }

  #aimed(link: Link): number | null {
    const exam = this.#world.server.process?.clock.exam()
    if (link.aim === null || exam === undefined || link.aim < exam) return null
    const at = this.#world.agenda.now() + link.aim - exam
    link.aim = null
    return at
  }

  #delay(): number {
    const usual = this.#chance.around(6)
    const { heldUp } = this.#world.weather
    return heldUp > 0 && this.#chance.percent(heldUp) ? usual + this.#chance.between(200, 6000) : usual
  }
}
