import { useState } from 'react'
import { unmetSentence } from '../../../server/protocol/unmet.ts'
import type { ApplicationDetail, DeskPerson } from '../../../server/protocol/verification.ts'
import { momentWib } from '../../shared/format.ts'
import { useLanguage, useText } from '../../shared/language.tsx'
import type { Doing } from '../../shared/load.ts'
import { Facts, Mark, Notice } from '../../shared/parts/kit-basics.tsx'
import { committeeText } from '../../shared/text/committee.ts'
import { verificationText } from '../../shared/text/verification.ts'
import { ApplicationState } from './applicants.tsx'
import { Head } from './shell.tsx'
import { DocumentViewer } from './verification-document.tsx'
import { PersonPanel } from './verification-person.tsx'
import { VerdictMark } from './verification-requirement.tsx'
import { Rounds } from './verification-rounds.tsx'

/** One application for the committee: masked until a purpose is stated, its documents after that. */
export function ApplicantRecord({
  file,
  whole,
  unmasking,
  urlOf,
  onUnmask,
}: {
  file: ApplicationDetail
  /** Null: not shown in full. */
  whole: DeskPerson | null
  unmasking: Doing<DeskPerson>
  urlOf?: (id: string) => string
  onUnmask: (purpose: string) => void
}) {
  const text = useText(verificationText)
  const title = useText(committeeText).screens.applicants
  const { language } = useLanguage()
  const { row, vacancy, requirements, documents, rounds, story } = file
  const [chosen, setChosen] = useState<string | null>(null)
  const last = rounds.at(-1)
  return (
    <>
      <Head title={text.applicants.record(row.number ?? '')} back={{ href: '?screen=applicants', title }} />
      <Facts
        of={[
          {
            name: text.applicants.vacancy,
            value: vacancy ? `${vacancy.code} · ${vacancy.position}, ${vacancy.unit}` : '–',
            text: true,
          },
          { name: text.applicants.state, value: <ApplicationState row={row} />, text: true },
          { name: text.applicants.officer, value: row.officer ?? '–', text: true },
          { name: text.applicants.candidate, value: row.candidate ?? '–', text: true },
        ]}
      />
      <PersonPanel person={whole ?? file.person} whole={whole !== null} unmasking={unmasking} onUnmask={onUnmask} />
      <section className="k-panel k-stack-small" aria-labelledby="asked">
        <h2 id="asked">{text.desk.requirements}</h2>
        <ul className="k-plain v-asked">
          {requirements.map((one) => (
            <li key={one.requirement}>
              <strong>{one.title[language]}</strong>
              <VerdictMark word={last?.decisions.find(({ requirement }) => requirement === one.requirement) ?? null} />
              <span>{one.asked[language]}</span>
              {one.said ? <span className="k-soft">{one.said[language]}</span> : null}
              {one.hint ? (
                <Mark shape="triangle" tone="amber">
                  <span className="v-hint">{unmetSentence(one.hint, language)}</span>
                </Mark>
              ) : null}
            </li>
          ))}
        </ul>
      </section>
      <Rounds rounds={rounds} requirements={requirements} />
      <section className="k-panel k-stack-small" aria-labelledby="papers">
        <h2 id="papers">{text.desk.documents}</h2>
        {whole === null && documents.some(({ here }) => here) ? (
          <Notice>{text.applicants.documentsLocked}</Notice>
        ) : (
          <DocumentViewer
            documents={documents}
            chosen={documents.find(({ id }) => id === chosen) ?? documents[0] ?? null}
            {...(urlOf && { urlOf })}
            onChoose={setChosen}
          />
        )}
      </section>
      <section className="k-panel k-stack-small" aria-labelledby="story">
        <h2 id="story">{text.applicants.story}</h2>
        <ol className="k-plain v-story">
          {story.map((one, place) => (
            <li key={place}>
              <span className="k-num k-soft">{momentWib(one.at, language)}</span>
              <span>
                {text.applicants.events[one.kind] ?? one.kind} ({one.actor})
              </span>
            </li>
          ))}
        </ol>
      </section>
    </>
  )
}
