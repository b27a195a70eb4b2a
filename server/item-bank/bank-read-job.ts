import { readBankFile, readStimuli } from '../../question-bank/import/read.ts'
import type { FileReading } from '../../question-bank/import/reading.ts'
import { serveHelper } from '../helper-job.ts'

/** The other process of `bank-reader-job.ts`: it meets the files of strangers, and may be ended for it. */
export type ReadAsked =
  | { what: 'stimuli'; bytes: Uint8Array }
  | { what: 'items'; name: string; bytes: Uint8Array; stimuli: ReadonlyMap<string, string> }
export type ReadFound = ReadonlyMap<string, string> | null | FileReading

serveHelper<ReadAsked, ReadFound>(async (asked) =>
  asked.what === 'stimuli'
    ? readStimuli(asked.bytes)
    : readBankFile(asked.name, asked.bytes, { stimuli: asked.stimuli }),
)
