import type { Language } from './days.ts'

export const ASSETS = ['style', 'font', 'font-ext', 'icon'] as const
export type Asset = (typeof ASSETS)[number]
/** What is made of all vacancies together. */
export const WHOLE_FILES = ['atom', 'json', 'announcement', 'poster', 'poster-picture', 'image', 'widget'] as const
export type WholeFile = (typeof WHOLE_FILES)[number]
/** What is made of one. */
export const VACANCY_FILES = ['poster', 'poster-picture', 'image'] as const
export type VacancyFile = (typeof VACANCY_FILES)[number]

/** Where things lie, as seen from one page: the server's addresses, or relative ones in a static folder. */
export interface Ways {
  list(language: Language, query?: string): string
  vacancy(language: Language, code: string): string
  whole(file: WholeFile, language: Language): string
  of(code: string, file: VacancyFile): string
  asset(name: Asset): string
  /** The form of registration; it is the server's, wherever the page is. */
  apply(code: string | null): string
  /** The whole address of one of the above. */
  address(way: string): string
  /** True where a server answers questions; a folder holds every vacancy on its pages and has no form. */
  asks: boolean
}

const code = encodeURIComponent

/** The server's own addresses. `origin` is where the public reaches it: 'https://seleksi.example.go.id'. */
export function serverWays(origin: string, assets: Record<Asset, string>): Ways {
  const top = (language: Language) => (language === 'id' ? '/lowongan' : '/en/vacancies')
  const ends: Record<Exclude<WholeFile, 'json' | 'widget'>, string> = {
    atom: '.atom',
    announcement: '.pdf',
    poster: '-poster.pdf',
    'poster-picture': '-poster.png',
    image: '-gambar.png',
  }
  return {
    list: (language, query = '') => top(language) + query,
    vacancy: (language, of) => `${top(language)}/${code(of)}`,
    whole: (file, language) => {
      if (file === 'json') return '/api/public/vacancies'
      if (file === 'widget') return language === 'id' ? '/widget' : '/widget?lang=en'
      return (file === 'atom' ? top(language) : '/lowongan') + ends[file]
    },
    of: (of, file) =>
      `/lowongan/${code(of)}/${{ poster: 'poster.pdf', 'poster-picture': 'poster.png', image: 'gambar.png' }[file]}`,
    asset: (name) => `/lowongan-aset/${assets[name]}`,
    apply: (of) => (of === null ? '/applicant/' : `/applicant/?vacancy=${code(of)}`),
    address: (way) => new URL(way, origin).href,
    asks: true,
  }
}
