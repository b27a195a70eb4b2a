/** Excel cuts sheet names here. */
const CHARS_MAX = 31

/**
 * A name for each sheet, made from what it holds: without the signs that Excel refuses, at most 31 characters, and no
 * two the same but for case. A list that needs several sheets has 'part' of 'parts' in each name.
 */
export function sheetNames(wanted: { name: string; part: number; parts: number }[], taken: string[]): string[] {
  const used = new Set([...taken, 'History'].map((name) => name.toLowerCase()))
  return wanted.map(({ name, part, parts }) => {
    const tail = parts > 1 ? ` (${part} dari ${parts})` : ''
    for (let copy = 1; ; copy += 1) {
      const end = `${copy > 1 ? ` ~${copy}` : ''}${tail}`
      const candidate = `${shorten(clean(name), CHARS_MAX - end.length)}${end}`
      if (used.has(candidate.toLowerCase())) continue
      used.add(candidate.toLowerCase())
      return candidate
    }
  })
}

/** Not \ / ? * [ ] : nor control characters; an apostrophe may stand inside only. */
const clean = (name: string) =>
  name
    .toWellFormed()
    .replace(/[\\/?*[\]:\p{Cc}\uFFFD\uFFFE\uFFFF]/gu, '-')
    .replace(/^['\s]+|['\s]+$/g, '') || 'Formasi'

/** Excel counts UTF-16 units; a pair is not cut in two. */
function shorten(name: string, units: number): string {
  const cut = name.slice(0, units)
  return (/[\uD800-\uDBFF]$/.test(cut) ? cut.slice(0, -1) : cut).trimEnd().replace(/'+$/, '')
}
