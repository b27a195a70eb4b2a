import { useMemo } from 'react'
import { countsOf, listsOf, type PublicationDocument, type PublicationSummary } from '../../../server/protocol/board.ts'
import { count, momentWib } from '../../shared/format.ts'
import { useLanguage, useText } from '../../shared/language.tsx'
import { Facts, Mark, Notice } from '../../shared/parts/kit-basics.tsx'
import { CodeLegend } from '../../shared/parts/kit-code.tsx'
import { boardText } from '../../shared/text/board.ts'
import { codesText, codeWord } from '../../shared/text/codes.ts'
import { codesIn, type Equation, equationOf, equationText } from '../counts.ts'
import { senseOf, sharesOf, showsOf } from '../listing.ts'
import { DigestCheck } from './digest-check.tsx'
import { PublishedList } from './published-list.tsx'

const FORMATS = ['pdf', 'xlsx', 'csv', 'json'] as const

/** A frozen list, as anyone may read, check, print and take home. */
export function PublicationScreen({
  id,
  document,
  summary,
}: {
  id: string
  document: PublicationDocument
  summary: PublicationSummary | null
}) {
  const text = useText(boardText)
  const codes = useText(codesText)
  const sense = senseOf(document)
  const file = (format: string) => `/api/publications/${encodeURIComponent(id)}/export.${format}`
  return (
    <article className="k-stack">
      <p className="k-small k-noprint">
        <a href="?">‹ {text.back}</a>
      </p>
      <OutOfForce summary={summary} />
      <Head document={document} />
      <p className="k-line k-noprint">
        <span className="k-strong">{text.downloads}</span>
        {FORMATS.map((format) => (
          <a key={format} className="k-button" href={file(format)} download>
            {format.toUpperCase()}
          </a>
        ))}
        <button type="button" className="k-button" onClick={() => print()}>
          {text.print}
        </button>
      </p>
      <Counts document={document} />
      <h2>{text.rows}</h2>
      <PublishedList document={document} />
      <section className="k-panel k-stack-small b-legend">
        <h2>{codes.legend}</h2>
        <CodeLegend codes={codesIn(countsOf(document))} sense={sense} />
      </section>
      <DigestCheck document={document} jsonHref={file('json')} />
    </article>
  )
}

/** Says first that this list does not count any more, why, and what does. */
function OutOfForce({ summary }: { summary: PublicationSummary | null }) {
  const text = useText(boardText)
  const { language } = useLanguage()
  if (!summary?.withdrawn && !summary?.replacedBy) return null
  return (
    <Notice tone={summary.withdrawn ? 'danger' : 'amber'}>
      {summary.withdrawn ? (
        <>
          <p className="k-strong">{text.withdrawnNotice}</p>
          <p>
            {text.withdrawnBecause(momentWib(summary.withdrawn.at, language), summary.withdrawn.reason)}{' '}
            {text.withdrawnStays}
          </p>
        </>
      ) : (
        <p className="k-strong">{text.replacedNotice}</p>
      )}
      {summary.replacedBy ? (
        <p className="k-noprint">
          <a href={`?publication=${encodeURIComponent(summary.replacedBy)}`}>{text.toNewest}</a>
        </p>
      ) : (
        <p>{text.noReplacement}</p>
      )}
    </Notice>
  )
}

function Head({ document }: { document: PublicationDocument }) {
  const text = useText(boardText)
  const { language } = useLanguage()
  const { ruleSet } = document
  const lists = listsOf(document)
  const only = lists.length === 1 ? lists[0]?.vacancy : undefined
  return (
    <header className="k-stack-small">
      <p className="k-strong k-soft">
        {text.official} · {text.stages[document.stage]} · {momentWib(document.publishedAt, language)}
      </p>
      <h1>{document.title}</h1>
      <p>
        {only
          ? `${only.code} · ${only.position} · ${only.unit} · ${only.needTypeTitle}`
          : text.manyVacancies(count(lists.length, language))}
      </p>
      <p className="k-soft">
        {text.ruleSet}: {ruleSet.title} · {text.decree}: {ruleSet.decree}
      </p>
      <p className="b-print-digest">SHA-256 {document.digest}</p>
      {document.replaces ? (
        <p className="k-soft">
          {text.replacesOld}{' '}
          <a className="k-noprint" href={`?publication=${encodeURIComponent(document.replaces)}`}>
            {text.seeOld}
          </a>
        </p>
      ) : null}
    </header>
  )
}

/** How many, by code, and whether the figures add up. */
function Counts({ document }: { document: PublicationDocument }) {
  const text = useText(boardText)
  const { language } = useLanguage()
  const n = (value: number) => count(value, language)
  const counts = countsOf(document)
  const lists = listsOf(document)
  const sense = senseOf(document)
  const cut = lists.length === 1 ? (lists[0]?.cut ?? null) : null
  const { skd, skb } = useMemo(() => sharesOf(document), [document])
  const results = document.stage !== 'skb-participants'
  const equation = useMemo(() => equationOf(document), [document])
  return (
    <section className="k-stack-small" aria-label={text.checkTitle}>
      <Facts
        of={[
          ...(lists.length > 1 ? [{ name: text.vacancies, value: n(lists.length) }] : []),
          { name: lists.length > 1 ? text.needTotal : text.need, value: n(needOf(document)) },
          ...(cut === null ? [] : [{ name: text.cut, value: n(cut) }]),
          { name: text.totalPeople, value: n(counts.total) },
          ...(results
            ? [
                { name: text.present, value: n(counts.present) },
                { name: text.absent, value: n(counts.absent) },
                ...codesIn(counts)
                  .filter((code) => code !== 'TH' && code !== 'P/TH')
                  .map((code) => ({
                    name: `${code} ${codeWord(code, sense, language)}`.trim(),
                    value: n(counts.byCode[code] ?? 0),
                  })),
              ]
            : []),
        ]}
      />
      {results ? <EquationLine of={equation} /> : null}
      {showsOf(document).final ? <p className="k-small k-soft">{text.finalHow(String(skd), String(skb))}</p> : null}
    </section>
  )
}

function EquationLine({ of }: { of: Equation }) {
  const text = useText(boardText)
  const { language } = useLanguage()
  return (
    <p className="k-line k-small">
      <Mark shape={of.holds ? 'check' : 'cross'} tone={of.holds ? 'ok' : 'danger'}>
        {of.holds ? text.equationHolds : text.equationFails}
      </Mark>
      <span className="k-num">{equationText(of, (value) => count(value, language), text.equation)}</span>
    </p>
  )
}

const needOf = (document: PublicationDocument) => listsOf(document).reduce((sum, { vacancy }) => sum + vacancy.need, 0)
