import { escaped } from '../protocol/markup.ts'
import type { Catalogue } from './catalogue.ts'
import { stamp } from './days.ts'
import type { Ways } from './ways.ts'

const LANGUAGES = ['id', 'en'] as const

/** Every public page of the vacancies with its sister in the other language. */
export function siteMap({ vacancies }: Catalogue, ways: Ways): string {
  const pages = [
    { way: (language: 'id' | 'en') => ways.list(language), at: Math.max(0, ...vacancies.map((one) => one.updatedAt)) },
    ...vacancies.map(({ code, updatedAt }) => ({
      way: (language: 'id' | 'en') => ways.vacancy(language, code),
      at: updatedAt,
    })),
  ]
  const address = (way: string) => escaped(ways.address(way))
  const entries = pages.flatMap(({ way, at }) =>
    LANGUAGES.map((language) => {
      const sisters = LANGUAGES.map(
        (other) => `<xhtml:link rel="alternate" hreflang="${other}" href="${address(way(other))}"/>`,
      )
      const when = at > 0 ? `<lastmod>${stamp(at)}</lastmod>` : ''
      return `<url><loc>${address(way(language))}</loc>${when}${sisters.join('')}</url>`
    }),
  )
  return `<?xml version="1.0" encoding="UTF-8"?>
<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:xhtml="http://www.w3.org/1999/xhtml">
${entries.join('\n')}
</urlset>
`
}

/** Search engines are led to what is public, and asked to leave the consoles alone. */
export const robots = (siteMapAddress: string): string => `User-agent: *
Disallow: /api/
Allow: /api/public/
Disallow: /applicant/
Disallow: /committee/
Disallow: /proctor/
Disallow: /station/

Sitemap: ${siteMapAddress}
`
