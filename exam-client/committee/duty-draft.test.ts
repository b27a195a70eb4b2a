import { describe, expect, it } from 'vitest'
import { draftOf, EMPTY_DUTY, keptOf, wrongIn } from './duty-draft.ts'

const duty = { ...EMPTY_DUTY, task: ' Merawat ', volume: '7,5', minutes: '30' }

describe('duties being written', () => {
  it('are kept with points and without blank lines', () => {
    expect(keptOf({ duties: [duty, EMPTY_DUTY], inPlace: '2' })).toEqual({
      ...{ inPlace: 2, duties: [{ task: 'Merawat', product: '', volume: '7.5', per: 'year', minutes: '30' }] },
    })
    expect(keptOf(draftOf(null))).toEqual({ duties: [], inPlace: 0 })
  })

  it('say which field is wrong, and are not kept meanwhile', () => {
    expect(wrongIn({ ...duty, task: ' ', volume: 'dua', minutes: '1e3' })).toEqual(['task', 'volume', 'minutes'])
    expect(wrongIn(EMPTY_DUTY)).toEqual([])
    expect(keptOf({ duties: [{ ...duty, volume: '-1' }], inPlace: '2' })).toBeNull()
    expect(keptOf({ duties: [duty], inPlace: '' })).toBeNull()
  })
})
