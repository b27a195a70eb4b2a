import { useState } from 'react'
import { useText } from '../../shared/language.tsx'
import { stationWords } from '../../shared/text/station.ts'
import type { Counts } from '../station-state.ts'
import { Dialog } from './dialog.tsx'

export function GoDialog({
  count,
  onGo,
  onClose,
}: {
  count: number
  onGo: (slot: number) => void
  onClose: () => void
}) {
  const text = useText(stationWords)
  const [typed, setTyped] = useState('')
  const number = /^\d{1,3}$/.test(typed) ? Number(typed) : 0
  const valid = number >= 1 && number <= count
  return (
    <Dialog title={text.goTitle} onClose={onClose} className="go-dialog">
      <form
        onSubmit={(event) => {
          event.preventDefault()
          if (!valid) return
          onClose()
          onGo(number - 1)
        }}
      >
        <label className="field">
          <span>{text.goRange(count)}</span>
          <input
            className="tabular"
            inputMode="numeric"
            autoComplete="off"
            maxLength={3}
            value={typed}
            onChange={(event) => setTyped(event.target.value.replace(/\D/g, ''))}
          />
        </label>
        <p className="dialog-buttons">
          <button type="submit" className="button primary" disabled={!valid}>
            {text.go}
          </button>
          <button type="button" className="button" onClick={onClose}>
            {text.cancel}
          </button>
        </p>
      </form>
    </Dialog>
  )
}

/** The second confirmation: says the numbers, and the safe way out has the focus. */
export function FinishDialog({
  counts,
  onFinish,
  onClose,
}: {
  counts: Counts
  onFinish: () => void
  onClose: () => void
}) {
  const text = useText(stationWords)
  return (
    <Dialog title={text.confirmTitle} onClose={onClose}>
      <ul className="confirm-counts">
        <li>{text.confirmAnswered(counts.answered, counts.items)}</li>
        {counts.open > 0 ? (
          <li className="danger">
            <strong>{text.confirmOpen(counts.open)}</strong>
          </li>
        ) : null}
        {counts.flagged > 0 ? (
          <li className="amber">
            <strong>{text.confirmFlagged(counts.flagged)}</strong>
          </li>
        ) : null}
      </ul>
      <p>{text.confirmWarning}</p>
      <p className="dialog-buttons">
        {/* biome-ignore lint/a11y/noAutofocus: in a dialog that cannot be undone the safe button has the focus */}
        <button type="button" className="button" autoFocus onClick={onClose}>
          {text.confirmNo}
        </button>
        <button type="button" className="button primary" onClick={onFinish}>
          {text.confirmYes}
        </button>
      </p>
    </Dialog>
  )
}
