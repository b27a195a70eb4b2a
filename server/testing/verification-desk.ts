import { APPLICANT_COOKIE, STAFF_COOKIE, signInApplicant, signInStaff } from '../access/sign-in-store.ts'
import { staffByUsername } from '../access/staff-store.ts'
import { findApplication } from '../applications/application-store.ts'
import { canonical } from '../canonical.ts'
import { eq } from '../db/sql.ts'
import type { ProposalRow } from '../protocol/http.ts'
import type { StaffId } from '../protocol/ids.ts'
import type { PeriodSettings, Requirements } from '../protocol/recruitment.ts'
import type { AnnouncementDraft, AnnouncementPreview, DeskCase, RequirementDecision } from '../protocol/verification.ts'
import { DEFAULT_SETTINGS, stagesFrom } from '../recruitment/period.ts'
import { keepPeriod } from '../recruitment/period-store.ts'
import { importOutside } from '../verification/outside-import.ts'
import { must, Staff, type TestApp, type TestAppChoice, testApp } from './test-app.ts'

export const NURSE: Requirements = {
  education: [{ level: 'd3', programmes: ['keperawatan'] }],
  gpaMin: '2.75',
  ageMin: 18,
  ageMax: 35,
  others: [
    { code: 'str', id: 'STR aktif', en: 'Valid registration', document: 'pendukung', needed: true },
    { code: 'bahasa', id: 'Menguasai bahasa setempat', en: 'Speaks the local language', document: null, needed: false },
  ],
}

/** A period with two vacancies for nurses and so many who applied; read by the officers through the real routes. */
export async function verificationDesk(
  people = 3,
  { settings, ...choice }: { settings?: Partial<PeriodSettings> } & TestAppChoice = {},
): Promise<VerificationDesk> {
  const app = await testApp(choice)
  const { services } = app
  const period = must(
    await keepPeriod(services, 'test', {
      name: 'CPNS 2026',
      settings: {
        ...DEFAULT_SETTINGS,
        ...{ decree: 'Pengumuman 810/1/2026', ruleSet: 'skd-cpns-2024', stages: stagesFrom('2026-10-01') },
        ...{ samplePercent: 0, ...settings },
      },
    }),
  )
  const { period: periods, vacancy } = services.store.tables
  await services.store.transaction(async (db) => {
    await db.update(periods).set({ state: 'open' }).where(eq(periods.id, period.id))
    for (const code of ['F-1', 'F-2'])
      await db.insert(vacancy).values({
        ...{
          id: `v-${code}`,
          code,
          position: 'Perawat Terampil',
          unit: `Puskesmas ${code}`,
          needType: 'umum',
          need: 2,
        },
        ...{ education: 'D-III Keperawatan', createdAt: 0, skbPlan: canonical({ extras: [] }), thresholds: '{}' },
        ...{ periodId: period.id, requirements: canonical(NURSE), state: 'open' },
      })
  })
  const world = new VerificationDesk(app, period.id, [await app.staff('committee'), await app.staff('committee')])
  if (people > 0) await world.apply(Array.from({ length: people }, (_, at) => at + 1))
  return world
}

export class VerificationDesk {
  readonly app: TestApp
  readonly period: string
  /** Who proposes, and who approves. */
  staff: [Staff, Staff]
  constructor(app: TestApp, period: string, staff: [Staff, Staff]) {
    this.app = app
    this.period = period
    this.staff = staff
  }

  /** Applications with the numbers `L-0001` and so on, sent one minute after the other. */
  async apply(serials: number[], change: Record<string, string> = {}): Promise<void> {
    const csv = applicantsCsv(serials.map((serial) => ({ ...applicantCells(serial), ...change })))
    const files = [{ name: 'pelamar.csv', bytes: Buffer.from(csv) }]
    const report = must(
      await importOutside(this.app.services, 'test', this.period, files, { partial: false, dryRun: false }),
    )
    if (!report.committed) throw new Error(JSON.stringify(report))
  }

  /** Days later on the wall; the two of the committee have signed in again. */
  async later(days: number): Promise<void> {
    this.app.clock.jumpWall(days * 86_400_000)
    const again = async ({ username }: Staff) => {
      const { id } = (await staffByUsername(this.app.services, username)) ?? { id: '' }
      return new Staff(this.app, username, `${STAFF_COOKIE}=${await signInStaff(this.app.services, id as StaffId)}`)
    }
    this.staff = [await again(this.staff[0]), await again(this.staff[1])]
  }

  /** The application as it is stored. */
  async row(serial: number) {
    const row = await findApplication(this.app.services, numberOf(serial))
    if (!row) throw new Error(`no application ${serial}`)
    return row
  }

  async take(officer: Staff, task: 'decide' | 'check' = 'decide', more: object = {}): Promise<DeskCase> {
    return must(
      (await officer.post('/api/verification/cases', { period: this.period, task, ...more })).body as DeskCase,
    )
  }

  async decide(officer: Staff, one: DeskCase, failed: Partial<RequirementDecision>[] = []) {
    return await officer.post(`/api/verification/cases/${one.lease.application}/decision`, {
      fence: one.lease.fence,
      decisions: decisionsOf(one, failed),
    })
  }

  /** Decides everything that waits, those with these numbers as TMS for their education. */
  async decideAll(officer: Staff, failed: number[] = []): Promise<void> {
    for (;;) {
      const reply = await officer.post('/api/verification/cases', { period: this.period, task: 'decide' })
      if (reply.status === 404) return
      const one = must(reply.body as DeskCase)
      must((await this.decide(officer, one, failed.some((n) => numberOf(n) === one.number) ? [TMS] : [])).body)
    }
  }

  /** Announced by two people; every verdict that can be is. */
  async announce(change: Partial<AnnouncementDraft> = {}): Promise<ProposalRow> {
    const draft: AnnouncementDraft = { kind: 'result', names: 'masked', leaveOut: false, ...change }
    const [first, second] = this.staff
    const path = `/api/verification/periods/${this.period}`
    const preview = must(
      (await first.get(`${path}/preview?kind=${draft.kind}&names=${draft.names}`)).body as AnnouncementPreview,
    )
    const wanted = { draft, previewDigest: preview.previewDigest, reason: 'sesuai rapat panitia' }
    const proposal = must((await first.post(`${path}/proposals`, wanted)).body as ProposalRow)
    return must((await second.post(`/api/proposals/${proposal.id}/approval`)).body as ProposalRow)
  }

  /** The portal of who sent an application. */
  async applicant(serial: number) {
    const { http, services } = this.app
    const { applicantId, id } = await this.row(serial)
    const token = await services.store.transaction((db) => signInApplicant(services, db, applicantId))
    const cookie = `${APPLICANT_COOKIE}=${token}`
    const call = async (method: 'GET' | 'POST', url: string, payload?: object) => {
      const reply = await http.inject({ method, url, headers: { cookie }, ...(payload && { payload }) })
      return { status: reply.statusCode, body: reply.json() }
    }
    return {
      id,
      see: () => call('GET', `/api/applicant/appeal?application=${id}`),
      appeal: (text = 'Ijazah saya sudah sesuai dengan persyaratan formasi ini.') =>
        call('POST', '/api/applicant/appeal', { application: id, text, truthful: true }),
    }
  }
}

export const TMS: Partial<RequirementDecision> = { requirement: 'education', reason: 'education-differs' }
export const numberOf = (serial: number): string => `L-${String(serial).padStart(4, '0')}`

/** Everything MS but these. */
export const decisionsOf = (one: DeskCase, failed: Partial<RequirementDecision>[] = []): RequirementDecision[] =>
  one.requirements.map(({ requirement }) => {
    const bad = failed.find((other) => other.requirement === requirement)
    return { requirement, verdict: bad ? 'TMS' : 'MS', reason: bad?.reason ?? null, text: bad?.text ?? '' }
  })

/** Women born on the serial's day of 1996; nobody of them exists. */
export const nikOf = (serial: number): string =>
  `150801${String(41 + (serial % 28))}${String(1 + (serial % 12)).padStart(2, '0')}96${String(1 + (serial % 9998)).padStart(4, '0')}`

export function applicantCells(serial: number): Record<string, string> {
  const two = (value: number) => String(value).padStart(2, '0')
  return {
    nomor: numberOf(serial),
    nama: `Pelamar Contoh ${letters(serial)}`,
    nik: nikOf(serial),
    kk: `1508010101${String(100000 + serial)}`,
    email: `pelamar${serial}@example.org`,
    telepon: '',
    tempat_lahir: 'Muara Bungo',
    tanggal_lahir: `1996-${two(1 + (serial % 12))}-${two(1 + (serial % 28))}`,
    jenis_kelamin: 'P',
    alamat: `Jalan Contoh ${serial}`,
    kode_wilayah: '',
    kode_formasi: serial % 2 === 1 ? 'F-1' : 'F-2',
    jenjang: 'D-III',
    program_studi: 'keperawatan',
    institusi: 'Poltekkes Contoh',
    tahun_lulus: '2018',
    ipk: '3.25',
    pengalaman_bulan: '24',
    disabilitas: '',
    akomodasi: '',
    pernyataan: 'str',
    dikirim_wib: `2026-10-05 ${two(Math.floor(serial / 3600) % 24)}:${two(Math.floor(serial / 60) % 60)}:${two(serial % 60)}`,
  }
}

/** A, B, … Z, AA: names hold no digits. */
function letters(serial: number): string {
  let name = ''
  for (let rest = serial; rest > 0; rest = Math.floor((rest - 1) / 26))
    name = String.fromCharCode(65 + ((rest - 1) % 26)) + name
  return name
}

export function applicantsCsv(rows: Record<string, string>[]): string {
  const head = Object.keys(rows[0] ?? {})
  return [head.join(';'), ...rows.map((row) => head.map((name) => row[name] ?? '').join(';'))].join('\r\n')
}
