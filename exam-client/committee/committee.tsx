import type { ReactNode } from 'react'
import type { StaffRole } from '../../server/protocol/roles.ts'
import { useAddress } from '../shared/address.tsx'
import { useText } from '../shared/language.tsx'
import { Gate } from '../shared/parts/kit-sign-in.tsx'
import { committeeText, type ScreenName } from '../shared/text/committee.ts'
import {
  AuditPage,
  BanksPage,
  CandidatesPage,
  ExamsPage,
  OverviewPage,
  PublicationsPage,
  VacanciesPage,
} from './pages.tsx'
import { ResultsPage } from './results-pages.tsx'
import { SittingsPage, TestsPage } from './schedule-pages.tsx'
import { Shell, screensFor } from './screens/shell.tsx'
import { SettingsPage } from './settings-page.tsx'

const PAGES: Record<ScreenName, (role: StaffRole) => ReactNode> = {
  overview: () => <OverviewPage />,
  vacancies: () => <VacanciesPage />,
  candidates: () => <CandidatesPage />,
  banks: (role) => <BanksPage role={role} />,
  tests: () => <TestsPage />,
  sittings: () => <SittingsPage />,
  exams: () => <ExamsPage />,
  results: () => <ResultsPage />,
  publications: () => <PublicationsPage />,
  audit: () => <AuditPage />,
  settings: () => <SettingsPage />,
}

/** Sign in, then the screen that the address names; one that is not this role's leads to the first that is. */
export function Committee() {
  const text = useText(committeeText)
  const { address } = useAddress()
  return (
    <Gate app={text.app} roles={['committee', 'administrator', 'writer']}>
      {({ staff, demo, signOut }) => {
        const allowed = screensFor(staff.role)
        const screen = allowed.find((name) => name === address['screen']) ?? allowed[0] ?? 'banks'
        return (
          <Shell staff={staff} demo={demo} screen={screen} onSignOut={signOut}>
            {PAGES[screen](staff.role)}
          </Shell>
        )
      }}
    </Gate>
  )
}
