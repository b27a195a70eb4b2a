import { wayTo } from '../../exam-client/board/static/site.ts'
import { atomFeed } from '../../server/announcements/atom-export.ts'
import type { Catalogue } from '../../server/announcements/catalogue.ts'
import type { Language } from '../../server/announcements/days.ts'
import { vacancyFile, wholeFile } from '../../server/announcements/files-export.ts'
import { KeptFiles } from '../../server/announcements/kept-export.ts'
import { listPage } from '../../server/announcements/list-page.ts'
import { openData } from '../../server/announcements/open-data.ts'
import { siteMap } from '../../server/announcements/site-map.ts'
import { assetFiles } from '../../server/announcements/style-view.ts'
import { vacancyPage } from '../../server/announcements/vacancy-page.ts'
import { VACANCY_FILES, type VacancyFile, type Ways, type WholeFile } from '../../server/announcements/ways.ts'
import { widgetPage } from '../../server/announcements/widget-page.ts'
import type { BundleFolder } from './static-folder.ts'

export interface AnnounceSource {
  catalogue: Catalogue
  /** Where the folder will be read, ending with '/': pictures in previews and codes on posters need whole addresses. */
  address: string
  /** Origin of the server that takes registrations. */
  server: string
}

const LANGUAGES = ['id', 'en'] as const
/** A folder has no search, so its pages are long: a browser's own search does the rest, within the list's 150 kB. */
const PAGE_ROWS = 200

const WHOLE: Record<Exclude<WholeFile, 'atom' | 'widget'>, string> = {
  json: 'lowongan.json',
  announcement: 'pengumuman.pdf',
  poster: 'poster.pdf',
  'poster-picture': 'poster.png',
  image: 'gambar.png',
}
const OF: Record<VacancyFile, string> = { poster: 'poster.pdf', 'poster-picture': 'poster.png', image: 'gambar.png' }

/** Writes the public pages of the vacancies as files (AN12). The same records give the same bytes. */
export async function writeAnnouncements(
  source: AnnounceSource,
  folder: BundleFolder,
  progress: (done: number, of: number) => void = () => {},
): Promise<void> {
  const { catalogue } = source
  const assets = assetFiles()
  const folders = foldersOf(catalogue)
  const names = Object.fromEntries(Object.entries(assets).map(([asset, { name }]) => [asset, `aset/${name}`]))
  const ways = (from: string) => folderWays(source, folders, names, from)
  const kept = new KeptFiles()
  for (const { name, bytes } of Object.values(assets)) folder.write(`aset/${name}`, bytes)
  for (const language of LANGUAGES) {
    const pages = Math.max(1, Math.ceil(catalogue.vacancies.length / PAGE_ROWS))
    for (let page = 1; page <= pages; page += 1) {
      const path = listFile(language, page)
      const question = { q: '', education: '', unit: '', kind: '', page } as const
      folder.write(path, listPage(catalogue, ways(path), language, question, PAGE_ROWS))
    }
    const [atom, widget] = [inLanguage(language, 'lowongan.atom'), inLanguage(language, 'widget.html')]
    folder.write(atom, atomFeed(catalogue, ways(atom), language))
    folder.write(widget, widgetPage(catalogue, ways(widget), language))
  }
  folder.write(WHOLE.json, JSON.stringify(openData(catalogue, ways(WHOLE.json))))
  folder.write('sitemap.xml', siteMap(catalogue, ways('sitemap.xml')))
  for (const file of ['image', 'announcement', 'poster', 'poster-picture'] as const)
    if (catalogue.period || file === 'image')
      folder.write(WHOLE[file], await wholeFile(kept, catalogue, ways(WHOLE[file]), file))
  for (const [at, vacancy] of catalogue.vacancies.entries()) {
    const own = folders.get(vacancy.code) as string
    for (const language of LANGUAGES) {
      const path = inLanguage(language, `${own}/index.html`)
      folder.write(path, vacancyPage(catalogue, vacancy, ways(path), language))
    }
    for (const file of VACANCY_FILES)
      folder.write(`${own}/${OF[file]}`, await vacancyFile(kept, catalogue, vacancy, ways(`${own}/${OF[file]}`), file))
    progress(at + 1, catalogue.vacancies.length)
  }
  const mark = { seleksi: 'bundel-lowongan', v: 1, period: catalogue.period?.name ?? null, address: source.address }
  folder.finish(`${JSON.stringify(mark, null, 1)}\n`)
}

const inLanguage = (language: Language, path: string) => (language === 'id' ? path : `en/${path}`)
const listFile = (language: Language, page: number) =>
  inLanguage(language, page === 1 ? 'index.html' : `halaman-${page}.html`)

/** A folder for each code, of letters that every disk and every web server keeps as they are. */
function foldersOf({ vacancies }: Catalogue): Map<string, string> {
  const folders = new Map<string, string>()
  const taken = new Set<string>()
  for (const { code } of vacancies) {
    const plain =
      code
        .toLowerCase()
        .replace(/[^a-z0-9]+/g, '-')
        .replace(/^-|-$/g, '')
        .slice(0, 40) || 'formasi'
    let name = plain
    for (let n = 2; taken.has(name); n += 1) name = `${plain}-${n}`
    taken.add(name)
    folders.set(code, `formasi/${name}`)
  }
  return folders
}

/** Relative links, so that the folder works wherever it is put; only what is shared names the whole address. */
function folderWays(
  { address, server }: AnnounceSource,
  folders: Map<string, string>,
  assets: Record<string, string>,
  from: string,
): Ways {
  const to = (path: string) => wayTo(from, path)
  return {
    list: (language, query = '') => to(listFile(language, Number(new URLSearchParams(query).get('hal') ?? 1))),
    vacancy: (language, code) => to(inLanguage(language, `${folders.get(code)}/index.html`)),
    whole: (file, language) =>
      to(
        file === 'atom' || file === 'widget'
          ? inLanguage(language, file === 'atom' ? 'lowongan.atom' : 'widget.html')
          : WHOLE[file],
      ),
    of: (code, file) => to(`${folders.get(code)}/${OF[file]}`),
    asset: (name) => to(assets[name] ?? ''),
    apply: (code) => `${server}/applicant/${code === null ? '' : `?vacancy=${encodeURIComponent(code)}`}`,
    address: (way) => new URL(way, address + from).href.replace(/\/index\.html$/, '/'),
    asks: false,
  }
}
