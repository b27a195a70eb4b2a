import type { DeskPerson } from '../../../../server/protocol/desk.ts'
import type { Tone } from '../../../shared/parts/kit-basics.tsx'
import type { ShapeName } from '../../../shared/parts/kit-shapes.tsx'

/** Each state of a person at the desk as a shape and a tone; the word stands beside it. */
export const STATE_LOOKS: Record<DeskPerson['state'], [ShapeName, Tone]> = {
  expected: ['dashed', 'soft'],
  arrived: ['half', 'accent'],
  admitted: ['check', 'ok'],
  refused: ['cross', 'danger'],
}
