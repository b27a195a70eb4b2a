import { type FormEvent, useState } from 'react'
import type { NeedsRow, RequestBody } from '../../../server/protocol/needs.ts'
import { count } from '../../shared/format.ts'
import { useLanguage, useText } from '../../shared/language.tsx'
import type { Doing } from '../../shared/load.ts'
import { DoingNotice, Field } from '../../shared/parts/kit-basics.tsx'
import { needsText } from '../../shared/text/needs.ts'
import { isPeople } from '../duty-draft.ts'

export type RequestKept = Pick<RequestBody, 'proposed' | 'reason' | 'granted' | 'decree'>

/** What is asked for, and what the decree granted. */
export function RequestForm({
  row,
  doing,
  onKeep,
}: {
  row: NeedsRow
  doing: Doing<unknown>
  onKeep: (kept: RequestKept) => void
}) {
  const all = useText(needsText)
  const text = all.pair
  const { language } = useLanguage()
  const { request } = row
  const [proposed, setProposed] = useState(String(request?.proposed ?? Math.max(0, -row.gap)))
  const [reason, setReason] = useState(request?.reason ?? '')
  const [granted, setGranted] = useState(request?.granted == null ? '' : String(request.granted))
  const [decree, setDecree] = useState(request?.decree ?? '')
  const good = isPeople(proposed) && (granted.trim() === '' || (isPeople(granted) && decree.trim() !== ''))
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (!good || doing.at === 'sending') return
    const given = granted.trim() === '' ? null : Number(granted)
    onKeep({ proposed: Number(proposed), reason: reason.trim(), granted: given, decree: decree.trim() })
  }
  return (
    <form className="k-panel k-stack" onSubmit={submit}>
      <div>
        <h2>{text.request}</h2>
        <p className="k-small k-soft">{text.requestHint}</p>
      </div>
      <div className="c-needs-request">
        <Field label={text.proposed}>
          <input
            className="k-input"
            inputMode="numeric"
            value={proposed}
            aria-invalid={!isPeople(proposed)}
            onChange={(event) => setProposed(event.target.value)}
          />
        </Field>
        <Field label={text.reason}>
          <input
            className="k-input"
            maxLength={500}
            value={reason}
            onChange={(event) => setReason(event.target.value)}
          />
        </Field>
        <Field label={text.granted} hint={text.grantedHint}>
          <input
            className="k-input"
            inputMode="numeric"
            value={granted}
            aria-invalid={granted.trim() !== '' && !isPeople(granted)}
            onChange={(event) => setGranted(event.target.value)}
          />
        </Field>
        <Field label={text.decree}>
          <input
            className="k-input"
            maxLength={200}
            required={granted.trim() !== ''}
            value={decree}
            onChange={(event) => setDecree(event.target.value)}
          />
        </Field>
      </div>
      {request && request.used > 0 ? (
        <p className="k-small">{text.used(count(request.used, language), count(request.granted ?? 0, language))}</p>
      ) : null}
      <DoingNotice doing={doing} done={() => all.saved} />
      <p>
        <button type="submit" className="k-button primary" disabled={!good || doing.at === 'sending'}>
          {text.saveRequest}
        </button>
      </p>
    </form>
  )
}
