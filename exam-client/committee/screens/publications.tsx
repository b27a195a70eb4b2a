import type { PublicationSummary } from '../../../server/protocol/board.ts'
import { useAddress } from '../../shared/address.tsx'
import { momentWib, shortDigest } from '../../shared/format.ts'
import { useLanguage, useText } from '../../shared/language.tsx'
import { Choice, CopyButton, Empty, Mark } from '../../shared/parts/kit-basics.tsx'
import { Table } from '../../shared/parts/kit-table.tsx'
import { stagesText } from '../../shared/text/stages.ts'

const FORMATS = ['csv', 'xlsx', 'pdf', 'json', 'qti.zip'] as const
const STAGES = ['skd', 'skb-participants', 'integration', 'final'] as const

/** What has been published, with its digest and its files; a replaced or withdrawn list stays, marked. */
export function PublicationsTable({
  publications,
  onWithdraw,
}: {
  publications: PublicationSummary[]
  onWithdraw: (publication: PublicationSummary) => void
}) {
  const stages = useText(stagesText)
  const text = stages.publications
  const { language } = useLanguage()
  const { address, go } = useAddress()
  const stage = address['p.stage'] ?? ''
  const state = (row: PublicationSummary) =>
    row.withdrawn ? text.withdrawn : row.replacedBy ? text.replaced : text.current
  const vacancy = (row: PublicationSummary) =>
    row.vacancies === 1 ? row.vacancyCode : text.many(String(row.vacancies))
  return (
    <>
      <h2>{stages.all}</h2>
      <Table
        name="p"
        caption={stages.all}
        rows={stage === '' ? publications : publications.filter((one) => one.stage === stage)}
        rowKey={(row) => row.id}
        words={(row) =>
          `${row.title} ${stages.names[row.stage]} ${row.vacancyCode} ${row.position} ${row.unit} ${row.digest}`
        }
        firstSort="-at"
        exportName="pengumuman"
        tools={
          <Choice
            label={text.stage}
            value={stage}
            all={text.allStages}
            options={STAGES.map((one) => ({ value: one, title: stages.names[one] }))}
            onChange={(value) => go({ 'p.stage': value, 'p.page': null }, 'replace')}
          />
        }
        empty={
          <Empty title={text.empty}>
            <p>{text.emptyAdvice}</p>
          </Empty>
        }
        columns={[
          {
            id: 'title',
            head: text.title,
            kind: 'wide',
            cell: (row) => (
              <>
                <a href={`/board/?publication=${encodeURIComponent(row.id)}`}>{row.title}</a>
                <span className="c-under k-soft">{stages.names[row.stage]}</span>
                {row.withdrawn ? (
                  <span className="c-under c-wrap">
                    {text.withdrawnAt(momentWib(row.withdrawn.at, language), row.withdrawn.reason)}
                  </span>
                ) : null}
              </>
            ),
            value: (row) => row.title,
          },
          {
            id: 'vacancy',
            head: text.vacancy,
            kind: 'tight',
            cell: (row) => <span className="k-num">{vacancy(row)}</span>,
            value: vacancy,
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
            kind: 'tight',
            cell: (row) => (
              <Mark
                shape={row.withdrawn ? 'cross' : row.replacedBy ? 'ring' : 'check'}
                tone={row.withdrawn ? 'danger' : row.replacedBy ? 'soft' : 'ok'}
              >
                {state(row)}
              </Mark>
            ),
            value: state,
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
            cell: (row) => (
              <span className="c-files-row">
                {FORMATS.map((format) => (
                  <a
                    key={format}
                    href={`/api/publications/${encodeURIComponent(row.id)}/export.${format}`}
                    download
                    aria-label={`${text.files} ${nameOf(format)}: ${row.title}`}
                  >
                    {nameOf(format)}
                  </a>
                ))}
              </span>
            ),
          },
          {
            id: 'actions',
            head: text.actions,
            kind: 'tight',
            cell: (row) =>
              row.withdrawn ? null : (
                <button
                  type="button"
                  className="k-button small"
                  aria-label={`${text.withdraw} ${row.title}`}
                  onClick={() => onWithdraw(row)}
                >
                  {text.withdraw}
                </button>
              ),
          },
        ]}
      />
    </>
  )
}

const nameOf = (format: (typeof FORMATS)[number]) => (format === 'qti.zip' ? 'QTI' : format.toUpperCase())
