import { expect, it } from 'vitest'
import type { Order } from '../../server/protocol/station.ts'
import {
  afterBeat,
  beatOf,
  carriesNews,
  IDS_PER_BEAT,
  nothingTold,
  SIGNALS_KEPT,
  SIGNALS_PER_BEAT,
  type Telling,
  withFullScreen,
  withOrders,
  withRead,
  withSignal,
} from './telling.ts'

const fresh = nothingTold('source-one')
const here = { focused: true, slot: 3, waiting: 0, shown: true, paper: true }
const message = (id: string, at = 0): Order => ({ id, kind: 'message', text: `pesan ${id}`, at })
const beat = (telling: Telling) => beatOf(telling, here)

it('says a signal again with the same number until it is acknowledged', () => {
  const lost = withSignal(fresh, 'focus-lost')
  const back = withSignal(lost, 'focus-back')
  expect(beat(back).signals).toEqual([
    { n: 1, kind: 'focus-lost' },
    { n: 2, kind: 'focus-back' },
  ])
  expect(beat(afterBeat(back, beat(lost))).signals).toEqual([{ n: 2, kind: 'focus-back' }])
  expect(withSignal(afterBeat(back, beat(back)), 'copy-tried').signals).toEqual([{ n: 3, kind: 'copy-tried' }])
})

it('keeps within what one beat may carry, and tells the rest with the next', () => {
  let telling = fresh
  for (let i = 0; i < SIGNALS_PER_BEAT + 1; i += 1) telling = withSignal(telling, 'copy-tried')
  telling = withOrders(
    telling,
    Array.from({ length: IDS_PER_BEAT + 1 }, (_, i) => message(`m${i}`)),
  )
  const first = beat(telling)
  expect([first.signals.length, first.reached.length]).toEqual([SIGNALS_PER_BEAT, IDS_PER_BEAT])
  const second = beat(afterBeat(telling, first))
  expect([second.signals.map(({ n }) => n), second.reached]).toEqual([[SIGNALS_PER_BEAT + 1], [`m${IDS_PER_BEAT}`]])
})

it('keeps the first signals when more come than can ever be told', () => {
  let telling = fresh
  for (let i = 0; i < SIGNALS_KEPT + 5; i += 1) telling = withSignal(telling, 'copy-tried')
  expect([telling.signals.length, telling.signals[0]?.n]).toEqual([SIGNALS_KEPT, 1])
})

it('confirms each order, and shows a message once however often a view repeats it', () => {
  const orders: Order[] = [message('m1'), { id: 'p1', kind: 'pause' }]
  const once = withOrders(fresh, orders)
  expect([once.messages.map(({ id }) => id), once.reached]).toEqual([['m1'], ['m1', 'p1']])
  const read = withRead(afterBeat(once, beat(once)), 'm1')
  const again = withOrders(read, orders)
  expect([again.messages, again.reached, again.read]).toEqual([[], ['m1', 'p1'], ['m1']])
})

it('queues messages, the oldest first, and takes away the one that was closed', () => {
  const queue = withOrders(fresh, [message('late', 20), message('early', 10)])
  expect(queue.messages.map(({ id }) => id)).toEqual(['early', 'late'])
  expect(withRead(queue, 'early').messages.map(({ id }) => id)).toEqual(['late'])
})

it('says nothing twice about a message that was never there', () => {
  expect(withRead(fresh, 'm9')).toBe(fresh)
})

it('does not take a beat of another sign-in for its own', () => {
  const telling = withSignal(fresh, 'focus-lost')
  expect(afterBeat(telling, { ...beat(telling), source: 'source-two' })).toBe(telling)
})

it.each<[string, boolean[], string[]]>([
  ['never filled the screen: nothing was left', [false], []],
  ['left once', [true, false, false], ['full-screen-left']],
  ['left and came back', [true, false, true, true], ['full-screen-left', 'full-screen-back']],
  ['left twice', [true, false, true, false], ['full-screen-left', 'full-screen-back', 'full-screen-left']],
])('full screen: %s', (_, seen, signals) => {
  expect(seen.reduce(withFullScreen, fresh).signals.map(({ kind }) => kind)).toEqual(signals)
})

it('knows when a beat must not wait', () => {
  expect([
    carriesNews(fresh),
    carriesNews(withSignal(fresh, 'copy-tried')),
    carriesNews(withOrders(fresh, [message('m1')])),
  ]).toEqual([false, true, true])
})
