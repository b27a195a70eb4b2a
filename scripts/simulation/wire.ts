import type { Agenda } from './agenda.ts'
import type { Chance } from './chance.ts'
import type { ServerProcess, SimulatedServer } from './simulated-server.ts'

/** One computer's cable. */
export interface Link {
  name: string
  /** Percent of frames that get lost, each way. */
  loss: number
  /** Pulled out: nothing passes. */
  cut: boolean
  /** Stuck in a dying switch: what is sent now comes so much later, perhaps when its sender is long dead. */
  stuckMs: number
  /** The exam clock at which the next frame is to arrive, to the millisecond. */
  aim: number | null
  sent: number
  arrived: number
}

export const newLink = (name: string, loss: number): Link => ({
  name,
  loss,
  cut: false,
  stuckMs: 0,
  aim: null,
  sent: 0,
  arrived: 0,
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

/** As long as the stations' api waits. */
const REPLY_WAIT_MS = 8000
/** What arrives within one turn of the server is read together, and so shares a group commit. */
const TURN_MS = 10
const DUPLICATED_PERCENT = 3
/** Now and then a frame is held up, so that later ones overtake it. */
const HELD_UP_PERCENT = 4

/**
 * Everything between a station and the server, at its worst: frames come late, twice, in another order or not at all,
 * and so do replies. What was on the way when the server was killed comes through or not, as chance will have it.
 */
export class Wire {
  readonly traffic: Traffic = { frames: 0, lost: 0, duplicated: 0, reordered: 0, replies: 0, repliesLost: 0 }
  #agenda: Agenda
  #chance: Chance
  #server: SimulatedServer
  #trace: (line: string) => void

  constructor(agenda: Agenda, chance: Chance, server: SimulatedServer, trace: (line: string) => void) {
    this.#agenda = agenda
    this.#chance = chance
    this.#server = server
    this.#trace = trace
  }

  /**
   * Asks the server. Throws Unreachable when the reply does not come in time. `once`: over HTTP, where the transport
   * itself sends nothing twice.
   */
  call<Reply>(
    link: Link,
    what: string,
    work: (process: ServerProcess) => Promise<Reply>,
    { once = false } = {},
  ): Promise<Reply> {
    return new Promise((resolve, reject) => {
      const serial = ++link.sent
      const cancel = this.#agenda.after(REPLY_WAIT_MS, () => reject(new Unreachable('no reply in time')))
      const fail = (ms: number) =>
        this.#agenda.after(ms, () => {
          cancel()
          reject(new Unreachable('connection closed'))
        })
      const arrive = () => {
        if (link.cut) return this.#lose(link, what)
        this.traffic.reordered += serial < link.arrived ? 1 : 0
        link.arrived = Math.max(link.arrived, serial)
        this.#trace(`> ${link.name} ${what} ${serial}`)
        const there = this.#server.serve(
          work,
          (reply, stillAlive) =>
            this.#reply(link, what, reply, stillAlive, (got) => {
              cancel()
              resolve(got)
            }),
          () => this.#chance.percent(70) && fail(this.#chance.between(5, 300)),
        )
        if (!there) fail(this.#chance.between(1, 40))
      }
      const copies = !once && this.#chance.percent(DUPLICATED_PERCENT) ? 2 : 1
      this.traffic.frames += copies
      this.traffic.duplicated += copies - 1
      for (let copy = 0; copy < copies; copy++) {
        const delay = this.#delay() + (once ? 0 : link.stuckMs)
        if (this.#chance.percent(link.loss)) this.#lose(link, what)
        else this.#agenda.at(this.#aimed(link) ?? Math.ceil((this.#agenda.now() + delay) / TURN_MS) * TURN_MS, arrive)
      }
    })
  }

  /** A word from the server that nobody waits for, such as "look again". */
  tell(link: Link, work: () => void): void {
    const delay = this.#delay()
    if (!this.#chance.percent(link.loss)) this.#agenda.after(delay, () => link.cut || work())
  }

  #reply<Reply>(
    link: Link,
    what: string,
    reply: Reply,
    stillAlive: () => boolean,
    resolve: (reply: Reply) => void,
  ): void {
    this.traffic.replies += 1
    const delay = this.#delay()
    const fragile = this.#chance.percent(50)
    const lost = this.#chance.percent(link.loss)
    this.#agenda.after(delay, () => {
      if (lost || link.cut || (fragile && !stillAlive())) {
        this.traffic.repliesLost += 1
        this.#trace(`y ${link.name} ${what}`)
        return
      }
      this.#trace(`< ${link.name} ${what}`)
      resolve(reply)
    })
  }

  #lose(link: Link, what: string): void {
    this.traffic.lost += 1
    this.#trace(`x ${link.name} ${what}`)
  }

  #aimed(link: Link): number | null {
    const exam = this.#server.process?.services.clock.exam()
    if (link.aim === null || exam === undefined || link.aim < exam) return null
    const at = this.#agenda.now() + link.aim - exam
    link.aim = null
    return at
  }

  #delay(): number {
    const usual = this.#chance.around(12)
    return this.#chance.percent(HELD_UP_PERCENT) ? usual + this.#chance.between(200, 6000) : usual
  }
}
