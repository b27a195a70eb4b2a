import { beforeAll, describe, expect, it } from 'vitest'
import { storeCandidates } from '../../server/recruitment/recruitment-store.ts'
import { defaultDayPlan } from '../../server/scheduling/day-plan.ts'
import { type Hall, sitting } from '../../server/testing/sitting.ts'
import { gridPlan } from '../../server/venues/plan.ts'
import { placementCommands } from './placements.ts'

let hall: Hall
const run = async (name: string, names: string[] = [], json = false): Promise<string> => {
  const out: string[] = []
  const { services, delivery, scorer } = hall.app
  const print = (text: string) => void out.push(text)
  const asked = { names, flags: {}, json, workplace: { services, delivery, scorer }, print, note: () => {} }
  await placementCommands[name]?.run(asked as never)
  return out.join('\n')
}
beforeAll(async () => {
  hall = await sitting().withCandidates(1).scheduled()
})

describe('placement', () => {
  it('[PM8] list and verify: from input and seed to the very seats', async () => {
    expect(await run('placement list')).toBe('belum ada jadwal yang disetujui')
    await expect(run('placement verify')).rejects.toThrow('belum ada jadwal')
    await expect(run('placement verify', ['x'])).rejects.toThrow('jadwal "x" tidak ada')
    const staff = [await hall.app.staff('committee'), await hall.app.staff('committee')] as const
    const { body: venue } = await staff[0].post('/api/venues', { name: 'SMKN 1', address: '' })
    await staff[0].post(`/api/venues/${venue.id}/rooms`, { name: 'A', plan: gridPlan(2, 5) })
    await storeCandidates(
      hall.app.services,
      'test',
      Array.from({ length: 8 }, (_, at) => ({
        ...{ number: `W-${at}`, name: `Penunggu ${at}`, nik: `150802020291000${at}`, vacancyCode: 'V-1' },
        ...{ accommodation: null, venue: '', room: '', station: '', session: '' },
      })),
      [],
    )
    const [test] = (await staff[0].get('/api/tests')).body
    const request = {
      ...{ test: test.id, period: null, venues: [venue.id], days: ['2026-12-15'], plan: defaultDayPlan('skd') },
    }
    const { body: seen } = await staff[0].post('/api/placements/preview', request)
    const { body } = await staff[0].post('/api/placements/proposals', { request, digest: seen.digest, reason: 'rapat' })
    await staff[1].post(`/api/proposals/${body.id}/approval`)
    expect(await run('placement list')).toContain('SKD uji · 8 dari 8 peserta · 1 sesi')
    expect(await run('placement verify')).toContain('8 peserta dihitung ulang, semua sesuai')
    expect(JSON.parse(await run('placement verify', [body.id], true))[0].faults).toEqual([])
  })
})
