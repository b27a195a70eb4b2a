import { useText } from '../language.tsx'
import { kitText } from '../text/kit.ts'
import { Mark, type Tone } from './kit-basics.tsx'
import type { ShapeName } from './kit-shapes.tsx'

const LOOKS: Record<'scheduled' | 'open' | 'running' | 'closed', [ShapeName, Tone]> = {
  scheduled: ['ring', 'soft'],
  open: ['half', 'accent'],
  running: ['play', 'ok'],
  closed: ['square', 'soft'],
}

/** The state of a sitting in one word; a word this page does not know yet is shown as it came. */
export function SittingState({ state }: { state: string }) {
  const text = useText(kitText)
  if (!(state in LOOKS)) return <span>{state}</span>
  const known = state as keyof typeof LOOKS
  const [shape, tone] = LOOKS[known]
  return (
    <Mark shape={shape} tone={tone}>
      {text.states[known]}
    </Mark>
  )
}
