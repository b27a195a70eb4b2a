import type { ReactNode } from 'react'
import type { PlacementForm, PlacementSummary } from '../../../server/protocol/placement.ts'
import { count, momentWib } from '../../shared/format.ts'
import { useLanguage, useText } from '../../shared/language.tsx'
import { Empty, Notice } from '../../shared/parts/kit-basics.tsx'
import { committeeText } from '../../shared/text/committee.ts'
import { placementText } from '../../shared/text/placement.ts'
import { Head } from './shell.tsx'
import { Tabs } from './tabs.tsx'

export type ScheduleTab = 'sittings' | 'placement' | 'changes'

/** The three parts of the schedule. */
export function ScheduleTabs({ current }: { current: ScheduleTab }) {
  const text = useText(placementText).tabs
  return (
    <Tabs
      label={text.label}
      current={current}
      of={[
        { tab: 'sittings', href: '?screen=sittings', title: text.sittings },
        { tab: 'placement', href: '?screen=sittings&tab=placement', title: text.placement },
        { tab: 'changes', href: '?screen=sittings&tab=changes', title: text.changes },
      ]}
    />
  )
}

/** The placement: what to do next, the plan with its preview, and what was approved so far. */
export function PlacementScreen({
  form,
  unseated,
  published,
  waiting,
  proposed,
  children,
}: {
  form: PlacementForm
  unseated: number
  published: PlacementSummary[]
  /** A proposal waits for its second person. */
  waiting: boolean
  /** Was proposed a moment ago. */
  proposed: boolean
  /** The plan and its preview. */
  children: ReactNode
}) {
  const text = useText(placementText)
  const title = useText(committeeText).screens.sittings
  const { language } = useLanguage()
  const rooms = form.venues.some((venue) => venue.rooms.some((room) => room.seats > 0))
  const next =
    form.tests.length === 0
      ? text.noTests
      : unseated > 0
        ? rooms
          ? text.next(count(unseated, language))
          : text.noVenues
        : text.nobody
  return (
    <>
      <Head title={title} next={next} nextDone={form.tests.length > 0 && unseated === 0} />
      <ScheduleTabs current="placement" />
      {proposed ? (
        <Notice tone="ok" live>
          {text.preview.proposed}
        </Notice>
      ) : waiting ? (
        <Notice tone="amber">
          <p>{text.waiting}</p>
          <p>
            <a href="?screen=approvals">{text.toApprovals}</a>
          </p>
        </Notice>
      ) : null}
      {rooms || form.tests.length === 0 ? null : (
        <p>
          <a className="k-button" href="?screen=venues">
            {text.toVenues}
          </a>
        </p>
      )}
      {form.tests.length > 0 && rooms ? children : null}
      <Published of={published} />
    </>
  )
}

function Published({ of }: { of: PlacementSummary[] }) {
  const text = useText(placementText).published
  const { language } = useLanguage()
  const n = (value: number) => count(value, language)
  return (
    <section className="k-panel k-stack" aria-label={text.title}>
      <h2>{text.title}</h2>
      {of.length === 0 ? <Empty title={text.empty} /> : null}
      {of.map((one) => (
        <article key={one.id} className="k-stack-small c-placement">
          <h3>
            {one.test}
            {one.period ? ` · ${one.period}` : ''}
          </h3>
          <p className="k-num">{text.line(n(one.placed), n(one.people), n(one.sittings))}</p>
          <p className="k-small k-soft">{text.by(one.by, one.approvedBy, momentWib(one.at, language))}</p>
          {one.toTell > 0 ? <Notice>{text.toTell(n(one.toTell))}</Notice> : null}
          <p className="k-small">
            {text.seed}: <span className="k-code">{one.seed}</span>
            <br />
            {text.commitment}: <span className="k-code">{one.commitment}</span>
            <br />
            <span className="k-soft">{text.verify}</span>
          </p>
          <p>
            <a className="k-button" href={`?screen=sittings&tab=placement&placement=${encodeURIComponent(one.id)}`}>
              {text.look}
            </a>
          </p>
        </article>
      ))}
    </section>
  )
}
