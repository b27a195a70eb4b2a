import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { importBank } from '../item-bank/bank-import.ts'
import type { ImportReport } from '../protocol/http.ts'
import type { Services } from '../services.ts'

const FOLDER = join(import.meta.dirname, '../../question-bank/samples')
export const SAMPLE_BANK = 'Bank contoh Seleksi'

/** Reads the shipped items (TWK, TIU, TKP) into a bank, as any other file would be read. */
export function importSamples(
  services: Pick<Services, 'store' | 'clock'>,
  actor: string,
  bank: string,
): Promise<ImportReport> {
  const files = readdirSync(FOLDER)
    .filter((name) => name.endsWith('.json'))
    .sort()
    .map((name) => ({ name, bytes: readFileSync(join(FOLDER, name)) }))
  return importBank(services, actor, bank, files, { partial: false, dryRun: false })
}

/** The blueprint of SKD CPNS 2024: 30 + 35 + 45 items in 100 minutes, 130 for netra (KepmenPANRB 321/2024). */
export const skdBlueprint = (name: string) => ({
  name,
  minutes: 100,
  accommodationMinutes: { netra: 130 },
  graceMs: 3000,
  sections: [
    {
      id: 'TWK',
      title: 'Tes Wawasan Kebangsaan',
      count: 30,
      source: { sections: ['TWK'] },
      topics: ['nasionalisme', 'integritas', 'bela negara', 'pilar negara', 'bahasa negara'].map((value) => ({
        value,
        count: 6,
      })),
      difficulties: [],
    },
    {
      id: 'TIU',
      title: 'Tes Intelegensia Umum',
      count: 35,
      source: { sections: ['TIU'] },
      topics: [],
      difficulties: [],
    },
    {
      id: 'TKP',
      title: 'Tes Karakteristik Pribadi',
      count: 45,
      source: { sections: ['TKP'] },
      topics: [],
      difficulties: [],
    },
  ],
})
