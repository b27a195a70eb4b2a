import { createHash, timingSafeEqual } from 'node:crypto'
import type { SittingPolicy } from '../protocol/policy.ts'

/**
 * Safe Exam Browser: the settings file of a sitting, its Config Key, and whether a request comes from it. Source: the
 * SEB developer pages "Config Key", "Browser Exam Key" and "config file format" (safeexambrowser.org/developer). Pure.
 */
export type SebValue = string | number | boolean | SebValue[] | { [name: string]: SebValue }
export type SebSettings = { [name: string]: SebValue }

/** What a hall needs: one page in full screen, no way out but the proctor's, and the keys sent with every request. */
export function sebSettings(origin: string): SebSettings {
  const rule = (expression: string): SebSettings => ({ action: 1, active: true, expression, regex: false })
  return {
    allowDictation: false,
    allowDictionaryLookup: false,
    allowDownUploads: false,
    allowFind: false,
    allowPrint: false,
    allowQuit: false,
    allowReload: true,
    allowScreenSharing: false,
    allowSpellCheck: false,
    allowSwitchToApplications: false,
    allowVirtualMachine: false,
    allowWlan: false,
    browserViewMode: 1,
    browserWindowAllowReload: true,
    clipboardPolicy: 1,
    detectStoppedProcess: true,
    enableAppSwitcherCheck: true,
    enablePrintScreen: false,
    enablePrivateClipboard: true,
    enableRightMouse: false,
    // The exam's outbox lives in the browser: a restart in mid-exam must find it again.
    examSessionClearCookiesOnEnd: false,
    examSessionClearCookiesOnStart: false,
    ignoreExitKeys: true,
    killExplorerShell: false,
    newBrowserWindowByLinkPolicy: 0,
    sebConfigPurpose: 0,
    sendBrowserExamKey: true,
    showTaskBar: false,
    startURL: `${origin}/station/`,
    URLFilterEnable: true,
    URLFilterEnableContentFilter: false,
    URLFilterRules: [rule(`${origin}/*`)],
  }
}

/**
 * The settings as SEB-JSON: keys ordered without regard to case, no white space, no escaping, empty dictionaries and
 * `originatorVersion` left out.
 */
export function sebJson(value: SebValue): string {
  if (typeof value === 'string') return `"${value}"`
  if (typeof value !== 'object') return String(value)
  if (Array.isArray(value)) return `[${value.map(sebJson).join(',')}]`
  const entries = Object.entries(value).filter(
    ([name, part]) => name !== 'originatorVersion' && !(isDictionary(part) && Object.keys(part).length === 0),
  )
  return `{${entries
    .sort(([a], [b]) => bySebOrder(a, b))
    .map(([name, part]) => `"${name}":${sebJson(part)}`)
    .join(',')}}`
}

const isDictionary = (value: SebValue): value is SebSettings => typeof value === 'object' && !Array.isArray(value)

/** Case counts only where nothing else differs, the small letter first: allowWlan before allowWLAN. */
function bySebOrder(a: string, b: string): number {
  const [x, y] = [a.toLowerCase(), b.toLowerCase()]
  if (x !== y) return x < y ? -1 : 1
  return a === b ? 0 : a > b ? -1 : 1
}

const sha256 = (text: string): string => createHash('sha256').update(text, 'utf8').digest('hex')

/** SHA-256 of the SEB-JSON, hex. */
export const configKeyOf = (settings: SebSettings): string => sha256(sebJson(settings))

/** The settings as an unencrypted .seb file (plist XML). */
export function sebFile(settings: SebSettings): string {
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    '<!DOCTYPE plist PUBLIC "-//Apple//DTD PLIST 1.0//EN" "http://www.apple.com/DTDs/PropertyList-1.0.dtd">',
    `<plist version="1.0">${plist(settings)}</plist>`,
    '',
  ].join('\n')
}

function plist(value: SebValue): string {
  if (typeof value === 'string') return `<string>${escaped(value)}</string>`
  if (typeof value === 'number') return `<integer>${value}</integer>`
  if (typeof value === 'boolean') return value ? '<true/>' : '<false/>'
  if (Array.isArray(value)) return `<array>${value.map(plist).join('')}</array>`
  return `<dict>${Object.entries(value)
    .sort(([a], [b]) => bySebOrder(a, b))
    .map(([name, part]) => `<key>${escaped(name)}</key>${plist(part)}`)
    .join('')}</dict>`
}

const escaped = (text: string): string => text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;')

/** What a request says of the browser it comes from. */
export interface SebRequest {
  origin: string
  /** The address asked for, without fragment: what SEB hashes its keys with. */
  url: string
  configKeyHash: string | undefined
  requestHash: string | undefined
  /** Where SEB gives its keys to the page only (WebKit): the hashes over the page's own address. */
  page: { url: string; configKeyHash: string | undefined; requestHash: string | undefined }
}

/**
 * Does the request come from an SEB with settings that the committee accepts (SD12)? Our own file for this address is
 * always accepted; Browser Exam Keys are asked for where the committee named some.
 */
export function sebAllows({ seb }: Pick<SittingPolicy, 'seb'>, request: SebRequest): boolean {
  if (!seb.required) return true
  const keys = [configKeyOf(sebSettings(request.origin)), ...seb.configKeys]
  const says = (hash: 'configKeyHash' | 'requestHash', known: readonly string[]) =>
    known.some(
      (key) =>
        same(request[hash], sha256(request.url + key)) || same(request.page[hash], sha256(request.page.url + key)),
    )
  return says('configKeyHash', keys) && (seb.browserExamKeys.length === 0 || says('requestHash', seb.browserExamKeys))
}

function same(given: string | undefined, expected: string): boolean {
  const bytes = Buffer.from(given ?? '')
  return bytes.length === expected.length && timingSafeEqual(bytes, Buffer.from(expected))
}
