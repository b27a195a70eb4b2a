import type { Page } from '../../../server/protocol/http.ts'
import type { ViewLine, ViewRow } from '../../../server/protocol/privacy.ts'
import { clockWib, dateWib, momentWib } from '../../shared/format.ts'
import { useLanguage, useText } from '../../shared/language.tsx'
import { Empty } from '../../shared/parts/kit-basics.tsx'
import { Table } from '../../shared/parts/kit-table.tsx'
import { privacyText } from '../../shared/text/privacy.ts'

/** Who saw whose full data, when and what for, the newest first. */
export function ViewsTable({ page, before }: { page: Page<ViewLine>; before: string | undefined }) {
  const text = useText(privacyText).views
  const { language } = useLanguage()
  const oldest = page.rows.reduce((least, row) => Math.min(least, row.seq), Number.POSITIVE_INFINITY)
  return (
    <>
      <p className="k-soft">{text.lead}</p>
      <Table
        name="w"
        caption={text.caption}
        rows={page.rows}
        rowKey={(row) => String(row.seq)}
        words={(row) => `${row.viewer} ${row.subject} ${row.purpose} ${text.kinds[row.of]}`}
        exportName="dilihat-siapa"
        empty={<Empty title={text.none} />}
        columns={[
          {
            id: 'at',
            head: text.at,
            kind: 'tight',
            cell: (row) => (
              <span className="k-num">
                {dateWib(row.at, language)} {clockWib(row.at)}
              </span>
            ),
            value: (row) => row.at,
          },
          { id: 'viewer', head: text.viewer, kind: 'tight', cell: (row) => row.viewer, value: (row) => row.viewer },
          {
            id: 'subject',
            head: text.subject,
            kind: 'tight',
            cell: (row) => <span className="k-code">{row.subject}</span>,
            value: (row) => row.subject,
          },
          {
            id: 'of',
            head: text.of,
            kind: 'tight',
            cell: (row) => text.kinds[row.of],
            value: (row) => text.kinds[row.of],
          },
          { id: 'purpose', head: text.purpose, kind: 'wide', cell: (row) => row.purpose, value: (row) => row.purpose },
        ]}
      />
      <p className="k-line k-line-end">
        {before ? (
          <a className="k-button" href="?screen=privacy&tab=views">
            {text.newest}
          </a>
        ) : null}
        {page.rows.length === page.pageSize ? (
          <a className="k-button" href={`?screen=privacy&tab=views&before=${oldest}`}>
            {text.older}
          </a>
        ) : null}
      </p>
    </>
  )
}

/** The same of one person, as lines. */
export function ViewLines({ views }: { views: ViewRow[] }) {
  const text = useText(privacyText)
  const { language } = useLanguage()
  if (views.length === 0) return <p className="k-soft">{text.person.noViews}</p>
  return (
    <ul className="k-list">
      {views.map((view) => (
        <li key={`${view.at}${view.viewer}${view.of}`}>
          {momentWib(view.at, language)} · {text.views.kinds[view.of]}
          {view.viewer ? ` · ${view.viewer}` : ''}: {view.purpose}
        </li>
      ))}
    </ul>
  )
}
