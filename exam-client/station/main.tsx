import { lazy, Suspense } from 'react'
import { createRoot } from 'react-dom/client'
import '../shared/tokens.css'
import './station.css'
import { LanguageProvider } from '../shared/language.tsx'
import { browserStore } from '../shared/outbox-store.ts'
import { stationApi } from '../shared/station-api.ts'
import { startTheme } from '../shared/theme.ts'
import { App } from './app.tsx'
import { browserPage } from './page.ts'
import { isEnrolling } from './place.ts'
import { runStation } from './run-station.ts'
import { tabLock } from './tab-lock.ts'
import { tellingStore } from './telling-store.ts'

/** For the technician alone, so no candidate's page loads it. */
const EnrolPage = lazy(async () => ({ default: (await import('./enrol-page.tsx')).EnrolPage }))

startTheme()
const api = stationApi()
const station = runStation({
  api,
  openStore: browserStore,
  lock: tabLock(),
  page: browserPage(),
  tellings: tellingStore(),
})
createRoot(document.getElementById('root') as HTMLElement).render(
  <LanguageProvider>
    {isEnrolling() ? (
      <Suspense fallback={null}>
        <EnrolPage />
      </Suspense>
    ) : (
      <App station={station} api={api} />
    )}
  </LanguageProvider>,
)
if (!isEnrolling()) void station.start()
