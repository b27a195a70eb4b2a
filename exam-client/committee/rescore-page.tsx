import { useEffect, useState } from 'react'
import type { ProposalRow } from '../../server/protocol/http.ts'
import type { ItemStudy, RescoreItems, RescorePreview, RescoringRow } from '../../server/protocol/rescoring.ts'
import { useAddress } from '../shared/address.tsx'
import { download } from '../shared/download.ts'
import { useText } from '../shared/language.tsx'
import { useDoing, useLoad } from '../shared/load.ts'
import { DoingNotice, Notice, Shown } from '../shared/parts/kit-basics.tsx'
import { committeeText } from '../shared/text/committee.ts'
import { rescoreText } from '../shared/text/rescore.ts'
import { useProposals } from './proposals.tsx'
import { changesOf, type Draft, keepDraft, readDraft, withItem, withoutItem } from './rescore-draft.ts'
import { RescoreFind } from './screens/rescore-find.tsx'
import { RescoreHistory } from './screens/rescore-history.tsx'
import { filterOf, RescorePreviewScreen } from './screens/rescore-preview.tsx'
import { RescoreStudy } from './screens/rescore-study.tsx'
import { Head } from './screens/shell.tsx'

const id = encodeURIComponent

/** The workbench: find, study, put together, see the effect, propose. The draft stays in this browser's session. */
export function RescoringPage() {
  const { address } = useAddress()
  const [draft, setDraft] = useState<Draft>(() => readDraft(sessionStorage))
  const [proposed, setProposed] = useState<ProposalRow | null>(null)
  const change = (next: Draft) => {
    keepDraft(sessionStorage, next)
    setDraft(next)
  }
  if (address['tab'] === 'history') return <HistoryPart />
  if (address['step'] === 'preview' && draft.length > 0)
    return (
      <PreviewPart
        draft={draft}
        onProposed={(proposal) => {
          setProposed(proposal)
          change([])
        }}
      />
    )
  const item = address['item']
  if (item) return <StudyPart key={item} item={item} draft={draft} onChange={change} />
  return <FindPart draft={draft} proposed={proposed} onRemove={(one) => change(withoutItem(draft, one))} />
}

function FindPart({
  draft,
  proposed,
  onRemove,
}: {
  draft: Draft
  proposed: ProposalRow | null
  onRemove: (item: string) => void
}) {
  const { address } = useAddress()
  const { 'f.candidate': candidate, 'f.number': number } = address
  const query = new URLSearchParams(
    candidate && number ? { candidate, number } : { query: address['f.q'] ?? '', page: address['f.page'] ?? '1' },
  )
  const items = useLoad<RescoreItems>(`/api/rescoring/items?${query}`)
  return <RescoreFind items={items.loaded} draft={draft} proposed={proposed} onRemove={onRemove} retry={items.reload} />
}

function StudyPart({ item, draft, onChange }: { item: string; draft: Draft; onChange: (draft: Draft) => void }) {
  const title = useText(committeeText).screens.rescoring
  const study = useLoad<ItemStudy>(`/api/rescoring/items/${id(item)}`)
  return (
    <Shown title={title} of={study.loaded} retry={study.reload}>
      {(value) => (
        <RescoreStudy
          study={value}
          draft={draft}
          onTake={(key) =>
            onChange(
              withItem(draft, {
                ...{ item: value.item.id, source: value.item.source, bank: value.bank.id, bankName: value.bank.name },
                ...{ before: value.key, after: key },
              }),
            )
          }
        />
      )}
    </Shown>
  )
}

function PreviewPart({ draft, onProposed }: { draft: Draft; onProposed: (proposal: ProposalRow) => void }) {
  const text = useText(rescoreText)
  const { address, go } = useAddress()
  const proposals = useProposals()
  const [changes] = useState(() => changesOf(draft))
  const [turn, setTurn] = useState(0)
  const [shown, setShown] = useState<RescorePreview | null>(null)
  const [csvFailed, setCsvFailed] = useState(false)
  const { doing, run } = useDoing<RescorePreview>()
  const propose = useDoing<ProposalRow>()
  const show = filterOf(address['show'])
  const vacancy = address['vacancy']
  // biome-ignore lint/correctness/useExhaustiveDependencies: `turn` asks for a new one of the same
  useEffect(() => {
    void run('POST', '/api/rescoring/preview', { changes, show, ...(vacancy && { vacancy }) }).then((preview) => {
      if (preview) setShown(preview)
    })
  }, [run, changes, show, vacancy, turn])
  const again = () => {
    propose.reset()
    setTurn(turn + 1)
  }
  const csv = async () => {
    setCsvFailed(false)
    try {
      const reply = await fetch('/api/rescoring/preview.csv', {
        method: 'POST',
        credentials: 'same-origin',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ changes }),
      })
      if (!reply.ok) return setCsvFailed(true)
      // The byte order mark is lost on the way through a string, and Excel needs it.
      download('pratinjau-penilaian-ulang.csv', `\ufeff${await reply.text()}`, 'text/csv;charset=utf-8')
    } catch {
      setCsvFailed(true)
    }
  }
  const send = async (preview: RescorePreview, reason: string) => {
    const wanted = { changes, previewDigest: preview.previewDigest, reason }
    const proposal = await propose.run('POST', '/api/rescoring/proposals', wanted)
    if (!proposal) return
    proposals.reload()
    onProposed(proposal)
    go({ step: null, show: null, vacancy: null })
  }
  if (!shown)
    return (
      <>
        <Head title={text.preview} back={{ href: '?screen=rescoring', title: text.backToDraft }} />
        {doing.at === 'refused' || doing.at === 'unreachable' ? (
          <>
            <DoingNotice doing={doing} />
            <p>
              <button type="button" className="k-button" onClick={again}>
                {text.again}
              </button>
            </p>
          </>
        ) : (
          <Notice live>{text.computing}</Notice>
        )}
      </>
    )
  return (
    <>
      {doing.at === 'refused' || doing.at === 'unreachable' ? <DoingNotice doing={doing} /> : null}
      <RescorePreviewScreen
        preview={shown}
        busy={doing.at === 'sending'}
        doing={propose.doing}
        csvFailed={csvFailed}
        onCsv={() => void csv()}
        onAgain={again}
        onPropose={(reason) => void send(shown, reason)}
      />
    </>
  )
}

function HistoryPart() {
  const title = useText(committeeText).screens.rescoring
  const { loaded, reload } = useLoad<RescoringRow[]>('/api/rescoring')
  return (
    <Shown title={title} of={loaded} retry={reload}>
      {(rows) => <RescoreHistory rows={rows} />}
    </Shown>
  )
}
