import { describe, expect, it } from 'vitest'
import type { OwnApplication } from '../../server/protocol/applications.ts'
import { type Refusal, refuse } from '../../server/protocol/refusal.ts'
import { type Changes, DraftSaver } from './draft-saver.ts'

/** A server with one draft, whose line can break, and a clock that a test turns. */
class World {
  application = { id: 'l', version: 1, draft: {} } as OwnApplication
  online = true
  sent: Changes[] = []
  hold: Promise<void> | null = null
  #timers: { work: () => void; at: number }[] = []
  #now = 0
  saver = this.open()

  open(): DraftSaver {
    return new DraftSaver(structuredClone(this.application), {
      send: async (version, changes) => {
        this.sent.push(changes)
        await this.hold
        return this.write(version, changes)
      },
      read: async () => structuredClone(this.application),
      later: (work, ms) => {
        const timer = { work, at: this.#now + ms }
        this.#timers.push(timer)
        return () => {
          this.#timers = this.#timers.filter((one) => one !== timer)
        }
      },
    })
  }
  /** As the server does: the version that was seen, or nothing. */
  write(version: number, changes: Changes): OwnApplication | Refusal {
    if (!this.online) throw new Error('no line')
    if (version !== this.application.version) return refuse('draft-elsewhere')
    const draft = { ...this.application.draft, ...changes } as OwnApplication['draft']
    this.application = { ...this.application, version: version + 1, draft }
    return structuredClone(this.application)
  }
  async pass(ms: number): Promise<void> {
    this.#now += ms
    const due = this.#timers.filter(({ at }) => at <= this.#now)
    this.#timers = this.#timers.filter(({ at }) => at > this.#now)
    for (const { work } of due) work()
    for (let n = 0; n < 20; n += 1) await Promise.resolve()
  }
}

describe('what is typed', () => {
  it('is saved soon, once for what was typed in one go', async () => {
    const world = new World()
    for (const birthPlace of ['M', 'Mu', 'Muara Bungo']) world.saver.change({ birthPlace })
    expect(world.saver.saving.at).toBe('waiting')
    expect(world.saver.draft.birthPlace).toBe('Muara Bungo')
    await world.pass(700)
    expect(world.sent).toEqual([{ birthPlace: 'Muara Bungo' }])
    expect([world.saver.saving.at, world.saver.unsaved]).toEqual(['saved', false])
  })

  it('while it is on its way is not lost', async () => {
    const world = new World()
    let go = () => {}
    world.hold = new Promise((resolve) => {
      go = resolve
    })
    world.saver.change({ birthPlace: 'Tebo' })
    await world.pass(700)
    world.saver.change({ birthPlace: 'Bungo', address: 'Jalan 1' })
    go()
    world.hold = null
    await world.pass(0)
    expect(world.saver.draft).toEqual({ birthPlace: 'Bungo', address: 'Jalan 1' })
    await world.pass(700)
    expect(world.application.draft).toEqual({ birthPlace: 'Bungo', address: 'Jalan 1' })
  })

  it('without a line is tried again by itself, and says so meanwhile', async () => {
    const world = new World()
    world.online = false
    world.saver.change({ birthPlace: 'Bungo' })
    await world.pass(700)
    expect(world.saver.saving.at).toBe('unreachable')
    world.online = true
    await world.pass(4000)
    expect([world.saver.saving.at, world.application.draft.birthPlace]).toEqual(['saved', 'Bungo'])
  })

  it('in two windows: other fields are joined, the same one is asked about', async () => {
    const world = new World()
    const other = world.open()
    other.change({ religion: 'Islam' })
    expect(await other.flush()).toBe(true)
    world.saver.change({ birthPlace: 'Bungo' })
    await world.pass(700)
    await world.pass(0)
    expect(world.application.draft).toEqual({ religion: 'Islam', birthPlace: 'Bungo' })
    other.take(structuredClone(world.application))
    other.change({ birthPlace: 'Tebo' })
    await other.flush()
    world.saver.change({ birthPlace: 'Jambi', address: 'Jalan 1' })
    await world.pass(700)
    expect(world.saver.saving).toEqual({ at: 'differs', fields: ['birthPlace'] })
    await world.pass(60_000)
    expect(world.application.draft.birthPlace).toBe('Tebo')
    world.saver.choose(false)
    await world.pass(0)
    expect(world.application.draft).toMatchObject({ birthPlace: 'Tebo', address: 'Jalan 1' })
  })

  it('in two windows: what is typed here stands where the person says so', async () => {
    const world = new World()
    world.write(1, { birthPlace: 'Tebo' })
    world.saver.change({ birthPlace: 'Bungo' })
    await world.pass(700)
    world.saver.choose(true)
    await world.pass(0)
    expect([world.saver.saving.at, world.application.draft.birthPlace]).toEqual(['saved', 'Bungo'])
  })

  it('that the server refuses is said, and not sent again and again', async () => {
    const world = new World()
    world.saver.stop()
    const saver = new DraftSaver(world.application, {
      send: async () => refuse('registration-closed', { from: 'a', until: 'b' }),
      read: async () => world.application,
      later: (work) => {
        work()
        return () => {}
      },
    })
    saver.change({ birthPlace: 'Bungo' })
    await world.pass(0)
    expect(saver.saving).toMatchObject({ at: 'refused', why: { refused: 'registration-closed' } })
    expect(saver.unsaved).toBe(true)
  })
})
