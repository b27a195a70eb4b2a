import { execFile } from 'node:child_process'
import { existsSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { join, resolve } from 'node:path'
import { promisify } from 'node:util'
import Database from 'better-sqlite3'
import { afterAll, describe, expect, it } from 'vitest'
import { refused, seleksi, startServer, temporaryFolder } from './browser/hall.ts'

/** Bad input is met with one clear line and exit status 2, and nothing has changed. */
describe('the command line', () => {
  const folder = temporaryFolder()
  const data = join(folder.path, 'data')
  afterAll(() => folder.remove())
  const file = (name: string, body: string) => {
    const path = join(folder.path, name)
    writeFileSync(path, body)
    return path
  }
  const good = file(
    'baik.csv',
    'id,section,question,option_A,option_B,key\nq1,TIU,1 + 1 = …,2,3,A\nq2,TIU,2 + 2 = …,3,4,B\n',
  )
  const mixed = file(
    'campur.csv',
    'id,section,question,option_A,option_B,key\nm1,TIU,1 + 1 = …,2,3,A\nm2,TIU,2 + 2 = …,3,4,C\n',
  )

  it.each([
    ['an unknown command', ['banks', 'import'], /"banks" tidak dikenal/],
    ['an unknown verb', ['bank', 'eat'], /bank import/],
    ['an unknown option', ['bank', 'list', '--colour'], /--colour/],
    ['a missing bank', ['bank', 'import', good], /--into BANK/],
    ['a missing file', ['bank', 'import', '/nowhere/soal.csv', '--into', 'B'], /soal\.csv" tidak ditemukan/],
    ['a folder in place of a file', ['bank', 'import', folder.path, '--into', 'B'], /bukan berkas/],
    ['wrong columns', ['bank', 'import', file('kolom.csv', 'a,b\n1,2\n'), '--into', 'B'], /kolom/i],
    ['an empty file', ['bank', 'import', file('kosong.csv', ''), '--into', 'B'], /kosong/],
    ['an unknown bank', ['bank', 'export', 'Tidak Ada'], /"Tidak Ada" tidak ada/],
    ['an unknown format', ['bank', 'export', 'B', '--format', 'doc'], /format "doc" tidak dikenal/],
    [
      'candidates without a vacancy',
      [
        'candidate',
        'import',
        file('orang.csv', 'nomor_peserta,nama,nik,kode_formasi\nP001,Calon,1508011201900001,F9\n'),
      ],
      /formasi "F9" belum ada/,
    ],
    ['a bad date', ['sitting', 'create', 'S', '--test', 'T', '--starts', 'besok'], /--starts/],
    ['an unknown role', ['staff', 'add', 'budi', '--role', 'raja'], /peran "raja" tidak dikenal/],
  ])('refuses %s', async (_, args, sentence) => {
    const { code, stderr, stdout } = await refused(data, ...args)
    expect(code).toBe(2)
    expect(stderr.trim().split('\n').at(-1)).toMatch(sentence)
    expect(stdout.startsWith('[') || stdout.startsWith('{')).toBe(false)
  })

  it.each([
    ['npm run seleksi -- help', ['scripts/run.mjs', 'scripts/seleksi.ts', 'help'], /bank import BERKAS/],
    ['npm start -- --help', ['scripts/start.mjs', '--help'], /--empty/],
    ['npm run simulate -- --help', ['scripts/run.mjs', 'scripts/simulate.ts', '--help'], /--seed/],
  ])('%s works as a newcomer types it', async (_, args, words) => {
    const { stdout } = await promisify(execFile)(process.execPath, args, { cwd: resolve(import.meta.dirname, '..') })
    expect(stdout).toMatch(words)
  })

  it('imports all or nothing, takes the good rows with --partial, and refuses the same file a second time', async () => {
    expect((await refused(data, 'bank', 'import', good, mixed, '--into', 'B')).code).toBe(2)
    expect(JSON.parse(await seleksi(data, 'bank', 'list', '--json'))).toEqual([])
    const report = JSON.parse(
      await seleksi(data, 'bank', 'import', good, mixed, '--into', 'B', '--partial', '--json'),
    ) as {
      files: {
        file: string
        format: string
        taken: number
        refused: { where: string; reason: string }[]
        warnings: unknown[]
      }[]
    }
    expect(
      report.files.map(({ file: name, format, taken, refused: bad }) => [name, format, taken, bad.length]),
    ).toEqual([
      ['baik.csv', 'csv', 2, 0],
      ['campur.csv', 'csv', 1, 1],
    ])
    expect(report.files[1]?.refused[0]?.where).toContain('m2')
    const again = await refused(data, 'bank', 'import', good, '--into', 'B', '--json')
    expect(again.code).toBe(2)
    expect(again.stderr).toContain('sudah pernah diimpor')
    expect(JSON.parse(await seleksi(data, 'bank', 'export', 'B', '--format', 'json'))).toEqual([
      {
        source: 'q1',
        section: 'TIU',
        subject: '',
        kind: 'single',
        stem: '1 + 1 = …',
        stimulus: null,
        options: [
          { label: 'A', text: '2', weight: null },
          { label: 'B', text: '3', weight: null },
        ],
        key: ['A'],
      },
      {
        source: 'q2',
        section: 'TIU',
        subject: '',
        kind: 'single',
        stem: '2 + 2 = …',
        stimulus: null,
        options: [
          { label: 'A', text: '3', weight: null },
          { label: 'B', text: '4', weight: null },
        ],
        key: ['B'],
      },
      {
        source: 'm1',
        section: 'TIU',
        subject: '',
        kind: 'single',
        stem: '1 + 1 = …',
        stimulus: null,
        options: [
          { label: 'A', text: '2', weight: null },
          { label: 'B', text: '3', weight: null },
        ],
        key: ['A'],
      },
    ])
  })

  it('refuses a test for a bank that is too small, saying what is missing', async () => {
    const { code, stderr } = await refused(data, 'test', 'create', 'SKD', '--bank', 'B')
    expect(code).toBe(2)
    expect(stderr).toMatch(/TIU: .*35.*\b3\b/)
  })

  it('refuses a data folder that cannot be one, a newer database and a lost secret', async () => {
    expect((await refused(file('berkas', 'x'), 'bank', 'list')).stderr).toContain('tidak dapat ditulis')
    const newer = join(folder.path, 'newer')
    await seleksi(newer, 'bank', 'list')
    const database = new Database(join(newer, 'seleksi.sqlite'))
    database.exec(`INSERT INTO migration (name, at) VALUES ('9999-later.sql', 1)`)
    database.close()
    expect((await refused(newer, 'bank', 'list')).stderr).toContain('lebih baru')
    const lost = join(folder.path, 'lost')
    mkdirSync(lost)
    writeFileSync(join(lost, 'seleksi.sqlite'), '')
    expect((await refused(lost, 'bank', 'list')).stderr).toContain('secret.key" hilang')
    expect(readdirSync(lost).sort()).toEqual(['.writable', 'seleksi.sqlite'])
  })

  it('refuses a port in use and a folder that another server holds; begins clean with the first administrator', async () => {
    const hall = join(folder.path, 'hall')
    const server = await startServer(hall)
    expect(server.adminPassword).toMatch(/^[a-z2-9]{4}(-[a-z2-9]{4}){3}$/)
    const welcome = (await (await fetch(`${server.url}/api/welcome`)).json()) as { demo: boolean; signIns: unknown[] }
    expect(welcome).toMatchObject({ demo: false, signIns: [], candidates: [] })
    await expect(startServer(hall)).rejects.toThrow(/ended with 2: seleksi: .*sedang dipakai server/)
    const other = createServer()
    await new Promise<void>((ready) => other.listen(0, '0.0.0.0', ready))
    const address = other.address()
    const port = typeof address === 'object' && address ? address.port : 0
    await expect(startServer(join(folder.path, 'other'), port)).rejects.toThrow(
      new RegExp(`ended with 2: seleksi: port ${port}`),
    )
    other.close()
    await expect(startServer(hall, 0, '--colour')).rejects.toThrow(/ended with 2: seleksi: .*--colour/)
    await server.stop()
    const second = await startServer(hall)
    expect(second.adminPassword).toBeNull()
    await second.stop()
    expect(existsSync(join(hall, 'seleksi.sqlite'))).toBe(true)
  })
})
