import type { DocumentRule, OtherRequirement } from '../../../server/protocol/recruitment.ts'
import { useLanguage, useText } from '../../shared/language.tsx'
import { Choice, Field } from '../../shared/parts/kit-basics.tsx'
import { vacanciesText } from '../../shared/text/vacancies.ts'
import { withNewOther } from '../vacancy-draft.ts'

const OTHERS_MAX = 30

/** What a vacancy asks beside education and age, and the document that shows it. */
export function VacancyOthers({
  others,
  documents,
  onOthers,
}: {
  others: OtherRequirement[]
  documents: DocumentRule[]
  onOthers: (others: OtherRequirement[]) => void
}) {
  const all = useText(vacanciesText)
  const text = all.vacancies.editor
  const { language } = useLanguage()
  const change = (at: number, part: Partial<OtherRequirement>) =>
    onOthers(others.map((one, place) => (place === at ? { ...one, ...part } : one)))
  return (
    <>
      <div>
        <h3>{text.others}</h3>
        <p className="k-small k-soft">{text.othersHint}</p>
      </div>
      {others.map((one, at) => (
        <fieldset key={one.code} className="c-other" aria-label={text.other(String(at + 1))}>
          <Field label={text.otherId}>
            <input
              className="k-input"
              maxLength={300}
              value={one.id}
              onChange={(event) => change(at, { id: event.target.value })}
            />
          </Field>
          <Field label={text.otherEn}>
            <input
              className="k-input"
              maxLength={300}
              value={one.en}
              onChange={(event) => change(at, { en: event.target.value })}
            />
          </Field>
          <Choice
            label={text.otherDocument}
            value={one.document ?? ''}
            all={text.noDocument}
            options={documents.map((rule) => ({ value: rule.kind, title: language === 'id' ? rule.id : rule.en }))}
            onChange={(kind) => change(at, { document: kind || null })}
          />
          <label className="k-check">
            <input
              type="checkbox"
              checked={one.needed}
              onChange={(event) => change(at, { needed: event.target.checked })}
            />{' '}
            {text.needed}
          </label>
          <button
            type="button"
            className="k-button small quiet"
            aria-label={`${all.remove} ${text.other(String(at + 1))}`}
            onClick={() => onOthers(others.filter((_, place) => place !== at))}
          >
            {all.remove}
          </button>
        </fieldset>
      ))}
      <p>
        <button
          type="button"
          className="k-button small"
          disabled={others.length >= OTHERS_MAX}
          onClick={() => onOthers(withNewOther(others))}
        >
          {text.addOther}
        </button>
      </p>
    </>
  )
}
