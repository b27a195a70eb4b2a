import { Helper } from '../helper-job.ts'
import { type Refusal, refuse } from '../protocol/refusals.ts'
import type { ReceiptAsked } from './receipt-export.ts'

/** Prints receipts beside the server: hundreds are fetched in the last hour of registration, and a hall may be at work. */
export class ReceiptPrinter {
  #helper = new Helper<ReceiptAsked, Uint8Array>(new URL('./receipt-print-job.ts', import.meta.url))

  async print(asked: ReceiptAsked): Promise<Buffer | Refusal> {
    const pdf = await this.#helper.ask(asked)
    return typeof pdf === 'string' ? refuse('receipt-later') : Buffer.from(pdf)
  }

  stop(): void {
    this.#helper.stop()
  }
}
