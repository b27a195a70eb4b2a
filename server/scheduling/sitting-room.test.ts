import { beforeAll, describe, expect, it } from 'vitest'
import { eq } from '../db/sql.ts'
import type { AuditRow, TestRow } from '../protocol/http.ts'
import type { SittingPolicy } from '../protocol/policy.ts'
import type { SittingSummary } from '../protocol/proctor.ts'
import { sentence } from '../protocol/refusals.ts'
import type { VenueRow } from '../protocol/venues.ts'
import { type Hall, sitting } from '../testing/sitting.ts'
import type { Staff } from '../testing/test-app.ts'
import { gridPlan } from '../venues/plan.ts'
import { DEFAULT_POLICY } from './policy.ts'
import { seatsOf } from './sitting-store.ts'

let hall: Hall
let committee: Staff
let test: TestRow
beforeAll(async () => {
  hall = await sitting().withCandidates(2).scheduled()
  committee = await hall.app.staff('committee')
  test = (await committee.get('/api/tests')).body[0]
})
const put = async (url: string, payload: object, who = committee) => {
  const reply = await hall.app.http.inject({ method: 'PUT', url, payload, headers: { cookie: who.cookie } })
  return { status: reply.statusCode, body: reply.json() }
}
const lastAudit = async () => ((await committee.get('/api/audit')).body.rows as AuditRow[])[0]
const stateOf = async (id: string, state: string) => {
  const { store } = hall.app.services
  await store.transaction((db) => db.update(store.tables.sitting).set({ state }).where(eq(store.tables.sitting.id, id)))
}

describe('[SD7] a sitting in a venue with plans', () => {
  const add = async (rows: string[]) => {
    const text = `nomor_peserta,nama,nik,kode_formasi,sesi,ruang,meja\n${rows.join('\n')}\n`
    const files = [{ name: 'a.csv', base64: Buffer.from(text).toString('base64') }]
    const reply = await committee.post('/api/imports/candidates', { files, partial: false, dryRun: false })
    expect(reply.body.committed).toBe(true)
  }
  const schedule = (name: string, session: string, venue = 'Gedung Uji') =>
    committee.post('/api/sittings', { name, test: test.id, startsAt: 5, venue, candidates: { session } })

  beforeAll(async () => {
    const { body } = await committee.post('/api/venues', { name: 'Gedung Uji', address: '' })
    const rooms = `/api/venues/${(body as VenueRow).id}/rooms`
    await committee.post(rooms, { name: 'Barat', plan: gridPlan(1, 3, { spares: 1 }) })
    hall.app.clock.pass(1)
    await committee.post(rooms, { name: 'Aula', plan: gridPlan(1, 1) })
    const row = (n: number, session: string, place = ',') =>
      `Q-${n},Orang ${n},150802010190${String(n).padStart(4, '0')},V-1,${session},${place}`
    await add([row(1, 'muat'), row(2, 'muat', 'barat,1'), row(3, 'muat')])
    await add([11, 12, 13, 14].map((n) => row(n, 'penuh')))
    await add([row(21, 'salah', 'Timur,01')])
  })

  it('seats people at its stations, spares left free', async () => {
    const made = (await schedule('Muat', 'muat', ' Gedung Uji ')).body as SittingSummary
    expect(made.venue).toBe('Gedung Uji')
    const seats = await seatsOf(hall.app.services, { sitting: made.id })
    expect(Object.fromEntries(seats.map((one) => [one.number, `${one.room}/${one.station}`]))).toEqual({
      'Q-1': 'Barat/02',
      'Q-2': 'Barat/01',
      'Q-3': 'Aula/01',
    })
  })

  it('is refused with the numbers where there are more people than stations, and nobody is seated', async () => {
    const before = (await committee.get('/api/unseated')).body.total
    const reply = await schedule('Penuh', 'penuh')
    expect([reply.status, reply.body.refused]).toEqual([409, 'too-few-seats'])
    expect(sentence(reply.body, 'id')).toMatch(
      /Gedung Uji tidak memuat 4 peserta \(3 meja tanpa cadangan\).*4 peserta untuk 3 meja kosong/,
    )
    expect(sentence(reply.body, 'en')).toMatch(/does not hold 4 candidates.*4 candidates for 3 free stations/)
    const wrong = await schedule('Salah', 'salah')
    expect(sentence(wrong.body, 'id')).toContain('Ruang Timur (peserta Q-21) tidak ada di denah.')
    expect((await committee.get('/api/unseated')).body.total).toBe(before)
    expect(((await committee.get('/api/sittings')).body as SittingSummary[]).map((one) => one.name)).not.toContain(
      'Penuh',
    )
    // A venue without plans takes everybody, as before.
    expect((await schedule('Penuh', 'penuh', 'Tanpa denah')).body).toMatchObject({ seats: 4 })
  })
})

describe('[SD8] the settings of a sitting', () => {
  const url = () => `/api/sittings/${hall.id}/policy`
  const heard: string[] = []
  beforeAll(() => void hall.app.services.bus.subscribe(`sitting:${hall.id}`, (message) => heard.push(message.kind)))

  it('are the defaults until the committee changes them; then whose and when is known, and the room hears of it', async () => {
    expect((await committee.get(url())).body).toEqual({ policy: DEFAULT_POLICY, changedAt: null, by: null })
    const policy: SittingPolicy = { ...DEFAULT_POLICY, idleMinutes: 9, pins: { from: 'desk', closeMinutes: 10 } }
    heard.length = 0
    const kept = await put(url(), policy)
    expect(kept).toEqual({ status: 200, body: { policy, changedAt: hall.app.clock.wall(), by: committee.username } })
    expect(heard).toEqual(['policy'])
    const row = await lastAudit()
    expect((await (await hall.app.staff('proctor')).get(url())).body).toEqual(kept.body)
    expect([row?.action, JSON.parse(row?.detail ?? '')]).toEqual([
      'sitting.policy',
      {
        from: { idleMinutes: 5, pins: { from: 'list', closeMinutes: 5 } },
        to: { idleMinutes: 9, pins: { from: 'desk', closeMinutes: 10 } },
      },
    ])
  })

  it('are refused in words where they contradict themselves or are out of their limits, and stay as they were', async () => {
    const before = (await committee.get(url())).body
    const wrong = await put(url(), {
      ...DEFAULT_POLICY,
      pins: { from: 'desk', closeMinutes: 5 },
      checkIn: { ...DEFAULT_POLICY.checkIn, steps: ['documents'] },
    })
    expect([wrong.status, wrong.body.refused]).toEqual([400, 'policy-wrong'])
    expect(sentence(wrong.body, 'id')).toMatch(/langkah PIN tidak ada.*Foto wajib/)
    expect(sentence(wrong.body, 'en')).toMatch(/the step for it is missing.*The photo is required/)
    for (const policy of [
      { ...DEFAULT_POLICY, silentSeconds: 7 },
      { ...DEFAULT_POLICY, unknown: 1 },
      { idleMinutes: 5 },
    ])
      expect((await put(url(), policy)).body.refused).toBe('bad-request')
    expect((await put('/api/sittings/none/policy', DEFAULT_POLICY)).status).toBe(404)
    expect((await committee.get('/api/sittings/none/policy')).status).toBe(404)
    expect((await put(url(), DEFAULT_POLICY, await hall.app.staff('proctor'))).status).toBe(403)
    expect((await committee.get(url())).body).toEqual(before)
  })

  it('fix how seats are given once somebody has come to the desk, and all of it when the sitting is closed', async () => {
    expect((await put(url(), { ...DEFAULT_POLICY, seating: 'lottery' })).status).toBe(200)
    const { store, clock } = hall.app.services
    await store.transaction((db) =>
      db.insert(store.tables.checkIn).values({
        ...{
          sittingId: hall.id,
          candidateId: hall.seats[0]?.candidate ?? '',
          version: 1,
          state: 'arrived',
          steps: '[]',
        },
        ...{ reason: null, arrivedAt: clock.wall(), admittedAt: null, lottery: null },
      }),
    )
    const back = await put(url(), { ...DEFAULT_POLICY, idleMinutes: 7 })
    expect([back.status, back.body]).toEqual([409, { refused: 'seating-fixed', detail: { count: '1' } }])
    expect((await put(url(), { ...DEFAULT_POLICY, idleMinutes: 7, seating: 'lottery' })).body.policy.idleMinutes).toBe(
      7,
    )
    await stateOf(hall.id, 'closed')
    expect((await put(url(), { ...DEFAULT_POLICY, seating: 'lottery' })).body).toEqual({ refused: 'sitting-closed' })
    expect((await committee.get(url())).body.policy.idleMinutes).toBe(7)
    await stateOf(hall.id, 'scheduled')
  })
})

describe('[SD9] another start time', () => {
  const move = (startsAt: number, reason = 'Listrik padam') =>
    committee.post(`/api/sittings/${hall.id}/start-time`, { startsAt, reason })
  const starts = async () =>
    Object.fromEntries(
      ((await committee.get('/api/sittings')).body as SittingSummary[]).map((one) => [one.name, one.startsAt]),
    )

  it('is given with a reason, later than now, before the sitting runs; no other sitting moves', async () => {
    const before = await starts()
    const later = hall.app.clock.wall() + 3_600_000
    expect((await move(later)).body).toEqual({ startsAt: later })
    expect(await starts()).toEqual({ ...before, 'Sesi 1': later })
    const row = await lastAudit()
    expect([row?.action, row?.subject, JSON.parse(row?.detail ?? '')]).toEqual([
      'sitting.reschedule',
      hall.id,
      { from: before['Sesi 1'], to: later, reason: 'Listrik padam' },
    ])
    await stateOf(hall.id, 'open')
    expect((await move(later + 1)).status).toBe(200)
    expect((await move(hall.app.clock.wall())).body).toEqual({ refused: 'start-in-past' })
    expect((await move(later, '  ')).body).toEqual({ refused: 'reason-needed' })
    expect((await committee.post('/api/sittings/none/start-time', { startsAt: later, reason: 'a' })).status).toBe(404)
    for (const state of ['running', 'closed']) {
      await stateOf(hall.id, state)
      expect((await move(later)).body).toEqual({ refused: 'wrong-state', detail: { state } })
    }
    expect((await starts())['Sesi 1']).toBe(later + 1)
  })
})
