import { type FormEvent, useId, useState } from 'react'
import type { ProposalRow } from '../../../server/protocol/http.ts'
import type { RefusalCode } from '../../../server/protocol/refusals.ts'
import { count, momentWib, shortDigest } from '../../shared/format.ts'
import { useLanguage, useText } from '../../shared/language.tsx'
import type { Doing } from '../../shared/load.ts'
import { CopyButton, DoingNotice, Empty, Field, Mark, Notice, type Tone } from '../../shared/parts/kit-basics.tsx'
import { Ask } from '../../shared/parts/kit-dialog.tsx'
import type { ShapeName } from '../../shared/parts/kit-shapes.tsx'
import { Table } from '../../shared/parts/kit-table.tsx'
import { approvalsText } from '../../shared/text/approvals.ts'
import { committeeText } from '../../shared/text/committee.ts'
import { kitText } from '../../shared/text/kit.ts'
import { placeOf } from '../proposal-place.ts'
import { Effects } from './effects.tsx'
import { Head } from './shell.tsx'

export interface ApprovalTask {
  kind: 'approve' | 'decline'
  proposal: ProposalRow
}

interface Props {
  proposals: ProposalRow[]
  username: string
  task: ApprovalTask | null
  doing: Doing<ProposalRow>
  /** The decision just made here. */
  decided: ProposalRow | null
  onTask: (task: ApprovalTask | null) => void
  onApprove: (id: string) => void
  onDecline: (id: string, note: string) => void
  onReload: () => void
}

/** What waits comes first, each with its effect; the second person reads it before saying yes. */
export function ApprovalsScreen(props: Props) {
  const { proposals, username, task, doing, decided, onTask, onApprove, onDecline, onReload } = props
  const text = useText(approvalsText)
  const title = useText(committeeText).screens.approvals
  const { language } = useLanguage()
  const open = proposals.filter((one) => one.state === 'open')
  const others = open.filter((one) => one.proposedBy !== username)
  return (
    <>
      <Head
        title={title}
        next={
          others.length > 0 ? text.next(count(others.length, language)) : open.length > 0 ? text.nextOwn : undefined
        }
      />
      {decided ? (
        <Notice tone={decided.state === 'approved' ? 'ok' : 'plain'} live>
          {(decided.state === 'approved'
            ? text.approvedNow
            : decided.state === 'declined'
              ? text.declinedNow
              : text.takenBackNow)(decided.title[language])}
        </Notice>
      ) : null}
      <h2>{text.open}</h2>
      {open.length === 0 ? (
        <div className="k-panel">
          <Empty title={text.none}>
            <p>{text.noneAdvice}</p>
          </Empty>
        </div>
      ) : (
        [...others, ...open.filter((one) => one.proposedBy === username)].map((one) => (
          <Waiting key={one.id} proposal={one} own={one.proposedBy === username} onTask={onTask} />
        ))
      )}
      <h2>{text.history}</h2>
      <History proposals={proposals.filter((one) => one.state !== 'open')} />
      {task ? (
        <Decide
          key={`${task.kind}${task.proposal.id}`}
          task={task}
          own={task.proposal.proposedBy === username}
          doing={doing}
          onApprove={onApprove}
          onDecline={onDecline}
          onReload={onReload}
          onClose={() => onTask(null)}
        />
      ) : null}
    </>
  )
}

function Waiting({
  proposal,
  own,
  onTask,
}: {
  proposal: ProposalRow
  own: boolean
  onTask: (task: ApprovalTask) => void
}) {
  const text = useText(approvalsText)
  const { language } = useLanguage()
  const id = useId()
  const title = proposal.title[language]
  return (
    <section className="k-panel k-stack" aria-labelledby={id}>
      <div className="k-line">
        <h3 id={id}>{title}</h3>
        <Mark shape="half" tone={own ? 'soft' : 'accent'}>
          {text.kinds[proposal.kind]}
        </Mark>
      </div>
      <Substance proposal={proposal} />
      {own ? <Notice>{text.own}</Notice> : null}
      <p className="k-line">
        {own ? null : (
          <button
            type="button"
            className="k-button primary"
            aria-label={`${text.approve} ${title}`}
            onClick={() => onTask({ kind: 'approve', proposal })}
          >
            {text.approve}
          </button>
        )}
        <button
          type="button"
          className="k-button"
          aria-label={`${own ? text.takeBack : text.decline} ${title}`}
          onClick={() => onTask({ kind: 'decline', proposal })}
        >
          {own ? text.takeBack : text.decline}
        </button>
        <Looks proposal={proposal} />
      </p>
    </section>
  )
}

/** Effect, reason, and whose word it is. */
function Substance({ proposal }: { proposal: ProposalRow }) {
  const text = useText(approvalsText)
  const { language } = useLanguage()
  return (
    <>
      <div className="k-stack-small">
        <p className="k-legend">{text.effect}</p>
        <Effects of={proposal.effect} label={text.effect} />
      </div>
      <dl className="c-terms">
        <div>
          <dt>{text.reason}</dt>
          <dd className="c-wrap">{proposal.reason === '' ? text.noReason : proposal.reason}</dd>
        </div>
        <div>
          <dt>{text.proposer}</dt>
          <dd>
            {proposal.proposedBy}, {momentWib(proposal.proposedAt, language)}
          </dd>
        </div>
        <div>
          <dt>{text.digest}</dt>
          <dd>
            <span className="k-code">{shortDigest(proposal.digest)}</span>
            <CopyButton value={proposal.digest} label={text.digest} />
          </dd>
        </div>
      </dl>
    </>
  )
}

/** Refusals after which this proposal can never be done. */
const OVER: readonly RefusalCode[] = [
  'results-changed',
  'publication-moved',
  'same-as-published',
  'already-withdrawn',
  'no-such-tie',
]

function Looks({ proposal }: { proposal: ProposalRow }) {
  const text = useText(approvalsText)
  return (
    <>
      <a href={placeOf(proposal)}>{text.look}</a>
      {proposal.kind === 'key-change' ? (
        <a href={`/api/rescoring/${encodeURIComponent(proposal.id)}/memo.pdf`}>{text.memo}</a>
      ) : null}
    </>
  )
}

function Decide({
  task,
  own,
  doing,
  onApprove,
  onDecline,
  onReload,
  onClose,
}: {
  task: ApprovalTask
  own: boolean
  doing: Doing<ProposalRow>
  onApprove: (id: string) => void
  onDecline: (id: string, note: string) => void
  onReload: () => void
  onClose: () => void
}) {
  const text = useText(approvalsText)
  const kit = useText(kitText)
  const { language } = useLanguage()
  const form = useId()
  const [note, setNote] = useState('')
  const { proposal } = task
  const approving = task.kind === 'approve'
  const refused = doing.at === 'refused' ? doing.why.refused : null
  const decided = refused === 'already-decided' || refused === 'not-found'
  const over = refused !== null && OVER.includes(refused)
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (approving) onApprove(proposal.id)
    else onDecline(proposal.id, note.trim())
  }
  return (
    <Ask
      open
      alert
      wide={approving}
      title={approving ? text.approveTitle : own ? text.takeBackTitle : text.declineTitle}
      onClose={onClose}
      actions={
        <>
          <button type="button" className="k-button" onClick={onClose}>
            {kit.cancel}
          </button>
          {decided ? (
            <button type="button" className="k-button primary" onClick={onReload}>
              {text.reload}
            </button>
          ) : (
            <button
              type="submit"
              form={form}
              className={approving ? 'k-button primary' : 'k-button danger'}
              disabled={
                doing.at === 'sending' ||
                refused === 'same-person' ||
                (approving && over) ||
                (!approving && note.trim() === '')
              }
            >
              {approving ? text.approveNow : own ? text.takeBackNow : text.declineNow}
            </button>
          )}
        </>
      }
    >
      <form id={form} className="k-stack" onSubmit={submit}>
        <p className="k-strong">{proposal.title[language]}</p>
        {approving ? (
          <>
            <Substance proposal={proposal} />
            <p>{text.approveNote}</p>
          </>
        ) : (
          <>
            <p>{own ? text.takeBackNote : text.declineNote}</p>
            <Field label={text.note} hint={text.noteHint}>
              <textarea
                className="k-input"
                required
                maxLength={1000}
                value={note}
                onChange={(event) => setNote(event.target.value)}
              />
            </Field>
          </>
        )}
      </form>
      {doing.at === 'done' ? null : <DoingNotice doing={doing} />}
      {refused === 'same-person' ? <p>{text.samePerson}</p> : null}
      {approving && over ? <p>{text.changed}</p> : null}
    </Ask>
  )
}

const LOOKS: Record<ProposalRow['state'], [ShapeName, Tone]> = {
  open: ['half', 'accent'],
  approved: ['check', 'ok'],
  declined: ['cross', 'danger'],
  'taken-back': ['ring', 'soft'],
}

function History({ proposals }: { proposals: ProposalRow[] }) {
  const text = useText(approvalsText)
  const { language } = useLanguage()
  return (
    <Table
      name="h"
      caption={text.history}
      rows={proposals}
      rowKey={(row) => row.id}
      words={(row) =>
        `${row.title[language]} ${text.kinds[row.kind]} ${row.proposedBy} ${row.decidedBy ?? ''} ${row.reason} ${row.note ?? ''}`
      }
      firstSort="-at"
      exportName="persetujuan"
      empty={<Empty title={text.noHistory} />}
      columns={[
        {
          id: 'at',
          head: text.decidedAt,
          kind: 'tight',
          cell: (row) => (row.decidedAt === null ? '–' : momentWib(row.decidedAt, language)),
          value: (row) => row.decidedAt,
        },
        {
          id: 'title',
          head: text.title,
          kind: 'wide',
          cell: (row) => (
            <details>
              <summary>{row.title[language]}</summary>
              <Effects of={row.effect} label={text.effect} />
              <p className="k-small">
                {text.digest}: <span className="k-code">{row.digest}</span>
              </p>
            </details>
          ),
          value: (row) => row.title[language],
        },
        {
          id: 'state',
          head: text.state,
          kind: 'tight',
          cell: (row) => (
            <Mark shape={LOOKS[row.state][0]} tone={LOOKS[row.state][1]}>
              {text.states[row.state]}
            </Mark>
          ),
          value: (row) => text.states[row.state],
        },
        {
          id: 'proposer',
          head: text.proposer,
          kind: 'tight',
          cell: (row) => row.proposedBy,
          value: (row) => row.proposedBy,
        },
        {
          id: 'decider',
          head: text.decider,
          kind: 'tight',
          cell: (row) => row.decidedBy ?? '–',
          value: (row) => row.decidedBy,
        },
        {
          id: 'reason',
          head: text.reason,
          kind: 'wide',
          cell: (row) => <span className="c-wrap">{row.reason}</span>,
          value: (row) => row.reason,
        },
        {
          id: 'note',
          head: text.note,
          cell: (row) => <span className="c-wrap k-small">{row.note || '–'}</span>,
          value: (row) => row.note,
        },
      ]}
    />
  )
}
