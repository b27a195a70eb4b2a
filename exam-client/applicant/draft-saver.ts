import type { DraftChange, OwnApplication } from '../../server/protocol/applications.ts'
import { isRefusal, type Refusal } from '../../server/protocol/refusal.ts'

export type Changes = DraftChange['changes']
export type Saving =
  | { at: 'saved' }
  | { at: 'waiting' }
  | { at: 'saving' }
  /** No line: it is tried again by itself. */
  | { at: 'unreachable' }
  /** The same field was changed elsewhere too: the person chooses. */
  | { at: 'differs'; fields: string[] }
  | { at: 'refused'; why: Refusal }

/** What the saver needs of the world: the server, and a clock. */
export interface SaverRim {
  send(version: number, changes: Changes): Promise<OwnApplication | Refusal>
  read(): Promise<OwnApplication | Refusal>
  later(work: () => void, ms: number): () => void
}

const SOON_MS = 700
const AGAIN_MS = 4_000

/**
 * Saves each field soon after it was typed. The server's draft and what is not saved yet are kept apart: another window
 * that was faster is merged field by field, and where both changed the same one the person is asked.
 */
export class DraftSaver {
  application: OwnApplication
  saving: Saving = { at: 'saved' }
  #rim: SaverRim
  #pending: Record<string, unknown> = {}
  #cancel: (() => void) | null = null
  #busy = false
  #listeners = new Set<() => void>()

  constructor(application: OwnApplication, rim: SaverRim) {
    this.application = application
    this.#rim = rim
  }

  subscribe = (heard: () => void): (() => void) => {
    this.#listeners.add(heard)
    return () => void this.#listeners.delete(heard)
  }

  /** The draft as the person sees it: the server's, with what was typed since. */
  get draft(): OwnApplication['draft'] {
    return { ...this.application.draft, ...this.#pending } as OwnApplication['draft']
  }
  get unsaved(): boolean {
    return Object.keys(this.#pending).length > 0
  }

  change(changes: Changes): void {
    this.#pending = { ...this.#pending, ...changes }
    if (this.saving.at !== 'differs') this.#become({ at: 'waiting' })
    this.#soon(SOON_MS)
  }

  /** Takes a newer state that came another way, such as after an upload. */
  take(application: OwnApplication): void {
    if (application.version >= this.application.version) this.application = application
    this.#tell()
  }

  /** Saves now; true when everything is with the server. */
  async flush(): Promise<boolean> {
    this.#cancel?.()
    while (this.#busy) await new Promise<void>((resolve) => this.#rim.later(resolve, 50))
    if (this.unsaved && this.saving.at !== 'differs') await this.#save()
    return !this.unsaved
  }

  /** The same field in two windows: keep what was typed here, or what the other one has. */
  choose(mine: boolean): void {
    if (this.saving.at !== 'differs') return
    if (!mine) for (const field of this.saving.fields) delete this.#pending[field]
    this.#become(this.unsaved ? { at: 'waiting' } : { at: 'saved' })
    if (this.unsaved) this.#soon(0)
  }

  stop(): void {
    this.#cancel?.()
    this.#listeners.clear()
  }

  #soon(ms: number): void {
    this.#cancel?.()
    this.#cancel = this.#rim.later(() => void this.#save(), ms)
  }

  async #save(): Promise<void> {
    if (this.#busy || !this.unsaved || this.saving.at === 'differs') return
    this.#busy = true
    const sent = { ...this.#pending }
    const before = this.application
    this.#become({ at: 'saving' })
    try {
      const reply = await this.#rim.send(before.version, sent as Changes)
      if (!isRefusal(reply)) this.#saved(reply, sent)
      else if (reply.refused === 'draft-elsewhere') await this.#merge(before)
      else this.#become({ at: 'refused', why: reply })
    } catch {
      this.#become({ at: 'unreachable' })
      this.#soon(AGAIN_MS)
    } finally {
      this.#busy = false
    }
    if (this.saving.at === 'waiting') this.#soon(0)
  }

  #saved(application: OwnApplication, sent: Record<string, unknown>): void {
    this.application = application
    // What was typed while it was on its way is still to be saved.
    for (const [field, value] of Object.entries(sent)) if (this.#pending[field] === value) delete this.#pending[field]
    this.#become(this.unsaved ? { at: 'waiting' } : { at: 'saved' })
  }

  async #merge(before: OwnApplication): Promise<void> {
    const newest = await this.#rim.read()
    if (isRefusal(newest)) return this.#become({ at: 'refused', why: newest })
    const valueOf = (of: OwnApplication, field: string) =>
      JSON.stringify((of.draft as Record<string, unknown>)[field] ?? null)
    const fields = Object.keys(this.#pending).filter(
      (field) =>
        valueOf(newest, field) !== valueOf(before, field) &&
        valueOf(newest, field) !== JSON.stringify(this.#pending[field] ?? null),
    )
    this.application = newest
    this.#become(fields.length > 0 ? { at: 'differs', fields } : { at: 'waiting' })
  }

  #become(saving: Saving): void {
    this.saving = saving
    this.#tell()
  }
  #tell(): void {
    for (const heard of this.#listeners) heard()
  }
}
