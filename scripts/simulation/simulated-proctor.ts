import type { CommandEvidence } from '../../server/delivery/invariants.ts'
import { isRefusal } from '../../server/protocol/refusals.ts'
import type { Done, Wanted } from './simulated-commands.ts'
import { type Link, newLink, Unreachable } from './wire.ts'
import type { World } from './world.ts'

const AGAIN_MS = 2000
const CLOSE_EVERY_MS = 5000

/** Opens, starts and closes the sitting, and says what the faults make her say; repeats what got no reply. */
export class SimulatedProctor {
  closed = false
  #world: World
  #link: Link = newLink('proctor')
  #serial = 0

  constructor(world: World) {
    this.#world = world
    const { agenda, startsAt, limitMs } = world
    agenda.at(0, () => this.say('open', []))
    agenda.at(startsAt, () => this.say('start', []))
    agenda.at(startsAt + limitMs, () => this.#close())
  }

  /** One command, said again under the same id until a reply is heard. */
  say(kind: Wanted['kind'], candidates: string[], more: { minutes?: number } = {}, then?: (reply: Done) => void): void {
    const wanted: Wanted = { id: `${kind}-${++this.#serial}`, kind, candidates, ...more }
    const evidence: CommandEvidence = { id: wanted.id, kind, done: null }
    this.#world.commands.push(evidence)
    void this.#say(wanted, evidence, then)
  }

  async #say(wanted: Wanted, evidence: CommandEvidence, then: ((reply: Done) => void) | undefined): Promise<void> {
    const { wire, agenda, trace } = this.#world
    try {
      const { value } = await wire.call(this.#link, wanted.id, ({ desk }) => desk.command('pengawas', wanted))
      trace(`proctor ${wanted.id} ${isRefusal(value) ? value.refused : value.done.length}`)
      evidence.done = isRefusal(value) ? [] : value.done
      then?.(value)
    } catch (error) {
      if (!(error instanceof Unreachable)) throw error
      agenda.after(AGAIN_MS, () => void this.#say(wanted, evidence, then))
    }
  }

  #close(): void {
    const { agenda, disk } = this.#world
    // As a person would: looks at the room first, and then asks.
    for (const { status } of disk.summaries.values()) {
      if (status !== 'working') continue
      this.#release()
      agenda.after(CLOSE_EVERY_MS, () => this.#close())
      return
    }
    this.say('close', [], {}, (reply) => {
      if (isRefusal(reply) && reply.refused !== 'wrong-state') agenda.after(CLOSE_EVERY_MS, () => this.#close())
      else this.closed = true
    })
  }

  /** Nobody stays held for ever: a room that is well again is resumed. */
  #release(): void {
    const { disk, agenda } = this.#world
    if (agenda.now() % (CLOSE_EVERY_MS * 4) >= CLOSE_EVERY_MS) return
    const held = [...disk.summaries.values()].filter((row) => row.status === 'working' && row.heldFrom !== null)
    if (held.length > 0)
      this.say(
        'resume',
        held.map((row) => row.candidateId),
      )
  }
}
