import type { Workplace } from './workplace.ts'

export type Flags = Record<string, string | boolean | undefined>

/** One thing a person can ask for: of the records in a data folder, or of files alone, for which none is opened. */
export type Command = RecordsCommand | FilesCommand

export interface RecordsCommand extends Asking {
  needs?: undefined
  run(asked: Asked): Promise<void>
}

export interface FilesCommand extends Asking {
  needs: 'files'
  run(asked: AskedOfFiles): void | Promise<void>
}

interface Asking {
  usage: string
  what: string
  /** How many names (files, banks, …) it takes. */
  names: { least: number; most: number }
  flags?: Record<string, { type: 'string' | 'boolean' }>
  /** Refuses before anything is opened or made. */
  check?(asked: { names: string[]; flags: Flags }): void
}

export interface Asked extends AskedOfFiles {
  workplace: Workplace
}

export interface AskedOfFiles {
  names: string[]
  flags: Flags
  json: boolean
  /** To stdout. */
  print(text: string): void
  /** To stderr, so that stdout can be piped. */
  note(text: string): void
}

/** Ends the command with one line on stderr and exit status 2; nothing was changed. */
export class Stop extends Error {}

export const text = (flags: Flags, name: string): string | undefined =>
  typeof flags[name] === 'string' ? flags[name] : undefined
