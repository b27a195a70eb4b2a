import { createHash } from 'node:crypto'
import { expect, it } from 'vitest'
import { DEFAULT_POLICY } from './policy.ts'
import { configKeyOf, sebAllows, sebFile, sebJson, sebSettings } from './seb.ts'

const sha256 = (text: string) => createHash('sha256').update(text).digest('hex')
const origin = 'http://192.168.1.2:3000'
const url = `${origin}/api/station/sign-in`
const page = { url: `${origin}/station/`, configKeyHash: undefined, requestHash: undefined }
const key = configKeyOf(sebSettings(origin))
const policy = (more: object = {}) => ({
  ...DEFAULT_POLICY,
  seb: { required: true, configKeys: [], browserExamKeys: [], ...more },
})
const request = (configKeyHash?: string, requestHash?: string) => ({ origin, url, configKeyHash, requestHash, page })

it('[SD12] orders keys without regard to case, leaves out empty dictionaries and the version of the maker', () => {
  expect(
    sebJson({
      startURL: 'https://x/\\d',
      URLFilterRules: [{ b: 1, A: true }],
      allowWLAN: 1,
      allowWlan: 2,
      empty: {},
      originatorVersion: 'x',
    }),
  ).toBe('{"allowWlan":2,"allowWLAN":1,"startURL":"https://x/\\d","URLFilterRules":[{"A":true,"b":1}]}')
  // An empty configuration, as an independent implementation has it for its empty list.
  expect(sha256(sebJson([]))).toBe('4f53cda18c2baa0c0354bb5f9a3ecbe5ed12ab4d8e11ba873c2f11161202b945')
})

it('[SD12] lets in our own settings for this address, and those that the committee named', () => {
  expect(sebAllows(policy(), request(sha256(url + key)))).toBe(true)
  const theirs = 'a'.repeat(64)
  expect(sebAllows(policy({ configKeys: [theirs] }), request(sha256(url + theirs)))).toBe(true)
  expect(sebAllows(policy(), request(sha256(url + theirs)))).toBe(false)
})

it.each([
  ['no header at all', request()],
  ['the bare key', request(key)],
  ['the key of another address', request(sha256(`${origin}/api/station/view${key}`))],
  ['settings of another server', request(sha256(url + configKeyOf(sebSettings('http://10.0.0.9'))))],
])('[SD12] refuses %s', (_, asked) => expect(sebAllows(policy(), asked)).toBe(false))

it('[SD12] asks for a Browser Exam Key where the committee named one', () => {
  const exam = 'b'.repeat(64)
  const strict = policy({ browserExamKeys: [exam] })
  expect(sebAllows(strict, request(sha256(url + key)))).toBe(false)
  expect(sebAllows(strict, request(sha256(url + key), sha256(url + exam)))).toBe(true)
})

it('[SD12] takes the hashes that SEB gives to the page alone', () => {
  const given = { ...page, configKeyHash: sha256(page.url + key) }
  expect(sebAllows(policy(), { ...request(), page: given })).toBe(true)
})

it('[SD12] asks nobody where the sitting does not', () => expect(sebAllows(DEFAULT_POLICY, request())).toBe(true))

it('[SD12] writes a file that names the page and sends its keys', () => {
  const file = sebFile(sebSettings(origin))
  expect(file).toContain(`<key>startURL</key><string>${origin}/station/</string>`)
  expect(file).toContain('<key>sendBrowserExamKey</key><true/>')
})
