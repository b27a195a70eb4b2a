import type { StatisticsFlag, StatisticsFlagName } from '../../../server/protocol/item-statistics.ts'
import type { Language } from '../../shared/language.tsx'
import { useText } from '../../shared/language.tsx'
import { Mark } from '../../shared/parts/kit-basics.tsx'
import { itemStatisticsText } from '../../shared/text/item-statistics.ts'

/** '0,41', '−0,08', '–' where there is none. */
export const figure = (value: number | null, language: Language, digits = 2): string =>
  value === null
    ? '–'
    : value
        .toFixed(digits)
        .replace(/^-(?=0[.]?0*$)/, '')
        .replace('-', '−')
        .replace('.', language === 'id' ? ',' : '.')
export const percent = (value: number, language: Language): string => `${figure(value * 100, language, 1)} %`

/** Those that may change a score come in red; the others are for the next use of the item. */
const SERIOUS: readonly StatisticsFlagName[] = ['key-doubtful', 'negative', 'weights-disordered']
export const isSerious = ({ flag }: StatisticsFlag): boolean => SERIOUS.includes(flag)

export function FlagMark({ flag }: { flag: StatisticsFlag }) {
  const text = useText(itemStatisticsText)
  const options = flag.options.length > 0 ? `: ${flag.options.join(', ')}` : ''
  if (flag.flag === 'few-takers')
    return (
      <Mark shape="info" tone="soft">
        {text.flag[flag.flag]}
      </Mark>
    )
  return (
    <Mark shape={isSerious(flag) ? 'cross' : 'triangle'} tone={isSerious(flag) ? 'danger' : 'amber'}>
      {text.flag[flag.flag]}
      {options}
    </Mark>
  )
}
