import { describe, expect, it } from 'vitest'
import type { StationKey } from '../../server/protocol/venues.ts'
import { enrolText, isSigned, recogniseText } from '../../server/venues/machine.ts'
import { Unreachable } from '../shared/ask.ts'
import { median } from './check.ts'
import { machineApi } from './enrol.ts'
import { type MachineRecord, type MachineStore, newKey, signed } from './machine.ts'

/** Against the server's own check of signatures: both halves must mean the same bytes. */
describe.each([
  ['WebCrypto', true],
  ['a page without it', false],
])('[VN5] a key of %s', (_, native) => {
  it('signs so that the server knows it, and another text or key is not', async () => {
    const [one, other] = [await newKey(native), await newKey(native)]
    expect(one.jwk.x).toMatch(/^[A-Za-z0-9_-]{43}$/)
    expect(one.jwk.y).toMatch(/^[A-Za-z0-9_-]{43}$/)
    for (let n = 0; n < 20; n += 1) {
      const signature = await signed(one.privateKey, recogniseText('nonce', `id-${n}`))
      expect(signature).toMatch(/^[A-Za-z0-9_-]{86}$/)
      expect(isSigned(one.jwk, recogniseText('nonce', `id-${n}`), signature)).toBe(true)
      expect(isSigned(one.jwk, recogniseText('nonce', 'id'), signature)).toBe(false)
      expect(isSigned(other.jwk, recogniseText('nonce', `id-${n}`), signature)).toBe(false)
    }
  })

  it('of WebCrypto cannot be taken out of the browser', async () => {
    const { privateKey } = await newKey(native)
    if (privateKey instanceof Uint8Array) return
    expect(privateKey.extractable).toBe(false)
    await expect(crypto.subtle.exportKey('jwk', privateKey)).rejects.toThrow()
  })
})

interface Sent {
  path: string
  body: { code?: string; station?: string; key?: StationKey; signature: string; id?: string; nonce?: string }
}
/** A computer before a server that answers what it is told to. */
function world(answer: (path: string, sent: Sent['body']) => unknown) {
  const kept = new Map<string, MachineRecord>()
  const store: MachineStore = {
    get: async (name) => kept.get(name) ?? null,
    put: async (name, record) => void kept.set(name, record),
    remove: async (name) => void kept.delete(name),
  }
  const sent: Sent[] = []
  const call = async (_method: string, path: string, body: unknown) => {
    sent.push({ path, body: body as Sent['body'] })
    return answer(path, body as Sent['body'])
  }
  return { kept, sent, store, machine: machineApi(async () => store, call as never) }
}
const bodyOf = (sent: readonly Sent[], at: number) => (sent[at] as Sent).body as Required<Sent['body']>
const who = { id: 's1', venue: 'Balai', room: 'A', station: '07' }

describe('[VN4] enrolling', () => {
  it('signs the code as it was typed and the station, and keeps the key with the id', async () => {
    const { machine, sent, kept } = world(() => who)
    expect(await machine.enrol('ab2d-EF3H', '07')).toEqual(who)
    const { key, signature } = bodyOf(sent, 0)
    expect(isSigned(key, enrolText('ab2d-EF3H', '07'), signature)).toBe(true)
    expect([...kept.keys()]).toEqual(['me'])
    expect(kept.get('me')).toMatchObject({ id: 's1', jwk: key })
  })

  it('whose reply was lost is said again with the same key', async () => {
    let lost = true
    const { machine, sent } = world(() => {
      if (!lost) return who
      lost = false
      throw new Unreachable('cable')
    })
    await expect(machine.enrol('c', '07')).rejects.toThrow(Unreachable)
    expect(await machine.enrol('c', '07')).toEqual(who)
    expect(sent[1]?.body.key).toEqual(sent[0]?.body.key)
  })

  it('that is refused leaves the place that this computer had', async () => {
    let refused = false
    const { machine, kept } = world(() => (refused ? { refused: 'station-enrolled' } : who))
    await machine.enrol('c', '07')
    const before = kept.get('me')
    refused = true
    expect(await machine.enrol('c', '08')).toEqual({ refused: 'station-enrolled' })
    expect(kept.get('me')).toBe(before)
  })
})

describe('[VN5] being recognised', () => {
  it('is asked for by an enrolled computer alone', async () => {
    const { machine, sent } = world(() => who)
    expect(await machine.recognise()).toBeNull()
    expect(sent).toEqual([])
  })

  it('signs the server’s nonce with the kept key, and once more with a fresh one where it was too late', async () => {
    let n = 0
    const { machine, sent, kept } = world((path) => {
      if (path === '/api/machine/nonce') return { nonce: `nonce-${++n}` }
      if (path === '/api/machine/recognise' && n === 1) return { refused: 'nonce-old' }
      return who
    })
    await machine.enrol('c', '07')
    expect(await machine.recognise()).toEqual(who)
    const said = sent.filter((one) => one.path === '/api/machine/recognise')
    expect(said.map((one) => [one.body.id, one.body.nonce])).toEqual([
      ['s1', 'nonce-1'],
      ['s1', 'nonce-2'],
    ])
    const jwk = kept.get('me')?.jwk as StationKey
    for (const { body } of said) expect(isSigned(jwk, recogniseText(body.nonce ?? '', 's1'), body.signature)).toBe(true)
  })

  it('gives up after three old nonces, and counts as not enrolled where the browser keeps nothing', async () => {
    const { machine, sent } = world((path) =>
      path.endsWith('enrol') ? who : path.endsWith('nonce') ? { nonce: 'n' } : { refused: 'nonce-old' },
    )
    await machine.enrol('c', '07')
    expect(await machine.recognise()).toEqual({ refused: 'nonce-old' })
    expect(sent.filter((one) => one.path === '/api/machine/recognise')).toHaveLength(3)
    const closed = machineApi(async () => {
      throw new Error('forbidden')
    })
    expect(await closed.recognise()).toBeNull()
  })
})

it('[VN7] the distance to the server is the middle of five round trips', () => {
  expect([median([9, 1, 500, 2, 3]), median([4, 2]), median([])]).toEqual([3, 2, 0])
})
