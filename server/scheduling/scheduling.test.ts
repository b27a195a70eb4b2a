import { beforeAll, describe, expect, it } from 'vitest'
import { bank, blueprintOf } from '../../question-bank/build.ts'
import { isDuplicate } from '../db/store.ts'
import type { NewTest, TestRow, Unseated } from '../protocol/http.ts'
import type { SittingSummary } from '../protocol/proctor.ts'
import { type Hall, sitting } from '../testing/sitting.ts'
import type { Staff } from '../testing/test-app.ts'

let hall: Hall
let committee: Staff
let test: TestRow
beforeAll(async () => {
  hall = await sitting()
    .withCandidates(3)
    .withBank(bank().section('TWK', 4).section('TIU', 5).section('TKP', 3, { kind: 'weighted' }))
    .scheduled()
  committee = await hall.app.staff('committee')
  test = (await committee.get('/api/tests')).body[0]
})
const wanted = (counts: Record<string, number>, more: Partial<NewTest> = {}): NewTest => ({
  ...{ name: 'Ujian lain', bank: test.bank, ruleSet: 'skd-cpns-2024', showThreshold: false },
  blueprint: blueprintOf(counts),
  ...more,
})

describe('a test', () => {
  it('[SD1] is refused with what is missing, section by section', async () => {
    const reply = await committee.post('/api/tests', wanted({ TWK: 30, TIU: 5, TKP: 45 }))
    expect([reply.status, reply.body.refused]).toEqual([409, 'bank-too-small'])
    expect(reply.body.detail.problems).toMatch(/TWK.*30.*4.*TKP.*45.*3/s)
    expect(reply.body.detail.problems).not.toContain('TIU')
    const check = await committee.post('/api/tests/check', wanted({ TWK: 30, TIU: 5, TKP: 45 }))
    expect(check.body.problems.map((problem: { where: string }) => problem.where)).toHaveLength(2)
    expect((await committee.get('/api/tests')).body).toHaveLength(1)
  })

  it('[SD1] is refused when a section of the rule set is missing, or one is not in it', async () => {
    const problems = (await committee.post('/api/tests/check', wanted({ TWK: 1, TKP: 1, XYZ: 1 }))).body.problems
      .map((one: { en: string }) => one.en)
      .join('\n')
    expect(problems).toMatch(/TIU: the rule set SKD CPNS 2024 judges this section/)
    expect(problems).toMatch(/XYZ: this section is not in the rule set/)
  })

  it('a section that names no source draws from the bank’s section of its name alone', async () => {
    const problems = (await committee.post('/api/tests/check', wanted({ TWK: 5, TIU: 5, TKP: 3 }))).body.problems
    // Nine single items would be enough for ten, were TWK to take from TIU.
    expect(problems.map((one: { where: string }) => one.where)).toHaveLength(1)
    expect((await committee.post('/api/tests/check', wanted({ TWK: 4, TIU: 5, TKP: 3 }))).body.problems).toEqual([])
  })

  it('is refused for a bank or a rule set that is not there, and under a name that is taken', async () => {
    expect(
      (await committee.post('/api/tests', wanted({ TWK: 1, TIU: 1, TKP: 1 }, { bank: 'none' }))).body,
    ).toMatchObject({ refused: 'not-found' })
    expect(
      (await committee.post('/api/tests', wanted({ TWK: 1, TIU: 1, TKP: 1 }, { ruleSet: 'none' }))).body,
    ).toMatchObject({ refused: 'not-found' })
    expect(
      (await committee.post('/api/tests', wanted({ TWK: 1, TIU: 1, TKP: 1 }, { name: test.name }))).body,
    ).toMatchObject({ refused: 'name-taken' })
  })

  it('names its pool and blueprint with a digest: the same words, the same digest', async () => {
    const one = (await committee.post('/api/tests', wanted({ TWK: 1, TIU: 1, TKP: 1 }, { name: 'Satu' })))
      .body as TestRow
    const two = (await committee.post('/api/tests', wanted({ TWK: 1, TIU: 1, TKP: 1 }, { name: 'Dua' })))
      .body as TestRow
    const three = (await committee.post('/api/tests', wanted({ TWK: 2, TIU: 1, TKP: 1 }, { name: 'Tiga' })))
      .body as TestRow
    expect(one.digest).toMatch(/^[0-9a-f]{64}$/)
    expect([two.digest === one.digest, three.digest === one.digest]).toEqual([true, false])
  })
})

describe('a sitting', () => {
  const schedule = (name: string, session: string | null, more = {}) =>
    committee.post('/api/sittings', {
      name,
      test: test.id,
      startsAt: 5,
      venue: 'Balai',
      candidates: { session },
      ...more,
    })
  const add = async (n: number, session: string) => {
    const nik = `150802010190${String(n).padStart(4, '0')}`
    const text = `nomor_peserta,nama,nik,kode_formasi,sesi\nQ-${n},Orang ${n},${nik},V-1,${session}\n`
    const files = [{ name: 'a.csv', base64: Buffer.from(text).toString('base64') }]
    expect(
      (await committee.post('/api/imports/candidates', { files, partial: false, dryRun: false })).body.committed,
    ).toBe(true)
  }

  it('seats the session asked for, and all who are left when none is asked for', async () => {
    for (const [n, session] of [
      [101, 'Pagi'],
      [102, 'Pagi'],
      [103, 'Sore'],
      [104, ''],
    ] as const)
      await add(n, session)
    expect((await committee.get('/api/unseated')).body as Unseated).toEqual({
      sessions: [
        { session: '', candidates: 1 },
        { session: 'Pagi', candidates: 2 },
        { session: 'Sore', candidates: 1 },
      ],
      total: 4,
    })
    expect((await schedule('Sesi pagi', 'Pagi')).body as SittingSummary).toMatchObject({
      name: 'Sesi pagi',
      seats: 2,
      state: 'scheduled',
      minutes: 100,
    })
    expect((await schedule('Sesi lain', null)).body).toMatchObject({ seats: 2 })
    expect((await schedule('Sesi kosong', null)).body).toEqual({ refused: 'nobody-seated' })
    expect((await committee.get('/api/unseated')).body.total).toBe(0)
  })

  it('is refused under a name that is taken and for a test that is not there, and seats nobody then', async () => {
    await add(105, '')
    expect((await schedule('Sesi 1', null)).body).toEqual({ refused: 'name-taken', detail: { name: 'Sesi 1' } })
    expect((await schedule('Sesi lagi', null, { test: 'none' })).body).toMatchObject({ refused: 'not-found' })
    expect((await committee.get('/api/unseated')).body.total).toBe(1)
  })

  it('[SD2] the store itself gives no candidate a second seat, and no seat a second candidate', async () => {
    const { store } = hall.app.services
    const [seat] = await store.read.select().from(store.tables.seat)
    const insert = (change: object) =>
      store.transaction((db) =>
        db.insert(store.tables.seat).values({ ...(seat as NonNullable<typeof seat>), ...change }),
      )
    const taken = async (change: object) => {
      try {
        await insert(change)
        return 'stored'
      } catch (error) {
        return isDuplicate(error) ? 'duplicate' : 'another error'
      }
    }
    const [, other] = ((await committee.get('/api/sittings')).body as SittingSummary[]).map((one) => one.id)
    expect(await taken({ sittingId: other, room: 'Z', station: '1' })).toBe('duplicate')
    const free = ((await committee.get('/api/candidates?query=Q-105')).body.rows as { id: string }[])[0]?.id
    expect(await taken({ candidateId: free })).toBe('duplicate')
    expect(await taken({ candidateId: free, room: 'Z', station: '1' })).toBe('stored')
  })
})
