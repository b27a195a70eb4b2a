import type { NeedsRow } from '../../../server/protocol/needs.ts'
import { useAddress } from '../../shared/address.tsx'
import { count } from '../../shared/format.ts'
import { useLanguage, useText } from '../../shared/language.tsx'
import { Choice, Empty, Mark } from '../../shared/parts/kit-basics.tsx'
import { Table } from '../../shared/parts/kit-table.tsx'
import { needsText } from '../../shared/text/needs.ts'

/** Every unit and position of the year with its need, and what was asked for and granted. */
export function NeedsList({ rows, year }: { rows: NeedsRow[]; year: number }) {
  const all = useText(needsText)
  const text = all.list
  const { language } = useLanguage()
  const { address, go } = useAddress()
  const n = (value: number) => count(value, language)
  const lacksOnly = address['lacks'] === '1'
  const shown = lacksOnly ? rows.filter(({ gap }) => gap < 0) : rows
  const numbers = (value: number | null | undefined) => (value === null || value === undefined ? '–' : n(value))
  return (
    <Table
      name="n"
      caption={text.caption}
      rows={shown}
      rowKey={(row) => `${row.unit.id}${row.position.id}`}
      words={(row) =>
        `${row.unit.code} ${row.unit.name} ${row.unit.district} ${row.position.code} ${row.position.name}`
      }
      exportName={`kebutuhan-${year}`}
      tools={
        <>
          <Choice
            label={text.show}
            value={lacksOnly ? 'lacks' : ''}
            all={text.all}
            options={[{ value: 'lacks', title: text.onlyLacks }]}
            onChange={(value) => go({ lacks: value === '' ? null : '1', 'n.page': null }, 'replace')}
          />
          <a className="k-button" href={`?screen=needs&tab=list&year=${year}&new=1`}>
            {text.add}
          </a>
        </>
      }
      empty={<Empty title={text.empty} />}
      columns={[
        {
          id: 'unit',
          head: all.unit,
          kind: 'name',
          cell: (row) => (
            <>
              <a
                href={`?screen=needs&tab=list&year=${year}&unit=${encodeURIComponent(row.unit.id)}&position=${encodeURIComponent(row.position.id)}`}
              >
                {row.unit.name}
              </a>
              <span className="c-under k-soft">{row.unit.district}</span>
            </>
          ),
          value: (row) => row.unit.name,
        },
        {
          id: 'position',
          head: all.position,
          kind: 'name',
          cell: (row) => row.position.name,
          value: (row) => row.position.name,
        },
        {
          id: 'load',
          head: text.load,
          kind: 'num',
          cell: (row) => (row.workload?.duties ? n(Number(row.load)) : <span className="k-soft">{text.noDuties}</span>),
          value: (row) => Number(row.load),
        },
        { id: 'need', head: all.need, kind: 'num', cell: (row) => n(row.need), value: (row) => row.need },
        { id: 'inPlace', head: all.inPlace, kind: 'num', cell: (row) => n(row.inPlace), value: (row) => row.inPlace },
        { id: 'gap', head: text.gap, kind: 'tight', cell: (row) => <GapMark gap={row.gap} />, value: (row) => row.gap },
        {
          id: 'band',
          head: text.band,
          kind: 'tight',
          cell: (row) =>
            row.efficiency ? (
              <span className="k-num" title={all.bands[row.efficiency.band]}>
                {ratio(row.efficiency.ej, language)} · {row.efficiency.band}
              </span>
            ) : (
              '–'
            ),
          value: (row) => (row.efficiency ? Number(row.efficiency.ej) : null),
        },
        {
          id: 'proposed',
          head: all.proposed,
          kind: 'num',
          cell: (row) => numbers(row.request?.proposed),
          value: (row) => row.request?.proposed ?? null,
        },
        {
          id: 'granted',
          head: all.granted,
          kind: 'num',
          cell: (row) => numbers(row.request?.granted),
          value: (row) => row.request?.granted ?? null,
        },
        {
          id: 'used',
          head: text.used,
          kind: 'num',
          cell: (row) => numbers(row.request?.used),
          value: (row) => row.request?.used ?? null,
        },
      ]}
    />
  )
}

/** '1,25': as it was cut on the server, in the reader's signs. */
export const ratio = (ej: string, language: 'id' | 'en'): string => (language === 'id' ? ej.replace('.', ',') : ej)

export function GapMark({ gap }: { gap: number }) {
  const all = useText(needsText)
  const { language } = useLanguage()
  if (gap === 0)
    return (
      <Mark shape="check" tone="soft">
        {all.list.fits}
      </Mark>
    )
  return gap < 0 ? (
    <Mark shape="triangle" tone="danger">
      {all.map.lackOf(count(-gap, language))}
    </Mark>
  ) : (
    <Mark shape="ring" tone="amber">
      {all.map.surplusOf(count(gap, language))}
    </Mark>
  )
}
