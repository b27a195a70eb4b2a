/** So often the real event loop has its turn, so that an interrupted run ends at once. */
const TURN_EVERY = 20_000

/**
 * `setImmediate` turned by hand: the writer waits for one turn of the event loop, and the simulation must know when all
 * that has begun has come to rest. A tick of the process comes after every promise is through, so that no turn of the
 * real loop is needed, which would cost more than the work.
 */
export class Immediates {
  #real = globalThis.setImmediate
  #waiting: (() => void)[] = []
  #settled = 0

  constructor() {
    globalThis.setImmediate = ((work: () => void) => {
      this.#waiting.push(work)
    }) as unknown as typeof setImmediate
  }

  /** Lets everything that has begun go as far as it can without virtual time. */
  async settle(): Promise<void> {
    if (++this.#settled % TURN_EVERY === 0) await new Promise<void>((resolve) => this.#real(resolve))
    for (;;) {
      await new Promise<void>((resolve) => process.nextTick(resolve))
      if (this.#waiting.length === 0) return
      for (const work of this.#waiting.splice(0)) work()
    }
  }

  restore(): void {
    globalThis.setImmediate = this.#real
  }
}
