import type { LoggerOptions } from 'pino'

/**
 * What may stand in a log (HE6): a list of what is allowed, never of what is forbidden. No bodies, names, NIK, card
 * numbers, PINs, cookies or query strings; of an error its kind, its code and where it was thrown, and its words only
 * where they are known to hold nothing that somebody typed. Pure.
 */
export const logOptions = (level: string): LoggerOptions => ({
  level,
  base: { pid: process.pid },
  serializers: { err: errorLine, req: requestLine, res: replyLine },
  formatters: { log: known },
  hooks: {
    logMethod(given, write) {
      const [first, second] = given as unknown[]
      const fields = first instanceof Error ? { err: first } : first
      const words = typeof fields === 'string' ? fields : second
      const said = typeof words === 'string' && words !== errorOf(fields)?.message ? withoutPaths(words) : 'error'
      write.apply(this, typeof fields === 'object' && fields !== null ? [fields, said] : ([said] as never))
    },
  },
})

/** Fields besides those with a serializer; a value is a number, a yes or no, or a short word. */
const WORDS = new Set([
  ...['reqId', 'responseTime', 'statusCode', 'command', 'proposal', 'attempt', 'tries'],
  ...['disk', 'free', 'held', 'wanted', 'blockedMs', 'signal'],
])
const LINES = new Set(['err', 'req', 'res'])
const SHORT_WORD = /^[\w.:-]{1,64}$/

function known(fields: Record<string, unknown>): Record<string, unknown> {
  const kept: Record<string, unknown> = {}
  for (const [name, value] of Object.entries(fields)) {
    if (LINES.has(name)) kept[name] = value
    else if (!WORDS.has(name)) continue
    else if (typeof value === 'number' || typeof value === 'boolean') kept[name] = value
    else if (typeof value === 'string' && SHORT_WORD.test(value)) kept[name] = value
  }
  return kept
}

const errorOf = (fields: unknown): Error | null => {
  const err = (fields as { err?: unknown } | null)?.err
  return err instanceof Error ? err : null
}

/** Addresses hold queries, and paths what somebody typed behind a slash. */
const withoutPaths = (words: string): string => words.replace(/[/?][^\s"')]+/g, '…').slice(0, 200)

interface ErrorLine {
  type: string
  code?: string
  message?: string
  query?: string
  stack: string[]
  cause?: ErrorLine
}

const CAUSES_MOST = 4
const FRAMES_MOST = 20

export function errorLine(error: unknown, depth = 0): ErrorLine {
  if (!(error instanceof Error)) return { type: typeof error, stack: [] }
  const { code, query } = error as { code?: unknown; query?: unknown }
  const message = harmless(error)
  return {
    type: error.constructor.name,
    ...(typeof code === 'string' && SHORT_WORD.test(code) && { code }),
    ...(message !== null && { message }),
    // The query builder's own text: values are marks in it.
    ...(error.constructor.name === 'DrizzleQueryError' && typeof query === 'string' && { query: query.slice(0, 1000) }),
    stack: framesOf(error),
    ...(error.cause !== undefined && depth < CAUSES_MOST && { cause: errorLine(error.cause, depth + 1) }),
  }
}

/** The words of an error, where they come from us, from SQLite or from the system; null elsewhere. */
function harmless(error: Error): string | null {
  const { code, syscall } = error as { code?: unknown; syscall?: unknown }
  if (typeof code === 'string' && code.startsWith('SQLITE_')) return error.message
  if (typeof code === 'string' && typeof syscall === 'string') return `${code} ${syscall}`
  // Our own words may name a number or quote a value: words with digits and what stands in brackets are left out.
  if (error.message.startsWith('bug: ')) return error.message.replace(/[{["].*$/s, '…').replace(/\S*\d\S*/g, '…')
  return null
}

/** Where it was thrown. The stack begins with the message, which may go over several lines and look like frames. */
function framesOf(error: Error): string[] {
  const stack = error.stack ?? ''
  const from = error.message === '' ? 0 : stack.indexOf(error.message)
  if (from < 0) return []
  return stack
    .slice(from + error.message.length)
    .split('\n')
    .filter((line) => /^\s+at /.test(line))
    .slice(0, FRAMES_MOST)
    .map((line) => line.trim())
}

/** Method and the pattern of the route: the address itself names people. */
function requestLine(request: { method?: unknown; routeOptions?: { url?: unknown } }) {
  const { url } = request.routeOptions ?? {}
  return { method: String(request.method), route: typeof url === 'string' ? url : null }
}

const replyLine = (reply: { statusCode?: unknown }) => ({ statusCode: Number(reply.statusCode) })
