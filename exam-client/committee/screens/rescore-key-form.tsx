import { type FormEvent, useState } from 'react'
import type { ItemStudy, KeyWanted } from '../../../server/protocol/rescoring.ts'
import { useText } from '../../shared/language.tsx'
import { Notice } from '../../shared/parts/kit-basics.tsx'
import { rescoreText } from '../../shared/text/rescore.ts'
import { type DraftItem, formOf, type KeyForm, keyOf, sameKey } from '../rescore-draft.ts'

/** Weights that the server takes where no test uses the item. */
const ANY_WEIGHT = { least: 0, most: 1000 }

/** The new key of an item: options, weights, all correct, or void. Nothing is sent: it goes into the proposal. */
export function KeyFormPanel({
  study,
  taken,
  onTake,
}: {
  study: ItemStudy
  /** What the proposal holds of this item already. */
  taken: DraftItem | undefined
  onTake: (key: KeyWanted) => void
}) {
  const text = useText(rescoreText)
  const { item } = study
  const labels = item.options.map((option) => option.label)
  const limits = study.limits ?? ANY_WEIGHT
  const [form, setForm] = useState<KeyForm>(() => startOf(study, taken?.after ?? study.key, labels))
  const key = keyOf(form, labels, limits)
  const same = key !== null && sameKey(key, study.key)
  const kinds: KeyWanted['kind'][] = [item.kind, 'given', 'void']
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (key && !same) onTake(key)
  }
  return (
    <form className="k-panel k-stack" onSubmit={submit} aria-labelledby="rescore-new">
      <h2 id="rescore-new">{text.newKey}</h2>
      <fieldset className="c-choices">
        <legend className="sr-only">{text.newKey}</legend>
        {kinds.map((kind) => (
          <label key={kind} className="k-check">
            <input
              type="radio"
              name="rescore-kind"
              checked={form.kind === kind}
              onChange={() => setForm({ ...form, kind })}
            />{' '}
            {text.kinds[kind]}
          </label>
        ))}
      </fieldset>
      {form.kind === 'single' ? (
        <fieldset className="c-choices">
          <legend className="k-legend">{text.correctOptions}</legend>
          <div className="k-line">
            {labels.map((label) => (
              <label key={label} className="k-check">
                <input
                  type="checkbox"
                  checked={form.correct.includes(label)}
                  onChange={(event) =>
                    setForm({
                      ...form,
                      correct: event.target.checked
                        ? [...form.correct, label]
                        : form.correct.filter((one) => one !== label),
                    })
                  }
                />{' '}
                <strong>{label}</strong>
              </label>
            ))}
          </div>
        </fieldset>
      ) : null}
      {form.kind === 'weighted' ? (
        <fieldset className="c-choices">
          <legend className="k-legend">{text.weights}</legend>
          <div className="k-line">
            {labels.map((label) => (
              <label key={label} className="c-weight">
                <strong aria-hidden="true">{label}</strong>
                <input
                  className="k-input k-num c-few"
                  inputMode="numeric"
                  aria-label={text.weightOf(label)}
                  value={form.weights[label] ?? ''}
                  onChange={(event) => setForm({ ...form, weights: { ...form.weights, [label]: event.target.value } })}
                />
              </label>
            ))}
          </div>
          <small className="k-soft">{text.limits(String(limits.least), String(limits.most))}</small>
        </fieldset>
      ) : null}
      {key === null ? (
        <p className="k-soft">
          {form.kind === 'single' ? text.chooseOne : text.badWeights(String(limits.least), String(limits.most))}
        </p>
      ) : same ? (
        <p className="k-soft">{text.same}</p>
      ) : null}
      {taken ? (
        <Notice tone="ok" live>
          <p>{text.taken(item.source)}</p>
          <p className="k-line">
            <a className="k-button small primary" href="?screen=rescoring&step=preview">
              {text.toPreview}
            </a>
            <a className="k-button small" href="?screen=rescoring">
              {text.back}
            </a>
          </p>
        </Notice>
      ) : null}
      <p>
        <button
          type="submit"
          className={taken ? 'k-button' : 'k-button primary'}
          disabled={key === null || same || (taken !== undefined && sameKey(taken.after, key))}
        >
          {taken ? text.replace : text.take}
        </button>
      </p>
    </form>
  )
}

/** A form of an item that is given or void now begins with its own kind, its options still to be stated. */
function startOf(study: ItemStudy, key: KeyWanted, labels: string[]): KeyForm {
  const form = formOf(key, labels)
  if (key.kind !== study.item.kind && (key.kind === 'single' || key.kind === 'weighted'))
    return { ...form, kind: study.item.kind }
  return form
}
