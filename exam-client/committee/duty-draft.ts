import type { Duty, DutyPeriod, WorkloadDetail } from '../../server/protocol/needs.ts'

/** Duties as they are being written: any text may stand in a field until it is kept. */
export interface WorkloadDraft {
  duties: Duty[]
  inPlace: string
}
export const PERIODS: DutyPeriod[] = ['day', 'week', 'month', 'year']
export const DUTIES_MAX = 200

export const EMPTY_DUTY: Duty = { task: '', product: '', volume: '', per: 'year', minutes: '' }
export const draftOf = (detail: Pick<WorkloadDetail, 'duties' | 'inPlace'> | null): WorkloadDraft => ({
  duties: detail ? detail.duties : [EMPTY_DUTY],
  inPlace: String(detail?.inPlace ?? 0),
})

const DECIMAL = /^\d{1,9}([.,]\d{1,4})?$/
export const isDecimal = (text: string): boolean => DECIMAL.test(text.trim())
export const isPeople = (text: string): boolean => /^\d{1,5}$/.test(text.trim())

/** A line that nobody has touched is left out; it is no mistake. */
const isBlank = ({ task, product, volume, minutes }: Duty): boolean => task + product + volume + minutes === ''
/** Which fields of a duty stop it from being kept. */
export const wrongIn = (duty: Duty): ('task' | 'volume' | 'minutes')[] =>
  isBlank(duty)
    ? []
    : [
        ...(duty.task.trim() === '' ? (['task'] as const) : []),
        ...(isDecimal(duty.volume) ? [] : (['volume'] as const)),
        ...(isDecimal(duty.minutes) ? [] : (['minutes'] as const)),
      ]

/** What can be kept, with decimals as the wire writes them; null while a field is wrong. */
export function keptOf({ duties, inPlace }: WorkloadDraft): { duties: Duty[]; inPlace: number } | null {
  if (!isPeople(inPlace) || duties.some((duty) => wrongIn(duty).length > 0)) return null
  const point = (text: string) => text.trim().replace(',', '.')
  return {
    inPlace: Number(inPlace),
    duties: duties
      .filter((duty) => !isBlank(duty))
      .map((duty) => ({
        ...duty,
        ...{ task: duty.task.trim(), product: duty.product.trim() },
        ...{ volume: point(duty.volume), minutes: point(duty.minutes) },
      })),
  }
}
