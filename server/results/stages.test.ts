import { describe, expect, it, vi } from 'vitest'
import { skbCat2024 } from '../../scoring/rule-sets/skb-cat-2024.ts'
import {
  listsOf,
  type PublicationDocument,
  type PublicationOfMany,
  type PublicationSummary,
} from '../protocol/board.ts'
import type { ProposalRow, RankingView } from '../protocol/http.ts'
import type { StageRow, StandingRow } from '../protocol/results.ts'
import { type Applicant, type Selection, selection } from '../testing/selection.ts'
import { sitting } from '../testing/sitting.ts'
import { must } from '../testing/test-app.ts'
import { publishDirectly, withdrawDirectly } from './publication-commands.ts'

const V = { vacancyCode: 'V-1' }
/** SKD of TWK, TIU and TKP; all meet the threshold of umum. */
const high = (more = 0): number[] => [100 + more, 120, 190]

const publications = async (made: Selection) =>
  (await made.staff[0].get('/api/publications')).body as PublicationSummary[]
const documentOf = async <Of extends PublicationDocument>(made: Selection, id: string) =>
  (await made.staff[0].get(`/api/publications/${id}`)).body as Of
const newest = async (made: Selection) => documentOf<PublicationOfMany>(made, (await publications(made))[0]?.id ?? '')
const standing = async (made: Selection, number: string, code: string, nipIssued = false) =>
  await made.staff[0].post(`/api/candidates/${await made.candidate(number)}/standing`, {
    ...{ code, nipIssued, reason: 'berita acara 7' },
  })
const upload = (made: Selection, csv: string, choice: { partial?: boolean; dryRun?: boolean } = {}) =>
  made.staff[0].post('/api/outside-scores/import', {
    files: [{ name: 'nilai.csv', base64: Buffer.from(csv).toString('base64') }],
    ...{ partial: false, dryRun: false, ...choice },
  })
const figures = (document: PublicationDocument) =>
  listsOf(document).map(({ vacancy, rows }) => [
    vacancy.code,
    rows.map((row) => [row.number, row.place, row.code, row.seat ?? null, row.final?.final ?? null]),
  ])

/** One vacancy with its SKD published: three go on, one does not, one did not come. */
async function announced(more: Record<string, Applicant & { vacancyCode: string }> = {}): Promise<Selection> {
  const made = await selection([{ code: 'V-1', need: 1 }], {
    'P-01': { ...V, skd: high(30) },
    'P-02': { ...V, skd: high(20) },
    'P-03': { ...V, skd: high(10) },
    'P-04': { ...V, skd: high(0) },
    'P-05': { ...V, skd: null },
    ...more,
  })
  await made.publish('skd', 'V-1')
  return made
}

describe('what a second person approves', () => {
  it('[RS4] [RS10] is what was previewed: a standing set in between stops it, and nothing is written', async () => {
    const made = await selection([{ code: 'V-1' }], { 'P-01': { ...V, skd: high(10) }, 'P-02': { ...V, skd: high(0) } })
    const proposal = must((await made.propose('skd', 'V-1')).body as ProposalRow)
    must((await standing(made, 'P-01', 'DIS')).body)
    expect((await made.approve(proposal)).body).toEqual({ refused: 'results-changed' })
    expect(await publications(made)).toEqual([])
    expect(((await made.staff[0].get('/api/proposals')).body as ProposalRow[])[0]?.state).toBe('open')
  })

  it('[RS10] two proposals for one list: the second replaces nothing that it was not made for', async () => {
    const made = await selection([{ code: 'V-1' }, { code: 'V-2' }], {
      'P-01': { ...V, skd: high(10) },
      'P-02': { vacancyCode: 'V-2', skd: high(0) },
    })
    const both = must((await made.propose('skd', 'V-1', 'V-2')).body as ProposalRow)
    const one = must((await made.propose('skd', 'V-2')).body as ProposalRow)
    expect(both.title.id).toContain('2 formasi')
    const replies = await Promise.all([made.approve(one), made.approve(both)])
    const refused = replies.filter((reply) => reply.status !== 200).map((reply) => reply.body.refused)
    expect(refused).toHaveLength(1)
    expect(['publication-moved', 'results-changed']).toContain(refused[0])
    // Whichever came first, the lists of one approval stand or fall together.
    expect([1, 2]).toContain((await publications(made)).length)
    expect((await publications(made)).filter((each) => each.vacancyCode === 'V-2')).toHaveLength(1)
  })

  it('one list has one open proposal', async () => {
    const made = await selection([{ code: 'V-1' }], { 'P-01': { ...V, skd: high() } })
    must((await made.propose('skd', 'V-1')).body)
    expect((await made.propose('skd', 'V-1')).body).toEqual({ refused: 'already-proposed' })
  })
})

describe('what blocks an SKD', () => {
  it('[RS17] a candidate without a seat, who is not taken for absent', async () => {
    const made = await selection([{ code: 'V-1' }], { 'P-01': { ...V, skd: high() }, 'P-02': V })
    const view = (await made.staff[0].get(`/api/vacancies/${await made.vacancy('V-1')}/ranking`)).body as RankingView
    expect([view.unseated, view.rows.map((row) => row.number)]).toEqual([1, ['P-01']])
    const preview = await made.preview('skd', 'V-1')
    expect(preview.blockedBy.map(({ id }) => id).join()).toContain('belum mendapat tempat')
    expect((await made.propose('skd', 'V-1')).body).toMatchObject({
      refused: 'candidates-unseated',
      detail: { count: '1', vacancy: 'V-1' },
    })
  })

  it('[RS12] [RS17] a finished attempt that has no score, who is not taken for absent', async () => {
    const made = await selection([{ code: 'V-1' }], { 'P-01': { ...V, skd: high() }, 'P-02': { ...V, skd: null } })
    const { store } = made.app.services
    const { attemptState, attemptProgress } = store.tables
    const [there] = await store.read.select().from(attemptState)
    if (!there) throw new Error('nobody sat')
    const candidateId = await made.candidate('P-02')
    await store.transaction(async (db) => {
      await db.insert(attemptState).values({ ...there, id: 'unscored', candidateId })
      await db.insert(attemptProgress).values({ attemptId: 'unscored', answered: 1, flagged: 0, lastSeq: 1 })
    })
    const preview = await made.preview('skd', 'V-1')
    expect(preview.reconciliation.holds).toBe(false)
    expect(preview.reconciliation.sentences.length).toBeGreaterThan(0)
    expect((await made.propose('skd', 'V-1')).body).toMatchObject({ refused: 'scores-missing', detail: { count: '1' } })
  })

  it.each([
    ['need-type-unknown', { needType: 'nelayan' }],
    ['threshold-not-asked', { thresholds: { teknis: 200 } }],
  ])('%s: data that the rules cannot judge is a sentence, not a fault', async (refused, vacancy) => {
    const made = await selection([{ code: 'V-1', ...vacancy }], { 'P-01': { ...V, skd: high() } })
    expect((await made.propose('skd', 'V-1')).body).toMatchObject({ refused, detail: { vacancy: 'V-1' } })
    expect((await made.staff[0].get(`/api/vacancies/${await made.vacancy('V-1')}/ranking`)).body).toMatchObject({
      refused,
    })
    expect((await made.staff[0].get('/api/stages')).status).toBe(200)
    expect(made.app.faults).toEqual([])
  })

  it('PPPK: a stated threshold is used and asked for; an unknown priority group is a sentence', async () => {
    const pppk = (thresholds: Record<string, number>) =>
      selection(
        [{ code: 'V-1', thresholds }],
        { 'P-01': { ...V, skd: [200, 70, 60, 30] }, 'P-02': { ...V, skd: [150, 70, 60, 30] } },
        { ruleSet: 'pppk-2023' },
      )
    const without = await pppk({})
    expect((await without.propose('skd', 'V-1')).body).toMatchObject({ refused: 'threshold-not-stated' })
    const made = await pppk({ teknis: 180 })
    expect((await made.preview('skd', 'V-1')).document).toMatchObject({
      rows: [
        { number: 'P-01', code: 'P/L' },
        { number: 'P-02', code: 'TL' },
      ],
    })
    const group = await selection(
      [{ code: 'V-1' }],
      { 'P-01': { ...V, skd: [200, 70, 60, 30], priorityGroup: 'R9' } },
      { ruleSet: 'pppk-2024' },
    )
    expect((await group.propose('skd', 'V-1')).body).toMatchObject({ refused: 'group-unknown', detail: { what: 'R9' } })
  })

  it('[RS13] PPPK: equal at the last place until two people have given an order; then the list says so', async () => {
    const equal = { ...V, skd: [200, 70, 60, 30], birthDate: '1990-01-01' }
    const made = await selection([{ code: 'V-1' }], { 'P-01': equal, 'P-02': equal }, { ruleSet: 'pppk-2024' })
    const { undecided } = await made.preview('skd', 'V-1')
    expect(undecided).toMatchObject([{ candidates: [{ number: 'P-01' }, { number: 'P-02' }] }])
    expect((await made.propose('skd', 'V-1')).body).toMatchObject({ refused: 'tie-undecided' })
    await decide(made, 'skd', 'V-1', 'P-02', 'P-01')
    await made.publish('skd', 'V-1')
    const document = await newest(made)
    expect(figures(document)).toEqual([
      [
        'V-1',
        [
          ['P-02', 1, 'P/L', null, null],
          ['P-01', 2, 'P', null, null],
        ],
      ],
    ])
    expect(JSON.stringify(document)).not.toContain('1990')
    expect(listsOf(document)[0]?.rows[0]?.reason.id).toContain('panitia yang memutuskan')
  })
})

async function decide(made: Selection, stage: string, code: string, ...numbers: string[]): Promise<void> {
  const order = await Promise.all(numbers.map((number) => made.candidate(number)))
  const wanted = { stage, vacancy: await made.vacancy(code), order, reason: 'hasil rapat panitia' }
  const proposal = must((await made.staff[0].post('/api/ties', wanted)).body as ProposalRow)
  expect((await made.staff[0].post(`/api/proposals/${proposal.id}/approval`)).body).toEqual({ refused: 'same-person' })
  must((await made.approve(proposal)).body)
}

describe('standings', () => {
  it('[RS8] the newest entry counts, each with who and why; none is the way back', async () => {
    const made = await selection([{ code: 'V-1' }], { 'P-01': { ...V, skd: high(10) }, 'P-02': { ...V, skd: high() } })
    const codes = async () => listsOf((await made.preview('skd', 'V-1')).document)[0]?.rows.map((row) => row.code)
    expect(await codes()).toEqual(['P/L', 'P/L'])
    expect(must((await standing(made, 'P-01', 'DIS')).body)).toMatchObject({
      ...{ number: 'P-01', vacancyCode: 'V-1', code: 'DIS', actor: made.staff[0].username, reason: 'berita acara 7' },
    })
    expect(await codes()).toEqual(['P/L', 'DIS'])
    expect((await standing(made, 'P-01', 'DIS')).body).toEqual({ refused: 'standing-unchanged' })
    must((await standing(made, 'P-01', 'none')).body)
    expect(await codes()).toEqual(['P/L', 'P/L'])
    const rows = (await made.staff[0].get('/api/standings')).body as StandingRow[]
    expect(rows.map((row) => row.code).sort()).toEqual(['DIS', 'none'])
    const trail = (await made.staff[0].get('/api/audit')).body.rows as { action: string }[]
    expect(trail.filter((row) => row.action === 'standing.set')).toHaveLength(2)
  })

  it.each([
    ['an unknown code', { code: 'APA', nipIssued: false, reason: 'berita acara' }, 400],
    ['no reason', { code: 'APS', nipIssued: false, reason: '' }, 400],
    ['a NIP without a code', { code: 'none', nipIssued: true, reason: 'berita acara' }, 400],
  ])('refuses %s', async (_, body, status) => {
    const made = await selection([{ code: 'V-1' }], { 'P-01': V })
    const reply = await made.staff[0].post(`/api/candidates/${await made.candidate('P-01')}/standing`, body)
    expect([reply.status, reply.body.refused]).toEqual([status, 'bad-request'])
    expect(
      (await made.staff[0].post('/api/candidates/none/standing', { ...body, code: 'APS', reason: 'apa saja' })).status,
    ).toBe(404)
  })
})

describe('withdrawing', () => {
  it('[RS11] leaves the publication readable with its trace; nothing is in force until a new one', async () => {
    const made = await announced()
    const [first] = (await publications(made)) as [PublicationSummary]
    expect((await made.staff[0].post(`/api/publications/${first.id}/withdrawal`, { reason: '' })).status).toBe(400)
    expect((await made.staff[0].post('/api/publications/none/withdrawal', { reason: 'salah formasi' })).status).toBe(
      404,
    )
    const wanted = { reason: 'salah formasi' }
    const proposal = must((await made.staff[0].post(`/api/publications/${first.id}/withdrawal`, wanted)).body)
    expect(proposal).toMatchObject({ kind: 'withdraw', state: 'open' })
    must((await made.approve(proposal)).body)
    expect(await publications(made)).toMatchObject([{ id: first.id, withdrawn: { reason: 'salah formasi' } }])
    expect((await documentOf(made, first.id)).digest).toBe(first.digest)
    expect((await made.staff[0].post(`/api/publications/${first.id}/withdrawal`, wanted)).body).toEqual({
      refused: 'already-withdrawn',
    })
    // It lets nobody go on any more.
    expect((await made.preview('skb-participants')).blockedBy).toHaveLength(1)
    expect((await made.staff[0].get('/api/vacancies')).body).toMatchObject([{ publication: null }])
    await made.publish('skd', 'V-1')
    const [second] = (await publications(made)) as [PublicationSummary]
    expect((await documentOf(made, second.id)).replaces).toBe(first.id)
    expect((await made.preview('skb-participants')).blockedBy).toEqual([])
  })
})

describe('the SKB', () => {
  it('[RS18] participants are those whom the SKD let go on, with their place where they have one', async () => {
    const made = await announced()
    const before = await made.preview('skb-participants')
    expect(before.notes).toHaveLength(1)
    await made.sit('SKB', skbCat2024, new Map(), true)
    await made.publish('skb-participants')
    const document = await newest(made)
    expect(document.lists[0]?.rows.map((row) => [row.number, row.code, row.sitting?.name, row.sitting?.venue])).toEqual(
      ['P-01', 'P-02', 'P-03'].map((number) => [number, 'P/L', 'SKB', 'Balai']),
    )
    expect(JSON.stringify(document)).not.toMatch(/1508|birth|gpa/i)
    const stages = (await made.staff[0].get('/api/stages')).body as StageRow[]
    expect(stages.map(({ stage, current, changed }) => [stage, current !== null, changed])).toEqual([
      ['skd', false, false],
      ['skb-participants', true, false],
      ['integration', false, true],
      ['final', false, true],
    ])
    expect(stages[0]?.vacancies).toEqual({ total: 1, inForce: 1, changed: 0 })
  })

  it('[RS15] the integration waits for the SKB, then takes our own scores; who did not come is P/TH and counted', async () => {
    const made = await announced()
    const scores = new Map([
      ['P-01', [300]],
      ['P-02', [400]],
    ])
    const sitting = await made.sit('SKB', skbCat2024, scores, true)
    expect((await made.propose('integration')).body).toMatchObject({
      refused: 'sitting-running',
      detail: { name: 'SKB' },
    })
    await made.move(sitting, 'close')
    const preview = await made.preview('integration')
    expect(preview.blockedBy).toEqual([])
    expect(preview.notes.map(({ id }) => id).join()).toContain('1 peserta tanpa nilai SKB CAT')
    await made.publish('integration')
    const document = await newest(made)
    // P-01: 440/550 × 40 + 300/500 × 60; P-02: 430/550 × 40 + 400/500 × 60.
    expect(figures(document)).toEqual([
      [
        'V-1',
        [
          ['P-02', 1, 'P/L', null, '79.273'],
          ['P-01', 2, 'P/TL', null, '68.000'],
          ['P-03', null, 'P/TH', null, null],
        ],
      ],
    ])
    expect(document.counts).toEqual({
      ...{ total: 3, present: 2, absent: 1 },
      byCode: { 'P/L': 1, 'P/TL': 1, 'P/TH': 1 },
    })
    expect(document.lists[0]?.rows[0]).toMatchObject({
      points: [120, 120, 190],
      total: 430,
      final: { skd100: '78.182', skdPart: '31.273', skb100: '80.000', skbPart: '48.000' },
    })
    expect((await made.propose('integration')).body).toEqual({ refused: 'same-as-published' })
  })

  it('[RS14] [RS15] I4: an SKB held elsewhere with an extra test, by exact decimals', async () => {
    const extras = { skbPlan: { extras: [{ kind: 'praktik kerja', weight: 40 }] } }
    const made = await selection([{ code: 'V-1', ...extras }], { 'P-01': { ...V, skd: [85, 120, 190] } })
    await made.publish('skd', 'V-1')
    const head = 'nomor_peserta,tes,nilai,maksimum\n'
    must((await upload(made, `${head}P-01,SKB CAT,400,500\nP-01,Praktik Kerja,"45,0",50\n`)).body)
    expect(figures((await made.preview('integration')).document)).toEqual([
      ['V-1', [['P-01', 1, 'P/L', null, '79.127']]],
    ])
    expect((await made.staff[0].get('/api/outside-scores')).body).toMatchObject([
      { number: 'P-01', test: 'praktik kerja', points: '45.0', most: '50', source: 'nilai.csv' },
      { number: 'P-01', test: 'skb-cat', points: '400', most: '500' },
    ])
    const again = await upload(made, `${head}P-01,skb-cat,350.5,500\n`)
    expect(again.body.files[0].warnings[0].reason).toContain('diganti')
    expect((await made.preview('integration')).document).toMatchObject({
      lists: [{ rows: [{ final: { skb100: '78.060' } }] }],
    })
    expect((await made.staff[0].get('/api/outside-scores')).body).toHaveLength(2)
  })

  it('[RS14] a sheet with a fault stores nothing, and says where and what to do', async () => {
    const made = await announced()
    const csv = [
      'nomor_peserta,tes,nilai,maksimum',
      'P-01,skb-cat,400,500',
      'P-99,skb-cat,400,500',
      'P-02,wawancara,80,100',
      'P-02,skb-cat,-1,500',
      'P-02,cat,501,500',
      'P-01,SKB-CAT,1,500',
      'P-03,skb-cat,1,0',
    ].join('\n')
    const { files, committed } = (await upload(made, csv)).body
    expect(committed).toBe(false)
    expect(files[0].refused.map(({ where }: { where: string }) => where)).toEqual(
      [3, 4, 5, 6, 7, 8].map((line) => `baris ${line}`),
    )
    expect((await made.staff[0].get('/api/outside-scores')).body).toEqual([])
    expect((await upload(made, csv, { partial: true })).body.committed).toBe(true)
    expect((await made.staff[0].get('/api/outside-scores')).body).toMatchObject([{ number: 'P-01', points: '400' }])
    expect((await upload(made, 'nomor,nilai\n')).body.files[0].refused[0].reason).toContain('"tes"')
  })

  it('[RS15] is blocked by an SKD that changed since, by a vacancy without one, and by a plan against the rules', async () => {
    const made = await selection(
      [{ code: 'V-1', skbPlan: { extras: [{ kind: 'wawancara', weight: 20 }] } }, { code: 'V-2' }, { code: 'V-3' }],
      {
        ...{ 'P-01': { ...V, skd: high(10) }, 'P-02': { ...V, skd: high() } },
        ...{ 'P-03': { vacancyCode: 'V-2', skd: high() }, 'P-04': { vacancyCode: 'V-3' } },
      },
    )
    expect((await made.propose('integration')).body).toEqual({ refused: 'no-skd-published' })
    await made.publish('skd', 'V-1')
    const sentences = async () => (await made.preview('integration')).blockedBy.map(({ id }) => id).join('\n')
    expect(await sentences()).toMatch(/Formasi V-2 belum mempunyai[\s\S]*tidak boleh berupa wawancara/)
    await made.publish('skd', 'V-2')
    expect(await sentences()).not.toContain('V-2')
    // Nobody of V-3 has a seat: it may not belong to this selection at all, so it is said and stops nothing.
    expect(await sentences()).not.toContain('V-3')
    expect((await made.preview('integration')).notes.map(({ id }) => id).join()).toContain('V-3')
    const { vacancy } = made.app.services.store.tables
    await made.app.services.store.transaction(async (db) => db.update(vacancy).set({ need: 2 }))
    expect(await sentences()).toContain('Peringkat SKD formasi V-1')
  })

  it('[RS9] who is disqualified after the SKD drops out of the integration; a lifted one asks for a new SKD', async () => {
    const made = await announced({ 'P-06': { ...V, skd: high(40) } })
    made.app.clock.pass(1000)
    must((await standing(made, 'P-06', 'DIS')).body)
    const preview = await made.preview('integration')
    expect(preview.blockedBy.map(({ id }) => id).join()).not.toContain('Peringkat SKD')
    expect(listsOf(preview.document)[0]?.rows.find((row) => row.number === 'P-06')).toMatchObject({
      ...{ code: 'DIS', place: null },
    })
    // The next SKD would read otherwise, and the stages say so.
    expect(((await made.staff[0].get('/api/stages')).body as StageRow[])[0]).toMatchObject({ changed: true })
    await made.publish('skd', 'V-1')
    made.app.clock.pass(1000)
    must((await standing(made, 'P-06', 'none')).body)
    expect((await made.preview('integration')).blockedBy.map(({ id }) => id).join()).toContain('Peringkat SKD')
  })
})

/** F1 of the domain rules: two vacancies that nobody applied for are filled from the first. */
async function transfer(): Promise<Selection> {
  const made = await selection(
    [
      { code: 'U1-umum', unit: 'U1' },
      { code: 'U1-disabilitas', unit: 'U1', needType: 'disabilitas' },
      { code: 'U2-umum', unit: 'U2' },
    ],
    Object.fromEntries(
      ['a', 'b', 'c'].map((letter, at) => [`P-0${letter}`, { vacancyCode: 'U1-umum', skd: high(20 - 10 * at) }]),
    ),
  )
  await made.publish('skd', 'U1-umum')
  const csv = 'nomor_peserta,tes,nilai,maksimum\nP-0a,skb-cat,400,500\nP-0b,skb-cat,390,500\nP-0c,skb-cat,380,500\n'
  must((await upload(made, csv)).body)
  await made.publish('integration')
  return made
}

describe('places', () => {
  it('F1: empty places are filled in the decreed order, and the public sees from where to where', async () => {
    const document = await newest(await transfer())
    expect(figures(document)).toEqual([
      ['U1-disabilitas', []],
      [
        'U1-umum',
        [
          ['P-0a', 1, 'P/L', null, '79.273'],
          ['P-0b', 2, 'P/L-1', 'U1-disabilitas', '77.345'],
          ['P-0c', 3, 'P/L-2', 'U2-umum', '75.418'],
        ],
      ],
      ['U2-umum', []],
    ])
  })

  it('[RS16] W1: after objections a vacated place goes to the next of the same vacancy, unless the NIP was issued', async () => {
    const made = await announced()
    const csv = 'nomor_peserta,tes,nilai,maksimum\nP-01,skb-cat,400,500\nP-02,skb-cat,390,500\nP-03,skb-cat,380,500\n'
    must((await upload(made, csv)).body)
    expect((await made.propose('final')).body).toEqual({ refused: 'no-integration-published' })
    await made.publish('integration')
    const [integration] = (await publications(made)) as [PublicationSummary]
    expect((await made.propose('final')).body).toEqual({ refused: 'objection-window-missing' })
    const { store, clock } = made.app.services
    const dayOf = (at: number) => new Date(at + 7 * 3_600_000).toISOString().slice(0, 10)
    const { objectionWindow, objection, objectionDecision } = store.tables
    const closesOn = dayOf(clock.wall() + 2 * 86_400_000)
    await store.transaction((db) =>
      db.insert(objectionWindow).values({
        ...{ publicationId: integration.id, opensOn: dayOf(clock.wall()), closesOn, answerBy: '2099-01-01' },
        ...{ createdAt: 0, createdBy: 'test' },
      }),
    )
    expect((await made.propose('final')).body).toEqual({
      ...{ refused: 'objection-window-open', detail: { day: closesOn } },
    })
    const lastMoment = Date.parse(`${closesOn}T23:59:59.999+07:00`)
    made.app.clock.pass(lastMoment - clock.wall())
    await made.signInAnew()
    expect((await made.propose('final')).body).toMatchObject({ refused: 'objection-window-open' })
    made.app.clock.pass(1)
    await store.transaction(async (db) =>
      db.insert(objection).values({
        ...{ id: 'o1', publicationId: integration.id, candidateId: await made.candidate('P-02'), stage: 'integration' },
        ...{ number: 1, body: 'teks', via: 'public', filedAt: 0, filedBy: 'P-02', receipt: 'r' },
      }),
    )
    expect((await made.propose('final')).body).toMatchObject({
      refused: 'objections-undecided',
      detail: { count: '1' },
    })
    await store.transaction((db) =>
      db.insert(objectionDecision).values({
        ...{ objectionId: 'o1', verdict: 'rejected', template: 't', answer: 'a', remedy: '{}', at: 0 },
        ...{ proposedBy: 'x', approvedBy: 'y' },
      }),
    )
    must((await standing(made, 'P-01', 'APS')).body)
    expect(figures((await made.preview('final')).document)).toEqual([
      [
        'V-1',
        [
          ['P-02', 1, 'P/L', null, '78.073'],
          ['P-03', 2, 'P/TL', null, '76.145'],
          ['P-01', null, 'APS', null, '80.000'],
        ],
      ],
    ])
    must((await standing(made, 'P-01', 'APS', true)).body)
    const kept = await made.preview('final')
    expect(listsOf(kept.document)[0]?.rows.map((row) => [row.number, row.code])).toEqual([
      ['P-02', 'P/TL'],
      ['P-03', 'P/TL'],
      ['P-01', 'APS'],
    ])
    expect(kept.changes).toEqual([])
    await made.publish('final')
    expect(await newest(made)).toMatchObject({ stage: 'final', replaces: null })
  })

  it('[RS13] T1: equal on everything waits for two people; only exactly that group can be ordered', async () => {
    const equal = { ...V, skd: high(), gpa: '3.50', birthDate: '1995-02-01' }
    const made = await selection([{ code: 'V-1' }], { 'P-01': equal, 'P-02': equal, 'P-03': { ...V, skd: high(10) } })
    await made.publish('skd', 'V-1')
    const csv = 'nomor_peserta,tes,nilai,maksimum\nP-01,skb-cat,400,500\nP-02,skb-cat,400,500\nP-03,skb-cat,100,500\n'
    must((await upload(made, csv)).body)
    const { undecided } = await made.preview('integration')
    expect(undecided).toMatchObject([
      { vacancy: { code: 'V-1' }, candidates: [{ number: 'P-01' }, { number: 'P-02' }] },
    ])
    expect((await made.propose('integration')).body).toMatchObject({ refused: 'tie-undecided', detail: { count: '2' } })
    const order = [await made.candidate('P-02'), await made.candidate('P-03')]
    const wrong = { stage: 'integration', vacancy: await made.vacancy('V-1'), order, reason: 'rapat' }
    expect((await made.staff[0].post('/api/ties', wrong)).body).toEqual({ refused: 'no-such-tie' })
    await decide(made, 'integration', 'V-1', 'P-01', 'P-02')
    await decide(made, 'integration', 'V-1', 'P-02', 'P-01')
    await made.publish('integration')
    const document = await newest(made)
    expect(figures(document)).toMatchObject([
      [
        'V-1',
        [
          ['P-02', 1, 'P/L', null, '77.818'],
          ['P-01', 2, 'P/TL', null, '77.818'],
          ['P-03', 3, 'P/TL', null, '42.545'],
        ],
      ],
    ])
    expect(JSON.stringify(document)).not.toMatch(/1995|3\.50|3,50/)
  })
})

it('[RS1] a score that could not be stored is tried again', async () => {
  const hall = await sitting().running()
  const station = await hall.seated(1)
  const { scorer, services } = hall.app
  const score = scorer.score.bind(scorer)
  let tries = 0
  scorer.score = (attempt) => {
    tries += 1
    if (tries < 3) return Promise.reject(new Error('disk full'))
    return score(attempt)
  }
  must(await station.finish())
  await vi.waitFor(
    async () => expect(await services.store.read.select().from(services.store.tables.score)).toHaveLength(1),
    20_000,
  )
  expect(tries).toBeGreaterThanOrEqual(3)
})

describe('from the shell', () => {
  it('[AP6] publishes alone: no second person is named, and the audit row says who', async () => {
    const made = await selection([{ code: 'V-1' }], { 'P-01': { ...V, skd: high() } })
    const { services } = made.app
    const [published] = must(await publishDirectly(services, 'cli', 'skd', [await made.vacancy('V-1')]))
    const { publication, audit } = services.store.tables
    expect(await services.store.read.select().from(publication)).toMatchObject([
      { id: published?.id, publishedBy: 'cli', approvedBy: null },
    ])
    const trail = await services.store.read.select().from(audit)
    const row = trail.find(({ action }) => action === 'publication.publish')
    expect([row?.actor, JSON.parse(row?.detail ?? '{}').approvedBy]).toEqual(['cli', null])
    expect(await publishDirectly(services, 'cli', 'skd', [await made.vacancy('V-1')])).toEqual({
      ...{ refused: 'same-as-published' },
    })
    expect(must(await withdrawDirectly(services, 'cli', published?.id ?? '', 'salah unggah'))).toMatchObject({
      ...{ withdrawn: { reason: 'salah unggah' } },
    })
    expect(await withdrawDirectly(services, 'cli', published?.id ?? '', 'lagi')).toEqual({
      refused: 'already-withdrawn',
    })
  })
})
