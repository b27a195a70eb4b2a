import { describe, expect, it } from 'vitest'
import type { Bus, BusMessage } from './bus.ts'

/** What every bus promises; each implementation runs this same suite. */
export function busContract(name: string, open: () => Promise<Bus>): void {
  const message: BusMessage = { kind: 'sitting', sitting: 's1', state: 'open' }
  const settled = () => new Promise((resolve) => setTimeout(resolve, 20))

  describe(`bus contract: ${name}`, () => {
    it('delivers to the topic and to those who hear all, and to nobody after leaving', async () => {
      const bus = await open()
      const heard: string[] = []
      const leave = bus.subscribe('sitting:s1', () => heard.push('topic'))
      bus.subscribe('*', () => heard.push('all'))
      bus.subscribe('sitting:s2', () => heard.push('other'))
      bus.publish('sitting:s1', message)
      await settled()
      leave()
      bus.publish('sitting:s1', message)
      await settled()
      expect(heard.sort()).toEqual(['all', 'all', 'topic'])
      await bus.close()
    })

    it('gives a lease to one at a time, and again when the work is done, also when it failed', async () => {
      const bus = await open()
      let inside: boolean | undefined
      expect(
        await bus.lease('sweep', 5000, async () => {
          inside = await bus.lease('sweep', 5000, async () => {})
        }),
      ).toBe(true)
      expect(inside).toBe(false)
      await expect(
        bus.lease('sweep', 5000, async () => {
          throw new Error('work failed')
        }),
      ).rejects.toThrow('work failed')
      expect(await bus.lease('sweep', 5000, async () => {})).toBe(true)
      await bus.close()
    })

    it('allows so many times in a span, for each key apart', async () => {
      const bus = await open()
      const limit = { times: 2, perMs: 60_000 }
      expect([
        await bus.allow('a', limit),
        await bus.allow('a', limit),
        await bus.allow('a', limit),
        await bus.allow('b', limit),
      ]).toEqual([true, true, false, true])
      await bus.close()
    })
  })
}
