import { useState } from 'react'
import type { EnrolmentCode, RoomDetail, StationRow } from '../../../server/protocol/venues.ts'
import { useAddress } from '../../shared/address.tsx'
import { age, count, momentWib } from '../../shared/format.ts'
import { useLanguage, useText } from '../../shared/language.tsx'
import type { Doing } from '../../shared/load.ts'
import { Choice, CopyButton, DoingNotice, Empty, Mark, Notice } from '../../shared/parts/kit-basics.tsx'
import { Ask } from '../../shared/parts/kit-dialog.tsx'
import { type Column, Table } from '../../shared/parts/kit-table.tsx'
import { kitText } from '../../shared/text/kit.ts'
import { venuesText } from '../../shared/text/venues.ts'

interface Props {
  room: RoomDetail
  /** Wall clock. */
  now: number
  making: Doing<EnrolmentCode>
  takingBack: Doing<unknown>
  onMake: () => void
  /** Anything but an answer is shown by `takingBack`. */
  onTakeBack: (station: string) => Promise<boolean>
  onReset: () => void
  /** For the gallery: the question about this station open from the start. */
  firstAsked?: string
}

/** Computers of a room: a code to enrol them with, who is enrolled, and taking one enrolment back. */
export function RoomEnrolment({ room, now, making, takingBack, onMake, onTakeBack, onReset, firstAsked }: Props) {
  const text = useText(venuesText).enrolment
  const { language } = useLanguage()
  const [asked, setAsked] = useState(firstAsked ?? null)
  const missing = room.stations.filter((one) => one.enrolledAt === null).length
  const station = room.stations.find((one) => one.id === asked)
  const n = (value: number) => count(value, language)
  return (
    <>
      <Notice tone={missing === 0 ? 'ok' : 'accent'}>
        {missing === 0 ? text.done : text.left(n(missing), n(room.stations.length))}
      </Notice>
      <section className="k-panel k-stack c-enrol">
        {making.at === 'done' ? <Code code={making.reply} now={now} /> : null}
        {making.at === 'done' ? null : <DoingNotice doing={making} />}
        <div className="k-line">
          <button
            type="button"
            className={making.at === 'done' ? 'k-button' : 'k-button primary'}
            disabled={making.at === 'sending' || room.stations.length === 0}
            onClick={onMake}
          >
            {making.at === 'done' ? text.again : text.make}
          </button>
          <span className="k-small k-soft">{text.makeHint}</span>
        </div>
        <div>
          <h2>{text.steps}</h2>
          <ol className="k-list">
            {text.step.map((one) => (
              <li key={one}>{one}</li>
            ))}
          </ol>
        </div>
      </section>
      <Computers
        stations={room.stations}
        now={now}
        onAsk={(one) => {
          onReset()
          setAsked(one)
        }}
      />
      {station ? (
        <TakeBack
          station={station}
          doing={takingBack}
          onClose={() => setAsked(null)}
          onTakeBack={() => void onTakeBack(station.id).then((done) => (done ? setAsked(null) : undefined))}
        />
      ) : null}
    </>
  )
}

function Code({ code, now }: { code: EnrolmentCode; now: number }) {
  const text = useText(venuesText).enrolment
  const { language } = useLanguage()
  if (code.expiresAt <= now)
    return (
      <Notice tone="amber" live>
        {text.over}
      </Notice>
    )
  return (
    <div className="k-stack-small" role="status">
      <p className="k-legend">{text.code}</p>
      <p className="k-line">
        <strong className="c-enrol-code">{code.code}</strong>
        <CopyButton value={code.code} label={text.code} />
      </p>
      <p>
        {text.until(momentWib(code.expiresAt, language))} {text.once}
      </p>
    </div>
  )
}

function Computers({
  stations,
  now,
  onAsk,
}: {
  stations: StationRow[]
  now: number
  onAsk: (station: string) => void
}) {
  const all = useText(venuesText)
  const text = all.enrolment
  const { language } = useLanguage()
  const { address, go } = useAddress()
  const filter = address['show'] ?? ''
  const shown = stations.filter((one) => filter === '' || (filter === 'yes') === (one.enrolledAt !== null))
  const columns: Column<StationRow>[] = [
    {
      id: 'station',
      head: text.station,
      kind: 'tight',
      cell: (row) => <strong className="k-num">{row.name}</strong>,
      value: (row) => row.name,
    },
    {
      id: 'kind',
      head: text.kind,
      cell: (row) => all.plan.kinds[row.spare ? 'spare' : 'seat'],
      value: (row) => all.plan.kinds[row.spare ? 'spare' : 'seat'],
    },
    {
      id: 'state',
      head: text.state,
      kind: 'tight',
      cell: (row) =>
        row.enrolledAt === null ? (
          <Mark shape="dashed" tone="soft">
            {text.notEnrolled}
          </Mark>
        ) : (
          <Mark shape="check" tone="ok">
            {text.enrolled}
          </Mark>
        ),
      value: (row) => (row.enrolledAt === null ? text.notEnrolled : text.enrolled),
    },
    {
      id: 'at',
      head: text.at,
      cell: (row) =>
        row.enrolledAt === null ? null : (
          <>
            <span className="k-num">{momentWib(row.enrolledAt, language)}</span>
            {row.enrolledBy ? <span className="c-under k-soft">{text.by(row.enrolledBy)}</span> : null}
          </>
        ),
      value: (row) => row.enrolledAt,
    },
    {
      id: 'seen',
      head: text.lastSeen,
      kind: 'tight',
      cell: (row) =>
        row.lastSeen === null ? (
          <span className="k-soft">{text.never}</span>
        ) : (
          text.ago(age(now - row.lastSeen, language))
        ),
      value: (row) => row.lastSeen,
    },
    {
      id: 'actions',
      head: text.actions,
      kind: 'tight',
      cell: (row) =>
        row.enrolledAt === null ? null : (
          <button
            type="button"
            className="k-button small danger"
            aria-label={text.takeBackOf(row.name)}
            onClick={() => onAsk(row.id)}
          >
            {text.takeBack}
          </button>
        ),
    },
  ]
  return (
    <Table
      name="p"
      caption={text.list}
      firstSort="station"
      rows={shown}
      rowKey={(row) => row.id}
      columns={columns}
      words={(row) => `${row.name} ${row.enrolledBy ?? ''}`}
      tools={
        <Choice
          label={text.filter}
          value={filter}
          all={text.filters.all}
          options={(['yes', 'no'] as const).map((value) => ({ value, title: text.filters[value] }))}
          onChange={(value) => go({ show: value }, 'replace')}
        />
      }
      empty={<Empty title={filter === 'no' ? text.done : stations.length === 0 ? all.plan.noSeats : text.filters.no} />}
    />
  )
}

function TakeBack({
  station,
  doing,
  onClose,
  onTakeBack,
}: {
  station: StationRow
  doing: Doing<unknown>
  onClose: () => void
  onTakeBack: () => void
}) {
  const text = useText(venuesText).enrolment
  const kit = useText(kitText)
  return (
    <Ask
      open
      alert
      title={text.ask(station.name)}
      onClose={onClose}
      actions={
        <>
          <button type="button" className="k-button" onClick={onClose}>
            {kit.cancel}
          </button>
          <button
            type="button"
            className="k-button danger primary"
            disabled={doing.at === 'sending'}
            onClick={onTakeBack}
          >
            {text.takeBack}
          </button>
        </>
      }
    >
      <ul className="k-list">
        {text.effect.map((one) => (
          <li key={one}>{one}</li>
        ))}
      </ul>
      {doing.at === 'done' ? null : <DoingNotice doing={doing} />}
    </Ask>
  )
}
