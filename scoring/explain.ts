import type { Below, Cut, KeyValue, RankedEntry } from './ranking.ts'
import { valueOf } from './result.ts'
import { type RankingKey, type RuleSet, termsOf } from './rule-set.ts'

type Lang = 'id' | 'en'

/**
 * The row's reason as one or two sentences, for the candidate and the published list. It speaks in figures and
 * places only: whoever stands above or beside is not named. Throws when the row was ranked by another rule set.
 * Source: RULES.md RK9.
 */
export function explain(row: RankedEntry, ruleSet: RuleSet, lang: Lang): string {
  const { reason } = row
  const say = (id: string, en: string) => (lang === 'id' ? id : en)
  const name = (key: RankingKey) => nameOf(key, ruleSet, lang)
  const list = (values: KeyValue[]) => values.map(({ on, value }) => `${name(on)} ${value}`).join(', ')
  const below = ({ equal, on, have, above }: Below) =>
    [
      ...equal.map((same) => say(`${name(same.on)} sama ${same.value}`, `${name(same.on)} equal at ${same.value}`)),
      say(
        `${name(on)} ${have} di bawah ${above.value} (peringkat ${above.place})`,
        `${name(on)} ${have} below ${above.value} (place ${above.place})`,
      ),
    ].join(', ')
  const place = say(`Peringkat ${row.place}`, `Place ${row.place}`)
  switch (reason.kind) {
    case 'first': {
      const values = ruleSet.ranking.keys.map((on) => ({ on, value: valueOf(row.points ?? {}, on) }))
      const ahead = say('urutan teratas', 'ahead of all')
      return `${place}: ${ahead} (${list(values)}). ${cutSentence(reason.cut, ruleSet, say)}`
    }
    case 'below':
      return `${place}: ${below(reason)}. ${cutSentence(reason.cut, ruleSet, say)}`
    case 'tied': {
      const others = row.tiedWith.length
      const shared = say(
        `${place} bersama ${others} peserta lain: semua nilai sama (${list(reason.on)})`,
        `${place} shared with ${others} ${others === 1 ? 'other' : 'others'}: equal on everything (${list(reason.on)})`,
      )
      const rest = reason.below ? `; ${below(reason.below)}` : ''
      return `${shared}${rest}. ${cutSentence(reason.cut, ruleSet, say)}`
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

function cutSentence({ standing }: Cut, ruleSet: RuleSet, say: (id: string, en: string) => string): string {
  const times = ruleSet.ranking.cutTimesNeed
  const id = times === null ? 'jumlah kebutuhan' : `batas ${times} × kebutuhan`
  const en = times === null ? 'the need' : `the cut of ${times} × need`
  if (standing === 'within') return say(`Masuk ${id}.`, `Within ${en}.`)
  if (standing === 'beyond') return say(`Di luar ${id}.`, `Beyond ${en}.`)
  // With a cut, the rule lets all equals go on. Without one, a further rule (age, PPPK) still has to part them.
  return times === null
    ? say(`Sama persis pada ${id}; urutan akhir belum ditentukan.`, `Equal at ${en}; the final order is still open.`)
    : say(`Sama persis pada ${id}, sehingga semuanya masuk.`, `Equal at ${en}, so all of them go on.`)
}

/** 'TIU' is what everybody calls it; a section without such an abbreviation goes by its title. */
function nameOf(key: RankingKey, ruleSet: RuleSet, lang: Lang): string {
  const terms = termsOf(key).map((term) => {
    const section = ruleSet.sections.find(({ id }) => id === term)
    return !section || /^[A-Z]+$/.test(term) ? term : section.title[lang]
  })
  return terms.join(' + ')
}
