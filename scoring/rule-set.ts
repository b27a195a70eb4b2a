/**
 * The rules of one procurement year as data: what items are worth, the thresholds, and the ranking order.
 * A result is bound to one rule set by its id for ever, because the figures change every fiscal year
 * (TKP threshold 126 in 2019, 166 from 2021).
 */
export interface RuleSet {
  /** Never reused for other figures: 'skd-cpns-2024'. */
  id: string
  title: string
  procurement: 'CPNS' | 'PPPK' | 'KEDINASAN'
  /**
   * What a result under these rules is for: 'skd' chooses who takes the SKB, 'skb' is that test, 'single' is a test
   * that decides alone (PPPK, sekolah kedinasan).
   */
  stage: 'skd' | 'skb' | 'single'
  /** Fiscal year of the procurement. */
  year: number
  /** The decree the figures come from, as a committee cites it. */
  decree: string
  /** In the order in which a result shows them. */
  sections: RuleSection[]
  /** By need type. Empty: no threshold, best rank. */
  thresholds: Record<string, Threshold>
  /**
   * By need type: on what each vacancy states a threshold of its own (PPPK 2023: 'teknis', set for each position).
   * A vacancy that does not state it cannot be judged. Left out: none.
   */
  statedByVacancy?: Record<string, string[]>
  ranking: {
    /** Most important first. */
    keys: RankingKey[]
    /** How many candidates go on for each place, as a multiple of the need; null: only the need itself. */
    cutTimesNeed: number | null
    /** Where all keys are equal the older applicant comes first (PermenPANRB 6/2024 Pasal 47(3)d). Left out: no. */
    oldestFirst?: boolean
    /** Groups that come before any score, first first (KepmenPANRB 347/2024 diktum 30: R2, R3, R4). Left out: none. */
    groups?: string[]
  }
  /** CPNS: how the results of SKD and SKB become the final score. Only in a rule set of stage 'skd'. */
  integration?: IntegrationRules
  needTypes: { id: string; title: Words }[]
}

/** PermenPANRB 27/2021 Pasal 48, 6/2024 Pasal 45. All figures are whole per cent. */
export interface IntegrationRules {
  /** Together 100. */
  shares: { skd: number; skb: number }
  /** Limits on the tests beside the SKB CAT, for a regional agency. */
  extra: { testsMax: number; weightMax: number; catWeightMin: number; kindsRefused: string[] }
  /** What parts equal final scores, most important first: 'skd' (its total), a section id, 'gpa', 'oldest'. */
  ties: string[]
}

export interface RuleSection {
  id: string
  title: Words
  /** Items in the official paper. A shorter blueprint is allowed; a result counts the items of the form. */
  items: number
  /** Whole points for each item. A blank earns 0 under both kinds. */
  scoring: { kind: 'correct'; points: number } | { kind: 'weighted'; least: number; most: number }
}

/** Least whole points by section id, 'total', or a sum ('manajerial+sosial-kultural'). All must be reached. */
export type Threshold = { least: Record<string, number> }

/** 'total', a section id, or a sum of section ids ('manajerial+sosial-kultural'). */
export type RankingKey = string

type Words = { id: string; en: string }

/** The terms of a threshold or ranking key: 'a+b' gives ['a', 'b']. */
export function termsOf(key: RankingKey): string[] {
  return key.split('+')
}

/**
 * Reads a rule set from outside (a file, a form): for the committee's import and the tests of our own sets.
 * Never throws; each problem is one sentence in `lang`. A field we do not know is a problem too, because a
 * misspelt `penalty` or `tresholds` would otherwise be a rule silently not applied. Source: RULES.md SC14, SC15.
 */
export function validateRuleSet(
  value: unknown,
  lang: 'id' | 'en' = 'id',
): { ok: true; ruleSet: RuleSet } | { ok: false; problems: string[] } {
  const problems: string[] = []
  check(value, (id, en) => problems.push(lang === 'id' ? id : en))
  return problems.length === 0 ? { ok: true, ruleSet: value as RuleSet } : { ok: false, problems }
}

type Say = (id: string, en: string) => void

const FIELDS = [
  ...['id', 'title', 'procurement', 'stage', 'year', 'decree', 'sections', 'thresholds', 'statedByVacancy'],
  ...['ranking', 'integration', 'needTypes'],
]
/** Names of ranking keys that are no section. */
const RESERVED = ['total', 'group', 'oldest', 'skd', 'gpa', 'final']
/** A priority group becomes a result code, so it must not look like another one. */
const CODES = ['P', 'L', 'TL', 'TH', 'DIS', 'SERI', 'TMS', 'APS', 'MS']

function check(value: unknown, say: Say) {
  if (!isRecord(value)) return say('Isi berkas bukan himpunan aturan.', 'The file does not hold a rule set.')
  checkFields(value, FIELDS, ['Himpunan aturan', 'The rule set'], say)
  if (!isText(value.id) || !/^[a-z0-9]+(-[a-z0-9]+)*$/.test(value.id))
    say(
      'Id harus berupa huruf kecil, angka, dan tanda hubung.',
      'The id must be lower-case letters, digits and hyphens.',
    )
  if (!isText(value.title)) say('Judul belum diisi.', 'The title is missing.')
  if (!isText(value.decree)) say('Dasar keputusan belum diisi.', 'The decree is missing.')
  if (!['CPNS', 'PPPK', 'KEDINASAN'].includes(value.procurement as string))
    say('Jenis pengadaan harus CPNS, PPPK, atau KEDINASAN.', 'The procurement must be CPNS, PPPK or KEDINASAN.')
  if (!['skd', 'skb', 'single'].includes(value.stage as string))
    say('Tahap harus "skd", "skb", atau "single".', 'The stage must be "skd", "skb" or "single".')
  if (!isWhole(value.year, 2000, 2100)) say('Tahun harus antara 2000 dan 2100.', 'The year must be from 2000 to 2100.')
  const most = checkSections(value.sections, say)
  const needs = checkNeedTypes(value.needTypes, say)
  checkThresholds(value.thresholds, needs, most, say)
  checkStated(value.statedByVacancy, value.thresholds, needs, most, say)
  checkRanking(value.ranking, most, say)
  checkIntegration(value.integration, value.stage, most, say)
}

/** The most points each section can give; the thresholds and ranking keys are checked against it. */
function checkSections(sections: unknown, say: Say): Map<string, number> {
  const most = new Map<string, number>()
  if (!Array.isArray(sections) || sections.length === 0) {
    say('Belum ada satu pun subtes.', 'There is no section.')
    return most
  }
  for (const [index, section] of sections.entries()) {
    const at = index + 1
    const named = isRecord(section) && isText(section.id) && /^[A-Za-z][\w-]*$/.test(section.id)
    if (!named || RESERVED.includes(section.id as string)) {
      const not = named ? section.id : 'total'
      say(
        `Subtes ke-${at} memerlukan id dari huruf, angka, dan tanda hubung, dan tidak boleh "${not}".`,
        `Section ${at} needs an id of letters, digits and hyphens, and it must not be "${not}".`,
      )
      continue
    }
    const { scoring } = section
    const id = section.id as string
    if (most.has(id)) say(`Subtes ${id} muncul dua kali.`, `Section ${id} appears twice.`)
    checkFields(section, ['id', 'title', 'items', 'scoring'], [`Subtes ${id}`, `Section ${id}`], say)
    checkWords(section.title, [`subtes ${id}`, `section ${id}`], say)
    const items = isWhole(section.items, 1, 1000) ? section.items : 0
    if (items === 0)
      say(`Jumlah soal subtes ${id} harus 1 sampai 1000.`, `The number of items of section ${id} must be 1 to 1000.`)
    most.set(id, items * pointsEach(scoring, id, say))
  }
  return most
}

function pointsEach(scoring: unknown, id: string, say: Say): number {
  if (isRecord(scoring) && scoring.kind === 'correct') {
    checkFields(scoring, ['kind', 'points'], [`Penilaian subtes ${id}`, `The scoring of section ${id}`], say)
    if (isWhole(scoring.points, 1, 1000)) return scoring.points
    say(
      `Nilai jawaban benar subtes ${id} harus bilangan bulat mulai 1.`,
      `The points for a correct answer in section ${id} must be a whole number from 1.`,
    )
  } else if (isRecord(scoring) && scoring.kind === 'weighted') {
    checkFields(scoring, ['kind', 'least', 'most'], [`Penilaian subtes ${id}`, `The scoring of section ${id}`], say)
    if (isWhole(scoring.most, 1, 1000) && isWhole(scoring.least, 0, scoring.most)) return scoring.most
    say(
      `Bobot subtes ${id} harus bilangan bulat, terendah mulai 0 dan tidak melebihi tertinggi.`,
      `The weights of section ${id} must be whole numbers, the least from 0 and not above the most.`,
    )
  } else {
    say(
      `Cara menilai subtes ${id} harus benar/salah atau berbobot.`,
      `The scoring of section ${id} must be "correct" or "weighted".`,
    )
  }
  return 0
}

function checkNeedTypes(needTypes: unknown, say: Say): Set<string> {
  const ids = new Set<string>()
  if (!Array.isArray(needTypes) || needTypes.length === 0) {
    say('Belum ada satu pun jenis kebutuhan.', 'There is no need type.')
    return ids
  }
  for (const [index, need] of needTypes.entries()) {
    if (!isRecord(need) || !isText(need.id)) {
      say(`Jenis kebutuhan ke-${index + 1} belum mempunyai id.`, `Need type ${index + 1} has no id.`)
      continue
    }
    if (ids.has(need.id)) say(`Jenis kebutuhan ${need.id} muncul dua kali.`, `Need type ${need.id} appears twice.`)
    ids.add(need.id)
    checkFields(need, ['id', 'title'], [`Jenis kebutuhan ${need.id}`, `Need type ${need.id}`], say)
    checkWords(need.title, [`jenis kebutuhan ${need.id}`, `need type ${need.id}`], say)
  }
  return ids
}

function checkThresholds(thresholds: unknown, needs: Set<string>, most: Map<string, number>, say: Say) {
  if (!isRecord(thresholds))
    return say(
      'Nilai ambang batas belum diisi; tanpa ambang batas pun harus dinyatakan kosong.',
      'The thresholds are missing; even no threshold must be stated as empty.',
    )
  const stated = Object.keys(thresholds)
  // Once one need type has a threshold, a forgotten one would let everybody through: it must be stated as empty.
  if (stated.length > 0)
    for (const need of needs)
      if (!stated.includes(need))
        say(`Nilai ambang batas untuk ${need} belum diisi.`, `The threshold for ${need} is missing.`)
  for (const [need, threshold] of Object.entries(thresholds)) {
    if (!needs.has(need))
      say(
        `Ada nilai ambang batas untuk ${need}, padahal jenis kebutuhan itu tidak terdaftar.`,
        `There is a threshold for ${need}, but no such need type.`,
      )
    if (!isRecord(threshold) || !isRecord(threshold.least)) {
      say(`Nilai ambang batas untuk ${need} tidak terbaca.`, `The threshold for ${need} cannot be read.`)
      continue
    }
    checkFields(threshold, ['least'], [`Nilai ambang batas ${need}`, `The threshold for ${need}`], say)
    for (const [on, least] of Object.entries(threshold.least)) {
      const reachable = mostOf(on, most)
      if (reachable === null) sayUnknownKey(on, say)
      else if (!isWhole(least, 0, reachable))
        say(
          `Nilai ambang batas ${on} untuk ${need} harus bilangan bulat 0 sampai ${reachable}.`,
          `The threshold on ${on} for ${need} must be a whole number from 0 to ${reachable}.`,
        )
    }
  }
}

function checkStated(stated: unknown, thresholds: unknown, needs: Set<string>, most: Map<string, number>, say: Say) {
  if (stated === undefined) return
  if (!isRecord(stated))
    return say(
      'Ambang batas yang ditetapkan tiap formasi tidak terbaca.',
      'The thresholds that each vacancy states cannot be read.',
    )
  for (const [need, keys] of Object.entries(stated)) {
    if (!needs.has(need))
      say(
        `Ada ambang batas tiap formasi untuk ${need}, padahal jenis kebutuhan itu tidak terdaftar.`,
        `There are thresholds stated by each vacancy for ${need}, but no such need type.`,
      )
    if (!Array.isArray(keys) || keys.length === 0 || new Set(keys).size < keys.length) {
      say(
        `Ambang batas tiap formasi untuk ${need} harus berupa daftar nilai yang berbeda.`,
        `The thresholds stated by each vacancy for ${need} must be a list of different values.`,
      )
      continue
    }
    const own = isRecord(thresholds) ? thresholds[need] : null
    const fixed = isRecord(own) && isRecord(own.least) ? Object.keys(own.least) : []
    for (const key of keys) {
      if (!isText(key) || mostOf(key, most) === null) sayUnknownKey(key, say)
      else if (fixed.includes(key))
        say(
          `Ambang batas ${key} untuk ${need} tidak boleh sekaligus tetap dan ditetapkan tiap formasi.`,
          `The threshold on ${key} for ${need} cannot be both fixed and stated by each vacancy.`,
        )
    }
  }
}

function checkRanking(ranking: unknown, most: Map<string, number>, say: Say) {
  if (!isRecord(ranking) || !Array.isArray(ranking.keys) || ranking.keys.length === 0)
    return say('Urutan pemeringkatan belum diisi.', 'The ranking order is missing.')
  const fields = ['keys', 'cutTimesNeed', 'oldestFirst', 'groups']
  checkFields(ranking, fields, ['Pemeringkatan', 'The ranking'], say)
  for (const key of ranking.keys) if (!isText(key) || mostOf(key, most) === null) sayUnknownKey(key, say)
  if (new Set(ranking.keys).size < ranking.keys.length)
    say('Urutan pemeringkatan menyebut nilai yang sama dua kali.', 'The ranking order names the same value twice.')
  if (ranking.cutTimesNeed !== null && !isWhole(ranking.cutTimesNeed, 1, 100))
    say(
      'Batas kelipatan kebutuhan harus bilangan bulat 1 sampai 100, atau kosong.',
      'The cut must be a whole multiple of the need from 1 to 100, or empty.',
    )
  if (ranking.oldestFirst !== undefined && typeof ranking.oldestFirst !== 'boolean')
    say('Urutan usia harus ya atau tidak (true, false).', 'The order by age must be yes or no (true, false).')
  if (ranking.groups === undefined) return
  if (!isListOfTexts(ranking.groups) || ranking.groups.length === 0)
    return say(
      'Kelompok prioritas harus berupa daftar nama yang berbeda.',
      'The priority groups must be a list of different names.',
    )
  for (const group of ranking.groups)
    if (CODES.includes(group) || !/^[A-Z][A-Z0-9]*$/i.test(group))
      say(
        `Kelompok prioritas "${group}" harus huruf dan angka saja, dan bukan kode hasil yang lain.`,
        `The priority group "${group}" must be letters and digits only, and no other result code.`,
      )
}

function checkIntegration(integration: unknown, stage: unknown, most: Map<string, number>, say: Say) {
  if (integration === undefined) return
  if (stage !== 'skd')
    say('Integrasi hanya untuk himpunan aturan tahap "skd".', 'Integration belongs to a rule set of stage "skd" only.')
  if (!isRecord(integration)) return say('Integrasi tidak terbaca.', 'The integration cannot be read.')
  checkFields(integration, ['shares', 'extra', 'ties'], ['Integrasi', 'The integration'], say)
  const { shares, extra, ties } = integration
  if (
    !isRecord(shares) ||
    !isWhole(shares.skd, 0, 100) ||
    !isWhole(shares.skb, 0, 100) ||
    shares.skd + shares.skb !== 100
  )
    say(
      'Bobot SKD dan SKB harus bilangan bulat dan bersama-sama 100.',
      'The shares of SKD and SKB must be whole numbers, together 100.',
    )
  else checkFields(shares, ['skd', 'skb'], ['Bobot integrasi', 'The shares'], say)
  if (!isRecord(extra)) say('Batas tes tambahan belum diisi.', 'The limits on extra tests are missing.')
  else {
    const limits = ['testsMax', 'weightMax', 'catWeightMin']
    checkFields(extra, [...limits, 'kindsRefused'], ['Batas tes tambahan', 'The limits on extra tests'], say)
    for (const limit of limits)
      if (!isWhole(extra[limit], 0, 100))
        say(
          `Batas tes tambahan ${limit} harus bilangan bulat 0 sampai 100.`,
          `The limit ${limit} on extra tests must be a whole number from 0 to 100.`,
        )
    if (!isListOfTexts(extra.kindsRefused))
      say(
        'Jenis tes tambahan yang dilarang harus berupa daftar nama yang berbeda; boleh kosong.',
        'The kinds of extra tests refused must be a list of different names; it may be empty.',
      )
  }
  const known = ['skd', 'gpa', 'oldest', ...most.keys()]
  if (!isListOfTexts(ties))
    return say(
      'Urutan pemecah nilai akhir yang sama harus berupa daftar yang berbeda.',
      'What parts equal final scores must be a list of different values.',
    )
  for (const key of ties)
    if (!known.includes(key))
      say(
        `"${key}" tidak dapat memecah nilai akhir yang sama; yang dikenal: ${known.join(', ')}.`,
        `"${key}" cannot part equal final scores; known are: ${known.join(', ')}.`,
      )
}

/** The most points a key can reach; null when it is not 'total', a section id or a sum of different sections. */
function mostOf(key: RankingKey, most: Map<string, number>): number | null {
  const terms = key === 'total' ? [...most.keys()] : termsOf(key)
  if (new Set(terms).size < terms.length || terms.some((term) => !most.has(term))) return null
  return terms.reduce((sum, term) => sum + (most.get(term) ?? 0), 0)
}

function sayUnknownKey(key: unknown, say: Say) {
  say(
    `"${key}" bukan total, subtes, atau jumlah beberapa subtes yang berbeda.`,
    `"${key}" is not the total, a section, or a sum of different sections.`,
  )
}

function checkWords(title: unknown, [id, en]: [string, string], say: Say) {
  if (!isRecord(title) || !isText(title.id) || !isText(title.en))
    say(`Judul ${id} harus ada dalam kedua bahasa.`, `The title of ${en} must be given in both languages.`)
}

function checkFields(value: Record<string, unknown>, known: string[], [id, en]: [string, string], say: Say) {
  for (const field of Object.keys(value))
    if (!known.includes(field))
      say(`${id} memuat isian "${field}" yang tidak dikenal.`, `${en} holds an unknown field "${field}".`)
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function isText(value: unknown): value is string {
  return typeof value === 'string' && value.trim() !== ''
}

function isListOfTexts(value: unknown): value is string[] {
  return Array.isArray(value) && value.every(isText) && new Set(value).size === value.length
}

function isWhole(value: unknown, least: number, most: number): value is number {
  return Number.isInteger(value) && (value as number) >= least && (value as number) <= most
}
