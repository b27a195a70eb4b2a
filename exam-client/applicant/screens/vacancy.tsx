import { useState } from 'react'
import type { OwnApplication, PortalVacancy } from '../../../server/protocol/applications.ts'
import { unmetSentence } from '../../../server/protocol/unmet.ts'
import { count } from '../../shared/format.ts'
import { useLanguage, useText } from '../../shared/language.tsx'
import type { Doing } from '../../shared/load.ts'
import { DoingNotice, Empty, Facts, Mark } from '../../shared/parts/kit-basics.tsx'
import { applicantFormText } from '../../shared/text/applicant-form.ts'
import { AField } from './parts.tsx'

const SHOWN = 20

/** The vacancies with what is known to speak against each; the one she came for stands first. */
export function VacancyList({
  vacancies,
  chosen,
  wanted,
  doing,
  onChoose,
  onKeep,
}: {
  vacancies: PortalVacancy[]
  chosen: string | null
  wanted: string | null
  doing: Doing<unknown>
  onChoose: (code: string) => void
  onKeep?: (() => void) | undefined
}) {
  const text = useText(applicantFormText)
  const { language } = useLanguage()
  const [query, setQuery] = useState('')
  const [shown, setShown] = useState(SHOWN)
  const words = query.toLowerCase().split(/\s+/).filter(Boolean)
  const found = vacancies
    .filter((one) => {
      const of = `${one.code} ${one.position} ${one.unit} ${one.place} ${one.education}`.toLowerCase()
      return words.every((word) => of.includes(word))
    })
    .sort((a, b) => Number(b.code === wanted) - Number(a.code === wanted) || against(a) - against(b))
  return (
    <div className="k-stack">
      <p className="k-soft">{text.chooseLead}</p>
      {onKeep ? (
        <p>
          <button type="button" className="k-button" onClick={onKeep}>
            {text.keepThis}
          </button>
        </p>
      ) : null}
      {doing.at === 'done' ? null : <DoingNotice doing={doing} />}
      <AField label={text.findVacancy} hint={text.found(count(found.length, language))}>
        {(props) => (
          <input
            {...props}
            className="k-input"
            type="search"
            maxLength={80}
            value={query}
            onChange={(event) => setQuery(event.target.value)}
          />
        )}
      </AField>
      {found.length === 0 ? <Empty title={text.noneFound} /> : null}
      <ul className="a-cards">
        {found.slice(0, shown).map((one) => (
          <li key={one.code} className="k-panel k-stack-small">
            <h2 className="a-card-title">{one.position}</h2>
            <p>
              {one.unit}
              {one.place ? ` · ${one.place}` : ''}
            </p>
            <p className="k-small k-soft">
              {one.code} · {text.needTypes[one.needType] ?? one.needType} · {text.need(count(one.need, language))}
            </p>
            <p className="k-small">{one.education}</p>
            {one.unmet === null ? null : one.unmet.length === 0 ? (
              <p>
                <Mark shape="check" tone="ok">
                  {text.fits}
                </Mark>
              </p>
            ) : (
              <div>
                <Mark shape="triangle" tone="amber">
                  {text.fitsNot}
                </Mark>
                <ul className="a-list k-small">
                  {one.unmet.map((unmet) => (
                    <li key={`${unmet.code}${unmet.requirement}`}>{unmetSentence(unmet, language)}</li>
                  ))}
                </ul>
              </div>
            )}
            <p className="k-line">
              <button
                type="button"
                className={one.code === wanted ? 'k-button primary' : 'k-button'}
                aria-disabled={doing.at === 'sending'}
                disabled={one.code === chosen}
                aria-label={`${chosen === null ? text.apply : text.pick}: ${one.position}, ${one.unit} (${one.code})`}
                onClick={() => (doing.at === 'sending' ? undefined : onChoose(one.code))}
              >
                {one.code === chosen ? text.chosen : chosen === null ? text.apply : text.pick}
              </button>
              <a href={`/lowongan/${encodeURIComponent(one.code)}`} target="_blank" rel="noreferrer">
                {text.details}
              </a>
            </p>
          </li>
        ))}
      </ul>
      {found.length > shown ? (
        <p>
          <button type="button" className="k-button" onClick={() => setShown(shown + SHOWN)}>
            {text.showMore}
          </button>
        </p>
      ) : null}
    </div>
  )
}

const against = ({ unmet }: PortalVacancy): number => (unmet && unmet.length > 0 ? 1 : 0)

/** The vacancy that was chosen. */
export function VacancyStep({ application, onOther }: { application: OwnApplication; onOther: () => void }) {
  const text = useText(applicantFormText)
  const { vacancy } = application
  if (!vacancy) return null
  return (
    <section className="k-panel k-stack" aria-label={text.chosen}>
      <Facts
        of={[
          { name: text.steps.vacancy, value: `${vacancy.code} · ${vacancy.position}`, text: true },
          { name: 'Unit', value: [vacancy.unit, vacancy.place].filter(Boolean).join(' · '), text: true },
          { name: text.steps.education, value: vacancy.education, text: true },
        ]}
      />
      <p className="k-line">
        <button type="button" className="k-button" onClick={onOther}>
          {text.chooseOther}
        </button>
        <a href={`/lowongan/${encodeURIComponent(vacancy.code)}`} target="_blank" rel="noreferrer">
          {text.details}
        </a>
      </p>
    </section>
  )
}
