import { type IDBPDatabase, openDB } from 'idb'
import type { LeftRecord, OutboxRecord, StationStore } from './outbox.ts'

/**
 * The outbox in IndexedDB. Writes ask for `strict` durability: a power cut in the hall is the very case it is for.
 * Opening may throw or hang in a browser that forbids storage; the caller then works in memory and says so.
 */
export async function browserStore(): Promise<StationStore> {
  const db: IDBPDatabase = await within(
    3000,
    openDB('seleksi-station', 2, {
      upgrade(fresh, before) {
        if (before < 1) {
          fresh.createObjectStore('outbox', { keyPath: 'number' })
          fresh.createObjectStore('current')
        }
        if (before < 2) fresh.createObjectStore('left', { keyPath: 'source' })
      },
      // A page of a newer version waits in another tab: let it have the storage, or both would hang.
      blocking: (_, __, event) => (event.target as IDBDatabase).close(),
    }),
  )
  const write = async (
    store: 'outbox' | 'current' | 'left',
    work: (objects: {
      put(value: unknown, key?: string): Promise<unknown>
      delete(key: string): Promise<unknown>
    }) => Promise<unknown>,
  ) => {
    const transaction = db.transaction(store, 'readwrite', { durability: 'strict' })
    await Promise.all([work(transaction.store), transaction.done])
  }
  return {
    load: async (number) => ((await db.get('outbox', number)) as OutboxRecord | undefined) ?? null,
    save: (record) => write('outbox', (objects) => objects.put(record)),
    forget: (number) => write('outbox', (objects) => objects.delete(number)),
    current: async () => ((await db.get('current', 'number')) as string | undefined) ?? null,
    setCurrent: (number) =>
      write('current', (objects) => (number === null ? objects.delete('number') : objects.put(number, 'number'))),
    records: async () => (await db.getAll('outbox')) as OutboxRecord[],
    keepLeft: (left) => write('left', (objects) => objects.put(left)),
    left: async () => (await db.getAll('left')) as LeftRecord[],
    dropLeft: (source) => write('left', (objects) => objects.delete(source)),
  }
}

function within<T>(ms: number, work: Promise<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(new Error(`no answer from the browser's storage within ${ms} ms`)), ms)
    work.then(resolve, reject).finally(() => clearTimeout(timer))
  })
}
