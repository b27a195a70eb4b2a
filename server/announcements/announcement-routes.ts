import { createHash } from 'node:crypto'
import { promisify } from 'node:util'
import { brotliCompress, constants, gzip } from 'node:zlib'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { refuse } from '../protocol/refusals.ts'
import type { Services } from '../services.ts'
import { atomFeed } from './atom-export.ts'
import { type Catalogue, type PublicVacancy, questionOf } from './catalogue.ts'
import { keptCatalogue } from './catalogue-view.ts'
import type { Language } from './days.ts'
import { vacancyFile, wholeFile } from './files-export.ts'
import { KeptFiles } from './kept-export.ts'
import { listPage } from './list-page.ts'
import { lostPage } from './lost-page.ts'
import { mediaView, sharedVacancy } from './media.ts'
import { openData } from './open-data.ts'
import { robots, siteMap } from './site-map.ts'
import { assetFiles } from './style-view.ts'
import { vacancyPage } from './vacancy-page.ts'
import { serverWays, type VacancyFile, type Ways } from './ways.ts'
import { widgetPage } from './widget-page.ts'

const brotli = promisify(brotliCompress)
const gzipped = promisify(gzip)

const POLICY = {
  ...{ defaultSrc: ["'none'"], styleSrc: ["'self'"], fontSrc: ["'self'"], imgSrc: ["'self'"] },
  ...{ formAction: ["'self'"], baseUri: ["'none'"] },
}
/** Pages may not be framed; the widget may, by anybody (AN10). Neither runs a script. */
const PAGE = {
  helmet: { contentSecurityPolicy: { useDefaults: false, directives: { ...POLICY, frameAncestors: ["'none'"] } } },
}
const WIDGET = {
  helmet: {
    contentSecurityPolicy: { useDefaults: false, directives: { ...POLICY, frameAncestors: ['*'] } },
    xFrameOptions: false,
  },
} as const
/** Pictures, papers and data that other sites may show. */
const OPEN = { helmet: { crossOriginResourcePolicy: { policy: 'cross-origin' as const } } }

/** How long a browser or a proxy may show what it has without asking again. */
const PAGE_AGE_S = 60
const FILE_AGE_S = 600
const YEAR_S = 31_536_000

const TOPS: [string, Language][] = [
  ['/lowongan', 'id'],
  ['/en/vacancies', 'en'],
]
const FILES: [string, VacancyFile, string][] = [
  ['poster.pdf', 'poster', 'application/pdf'],
  ['poster.png', 'poster-picture', 'image/png'],
  ['gambar.png', 'image', 'image/png'],
]

interface Asked {
  catalogue: Catalogue
  ways: Ways
}

/** The public pages of the vacancies, what is made for sharing them, and the committee's view of it. */
export function announcementRoutes(app: FastifyInstance, services: Services): void {
  const assets = assetFiles()
  const names = Object.fromEntries(Object.entries(assets).map(([asset, { name }]) => [asset, name])) as Record<
    keyof typeof assets,
    string
  >
  const catalogueNow = keptCatalogue(services)
  const kept = new KeptFiles()
  const asked = async (request: FastifyRequest): Promise<Asked> => ({
    catalogue: await catalogueNow(),
    ways: serverWays(originOf(services, request), names),
  })
  const find = ({ catalogue }: Asked, request: FastifyRequest): PublicVacancy | undefined =>
    catalogue.vacancies.find(({ code }) => code === (request.params as { code: string }).code)
  const lost = (request: FastifyRequest, reply: FastifyReply, { catalogue, ways }: Asked, language: Language) =>
    send(request, reply.code(404), 'text/html; charset=utf-8', lostPage(catalogue, ways, language), PAGE_AGE_S)
  const sendPage = (request: FastifyRequest, reply: FastifyReply, page: string) =>
    send(request, reply, 'text/html; charset=utf-8', page, PAGE_AGE_S)

  for (const [top, language] of TOPS) {
    app.get(`${top}/`, (_, reply) => reply.redirect(top, 308))
    app.get(top, PAGE, async (request, reply) => {
      const query = request.query as Record<string, unknown>
      if (language === 'id' && query['lang'] === 'en') return reply.redirect(inEnglish(request.url), 302)
      const { catalogue, ways } = await asked(request)
      return sendPage(request, reply, listPage(catalogue, ways, language, questionOf(query)))
    })
    app.get(`${top}/:code`, PAGE, async (request, reply) => {
      if (language === 'id' && (request.query as { lang?: unknown }).lang === 'en')
        return reply.redirect(inEnglish(request.url), 302)
      const now = await asked(request)
      const vacancy = find(now, request)
      if (!vacancy) return lost(request, reply, now, language)
      return sendPage(request, reply, vacancyPage(now.catalogue, vacancy, now.ways, language))
    })
    app.get(`${top}.atom`, OPEN, async (request, reply) => {
      const { catalogue, ways } = await asked(request)
      const feed = atomFeed(catalogue, ways, language)
      return send(request, reply, 'application/atom+xml; charset=utf-8', feed, PAGE_AGE_S)
    })
  }

  for (const [name, file, type] of FILES) {
    app.get(`/lowongan/:code/${name}`, OPEN, async (request, reply) => {
      const now = await asked(request)
      const vacancy = find(now, request)
      if (!vacancy) return lost(request, reply, now, 'id')
      return send(request, reply, type, await vacancyFile(kept, now.catalogue, vacancy, now.ways, file), FILE_AGE_S)
    })
    app.get(`/lowongan-${name}`, OPEN, async (request, reply) => {
      const now = await asked(request)
      // Only the picture has something to say while nothing is open.
      if (!now.catalogue.period && file !== 'image') return lost(request, reply, now, 'id')
      return send(request, reply, type, await wholeFile(kept, now.catalogue, now.ways, file), FILE_AGE_S)
    })
  }
  app.get('/lowongan.pdf', OPEN, async (request, reply) => {
    const now = await asked(request)
    if (!now.catalogue.period) return lost(request, reply, now, 'id')
    const paper = await wholeFile(kept, now.catalogue, now.ways, 'announcement')
    return send(request, reply, 'application/pdf', paper, FILE_AGE_S)
  })

  app.get('/widget', WIDGET, async (request, reply) => {
    const { catalogue, ways } = await asked(request)
    const { lang, unit } = request.query as { lang?: unknown; unit?: unknown }
    const language = lang === 'en' ? 'en' : 'id'
    return sendPage(request, reply, widgetPage(catalogue, ways, language, typeof unit === 'string' ? unit : ''))
  })

  app.get('/api/public/vacancies', { ...OPEN, config: { roles: ['public'] as const } }, async (request, reply) => {
    const { catalogue, ways } = await asked(request)
    reply.header('access-control-allow-origin', '*')
    const data = JSON.stringify(openData(catalogue, ways))
    return send(request, reply, 'application/json; charset=utf-8', data, PAGE_AGE_S)
  })

  const siteMapOf = (ways: Ways) => ways.address('/sitemap.xml')
  app.get('/sitemap.xml', async (request, reply) => {
    const { catalogue, ways } = await asked(request)
    return send(request, reply, 'application/xml; charset=utf-8', siteMap(catalogue, ways), FILE_AGE_S)
  })
  app.get('/robots.txt', async (request, reply) => {
    const { ways } = await asked(request)
    return send(request, reply, 'text/plain; charset=utf-8', robots(siteMapOf(ways)), FILE_AGE_S)
  })

  app.get<{ Params: { name: string } }>('/lowongan-aset/:name', OPEN, async (request, reply) => {
    const file = Object.values(assets).find(({ name }) => name === request.params.name)
    if (!file) return lost(request, reply, await asked(request), 'id')
    return send(request, reply, file.type, file.bytes, YEAR_S)
  })

  const committee = { config: { roles: ['committee', 'administrator'] as const } }
  app.get('/api/announcements/media', committee, async (request) => {
    const { catalogue, ways } = await asked(request)
    return mediaView(catalogue, ways, siteMapOf(ways))
  })
  app.get('/api/announcements/media/:code', committee, async (request, reply) => {
    const now = await asked(request)
    const vacancy = find(now, request)
    if (!vacancy) return reply.refuse(refuse('not-found', { what: 'Formasi' }))
    return sharedVacancy(now.catalogue, vacancy, now.ways)
  })
}

/** Where the public reaches us: the origin that it came by, or the one that the configuration names before all others. */
export function originOf({ config }: Pick<Services, 'config'>, request: FastifyRequest): string {
  const own = `${request.protocol}://${request.host}`
  const [named] = config.origins
  if (named !== undefined && !config.origins.includes(own)) return named
  return URL.canParse(own) ? own : 'http://localhost'
}

/** The same place in English: '/lowongan/61?lang=en' to '/en/vacancies/61'. */
function inEnglish(url: string): string {
  const at = new URL(url, 'http://localhost')
  at.searchParams.delete('lang')
  return at.pathname.replace(/^\/lowongan/, '/en/vacancies') + at.search
}

/** Sends with an ETag and a short life (AN9), packed where the browser takes it. */
async function send(
  request: FastifyRequest,
  reply: FastifyReply,
  type: string,
  content: string | Buffer,
  ageS: number,
): Promise<FastifyReply> {
  const bytes = typeof content === 'string' ? Buffer.from(content) : content
  const tag = `W/"${createHash('sha256').update(bytes).digest('base64url').slice(0, 22)}"`
  // The same answer for everybody: a proxy may keep it, so it carries nobody's cookie.
  reply.raw.removeHeader('set-cookie')
  reply
    .header('etag', tag)
    .header('cache-control', `public, max-age=${ageS}${ageS === YEAR_S ? ', immutable' : ''}`)
    .header('vary', 'accept-encoding')
  if (reply.statusCode === 200 && sameTag(request.headers['if-none-match'], tag)) return reply.code(304).send()
  reply.type(type)
  const packs = /^(?:text|application\/(?:json|xml|atom)|image\/svg)/.test(type) && bytes.length > 1000
  const takes = String(request.headers['accept-encoding'] ?? '')
  if (packs && /\bbr\b/.test(takes)) {
    const params = { [constants.BROTLI_PARAM_QUALITY]: 5, [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length }
    return reply.header('content-encoding', 'br').send(await brotli(bytes, { params }))
  }
  if (packs && /\bgzip\b/.test(takes)) return reply.header('content-encoding', 'gzip').send(await gzipped(bytes))
  return reply.send(bytes)
}

const sameTag = (given: string | undefined, tag: string): boolean =>
  (given ?? '').split(',').some((one) => one.trim().replace(/^W\//, '') === tag.replace(/^W\//, ''))
