import type { Draft } from './draft.ts'

/**
 * Why a text must not come in at all, or null (B30). What is merely not on the allow-list is taken out later and named;
 * this here was written to do something on somebody's screen, so the item is looked at by a person before it is taken.
 */
export function hostile(draft: Draft): string | null {
  const texts = [draft.question, ...draft.options.map((option) => option.text), draft.stimulus, draft.rationale]
  for (const text of texts) {
    if (text === null) continue
    if (ACTING_FORMULA.test(text))
      return 'Teks berisi rumus lembar kerja yang menjalankan atau mengambil sesuatu (seperti =HYPERLINK atau =cmd|…); hapus rumusnya.'
    if (draft.isMarkup && ACTIVE.some((active) => active.test(text)))
      return 'Teks memuat skrip (<script>, on…= atau javascript:); hapus bagian itu dari sumbernya, lalu unggah lagi.'
    for (const [, encoded = ''] of text.matchAll(SVG_DATA))
      if (isActiveSvg(svgOf(encoded)))
        return 'Gambar SVG memuat skrip, entitas, atau rujukan ke luar; simpan ulang gambarnya sebagai PNG.'
  }
  return null
}

const ACTIVE = [
  /<script\b[^>]*>[\s\S]*?<\/script/i,
  /<[a-z][^<>]*[\s/"']on[a-z]{3,}\s*=/i,
  /(?:href|src|action|data)\s*=\s*["']?\s*(?:javascript|vbscript)\s*:/i,
]

// '=SUM(A1:A5)' may be the right answer; these fetch or start something where an export is opened in a spreadsheet.
const ACTING_FORMULA =
  /^\s*[=+\-@](?:[^\n|]{0,200}\|[^\n!]{0,500}!|.{0,200}\b(?:HYPERLINK|WEBSERVICE|IMPORT(?:XML|DATA|HTML|FEED|RANGE)|CALL|EXEC|DDE|RTD)\s*\()/i

const SVG_DATA = /data:image\/svg\+xml([;,][^"'\s>]*)/gi

function svgOf(encoded: string): string {
  const comma = encoded.indexOf(',')
  const body = encoded.slice(comma + 1)
  try {
    return /;base64/i.test(encoded.slice(0, comma))
      ? Buffer.from(body, 'base64').toString('utf8')
      : decodeURIComponent(body)
  } catch {
    return '<script>'
  }
}

/** Browsers run nothing of a picture; people save it, open it alone, and then it runs. */
export function isActiveSvg(svg: string): boolean {
  return (
    svg.includes('\u0000') ||
    /<(?:[\w-]+:)?(?:script|foreignObject|iframe|handler|set|animate\w*)\b|<!DOCTYPE|<!ENTITY|<\?xml-stylesheet/i.test(
      svg,
    ) ||
    /[\s/"']on[a-z]{3,}\s*=/i.test(svg) ||
    /(?:href|src)\s*=\s*["']?\s*(?!["'#\s]|data:image\/(?:png|jpe?g|gif|webp)[;,])/i.test(svg) ||
    /url\(\s*["']?\s*(?!["'#\s])|@import/i.test(svg)
  )
}
