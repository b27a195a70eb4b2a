import { appendFileSync, existsSync, readFileSync, rmSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join, resolve } from 'node:path'
import { plainNumber } from '../../exam-client/board/listing.ts'
import { indexPages } from '../../exam-client/board/static/index-pages.ts'
import { type PublicationFile, publicationPages } from '../../exam-client/board/static/publication-pages.ts'
import {
  entriesOf,
  type ListRef,
  listRefs,
  shardFile,
  shardOf,
  shardScript,
  shardStarts,
  startsScript,
  vacanciesScript,
} from '../../exam-client/board/static/search-index.ts'
import { isSearched, listPages, type Published, siteOf } from '../../exam-client/board/static/site.ts'
import { canonical } from '../../server/canonical.ts'
import { listsOf, type PublicationDocument, type PublicationSummary } from '../../server/protocol/board.ts'
import { csvExport } from '../../server/results/csv-export.ts'
import { sourceOf } from '../../server/results/export-table.ts'
import { pdfExport } from '../../server/results/pdf-export.ts'
import { xlsxExport } from '../../server/results/xlsx-export.ts'
import { Stop } from './command.ts'
import type { BundleFolder } from './static-folder.ts'

/** Where the publications come from; a document is asked for when its turn comes, so that one is held at a time. */
export interface BundleSource {
  organisation: string
  summaries: PublicationSummary[]
  document(id: string): Promise<PublicationDocument>
}

export const FORMATS = ['csv', 'xlsx', 'pdf'] as const
export type Format = (typeof FORMATS)[number]

const LANGUAGES = ['id', 'en'] as const
/** Lines of the search index that are held before they go to the disk; about 60 MB. */
const LINES_HELD = 400_000

/**
 * Writes everything that the public needs to read, search and check the publications, with no server: pages, files,
 * search index, sums. The same publications give the same bytes.
 */
export async function writeBundle(
  source: BundleSource,
  folder: BundleFolder,
  formats: readonly Format[] = FORMATS,
  progress: (done: number, of: number) => void = () => {},
): Promise<void> {
  const site = siteOf(source.organisation, source.summaries)
  writeAssets(folder)
  for (const language of LANGUAGES) for (const page of indexPages(site, language)) folder.write(page.path, page.text)

  const keys = new Set<string>()
  const steps = site.publications.length + site.publications.filter(isSearched).length
  let done = 0
  for (const published of site.publications) {
    const document = await source.document(published.summary.id)
    writeDocument(folder, published, document)
    const files = await writeFiles(folder, published, document, formats)
    for (const language of LANGUAGES)
      for (const page of publicationPages(site, language, published, document, files))
        folder.write(page.path, page.text)
    if (isSearched(published))
      for (const { rows } of listsOf(document)) for (const { number } of rows) keys.add(plainNumber(number))
    progress(++done, steps)
  }
  await writeSearch(source, folder, site.publications.filter(isSearched), keys, () => progress(++done, steps))
  folder.finish(
    `${JSON.stringify(
      {
        seleksi: 'bundel-pengumuman',
        v: 1,
        publications: site.publications.map(({ summary, folder: path }) => ({
          id: summary.id,
          digest: summary.digest,
          path,
        })),
      },
      null,
      1,
    )}\n`,
  )
}

/** The publication's own bytes: their SHA-256 is its digest, or the bundle is not made. */
function writeDocument(
  folder: BundleFolder,
  { folder: path, summary }: Published,
  document: PublicationDocument,
): void {
  const { digest, ...rest } = document
  const sum = folder.write(`${path}/isi.json`, canonical(rest))
  if (sum !== digest || digest !== summary.digest)
    throw new Stop(`pengumuman ${summary.id}: isinya tidak sama dengan sidiknya; jalankan "verify" dan jangan umumkan`)
}

async function writeFiles(
  folder: BundleFolder,
  { folder: path, summary }: Published,
  document: PublicationDocument,
  formats: readonly Format[],
): Promise<PublicationFile[]> {
  const { withdrawn } = summary
  const make = {
    csv: () => csvExport(sourceOf(document)),
    xlsx: () => xlsxExport(sourceOf(document), { withdrawn }),
    pdf: () => pdfExport(sourceOf(document), { withdrawn, replaced: summary.replacedBy !== null }),
  }
  for (const format of formats) await folder.stream(`${path}/hasil.${format}`, make[format]())
  return [
    ...[...formats].reverse().map((format) => ({ name: `hasil.${format}`, title: format.toUpperCase() })),
    { name: 'isi.json', title: 'JSON' },
  ]
}

/** The search index. Lines are gathered for each shard on the disk, so that a million participants need little memory. */
async function writeSearch(
  source: BundleSource,
  folder: BundleFolder,
  searched: Published[],
  keys: Set<string>,
  done: () => void,
): Promise<void> {
  const starts = shardStarts(keys)
  keys.clear()
  const refs: ListRef[] = []
  const vacancies: { ref: ListRef; file: string }[] = []
  const held = new Map<number, string[]>()
  let lines = 0
  const part = (shard: number) => folder.scratch(`.cari-${shard}`)
  const spill = () => {
    for (const [shard, own] of held) appendFileSync(part(shard), `${own.join('\n')}\n`)
    held.clear()
    lines = 0
  }
  for (const published of searched) {
    const document = await source.document(published.summary.id)
    const firstList = refs.length
    for (const { key, line } of entriesOf(document, firstList)) {
      const shard = shardOf(starts, key)
      const own = held.get(shard)
      if (own) own.push(line)
      else held.set(shard, [line])
      lines += 1
    }
    if (lines > LINES_HELD) spill()
    const own = listRefs(published, document)
    refs.push(...own)
    for (const page of listPages(listsOf(document)))
      if (page.part === 1) vacancies.push({ ref: own[page.list] as ListRef, file: page.file })
    done()
  }
  folder.write('cari/awal.js', startsScript(starts))
  folder.write('cari/formasi.js', vacanciesScript(vacancies))
  for (let shard = 0; shard < starts.length; shard += 1) {
    const spilled = existsSync(part(shard)) ? readFileSync(part(shard), 'utf8').split('\n').slice(0, -1) : []
    folder.write(shardFile(shard), shardScript(shard, [...spilled, ...(held.get(shard) ?? [])], refs))
    rmSync(part(shard), { force: true })
  }
}

const CLIENT = resolve(import.meta.dirname, '../../exam-client')

/** Style, script, icon and font; the style is the board's own, so that both look the same. */
function writeAssets(folder: BundleFolder): void {
  const read = (path: string) => readFileSync(join(CLIENT, path), 'utf8')
  const tokens = read('shared/tokens.css').replace(/^@import .*$/m, '')
  const style = [tokens, read('shared/kit.css'), read('board/board.css'), read('board/static/page.css')]
  folder.write('aset/gaya.css', style.join('\n'))
  folder.write('aset/halaman.js', read('board/static/page.js'))
  folder.write('aset/ikon.svg', read('public/icon.svg'))
  const { resolve: find } = createRequire(import.meta.url)
  for (const letters of ['latin', 'latin-ext'])
    folder.write(
      `aset/source-sans-3-${letters}.woff2`,
      readFileSync(find(`@fontsource-variable/source-sans-3/files/source-sans-3-${letters}-wght-normal.woff2`)),
    )
}
