import { randomBytes } from 'node:crypto'
import { type Form, formMaker } from '../../question-bank/form.ts'
import type { BankItem } from '../../question-bank/item.ts'
import type { PaperTicket } from '../protocol/station.ts'
import { findTest, poolOf, type Test } from '../scheduling/test-store.ts'
import type { Services } from '../services.ts'
import type { Attempt } from './attempt.ts'
import { type PaperWriter, paperWriter } from './paper.ts'
import { type PaperKey, paperKey, sealPaper } from './sealed-paper.ts'

export interface Material {
  test: Test
  pool: ReadonlyMap<string, BankItem>
  write: PaperWriter
  /** Draws one form from a seed; planned once for all candidates of a test. */
  draw: (seed: string) => Form
}

/** What a paper follows from: the sitting that holds the secret, and the test that it asks. */
export interface PaperOf {
  secret: string
  testId: string
}

/** The papers of open attempts: where they lie, and their sealed bytes. Nothing here says who may have them. */
export class Papers {
  #services: Pick<Services, 'store'>
  #material = new Map<string, Promise<Material>>()
  #tickets = new Map<string, PaperKey>()

  constructor(services: Pick<Services, 'store'>) {
    this.#services = services
  }

  /** The approved test and its items; immutable, so read once. */
  material(testId: string): Promise<Material> {
    let material = this.#material.get(testId)
    if (!material) {
      material = this.#read(testId)
      material.catch(() => this.#material.delete(testId))
      this.#material.set(testId, material)
    }
    return material
  }

  /** The key goes out once the time has begun, and not a moment before (A21). */
  async ticket(id: string, attempt: Attempt, of: PaperOf): Promise<PaperTicket | null> {
    if (attempt.status === 'finished') {
      this.#tickets.delete(id)
      return null
    }
    let ticket = this.#tickets.get(id)
    if (!ticket) {
      ticket = await this.#key(id, of)
      this.#tickets.set(id, ticket)
    }
    return { address: ticket.address, key: attempt.status === 'working' ? ticket.key.toString('base64url') : null }
  }

  /** The ticket of an attempt at work whose station was told where its paper lies; null where nobody asked yet. */
  known(id: string): { address: string; key: string } | null {
    const ticket = this.#tickets.get(id)
    return ticket ? { address: ticket.address, key: ticket.key.toString('base64url') } : null
  }

  /** The sealed bytes at this address of this attempt; null where it is another's or none. */
  async sealed(id: string, attempt: Attempt, of: PaperOf, address: string): Promise<Buffer | null> {
    const key = await this.#key(id, of)
    if (key.address !== address) return null
    const { write } = await this.material(of.testId)
    return sealPaper(key, write(attempt.form), randomBytes(12))
  }

  async #key(id: string, { secret, testId }: PaperOf): Promise<PaperKey> {
    return paperKey(Buffer.from(secret, 'hex'), id, (await this.material(testId)).test.digest)
  }

  async #read(testId: string): Promise<Material> {
    const test = await findTest(this.#services, testId)
    if (!test) throw new Error(`bug: sitting names the unknown test ${testId}`)
    const items = await poolOf(this.#services, test)
    const pool = new Map(items.map((one) => [one.item.id as string, one]))
    return { test, pool, write: paperWriter(pool), draw: formMaker(test.blueprint, items) }
  }
}
