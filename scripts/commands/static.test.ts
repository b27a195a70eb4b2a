import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join, posix } from 'node:path'
import { beforeAll, describe, expect, it } from 'vitest'
import { integration, participants, published, skd } from '../../exam-client/gallery/board-fixtures.ts'
import type { PublicationDocument, PublicationSummary } from '../../server/protocol/board.ts'
import { digestOf } from '../../server/results/publication.ts'
import { publishDirectly, withdrawDirectly } from '../../server/results/publication-commands.ts'
import { listPublications, readPublication } from '../../server/results/publication-store.ts'
import { type Hall, sitting } from '../../server/testing/sitting.ts'
import { readCsv } from '../../server/testing/tables.ts'
import { must, temporaryFolder } from '../../server/testing/test-app.ts'
import { refused, seleksi } from '../browser/hall.ts'
import { type BundleSource, writeBundle } from './static-bundle.ts'
import { BundleFolder } from './static-folder.ts'

const sha = (bytes: Buffer | string) => createHash('sha256').update(bytes).digest('hex')
const filesOf = (folder: string): string[] =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((one) => one.isFile())
    .map((one) => join(one.parentPath, one.name).slice(folder.length + 1))
    .sort()
const textOf = (folder: string, file: string) => readFileSync(join(folder, file), 'utf8')

/** Publications of every stage with true digests; `change` alters the list of the first. */
function source(change: (document: PublicationDocument) => PublicationDocument = (same) => same): BundleSource {
  const sealed = (document: PublicationDocument) => ({ ...document, digest: digestOf(document) })
  const { publishedAt } = skd(1)
  const documents = new Map<string, PublicationDocument>([
    ['p1', sealed(change(skd(57)))],
    ['p2', sealed({ ...skd(20), publishedAt: publishedAt - 5000 })],
    ['p3', sealed({ ...skd(20), publishedAt: publishedAt - 9000 })],
    ['p6', sealed({ ...skd(4100), publishedAt: publishedAt - 3000, replaces: 'p2' })],
    ['p7', sealed(participants())],
    ['p8', sealed(integration(3))],
    ['p9', sealed({ ...integration(12), replaces: 'p8', publishedAt: publishedAt - 2000 })],
  ])
  const summaries = published.map((summary): PublicationSummary => {
    const document = documents.get(summary.id) as PublicationDocument
    const { digest, publishedAt, counts, title } = document
    return { ...summary, digest, publishedAt, title, rows: counts.total }
  })
  const document = async (id: string) => documents.get(id) as PublicationDocument
  return { organisation: 'Panitia <Uji> & Kawan', summaries, document }
}

async function bundle(from: BundleSource, target = join(temporaryFolder(), 'situs')): Promise<string> {
  await writeBundle(from, new BundleFolder(target), ['csv'])
  return target
}

describe('the bundle of plain pages', () => {
  let folder: string
  let pages: string[]
  beforeAll(async () => {
    folder = await bundle(source())
    pages = filesOf(folder).filter((file) => file.endsWith('.html'))
  })

  it('each publication’s bytes have its digest, and the sums name every file', async () => {
    const sums = new Map(
      textOf(folder, 'SHA256SUMS')
        .trimEnd()
        .split('\n')
        .map((line) => [line.slice(66), line.slice(0, 64)]),
    )
    expect([...sums.keys()].sort()).toEqual(filesOf(folder).filter((file) => file !== 'SHA256SUMS'))
    for (const [file, sum] of sums) expect([file, sha(readFileSync(join(folder, file)))]).toEqual([file, sum])
    const { publications } = JSON.parse(textOf(folder, 'bundel.json'))
    expect(publications).toHaveLength(7)
    for (const { digest, path } of publications) {
      expect(sums.get(`${path}/isi.json`)).toBe(digest)
      expect(textOf(folder, `${path}/index.html`)).toContain(digest)
      expect(textOf(folder, `en/${path}/index.html`)).toContain(digest)
    }
  })

  it('every link leads to a file that is there, and every anchor to a row', () => {
    const ids = new Map<string, Set<string>>()
    for (const file of pages)
      ids.set(file, new Set([...textOf(folder, file).matchAll(/ id="([^"]+)"/g)].map((found) => found[1] ?? '')))
    let links = 0
    for (const file of pages)
      for (const [, link = ''] of textOf(folder, file).matchAll(/(?:href|src)="([^"]*)"/g)) {
        expect(link).not.toMatch(/^(?:[a-z]+:|\/)/)
        const [path = '', anchor] = link.split('#')
        const target = path === '' ? file : posix.normalize(posix.join(posix.dirname(file), path))
        expect([file, link, existsSync(join(folder, target))]).toEqual([file, link, true])
        if (anchor) expect([file, link, ids.get(target)?.has(anchor)]).toEqual([file, link, true])
        links += 1
      }
    expect(links).toBeGreaterThan(500)
    for (const file of filesOf(folder).filter((one) => /^cari\/\d+\.js$/.test(one))) {
      const { lists, rows } = JSON.parse(
        textOf(folder, file)
          .replace(/^seleksiCari\(\d+,/, '')
          .replace(/\)\n$/, ''),
      )
      for (const row of rows) expect(ids.get(`${lists[row[6]][0]}/${row[7]}`)?.has(row[8])).toBe(true)
    }
  })

  it('has every page in both languages, and none with more rows than a phone bears', () => {
    expect(pages.filter((file) => file.startsWith('en/')).map((file) => file.slice(3))).toEqual(
      pages.filter((file) => !file.startsWith('en/')),
    )
    for (const file of pages) {
      const text = textOf(folder, file)
      expect(text).toContain(`<html lang="${file.startsWith('en/') ? 'en' : 'id'}">`)
      expect(text.match(/<tr id=/g)?.length ?? 0).toBeLessThanOrEqual(2000)
    }
  })

  it('every row of every publication is on exactly one page', () => {
    for (const { path } of JSON.parse(textOf(folder, 'bundel.json')).publications) {
      const content = JSON.parse(textOf(folder, `${path}/isi.json`))
      const expected = (content.lists ?? [content]).flatMap((list: { rows: { number: string }[] }) =>
        list.rows.map((row) => row.number),
      )
      const found = pages
        .filter((file) => dirname(file) === path)
        .flatMap((file) => [...textOf(folder, file).matchAll(/b-number k-num">([^<]+)</g)].map((match) => match[1]))
      expect(found.sort()).toEqual(expected.sort())
    }
  })

  it('allows nothing from outside, no script within, and names nothing of this computer', () => {
    for (const file of pages) {
      const text = textOf(folder, file)
      expect(text).toMatch(
        /Content-Security-Policy" content="default-src &#39;none&#39;|Content-Security-Policy" content="default-src 'none'/,
      )
      expect(text.replace(/<script src="[^"]+" defer><\/script>/, '')).not.toMatch(/<script|<style|style="| on[a-z]+="/)
    }
    for (const file of filesOf(folder).filter((one) => /\.(html|js|json|csv|css)$/.test(one))) {
      expect(textOf(folder, file)).not.toContain(folder)
      expect(textOf(folder, file)).not.toContain(process.cwd())
    }
  })

  it('what was withdrawn or replaced stays, says so first, and leads to what counts', () => {
    const path = (id: string) =>
      JSON.parse(textOf(folder, 'bundel.json')).publications.find((one: { id: string }) => one.id === id).path as string
    const withdrawn = textOf(folder, `${path('p8')}/index.html`)
    expect(withdrawn).toContain('DICABUT')
    expect(withdrawn).toContain('Nilai praktik kerja satu formasi tertukar.')
    expect(withdrawn).toContain(`href="../${path('p9')}/index.html"`)
    expect(textOf(folder, `${path('p2')}/index.html`)).toContain(`href="../${path('p6')}/index.html"`)
    expect(textOf(folder, `${path('p9')}/index.html`)).not.toContain('DICABUT')
    // Each page of rows says it too, since a search leads there.
    for (const file of pages.filter((one) => dirname(one) === path('p8')))
      expect(textOf(folder, file)).toContain('DICABUT')
    expect(textOf(folder, 'index.html')).toContain('Kunci butir TIU-014 keliru; daftar dihitung ulang.')
  })

  it('prints the reconciliation and the Indonesian decimals', () => {
    const path = JSON.parse(textOf(folder, 'bundel.json')).publications.find(
      (one: { id: string }) => one.id === 'p8',
    ).path
    expect(textOf(folder, `${path}/index.html`)).toContain(
      'hadir 27 + tidak hadir 3 = 30; 6 + 3 + 3 + 3 + 6 + 3 + 3 = 27',
    )
    expect(textOf(folder, `${path}/1.html`)).toContain('70,727')
    expect(textOf(folder, `en/${path}/1.html`)).toContain('70.727')
  })

  it('the same publications give the same bytes', async () => {
    const again = await bundle(source())
    expect(textOf(again, 'SHA256SUMS')).toBe(textOf(folder, 'SHA256SUMS'))
  })

  it('a part of them leaves no link to what is not there', async () => {
    const whole = source()
    const part = await bundle({ ...whole, summaries: whole.summaries.filter(({ id }) => id === 'p8' || id === 'p6') })
    for (const file of filesOf(part).filter((one) => one.endsWith('.html')))
      for (const [, link = ''] of textOf(part, file).matchAll(/href="([^"#]+)/g))
        expect([link, existsSync(join(part, posix.join(posix.dirname(file), link)))]).toEqual([link, true])
    expect(textOf(part, 'index.html')).toContain('Penggantinya tidak termasuk')
  })

  it('a name that is a script or a formula stays a name', async () => {
    const evil = `=HYPERLINK("http://x")<script>alert(1)</script>`
    const made = await bundle(
      source((document) =>
        document.v === 1
          ? { ...document, rows: document.rows.map((row, at) => (at === 0 ? { ...row, name: evil } : row)) }
          : document,
      ),
    )
    const { publications } = JSON.parse(textOf(made, 'bundel.json'))
    const path = publications.find((one: { id: string }) => one.id === 'p1').path
    expect(textOf(made, `${path}/index.html`)).toContain('&lt;script&gt;alert(1)&lt;/script&gt;')
    for (const file of filesOf(made).filter((one) => /\.(html|js)$/.test(one)))
      expect(textOf(made, file)).not.toContain('<script>alert')
    const cells = readCsv(readFileSync(join(made, path, 'hasil.csv'))).flat()
    expect(cells).toContain(`'${evil}`)
  })
})

describe('the folder of a bundle', () => {
  const small = (): BundleSource => {
    const whole = source()
    return { ...whole, summaries: whole.summaries.filter(({ id }) => id === 'p1') }
  }

  it('replaces an earlier bundle whole: nothing of it is left, and nothing lies beside it', async () => {
    const parent = temporaryFolder()
    const target = join(parent, 'situs')
    await bundle(source(), target)
    await bundle(small(), target)
    const { publications } = JSON.parse(textOf(target, 'bundel.json'))
    expect(readdirSync(target).sort()).toEqual(
      [
        'SHA256SUMS',
        'aset',
        'bundel.json',
        'cara-memeriksa.html',
        'cari',
        'en',
        'index.html',
        publications[0].path,
      ].sort(),
    )
    expect(readdirSync(parent)).toEqual(['situs'])
  })

  it('takes an empty folder, and makes the folders above', async () => {
    const target = join(temporaryFolder(), 'a', 'b')
    mkdirSync(target, { recursive: true })
    await bundle(small(), target)
    expect(existsSync(join(target, 'index.html'))).toBe(true)
  })

  it.each([
    ['a folder of somebody else', (target: string) => write(join(target, 'tesis.docx')), 'bukan bundel pengumuman'],
    ['a file', (target: string) => write(target), 'adalah berkas'],
    ['a mark without the sums', (target: string) => write(join(target, 'bundel.json')), 'bukan bundel pengumuman'],
  ])('leaves %s alone', (_, prepare, why) => {
    const parent = temporaryFolder()
    const target = join(parent, 'situs')
    prepare(target)
    const before = filesOf(parent)
    expect(() => new BundleFolder(target)).toThrow(why)
    expect(filesOf(parent)).toEqual(before)
  })

  it('leaves a bundle alone that somebody put a file into, and names it', async () => {
    const target = join(temporaryFolder(), 'situs')
    await bundle(small(), target)
    write(join(target, 'CNAME'))
    const before = textOf(target, 'SHA256SUMS')
    expect(() => new BundleFolder(target)).toThrow(/CNAME.*tidak ada yang diubah/)
    expect(textOf(target, 'SHA256SUMS')).toBe(before)
  })

  it('a run that stops in the middle leaves the old one whole', async () => {
    const parent = temporaryFolder()
    const target = join(parent, 'situs')
    await bundle(small(), target)
    const before = textOf(target, 'SHA256SUMS')
    const whole = source()
    const folder = new BundleFolder(target)
    const broken = {
      ...whole,
      document: async (id: string) => (id === 'p7' ? Promise.reject(new Error('disk')) : whole.document(id)),
    }
    await expect(writeBundle(broken, folder, [])).rejects.toThrow('disk')
    expect(textOf(target, 'SHA256SUMS')).toBe(before)
    folder.discard()
    expect(readdirSync(parent)).toEqual(['situs'])
  })

  it('a run killed between the two renames is put right by the next', async () => {
    const parent = temporaryFolder()
    const target = join(parent, 'situs')
    // A process number that no computer gives.
    const old = join(parent, '.situs.seleksi-lama-99999999')
    await bundle(small(), old)
    mkdirSync(join(parent, '.situs.seleksi-baru-99999999'))
    const folder = new BundleFolder(target)
    expect(existsSync(join(target, 'index.html'))).toBe(true)
    folder.discard()
    expect(readdirSync(parent)).toEqual(['situs'])
  })

  it('a list that is not what its digest says is not published', async () => {
    const parent = temporaryFolder()
    const whole = small()
    const document = async (id: string) => ({ ...(await whole.document(id)), title: 'Diubah' })
    const folder = new BundleFolder(join(parent, 'situs'))
    await expect(writeBundle({ ...whole, document }, folder, [])).rejects.toThrow('tidak sama dengan sidiknya')
    folder.discard()
    expect(readdirSync(parent)).toEqual([])
  })
})

function write(path: string): void {
  mkdirSync(dirname(path), { recursive: true })
  writeFileSync(path, '{}')
}

describe('publish --static from the records', () => {
  let hall: Hall
  beforeAll(async () => {
    hall = await sitting().withCandidates(5).withVacancies(2).running()
    for (const n of [1, 2, 3, 4]) {
      const station = await hall.seated(n)
      must(await station.answer(0, n % 2))
      must(await station.finish())
    }
    must(await hall.command('close'))
    const { services, scorer } = hall.app
    for (const n of [1, 2, 3, 4]) await scorer.score(hall.attemptOf(n))
    const { vacancy } = services.store.tables
    const scopes = (await services.store.read.select({ id: vacancy.id }).from(vacancy)).map(({ id }) => id)
    const [one] = must(await publishDirectly(services, 'test', 'skd', scopes))
    must(await withdrawDirectly(services, 'test', one?.id ?? '', 'Daftar salah unggah.'))
  })

  it('writes what the store holds, and no NIK, no key and no answer with it', async () => {
    const { services, folder: data } = hall.app
    const target = join(temporaryFolder(), 'situs')
    const said = JSON.parse(await seleksi(data, 'publish', '--static', target, '--json'))
    expect(said).toMatchObject({ publications: 2, rows: 5, folder: target })
    const summaries = await listPublications(services)
    const whole = filesOf(target)
      .map((file) => readFileSync(join(target, file), 'latin1'))
      .join('\n')
    expect(whole).not.toMatch(/150801\d{10}|accommodation|correct|weights|rationale|pin_hash/)
    for (const { id, digest } of summaries) {
      const { path } = JSON.parse(textOf(target, 'bundel.json')).publications.find(
        (one: { id: string }) => one.id === id,
      )
      expect(sha(readFileSync(join(target, path, 'isi.json')))).toBe(digest)
      const { digest: _, ...rest } = (await readPublication(services, id)) as PublicationDocument
      expect(JSON.parse(textOf(target, `${path}/isi.json`))).toEqual(rest)
      expect(
        readFileSync(join(target, path, 'hasil.pdf'))
          .subarray(0, 5)
          .toString(),
      ).toBe('%PDF-')
      expect(
        readFileSync(join(target, path, 'hasil.xlsx'))
          .subarray(0, 2)
          .toString(),
      ).toBe('PK')
    }
    expect(textOf(target, 'index.html')).toContain('Daftar salah unggah.')
    // The same records, the same bytes, PDF and XLSX among them.
    const again = join(temporaryFolder(), 'situs')
    await seleksi(data, 'publish', '--static', again)
    expect(textOf(again, 'SHA256SUMS')).toBe(textOf(target, 'SHA256SUMS'))
  })

  it('says in one line what is wrong with what was asked', async () => {
    const { folder: data } = hall.app
    for (const [args, why] of [
      [['publish'], 'tulis folder tujuannya'],
      [['publish', '--static', 'x', '--formats', 'docx'], 'format "docx" tidak dikenal'],
      [['publish', '--static', 'x', '--publication', 'tidak-ada'], 'pengumuman "tidak-ada" tidak ada'],
      [['publish', '--static', 'x', 'p1'], '"p1" tidak dikenal'],
    ] as const) {
      const { code, stderr } = await refused(data, ...args)
      expect([args, code]).toEqual([args, 2])
      expect(stderr).toContain(why)
      expect(existsSync('x')).toBe(false)
    }
  })
})
