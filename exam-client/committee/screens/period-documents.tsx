import type { DocumentRule, PeriodSettings } from '../../../server/protocol/recruitment.ts'
import { useText } from '../../shared/language.tsx'
import { Choice, Field } from '../../shared/parts/kit-basics.tsx'
import { vacanciesText } from '../../shared/text/vacancies.ts'
import {
  bytesOf,
  DOCUMENTS_MAX,
  kbOf,
  wholeOf,
  withDocument,
  withNewDocument,
  withoutDocument,
} from '../period-draft.ts'

/** Which documents an applicant brings, and what each may be. */
export function PeriodDocuments({
  settings,
  onSettings,
}: {
  settings: PeriodSettings
  onSettings: (settings: PeriodSettings) => void
}) {
  const all = useText(vacanciesText)
  const text = all.periods
  return (
    <section className="k-panel k-stack" aria-label={text.documents}>
      <div>
        <h2>{text.documents}</h2>
        <p className="k-small k-soft">{text.documentsHint}</p>
      </div>
      {settings.documents.map((rule, at) => {
        const change = (part: Partial<DocumentRule>) => onSettings(withDocument(settings, at, part))
        const words = (name: 'kind' | 'id' | 'en' | 'hintId' | 'hintEn', label: string, most: number, wide = false) => (
          <div className={wide ? 'c-document-wide' : undefined}>
            <Field label={label}>
              <input
                className="k-input"
                maxLength={most}
                value={rule[name]}
                onChange={(event) => change({ [name]: event.target.value })}
              />
            </Field>
          </div>
        )
        const whole = (label: string, value: string, onChange: (value: string) => void) => (
          <Field label={label}>
            <input
              className="k-input"
              inputMode="numeric"
              value={value}
              onChange={(event) => onChange(event.target.value)}
            />
          </Field>
        )
        return (
          <fieldset key={at} className="c-document" aria-label={`${text.document} ${at + 1}: ${rule.id}`}>
            {words('kind', text.kind, 40)}
            {words('id', text.nameId, 100)}
            {words('en', text.nameEn, 100)}
            <Choice
              label={text.type}
              value={rule.type}
              options={(['jpeg', 'pdf'] as const).map((type) => ({ value: type, title: text.types[type] }))}
              onChange={(type) => change({ type: type as DocumentRule['type'] })}
            />
            {words('hintId', text.hintId, 300, true)}
            {words('hintEn', text.hintEn, 300, true)}
            {whole(text.bytes, kbOf(rule.bytesMax), (value) => change({ bytesMax: bytesOf(value) }))}
            {rule.type === 'pdf'
              ? whole(text.pages, String(rule.pagesMax ?? ''), (value) =>
                  change({ pagesMax: Math.max(1, wholeOf(value, 1000)) }),
                )
              : whole(text.pixels, String(rule.pixelsMin ?? ''), (value) =>
                  change({ pixelsMin: Math.max(1, wholeOf(value, 9999)) }),
                )}
            <label className="k-check">
              <input
                type="checkbox"
                checked={rule.needed}
                onChange={(event) => change({ needed: event.target.checked })}
              />{' '}
              {text.needed}
            </label>
            <button
              type="button"
              className="k-button small quiet"
              aria-label={`${all.remove} ${rule.id}`}
              onClick={() => onSettings(withoutDocument(settings, at))}
            >
              {all.remove}
            </button>
          </fieldset>
        )
      })}
      <p>
        <button
          type="button"
          className="k-button small"
          disabled={settings.documents.length >= DOCUMENTS_MAX}
          onClick={() => onSettings(withNewDocument(settings))}
        >
          {text.addDocument}
        </button>
      </p>
    </section>
  )
}
