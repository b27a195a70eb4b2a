import { type FormEvent, useId, useState } from 'react'
import type { ObjectionRow, OfficerObjection } from '../../../server/protocol/objections.ts'
import { useText } from '../../shared/language.tsx'
import type { Doing } from '../../shared/load.ts'
import { Choice, DoingNotice, Field, Notice } from '../../shared/parts/kit-basics.tsx'
import { Ask } from '../../shared/parts/kit-dialog.tsx'
import { kitText } from '../../shared/text/kit.ts'
import { objectionText } from '../../shared/text/objection.ts'

/** As the server asks of an objection (OB5). */
const TEXT_LEAST = 20
const TEXT_MOST = 4000

/** Takes down an objection that came by letter. */
export function ObjectionEntry({
  open,
  doing,
  onSave,
  onClose,
}: {
  /** Publications whose window is open now. */
  open: { id: string; title: string }[]
  doing: Doing<ObjectionRow>
  onSave: (wanted: OfficerObjection) => void
  onClose: () => void
}) {
  const text = useText(objectionText).entry
  const kit = useText(kitText)
  const form = useId()
  const [publication, setPublication] = useState(open[0]?.id ?? '')
  const [number, setNumber] = useState('')
  const [words, setWords] = useState('')
  const ready = publication !== '' && number.trim() !== '' && words.trim().length >= TEXT_LEAST
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (ready) onSave({ publication, number: number.trim(), text: words.trim() })
  }
  return (
    <Ask
      open
      wide
      title={text.title}
      onClose={onClose}
      actions={
        <>
          <button type="button" className="k-button" onClick={onClose}>
            {kit.cancel}
          </button>
          {open.length > 0 ? (
            <button type="submit" form={form} className="k-button primary" disabled={!ready || doing.at === 'sending'}>
              {text.save}
            </button>
          ) : null}
        </>
      }
    >
      {open.length === 0 ? (
        <Notice tone="amber">{text.noneOpen}</Notice>
      ) : (
        <form id={form} className="k-stack" onSubmit={submit}>
          <Choice
            label={text.publication}
            value={publication}
            options={open.map(({ id, title }) => ({ value: id, title }))}
            onChange={setPublication}
          />
          <Field label={text.number}>
            <input
              className="k-input c-select"
              required
              maxLength={40}
              autoComplete="off"
              value={number}
              onChange={(event) => setNumber(event.target.value)}
            />
          </Field>
          <Field label={text.text} hint={text.textHint}>
            <textarea
              className="k-input c-long"
              required
              minLength={TEXT_LEAST}
              maxLength={TEXT_MOST}
              value={words}
              onChange={(event) => setWords(event.target.value)}
            />
          </Field>
        </form>
      )}
      {doing.at === 'done' ? null : <DoingNotice doing={doing} />}
    </Ask>
  )
}
