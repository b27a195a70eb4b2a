import type { Archive } from './archive.ts'
import type { Draft } from './draft.ts'
import { blankDraft } from './draft.ts'
import { tagged } from './fractions.ts'
import { pictureAddress } from './pictures.ts'
import type { BodyContext } from './qti-body.ts'
import { innerHtml } from './qti-body.ts'
import type { ItemPlace } from './qti-item.ts'
import { draftOfQti } from './qti-item.ts'
import { PICTURE_CHARACTERS_MAX } from './reading.ts'
import { decodeText } from './text.ts'
import type { Element } from './xml.ts'
import { attribute, childOf, childrenOf, named, nameOf, parseXml, textOf } from './xml.ts'

const MANIFEST = 'imsmanifest.xml'

export interface PackageReading {
  drafts: Draft[]
  /** What of the package as a whole has no place in a bank of items. */
  simplified: string[]
}

/** The items of a QTI content package, each under the name of its file; a string refuses the whole package (B28). */
export function draftsOfPackage(archive: Archive): PackageReading | string {
  const manifest = xmlOf(archive, MANIFEST)
  if (manifest === null) {
    const deeper = archive.names.find((name) => name.endsWith(`/${MANIFEST}`) && !name.startsWith('__MACOSX/'))
    return deeper
      ? `${MANIFEST} ada di dalam folder "${deeper.slice(0, -MANIFEST.length - 1).slice(0, 80)}", bukan di tingkat teratas arsip; buat ulang arsip dari isi folder itu.`
      : `Arsip tanpa ${MANIFEST} bukan paket soal QTI; ekspor ulang sebagai paket QTI, atau unggah XLSX, CSV, atau JSON.`
  }
  if (typeof manifest === 'string') return `${MANIFEST}: ${manifest}`
  const resources = named(manifest, 'resource')
  const addresses = new Map<string, string | null>()
  const circle = circleIn(resources)
  if (circle) return `Paket memuat rujukan melingkar (${circle}); perbaiki dependency dalam ${MANIFEST}.`
  const drafts: Draft[] = []
  const simplified: string[] = []
  for (const resource of resources) {
    const type = attribute(resource, 'type')
    const href = attribute(resource, 'href') || attribute(childOf(resource, 'file') ?? resource, 'href')
    if (/^imsqti_item/i.test(type)) drafts.push(itemAt(archive, addresses, resource, href, drafts.length + 1))
    else if (/^imsqti_(?:test|section|assessment)/i.test(type))
      simplified.push(`Susunan tes "${href.slice(0, 80)}" tidak dibawa; hanya butir soalnya yang diambil.`)
    else if (/^imsqti_xmlv1p2|imsqti_asi|assignment|^imsqti_xml/i.test(type)) drafts.push(oldItem(href))
  }
  if (drafts.length === 0) return `${MANIFEST} tidak menyebut satu pun butir soal QTI; ekspor ulang paketnya.`
  return { drafts, simplified }
}

function itemAt(archive: Archive, addresses: Addresses, resource: Element, href: string, nth: number): Draft {
  const path = resolved('', href)
  const blank = blankDraft(href.slice(0, 120) || `butir ${nth}`, `soal-${nth}`)
  if (path === null)
    return { ...blank, unreadable: 'Alamat berkas butir ini menunjuk ke luar paket; perbaiki manifesnya.' }
  const item = xmlOf(archive, path)
  if (item === null) return { ...blank, unreadable: 'Berkas butir ini disebut manifes tetapi tidak ada dalam arsip.' }
  if (typeof item === 'string') return { ...blank, unreadable: item }
  if (nameOf(item) !== 'assessmentItem')
    return {
      ...blank,
      unreadable: `Berkas ini berisi "${nameOf(item).slice(0, 40)}", bukan butir soal (assessmentItem).`,
    }
  const draft = draftOfQti(item, placeIn(archive, addresses, path, blank))
  return { ...draft, ...describedBy(resource, draft) }
}

const oldItem = (href: string): Draft => ({
  ...blankDraft(href.slice(0, 120) || 'paket', 'soal'),
  unreadable: 'QTI 1.2 belum didukung; ekspor sebagai QTI 2.1, 2.2, 3.0, atau Moodle XML.',
})

/** Pictures already unpacked: a letterhead that all items share is unpacked once. */
type Addresses = Map<string, string | null>

function placeIn(archive: Archive, addresses: Addresses, path: string, { where, fallbackId }: Draft): ItemPlace {
  const picture = (from: string) => (href: string) => {
    const shown = href.slice(0, 80)
    if (/^[a-z][a-z0-9+.-]*:|^\/\//i.test(href))
      return { why: `Gambar "${shown}" ada di luar paket dan tidak diambil; sertakan gambarnya dalam paket.` }
    const inside = resolved(from, href)
    if (inside === null) return { why: `Alamat gambar "${shown}" menunjuk ke luar paket; perbaiki alamatnya.` }
    let address = addresses.get(inside)
    if (address === undefined) {
      const bytes = archive.read(inside)
      if (bytes === null) return { why: `Gambar "${shown}" tidak ada dalam paket; ekspor ulang beserta gambarnya.` }
      if (typeof bytes === 'string') return { why: bytes }
      address = pictureAddress(bytes)
      addresses.set(inside, address)
    }
    return address ? { address } : { why: `Berkas "${shown}" bukan gambar PNG, JPEG, GIF, WebP, atau SVG.` }
  }
  return {
    where,
    fallbackId,
    picture: picture(path),
    stimulus(href, identifier) {
      const inside = resolved(path, href)
      const root = inside === null ? null : xmlOf(archive, inside)
      const shown = `Wacana "${href.slice(0, 80)}"`
      if (inside === null || root === null) return `${shown} tidak ada dalam paket; ekspor ulang beserta wacananya.`
      if (typeof root === 'string') return `${shown}: ${root}`
      const body = childOf(root, 'stimulusBody')
      if (!body) return `${shown} bukan wacana (assessmentStimulus); perbaiki alamatnya.`
      const context: BodyContext = {
        picture: picture(inside),
        lost: [],
        simplified: new Set(),
        room: { left: PICTURE_CHARACTERS_MAX },
        feedback: [],
        interaction: null,
      }
      const text = innerHtml(body, context).trim()
      // Without its pictures the passage may not be the passage.
      return context.lost[0] ?? { id: attribute(root, 'identifier').trim() || identifier || inside, text }
    },
  }
}

/** A path within the archive; null when it leaves it. */
function resolved(from: string, href: string): string | null {
  let plain = href.replace(/[?#].*$/, '')
  try {
    plain = decodeURIComponent(plain)
  } catch {
    // as it is written, then
  }
  if (plain === '' || /^[a-z][a-z0-9+.-]*:|^\/|\\|\p{Cc}/iu.test(plain)) return null
  const parts = from.split('/').slice(0, -1)
  for (const part of plain.split('/')) {
    if (part === '' || part === '.') continue
    if (part !== '..') parts.push(part)
    else if (parts.pop() === undefined) return null
  }
  return parts.join('/')
}

function xmlOf(archive: Archive, name: string): Element | string | null {
  const bytes = archive.read(name)
  if (bytes === null || typeof bytes === 'string') return bytes
  const text = decodeText(bytes)
  return text === null ? 'Berkas bukan teks UTF-8 atau menyebut pengodean lain daripada isinya.' : parseXml(text)
}

/** What the manifest says about an item (LOM): subject, keywords, difficulty. */
function describedBy(resource: Element, draft: Draft): Partial<Draft> {
  const metadata = childOf(resource, 'metadata')
  if (!metadata) return {}
  const words = (name: string) =>
    named(metadata, name)
      .map((each) => textOf(each).trim().replace(/\s+/g, ' '))
      .filter((each) => each !== '')
  const { topic, difficulty } = tagged(words('keyword'))
  const level = words('difficulty')[0] ?? ''
  const taxon = named(metadata, 'taxon').at(-1)
  return {
    subject:
      draft.subject ??
      (textOf(taxon && childOf(taxon, 'entry'))
        .trim()
        .replace(/\s+/g, ' ') ||
        null),
    topic: draft.topic ?? topic,
    difficulty: difficulty ?? (LEVELS.find(([word]) => level.toLowerCase().includes(word))?.[1] || null),
  }
}

const LEVELS: [string, string][] = [
  ['easy', 'mudah'],
  ['medium', 'sedang'],
  ['difficult', 'sulit'],
]

/** Resources that depend on each other in a circle, or null. */
function circleIn(resources: readonly Element[]): string | null {
  const needs = new Map(
    resources.map((resource) => [
      attribute(resource, 'identifier'),
      childrenOf(resource, 'dependency').map((each) => attribute(each, 'identifierref')),
    ]),
  )
  const done = new Set<string>()
  for (const start of needs.keys()) {
    const path: { id: string; left: string[] }[] = [{ id: start, left: [...(needs.get(start) ?? [])] }]
    const open = new Set([start])
    for (let top = path.at(-1); top; top = path.at(-1)) {
      const next = top.left.pop()
      if (next === undefined) {
        done.add(top.id)
        open.delete(top.id)
        path.pop()
      } else if (open.has(next)) return [...path.map(({ id }) => id), next].slice(-3).join(' → ').slice(0, 200)
      else if (!done.has(next) && needs.has(next)) {
        open.add(next)
        path.push({ id: next, left: [...(needs.get(next) ?? [])] })
      }
    }
  }
  return null
}
