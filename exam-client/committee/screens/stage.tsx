import type { ReactNode } from 'react'
import { listsOf, type PublicationList } from '../../../server/protocol/board.ts'
import type { StageChange, StagePreview } from '../../../server/protocol/results.ts'
import { useAddress } from '../../shared/address.tsx'
import { count, shortDigest } from '../../shared/format.ts'
import { useLanguage, useText } from '../../shared/language.tsx'
import { Choice, CopyButton, Empty, Facts, Mark, Notice } from '../../shared/parts/kit-basics.tsx'
import { CodeLegend, CodeMark } from '../../shared/parts/kit-code.tsx'
import { Table } from '../../shared/parts/kit-table.tsx'
import { approvalsText } from '../../shared/text/approvals.ts'
import { type CodeSense, codesText, codeWord } from '../../shared/text/codes.ts'
import { stagesText } from '../../shared/text/stages.ts'
import { codesOf, columnsOf, rowCount, senseOf, sumsOf } from '../document.ts'
import { Effects } from './effects.tsx'
import { isBlocked } from './propose-dialog.tsx'
import { usePublicColumns } from './public-rows.tsx'
import { Head } from './shell.tsx'

/** Everything about one announcement before it is proposed: what blocks it, what it counts, what it changes, and itself. */
export function StageScreen({
  preview,
  proposed,
  ties,
  onPropose,
}: {
  preview: StagePreview
  /** Whether it was just proposed here. */
  proposed: boolean
  /** The forms for equals; they send, so they come from the page. */
  ties: ReactNode
  onPropose: () => void
}) {
  const text = useText(stagesText)
  const approvals = useText(approvalsText)
  const { language } = useLanguage()
  const n = (value: number) => count(value, language)
  const { document, stage, scope } = preview
  const lists = listsOf(document)
  const only = stage === 'skd' ? lists[0] : undefined
  const sense = senseOf(document)
  const { counts } = document
  const blocked = isBlocked(preview)
  return (
    <>
      <Head
        title={only ? `${text.names[stage]} · ${only.vacancy.position}` : text.names[stage]}
        back={
          only
            ? { href: `?screen=results&vacancy=${encodeURIComponent(scope)}`, title: text.backToRanking }
            : { href: '?screen=publications', title: text.back }
        }
        next={blocked || proposed ? undefined : text.nextPropose}
      >
        <button type="button" className="k-button primary" disabled={blocked} onClick={onPropose}>
          {text.propose}
        </button>
      </Head>
      {proposed ? (
        <Notice tone="ok" live>
          {approvals.proposed} <a href="?screen=approvals">{approvals.toApprovals}</a>
        </Notice>
      ) : null}
      {preview.blockedBy.length > 0 ? (
        <Notice tone="amber">
          <p className="k-strong">{text.blocked}</p>
          <Effects of={preview.blockedBy} label={text.blocked} />
        </Notice>
      ) : rowCount(document) > 0 && !preview.changed ? (
        <Notice tone="ok">{text.sameNote}</Notice>
      ) : null}
      {preview.undecided.length > 0 ? (
        <section className="k-stack" aria-labelledby="ties">
          <div className="k-stack-small">
            <h2 id="ties">{text.ties}</h2>
            <p>{text.tiesWhat}</p>
          </div>
          {ties}
        </section>
      ) : null}
      {document.ruleSet.id === '' ? null : (
        <p className="k-soft">
          {text.ruleSet}: {document.ruleSet.title} · {text.decree}: {document.ruleSet.decree}
        </p>
      )}
      <Facts
        of={[
          { name: text.total, value: n(counts.total) },
          ...(stage === 'skb-participants'
            ? []
            : [
                { name: text.present, value: n(counts.present) },
                { name: text.absent, value: n(counts.absent) },
              ]),
          ...codesOf(counts).map(([code, many]) => ({
            name: `${code} ${codeWord(code, sense, language)}`.trim(),
            value: n(many),
          })),
        ]}
      />
      <Reconciled preview={preview} />
      {preview.notes.length > 0 ? (
        <section className="k-panel k-stack-small" aria-labelledby="notes">
          <h2 id="notes">{text.notes}</h2>
          <Effects of={preview.notes} label={text.notes} />
        </section>
      ) : null}
      <Changes preview={preview} sense={sense} />
      <h2>{text.exactly}</h2>
      {rowCount(document) === 0 ? (
        <div className="k-panel">
          <Empty title={text.noRows}>{preview.blockedBy.length > 0 ? <p>{text.noRowsAdvice}</p> : null}</Empty>
        </div>
      ) : (
        <Lists preview={preview} lists={lists} sense={sense} />
      )}
      <p className="k-small k-soft">
        {text.hidden} {text.digest}: <span className="k-code">{shortDigest(preview.previewDigest)}</span>
        <CopyButton value={preview.previewDigest} label={text.digest} />
      </p>
    </>
  )
}

function Reconciled({ preview }: { preview: StagePreview }) {
  const text = useText(stagesText)
  const { language } = useLanguage()
  const { holds, sentences } = preview.reconciliation
  const { counts } = preview.document
  const n = (value: number) => count(value, language)
  // Participants are invited, not present or absent: there is nothing to add up.
  if (rowCount(preview.document) === 0 || (holds && preview.stage === 'skb-participants')) return null
  const { people, codes } = sumsOf(counts)
  const [present = 0, absent = 0, total = 0] = people
  return (
    <section className="k-panel k-stack-small" aria-labelledby="reconciliation">
      <div className="k-line">
        <h2 id="reconciliation">{text.reconciliation}</h2>
        <Mark shape={holds ? 'check' : 'triangle'} tone={holds ? 'ok' : 'danger'}>
          {holds ? text.holds : text.holdsNot}
        </Mark>
      </div>
      <p>
        {text.sumPeople(n(present), n(absent), n(total))}
        {codes.length > 0
          ? ` ${text.sumCodes(codes.map(([code, many]) => `${code} ${n(many)}`).join(' + '), n(present))}`
          : ''}
      </p>
      {sentences.length > 0 ? <Effects of={sentences} label={text.reconciliation} /> : null}
    </section>
  )
}

function Changes({ preview, sense }: { preview: StagePreview; sense: CodeSense }) {
  const text = useText(stagesText)
  const { language } = useLanguage()
  const n = (value: number) => count(value, language)
  if (!preview.replaces) return null
  if (preview.changesTotal === 0) return preview.changed ? <Notice>{text.changesNone}</Notice> : null
  const told = (side: StageChange['before']) =>
    side === null ? (
      <span className="k-soft">{text.notListed}</span>
    ) : (
      <span className="k-line">
        <span className="k-num">{side.place === null ? '–' : n(side.place)}</span>
        <CodeMark code={side.code} sense={sense} />
      </span>
    )
  const words = (side: StageChange['before']) => (side === null ? '' : `${side.place ?? '–'} ${side.code}`)
  return (
    <details className="k-panel" open={preview.changesTotal <= 20}>
      <summary className="k-strong">
        {text.changes} ({n(preview.changesTotal)})
      </summary>
      <div className="k-stack-small c-below">
        <Table
          name="d"
          caption={text.changes}
          rows={preview.changes}
          rowKey={(row) => row.number}
          words={(row) => row.number}
          searchLabel={text.number}
          empty={<Empty title={text.changesNone} />}
          columns={[
            {
              id: 'number',
              head: text.number,
              kind: 'tight',
              cell: (row) => <span className="k-num">{row.number}</span>,
              value: (row) => row.number,
            },
            { id: 'before', head: text.before, cell: (row) => told(row.before), value: (row) => words(row.before) },
            { id: 'after', head: text.after, cell: (row) => told(row.after), value: (row) => words(row.after) },
          ]}
        />
        {preview.changesTotal > preview.changes.length ? (
          <p className="k-small k-soft">{text.changesFirst(n(preview.changes.length), n(preview.changesTotal))}</p>
        ) : null}
      </div>
    </details>
  )
}

/** One vacancy at a time: a switch, its head, and its rows. */
function Lists({ preview, lists, sense }: { preview: StagePreview; lists: PublicationList[]; sense: CodeSense }) {
  const text = useText(stagesText)
  const codes = useText(codesText)
  const { language } = useLanguage()
  const { address, go } = useAddress()
  const n = (value: number) => count(value, language)
  const at = Math.max(
    0,
    lists.findIndex((one) => one.vacancy.code === address['list']),
  )
  const list = lists[at] as PublicationList
  const columns = usePublicColumns(preview.document, sense)
  const show = (place: number) =>
    go({ list: lists[place]?.vacancy.code ?? null, 'l.page': null, 'l.q': null }, 'replace')
  const { vacancy } = list
  return (
    <>
      {lists.length > 1 ? (
        <div className="k-panel k-line c-switch">
          <Choice
            label={`${text.vacancy}: ${text.vacancyOf(n(at + 1), n(lists.length))}`}
            value={vacancy.code}
            options={lists.map((one) => ({
              value: one.vacancy.code,
              title: `${one.vacancy.code} · ${one.vacancy.position} · ${one.vacancy.needTypeTitle}`,
            }))}
            onChange={(code) => show(lists.findIndex((one) => one.vacancy.code === code))}
          />
          <button
            type="button"
            className="k-button"
            aria-label={text.previousVacancy}
            disabled={at === 0}
            onClick={() => show(at - 1)}
          >
            ‹
          </button>
          <button
            type="button"
            className="k-button"
            aria-label={text.nextVacancy}
            disabled={at === lists.length - 1}
            onClick={() => show(at + 1)}
          >
            ›
          </button>
        </div>
      ) : null}
      <p className="k-soft">
        {vacancy.code} · {vacancy.position} · {vacancy.unit} · {vacancy.needTypeTitle} · {text.need} {n(vacancy.need)}
        {list.cut === null ? '' : ` · ${text.cut} ${n(list.cut)}`}
        {lists.length > 1
          ? ` · ${codesOf(list.counts)
              .map(([code, many]) => `${code} ${n(many)}`)
              .join(', ')}`
          : ''}
      </p>
      <div className={columnsOf(preview.stage).final ? 'c-final' : undefined}>
        <Table
          name="l"
          caption={`${text.exactly}: ${vacancy.position} ${vacancy.needTypeTitle}`}
          rows={list.rows}
          rowKey={(row) => row.number}
          columns={columns}
          words={(row) => `${row.number} ${row.name}`}
          searchLabel={text.search}
          empty={<Empty title={text.noRows} />}
        />
      </div>
      <details className="k-panel">
        <summary className="k-strong">{codes.legend}</summary>
        <CodeLegend codes={codesOf(preview.document.counts).map(([code]) => code)} sense={sense} />
      </details>
    </>
  )
}
