import { useEffect, useRef, useState } from 'react'
import type { RuleSetRow, TestRow, VacancyRow } from '../../server/protocol/http.ts'
import { isRefusal } from '../../server/protocol/refusals.ts'
import type { RuleSetCheck, RuleSetDetail, RuleSetEffect } from '../../server/protocol/rule-sets.ts'
import { useAddress } from '../shared/address.tsx'
import { ask, Unreachable } from '../shared/ask.ts'
import { useText } from '../shared/language.tsx'
import { type Loaded, useDoing, useLoad } from '../shared/load.ts'
import { Shown } from '../shared/parts/kit-basics.tsx'
import { committeeText } from '../shared/text/committee.ts'
import { type RuleBody, readRuleFile } from './rule-body.ts'
import { copyOf, sameSections } from './rule-draft.ts'
import { dropDraft, FILE, keepDraft, keptDrafts, shelf } from './rule-drafts.ts'
import { RuleEditor } from './screens/rule-editor.tsx'
import { RuleEffect } from './screens/rule-effect.tsx'
import type { FileProblem } from './screens/rule-file.tsx'
import { RuleList } from './screens/rule-list.tsx'
import { RuleRead } from './screens/rule-read.tsx'

const CHECK_DELAY_MS = 400
const FILE_BYTES_MAX = 1_000_000
const NOTHING: Loaded<null> = { at: 'ready', value: null }

/** The list, one rule set, or one being written, as the address says. */
export function RulesPage() {
  const title = useText(committeeText).screens.rules
  const { address } = useAddress()
  const ruleSets = useLoad<RuleSetRow[]>('/api/rule-sets')
  // Beside the browser's storage, which may be forbidden.
  const [opened, setOpened] = useState<RuleBody | null>(null)
  const { edit, rule } = address
  if (rule) return <ReadPage key={rule} id={rule} />
  return (
    <Shown title={title} of={ruleSets.loaded} retry={ruleSets.reload}>
      {(rows) =>
        edit ? (
          <DraftPage key={edit} from={edit} opened={opened} ruleSets={rows} onKept={ruleSets.reload} />
        ) : (
          <ListPage ruleSets={rows} onOpened={setOpened} />
        )
      }
    </Shown>
  )
}

function ListPage({ ruleSets, onOpened }: { ruleSets: RuleSetRow[]; onOpened: (body: RuleBody) => void }) {
  const title = useText(committeeText).screens.rules
  const { go } = useAddress()
  const tests = useLoad<TestRow[]>('/api/tests')
  const [drafts, setDrafts] = useState(() => keptDrafts(shelf()))
  const [problem, setProblem] = useState<FileProblem | null>(null)
  const open = async (file: File) => {
    const read = await readFile(file)
    if ('what' in read) return setProblem(read)
    keepDraft(shelf(), { from: FILE, body: read, at: Date.now() })
    onOpened(read)
    go({ edit: FILE, stage: null })
  }
  return (
    <Shown title={title} of={tests.loaded} retry={tests.reload}>
      {(rows) => (
        <RuleList
          ruleSets={ruleSets}
          tests={rows}
          drafts={drafts}
          fileProblem={problem}
          onFile={(file) => void open(file)}
          onDiscard={(from) => {
            dropDraft(shelf(), from)
            setDrafts(keptDrafts(shelf()))
          }}
        />
      )}
    </Shown>
  )
}

function ReadPage({ id }: { id: string }) {
  const title = useText(committeeText).screens.rules
  const { address } = useAddress()
  const { loaded, reload } = useLoad<RuleSetDetail>(`/api/rule-sets/${encodeURIComponent(id)}`)
  return (
    <Shown title={title} of={loaded} retry={reload}>
      {(detail) => <RuleRead detail={detail} saved={address['saved'] === '1'} />}
    </Shown>
  )
}

/** What the draft begins from: the one this browser kept, or a fresh copy. */
function DraftPage({
  from,
  opened,
  ruleSets,
  onKept,
}: {
  from: string
  /** A file just read, where nothing is kept. */
  opened: RuleBody | null
  ruleSets: RuleSetRow[]
  onKept: () => void
}) {
  const title = useText(committeeText).screens.rules
  const original = useLoad<RuleSetDetail>(from === FILE ? null : `/api/rule-sets/${encodeURIComponent(from)}`)
  const [kept] = useState(() => keptDrafts(shelf()).find((one) => one.from === from) ?? null)
  const [again, setAgain] = useState(0)
  const taken = ruleSets.map(({ id }) => id)
  const file = from === FILE && !kept ? opened : null
  const of: Loaded<RuleSetDetail | null> = from === FILE ? (kept || file ? NOTHING : GONE) : original.loaded
  return (
    <Shown title={title} of={of} retry={original.reload}>
      {(detail) => {
        const copy = detail ? copyOf(detail.body as RuleBody, taken) : null
        const restored = again === 0 ? kept : null
        const body = restored?.body ?? copy ?? file
        return body ? (
          <EditPage
            key={again}
            from={from}
            start={body}
            restored={restored?.at ?? null}
            ruleSets={ruleSets}
            onAgain={
              copy
                ? () => {
                    dropDraft(shelf(), from)
                    setAgain(again + 1)
                  }
                : null
            }
            onKept={onKept}
          />
        ) : null
      }}
    </Shown>
  )
}
const GONE: Loaded<null> = { at: 'refused', why: { refused: 'not-found', detail: { what: 'Rancangan' } } }

interface Editing {
  from: string
  start: RuleBody
  restored: number | null
  ruleSets: RuleSetRow[]
  onAgain: (() => void) | null
  onKept: () => void
}

function EditPage({ from, start, restored, ruleSets, onAgain, onKept }: Editing) {
  const { go } = useAddress()
  const [body, setBody] = useState(start)
  const [kept, setKept] = useState<boolean | null>(restored === null ? null : true)
  const [file, setFile] = useState<FileProblem | 'opened' | null>(null)
  const [asking, setAsking] = useState(false)
  const check = useCheck(body)
  const save = useDoing<RuleSetDetail>()
  const change = (next: RuleBody) => {
    setBody(next)
    setKept(keepDraft(shelf(), { from, body: next, at: Date.now() }))
  }
  const open = async (chosen: File) => {
    const read = await readFile(chosen)
    if ('what' in read) return setFile(read)
    change(read)
    setFile('opened')
  }
  const send = async () => {
    const detail = await save.run('POST', '/api/rule-sets', { ruleSet: body })
    if (!detail) return
    dropDraft(shelf(), from)
    onKept()
    go({ edit: null, rule: body.id, saved: '1' })
  }
  return (
    <RuleEditor
      body={body}
      check={check}
      doing={save.doing}
      restored={restored}
      kept={kept}
      file={file}
      asking={asking}
      onAgain={onAgain}
      onChange={change}
      onFile={(chosen) => void open(chosen)}
      onAsk={(next) => {
        save.reset()
        setAsking(next)
      }}
      onSave={() => void send()}
    >
      <EffectPart from={from} body={body} ruleSets={ruleSets} check={check} />
    </RuleEditor>
  )
}

function EffectPart({
  from,
  body,
  ruleSets,
  check,
}: {
  from: string
  body: RuleBody
  ruleSets: RuleSetRow[]
  check: Loaded<RuleSetCheck>
}) {
  const vacancies = useLoad<VacancyRow[]>('/api/vacancies')
  const first = ruleSets.find(({ id }) => id === from) ?? ruleSets.find((one) => sameSections(one, body)) ?? ruleSets[0]
  const [compareWith, setCompareWith] = useState(first?.id ?? '')
  const [sample, setSample] = useState('made')
  const [seen, setSeen] = useState<RuleBody | null>(null)
  const look = useDoing<RuleSetEffect>()
  const scored = vacancies.loaded.at === 'ready' ? vacancies.loaded.value.filter((one) => one.scored > 0) : []
  return (
    <RuleEffect
      body={body}
      ruleSets={ruleSets}
      vacancies={scored}
      compareWith={compareWith}
      sample={sample}
      check={check}
      doing={look.doing}
      stale={seen !== body}
      onCompare={(id) => {
        look.reset()
        setCompareWith(id)
      }}
      onSample={(next) => {
        look.reset()
        setSample(next)
      }}
      onLook={() => {
        setSeen(body)
        void look.run('POST', '/api/rule-sets/effect', { ruleSet: body, compareWith, sample })
      }}
    />
  )
}

async function readFile(file: File): Promise<RuleBody | FileProblem> {
  if (file.size > FILE_BYTES_MAX) return { what: 'too-large' }
  try {
    const read = readRuleFile(await file.text())
    return read.ok ? read.body : read.wrong
  } catch {
    return { what: 'unreadable' } // a stick pulled out, a folder
  }
}

/** Asks the server about the draft a moment after it was last changed; an answer for an older draft is thrown away. */
function useCheck(body: RuleBody): Loaded<RuleSetCheck> {
  const [state, setState] = useState<{ body: RuleBody | null; check: Loaded<RuleSetCheck> }>({
    body: null,
    check: { at: 'loading' },
  })
  const first = useRef(true)
  useEffect(() => {
    let over = false
    const put = (check: Loaded<RuleSetCheck>) => {
      if (!over) setState({ body, check })
    }
    const timer = setTimeout(
      () => {
        first.current = false
        ask<RuleSetCheck>('POST', '/api/rule-sets/check', { ruleSet: body }).then(
          (reply) => put(isRefusal(reply) ? { at: 'refused', why: reply } : { at: 'ready', value: reply }),
          (error: unknown) => {
            if (!(error instanceof Unreachable)) throw error
            put({ at: 'unreachable' })
          },
        )
      },
      first.current ? 0 : CHECK_DELAY_MS,
    )
    return () => {
      over = true
      clearTimeout(timer)
    }
  }, [body])
  return state.body === body ? state.check : { at: 'loading' }
}
