import { inflateSync } from 'node:zlib'

/**
 * The words of a PDF that pdfkit wrote, in the order they were drawn, and how many pages it has. Reads just enough of
 * the format: objects one after another, deflated streams, two-byte glyphs with their `ToUnicode` tables.
 */
export function pdfText(bytes: Buffer): { text: string; pages: number } {
  const raw = bytes.toString('latin1')
  const objects = new Map<string, string>()
  for (const [, id = '', body = ''] of raw.matchAll(/(?:^|\n)(\d+) 0 obj\n([\s\S]*?)\nendobj/g)) objects.set(id, body)
  const streamOf = (body: string): string => {
    const start = body.indexOf('stream\n')
    if (start < 0) return ''
    const data = Buffer.from(body.slice(start + 7, body.lastIndexOf('\nendstream')), 'latin1')
    return (body.includes('/FlateDecode') ? inflateSync(data) : data).toString('latin1')
  }

  const fonts = new Map<string, string[]>()
  for (const body of objects.values())
    for (const [, name = '', id = ''] of body.matchAll(/\/(F\d+) (\d+) 0 R/g)) {
      const table = objects.get(objects.get(id)?.match(/\/ToUnicode (\d+) 0 R/)?.[1] ?? '')
      if (table) fonts.set(name, glyphs(streamOf(table)))
    }

  let text = ''
  for (const body of objects.values()) {
    let font: string[] = []
    for (const [, name, shown] of streamOf(body).matchAll(/\/(F\d+) [\d.]+ Tf|\[((?:<[0-9a-f]*>|[-\d.\s])*)\] TJ/g)) {
      if (name) font = fonts.get(name) ?? []
      else
        text += `${[...(shown ?? '').matchAll(/<([0-9a-f]*)>/g)]
          .flatMap(([, hex = '']) => hex.match(/.{4}/g) ?? [])
          .map((code) => font[Number.parseInt(code, 16)] ?? '')
          .join('')}\n`
    }
  }
  return { text, pages: [...objects.values()].filter((body) => /\/Type \/Page\b/.test(body)).length }
}

/** Characters by glyph, from the ranges of a `ToUnicode` table. */
function glyphs(table: string): string[] {
  const found: string[] = []
  for (const [, from = '', , list = ''] of table.matchAll(/<([0-9a-f]+)> <([0-9a-f]+)> \[([^\]]*)\]/g))
    for (const [at, [, hex = '']] of [...list.matchAll(/<([0-9a-f ]+)>/g)].entries())
      found[Number.parseInt(from, 16) + at] = (hex.replaceAll(' ', '').match(/.{4}/g) ?? [])
        .map((unit) => String.fromCharCode(Number.parseInt(unit, 16)))
        .join('')
  return found
}
