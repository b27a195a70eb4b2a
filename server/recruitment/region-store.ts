import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'

/**
 * Provinces, regencies and districts with the codes of the Ministry of Home Affairs, read from the package
 * idn-area-data (its data: ODbL). A NIK keeps the code of the place and the year where it was given out, so a code that
 * this list does not have may still be right: it is asked about, not refused.
 */
export interface Region {
  /** '15.08.01' */
  code: string
  /** 'Kec. Tanah Tumbuh, Kabupaten Bungo, Jambi' */
  name: string
}

interface Regions {
  names: Map<string, string>
  districts: (Region & { search: string })[]
}
let kept: Regions | null = null

/** Read once, when the first applicant needs it. */
function regions(): Regions {
  if (kept) return kept
  const folder = join(dirname(createRequire(import.meta.url).resolve('idn-area-data')), '..', 'data')
  // Lines of 'code,name' or 'code,parent,name'; a reader of any CSV takes ten times as long, and people are answering.
  const rows = (file: string) =>
    readFileSync(join(folder, file), 'utf8')
      .split(/\r?\n/)
      .slice(1)
      .filter(Boolean)
      .map((line) => {
        const [, code = '', name = ''] = /^([\d.]+),(?:[\d.]+,)?"?(.*?)"?$/.exec(line) ?? []
        return { code, name }
      })
  const names = new Map<string, string>()
  for (const file of ['provinces.csv', 'regencies.csv', 'districts.csv'])
    for (const { code, name } of rows(file)) names.set(code, titled(name))
  const districts = rows('districts.csv').map(({ code, name }) => {
    const whole = `Kec. ${name}, ${names.get(code.slice(0, 5)) ?? ''}, ${names.get(code.slice(0, 2)) ?? ''}`
    return { code, name: whole, search: ` ${whole.toLowerCase()}` }
  })
  kept = { names, districts }
  return kept
}

/** The package shouts regencies and provinces. */
const titled = (name: string): string =>
  name === name.toUpperCase()
    ? name.replace(/\p{L}+/gu, (word) => (/^(DKI|DI)$/.test(word) ? word : word[0] + word.slice(1).toLowerCase()))
    : name

/** How much of the first six digits of a NIK is known: a province must be; the rest may be older than the list. */
export function regionOfNik(nik: string): 'known' | 'province-alone' | 'unknown' {
  const { names } = regions()
  const [province, regency, district] = [nik.slice(0, 2), nik.slice(2, 4), nik.slice(4, 6)]
  if (!names.has(province) && !FORMER_PROVINCES.includes(province)) return 'unknown'
  return names.has(`${province}.${regency}.${district}`) ? 'known' : 'province-alone'
}
/** Timor Timur, whose people hold NIKs with its code. */
const FORMER_PROVINCES = ['54']

export const regionName = (code: string): string | null =>
  regions().districts.find((one) => one.code === code)?.name ?? null

const FOUND_MAX = 20
/**
 * Districts whose whole name has the most of the typed words: one that is spelt another way here ("Muara", "Muaro") does
 * not hide the place. Those whose own name begins like it come first.
 */
export function searchRegions(text: string): Region[] {
  const words = text
    .toLowerCase()
    .split(/[\s,.]+/)
    .filter(Boolean)
  if (words.join('').length < 3) return []
  const scored = regions().districts.map((one) => ({
    one,
    n: words.filter((word) => one.search.includes(` ${word}`)).length,
  }))
  const most = scored.reduce((best, { n }) => Math.max(best, n), 0)
  if (most === 0 || most * 2 < words.length) return []
  const begins = ({ search }: { search: string }) => (words.some((word) => search.startsWith(` kec. ${word}`)) ? 0 : 1)
  return scored
    .filter(({ n }) => n === most)
    .sort((a, b) => begins(a.one) - begins(b.one))
    .slice(0, FOUND_MAX)
    .map(({ one: { code, name } }) => ({ code, name }))
}
