import type { Effect } from '../protocol/http.ts'
import { PERIOD_STAGES, type PeriodSettings } from '../protocol/recruitment.ts'
import { dayWords } from '../protocol/unmet.ts'
import { findStage, stageWords } from './period.ts'

/** What differs between two settings of a period, in words; empty: nothing. */
export function settingsChanges(before: PeriodSettings, after: PeriodSettings): Effect[] {
  const said = (name: Effect, was: string, is: string): Effect[] =>
    was === is
      ? []
      : [
          {
            id: `${name.id}: semula ${quoted(was, 'belum diisi')}, menjadi ${quoted(is, 'kosong')}.`,
            en: `${name.en}: was ${quoted(was, 'empty')}, is now ${quoted(is, 'empty')}.`,
          },
        ]
  const stages = PERIOD_STAGES.flatMap((stage): Effect[] => {
    const [was, is] = [findStage(before, stage), findStage(after, stage)]
    if ((was?.from ?? '') === (is?.from ?? '') && (was?.until ?? '') === (is?.until ?? '')) return []
    const days = (one: typeof was, language: 'id' | 'en', none: string) =>
      one?.from ? `${dayWords(one.from, language)} – ${dayWords(one.until || one.from, language)}` : none
    return [
      {
        id: `${stageWords(stage).id}: semula ${days(was, 'id', 'tanpa tanggal')}, menjadi ${days(is, 'id', 'tanpa tanggal')}.`,
        en: `${stageWords(stage).en}: was ${days(was, 'en', 'without dates')}, is now ${days(is, 'en', 'without dates')}.`,
      },
    ]
  })
  return [
    ...stages,
    ...said({ id: 'Keputusan', en: 'Decree' }, before.decree, after.decree),
    ...said({ id: 'Penanda tangan', en: 'Signer' }, signerOf(before), signerOf(after)),
    ...said({ id: 'Aturan penilaian', en: 'Rule set' }, before.ruleSet, after.ruleSet),
    ...said({ id: 'Alamat pertanyaan', en: 'Address for questions' }, before.contact, after.contact),
    ...said({ id: 'Masa sanggah (hari)', en: 'Days of objection' }, `${before.appealDays}`, `${after.appealDays}`),
    ...said({ id: 'Jawab sanggah (hari)', en: 'Days to answer' }, `${before.answerDays}`, `${after.answerDays}`),
    ...said({ id: 'Periksa ulang (%)', en: 'Sample (%)' }, `${before.samplePercent}`, `${after.samplePercent}`),
    ...said(
      { id: 'Periksa ulang setiap TMS (1 = ya)', en: 'Second look at every TMS (1 = yes)' },
      `${Number(before.checkAllFailed ?? false)}`,
      `${Number(after.checkAllFailed ?? false)}`,
    ),
    ...documentChanges(before, after),
  ]
}

const quoted = (text: string, none: string) => (text === '' ? none : `"${text}"`)
const signerOf = ({ signer }: PeriodSettings) => [signer.name, signer.title, signer.place].filter(Boolean).join(', ')

function documentChanges({ documents: before }: PeriodSettings, { documents: after }: PeriodSettings): Effect[] {
  const old = new Map(before.map((rule) => [rule.kind, rule]))
  const now = new Set(after.map(({ kind }) => kind))
  return [
    ...before
      .filter(({ kind }) => !now.has(kind))
      .map(({ id, en }) => ({
        id: `Dokumen "${id}" tidak diminta lagi.`,
        en: `The document "${en}" is no longer asked for.`,
      })),
    ...after.flatMap((rule) => {
      const was = old.get(rule.kind)
      if (!was) return [{ id: `Dokumen "${rule.id}" diminta.`, en: `The document "${rule.en}" is asked for.` }]
      return JSON.stringify(Object.entries(was).sort()) === JSON.stringify(Object.entries(rule).sort())
        ? []
        : [{ id: `Ketentuan dokumen "${rule.id}" berubah.`, en: `What is asked of the document "${rule.en}" changes.` }]
    }),
  ]
}
