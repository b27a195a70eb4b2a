import { type LeftRecord, leftAfterSignIn, leftOf, type OutboxRecord, type StationStore } from '../shared/outbox.ts'

/**
 * Answers that stay on this computer when their candidate goes on elsewhere. They are never sent from here any more, and
 * never dropped before a day has passed since the next candidate: a proctor may still carry them as a file.
 */
export interface LeftBehind {
  /** Looks again what lies here. */
  look(): Promise<void>
  /** An outbox whose source was fenced: kept as left, then forgotten as an outbox. */
  setAside(record: OutboxRecord): Promise<void>
  /** This candidate has signed in here; `wallNow` is the server's clock. */
  signedIn(number: string, wallNow: number): Promise<void>
  saved(source: string): Promise<void>
}

export function leftBehind(
  store: () => StationStore,
  tell: (left: LeftRecord[]) => void,
  unsafe: () => void,
): LeftBehind {
  const look = async () => {
    try {
      // Also what waits in the outbox of somebody who is not signed in: its file helps when a computer broke down.
      const waiting = (await store().records()).flatMap((record) => leftOf(record) ?? [])
      tell([...(await store().left()), ...waiting])
    } catch {
      // a browser without storage keeps nothing
    }
  }
  return {
    look,
    async setAside(record) {
      const left = leftOf(record)
      try {
        if (left) await store().keepLeft(left)
        await store().forget(record.number)
      } catch {
        unsafe()
      }
      await look()
    },
    async signedIn(number, wallNow) {
      try {
        for (const left of await store().left()) {
          const kept = leftAfterSignIn(left, number, wallNow)
          if (kept === null) await store().dropLeft(left.source)
          else if (kept !== left) await store().keepLeft(kept)
        }
      } catch {
        // it is tried again with the next sign-in
      }
    },
    async saved(source) {
      try {
        const kept = (await store().left()).find((one) => one.source === source)
        if (kept) await store().keepLeft({ ...kept, saved: true })
      } catch {
        // the word on the screen is then forgotten with a reload
      }
    },
  }
}
