import { serveHelper } from '../helper-job.ts'
import { type ReceiptAsked, receiptPdf } from './receipt-export.ts'

/** The process of `receipt-printer-job.ts`: fitting fonts into a PDF takes longer than an answer may wait. */
serveHelper<ReceiptAsked, Uint8Array>(async (asked) => new Uint8Array(await receiptPdf(asked)))
