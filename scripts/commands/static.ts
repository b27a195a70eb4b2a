import { resolve } from 'node:path'
import type { PublicationDocument, PublicationSummary } from '../../server/protocol/board.ts'
import { listPublications, readPublication } from '../../server/results/publication-store.ts'
import { type Command, Stop, text } from './command.ts'
import { FORMATS, type Format, writeBundle } from './static-bundle.ts'
import { BundleFolder } from './static-folder.ts'

/** What any web server or a plain disk can show of the publications. */
export const staticCommands: Record<string, Command> = {
  publish: {
    usage: `publish --static FOLDER [--publication ID…] [--formats ${FORMATS.join(',')}|none]`,
    what: 'Tulis semua pengumuman sebagai halaman tetap yang terbaca tanpa server: cari nomor, unduhan, sidik, dua bahasa. Bundel lama di FOLDER diganti sekaligus.',
    // Further ids of --publication A B C arrive as names.
    names: { least: 0, most: 10_000 },
    flags: { static: { type: 'string' }, publication: { type: 'string' }, formats: { type: 'string' } },
    check({ names, flags }) {
      if (!text(flags, 'static')) throw new Stop('tulis folder tujuannya: publish --static FOLDER')
      if (names.length > 0 && text(flags, 'publication') === undefined)
        throw new Stop(`"${names[0]}" tidak dikenal; nomor pengumuman ditulis sesudah --publication`)
      formatsOf(text(flags, 'formats'))
    },
    async run({ names, flags, workplace: { services }, json, print, note }) {
      const summaries = chosen(await listPublications(services), text(flags, 'publication'), names)
      if (summaries.length === 0) throw new Stop('belum ada pengumuman; tidak ada yang ditulis')
      // npm runs us in the project's folder and tells where it was called.
      const target = resolve(process.env['INIT_CWD'] ?? process.cwd(), text(flags, 'static') ?? '')
      const folder = new BundleFolder(target)
      const document = async (id: string): Promise<PublicationDocument> => {
        const found = await readPublication(services, id)
        if (!found) throw new Error(`bug: publication ${id} is listed but cannot be read`)
        return found
      }
      try {
        await writeBundle(
          { organisation: services.config.organisation, summaries, document },
          folder,
          formatsOf(text(flags, 'formats')),
          process.stderr.isTTY ? onOneLine : undefined,
        )
      } catch (error) {
        folder.discard()
        throw error
      }
      const rows = summaries.reduce((sum, one) => sum + one.rows, 0)
      if (json)
        print(JSON.stringify({ folder: target, publications: summaries.length, rows, files: folder.files }, null, 1))
      else note(`ditulis ke ${target}: ${summaries.length} pengumuman, ${rows} baris, ${folder.files} berkas`)
    },
  },
}

/** All, or those named by their id or by at least eight digits of their digest. */
function chosen(all: PublicationSummary[], option: string | undefined, names: string[]): PublicationSummary[] {
  if (option === undefined) return all
  const wanted = [...option.split(','), ...names.flatMap((name) => name.split(','))].filter(Boolean)
  const found = new Set<string>()
  for (const name of wanted) {
    const matching = all.filter(
      ({ id, digest }) => id === name || (/^[0-9a-f]{8,64}$/.test(name) && digest.startsWith(name)),
    )
    if (matching.length === 0) throw new Stop(`pengumuman "${name}" tidak ada; lihat: publication list`)
    if (matching.length > 1)
      throw new Stop(`"${name}" cocok dengan ${matching.length} pengumuman; tulis sidiknya lebih panjang`)
    for (const { id } of matching) found.add(id)
  }
  return all.filter(({ id }) => found.has(id))
}

function formatsOf(option: string | undefined): Format[] {
  if (option === undefined) return [...FORMATS]
  if (option === 'none') return []
  const wanted = option.split(',')
  const unknown = wanted.find((name) => !FORMATS.some((format) => format === name))
  if (unknown !== undefined) throw new Stop(`format "${unknown}" tidak dikenal; yang ada: ${FORMATS.join(', ')}, none`)
  return FORMATS.filter((format) => wanted.includes(format))
}

function onOneLine(done: number, of: number): void {
  process.stderr.write(`\r${done} dari ${of} langkah${done === of ? '\n' : ''}`)
}
