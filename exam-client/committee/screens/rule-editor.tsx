import { type ReactNode, useState } from 'react'
import type { RuleSetCheck, RuleSetDetail } from '../../../server/protocol/rule-sets.ts'
import { download } from '../../shared/download.ts'
import { count, momentWib } from '../../shared/format.ts'
import { useLanguage, useText } from '../../shared/language.tsx'
import type { Doing, Loaded } from '../../shared/load.ts'
import { DoingNotice, Notice, Shown } from '../../shared/parts/kit-basics.tsx'
import { Ask } from '../../shared/parts/kit-dialog.tsx'
import { rulesText } from '../../shared/text/rules.ts'
import { type RuleBody, ruleFile } from '../rule-body.ts'
import { type FileProblem, RuleFileButton, RuleFileProblem } from './rule-file.tsx'
import { RuleIntegration, RuleRanking } from './rule-ranking.tsx'
import { RuleSaidParts } from './rule-read.tsx'
import { RuleBasics, RuleNeedTypes, RuleSections } from './rule-sections.tsx'
import { RuleThresholds } from './rule-thresholds.tsx'
import { Head } from './shell.tsx'

interface Props {
  body: RuleBody
  check: Loaded<RuleSetCheck>
  doing: Doing<RuleSetDetail>
  /** When the draft that was restored was last changed; null: it is fresh. */
  restored: number | null
  /** Whether this browser keeps the draft; null: nothing to keep yet. */
  kept: boolean | null
  file: FileProblem | 'opened' | null
  asking: boolean
  /** Null: there is nothing it is a copy of. */
  onAgain: (() => void) | null
  onChange: (body: RuleBody) => void
  onFile: (file: File) => void
  onAsk: (open: boolean) => void
  onSave: () => void
  /** The effect panel. */
  children: ReactNode
}

/** A rule set in the making. The server checks each change; it is kept only when nothing is wrong, and then for ever. */
export function RuleEditor(props: Props) {
  const { body, restored, file, onAgain, onChange, onFile } = props
  const text = useText(rulesText)
  const { language } = useLanguage()
  const [sums, setSums] = useState<string[]>([])
  // A sum of sections that are gone is no measure any more.
  const known = sums.filter((sum) => sum.split('+').every((id) => body.sections.some((one) => one.id === id)))
  return (
    <>
      <Head
        title={text.edit.title(body.title || text.untitled)}
        back={{ href: '?screen=rules', title: text.back }}
        next={text.edit.next}
      >
        <RuleFileButton label={text.edit.importFile} onFile={onFile} />
        <button
          type="button"
          className="k-button"
          onClick={() => download(`${body.id || 'aturan'}.json`, ruleFile(body), 'application/json')}
        >
          {text.exportFile}
        </button>
      </Head>
      {restored === null ? null : (
        <Notice>
          {text.edit.restored(momentWib(restored, language))}{' '}
          {onAgain ? (
            <button type="button" className="k-button small" onClick={onAgain}>
              {text.edit.again}
            </button>
          ) : null}
        </Notice>
      )}
      {file === 'opened' ? (
        <Notice tone="ok" live>
          {text.edit.opened}
        </Notice>
      ) : file ? (
        <RuleFileProblem problem={file} />
      ) : null}
      <RuleBasics body={body} onChange={onChange} />
      <RuleSections body={body} onChange={onChange} />
      <RuleNeedTypes body={body} onChange={onChange} />
      <RuleThresholds body={body} sums={known} onChange={onChange} onSums={setSums} />
      <RuleRanking body={body} sums={known} onChange={onChange} />
      <RuleIntegration body={body} onChange={onChange} />
      {props.children}
      <Verdict {...props} />
      <SaveDialog {...props} />
    </>
  )
}

function Verdict({ check, doing, kept, asking, onAsk }: Props) {
  const text = useText(rulesText).edit
  const { language } = useLanguage()
  const fine = check.at === 'ready' && check.value.problems[language].length === 0
  return (
    <div className="c-verdict k-stack-small">
      {check.at === 'loading' ? (
        <Notice live>{text.checking}</Notice>
      ) : (
        <Shown of={check}>
          {({ problems: { [language]: problems } }) =>
            problems.length === 0 ? (
              <Notice tone="ok" live>
                {text.fine}
              </Notice>
            ) : (
              <Notice tone="danger" live>
                <p className="k-strong">{text.problems(count(problems.length, language))}</p>
                <ul className="k-list c-problems" tabIndex={0}>
                  {[...new Set(problems)].map((problem) => (
                    <li key={problem}>{problem}</li>
                  ))}
                </ul>
              </Notice>
            )
          }
        </Shown>
      )}
      {asking || doing.at === 'done' ? null : <DoingNotice doing={doing} />}
      <p className="k-line">
        <button
          type="button"
          className="k-button primary"
          disabled={!fine || doing.at === 'sending'}
          onClick={() => onAsk(true)}
        >
          {text.save}
        </button>
        {kept === null ? null : (
          <span className="k-small k-soft" role="status">
            {kept ? text.kept : text.notKept}
          </span>
        )}
      </p>
    </div>
  )
}

/** What is about to be kept for ever, in sentences, once more. */
function SaveDialog({ body, doing, asking, onAsk, onSave }: Props) {
  const text = useText(rulesText).save
  const [compared, setCompared] = useState(false)
  const close = () => {
    setCompared(false)
    onAsk(false)
  }
  return (
    <Ask
      title={text.title}
      open={asking}
      alert
      wide
      onClose={close}
      actions={
        <>
          <button type="button" className="k-button" onClick={close}>
            {text.cancel}
          </button>
          <button
            type="button"
            className="k-button primary"
            disabled={!compared || doing.at === 'sending'}
            onClick={onSave}
          >
            {text.now}
          </button>
        </>
      }
    >
      <Notice tone="amber">{text.forever(body.id)}</Notice>
      <div className="c-rule-said k-stack" tabIndex={0}>
        <p className="k-strong">{body.title}</p>
        <RuleSaidParts body={body} />
      </div>
      <label className="k-check">
        <input type="checkbox" checked={compared} onChange={(event) => setCompared(event.target.checked)} />{' '}
        {text.compared}
      </label>
      <DoingNotice doing={doing} />
    </Ask>
  )
}
