import { useMemo } from 'react'
import type { RankingRow, RankingView } from '../../../server/protocol/http.ts'
import { useAddress } from '../../shared/address.tsx'
import { count, shortDigest } from '../../shared/format.ts'
import { useLanguage, useText } from '../../shared/language.tsx'
import { Choice, CopyButton, Empty, Facts, Notice } from '../../shared/parts/kit-basics.tsx'
import { CodeLegend, CodeMark } from '../../shared/parts/kit-code.tsx'
import { type Column, Table } from '../../shared/parts/kit-table.tsx'
import { approvalsText } from '../../shared/text/approvals.ts'
import { type CodeSense, codesText, codeWord } from '../../shared/text/codes.ts'
import { workText } from '../../shared/text/committee-work.ts'
import { stagesText } from '../../shared/text/stages.ts'
import { codesOf } from '../document.ts'
import { Head } from './shell.tsx'

const codesIn = (rows: RankingRow[]): [string, number][] => {
  const byCode: Record<string, number> = {}
  for (const row of rows) byCode[row.code] = (byCode[row.code] ?? 0) + 1
  return codesOf({ byCode })
}

/** The ranked list of one vacancy as it stands now; each place says why it is there. */
export function RankingScreen({
  ranking,
  proposed,
  onPropose,
}: {
  ranking: RankingView
  /** Whether its publication was just proposed here. */
  proposed: boolean
  onPropose: () => void
}) {
  const text = useText(workText).results
  const stages = useText(stagesText)
  const approvals = useText(approvalsText)
  const codes = useText(codesText)
  const { language } = useLanguage()
  const { address, go } = useAddress()
  const n = (value: number) => count(value, language)
  const { vacancy, rows, openSittings, unseated } = ranking
  const counted = useMemo(() => codesIn(rows), [rows])
  const code = address['code'] ?? ''
  const shown = useMemo(() => (code === '' ? rows : rows.filter((row) => row.code === code)), [rows, code])
  const blocks = [
    ...(openSittings.length > 0 ? [text.openSittings(openSittings.map((one) => one.name).join(', '))] : []),
    ...(unseated > 0 ? [text.unseated(n(unseated))] : []),
  ]
  const blocked = blocks.length > 0
  const next =
    rows.length === 0
      ? text.emptyAdvice
      : blocked || proposed
        ? undefined
        : vacancy.publication
          ? text.nextAgain
          : text.nextPublish
  const sense: CodeSense = ranking.cut !== null && ranking.cut > vacancy.need ? 'skd' : 'alone'
  const named = (one: string) => `${one} ${codeWord(one, sense, language)}`.trim()
  const columns: Column<RankingRow>[] = [
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
    ...ranking.sections.map(
      (section): Column<RankingRow> => ({
        id: section.id,
        head: section.id,
        kind: 'num',
        cell: (row) => points(row, section.id),
        value: (row) => row.points?.[section.id] ?? null,
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
      head: text.code,
      kind: 'tight',
      cell: (row) => <CodeMark code={row.code} sense={sense} />,
      value: (row) => row.code,
    },
    {
      id: 'reason',
      head: text.reason,
      kind: 'wide',
      cell: (row) => row.reason[language],
      value: (row) => row.reason[language],
    },
  ]
  return (
    <>
      <Head
        title={`${vacancy.position} · ${vacancy.needType}`}
        back={{ href: '?screen=results', title: text.back }}
        next={next}
      >
        <a className="k-button" href={`?screen=publications&stage=skd&vacancy=${encodeURIComponent(vacancy.id)}`}>
          {stages.whole}
        </a>
        <button type="button" className="k-button primary" disabled={rows.length === 0 || blocked} onClick={onPropose}>
          {stages.propose}
        </button>
      </Head>
      {proposed ? (
        <Notice tone="ok" live>
          {approvals.proposed} <a href="?screen=approvals">{approvals.toApprovals}</a>
        </Notice>
      ) : null}
      {blocked ? (
        <Notice tone="amber">
          <p className="k-strong">{stages.blocked}</p>
          <ul className="k-list">
            {blocks.map((block) => (
              <li key={block}>{block}</li>
            ))}
          </ul>
        </Notice>
      ) : null}
      <p className="k-soft">
        {vacancy.code} · {vacancy.unit} · {ranking.ruleSet.title} · {text.decree}: {ranking.ruleSet.decree}
      </p>
      <Facts
        of={[
          { name: text.need, value: n(vacancy.need) },
          { name: text.cut, value: ranking.cut === null ? '–' : n(ranking.cut) },
          ...counted.map(([one, many]) => ({ name: named(one), value: n(many) })),
        ]}
      />
      <Table
        name="k"
        caption={`${vacancy.position} ${vacancy.needType}`}
        rows={shown}
        rowKey={(row) => row.candidate}
        columns={columns}
        words={(row) => `${row.number} ${row.name}`}
        exportName={`peringkat-${vacancy.code}`}
        tools={
          <Choice
            label={text.code}
            value={code}
            all={text.allCodes}
            options={counted.map(([one]) => ({ value: one, title: named(one) }))}
            onChange={(value) => go({ code: value, 'k.page': null }, 'replace')}
          />
        }
        empty={
          <Empty title={text.empty}>
            <p>{text.emptyAdvice}</p>
          </Empty>
        }
      />
      <details className="k-panel">
        <summary className="k-strong">{codes.legend}</summary>
        <CodeLegend codes={counted.length > 0 ? counted.map(([one]) => one) : ['P/L', 'P', 'TL', 'TH']} sense={sense} />
      </details>
      <p className="k-small k-soft">
        {text.digest}: <span className="k-code">{shortDigest(ranking.previewDigest)}</span>
        <CopyButton value={ranking.previewDigest} label={text.digest} />
      </p>
    </>
  )

  function points(row: RankingRow, section: string): string {
    const value = row.points?.[section]
    return value === undefined ? '–' : n(value)
  }
}
