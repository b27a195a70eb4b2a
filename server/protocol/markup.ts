/** HTML that is known to be safe to send. Whatever else is put into a page is text and is escaped. */
export class Markup {
  readonly text: string
  constructor(text: string) {
    this.text = text
  }
}

type Part = Markup | string | number | null | false | undefined | Part[]

/** html`<p>${name}</p>`: every part is escaped unless it is markup itself. Nothing is left out but null and false. */
export function html(pieces: TemplateStringsArray, ...parts: Part[]): Markup {
  let text = pieces[0] ?? ''
  parts.forEach((part, at) => {
    text += written(part) + (pieces[at + 1] ?? '')
  })
  return new Markup(text)
}

function written(part: Part): string {
  if (part instanceof Markup) return part.text
  if (Array.isArray(part)) return part.map(written).join('')
  if (part === null || part === undefined || part === false) return ''
  return typeof part === 'number' ? String(part) : escaped(part)
}

const SIGNS: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' }
export const escaped = (text: string): string =>
  /[&<>"']/.test(text) ? text.replace(/[&<>"']/g, (sign) => SIGNS[sign] ?? sign) : text

/**
 * A value inside a script that we write: JSON in which nothing ends the script or breaks a line of it, since names come
 * from people.
 */
export const scriptJson = (value: unknown): string =>
  JSON.stringify(value).replace(/[<\u2028\u2029]/g, (sign) => `\\u${sign.charCodeAt(0).toString(16).padStart(4, '0')}`)

/** The same inside a page's `<script>`. */
export const scriptMarkup = (value: unknown): Markup => new Markup(scriptJson(value))
