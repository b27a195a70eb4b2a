import { useText } from '../../shared/language.tsx'
import { Field } from '../../shared/parts/kit-basics.tsx'
import { vacanciesText } from '../../shared/text/vacancies.ts'
import type { VacancyDraft, WrongField } from '../vacancy-draft.ts'

const TESTS_MAX = 5

/** The tests beside the CAT with their weights, and the thresholds that this vacancy states itself. */
export function VacancyTests({
  draft,
  stated,
  wrong,
  onDraft,
}: {
  draft: VacancyDraft
  stated: string[]
  wrong: WrongField[]
  onDraft: (draft: VacancyDraft) => void
}) {
  const all = useText(vacanciesText)
  const text = all.vacancies.editor
  const { extras, thresholds } = draft
  const change = (at: number, part: Partial<VacancyDraft['extras'][number]>) =>
    onDraft({ ...draft, extras: extras.map((one, place) => (place === at ? { ...one, ...part } : one)) })
  return (
    <section className="k-panel k-stack" aria-label={text.tests}>
      <div>
        <h2>{text.tests}</h2>
        <p className="k-small k-soft">{text.testsHint}</p>
      </div>
      {extras.map((one, at) => (
        <div key={at} className="k-line c-inline">
          <Field label={text.kind}>
            <input
              className="k-input"
              maxLength={80}
              value={one.kind}
              onChange={(event) => change(at, { kind: event.target.value })}
            />
          </Field>
          <Field label={text.weight}>
            <input
              className="k-input"
              inputMode="numeric"
              value={one.weight}
              aria-invalid={wrong.includes('extras')}
              onChange={(event) => change(at, { weight: event.target.value })}
            />
          </Field>
          <button
            type="button"
            className="k-button quiet"
            aria-label={`${all.remove} ${one.kind}`}
            onClick={() => onDraft({ ...draft, extras: extras.filter((_, place) => place !== at) })}
          >
            {all.remove}
          </button>
        </div>
      ))}
      <p>
        <button
          type="button"
          className="k-button small"
          disabled={extras.length >= TESTS_MAX}
          onClick={() => onDraft({ ...draft, extras: [...extras, { kind: '', weight: '' }] })}
        >
          {text.addTest}
        </button>
      </p>
      {stated.length === 0 ? null : (
        <>
          <div>
            <h3>{text.thresholds}</h3>
            <p className="k-small k-soft">{text.thresholdsHint}</p>
          </div>
          <div className="k-grid3">
            {stated.map((section) => (
              <Field key={section} label={section}>
                <input
                  className="k-input"
                  inputMode="numeric"
                  value={thresholds[section] ?? ''}
                  aria-invalid={wrong.includes('thresholds')}
                  onChange={(event) =>
                    onDraft({ ...draft, thresholds: { ...thresholds, [section]: event.target.value } })
                  }
                />
              </Field>
            ))}
          </div>
        </>
      )}
    </section>
  )
}
