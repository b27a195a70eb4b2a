import type { RuleSetRow, TestRow, VacancyRow } from '../../server/protocol/http.ts'
import type { RuleSetCheck, RuleSetDetail, RuleSetEffect } from '../../server/protocol/rule-sets.ts'
import type { RuleBody, RuleBodySection } from '../committee/rule-body.ts'
import { DIGEST, ruleSets as known, test, vacancy } from './committee-fixtures.ts'
import { WALL_NOW } from './staff-fixtures.ts'

const section = (id: string, [title, en]: [string, string], items: number, points = 5): RuleBodySection => ({
  id,
  title: { id: title, en },
  items,
  scoring: { kind: 'correct', points },
})
const weighted = (id: string, [title, en]: [string, string], items: number, most: number): RuleBodySection => ({
  id,
  title: { id: title, en },
  items,
  scoring: { kind: 'weighted', least: 1, most },
})
const each = (TWK: number, TIU: number, TKP: number) => ({ least: { TWK, TIU, TKP } })
const total = (sum: number, TIU: number) => ({ least: { total: sum, TIU } })

export const skd: RuleBody = {
  id: 'skd-cpns-2024',
  title: 'SKD CPNS 2024',
  procurement: 'CPNS',
  stage: 'skd',
  year: 2024,
  decree: 'KepmenPANRB 321/2024',
  sections: [
    section('TWK', ['Tes Wawasan Kebangsaan', 'Civic knowledge'], 30),
    section('TIU', ['Tes Intelegensia Umum', 'General intelligence'], 35),
    weighted('TKP', ['Tes Karakteristik Pribadi', 'Personal characteristics'], 45, 5),
  ],
  needTypes: [
    { id: 'umum', title: { id: 'Umum', en: 'General' } },
    { id: 'cumlaude', title: { id: 'Khusus lulusan terbaik (cumlaude)', en: 'Special: graduates with honours' } },
    { id: 'disabilitas', title: { id: 'Khusus penyandang disabilitas', en: 'Special: people with disabilities' } },
    { id: 'putra-putri-papua', title: { id: 'Khusus putra/putri Papua', en: 'Special: people of Papua' } },
  ],
  thresholds: {
    umum: each(65, 80, 166),
    cumlaude: total(311, 85),
    disabilitas: total(286, 60),
    'putra-putri-papua': total(286, 60),
  },
  ranking: { keys: ['total', 'TKP', 'TIU', 'TWK'], cutTimesNeed: 3 },
  integration: {
    shares: { skd: 40, skb: 60 },
    extra: { testsMax: 1, weightMax: 40, catWeightMin: 50, kindsRefused: ['wawancara'] },
    ties: ['skd', 'TKP', 'TIU', 'TWK', 'gpa', 'oldest'],
  },
}

export const pppk: RuleBody = {
  id: 'pppk-2023',
  title: 'PPPK 2023',
  procurement: 'PPPK',
  stage: 'single',
  year: 2023,
  decree: 'KepmenPANRB 652/2023',
  sections: [
    section('teknis', ['Kompetensi Teknis', 'Technical competence'], 90),
    weighted('manajerial', ['Kompetensi Manajerial', 'Managerial competence'], 25, 4),
    weighted('sosial-kultural', ['Kompetensi Sosial Kultural', 'Socio-cultural competence'], 20, 4),
    weighted('wawancara', ['Wawancara', 'Interview'], 10, 4),
  ],
  needTypes: [
    { id: 'umum', title: { id: 'Umum', en: 'General' } },
    { id: 'khusus', title: { id: 'Khusus', en: 'Special' } },
  ],
  thresholds: {
    umum: { least: { 'manajerial+sosial-kultural': 117, wawancara: 24 } },
    khusus: { least: {} },
  },
  statedByVacancy: { umum: ['teknis'] },
  ranking: {
    keys: ['total', 'teknis', 'manajerial+sosial-kultural', 'wawancara'],
    cutTimesNeed: null,
    oldestFirst: true,
    groups: ['R2', 'R3', 'R4'],
  },
}

export const draft: RuleBody = { ...skd, id: 'skd-cpns-2026', title: 'SKD CPNS 2026', year: 2026 }
export const broken: RuleBody = {
  ...draft,
  year: null,
  decree: '',
  thresholds: { ...draft.thresholds, umum: { least: { TWK: 650, TIU: 80, TKP: 166 } } },
}

const row = (body: RuleBody, origin: RuleSetRow['origin'] = 'ours'): RuleSetRow => ({
  id: body.id,
  title: body.title,
  decree: body.decree,
  stage: body.stage,
  year: body.year ?? 0,
  origin,
  sections: body.sections.map(({ id, title, items, scoring }) => ({
    id,
    title: title.id,
    items: items ?? 0,
    kind: scoring.kind,
  })),
  needTypes: body.needTypes.map(({ id, title }) => ({ id, title: title.id })),
})
const committees: RuleBody = { ...skd, id: 'skd-cpns-2025', title: 'SKD CPNS 2025', year: 2025 }
export const ruleSets: RuleSetRow[] = [...known, row(pppk), row(committees, 'committee')]
export const tests: TestRow[] = [test]
export const vacancies: VacancyRow[] = [vacancy(1)]

export const detail = (body: RuleBody, change: Partial<RuleSetDetail> = {}): RuleSetDetail => ({
  body,
  digest: DIGEST,
  origin: 'ours',
  createdAt: null,
  createdBy: null,
  tests: [],
  ...change,
})
export const kept = detail(committees, { origin: 'committee', createdAt: WALL_NOW, createdBy: 'panitia' })

export const fine: RuleSetCheck = { problems: { id: [], en: [] } }
export const wrong: RuleSetCheck = {
  problems: {
    id: [
      'Dasar keputusan belum diisi.',
      'Tahun harus antara 2000 dan 2100.',
      'Nilai ambang batas TWK untuk umum harus bilangan bulat 0 sampai 150.',
    ],
    en: [
      'The decree is missing.',
      'The year must be from 2000 to 2100.',
      'The threshold on TWK for umum must be a whole number from 0 to 150.',
    ],
  },
}

const reason = (id: string, en: string) => ({ id, en })
const meets = reason(
  'Memenuhi nilai ambang batas; peringkat 28 dari 102, dalam 3 × kebutuhan (30).',
  'Meets the threshold; place 28 of 102, within 3 × the need (30).',
)
const below = reason('Nilai TWK 70 di bawah ambang batas 75.', 'TWK 70 is below the threshold 75.')
export const effect: RuleSetEffect = {
  sample: { title: reason('Orang rekaan, 10 kebutuhan tiap jenis', 'Made-up people, 10 places each'), candidates: 480 },
  compared: { id: 'skd-cpns-2024', title: 'SKD CPNS 2024' },
  needTypes: skd.needTypes.map(({ id, title }, at) => ({
    id,
    title,
    candidates: 120,
    before: { 'P/L': 30, P: 42 - at, TL: 36 + at, TH: 12 },
    after: at === 0 ? { 'P/L': 30, P: 25, TL: 53, TH: 12 } : { 'P/L': 30, P: 42 - at, TL: 36 + at, TH: 12 },
  })),
  changed: 61,
  rows: Array.from({ length: 12 }, (_, at) => ({
    number: `umum-${String(at * 7 + 3).padStart(3, '0')}`,
    needType: 'umum',
    points: { TWK: 70, TIU: 120 - at, TKP: 190 - at, total: 380 - 2 * at },
    before: { place: 28 + at, code: at < 3 ? 'P/L' : 'P', reason: meets },
    after: at % 2 === 0 ? { place: null, code: 'TL', reason: below } : { place: 20 + at, code: 'P/L', reason: meets },
  })),
  notes: [],
}
export const noEffect: RuleSetEffect = {
  ...effect,
  needTypes: effect.needTypes.map((need) => ({ ...need, after: need.before })),
  changed: 0,
  rows: [],
}
export const unlike: RuleSetEffect = {
  ...effect,
  needTypes: [],
  changed: 0,
  rows: [],
  notes: [
    reason(
      'Subtes kedua aturan tidak sama, sehingga orang yang sama tidak dapat dibandingkan.',
      'The two rule sets do not have the same sections, so the same people cannot be compared.',
    ),
  ],
}
