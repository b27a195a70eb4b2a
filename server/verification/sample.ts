import { hmac } from '../canonical.ts'
import type { Verdict } from '../protocol/verification.ts'

/** Of 2^32 equal parts. */
const PARTS = 2 ** 32

/**
 * Whether a second officer looks at a decision (VC8). `key` belongs to the data folder: an officer cannot know beforehand
 * which ones will be looked at, and cannot choose them.
 */
export function isSampled(
  key: Buffer,
  applicationId: string,
  verdict: Verdict,
  rule: { samplePercent: number; checkAllFailed?: boolean },
): boolean {
  if (verdict === 'TMS' && rule.checkAllFailed) return true
  return hmac(key, applicationId).readUInt32BE(0) < (PARTS * rule.samplePercent) / 100
}
