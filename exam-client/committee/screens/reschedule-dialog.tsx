import { type FormEvent, useId, useState } from 'react'
import type { SittingSummary } from '../../../server/protocol/proctor.ts'
import { dayWib, hourWib, momentWib } from '../../shared/format.ts'
import { useLanguage, useText } from '../../shared/language.tsx'
import type { Doing } from '../../shared/load.ts'
import { DoingNotice, Notice } from '../../shared/parts/kit-basics.tsx'
import { Ask } from '../../shared/parts/kit-dialog.tsx'
import { kitText } from '../../shared/text/kit.ts'
import { settingsText } from '../../shared/text/sitting-settings.ts'
import { isReason, ReasonField } from './reason-field.tsx'
import { useWib, WibFields } from './wib-fields.tsx'

const REASON_MOST = 500

export interface NewStart {
  startsAt: number
  reason: string
}

/** Another start for a sitting, in WIB, with its reason; says first what follows from it. */
export function RescheduleDialog({
  sitting,
  closeMinutes,
  now,
  doing,
  onSave,
  onClose,
}: {
  sitting: SittingSummary
  /** PINs end so long before the start. */
  closeMinutes: number
  /** Wall clock. */
  now: number
  doing: Doing<unknown>
  onSave: (start: NewStart) => void
  onClose: () => void
}) {
  const text = useText(settingsText).reschedule
  const kit = useText(kitText)
  const { language } = useLanguage()
  const form = useId()
  const wib = useWib(dayWib(sitting.startsAt), hourWib(sitting.startsAt))
  const [reason, setReason] = useState('')
  const startsAt = wib.at
  const same =
    startsAt !== null &&
    hourWib(startsAt) === hourWib(sitting.startsAt) &&
    dayWib(startsAt) === dayWib(sitting.startsAt)
  const past = startsAt !== null && startsAt <= now
  const fits = startsAt !== null && !same && !past && isReason(reason)
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (fits) onSave({ startsAt, reason: reason.trim() })
  }
  return (
    <Ask
      open
      title={text.title}
      onClose={onClose}
      actions={
        <>
          <button type="button" className="k-button" onClick={onClose}>
            {kit.cancel}
          </button>
          <button type="submit" form={form} className="k-button primary" disabled={!fits || doing.at === 'sending'}>
            {text.save}
          </button>
        </>
      }
    >
      <form id={form} className="k-stack" onSubmit={submit}>
        <p>
          <strong>{sitting.name}</strong>. {text.now(momentWib(sitting.startsAt, language))}
        </p>
        <WibFields wib={wib} date={text.date} time={text.time} least={dayWib(now)} />
        {startsAt === null ? (
          <Notice tone="amber">{text.bad}</Notice>
        ) : same ? (
          <Notice>{text.same}</Notice>
        ) : past ? (
          <Notice tone="amber">{text.past}</Notice>
        ) : (
          <Notice tone="accent">
            <p className="k-num">
              {text.effect(momentWib(startsAt, language), momentWib(startsAt - closeMinutes * 60_000, language))}
            </p>
            <p>{text.others}</p>
          </Notice>
        )}
        <ReasonField
          label={text.reason}
          hint={text.reasonHint}
          value={reason}
          most={REASON_MOST}
          onChange={setReason}
        />
      </form>
      {doing.at === 'done' ? null : <DoingNotice doing={doing} />}
    </Ask>
  )
}
