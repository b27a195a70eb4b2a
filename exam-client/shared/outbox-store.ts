import { type IDBPDatabase, openDB } from 'idb'
import type { OutboxRecord, OutboxStore } from './outbox.ts'

/**
 * The outbox in IndexedDB. Writes ask for `strict` durability: a power cut in the hall is the very case it is for.
 * Opening may throw or hang in a browser that forbids storage; the caller then works in memory and says so.
 */
export async function browserStore(): Promise<OutboxStore> {
  const db: IDBPDatabase = await within(
    3000,
    openDB('seleksi-station', 1, {
      upgrade(fresh) {
        fresh.createObjectStore('outbox', { keyPath: 'number' })
        fresh.createObjectStore('current')
      },
    }),
  )
  const write = async (
    store: 'outbox' | 'current',
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
  }
}

function within<T>(ms: number, work: Promise<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(new Error(`no answer from the browser's storage within ${ms} ms`)), ms)
    work.then(resolve, reject).finally(() => clearTimeout(timer))
  })
}
