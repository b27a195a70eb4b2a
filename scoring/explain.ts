import type { Below, Cut, KeyValue, RankedEntry } from './ranking.ts'
import { valueOf } from './result.ts'
import type { RankingKey, RuleSet } from './rule-set.ts'
import { type Lang, nameOf, type Say, sayIn } from './wording.ts'

export { explainFinal } from './explain-final.ts'

/**
 * The row's reason as one or two sentences, for the candidate and the published list. It speaks in figures and
 * places only: whoever stands above or beside is not named. Throws when the row was ranked by another rule set.
 * Source: RULES.md RK9.
 */
export function explain(row: RankedEntry, ruleSet: RuleSet, lang: Lang): string {
  const { reason } = row
  const say = sayIn(lang)
  const name = (key: RankingKey) => nameOf(key, ruleSet, lang)
  const list = (values: KeyValue[]) => values.map(({ on, value }) => `${name(on)} ${value}`).join(', ')
  const below = (why: Below) =>
    [
      ...why.equal.map((same) => say(`${name(same.on)} sama ${same.value}`, `${name(same.on)} equal at ${same.value}`)),
      difference(why, ruleSet, name, say),
    ].join(', ')
  const group = typeof row.group === 'string' ? say(` (kelompok ${row.group})`, ` (group ${row.group})`) : ''
  const place = say(`Peringkat ${row.place}`, `Place ${row.place}`) + group
  switch (reason.kind) {
    case 'first': {
      const values = ruleSet.ranking.keys.map((on) => ({ on, value: valueOf(row.points ?? {}, on) }))
      const ahead = say('urutan teratas', 'ahead of all')
      return `${place}: ${ahead} (${list(values)}). ${cutSentence(reason.cut, ruleSet, say)}`
    }
    case 'below':
      return `${place}: ${below(reason)}. ${cutSentence(reason.cut, ruleSet, say)}`
    case 'tied': {
      const others = row.tiedWith.length - 1
      const shared = say(
        `${place} bersama ${others} peserta lain: semua nilai sama (${list(reason.on)})`,
        `${place} shared with ${others} ${others === 1 ? 'other' : 'others'}: equal on everything (${list(reason.on)})`,
      )
      const rest = reason.below ? `; ${below(reason.below)}` : ''
      const why = reason.why
        ? ` ${say('Usia belum dapat dibandingkan: ada tanggal lahir yang kosong.', 'Age cannot be compared yet: a birth date is missing.')}`
        : ''
      return `${shared}${rest}. ${cutSentence(reason.cut, ruleSet, say)}${why}`
    }
    case 'threshold': {
      const short = reason.shortfalls.map(({ on, have, need }) =>
        say(`${name(on)} ${have}, paling sedikit ${need}`, `${name(on)} ${have}, at least ${need}`),
      )
      return `${say('Nilai ambang batas tidak terpenuhi', 'Threshold not met')}: ${short.join('; ')}.`
    }
    case 'absent':
      return say('Tidak hadir.', 'Absent.')
    case 'disqualified':
      return say('Didiskualifikasi.', 'Disqualified.')
  }
}

/** The deciding key. An age is told as younger and older, never as a date. */
function difference(
  { on, have, above }: Below,
  { ranking: { groups = [] } }: RuleSet,
  name: (key: RankingKey) => string,
  say: Say,
): string {
  if (on === 'oldest')
    return say(`usia lebih muda daripada peringkat ${above.place}`, `younger than place ${above.place}`)
  if (on === 'group') {
    const other = groups[above.value - 1] ?? ''
    const own = groups[have - 1]
    if (own === undefined)
      return say(
        `tanpa kelompok prioritas, sesudah kelompok ${other} (peringkat ${above.place})`,
        `in no priority group, after group ${other} (place ${above.place})`,
      )
    return say(
      `kelompok ${own} sesudah kelompok ${other} (peringkat ${above.place})`,
      `group ${own} after group ${other} (place ${above.place})`,
    )
  }
  return say(
    `${name(on)} ${have} di bawah ${above.value} (peringkat ${above.place})`,
    `${name(on)} ${have} below ${above.value} (place ${above.place})`,
  )
}

function cutSentence({ standing }: Cut, ruleSet: RuleSet, say: Say): string {
  const times = ruleSet.ranking.cutTimesNeed
  const id = times === null ? 'jumlah kebutuhan' : `batas ${times} × kebutuhan`
  const en = times === null ? 'the need' : `the cut of ${times} × need`
  if (standing === 'within') return say(`Masuk ${id}.`, `Within ${en}.`)
  if (standing === 'beyond') return say(`Di luar ${id}.`, `Beyond ${en}.`)
  // With a multiple of the need the rule lets all equals go on. Where the need itself is the cut, no rule parts them.
  return times === null
    ? say(
        `Sama persis pada ${id}; urutan akhir harus diputuskan panitia.`,
        `Equal at ${en}; the committee must decide the final order.`,
      )
    : say(`Sama persis pada ${id}, sehingga semuanya masuk.`, `Equal at ${en}, so all of them go on.`)
}
