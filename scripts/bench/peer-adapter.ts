/** How another system is signed in to and saves one answer: requests with `{words}` in them. See BENCH.md. */
export interface Adapter {
  name: string
  origin: string
  /** Requests at once; each of them needs a person. */
  underway?: number
  /** One for each who takes part: words for the requests, such as user and password. */
  people: Record<string, string>[]
  signIn: Step[]
  save: Step
}
export interface Step {
  method: string
  path: string
  headers?: Record<string, string>
  body?: string
  /** Any other status ends the bench. */
  status?: number
  /** Words for later requests: a regular expression with one group, looked for in the reply. */
  take?: Record<string, string>
}

/** The adapter, or what is wrong with it and where. */
export function readAdapter(text: string): Adapter | string {
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch (error) {
    return `no JSON: ${error instanceof Error ? error.message : String(error)}`
  }
  if (!isRecord(value)) return 'an object is wanted'
  const { name, origin, people, signIn, save, underway } = value
  if (typeof name !== 'string' || name === '') return '"name": a word is wanted'
  if (typeof origin !== 'string' || !URL.canParse(origin))
    return '"origin": an address is wanted, http://localhost:8080'
  if (underway !== undefined && !(Number.isSafeInteger(underway) && Number(underway) > 0))
    return '"underway": a number from 1 is wanted'
  if (!Array.isArray(people) || people.length === 0 || !people.every(isWords))
    return '"people": a list of objects of words is wanted, one for each person'
  if (!Array.isArray(signIn)) return '"signIn": a list of requests is wanted; it may be empty'
  const steps: [string, unknown][] = [
    ...signIn.map((step, at): [string, unknown] => [`signIn[${at}]`, step]),
    ['save', save],
  ]
  for (const [where, step] of steps) {
    const problem = stepProblem(step)
    if (problem) return `"${where}": ${problem}`
  }
  return value as unknown as Adapter
}

function stepProblem(step: unknown): string | null {
  if (!isRecord(step)) return 'a request is wanted: {"method": "POST", "path": "/…"}'
  if (typeof step['method'] !== 'string') return '"method" is missing'
  if (typeof step['path'] !== 'string' || !step['path'].startsWith('/')) return '"path" must begin with /'
  if (step['body'] !== undefined && typeof step['body'] !== 'string') return '"body" must be text'
  if (step['headers'] !== undefined && !isWords(step['headers'])) return '"headers" must be an object of words'
  if (step['take'] !== undefined && !isWords(step['take'])) return '"take" must be an object of regular expressions'
  if (step['status'] !== undefined && !Number.isSafeInteger(step['status'])) return '"status" must be a number'
  return null
}

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
const isWords = (value: unknown): boolean =>
  isRecord(value) && Object.values(value).every((word) => typeof word === 'string')

/** `{words}` replaced; one that nobody gave stays as it is, for JSON has braces too. */
export const filled = (template: string, words: Record<string, string>): string =>
  template.replace(/\{(\w+)\}/g, (whole, name: string) => words[name] ?? whole)
