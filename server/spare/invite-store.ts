import { audit } from '../audit/audit-store.ts'
import { readMeta } from '../meta-store.ts'
import type { Services } from '../services.ts'
import { codeOf, inviteKey } from './pairing.ts'

/** The one invitation of these records. */
export interface Invite {
  nonce: string
  /** True: an acknowledgement waits for the spare's disk. */
  wait: boolean
  at: number
}

/** What the shell is told of the spare; written by the server whenever it changes. */
export interface SpareState {
  state: 'following' | 'copying' | 'alone'
  since: number
}

const INVITE = 'spare'
const STATE = 'spare-state'

type Needs = Pick<Services, 'store' | 'clock' | 'newId' | 'secret'>

/** Makes the pairing code of a spare; an older code opens nothing any more. */
export async function inviteSpare(services: Needs, actor: string, wait: boolean): Promise<string> {
  const invite: Invite = { nonce: services.newId(), wait, at: services.clock.wall() }
  const { meta } = services.store.tables
  const value = JSON.stringify(invite)
  await services.store.transaction(async (db) => {
    await db.insert(meta).values({ name: INVITE, value }).onConflictDoUpdate({ target: meta.name, set: { value } })
    await audit(services, db, { actor, action: 'invite.spare', subject: 'spare', detail: { wait } })
  })
  return codeOf(inviteKey(services.secret, invite.nonce))
}

export async function readInvite(services: Pick<Services, 'store'>): Promise<Invite | null> {
  const kept = await readMeta(services, INVITE)
  return kept === null ? null : (JSON.parse(kept) as Invite)
}

export async function readSpareState(services: Pick<Services, 'store'>): Promise<SpareState | null> {
  const kept = await readMeta(services, STATE)
  return kept === null ? null : (JSON.parse(kept) as SpareState)
}

export async function keepSpareState({ store }: Pick<Services, 'store'>, state: SpareState): Promise<void> {
  const { meta } = store.tables
  const value = JSON.stringify(state)
  await store.transaction(async (db) => {
    await db.insert(meta).values({ name: STATE, value }).onConflictDoUpdate({ target: meta.name, set: { value } })
  })
}
