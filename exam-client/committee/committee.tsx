import type { ComponentProps, ReactNode } from 'react'
import type { StaffRole } from '../../server/protocol/roles.ts'
import { useAddress } from '../shared/address.tsx'
import { useText } from '../shared/language.tsx'
import { Gate } from '../shared/parts/kit-sign-in.tsx'
import { committeeText, type ScreenName } from '../shared/text/committee.ts'
import { ApplicantsPage } from './applicants-page.tsx'
import { ApprovalsPage } from './approvals-page.tsx'
import { MessagesPage } from './messages-page.tsx'
import { NeedsPage } from './needs-page.tsx'
import { ObjectionsPage } from './objections-page.tsx'
import { AuditPage, BanksPage, CandidatesPage, ExamsPage, OverviewPage } from './pages.tsx'
import { PeriodsPage } from './periods-page.tsx'
import { PrivacyPage } from './privacy-page.tsx'
import { ProposalsProvider, useProposals, waitingFor } from './proposals.tsx'
import { RescoringPage } from './rescore-page.tsx'
import { ResultsPage } from './results-pages.tsx'
import { RulesPage } from './rule-pages.tsx'
import { SittingsPage, TestsPage } from './schedule-pages.tsx'
import { Shell, screensFor } from './screens/shell.tsx'
import { SettingsPage } from './settings-page.tsx'
import { PublicationsPage } from './stages-pages.tsx'
import { StandingsPage } from './standings-page.tsx'
import { VacanciesPage } from './vacancies-page.tsx'
import { VenuesPage } from './venues-page.tsx'
import { VerificationPage } from './verification-page.tsx'

const PAGES: Record<ScreenName, (role: StaffRole, username: string) => ReactNode> = {
  overview: () => <OverviewPage />,
  needs: () => <NeedsPage />,
  periods: () => <PeriodsPage />,
  vacancies: () => <VacanciesPage />,
  applicants: () => <ApplicantsPage />,
  verification: (role) => <VerificationPage role={role} />,
  messages: () => <MessagesPage />,
  candidates: () => <CandidatesPage />,
  banks: (role) => <BanksPage role={role} />,
  rules: () => <RulesPage />,
  tests: () => <TestsPage />,
  venues: () => <VenuesPage />,
  sittings: () => <SittingsPage />,
  exams: () => <ExamsPage />,
  results: () => <ResultsPage />,
  rescoring: () => <RescoringPage />,
  standings: () => <StandingsPage />,
  publications: () => <PublicationsPage />,
  objections: () => <ObjectionsPage />,
  approvals: (_, username) => <ApprovalsPage username={username} />,
  privacy: () => <PrivacyPage />,
  audit: () => <AuditPage />,
  settings: () => <SettingsPage />,
}

/** Sign in, then the screen that the address names; one that is not this role's leads to the first that is. */
export function Committee() {
  const text = useText(committeeText)
  const { address } = useAddress()
  return (
    <Gate app={text.app} roles={['committee', 'administrator', 'writer', 'verifier']}>
      {({ staff, demo, signOut }) => {
        const allowed = screensFor(staff.role)
        const screen = allowed.find((name) => name === address['screen']) ?? allowed[0] ?? 'banks'
        return (
          <ProposalsProvider on={staff.role !== 'writer' && staff.role !== 'verifier'} screen={screen}>
            <CountedShell staff={staff} demo={demo} screen={screen} onSignOut={signOut}>
              {PAGES[screen](staff.role, staff.username)}
            </CountedShell>
          </ProposalsProvider>
        )
      }}
    </Gate>
  )
}

/** The shell with the number of proposals that wait for this person in its rail. */
function CountedShell(props: Omit<ComponentProps<typeof Shell>, 'waiting'>) {
  const { loaded } = useProposals()
  return <Shell {...props} waiting={loaded.at === 'ready' ? waitingFor(loaded.value, props.staff.username) : 0} />
}
