import { execFileSync } from 'node:child_process'
import { closeSync, mkdirSync, openSync, rmSync, statfsSync, writeSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { isRefusal } from '../protocol/refusals.ts'
import { roomEvents } from '../room-log/room-log-store.ts'
import { type FaultyStore, faultyStore } from '../testing/faulty-store.ts'
import { jpeg } from '../testing/jpeg.ts'
import { type Hall, sitting } from '../testing/sitting.ts'
import { must, temporaryFolder, testApp } from '../testing/test-app.ts'
import { ballastOf, type DiskRim, makeRoom } from './ballast-store.ts'
import { EXTRAS } from './extras.ts'
import { MB } from './reserve.ts'

/** A disk of 10 GB that a test fills. */
function handDisk(): DiskRim & { others: number } {
  let held = 0
  const disk = {
    others: 0,
    look: async () => ({ total: 10_240 * MB, free: Math.max(0, 10_240 * MB - disk.others - held) }),
    held: () => held,
    async grow(to: number) {
      held = to
    },
    shrink(to: number) {
      held = to
    },
  }
  return disk
}

/** An applicant's upload waits too, in words of its own: see applications/documents.test.ts. */
const OF_STAFF = EXTRAS.filter((route) => !route.includes('/api/applicant/'))

describe('with an injected disk', () => {
  let hall: Hall
  let store: FaultyStore
  let disk: ReturnType<typeof handDisk>
  beforeAll(async () => {
    hall = await sitting()
      .withCandidates(6)
      .over({ wrap: (plain) => (store = faultyStore(plain)) })
      .running()
    disk = handDisk()
    await hall.app.health.disk.watch(disk, 1e9)
  })
  beforeEach(() => fill(5000))
  const fill = async (freeMb: number) => {
    disk.others = 10_240 * MB - disk.held() - freeMb * MB
    await hall.app.health.disk.look()
  }

  it('[HE1] the reserve is made at the start', async () => {
    const { facts } = hall.app.health.disk
    expect(facts).toMatchObject({ state: 'ample', held: 64 * MB, wanted: 64 * MB })
  })

  it('[HE3] refuses every extra in words while the disk is low, and takes it again when there is room', async () => {
    const committee = await hall.app.staff('committee')
    await fill(20)
    expect(hall.app.health.disk.facts.state).toBe('low')
    for (const route of OF_STAFF) {
      const [method, path] = route.split(' ') as ['GET' | 'POST', string]
      const url = path.replace(/:\w+/, 'x')
      const reply = await (method === 'GET' ? committee.get(url) : committee.post(url, {}))
      expect([route, reply.status, reply.body]).toEqual([route, 503, { refused: 'disk-low' }])
    }
    await fill(5000)
    for (const route of OF_STAFF) {
      const [method, path] = route.split(' ') as ['GET' | 'POST', string]
      const url = path.replace(/:\w+/, 'x')
      const reply = await (method === 'GET' ? committee.get(url) : committee.post(url, {}))
      expect([route, reply.status < 500]).toEqual([route, true])
      // A route that was renamed would be let through in silence.
      expect([route, reply.body]).not.toEqual([route, { refused: 'not-found', detail: { what: 'Alamat' } }])
    }
  })

  it('[HE3] answers, beats and orders go on; a picture waits, its step with a reason does not', async () => {
    const station = await hall.seated(1)
    const proctor = await hall.app.staff('proctor')
    await fill(20)
    expect(must(await station.answer(0, 1))).toMatchObject({ refused: [] })
    expect(isRefusal(await station.beat())).toBe(false)
    must(await hall.command('pause', { candidates: [hall.candidateOf(1)] }))
    const step = `/api/desk/sittings/${hall.id}/people/${hall.candidateOf(2)}/steps`
    const photo = (more: object) =>
      proctor.post(step, { move: { step: 'photo', same: true, reason: '', ...more }, version: 0 })
    expect((await photo({ jpeg: jpeg().toString('base64') })).body).toEqual({ refused: 'disk-low' })
    expect((await photo({ jpeg: null, reason: 'kamera rusak' })).body).not.toMatchObject({ refused: 'disk-low' })
    // Who is not signed in learns nothing of the disk, but that she must sign in.
    expect((await hall.app.http.inject({ method: 'POST', url: '/api/banks' })).json()).toEqual({
      refused: 'sign-in-needed',
    })
  })

  it('[RL4] signals wait while the disk is low, outages and orders do not; nothing is lost', async () => {
    const { roomLog } = hall.app.delivery
    const kinds = async () =>
      (await roomEvents(hall.app.services, hall.id)).map(({ kind }) => kind).filter((kind) => /lost|outage/.test(kind))
    await fill(20)
    roomLog.add({ sitting: hall.id, kind: 'focus-lost' })
    roomLog.add({ sitting: hall.id, kind: 'server-outage' })
    await roomLog.flush()
    expect(await kinds()).toEqual(['server-outage'])
    await fill(5000)
    await roomLog.flush()
    expect(await kinds()).toEqual(['server-outage', 'focus-lost'])
  })

  it('[HE2] a commit that finds the disk full is tried again on a step given back, and acknowledged', async () => {
    const station = await hall.seated(4)
    store.fail(Object.assign(new Error('database or disk is full'), { code: 'SQLITE_FULL' }))
    const shrink = disk.shrink
    disk.shrink = (to) => {
      shrink(to)
      store.fail(null)
    }
    expect(must(await station.answer(0, 1))).toMatchObject({ refused: [] })
    disk.shrink = shrink
    expect(disk.held()).toBe(48 * MB)
    expect(hall.app.health.disk.facts.state).toBe('low')
    expect((await station.phase('working')).responses[0]).toBe(1)
  })

  it('[HE2] with nothing left to give the answer is refused, and said as not saved', async () => {
    const station = await hall.seated(5)
    await fill(0)
    await fill(0)
    await fill(0)
    expect(disk.held()).toBe(0)
    store.fail(Object.assign(new Error('database or disk is full'), { code: 'SQLITE_FULL' }))
    expect(await station.answer(0, 1)).toEqual({ refused: 'storage-full' })
    const reply = await hall.app.http.inject({ method: 'GET', url: '/health' })
    expect(reply.statusCode).toBe(503)
    expect(JSON.stringify(reply.json().reasons)).toContain('reserve is used up')
    store.fail(null)
  })

  it('[HE3] the log says faults alone while the disk is low', async () => {
    const { log } = hall.app.services
    log.level = 'info'
    const other = await testApp({ log })
    await other.health.disk.watch(disk, 1e9)
    disk.others = 10_240 * MB - disk.held() - 20 * MB
    await other.health.disk.look()
    expect([log.level, other.http.log.level]).toEqual(['error', 'error'])
    disk.others = 0
    await other.health.disk.look()
    expect([log.level, other.http.log.level]).toEqual(['info', 'info'])
  })
})

describe('the file itself', () => {
  it('[HE1] is really allocated, and gives its room back', async () => {
    const folder = temporaryFolder()
    const ballast = ballastOf(folder)
    await ballast.grow(8 * MB)
    const blocks = Number(execFileSync('stat', ['-c', '%b', join(folder, 'ballast')], { encoding: 'utf8' }))
    expect([ballast.held(), blocks * 512 >= 8 * MB]).toEqual([8 * MB, true])
    ballast.shrink(2 * MB)
    expect(ballast.held()).toBe(2 * MB)
    await ballast.grow(3 * MB)
    expect(ballast.held()).toBe(3 * MB)
  })
})

/** A small disk of its own: root on Linux may mount one. Elsewhere the injected disk above stands for it. */
const mounted: string[] = []
afterAll(() => {
  for (const folder of mounted) execFileSync('umount', ['-l', folder])
})
function smallDisk(mb: number): string | null {
  const folder = join(temporaryFolder(), 'disk')
  mkdirSync(folder)
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', `size=${mb}m`, 'tmpfs', folder], { stdio: 'ignore' })
  } catch {
    return null
  }
  mounted.push(folder)
  return folder
}
const probed = smallDisk(1)

describe.runIf(probed !== null)('on a disk of 48 MB that others fill to the last byte (tmpfs; needs root)', () => {
  it('[HE2] answers still land, uploads do not, and a server that was stopped comes back', async () => {
    const folder = smallDisk(48) as string
    const hall = await sitting().withCandidates(2).over({ folder }).running()
    const committee = await hall.app.staff('committee')
    const station = await hall.seated(1)
    await hall.app.health.disk.watch(ballastOf(folder), 1e9)
    const { disk } = hall.app.health
    expect(disk.facts).toMatchObject({ state: 'ample', held: 6 * MB })
    const filler = join(folder, 'something-else')
    const fillUp = () => {
      const file = openSync(filler, 'a')
      try {
        for (const size of [MB, 4096]) for (;;) writeSync(file, Buffer.alloc(size, 1))
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code !== 'ENOSPC') throw error
      } finally {
        closeSync(file)
      }
      const { bavail, bsize } = statfsSync(folder)
      expect(bavail * bsize).toBeLessThan(MB)
    }
    fillUp()
    // No look in between: the commit itself must find its room.
    for (let n = 0; n < 40; n += 1) expect(must(await station.answer(n % 6, n % 4))).toMatchObject({ refused: [] })
    await disk.look()
    expect(disk.facts.state).toBe('low')
    expect((await committee.post('/api/banks', { name: 'Baru' })).body).toEqual({ refused: 'disk-low' })
    fillUp()
    await hall.app.close()
    makeRoom(folder)
    const again = await testApp({ folder })
    await again.health.disk.watch(ballastOf(folder), 1e9)
    rmSync(filler)
    await again.health.disk.look()
    expect(again.health.disk.facts).toMatchObject({ state: 'ample', held: 6 * MB })
    await again.close()
  })
})
