import { useId } from 'react'
import type { BankSummary } from '../../../server/protocol/http.ts'
import { count } from '../../shared/format.ts'
import { useLanguage, useText } from '../../shared/language.tsx'
import { Mark } from '../../shared/parts/kit-basics.tsx'
import { workText } from '../../shared/text/committee-work.ts'
import { available, type DraftSection, type Quota, topicsFor, whole } from '../test-draft.ts'

const COUNT_MAX = 500
const DIFFICULTIES = ['1', '2', '3'] as const

/** One section of the blueprint: how many items, from where in the bank, and which quotas. */
export function SectionEditor({
  section,
  bank,
  onChange,
}: {
  section: DraftSection
  bank: BankSummary
  onChange: (change: Partial<DraftSection>) => void
}) {
  const text = useText(workText).test
  const { language } = useLanguage()
  const id = useId()
  const have = available(section, bank)
  const enough = have >= section.count
  const sections = bank.sections.filter((one) => one.name !== '').map((one) => one.name)
  const from = section.source.subjects ? '' : (section.source.sections?.[0] ?? '')
  const take = (name: string) =>
    onChange({
      source:
        name === ''
          ? { ...section.source, sections: undefined, subjects: [] }
          : { ...section.source, subjects: undefined, sections: [name] },
      topics: [],
    })
  return (
    <fieldset className="k-group c-section">
      <legend>
        {section.id} · {section.title}
      </legend>
      <div className="k-line c-section-line">
        <label className="k-field">
          <span>{text.count}</span>
          <input
            className="k-input short"
            type="number"
            min={1}
            max={COUNT_MAX}
            value={section.count}
            onChange={(event) => onChange({ count: whole(event.target.value, 1, COUNT_MAX) })}
          />
        </label>
        <label className="k-field">
          <span>{text.from}</span>
          <select className="k-input c-select" value={from} onChange={(event) => take(event.target.value)}>
            {sections.map((name) => (
              <option key={name} value={name}>
                {text.sourceSection(name)}
              </option>
            ))}
            <option value="">{text.sourceSubjects}</option>
          </select>
        </label>
        <Mark shape={enough ? 'check' : 'triangle'} tone={enough ? 'ok' : 'amber'}>
          {text.available(count(have, language))}
        </Mark>
      </div>
      {section.source.subjects ? (
        <Subjects
          chosen={section.source.subjects}
          bank={bank}
          onChange={(subjects) => onChange({ source: { ...section.source, subjects } })}
        />
      ) : null}
      <Quotas
        id={`${id}topics`}
        title={text.topics}
        add={text.addTopic}
        quotas={section.topics}
        values={topicsFor(section, bank).map((value) => ({ value, title: value }))}
        onChange={(topics) => onChange({ topics })}
      />
      <Quotas
        id={`${id}difficulties`}
        title={text.difficulties}
        add={text.addDifficulty}
        quotas={section.difficulties}
        values={DIFFICULTIES.map((value) => ({ value, title: text.difficultyName[value] }))}
        onChange={(difficulties) => onChange({ difficulties })}
      />
    </fieldset>
  )
}

function Subjects({
  chosen,
  bank,
  onChange,
}: {
  chosen: string[]
  bank: BankSummary
  onChange: (subjects: string[]) => void
}) {
  const text = useText(workText).test
  const { language } = useLanguage()
  const subjects = bank.subjects.filter((one) => one.name !== '')
  return (
    <div role="group" aria-label={text.subjectsLegend} className="c-subjects" tabIndex={0}>
      {subjects.map((one) => (
        <label key={one.name} className="k-check">
          <input
            type="checkbox"
            checked={chosen.includes(one.name)}
            onChange={(event) =>
              onChange(event.target.checked ? [...chosen, one.name] : chosen.filter((name) => name !== one.name))
            }
          />
          {one.name} <span className="k-soft k-num">({count(one.items, language)})</span>
        </label>
      ))}
    </div>
  )
}

function Quotas({
  id,
  title,
  add,
  quotas,
  values,
  onChange,
}: {
  id: string
  title: string
  add: string
  quotas: Quota[]
  values: { value: string; title: string }[]
  onChange: (quotas: Quota[]) => void
}) {
  const text = useText(workText).test
  const free = values.filter((one) => !quotas.some((quota) => quota.value === one.value))
  if (values.length === 0) return null
  const put = (at: number, change: Partial<Quota>) =>
    onChange(quotas.map((quota, place) => (place === at ? { ...quota, ...change } : quota)))
  return (
    <div className="k-stack-small" role="group" aria-labelledby={id}>
      <p className="k-line">
        <span className="k-legend" id={id}>
          {title}
        </span>
        {quotas.length === 0 ? <span className="k-small k-soft">{text.quotaNote}</span> : null}
      </p>
      {quotas.map((quota, at) => (
        <div key={quota.value} className="k-line">
          <select
            className="k-input c-select"
            aria-label={title}
            value={quota.value}
            onChange={(event) => put(at, { value: event.target.value })}
          >
            {values
              .filter((one) => one.value === quota.value || free.includes(one))
              .map((one) => (
                <option key={one.value} value={one.value}>
                  {one.title}
                </option>
              ))}
          </select>
          <input
            className="k-input short"
            type="number"
            min={0}
            max={COUNT_MAX}
            aria-label={`${text.count}: ${quota.value}`}
            value={quota.count}
            onChange={(event) => put(at, { count: whole(event.target.value, 0, COUNT_MAX) })}
          />
          <button
            type="button"
            className="k-button small"
            aria-label={`${text.remove}: ${quota.value}`}
            onClick={() => onChange(quotas.filter((_, place) => place !== at))}
          >
            {text.remove}
          </button>
        </div>
      ))}
      {free[0] ? (
        <p>
          <button
            type="button"
            className="k-button small"
            onClick={() => onChange([...quotas, { value: free[0]?.value ?? '', count: 1 }])}
          >
            {add}
          </button>
        </p>
      ) : null}
    </div>
  )
}
