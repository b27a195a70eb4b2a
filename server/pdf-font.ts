import { createRequire } from 'node:module'

const { resolve } = createRequire(import.meta.url)

/** The file of the one face that our PDFs are set in, as the screens are; it travels inside each of them. */
export const fontFile = (weight: 400 | 700, script = 'latin'): string =>
  resolve(`@fontsource/source-sans-3/files/source-sans-3-${script}-${weight}-normal.woff`)
