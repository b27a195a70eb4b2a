import { describe, expect, it } from 'vitest'
import { openSqlite } from '../db/sqlite.ts'
import type { Store } from '../db/store.ts'
import type { SourceId } from '../protocol/ids.ts'
import { isRefusal } from '../protocol/refusals.ts'
import { type FaultyStore, faultyStore } from '../testing/faulty-store.ts'
import { type Hall, type Station, sitting } from '../testing/sitting.ts'
import { must } from '../testing/test-app.ts'
import type { Command } from './attempt.ts'
import { loadStandings, readLog, summariesOfSitting, summaryOf } from './attempt-store.ts'
import { AttemptWriter, QUEUE_MAX } from './attempt-writer.ts'
import { brokenAt } from './event-log.ts'

interface Bench {
  hall: Hall
  disk: FaultyStore
  stations: Station[]
  answer(station: number, n: number, choice: number): ReturnType<AttemptWriter['submit']>
  rowsOf(station: number): Promise<number>
}

/** A running sitting whose stations work, on a disk that can be made slow or full. */
async function bench(candidates = 3): Promise<Bench> {
  let disk: FaultyStore | undefined
  const wrap = (store: Store) => {
    disk = faultyStore(store)
    return disk
  }
  const hall = await sitting().withCandidates(candidates).over({ wrap }).running()
  const stations: Station[] = []
  for (let n = 1; n <= candidates; n++) stations.push(await hall.seated(n))
  const writer = hall.app.delivery.writer
  return {
    hall,
    disk: disk as FaultyStore,
    stations,
    answer: (station, n, choice) =>
      writer.submit(hall.attemptOf(station), [answerOf(stations[station - 1] as Station, n, choice)]),
    rowsOf: async (station) => (await readLog(hall.app.services, hall.attemptOf(station))).length,
  }
}
const answerOf = (station: Station, n: number, choice: number): Command => ({
  kind: 'entry',
  source: station.source as SourceId,
  entry: { n, kind: 'answer', slot: 0, choice },
})
const outcome = async (reply: ReturnType<AttemptWriter['submit']>) => {
  const value = await reply
  return isRefusal(value) ? value.refused : value.events
}
/** Long enough for everything that could happen without the disk to have happened. */
const turns = async () => {
  for (let n = 0; n < 20; n++) await new Promise((resolve) => setImmediate(resolve))
}

describe('group commit', () => {
  it('stores what arrived together in one transaction', async () => {
    const { disk, answer, rowsOf } = await bench()
    const before = disk.begun
    const replies = [answer(1, 1, 0), answer(2, 1, 1), answer(3, 1, 2), answer(1, 2, 1)]
    expect(await Promise.all(replies.map(outcome))).toEqual([1, 1, 1, 1])
    expect(disk.begun - before).toBe(1)
    expect(await rowsOf(1)).toBe(5) // opened, claimed, started, two answers
  })

  it('[A9] acknowledges nothing before the commit, repeats included', async () => {
    const { disk, answer, rowsOf } = await bench()
    expect(await outcome(answer(1, 1, 0))).toBe(1)
    const release = disk.hold()
    const settled: string[] = []
    const note = (name: string, reply: ReturnType<AttemptWriter['submit']>) => reply.then(() => void settled.push(name))
    const all = [
      note('new', answer(1, 2, 1)),
      note('other', answer(2, 1, 1)),
      note('repeat in the batch', answer(1, 2, 1)),
    ]
    await turns()
    // Asked for after the batch went to the disk: it waits for the next one, behind the same flush.
    all.push(note('repeat of a stored one', answer(1, 1, 0)))
    await turns()
    expect(settled).toEqual([])
    expect(await rowsOf(1)).toBe(4)
    release()
    await Promise.all(all)
    expect(settled).toHaveLength(4)
    expect(await rowsOf(1)).toBe(5)
  })

  it('[A6] a repeat in the same batch is acknowledged and stored once', async () => {
    const { answer, rowsOf } = await bench(1)
    expect(await Promise.all([answer(1, 1, 0), answer(1, 1, 0), answer(1, 1, 2)].map(outcome))).toEqual([1, 0, 0])
    expect(await rowsOf(1)).toBe(4)
  })

  it('a refused command does not take the others of its batch along', async () => {
    const { answer, rowsOf } = await bench(2)
    expect(await Promise.all([answer(1, 1, 9), answer(2, 1, 0)].map(outcome))).toEqual(['no-such-slot', 1])
    expect([await rowsOf(1), await rowsOf(2)]).toEqual([3, 4])
  })

  it('stores what stands before the first refusal of a call, and nothing behind it', async () => {
    const { hall, stations, rowsOf } = await bench(1)
    const station = stations[0] as Station
    const commands = [answerOf(station, 1, 0), answerOf(station, 2, 9), answerOf(station, 2, 1)]
    expect(await outcome(hall.app.delivery.writer.submit(hall.attemptOf(1), commands))).toBe('no-such-slot')
    expect(await rowsOf(1)).toBe(4)
  })
})

describe('a disk that says no', () => {
  it('[A9] acknowledges nothing, remembers nothing, and takes the same entries when it can again', async () => {
    const { hall, disk, answer, rowsOf } = await bench()
    expect(await outcome(answer(1, 1, 0))).toBe(1)
    disk.fail(new Error('disk full'))
    expect(await Promise.all([answer(1, 2, 1), answer(2, 1, 1)].map(outcome))).toEqual(['storage-full', 'storage-full'])
    expect([await rowsOf(1), await rowsOf(2)]).toEqual([4, 3])
    const standing = await hall.app.delivery.writer.peek(hall.attemptOf(1))
    expect(standing?.attempt.responses[0]).toBe(standing?.attempt.form.slots[0]?.options[0])
    disk.fail(null)
    expect(await Promise.all([answer(1, 2, 1), answer(2, 1, 1)].map(outcome))).toEqual([1, 1])
    expect([await rowsOf(1), await rowsOf(2)]).toEqual([5, 4])
    expect(hall.app.faults.join()).toContain('disk full')
  })

  it('the station is told to stay and keep its entries (503), not that it did wrong', async () => {
    const { disk, stations } = await bench(1)
    const station = stations[0] as Station
    disk.fail(new Error('disk full'))
    expect(await station.answer(0, 0)).toEqual({ refused: 'storage-full' })
    disk.fail(null)
    expect(must(await station.send({ n: 1, kind: 'answer', slot: 0, choice: 0 })).through).toBe(1)
  })

  it('has a limit to what it remembers: one command past it is refused at once', async () => {
    const { hall, disk } = await bench(1)
    const writer = new AttemptWriter(hall.app.services)
    const release = disk.hold()
    const replies = Array.from({ length: QUEUE_MAX }, () => writer.submit('nobody', [{ kind: 'expire' }]))
    expect(await writer.submit('nobody', [{ kind: 'expire' }])).toEqual({ refused: 'storage-full' })
    release()
    expect(await outcome(replies.at(-1) as ReturnType<AttemptWriter['submit']>)).toBe('not-confirmed')
  })
})

describe('another process writes to the same log', () => {
  it('reads the log again and decides again: nothing is lost and the chain stays whole', async () => {
    const { hall, stations, answer } = await bench(1)
    const { services, delivery, database } = hall.app
    await answer(1, 1, 0)
    const store = openSqlite(database)
    try {
      const other = new AttemptWriter({ ...services, store })
      const id = hall.attemptOf(1)
      const source = stations[0]?.source as SourceId
      expect(await outcome(other.submit(id, [answerOf(stations[0] as Station, 2, 1)]))).toBe(1)
      // Our fold does not know entry 2: it would write its own row in that place, and chain the next one to it.
      const ours = [answerOf(stations[0] as Station, 2, 2), answerOf(stations[0] as Station, 3, 2)]
      expect(await outcome(delivery.writer.submit(id, ours))).toBe(1)
      expect(brokenAt(id, await readLog(services, id))).toBeNull()
      // The other one finishes it; what we take after that is late.
      expect(await outcome(other.submit(id, [{ kind: 'end', by: 'elsewhere', reason: 'r' }]))).toBe(1)
      expect(await outcome(answer(1, 4, 0))).toBe(1)
      const standing = await delivery.writer.peek(id)
      expect(standing?.attempt.status).toBe('finished')
      expect(standing?.attempt.taken.get(source)?.late.get(4)).toBe('already-finished')
      const log = await readLog(services, id)
      expect(log.map((row) => row.kind)).toEqual([
        'opened',
        'claimed',
        'started',
        'answered',
        'answered',
        'answered',
        'finished',
        'late',
      ])
      expect(brokenAt(id, log)).toBeNull()
    } finally {
      await store.close()
    }
  })

  it('both start at once: one of them writes it, both are answered', async () => {
    const hall = await sitting().opened()
    await hall.seated(1)
    const { services, delivery, database } = hall.app
    const store = openSqlite(database)
    try {
      const other = new AttemptWriter({ ...services, store })
      const start: Command[] = [{ kind: 'start', by: 'proctor' }]
      const id = hall.attemptOf(1)
      const both = await Promise.all([delivery.writer.submit(id, start), other.submit(id, start)].map(outcome))
      expect(both.sort()).toEqual([0, 1])
    } finally {
      await store.close()
    }
  })
})

describe('the summary row', () => {
  it('[A13] is the fold of the log, whatever was done', async () => {
    const { hall, stations } = await bench(3)
    const [one, two] = stations as [Station, Station, Station]
    await one.answer(0, 1)
    await one.answer(1, 0)
    await one.answer(0, null)
    await one.flag(2, true)
    await two.answer(0, 0)
    await two.finish()
    must(
      await hall.command('end', { candidates: [hall.candidateOf(3)], reason: { category: 'health', text: 'sakit' } }),
    )
    const rows = await summariesOfSitting(hall.app.services, hall.id)
    const folded = await loadStandings(
      hall.app.services,
      rows.map((row) => row.id),
    )
    expect(rows).toHaveLength(3)
    for (const row of rows)
      expect(row).toEqual(summaryOf(folded.get(row.id) as NonNullable<ReturnType<typeof folded.get>>))
    const byId = new Map(rows.map((row) => [row.id as string, row]))
    expect(byId.get(hall.attemptOf(1))).toMatchObject({ status: 'working', answered: 1, flagged: 1, how: null })
    expect(byId.get(hall.attemptOf(2))).toMatchObject({ status: 'finished', answered: 1, how: 'candidate' })
    expect(byId.get(hall.attemptOf(3))).toMatchObject({ status: 'finished', answered: 0, how: 'proctor' })
  })
})
