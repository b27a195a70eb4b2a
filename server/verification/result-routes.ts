import type { FastifyInstance, FastifyRequest } from 'fastify'
import { originOf } from '../announcements/announcement-routes.ts'
import { keptCatalogue } from '../announcements/catalogue-view.ts'
import type { Language } from '../announcements/days.ts'
import { lostPage } from '../announcements/lost-page.ts'
import { assetFiles } from '../announcements/style-view.ts'
import { type Asset, serverWays } from '../announcements/ways.ts'
import { isRefusal } from '../protocol/refusals.ts'
import type { Services } from '../services.ts'
import { listAnnouncements, publicAnnouncement } from './announcement-view.ts'
import { resultPage, resultsPage, resultWay } from './result-page.ts'

/** As the public pages of the vacancies: nothing runs, nothing is asked of anybody else. */
const PAGE = {
  helmet: {
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        ...{ defaultSrc: ["'none'"], styleSrc: ["'self'"], fontSrc: ["'self'"], imgSrc: ["'self'"] },
        ...{ formAction: ["'self'"], baseUri: ["'none'"], frameAncestors: ["'none'"] },
      },
    },
  },
}
const AGE = 'public, max-age=60'

/** What was announced, for everybody, in both languages. */
export function resultRoutes(app: FastifyInstance, services: Services): void {
  const names = Object.fromEntries(Object.entries(assetFiles()).map(([asset, { name }]) => [asset, name])) as Record<
    Asset,
    string
  >
  const catalogueNow = keptCatalogue(services)
  const waysOf = (request: FastifyRequest) => serverWays(originOf(services, request), names)
  for (const language of ['id', 'en'] satisfies Language[]) {
    app.get(resultWay(language), PAGE, async (request, reply) => {
      const announced = await listAnnouncements(services)
      return reply
        .type('text/html; charset=utf-8')
        .header('cache-control', AGE)
        .send(resultsPage(await catalogueNow(), waysOf(request), language, announced))
    })
    app.get<{ Params: { id: string }; Querystring: { nomor?: string; halaman?: string } }>(
      `${resultWay(language)}/:id`,
      PAGE,
      async (request, reply) => {
        const found = await publicAnnouncement(services, request.params.id)
        const [catalogue, ways] = [await catalogueNow(), waysOf(request)]
        const { nomor, halaman } = request.query
        const asked = { number: String(nomor ?? '').slice(0, 40), page: Number(halaman) || 1 }
        return reply
          .code(isRefusal(found) ? 404 : 200)
          .type('text/html; charset=utf-8')
          .header('cache-control', AGE)
          .send(
            isRefusal(found)
              ? lostPage(catalogue, ways, language)
              : resultPage(catalogue, ways, language, found, asked),
          )
      },
    )
  }
}
