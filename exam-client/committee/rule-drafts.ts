import { type RuleBody, readRuleFile } from './rule-body.ts'

/** Rule sets being written, kept in this browser until they are saved; nobody else sees them. */
export interface KeptDraft {
  /** What it is a copy of; `FILE` for one that was read from a file. */
  from: string
  body: RuleBody
  at: number
}
/** No rule set can bear this id. */
export const FILE = '.file'
export const DRAFTS_MAX = 10
const KEY = 'seleksi.rule-drafts'

type Shelf = Pick<Storage, 'getItem' | 'setItem'>

/** The newest first. What cannot be read is no draft: a browser may hold an older program's. */
export function keptDrafts(shelf: Shelf | null): KeptDraft[] {
  try {
    const value: unknown = JSON.parse(shelf?.getItem(KEY) ?? '[]')
    return Array.isArray(value) ? value.flatMap(readDraft) : []
  } catch {
    return []
  }
}

/** Keeps one draft for each origin, the newest ten; false where the browser keeps nothing. */
export function keepDraft(shelf: Shelf | null, draft: KeptDraft): boolean {
  return write(shelf, [draft, ...keptDrafts(shelf).filter(({ from }) => from !== draft.from)].slice(0, DRAFTS_MAX))
}

export const dropDraft = (shelf: Shelf | null, from: string): boolean =>
  write(
    shelf,
    keptDrafts(shelf).filter((one) => one.from !== from),
  )

/** This browser's storage, or null where it is forbidden. */
export function shelf(): Shelf | null {
  try {
    return localStorage
  } catch {
    return null
  }
}

function write(to: Shelf | null, drafts: KeptDraft[]): boolean {
  try {
    to?.setItem(KEY, JSON.stringify(drafts))
    return to !== null
  } catch {
    return false // full or forbidden: the screen says so
  }
}

function readDraft(value: unknown): KeptDraft[] {
  const { from, at, body } = (value ?? {}) as Partial<KeptDraft>
  if (typeof from !== 'string' || typeof at !== 'number') return []
  const read = readRuleFile(JSON.stringify(body ?? null))
  return read.ok ? [{ from, at, body: read.body }] : []
}
