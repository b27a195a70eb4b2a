import type { Store } from '../db/store.ts'

/** A disk that a test can make slow or full. */
export interface FaultyStore extends Store {
  /** Transactions that were begun. */
  begun: number
  /** The next transactions do their work and then fail before they are committed, as a full disk does. */
  fail(error: Error | null): void
  /** Commits wait until the returned function is called. */
  hold(): () => void
}

export function faultyStore(store: Store): FaultyStore {
  let failure: Error | null = null
  let gate: Promise<void> = Promise.resolve()
  const faulty: FaultyStore = {
    ...store,
    begun: 0,
    fail(error) {
      failure = error
    },
    hold() {
      let open = () => {}
      gate = new Promise((resolve) => {
        open = resolve
      })
      return open
    },
    transaction(work) {
      faulty.begun += 1
      return store.transaction(async (db) => {
        const result = await work(db)
        await gate
        if (failure) throw failure
        return result
      })
    },
  }
  return faulty
}
