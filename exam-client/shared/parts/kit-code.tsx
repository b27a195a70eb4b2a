import { useLanguage } from '../language.tsx'
import { type CodeSense, codeSentence, codeWord, isCode, type ResultCode } from '../text/codes.ts'
import { Mark, type Tone } from './kit-basics.tsx'
import type { ShapeName } from './kit-shapes.tsx'

const PASSED: [ShapeName, Tone] = ['check', 'ok']
const BEYOND: [ShapeName, Tone] = ['ring', 'accent']
const LOOKS: Record<ResultCode, [ShapeName, Tone]> = {
  'P/L': PASSED,
  'P/L-1': PASSED,
  'P/L-2': PASSED,
  'R2/L': PASSED,
  'R3/L': PASSED,
  'R4/L': PASSED,
  P: BEYOND,
  'P/TL': BEYOND,
  R2: BEYOND,
  R3: BEYOND,
  R4: BEYOND,
  SERI: ['half', 'amber'],
  TL: ['cross', 'danger'],
  TH: ['dashed', 'soft'],
  'P/TH': ['dashed', 'soft'],
  TMS: ['cross', 'danger'],
  'TMS-1': ['cross', 'danger'],
  APS: ['dashed', 'soft'],
  DIS: ['cross', 'danger'],
}

export { isCode }

/** The code of the announcement with its word: "P/L Lanjut SKB". A code without a word stands alone. */
export function CodeMark({ code, sense = 'skd' }: { code: string; sense?: CodeSense }) {
  const { language } = useLanguage()
  if (!isCode(code)) return <strong>{code}</strong>
  const [shape, tone] = LOOKS[code]
  return (
    <Mark shape={shape} tone={tone}>
      <span className="k-code-name">{code}</span> <span className="k-code-word">{codeWord(code, sense, language)}</span>
    </Mark>
  )
}

export function CodeLegend({ codes, sense = 'skd' }: { codes: string[]; sense?: CodeSense }) {
  const { language } = useLanguage()
  return (
    <dl className="k-legend-list">
      {codes.filter(isCode).map((code) => (
        <div key={code}>
          <dt>
            <CodeMark code={code} sense={sense} />
          </dt>
          <dd>{codeSentence(code, sense, language)}</dd>
        </div>
      ))}
    </dl>
  )
}
