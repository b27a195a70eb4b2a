import type { PublicationSummary } from '../../../server/protocol/board.ts'
import { momentWib, shortDigest } from '../../shared/format.ts'
import { useLanguage, useText } from '../../shared/language.tsx'
import { CopyButton, Empty, Mark } from '../../shared/parts/kit-basics.tsx'
import { Table } from '../../shared/parts/kit-table.tsx'
import { committeeText } from '../../shared/text/committee.ts'
import { workText } from '../../shared/text/committee-work.ts'
import { Head } from './shell.tsx'

const FORMATS = ['csv', 'xlsx', 'pdf', 'json'] as const

/** What has been published, with its digest and its files; a replaced list stays, marked. */
export function PublicationsScreen({ publications }: { publications: PublicationSummary[] }) {
  const text = useText(workText).publications
  const title = useText(committeeText).screens.publications
  const { language } = useLanguage()
  return (
    <>
      <Head title={title} />
      <Table
        name="p"
        caption={title}
        rows={publications}
        rowKey={(row) => row.id}
        words={(row) => `${row.title} ${row.vacancyCode} ${row.position} ${row.unit} ${row.digest}`}
        firstSort="-at"
        exportName="pengumuman"
        empty={
          <Empty title={text.empty}>
            <p>{text.emptyAdvice}</p>
          </Empty>
        }
        columns={[
          {
            id: 'title',
            head: text.title,
            cell: (row) => <a href={`/board/?publication=${encodeURIComponent(row.id)}`}>{row.title}</a>,
            value: (row) => row.title,
          },
          {
            id: 'vacancy',
            head: text.vacancy,
            kind: 'tight',
            cell: (row) => <span className="k-num">{row.vacancyCode}</span>,
            value: (row) => row.vacancyCode,
          },
          {
            id: 'at',
            head: text.at,
            kind: 'tight',
            cell: (row) => momentWib(row.publishedAt, language),
            value: (row) => row.publishedAt,
          },
          {
            id: 'state',
            head: text.state,
            cell: (row) =>
              row.replacedBy ? (
                <Mark shape="ring" tone="soft">
                  {text.replaced}
                </Mark>
              ) : (
                <Mark shape="check" tone="ok">
                  {text.current}
                </Mark>
              ),
            value: (row) => (row.replacedBy ? text.replaced : text.current),
          },
          {
            id: 'digest',
            head: text.digest,
            kind: 'tight',
            cell: (row) => (
              <>
                <span className="k-code">{shortDigest(row.digest)}</span>
                <CopyButton value={row.digest} label={`${text.digest} ${row.title}`} />
              </>
            ),
            value: (row) => row.digest,
          },
          {
            id: 'files',
            head: text.files,
            kind: 'tight',
            cell: (row) => (
              <span className="c-files-row">
                {FORMATS.map((format) => (
                  <a
                    key={format}
                    href={`/api/publications/${encodeURIComponent(row.id)}/export.${format}`}
                    download
                    aria-label={`${text.files} ${format.toUpperCase()}: ${row.title}`}
                  >
                    {format.toUpperCase()}
                  </a>
                ))}
              </span>
            ),
          },
        ]}
      />
    </>
  )
}
