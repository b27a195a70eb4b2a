import { readBankFile, readStimuli } from '../../question-bank/import/read.ts'
import type { FileReading } from '../../question-bank/import/reading.ts'
import type { ImportReport } from '../protocol/http.ts'
import type { Services } from '../services.ts'
import { bankIdOf, knownSources, storeItems } from './bank-store.ts'

export interface BankFile {
  name: string
  bytes: Uint8Array
}

export interface ImportChoice {
  /** Files read for stimuli only, such as the `stimuli.json` that lies beside an item file. */
  beside?: BankFile[]
  /** Take the good rows of files that also have bad ones. */
  partial: boolean
  /** Read and report, write nothing. */
  dryRun: boolean
  /** Who reads: for files from outside a `BankReader`, in a process of its own (B36). */
  reader?: FileReader
}

export interface FileReader {
  stimuli(bytes: Uint8Array): Promise<ReadonlyMap<string, string> | null>
  items(name: string, bytes: Uint8Array, stimuli: ReadonlyMap<string, string>): Promise<FileReading>
}

/** Reads in this very process: for files that come with the product. */
const here: FileReader = {
  stimuli: async (bytes) => readStimuli(bytes),
  items: async (name, bytes, stimuli) => readBankFile(name, bytes, { stimuli }),
}

/**
 * Reads item files into a bank. All files of one call stand or fall together, unless `partial` takes the good rows.
 * Files of stimuli (id to text) serve the items of the same call. A source the bank already has is refused: a second
 * import of the same file changes nothing.
 */
export async function importBank(
  services: Pick<Services, 'store' | 'clock'>,
  actor: string,
  bankName: string,
  files: BankFile[],
  { partial, dryRun, beside = [], reader = here }: ImportChoice,
): Promise<ImportReport> {
  const stimuli = new Map<string, string>()
  for (const file of [...beside, ...files])
    for (const [id, text] of (await reader.stimuli(file.bytes)) ?? []) stimuli.set(id, text)
  const known = await knownSources(services, bankIdOf(bankName))
  const readings: { file: string; reading: FileReading }[] = []
  for (const file of files) {
    const reading = await reader.items(file.name, file.bytes, stimuli)
    readings.push({ file: file.name, reading: refuseKnown(reading, known, bankName) })
  }
  const clean = readings.every(({ reading }) => reading.refused.length === 0)
  const items = readings.flatMap(({ reading }) => reading.items.map(({ imported }) => imported))
  const committed = !dryRun && items.length > 0 && (clean || partial)
  if (committed)
    await storeItems(
      services,
      actor,
      bankName,
      items,
      files.map((file) => file.name),
    )
  return {
    files: readings.map(({ file, reading }) => ({
      file,
      format: reading.format,
      taken: committed || dryRun ? reading.items.length : 0,
      refused: reading.refused,
      warnings: reading.warnings,
      ...(reading.simplified ? { simplified: reading.simplified } : {}),
    })),
    committed,
  }
}

/** Moves rows whose id is taken, in the bank or by an earlier file of this call, to the refused ones. */
function refuseKnown(reading: FileReading, known: Set<string>, bankName: string): FileReading {
  const taken = reading.items.filter(({ imported }) => known.has(imported.bankItem.source))
  const fresh = reading.items.filter(({ imported }) => !known.has(imported.bankItem.source))
  for (const { imported } of fresh) known.add(imported.bankItem.source)
  if (taken.length === 0) return reading
  // The same file a second time is one mistake, not a hundred.
  const whole = fresh.length === 0 && taken.length > 1
  const remarks = whole
    ? [{ where: 'berkas', reason: `sudah pernah diimpor: semua ${taken.length} id sudah ada di bank "${bankName}"` }]
    : taken.map(({ where, imported }) => ({
        where,
        reason: `id "${imported.bankItem.source}" sudah ada di bank "${bankName}"; ganti id-nya atau hapus barisnya`,
      }))
  return { ...reading, items: fresh, refused: [...reading.refused, ...remarks] }
}
