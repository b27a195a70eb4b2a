import type { PublicationList, PublicationSummary } from '../../../server/protocol/board.ts'
import type { Language } from '../../shared/language.tsx'
import { standingOf } from '../publications.ts'

/**
 * What stands where in the bundle. Indonesian pages lie at the top and English ones in `en/` under the same names; the
 * files of a publication are there once. Every link is relative, so that the bundle works in any folder and from a disk.
 */
export interface Site {
  organisation: string
  publications: Published[]
}

export interface Published {
  summary: PublicationSummary
  /** 'skd-61010001-3f9ac21be07d': stage, vacancy and the begin of the digest, so that another list never takes it. */
  folder: string
  /** The one that replaced it, where it is in the bundle. */
  replacedBy: Published | null
}

export interface Page {
  /** From the top of the bundle: 'en/skd-…/index.html'. */
  path: string
  text: string
}

/** Rows on one page at most: a phone of ten years ago still scrolls them. */
export const PAGE_ROWS_MAX = 2000
/** Publications of a stage that are named on the first page; more have pages of their own. */
export const FIRST_PAGE_MAX = 200

export function siteOf(organisation: string, summaries: PublicationSummary[]): Site {
  const taken = new Set<string>()
  const publications = summaries.map((summary): Published => {
    const name = `${summary.stage}-${slug(summary.vacancyCode) || 'semua'}-`
    let digits = 12
    while (taken.has(name + summary.digest.slice(0, digits)) && digits < 64) digits += 4
    const folder = name + summary.digest.slice(0, digits)
    taken.add(folder)
    return { summary, folder, replacedBy: null }
  })
  const byId = new Map(publications.map((one) => [one.summary.id, one]))
  for (const one of publications)
    one.replacedBy = (one.summary.replacedBy !== null && byId.get(one.summary.replacedBy)) || null
  return { organisation, publications }
}

/** Letters, digits and hyphens alone, lower case: the same file on every disk. */
const slug = (text: string) =>
  text
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-|-$/g, '')
    .slice(0, 40)

/** Where a page lies in this language. */
export const inLanguage = (language: Language, path: string): string => (language === 'id' ? path : `en/${path}`)

/** The way from one page of the bundle to another file of it. */
export function wayTo(from: string, to: string): string {
  const here = from.split('/').slice(0, -1)
  const there = to.split('/')
  let common = 0
  while (common < here.length && common < there.length - 1 && here[common] === there[common]) common += 1
  return [...here.slice(common).map(() => '..'), ...there.slice(common)].join('/')
}

/** One page of rows: which list, and which of its rows. */
export interface ListPage {
  file: string
  list: number
  /** Place of the first row in the list, from 0. */
  from: number
  rows: number
  /** This page and how many pages the list has, from 1. */
  part: number
  parts: number
}

/**
 * The pages of rows of a publication. The only list of a publication begins on its first page; of several each begins a
 * page of its own.
 */
export function listPages(lists: Pick<PublicationList, 'rows'>[]): ListPage[] {
  const pages: ListPage[] = []
  lists.forEach(({ rows }, list) => {
    const parts = Math.max(1, Math.ceil(rows.length / PAGE_ROWS_MAX))
    for (let part = 1; part <= parts; part += 1) {
      const from = (part - 1) * PAGE_ROWS_MAX
      const file = lists.length === 1 && part === 1 ? 'index.html' : `${pages.length + 1}.html`
      pages.push({ file, list, from, rows: Math.min(PAGE_ROWS_MAX, rows.length - from), part, parts })
    }
  })
  return pages
}

/**
 * Names of the rows of a list in the address: 'n-24-61-000123'. Equal ones, which only odd numbers have, are told apart
 * by their place.
 */
export function anchorsOf(rows: { number: string }[]): string[] {
  const taken = new Set<string>()
  return rows.map(({ number }, at) => {
    const name = `n-${number.replace(/[^A-Za-z0-9-]/g, '_')}`
    const own = taken.has(name) ? `${name}_${at + 1}` : name
    taken.add(own)
    return own
  })
}

/** Whether a person who looks for her number should be led here: in force, or withdrawn and not yet replaced. */
export const isSearched = ({ summary }: Published): boolean =>
  standingOf(summary) === 'in-force' || (summary.withdrawn !== null && summary.replacedBy === null)

/** The last moment that the bundle knows of: it never says when it was made, so that making it again changes nothing. */
export const knownUntil = ({ publications }: Site): number =>
  Math.max(0, ...publications.map(({ summary }) => Math.max(summary.publishedAt, summary.withdrawn?.at ?? 0)))
