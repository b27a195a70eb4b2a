import type { FileReading } from '../../question-bank/import/reading.ts'
import { Helper, type HelperLimits } from '../helper-job.ts'
import type { FileReader } from './bank-import.ts'
import type { ReadAsked, ReadFound } from './bank-read-job.ts'

/** One file has so long, and so much memory: fifty thousand items need a third of it. */
const LIMITS: HelperLimits = { workMs: 60_000, memoryBytes: 1200 * 1024 * 1024, heapMb: 768 }

/** Reads files from outside in a process of their own (B36): what hangs or grows there takes nothing else along. */
export class BankReader implements FileReader {
  #helper: Helper<ReadAsked, ReadFound>

  constructor(limits: Partial<HelperLimits> = {}) {
    this.#helper = new Helper(new URL('./bank-read-job.ts', import.meta.url), { ...LIMITS, ...limits })
  }

  async stimuli(bytes: Uint8Array): Promise<ReadonlyMap<string, string> | null> {
    // Only JSON can be a file of passages, and nothing else need make the way there twice.
    if (!/^\W{0,50}?[[{]/.test(Buffer.from(bytes.subarray(0, 100)).toString('latin1'))) return null
    const found = await this.#helper.ask({ what: 'stimuli', bytes })
    return found instanceof Map ? found : null
  }

  async items(name: string, bytes: Uint8Array, stimuli: ReadonlyMap<string, string>): Promise<FileReading> {
    const found = await this.#helper.ask({ what: 'items', name, bytes, stimuli })
    if (found !== null && typeof found === 'object' && 'format' in found) return found
    const reason =
      found === 'busy'
        ? 'Pembaca berkas sedang sibuk; tidak ada yang ditulis. Coba lagi sebentar.'
        : 'Berkas ini terlalu lama atau terlalu berat untuk dibaca, maka dihentikan; tidak ada yang ditulis. Bagi menjadi berkas yang lebih kecil.'
    return { format: 'unknown', items: [], refused: [{ where: 'berkas', reason }], warnings: [] }
  }

  stop(): void {
    this.#helper.stop()
  }
}
