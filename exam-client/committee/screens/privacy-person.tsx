import { type FormEvent, useState } from 'react'
import type {
  CopyAsked,
  Corrected,
  Correction,
  HoldRow,
  NewHold,
  PersonCard,
  PersonRow,
} from '../../../server/protocol/privacy.ts'
import { dateWib, momentWib } from '../../shared/format.ts'
import { useLanguage, useText } from '../../shared/language.tsx'
import type { Doing } from '../../shared/load.ts'
import { DoingNotice, Empty, Facts, Field, Mark, Notice } from '../../shared/parts/kit-basics.tsx'
import { Ask } from '../../shared/parts/kit-dialog.tsx'
import { Table } from '../../shared/parts/kit-table.tsx'
import { privacyText } from '../../shared/text/privacy.ts'
import { ViewLines } from './privacy-views.tsx'
import { isReason, ReasonField } from './reason-field.tsx'

export type PersonTask = 'copy' | 'correct' | 'hold' | 'erase' | HoldRow
const PERSON = '?screen=privacy&person='
const FIELDS: Corrected[] = ['name', 'birthDate', 'email', 'phone']
/** Of the server (`protocol/privacy.ts`). */
const [IDENTITY_LEAST, HOLD_LEAST] = [4, 10]

/** Finds one person; what is typed goes in the body of a request, never into the address. */
export function SearchPanel({ doing, onSearch }: { doing: Doing<PersonRow[]>; onSearch: (query: string) => void }) {
  const text = useText(privacyText).search
  const [query, setQuery] = useState('')
  const search = (event: FormEvent) => {
    event.preventDefault()
    if (query.trim().length >= 3) onSearch(query.trim())
  }
  return (
    <>
      <form className="k-panel k-stack-small" onSubmit={search}>
        <Field label={text.label} hint={text.hint}>
          <input
            className="k-input"
            type="search"
            autoComplete="off"
            minLength={3}
            maxLength={100}
            required
            value={query}
            onChange={(event) => setQuery(event.target.value)}
          />
        </Field>
        <p>
          <button type="submit" className="k-button primary" disabled={doing.at === 'sending'}>
            {text.go}
          </button>
        </p>
      </form>
      {doing.at === 'done' ? (
        <Table
          name="o"
          caption={text.found}
          rows={doing.reply}
          rowKey={(row) => row.id}
          empty={
            <Empty title={text.none}>
              <p>{text.noneAdvice}</p>
            </Empty>
          }
          columns={[
            {
              id: 'name',
              head: text.name,
              kind: 'wide',
              cell: (row) => <a href={PERSON + encodeURIComponent(row.id)}>{row.erased ? text.erased : row.name}</a>,
              value: (row) => row.name,
            },
            { id: 'nik', head: text.nik, kind: 'tight', cell: (row) => <span className="k-code">{row.nik}</span> },
            {
              id: 'numbers',
              head: text.numbers,
              cell: (row) => <span className="k-num">{row.numbers.join(', ') || '–'}</span>,
            },
          ]}
        />
      ) : doing.at === 'idle' ? (
        <Empty title={text.start}>
          <p>{text.startAdvice}</p>
        </Empty>
      ) : (
        <DoingNotice doing={doing} />
      )}
    </>
  )
}

interface Props {
  card: PersonCard
  task: PersonTask | null
  doing: Doing<unknown>
  /** What was done a moment ago. */
  done: 'copied' | 'corrected' | 'proposed' | null
  onTask: (task: PersonTask | null) => void
  onCopy: (asked: CopyAsked) => void
  onCorrect: (wanted: Correction) => void
  onHold: (wanted: NewHold) => void
  onLift: (hold: string, why: string) => void
  onErase: (reason: string) => void
}

/** One person, masked: what can be done about her data, and what was done. */
export function PersonScreen(props: Props) {
  const { card, task, done, onTask } = props
  const all = useText(privacyText)
  const text = all.person
  const { language } = useLanguage()
  return (
    <>
      <p className="k-small k-noprint">
        <a href="?screen=privacy&tab=person">‹ {text.back}</a>
      </p>
      {done ? (
        <Notice tone="ok" live>
          {text[done]}
        </Notice>
      ) : null}
      <section className="k-panel k-stack" aria-labelledby="person">
        <h2 id="person">{card.erased ? all.search.erased : card.name}</h2>
        {card.erased ? <Notice>{text.erased}</Notice> : null}
        <Facts
          of={[
            { name: 'NIK', value: card.nik || text.none, text: true },
            { name: text.numbers, value: card.numbers.join(', ') || text.none, text: true },
            ...(card.account
              ? [
                  { name: text.email, value: card.email ?? text.none, text: true },
                  { name: text.phone, value: card.phone ?? text.none, text: true },
                  { name: text.account, value: dateWib(card.createdAt, language), text: true },
                ]
              : [{ name: text.account, value: text.noAccount, text: true }]),
          ]}
        />
        {card.erased ? null : (
          <>
            <p className="k-line">
              <button type="button" className="k-button" onClick={() => onTask('copy')}>
                {text.copy}
              </button>
              <button type="button" className="k-button" onClick={() => onTask('correct')}>
                {text.correct}
              </button>
              <button type="button" className="k-button" onClick={() => onTask('hold')}>
                {text.hold}
              </button>
              {card.kept ? null : (
                <button type="button" className="k-button danger" onClick={() => onTask('erase')}>
                  {text.erase}
                </button>
              )}
            </p>
            {card.kept ? <p className="k-soft">{text.kept[card.kept]}</p> : null}
          </>
        )}
      </section>
      <History {...props} />
      {task === 'copy' ? <CopyDialog {...props} /> : null}
      {task === 'correct' ? <CorrectDialog {...props} /> : null}
      {task === 'hold' ? <HoldDialog {...props} /> : null}
      {task === 'erase' ? (
        <WhyDialog
          {...props}
          title={text.eraseTitle}
          note={text.eraseNote}
          go={text.eraseNow}
          danger
          onGo={props.onErase}
        />
      ) : null}
      {typeof task === 'object' && task !== null ? (
        <WhyDialog
          {...props}
          title={text.liftTitle}
          note={task.reason}
          go={text.liftNow}
          onGo={(why) => props.onLift(task.id, why)}
        />
      ) : null}
    </>
  )
}

function History({ card, onTask }: Props) {
  const all = useText(privacyText)
  const text = all.person
  const { language } = useLanguage()
  return (
    <>
      <section className="k-stack-small" aria-labelledby="holds">
        <h3 id="holds">{text.holds}</h3>
        {card.holds.length === 0 ? <p className="k-soft">{text.noHolds}</p> : null}
        <ul className="k-list">
          {card.holds.map((hold) => (
            <li key={hold.id}>
              <Mark shape={hold.inForce ? 'pause' : 'check'} tone={hold.inForce ? 'amber' : 'soft'}>
                {hold.inForce ? text.inForce : text.over}
              </Mark>{' '}
              {hold.reason}, {text.until(dateWib(Date.parse(`${hold.until}T05:00:00Z`), language))} · {hold.placedBy}
              {hold.liftedAt === null ? '' : ` · ${text.lifted(hold.liftedBy ?? '', hold.liftedWhy ?? '')}`}{' '}
              {hold.inForce ? (
                <button type="button" className="k-button small" onClick={() => onTask(hold)}>
                  {text.lift}
                </button>
              ) : null}
            </li>
          ))}
        </ul>
      </section>
      <section className="k-stack-small" aria-labelledby="views">
        <h3 id="views">{text.views}</h3>
        <ViewLines views={card.views} />
      </section>
      <section className="k-stack-small" aria-labelledby="requests">
        <h3 id="requests">{text.requests}</h3>
        {card.requests.length === 0 ? <p className="k-soft">{text.noRequests}</p> : null}
        <ul className="k-list">
          {card.requests.map((one) => (
            <li key={`${one.at}${one.kind}`}>
              {momentWib(one.at, language)} · {text.kinds[one.kind]}
              {one.fields.length > 0
                ? ` (${one.fields.map((field) => text.fields[field as Corrected]).join(', ')})`
                : ''}{' '}
              · {one.actor}
              {one.approvedBy ? `, ${text.approvedBy(one.approvedBy)}` : ''}: {one.reason}
            </li>
          ))}
        </ul>
      </section>
      {card.erasures.length > 0 ? (
        <section className="k-stack-small" aria-labelledby="erasures">
          <h3 id="erasures">{text.erasures}</h3>
          <ul className="k-list">
            {card.erasures.map((one) => (
              <li key={one.ordinal}>
                {all.keeping.number} {one.ordinal} ·{' '}
                {all.keeping.classes[one.class as keyof typeof all.keeping.classes]}
                {one.at === null ? '' : ` · ${momentWib(one.at, language)}`}
              </li>
            ))}
          </ul>
        </section>
      ) : null}
    </>
  )
}

/** Who it was seen to be, and why: asked before a copy and before a correction. */
function IdentityFields({
  identity,
  reason,
  onIdentity,
  onReason,
}: {
  identity: string
  reason: string
  onIdentity: (value: string) => void
  onReason: (value: string) => void
}) {
  const text = useText(privacyText).person
  return (
    <>
      <Field label={text.identity} hint={text.identityHint}>
        <input
          className="k-input"
          required
          maxLength={200}
          value={identity}
          onChange={(event) => onIdentity(event.target.value)}
        />
      </Field>
      <ReasonField label={text.reason} hint={text.reasonHint} value={reason} most={1000} onChange={onReason} />
    </>
  )
}

function useIdentity() {
  const [identity, setIdentity] = useState('')
  const [reason, setReason] = useState('')
  const whole = identity.trim().length >= IDENTITY_LEAST && isReason(reason)
  return {
    identity: identity.trim(),
    reason: reason.trim(),
    whole,
    fields: <IdentityFields identity={identity} reason={reason} onIdentity={setIdentity} onReason={setReason} />,
  }
}

function CopyDialog({ doing, onTask, onCopy }: Props) {
  const text = useText(privacyText)
  const who = useIdentity()
  return (
    <Ask
      title={text.person.copyTitle}
      open
      onClose={() => onTask(null)}
      actions={
        <Actions
          go={text.person.copyNow}
          ready={who.whole}
          doing={doing}
          onGo={() => onCopy({ identity: who.identity, reason: who.reason })}
          onCancel={() => onTask(null)}
        />
      }
    >
      <p>{text.person.copyNote}</p>
      {who.fields}
      <DoingNotice doing={doing} />
    </Ask>
  )
}

function CorrectDialog({ card, doing, onTask, onCorrect }: Props) {
  const text = useText(privacyText).person
  const who = useIdentity()
  const [changes, setChanges] = useState<Partial<Record<Corrected, string>>>({})
  const given = Object.fromEntries(Object.entries(changes).filter(([, value]) => value.trim() !== ''))
  const fields = card.account ? FIELDS : FIELDS.slice(0, 2)
  return (
    <Ask
      title={text.correctTitle}
      open
      onClose={() => onTask(null)}
      actions={
        <Actions
          go={card.frozen ? text.correctPropose : text.correctNow}
          ready={who.whole && Object.keys(given).length > 0}
          doing={doing}
          onGo={() => onCorrect({ changes: given, identity: who.identity, reason: who.reason })}
          onCancel={() => onTask(null)}
        />
      }
    >
      <p>{card.frozen ? text.correctFrozen : text.correctFree}</p>
      <p className="k-soft">{text.correctHint}</p>
      {fields.map((field) => (
        <Field key={field} label={text.fields[field]}>
          <input
            className="k-input"
            type={field === 'birthDate' ? 'date' : field === 'email' ? 'email' : field === 'phone' ? 'tel' : 'text'}
            autoComplete="off"
            value={changes[field] ?? ''}
            onChange={(event) => setChanges({ ...changes, [field]: event.target.value })}
          />
        </Field>
      ))}
      {who.fields}
      <DoingNotice doing={doing} />
    </Ask>
  )
}

function HoldDialog({ doing, onTask, onHold }: Props) {
  const text = useText(privacyText).person
  const [reason, setReason] = useState('')
  const [until, setUntil] = useState('')
  return (
    <Ask
      title={text.holdTitle}
      open
      onClose={() => onTask(null)}
      actions={
        <Actions
          go={text.holdNow}
          ready={reason.trim().length >= HOLD_LEAST && until !== ''}
          doing={doing}
          onGo={() => onHold({ reason: reason.trim(), until })}
          onCancel={() => onTask(null)}
        />
      }
    >
      <p>{text.holdNote}</p>
      <ReasonField label={text.reason} hint={text.reasonHint} value={reason} most={1000} onChange={setReason} />
      <Field label={text.holdUntil}>
        <input
          className="k-input"
          type="date"
          required
          value={until}
          onChange={(event) => setUntil(event.target.value)}
        />
      </Field>
      <DoingNotice doing={doing} />
    </Ask>
  )
}

/** A deed that needs a reason and nothing else. */
function WhyDialog({
  title,
  note,
  go,
  danger = false,
  doing,
  onTask,
  onGo,
}: Props & { title: string; note: string; go: string; danger?: boolean; onGo: (why: string) => void }) {
  const text = useText(privacyText).person
  const [why, setWhy] = useState('')
  return (
    <Ask
      title={title}
      open
      alert={danger}
      onClose={() => onTask(null)}
      actions={
        <Actions
          go={go}
          danger={danger}
          ready={isReason(why)}
          doing={doing}
          onGo={() => onGo(why.trim())}
          onCancel={() => onTask(null)}
        />
      }
    >
      <p>{note}</p>
      <ReasonField label={text.reason} hint={text.reasonHint} value={why} most={1000} onChange={setWhy} />
      <DoingNotice doing={doing} />
    </Ask>
  )
}

export function Actions({
  go,
  ready,
  danger = false,
  doing,
  onGo,
  onCancel,
}: {
  go: string
  ready: boolean
  danger?: boolean
  doing: Doing<unknown>
  onGo: () => void
  onCancel: () => void
}) {
  const text = useText(privacyText)
  return (
    <>
      <button type="button" className="k-button" onClick={onCancel}>
        {text.cancel}
      </button>
      <button
        type="button"
        className={danger ? 'k-button danger' : 'k-button primary'}
        disabled={!ready || doing.at === 'sending'}
        onClick={onGo}
      >
        {go}
      </button>
    </>
  )
}
