import { useState } from 'react'
import type { PublicationSummary } from '../../server/protocol/board.ts'
import type { ProposalRow } from '../../server/protocol/http.ts'
import type {
  CaseFile,
  DecisionPreview,
  DecisionTemplateRow,
  NewWindow,
  ObjectionRow,
  OfficerObjection,
  WindowRow,
} from '../../server/protocol/objections.ts'
import { useAddress } from '../shared/address.tsx'
import { useText } from '../shared/language.tsx'
import { useDoing, useLoad } from '../shared/load.ts'
import { Notice, Shown } from '../shared/parts/kit-basics.tsx'
import { objectionText } from '../shared/text/objection.ts'
import { useProposals } from './proposals.tsx'
import { CaseScreen } from './screens/objection-case.tsx'
import { Decided, DecisionForm } from './screens/objection-decision.tsx'
import { ObjectionEntry } from './screens/objection-entry.tsx'
import { type PublicationWindow, WindowDialog, WindowsTable } from './screens/objection-windows.tsx'
import { isUndecided, ObjectionsScreen, ObjectionsTable } from './screens/objections.tsx'

const id = encodeURIComponent

/** The list, the windows, or one case. */
export function ObjectionsPage() {
  const { address } = useAddress()
  const chosen = address['case']
  if (chosen) return <CasePart key={chosen} objection={chosen} />
  return address['tab'] === 'windows' ? <WindowsPart /> : <ListPart />
}

/** Windows and their publications, once both are there. */
function useWindows() {
  const windows = useLoad<WindowRow[]>('/api/objections/windows')
  const publications = useLoad<PublicationSummary[]>('/api/publications')
  const rows = (of: WindowRow[], summaries: PublicationSummary[]): PublicationWindow[] => {
    const byId = new Map(summaries.map((one) => [one.id, one]))
    return of.flatMap((row) => {
      const summary = byId.get(row.publication)
      return summary ? [{ ...row, summary }] : []
    })
  }
  return { windows, publications, rows }
}

function ListPart() {
  const text = useText(objectionText).entry
  const objections = useLoad<ObjectionRow[]>('/api/objections')
  const { windows, publications, rows } = useWindows()
  const save = useDoing<ObjectionRow>()
  const [entering, setEntering] = useState(false)
  const both = windows.loaded.at === 'ready' && publications.loaded.at === 'ready'
  const open = both
    ? rows(
        windows.loaded.at === 'ready' ? windows.loaded.value : [],
        publications.loaded.at === 'ready' ? publications.loaded.value : [],
      ).filter(({ state, summary }) => state === 'open' && !summary.withdrawn)
    : []
  const send = async (wanted: OfficerObjection) => {
    if (!(await save.run('POST', '/api/objections/received', wanted))) return
    setEntering(false)
    objections.reload()
  }
  return (
    <ObjectionsScreen
      tab="list"
      undecided={objections.loaded.at === 'ready' ? objections.loaded.value.filter(isUndecided).length : null}
      actions={
        <button
          type="button"
          className="k-button"
          disabled={!both}
          onClick={() => {
            save.reset()
            setEntering(true)
          }}
        >
          {text.open}
        </button>
      }
    >
      {save.doing.at === 'done' ? (
        <Notice tone="ok" live>
          {text.saved(save.doing.reply.receipt)}
        </Notice>
      ) : null}
      <Shown of={objections.loaded} retry={objections.reload}>
        {(all) => <ObjectionsTable objections={all} />}
      </Shown>
      {entering ? (
        <ObjectionEntry
          open={open.map(({ publication, summary }) => ({
            id: publication,
            title: summary.vacancyCode === '' ? summary.title : `${summary.vacancyCode} · ${summary.title}`,
          }))}
          doing={save.doing}
          onSave={(wanted) => void send(wanted)}
          onClose={() => setEntering(false)}
        />
      ) : null}
    </ObjectionsScreen>
  )
}

function WindowsPart() {
  const text = useText(objectionText).windows
  const { windows, publications, rows } = useWindows()
  const save = useDoing<WindowRow>()
  const [chosen, setChosen] = useState<PublicationWindow | null>(null)
  const send = async (publication: string, days: NewWindow) => {
    if (!(await save.run('POST', `/api/publications/${id(publication)}/objection-window`, days))) return
    setChosen(null)
    windows.reload()
  }
  return (
    <ObjectionsScreen tab="windows" undecided={null}>
      {save.doing.at === 'done' ? (
        <Notice tone="ok" live>
          {text.saved}
        </Notice>
      ) : null}
      <Shown of={windows.loaded} retry={windows.reload}>
        {(all) => (
          <Shown of={publications.loaded} retry={publications.reload}>
            {(summaries) => (
              <WindowsTable
                windows={rows(all, summaries).filter(
                  ({ window, summary }) => window || (!summary.withdrawn && !summary.replacedBy),
                )}
                onSet={(row) => {
                  save.reset()
                  setChosen(row)
                }}
              />
            )}
          </Shown>
        )}
      </Shown>
      {chosen ? (
        <WindowDialog
          row={chosen}
          doing={save.doing}
          onSave={(days) => void send(chosen.publication, days)}
          onClose={() => setChosen(null)}
        />
      ) : null}
    </ObjectionsScreen>
  )
}

function CasePart({ objection }: { objection: string }) {
  const path = `/api/objections/${id(objection)}`
  const file = useLoad<CaseFile>(path)
  const templates = useLoad<DecisionTemplateRow[]>('/api/objections/templates')
  const proposals = useProposals()
  const preview = useDoing<DecisionPreview>()
  const propose = useDoing<ProposalRow>()
  const keyChanges =
    proposals.loaded.at === 'ready'
      ? proposals.loaded.value.filter(
          ({ kind, state }) => kind === 'key-change' && (state === 'open' || state === 'approved'),
        )
      : []
  return (
    <Shown of={file.loaded} retry={file.reload}>
      {(value) => (
        <CaseScreen
          file={value}
          decision={
            value.decision || value.proposal ? (
              <Decided file={value} />
            ) : (
              <Shown of={templates.loaded} retry={templates.reload}>
                {(all) => (
                  <DecisionForm
                    templates={all}
                    keyChanges={keyChanges}
                    preview={preview.doing}
                    proposing={propose.doing}
                    onPreview={(draft) => void preview.run('POST', `${path}/preview`, draft)}
                    onChange={() => {
                      preview.reset()
                      propose.reset()
                    }}
                    onPropose={(decision) =>
                      void propose.run('POST', `${path}/proposals`, decision).then((done) => {
                        if (!done) return
                        file.reload()
                        proposals.reload()
                      })
                    }
                  />
                )}
              </Shown>
            )
          }
        />
      )}
    </Shown>
  )
}
