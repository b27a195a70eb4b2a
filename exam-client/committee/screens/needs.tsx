import type { ReactNode } from 'react'
import type { NeedsView } from '../../../server/protocol/needs.ts'
import { useAddress } from '../../shared/address.tsx'
import { count } from '../../shared/format.ts'
import { useLanguage, useText } from '../../shared/language.tsx'
import type { Doing } from '../../shared/load.ts'
import { DoingNotice, Facts } from '../../shared/parts/kit-basics.tsx'
import { committeeText } from '../../shared/text/committee.ts'
import { needsText } from '../../shared/text/needs.ts'
import { Head } from './shell.tsx'
import { Tabs } from './tabs.tsx'

export const NEEDS_TABS = ['map', 'list', 'units', 'positions', 'import'] as const
export type NeedsTab = (typeof NEEDS_TABS)[number]

/** The frame of the needs analysis: the year, its figures, what to do next, and the part that the address names. */
export function NeedsFrame({
  view,
  tab,
  asking,
  onLacks,
  onMinutes,
  children,
}: {
  view: NeedsView
  tab: NeedsTab
  asking: Doing<{ made: number }>
  onLacks: () => void
  onMinutes: () => void
  children: ReactNode
}) {
  const text = useText(needsText)
  const title = useText(committeeText).screens.needs
  const { language } = useLanguage()
  const { go } = useAddress()
  const n = (value: number) => count(value, language)
  const [first] = view.next
  const years = [...new Set([...view.years, view.year, view.year + 1])].sort()
  return (
    <>
      <Head
        title={title}
        next={<NextStep view={view} busy={asking.at === 'sending'} onLacks={onLacks} />}
        nextDone={first === undefined}
      >
        <label className="k-line k-small">
          <span>{text.year}</span>
          <select className="k-input c-few" value={view.year} onChange={(event) => go({ year: event.target.value })}>
            {years.map((year) => (
              <option key={year}>{year}</option>
            ))}
          </select>
        </label>
        <a className="k-button" href={`/api/needs/export.xlsx?year=${view.year}`} download>
          {text.export}
        </a>
      </Head>
      <DoingNotice doing={asking} done={({ made }) => text.lacksMade(n(made))} />
      <Facts
        of={(['need', 'inPlace', 'lacks', 'surplus', 'proposed', 'granted'] as const).map((name) => ({
          name: text[name],
          value: n(view.totals[name]),
        }))}
      />
      <p className="k-line k-small k-soft">
        {text.minutes(n(view.effectiveMinutes))}
        <button type="button" className="k-button small quiet" aria-label={text.minutesTitle} onClick={onMinutes}>
          {text.changeMinutes}
        </button>
      </p>
      <Tabs
        label={text.parts}
        current={tab}
        of={NEEDS_TABS.map((one) => ({
          tab: one,
          href: `?screen=needs&tab=${one}&year=${view.year}`,
          title: text.tabs[one],
        }))}
      />
      {children}
    </>
  )
}

/** The first thing to do, with the button that does it where it is one. */
function NextStep({ view, busy, onLacks }: { view: NeedsView; busy: boolean; onLacks: () => void }) {
  const text = useText(needsText)
  const { language } = useLanguage()
  const [first] = view.next
  if (!first) return text.done
  const at = (more: string) => `?screen=needs&year=${view.year}&${more}`
  const href = { import: at('tab=import'), workload: at('tab=import'), duties: at('tab=list'), grant: at('tab=list') }
  return (
    <span className="k-line">
      <span>{text.steps[first.step](count(first.count, language))}</span>
      {first.step === 'propose' ? (
        <button type="button" className="k-button small" disabled={busy} onClick={onLacks}>
          {text.proposeLacks}
        </button>
      ) : (
        <a
          className="k-button small"
          href={first.step === 'vacancy' ? '?screen=vacancies&tab=grants' : href[first.step]}
        >
          {first.step === 'vacancy'
            ? text.toVacancies
            : text.tabs[first.step === 'duties' || first.step === 'grant' ? 'list' : 'import']}
        </a>
      )}
    </span>
  )
}
