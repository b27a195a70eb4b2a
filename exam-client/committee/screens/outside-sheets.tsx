import { useState } from 'react'
import { useText } from '../../shared/language.tsx'
import type { Doing } from '../../shared/load.ts'
import { verificationText } from '../../shared/text/verification.ts'
import type { Import } from '../import.ts'
import { Importer } from './importer.tsx'
import { PurposeDialog } from './verification-person.tsx'

/** Sheets in and out for offices that register elsewhere. */
export function OutsideSheets({
  state,
  saving,
  onCheck,
  onCommit,
  onAgain,
  onExport,
}: {
  state: Import
  /** The whole export, on its way to the person's disk. */
  saving: Doing<null>
  onCheck: (files: File[]) => void
  onCommit: (partial: boolean) => void
  onAgain: () => void
  onExport: (purpose: string) => void
}) {
  const text = useText(verificationText).applicants
  const [asking, setAsking] = useState(false)
  return (
    <>
      <h2>{text.elsewhere}</h2>
      <Importer
        title={text.import}
        hint={text.importHint}
        note={text.importNote}
        accept=".csv,.xlsx"
        template="/api/verification/template.xlsx"
        state={state}
        onCheck={onCheck}
        onCommit={onCommit}
        onAgain={onAgain}
      />
      <p>
        <button type="button" className="k-button" onClick={() => setAsking(true)}>
          {text.export}
        </button>
      </p>
      {asking && saving.at !== 'done' ? (
        <PurposeDialog
          title={text.export}
          note={text.exportNote}
          action={text.exportNow}
          doing={saving}
          onSay={onExport}
          onClose={() => setAsking(false)}
        />
      ) : null}
    </>
  )
}
