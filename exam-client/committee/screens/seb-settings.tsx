import type { SittingPolicy } from '../../../server/protocol/policy.ts'
import { count } from '../../shared/format.ts'
import { useLanguage, useText } from '../../shared/language.tsx'
import { Field, Notice } from '../../shared/parts/kit-basics.tsx'
import { settingsText } from '../../shared/text/sitting-settings.ts'
import { keysFrom } from '../policy-draft.ts'
import { Tick } from './settings-parts.tsx'

/** The keys as they stand in the two fields, one a line. */
export type SebLines = Record<'configKeys' | 'browserExamKeys', string>
export const linesOf = ({ seb }: SittingPolicy): SebLines => ({
  configKeys: seb.configKeys.join('\n'),
  browserExamKeys: seb.browserExamKeys.join('\n'),
})

/** Safe Exam Browser: whether it is asked for, and by which keys it is known. */
export function SebSettings({
  sitting,
  required,
  lines,
  onRequired,
  onLines,
}: {
  sitting: string
  required: boolean
  lines: SebLines
  onRequired: (required: boolean) => void
  onLines: (lines: SebLines) => void
}) {
  const text = useText(settingsText)
  const { language } = useLanguage()
  const none = keysFrom(lines.configKeys).keys.length + keysFrom(lines.browserExamKeys).keys.length === 0
  return (
    <>
      <Tick label={text.sebRequired} hint={text.sebHint} checked={required} onChange={onRequired} />
      {required ? (
        <>
          {none ? <Notice>{text.sebNoKeys}</Notice> : null}
          {(['configKeys', 'browserExamKeys'] as const).map((kind) => {
            const { keys, wrongLines } = keysFrom(lines[kind])
            return (
              <Field
                key={kind}
                label={text[kind]}
                hint={
                  wrongLines.length > 0
                    ? text.wrongLines(wrongLines.join(', '))
                    : text.keysHint(count(keys.length, language))
                }
              >
                <textarea
                  className="k-input k-code"
                  rows={3}
                  spellCheck={false}
                  autoCapitalize="none"
                  aria-invalid={wrongLines.length > 0 || undefined}
                  value={lines[kind]}
                  onChange={(event) => onLines({ ...lines, [kind]: event.target.value })}
                />
              </Field>
            )
          })}
          <p>
            <a className="k-button" href={`/api/sittings/${encodeURIComponent(sitting)}/seb-config`} download>
              {text.sebDownload}
            </a>
          </p>
        </>
      ) : null}
    </>
  )
}
