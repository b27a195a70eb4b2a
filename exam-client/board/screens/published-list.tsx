import { useDeferredValue, useEffect, useMemo, useRef, useState } from 'react'
import { flushSync } from 'react-dom'
import { countsOf, listsOf, type PublicationDocument } from '../../../server/protocol/board.ts'
import { useAddress } from '../../shared/address.tsx'
import { count } from '../../shared/format.ts'
import { useLanguage, useText } from '../../shared/language.tsx'
import { Choice, Empty, Field, Notice } from '../../shared/parts/kit-basics.tsx'
import { Pager } from '../../shared/parts/kit-table.tsx'
import { boardText } from '../../shared/text/board.ts'
import { codeWord } from '../../shared/text/codes.ts'
import { codesIn } from '../counts.ts'
import { filtered, rowOfNumber, rowsOf, senseOf } from '../listing.ts'
import { FoundRow } from './found-row.tsx'
import { RowsTable } from './rows-table.tsx'

const PAGE_ROWS = 200
/** More than these on paper at once would stop the browser; the PDF file is made for that. */
const PRINT_ROWS_MAX = 5000
/** More than these make a menu that nobody reads; words then filter. */
const VACANCY_CHOICES_MAX = 60

/**
 * The rows of a publication: found by number, filtered by vacancy and code, a page at a time, so that 100,000 rows
 * stay as quick as 100. What is filtered is kept in the address.
 */
export function PublishedList({ document }: { document: PublicationDocument }) {
  const text = useText(boardText)
  const { language } = useLanguage()
  const { address, go } = useAddress()
  /** What is being typed reaches the address a moment later, so that Back does not step through letters. */
  const [typed, setTyped] = useState<{ search: string; vacancy: string } | null>(null)
  useEffect(() => {
    if (!typed) return
    const timer = setTimeout(() => {
      go({ 'l.q': typed.search, 'l.v': typed.vacancy, 'l.page': null, 'l.at': null }, 'replace')
      setTyped(null)
    }, 250)
    return () => clearTimeout(timer)
  }, [typed, go])
  const search = typed?.search ?? address['l.q'] ?? ''
  const vacancy = typed?.vacancy ?? address['l.v'] ?? ''
  const code = address['l.c'] ?? ''
  const filter = useDeferredValue(useMemo(() => ({ search, vacancy, code }), [search, vacancy, code]))
  const rows = useMemo(() => rowsOf(document), [document])
  const shown = useMemo(() => filtered(rows, filter), [rows, filter])
  const found = useMemo(() => rowOfNumber(rows, filter.search), [rows, filter])
  const pages = Math.max(1, Math.ceil(shown.length / PAGE_ROWS))
  const page = Math.min(pages, Math.max(1, Math.trunc(Number(address['l.page'])) || 1))
  const printing = usePrinting()
  const whole = printing && shown.length <= PRINT_ROWS_MAX
  const visible = whole ? shown : shown.slice((page - 1) * PAGE_ROWS, page * PAGE_ROWS)
  const marked = address['l.at'] === undefined ? null : Number(address['l.at'])
  // The list is whole again a moment after the mark is set; the row is looked for then, and once.
  const settled = filter.search === search && filter.vacancy === vacancy && filter.code === code
  const pointedAt = useRef<number | null>(null)
  useEffect(() => {
    if (!settled) return
    const row = marked === null ? null : window.document.getElementById(`row-${marked}`)
    if (row && pointedAt.current !== marked) row.scrollIntoView({ block: 'center' })
    if (row || marked === null) pointedAt.current = marked
  })
  const everything = { 'l.q': null, 'l.v': null, 'l.c': null, 'l.page': null, 'l.at': null }
  const jump = (at: number) => {
    setTyped(null)
    go({ ...everything, 'l.page': String(Math.floor(at / PAGE_ROWS) + 1), 'l.at': String(at) })
  }
  const clear = () => {
    setTyped(null)
    go(everything, 'replace')
  }
  const lists = listsOf(document)
  const sense = senseOf(document)
  const narrowed = search !== '' || vacancy !== '' || code !== ''
  return (
    <div className="k-panel flush">
      <div className="k-tools b-filters">
        <Field label={text.searchNumber}>
          <input
            className="k-input"
            type="search"
            value={search}
            onChange={(event) => setTyped({ search: event.target.value, vacancy })}
            autoComplete="off"
          />
        </Field>
        {lists.length < 2 ? null : lists.length <= VACANCY_CHOICES_MAX ? (
          <Choice
            label={text.vacancies}
            value={vacancy}
            onChange={(to) => setTyped({ search, vacancy: to })}
            options={[
              { value: '', title: text.allVacancies },
              ...lists.map(({ vacancy: { code, position, unit } }) => ({
                value: code,
                title: `${code} · ${position} · ${unit}`,
              })),
            ]}
          />
        ) : (
          <Field label={text.findVacancy}>
            <input
              className="k-input"
              type="search"
              value={vacancy}
              onChange={(event) => setTyped({ search, vacancy: event.target.value })}
            />
          </Field>
        )}
        <Choice
          label={text.byCode}
          value={code}
          onChange={(to) => go({ 'l.c': to, 'l.page': null }, 'replace')}
          options={[
            { value: '', title: text.allCodes },
            ...codesIn(countsOf(document)).map((one) => ({
              value: one,
              title: `${one} ${codeWord(one, sense, language)}`.trim(),
            })),
          ]}
        />
        <span className="k-tools-count" role="status">
          {text.shownOf(count(shown.length, language), count(rows.length, language))}
        </span>
        {narrowed ? (
          <button type="button" className="k-button" onClick={clear}>
            {text.clear}
          </button>
        ) : null}
      </div>
      {found ? <FoundRow found={found} document={document} onShow={() => jump(found.at)} /> : null}
      {printing && !whole ? <Notice tone="amber">{text.printSome(count(shown.length, language))}</Notice> : null}
      {shown.length === 0 ? (
        <Empty title={text.noMatch}>
          <p>{text.noOne}</p>
        </Empty>
      ) : (
        <RowsTable document={document} rows={visible} marked={marked} />
      )}
      {pages > 1 ? (
        <Pager
          page={page}
          pages={pages}
          onTurn={(to) => go({ 'l.page': to === 1 ? null : String(to), 'l.at': null }, 'replace')}
        />
      ) : null}
    </div>
  )
}

/** True while the browser makes pages for paper. It asks in the middle of an event, so the rows must be there at once. */
function usePrinting(): boolean {
  const [printing, setPrinting] = useState(false)
  useEffect(() => {
    const before = () => flushSync(() => setPrinting(true))
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
