import type { AuditRow, Page } from '../../../server/protocol/http.ts'
import { clockWib, dateWib } from '../../shared/format.ts'
import { useLanguage, useText } from '../../shared/language.tsx'
import { Empty, Notice } from '../../shared/parts/kit-basics.tsx'
import { Table } from '../../shared/parts/kit-table.tsx'
import { committeeText } from '../../shared/text/committee.ts'
import { Head } from './shell.tsx'

/** Who did what, newest first, page by page into the past. */
export function AuditScreen({ page, before }: { page: Page<AuditRow>; before: string | undefined }) {
  const text = useText(committeeText)
  const { language } = useLanguage()
  const oldest = page.rows.reduce((least, row) => Math.min(least, row.seq), Number.POSITIVE_INFINITY)
  return (
    <>
      <Head title={text.screens.audit} />
      <Notice>{text.audit.note}</Notice>
      <Table
        name="a"
        caption={text.screens.audit}
        rows={page.rows}
        rowKey={(row) => String(row.seq)}
        words={(row) =>
          `${row.actor} ${row.action} ${text.audit.actions[row.action] ?? ''} ${row.subject} ${row.detail}`
        }
        exportName="jejak-audit"
        empty={<Empty title={text.audit.empty} />}
        columns={[
          { id: 'seq', head: text.audit.seq, kind: 'num', cell: (row) => row.seq, value: (row) => row.seq },
          {
            id: 'at',
            head: text.audit.at,
            kind: 'tight',
            cell: (row) => (
              <span className="k-num">
                {dateWib(row.at, language)} {clockWib(row.at)}
              </span>
            ),
            value: (row) => row.at,
          },
          { id: 'actor', head: text.audit.actor, kind: 'tight', cell: (row) => row.actor, value: (row) => row.actor },
          {
            id: 'action',
            head: text.audit.action,
            kind: 'tight',
            cell: (row) => text.audit.actions[row.action] ?? row.action,
            value: (row) => row.action,
          },
          {
            id: 'subject',
            head: text.audit.subject,
            cell: (row) => <span className="k-code">{row.subject}</span>,
            value: (row) => row.subject,
          },
          {
            id: 'detail',
            head: text.audit.detail,
            cell: (row) => <Detail words={plain(row.detail)} />,
            value: (row) => row.detail,
          },
        ]}
      />
      <p className="k-line k-line-end">
        {before ? (
          <a className="k-button" href="?screen=audit">
            {text.audit.newest}
          </a>
        ) : null}
        {page.rows.length > 0 && oldest > 1 ? (
          <a className="k-button" href={`?screen=audit&before=${oldest}`}>
            {text.audit.older}
          </a>
        ) : null}
      </p>
    </>
  )
}

const DETAIL_SHOWN = 240

/** A long record (the plan of a whole room) is opened on demand. */
function Detail({ words }: { words: string }) {
  if (words.length <= DETAIL_SHOWN) return <span className="k-small c-wrap">{words}</span>
  return (
    <details className="k-small c-wrap">
      <summary>{words.slice(0, DETAIL_SHOWN)}…</summary>
      {words}
    </details>
  )
}

/** The record's JSON as a person reads it: "reason: schedule, Sesuai jadwal"; what is empty says nothing. */
function plain(detail: string): string {
  let value: unknown
  try {
    value = JSON.parse(detail)
  } catch {
    return detail // an older record in words
  }
  if (value === null || typeof value !== 'object') return detail
  return Object.entries(value)
    .map(([name, part]) => [name, leaves(part)] as const)
    .filter(([, words]) => words !== '')
    .map(([name, words]) => `${name}: ${words}`)
    .join(' · ')
}

function leaves(value: unknown): string {
  if (value === null || value === undefined || value === '') return ''
  return typeof value === 'object' ? Object.values(value).map(leaves).filter(Boolean).join(', ') : String(value)
}
