import { addStaff } from '../../server/access/staff-store.ts'
import { importSamples, SAMPLE_BANK, skdBlueprint } from '../../server/demo/samples.ts'
import { bankIdOf } from '../../server/item-bank/bank-store.ts'
import type { StaffRole } from '../../server/protocol/roles.ts'
import { storeCandidates, storeVacancies } from '../../server/recruitment/recruitment-store.ts'
import { createSitting, issuePins } from '../../server/scheduling/sitting-store.ts'
import { createTest } from '../../server/scheduling/test-store.ts'
import { ACTOR, must, openWorkplace } from '../commands/workplace.ts'

export const ROOM_PASSWORD = 'kata sandi ruang uji'

export interface PreparedRoom {
  sitting: string
  cards: { candidate: string; number: string; pin: string; room: string; station: string }[]
}

/**
 * A data folder with a sitting of so many made-up candidates, `perRoom` to a room, and staff `pengawas-1`,
 * `pengawas-2`, `ketua`. The sample bank, `minutes` of working time; everything by the server's own code.
 */
export async function prepareRoom(
  data: string,
  stations: number,
  perRoom: number,
  minutes = 100,
): Promise<PreparedRoom> {
  const workplace = await openWorkplace(data)
  const { services } = workplace
  try {
    const staff: [string, StaffRole][] = [
      ['pengawas-1', 'proctor'],
      ['pengawas-2', 'proctor'],
      ['ketua', 'committee'],
    ]
    for (const [username, role] of staff)
      must(await addStaff(services, ACTOR, { username, name: username, role, password: ROOM_PASSWORD }))
    await importSamples(services, ACTOR, SAMPLE_BANK)
    const vacancy = { position: 'Penata', unit: 'Uji', needType: 'umum', need: 3, education: '' }
    await storeVacancies(services, ACTOR, [{ ...vacancy, code: 'UJI-001' }], ['preflight'])
    await storeCandidates(
      services,
      ACTOR,
      Array.from({ length: stations }, (_, at) => ({
        number: `9000${String(at + 1).padStart(6, '0')}`,
        name: `Peserta Uji ${at + 1}`,
        nik: `15080101019${String(at).padStart(5, '0')}`,
        vacancyCode: 'UJI-001',
        accommodation: null,
        venue: 'Uji',
        room: String(Math.floor(at / perRoom) + 1),
        station: String((at % perRoom) + 1).padStart(2, '0'),
        session: '',
      })),
      ['preflight'],
    )
    const test = must(
      await createTest(services, ACTOR, {
        ...{ name: 'Uji ruang', bank: bankIdOf(SAMPLE_BANK), ruleSet: 'skd-cpns-2024', showThreshold: false },
        blueprint: { ...skdBlueprint('Uji ruang'), minutes },
      }),
    )
    const sitting = must(
      await createSitting(services, ACTOR, {
        ...{ name: 'Uji ruang', test: test.id, venue: 'Uji', candidates: { session: null } },
        startsAt: services.clock.wall() + 3_600_000,
      }),
    )
    const pins = must(await issuePins(services, ACTOR, sitting.id, []))
    return {
      sitting: sitting.id,
      cards: pins.map(({ candidate, number, pin, room, station }) => ({ candidate, number, pin, room, station })),
    }
  } finally {
    await workplace.close()
  }
}
