import { type FormEvent, type ReactNode, useState } from 'react'
import type { ProposalRow } from '../../../server/protocol/http.ts'
import type {
  ChangedRow,
  ChangeFilter,
  RescorePreview,
  RescoreStage,
  VacancyEffect,
} from '../../../server/protocol/rescoring.ts'
import { useAddress } from '../../shared/address.tsx'
import { count, momentWib } from '../../shared/format.ts'
import { useLanguage, useText } from '../../shared/language.tsx'
import type { Doing } from '../../shared/load.ts'
import { Choice, DoingNotice, Empty, Facts, Field, Notice } from '../../shared/parts/kit-basics.tsx'
import { CodeLegend, CodeMark } from '../../shared/parts/kit-code.tsx'
import { type Column, Table } from '../../shared/parts/kit-table.tsx'
import type { CodeSense } from '../../shared/text/codes.ts'
import { keyWords, rescoreText } from '../../shared/text/rescore.ts'
import { Effects } from './effects.tsx'
import { Head } from './shell.tsx'

const FILTERS = ['all', 'code', 'threshold', 'cut', 'points', 'place'] as const satisfies readonly ChangeFilter[]
export const filterOf = (text: string | undefined): ChangeFilter => FILTERS.find((one) => one === text) ?? 'all'
const REASON_LEAST = 10
/** What a code means: in the SKD one goes on, in the SKB (the integration) and in a test that decides alone one passes. */
const SENSES: Record<RescoreStage, CodeSense> = { skd: 'skd', skb: 'final', single: 'alone' }
const STAGES = ['skd', 'single', 'skb'] as const satisfies readonly RescoreStage[]

/** Who changes, by how much and across which line, before anybody signs it; and the proposal at its end. */
export function RescorePreviewScreen({
  preview,
  busy,
  doing,
  csvFailed = false,
  onCsv,
  onAgain,
  onPropose,
}: {
  preview: RescorePreview
  /** Another one is being computed. */
  busy: boolean
  doing: Doing<ProposalRow>
  csvFailed?: boolean
  onCsv: () => void
  onAgain: () => void
  onPropose: (reason: string) => void
}) {
  const text = useText(rescoreText)
  const { language } = useLanguage()
  const n = (value: number) => count(value, language)
  const { counts } = preview
  return (
    <>
      <Head title={text.preview} back={{ href: '?screen=rescoring', title: text.backToDraft }} next={text.previewNext}>
        <button type="button" className="k-button" disabled={busy} onClick={onAgain}>
          {text.again}
        </button>
      </Head>
      <section className="k-panel k-stack-small" aria-labelledby="rescore-items">
        <h2 id="rescore-items">{text.items}</h2>
        <ItemList preview={preview} />
      </section>
      <section className="k-panel k-stack" aria-labelledby="rescore-effect">
        <h2 id="rescore-effect">{text.effect}</h2>
        <Facts
          of={[
            { name: text.had, value: n(counts.had) },
            { name: text.facts.changed, value: n(counts.changed) },
            { name: text.facts.threshold, value: text.inOut(n(counts.thresholdIn), n(counts.thresholdOut)) },
            { name: text.facts.cut, value: text.inOut(n(counts.cutIn), n(counts.cutOut)) },
            { name: text.facts.placeOnly, value: n(counts.placeOnly) },
          ]}
        />
        <Effects of={preview.sentences} label={text.effect} />
      </section>
      <Publications preview={preview} />
      {preview.vacancies.length > 0 ? <Vacancies vacancies={preview.vacancies} /> : null}
      <h2>{text.rows}</h2>
      {csvFailed ? (
        <Notice tone="danger" live>
          {text.csvFailed}
        </Notice>
      ) : null}
      <Rows preview={preview} busy={busy} onCsv={onCsv} />
      <Propose doing={doing} onAgain={onAgain} onPropose={onPropose} />
    </>
  )
}

function ItemList({ preview }: { preview: RescorePreview }) {
  const text = useText(rescoreText)
  const { language } = useLanguage()
  return (
    <div className="k-table-wrap" tabIndex={0} role="region" aria-label={text.table(text.items)}>
      <table className="k-table">
        <caption className="sr-only">{text.items}</caption>
        <thead>
          <tr>
            <th scope="col">{text.source}</th>
            <th scope="col">{text.section}</th>
            <th scope="col">{text.before}</th>
            <th scope="col">{text.after}</th>
            <th scope="col" className="num">
              {text.had}
            </th>
          </tr>
        </thead>
        <tbody>
          {preview.items.map((item) => (
            <tr key={item.id}>
              <td className="tight k-num">
                <a href={`?screen=rescoring&item=${encodeURIComponent(item.id)}`}>{item.source}</a>
              </td>
              <td className="tight">{item.section}</td>
              <td>{keyWords(item.before, language)}</td>
              <td>
                <strong>{keyWords(item.after, language)}</strong>{' '}
                <span className="k-soft">{text.version(String(item.version))}</span>
              </td>
              <td className="num">{count(item.had, language)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}

function Publications({ preview }: { preview: RescorePreview }) {
  const text = useText(rescoreText)
  const { language } = useLanguage()
  return (
    <section className="k-panel k-stack-small" aria-labelledby="rescore-publications">
      <h2 id="rescore-publications">{text.publications}</h2>
      {preview.publications.length === 0 ? (
        <p className="k-soft">{text.noPublications}</p>
      ) : (
        <ul className="k-plain c-draft">
          {preview.publications.map((one) => (
            <li key={one.id}>
              <span className="k-soft">{text.publicationStages[one.stage]}</span>
              <a href={`/board/?publication=${encodeURIComponent(one.id)}`}>{one.title}</a>
              <span className="k-soft">{momentWib(one.publishedAt, language)}</span>
            </li>
          ))}
        </ul>
      )}
    </section>
  )
}

function Vacancies({ vacancies }: { vacancies: VacancyEffect[] }) {
  const text = useText(rescoreText)
  const { language } = useLanguage()
  const figure = (id: keyof VacancyEffect, head: string): Column<VacancyEffect> => ({
    id,
    head,
    kind: 'num',
    cell: (row) => count(Number(row[id]), language),
    value: (row) => Number(row[id]),
  })
  return (
    <>
      <h2>{text.vacancies}</h2>
      <Table
        name="v"
        caption={text.vacancies}
        rows={vacancies}
        rowKey={(row) => `${row.id}${row.stage}`}
        words={(row) => `${row.code} ${row.position} ${row.unit}`}
        exportName="formasi-terkena"
        empty={null}
        columns={[
          { id: 'code', head: text.vacancy, kind: 'tight', cell: (row) => row.code, value: (row) => row.code },
          {
            id: 'position',
            head: text.position,
            kind: 'name',
            cell: (row) => (
              <>
                {row.position}
                <span className="k-soft c-under">{row.unit}</span>
              </>
            ),
            value: (row) => `${row.position} ${row.unit}`,
          },
          {
            id: 'stage',
            head: text.stage,
            kind: 'tight',
            cell: (row) => text.stages[row.stage],
            value: (row) => text.stages[row.stage],
          },
          figure('people', text.people),
          figure('changed', text.changed),
          figure('raised', text.raised),
          figure('lowered', text.lowered),
          figure('thresholdIn', text.thresholdIn),
          figure('thresholdOut', text.thresholdOut),
          figure('cutIn', text.cutIn),
          figure('cutOut', text.cutOut),
          figure('placeOnly', text.moved),
        ]}
      />
    </>
  )
}

function Rows({ preview, busy, onCsv }: { preview: RescorePreview; busy: boolean; onCsv: () => void }) {
  const text = useText(rescoreText)
  const { language } = useLanguage()
  const { address, go } = useAddress()
  const n = (value: number) => count(value, language)
  const { rows, matching } = preview
  const show = filterOf(address['show'])
  const vacancy = address['vacancy'] ?? ''
  const number = (value: number | null) => (value === null ? '–' : n(value))
  const withFinal = rows.some((row) => row.before.final !== undefined || row.after.final !== undefined)
  const both = (
    id: keyof typeof text.columns,
    cell: (side: ChangedRow['before'], row: ChangedRow) => ReactNode,
    value: (side: ChangedRow['before']) => string | number | null,
    kind?: 'num' | 'tight',
  ): Column<ChangedRow>[] =>
    (['before', 'after'] as const).map((side, at) => ({
      id: `${id}-${side}`,
      head: text.columns[id][at] ?? '',
      kind,
      cell: (row) => (side === 'after' ? <strong>{cell(row.after, row)}</strong> : cell(row.before, row)),
      value: (row) => value(row[side]),
    }))
  const columns: Column<ChangedRow>[] = [
    {
      id: 'number',
      head: text.candidate,
      kind: 'tight',
      cell: (row) => <span className="k-num">{row.number}</span>,
      value: (row) => row.number,
    },
    { id: 'name', head: text.name, kind: 'name', cell: (row) => row.name, value: (row) => row.name },
    {
      id: 'vacancy',
      head: text.vacancy,
      kind: 'tight',
      cell: (row) => (
        <>
          <span className="k-num">{row.vacancy}</span>
          {row.stage === 'skd' ? null : <span className="k-soft c-under">{text.stages[row.stage]}</span>}
        </>
      ),
      value: (row) => row.vacancy,
    },
    ...both(
      'total',
      (side) => number(side.total),
      (side) => side.total,
      'num',
    ),
    {
      id: 'by',
      head: text.by,
      kind: 'num',
      cell: (row) => signed(differenceOf(row), n),
      value: differenceOf,
    },
    ...(withFinal
      ? both(
          'final',
          (side) => decimal(side.final, language),
          (side) => side.final ?? null,
          'num',
        )
      : []),
    ...both(
      'place',
      (side) => number(side.place),
      (side) => side.place,
      'num',
    ),
    ...both(
      'code',
      (side, row) => (side.code === null ? '–' : <CodeMark code={side.code} sense={SENSES[row.stage]} />),
      (side) => side.code,
      'tight',
    ),
  ]
  if (matching === 0 && show === 'all' && vacancy === '')
    return (
      <div className="k-panel">
        <Empty title={text.nobody} />
      </div>
    )
  return (
    <div className="c-final c-codes k-stack-small" aria-busy={busy}>
      <Table
        name="r"
        caption={text.rows}
        rows={rows}
        rowKey={(row) => `${row.number}${row.stage}`}
        words={(row) => `${row.number} ${row.name} ${row.vacancy}`}
        tools={
          <>
            <Choice
              label={text.show}
              value={show}
              options={FILTERS.map((one) => ({ value: one, title: text.filters[one] }))}
              onChange={(value) => go({ show: value === 'all' ? null : value, 'r.page': null }, 'replace')}
            />
            <Choice
              label={text.vacancy}
              value={vacancy}
              all={text.allVacancies}
              options={preview.vacancies.map((one) => ({ value: one.id, title: `${one.code} ${one.position}` }))}
              onChange={(value) => go({ vacancy: value || null, 'r.page': null }, 'replace')}
            />
            <button type="button" className="k-button" onClick={onCsv}>
              {text.csv}
            </button>
          </>
        }
        empty={<Empty title={text.noRows} />}
        columns={columns}
      />
      {STAGES.map((stage) => {
        const codes = codesIn(rows.filter((row) => row.stage === stage))
        return codes.length > 0 ? <CodeLegend key={stage} codes={codes} sense={SENSES[stage]} /> : null
      })}
      {matching > rows.length ? <p className="k-small k-soft">{text.rowsShown(n(rows.length), n(matching))}</p> : null}
    </div>
  )
}

const codesIn = (rows: ChangedRow[]): string[] => [
  ...new Set(rows.flatMap(({ before, after }) => [before.code, after.code].filter((code) => code !== null))),
]
const differenceOf = ({ before, after }: ChangedRow): number | null =>
  before.total === null || after.total === null ? null : after.total - before.total
const signed = (value: number | null, n: (value: number) => string): string =>
  value === null ? '–' : value > 0 ? `+${n(value)}` : value < 0 ? `−${n(-value)}` : '0'
const decimal = (text: string | undefined, language: 'id' | 'en'): string =>
  text === undefined ? '–' : language === 'id' ? text.replace('.', ',') : text

function Propose({
  doing,
  onAgain,
  onPropose,
}: {
  doing: Doing<ProposalRow>
  onAgain: () => void
  onPropose: (reason: string) => void
}) {
  const text = useText(rescoreText)
  const [reason, setReason] = useState('')
  const [understood, setUnderstood] = useState(false)
  const ready = understood && reason.trim().length >= REASON_LEAST && doing.at !== 'sending'
  const stale = doing.at === 'refused' && doing.why.refused === 'results-changed'
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (ready) onPropose(reason.trim())
  }
  return (
    <form className="k-panel k-stack" onSubmit={submit} aria-labelledby="rescore-propose">
      <h2 id="rescore-propose">{text.propose}</h2>
      <Field label={text.proposeReason} hint={text.proposeHint}>
        <textarea
          className="k-input"
          required
          minLength={REASON_LEAST}
          maxLength={2000}
          value={reason}
          onChange={(event) => setReason(event.target.value)}
        />
      </Field>
      <label className="k-check">
        <input type="checkbox" checked={understood} onChange={(event) => setUnderstood(event.target.checked)} />{' '}
        {text.understand}
      </label>
      {doing.at === 'done' ? null : <DoingNotice doing={doing} />}
      <p className="k-line">
        {stale ? (
          <button type="button" className="k-button primary" onClick={onAgain}>
            {text.again}
          </button>
        ) : (
          <button type="submit" className="k-button primary" disabled={!ready}>
            {text.proposeNow}
          </button>
        )}
      </p>
    </form>
  )
}
