import { nothingTold, type Telling } from './telling.ts'

/** Survives a reload, so that no number is given twice and no message is lost or shown twice. */
export interface TellingStore {
  load(source: string): Telling
  save(telling: Telling): void
}

const KEY = 'seleksi.station.telling'

/** In localStorage, not beside the outbox: written at once, even by a page that is being closed. */
export const tellingStore = (): TellingStore => ({
  load(source) {
    try {
      const kept = JSON.parse(localStorage.getItem(KEY) ?? 'null') as Partial<Telling> | null
      return kept?.source === source ? { ...nothingTold(source), ...kept } : nothingTold(source)
    } catch {
      return nothingTold(source)
    }
  },
  save(telling) {
    try {
      localStorage.setItem(KEY, JSON.stringify(telling))
    } catch {
      // it then lasts as long as the page
    }
  },
})
