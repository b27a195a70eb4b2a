import { useText } from '../language.tsx'
import { codesText, type ResultCode } from '../text/codes.ts'
import { Mark, type Tone } from './kit-basics.tsx'
import type { ShapeName } from './kit-shapes.tsx'

const LOOKS: Record<ResultCode, [ShapeName, Tone]> = {
  'P/L': ['check', 'ok'],
  P: ['ring', 'accent'],
  TL: ['cross', 'danger'],
  TH: ['dashed', 'soft'],
  DIS: ['cross', 'danger'],
}
export const isCode = (code: string): code is ResultCode => code in LOOKS

/** The code of the announcement with its word: "P/L Lanjut SKB". A code of later stages stands alone. */
export function CodeMark({ code }: { code: string }) {
  const text = useText(codesText)
  if (!isCode(code)) return <strong>{code}</strong>
  const [shape, tone] = LOOKS[code]
  return (
    <Mark shape={shape} tone={tone}>
      {code} <span className="k-code-word">{text.words[code]}</span>
    </Mark>
  )
}

export function CodeLegend({ codes }: { codes: string[] }) {
  const text = useText(codesText)
  return (
    <dl className="k-legend-list">
      {codes.filter(isCode).map((code) => (
        <div key={code}>
          <dt>
            <CodeMark code={code} />
          </dt>
          <dd>{text.sentences[code]}</dd>
        </div>
      ))}
    </dl>
  )
}
