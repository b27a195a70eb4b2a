import { beforeAll, describe, expect, it } from 'vitest'
import { eq } from '../../server/db/sql.ts'
import { takeStep } from '../../server/desk/desk-store.ts'
import type { DeskStep } from '../../server/protocol/desk.ts'
import type { SittingPolicy } from '../../server/protocol/policy.ts'
import { DEFAULT_POLICY } from '../../server/scheduling/policy.ts'
import { type Hall, sitting } from '../../server/testing/sitting.ts'
import { must } from '../../server/testing/test-app.ts'
import { hallCommands } from './hall.ts'

let hall: Hall
const run = async (name: string, json = false): Promise<string> => {
  const out: string[] = []
  const { services, delivery, scorer } = hall.app
  const print = (text: string) => void out.push(text)
  const asked = { names: ['Sesi 1'], flags: {}, json, workplace: { services, delivery, scorer }, print, note: () => {} }
  await hallCommands[name]?.run(asked as never)
  return out.join('\n')
}
async function settle(policy: Partial<SittingPolicy>): Promise<void> {
  const { store } = hall.app.services
  await store.transaction(async (db) => {
    await db.update(store.tables.sitting).set({ policy: JSON.stringify(policy) })
  })
}

beforeAll(async () => {
  hall = await sitting().withCandidates(3).scheduled()
})

describe('sitting lottery', () => {
  it('[DK9] draws again, keeps the seed until the sitting is closed, and names who does not sit where she was drawn', async () => {
    await expect(run('sitting lottery')).rejects.toThrow('belum mengundi')
    await settle({ seating: 'lottery', checkIn: { ...DEFAULT_POLICY.checkIn, steps: ['documents', 'seat'] } })
    const moves: DeskStep[] = [{ step: 'documents', seen: ['identity', 'card'] }, { step: 'seat' }]
    for (const n of [3, 1])
      for (const [version, move] of moves.entries()) {
        const whom = { actor: 'meja', sitting: hall.id, candidate: hall.candidateOf(n) }
        must(await takeStep({ ...hall.app.services, roomLog: hall.app.delivery.roomLog }, whom, { version, move }))
      }
    const before = JSON.parse(await run('sitting lottery', true))
    expect(before).toMatchObject({ seed: null, seats: null, faults: [] })
    expect(before.draws).toEqual([
      { draw: expect.any(Number), number: 'P-0003' },
      { draw: expect.any(Number), number: 'P-0001' },
    ])
    expect(await run('sitting lottery')).toContain('2 undian dihitung ulang: semua duduk di tempat undiannya')
    const { store } = hall.app.services
    await store.transaction(async (db) => {
      await db.update(store.tables.seat).set({ station: '99' }).where(hasCandidate(3))
    })
    expect(await run('sitting lottery')).toMatch(/tidak di tempat undiannya .*: P-0003$/)
    for (const kind of ['open', 'start', 'close'] as const) must(await hall.command(kind))
    const after = JSON.parse(await run('sitting lottery', true))
    expect([after.commitment, after.seed?.length, after.seats?.length]).toEqual([before.commitment, 64, 3])
  })
})

describe('sitting pins', () => {
  it('[DK14] is refused with the moment after the closing, and where the desk gives them', async () => {
    hall = await sitting().withCandidates(2).scheduled()
    expect(JSON.parse(await run('sitting pins', true)).length).toBe(2)
    await settle({ pins: { from: 'desk', closeMinutes: 5 } })
    await expect(run('sitting pins')).rejects.toThrow('satu per satu di meja registrasi')
    await settle({})
    hall.app.clock.pass(55 * 60_000)
    await expect(run('sitting pins')).rejects.toThrow('Pemberian PIN ditutup 24/11/2026, 08.55 WIB')
  })
})

const hasCandidate = (n: number) => eq(hall.app.services.store.tables.seat.candidateId, hall.candidateOf(n))
