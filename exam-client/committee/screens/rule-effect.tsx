import type { RuleSetRow, VacancyRow } from '../../../server/protocol/http.ts'
import type { RuleSetCheck, RuleSetEffect } from '../../../server/protocol/rule-sets.ts'
import { count } from '../../shared/format.ts'
import { useLanguage, useText } from '../../shared/language.tsx'
import type { Doing, Loaded } from '../../shared/load.ts'
import { Choice, DoingNotice, Facts, Notice } from '../../shared/parts/kit-basics.tsx'
import { CodeMark } from '../../shared/parts/kit-code.tsx'
import type { CodeSense } from '../../shared/text/codes.ts'
import { rulesText } from '../../shared/text/rules.ts'
import { codesOf } from '../document.ts'
import type { RuleBody } from '../rule-body.ts'
import { sameSections } from '../rule-draft.ts'
import { keyHead } from '../rule-words.ts'

interface Props {
  body: RuleBody
  ruleSets: RuleSetRow[]
  /** Those with scored candidates. */
  vacancies: VacancyRow[]
  compareWith: string
  sample: string
  /** Only a draft without problems can be tried. */
  check: Loaded<RuleSetCheck>
  doing: Doing<RuleSetEffect>
  /** The draft was changed after it was worked out. */
  stale: boolean
  onCompare: (id: string) => void
  onSample: (sample: string) => void
  onLook: () => void
}

/** The same people under another rule set and under the draft, before anybody uses it. */
export function RuleEffect(props: Props) {
  const { body, ruleSets, vacancies, compareWith, sample, check, doing, stale, onCompare, onSample, onLook } = props
  const text = useText(rulesText).effect
  const problems = check.at === 'ready' && check.value.problems.id.length > 0
  // Those that can be compared come first.
  const like = ruleSets.toSorted((a, b) => Number(sameSections(b, body)) - Number(sameSections(a, body)))
  return (
    <section className="k-panel k-stack" aria-label={text.title}>
      <div className="k-stack-small">
        <h2>{text.title}</h2>
        <p className="k-small k-soft">{text.hint}</p>
      </div>
      <div className="k-line c-section-line c-rule-look">
        <Choice
          label={text.compare}
          value={compareWith}
          options={like.map((one) => ({
            value: one.id,
            title: sameSections(one, body) ? one.title : text.otherSections(one.title),
          }))}
          onChange={onCompare}
        />
        <Choice
          label={text.sample}
          value={sample}
          options={[
            { value: 'made', title: text.made },
            ...vacancies.map((one) => ({ value: one.id, title: `${one.code} ${one.position} · ${one.needType}` })),
          ]}
          onChange={onSample}
        />
        <button
          type="button"
          className="k-button"
          disabled={check.at !== 'ready' || problems || compareWith === '' || doing.at === 'sending'}
          onClick={onLook}
        >
          {text.look}
        </button>
      </div>
      {problems ? <p className="k-small k-soft">{text.withProblems}</p> : null}
      {doing.at === 'done' ? (
        <>
          {stale ? <Notice tone="amber">{text.stale}</Notice> : null}
          <Seen effect={doing.reply} sense={body.stage === 'skd' ? 'skd' : 'alone'} />
        </>
      ) : (
        <DoingNotice doing={doing} />
      )}
    </section>
  )
}

function Seen({ effect, sense }: { effect: RuleSetEffect; sense: CodeSense }) {
  const text = useText(rulesText)
  const { language } = useLanguage()
  const n = (value: number) => count(value, language)
  const { needTypes, changed, rows, notes, sample } = effect
  const codes = codesOf({ byCode: Object.assign({}, ...needTypes.flatMap(({ before, after }) => [before, after])) })
  const change = (before: number, after: number) =>
    before === after ? (
      n(after)
    ) : (
      <>
        <strong aria-hidden="true">{text.effect.arrow(n(before), n(after))}</strong>
        <span className="sr-only">{text.effect.spoken(n(before), n(after))}</span>
      </>
    )
  return (
    <div className="k-stack" role="status">
      {notes.map((note) => (
        <Notice key={note.en} tone="amber">
          {note[language]}
        </Notice>
      ))}
      {needTypes.length === 0 ? (
        <p>{text.effect.unusable}</p>
      ) : (
        <>
          <Facts
            of={[
              { name: text.effect.sample, value: sample.title[language], text: true },
              { name: text.effect.people, value: n(sample.candidates) },
              { name: text.effect.changed, value: n(changed) },
            ]}
          />
          <div className="k-table-wrap" tabIndex={0}>
            <table className="k-table c-rows">
              <thead>
                <tr>
                  <th scope="col">{text.say.needType}</th>
                  <th scope="col" className="num">
                    {text.effect.people}
                  </th>
                  <th scope="col" className="num">
                    {text.effect.meets}
                  </th>
                  {codes.map(([code]) => (
                    <th key={code} scope="col" className="num">
                      {code}
                    </th>
                  ))}
                </tr>
              </thead>
              <tbody>
                {needTypes.map((need) => (
                  <tr key={need.id}>
                    <th scope="row">{need.title[language]}</th>
                    <td className="num">{n(need.candidates)}</td>
                    <td className="num">{change(meeting(need.before), meeting(need.after))}</td>
                    {codes.map(([code]) => (
                      <td key={code} className="num">
                        {change(need.before[code] ?? 0, need.after[code] ?? 0)}
                      </td>
                    ))}
                  </tr>
                ))}
              </tbody>
            </table>
          </div>
          {changed === 0 ? <Notice tone="ok">{text.effect.same}</Notice> : <Rows effect={effect} sense={sense} />}
          {rows.length === 0 ? null : <p className="k-small k-soft">{text.effect.rows(n(rows.length), n(changed))}</p>}
        </>
      )}
    </div>
  )
}

function Rows({ effect: { rows, compared }, sense }: { effect: RuleSetEffect; sense: CodeSense }) {
  const words = useText(rulesText)
  const text = words.effect
  const { language } = useLanguage()
  const sections = Object.keys(rows[0]?.points ?? {})
  const standing = (one: RuleSetEffect['rows'][number]['after']) => (
    <>
      <span className="k-line">
        <strong className="k-num">{one.place === null ? '–' : count(one.place, language)}</strong>
        <CodeMark code={one.code} sense={sense} />
      </span>
      <span className="k-soft c-under">{one.reason[language]}</span>
    </>
  )
  return (
    <div className="k-table-wrap c-issues" tabIndex={0}>
      <table className="k-table">
        <thead>
          <tr>
            <th scope="col">{text.number}</th>
            <th scope="col">{text.points}</th>
            <th scope="col">{text.before(compared.title)}</th>
            <th scope="col">{text.after}</th>
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={row.number}>
              <td className="tight k-num">{row.number}</td>
              <td className="k-num c-rule-points">
                {sections.map((id) => `${keyHead(id, words)} ${count(row.points[id] ?? 0, language)}`).join(' · ') ||
                  '–'}
              </td>
              <td className="wide">{standing(row.before)}</td>
              <td className="wide">{standing(row.after)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}

const FAILED = ['TL', 'TH', 'DIS']
/** How many meet the threshold: all but those who do not, were absent, or were put out. */
const meeting = (counts: Record<string, number>): number =>
  Object.entries(counts).reduce((sum, [code, many]) => (FAILED.includes(code) ? sum : sum + many), 0)
