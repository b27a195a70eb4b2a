import { type FormEvent, useId, useState } from 'react'
import type { Outbox, OutboxMessage, OutboxRow } from '../../../server/protocol/applications.ts'
import { useAddress } from '../../shared/address.tsx'
import { count, momentWib } from '../../shared/format.ts'
import { useLanguage, useText } from '../../shared/language.tsx'
import type { Doing } from '../../shared/load.ts'
import { Choice, DoingNotice, Empty, Facts, Field, Mark, Notice, type Tone } from '../../shared/parts/kit-basics.tsx'
import { Ask } from '../../shared/parts/kit-dialog.tsx'
import type { ShapeName } from '../../shared/parts/kit-shapes.tsx'
import { committeeText } from '../../shared/text/committee.ts'
import { outboxText } from '../../shared/text/outbox.ts'

const LOOKS: Record<OutboxRow['state'], [ShapeName, Tone]> = {
  waiting: ['clock', 'amber'],
  failed: ['cross', 'danger'],
  sent: ['check', 'ok'],
  shown: ['check', 'ok'],
}
const STATES = ['waiting', 'failed', 'sent', 'shown'] as const

/** What waits, what failed and what went out, the newest first; addresses in part. */
export function MessagesScreen({
  outbox,
  state,
  onOpen,
}: {
  outbox: Outbox
  state: string
  onOpen: (row: OutboxRow) => void
}) {
  const text = useText(outboxText)
  const title = useText(committeeText).screens.messages
  const { language } = useLanguage()
  const { go } = useAddress()
  const { counts, page, pages } = outbox
  const waiting = counts.waiting + counts.failed
  const number = (n: number) => count(n, language)
  return (
    <div className="k-stack">
      <div>
        <h1>{title}</h1>
        <p className="k-soft">{text.lead}</p>
      </div>
      <Notice tone={waiting > 0 ? 'amber' : 'ok'}>
        <p className="k-strong">{waiting > 0 ? text.todo(number(waiting)) : text.nothing}</p>
        <p>{outbox.smtp ? text.smtp : text.noSmtp}</p>
      </Notice>
      <div className="c-outbox-filter">
        <Choice
          label={text.filter}
          value={state}
          options={[
            ...STATES.map((one) => ({ value: one, title: `${text.states[one]} (${number(counts[one])})` })),
            { value: 'all', title: text.all },
          ]}
          onChange={(value) => go({ state: value === 'waiting' ? null : value, page: null }, 'replace')}
        />
      </div>
      {outbox.rows.length === 0 ? (
        <Empty title={text.empty} />
      ) : (
        <div className="k-panel flush k-table-wrap">
          <table className="k-table">
            <caption className="k-small">{text.caption}</caption>
            <thead>
              <tr>
                <th scope="col">{text.at}</th>
                <th scope="col">{text.to}</th>
                <th scope="col">{text.subject}</th>
                <th scope="col">{text.state}</th>
                <th scope="col">{text.action}</th>
              </tr>
            </thead>
            <tbody>
              {outbox.rows.map((row) => (
                <tr key={row.id}>
                  <td className="tight">{momentWib(row.createdAt, language)}</td>
                  <td className="tight">{row.to}</td>
                  <td className="wide">{row.subject}</td>
                  <td>
                    <Mark shape={LOOKS[row.state][0]} tone={LOOKS[row.state][1]}>
                      {text.states[row.state]}
                    </Mark>
                    <div className="k-small k-soft">
                      {[
                        row.tries > 0 ? text.tries(number(row.tries)) : null,
                        row.nextTryAt !== null && row.tries > 0
                          ? text.nextTry(momentWib(row.nextTryAt, language))
                          : null,
                        row.state === 'waiting' && row.nextTryAt === null ? text.handOver : null,
                        row.error ? text.error(row.error) : null,
                      ]
                        .filter(Boolean)
                        .join(' · ')}
                    </div>
                  </td>
                  <td className="tight">
                    <button
                      type="button"
                      className="k-button small"
                      aria-label={text.openOf(row.subject, row.to)}
                      onClick={() => onOpen(row)}
                    >
                      {text.open}
                    </button>
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
      {pages > 1 ? (
        <p className="k-line">
          <button
            type="button"
            className="k-button small"
            disabled={page <= 1}
            onClick={() => go({ page: String(page - 1) })}
          >
            {text.previous}
          </button>
          <span className="k-num">{text.page(number(page), number(pages))}</span>
          <button
            type="button"
            className="k-button small"
            disabled={page >= pages}
            onClick={() => go({ page: String(page + 1) })}
          >
            {text.next}
          </button>
        </p>
      ) : null}
    </div>
  )
}

/** First why, then the message: nobody sees an address without a purpose that is written down. */
export function MessageDialog({
  row,
  smtp,
  reading,
  changing,
  onRead,
  onChange,
  onClose,
}: {
  row: OutboxRow
  /** A mail server is set up. */
  smtp: boolean
  reading: Doing<OutboxMessage>
  changing: Doing<OutboxRow>
  onRead: (purpose: string) => void
  onChange: (what: 'handed' | 'again') => void
  onClose: () => void
}) {
  const text = useText(outboxText)
  const form = useId()
  const [purpose, setPurpose] = useState('')
  const ready = purpose.trim().length >= 4
  if (reading.at === 'done') {
    const { address, body } = reading.reply
    return (
      <Ask
        title={row.subject}
        open
        onClose={onClose}
        actions={
          <>
            <button type="button" className="k-button" onClick={onClose}>
              {text.close}
            </button>
            {smtp && row.channel === 'email' ? (
              <button
                type="button"
                className="k-button"
                aria-disabled={changing.at === 'sending'}
                onClick={() => onChange('again')}
              >
                {text.again}
              </button>
            ) : null}
            {row.state === 'waiting' || row.state === 'failed' ? (
              <button
                type="button"
                className="k-button primary"
                aria-disabled={changing.at === 'sending'}
                onClick={() => onChange('handed')}
              >
                {text.handed}
              </button>
            ) : null}
          </>
        }
      >
        <Facts of={[{ name: text.address, value: address, text: true }]} />
        {row.error === 'EXPIRED' ? <Notice tone="amber">{text.expired}</Notice> : null}
        <p className="k-legend">{text.body}</p>
        <p className="c-message">{body}</p>
        {changing.at === 'idle' || changing.at === 'done' ? null : <DoingNotice doing={changing} />}
      </Ask>
    )
  }
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (ready && reading.at !== 'sending') onRead(purpose.trim())
  }
  return (
    <Ask
      title={text.askTitle}
      open
      onClose={onClose}
      actions={
        <>
          <button type="button" className="k-button" onClick={onClose}>
            {text.cancel}
          </button>
          <button type="submit" form={form} className="k-button primary" disabled={!ready}>
            {text.show}
          </button>
        </>
      }
    >
      <form id={form} className="k-stack" onSubmit={submit}>
        <p>{text.askLead}</p>
        <Field label={text.purpose} hint={text.purposeHint}>
          <input
            className="k-input"
            maxLength={200}
            value={purpose}
            onChange={(event) => setPurpose(event.target.value)}
          />
        </Field>
        <DoingNotice doing={reading} />
      </form>
    </Ask>
  )
}
