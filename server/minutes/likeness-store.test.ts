import { describe, expect, it } from 'vitest'
import { bank } from '../../question-bank/build.ts'
import { randomFrom } from '../../question-bank/random.ts'
import type { LikenessPair } from '../protocol/minutes.ts'
import { type Hall, sitting } from '../testing/sitting.ts'
import { must } from '../testing/test-app.ts'

/** Sixteen people at one row of tables answer the same items each by themselves; the sixth takes what the fifth took. */
async function hallWithCopier(): Promise<Hall> {
  const hall = await sitting().withCandidates(16).withBank(bank().section('TIU', 20)).running()
  const random = randomFrom('copier')
  const chosen = new Map<string, string>()
  for (let n = 1; n <= 16; n += 1) {
    const station = await hall.seated(n)
    const form = (await hall.app.delivery.writer.peek(hall.attemptOf(n)))?.attempt.form
    const entries = (form?.slots ?? []).map(({ item, options }, slot) => {
      const copied = n === 6 ? chosen.get(item) : undefined
      const choice =
        copied === undefined ? random.below(options.length) : options.indexOf(copied as (typeof options)[0])
      if (n === 5) chosen.set(item, options[choice] as string)
      return { n: slot + 1, kind: 'answer' as const, slot, choice }
    })
    must(await station.send(...entries))
  }
  return hall
}

describe('likeness in a hall', () => {
  it('[MN6] [MN7] the copier and her neighbour come first, with how many pairs were looked at; the plan decides who is one', async () => {
    const hall = await hallWithCopier()
    const proctor = await hall.app.staff('proctor')
    const look = async () => {
      const { status, body } = await proctor.get(`/api/proctor/sittings/${hall.id}/likeness`)
      expect(status).toBe(200)
      return body as LikenessPair[]
    }
    const [first, second, ...others] = await look()
    const [five, six] = [hall.seats[4], hall.seats[5]]
    expect([first?.a.number, first?.b.number].sort()).toEqual([five?.number, six?.number].sort())
    expect(first).toMatchObject({ common: 24, same: 24, pairs: 15 })
    expect(first?.chance).toBeLessThan(1e-6)
    expect(second?.chance).toBeGreaterThan(0.001)
    expect(others).toHaveLength(13)
    // No option, no item and no key leaves the server with it.
    expect(JSON.stringify(first)).not.toMatch(/option|item|key/)

    // The plan puts an aisle between them: then they are no neighbours any more.
    const { store, clock, newId } = hall.app.services
    const { venue, room } = store.tables
    const plan = {
      rows: 1,
      columns: 40,
      seats: hall.seats.map(({ station }, at) => ({ station, row: 0, column: at < 5 ? at : at + 10, spare: false })),
      marks: [],
    }
    await store.transaction(async (db) => {
      await db.insert(venue).values({ id: 'v', name: 'Balai', address: '', createdAt: clock.wall() })
      await db
        .insert(room)
        .values({ id: newId(), venueId: 'v', name: 'A', plan: JSON.stringify(plan), createdAt: clock.wall() })
    })
    const apart = await look()
    expect(apart[0]).toMatchObject({ pairs: 14 })
    expect(apart[0]?.chance).toBeGreaterThan(0.001)
  })

  it('is empty where nobody answered', async () => {
    const hall = await sitting().withCandidates(2).opened()
    const { body } = await (await hall.app.staff('proctor')).get(`/api/proctor/sittings/${hall.id}/likeness`)
    expect(body).toEqual([])
  })
})
