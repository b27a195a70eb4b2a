import { useState } from 'react'
import type {
  ErasedCounts,
  ErasureProof,
  ErasureRow,
  RetentionRow,
  RetentionRule,
} from '../../../server/protocol/privacy.ts'
import { count, momentWib } from '../../shared/format.ts'
import { useLanguage, useText } from '../../shared/language.tsx'
import type { Doing, Loaded } from '../../shared/load.ts'
import { DoingNotice, Empty, Field, Mark, Notice, Shown } from '../../shared/parts/kit-basics.tsx'
import { Ask } from '../../shared/parts/kit-dialog.tsx'
import { Table } from '../../shared/parts/kit-table.tsx'
import { privacyText } from '../../shared/text/privacy.ts'
import { Actions } from './privacy-person.tsx'
import { isReason, ReasonField } from './reason-field.tsx'

export type KeepingTask =
  | { kind: 'settle'; row: RetentionRow }
  | { kind: 'propose'; row: RetentionRow }
  | { kind: 'proof'; erasure: ErasureRow }

interface Props {
  rows: RetentionRow[]
  erasures: ErasureRow[]
  task: KeepingTask | null
  doing: Doing<unknown>
  proof: Loaded<ErasureProof>
  onTask: (task: KeepingTask | null) => void
  onSettle: (row: RetentionRow, rule: Omit<RetentionRule, 'version'>) => void
  onPropose: (row: RetentionRow, reason: string) => void
}

/** How long each class is kept, whom it concerns now, and what was erased, with its proof. */
export function KeepingTables(props: Props) {
  const { rows, erasures, task, onTask } = props
  const all = useText(privacyText)
  const text = all.keeping
  const { language } = useLanguage()
  const n = (value: number) => count(value, language)
  return (
    <>
      <p className="k-soft">{text.lead}</p>
      <Table
        name="r"
        caption={text.caption}
        rows={rows}
        rowKey={(row) => row.class}
        empty={<Empty title={text.caption} />}
        columns={[
          { id: 'class', head: text.class, kind: 'wide', cell: (row) => text.classes[row.class] },
          { id: 'basis', head: text.basis, cell: (row) => text.bases[row.basis] },
          { id: 'from', head: text.from, cell: (row) => text.events[row.event] },
          {
            id: 'days',
            head: text.days,
            cell: (row) =>
              row.days === null ? (
                <Mark shape="clock" tone="amber">
                  {text.unsettled}
                </Mark>
              ) : (
                <>
                  {text.dayCount(n(row.days))}
                  <br />
                  <span className="k-small k-soft">{row.source}</span>
                </>
              ),
          },
          { id: 'deed', head: text.deed, cell: (row) => text.deeds[row.deed] },
          {
            id: 'due',
            head: text.due,
            cell: (row) => (
              <>
                {row.days === null ? '–' : text.dueCount(n(row.due.people))}
                {keptOf(row) > 0 ? (
                  <>
                    <br />
                    <span className="k-small k-soft">{text.keptCount(n(keptOf(row)))}</span>
                  </>
                ) : null}
              </>
            ),
          },
          {
            id: 'actions',
            head: text.actions,
            kind: 'tight',
            cell: (row) => (
              <span className="k-line c-actions">
                <button
                  type="button"
                  className="k-button small"
                  aria-label={`${text.settle}: ${text.classes[row.class]}`}
                  onClick={() => onTask({ kind: 'settle', row })}
                >
                  {text.settle}
                </button>
                {row.due.people > 0 ? (
                  <button
                    type="button"
                    className="k-button small danger"
                    aria-label={`${text.propose}: ${text.classes[row.class]}`}
                    onClick={() => onTask({ kind: 'propose', row })}
                  >
                    {text.propose}
                  </button>
                ) : null}
              </span>
            ),
          },
        ]}
      />
      <h2>{text.erasures}</h2>
      <Table
        name="e"
        caption={text.erasures}
        rows={erasures}
        rowKey={(row) => row.id}
        exportName="penghapusan"
        empty={<Empty title={text.noErasures} />}
        columns={[
          { id: 'number', head: text.number, kind: 'num', cell: (row) => row.ordinal, value: (row) => row.ordinal },
          {
            id: 'class',
            head: text.what,
            kind: 'wide',
            cell: (row) => (
              <>
                {text.classes[row.class]}
                <br />
                <span className="k-small k-soft">{row.source}</span>
              </>
            ),
            value: (row) => text.classes[row.class],
          },
          {
            id: 'progress',
            head: text.progress,
            kind: 'num',
            cell: (row) => `${n(row.states.done)} / ${n(row.people - row.states.held)}`,
            value: (row) => row.states.done,
          },
          {
            id: 'erased',
            head: text.erased,
            cell: (row) => <Counts of={row.counts} />,
            value: (row) => JSON.stringify(row.counts),
          },
          {
            id: 'by',
            head: text.by,
            cell: (row) => (
              <>
                {row.proposedBy}, {row.approvedBy}
                <br />
                <span className="k-small k-soft">{momentWib(row.at, language)}</span>
              </>
            ),
            value: (row) => row.approvedBy,
          },
          {
            id: 'proof',
            head: text.actions,
            kind: 'tight',
            cell: (row) => (
              <button
                type="button"
                className="k-button small"
                aria-label={`${text.proof} ${row.ordinal}`}
                onClick={() => onTask({ kind: 'proof', erasure: row })}
              >
                {text.proof}
              </button>
            ),
          },
        ]}
      />
      {task?.kind === 'settle' ? <SettleDialog {...props} row={task.row} /> : null}
      {task?.kind === 'propose' ? <ProposeDialog {...props} row={task.row} /> : null}
      {task?.kind === 'proof' ? <ProofDialog {...props} erasure={task.erasure} /> : null}
    </>
  )
}

const keptOf = ({ due }: RetentionRow): number => Object.values(due.kept).reduce((sum, one) => sum + one, 0)

function Counts({ of }: { of: ErasedCounts }) {
  const text = useText(privacyText).keeping
  const { language } = useLanguage()
  const parts = (Object.keys(of) as (keyof ErasedCounts)[]).filter((what) => of[what] > 0)
  return parts.length === 0 ? '–' : parts.map((what) => `${count(of[what], language)} ${text.counts[what]}`).join(', ')
}

function SettleDialog({ row, doing, onTask, onSettle }: Props & { row: RetentionRow }) {
  const text = useText(privacyText).keeping
  const [days, setDays] = useState(row.days === null ? '' : String(row.days))
  const [source, setSource] = useState(row.source)
  const ready = /^[1-9]\d{0,4}$/.test(days) && source.trim().length >= 4
  return (
    <Ask
      title={text.settleTitle(text.classes[row.class])}
      open
      onClose={() => onTask(null)}
      actions={
        <Actions
          go={text.settleNow}
          ready={ready}
          doing={doing}
          onGo={() => onSettle(row, { days: Number(days), source: source.trim() })}
          onCancel={() => onTask(null)}
        />
      }
    >
      <p>
        {text.from}: {text.events[row.event]}. {text.deed}: {text.deeds[row.deed]}.
      </p>
      <Field label={text.daysLabel}>
        <input
          className="k-input"
          type="number"
          inputMode="numeric"
          min={1}
          max={36_500}
          required
          value={days}
          onChange={(event) => setDays(event.target.value)}
        />
      </Field>
      <Field label={text.source} hint={text.sourceHint}>
        <input
          className="k-input"
          required
          minLength={4}
          maxLength={300}
          value={source}
          onChange={(event) => setSource(event.target.value)}
        />
      </Field>
      <DoingNotice doing={doing} />
    </Ask>
  )
}

function ProposeDialog({ row, doing, onTask, onPropose }: Props & { row: RetentionRow }) {
  const all = useText(privacyText)
  const text = all.keeping
  const { language } = useLanguage()
  const [reason, setReason] = useState('')
  const n = (value: number) => count(value, language)
  return (
    <Ask
      title={text.proposeTitle(text.classes[row.class])}
      open
      alert
      onClose={() => onTask(null)}
      actions={
        <Actions
          go={text.propose}
          danger
          ready={isReason(reason)}
          doing={doing}
          onGo={() => onPropose(row, reason.trim())}
          onCancel={() => onTask(null)}
        />
      }
    >
      <p>{text.proposeNote(n(row.due.people), row.due.until ?? '')}</p>
      {keptOf(row) > 0 ? <p>{text.keptNote(n(keptOf(row)))}</p> : null}
      <ReasonField
        label={all.person.reason}
        hint={all.person.reasonHint}
        value={reason}
        most={1000}
        onChange={setReason}
      />
      <DoingNotice doing={doing} />
    </Ask>
  )
}

/** Looked up anew each time: nobody has to believe that it was done. */
function ProofDialog({ erasure, proof, onTask }: Props & { erasure: ErasureRow }) {
  const text = useText(privacyText).keeping
  const { language } = useLanguage()
  const n = (value: number) => count(value, language)
  return (
    <Ask
      title={text.proofTitle(n(erasure.ordinal))}
      open
      onClose={() => onTask(null)}
      actions={
        <button type="button" className="k-button primary" onClick={() => onTask(null)}>
          {text.close}
        </button>
      }
    >
      <Shown of={proof}>
        {(found) => {
          const left = found.left.filter((one) => one.count > 0)
          return (
            <>
              <Notice tone={left.length === 0 ? 'ok' : 'danger'}>
                {left.length === 0 ? text.proofEmpty(n(found.people)) : text.proofLeft(n(found.people))}
              </Notice>
              <ul className="k-list">
                {found.left.map(({ what, count: many }) => (
                  <li key={what}>
                    {n(many)} {text.counts[what]}
                  </li>
                ))}
              </ul>
              <p>{text.backups(momentWib(erasure.at, language))}</p>
            </>
          )
        }}
      </Shown>
    </Ask>
  )
}
