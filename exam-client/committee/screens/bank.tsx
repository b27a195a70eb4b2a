import type { ReactNode } from 'react'
import type { BankItemRow, BankSummary, Page } from '../../../server/protocol/http.ts'
import { useAddress } from '../../shared/address.tsx'
import { count } from '../../shared/format.ts'
import { useLanguage, useText } from '../../shared/language.tsx'
import type { Loaded } from '../../shared/load.ts'
import { Empty, Field, Notice, Shown } from '../../shared/parts/kit-basics.tsx'
import { Pager, useTyped } from '../../shared/parts/kit-table.tsx'
import { workText } from '../../shared/text/committee-work.ts'
import { ItemPreview } from './item-preview.tsx'
import { Head } from './shell.tsx'

/** One bank: what it holds, an import, and its items one by one as a candidate would see them, with the key. */
export function BankScreen({
  bank,
  items,
  importer,
  canExport,
  retry,
}: {
  bank: BankSummary
  items: Loaded<Page<BankItemRow>>
  importer: ReactNode
  canExport: boolean
  retry: () => void
}) {
  const text = useText(workText).bank
  const { language } = useLanguage()
  const { address, go } = useAddress()
  const [search, setSearch] = useTyped(address, go, 'i.q')
  return (
    <>
      <Head title={bank.name} back={{ href: '?screen=banks', title: text.back }}>
        <span className="k-soft k-num">{text.total(count(bank.items, language))}</span>
        {canExport && bank.items > 0 ? (
          <a className="k-button" href={`/api/banks/${encodeURIComponent(bank.id)}/export.json`} download>
            {text.exportJson}
          </a>
        ) : null}
      </Head>
      <Notice tone="amber">{text.secret}</Notice>
      {importer}
      {bank.items === 0 ? (
        <div className="k-panel">
          <Empty title={text.noItems}>
            <p>{text.noItemsAdvice}</p>
          </Empty>
        </div>
      ) : (
        <div className="k-panel flush">
          <div className="k-tools">
            <Field label={text.search}>
              <input
                className="k-input"
                type="search"
                value={search}
                onChange={(event) => setSearch(event.target.value)}
              />
            </Field>
            {bank.sections.length > 1 ? (
              <Field label={text.section}>
                <select
                  className="k-input"
                  value={address['i.section'] ?? ''}
                  onChange={(event) => go({ 'i.section': event.target.value, 'i.page': null }, 'replace')}
                >
                  <option value="">{text.allSections}</option>
                  {bank.sections
                    .filter((one) => one.name !== '')
                    .map((one) => (
                      <option key={one.name} value={one.name}>
                        {one.name} ({count(one.items, language)})
                      </option>
                    ))}
                </select>
              </Field>
            ) : null}
            {items.at === 'ready' ? (
              <span className="k-tools-count" role="status">
                {text.total(count(items.value.total, language))}
              </span>
            ) : null}
          </div>
          <Shown of={items} retry={retry}>
            {(page) =>
              page.rows.length === 0 ? (
                <Empty title={text.noneMatch} />
              ) : (
                <>
                  <Browser rows={page.rows} chosen={address['i.id']} onChoose={(id) => go({ 'i.id': id }, 'replace')} />
                  {page.total > page.pageSize ? (
                    <Pager
                      page={page.page}
                      pages={Math.ceil(page.total / page.pageSize)}
                      onTurn={(next) => go({ 'i.page': next === 1 ? null : String(next), 'i.id': null })}
                    />
                  ) : null}
                </>
              )
            }
          </Shown>
        </div>
      )}
    </>
  )
}

function Browser({
  rows,
  chosen,
  onChoose,
}: {
  rows: BankItemRow[]
  chosen: string | undefined
  onChoose: (id: string) => void
}) {
  const text = useText(workText).bank
  const shown = rows.find((row) => row.id === chosen) ?? rows[0]
  return (
    <div className="c-browser">
      <ul className="k-plain" tabIndex={-1}>
        {rows.map((row) => (
          <li key={row.id}>
            <button type="button" aria-pressed={row.id === shown?.id} onClick={() => onChoose(row.id)}>
              <span className="k-small k-soft">
                {[row.section, row.subject, row.topic].filter(Boolean).join(' · ') || row.source}
              </span>
              <span>{plain(row.stem)}</span>
            </button>
          </li>
        ))}
      </ul>
      <div className="c-preview">{shown ? <ItemPreview item={shown} /> : <Empty title={text.choose} />}</div>
    </div>
  )
}

const STEM_SHOWN_MAX = 110

/** The first words of a stem, for the list; DOMParser runs nothing and loads nothing. */
export function plain(html: string): string {
  const words = (new DOMParser().parseFromString(html, 'text/html').body.textContent ?? '').replace(/\s+/g, ' ').trim()
  return words.length > STEM_SHOWN_MAX ? `${words.slice(0, STEM_SHOWN_MAX)}…` : words
}
