/** Virtual time: what happens when. Nothing here sleeps; an hour passes as fast as its work is done. Milliseconds. */
export class Agenda {
  #now = 0
  #serial = 0
  #heap: Appointment[] = []

  now(): number {
    return this.#now
  }

  /** Does `work` at that time, after everything that was agreed for it before. Returns the way to cancel. */
  at(time: number, work: () => void): () => void {
    if (!Number.isFinite(time)) throw new Error(`bug: ${time} is no time`)
    const appointment = { time: Math.max(this.#now, Math.ceil(time)), serial: ++this.#serial, work, cancelled: false }
    this.#heap.push(appointment)
    this.#rise(this.#heap.length - 1)
    return () => {
      appointment.cancelled = true
    }
  }

  after(ms: number, work: () => void): () => void {
    return this.at(this.#now + ms, work)
  }

  /**
   * Moves time to the next appointment and does everything due at that moment, without a pause in between: frames
   * that arrive together wait in the server's queue together. False when nothing is left to do.
   */
  advance(): boolean {
    while (this.#heap[0]?.cancelled) this.#take()
    const next = this.#heap[0]
    if (!next) return false
    this.#now = next.time
    const due: Appointment[] = []
    while (this.#heap[0] && this.#heap[0].time === this.#now) due.push(this.#take())
    for (const appointment of due) if (!appointment.cancelled) appointment.work()
    return true
  }

  #take(): Appointment {
    const heap = this.#heap
    const first = heap[0] as Appointment
    const last = heap.pop() as Appointment
    if (heap.length === 0) return first
    heap[0] = last
    let at = 0
    for (;;) {
      const left = 2 * at + 1
      const child = left + 1 < heap.length && before(heap[left + 1], heap[left]) ? left + 1 : left
      if (child >= heap.length || !before(heap[child], heap[at])) return first
      this.#swap(at, child)
      at = child
    }
  }

  #rise(from: number): void {
    let at = from
    while (at > 0 && before(this.#heap[at], this.#heap[(at - 1) >> 1])) {
      this.#swap(at, (at - 1) >> 1)
      at = (at - 1) >> 1
    }
  }

  #swap(a: number, b: number): void {
    const moved = this.#heap[a] as Appointment
    this.#heap[a] = this.#heap[b] as Appointment
    this.#heap[b] = moved
  }
}

interface Appointment {
  time: number
  serial: number
  work: () => void
  cancelled: boolean
}

const before = (a: Appointment | undefined, b: Appointment | undefined): boolean =>
  a !== undefined && b !== undefined && (a.time < b.time || (a.time === b.time && a.serial < b.serial))
