import type { Store } from '../db/store.ts'
import type { AttemptDisk } from '../delivery/attempt-disk.ts'

/** What an acknowledgement waits for beside the own disk. */
export interface Second {
  /** Resolves when everything committed so far is on the spare's disk too, or when there is nobody to wait for. */
  secured(): Promise<void>
}

/** Every transaction is done when the spare has it (SP1): answers, sign-ins, orders, publications alike. */
export const storeWithSpare = (store: Store, second: Second): Store => ({
  ...store,
  async transaction(work) {
    const result = await store.transaction(work)
    // Outside of the writer's turn: the next transaction does not wait for the line.
    await second.secured()
    return result
  },
})

/**
 * The disk of the attempts with a spare behind it. Reading waits too: what is read here is told to a station as taken,
 * and may have been committed a moment ago by somebody else.
 */
export const withSpare = (disk: AttemptDisk, second: Second): AttemptDisk => ({
  async load(ids) {
    const standings = await disk.load(ids)
    await second.secured()
    return standings
  },
  async commit(rows, changed) {
    const lost = await disk.commit(rows, changed)
    await second.secured()
    return lost
  },
})
