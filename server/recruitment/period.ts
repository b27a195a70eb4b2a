import type { Effect } from '../protocol/http.ts'
import {
  type DocumentRule,
  PERIOD_STAGES,
  type PeriodSettings,
  type PeriodStage,
  type PeriodStageName,
} from '../protocol/recruitment.ts'
import { STAGE_WORDS } from '../protocol/stage-words.ts'
import { addDays, isDay } from '../protocol/wib-days.ts'

const KB = 1024

/** The documents and limits of SSCASN as read in D.2 (toraja.tribunnews.com 2024/08/25; tirto.id g2ZK); an agency may differ. */
const DOCUMENTS: DocumentRule[] = [
  {
    ...{ kind: 'pas-foto', id: 'Pas foto', en: 'Portrait photo', type: 'jpeg', bytesMax: 200 * KB, needed: true },
    ...{ pixelsMin: 200, pixelsMax: 4000 },
    hintId: 'Latar belakang merah, wajah menghadap kamera, bukan swafoto.',
    hintEn: 'Red background, facing the camera, no selfie.',
  },
  {
    ...{ kind: 'swafoto', id: 'Swafoto', en: 'Selfie', type: 'jpeg', bytesMax: 200 * KB, needed: true },
    ...{ pixelsMin: 200, pixelsMax: 4000 },
    hintId: 'Berdiri tegak, wajah jelas, latar belakang bebas.',
    hintEn: 'Portrait format, face clear, any background.',
  },
  {
    ...{ kind: 'ktp', id: 'KTP', en: 'Identity card', type: 'jpeg', bytesMax: 200 * KB, needed: true },
    ...{ pixelsMin: 300, pixelsMax: 4000 },
    hintId: 'KTP elektronik asli atau surat keterangan penggantinya; semua huruf terbaca.',
    hintEn: 'The original electronic card or the letter that replaces it; every letter legible.',
  },
  {
    ...{ kind: 'surat-lamaran', id: 'Surat lamaran', en: 'Letter of application', type: 'pdf' },
    ...{ bytesMax: 300 * KB, pagesMax: 3, needed: true },
    hintId: 'Ditandatangani dan bermeterai.',
    hintEn: 'Signed and with duty stamp.',
  },
  {
    ...{ kind: 'ijazah', id: 'Ijazah', en: 'Diploma', type: 'pdf', bytesMax: 800 * KB, pagesMax: 10, needed: true },
    hintId: 'Ijazah asli; bila diminta, beserta STR atau sertifikat pendidik.',
    hintEn: 'The original diploma; where asked for, with the registration or the teaching certificate.',
  },
  {
    ...{ kind: 'transkrip', id: 'Transkrip nilai', en: 'Transcript', type: 'pdf' },
    ...{ bytesMax: 500 * KB, pagesMax: 10, needed: true },
    hintId: 'Transkrip asli dengan IPK.',
    hintEn: 'The original transcript with the grade point average.',
  },
  {
    ...{ kind: 'pendukung', id: 'Dokumen pendukung lain', en: 'Other documents', type: 'pdf' },
    ...{ bytesMax: 800 * KB, pagesMax: 20, needed: false },
    hintId: 'Surat keterangan yang diminta formasi, dijadikan satu berkas.',
    hintEn: 'The statements the vacancy asks for, in one file.',
  },
]

/** Days from the announcement on, as long as CPNS 2024 took (D.1): first day and last day of each stage. */
const SHAPE: Record<PeriodStageName, [from: number, until: number]> = {
  announcement: [0, 14],
  registration: [1, 21],
  verification: [1, 28],
  'verification-result': [29, 31],
  appeal: [32, 34],
  'appeal-answer': [32, 41],
  'final-result': [41, 42],
  card: [43, 49],
  scheduling: [43, 49],
  skd: [50, 79],
  'skd-result': [80, 83],
  skb: [100, 111],
  integration: [112, 130],
  graduation: [131, 138],
}

/** The stages laid out from a first day on, for the committee to move. */
export const stagesFrom = (day: string): PeriodStage[] =>
  PERIOD_STAGES.map((stage) => ({
    stage,
    from: addDays(day, SHAPE[stage][0]),
    until: addDays(day, SHAPE[stage][1]),
  }))

/** What a period begins with; its dates are for the committee to choose. */
export const DEFAULT_SETTINGS: PeriodSettings = {
  ...{ decree: '', signer: { name: '', title: '', place: '' }, ruleSet: '', contact: '' },
  stages: PERIOD_STAGES.map((stage) => ({ stage, from: '', until: '' })),
  documents: DOCUMENTS,
  ...{ appealDays: 3, answerDays: 7, samplePercent: 10 },
}

const includes = ({ from, until }: PeriodStage, day: string): boolean => from !== '' && from <= day && day <= until

/** The stages that run on a day (some overlap, in their order) and the one that begins next. */
export function stageAt({ stages }: PeriodSettings, day: string): { now: PeriodStage[]; next: PeriodStage | null } {
  const later = stages.filter(({ from }) => from > day).sort((a, b) => (a.from < b.from ? -1 : a.from > b.from ? 1 : 0))
  return { now: stages.filter((stage) => includes(stage, day)), next: later[0] ?? null }
}

export const findStage = ({ stages }: PeriodSettings, name: PeriodStageName): PeriodStage | null =>
  stages.find(({ stage }) => stage === name) ?? null

/** True on the days on which an application can be sent, both included. */
export function isRegistrationOpen(settings: PeriodSettings, day: string): boolean {
  const stage = findStage(settings, 'registration')
  return stage !== null && includes(stage, day)
}

/** Without these a period cannot be opened; the others may wait for their dates. */
const NEEDED: PeriodStageName[] = ['announcement', 'registration', 'verification', 'verification-result', 'appeal']

/** The name of a stage for people. */
export const stageWords = (stage: PeriodStageName): Effect => STAGE_WORDS[stage]

/** Everything that keeps a period from being opened, as sentences (PE2); empty: it can be. */
export const settingsProblems = (settings: PeriodSettings): Effect[] => [
  ...textProblems(settings),
  ...stageProblems(settings),
  ...documentProblems(settings.documents),
  ...numberProblems(settings),
]

function textProblems({ decree, signer, ruleSet, contact }: PeriodSettings): Effect[] {
  const needed: [string, Effect][] = [
    [decree, { id: 'Nomor dan judul keputusan belum diisi.', en: 'The decree is missing.' }],
    [signer.name, { id: 'Nama penanda tangan belum diisi.', en: 'The name of the signer is missing.' }],
    [signer.title, { id: 'Jabatan penanda tangan belum diisi.', en: 'The title of the signer is missing.' }],
    [signer.place, { id: 'Tempat penandatanganan belum diisi.', en: 'The place of signing is missing.' }],
    [ruleSet, { id: 'Aturan penilaian belum dipilih.', en: 'No rule set is chosen.' }],
    [contact, { id: 'Alamat untuk bertanya belum diisi.', en: 'The address for questions is missing.' }],
  ]
  return needed.filter(([text]) => text.trim() === '').map(([, problem]) => problem)
}

function stageProblems(settings: PeriodSettings): Effect[] {
  const problems: Effect[] = []
  const say = (stage: PeriodStageName, id: string, en: string) =>
    problems.push({ id: `${STAGE_WORDS[stage].id}: ${id}`, en: `${STAGE_WORDS[stage].en}: ${en}` })
  for (const name of PERIOD_STAGES) {
    const stage = findStage(settings, name)
    if (!stage || (stage.from === '' && stage.until === '')) {
      if (NEEDED.includes(name)) say(name, 'tanggalnya belum diisi.', 'the dates are missing.')
    } else if (!isDay(stage.from) || !isDay(stage.until))
      say(name, 'tanggalnya tidak lengkap.', 'the dates are not whole.')
    else if (stage.until < stage.from) say(name, 'berakhir sebelum mulai.', 'it ends before it begins.')
  }
  if (problems.length > 0) return problems
  const order: [PeriodStageName, 'from' | 'until', PeriodStageName][] = [
    ['announcement', 'from', 'registration'],
    ['registration', 'until', 'verification-result'],
    ['verification', 'until', 'verification-result'],
    ['verification-result', 'from', 'appeal'],
    ['appeal', 'from', 'appeal-answer'],
    ['appeal-answer', 'from', 'final-result'],
    ['final-result', 'from', 'skd'],
    ['skd', 'until', 'skd-result'],
    ['skd-result', 'until', 'skb'],
    ['skb', 'until', 'graduation'],
  ]
  for (const [first, edge, then] of order) {
    const [before, after] = [findStage(settings, first), findStage(settings, then)]
    if (!before?.from || !after?.from || after.from >= before[edge]) continue
    const [id, en] =
      edge === 'from'
        ? ['mulai sebelum', 'it begins before']
        : ['mulai sebelum selesainya', 'it begins before the end of']
    say(then, `${id} ${STAGE_WORDS[first].id.toLowerCase()}.`, `${en} "${STAGE_WORDS[first].en}".`)
  }
  return problems
}

function documentProblems(documents: DocumentRule[]): Effect[] {
  const problems: Effect[] = []
  if (documents.length === 0) problems.push({ id: 'Belum ada dokumen yang diminta.', en: 'No document is asked for.' })
  documents.forEach(({ kind, id, en, bytesMax, pixelsMin, pixelsMax }, at) => {
    if (!/^[a-z0-9-]{1,40}$/.test(kind) || documents.findIndex((other) => other.kind === kind) !== at)
      problems.push({
        id: `Dokumen "${id || kind}": kodenya kosong, salah atau berulang.`,
        en: `Document "${en || kind}": its code is missing, wrong or used twice.`,
      })
    if (id.trim() === '' || en.trim() === '')
      problems.push({
        id: `Dokumen "${kind}" belum bernama dalam dua bahasa.`,
        en: `Document "${kind}" has no name in both languages.`,
      })
    if (!Number.isInteger(bytesMax) || bytesMax < KB || bytesMax > 20 * KB * KB)
      problems.push({
        id: `Dokumen "${id}": ukuran paling besar harus 1 KB sampai 20 MB.`,
        en: `Document "${en}": the greatest size must be 1 KB to 20 MB.`,
      })
    if (pixelsMin !== undefined && pixelsMax !== undefined && pixelsMin > pixelsMax)
      problems.push({
        id: `Dokumen "${id}": piksel paling sedikit melebihi yang paling banyak.`,
        en: `Document "${en}": the least pixels exceed the most.`,
      })
  })
  return problems
}

function numberProblems({ appealDays, answerDays, samplePercent }: PeriodSettings): Effect[] {
  const problems: Effect[] = []
  const whole = (value: number, least: number, most: number) =>
    Number.isInteger(value) && value >= least && value <= most
  if (!whole(appealDays, 1, 30))
    problems.push({ id: 'Masa sanggah harus 1 sampai 30 hari.', en: 'The objection period must be 1 to 30 days.' })
  if (!whole(answerDays, 1, 60))
    problems.push({
      id: 'Waktu menjawab sanggah harus 1 sampai 60 hari.',
      en: 'The time to answer must be 1 to 60 days.',
    })
  if (!whole(samplePercent, 0, 100))
    problems.push({
      id: 'Contoh yang diperiksa ulang harus 0 sampai 100 persen.',
      en: 'The sample must be 0 to 100 per cent.',
    })
  return problems
}
