import Database from 'better-sqlite3'
import { describe, expect, it } from 'vitest'
import { testApp } from '../testing/test-app.ts'
import { audit, brokenAudit, readAudit } from './audit-store.ts'

describe('the audit trail', () => {
  it('is chained: whole as written, and broken at the first row that was touched', async () => {
    const app = await testApp()
    const { services, database } = app
    const { store } = services
    for (let n = 1; n <= 4; n++)
      await store.transaction((db) =>
        audit(services, db, { actor: 'a', action: 'b.c', subject: `s${n}`, detail: { n } }),
      )
    expect(await brokenAudit(services)).toBeNull()
    const other = new Database(database)
    const [row] = other.prepare('SELECT * FROM audit WHERE seq = 2').all() as { hash: string }[]
    other.exec('DROP TRIGGER audit_no_update; DROP TRIGGER audit_no_delete')
    for (const [change, back, first] of [
      ["UPDATE audit SET actor = 'x' WHERE seq = 2", "UPDATE audit SET actor = 'a' WHERE seq = 2", 2],
      [`UPDATE audit SET detail = '{"n":9}' WHERE seq = 3`, `UPDATE audit SET detail = '{"n":3}' WHERE seq = 3`, 3],
      ['UPDATE audit SET seq = 9 WHERE seq = 1', 'UPDATE audit SET seq = 1 WHERE seq = 9', 2],
      ["UPDATE audit SET hash = 'x' WHERE seq = 2", `UPDATE audit SET hash = '${row?.hash}' WHERE seq = 2`, 2],
    ] as const) {
      other.exec(change)
      expect([change, await brokenAudit(services)]).toEqual([change, first])
      other.exec(back)
      expect(await brokenAudit(services)).toBeNull()
    }
    other.exec('DELETE FROM audit WHERE seq = 3')
    expect(await brokenAudit(services)).toBe(4)
    other.close()
  })

  it('falls with its deed', async () => {
    const { services } = await testApp()
    await expect(
      services.store.transaction(async (db) => {
        await audit(services, db, { actor: 'a', action: 'b.c', subject: 's', detail: {} })
        throw new Error('undone')
      }),
    ).rejects.toThrow('undone')
    expect((await readAudit(services, null)).rows).toEqual([])
  })

  it('is read newest first, a hundred at a time, and before a number', async () => {
    const { services } = await testApp()
    await services.store.transaction(async (db) => {
      for (let n = 1; n <= 130; n++)
        await audit(services, db, { actor: 'a', action: 'b.c', subject: `s${n}`, detail: {} })
    })
    const page = await readAudit(services, null)
    expect([page.total, page.rows.length, page.rows[0]?.seq, page.rows.at(-1)?.seq]).toEqual([130, 100, 130, 31])
    expect((await readAudit(services, 31)).rows.map((row) => row.seq)).toEqual(
      Array.from({ length: 30 }, (_, at) => 30 - at),
    )
  })
})
