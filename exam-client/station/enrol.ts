import { isRefusal, type Refusal } from '../../server/protocol/refusal.ts'
import type { EnrolOffer, Recognised } from '../../server/protocol/venues.ts'
import { ask } from '../shared/ask.ts'
import { type MachineRecord, type MachineStore, newKey, signed } from './machine.ts'

/** How this computer gets its place, and says it again after each start. Throws `Unreachable` where the server is silent. */
export interface MachineApi {
  offer(code: string): Promise<EnrolOffer | Refusal>
  /** Enrols this computer at a station of the code's room. The key is on disk before the server hears of it. */
  enrol(code: string, station: string): Promise<Recognised | Refusal>
  /** Who this computer is, proved anew; null where it was never enrolled here or this browser keeps nothing. */
  recognise(): Promise<Recognised | Refusal | null>
}

const TRIES = 3

/** `openStore` throws where the browser forbids storage. */
export function machineApi(openStore: () => Promise<MachineStore>, call: typeof ask = ask): MachineApi {
  return {
    offer: (code) => call('POST', '/api/machine/offer', { code }),

    async enrol(code, station) {
      const store = await openStore()
      // A reply that was lost: the same key again, and the server answers the same again.
      let next = await store.get('next')
      if (!next) {
        next = { id: null, ...(await newKey()) }
        await store.put('next', next)
      }
      const signature = await signed(next.privateKey, `seleksi/enrol/v1\0${code}\0${station}`)
      const who = await call<Recognised>('POST', '/api/machine/enrol', { code, station, key: next.jwk, signature })
      if (isRefusal(who)) return who
      await store.put('me', { ...next, id: who.id })
      await store.remove('next')
      return who
    },

    async recognise() {
      const me = await openStore()
        .then((store) => store.get('me'))
        .catch(() => null)
      if (!me || me.id === null) return null
      let reply = await say(me, me.id)
      for (let n = 1; n < TRIES && isRefusal(reply) && reply.refused === 'nonce-old'; n += 1)
        reply = await say(me, me.id)
      return reply
    },
  }

  async function say(me: MachineRecord, id: string): Promise<Recognised | Refusal> {
    const given = await call<{ nonce: string }>('GET', '/api/machine/nonce')
    if (isRefusal(given)) return given
    const signature = await signed(me.privateKey, `seleksi/station/v1\0${given.nonce}\0${id}`)
    return call('POST', '/api/machine/recognise', { id, nonce: given.nonce, signature })
  }
}
