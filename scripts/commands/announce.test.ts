import { existsSync, globSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { beforeAll, describe, expect, it } from 'vitest'
import { readCatalogue } from '../../server/announcements/catalogue-view.ts'
import { announced } from '../../server/testing/announced.ts'
import { type TestApp, temporaryFolder, testApp } from '../../server/testing/test-app.ts'
import { refused, seleksi } from '../browser/hall.ts'
import { writeAnnouncements } from './announce-bundle.ts'
import { BundleFolder } from './static-folder.ts'

let app: TestApp
let site: string
beforeAll(async () => {
  app = await testApp()
  await announced(app.services, [
    { code: '61010001', later: [{ change: { need: 4 }, note: 'Ralat' }] },
    { code: 'A/1' },
    { code: 'a-1' },
    { code: '../../x', position: '<script>alert(1)</script>' },
    { code: 'TUTUP', state: 'draft' },
  ])
  site = join(temporaryFolder(), 'situs')
  await writeAnnouncements(
    {
      catalogue: await readCatalogue(app.services),
      address: 'https://bungo.example.go.id/lowongan/',
      server: 'https://seleksi.example.go.id',
    },
    new BundleFolder(site, 'bundel-lowongan'),
  )
})
const read = (path: string) => readFileSync(join(site, path), 'utf8')
const pages = () => globSync('**/*.html', { cwd: site }).map((path) => path.replaceAll('\\', '/'))

describe('the static folder of the vacancies', () => {
  it('[AN12] every link between its pages leads to a file of it', () => {
    expect(pages().length).toBe(2 * (1 + 1 + 4))
    for (const path of pages())
      for (const [, way = ''] of read(path).matchAll(/(?:href|src)="(?!https?:|#)([^"]+)"/g)) {
        const file = join(site, path, '..', way)
        expect([path, way, existsSync(file) && statSync(file).isFile()]).toEqual([path, way, true])
      }
  })

  it('[AN12] leads to the server for the registration, and names whole addresses where it is shared', () => {
    const page = read('formasi/61010001/index.html')
    expect(page).toContain('href="https://seleksi.example.go.id/applicant/?vacancy=61010001"')
    expect(page).toContain('content="https://bungo.example.go.id/lowongan/formasi/61010001/gambar.png"')
    expect(page).toContain('Jumlah kebutuhan: semula 2, menjadi 4.')
    expect(read('sitemap.xml')).toContain('<loc>https://bungo.example.go.id/lowongan/en/formasi/a-1/</loc>')
    expect(read('index.html')).not.toContain('<form')
  })

  it('[AN12] codes that look alike or lead elsewhere get folders of their own, inside', () => {
    expect(globSync('formasi/*', { cwd: site }).sort()).toEqual(
      ['formasi/61010001', 'formasi/a-1', 'formasi/a-1-2', 'formasi/x'].map((path) => join(path)),
    )
    expect(read('formasi/x/index.html')).not.toContain('<script>')
    expect(pages().map(read).join('')).not.toContain('TUTUP')
  })

  it('a folder of published results is not taken for one of vacancies, nor the other way round', () => {
    expect(() => new BundleFolder(site)).toThrow('bukan bundel pengumuman')
    expect(() => new BundleFolder(site, 'bundel-lowongan')).not.toThrow()
  })
})

describe('announce export', () => {
  it('says what is missing before anything is written', async () => {
    const data = join(temporaryFolder(), 'data')
    const at = ['announce', 'export', '--dir', join(data, 'x'), '--address', 'https://a.example.go.id/l']
    expect((await refused(data, 'announce', 'export')).stderr).toContain('tulis folder tujuannya')
    expect((await refused(data, ...at.slice(0, 4), '--address', 'lowongan')).stderr).toContain('harus alamat lengkap')
    expect((await refused(data, ...at)).stderr).toContain('alamat pendaftaran belum diketahui')
    expect((await refused(data, ...at, '--server', 'https://s.example.go.id')).stderr).toContain('tidak ada periode')
  })

  it('writes what the running server shows', async () => {
    const out = join(temporaryFolder(), 'situs')
    await app.close()
    const args = ['--address', 'https://bungo.example.go.id/lowongan', '--server', 'https://seleksi.example.go.id/x']
    const said = JSON.parse(await seleksi(app.folder, 'announce', 'export', '--dir', out, ...args, '--json'))
    expect(said).toMatchObject({ vacancies: 4 })
    expect(readFileSync(join(out, 'en/index.html'), 'utf8')).toContain('4 vacancies')
    for (const path of ['formasi/61010001/poster.pdf', 'pengumuman.pdf', 'lowongan.json', 'lowongan.atom'])
      expect([path, existsSync(join(out, path))]).toEqual([path, true])
  })
})
