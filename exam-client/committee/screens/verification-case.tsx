import { type ReactNode, useEffect, useRef, useState } from 'react'
import type { DeskCase, DeskPerson, RequirementToJudge } from '../../../server/protocol/verification.ts'
import { momentWib } from '../../shared/format.ts'
import { useLanguage, useText } from '../../shared/language.tsx'
import type { Doing } from '../../shared/load.ts'
import { Notice } from '../../shared/parts/kit-basics.tsx'
import { verificationText } from '../../shared/text/verification.ts'
import { explained, type Judging, marked, moved, reasonOfKey } from '../judging.ts'
import { Head } from './shell.tsx'
import { DocumentViewer } from './verification-document.tsx'
import { PersonPanel } from './verification-person.tsx'
import { RequirementCard } from './verification-requirement.tsx'
import { Rounds } from './verification-rounds.tsx'

interface Props {
  file: DeskCase
  judging: Judging
  /** The lease in whole minutes left; 0: over, null: lost. */
  minutes: number | null
  person: DeskPerson
  unmasking: Doing<DeskPerson>
  urlOf?: (id: string) => string
  /** What ends it: the decision of the first officer, or the second one's look. */
  end: ReactNode
  onJudge: (judging: Judging) => void
  onUnmask: (purpose: string) => void
  onDecide: () => void
  leave: ReactNode
}

/** Requirements on the left, the document that shows them on the right; all of it can be done by keyboard. */
export function CaseScreen(props: Props) {
  const { file, judging, minutes, person, unmasking, urlOf, end, leave, onJudge, onUnmask, onDecide } = props
  const text = useText(verificationText).desk
  const { language } = useLanguage()
  const list = useRef<HTMLOListElement>(null)
  const { requirements, documents, lease } = file
  const here = requirements[judging.at]
  const [picked, setPicked] = useState<{ at: number; id: string } | null>(null)
  const chosen = documents.find(({ id }) => picked?.at === judging.at && id === picked.id) ?? firstFor(here, file)
  const checking = lease.task === 'check'
  const focusHere = () =>
    list.current?.querySelector<HTMLElement>('[aria-current="true"]')?.focus({ preventScroll: true })

  useEffect(() => {
    const card = list.current?.children[judging.at]
    card?.scrollIntoView({ block: 'nearest' })
  }, [judging.at])

  useKeys((key, ctrl) => {
    if (key === 'd' && documents.length > 1) {
      const place = documents.findIndex(({ id }) => id === chosen?.id)
      const next = documents[(place + 1) % documents.length]
      if (next) setPicked({ at: judging.at, id: next.id })
      return true
    }
    if (key === 'arrowdown' || key === 'j') return act(moved(judging, requirements, 1))
    if (key === 'arrowup' || key === 'k') return act(moved(judging, requirements, -1))
    if (checking) return false
    if (key === 'm') return act(marked(judging, requirements, 'MS'))
    if (key === 't') return act(marked(judging, requirements, 'TMS'))
    if (key === 'enter' && ctrl) {
      onDecide()
      return true
    }
    const reason =
      here && judging.words[here.requirement]?.verdict === 'TMS' ? reasonOfKey(here.requirement, key) : null
    return here && reason ? act(explained(judging, here.requirement, { reason })) : false
  })
  const act = (next: Judging) => {
    onJudge(next)
    return true
  }

  return (
    <>
      <Head title={checking ? text.checkTitle(file.number) : text.title(file.number)}>{leave}</Head>
      <p className="k-line v-line">
        <strong>
          {file.vacancy.code} · {file.vacancy.position}, {file.vacancy.unit}
        </strong>
        <span className="k-soft">{momentWib(file.submittedAt, language)}</span>
        <Left minutes={minutes} />
      </p>
      <PersonPanel person={person} whole={person !== file.person} unmasking={unmasking} onUnmask={onUnmask} />
      <Rounds rounds={file.rounds} requirements={requirements} open />
      <div className="v-case">
        <div className="v-judge">
          <ol ref={list} className="k-plain v-list" aria-label={text.requirements}>
            {requirements.map((one, place) => (
              <RequirementCard
                key={one.requirement}
                requirement={one}
                current={place === judging.at}
                place={place}
                all={requirements.length}
                word={judging.words[one.requirement] ?? null}
                readOnly={checking}
                onHere={() => (place === judging.at ? undefined : onJudge({ ...judging, at: place }))}
                onMark={(verdict) => onJudge(marked({ ...judging, at: place }, requirements, verdict))}
                onExplain={(change) => onJudge(explained({ ...judging, at: place }, one.requirement, change))}
                onMove={(by) => onJudge(moved(judging, requirements, by))}
              />
            ))}
          </ol>
          {end}
          {checking ? null : <p className="k-small k-soft v-keys">{text.keys}</p>}
        </div>
        <DocumentViewer
          documents={documents}
          chosen={chosen}
          {...(urlOf && { urlOf })}
          onChoose={(id) => setPicked({ at: judging.at, id })}
          onLeave={focusHere}
        />
      </div>
      <p className="k-small k-soft">
        {text.frozen}: <span className="k-code">{file.frozenDigest}</span>
      </p>
    </>
  )
}

const firstFor = (here: RequirementToJudge | undefined, { documents }: DeskCase) =>
  documents.find(({ kind }) => here?.documents.includes(kind)) ?? null

const SOON_MINUTES = 2
function Left({ minutes }: { minutes: number | null }) {
  const text = useText(verificationText).desk
  if (minutes === null) return null
  if (minutes > SOON_MINUTES) return <span className="k-soft v-left">{text.minutes(String(minutes))}</span>
  return (
    <span className="v-left">
      <Notice tone="amber" live>
        {minutes > 0 ? text.soon : text.over}
      </Notice>
    </span>
  )
}

/** Letters and arrows anywhere on the page but where somebody types; true: it was ours. */
function useKeys(press: (key: string, ctrl: boolean) => boolean): void {
  const latest = useRef(press)
  latest.current = press
  useEffect(() => {
    const heard = (event: KeyboardEvent) => {
      const target = event.target as HTMLElement
      const typing = target.matches('input:not([type=radio]), textarea, select')
      const enter = event.key === 'Enter' && event.ctrlKey
      if (event.altKey || event.metaKey || (event.ctrlKey && !enter) || (typing && !enter)) return
      if (document.querySelector('[role=dialog], [role=alertdialog]')) return
      if (latest.current(event.key.toLowerCase(), event.ctrlKey)) event.preventDefault()
    }
    addEventListener('keydown', heard)
    return () => removeEventListener('keydown', heard)
  }, [])
}
