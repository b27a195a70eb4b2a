import type { TestRow } from '../../../server/protocol/http.ts'
import { count, dateWib, shortDigest } from '../../shared/format.ts'
import { useLanguage, useText } from '../../shared/language.tsx'
import { CopyButton, Empty, Notice } from '../../shared/parts/kit-basics.tsx'
import { Table } from '../../shared/parts/kit-table.tsx'
import { committeeText } from '../../shared/text/committee.ts'
import { workText } from '../../shared/text/committee-work.ts'
import { Head } from './shell.tsx'

/** The tests as approved: which bank, which rule set, how many items, and the digest that freezes them. */
export function TestsScreen({ tests, banks, saved }: { tests: TestRow[]; banks: number; saved: boolean }) {
  const text = useText(workText).test
  const { screens } = useText(committeeText)
  const title = screens.tests
  const { language } = useLanguage()
  return (
    <>
      <Head
        title={title}
        next={
          banks === 0 ? (
            <>
              {text.needBank} <a href="?screen=banks">{screens.banks}</a>
            </>
          ) : tests.length === 0 ? (
            text.emptyAdvice
          ) : undefined
        }
      >
        {banks > 0 ? (
          <a className="k-button primary" href="?screen=tests&new=1">
            {text.make}
          </a>
        ) : null}
      </Head>
      {saved ? (
        <Notice tone="ok" live>
          {text.saved}
        </Notice>
      ) : null}
      <Table
        name="t"
        caption={title}
        rows={tests}
        rowKey={(row) => row.id}
        words={(row) => `${row.name} ${row.bankName} ${row.ruleSetTitle}`}
        firstSort="-created"
        empty={
          <Empty title={text.empty}>
            <p>{text.emptyAdvice}</p>
          </Empty>
        }
        columns={[
          { id: 'name', head: text.name, cell: (row) => row.name, value: (row) => row.name },
          {
            id: 'bank',
            head: text.bank,
            cell: (row) => <a href={`?screen=banks&bank=${encodeURIComponent(row.bank)}`}>{row.bankName}</a>,
            value: (row) => row.bankName,
          },
          { id: 'rule', head: text.ruleSet, cell: (row) => row.ruleSetTitle, value: (row) => row.ruleSetTitle },
          {
            id: 'minutes',
            head: text.minutes,
            kind: 'num',
            cell: (row) => count(row.minutes, language),
            value: (row) => row.minutes,
          },
          {
            id: 'items',
            head: text.items,
            kind: 'num',
            cell: (row) => count(row.items, language),
            value: (row) => row.items,
          },
          {
            id: 'sections',
            head: text.sections,
            cell: (row) => (
              <span className="k-num">{row.sections.map((one) => `${one.id} ${one.count}`).join(' · ')}</span>
            ),
          },
          {
            id: 'digest',
            head: text.digest,
            kind: 'tight',
            cell: (row) => (
              <>
                <span className="k-code">{shortDigest(row.digest)}</span>
                <CopyButton value={row.digest} label={`${text.digest} ${row.name}`} />
              </>
            ),
          },
          {
            id: 'created',
            head: text.created,
            kind: 'tight',
            cell: (row) => dateWib(row.createdAt, language),
            value: (row) => row.createdAt,
          },
        ]}
      />
    </>
  )
}
