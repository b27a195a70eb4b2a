import katex from 'katex'
import sanitizeHtml from 'sanitize-html'

/** What had to be changed on the way from source text to safe HTML, for the one who imports. */
export interface RichTextWarning {
  /** `latex`: a formula stays as it was written. `removed`: markup the allow-list does not know. */
  kind: 'latex' | 'removed'
  /** The formula, or the names of what was removed ('a', 'atribut style', 'gambar http://...'). */
  what: string
}

/** Longest formula that is rendered, in characters. */
export const FORMULA_CHARACTERS_MAX = 2_000

/**
 * The text of an item as sanitised HTML (RULES.md B20-B25). Text without HTML tags is taken as plain text; entities in
 * it ('B&amp;B', left behind by some web page) are still read as the characters they stand for.
 * Never throws; the answer is safe for any source.
 */
export function toSafeHtml(source: string): string {
  return renderRichText(source).html
}

/** `toSafeHtml` which also tells what was lost. */
export function renderRichText(source: string): { html: string; warnings: RichTextWarning[] } {
  const warnings: RichTextWarning[] = []
  const { text, formulas } = takeOutFormulas(source.replace(/\r\n?/g, '\n').replace(CONTROL_CHARACTERS, ''))
  const asHtml = looksLikeHtml(text)
  const rendered = formulas.map((formula) => {
    const mathml = renderFormula(asHtml ? { ...formula, tex: decodeEntities(formula.tex) } : formula)
    if (mathml === null) warnings.push({ kind: 'latex', what: formula.source })
    return mathml ?? escapeText(formula.source).replaceAll('\n', '<br />')
  })
  const putBack = (escaped: string) =>
    formulas.reduce((all, { token }, at) => all.replaceAll(token, () => rendered[at] ?? ''), escaped)
  if (!asHtml) return { html: putBack(escapeText(decodeEntities(text)).replaceAll('\n', '<br />')), warnings }

  const inAttribute = (value: string) =>
    formulas.reduce((all, { token, source: tex }) => all.replaceAll(token, () => tex), value)
  const { html, removed } = sanitise(text, putBack, inAttribute, !/<(?:br|p|div|li|tr|pre|h[1-6])\b/i.test(text))
  if (removed.length > 0) warnings.push({ kind: 'removed', what: removed.join(', ') })
  return { html, warnings }
}

/**
 * Sanitised HTML as plain text: for lists, searching, comparing. Lines end with '\n'; a picture is its `alt` text, a
 * formula its TeX source.
 */
export function toPlainText(html: string): string {
  const lines = html
    .replace(/\n/g, ' ')
    .replace(
      /<math\b[^>]*>(?:(?!<\/math>)[\s\S])*?<annotation\b[^>]*>([^<]*)<\/annotation>(?:(?!<\/math>)[\s\S])*<\/math>/gi,
      '$1',
    )
    .replace(/<img\b[^>]*?\balt="([^"]*)"[^>]*>/gi, '$1')
    .replace(/<(?:br|hr)\b[^>]*>|<\/(?:p|div|li|tr|h[1-6]|dt|dd|blockquote|pre|caption|table|ul|ol)>/gi, '\n')
    .replace(/<\/t[dh]>/gi, ' ')
  const text = decodeEntities(
    lines.includes('<') ? sanitizeHtml(lines, { allowedTags: [], allowedAttributes: {} }) : lines,
  )
  return text
    .split('\n')
    .map((line) => line.trim())
    .join('\n')
    .trim()
}

// ---- formulas ---------------------------------------------------------------------------------------------------

interface Formula {
  source: string
  tex: string
  display: boolean
  /** What stands for it while the text around is cleaned. */
  token: string
}

// A single $ is never a formula: item sources write prices in dollars.
const FORMULA = new RegExp(
  ['(?<!\\\\)\\\\\\((.{1,N}?)(?<!\\\\)\\\\\\)', '(?<!\\\\)\\\\\\[(.{1,N}?)(?<!\\\\)\\\\\\]', '\\$\\$([^$]{1,N})\\$\\$']
    .join('|')
    .replaceAll('N', String(FORMULA_CHARACTERS_MAX)),
  'gs',
)

function takeOutFormulas(source: string): { text: string; formulas: Formula[] } {
  let salt = 0
  while (source.includes(`formula${salt}n`)) salt++
  const formulas: Formula[] = []
  const text = source.replace(FORMULA, (whole: string, inline?: string, block?: string, dollars?: string) => {
    const tex = inline ?? block ?? dollars ?? ''
    if (tex.trim() === '') return whole
    const token = `formula${salt}n${formulas.length}n`
    formulas.push({ source: whole, tex, display: inline === undefined, token })
    return token
  })
  return { text, formulas }
}

function renderFormula({ tex, display }: Formula): string | null {
  // Another notation between dollar signs (AsciiMath quotes its words with ` and ') would come out as word salad.
  if (TAG.test(tex) || tex.includes('`')) return null
  try {
    const html = katex.renderToString(tex, {
      output: 'mathml',
      displayMode: display,
      throwOnError: true,
      trust: false,
      strict: 'ignore',
      errorColor: UNSUPPORTED,
    })
    // KaTeX prints a command it may not run (\href, \includegraphics) in the error colour instead of throwing.
    if (html.includes(UNSUPPORTED)) return null
    return sanitise(
      html,
      (text) => text,
      (value) => value,
    ).html.replace(/^<span>|<\/span>$/g, '')
  } catch {
    return null
  }
}

const UNSUPPORTED = '#cc0001'

// ---- HTML -------------------------------------------------------------------------------------------------------

const TEXT_TAGS = 'b i u s strong em sub sup small mark code span q del ins'.split(' ')
const BLOCK_TAGS =
  'p div h1 h2 h3 h4 h5 h6 ul ol li dl dt dd blockquote pre table caption colgroup col thead tbody tfoot tr th td'.split(
    ' ',
  )
const VOID_TAGS = ['br', 'hr', 'img']
const MATH_TAGS = (
  'math semantics annotation mrow mi mn mo ms mtext mspace msub msup msubsup munder mover munderover mmultiscripts ' +
  'mprescripts none mfrac msqrt mroot mtable mtr mtd mstyle mpadded mphantom merror menclose'
).split(' ')
const ALLOWED_TAGS = [...TEXT_TAGS, ...BLOCK_TAGS, ...VOID_TAGS, ...MATH_TAGS]
/** Tags that are markup in old sources too; they are dropped, their text stays. */
const UNWRAPPED_TAGS = 'a font center big strike tt label section article figure figcaption'.split(' ')
/** Dropped as markup where they stand among other HTML; alone ("Apa guna tag <script>?") they are text. */
const FORBIDDEN_TAGS = (
  'script style iframe object embed applet form input button select option textarea link meta base svg video audio ' +
  'source canvas frame frameset noscript template title head body html xmp marquee details dialog slot annotation-xml maction mglyph'
).split(' ')
/** These may stand without their end tag, so one alone already says "this is HTML". */
const SELF_SUFFICIENT = [...VOID_TAGS, 'p', 'li', 'tr', 'td', 'th']

const MATH_ATTRIBUTES = (
  'display displaystyle scriptlevel mathvariant mathsize mathcolor mathbackground stretchy fence separator form accent ' +
  'accentunder largeop movablelimits symmetric lspace rspace minsize maxsize linethickness columnalign columnspacing ' +
  'columnlines rowalign rowspacing rowlines frame framespacing columnspan rowspan width height depth voffset notation alttext'
).split(' ')

const ALLOWED_ATTRIBUTES: Record<string, string[]> = {
  '*': ['lang', 'dir'],
  img: ['src', 'alt', 'width', 'height'],
  table: ['border'],
  td: ['colspan', 'rowspan', 'align', 'valign'],
  th: ['colspan', 'rowspan', 'align', 'valign', 'scope'],
  col: ['span'],
  colgroup: ['span'],
  ol: ['start', 'type', 'reversed'],
  li: ['value'],
  ...Object.fromEntries(MATH_TAGS.map((tag) => [tag, MATH_ATTRIBUTES])),
  math: [...MATH_ATTRIBUTES, 'xmlns'],
  annotation: ['encoding'],
}

const IMAGE_DATA = /^data:image\/(?:png|jpe?g|gif|webp|svg\+xml)[;,]/i
// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what it takes away
const CONTROL_CHARACTERS = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f]/g
// An unquoted value ends before '/', and attributes may be parted by '/': each text has one reading only, so the
// expression cannot run away.
const TAG_SHAPE =
  /<(\/?)([a-z][a-z0-9:-]*)((?:[\s/]+[^\s"'<>/=]+(?:\s*=\s*(?:"[^"]*"|'[^']*'|[^\s"'<>=`/]+|(?=\/)))?)*)[\s/]*>/gi
const TAG = new RegExp(TAG_SHAPE.source, 'i')

function isTag(name: string, attributes: string): boolean {
  // "a <b dan c> d" compares numbers; <b id="x"> is markup.
  if (name.length === 1 && attributes.trim() !== '' && !attributes.includes('=')) return false
  return (
    name.includes(':') || ALLOWED_TAGS.includes(name) || UNWRAPPED_TAGS.includes(name) || FORBIDDEN_TAGS.includes(name)
  )
}

function looksLikeHtml(text: string): boolean {
  const closed = new Set([...text.matchAll(/<\/([a-z][a-z0-9:-]*)\s*>/gi)].map((tag) => (tag[1] ?? '').toLowerCase()))
  for (const [, slash, rawName = '', attributes = ''] of text.matchAll(TAG_SHAPE)) {
    const name = rawName.toLowerCase()
    if (!isTag(name, attributes) || FORBIDDEN_TAGS.includes(name)) continue
    if (SELF_SUFFICIENT.includes(name) || (slash === '' && closed.has(name))) return true
  }
  return false
}

function sanitise(
  source: string,
  inText: (escaped: string) => string,
  inAttribute: (value: string) => string,
  /** Whether a line break of the source is one on the screen: yes where the HTML has no breaks of its own. */
  keepLines = false,
): { html: string; removed: string[] } {
  const removed = new Set<string>()
  // A '<' that begins no tag would swallow the text up to the next '>': make it a character first.
  const between = (piece: string) => (keepLines ? escapeLess(piece).replaceAll('\n', '<br />') : escapeLess(piece))
  let from = 0
  let text = ''
  for (const tag of source.matchAll(TAG_SHAPE)) {
    if (!isTag((tag[2] ?? '').toLowerCase(), tag[3] ?? '')) continue
    text += `${between(source.slice(from, tag.index))}${tag[0]}`
    from = tag.index + tag[0].length
  }
  text += between(source.slice(from))

  const html = sanitizeHtml(text, {
    allowedTags: ALLOWED_TAGS,
    allowedAttributes: ALLOWED_ATTRIBUTES,
    allowedSchemes: [],
    allowedSchemesByTag: { img: ['data'] },
    nonTextTags: [
      'script',
      'style',
      'textarea',
      'option',
      'xmp',
      'iframe',
      'noscript',
      'template',
      'title',
      'annotation-xml',
    ],
    textFilter: inText,
    exclusiveFilter: (frame) => frame.tag === 'img' && !frame.attribs.src,
    transformTags: {
      '*': (tagName, attribs) => {
        if (!ALLOWED_TAGS.includes(tagName)) removed.add(`tag ${tagName}`)
        const kept: Record<string, string> = {}
        for (const [name, value] of Object.entries(attribs)) {
          const allowed = ALLOWED_ATTRIBUTES[tagName]?.includes(name) || ALLOWED_ATTRIBUTES['*']?.includes(name)
          if (!allowed) {
            if (ALLOWED_TAGS.includes(tagName)) removed.add(`atribut ${name}`)
          } else if (tagName === 'img' && name === 'src') {
            if (IMAGE_DATA.test(value.trim())) kept.src = value.trim().replace(/^data:image\/jpg/i, 'data:image/jpeg')
            else removed.add(`gambar ${value.slice(0, 80)}`)
          } else kept[name] = inAttribute(value)
        }
        return { tagName, attribs: kept }
      },
    },
  })
  return { html, removed: [...removed] }
}

function escapeLess(text: string): string {
  return text.replace(/<!--[\s\S]*?-->/g, '').replaceAll('<', '&lt;')
}

function escapeText(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')
}

const ENTITIES: Record<string, string> = { lt: '<', gt: '>', amp: '&', quot: '"', apos: "'", nbsp: '\u00a0' }

// Once only: '&amp;lt;' is the text '&lt;'.
function decodeEntities(text: string): string {
  return text.replace(
    /&(?:(lt|gt|amp|quot|apos|nbsp)|#(\d{1,7})|#x([\da-f]{1,6}));/gi,
    (whole, name?: string, decimal?: string, hex?: string) => {
      if (name !== undefined) return ENTITIES[name.toLowerCase()] ?? whole
      const code = decimal === undefined ? Number.parseInt(hex ?? '', 16) : Number(decimal)
      const isText = code >= 32 && code !== 127 && code <= 0x10ffff && !(code >= 0xd800 && code <= 0xdfff)
      return isText ? String.fromCodePoint(code) : whole
    },
  )
}
