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
  /** Mail server for notices, `smtp://user:password@host:587`, and the sender; without it an officer hands them over. */
  smtp?: { url: string; from: string }
  /** Bucket for applicants' documents; without it they lie in the data folder. */
  documentsS3?: { endpoint: string; region: string; accessKeyId: string; secretAccessKey: string }
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
  const smtp = readSmtp(env, problems)
  const documentsS3 = readDocumentsS3(env, problems)
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
      ...(smtp && { smtp }),
      ...(documentsS3 && { documentsS3 }),
    },
  }
}

type Env = Record<string, string | undefined>

/** The values may hold passwords: no problem repeats them. */
function readSmtp(env: Env, problems: string[]): Config['smtp'] {
  const [url, from] = [env['SMTP_URL'], env['SMTP_FROM']]
  if (!url && !from) return undefined
  if (!url || !/^smtps?:$/.test(URL.canParse(url) ? new URL(url).protocol : ''))
    problems.push('SMTP_URL must be an address such as smtp://user:password@mail.example.go.id:587')
  if (!from || !/^[^<>@\r\n]*<?[^\s<>@]+@[^\s<>@]+>?$/.test(from))
    problems.push('SMTP_FROM must be a sender such as "Panitia Seleksi <panitia@example.go.id>"')
  return url && from ? { url, from } : undefined
}

function readDocumentsS3(env: Env, problems: string[]): Config['documentsS3'] {
  const names = ['ENDPOINT', 'ACCESS_KEY', 'SECRET_KEY'].map((name) => `DOCUMENTS_S3_${name}`)
  const [endpoint, accessKeyId, secretAccessKey] = names.map((name) => env[name])
  if (!endpoint && !accessKeyId && !secretAccessKey) return undefined
  for (const name of names) if (!env[name]) problems.push(`${name} is missing beside the other DOCUMENTS_S3_… settings`)
  if (endpoint && !/^https?:$/.test(URL.canParse(endpoint) ? new URL(endpoint).protocol : ''))
    problems.push('DOCUMENTS_S3_ENDPOINT must be the address of a bucket such as https://s3.example.go.id/dokumen')
  if (!endpoint || !accessKeyId || !secretAccessKey) return undefined
  return { endpoint, region: env['DOCUMENTS_S3_REGION'] ?? 'auto', accessKeyId, secretAccessKey }
}
