import type { RoomDetail, StationFault, StationRow } from '../../../server/protocol/venues.ts'
import { useAddress } from '../../shared/address.tsx'
import { count, dateWib, hourWib, momentWib } from '../../shared/format.ts'
import { type Language, useLanguage, useText } from '../../shared/language.tsx'
import { Choice, Empty, Facts, Mark } from '../../shared/parts/kit-basics.tsx'
import { Shape } from '../../shared/parts/kit-shapes.tsx'
import { type Column, Table } from '../../shared/parts/kit-table.tsx'
import { venuesText } from '../../shared/text/venues.ts'
import { browserWords } from '../browser-words.ts'
import { cellsOf } from '../plan-draft.ts'
import { useCellWords } from './plan-grid.tsx'

/** Whether each computer of a room is fit for a sitting, why not, and what to do; as a sheet to print and sign. */
export function RoomCertificate({ room, now, onReload }: { room: RoomDetail; now: number; onReload: () => void }) {
  const all = useText(venuesText)
  const text = all.certificate
  const { language } = useLanguage()
  const unfit = room.stations.filter((one) => one.faults.length > 0)
  const n = (value: number) => count(value, language)
  const facts = [
    [text.facts.stations, room.stations.length],
    [text.facts.enrolled, room.stations.filter((one) => one.enrolledAt !== null).length],
    [text.facts.checked, room.stations.filter((one) => one.check !== null).length],
    [text.facts.fit, room.stations.length - unfit.length],
    [text.facts.faults, unfit.length],
  ] as const
  if (room.stations.length === 0)
    return (
      <div className="k-panel">
        <Empty title={all.plan.noSeats} />
      </div>
    )
  return (
    <div className="k-stack c-certificate">
      <div className="c-certificate-head">
        <h2>{text.title(room.name)}</h2>
        <p>
          {text.venue}: {room.venue.name}
        </p>
      </div>
      <Verdict unfit={unfit.length} />
      <div className="k-line k-noprint">
        <a className="k-button primary" href={`/api/rooms/${encodeURIComponent(room.id)}/certificate.pdf`} download>
          {text.pdf}
        </a>
        <button type="button" className="k-button" onClick={() => print()}>
          {text.print}
        </button>
        <button type="button" className="k-button" onClick={onReload}>
          {text.again}
        </button>
        <span className="k-small k-soft">{text.live}</span>
      </div>
      <p className="k-small k-soft">{text.asOf(momentWib(now, language))}</p>
      <Facts of={facts.map(([name, value]) => ({ name, value: n(value) }))} />
      <FaultList stations={unfit} />
      <CheckedPlan room={room} />
      <Checks stations={room.stations} />
      <div className="c-sign">
        <p className="k-strong">{text.sign}</p>
        <p>{text.signName}</p>
        <p>{text.signDate}</p>
      </div>
    </div>
  )
}

function Verdict({ unfit }: { unfit: number }) {
  const text = useText(venuesText).certificate
  const { language } = useLanguage()
  return (
    <div className={`k-notice ${unfit === 0 ? 'ok' : 'amber'}`} role="status">
      <Shape name={unfit === 0 ? 'check' : 'triangle'} />
      <div>{unfit === 0 ? text.fine : text.next(count(unfit, language))}</div>
    </div>
  )
}

/** Each fault once: what it is, what to do, and where. */
function FaultList({ stations }: { stations: StationRow[] }) {
  const text = useText(venuesText).certificate
  const { language } = useLanguage()
  const byFault = new Map<StationFault, string[]>()
  for (const station of stations)
    for (const fault of station.faults) byFault.set(fault, [...(byFault.get(fault) ?? []), station.name])
  if (byFault.size === 0) return null
  return (
    <section className="k-panel k-stack-small" aria-labelledby="faults">
      <h2 id="faults">{text.todo}</h2>
      <ul className="k-plain c-faults">
        {[...byFault].map(([fault, names]) => (
          <li key={fault}>
            <Mark shape="triangle" tone="amber">
              {text.faults[fault]} ({count(names.length, language)})
            </Mark>
            <span>{text.advice[fault]}</span>
            <span className="k-small k-soft k-num c-wrap">{text.stations(names.join(', '))}</span>
          </li>
        ))}
      </ul>
    </section>
  )
}

/** The room as it stands, each seat with its verdict; the table below says the same in full. */
function CheckedPlan({ room }: { room: RoomDetail }) {
  const all = useText(venuesText)
  const text = all.certificate
  const words = useCellWords()
  const byName = new Map(room.stations.map((one) => [one.name, one]))
  return (
    <section className="k-stack-small">
      <h2>{text.grid}</h2>
      <p className="k-line k-small">
        <Mark shape="check" tone="ok">
          {text.fit}
        </Mark>
        <Mark shape="triangle" tone="amber">
          {text.unfit}
        </Mark>
        <Mark shape="dashed" tone="soft">
          {text.faults['not-enrolled']}
        </Mark>
      </p>
      <div className="c-plan-scroll" tabIndex={0} role="region" aria-label={text.grid}>
        <div className="c-plan read">
          <p className="c-plan-front">{all.plan.front}</p>
          {cellsOf(room.plan).map((line, row) => (
            <div key={row} className="c-plan-row">
              {line.map((cell, column) => {
                const station = cell.station ? byName.get(cell.station) : undefined
                const look = station ? lookOf(station) : null
                return (
                  <div
                    key={column}
                    className={`c-cell ${cell.kind} ${look?.tone ?? ''}`}
                    title={cell.station || undefined}
                  >
                    <span>{words.short(cell)}</span>
                    {look ? <Shape name={look.shape} size={12} /> : null}
                    {station ? (
                      <span className="sr-only">
                        {station.faults.map((one) => text.faults[one]).join(', ') || text.fit}
                      </span>
                    ) : null}
                  </div>
                )
              })}
            </div>
          ))}
        </div>
      </div>
    </section>
  )
}

const lookOf = ({ faults }: StationRow) =>
  faults.length === 0
    ? ({ shape: 'check', tone: 'ok' } as const)
    : faults.includes('not-enrolled')
      ? ({ shape: 'dashed', tone: 'soft' } as const)
      : ({ shape: 'triangle', tone: 'amber' } as const)

function Checks({ stations }: { stations: StationRow[] }) {
  const all = useText(venuesText)
  const text = all.certificate
  const { language } = useLanguage()
  const { address, go } = useAddress()
  const filter = address['show'] ?? ''
  const shown = stations.filter((one) => filter === '' || (filter === 'fit') === (one.faults.length === 0))
  const n = (value: number) => count(value, language)
  const columns: Column<StationRow>[] = [
    {
      id: 'station',
      head: text.station,
      kind: 'tight',
      cell: (row) => (
        <>
          <strong className="k-num">{row.name}</strong>
          {row.spare ? <span className="c-under k-soft">{all.plan.kinds.spare}</span> : null}
        </>
      ),
      value: (row) => row.name,
    },
    {
      id: 'verdict',
      head: text.verdict,
      cell: (row) => <Verdicts faults={row.faults} />,
      value: (row) => (row.faults.length === 0 ? text.fit : row.faults.map((one) => text.faults[one]).join(', ')),
    },
    {
      id: 'server',
      head: text.server,
      kind: 'num',
      cell: (row) => (row.check ? text.ms(n(Math.round(row.check.serverMs))) : text.none),
      value: (row) => row.check?.serverMs ?? null,
    },
    {
      id: 'clock',
      head: text.clock,
      kind: 'num',
      cell: (row) => (row.check ? text.seconds(signed(row.check.clockOffMs, language)) : text.none),
      value: (row) => row.check?.clockOffMs ?? null,
    },
    {
      id: 'screen',
      head: text.screen,
      kind: 'num',
      cell: (row) => (row.check ? `${row.check.width}\u00a0×\u00a0${row.check.height}` : text.none),
      value: (row) => row.check?.width ?? null,
    },
    {
      id: 'storage',
      head: text.storage,
      kind: 'num',
      cell: (row) =>
        !row.check
          ? text.none
          : !row.check.storage
            ? text.noStorage
            : row.check.freeMb === null
              ? text.unknownMb
              : text.mb(n(Math.round(row.check.freeMb))),
      value: (row) => row.check?.freeMb ?? null,
    },
    {
      id: 'browser',
      head: text.browser,
      cell: (row) => (row.check ? <span title={row.check.browser}>{browserWords(row.check.browser)}</span> : text.none),
      value: (row) => (row.check ? browserWords(row.check.browser) : null),
    },
    {
      id: 'checked',
      head: text.checkedAt,
      kind: 'tight',
      cell: (row) =>
        row.checkedAt === null ? (
          text.none
        ) : (
          <span className="k-num" title={momentWib(row.checkedAt, language)}>
            {dateWib(row.checkedAt, language)} {hourWib(row.checkedAt)}
          </span>
        ),
      value: (row) => row.checkedAt,
    },
  ]
  return (
    <section className="k-stack-small">
      <h2>{text.table}</h2>
      <Table
        name="h"
        caption={text.table}
        firstSort="station"
        rows={shown}
        rowKey={(row) => row.id}
        columns={columns}
        words={(row) => `${row.name} ${row.faults.map((one) => text.faults[one]).join(' ')}`}
        exportName="pemeriksaan-ruang"
        tools={
          <Choice
            label={text.filter}
            value={filter}
            all={text.filters.all}
            options={(['unfit', 'fit'] as const).map((value) => ({ value, title: text.filters[value] }))}
            onChange={(value) => go({ show: value }, 'replace')}
          />
        }
        empty={<Empty title={filter === 'unfit' ? text.fine : text.next(n(stations.length))} />}
      />
    </section>
  )
}

function Verdicts({ faults }: { faults: StationFault[] }) {
  const text = useText(venuesText).certificate
  if (faults.length === 0)
    return (
      <Mark shape="check" tone="ok">
        {text.fit}
      </Mark>
    )
  return (
    <span className="c-verdicts">
      {faults.map((fault) => (
        <Mark
          key={fault}
          shape={fault === 'not-enrolled' ? 'dashed' : 'triangle'}
          tone={fault === 'not-enrolled' ? 'soft' : 'amber'}
        >
          {text.faults[fault]}
        </Mark>
      ))}
    </span>
  )
}

/** Seconds with one digit and their sign: '+0,4', '-75,0'. */
function signed(ms: number, language: Language): string {
  return new Intl.NumberFormat(language === 'id' ? 'id-ID' : 'en-GB', {
    minimumFractionDigits: 1,
    maximumFractionDigits: 1,
    signDisplay: 'exceptZero',
  }).format(ms / 1000)
}
