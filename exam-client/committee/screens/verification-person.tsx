import { type FormEvent, useId, useState } from 'react'
import type { DeskPerson } from '../../../server/protocol/verification.ts'
import { useText } from '../../shared/language.tsx'
import type { Doing } from '../../shared/load.ts'
import { DoingNotice } from '../../shared/parts/kit-basics.tsx'
import { Ask } from '../../shared/parts/kit-dialog.tsx'
import { kitText } from '../../shared/text/kit.ts'
import { verificationText } from '../../shared/text/verification.ts'
import { isReason, ReasonField } from './reason-field.tsx'

const PURPOSE_MOST = 200

/** Who it is: masked, and in full once the purpose is written down. */
export function PersonPanel({
  person,
  whole,
  unmasking,
  onUnmask,
}: {
  person: DeskPerson
  /** Shown in full already. */
  whole: boolean
  unmasking: Doing<DeskPerson>
  onUnmask: (purpose: string) => void
}) {
  const text = useText(verificationText).desk
  const [asking, setAsking] = useState(false)
  const lines: [string, string | null][] = [
    [text.name, person.name],
    [text.nik, person.nik],
    [text.kk, person.kk],
    [text.birth, person.birth],
    [text.address, person.address],
    [text.email, person.email],
    [text.phone, person.phone],
  ]
  return (
    <section className="k-panel v-person" aria-label={text.person}>
      <dl>
        {lines.map(([name, value]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd className={name === text.name ? 'k-strong' : 'k-num'}>{value ?? '–'}</dd>
          </div>
        ))}
      </dl>
      {whole ? null : (
        <button type="button" className="k-button small" onClick={() => setAsking(true)}>
          {text.unmask}
        </button>
      )}
      {asking && !whole ? (
        <PurposeDialog
          title={text.unmaskTitle}
          note={text.unmaskNote}
          action={text.show}
          doing={unmasking}
          onSay={onUnmask}
          onClose={() => setAsking(false)}
        />
      ) : null}
    </section>
  )
}

/** Asks what for, before anything personal is shown or leaves the house. */
export function PurposeDialog<Reply>({
  title,
  note,
  action,
  doing,
  onSay,
  onClose,
}: {
  title: string
  note: string
  action: string
  doing: Doing<Reply>
  onSay: (purpose: string) => void
  onClose: () => void
}) {
  const text = useText(verificationText).desk
  const kit = useText(kitText)
  const form = useId()
  const [purpose, setPurpose] = useState('')
  const submit = (event: FormEvent) => {
    event.preventDefault()
    onSay(purpose.trim())
  }
  return (
    <Ask
      open
      title={title}
      onClose={onClose}
      actions={
        <>
          <button type="button" className="k-button" onClick={onClose}>
            {kit.cancel}
          </button>
          <button
            type="submit"
            form={form}
            className="k-button primary"
            disabled={!isReason(purpose) || doing.at === 'sending'}
          >
            {action}
          </button>
        </>
      }
    >
      <form id={form} className="k-stack" onSubmit={submit}>
        <p>{note}</p>
        <ReasonField
          label={text.purpose}
          hint={text.purposeHint}
          most={PURPOSE_MOST}
          value={purpose}
          onChange={setPurpose}
        />
      </form>
      {doing.at === 'done' ? null : <DoingNotice doing={doing} />}
    </Ask>
  )
}
