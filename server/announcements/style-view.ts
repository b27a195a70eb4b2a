import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join, resolve } from 'node:path'
import type { Asset } from './ways.ts'

export interface AssetFile {
  /** With a part of its digest in it: what it names never changes. */
  name: string
  type: string
  bytes: Buffer
}

const CLIENT = resolve(import.meta.dirname, '../../exam-client')
const { resolve: find } = createRequire(import.meta.url)
const font = (letters: string) =>
  readFileSync(find(`@fontsource-variable/source-sans-3/files/source-sans-3-${letters}-wght-normal.woff2`))

/** Style, fonts and icon of the public pages: the tokens of every other screen, and little besides. */
export function assetFiles(): Record<Asset, AssetFile> {
  const latin = named('huruf', 'woff2', 'font/woff2', font('latin'))
  const latinExt = named('huruf-lain', 'woff2', 'font/woff2', font('latin-ext'))
  const style = styleOf(latin.name, latinExt.name)
  return {
    font: latin,
    'font-ext': latinExt,
    style: named('gaya', 'css', 'text/css; charset=utf-8', Buffer.from(style)),
    icon: named('ikon', 'svg', 'image/svg+xml', readFileSync(join(CLIENT, 'public/icon.svg'))),
  }
}

function named(begin: string, end: string, type: string, bytes: Buffer): AssetFile {
  const digest = createHash('sha256').update(bytes).digest('hex').slice(0, 10)
  return { name: `${begin}-${digest}.${end}`, type, bytes }
}

/** Which letters are in which font, as its makers cut it. */
const LETTERS = {
  latin:
    'U+0000-00FF,U+0131,U+0152-0153,U+02BB-02BC,U+02C6,U+02DA,U+02DC,U+0304,U+0308,U+0329,U+2000-206F,U+20AC,U+2122,U+2191,U+2193,U+2212,U+2215,U+FEFF,U+FFFD',
  latinExt:
    'U+0100-02BA,U+02BD-02C5,U+02C7-02CC,U+02CE-02D7,U+02DD-02FF,U+1D00-1DBF,U+1E00-1E9F,U+1EF2-1EFF,U+20A0-20AB,U+20AD-20C0,U+2113',
}

function styleOf(latin: string, latinExt: string): string {
  const tokens = readFileSync(join(CLIENT, 'shared/tokens.css'), 'utf8').replace(/^@import .*$/m, '')
  const face = (name: string, range: string) =>
    `@font-face{font-family:"Source Sans 3 Variable";font-weight:200 900;font-display:swap;src:url(${name}) format("woff2");unicode-range:${range}}`
  // Without a script nobody sets a theme: what the visitor's system asks for is taken, from the same tokens.
  const theme = (name: string, query: string) => {
    const block = tokens.match(new RegExp(`\\[data-theme="${name}"\\]\\s*\\{([^}]*)\\}`))
    if (!block) throw new Error(`bug: the tokens have no theme ${name}`)
    return `@media (${query}){:root{${block[1]}}}`
  }
  return small(
    [
      face(latin, LETTERS.latin),
      face(latinExt, LETTERS.latinExt),
      tokens,
      theme('dark', 'prefers-color-scheme:dark'),
      theme('contrast', 'prefers-contrast:more'),
      readFileSync(join(import.meta.dirname, 'style.css'), 'utf8'),
    ].join('\n'),
  )
}

const small = (css: string): string =>
  css
    .replace(/\/\*[\s\S]*?\*\//g, '')
    .replace(/\s+/g, ' ')
    .replace(/ ?([{};,]) ?/g, '$1')
    .replace(/: /g, ':')
    .replace(/;\}/g, '}')
    .trim()
