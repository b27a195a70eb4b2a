import type { Programme } from '../../server/protocol/education.ts'
import type { Duty, NeedsRow, NeedsView, PositionRow, UnitRow } from '../../server/protocol/needs.ts'
import type { PeriodSettings } from '../../server/protocol/recruitment.ts'
import { PERIOD_STAGES } from '../../server/protocol/recruitment.ts'
import type { GrantRow, PeriodRow, PeriodVacancy, VacancyVersion } from '../../server/protocol/vacancies.ts'
import { WALL_NOW } from './staff-fixtures.ts'

export const programmes: Programme[] = [
  { code: 'keperawatan', id: 'Keperawatan', en: 'Nursing', levels: ['d3', 'd4', 's1'] },
  { code: 'kebidanan', id: 'Kebidanan', en: 'Midwifery', levels: ['d3', 'd4', 's1'] },
  { code: 'farmasi', id: 'Farmasi', en: 'Pharmacy', levels: ['d3', 's1'] },
  { code: 'ners', id: 'Ners', en: 'Nurse', levels: ['profesi'] },
  { code: 'pgsd', id: 'Pendidikan Guru Sekolah Dasar', en: 'Primary school teaching', levels: ['s1'] },
]

const DISTRICTS = ['Bathin II Babeko', 'Pasar Muara Bungo', 'Rantau Pandan', 'Tanah Sepenggal', 'Tanah Tumbuh']
const PLACES = [
  'Air Gemuruh',
  'Muara Bungo I',
  'Muara Bungo II',
  'Rantau Pandan',
  'Lubuk Landai',
  'Tanah Tumbuh',
  'Embacang Gedang',
  'Babeko',
]
export const units: UnitRow[] = PLACES.map((place, at) => ({
  ...{ id: `u${at}`, version: 1, code: `PKM-0${at + 1}`, name: `Puskesmas ${place}`, kind: 'puskesmas' },
  ...{ district: DISTRICTS[at % DISTRICTS.length] ?? '', parent: 'u9' },
}))
export const office: UnitRow = {
  ...{
    id: 'u9',
    version: 1,
    code: 'DINKES',
    name: 'Dinas Kesehatan',
    kind: 'dinas',
    district: 'Pasar Muara Bungo',
    parent: null,
  },
}

export const positions: PositionRow[] = [
  {
    ...{ id: 'p1', version: 2, code: 'PRWT', name: 'Perawat Terampil', kind: 'fungsional', class: 6 },
    education: [{ level: 'd3', programmes: ['keperawatan'] }],
    analysis: {
      summary: 'Melakukan pelayanan keperawatan pada fasilitas pelayanan kesehatan.',
      duties: 'Asuhan keperawatan; pencatatan.',
    },
  },
  {
    ...{ id: 'p2', version: 1, code: 'BDN', name: 'Bidan Terampil', kind: 'fungsional', class: 6 },
    ...{ education: [{ level: 'd3', programmes: ['kebidanan'] }], analysis: {} },
  },
  {
    ...{ id: 'p3', version: 1, code: 'APT', name: 'Asisten Apoteker Terampil', kind: 'fungsional', class: null },
    ...{ education: [{ level: 'd3', programmes: ['farmasi'] }], analysis: {} },
  },
  {
    ...{ id: 'p4', version: 1, code: 'ADM', name: 'Pengadministrasi Perkantoran', kind: 'pelaksana', class: 5 },
    ...{ education: [{ level: 'sma', programmes: [] }], analysis: {} },
  },
]

/** Need and people in place, unit by unit. */
const FIGURES: Record<string, [number, number][]> = {
  p1: [
    [8, 5],
    [12, 13],
    [10, 4],
    [6, 3],
    [5, 5],
    [7, 2],
    [4, 3],
    [5, 6],
  ],
  p2: [
    [5, 4],
    [6, 6],
    [5, 3],
    [4, 4],
    [3, 2],
    [4, 4],
    [3, 3],
    [3, 4],
  ],
  p3: [
    [2, 1],
    [3, 2],
    [2, 2],
    [1, 0],
    [1, 1],
    [1, 1],
    [1, 0],
    [1, 1],
  ],
  p4: [
    [2, 3],
    [2, 2],
    [2, 4],
    [1, 1],
    [1, 2],
    [1, 1],
    [1, 1],
    [1, 1],
  ],
}
const bandOf = (need: number, there: number) => {
  const ej = need / there
  return ej > 1 ? 'A' : ej >= 0.9 ? 'B' : ej >= 0.7 ? 'C' : ej >= 0.5 ? 'D' : 'E'
}
export const rows: NeedsRow[] = positions.flatMap((position) =>
  (FIGURES[position.id] ?? []).map(([need, inPlace], at): NeedsRow => {
    const unit = units[at] as UnitRow
    const lack = Math.max(0, need - inPlace)
    return {
      ...{ unit, position, load: String(need * 75_000 + 1250), need, inPlace, gap: inPlace - need },
      workload: { id: `${unit.id}${position.id}`, version: 1, duties: 4 },
      efficiency: inPlace === 0 ? null : { ej: (need / inPlace).toFixed(4), band: bandOf(need, inPlace) },
      request:
        lack === 0
          ? null
          : {
              ...{ id: `r${unit.id}${position.id}`, version: 2, proposed: lack, reason: '', used: at < 2 ? 1 : 0 },
              ...{ granted: at < 4 ? Math.max(1, lack - 1) : null, decree: at < 4 ? 'KepmenPANRB 173/2027' : '' },
            },
    }
  }),
)
const sum = (of: (row: NeedsRow) => number) => rows.reduce((all, row) => all + of(row), 0)
export const view: NeedsView = {
  ...{ year: 2027, years: [2027], effectiveMinutes: 75_000, version: 1, units: 9, positions: 4, rows },
  totals: {
    ...{ need: sum((row) => row.need), inPlace: sum((row) => row.inPlace) },
    ...{ lacks: sum((row) => Math.max(0, -row.gap)), surplus: sum((row) => Math.max(0, row.gap)) },
    ...{ proposed: sum((row) => row.request?.proposed ?? 0), granted: sum((row) => row.request?.granted ?? 0) },
  },
  next: [{ step: 'grant', count: 6 }],
}
export const empty: NeedsView = {
  ...{ year: 2027, years: [], effectiveMinutes: 75_000, version: 0, units: 0, positions: 0, rows: [] },
  totals: { need: 0, inPlace: 0, lacks: 0, surplus: 0, proposed: 0, granted: 0 },
  next: [{ step: 'import', count: 0 }],
}

export const duties: Duty[] = [
  { task: 'Melakukan asuhan keperawatan rawat jalan', product: 'pasien', volume: '48', per: 'day', minutes: '20' },
  { task: 'Mencatat dan melaporkan', product: 'laporan', volume: '2', per: 'month', minutes: '300' },
  { task: 'Penyuluhan di posyandu', product: 'kegiatan', volume: '1', per: 'week', minutes: '240' },
]

export const settings: PeriodSettings = {
  ...{
    decree: 'Keputusan Bupati 800/215/BKPSDMD/2027',
    ruleSet: 'skd-cpns-2024',
    contact: 'bkpsdmd@bungo.example.go.id',
  },
  signer: { name: 'Nama Pejabat', title: 'Sekretaris Daerah', place: 'Muara Bungo' },
  stages: PERIOD_STAGES.map((stage, at) => ({
    stage,
    from: `2027-${String(8 + Math.floor(at / 4)).padStart(2, '0')}-${String(2 + (at % 4) * 7).padStart(2, '0')}`,
    until: `2027-${String(8 + Math.floor(at / 4)).padStart(2, '0')}-${String(8 + (at % 4) * 6).padStart(2, '0')}`,
  })),
  documents: [
    {
      ...{ kind: 'pas-foto', id: 'Pas foto', en: 'Portrait photo', type: 'jpeg', bytesMax: 204_800, needed: true },
      ...{ hintId: 'Latar belakang merah.', hintEn: 'Red background.', pixelsMin: 200, pixelsMax: 4000 },
    },
    {
      ...{ kind: 'ijazah', id: 'Ijazah', en: 'Diploma', type: 'pdf', bytesMax: 819_200, needed: true, pagesMax: 10 },
      ...{ hintId: 'Ijazah asli.', hintEn: 'The original diploma.' },
    },
  ],
  ...{ appealDays: 3, answerDays: 7, samplePercent: 10 },
}
const base = { createdAt: WALL_NOW, version: 3, settings }
export const draftPeriod: PeriodRow = {
  ...{
    ...base,
    id: 'per2',
    name: 'CPNS 2027',
    state: 'draft',
    vacancies: { drafts: 3, open: 5, need: 9 },
    applications: 0,
  },
  problems: [],
}
export const lackingPeriod: PeriodRow = {
  ...draftPeriod,
  problems: [
    { id: 'Nama penanda tangan belum diisi.', en: 'The name of the signer is missing.' },
    {
      id: 'Masa sanggah: mulai sebelum pengumuman hasil seleksi administrasi.',
      en: 'Objections: it begins before "Result of the administrative selection".',
    },
  ],
}
export const openPeriod: PeriodRow = {
  ...{
    ...base,
    id: 'per1',
    name: 'PPPK 2026',
    state: 'open',
    vacancies: { drafts: 0, open: 42, need: 118 },
    applications: 731,
  },
  problems: [],
}
export const closedPeriod: PeriodRow = {
  ...{
    ...base,
    id: 'per0',
    name: 'CPNS 2025',
    state: 'closed',
    vacancies: { drafts: 0, open: 31, need: 64 },
    applications: 2104,
  },
  problems: [],
}

export const grants: GrantRow[] = rows.flatMap(({ unit, position, request }) =>
  request && request.granted !== null
    ? [
        {
          request: request.id,
          year: 2027,
          unit,
          position,
          education: [],
          granted: request.granted,
          used: request.used,
          decree: request.decree,
        },
      ]
    : [],
)
export const vacancies: PeriodVacancy[] = grants.slice(0, 8).map((grant, at) => ({
  ...{
    id: `v${at}`,
    code: `${grant.position.code}-${grant.unit.code}`,
    position: grant.position.name,
    unit: grant.unit.name,
  },
  ...{ needType: at === 3 ? 'disabilitas' : 'umum', need: 1 + (at % 3), state: at < 3 ? 'open' : 'draft', version: 2 },
  ...{
    place: grant.unit.district,
    applicants: at < 3 ? 14 + at * 9 : 0,
    description: 'Melakukan pelayanan keperawatan.',
  },
  ...{ education: at === 5 ? '' : 'D-III Keperawatan', skbPlan: { extras: [] }, thresholds: {} },
  requirements: {
    ...(at === 5 ? {} : { education: [{ level: 'd3', programmes: ['keperawatan'] }] }),
    ...{ ageMin: 18, ageMax: 35, ageOn: 'submission', gpaMin: '3.00' },
    others: [
      { code: 'syarat-1', id: 'STR yang masih berlaku', en: 'A valid registration', document: 'ijazah', needed: true },
    ],
  },
  problems: at === 5 ? [{ id: 'Pendidikan yang diminta belum dipilih.', en: 'No education is chosen.' }] : [],
  grant: { granted: grant.granted, free: 3, decree: grant.decree },
}))
export const versions: VacancyVersion[] = [
  {
    version: 2,
    at: WALL_NOW,
    actor: 'panitia, ketua',
    note: 'Batas usia dinaikkan menurut surat menteri.',
    content: vacancies[0] as PeriodVacancy,
  },
  {
    version: 1,
    at: WALL_NOW - 5 * 86_400_000,
    actor: 'panitia, ketua',
    note: 'Siap diumumkan.',
    content: vacancies[0] as PeriodVacancy,
  },
]
