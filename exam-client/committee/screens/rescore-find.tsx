import { type FormEvent, useState } from 'react'
import type { ProposalRow } from '../../../server/protocol/http.ts'
import type { RescoreItem, RescoreItems } from '../../../server/protocol/rescoring.ts'
import { useAddress } from '../../shared/address.tsx'
import { count } from '../../shared/format.ts'
import { useLanguage, useText } from '../../shared/language.tsx'
import type { Loaded } from '../../shared/load.ts'
import { Empty, Field, Notice, Shown } from '../../shared/parts/kit-basics.tsx'
import { Pager, useTyped } from '../../shared/parts/kit-table.tsx'
import { committeeText } from '../../shared/text/committee.ts'
import { keyWords, rescoreText } from '../../shared/text/rescore.ts'
import type { Draft } from '../rescore-draft.ts'
import { plain } from './bank.tsx'
import { Head } from './shell.tsx'

/** The head of the workbench: its two parts, and what must be done next. */
export function RescoreHead({ tab, next }: { tab: 'find' | 'history'; next?: string }) {
  const text = useText(rescoreText)
  const title = useText(committeeText).screens.rescoring
  const at = (name: typeof tab) => (name === tab ? ('page' as const) : undefined)
  return (
    <>
      <Head title={title} next={next} />
      <nav className="k-line c-tabs k-noprint" aria-label={title}>
        <a href="?screen=rescoring" aria-current={at('find')}>
          {text.tabs.find}
        </a>
        <a href="?screen=rescoring&tab=history" aria-current={at('history')}>
          {text.tabs.history}
        </a>
      </nav>
    </>
  )
}

/** Find an item by its words, or by its number on somebody's form; and what is in the proposal so far. */
export function RescoreFind({
  items,
  draft,
  proposed,
  onRemove,
  retry,
}: {
  items: Loaded<RescoreItems>
  draft: Draft
  /** The proposal just made here. */
  proposed: ProposalRow | null
  onRemove: (item: string) => void
  retry: () => void
}) {
  const text = useText(rescoreText)
  const { language } = useLanguage()
  const { address, go } = useAddress()
  const n = (value: number) => count(value, language)
  return (
    <>
      <RescoreHead tab="find" next={draft.length > 0 ? text.nextDraft(n(draft.length)) : text.next} />
      {proposed ? <Proposed proposal={proposed} /> : null}
      <Notice tone="amber">{text.secret}</Notice>
      {draft.length > 0 ? <DraftPanel draft={draft} onRemove={onRemove} /> : null}
      <div className="k-panel flush">
        <Search />
        <Shown of={items} retry={retry}>
          {(page) =>
            page.rows.length === 0 ? (
              <Empty title={text.none}>
                <p>{text.noneAdvice}</p>
              </Empty>
            ) : (
              <>
                <ItemTable rows={page.rows} draft={draft} />
                {page.total > page.pageSize ? (
                  <Pager
                    page={page.page}
                    pages={Math.ceil(page.total / page.pageSize)}
                    onTurn={(next) => go({ 'f.page': next === 1 ? null : String(next) })}
                  />
                ) : null}
              </>
            )
          }
        </Shown>
      </div>
      {address['f.q'] || address['f.candidate'] ? (
        <p>
          <button
            type="button"
            className="k-button small"
            onClick={() => go({ 'f.q': null, 'f.page': null, 'f.candidate': null, 'f.number': null })}
          >
            {text.clear}
          </button>
        </p>
      ) : null}
    </>
  )
}

function Proposed({ proposal }: { proposal: ProposalRow }) {
  const text = useText(rescoreText)
  return (
    <Notice tone="ok" live>
      <p>{text.proposed}</p>
      <p className="k-line">
        <a href="?screen=approvals">{text.toApprovals}</a>
        <a href={`/api/rescoring/${encodeURIComponent(proposal.id)}/memo.pdf`}>{text.draftMemo}</a>
      </p>
    </Notice>
  )
}

/** What the proposal holds, each with its old and its new key. */
export function DraftPanel({ draft, onRemove }: { draft: Draft; onRemove: (item: string) => void }) {
  const text = useText(rescoreText)
  const { language } = useLanguage()
  return (
    <section className="k-panel k-stack-small" aria-labelledby="rescore-draft">
      <h2 id="rescore-draft">{text.draft}</h2>
      <ul className="k-plain c-draft">
        {draft.map((one) => (
          <li key={one.item}>
            <a href={`?screen=rescoring&item=${encodeURIComponent(one.item)}`} className="k-num">
              {one.source}
            </a>
            <span>{text.becomes(keyWords(one.before, language), keyWords(one.after, language))}</span>
            <button
              type="button"
              className="k-button small quiet"
              aria-label={text.removeOf(one.source)}
              onClick={() => onRemove(one.item)}
            >
              {text.remove}
            </button>
          </li>
        ))}
      </ul>
      <p>
        <a className="k-button primary" href="?screen=rescoring&step=preview">
          {text.toPreview}
        </a>
      </p>
    </section>
  )
}

function Search() {
  const text = useText(rescoreText)
  const { address, go } = useAddress()
  const [words, setWords] = useTyped(address, go, 'f.q')
  const [candidate, setCandidate] = useState(address['f.candidate'] ?? '')
  const [number, setNumber] = useState(address['f.number'] ?? '')
  const ready = candidate.trim() !== '' && /^[1-9]\d{0,3}$/.test(number.trim())
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (ready) go({ 'f.candidate': candidate.trim(), 'f.number': number.trim(), 'f.q': null, 'f.page': null })
  }
  return (
    <div className="k-tools c-search">
      <Field label={text.search}>
        <input
          className="k-input"
          type="search"
          value={words}
          onChange={(event) => {
            setCandidate('')
            setNumber('')
            if (address['f.candidate']) go({ 'f.candidate': null, 'f.number': null }, 'replace')
            setWords(event.target.value)
          }}
        />
      </Field>
      <form className="k-line" onSubmit={submit} aria-label={text.byNumber}>
        <Field label={text.candidate}>
          <input className="k-input k-num" value={candidate} onChange={(event) => setCandidate(event.target.value)} />
        </Field>
        <Field label={text.number}>
          <input
            className="k-input k-num c-few"
            inputMode="numeric"
            value={number}
            onChange={(event) => setNumber(event.target.value)}
          />
        </Field>
        <button type="submit" className="k-button" disabled={!ready}>
          {text.find}
        </button>
      </form>
    </div>
  )
}

function ItemTable({ rows, draft }: { rows: RescoreItem[]; draft: Draft }) {
  const text = useText(rescoreText)
  const { language } = useLanguage()
  const inDraft = new Map(draft.map((one) => [one.item, one.after]))
  return (
    <div className="k-table-wrap" tabIndex={0} role="region" aria-label={text.tabs.find}>
      <table className="k-table">
        <caption className="sr-only">{text.tabs.find}</caption>
        <thead>
          <tr>
            <th scope="col">{text.source}</th>
            <th scope="col">{text.section}</th>
            <th scope="col">{text.item}</th>
            <th scope="col">{text.key}</th>
            <th scope="col">
              <span className="sr-only">{text.study}</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => {
            const after = inDraft.get(row.id)
            return (
              <tr key={`${row.id}${row.found?.sitting ?? ''}`}>
                <td className="tight k-num" data-label={text.source}>
                  <a href={`?screen=rescoring&item=${encodeURIComponent(row.id)}`}>{row.source}</a>
                  <span className="k-soft c-under">{row.bankName}</span>
                </td>
                <td className="tight" data-label={text.section}>
                  {row.section}
                  {row.topic ? <span className="k-soft c-under">{row.topic}</span> : null}
                </td>
                <td className="c-words" data-label={text.item}>
                  {row.found ? (
                    <span className="k-soft c-under">{text.found(row.found.sitting, String(row.found.number))}</span>
                  ) : null}
                  {plain(row.stem)}
                </td>
                <td className="c-key" data-label={text.key}>
                  {after
                    ? text.becomes(keyWords(row.key, language), keyWords(after, language))
                    : keyWords(row.key, language)}
                  <span className="k-soft c-under">{text.version(String(row.keyVersion))}</span>
                </td>
                <td className="tight">
                  <a
                    className="k-button small"
                    href={`?screen=rescoring&item=${encodeURIComponent(row.id)}`}
                    aria-label={text.studyOf(row.source)}
                  >
                    {text.study}
                  </a>
                </td>
              </tr>
            )
          })}
        </tbody>
      </table>
    </div>
  )
}
