import { useText } from '../../shared/language.tsx'
import { Notice } from '../../shared/parts/kit-basics.tsx'
import { rulesText } from '../../shared/text/rules.ts'
import type { WrongShape } from '../rule-body.ts'

/** Why a chosen file was not opened. */
export type FileProblem = WrongShape | { what: 'too-large' | 'unreadable' }

export function RuleFileButton({ label, onFile }: { label: string; onFile: (file: File) => void }) {
  return (
    <label className="k-button c-file">
      {label}
      <input
        type="file"
        className="sr-only"
        accept=".json,application/json"
        onChange={(event) => {
          const file = event.target.files?.[0]
          // Else the same file, mended, could not be chosen once more.
          event.target.value = ''
          if (file) onFile(file)
        }}
      />
    </label>
  )
}

export function RuleFileProblem({ problem }: { problem: FileProblem }) {
  const text = useText(rulesText).file
  return (
    <Notice tone="danger" live>
      {'where' in problem ? (
        <>
          <p className="k-strong">{text.refused}</p>
          <p>{text.what[problem.what](problem.where)}</p>
        </>
      ) : (
        <p>{problem.what === 'too-large' ? text.tooLarge : text.unreadable}</p>
      )}
    </Notice>
  )
}
