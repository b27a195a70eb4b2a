import { describe, expect, it } from 'vitest'
import type { PeriodSettings, PeriodStageName } from '../protocol/recruitment.ts'
import { DEFAULT_SETTINGS, findStage, isRegistrationOpen, settingsProblems, stageAt, stagesFrom } from './period.ts'
import { settingsChanges } from './period-changes.ts'

const whole: PeriodSettings = {
  ...DEFAULT_SETTINGS,
  ...{ decree: 'Keputusan 1/2027', ruleSet: 'skd-cpns-2024', contact: 'bkpsdm@example.go.id' },
  signer: { name: 'Nama', title: 'Bupati', place: 'Muara Bungo' },
  stages: stagesFrom('2027-08-01'),
}
const moved = (stage: PeriodStageName, days: Partial<{ from: string; until: string }>): PeriodSettings => ({
  ...whole,
  stages: whole.stages.map((one) => (one.stage === stage ? { ...one, ...days } : one)),
})

describe('stages', () => {
  it('[PE5] registration is open on its first and its last day, and on none beside them', () => {
    const { from, until } = findStage(whole, 'registration') as { from: string; until: string }
    expect([from, until]).toEqual(['2027-08-02', '2027-08-22'])
    const open = ['2027-08-01', '2027-08-02', '2027-08-22', '2027-08-23'].map((day) => isRegistrationOpen(whole, day))
    expect(open).toEqual([false, true, true, false])
    expect(isRegistrationOpen(DEFAULT_SETTINGS, '2027-08-02')).toBe(false)
  })

  it('[PE5] says what runs on a day, also where two overlap, and what comes next', () => {
    expect(stageAt(whole, '2027-09-03').now.map(({ stage }) => stage)).toEqual(['appeal', 'appeal-answer'])
    expect(stageAt(whole, '2027-07-01')).toMatchObject({ now: [], next: { stage: 'announcement' } })
    expect(stageAt(whole, '2030-01-01')).toEqual({ now: [], next: null })
    expect(stageAt(DEFAULT_SETTINGS, '2027-09-03')).toEqual({ now: [], next: null })
  })

  it('[PE5] three days of objection end seven days before their answer is due', () => {
    const days = (stage: PeriodStageName) => findStage(whole, stage)
    expect([days('appeal')?.until, days('appeal-answer')?.until]).toEqual(['2027-09-04', '2027-09-11'])
  })
})

describe('problems', () => {
  it('[PE2] a whole one has none, an empty one says everything that is missing, in both languages', () => {
    expect(settingsProblems(whole)).toEqual([])
    const problems = settingsProblems(DEFAULT_SETTINGS)
    expect(problems).toHaveLength(11)
    for (const { id, en } of problems) for (const text of [id, en]) expect(text).toMatch(/^\S.*\.$/)
  })

  it.each<[string, PeriodSettings, string]>([
    ['ends before it begins', moved('registration', { until: '2027-08-01' }), 'Pendaftaran: berakhir sebelum mulai.'],
    ['half a date', moved('skd', { until: '' }), 'Pelaksanaan SKD: tanggalnya tidak lengkap.'],
    ['no such day', moved('appeal', { from: '2027-02-30' }), 'Masa sanggah: tanggalnya tidak lengkap.'],
    [
      'out of order',
      moved('appeal', { from: '2027-08-20' }),
      'Masa sanggah: mulai sebelum pengumuman hasil seleksi administrasi.',
    ],
    [
      'result while people register',
      moved('verification-result', { from: '2027-08-20' }),
      'Pengumuman hasil seleksi administrasi: mulai sebelum selesainya pendaftaran.',
    ],
    ['no document', { ...whole, documents: [] }, 'Belum ada dokumen yang diminta.'],
    [
      'a document twice',
      { ...whole, documents: [...whole.documents, ...whole.documents.slice(0, 1)] },
      'Dokumen "Pas foto": kodenya kosong, salah atau berulang.',
    ],
    [
      'no limit',
      { ...whole, documents: whole.documents.map((rule) => ({ ...rule, bytesMax: 0 })) },
      'Dokumen "Pas foto": ukuran paling besar harus 1 KB sampai 20 MB.',
    ],
    ['no days to object', { ...whole, appealDays: 0 }, 'Masa sanggah harus 1 sampai 30 hari.'],
    ['more than all', { ...whole, samplePercent: 101 }, 'Contoh yang diperiksa ulang harus 0 sampai 100 persen.'],
  ])('[PE2] %s', (_, settings, sentence) => {
    expect(settingsProblems(settings).map(({ id }) => id)).toContain(sentence)
  })
})

describe('changes', () => {
  it('[PE3] are said stage by stage and field by field; nothing where nothing differs', () => {
    expect(settingsChanges(whole, whole)).toEqual([])
    const later = { ...moved('registration', { until: '2027-08-25' }), contact: '0747' }
    expect(settingsChanges(whole, later).map(({ id }) => id)).toEqual([
      'Pendaftaran: semula 2 Agustus 2027 – 22 Agustus 2027, menjadi 2 Agustus 2027 – 25 Agustus 2027.',
      'Alamat pertanyaan: semula "bkpsdm@example.go.id", menjadi "0747".',
    ])
    const [first, ...rest] = whole.documents
    const documents = [
      ...rest.slice(1),
      { ...(rest[0] as (typeof rest)[0]), bytesMax: 300_000 },
      { ...(first as (typeof rest)[0]), kind: 'str', id: 'STR', en: 'Registration' },
    ]
    expect(settingsChanges(whole, { ...whole, documents }).map(({ en }) => en)).toEqual([
      'The document "Portrait photo" is no longer asked for.',
      'What is asked of the document "Selfie" changes.',
      'The document "Registration" is asked for.',
    ])
  })
})
