import type { OfficerFigures } from '../../../server/protocol/verification.ts'
import { count, timeLeft } from '../../shared/format.ts'
import { useLanguage, useText } from '../../shared/language.tsx'
import { Empty } from '../../shared/parts/kit-basics.tsx'
import { Table } from '../../shared/parts/kit-table.tsx'
import { verificationText } from '../../shared/text/verification.ts'

/** Who decided how much, how fast, and how often it came back. */
export function OfficersTable({ officers }: { officers: OfficerFigures[] }) {
  const text = useText(verificationText).officers
  const { language } = useLanguage()
  const n = (value: number) => count(value, language)
  const share = ({ tms, decided }: OfficerFigures) => (decided === 0 ? null : Math.round((tms * 100) / decided))
  return (
    <>
      <Table
        name="o"
        caption={text.title}
        rows={officers}
        rowKey={(row) => row.officer}
        exportName="petugas-verifikasi"
        empty={<Empty title={text.empty} />}
        columns={[
          { id: 'officer', head: text.officer, kind: 'name', cell: (row) => row.officer, value: (row) => row.officer },
          {
            id: 'decided',
            head: text.decided,
            kind: 'num',
            cell: (row) => n(row.decided),
            value: (row) => row.decided,
          },
          {
            id: 'tms',
            head: text.tms,
            kind: 'num',
            cell: (row) => {
              const part = share(row)
              return part === null ? '–' : `${n(part)} %`
            },
            value: share,
          },
          {
            id: 'returned',
            head: text.returned,
            kind: 'num',
            cell: (row) => n(row.returned),
            value: (row) => row.returned,
          },
          {
            id: 'checked',
            head: text.checked,
            kind: 'num',
            cell: (row) => n(row.checked),
            value: (row) => row.checked,
          },
          {
            id: 'mean',
            head: text.mean,
            kind: 'num',
            cell: (row) => (row.meanMs === null ? '–' : timeLeft(row.meanMs)),
            value: (row) => row.meanMs,
          },
        ]}
      />
      <p className="k-small k-soft">{text.note}</p>
    </>
  )
}
