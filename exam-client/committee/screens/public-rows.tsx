import type { PublicationDocument, PublicationRow } from '../../../server/protocol/board.ts'
import { count, momentWib } from '../../shared/format.ts'
import { type Language, useLanguage, useText } from '../../shared/language.tsx'
import { CodeMark } from '../../shared/parts/kit-code.tsx'
import type { Column } from '../../shared/parts/kit-table.tsx'
import type { CodeSense } from '../../shared/text/codes.ts'
import { type StagesText, stagesText } from '../../shared/text/stages.ts'
import { columnsOf, decimal } from '../document.ts'

type Final = NonNullable<PublicationRow['final']>

/** The columns of a publication in the public page's order and words: the committee sees what everyone will see. */
export function usePublicColumns(
  document: Pick<PublicationDocument, 'stage' | 'sections'>,
  sense: CodeSense,
): Column<PublicationRow>[] {
  const text = useText(stagesText)
  const { language } = useLanguage()
  const n = (value: number) => count(value, language)
  const shows = columnsOf(document.stage)
  return [
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
    ...(shows.points
      ? [
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
            head: shows.final ? text.sumSkd : text.sum,
            kind: 'num',
            cell: (row) => <strong>{row.total === null ? '–' : n(row.total)}</strong>,
            value: (row) => row.total,
          } satisfies Column<PublicationRow>,
        ]
      : []),
    ...(shows.final ? finalColumns(text, language) : []),
    {
      id: 'code',
      head: text.code,
      kind: 'tight',
      cell: (row) => (
        <>
          <CodeMark code={row.code} sense={sense} />
          {row.seat ? <span className="c-under k-num">{text.seat(row.seat)}</span> : null}
        </>
      ),
      value: (row) => row.code,
    },
    ...(shows.sitting
      ? [
          {
            id: 'sitting',
            head: text.sitting,
            kind: 'wide',
            cell: (row) =>
              row.sitting
                ? `${row.sitting.name} · ${momentWib(row.sitting.startsAt, language)} · ${row.sitting.venue} · ${text.seatOf(row.sitting.room, row.sitting.station)}`
                : text.notScheduled,
            value: (row) => row.sitting?.startsAt ?? null,
          } satisfies Column<PublicationRow>,
        ]
      : []),
    { id: 'why', head: text.why, kind: 'wide', cell: (row) => row.reason[language] },
  ]
}

const finalColumns = (text: StagesText, language: Language): Column<PublicationRow>[] =>
  (['skd100', 'skdPart', 'skb100', 'skbPart', 'final'] as const satisfies (keyof Final)[]).map((part) => ({
    id: part,
    head: text[part],
    kind: 'num',
    cell: (row) => {
      const digits = row.final ? decimal(row.final[part], language) : '–'
      return part === 'final' ? <strong>{digits}</strong> : digits
    },
    // Sorting by the shown digits is enough here: the order of places was made with the exact values.
    value: (row) => (row.final ? Number(row.final[part]) : null),
  }))

/** The first rows, to look at before proposing. */
export function FirstRows({
  columns,
  rows,
  label,
}: {
  columns: Column<PublicationRow>[]
  rows: PublicationRow[]
  label: string
}) {
  return (
    <div className="k-table-wrap c-exactly" tabIndex={0} role="region" aria-label={label}>
      <table className="k-table">
        <thead>
          <tr>
            {columns.map((column) => (
              <th key={column.id} scope="col" className={column.kind}>
                {column.head}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={row.number}>
              {columns.map((column) => (
                <td key={column.id} className={column.kind}>
                  {column.cell(row)}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}
