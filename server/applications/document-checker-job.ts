import { Helper, type HelperLimits } from '../helper-job.ts'
import type { DocumentRule } from '../protocol/recruitment.ts'
import { PIXELS_MAX } from './document.ts'
import type { CheckAsked, CheckFound } from './document-check-job.ts'

/** Checks uploaded files in a process of their own (DC5): foreign bytes meet a decoder there and nowhere else. */
export class DocumentChecker {
  #helper: Helper<CheckAsked, CheckFound>

  constructor(limits: Partial<HelperLimits> = {}) {
    this.#helper = new Helper(new URL('./document-check-job.ts', import.meta.url), limits)
  }

  /** What was found; 'broken' where it took too long, too much, or the process along; 'busy' where too many wait. */
  async check(
    bytes: Buffer,
    { type, bytesMax, pagesMax, pixelsMax, pixelsMin }: DocumentRule,
  ): Promise<CheckFound | { kind: 'busy' }> {
    const rule = { type, bytesMax, pagesMax, pixelsMax, pixelsMin }
    const found = await this.#helper.ask({ bytes, rule, pixelsMax: PIXELS_MAX })
    if (found === 'busy') return { kind: 'busy' }
    return found === 'ended' ? { kind: 'broken' } : found
  }

  stop(): void {
    this.#helper.stop()
  }
}
