import { APPLICANT_COOKIE } from '../access/sign-in-store.ts'
import { eq } from '../db/sql.ts'
import { openBody } from '../notices/notice-store.ts'
import type { CodeSent, NewAccount, OwnApplication } from '../protocol/applications.ts'
import type { PeriodSettings, Requirements } from '../protocol/recruitment.ts'
import { DEFAULT_SETTINGS } from '../recruitment/period.ts'
import { letterPdf, photoJpeg } from './documents.ts'
import { type TestApp, type TestAppChoice, testApp } from './test-app.ts'

/** An open period with vacancies, on 24 November 2026, and people who apply. */
export const DAY = 86_400_000
const SETTINGS: PeriodSettings = {
  ...DEFAULT_SETTINGS,
  decree: '800/1/2026',
  signer: { name: 'Contoh', title: 'Sekretaris', place: 'Muara Bungo' },
  ruleSet: 'cpns-2024',
  contact: 'panitia@example.go.id',
  stages: [
    { stage: 'announcement', from: '2026-11-20', until: '2026-12-05' },
    { stage: 'registration', from: '2026-11-22', until: '2026-12-05' },
    { stage: 'verification', from: '2026-11-24', until: '2026-12-12' },
    { stage: 'verification-result', from: '2026-12-14', until: '2026-12-14' },
    { stage: 'appeal', from: '2026-12-15', until: '2026-12-17' },
  ],
}
const NURSE: Requirements = {
  education: [{ level: 'd3', programmes: ['keperawatan'] }],
  ...{ ageMin: 18, ageMax: 35, ageOn: 'submission', gpaMin: '3.00' },
  others: [
    {
      code: 'str',
      id: 'STR Perawat yang berlaku',
      en: 'Valid nurse registration',
      document: 'pendukung',
      needed: true,
    },
  ],
}

export interface Reply<Body = Record<string, never>> {
  status: number
  body: Body & { refused?: string; detail?: Record<string, string> }
  raw: Buffer
}

export class PortalWorld {
  readonly app: TestApp
  period = ''
  constructor(app: TestApp) {
    this.app = app
  }

  /** What was written last to this kind of channel, whoever it is for. */
  async lastMessage(kind = 'code'): Promise<string> {
    const { notice } = this.app.services.store.tables
    const rows = await this.app.services.store.read.select().from(notice).where(eq(notice.kind, kind))
    const row = rows.at(-1)
    if (!row) throw new Error(`nothing of kind ${kind} was written`)
    return openBody(this.app.services, row)
  }

  async call<Body>(
    method: 'GET' | 'POST' | 'PATCH' | 'PUT' | 'DELETE',
    url: string,
    payload?: object,
    cookie = '',
  ): Promise<Reply<Body>> {
    const reply = await this.app.http.inject({ method, url, headers: { cookie }, ...(payload && { payload }) })
    const json = String(reply.headers['content-type']).startsWith('application/json')
    const body = (json && reply.body !== '' ? reply.json() : {}) as Reply<Body>['body']
    return { status: reply.statusCode, body, raw: reply.rawPayload }
  }

  typed(n: number, change: Partial<NewAccount> = {}): NewAccount {
    const serial = String(n).padStart(4, '0')
    return {
      name: 'Sari Contoh',
      nik: `150801450395${serial}`,
      kk: `150801010101${serial}`,
      birthDate: '1995-03-05',
      gender: 'female',
      address: `pelamar${n}@example.id`,
      password: 'sungai batanghari luas',
      language: 'id',
      regionConfirmed: false,
      ...change,
    }
  }

  ask = (typed: NewAccount) => this.call<CodeSent>('POST', '/api/applicant/registration', typed)

  async confirm(code: string, digits: string): Promise<Reply & { cookie: string }> {
    const reply = await this.app.http.inject({
      method: 'POST',
      url: '/api/applicant/registration/confirmation',
      payload: { code, digits },
    })
    const token = reply.cookies.find(({ name }) => name === APPLICANT_COOKIE)?.value ?? ''
    return {
      status: reply.statusCode,
      body: reply.json(),
      raw: reply.rawPayload,
      cookie: `${APPLICANT_COOKIE}=${token}`,
    }
  }

  /** Somebody with an account, signed in. */
  async person(n: number, change: Partial<NewAccount> = {}): Promise<Person> {
    const { body } = await this.ask(this.typed(n, change))
    const done = await this.confirm(body.code, await this.digits())
    if (done.status !== 200) throw new Error(`refused: ${JSON.stringify(done.body)}`)
    return new Person(this, done.cookie)
  }

  digits = async (): Promise<string> => (/(\d{3}) (\d{3})/.exec(await this.lastMessage())?.slice(1) ?? []).join('')
}

export class Person {
  readonly world: PortalWorld
  readonly cookie: string
  constructor(world: PortalWorld, cookie: string) {
    this.world = world
    this.cookie = cookie
  }
  get = <Body>(url: string) => this.world.call<Body>('GET', url, undefined, this.cookie)
  post = <Body>(url: string, body: object = {}) => this.world.call<Body>('POST', url, body, this.cookie)
  patch = <Body>(url: string, body: object) => this.world.call<Body>('PATCH', url, body, this.cookie)
  put = <Body>(url: string, body: object) => this.world.call<Body>('PUT', url, body, this.cookie)
  remove = <Body>(url: string) => this.world.call<Body>('DELETE', url, undefined, this.cookie)

  async begin(vacancy = 'F-01'): Promise<OwnApplication> {
    return (await this.post<OwnApplication>('/api/applicant/applications', { vacancy })).body
  }

  /** One file, as a browser sends it. */
  async upload(
    application: string,
    kind: string,
    bytes: Buffer,
    name = 'berkas',
  ): Promise<Reply<{ id: string; digest: string; bytes: number; width: number; pages: number; name: string }>> {
    const boundary = 'batas-uji'
    const payload = Buffer.concat([
      Buffer.from(
        `--${boundary}\r\ncontent-disposition: form-data; name="file"; filename="${name}"\r\ncontent-type: application/octet-stream\r\n\r\n`,
      ),
      bytes,
      Buffer.from(`\r\n--${boundary}--\r\n`),
    ])
    const reply = await this.world.app.http.inject({
      method: 'POST',
      url: `/api/applicant/applications/${application}/documents/${kind}`,
      headers: { cookie: this.cookie, 'content-type': `multipart/form-data; boundary=${boundary}` },
      payload,
    })
    return { status: reply.statusCode, body: reply.json(), raw: reply.rawPayload }
  }

  /** Everything a nurse of F-01 needs, ready to be sent. */
  async filledIn(): Promise<OwnApplication> {
    const begun = await this.begin()
    const changed = await this.patch<OwnApplication>(`/api/applicant/applications/${begun.id}`, {
      version: begun.version,
      changes: {
        ...{ birthPlace: 'Muara Bungo', address: 'Jalan Contoh 1', region: '15.08.04', religion: 'Islam' },
        education: { level: 'd3', programme: 'keperawatan', institution: 'Poltekkes Contoh', year: 2017, gpa: '3,25' },
        ...{ experienceMonths: 12, disability: null, declared: ['str'], truthful: true },
      },
    })
    const [photo, letter] = [await photoJpeg(), await letterPdf()]
    for (const kind of ['pas-foto', 'swafoto', 'ktp']) await this.upload(begun.id, kind, photo)
    for (const kind of ['surat-lamaran', 'ijazah', 'transkrip', 'pendukung']) await this.upload(begun.id, kind, letter)
    return changed.body
  }

  submit = (application: OwnApplication) =>
    this.post<OwnApplication>(`/api/applicant/applications/${application.id}/submission`, {
      version: application.version,
    })
}

export async function portal(
  choice: TestAppChoice & { settings?: Partial<PeriodSettings>; requirements?: Requirements } = {},
): Promise<PortalWorld> {
  const { settings, requirements = NURSE, ...rest } = choice
  const world = new PortalWorld(await testApp(rest))
  const { services } = world.app
  const { period, vacancy } = services.store.tables
  world.period = services.newId()
  const createdAt = services.clock.wall()
  await services.store.transaction(async (db) => {
    await db.insert(period).values({
      ...{ id: world.period, name: 'Pengadaan Uji 2026', state: 'open', version: 1, createdAt },
      settings: JSON.stringify({ ...SETTINGS, ...settings }),
    })
    for (const [code, position, asked] of [
      ['F-01', 'Perawat Terampil', requirements],
      ['F-02', 'Penata Laporan Keuangan', { education: [{ level: 's1', programmes: ['akuntansi'] }], ageMax: 35 }],
    ] as const)
      await db.insert(vacancy).values({
        ...{ id: services.newId(), code, position, unit: 'Puskesmas Muara Bungo', needType: 'umum', need: 2 },
        ...{ education: 'D-III Keperawatan', createdAt, skbPlan: '{"extras":[]}', thresholds: '{}' },
        ...{ periodId: world.period, requirements: JSON.stringify(asked), state: 'open', version: 1 },
      })
  })
  return world
}
