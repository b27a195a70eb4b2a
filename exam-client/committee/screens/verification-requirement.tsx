import { useId } from 'react'
import { unmetSentence } from '../../../server/protocol/unmet.ts'
import type { RequirementToJudge, Verdict } from '../../../server/protocol/verification.ts'
import { REASONS, type ReasonCode, reasonsFor } from '../../../server/protocol/verification-words.ts'
import { count } from '../../shared/format.ts'
import { useLanguage, useText } from '../../shared/language.tsx'
import { Field, Mark } from '../../shared/parts/kit-basics.tsx'
import { verificationText } from '../../shared/text/verification.ts'
import type { Judging } from '../judging.ts'

const NOTE_MOST = 500

interface Props {
  requirement: RequirementToJudge
  current: boolean
  place: number
  all: number
  word: Judging['words'][string] | null
  /** A second officer reads what the first one said. */
  readOnly: boolean
  onHere: () => void
  onMark: (verdict: Verdict) => void
  onExplain: (change: { reason?: ReasonCode | null; text?: string }) => void
  onMove: (by: number) => void
}

/** One requirement: what is asked, what she filled in, what the rules find, and the officer's word. */
export function RequirementCard(props: Props) {
  const { requirement: one, current, place, all, word, readOnly, onHere, onMark, onMove } = props
  const text = useText(verificationText)
  const { language } = useLanguage()
  const id = useId()
  return (
    <li className={current ? 'v-one now' : 'v-one'}>
      <div className="v-one-head">
        <button type="button" id={id} className="v-title" aria-current={current} onClick={onHere}>
          {one.title[language]}
        </button>
        <VerdictMark word={word} />
      </div>
      {current ? (
        <div className="k-stack-small v-one-body" role="group" aria-labelledby={id}>
          <p className="k-small k-soft v-place">
            <button type="button" className="k-button small" disabled={place === 0} onClick={() => onMove(-1)}>
              {text.desk.previous}
            </button>
            {text.desk.requirementOf(count(place + 1, language), count(all, language))}
            <button type="button" className="k-button small" disabled={place + 1 === all} onClick={() => onMove(1)}>
              {text.desk.nextOne}
            </button>
          </p>
          <dl className="v-facts">
            <div>
              <dt>{text.desk.asked}</dt>
              <dd>
                {one.asked[language]}
                {one.needed ? '' : ` (${text.desk.optional})`}
              </dd>
            </div>
            {one.said ? (
              <div>
                <dt>{text.desk.said}</dt>
                <dd>{one.said[language]}</dd>
              </div>
            ) : null}
            {one.hint ? (
              <div>
                <dt>{text.desk.hint}</dt>
                <dd>
                  <Mark shape="triangle" tone="amber">
                    <span className="v-hint">{unmetSentence(one.hint, language)}</span>
                  </Mark>
                </dd>
              </div>
            ) : null}
          </dl>
          {readOnly ? <Said word={word} /> : <Judge {...props} onMark={onMark} />}
        </div>
      ) : null}
    </li>
  )
}

function Judge({ requirement: { requirement, title }, word, onMark, onExplain }: Props) {
  const text = useText(verificationText)
  const { language } = useLanguage()
  return (
    <>
      <fieldset className="v-marks">
        <legend className="sr-only">{text.desk.judge(title[language])}</legend>
        {(['MS', 'TMS'] as const).map((verdict) => (
          <button
            key={verdict}
            type="button"
            className={`k-button v-mark ${verdict === 'MS' ? 'ms' : 'tms'}`}
            aria-pressed={word?.verdict === verdict}
            onClick={() => onMark(verdict)}
          >
            <strong>{text.verdicts[verdict]}</strong> {text.verdictWords[verdict]}
          </button>
        ))}
      </fieldset>
      {word?.verdict === 'TMS' ? (
        <>
          <Field label={text.desk.reason}>
            <select
              className="k-input"
              value={word.reason ?? ''}
              onChange={(event) => onExplain({ reason: (event.target.value || null) as ReasonCode | null })}
            >
              <option value="">{text.desk.reasonNone}</option>
              {reasonsFor(requirement).map((code, place) => (
                <option key={code} value={code}>
                  {place < 9 ? `${place + 1}. ` : ''}
                  {REASONS[code][language]}
                </option>
              ))}
            </select>
          </Field>
          <Field label={text.desk.note} hint={text.desk.noteHint}>
            <input
              className="k-input"
              maxLength={NOTE_MOST}
              value={word.text}
              onChange={(event) => onExplain({ text: event.target.value })}
            />
          </Field>
        </>
      ) : null}
    </>
  )
}

function Said({ word }: { word: Props['word'] }) {
  const { language } = useLanguage()
  if (!word?.reason) return null
  return (
    <p>
      {REASONS[word.reason][language]} {word.text}
    </p>
  )
}

export function VerdictMark({ word }: { word: { verdict: Verdict } | null }) {
  const text = useText(verificationText)
  if (!word)
    return (
      <Mark shape="dashed" tone="soft">
        <span className="sr-only">{text.desk.open}</span>
      </Mark>
    )
  return word.verdict === 'MS' ? (
    <Mark shape="check" tone="ok">
      {text.verdicts.MS}
    </Mark>
  ) : (
    <Mark shape="cross" tone="danger">
      {text.verdicts.TMS}
    </Mark>
  )
}
