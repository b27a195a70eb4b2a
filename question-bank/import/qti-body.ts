import { isActiveSvg } from './hostile.ts'
import { isSoundOrFilm, TOO_MANY_PICTURES } from './pictures.ts'
import type { Element, Node } from './xml.ts'
import { attribute, childOf, isElement, nameOf, textOf } from './xml.ts'

/** What is met while a body is written as HTML. */
export interface BodyContext {
  /** The picture behind an address of the file, as a data: address; a string in `why` says why there is none. */
  picture(href: string): { address: string } | { why: string }
  /** Reasons why the item is not whole without something. The first refuses it. */
  lost: string[]
  simplified: Set<string>
  /** Characters of pictures still allowed: one picture named a thousand times is a flood like any other. */
  room: { left: number }
  /** Feedback that stands within the text; it goes to the explanation. */
  feedback: string[]
  /** What stands for the interaction itself. */
  interaction: Element | null
}

/** The content of an element as HTML, still to be cleaned as all texts are. */
export function innerHtml(element: Element, context: BodyContext): string {
  let html = ''
  for (let child = element.firstChild; child; child = child.nextSibling) html += nodeHtml(child, context)
  return html
}

function nodeHtml(node: Node, context: BodyContext): string {
  if (!isElement(node)) return node.nodeType === 3 || node.nodeType === 4 ? textHtml(node) : ''
  if (node === context.interaction) {
    const prompt = childOf(node, 'prompt')
    const html = prompt ? innerHtml(prompt, context).trim() : ''
    return html === '' ? '' : `<div>${html}</div>`
  }
  const name = nameOf(node)
  const own = OWN[name]
  if (own) return own(node, context)
  if (/^(?:xi:)?include$/.test(node.nodeName) || name === 'include')
    context.lost.push('Soal menyisipkan berkas lain (include), yang tidak diikuti; tulis isinya langsung.')
  if (name === 'svg') return drawing(node, context)
  const inside = innerHtml(node, context)
  return VOID.has(name) ? `<${name}${attributesOf(node)}>` : `<${name}${attributesOf(node)}>${inside}</${name}>`
}

const VOID = new Set(['br', 'hr', 'col', 'img'])

/** Elements that are QTI's own and not HTML. */
const OWN: Record<string, (element: Element, context: BodyContext) => string> = {
  img: (element, context) =>
    picture(attribute(element, 'src'), attribute(element, 'alt'), attributesOf(element), context),
  object: (element, context) => {
    const data = attribute(element, 'data')
    const type = attribute(element, 'type')
    if (type.startsWith('image/') || /\.(?:png|jpe?g|gif|webp|svg)$/i.test(data))
      return picture(data, textOf(element).trim().replace(/\s+/g, ' '), attributesOf(element), context)
    return sound(data || type, context)
  },
  audio: (element, context) => sound(attribute(element, 'src'), context),
  video: (element, context) => sound(attribute(element, 'src'), context),
  mediaInteraction: (_, context) => sound('', context),
  rubricBlock: (element, context) => {
    if (/candidate/.test(attribute(element, 'view')) || attribute(element, 'view') === '')
      return `<div>${innerHtml(element, context)}</div>`
    context.simplified.add('Catatan untuk penilai (rubricBlock) tidak dibawa.')
    return ''
  },
  contentBody: (element, context) => innerHtml(element, context),
  feedbackInline: feedback,
  feedbackBlock: feedback,
  templateInline: varying,
  templateBlock: varying,
  printedVariable: varying,
  infoControl: (_, context) => {
    context.simplified.add('Keterangan tambahan (infoControl) tidak dibawa.')
    return ''
  },
  stylesheet: () => '',
  style: (_, context) => {
    context.simplified.add('Gaya tampilan (style) tidak dibawa.')
    return ''
  },
  catalogInfo: (_, context) => {
    context.simplified.add('Bahan bantu aksesibilitas (catalogInfo) tidak dibawa.')
    return ''
  },
  apipAccessibility: () => '',
  hottext: (element, context) => innerHtml(element, context),
}

function feedback(element: Element, context: BodyContext): string {
  context.feedback.push(innerHtml(element, { ...context, lost: [] }).trim())
  return ''
}

function varying(_: Element, context: BodyContext): string {
  context.lost.push('Soal yang isinya berubah-ubah (template) belum didukung; ekspor satu bentuk tetapnya.')
  return ''
}

function sound(name: string, context: BodyContext): string {
  const bare = name.replace(/^.*\//, '').slice(0, 80)
  context.lost.push(
    `Soal memakai audio, video, atau objek lain ${bare ? `"${bare}"` : ''}, yang belum didukung; ganti dengan teks atau gambar.`,
  )
  return ''
}

function picture(href: string, alt: string, attributes: string, context: BodyContext): string {
  if (isSoundOrFilm(href)) return sound(href, context)
  const found = /^data:image\//i.test(href) ? { address: href } : context.picture(href)
  if ('why' in found) {
    context.lost.push(found.why)
    return ''
  }
  context.room.left -= found.address.length
  if (context.room.left < 0) {
    context.lost.push(TOO_MANY_PICTURES)
    return ''
  }
  return `<img src="${escaped(found.address)}" alt="${escaped(alt)}"${attributes}>`
}

/** A drawing within the text, as a picture of its own. */
function drawing(element: Element, context: BodyContext): string {
  const source = String(element)
  if (isActiveSvg(source)) {
    context.lost.push('Gambar SVG memuat skrip, entitas, atau rujukan ke luar; simpan ulang gambarnya sebagai PNG.')
    return ''
  }
  const whole = /\sxmlns=/.test(source.slice(0, source.indexOf('>')))
    ? source
    : source.replace(/^<svg/, '<svg xmlns="http://www.w3.org/2000/svg"')
  const title = textOf(childOf(element, 'title')).trim()
  return `<img src="data:image/svg+xml;base64,${Buffer.from(whole).toString('base64')}" alt="${escaped(title)}">`
}

/** Looks and ids say nothing to a candidate and would only fill the report; what acts is passed on to be refused. */
function attributesOf(element: Element): string {
  let html = ''
  for (const { name, localName, value } of element.attributes) {
    const bare = name === 'xml:lang' ? 'lang' : (localName ?? name)
    if (/^(?:xmlns|xsi|xml|epub|aria)\b/.test(name) && bare !== 'lang') continue
    if (
      /^(?:class|id|style|label|role|src|alt|data|type|title|longdesc|tabindex|xmlns)$|^(?:data|aria|qti)-/i.test(bare)
    )
      continue
    html += ` ${bare}="${escaped(value)}"`
  }
  return html
}

function textHtml(node: Node): string {
  const text = node.nodeValue ?? ''
  return escaped(isPreformatted(node) ? text : text.replace(/[ \t\r\n]+/g, ' '))
}

function isPreformatted(node: Node): boolean {
  for (let above = node.parentNode; above; above = above.parentNode)
    if (isElement(above as Node) && (above as Element).localName === 'pre') return true
  return false
}

const escaped = (text: string): string =>
  text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;').replace(/"/g, '&quot;')
