import Database from 'better-sqlite3'

/**
 * Puts what lies in the write-ahead log of a copied database into its file; what was cut off in mid-transaction falls
 * away, as after a crash. Nobody else may have it open. With `check` the whole structure is read.
 * @returns what is wrong with it, in SQLite's words; empty where nothing is.
 */
export function settleFile(file: string, { check }: { check: boolean }): string[] {
  const database = new Database(file, { fileMustExist: true })
  try {
    database.pragma('synchronous = FULL')
    const [done] = database.pragma('wal_checkpoint(TRUNCATE)') as { busy: number }[]
    if (done?.busy !== 0) return ['somebody else has it open']
    if (!check) return []
    const said = database.pragma('quick_check') as { quick_check: string }[]
    return said.map((row) => row.quick_check).filter((line) => line !== 'ok')
  } catch (error) {
    if (error instanceof Database.SqliteError) return [error.message]
    throw error
  } finally {
    database.close()
  }
}

/** An exclusive lock that the system releases when the process dies, however it dies. Null where somebody has it. */
export function lockFile(file: string): (() => void) | null {
  const lock = new Database(file, { timeout: 0 })
  try {
    lock.pragma('journal_mode = DELETE')
    lock.exec('BEGIN EXCLUSIVE')
  } catch {
    lock.close()
    return null
  }
  return () => lock.close()
}
