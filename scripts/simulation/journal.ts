import type { Done, EndScreen } from '../../server/delivery/invariants.ts'
import type { Entry, EntryAck } from '../../server/protocol/station.ts'

/**
 * What an observer behind her chair writes down: everything she did, on whatever computer, and what the server said
 * of it. Outlives every computer.
 */
export class Journal {
  endScreen: EndScreen | null = null
  acknowledgements = 0
  /** Batches that came from a computer she had left already, and were refused. */
  fenced = 0
  #done = new Map<string, Done>()
  #hands = 0

  did(source: string, entry: Entry): void {
    // A number given again was never sent before: the disk comes before the wire. If it was, the log will show it.
    this.#done.set(`${source} ${entry.n}`, { source, entry, hand: ++this.#hands, told: null })
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

  /** Her computer died before its disk had these; nobody can know of them any more. */
  diedWith(source: string, onDisk: readonly Entry[]): void {
    const kept = new Set(onDisk.map(({ n }) => n))
    for (const [name, done] of this.#done)
      if (done.source === source && done.told === null && !kept.has(done.entry.n)) this.#done.delete(name)
  }

  pages(): Done[] {
    return [...this.#done.values()]
  }
}
