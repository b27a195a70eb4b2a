import { beforeEach, describe, expect, it } from 'vitest'
import { brokenAudit } from '../audit/audit-store.ts'
import type { ProposalRow } from '../protocol/http.ts'
import { isRefusal, type Refusal, refuse } from '../protocol/refusals.ts'
import { must, type TestApp, testApp } from '../testing/test-app.ts'
import { Approvals } from './approvals.ts'

/** A world of one word, and a deed that changes it. */
let app: TestApp
let approvals: Approvals
let word: string
let told: string[]
/** What writing answers: a refusal, or a fault. */
let writing: Refusal | Error | null

const words = async () => {
  const { meta } = app.services.store.tables
  return (await app.services.store.read.select().from(meta)).filter((row) => row.name.startsWith('deed-'))
}
const trail = async () => {
  const { audit } = app.services.store.tables
  return (await app.services.store.read.select().from(audit)).filter((row) => row.action.startsWith('proposal.'))
}
const wanted = (subject = 'list', reason = 'sudah diperiksa') => ({
  ...{ kind: 'publish' as const, subject, body: { word: 'pertama' }, reason },
})

beforeEach(async () => {
  app = await testApp()
  approvals = new Approvals(app.services)
  word = 'pertama'
  told = []
  writing = null
  approvals.register('publish', {
    async prepare({ subject, body }) {
      if ((body as { word: string }).word !== word) return refuse('results-changed')
      return {
        title: { id: `Umumkan ${subject}`, en: `Publish ${subject}` },
        effect: [{ id: `Kata menjadi ${word}.`, en: `The word becomes ${word}.` }],
        async write(db, approvedBy) {
          const { meta } = app.services.store.tables
          await db.insert(meta).values({ name: `deed-${subject}`, value: approvedBy })
          if (writing instanceof Error) throw writing
          return writing
        },
        after: () => void told.push(subject),
      }
    },
  })
})

describe('one proposes, another approves', () => {
  it('[AP1] nobody approves a proposal of their own', async () => {
    const { id } = must(await approvals.propose('ani', wanted()))
    expect(await approvals.approve('ani', id)).toEqual({ refused: 'same-person' })
    expect(await words()).toEqual([])
    expect(must(await approvals.approve('budi', id))).toMatchObject({ state: 'approved', decidedBy: 'budi' })
    expect((await words()).map((row) => row.value)).toEqual(['budi'])
    expect(told).toEqual(['list'])
  })

  it('[AP2] it shows its effect in both languages and a digest of what it will do; looking proposes nothing', async () => {
    const looked = must(await approvals.preview('ani', wanted()))
    expect(await approvals.list()).toEqual([])
    const first = must(await approvals.propose('ani', wanted()))
    expect(first).toMatchObject({
      ...looked,
      ...{ title: { id: 'Umumkan list', en: 'Publish list' }, effect: [{ id: 'Kata menjadi pertama.' }] },
      ...{ state: 'open', proposedBy: 'ani', reason: 'sudah diperiksa', decidedBy: null },
    })
    expect(first.digest).toMatch(/^[0-9a-f]{64}$/)
    const second = must(await approvals.propose('ani', wanted('other')))
    expect(second.digest).not.toBe(first.digest)
  })

  it('[AP3] if the world has changed since, it is refused and nothing is written; it may be approved when it is back', async () => {
    const { id } = must(await approvals.propose('ani', wanted()))
    word = 'kedua'
    expect(await approvals.approve('budi', id)).toEqual({ refused: 'results-changed' })
    expect([await words(), told, (await approvals.find(id))?.state]).toEqual([[], [], 'open'])
    expect(await approvals.propose('ani', wanted('other'))).toEqual({ refused: 'results-changed' })
    word = 'pertama'
    expect(must(await approvals.approve('budi', id)).state).toBe('approved')
  })

  it('[AP4] a deed that refuses or fails while writing takes the decision and the audit row back with it', async () => {
    const { id } = must(await approvals.propose('ani', wanted()))
    const before = (await trail()).length
    writing = refuse('publication-moved')
    expect(await approvals.approve('budi', id)).toEqual({ refused: 'publication-moved' })
    writing = new Error('disk full')
    await expect(approvals.approve('budi', id)).rejects.toThrow('disk full')
    expect([await words(), told, (await trail()).length]).toEqual([[], [], before])
    expect((await approvals.find(id))?.state).toBe('open')
  })

  it('[AP4] it is decided once, whoever comes first, with one audit row in a whole chain', async () => {
    const { id } = must(await approvals.propose('ani', wanted()))
    const replies = await Promise.all([
      approvals.approve('budi', id),
      approvals.decline('cici', id, 'belum lengkap'),
      approvals.approve('dedi', id),
    ])
    const refused = replies.filter(isRefusal)
    expect(refused.map((reply) => reply.refused)).toEqual(['already-decided', 'already-decided'])
    const found = (await approvals.find(id)) as ProposalRow
    for (const reply of refused) expect(reply.detail).toEqual({ by: found.decidedBy })
    expect(await words()).toHaveLength(found.state === 'approved' ? 1 : 0)
    expect((await trail()).map((row) => row.action)).toEqual(['proposal.publish', `proposal.${found.state}`])
    expect(await approvals.approve('budi', id)).toMatchObject({ refused: 'already-decided' })
    expect(await brokenAudit(app.services)).toBeNull()
  })

  it('[AP5] one open proposal for one subject; who made it takes it back, another declines it, with a note', async () => {
    const first = must(await approvals.propose('ani', wanted()))
    expect(await approvals.propose('budi', wanted())).toEqual({ refused: 'already-proposed' })
    expect(must(await approvals.decline('ani', first.id, 'keliru'))).toMatchObject({ state: 'taken-back' })
    const second = must(await approvals.propose('budi', wanted()))
    expect(must(await approvals.decline('ani', second.id, 'belum lengkap'))).toMatchObject({
      ...{ state: 'declined', decidedBy: 'ani', note: 'belum lengkap' },
    })
    expect(await words()).toEqual([])
    must(await approvals.propose('ani', wanted()))
    expect((await approvals.list()).map((row) => row.state)).toEqual(['open', 'declined', 'taken-back'])
  })

  it('[AP5] two proposals for one subject at the same moment: one is kept', async () => {
    const replies = await Promise.all([approvals.propose('ani', wanted()), approvals.propose('budi', wanted())])
    expect(replies.filter(isRefusal)).toEqual([{ refused: 'already-proposed' }])
    expect(await approvals.list()).toHaveLength(1)
  })

  it('what only failed to be told afterwards is done all the same', async () => {
    approvals.register('withdraw', {
      prepare: async () => ({
        ...{ title: { id: 'Cabut', en: 'Withdraw' }, effect: [] },
        write: async () => {},
        after: () => {
          throw new Error('nobody listens')
        },
      }),
    })
    const { id } = must(await approvals.propose('ani', { ...wanted(), kind: 'withdraw' }))
    expect(must(await approvals.approve('budi', id)).state).toBe('approved')
    expect(app.faults.join()).toContain('nobody listens')
    app.faults.length = 0
  })
})

describe('over HTTP', () => {
  it('[AP5] a proposal that is not there, and one declined without a word', async () => {
    const staff = await app.staff('committee')
    expect((await staff.get('/api/proposals')).body).toEqual([])
    expect((await staff.post('/api/proposals/none/approval')).body).toMatchObject({ refused: 'not-found' })
    expect((await staff.post('/api/proposals/none/refusal', { note: 'salah' })).body).toMatchObject({
      ...{ refused: 'not-found' },
    })
    expect((await staff.post('/api/proposals/none/refusal', { note: '' })).status).toBe(400)
  })
})
