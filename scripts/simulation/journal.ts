import type { Done, EndScreen, Violation } from '../../server/delivery/invariants.ts'
import type { Entry, EntryAck } from '../../server/protocol/station.ts'
import type { View } from './simulated-desk.ts'

/**
 * What an observer behind her chair writes down: everything she did, on whatever computer, and what the server said
 * of it. Outlives every computer.
 */
export class Journal {
  endScreen: EndScreen | null = null
  acknowledgements = 0
  /** Batches that came from a computer she had left already, and were refused. */
  fenced = 0
  /** When the key of her paper was first here; true wall ms. */
  keyAt: number | null = null
  readonly seen: Violation[] = []
  #done = new Map<string, Done>()
  #hands = 0
  /** The newest thing she did to each item, and whether it was acknowledged as counting. */
  #newest = new Map<number, Done>()

  did(source: string, entry: Entry, at: number): void {
    // A number given again was never sent before: the disk comes before the wire. If it was, the log will show it.
    const done: Done = { source, entry, hand: ++this.#hands, told: null, at }
    this.#done.set(`${source} ${entry.n}`, done)
    if (entry.kind === 'answer') this.#newest.set(entry.slot, done)
  }

  acknowledged(source: string, sent: readonly Entry[], ack: EntryAck, at: number): void {
    this.acknowledgements += 1
    for (const { n } of sent) {
      const done = this.#done.get(`${source} ${n}`)
      if (!done || done.told || n > ack.through) continue
      const why = ack.refused.find((refused) => refused.n === n)?.why.refused
      done.told = { at, late: why === 'time-over' || why === 'already-finished' ? why : 'no' }
    }
  }

  /** A view said "I have everything up to n", and the station dropped these. */
  viewed(source: string, dropped: readonly Entry[], at: number): void {
    for (const { n } of dropped) {
      const done = this.#done.get(`${source} ${n}`)
      if (done && !done.told) done.told = { at, late: 'unknown' }
    }
  }

  /** I14: what a look shows is what was acknowledged before it was asked for. `askedAt`: true wall ms. */
  looked(view: View, askedAt: number): void {
    if (view.phase.at !== 'working') return
    for (const [slot, { told, entry }] of this.#newest) {
      if (!told || told.at >= askedAt || told.late !== 'no' || entry.kind !== 'answer') continue
      const shown = view.phase.responses[slot] ?? null
      if (shown === entry.choice) continue
      this.seen.push({
        invariant: 'I14',
        sentence: `her screen showed option ${shown === null ? 'none' : shown + 1} for item ${slot + 1} after option ${entry.choice === null ? 'none' : entry.choice + 1} had been acknowledged; that one was expected`,
      })
    }
  }

  /** Her computer died before its disk had these; nobody can know of them any more. */
  diedWith(source: string, onDisk: readonly Entry[]): void {
    const kept = new Set(onDisk.map(({ n }) => n))
    for (const [name, done] of this.#done) {
      if (done.source !== source || done.told !== null || kept.has(done.entry.n)) continue
      this.#done.delete(name)
      if (done.entry.kind === 'answer' && this.#newest.get(done.entry.slot) === done)
        this.#newest.delete(done.entry.slot)
    }
  }

  pages(): Done[] {
    return [...this.#done.values()]
  }
}
