import { Field } from '../../shared/parts/kit-basics.tsx'

/** The server's limits on a reason (protocol/results.ts). */
const REASON_LEAST = 4
const REASON_MOST = 2000
export const isReason = (text: string): boolean => text.trim().length >= REASON_LEAST

/** Why somebody wants it done; it goes with the proposal and into the audit trail. */
export function ReasonField({
  label,
  hint,
  value,
  most = REASON_MOST,
  onChange,
}: {
  label: string
  hint: string
  /** Where the server takes less than elsewhere. */
  most?: number
  value: string
  onChange: (value: string) => void
}) {
  return (
    <Field label={label} hint={hint}>
      <textarea
        className="k-input"
        required
        minLength={REASON_LEAST}
        maxLength={most}
        value={value}
        onChange={(event) => onChange(event.target.value)}
      />
    </Field>
  )
}
