import { type FormEvent, useState } from 'react'
import type { ProposalRow } from '../../../server/protocol/http.ts'
import type {
  CaseFile,
  Decision,
  DecisionDraft,
  DecisionPreview,
  DecisionTemplateRow,
  Remedy,
} from '../../../server/protocol/objections.ts'
import type { StandingCode } from '../../../server/protocol/results.ts'
import { count, momentWib } from '../../shared/format.ts'
import { useLanguage, useText } from '../../shared/language.tsx'
import type { Doing } from '../../shared/load.ts'
import { Choice, DoingNotice, Field, Notice } from '../../shared/parts/kit-basics.tsx'
import { boardText } from '../../shared/text/board.ts'
import { objectionText } from '../../shared/text/objection.ts'
import { standingsText } from '../../shared/text/standings.ts'
import { Effects } from './effects.tsx'
import { Plain } from './objection-case.tsx'
import { isReason, ReasonField } from './reason-field.tsx'

const CODES = ['none', 'TMS', 'TMS-1', 'APS', 'DIS'] as const satisfies StandingCode[]
const CHANGES_SHOWN = 50
const FILL_MOST = 2000

/** What was decided, or that it waits; otherwise the form. */
export function Decided({ file }: { file: CaseFile }) {
  const text = useText(objectionText).decision
  const { language } = useLanguage()
  const { decision, proposal } = file
  if (decision)
    return (
      <section className="k-panel k-stack-small" aria-labelledby="decision">
        <h2 id="decision">{text.title}</h2>
        <Notice tone={decision.verdict === 'granted' ? 'ok' : 'plain'}>
          <p className="k-strong">{text[decision.verdict]}</p>
          <p className="c-wrap">{decision.answer[language]}</p>
          <p className="k-small">
            {momentWib(decision.at, language)}, {text.by(decision.proposedBy, decision.approvedBy)}
          </p>
        </Notice>
        {decision.verdict === 'granted' ? <p>{text.frozen}</p> : null}
      </section>
    )
  if (proposal)
    return (
      <Notice tone="amber">
        {text.waiting} <a href="?screen=approvals">{text.toApprovals}</a>
      </Notice>
    )
  return null
}

/** Wording, what follows and its effect; the effect is seen before the decision can be proposed. */
export function DecisionForm({
  templates,
  keyChanges,
  preview,
  proposing,
  onPreview,
  onChange,
  onPropose,
}: {
  templates: DecisionTemplateRow[]
  /** Key changes that are open or approved. */
  keyChanges: ProposalRow[]
  preview: Doing<DecisionPreview>
  proposing: Doing<ProposalRow>
  onPreview: (draft: DecisionDraft) => void
  /** What was previewed is no longer what is written. */
  onChange: () => void
  onPropose: (decision: Decision) => void
}) {
  const text = useText(objectionText).decision
  const { codes } = useText(standingsText)
  const { language } = useLanguage()
  const [chosen, setChosen] = useState('')
  const [fill, setFill] = useState('')
  const [kind, setKind] = useState<Remedy['kind']>('none')
  const [code, setCode] = useState<StandingCode>('none')
  const [keyChange, setKeyChange] = useState('')
  const [reason, setReason] = useState('')
  const template = templates.find((one) => one.id === chosen)
  const remedy: Remedy | null =
    !template || template.verdict === 'rejected' || kind === 'none'
      ? { kind: 'none' }
      : kind === 'standing'
        ? { kind, code }
        : keyChange === ''
          ? null
          : { kind, proposal: keyChange }
  const draft = template && remedy ? { template: template.id, fill: fill.trim(), remedy } : null
  const changed = <Value,>(set: (value: Value) => void) => {
    return (value: Value) => {
      onChange()
      set(value)
    }
  }
  const shown = preview.at === 'done' ? preview.reply : null
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (!draft) return
    if (!shown) onPreview(draft)
    else if (isReason(reason)) onPropose({ ...draft, reason: reason.trim() })
  }
  return (
    <section className="k-panel k-stack" aria-labelledby="decision">
      <h2 id="decision">{text.title}</h2>
      <form className="k-stack c-form" onSubmit={submit}>
        <Choice
          label={text.template}
          value={chosen}
          all={text.choose}
          options={templates.map((one) => ({
            value: one.id,
            title: `${text.verdicts[one.verdict]}: ${one.title[language]}`,
          }))}
          onChange={changed(setChosen)}
        />
        {template ? <p className="c-quote k-small">{template.text[language].replace('{fill}', '…')}</p> : null}
        <Field label={text.fill} hint={text.fillHint}>
          <textarea
            className="k-input"
            maxLength={FILL_MOST}
            value={fill}
            onChange={(event) => changed(setFill)(event.target.value)}
          />
        </Field>
        {template?.verdict === 'granted' ? (
          <Choice
            label={text.remedy}
            value={kind}
            options={(['none', 'standing', 'key-change'] as const).map((one) => ({
              value: one,
              title: text.remedies[one],
            }))}
            onChange={(value) => changed(setKind)(value as Remedy['kind'])}
          />
        ) : template ? (
          <p className="k-soft">{text.rejectedNote}</p>
        ) : null}
        {template?.verdict === 'granted' && kind === 'standing' ? (
          <Choice
            label={text.standing}
            value={code}
            options={CODES.map((one) => ({ value: one, title: codes[one] }))}
            onChange={(value) => changed(setCode)(CODES.find((one) => one === value) ?? 'none')}
          />
        ) : null}
        {template?.verdict === 'granted' && kind === 'key-change' ? (
          keyChanges.length === 0 ? (
            <Notice tone="amber">
              {text.noKeyChange} <a href="?screen=rescoring">{text.toRescoring}</a>
            </Notice>
          ) : (
            <Choice
              label={text.keyChange}
              value={keyChange}
              all="–"
              options={keyChanges.map((one) => ({ value: one.id, title: one.title[language] }))}
              onChange={changed(setKeyChange)}
            />
          )
        ) : null}
        {shown ? (
          <Shown preview={shown} />
        ) : (
          <p>
            <button type="submit" className="k-button" disabled={!draft || preview.at === 'sending'}>
              {text.preview}
            </button>
          </p>
        )}
        {preview.at === 'done' ? null : <DoingNotice doing={preview} />}
        {shown ? (
          <>
            <ReasonField label={text.reason} hint={text.reasonHint} value={reason} onChange={setReason} />
            <p>
              <button
                type="submit"
                className="k-button primary"
                disabled={!isReason(reason) || proposing.at === 'sending'}
              >
                {text.propose}
              </button>
            </p>
            {proposing.at === 'done' ? null : <DoingNotice doing={proposing} />}
          </>
        ) : null}
      </form>
    </section>
  )
}

function Shown({ preview }: { preview: DecisionPreview }) {
  const text = useText(objectionText).decision
  const { stages } = useText(boardText)
  const numberHead = useText(objectionText).number
  const { language } = useLanguage()
  const place = (one: DecisionPreview['changes'][number]['before']) =>
    `${one.place === null ? '–' : count(one.place, language)} · ${one.code}`
  const more = preview.changes.length - CHANGES_SHOWN
  return (
    <div className="k-stack-small" role="status">
      <p className="k-legend">{text.answer}</p>
      <blockquote className="c-quote">{preview.answer[language]}</blockquote>
      <p className="k-legend">{text.effect}</p>
      <Effects of={preview.effect} label={text.effect} />
      {preview.changes.length > 0 ? (
        <Plain
          caption={text.moves}
          heads={[text.list, numberHead, text.before, text.after]}
          rows={preview.changes
            .slice(0, CHANGES_SHOWN)
            .map((one) => [stages[one.list], one.number, place(one.before), place(one.after)])}
        />
      ) : null}
      {more > 0 ? <p className="k-small k-soft">{text.more(count(more, language))}</p> : null}
      <p className="k-small k-soft">{text.frozen}</p>
    </div>
  )
}
