import { expect, it } from 'vitest'
import { bank, blueprintOf } from '../../question-bank/build.ts'
import type { ItemKey } from '../../question-bank/key.ts'
import { bankIdOf, itemIdOf, storeItems } from '../item-bank/bank-store.ts'
import type { PublicationOfMany } from '../protocol/board.ts'
import type { ProposalRow } from '../protocol/http.ts'
import type { RescorePreview } from '../protocol/rescoring.ts'
import { createSitting, issuePins, seatsOf } from '../scheduling/sitting-store.ts'
import { createTest } from '../scheduling/test-store.ts'
import { selection } from '../testing/selection.ts'
import { Hall, imported, type Station } from '../testing/sitting.ts'
import { must } from '../testing/test-app.ts'

/** Takes the whole SKB: these items right, the others wrong; SKB-001 as asked. */
async function takes(hall: Hall, station: Station, right: number, first: string): Promise<void> {
  const paper = await station.paper()
  for (const [slot, item] of paper.items.entries()) {
    const source = item.stem.match(/[A-Z]+-\d+/)?.[0] ?? ''
    const key = hall.keys.find((one) => one.item === source) as ItemKey & { kind: 'single' }
    const nth = Number(source.slice(-3))
    const label = nth === 1 ? first : nth <= right + 1 ? key.correct[0] : 'E'
    const labels = item.options.map((option) => option.html.match(/Jawaban (\w)/)?.[1])
    must(await station.answer(slot, labels.indexOf(label)))
  }
  must(await station.finish())
}

it('[RW3] [RW10] an item of the SKB: the preview says what the integration becomes, and so it does', async () => {
  const made = await selection([{ code: 'V-1', need: 1 }], {
    'P-1': { vacancyCode: 'V-1', skd: [100, 100, 180] },
    'P-2': { vacancyCode: 'V-1', skd: [95, 100, 180] },
    'P-3': { vacancyCode: 'V-1', skd: [80, 90, 170] },
  })
  await made.publish('skd', 'V-1')
  const { app, staff } = made
  const { services } = app
  // Items 1 to 10 have the keys A B C D E A B C D E; wrong answers say E, so 5 and 10 are always right.
  const { items, keys } = bank().section('SKB', 10).build()
  await storeItems(
    services,
    'test',
    'SKB',
    items.map((item, at) => imported(item, keys[at] as ItemKey)),
    [],
  )
  const test = must(
    await createTest(services, 'test', {
      ...{ name: 'SKB', bank: bankIdOf('SKB'), ruleSet: 'skb-cat-2024', showThreshold: false },
      blueprint: blueprintOf({ SKB: 10 }),
    }),
  )
  const startsAt = services.clock.wall() + 3_600_000
  const wanted = { name: 'SKB', test: test.id, startsAt, venue: 'Balai', candidates: { session: null } }
  const sitting = must(await createSitting(services, 'test', wanted))
  const pins = must(await issuePins(services, 'test', sitting.id, []))
  const seats = (await seatsOf(services, { sitting: sitting.id })).map((seat) => ({
    ...{ ...seat, pin: pins.find((pin) => pin.candidate === seat.candidate)?.pin ?? '' },
  }))
  const hall = new Hall(app, sitting.id, keys, seats)
  must(await hall.command('open'))
  must(await hall.command('start'))
  const at = (number: string) => seats.findIndex((seat) => seat.number === number) + 1
  // P-2 is behind by one answer in the SKB and ahead once SKB-001 is given to everybody.
  await takes(hall, await hall.seated(at('P-1')), 5, 'A')
  await takes(hall, await hall.seated(at('P-2')), 6, 'B')
  await takes(hall, await hall.seated(at('P-3')), 2, 'B')
  for (const seat of seats) await app.scorer.score(hall.attemptOf(at(seat.number)))
  must(await hall.command('close'))
  await made.publish('integration')

  const list = async () =>
    ((await made.preview('integration')).document as PublicationOfMany).lists.flatMap(({ rows }) =>
      rows.map((row) => [row.number, row.place, row.code, row.final?.final]),
    )
  const before = await list()
  const changes = [{ item: itemIdOf(bankIdOf('SKB'), 'SKB-001'), key: { kind: 'given' } }]
  const preview = must((await staff[0].post('/api/rescoring/preview', { changes })).body as RescorePreview)
  expect(preview.closed).toMatchObject([{ id: sitting.id, stage: 'skb', had: 3 }])
  expect(preview.counts).toMatchObject({ had: 3, changed: 2, raised: 2, cutIn: 1, cutOut: 1 })
  expect(preview.rows.map((row) => [row.number, row.stage, row.before.code, row.after.code])).toEqual([
    ['P-2', 'skb', 'P/TL', 'P/L'],
    ['P-1', 'skb', 'P/L', 'P/TL'],
    ['P-3', 'skb', 'P/TL', 'P/TL'],
  ])
  // The SKD is not touched: only what follows from the SKB must be published anew.
  expect(preview.publications.map((one) => one.stage)).toEqual(['integration'])
  const side = (of: 'before' | 'after') =>
    preview.rows.map((row) => [row.number, row[of].place, row[of].code, row[of].final]).sort()
  expect(side('before')).toEqual([...before].sort())

  const proposal = must(
    (
      await staff[0].post('/api/rescoring/proposals', {
        ...{ changes, previewDigest: preview.previewDigest, reason: 'soal SKB-001 keliru' },
      })
    ).body as ProposalRow,
  )
  must((await staff[1].post(`/api/proposals/${proposal.id}/approval`)).body)
  expect((await list()).sort()).toEqual(side('after'))

  // Void takes the item out of the maximum too, so that the share of what is left counts: also for who had it wrong.
  const voided = [{ ...changes[0], key: { kind: 'void' } }]
  const next = must((await staff[0].post('/api/rescoring/preview', { changes: voided })).body as RescorePreview)
  const wrong = next.rows.find((row) => row.number === 'P-3')
  expect([wrong?.before.max, wrong?.after.max]).toEqual([50, 45])
  expect(wrong?.after.final).not.toBe(wrong?.before.final)
  expect(app.faults).toEqual([])
})
