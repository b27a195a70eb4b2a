import { mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { AxeBuilder } from '@axe-core/playwright'
import type { Page } from 'playwright-core'
import { build, preview } from 'vite'
import { openBrowser } from '../browser/hall.ts'

/** A laptop of the hall, a tablet on its side, a phone. */
const SIZES = {
  laptop: { width: 1366, height: 768 },
  tablet: { width: 1024, height: 768 },
  phone: { width: 390, height: 844 },
}
type Lang = 'id' | 'en'
type Theme = 'light' | 'dark'
/**
 * Six looks for each screen in which each size meets both languages and both themes, and each language both themes: an
 * hour less than all twelve, and what goes wrong for a size, a language or a theme is seen all the same.
 */
const LOOKS: { lang: Lang; of: [keyof typeof SIZES, Theme][] }[] = [
  {
    lang: 'id',
    of: [
      ['laptop', 'light'],
      ['tablet', 'dark'],
      ['phone', 'light'],
    ],
  },
  {
    lang: 'en',
    of: [
      ['laptop', 'dark'],
      ['tablet', 'light'],
      ['phone', 'dark'],
    ],
  },
]
/** What WCAG 2.1 AA asks for. */
const TAGS = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa']
const GRAVE = ['serious', 'critical']

interface Look {
  /** Which stories, by name. */
  only: RegExp
  axe: boolean
  /** Lists what reads the same in both languages, to be judged by eye: names and numbers may, sentences may not. */
  words: boolean
  /** Where a PNG of each screen at each size in each language goes. */
  pictures: string | undefined
  say: (line: string) => void
}

/**
 * Opens each screen of the gallery in a browser at three sizes, in both languages, light and dark, and says what axe calls
 * serious or critical, and which page can be pushed sideways. Resolves with how many such things there are.
 */
export async function lookAtGallery({ only, axe, words, pictures, say }: Look): Promise<number> {
  const outDir = mkdtempSync(join(tmpdir(), 'seleksi-gallery-'))
  const clear = () => rmSync(outDir, { recursive: true, force: true })
  process.once('exit', clear)
  for (const signal of ['SIGINT', 'SIGTERM']) process.once(signal, () => process.exit(130))
  const configFile = resolve(import.meta.dirname, '../../vite.config.ts')
  const shared = { configFile, mode: 'gallery', logLevel: 'error' as const, build: { outDir } }
  if (pictures) mkdirSync(pictures, { recursive: true })
  let found = 0
  const same = new Map<string, string[]>()
  const tell = (story: string, how: string, what: string) => {
    found++
    say(`${story} [${how}] ${what}`)
  }
  try {
    await build(shared)
    const server = await preview({ ...shared, preview: { port: 0, host: '127.0.0.1' } })
    const browser = await openBrowser()
    try {
      const address = server.httpServer.address()
      const base = `http://127.0.0.1:${typeof address === 'object' ? address?.port : ''}/gallery/index.html`
      const page = await (await browser.newContext({ reducedMotion: 'reduce' })).newPage()
      page.on('pageerror', (error) => tell(decodeURIComponent(page.url()), 'error', error.message))
      await page.goto(base)
      const names = await page
        .locator('[data-story]')
        .evaluateAll((all) => all.map((one) => one.dataset['story'] ?? ''))
      const chosen = names.filter((name) => only.test(name))
      say(`${chosen.length} of ${names.length} screens`)
      for (const [at, story] of chosen.entries()) {
        if (at > 0 && at % 50 === 0) say(`${at} looked at`)
        const texts: string[][] = []
        for (const { lang, of } of LOOKS) {
          await page.goto(`${base}?${new URLSearchParams({ story, lang })}`)
          await page.evaluate(() => document.fonts.ready)
          if (words) texts.push(await textsOf(page))
          for (const [size, theme] of of) {
            const how = `${size} ${lang} ${theme}`
            await page.setViewportSize(SIZES[size])
            await setTheme(page, theme)
            const wide = await isTooWide(page)
            if (wide !== null) tell(story, how, `can be pushed sideways: ${wide}`)
            if (pictures)
              await page.screenshot({ path: join(pictures, `${fileOf(story)}.${size}.${lang}.png`), fullPage: true })
            if (axe) for (const what of await graveOf(page)) tell(story, how, what)
          }
        }
        const [one = [], two = []] = texts
        for (const text of one.filter((each) => two.includes(each))) same.set(text, [...(same.get(text) ?? []), story])
      }
      for (const [text, where] of same)
        say(`same in both languages: ${JSON.stringify(text)} (${where.length}: ${where[0]})`)
    } finally {
      await browser.close()
      await server.close()
    }
  } finally {
    clear()
  }
  say(found === 0 ? 'nothing serious' : `${found} things to mend`)
  return found
}

const fileOf = (story: string): string => story.replaceAll(/[^\p{L}\d]+/gu, '-').toLowerCase()

const setTheme = (page: Page, name: Theme): Promise<void> =>
  page.evaluate((to) => {
    document.documentElement.dataset['theme'] = to
  }, name)

async function graveOf(page: Page): Promise<string[]> {
  const axe = new AxeBuilder({ page }).setLegacyMode(true)
  const { violations } = await axe.options({ resultTypes: ['violations'], runOnly: TAGS }).analyze()
  return violations
    .filter(({ impact }) => GRAVE.includes(impact ?? ''))
    .map(({ id, nodes }) => `${id}: ${nodes.length} × ${String(nodes[0]?.target)} ${nodes[0]?.html.slice(0, 160)}`)
}

/** The widest element that stands out of the page, or null. What scrolls in a frame of its own is meant to. */
const isTooWide = (page: Page): Promise<string | null> =>
  page.evaluate(() => {
    const room = document.documentElement.clientWidth
    if (document.documentElement.scrollWidth <= room) return null
    const all = [...document.querySelectorAll('body *')].map((each) => ({
      each,
      end: each.getBoundingClientRect().right,
    }))
    const worst = all.reduce((a, b) => (b.end > a.end ? b : a))
    return `${Math.round(worst.end)} of ${room} px, ${worst.each.tagName.toLowerCase()}.${worst.each.getAttribute('class')}`
  })

/** What is read on the page: texts, and the names that only a screen reader says. */
const textsOf = (page: Page): Promise<string[]> =>
  page.evaluate(() => {
    const found = new Set<string>()
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT)
    while (walker.nextNode()) found.add(walker.currentNode.textContent ?? '')
    for (const element of document.querySelectorAll('[aria-label], [title], [placeholder], [alt]'))
      for (const name of ['aria-label', 'title', 'placeholder', 'alt']) found.add(element.getAttribute(name) ?? '')
    return [...found].map((text) => text.replaceAll(/\s+/g, ' ').trim()).filter((text) => /\p{Ll}{3}/u.test(text))
  })
