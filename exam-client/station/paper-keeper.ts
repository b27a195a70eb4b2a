import { isRefusal, type Refusal } from '../../server/protocol/refusal.ts'
import type { PaperTicket } from '../../server/protocol/station.ts'
import { Unreachable } from '../shared/ask.ts'
import { openPaper } from './open-paper.ts'
import type { Cipher } from './sealing.ts'
import type { PaperAt } from './station-state.ts'

/**
 * Brings the sealed paper to this computer while people wait, keeps it in memory, and opens it when the key comes.
 * Nothing opened is ever written to a disk; the sealed bytes also lie in the browser's own cache, which a reload finds.
 */
export interface PaperKeeper {
  /** What the newest view or the start said. Opens at once where bytes and key are both here. */
  want(ticket: PaperTicket | null): void
  forget(): void
}

export interface PaperPorts {
  /** `anew`: past the browser's cache, which may hold the damaged bytes. Throws `Unreachable`. */
  fetch(address: string, anew: boolean): Promise<ArrayBuffer | Refusal>
  cipher(): Promise<Cipher>
  /** What the state says now; `tell` changes it. */
  at(): PaperAt
  tell(paper: PaperAt): void
  refused(refusal: Refusal): void
  /** Bytes and key did not belong together: the key may be asked for again. */
  unopened(): void
  later(work: () => void, ms: number): () => void
  random(): number
}

/** From this many failures on, the screen says that something is wrong. */
export const TRIES_BEFORE_SAID = 3
const AGAIN_MS = 1000
const AGAIN_MAX_MS = 8000
/** Once the time runs, nobody waits longer than this between two tries. */
const AGAIN_RUNNING_MAX_MS = 2000

export function paperKeeper(ports: PaperPorts): PaperKeeper {
  let ticket: PaperTicket | null = null
  let sealed: Uint8Array | null = null
  let cipher: Cipher | null = null
  let tries = 0
  /** Which paper a late reply belongs to. */
  let turn = 0
  let cancel: (() => void) | null = null

  const want = (next: PaperTicket | null) => {
    if (next === null) return forget()
    const known = ticket?.address === next.address
    const hasten = known && ticket?.key === null && next.key !== null
    if (!known) forget()
    ticket = { address: next.address, key: next.key ?? ticket?.key ?? null }
    if (!known) void bring(false)
    // A whole hall may be without: not all in the same instant.
    else if (hasten && cancel) again(ports.random() * AGAIN_MS)
    unlock()
  }

  const forget = () => {
    turn += 1
    cancel?.()
    cancel = null
    ticket = null
    sealed = null
    tries = 0
    if (ports.at().at !== 'away') ports.tell({ at: 'away', trouble: 'none' })
  }

  const bring = async (anew: boolean) => {
    cancel = null
    const mine = turn
    const address = ticket?.address ?? ''
    try {
      const [reply, loaded] = await Promise.all([sealed ?? ports.fetch(address, anew), cipher ?? ports.cipher()])
      if (mine !== turn) return
      cipher = loaded
      if (!isRefusal(reply)) {
        sealed = reply instanceof Uint8Array ? reply : new Uint8Array(reply)
        return unlock()
      }
      ports.refused(reply)
      if (mine === turn) failed('unreachable', anew, Number(reply.detail?.['seconds'] ?? 0) * 1000)
    } catch (error) {
      if (!(error instanceof Unreachable)) throw error
      if (mine === turn) failed('unreachable', anew)
    }
  }

  const failed = (trouble: 'unreachable' | 'damaged', anew: boolean, leastMs = 0) => {
    tries += 1
    ports.tell({ at: 'away', trouble: tries < TRIES_BEFORE_SAID ? 'none' : trouble })
    const ms = Math.min(AGAIN_MS * 2 ** (tries - 1), ticket?.key ? AGAIN_RUNNING_MAX_MS : AGAIN_MAX_MS)
    again(Math.max(leastMs, ms * (0.5 + ports.random() / 2)), anew)
  }

  const again = (ms: number, anew = false) => {
    cancel?.()
    cancel = ports.later(() => void bring(anew), ms)
  }

  const unlock = () => {
    if (!ticket || !sealed || !cipher || ports.at().at === 'open') return
    if (ticket.key === null) return ports.at().at === 'sealed' ? undefined : ports.tell({ at: 'sealed' })
    const paper = openPaper(cipher, sealed, ticket.address, ticket.key)
    if (paper) {
      tries = 0
      return ports.tell({ at: 'open', paper })
    }
    sealed = null
    failed('damaged', true)
    ports.unopened()
  }

  return { want, forget }
}
