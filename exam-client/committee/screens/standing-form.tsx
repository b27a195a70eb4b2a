import { type FormEvent, useState } from 'react'
import type { CandidateRow, Page } from '../../../server/protocol/http.ts'
import type { NewStanding, StandingCode, StandingRow } from '../../../server/protocol/results.ts'
import { count } from '../../shared/format.ts'
import { useLanguage, useText } from '../../shared/language.tsx'
import type { Doing, Loaded } from '../../shared/load.ts'
import { Choice, DoingNotice, Empty, Field, Shown } from '../../shared/parts/kit-basics.tsx'
import { standingsText } from '../../shared/text/standings.ts'
import { isReason, ReasonField } from './reason-field.tsx'

const CODES = ['none', 'TMS', 'TMS-1', 'APS', 'DIS'] as const satisfies StandingCode[]
export const SEARCH_LEAST = 3

export type Chosen = Pick<StandingRow, 'candidate' | 'number' | 'name' | 'vacancyCode'>

/** Find a candidate first, then say what stands and why; the effect is told before it is saved. */
export function StandingForm({
  search,
  found,
  chosen,
  now,
  doing,
  onSearch,
  onChoose,
  onSave,
  retry,
}: {
  search: string
  /** Null: nothing asked yet. */
  found: Loaded<Page<CandidateRow>> | null
  chosen: Chosen | null
  /** The standing of the chosen one that counts now. */
  now: StandingRow | null
  doing: Doing<StandingRow>
  onSearch: (search: string) => void
  onChoose: (chosen: Chosen | null) => void
  onSave: (standing: NewStanding) => void
  retry: () => void
}) {
  const text = useText(standingsText)
  return (
    <section className="k-panel k-stack" aria-labelledby="standing">
      <h2 id="standing">{text.set}</h2>
      {chosen ? (
        <Form key={chosen.candidate} chosen={chosen} now={now} doing={doing} onChoose={onChoose} onSave={onSave} />
      ) : (
        <>
          <Field label={text.find} hint={text.findHint}>
            <input
              className="k-input c-select"
              type="search"
              value={search}
              onChange={(event) => onSearch(event.target.value)}
            />
          </Field>
          {found ? (
            <Shown of={found} retry={retry}>
              {(page) => <Found page={page} onChoose={onChoose} />}
            </Shown>
          ) : null}
          <DoingNotice
            doing={doing}
            done={(row) => (row.code === 'none' ? text.savedNone(row.name) : text.saved(row.name, row.code))}
          />
        </>
      )}
    </section>
  )
}

function Found({ page, onChoose }: { page: Page<CandidateRow>; onChoose: (chosen: Chosen) => void }) {
  const text = useText(standingsText)
  const { language } = useLanguage()
  if (page.rows.length === 0) return <Empty title={text.foundNone} />
  return (
    <div className="k-stack-small">
      <div className="k-table-wrap c-issues" tabIndex={0} role="region" aria-label={text.found}>
        <table className="k-table">
          <caption className="sr-only">{text.found}</caption>
          <thead>
            <tr>
              <th scope="col">{text.pick}</th>
              <th scope="col">{text.number}</th>
              <th scope="col">{text.name}</th>
              <th scope="col">{text.vacancy}</th>
            </tr>
          </thead>
          <tbody>
            {page.rows.map((row) => (
              <tr key={row.id}>
                <td className="tight">
                  <button
                    type="button"
                    className="k-button small"
                    aria-label={text.choose(row.name)}
                    onClick={() =>
                      onChoose({ candidate: row.id, number: row.number, name: row.name, vacancyCode: row.vacancyCode })
                    }
                  >
                    {text.pick}
                  </button>
                </td>
                <td className="tight k-num">{row.number}</td>
                <td>{row.name}</td>
                <td className="tight k-num">{row.vacancyCode}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {page.total > page.rows.length ? (
        <p className="k-small k-soft">{text.foundMore(count(page.total - page.rows.length, language))}</p>
      ) : null}
    </div>
  )
}

function Form({
  chosen,
  now,
  doing,
  onChoose,
  onSave,
}: {
  chosen: Chosen
  now: StandingRow | null
  doing: Doing<StandingRow>
  onChoose: (chosen: Chosen | null) => void
  onSave: (standing: NewStanding) => void
}) {
  const text = useText(standingsText)
  const current = now?.code ?? 'none'
  const [code, setCode] = useState<StandingCode>(current)
  const [nipIssued, setNipIssued] = useState(now?.nipIssued ?? false)
  const [reason, setReason] = useState('')
  const nip = code !== 'none' && nipIssued
  const same = code === current && nip === (current !== 'none' && (now?.nipIssued ?? false))
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (!same && isReason(reason)) onSave({ code, nipIssued: nip, reason: reason.trim() })
  }
  return (
    <form className="k-stack" onSubmit={submit}>
      <p className="k-line">
        <strong>{chosen.name}</strong>
        <span className="k-num">{chosen.number}</span>
        <span className="k-soft">
          {text.vacancy} <span className="k-num">{chosen.vacancyCode}</span>
        </span>
        <span className="k-soft">
          {text.now}: {text.codes[current]}
        </span>
        <button type="button" className="k-button small" onClick={() => onChoose(null)}>
          {text.another}
        </button>
      </p>
      <div className="k-grid2">
        <Choice
          label={text.code}
          value={code}
          options={CODES.map((one) => ({ value: one, title: text.codes[one] }))}
          onChange={(value) => setCode(CODES.find((one) => one === value) ?? 'none')}
        />
        {code === 'none' ? null : (
          <div className="k-stack-small">
            <label className="k-check">
              <input type="checkbox" checked={nipIssued} onChange={(event) => setNipIssued(event.target.checked)} />{' '}
              {text.nipIssued}
            </label>
            <small className="k-soft">{text.nipHint}</small>
          </div>
        )}
      </div>
      <ReasonField label={text.reason} hint={text.reasonHint} value={reason} onChange={setReason} />
      {same ? (
        <p className="k-soft">{text.same}</p>
      ) : (
        <div className="k-stack-small">
          <p className="k-legend">{text.effect}</p>
          <ul className="k-list">
            <li>{code === 'none' ? text.effects.none : text.effects.drop(code)}</li>
            {code === 'none' ? null : <li>{nip ? text.effects.kept : text.effects.seat}</li>}
            <li>{text.effects.frozen}</li>
          </ul>
        </div>
      )}
      <p>
        <button
          type="submit"
          className="k-button primary"
          disabled={same || !isReason(reason) || doing.at === 'sending'}
        >
          {text.save}
        </button>
      </p>
      {doing.at === 'done' ? null : <DoingNotice doing={doing} />}
    </form>
  )
}
