import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { bank } from '../../question-bank/build.ts'
import type { StatisticsView } from '../../server/protocol/item-statistics.ts'
import { type Hall, sitting } from '../../server/testing/sitting.ts'
import { must } from '../../server/testing/test-app.ts'
import type { Flags } from './command.ts'
import { statisticsCommands } from './statistics.ts'

const command = statisticsCommands['statistics']
const folder = mkdtempSync(join(tmpdir(), 'statistics-'))
let hall: Hall

beforeAll(async () => {
  hall = await sitting().withCandidates(1).withBank(bank().section('TIU', 2)).running()
  const station = await hall.seated(1)
  must(await station.answer(0, 0))
  must(await station.send({ n: 2, kind: 'finish' }))
  await hall.app.scorer.score(hall.attemptOf(1))
})
afterAll(() => rmSync(folder, { recursive: true }))

async function run(name: string, flags: Flags = {}, json = false): Promise<string> {
  const out: string[] = []
  const { services, delivery } = hall.app
  command?.check?.({ names: [name], flags })
  await command?.run({
    ...{ names: [name], flags, json, workplace: { services, delivery } },
    ...{ print: (text: string) => void out.push(text), note: () => {} },
  } as never)
  return out.join('\n')
}

it('[IS1] says what is wrong with the name, the file, or a sitting under way', async () => {
  await expect(run('Sesi 9')).rejects.toThrow('sesi "Sesi 9" tidak ada')
  await expect(run('Sesi 1', { out: 'butir.pdf' })).rejects.toThrow('.csv atau .xlsx')
  await expect(run('Sesi 1')).rejects.toThrow(/Sesi 1/)
})

it('[IS6] prints sections and items, as JSON what the screen has, and writes the sheets', async () => {
  must(await hall.command('close'))
  const text = await run('Sesi 1')
  expect(text).toMatch(/^Sesi 1: 1 peserta, 6 soal\n/)
  expect(text).toMatch(/^TIU +rata-rata .* alpha /m)
  expect(text).toMatch(/TIU-001 .* peserta terlalu sedikit$/m)
  const staff = await hall.app.staff('committee')
  const view = (await staff.get(`/api/statistics/${hall.id}`)).body as StatisticsView
  expect(JSON.parse(await run('Sesi 1', {}, true))).toEqual(JSON.parse(JSON.stringify(view)))
  for (const ending of ['csv', 'xlsx']) {
    const out = join(folder, `butir.${ending}`)
    await run('Sesi 1', { out })
    expect([ending, existsSync(out) && readFileSync(out).length > 100]).toEqual([ending, true])
  }
})
