import { type Exact, rounded } from './exact.ts'
import type { DropCode, FinalReason, FinalRow, FinalVacancy } from './final.ts'
import type { RuleSet } from './rule-set.ts'
import { type Lang, nameOf, type Say, sayIn } from './wording.ts'

/** By id: the vacancies that rows and their moves speak of. */
export type SeatWords = ReadonlyMap<string, Pick<FinalVacancy, 'needType' | 'unit'>>

/**
 * The reason of a final row as one or two sentences, for the candidate and the published list. Scores have three
 * decimals. It names nobody, and shows nobody's birth date, IPK or diploma mean, not even the candidate's own.
 * Throws on a move to or from a vacancy that is not in `vacancies`. Source: RULES.md FI12.
 */
export function explainFinal(row: FinalRow, rules: RuleSet, vacancies: SeatWords, lang: Lang): string {
  const { reason, score } = row
  const say = sayIn(lang)
  if (reason.kind === 'dropped') return dropSentence(reason, say)
  if (!score) return say('Tidak hadir pada tes SKB atau sebagian darinya.', 'Absent from the SKB or a part of it.')
  const show = (value: Exact) => decimal(rounded(value, 3), lang)
  const parts = `SKD ${show(score.skdPart)} + SKB ${show(score.skbPart)}`
  const head = say(
    `Peringkat ${row.place} dengan nilai akhir ${show(score.final)} (${parts})`,
    `Place ${row.place} with a final score of ${show(score.final)} (${parts})`,
  )
  const why = whyOf(row, rules, lang, say)
  return `${head}${why && `: ${why}`}. ${outcome(row, rules, vacancies, lang, say)}`
}

/** What decided the place; empty where only the outcome is told. */
function whyOf({ reason, code, tiedWith }: FinalRow, rules: RuleSet, lang: Lang, say: Say): string {
  const count = tiedWith.length - 1
  const others = say(`${count} peserta lain`, count === 1 ? '1 other' : `${count} others`)
  const key = (on: string, value: string) =>
    value === '' ? keyName(on, rules, lang, say) : `${keyName(on, rules, lang, say)} ${decimal(value, lang)}`
  if (reason.kind === 'first') return say('urutan teratas', 'ahead of all')
  if (reason.kind === 'decided')
    return say(
      `sama dengan ${others} pada semua urutan, sehingga panitia yang memutuskan`,
      `equal with ${others} on everything, so the committee decided`,
    )
  if (reason.kind === 'below') {
    const name = keyName(reason.on, rules, lang, say)
    const { place, value } = reason.above
    const same = reason.equal.map(({ on, value: shared }) => say(`${key(on, shared)} sama`, `${key(on, shared)} equal`))
    const differs =
      reason.on === 'gpa'
        ? say(`IPK lebih rendah daripada peringkat ${place}`, `GPA lower than place ${place}`)
        : reason.on === 'oldest'
          ? say(`usia lebih muda daripada peringkat ${place}`, `younger than place ${place}`)
          : say(
              `${name} ${decimal(reason.have, lang)} di bawah ${decimal(value, lang)} (peringkat ${place})`,
              `${name} ${decimal(reason.have, lang)} below ${decimal(value, lang)} (place ${place})`,
            )
    return [...same, differs].join(', ')
  }
  if (reason.kind !== 'tied') return ''
  const shared = reason.equal.map(({ on, value }) => key(on, value)).join(', ')
  const missing = missingOf(reason.why, say)
  // Those waiting for a decision may be of several vacancies, where each has another place of its own.
  return code === 'SERI'
    ? say(`sama dengan ${others} (${shared})`, `equal with ${others} (${shared})`) + missing
    : say(`bersama ${others} (${shared} sama)`, `shared with ${others} (${shared} equal)`) + missing
}

function missingOf(why: Extract<FinalReason, { kind: 'tied' }>['why'], say: Say): string {
  if (why === 'gpa-missing')
    return say(', IPK belum dapat dibandingkan karena ada yang kosong', ', GPA cannot be compared: one is missing')
  if (why === 'gpa-mixed')
    return say(', IPK dan nilai rata-rata ijazah tidak dapat dibandingkan', ', GPA and diploma mean cannot be compared')
  if (why === 'birth-date-missing')
    return say(
      ', usia belum dapat dibandingkan karena ada tanggal lahir yang kosong',
      ', age cannot be compared: a birth date is missing',
    )
  return ''
}

function outcome({ reason, code }: FinalRow, rules: RuleSet, vacancies: SeatWords, lang: Lang, say: Say): string {
  if (reason.kind === 'moved') {
    const [from, to] = [seatOf(vacancies, reason.from), seatOf(vacancies, reason.to)]
    const need = (id: string) => rules.needTypes.find((one) => one.id === id)?.title[lang] ?? id
    const change = from.needType === to.needType ? '' : ` (${need(from.needType)} → ${need(to.needType)})`
    return from.unit === to.unit
      ? say(
          `Lulus pada jenis kebutuhan lain di unit yang sama${change}, karena tempatnya tidak terisi.`,
          `Passed in another kind of need at the same unit${change}, because its place was not filled.`,
        )
      : say(
          `Lulus di unit ${to.unit}${change}, karena tempatnya tidak terisi.`,
          `Passed at the unit ${to.unit}${change}, because its place was not filled.`,
        )
  }
  if (reason.kind === 'replaces')
    return say(
      'Lulus sebagai pengganti peserta yang mengundurkan diri atau gugur.',
      'Passed in place of a candidate who withdrew or was dropped.',
    )
  if (code === 'SERI')
    return say(
      'Urutan pada tempat terakhir harus diputuskan panitia.',
      'The committee must decide the order at the last place.',
    )
  return code === 'P/L'
    ? say('Masuk jumlah kebutuhan.', 'Within the need.')
    : say('Di luar jumlah kebutuhan.', 'Beyond the need.')
}

function dropSentence({ code, keepsSeat }: { code: DropCode; keepsSeat: boolean }, say: Say): string {
  const why = {
    TMS: say('Tidak memenuhi syarat instansi.', 'Does not meet the requirements of the agency.'),
    'TMS-1': say('Tidak memenuhi syarat pada tahap SKB.', 'Does not meet a requirement of an SKB stage.'),
    APS: say('Mengundurkan diri.', 'Withdrew.'),
    DIS: say('Didiskualifikasi.', 'Disqualified.'),
  }[code]
  const kept = say(
    'NIP sudah terbit, sehingga tempatnya tidak diisi lagi.',
    'The NIP was issued, so the place is not filled again.',
  )
  return keepsSeat ? `${why} ${kept}` : why
}

function seatOf(vacancies: SeatWords, id: string): Pick<FinalVacancy, 'needType' | 'unit'> {
  const found = vacancies.get(id)
  if (!found) throw new Error(`no words for vacancy ${id}`)
  return found
}

function keyName(on: string, rules: RuleSet, lang: Lang, say: Say): string {
  if (on === 'final') return say('nilai akhir', 'final score')
  if (on === 'skd') return 'SKD'
  if (on === 'gpa') return say('IPK', 'GPA')
  if (on === 'oldest') return say('usia', 'age')
  return nameOf(on, rules, lang)
}

/** '70.727' as it is written in the language. */
function decimal(text: string, lang: Lang): string {
  return lang === 'id' ? text.replace('.', ',') : text
}
