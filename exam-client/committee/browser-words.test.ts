import { expect, it } from 'vitest'
import { browserWords } from './browser-words.ts'

const CHROME = 'Mozilla/5.0 (Windows NT 6.1) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/109.0.0.0 Safari/537.36'

it.each([
  ['Chromium 109', CHROME],
  ['Edge 109', `${CHROME} Edg/109.0.1518.140`],
  ['Firefox 115', 'Mozilla/5.0 (X11; Linux x86_64; rv:109.0) Gecko/20100101 Firefox/115.0'],
  ['Safari 17', 'Mozilla/5.0 (Macintosh) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/17.4 Safari/605.1.15'],
  ['Peramban ujian 3', 'Peramban ujian 3'],
])('%s', (name, agent) => expect(browserWords(agent)).toBe(name))

it('cuts a long unknown one', () => expect(browserWords('x'.repeat(200))).toHaveLength(41))
