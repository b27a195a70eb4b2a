import type { PublicationDocument, PublicationRow, PublicationSummary } from '../../../server/protocol/board.ts'
import { count, momentWib } from '../../shared/format.ts'
import { useLanguage, useText } from '../../shared/language.tsx'
import { Empty, Facts, Notice } from '../../shared/parts/kit-basics.tsx'
import { CodeLegend, CodeMark, isCode } from '../../shared/parts/kit-code.tsx'
import { type Column, Table } from '../../shared/parts/kit-table.tsx'
import { boardText } from '../../shared/text/board.ts'
import { codesText } from '../../shared/text/codes.ts'
import { DigestCheck } from './digest-check.tsx'

const FORMATS = ['pdf', 'xlsx', 'csv', 'json'] as const
const CODES = ['P/L', 'P', 'TL', 'TH', 'DIS']

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
  const { language } = useLanguage()
  const n = (value: number) => count(value, language)
  const { vacancy, ruleSet, counts } = document
  const present = Object.keys(counts.byCode).sort((a, b) => CODES.indexOf(a) - CODES.indexOf(b))
  const columns: Column<PublicationRow>[] = [
    {
      id: 'place',
      head: text.place,
      kind: 'num',
      cell: (row) => (row.place === null ? '–' : n(row.place)),
      value: (row) => row.place,
    },
    {
      id: 'number',
      head: text.number,
      kind: 'tight',
      cell: (row) => <span className="k-num">{row.number}</span>,
      value: (row) => row.number,
    },
    { id: 'name', head: text.name, kind: 'name', cell: (row) => row.name, value: (row) => row.name },
    ...document.sections.map(
      (section, at): Column<PublicationRow> => ({
        id: section.id,
        head: section.id,
        kind: 'num',
        cell: (row) => (row.points ? n(row.points[at] ?? 0) : '–'),
        value: (row) => row.points?.[at] ?? null,
      }),
    ),
    {
      id: 'total',
      head: text.total,
      kind: 'num',
      cell: (row) => <strong>{row.total === null ? '–' : n(row.total)}</strong>,
      value: (row) => row.total,
    },
    {
      id: 'code',
      head: codes.code,
      kind: 'tight',
      cell: (row) => <CodeMark code={row.code} />,
      value: (row) => row.code,
    },
    { id: 'reason', head: text.reason, kind: 'wide', cell: (row) => row.reason[language] },
  ]
  const file = (format: string) => `/api/publications/${encodeURIComponent(id)}/export.${format}`
  return (
    <article className="k-stack">
      <p className="k-small k-noprint">
        <a href="?">‹ {text.back}</a>
      </p>
      {summary?.replacedBy ? (
        <Notice tone="amber">
          <p className="k-strong">{text.replacedNotice}</p>
          <p>
            <a href={`?publication=${encodeURIComponent(summary.replacedBy)}`}>{text.toNewest}</a>
          </p>
        </Notice>
      ) : null}
      <header className="k-stack-small">
        <p className="k-strong k-soft">
          {text.official} · {momentWib(document.publishedAt, language)}
        </p>
        <h1>{document.title}</h1>
        <p>
          {vacancy.code} · {vacancy.position} · {vacancy.unit} · {vacancy.needTypeTitle}
        </p>
        <p className="k-soft">
          {text.ruleSet}: {ruleSet.title} · {text.decree}: {ruleSet.decree}
        </p>
        {document.replaces ? (
          <p className="k-soft">
            {text.replacesOld}{' '}
            <a className="k-noprint" href={`?publication=${encodeURIComponent(document.replaces)}`}>
              {text.seeOld}
            </a>
          </p>
        ) : null}
      </header>
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
      <Facts
        of={[
          { name: text.totalPeople, value: n(counts.total) },
          { name: text.present, value: n(counts.present) },
          { name: text.absent, value: n(counts.absent) },
          { name: text.need, value: n(vacancy.need) },
          ...(document.cut === null ? [] : [{ name: text.cut, value: n(document.cut) }]),
          ...present
            .filter((code) => code !== 'TH')
            .map((code) => ({
              name: isCode(code) ? `${code} ${codes.words[code]}` : code,
              value: n(counts.byCode[code] ?? 0),
            })),
        ]}
      />
      <h2>{text.rows}</h2>
      <div className="b-cards">
        <Table
          name="l"
          caption={text.rows}
          rows={document.rows}
          rowKey={(row) => row.number}
          columns={columns}
          words={(row) => `${row.number} ${row.name}`}
          searchLabel={text.searchNumber}
          empty={<Empty title={text.noMatch} />}
        />
      </div>
      <section className="k-panel k-stack-small">
        <h2>{codes.legend}</h2>
        <CodeLegend codes={CODES.filter((code) => code !== 'DIS' || present.includes('DIS'))} />
      </section>
      <DigestCheck document={document} jsonHref={file('json')} />
    </article>
  )
}
