import { randomFrom } from '../../question-bank/random.ts'
import { demoCandidates } from './demo-people.ts'

/** Somebody made up who applies. */
export interface DemoApplicant {
  name: string
  nik: string
  kk: string
  email: string
  birthDate: string
  gender: 'female' | 'male'
  gpa: string
  accommodation: string | null
  /** Of the exam that is on; null: she chooses among the open ones. */
  vacancyCode: string | null
  choice: number
  daysAgo: number
  stage: 'draft' | 'submitted' | 'withdrawn'
}

/** Ready to be tried out: a draft that wants to be finished. */
export const DEMO_APPLICANT = { address: 'pelamar@contoh.id', password: 'pelamar-demo' }
const ALL = 500
const FAILED = 28
const DRAFTS = 300
const WITHDRAWN = 10

const digits = (value: number, length: number) => String(value).padStart(length, '0')

/** Five hundred people: those of the exam, those who did not come so far, and those who apply now. */
export function demoApplicants(year: number): DemoApplicant[] {
  const random = randomFrom('demo applicants')
  const sitting = demoCandidates().map(
    (candidate, at): DemoApplicant => ({
      ...{ name: candidate.name, nik: candidate.nik, birthDate: candidate.birthDate as string, gender: 'male' },
      ...{ kk: kkOf(at), email: `peserta${digits(at + 1, 3)}@contoh.id`, gpa: candidate.gpa as string },
      ...{ accommodation: candidate.accommodation, vacancyCode: candidate.vacancyCode, choice: at },
      ...{ daysAgo: 40 - (at % 12), stage: 'submitted' },
    }),
  )
  const codes = [...new Set(sitting.map(({ vacancyCode }) => vacancyCode))]
  const failed = Array.from({ length: FAILED }, (_, at): DemoApplicant => {
    const person = invented(year, 1000 + at, random.below)
    return {
      ...{ ...person, name: `Pelamar TMS ${digits(at + 1, 2)}`, vacancyCode: codes[at % codes.length] ?? null },
      ...{ daysAgo: 38 - (at % 10), stage: 'submitted' },
    }
  })
  const rest = ALL - sitting.length - failed.length
  const applying = Array.from({ length: rest }, (_, at): DemoApplicant => {
    const person = invented(year, 2000 + at, random.below)
    const stage = at < DRAFTS ? 'draft' : at < DRAFTS + WITHDRAWN ? 'withdrawn' : 'submitted'
    return {
      ...{ ...person, name: `Pelamar Contoh ${digits(at + 1, 3)}`, vacancyCode: null, stage },
      ...{ daysAgo: at % 5, ...(at === 0 ? { email: DEMO_APPLICANT.address } : {}) },
    }
  })
  return [...sitting, ...failed, ...applying]
}

const kkOf = (at: number): string => `150801${digits(1 + (at % 28), 2)}0120${digits(at + 1, 4)}`

function invented(year: number, serial: number, below: (limit: number) => number) {
  const gender = serial % 2 === 0 ? ('female' as const) : ('male' as const)
  const born = year - 20 - below(12)
  const [day, month] = [1 + below(28), 1 + below(11)]
  const code = `${digits(day + (gender === 'female' ? 40 : 0), 2)}${digits(month, 2)}${digits(born % 100, 2)}`
  return {
    ...{ gender, nik: `15080${1 + below(5)}${code}${digits(serial, 4)}`, kk: kkOf(serial) },
    ...{ email: `pelamar${serial}@contoh.id`, birthDate: `${born}-${digits(month, 2)}-${digits(day, 2)}` },
    ...{ gpa: `3.${digits(10 + below(80), 2)}`, accommodation: null, choice: below(1000) },
  }
}
