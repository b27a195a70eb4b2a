import type { RuleSetDetail } from '../../../server/protocol/rule-sets.ts'
import { download } from '../../shared/download.ts'
import { count, momentWib, shortDigest } from '../../shared/format.ts'
import { useLanguage, useText } from '../../shared/language.tsx'
import { CopyButton, Notice } from '../../shared/parts/kit-basics.tsx'
import { rulesText } from '../../shared/text/rules.ts'
import { type RuleBody, ruleFile } from '../rule-body.ts'
import { keyHead, ruleSaid, thresholdKeys } from '../rule-words.ts'
import { Head } from './shell.tsx'

/** One rule set in sentences and one table; it can be copied, never changed. */
export function RuleRead({ detail, saved }: { detail: RuleSetDetail; saved: boolean }) {
  const text = useText(rulesText)
  const { language } = useLanguage()
  const body = detail.body as RuleBody
  return (
    <>
      <Head title={body.title} back={{ href: '?screen=rules', title: text.back }}>
        <button
          type="button"
          className="k-button"
          onClick={() => download(`${body.id}.json`, ruleFile(body), 'application/json')}
        >
          {text.exportFile}
        </button>
        <a className="k-button primary" href={`?screen=rules&edit=${encodeURIComponent(body.id)}`}>
          {text.copy}
        </a>
      </Head>
      {saved ? (
        <Notice tone="ok" live>
          {text.saved} <a href="?screen=tests">{text.toTests}</a>
        </Notice>
      ) : null}
      <dl className="k-panel c-terms">
        <div>
          <dt>{text.code}</dt>
          <dd className="k-code">{body.id}</dd>
        </div>
        <div>
          <dt>{text.origin}</dt>
          <dd>
            {detail.createdAt !== null && detail.createdBy !== null
              ? `${text.committee}. ${text.createdBy(detail.createdBy, momentWib(detail.createdAt, language))}`
              : text[detail.origin]}
          </dd>
        </div>
        <div>
          <dt>{text.usedBy}</dt>
          <dd>{detail.tests.join(', ') || text.unused}</dd>
        </div>
        <div>
          <dt>{text.digest}</dt>
          <dd>
            <span className="k-code">{shortDigest(detail.digest)}</span>
            <CopyButton value={detail.digest} label={text.digest} />
          </dd>
        </div>
      </dl>
      <RuleSaidParts body={body} />
    </>
  )
}

/** The sentences, with the thresholds by kind of need as a table. */
export function RuleSaidParts({ body }: { body: RuleBody }) {
  const text = useText(rulesText).say
  const { language } = useLanguage()
  return ruleSaid(body, language).map(({ part, lines }) => (
    <section key={part} className="k-panel k-stack-small">
      <h2>{text[part]}</h2>
      <ul className="k-list">
        {lines.map((line) => (
          <li key={line}>{line}</li>
        ))}
      </ul>
      {part === 'thresholds' ? <ThresholdTable body={body} /> : null}
    </section>
  ))
}

function ThresholdTable({ body }: { body: RuleBody }) {
  const text = useText(rulesText)
  const { language } = useLanguage()
  const keys = thresholdKeys(body)
  if (keys.length === 0) return null
  const cell = (need: string, key: string) => {
    if (body.statedByVacancy?.[need]?.includes(key)) return <span className="k-soft">{text.say.byVacancy}</span>
    const least = body.thresholds[need]?.least[key]
    return least === undefined || least === null ? '–' : count(least, language)
  }
  return (
    <div className="k-table-wrap" tabIndex={0}>
      <table className="k-table c-rows">
        <caption className="sr-only">{text.say.thresholds}</caption>
        <thead>
          <tr>
            <th scope="col">{text.say.needType}</th>
            {keys.map((key) => (
              <th key={key} scope="col" className="num">
                {keyHead(key, text)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {body.needTypes.map(({ id, title }) => {
            const none =
              Object.keys(body.thresholds[id]?.least ?? {}).length === 0 && !body.statedByVacancy?.[id]?.length
            return (
              <tr key={id}>
                <th scope="row">{title[language] || id}</th>
                {none ? (
                  <td colSpan={keys.length} className="k-soft">
                    {body.thresholds[id] ? text.say.noneHere : text.say.notStated}
                  </td>
                ) : (
                  keys.map((key) => (
                    <td key={key} className="num">
                      {cell(id, key)}
                    </td>
                  ))
                )}
              </tr>
            )
          })}
        </tbody>
      </table>
    </div>
  )
}
