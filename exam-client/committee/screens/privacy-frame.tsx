import type { ReactNode } from 'react'
import type { BreachRow, RetentionRow } from '../../../server/protocol/privacy.ts'
import { count } from '../../shared/format.ts'
import { useLanguage, useText } from '../../shared/language.tsx'
import { committeeText } from '../../shared/text/committee.ts'
import { privacyText } from '../../shared/text/privacy.ts'
import { Head } from './shell.tsx'
import { Tabs } from './tabs.tsx'

const TABS = ['person', 'views', 'keeping', 'breaches'] as const

/** The four parts of personal data, and what must be done next in any of them. */
export function PrivacyFrame({
  tab,
  breaches,
  retention,
  children,
}: {
  tab: (typeof TABS)[number]
  breaches: BreachRow[] | null
  retention: RetentionRow[] | null
  children: ReactNode
}) {
  const text = useText(privacyText)
  const title = useText(committeeText).screens.privacy
  const { language } = useLanguage()
  const n = (of: unknown[]) => count(of.length, language)
  const running = (breaches ?? []).filter(({ leftMs }) => leftMs !== null)
  const overdue = running.filter(({ leftMs }) => (leftMs ?? 0) < 0)
  const due = (retention ?? []).filter((row) => row.due.people > 0)
  const unsettled = (retention ?? []).filter(({ days }) => days === null)
  const lines = [
    overdue.length > 0 ? text.next.overdue(n(overdue)) : running.length > 0 ? text.next.running(n(running)) : '',
    due.length > 0 ? text.next.due(n(due)) : '',
    unsettled.length > 0 ? text.next.unsettled(n(unsettled)) : '',
  ].filter(Boolean)
  const known = breaches !== null && retention !== null
  return (
    <>
      <Head title={title} next={known ? lines.join(' ') || text.next.none : undefined} nextDone={lines.length === 0} />
      <Tabs
        label={text.tabsLabel}
        current={tab}
        of={TABS.map((one) => ({ tab: one, href: `?screen=privacy&tab=${one}`, title: text.tabs[one] }))}
      />
      {children}
    </>
  )
}
