import { type KeyboardEvent, type ReactNode, useDeferredValue, useEffect, useMemo, useState } from 'react'
import { type Address, useAddress } from '../address.tsx'
import { downloadCsv } from '../download.ts'
import { count } from '../format.ts'
import { useLanguage, useText } from '../language.tsx'
import { kitText } from '../text/kit.ts'
import { Empty } from './kit-basics.tsx'
import { Shape } from './kit-shapes.tsx'

export interface Column<Row> {
  id: string
  head: string
  cell: (row: Row) => ReactNode
  /** What the column sorts by and exports; a column without it does neither. */
  value?: (row: Row) => string | number | null
  kind?: 'num' | 'tight' | 'wide' | 'name'
}

interface TableProps<Row> {
  /** Names the table in the address, so that two on one page do not meddle. */
  name: string
  caption: string
  columns: Column<Row>[]
  rows: Row[]
  rowKey: (row: Row) => string
  /** What the text filter looks in; without it there is no search field. */
  words?: (row: Row) => string
  searchLabel?: string
  tools?: ReactNode
  exportName?: string
  empty: ReactNode
  firstSort?: string
}

const PAGE_ROWS = 200

/** A dense table that sorts, filters, exports what it shows, and keeps all of it in the address. Arrow keys walk its rows. */
export function Table<Row>({
  name,
  caption,
  columns,
  rows,
  rowKey,
  words,
  searchLabel,
  tools,
  exportName,
  empty,
  firstSort = '',
}: TableProps<Row>) {
  const text = useText(kitText)
  const { language } = useLanguage()
  const { address, go } = useAddress()
  const [wanted, setWanted] = useTyped(address, go, `${name}.q`)
  const search = useDeferredValue(wanted)
  const sort = address[`${name}.sort`] ?? firstSort
  const shown = useMemo(
    () => arrange(rows, columns, words, search, sort, language),
    [rows, columns, words, search, sort, language],
  )
  const pages = Math.max(1, Math.ceil(shown.length / PAGE_ROWS))
  const page = Math.min(pages, Math.max(1, Number(address[`${name}.page`]) || 1))
  const printing = usePrinting()
  const visible = printing ? shown : shown.slice((page - 1) * PAGE_ROWS, page * PAGE_ROWS)
  const turn = (to: number) => go({ [`${name}.page`]: to === 1 ? null : String(to) }, 'replace')
  const exportRows = () => {
    const out = columns.filter((column) => column.value)
    downloadCsv(
      `${exportName}.csv`,
      out.map((column) => column.head),
      shown.map((row) => out.map((column) => column.value?.(row) ?? null)),
    )
  }
  return (
    <div className="k-panel flush">
      {words || tools || exportName ? (
        <div className="k-tools">
          {words ? (
            <label className="k-field">
              <span>{searchLabel ?? text.search}</span>
              <input
                className="k-input"
                type="search"
                value={wanted}
                onChange={(event) => setWanted(event.target.value)}
              />
            </label>
          ) : null}
          {tools}
          <span className="k-tools-count" role="status">
            {text.rowsOf(count(shown.length, language), count(rows.length, language))}
          </span>
          {exportName && shown.length > 0 ? (
            <button type="button" className="k-button k-push" onClick={exportRows}>
              {text.exportCsv}
            </button>
          ) : null}
        </div>
      ) : null}
      {rows.length === 0 ? (
        empty
      ) : shown.length === 0 ? (
        <Empty title={text.none}>
          <button type="button" className="k-button small" onClick={() => setWanted('')}>
            {text.clearFilter}
          </button>
        </Empty>
      ) : (
        <div className="k-table-wrap" tabIndex={0} role="region" aria-label={caption} onKeyDown={walk}>
          <table className="k-table">
            <caption className="sr-only">{caption}</caption>
            <thead>
              <tr>
                {columns.map((column) => (
                  <Head
                    key={column.id}
                    column={column}
                    sort={sort}
                    onSort={(next) => go({ [`${name}.sort`]: next, [`${name}.page`]: null }, 'replace')}
                  />
                ))}
              </tr>
            </thead>
            <tbody>
              {visible.map((row) => (
                <tr key={rowKey(row)}>
                  {columns.map((column) => (
                    <td key={column.id} className={column.kind} data-label={column.head}>
                      {column.cell(row)}
                    </td>
                  ))}
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
      {pages > 1 ? <Pager page={page} pages={pages} onTurn={turn} /> : null}
    </div>
  )
}

function Head<Row>({ column, sort, onSort }: { column: Column<Row>; sort: string; onSort: (next: string) => void }) {
  const text = useText(kitText)
  const up = sort === column.id
  const down = sort === `-${column.id}`
  if (!column.value)
    return (
      <th scope="col" className={column.kind}>
        {column.head}
      </th>
    )
  return (
    <th scope="col" className={column.kind} aria-sort={up ? 'ascending' : down ? 'descending' : 'none'}>
      <button type="button" onClick={() => onSort(up ? `-${column.id}` : column.id)} title={text.sortBy(column.head)}>
        {column.head}
        <Shape name={up ? 'up' : down ? 'down' : 'both'} size={10} />
      </button>
    </th>
  )
}

export function Pager({ page, pages, onTurn }: { page: number; pages: number; onTurn: (page: number) => void }) {
  const text = useText(kitText)
  const { language } = useLanguage()
  return (
    <nav className="k-pager" aria-label={text.page(String(page), String(pages))}>
      <span className="k-num">{text.page(count(page, language), count(pages, language))}</span>
      <button type="button" className="k-button small" disabled={page <= 1} onClick={() => onTurn(page - 1)}>
        {text.previous}
      </button>
      <button type="button" className="k-button small" disabled={page >= pages} onClick={() => onTurn(page + 1)}>
        {text.next}
      </button>
    </nav>
  )
}

/** A typed filter: the field answers at once, the address a moment later, so that Back does not step through letters. */
export function useTyped(
  address: Address,
  go: ReturnType<typeof useAddress>['go'],
  key: string,
): [string, (value: string) => void] {
  const kept = address[key] ?? ''
  const [typed, setTyped] = useState<string | null>(null)
  useEffect(() => {
    if (typed === null) return
    const timer = setTimeout(() => {
      go({ [key]: typed || null, [`${key.split('.')[0]}.page`]: null }, 'replace')
      setTyped(null)
    }, 250)
    return () => clearTimeout(timer)
  }, [typed, go, key])
  return [typed ?? kept, setTyped]
}

/** Paper gets every row, not only the page on the screen. */
function usePrinting(): boolean {
  const [printing, setPrinting] = useState(false)
  useEffect(() => {
    const before = () => setPrinting(true)
    const after = () => setPrinting(false)
    addEventListener('beforeprint', before)
    addEventListener('afterprint', after)
    return () => {
      removeEventListener('beforeprint', before)
      removeEventListener('afterprint', after)
    }
  }, [])
  return printing
}

function arrange<Row>(
  rows: Row[],
  columns: Column<Row>[],
  words: ((row: Row) => string) | undefined,
  search: string,
  sort: string,
  language: string,
): Row[] {
  const parts = search.toLocaleLowerCase(language).split(/\s+/).filter(Boolean)
  const found =
    words && parts.length > 0
      ? rows.filter((row) => {
          const text = words(row).toLocaleLowerCase(language)
          return parts.every((part) => text.includes(part))
        })
      : rows
  const down = sort.startsWith('-')
  const value = columns.find((column) => column.id === (down ? sort.slice(1) : sort))?.value
  if (!value) return found
  const order = new Intl.Collator(language, { numeric: true })
  return [...found].sort((a, b) => {
    const [x, y] = [value(a), value(b)]
    if (x === null || y === null) return x === y ? 0 : x === null ? 1 : -1 // what has no value stands last both ways
    const difference = typeof x === 'number' && typeof y === 'number' ? x - y : order.compare(String(x), String(y))
    return down ? -difference : difference
  })
}

/** Up and down go to the same control in the row before and after. */
function walk(event: KeyboardEvent<HTMLElement>): void {
  if (event.key !== 'ArrowDown' && event.key !== 'ArrowUp') return
  const target = event.target as HTMLElement
  if (target.matches('select, textarea, input:not([type=checkbox])')) return
  const row = target.closest('tr')
  const all = [...event.currentTarget.querySelectorAll('tbody tr')]
  const next = row ? all[all.indexOf(row) + (event.key === 'ArrowDown' ? 1 : -1)] : all[0]
  const control = next?.querySelector<HTMLElement>('a, button, input')
  if (!control) return
  event.preventDefault()
  control.focus()
}
