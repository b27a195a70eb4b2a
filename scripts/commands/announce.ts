import { resolve } from 'node:path'
import { readCatalogue } from '../../server/announcements/catalogue-view.ts'
import { writeAnnouncements } from './announce-bundle.ts'
import { type Command, type Flags, Stop, text } from './command.ts'
import { BundleFolder } from './static-folder.ts'

/** What any web server can show of the open vacancies. */
export const announceCommands: Record<string, Command> = {
  'announce export': {
    usage: 'announce export --dir DIR --address URL [--server URL]',
    what: 'Tulis lowongan yang terbuka sebagai halaman tetap: daftar, formasi, poster, pengumuman PDF, umpan, data, widget; dua bahasa. --address: alamat folder itu nanti; --server: alamat pendaftaran (bawaan: SELEKSI_ORIGINS yang pertama).',
    names: { least: 0, most: 0 },
    flags: { dir: { type: 'string' }, address: { type: 'string' }, server: { type: 'string' } },
    check({ flags }) {
      if (!text(flags, 'dir')) throw new Stop('tulis folder tujuannya: announce export --dir DIR')
      addressOf(flags, 'address')
      if (text(flags, 'server') !== undefined) addressOf(flags, 'server')
    },
    async run({ flags, workplace: { services }, json, print, note }) {
      const server =
        text(flags, 'server') === undefined ? services.config.origins[0] : addressOf(flags, 'server').origin
      if (server === undefined)
        throw new Stop('alamat pendaftaran belum diketahui; tulis --server https://… atau isi SELEKSI_ORIGINS')
      const address = addressOf(flags, 'address').href.replace(/\/?$/, '/')
      const catalogue = await readCatalogue(services)
      if (!catalogue.period) throw new Stop('tidak ada periode yang terbuka; tidak ada yang ditulis')
      // npm runs us in the project's folder and tells where it was called.
      const target = resolve(process.env['INIT_CWD'] ?? process.cwd(), text(flags, 'dir') ?? '')
      const folder = new BundleFolder(target, 'bundel-lowongan')
      try {
        await writeAnnouncements({ catalogue, address, server }, folder, process.stderr.isTTY ? onOneLine : undefined)
      } catch (error) {
        folder.discard()
        throw error
      }
      const vacancies = catalogue.vacancies.length
      if (json) print(JSON.stringify({ folder: target, vacancies, files: folder.files }, null, 1))
      else note(`ditulis ke ${target}: ${vacancies} formasi, ${folder.files} berkas`)
    },
  },
}

function addressOf(flags: Flags, name: string): URL {
  const given = text(flags, name) ?? ''
  if (!/^https?:\/\//.test(given) || !URL.canParse(given))
    throw new Stop(`--${name} harus alamat lengkap, misalnya https://bungo.example.go.id/lowongan/`)
  const url = new URL(given)
  if (url.search !== '' || url.hash !== '') throw new Stop(`--${name} ditulis tanpa "?" dan "#"`)
  return url
}

function onOneLine(done: number, of: number): void {
  process.stderr.write(`\r${done} dari ${of} formasi${done === of ? '\n' : ''}`)
}
