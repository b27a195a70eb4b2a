import { beforeAll, describe, expect, it } from 'vitest'
import { bank } from '../../question-bank/build.ts'
import type { RescorePreview } from '../../server/protocol/rescoring.ts'
import { sitting } from '../../server/testing/sitting.ts'
import { must } from '../../server/testing/test-app.ts'
import type { Flags } from './command.ts'
import { rescoreCommands } from './rescore.ts'
import type { Workplace } from './workplace.ts'

const command = rescoreCommands['rescore preview']
let workplace: Workplace
let records: () => Promise<unknown>

beforeAll(async () => {
  const hall = await sitting().withCandidates(1).withBank(bank().section('TIU', 2)).running()
  const station = await hall.seated(1)
  must(await station.answer(0, 0))
  must(await station.send({ n: 2, kind: 'finish' }))
  must(await hall.command('close'))
  const { services, delivery, scorer } = hall.app
  await scorer.score(hall.attemptOf(1))
  workplace = { services, delivery, scorer } as unknown as Workplace
  const { scoreRun, score, itemKey, audit } = services.store.tables
  records = async () =>
    await Promise.all(
      [scoreRun, score, itemKey, audit].map((table) => services.store.read.select().from(table as never)),
    )
})

async function run(flags: Flags, json = false): Promise<string> {
  const out: string[] = []
  command?.check?.({ names: [], flags })
  await command?.run({
    names: [],
    flags,
    json,
    workplace,
    print: (text: string) => void out.push(text),
    note: () => {},
  } as never)
  return out.join('\n')
}

describe('rescore preview', () => {
  it('[RW3] says in sentences what another key would change, and writes nothing', async () => {
    const before = await records()
    expect(await run({ item: 'TIU-001', given: true })).toMatch(
      /^1 peserta mendapat soal ini; nilai [01] orang berubah: [01] naik, 0 turun\./,
    )
    const preview = JSON.parse(await run({ item: 'TIU-001', void: true, bank: 'Uji' }, true)) as RescorePreview
    expect(preview.items).toMatchObject([{ source: 'TIU-001', version: 2, after: { kind: 'void' }, had: 1 }])
    expect(preview.previewDigest).toMatch(/^[0-9a-f]{64}$/)
    expect(await records()).toEqual(before)
  })

  it('reads one key, several, and weights', async () => {
    const newKey = async (flags: Flags) => (JSON.parse(await run(flags, true)) as RescorePreview).items[0]?.after
    expect(await newKey({ item: 'TIU-001', key: 'B, C' })).toEqual({ kind: 'single', correct: ['B', 'C'] })
    expect(await newKey({ item: 'TKP-001', weights: 'A:5,B:4, C=3,D:2,E:1' })).toEqual({
      kind: 'weighted',
      weights: { A: 5, B: 4, C: 3, D: 2, E: 1 },
    })
  })

  it.each([
    [{}, 'sebut soalnya'],
    [{ item: 'TIU-001' }, 'tepat satu kunci baru'],
    [{ item: 'TIU-001', key: 'A', given: true }, 'tepat satu kunci baru'],
    [{ item: 'TIU-001', key: ' , ' }, '--key kosong'],
    [{ item: 'TKP-001', weights: 'A5' }, '"A5" bukan pilihan dan bobot'],
    [{ item: 'TKP-001', weights: 'A:1,A:2' }, 'pilihan A disebut dua kali'],
    [{ item: 'TIU-009', given: true }, 'soal "TIU-009" tidak ada'],
    [{ item: 'TIU-001', given: true, bank: 'Lain' }, 'tidak ada di bank "Lain"'],
    [{ item: 'TIU-001', key: 'F' }, 'tidak mempunyai pilihan F'],
    [{ item: 'TKP-001', weights: 'A:1' }, 'Bobot pilihan B soal TKP-001 harus bilangan bulat 1 sampai 5'],
  ] as [Flags, string][])('%j is refused with one line that says why', async (flags, why) => {
    await expect(run(flags)).rejects.toThrow(why)
  })
})
