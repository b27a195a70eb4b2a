/** When a message is tried, and when no more. Pure; rules NT4 and NT5. */
const MINUTE = 60_000
/** After each try that failed, in minutes: a mail server that is down for a night is met again in the morning. */
const WAITS = [1, 5, 15, 60, 180, 360, 720]

/** After so many tries that failed; null: it has failed for good, and is the officer's. */
export const nextTry = (tries: number, now: number): number | null => {
  const wait = WAITS[tries - 1]
  return wait === undefined ? null : now + wait * MINUTE
}

/** A code that is older opens nothing any more: a late one would only confuse. */
export const CODE_GOOD_MS = 10 * MINUTE
export const isStale = (kind: string, createdAt: number, now: number): boolean =>
  kind === 'code' && now - createdAt > CODE_GOOD_MS

/** What a failure is called, from the mail server's code alone: its text may repeat the address. */
export function failureOf(error: { code?: string | undefined; responseCode?: number | undefined }): {
  error: string
  final: boolean
} {
  const { code = 'EUNKNOWN', responseCode } = error
  const said = responseCode === undefined ? code : `${code} ${responseCode}`
  // 5xx on an envelope: nobody lives there. A refused sign-in is ours to mend and is tried again.
  const final = responseCode !== undefined && responseCode >= 500 && code === 'EENVELOPE'
  return { error: /^[A-Z0-9_]+( \d{3})?$/.test(said) ? said : 'EUNKNOWN', final }
}
