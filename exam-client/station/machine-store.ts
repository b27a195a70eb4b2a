import { type IDBPDatabase, openDB } from 'idb'
import type { MachineRecord, MachineStore } from './machine.ts'

const WAIT_MS = 3000

/** This browser keeps nothing: private mode, a full disk, or a rule of the computer. */
export class NoStorage extends Error {}

/**
 * The computer's key in IndexedDB, apart from the answers. A browser that forbids storage throws or hangs: enrolling is
 * then refused on the screen, since the computer could not be known again.
 */
export async function browserMachineStore(): Promise<MachineStore> {
  const db: IDBPDatabase = await within(
    openDB('seleksi-machine', 1, { upgrade: (fresh) => void fresh.createObjectStore('key') }),
  )
  return {
    get: async (name) => ((await within(db.get('key', name))) as MachineRecord | undefined) ?? null,
    put: async (name, record) => {
      const transaction = db.transaction('key', 'readwrite', { durability: 'strict' })
      await within(Promise.all([transaction.store.put(record, name), transaction.done]))
    },
    remove: async (name) => within(db.delete('key', name)),
  }
}

/** Whether this browser stores and gives back at all; part of the check. */
export async function storageWorks(): Promise<boolean> {
  try {
    const db = await within(openDB('seleksi-probe', 1, { upgrade: (fresh) => void fresh.createObjectStore('probe') }))
    await within(db.put('probe', 'kept', 'word'))
    const kept = await within(db.get('probe', 'word'))
    db.close()
    return kept === 'kept'
  } catch {
    return false
  }
}

function within<T>(work: Promise<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(new NoStorage('no answer')), WAIT_MS)
    work
      .then(resolve, (cause: unknown) => reject(new NoStorage('storage failed', { cause })))
      .finally(() => clearTimeout(timer))
  })
}
