import { existsSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { RULE_SETS } from '../../scoring/rule-sets/index.ts'
import { refused, seleksi, temporaryFolder } from '../browser/hall.ts'
import { Stop } from './command.ts'
import { ruleCommands } from './rules.ts'

const folder = temporaryFolder()
afterAll(() => folder.remove())
const file = (name: string, body: unknown) => {
  const path = join(folder.path, name)
  writeFileSync(path, typeof body === 'string' ? body : JSON.stringify(body))
  return path
}
const mine = { ...RULE_SETS['skd-cpns-2024'], id: 'skd-uji-2031', title: 'SKD uji' }
const good = file('baik.json', mine)
const wrong = file('salah.json', { ...mine, year: 1900, decree: '' })

/** The command without a data folder and without a process. */
async function ask(name: string, names: string[], json = false): Promise<string> {
  const command = ruleCommands[name]
  if (command?.needs !== 'files') throw new Error(`${name} needs a folder`)
  const out: string[] = []
  await command.run({ names, flags: {}, json, print: (text) => void out.push(text), note: () => {} })
  return out.join('')
}

describe('without a data folder', () => {
  it('lists what comes with Seleksi, each with its decree', async () => {
    const rows = JSON.parse(await ask('rules list', [], true)) as { id: string; decree: string }[]
    expect(rows.map(({ id }) => id)).toEqual(Object.keys(RULE_SETS))
    expect(await ask('rules list', [])).toContain('KepmenPANRB 321/2024')
  })

  it('shows one in sentences, or as the file that can be read again', async () => {
    expect(await ask('rules show', ['skd-cpns-2024'])).toContain('umum: TWK 65, TIU 80, TKP 166')
    expect(JSON.parse(await ask('rules show', ['pppk-2023'], true))).toEqual(RULE_SETS['pppk-2023'])
    await expect(ask('rules show', ['tidak-ada'])).rejects.toThrow(Stop)
  })

  it('checks a file and says each problem', async () => {
    expect(await ask('rules check', [good])).toContain('dapat disimpan')
    await expect(ask('rules check', [wrong])).rejects.toThrow(/Dasar keputusan belum diisi\.\n {2}Tahun harus/)
    await expect(ask('rules check', [file('bukan.json', '{')])).rejects.toThrow(/bukan JSON/)
  })
})

describe('in a data folder', () => {
  const data = join(folder.path, 'data')

  it('refuses a wrong file before a folder is made', async () => {
    const { code, stderr } = await refused(data, 'rules', 'add', wrong)
    expect([code, existsSync(data)]).toEqual([2, false])
    expect(stderr).toContain('salah.json belum dapat disimpan')
  })

  it('keeps one for ever, lists it, and refuses its id the second time', async () => {
    expect(await seleksi(data, 'rules', 'add', good)).toContain('disimpan: skd-uji-2031')
    expect(await seleksi(data, 'rules', 'list')).toContain('skd-uji-2031')
    expect(JSON.parse(await seleksi(data, 'rules', 'show', 'skd-uji-2031', '--json'))).toEqual(mine)
    const { code, stderr } = await refused(data, 'rules', 'add', good)
    expect(code).toBe(2)
    expect(stderr).toContain('sudah ada dan tidak dapat diubah')
  })
})
