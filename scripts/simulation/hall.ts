import { copyFileSync, mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { memoryBus } from '../../server/bus/memory.ts'
import { sha256 } from '../../server/canonical.ts'
import type { Clock } from '../../server/clock.ts'
import { eq } from '../../server/db/sql.ts'
import { openSqlite } from '../../server/db/sqlite.ts'
import { importSamples, skdBlueprint } from '../../server/demo/samples.ts'
import { bankIdOf } from '../../server/item-bank/bank-store.ts'
import { isRefusal, type Refusal } from '../../server/protocol/refusals.ts'
import { storeCandidates, storeVacancies } from '../../server/recruitment/recruitment-store.ts'
import { createSitting } from '../../server/scheduling/sitting-store.ts'
import { createTest } from '../../server/scheduling/test-store.ts'
import type { Agenda } from './agenda.ts'

export const FILE = 'seleksi.sqlite'
/** 24 November 2026, 08:00 in Jakarta: a label only. */
const MORNING = 1_795_482_000_000
export const wallAt = (agenda: Agenda): number => MORNING + agenda.now()
export const GRACE_MS = 3000

export interface Hall {
  folder: string
  sitting: string
  secret: Buffer
}

/** A bank, a test and seated candidates, made once by the server's own code; every seed begins with a copy. */
export async function buildHall(folder: string, stations: number, minutes: number): Promise<Hall> {
  mkdirSync(folder, { recursive: true })
  const store = openSqlite(join(folder, FILE))
  const clock: Clock = { wall: () => MORNING, exam: () => 0, keep: async () => {}, gaps: () => [] }
  let ids = 0
  const services = {
    store,
    clock,
    bus: memoryBus(() => 0),
    newId: () => sha256(`seleksi simulation id ${++ids}`).slice(0, 32),
    secret: Buffer.alloc(32, 7),
    build: 'simulation',
  }
  const bank = 'Simulasi'
  await importSamples(services, 'simulation', bank)
  const vacancy = { code: 'SIM-001', position: 'Penata', unit: 'Simulasi', needType: 'umum', need: 3, education: '' }
  await storeVacancies(services, 'simulation', [vacancy], ['simulation'])
  await storeCandidates(
    services,
    'simulation',
    Array.from({ length: stations }, (_, index) => ({
      number: `2611500${String(index + 1).padStart(4, '0')}`,
      name: `Peserta Simulasi ${index + 1}`,
      nik: `15080101019${String(index).padStart(5, '0')}`,
      vacancyCode: vacancy.code,
      // Some have more time, so that deadlines differ.
      accommodation: index % 10 === 9 ? 'netra' : null,
      venue: 'Simulasi',
      room: String.fromCharCode(65 + Math.floor(index / 20)),
      station: String((index % 20) + 1).padStart(2, '0'),
      session: '',
    })),
    ['simulation'],
  )
  const test = must(
    await createTest(services, 'simulation', {
      name: 'Simulasi',
      bank: bankIdOf(bank),
      ruleSet: 'skd-cpns-2024',
      showThreshold: true,
      blueprint: blueprint(minutes),
    }),
  )
  const sitting = must(
    await createSitting(services, 'simulation', {
      name: 'Simulasi',
      test: test.id,
      startsAt: MORNING,
      venue: 'Simulasi',
      candidates: { session: null },
    }),
  )
  await store.close()
  return { folder, sitting: sitting.id, secret: services.secret }
}

/** The hall as this seed begins it: its own papers follow from its own secret. */
export async function copyHall(hall: Hall, folder: string, secret: string): Promise<Hall> {
  mkdirSync(folder, { recursive: true })
  copyFileSync(join(hall.folder, FILE), join(folder, FILE))
  const store = openSqlite(join(folder, FILE))
  const { sitting } = store.tables
  await store.transaction(
    async (db) => void (await db.update(sitting).set({ secret }).where(eq(sitting.id, hall.sitting))),
  )
  await store.close()
  return { ...hall, folder }
}

/** SKD, shortened with its time: an hour and more has all 110 items. */
function blueprint(minutes: number) {
  const skd = skdBlueprint('Simulasi')
  return {
    ...skd,
    minutes,
    accommodationMinutes: { netra: Math.ceil(minutes * 1.3) },
    graceMs: GRACE_MS,
    sections: skd.sections.map((section) => ({
      ...section,
      count: Math.max(2, Math.round(section.count * Math.min(1, minutes / 60))),
      topics: [],
    })),
  }
}

export const must = <T extends object>(value: T | Refusal): T => {
  if (isRefusal(value)) throw new Error(`bug: refused while the hall was made: ${JSON.stringify(value)}`)
  return value
}
