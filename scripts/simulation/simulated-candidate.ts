import type { Started } from '../../server/protocol/station.ts'
import type { SeatRow } from '../../server/scheduling/sitting-store.ts'
import type { Chance } from './chance.ts'
import { GRACE_MS } from './hall.ts'
import { Journal } from './journal.ts'
import { type Machine, SimulatedStation } from './simulated-station.ts'
import { newLink } from './wire.ts'
import type { World } from './world.ts'

/** What befalls her computer. */
export type Misfortune =
  /** It restarts; she goes on at the same one. */
  | 'restart'
  /** It dies; she goes on at another one. */
  | 'dies'
  /** Only its cable is out: she goes on at another one, and later the old one speaks up again. */
  | 'unplugged'
  /** It dies, she moves, that one dies too, and she comes back to the first, with what is on its disk. */
  | 'there-and-back'
  /** It dies and she goes home; the clock finishes for her. */
  | 'lost'
  /** She opens the page a second time. */
  | 'second-tab'

interface Persona {
  /** Virtual ms; null: stays away. */
  arrives: number | null
  /** Mean ms between two things she does. */
  pace: number
  /** Presses "finish" after this share of her time; null: works until the clock stops her. */
  finishesAfter: number | null
  /** Clicks away in the last second and a half. */
  races: boolean
  /** Her computer's page does not stop her at the deadline. */
  brokenPage: boolean
}

/** One person: when she comes, how she works, what befalls her, on however many computers. */
export class SimulatedCandidate {
  readonly seat: SeatRow
  readonly journal = new Journal()
  readonly persona: Persona
  /** Computers that died under her, or lost their cable. */
  died = 0
  station: SimulatedStation | null = null
  #world: World
  #chance: Chance
  #machines: Machine[] = []
  #gone = false
  /** Was here, and her computer is not. */
  #away = false
  #confirming = false
  #thinking: SimulatedStation | null = null
  #finishing = false
  #answered = new Set<number>()
  #racing: (() => void)[] = []
  #finishOff: number | null = null

  constructor(world: World, seat: SeatRow) {
    this.#world = world
    this.seat = seat
    this.#chance = world.chance(`candidate ${seat.number}`)
    this.persona = draw(this.#chance, world, seat)
    const { arrives } = this.persona
    if (arrives === null) return
    world.agenda.at(arrives, () => this.#sit(this.#newMachine()))
  }

  /** Nothing more will come of her. */
  get done(): boolean {
    if (this.persona.arrives === null || this.#gone) return true
    return this.station?.phase === 'finished' && this.station.waiting === 0
  }

  /** Nothing of hers is silent: she is not here yet, is done, or her station beats. */
  get beats(): boolean {
    return this.station === null ? !this.#away : this.station.beats || this.station.phase === 'finished'
  }

  /** When the server last heard of her, true wall ms. */
  get lastSign(): number {
    return this.station?.lastSign ?? 0
  }

  /** Is silent, or was within the last quarter of a minute. */
  get quietLately(): boolean {
    return this.station === null || !this.station.beats || this.station.openedLately
  }

  /** The server has something to tell her station. */
  told(started: Started | null): void {
    this.station?.told(started)
  }

  /** Pulls out the cable of the computer she sits at, or puts all of hers in again. */
  cut(on: boolean): void {
    const now = this.#world.agenda.now()
    if (on) {
      const { station } = this
      if (!station || station.machine.link.cut) return
      station.silence()
      station.machine.link.cutAt = now
      station.machine.link.cut = true
      return
    }
    for (const { link, page } of this.#machines) {
      if (!link.cut) continue
      link.cut = false
      this.#world.troubles.push({ from: link.cutAt, to: now + 15_000, candidate: this.seat.candidate })
      page?.reconnected()
    }
  }

  #sit(machine: Machine): void {
    const station: SimulatedStation = new SimulatedStation(
      this.#world,
      this.seat,
      machine,
      this.journal,
      this.#chance,
      () => this.#look(station),
    )
    this.station = station
    this.#away = false
    this.#confirming = false
    this.#finishing = false
  }

  /** Her screen has changed. */
  #look(station: SimulatedStation): void {
    if (station !== this.station) return
    const { agenda } = this.#world
    if (station.phase === 'stopped') {
      // The page says that her exam went on elsewhere; it did not, so she signs in again.
      agenda.after(this.#chance.between(4000, 20_000), () => station === this.station && this.#sit(station.machine))
      return
    }
    if (station.phase === 'identify' && !this.#confirming) {
      this.#confirming = true
      agenda.after(this.#chance.between(500, 8000), () => {
        this.#confirming = false
        if (station.phase === 'identify') void station.confirm()
      })
    }
    if (station.view?.phase.at !== 'working') return
    this.#answered = new Set(station.view.phase.responses.flatMap((choice, slot) => (choice === null ? [] : [slot])))
    if (this.#thinking !== station) {
      this.#thinking = station
      this.#think(station)
    }
    this.#awaitDeadline(station)
  }

  #think(station: SimulatedStation): void {
    this.#world.agenda.after(this.#chance.around(this.persona.pace), () => {
      if (!this.#works(station)) return
      if (this.#world.agenda.now() >= this.#finishTime()) {
        this.#finishing = true
        station.put({ kind: 'finish' })
        return
      }
      this.#act(station)
      this.#think(station)
    })
  }

  /** A page stops her at the deadline; a broken one does not. */
  #works(station: SimulatedStation): boolean {
    const left = station.left()
    if (!station.on || station !== this.station || left === null || this.#finishing) return false
    return left > 0 || this.persona.brokenPage
  }

  #finishTime(): number {
    const { finishesAfter } = this.persona
    if (finishesAfter === null) return Number.POSITIVE_INFINITY
    return this.#world.startsAt + finishesAfter * this.seat.minutes * 60_000
  }

  #act(station: SimulatedStation): void {
    const phase = station.view?.phase
    if (phase?.at !== 'working') return
    const items = station.paper?.items ?? []
    if (items.length === 0) return // the paper is still on its way to her
    const any = this.#chance.between(0, items.length - 1)
    if (this.#chance.percent(8)) station.put({ kind: 'flag', slot: any, on: this.#chance.percent(70) })
    else if (this.#chance.percent(4)) {
      this.#answered.delete(any)
      station.put({ kind: 'answer', slot: any, choice: null })
    } else {
      const slot = this.#chance.percent(80) ? this.#blankFrom(any, items.length) : any
      this.#answered.add(slot)
      const options = items[slot]?.options.length ?? 1
      station.put({ kind: 'answer', slot, choice: this.#chance.between(0, options - 1) })
    }
  }

  /** The first item without an answer from there on; the same where all have one. */
  #blankFrom(any: number, items: number): number {
    for (let step = 0; step < items; step++) {
      const slot = (any + step) % items
      if (!this.#answered.has(slot)) return slot
    }
    return any
  }

  /** The deadline moves with each outage, so the last clicks are planned anew with every look. */
  #awaitDeadline(station: SimulatedStation): void {
    for (const cancel of this.#racing.splice(0)) cancel()
    const left = station.left()
    const { races, brokenPage } = this.persona
    if (left === null || left <= 0) return
    if (this.#finishOff !== null && station.view?.phase.at === 'working')
      this.#racing.push(
        this.#world.agenda.after(left + this.#finishOff, () => {
          if (!station.on || station !== this.station || this.#finishing) return
          this.#finishing = true
          station.put({ kind: 'finish' })
        }),
      )
    if (!(races || brokenPage)) return
    const clicks = this.#chance.between(2, 6)
    for (let click = 0; click < clicks; click++) {
      const before = this.#chance.between(brokenPage ? -5000 : 0, 1500)
      this.#racing.push(
        this.#world.agenda.after(left - before, () => {
          if (!this.#works(station)) return
          const phase = station.view?.phase
          // Some of these frames arrive on the last millisecond that counts, or on the one after it.
          if (phase?.at === 'working' && this.#chance.percent(40))
            station.machine.link.aim = phase.deadline + GRACE_MS + this.#chance.between(0, 1)
          this.#act(station)
        }),
      )
    }
  }

  /** Sends her finish so many ms around the deadline, whatever the page says. */
  raceFinish(off: number): void {
    this.#finishOff = off
  }

  befall(kind: Misfortune): void {
    const old = this.station
    if (!old?.on || old.phase === 'finished') return
    this.died += 1
    if (kind === 'second-tab') {
      this.#secondTab(old)
      return
    }
    this.#world.trace(`! ${this.seat.number} ${kind}`)
    const { link } = old.machine
    // Before it dies, its switch may hold up the last things she did until she is at work elsewhere.
    if (this.#chance.percent(50)) {
      link.stuckMs = this.#chance.between(25_000, 100_000)
      if (this.#works(old)) this.#act(old)
    }
    // Or the power goes in the very moment of a click, before the disk has it.
    const sudden = this.#chance.percent(40)
    if (sudden && this.#works(old)) this.#act(old)
    this.#world.agenda.after(sudden ? this.#chance.between(1, 60) : this.#chance.between(500, 6000), () => {
      link.stuckMs = 0
      if (!old.on || old !== this.station) return
      if (kind === 'unplugged') this.#unplugged(old)
      else this.#dead(kind, old)
    })
  }

  /** Two pages of one browser: the lock closes the first, or (with the bug) both write. */
  #secondTab(old: SimulatedStation): void {
    if (this.#works(old)) this.#act(old)
    this.#sit(old.machine)
    if (this.#works(old)) this.#act(old)
    if (!this.#world.bugs.has('two-pages')) return
    for (let click = 1; click <= 4; click++)
      this.#world.agenda.after(click * 3000, () => {
        if (!old.on || old.left() === null || (old.left() ?? 0) <= 0) return
        const slot = this.#chance.between(0, Math.max(0, (old.paper?.items.length ?? 1) - 1))
        old.put({ kind: 'answer', slot, choice: this.#chance.between(0, 3) })
      })
  }

  #dead(kind: Misfortune, old: SimulatedStation): void {
    const { agenda } = this.#world
    const first = old.machine
    old.powerOff()
    this.station = null
    this.#away = true
    this.#trouble(150_000)
    this.#gone = kind === 'lost'
    if (this.#gone) return
    const pause = this.#chance.between(15_000, 60_000)
    agenda.after(pause, () => this.#sit(kind === 'restart' ? first : this.#newMachine()))
    if (kind !== 'there-and-back') return
    agenda.after(pause + this.#chance.between(20_000, 60_000), () => {
      this.station?.powerOff()
      this.station = null
      agenda.after(pause, () => this.#sit(first))
    })
  }

  /** She clicks on for a while before somebody notices; what she did then waits there when the cable is back. */
  #unplugged(old: SimulatedStation): void {
    const { agenda } = this.#world
    old.silence()
    old.machine.link.cut = true
    old.machine.link.cutAt = agenda.now()
    this.#trouble(200_000)
    const noticed = this.#chance.between(3000, 25_000)
    const pause = this.#chance.between(15_000, 60_000)
    agenda.after(noticed, () => {
      if (this.station === old) {
        this.station = null
        this.#away = true
      }
      agenda.after(pause, () => this.#sit(this.#newMachine()))
    })
    agenda.after(noticed + pause + this.#chance.between(-10_000, 60_000), () => {
      old.machine.link.cut = false
      old.reconnected()
    })
  }

  #trouble(ms: number): void {
    const from = this.#world.agenda.now()
    this.#world.troubles.push({ from, to: from + ms, candidate: this.seat.candidate })
  }

  #newMachine(): Machine {
    const { room, station } = this.seat
    const serial = this.#machines.length
    const place = serial === 0 ? { room, station } : { room: 'X', station: `${room}${station}-${serial}` }
    const machine = { place, link: newLink(`${place.room}/${place.station}`), records: new Map(), page: null }
    this.#machines.push(machine)
    return machine
  }
}

function draw(chance: Chance, world: World, seat: SeatRow): Persona {
  const limit = seat.minutes * 60_000
  const late = chance.percent(12)
  const arrives = late
    ? world.startsAt + chance.between(1000, limit * 0.3)
    : world.startsAt - chance.between(3000, 90_000)
  const early = chance.percent(35)
  const items = world.hall.blueprint.sections.reduce((sum, section) => sum + section.count, 0)
  return {
    arrives: chance.percent(3) ? null : Math.max(0, arrives),
    pace: chance.between(limit / (1.35 * items), limit / (0.85 * items)),
    finishesAfter: early ? chance.between(40, 97) / 100 : null,
    races: chance.percent(30),
    brokenPage: chance.percent(5),
  }
}
