import type { ReactNode } from 'react'
import type { StaffRole } from '../../../server/protocol/roles.ts'
import { useText } from '../../shared/language.tsx'
import { Choice, Empty } from '../../shared/parts/kit-basics.tsx'
import { committeeText } from '../../shared/text/committee.ts'
import { verificationText } from '../../shared/text/verification.ts'
import { Head } from './shell.tsx'
import { Tabs } from './tabs.tsx'

export const VERIFICATION_TABS = ['desk', 'officers', 'announce', 'appeals'] as const
export type VerificationTab = (typeof VERIFICATION_TABS)[number]
export interface PeriodChoice {
  id: string
  name: string
}

/** What a role works with: who announces and answers objections is the committee. */
export const tabsFor = (role: StaffRole): readonly VerificationTab[] =>
  role === 'verifier' ? ['desk', 'officers'] : VERIFICATION_TABS

/** One of several periods; a single one needs no choice. */
export function PeriodField({
  periods,
  period,
  onPeriod,
}: {
  periods: PeriodChoice[]
  period: string
  onPeriod: (period: string) => void
}) {
  const text = useText(verificationText)
  if (periods.length < 2) return null
  return (
    <Choice
      label={text.period}
      value={period}
      options={periods.map(({ id, name }) => ({ value: id, title: name }))}
      onChange={onPeriod}
    />
  )
}

export function NoPeriod() {
  const text = useText(verificationText)
  return (
    <div className="k-panel">
      <Empty title={text.noPeriod}>
        <p>{text.noPeriodAdvice}</p>
      </Empty>
    </div>
  )
}

/** Title, period and tabs of the verification; its parts stand below. */
export function VerificationFrame({
  role,
  tab,
  periods,
  period,
  onPeriod,
  next,
  nextDone = false,
  children,
}: {
  role: StaffRole
  tab: VerificationTab
  periods: PeriodChoice[]
  period: string
  onPeriod: (period: string) => void
  next?: ReactNode
  nextDone?: boolean
  children: ReactNode
}) {
  const text = useText(verificationText)
  const title = useText(committeeText).screens.verification
  return (
    <>
      <Head title={title} next={next} nextDone={nextDone}>
        <PeriodField periods={periods} period={period} onPeriod={onPeriod} />
      </Head>
      <Tabs
        label={text.tabsLabel}
        current={tab}
        of={tabsFor(role).map((one) => ({
          tab: one,
          href: `?screen=verification&period=${encodeURIComponent(period)}${one === 'desk' ? '' : `&tab=${one}`}`,
          title: text.tabs[one],
        }))}
      />
      {children}
    </>
  )
}
