import { memo, useMemo } from 'react'
import type { PublicationDocument, PublicationList, PublicationRow } from '../../../server/protocol/board.ts'
import { count, momentWib } from '../../shared/format.ts'
import { useLanguage, useText } from '../../shared/language.tsx'
import { CodeMark } from '../../shared/parts/kit-code.tsx'
import { boardText } from '../../shared/text/board.ts'
import { type CodeSense, codesText } from '../../shared/text/codes.ts'
import { decimal, type ListedRow, senseOf, sharesOf, showsOf, vacancyNamed } from '../listing.ts'

/**
 * The rows of one page of a publication, each vacancy under its own heading where there are several. On paper the head
 * is repeated with the digest, so that a loose sheet names its list; on a phone each row is a card.
 */
export const RowsTable = memo(function RowsTable({
  document,
  rows,
  marked,
}: {
  document: PublicationDocument
  rows: ListedRow[]
  /** Place of the row to point at. */
  marked: number | null
}) {
  const text = useText(boardText)
  const codes = useText(codesText)
  const shows = showsOf(document)
  const shares = useMemo(() => sharesOf(document), [document])
  const sense = useMemo(() => senseOf(document), [document])
  const skd = (shows.points ? document.sections.length + 1 : 0) + (shows.final ? 2 : 0)
  const columns = 5 + skd + (shows.final ? 3 : 0) + (shows.sitting ? 1 : 0)
  const groups = grouped(rows)
  const several = document.v === 2
  return (
    <section className="k-table-wrap" tabIndex={0} aria-label={text.listRegion}>
      <table className={shows.final ? 'k-table b-rows final' : 'k-table b-rows'}>
        <caption className="sr-only">{document.title}</caption>
        <thead>
          <tr className="b-paper">
            <td colSpan={columns}>
              {document.title} · SHA-256 {document.digest}
            </td>
          </tr>
          <tr>
            <th scope="col" rowSpan={shows.final ? 2 : 1} className="num">
              {text.place}
            </th>
            <th scope="col" rowSpan={shows.final ? 2 : 1}>
              {text.number}
            </th>
            <th scope="col" rowSpan={shows.final ? 2 : 1}>
              {text.name}
            </th>
            {shows.final ? (
              <>
                <th scope="colgroup" colSpan={skd} className="b-over">
                  {text.skd}
                </th>
                <th scope="colgroup" colSpan={2} className="b-over">
                  {text.skb}
                </th>
                <th scope="col" rowSpan={2} className="num">
                  {text.final}
                </th>
              </>
            ) : (
              <SectionHeads document={document} shown={shows.points} />
            )}
            {shows.sitting ? <th scope="col">{text.session}</th> : null}
            <th scope="col" rowSpan={shows.final ? 2 : 1}>
              {codes.code}
            </th>
            <th scope="col" rowSpan={shows.final ? 2 : 1}>
              {text.reason}
            </th>
          </tr>
          {shows.final ? (
            <tr>
              <SectionHeads document={document} shown />
              <th scope="col" className="num">
                {text.scaled}
              </th>
              <th scope="col" className="num">
                {text.times(String(shares.skd))}
              </th>
              <th scope="col" className="num">
                {text.scaled}
              </th>
              <th scope="col" className="num">
                {text.times(String(shares.skb))}
              </th>
            </tr>
          ) : null}
        </thead>
        {groups.map(({ list, rows: own }) => (
          <tbody key={list.vacancy.code}>
            {several ? <GroupHead list={list} columns={columns} goesOn={own[0]?.row !== list.rows[0]} /> : null}
            {own.map((one) => (
              <Row
                key={one.at}
                one={one}
                document={document}
                shares={shares}
                sense={sense}
                marked={one.at === marked}
              />
            ))}
          </tbody>
        ))}
      </table>
    </section>
  )
})

function SectionHeads({ document, shown }: { document: PublicationDocument; shown: boolean }) {
  const text = useText(boardText)
  if (!shown) return null
  return (
    <>
      {document.sections.map((section) => (
        <th key={section.id} scope="col" className="num" title={section.title}>
          {section.id}
        </th>
      ))}
      <th scope="col" className="num">
        {text.total}
      </th>
    </>
  )
}

function GroupHead({ list, columns, goesOn }: { list: PublicationList; columns: number; goesOn: boolean }) {
  const text = useText(boardText)
  const { language } = useLanguage()
  const { vacancy, cut } = list
  return (
    <tr className="b-group">
      <th scope="rowgroup" colSpan={columns}>
        {vacancy.code} · {vacancy.position} · {vacancy.unit} · {vacancy.needTypeTitle}{' '}
        <span className="k-small k-soft">
          {[
            text.needOf(count(vacancy.need, language)),
            ...(cut === null || cut === vacancy.need ? [] : [text.cutOf(count(cut, language))]),
            text.rowsOf(count(list.rows.length, language)),
            ...(goesOn ? [text.continued] : []),
          ].join(' · ')}
        </span>
      </th>
    </tr>
  )
}

function Row({
  one: { row, at },
  document,
  shares,
  sense,
  marked,
}: {
  one: ListedRow
  document: PublicationDocument
  shares: { skd: number; skb: number }
  sense: CodeSense
  marked: boolean
}) {
  const text = useText(boardText)
  const { language } = useLanguage()
  const n = (value: number) => count(value, language)
  const shows = showsOf(document)
  const figure = (value: string | undefined) => (value === undefined ? '–' : decimal(value, language))
  return (
    <tr id={`row-${at}`} className={marked ? 'b-marked' : undefined}>
      <td className="num b-place" data-label={text.place}>
        {row.place === null ? '–' : n(row.place)}
      </td>
      <th scope="row" className="tight b-number">
        <span className="k-num">{row.number}</span>
      </th>
      <td className="name b-who">{row.name}</td>
      {shows.points
        ? document.sections.map((section, index) => (
            <td key={section.id} className="num b-figure" data-label={section.id}>
              {row.points ? n(row.points[index] ?? 0) : '–'}
            </td>
          ))
        : null}
      {shows.points ? (
        <td className="num b-figure" data-label={text.total}>
          <strong>{row.total === null ? '–' : n(row.total)}</strong>
        </td>
      ) : null}
      {shows.final ? (
        <>
          <td className="num b-figure" data-label={`${text.skd} · ${text.scaled}`}>
            {figure(row.final?.skd100)}
          </td>
          <td className="num b-figure" data-label={`${text.skd} · ${text.times(String(shares.skd))}`}>
            {figure(row.final?.skdPart)}
          </td>
          <td className="num b-figure" data-label={`${text.skb} · ${text.scaled}`}>
            {figure(row.final?.skb100)}
          </td>
          <td className="num b-figure" data-label={`${text.skb} · ${text.times(String(shares.skb))}`}>
            {figure(row.final?.skbPart)}
          </td>
          <td className="num b-figure" data-label={text.final}>
            <strong>{figure(row.final?.final)}</strong>
          </td>
        </>
      ) : null}
      {shows.sitting ? (
        <td className="b-sitting">
          <SittingOf row={row} />
        </td>
      ) : null}
      <td className="tight b-code">
        <CodeMark code={row.code} sense={sense} />
      </td>
      <td className="wide b-why">
        {row.reason[language]}
        {row.seat ? ` ${text.seat(row.seat, vacancyNamed(document, row.seat))}` : null}
      </td>
    </tr>
  )
}

/** When and where she sits the SKB. */
export function SittingOf({ row: { sitting } }: { row: PublicationRow }) {
  const text = useText(boardText)
  const { language } = useLanguage()
  if (!sitting) return <span className="k-soft">{text.notScheduled}</span>
  return (
    <span>
      <strong className="k-num">{momentWib(sitting.startsAt, language)}</strong>
      <br />
      {sitting.name} · {sitting.venue} · {text.roomSeat(sitting.room, sitting.station)}
    </span>
  )
}

/** Rows that follow each other and belong to one list. */
function grouped(rows: ListedRow[]): { list: PublicationList; rows: ListedRow[] }[] {
  const groups: { list: PublicationList; rows: ListedRow[] }[] = []
  for (const one of rows) {
    const last = groups.at(-1)
    if (last?.list === one.list) last.rows.push(one)
    else groups.push({ list: one.list, rows: [one] })
  }
  return groups
}
