import { type RankingKey, type RuleSet, termsOf } from './rule-set.ts'

export type Lang = 'id' | 'en'
export type Say = (id: string, en: string) => string

export function sayIn(lang: Lang): Say {
  return (id, en) => (lang === 'id' ? id : en)
}

/** 'TIU' is what everybody calls it; a section without such an abbreviation goes by its title. */
export function nameOf(key: RankingKey, ruleSet: RuleSet, lang: Lang): string {
  const terms = termsOf(key).map((term) => {
    const section = ruleSet.sections.find(({ id }) => id === term)
    return !section || /^[A-Z]+$/.test(term) ? term : section.title[lang]
  })
  return terms.join(' + ')
}
