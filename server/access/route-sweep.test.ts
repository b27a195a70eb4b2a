import type { FastifyInstance } from 'fastify'
import { beforeAll, describe, expect, it } from 'vitest'
import { sealProfile } from '../applications/account-store.ts'
import type { Role } from '../protocol/roles.ts'
import { STAFF_ROLES } from '../protocol/roles.ts'
import { sealNik } from '../recruitment/nik-seal.ts'
import { type Hall, sitting } from '../testing/sitting.ts'
import { APPLICANT_COOKIE, signInApplicant } from './sign-in-store.ts'

/** Who may call what. A route that is missing here, or here and not there, fails: nothing opens by forgetting. */
const ALLOWED: Record<string, readonly Role[]> = {}
const allow = (roles: string, ...routes: string[]) => {
  for (const route of routes) ALLOWED[route] = roles.split(' ') as Role[]
}
allow(
  'public',
  'GET /api/welcome',
  'GET /api/me',
  'POST /api/sign-in',
  'POST /api/sign-out',
  'GET /api/health',
  'GET /api/board',
  'GET /api/board/:sitting',
)
allow(
  'public',
  'GET /api/publications',
  'GET /api/publications/:id',
  ...['csv', 'xlsx', 'pdf', 'json', 'qti.zip'].map((end) => `GET /api/publications/:id/export.${end}`),
)
allow('public', 'POST /api/station/sign-in')
allow(
  'candidate',
  'POST /api/station/confirm',
  'GET /api/station/view',
  'POST /api/station/entries',
  'POST /api/station/beat',
  'GET /api/station/photo',
  'GET /api/station/paper/:address',
  'POST /api/station/sign-out',
)
allow('administrator', 'GET /api/staff', 'POST /api/staff', 'PATCH /api/staff/:id')
allow(
  'writer committee administrator',
  'GET /api/banks',
  'POST /api/banks',
  'POST /api/banks/:id/import',
  'GET /api/banks/:id/items',
  'GET /api/banks/:id/export.json',
)
allow(
  'committee administrator',
  'GET /api/vacancies',
  'GET /api/candidates',
  'POST /api/imports/vacancies',
  'POST /api/imports/candidates',
)
allow(
  'committee administrator',
  'GET /api/needs',
  'GET /api/needs/export.xlsx',
  'GET /api/needs/template.xlsx',
  'GET /api/needs/workloads/:id',
  'POST /api/needs/figures',
  'PUT /api/needs/workloads',
  'PUT /api/needs/requests',
  'PUT /api/needs/years/:year',
  'POST /api/needs/years/:year/lacks',
  'POST /api/imports/needs/:year',
  'GET /api/programmes',
  ...['units', 'positions'].flatMap((things) => [
    ...[`GET /api/needs/${things}`, `POST /api/needs/${things}`, `PUT /api/needs/${things}/:id`],
  ]),
  ...['units', 'positions', 'workloads', 'requests'].map((things) => `DELETE /api/needs/${things}/:id`),
)
allow(
  'committee administrator',
  'GET /api/grants',
  'GET /api/periods',
  'GET /api/periods/usual',
  'GET /api/periods/stages/:day',
  'POST /api/periods',
  'PUT /api/periods/:id',
  'DELETE /api/periods/:id',
  'POST /api/periods/:id/proposal',
  'GET /api/periods/:id/vacancies',
  'POST /api/periods/:id/vacancies',
  'POST /api/periods/:id/publication',
  'PUT /api/vacancies/:id',
  'DELETE /api/vacancies/:id',
  'POST /api/vacancies/:id/change',
  'GET /api/vacancies/:id/versions',
)
allow('public', 'GET /api/public/vacancies')
allow('committee administrator', 'GET /api/announcements/media', 'GET /api/announcements/media/:code')
allow(
  'committee administrator',
  'GET /api/imports/templates/vacancies.csv',
  'GET /api/imports/templates/candidates.csv',
)
allow(
  'committee administrator',
  'GET /api/rule-sets',
  'GET /api/rule-sets/:id',
  'POST /api/rule-sets',
  'POST /api/rule-sets/check',
  'POST /api/rule-sets/effect',
  'GET /api/tests',
  'POST /api/tests/check',
  'POST /api/tests',
  'GET /api/unseated',
  'GET /api/sittings',
  'POST /api/sittings',
)
allow(
  'public',
  'GET /api/applicant/portal',
  'GET /api/applicant/vacancies',
  'GET /api/applicant/choices',
  'POST /api/applicant/registration',
  'POST /api/applicant/registration/confirmation',
  'POST /api/applicant/password',
  'POST /api/applicant/password/confirmation',
  'POST /api/applicant/sign-in',
  'POST /api/applicant/sign-out',
)
allow(
  'applicant',
  'PUT /api/applicant/language',
  'POST /api/applicant/regions',
  'GET /api/applicant/home',
  'POST /api/applicant/notices/read',
  'POST /api/applicant/applications',
  'GET /api/applicant/applications/:id',
  'PATCH /api/applicant/applications/:id',
  'PUT /api/applicant/applications/:id/vacancy',
  'POST /api/applicant/applications/:id/submission',
  'POST /api/applicant/applications/:id/withdrawal',
  'GET /api/applicant/applications/:id/receipt.pdf',
  'POST /api/applicant/applications/:id/documents/:kind',
  'GET /api/applicant/documents/:id',
  'DELETE /api/applicant/documents/:id',
)
allow(
  'committee administrator',
  'GET /api/outbox',
  'POST /api/outbox/:id/reading',
  'POST /api/outbox/:id/handed',
  'POST /api/outbox/:id/again',
)
allow('applicant', 'GET /api/applicant/card')
allow(
  'committee administrator',
  'GET /api/placements',
  'GET /api/placements/form',
  'GET /api/placements/homes',
  'GET /api/placements/cards.pdf',
  'GET /api/placements/:id/people',
  'POST /api/placements/preview',
  'POST /api/placements/proposals',
  'PUT /api/venues/:id/facts',
  'GET /api/seat-changes',
  'POST /api/seat-changes/preview',
  'POST /api/seat-changes/proposals',
  'GET /api/candidates/:id/card.pdf',
)
allow('proctor committee administrator', 'GET /api/server')
allow(
  'proctor committee administrator',
  'GET /api/proctor/sittings',
  'GET /api/proctor/sittings/:id',
  'POST /api/proctor/sittings/:id/commands',
  'GET /api/proctor/sittings/:id/commands',
  'GET /api/proctor/sittings/:id/time/:candidate',
  'POST /api/proctor/sittings/:id/proposals/:proposal/approval',
  'POST /api/proctor/sittings/:id/proposals/:proposal/refusal',
  'POST /api/proctor/sittings/:id/carry',
  'POST /api/proctor/sittings/:id/pins',
)
allow(
  'proctor committee administrator',
  'GET /api/proctor/sittings/:id/timeline/:candidate',
  'GET /api/proctor/sittings/:id/log',
  'POST /api/proctor/sittings/:id/notes',
  'GET /api/proctor/sittings/:id/replay',
  'GET /api/proctor/sittings/:id/likeness',
  'GET /api/proctor/sittings/:id/minutes',
  'POST /api/proctor/sittings/:id/minutes/notes',
  ...['attendance', 'seats', 'minutes', 'incidents'].map((paper) => `GET /api/proctor/sittings/:id/${paper}.pdf`),
  'GET /api/proctor/sittings/:id/incidents.csv',
)
allow(
  'committee administrator',
  'GET /api/vacancies/:id/ranking',
  'GET /api/sittings/:id/export.json',
  'GET /api/overview',
  'GET /api/audit',
)
allow(
  'committee administrator',
  'GET /api/proposals',
  'POST /api/proposals/:id/approval',
  'POST /api/proposals/:id/refusal',
  'GET /api/stages',
  'GET /api/stages/:stage/preview',
  'POST /api/stages/:stage/proposals',
  'POST /api/publications/:id/withdrawal',
  'POST /api/ties',
  'GET /api/standings',
  'POST /api/candidates/:id/standing',
  'GET /api/outside-scores',
  'POST /api/outside-scores/import',
  'GET /api/outside-scores/template.csv',
)
allow(
  'committee administrator',
  'GET /api/rescoring',
  'GET /api/rescoring/items',
  'GET /api/rescoring/items/:id',
  'POST /api/rescoring/preview',
  'POST /api/rescoring/preview.csv',
  'POST /api/rescoring/proposals',
  'GET /api/rescoring/:proposal/memo.pdf',
  'GET /api/rescoring/:proposal/changes.csv',
)
allow(
  'committee administrator',
  'GET /api/statistics',
  'GET /api/statistics/:sitting',
  'GET /api/statistics/:sitting/items/:item',
  'GET /api/statistics/:sitting/export.csv',
  'GET /api/statistics/:sitting/export.xlsx',
)
allow('public', 'GET /api/objections/open', 'POST /api/objections', 'POST /api/objections/status')
allow(
  'committee administrator',
  'GET /api/objections',
  'GET /api/objections/templates',
  'GET /api/objections/windows',
  'POST /api/objections/received',
  'POST /api/publications/:id/objection-window',
  'GET /api/objections/:id',
  'GET /api/objections/:id/case.pdf',
  'POST /api/objections/:id/preview',
  'POST /api/objections/:id/proposals',
)
allow(
  'public',
  'POST /api/machine/offer',
  'POST /api/machine/enrol',
  'GET /api/machine/nonce',
  'POST /api/machine/recognise',
  'POST /api/machine/check',
)
allow(
  'proctor committee administrator',
  'GET /api/venues',
  'GET /api/rooms/:id',
  'POST /api/rooms/:id/enrolment-code',
  'GET /api/rooms/:id/certificate.pdf',
  'GET /api/sittings/:id/policy',
  'GET /api/sittings/:id/seb-config',
)
allow(
  'committee administrator',
  'POST /api/venues',
  'POST /api/venues/:id/rooms',
  'PUT /api/rooms/:id',
  'DELETE /api/stations/:id/enrolment',
  'PUT /api/sittings/:id/policy',
  'POST /api/sittings/:id/start-time',
)
allow(
  'proctor committee administrator',
  'GET /api/desk/sittings/:id',
  'GET /api/desk/sittings/:id/people',
  'POST /api/desk/sittings/:id/find',
  'POST /api/desk/sittings/:id/people/:candidate/steps',
  'POST /api/desk/sittings/:id/people/:candidate/refusal',
  'DELETE /api/desk/sittings/:id/people/:candidate/refusal',
  'GET /api/desk/photos/:id',
  'GET /api/desk/sittings/:id/cards.pdf',
)

allow('applicant', 'GET /api/applicant/appeal', 'POST /api/applicant/appeal')
allow('applicant', 'GET /api/applicant/my-data', 'GET /api/applicant/my-data.html')
allow(
  'committee administrator',
  ...[
    'clock',
    'views',
    'retention',
    'erasures',
    'erasures/:id/proof',
    'holds',
    'people/:id',
    'breaches',
    'breaches/:id',
  ].map((what) => `GET /api/privacy/${what}`),
  'GET /api/privacy/breaches/:id/authority.pdf',
  'POST /api/privacy/search',
  ...['copy', 'corrections', 'holds', 'erasure'].map((what) => `POST /api/privacy/people/:id/${what}`),
  'POST /api/privacy/holds/:id/lifting',
  'POST /api/privacy/retention/:class',
  'POST /api/privacy/retention/:class/erasure',
  'POST /api/privacy/breaches',
  'POST /api/privacy/breaches/:id',
  ...['people', 'authority', 'closing'].map((what) => `POST /api/privacy/breaches/:id/${what}`),
)
allow(
  'verifier committee administrator',
  'GET /api/verification/periods',
  'GET /api/verification/periods/:id',
  'GET /api/verification/periods/:id/officers',
  'POST /api/verification/cases',
  ...['renewal', 'return', 'decision', 'check', 'unmasking'].map(
    (what) => `POST /api/verification/cases/:application/${what}`,
  ),
  'GET /api/verification/documents/:document',
)
allow(
  'committee administrator',
  ...['proposals', 'candidates', 'import', 'export'].map((what) => `POST /api/verification/periods/:id/${what}`),
  'GET /api/verification/periods/:id/preview',
  'GET /api/verification/periods/:id/appeals',
  'GET /api/verification/appeals/:id',
  'POST /api/verification/appeals/:id/proposals',
  'GET /api/verification/template.xlsx',
  'GET /api/applications',
  'GET /api/applications/export.csv',
  'GET /api/applications/export.xlsx',
  'GET /api/applications/:id',
  'POST /api/applications/:id/unmasking',
)
allow(
  'public',
  'GET /api/verification/announcements',
  'GET /api/verification/announcements/:id',
  'GET /api/verification/announcements/:id/export.csv',
)

let hall: Hall
const cookies = new Map<Role, string>()
beforeAll(async () => {
  hall = await sitting().running()
  cookies.set('candidate', (await hall.seated(1)).cookie)
  for (const role of STAFF_ROLES) cookies.set(role, (await hall.app.staff(role)).cookie)
  const { services } = hall.app
  const token = await services.store.transaction(async (db) => {
    await db.insert(services.store.tables.applicant).values({
      ...{ id: 'a', name: 'Pelamar', passwordHash: '', language: 'id', createdAt: 1, version: 1 },
      ...sealNik(services.secret, '1508014503950001'),
      profileSealed: sealProfile(services.secret, {
        kk: '1508010101010001',
        birthDate: '1995-03-05',
        gender: 'female',
      }),
    })
    return await signInApplicant(services, db, 'a')
  })
  cookies.set('applicant', `${APPLICANT_COOKIE}=${token}`)
})
const isStaff = (role: Role): boolean => (STAFF_ROLES as readonly Role[]).includes(role)

describe('every route, every role', () => {
  it('has exactly the routes of this list', () => {
    expect(routesOf(hall.app.http).sort()).toEqual(Object.keys(ALLOWED).sort())
  })

  it.each(['public', 'candidate', 'applicant', ...STAFF_ROLES] as const)(
    'as %s: let in where the list says so, and nowhere else; never a fault',
    async (role) => {
      for (const [route, roles] of Object.entries(ALLOWED)) {
        const [method, path] = route.split(' ') as ['GET', string]
        if (path.endsWith('/sign-out')) continue
        for (const id of ['no-such-thing', hall.id]) {
          const reply = await hall.app.http.inject({
            method,
            url: path.replace(/:\w+/, id),
            headers: { cookie: cookies.get(role) ?? '' },
            ...(method === 'GET' ? {} : { payload: {} }),
          })
          const word = reply.headers['content-type']?.toString().includes('json') ? reply.json().refused : undefined
          const gate = ['sign-in-needed', 'not-your-role'].includes(word) ? reply.statusCode : 'in'
          // A gate for candidates or applicants does not know staff, and the other way round.
          const known = isStaff(role) && roles.some(isStaff)
          const expected = roles.includes('public') || roles.includes(role) ? 'in' : known ? 403 : 401
          expect([route, role, gate]).toEqual([route, role, expected])
          expect([route, role, reply.statusCode < 500]).toEqual([route, role, true])
        }
      }
      expect(hall.app.faults).toEqual([])
    },
  )

  it('a route that states no roles does not register', async () => {
    const { default: Fastify } = await import('fastify')
    const { guard } = await import('./guard.ts')
    const app = Fastify()
    await guard(app, hall.app.services)
    expect(() => app.get('/api/forgotten', async () => 'secret')).toThrow('states no roles')
  })

  it('an address that is no route is a sentence, not a stack', async () => {
    const reply = await hall.app.http.inject({ method: 'GET', url: '/api/nothing/here' })
    expect([reply.statusCode, reply.json()]).toEqual([404, { refused: 'not-found', detail: { what: 'Alamat' } }])
  })

  it.each([
    ['no JSON', 'application/json', '{"username":'],
    ['another kind of body', 'text/plain', 'username=a'],
    ['a body past the limit', 'application/json', JSON.stringify({ username: 'a', password: 'x'.repeat(300_000) })],
    ['a poisoned body', 'application/json', '{"__proto__":{"role":"administrator"},"username":"a","password":"b"}'],
  ])('%s is refused, not a fault', async (_, type, payload) => {
    const reply = await hall.app.http.inject({
      method: 'POST',
      url: '/api/sign-in',
      headers: { 'content-type': type },
      payload,
    })
    expect([reply.statusCode, reply.json().refused]).toEqual([400, 'bad-request'])
  })
})

/** All API routes as 'METHOD /path', read from fastify's own tree. HEAD comes with each GET; '*' is the catch-all. */
function routesOf(app: FastifyInstance): string[] {
  const routes: string[] = []
  const path: string[] = []
  for (const line of app.printRoutes({ commonPrefix: false }).split('\n')) {
    const found = line.match(/^([│ ]*)(?:├──|└──) (\S*)(?: \(([A-Z, ]+)\))?/)
    if (!found) continue
    const depth = (found[1] ?? '').length / 4
    path.splice(depth, path.length, found[2] ?? '')
    const url = path.join('')
    if (url.startsWith('/api'))
      for (const method of found[3]?.split(', ') ?? []) if (method !== 'HEAD') routes.push(`${method} ${url}`)
  }
  return routes
}
