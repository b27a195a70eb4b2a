import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import type { PublicationSummary } from '../../server/protocol/board.ts'
import type { ProposalRow } from '../../server/protocol/http.ts'
import { type Selection, selection } from '../../server/testing/selection.ts'
import { must } from '../../server/testing/test-app.ts'
import { type Flags, type RecordsCommand, Stop } from './command.ts'
import { publicationCommands } from './publications.ts'
import { standingCommands } from './standings.ts'

/** The announcements from the shell, on the records of a running server. */
let made: Selection
const folder = mkdtempSync(join(tmpdir(), 'seleksi-test-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

beforeAll(async () => {
  made = await selection([{ code: 'V-1' }, { code: 'V-2' }], {
    'P-01': { vacancyCode: 'V-1', skd: [110, 120, 190] },
    'P-02': { vacancyCode: 'V-1', skd: [100, 120, 190] },
    'P-03': { vacancyCode: 'V-2', skd: [100, 120, 190] },
  })
})

async function ask<Reply>(name: string, names: string[] = [], flags: Flags = {}): Promise<Reply> {
  const command = { ...publicationCommands, ...standingCommands }[name] as RecordsCommand
  command.check?.({ names, flags })
  let printed = ''
  const { services, delivery, scorer } = made.app
  await command.run({
    ...{ names, flags, json: true, note: () => {} },
    print: (text) => {
      printed += text
    },
    workplace: { services, delivery, scorer, close: async () => {} },
  })
  return JSON.parse(printed) as Reply
}

it.each<[string, string[], Flags, RegExp]>([
  ['result publish', [], {}, /kode formasi, atau --stage/],
  ['result publish', ['V-1'], { stage: 'integration' }, /salah satu saja/],
  ['result publish', [], { stage: 'skd' }, /tahap "skd" tidak dikenal; yang ada: skb-participants, integration, final/],
  ['result publish', ['V-9'], {}, /Formasi tidak ditemukan/],
  ['result publish', [], { stage: 'integration' }, /Belum ada pengumuman SKD/],
  ['publication withdraw', ['x'], {}, /--reason/],
  ['publication withdraw', ['x'], { reason: 'salah unggah' }, /Pengumuman tidak ditemukan/],
  ['approval approve', ['x'], {}, /Usulan tidak ditemukan/],
  ['approval decline', ['x'], { note: ' ' }, /--note/],
  ['standing set', ['P-01', 'apa'], { reason: 'berita acara' }, /status "apa" tidak dikenal/],
  ['standing set', ['P-01', 'APS'], {}, /--reason/],
  ['standing set', ['P-99', 'APS'], { reason: 'berita acara' }, /Peserta tidak ditemukan/],
])('%s refuses %s %s', async (name, names, flags, sentence) => {
  const failed = await ask(name, names, flags).catch((error: unknown) => error)
  expect(failed).toBeInstanceOf(Stop)
  expect((failed as Stop).message).toMatch(sentence)
})

it('[AP6] publishes, withdraws and publishes again alone, several vacancies at once or one joint stage', async () => {
  const both = await ask<PublicationSummary[]>('result publish', ['V-1', 'V-2'])
  expect(both.map((one) => one.vacancyCode).sort()).toEqual(['V-1', 'V-2'])
  const [first] = both
  expect(await ask('publication withdraw', [first?.id ?? ''], { reason: 'salah unggah' })).toMatchObject({
    ...{ id: first?.id, withdrawn: { reason: 'salah unggah' } },
  })
  expect(await ask<PublicationSummary>('result publish', [first?.vacancyCode ?? ''])).toMatchObject({ stage: 'skd' })
  expect(await ask<PublicationSummary[]>('publication list')).toHaveLength(3)
  expect(await ask('result publish', [], { stage: 'skb-participants' })).toMatchObject({ vacancies: 2, rows: 3 })
})

it('is one more person for what was proposed on the screen', async () => {
  const path = join(folder, 'nilai.csv')
  writeFileSync(path, 'nomor_peserta,tes,nilai,maksimum\nP-01,skb-cat,400,500\nP-02,skb-cat,300,500\n')
  await ask('score import', [path])
  expect((await made.staff[0].get('/api/outside-scores')).body).toHaveLength(2)
  const first = must((await made.propose('integration')).body) as ProposalRow
  expect(await ask('approval decline', [first.id], { note: 'tunggu APS' })).toMatchObject({ state: 'declined' })
  expect(await ask('standing set', ['P-01', 'APS'], { reason: 'surat 12' })).toMatchObject({ code: 'APS' })
  const second = must((await made.propose('integration')).body) as ProposalRow
  expect((await ask<ProposalRow[]>('approval list'))[0]).toMatchObject({ id: second.id, state: 'open' })
  expect(await ask('approval approve', [second.id])).toMatchObject({ state: 'approved', decidedBy: 'cli' })
  expect((await ask<PublicationSummary[]>('publication list')).map((one) => one.stage)).toContain('integration')
  expect(await ask<{ code: string }[]>('standing list')).toMatchObject([{ code: 'APS' }])
})
