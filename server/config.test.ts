import { expect, it } from 'vitest'
import { readConfig } from './config.ts'

const read = (env: Record<string, string>) => readConfig(env, '/root-of-it')

it('needs nothing', () => {
  expect(read({})).toMatchObject({
    ok: true,
    config: { port: 3000, host: '0.0.0.0', data: '/root-of-it/data/demo', origins: [], trustProxy: false },
  })
})

it('takes what is given', () => {
  const reading = read({
    PORT: '0',
    SELEKSI_DATA: '/srv/hall',
    SELEKSI_ORIGINS: 'https://a.go.id, https://b.go.id:8443',
    SELEKSI_TRUST_PROXY: '1',
  })
  expect(reading).toMatchObject({
    config: { port: 0, data: '/srv/hall', origins: ['https://a.go.id', 'https://b.go.id:8443'], trustProxy: true },
  })
})

it('reports every mistake at once, each as a sentence that names its variable', () => {
  const reading = read({
    PORT: '70000',
    LOG_LEVEL: 'loud',
    SELEKSI_ORIGINS: 'a.go.id,https://a.go.id/path',
    DATABASE_URL: 'x',
    REDIS_URL: 'y',
  })
  expect(reading).toEqual({
    ok: false,
    problems: [
      expect.stringContaining('PORT'),
      expect.stringContaining('LOG_LEVEL'),
      expect.stringContaining('"a.go.id"'),
      expect.stringContaining('"https://a.go.id/path"'),
      expect.stringContaining('DATABASE_URL'),
      expect.stringContaining('REDIS_URL'),
    ],
  })
})

it('takes a token for /metrics, and no short one', () => {
  expect(read({ SELEKSI_METRICS_TOKEN: 'sixteen letters!' })).toMatchObject({
    config: { metricsToken: 'sixteen letters!' },
  })
  expect(read({ SELEKSI_METRICS_TOKEN: 'short' })).toMatchObject({ ok: false })
  expect(read({ SELEKSI_METRICS_TOKEN: '' })).toMatchObject({ ok: false })
})

it('takes a mail server and a bucket, whole or not at all, and repeats no password', () => {
  const SMTP_URL = 'smtp://akun:rahasia@mail.example.go.id:587'
  const bucket = {
    DOCUMENTS_S3_ENDPOINT: 'https://s3.example.go.id/dokumen',
    DOCUMENTS_S3_ACCESS_KEY: 'a',
    DOCUMENTS_S3_SECRET_KEY: 'rahasia',
  }
  expect(read({ SMTP_URL, SMTP_FROM: 'Panitia <panitia@example.go.id>', ...bucket })).toMatchObject({
    config: {
      smtp: { url: SMTP_URL, from: 'Panitia <panitia@example.go.id>' },
      documentsS3: { endpoint: bucket.DOCUMENTS_S3_ENDPOINT, region: 'auto', accessKeyId: 'a' },
    },
  })
  const wrong = read({
    ...{ SMTP_URL: 'http://akun:rahasia@mail', SMTP_FROM: 'bukan alamat' },
    ...{ ...bucket, DOCUMENTS_S3_ENDPOINT: 'rahasia', DOCUMENTS_S3_ACCESS_KEY: '' },
  })
  expect(wrong).toEqual({
    ok: false,
    problems: [
      expect.stringContaining('SMTP_URL must be'),
      expect.stringContaining('SMTP_FROM must be'),
      expect.stringContaining('DOCUMENTS_S3_ACCESS_KEY is missing'),
      expect.stringContaining('DOCUMENTS_S3_ENDPOINT must be'),
    ],
  })
  expect(JSON.stringify(wrong)).not.toContain('rahasia')
})
