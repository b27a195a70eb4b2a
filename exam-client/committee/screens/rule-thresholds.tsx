import { useState } from 'react'
import { useLanguage, useText } from '../../shared/language.tsx'
import { rulesText } from '../../shared/text/rules.ts'
import type { RuleBody } from '../rule-body.ts'
import { keysOfBody, withLeast, withNoThreshold, withStatedKey } from '../rule-draft.ts'
import { keyHead } from '../rule-words.ts'
import { FigureInput } from './rule-parts.tsx'

interface Part {
  body: RuleBody
  /** Sums that are wanted as columns though nothing uses them yet. */
  sums: string[]
  onChange: (body: RuleBody) => void
  onSums: (sums: string[]) => void
}

/** The thresholds as a grid, kinds of need down and measures across; and who states one for itself. */
export function RuleThresholds({ body, sums, onChange, onSums }: Part) {
  const text = useText(rulesText)
  const { language } = useLanguage()
  const keys = keysOfBody(body, sums)
  const needs = body.needTypes.filter(({ id }) => id !== '')
  const named = (need: (typeof needs)[number]) => need.title[language] || need.id
  const stated = (need: string, key: string) => body.statedByVacancy?.[need]?.includes(key) ?? false
  const head = (
    <tr>
      <th scope="col">{text.say.needType}</th>
      {keys.map((key) => (
        <th key={key} scope="col">
          {keyHead(key, text)}
        </th>
      ))}
    </tr>
  )
  return (
    <fieldset className="k-group c-section">
      <legend>{text.say.thresholds}</legend>
      <p className="k-small k-soft">{text.edit.thresholdsHint}</p>
      <div className="k-table-wrap" tabIndex={0}>
        <table className="k-table c-rows c-rule-grid">
          <thead>{head}</thead>
          <tbody>
            {needs.map((need, at) => {
              const least = body.thresholds[need.id]?.least
              const empty = Object.keys(least ?? {}).length === 0
              return (
                // The place is the key: two rows may bear one id while it is being typed
                <tr key={at}>
                  <th scope="row">
                    {named(need)}
                    {empty ? (
                      <label className="k-check k-small">
                        <input
                          type="checkbox"
                          aria-label={text.edit.none(named(need))}
                          checked={least !== undefined}
                          onChange={(event) => onChange(withNoThreshold(body, need.id, event.target.checked))}
                        />
                        {text.say.noneHere}
                      </label>
                    ) : null}
                  </th>
                  {keys.map((key) => (
                    <td key={key}>
                      {stated(need.id, key) ? (
                        <span className="k-soft k-small">{text.say.byVacancy}</span>
                      ) : (
                        <FigureInput
                          label={text.edit.cell(named(need), keyHead(key, text))}
                          value={least?.[key] ?? null}
                          onChange={(value) => onChange(withLeast(body, need.id, key, value))}
                        />
                      )}
                    </td>
                  ))}
                </tr>
              )
            })}
          </tbody>
        </table>
      </div>
      {body.sections.length > 1 ? <SumForm body={body} taken={keys} onAdd={(sum) => onSums([...sums, sum])} /> : null}
      <details open={body.statedByVacancy !== undefined}>
        <summary className="k-legend">{text.edit.stated}</summary>
        <div className="k-table-wrap" tabIndex={0}>
          <table className="k-table c-rows c-rule-grid">
            <thead>{head}</thead>
            <tbody>
              {needs.map((need, at) => (
                // The place is the key: two rows may bear one id while it is being typed
                <tr key={at}>
                  <th scope="row">{named(need)}</th>
                  {keys.map((key) => (
                    <td key={key}>
                      <input
                        type="checkbox"
                        className="c-rule-tick"
                        aria-label={text.edit.statedCell(named(need), keyHead(key, text))}
                        checked={stated(need.id, key)}
                        onChange={(event) => {
                          const { checked } = event.target
                          // A threshold is either fixed here or stated there, never both.
                          const both = checked && body.thresholds[need.id]?.least[key] !== undefined
                          const free = both ? withLeast(body, need.id, key, null) : body
                          onChange(withStatedKey(free, need.id, key, checked))
                        }}
                      />
                    </td>
                  ))}
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      </details>
    </fieldset>
  )
}

/** A threshold or a rank may rest on several sections together. */
function SumForm({ body, taken, onAdd }: { body: RuleBody; taken: string[]; onAdd: (sum: string) => void }) {
  const text = useText(rulesText).edit
  const [chosen, setChosen] = useState<string[]>([])
  const ids = body.sections.map(({ id }) => id).filter((id) => id !== '')
  const terms = ids.filter((id) => chosen.includes(id))
  const sum = terms.join('+')
  return (
    <details>
      <summary className="k-legend">{text.sum}</summary>
      <p className="k-small k-soft">{text.sumHint}</p>
      <p className="k-line">
        {ids.map((id) => (
          <label key={id} className="k-check">
            <input
              type="checkbox"
              checked={chosen.includes(id)}
              onChange={(event) =>
                setChosen(event.target.checked ? [...chosen, id] : chosen.filter((one) => one !== id))
              }
            />
            {id}
          </label>
        ))}
        <button
          type="button"
          className="k-button small"
          disabled={terms.length < 2 || taken.includes(sum)}
          onClick={() => {
            onAdd(sum)
            setChosen([])
          }}
        >
          {text.addSum}
        </button>
      </p>
    </details>
  )
}
