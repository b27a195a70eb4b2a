import type { MediaView, Shared } from '../../server/protocol/announcements.ts'
import { MediaScreen, SharedParts, VacancyMediaScreen } from '../committee/screens/media.tsx'
import type { Loaded } from '../shared/load.ts'
import { Shown } from '../shared/parts/kit-basics.tsx'
import { CommitteePage } from './committee-frame.tsx'
import type { Story } from './story.ts'

const BASE = 'https://seleksi.bungo.example.go.id'
/** Stands for what the server draws. */
const picture = `data:image/svg+xml,${encodeURIComponent(
  '<svg xmlns="http://www.w3.org/2000/svg" width="1200" height="630"><rect width="1200" height="630" fill="#fbfaf7"/><rect y="502" width="1200" height="128" fill="#0b5351"/></svg>',
)}`
const widget = `data:text/html;charset=utf-8,${encodeURIComponent('<html lang="id"><title>Lowongan ASN terbuka</title><h1>Lowongan ASN terbuka</h1><p>90 formasi untuk 270 kebutuhan.</p></html>')}`

const whole: Shared = {
  page: `${BASE}/lowongan`,
  pageEn: `${BASE}/en/vacancies`,
  image: picture,
  poster: `${BASE}/lowongan-poster.pdf`,
  posterPicture: `${BASE}/lowongan-poster.png`,
  title: 'Seleksi CPNS Kabupaten Bungo 2026',
  about: 'Pemerintah Kabupaten Bungo: 90 formasi untuk 270 kebutuhan.',
  whatsapp: `*LOWONGAN ASN Pemerintah Kabupaten Bungo*
Seleksi CPNS Kabupaten Bungo 2026

90 formasi untuk 270 orang, di antaranya:
• Guru Kelas Ahli Pertama: 60
• Perawat Terampil: 45
• Bidan Terampil: 45

Pendaftaran: 26 November – 16 Desember 2026
Semua formasi dan syaratnya: ${BASE}/lowongan
Pendaftaran tidak dipungut biaya.`,
  facebook: `LOWONGAN ASN Pemerintah Kabupaten Bungo
Seleksi CPNS Kabupaten Bungo 2026

90 formasi untuk 270 orang.

Pendaftaran: 26 November – 16 Desember 2026
Semua formasi dan syaratnya: ${BASE}/lowongan
Pendaftaran tidak dipungut biaya.`,
}
const one: Shared = {
  ...whole,
  page: `${BASE}/lowongan/61010001`,
  pageEn: `${BASE}/en/vacancies/61010001`,
  poster: `${BASE}/lowongan/61010001/poster.pdf`,
  posterPicture: `${BASE}/lowongan/61010001/poster.png`,
  title: 'Perawat Terampil, Puskesmas Muara Bungo I',
  about: '2 kebutuhan · D-III Keperawatan · Batas pendaftaran: 16 Desember 2026',
}
const view: MediaView = {
  period: { name: 'Seleksi CPNS Kabupaten Bungo 2026', vacancies: 90, need: 270 },
  shared: whole,
  links: {
    announcement: `${BASE}/lowongan.pdf`,
    atom: `${BASE}/lowongan.atom`,
    json: `${BASE}/api/public/vacancies`,
    widget,
    siteMap: `${BASE}/sitemap.xml`,
  },
  snippet: `<iframe src="${BASE}/widget" title="Lowongan ASN terbuka" width="100%" height="520" loading="lazy" style="border:1px solid #d5d9d4"></iframe>`,
  vacancies: Array.from({ length: 90 }, (_, at) => ({
    code: String(61010001 + at),
    position: at % 2 === 0 ? 'Perawat Terampil' : 'Guru Kelas Ahli Pertama',
    unit: at % 2 === 0 ? 'Puskesmas Muara Bungo I' : `SDN ${at}/II Muara Bungo`,
    need: 1 + (at % 4),
    applicants: at * 3,
  })),
}

const media = (of: MediaView) => (
  <CommitteePage screen="publications" address={{ part: 'media' }}>
    <MediaScreen view={of} />
  </CommitteePage>
)
const vacancy = (of: Loaded<Shared>) => (
  <CommitteePage screen="publications" address={{ part: 'media', code: '61010001' }}>
    <VacancyMediaScreen code="61010001">
      <Shown of={of} retry={() => {}}>
        {(shared) => <SharedParts shared={shared} />}
      </Shown>
    </VacancyMediaScreen>
  </CommitteePage>
)

export const stories: Story[] = [
  { name: 'media / all', render: () => media(view) },
  {
    name: 'media / address of this network alone',
    render: () => media({ ...view, shared: { ...whole, page: 'http://192.168.1.5:3000/lowongan' } }),
  },
  { name: 'media / nothing open', render: () => media({ ...view, period: null, shared: null, vacancies: [] }) },
  { name: 'media / open without vacancies', render: () => media({ ...view, vacancies: [] }) },
  { name: 'media / one vacancy', render: () => vacancy({ at: 'ready', value: one }) },
  { name: 'media / one vacancy loading', render: () => vacancy({ at: 'loading' }) },
  {
    name: 'media / one vacancy gone',
    render: () => vacancy({ at: 'refused', why: { refused: 'not-found', detail: { what: 'Formasi' } } }),
  },
  { name: 'media / one vacancy unreachable', render: () => vacancy({ at: 'unreachable' }) },
]
