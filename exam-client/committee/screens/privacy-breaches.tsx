import { type ReactNode, useState } from 'react'
import type { BreachCase, BreachRow } from '../../../server/protocol/privacy.ts'
import { count, momentWib } from '../../shared/format.ts'
import { useLanguage, useText } from '../../shared/language.tsx'
import type { Doing } from '../../shared/load.ts'
import { CopyButton, DoingNotice, Empty, Facts, Field, Mark, Notice } from '../../shared/parts/kit-basics.tsx'
import { Ask } from '../../shared/parts/kit-dialog.tsx'
import { Table } from '../../shared/parts/kit-table.tsx'
import { privacyText } from '../../shared/text/privacy.ts'
import { Actions } from './privacy-person.tsx'
import { isReason, ReasonField } from './reason-field.tsx'

export type BreachTask = 'edit' | 'tell' | 'close'
const BREACH = '?screen=privacy&breach='

/** What is left of the 72 hours, in words and with a shape: never colour alone. */
export function BreachClock({ of }: { of: BreachRow }) {
  const text = useText(privacyText).breach
  if (of.closedAt !== null)
    return (
      <Mark shape="check" tone="soft">
        {text.closed}
      </Mark>
    )
  if (of.leftMs === null)
    return (
      <Mark shape="check" tone="ok">
        {text.told}
      </Mark>
    )
  const minutes = Math.floor(Math.abs(of.leftMs) / 60_000)
  const [h, m] = [String(Math.floor(minutes / 60)), String(minutes % 60)]
  return of.leftMs < 0 ? (
    <Mark shape="cross" tone="danger">
      {text.overdue(h, m)}
    </Mark>
  ) : (
    <Mark shape="clock" tone="amber">
      {text.leftHours(h, m)}
    </Mark>
  )
}

/** The register: overdue and soonest first, as the server orders it. */
export function BreachesTable({ rows, onNew }: { rows: BreachRow[]; onNew: () => void }) {
  const text = useText(privacyText).breach
  const { language } = useLanguage()
  return (
    <>
      <p className="k-soft">{text.lead}</p>
      <p>
        <button type="button" className="k-button" onClick={onNew}>
          {text.new}
        </button>
      </p>
      <Table
        name="b"
        caption={text.caption}
        rows={rows}
        rowKey={(row) => row.id}
        exportName="insiden"
        empty={
          <Empty title={text.none}>
            <p>{text.noneAdvice}</p>
          </Empty>
        }
        columns={[
          { id: 'number', head: text.number, kind: 'num', cell: (row) => row.number, value: (row) => row.number },
          {
            id: 'title',
            head: text.title,
            kind: 'wide',
            cell: (row) => <a href={BREACH + encodeURIComponent(row.id)}>{row.title}</a>,
            value: (row) => row.title,
          },
          {
            id: 'left',
            head: text.left,
            cell: (row) => <BreachClock of={row} />,
            value: (row) => row.leftMs ?? Number.MAX_SAFE_INTEGER,
          },
          {
            id: 'found',
            head: text.found,
            kind: 'tight',
            cell: (row) => momentWib(row.foundAt, language),
            value: (row) => row.foundAt,
          },
          {
            id: 'people',
            head: text.people,
            kind: 'num',
            cell: (row) => count(row.count, language),
            value: (row) => row.count,
          },
        ]}
      />
    </>
  )
}

interface Props {
  of: BreachCase
  /** Address of the letter to the authority. */
  letter: string
  task: BreachTask | null
  doing: Doing<unknown>
  onTask: (task: BreachTask | null) => void
  onTell: () => void
  onAuthority: (receipt: string) => void
  onClose: (why: string) => void
}

/** One breach: its clock, whom to tell with which words, and what was done. */
export function BreachCaseScreen(props: Props) {
  const { of, letter, task, doing, onTask } = props
  const all = useText(privacyText)
  const text = all.breach
  const { language } = useLanguage()
  const n = (value: number) => count(value, language)
  const closed = of.closedAt !== null
  return (
    <>
      <p className="k-small k-noprint">
        <a href="?screen=privacy&tab=breaches">‹ {text.back}</a>
      </p>
      <section className="k-panel k-stack" aria-labelledby="breach">
        <div className="k-line">
          <h2 id="breach">
            {of.number}. {of.title}
          </h2>
          {closed ? null : (
            <button type="button" className="k-button small k-push" onClick={() => onTask('edit')}>
              {text.edit}
            </button>
          )}
        </div>
        <BreachClock of={of} />
        <Facts
          of={[
            { name: text.found, value: momentWib(of.foundAt, language), text: true },
            {
              name: text.classes,
              value: of.content.classes.map((name) => text.classNames[name]).join('; '),
              text: true,
            },
            { name: text.whose, value: `${text.whoseKinds[of.content.whose.kind]} · ${n(of.count)}`, text: true },
          ]}
        />
        {(['how', 'measures', 'advice'] as const).map((part) => (
          <p key={part}>
            <span className="k-small k-soft">{text[part]}</span>
            <br />
            {of.content[part]}
          </p>
        ))}
      </section>
      <Step title={text.peopleTitle} doneAt={of.peopleAt}>
        <p>{text.reachable(n(of.reachable), n(of.told))}</p>
        <Letter label={text.peopleTitle} text={of.texts.people[language]} />
        {closed || of.reachable === 0 ? null : (
          <p>
            <button type="button" className="k-button primary" onClick={() => onTask('tell')}>
              {text.tell}
            </button>
          </p>
        )}
      </Step>
      <Authority {...props} letter={letter} />
      <Step title={text.publicTitle} doneAt={null}>
        {of.texts.public === null ? (
          <p className="k-soft">{text.publicNone}</p>
        ) : (
          <Letter label={text.publicTitle} text={of.texts.public} />
        )}
      </Step>
      {of.leftMs === null && !closed ? (
        <p>
          <button type="button" className="k-button" onClick={() => onTask('close')}>
            {text.close}
          </button>
        </p>
      ) : null}
      <section className="k-stack-small" aria-labelledby="story">
        <h3 id="story">{text.story}</h3>
        <ul className="k-list">
          {of.story.map((one) => (
            <li key={`${one.at}${one.kind}${one.detail}`}>
              {momentWib(one.at, language)} · {text.kinds[one.kind]} · {one.actor}: {one.detail}
            </li>
          ))}
        </ul>
      </section>
      {task === 'tell' ? (
        <Ask
          title={text.tellTitle}
          open
          onClose={() => onTask(null)}
          actions={<Actions go={text.tellNow} ready doing={doing} onGo={props.onTell} onCancel={() => onTask(null)} />}
        >
          <p>{text.tellNote(n(of.reachable))}</p>
          <DoingNotice doing={doing} />
        </Ask>
      ) : null}
      {task === 'close' ? <CloseDialog {...props} /> : null}
    </>
  )
}

function Step({ title, doneAt, children }: { title: string; doneAt: number | null; children: ReactNode }) {
  const text = useText(privacyText).breach
  const { language } = useLanguage()
  return (
    <section className="k-panel k-stack-small" aria-label={title}>
      <h3>{title}</h3>
      {doneAt === null ? null : <Notice tone="ok">{text.doneAt(momentWib(doneAt, language))}</Notice>}
      {children}
    </section>
  )
}

function Letter({ label, text }: { label: string; text: string }) {
  const words = useText(privacyText).breach
  const id = `letter-${label.replace(/\W+/g, '-').toLowerCase()}`
  return (
    <div className="k-field">
      <span className="k-line">
        <label htmlFor={id}>{words.text}</label>
        <CopyButton value={text} label={label} />
      </span>
      <textarea id={id} className="k-input" readOnly rows={9} value={text} />
    </div>
  )
}

function Authority({ of, letter, doing, task, onAuthority }: Props) {
  const text = useText(privacyText).breach
  const [receipt, setReceipt] = useState('')
  return (
    <Step title={text.authorityTitle} doneAt={of.authorityAt}>
      <p>{text.authorityNote}</p>
      <p>
        <a className="k-button" href={letter} download>
          {text.letter}
        </a>
      </p>
      {of.authorityAt !== null || of.closedAt !== null ? null : (
        <>
          <Field label={text.receipt}>
            <input
              className="k-input"
              maxLength={200}
              value={receipt}
              onChange={(event) => setReceipt(event.target.value)}
            />
          </Field>
          <p>
            <button
              type="button"
              className="k-button primary"
              disabled={receipt.trim().length < 2 || doing.at === 'sending'}
              onClick={() => onAuthority(receipt.trim())}
            >
              {text.authorityNow}
            </button>
          </p>
          {task === null && doing.at !== 'done' ? <DoingNotice doing={doing} /> : null}
        </>
      )}
    </Step>
  )
}

function CloseDialog({ doing, onTask, onClose }: Props) {
  const all = useText(privacyText)
  const text = all.breach
  const [why, setWhy] = useState('')
  return (
    <Ask
      title={text.closeTitle}
      open
      onClose={() => onTask(null)}
      actions={
        <Actions
          go={text.closeNow}
          ready={isReason(why)}
          doing={doing}
          onGo={() => onClose(why.trim())}
          onCancel={() => onTask(null)}
        />
      }
    >
      <ReasonField label={text.why} hint={all.person.reasonHint} value={why} most={1000} onChange={setWhy} />
      <DoingNotice doing={doing} />
    </Ask>
  )
}

/** On the overview: breaches whose clock runs, and nothing where none does. */
export function BreachPanel({ breaches }: { breaches: BreachRow[] }) {
  const text = useText(privacyText).breach
  if (breaches.length === 0) return null
  return (
    <section className="k-panel c-next" aria-labelledby="breach-clock">
      <h2 id="breach-clock">{text.clockTitle}</h2>
      <ul className="k-plain k-stack-small">
        {breaches.map((one) => (
          <li key={one.id} className="k-line">
            <BreachClock of={one} />
            <a href={BREACH + encodeURIComponent(one.id)}>{one.title}</a>
          </li>
        ))}
      </ul>
    </section>
  )
}
