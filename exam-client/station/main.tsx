import { createRoot } from 'react-dom/client'
import '../shared/tokens.css'
import './station.css'
import { LanguageProvider } from '../shared/language.tsx'
import { browserStore } from '../shared/outbox-store.ts'
import { stationApi } from '../shared/station-api.ts'
import { startTheme } from '../shared/theme.ts'
import { App } from './app.tsx'
import { runStation } from './run-station.ts'
import { tabLock } from './tab-lock.ts'

startTheme()
const api = stationApi()
const station = runStation({ api, openStore: browserStore, lock: tabLock() })
createRoot(document.getElementById('root') as HTMLElement).render(
  <LanguageProvider>
    <App station={station} api={api} />
  </LanguageProvider>,
)
void station.start()
