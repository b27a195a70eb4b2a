import { DOMParser, type Element, type Node } from '@xmldom/xmldom'
import { XML_DEPTH_MAX, XML_TAGS_MAX } from './reading.ts'

export type { Element, Node } from '@xmldom/xmldom'

/**
 * The root of an XML text, or the sentence that refuses it. Document types are refused before anything is parsed: so
 * there are no entities of one's own, no files and no addresses that a parser could fetch, and no floods of them (B29).
 */
export function parseXml(text: string): Element | string {
  const shape = shapeOf(text)
  if (typeof shape === 'string') return shape
  let problem = ''
  try {
    const root = new DOMParser({
      onError: (_level, message) => {
        problem ||= message
        throw new Error(message)
      },
    }).parseFromString(text, 'text/xml').documentElement
    return root ?? NOT_WHOLE('tidak ada isi')
  } catch (error) {
    const message = problem || (error instanceof Error ? error.message : 'galat')
    return NOT_WHOLE(message.split('\n')[0]?.replace(/^\[xmldom \w+\]\s*/, '') ?? '')
  }
}

const NOT_WHOLE = (what: string) => `XML rusak (${what.slice(0, 160)}); perbaiki atau ekspor ulang berkasnya.`

/** One pass over the text, before a parser sees it: forbidden words, and how deep and how many. */
function shapeOf(text: string): string | null {
  let depth = 0
  let tags = 0
  for (let at = text.indexOf('<'); at >= 0; at = text.indexOf('<', at + 1)) {
    if (text.startsWith('<!--', at)) at = text.indexOf('-->', at + 4)
    else if (text.startsWith('<![CDATA[', at)) at = text.indexOf(']]>', at + 9)
    else if (text.startsWith('<!', at))
      return 'Berkas memuat <!DOCTYPE atau <!ENTITY, yang tidak diterima demi keamanan; hapus baris itu, lalu unggah lagi.'
    else if (text.startsWith('<?', at)) at = text.indexOf('?>', at + 2)
    else {
      const close = text.indexOf('>', at)
      if (text[at + 1] === '/') depth--
      else if (text[close - 1] !== '/') depth++
      tags++
      if (depth > XML_DEPTH_MAX) return `XML bersarang lebih dari ${XML_DEPTH_MAX} tingkat; berkas ditolak.`
      if (tags > XML_TAGS_MAX) return 'XML memuat terlalu banyak unsur; bagi menjadi beberapa berkas.'
    }
    if (at < 0) return NOT_WHOLE('ada bagian yang tidak ditutup')
  }
  return null
}

/** The name without prefix; QTI 3.0 names ('qti-simple-choice') as those of 2.x ('simpleChoice'). */
export function nameOf(element: Element): string {
  const name = element.localName ?? element.nodeName
  return name.startsWith('qti-') ? camel(name.slice(4)) : name
}

/** An attribute by its name of QTI 2.x ('responseIdentifier'), also as 3.0 writes it; '' when absent. */
export function attribute(element: Element, name: string): string {
  return (
    element.getAttribute(name) ?? element.getAttribute(name.replace(/[A-Z]/g, (big) => `-${big.toLowerCase()}`)) ?? ''
  )
}

const camel = (name: string) => name.replace(/-([a-z0-9])/g, (_, letter: string) => letter.toUpperCase())

export const isElement = (node: Node): node is Element => node.nodeType === 1

export function childrenOf(element: Element, name?: string): Element[] {
  const found: Element[] = []
  for (let child = element.firstChild; child; child = child.nextSibling)
    if (isElement(child) && (name === undefined || nameOf(child) === name)) found.push(child)
  return found
}

export const childOf = (element: Element | undefined, name: string): Element | undefined =>
  element && childrenOf(element, name)[0]

/** All elements within, in the order of the text. Not recursive: the text may nest as deep as it is let. */
export function* within(element: Element): Generator<Element> {
  let node: Node | null = element.firstChild
  while (node) {
    if (isElement(node)) yield node
    if (node.firstChild) {
      node = node.firstChild
      continue
    }
    while (node && !node.nextSibling) {
      node = node.parentNode
      if (node === element) return
    }
    node = node?.nextSibling ?? null
  }
}

export const named = (element: Element, name: string): Element[] =>
  [...within(element)].filter((each) => nameOf(each) === name)

/** The text of an element as it stands, '' when there is none. */
export const textOf = (element: Element | undefined): string => element?.textContent ?? ''

export const lineOf = (element: Element): number => element.lineNumber ?? 1
