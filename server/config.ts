import { resolve } from 'node:path'

export interface Config {
  port: number
  host: string
  /** Folder of everything that must outlive the process. */
  data: string
  /** Built browser apps. */
  dist: string
  organisation: string
  /** Origins besides our own that may open websockets, e.g. behind a proxy. */
  origins: string[]
  /** True behind a proxy that sets X-Forwarded-For. */
  trustProxy: boolean
  logLevel: string
  /** Who shows it may read /metrics from another machine. */
  metricsToken?: string
}

export type ConfigReading = { ok: true; config: Config } | { ok: false; problems: string[] }

/** Environment to Config; reports every mistake at once, each as one sentence. */
export function readConfig(env: Record<string, string | undefined>, root: string): ConfigReading {
  const problems: string[] = []
  const port = env['PORT'] ?? '3000'
  if (!/^\d{1,5}$/.test(port) || Number(port) > 65535)
    problems.push(`PORT must be a number from 0 to 65535, not "${port}"`)
  const level = env['LOG_LEVEL'] ?? 'warn'
  if (!['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'].includes(level))
    problems.push(`LOG_LEVEL must be one of fatal, error, warn, info, debug, trace, silent, not "${level}"`)
  const origins = (env['SELEKSI_ORIGINS'] ?? '')
    .split(',')
    .map((origin) => origin.trim())
    .filter(Boolean)
  for (const origin of origins)
    if (!URL.canParse(origin) || new URL(origin).origin !== origin)
      problems.push(`SELEKSI_ORIGINS: "${origin}" is not an origin such as https://cat.example.go.id`)
  const token = env['SELEKSI_METRICS_TOKEN']
  if (token !== undefined && token.length < 16) problems.push('SELEKSI_METRICS_TOKEN must have at least 16 characters')
  for (const name of ['DATABASE_URL', 'REDIS_URL'])
    if (env[name]) problems.push(`${name} is set, but this version runs on its own SQLite file only; unset it`)
  if (problems.length > 0) return { ok: false, problems }
  return {
    ok: true,
    config: {
      port: Number(port),
      host: env['HOST'] ?? '0.0.0.0',
      data: resolve(root, env['SELEKSI_DATA'] ?? 'data/demo'),
      dist: resolve(root, 'dist'),
      organisation: env['SELEKSI_ORGANISATION'] ?? 'Panitia Seleksi',
      origins,
      trustProxy: env['SELEKSI_TRUST_PROXY'] === '1',
      logLevel: level,
      ...(env['SELEKSI_METRICS_TOKEN'] && { metricsToken: env['SELEKSI_METRICS_TOKEN'] }),
    },
  }
}
