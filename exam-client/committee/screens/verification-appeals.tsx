import { type FormEvent, useState } from 'react'
import type { ProposalRow } from '../../../server/protocol/http.ts'
import type { AppealAnswer, AppealCase, AppealRow } from '../../../server/protocol/verification.ts'
import { REASONS } from '../../../server/protocol/verification-words.ts'
import { momentWib } from '../../shared/format.ts'
import { useLanguage, useText } from '../../shared/language.tsx'
import type { Doing } from '../../shared/load.ts'
import { Choice, DoingNotice, Empty, Facts, Field, Mark, Notice, type Tone } from '../../shared/parts/kit-basics.tsx'
import type { ShapeName } from '../../shared/parts/kit-shapes.tsx'
import { Table } from '../../shared/parts/kit-table.tsx'
import { verificationText } from '../../shared/text/verification.ts'
import { DaysLeft, dayText } from './objections.tsx'
import { isReason, ReasonField } from './reason-field.tsx'
import { Head } from './shell.tsx'
import { Rounds } from './verification-rounds.tsx'

export const isOpenAppeal = ({ state }: Pick<AppealRow, 'state'>): boolean =>
  state === 'received' || state === 'proposed'

const STATES: Record<AppealRow['state'], [ShapeName, Tone]> = {
  received: ['ring', 'accent'],
  proposed: ['half', 'amber'],
  granted: ['check', 'ok'],
  rejected: ['cross', 'soft'],
}
function AppealState({ state }: { state: AppealRow['state'] }) {
  const text = useText(verificationText).appeals
  const [shape, tone] = STATES[state]
  return (
    <Mark shape={shape} tone={tone}>
      {text.states[state]}
    </Mark>
  )
}

/** Those to be answered, the most overdue first. */
export function AppealsTable({ appeals }: { appeals: AppealRow[] }) {
  const text = useText(verificationText).appeals
  const { language } = useLanguage()
  return (
    <Table
      name="s"
      caption={text.list}
      rows={appeals}
      rowKey={(row) => row.id}
      words={(row) => `${row.receipt} ${row.number} ${row.name} ${row.vacancyCode}`}
      exportName="sanggah-administrasi"
      empty={
        <Empty title={text.empty}>
          <p>{text.emptyAdvice}</p>
        </Empty>
      }
      columns={[
        {
          id: 'receipt',
          head: text.receipt,
          kind: 'tight',
          cell: (row) => (
            <>
              <a
                className="k-num"
                href={`?screen=verification&tab=appeals&appeal=${encodeURIComponent(row.id)}`}
                aria-label={text.openOf(row.receipt)}
              >
                {row.receipt}
              </a>
              <span className="c-under k-soft">{momentWib(row.filedAt, language)}</span>
            </>
          ),
          value: (row) => row.receipt,
        },
        { id: 'number', head: text.number, kind: 'tight', cell: (row) => row.number, value: (row) => row.number },
        { id: 'name', head: text.name, kind: 'name', cell: (row) => row.name, value: (row) => row.name },
        {
          id: 'vacancy',
          head: text.vacancy,
          kind: 'tight',
          cell: (row) => row.vacancyCode,
          value: (row) => row.vacancyCode,
        },
        {
          id: 'due',
          head: text.answerBy,
          kind: 'tight',
          cell: (row) => (
            <>
              {dayText(row.answerBy, language)}
              {isOpenAppeal(row) ? (
                <span className="c-under">
                  <DaysLeft days={row.daysLeft} />
                </span>
              ) : null}
            </>
          ),
          value: (row) => row.answerBy,
        },
        {
          id: 'state',
          head: text.state,
          kind: 'tight',
          cell: (row) => <AppealState state={row.state} />,
          value: (row) => text.states[row.state],
        },
      ]}
    />
  )
}

/** One objection: what she says, what was decided, and the answer two people give. */
export function AppealScreen({
  file,
  proposing,
  onPropose,
}: {
  file: AppealCase
  proposing: Doing<ProposalRow>
  onPropose: (answer: AppealAnswer) => void
}) {
  const text = useText(verificationText).appeals
  const { language } = useLanguage()
  const { appeal, rounds, requirements, decision } = file
  const failed = (rounds.at(-1)?.decisions ?? []).filter(({ verdict }) => verdict === 'TMS')
  return (
    <>
      <Head title={text.title(appeal.receipt)} back={{ href: '?screen=verification&tab=appeals', title: text.list }} />
      <Facts
        of={[
          { name: text.number, value: appeal.number, text: true },
          { name: text.name, value: appeal.name, text: true },
          { name: text.state, value: <AppealState state={appeal.state} />, text: true },
          {
            name: text.answerBy,
            value: (
              <>
                {dayText(appeal.answerBy, language)} {isOpenAppeal(appeal) ? <DaysLeft days={appeal.daysLeft} /> : null}
              </>
            ),
            text: true,
          },
        ]}
      />
      <section className="k-panel k-stack-small" aria-labelledby="says">
        <h2 id="says">{text.says}</h2>
        <blockquote className="c-quote">{appeal.text}</blockquote>
        <p className="k-small k-soft">{momentWib(appeal.filedAt, language)}</p>
      </section>
      <section className="k-panel k-stack-small" aria-labelledby="failed">
        <h2 id="failed">{text.failed}</h2>
        <ul className="k-list">
          {failed.map((one) => (
            <li key={one.requirement}>
              <strong>
                {requirements.find(({ requirement }) => requirement === one.requirement)?.title[language] ??
                  one.requirement}
              </strong>
              : {one.reason ? REASONS[one.reason][language] : ''} {one.text}
            </li>
          ))}
        </ul>
        <p className="k-small">
          {text.documentsHint}{' '}
          <a href={`?screen=applicants&application=${encodeURIComponent(appeal.application)}`}>{text.toRecord}</a>
        </p>
      </section>
      <Rounds rounds={rounds} requirements={requirements} />
      {decision ? (
        <section className="k-panel k-stack-small" aria-labelledby="answer">
          <h2 id="answer">{text.answer}</h2>
          <p className="c-wrap">{decision.answer[language]}</p>
          <p className="k-small k-soft">
            {text.decided(decision.proposedBy, decision.approvedBy, momentWib(decision.at, language))}
          </p>
        </section>
      ) : file.proposal !== null || proposing.at === 'done' ? (
        <Notice tone="ok" live>
          {text.proposed}
        </Notice>
      ) : (
        <AnswerForm file={file} proposing={proposing} onPropose={onPropose} />
      )}
    </>
  )
}

function AnswerForm({
  file: { templates },
  proposing,
  onPropose,
}: {
  file: AppealCase
  proposing: Doing<ProposalRow>
  onPropose: (answer: AppealAnswer) => void
}) {
  const text = useText(verificationText).appeals
  const { language } = useLanguage()
  const [answer, setAnswer] = useState<AppealAnswer>({ template: '', fill: '', reason: '' })
  const template = templates.find(({ id }) => id === answer.template)
  const submit = (event: FormEvent) => {
    event.preventDefault()
    onPropose({ ...answer, reason: answer.reason.trim() })
  }
  return (
    <section className="k-panel k-stack" aria-labelledby="answer">
      <h2 id="answer">{text.answer}</h2>
      <form className="k-stack" onSubmit={submit}>
        <Choice
          label={text.template}
          value={answer.template}
          all={text.choose}
          options={templates.map((one) => ({
            value: one.id,
            title: `${text.states[one.verdict]}: ${one.title[language]}`,
          }))}
          onChange={(value) => setAnswer({ ...answer, template: value })}
        />
        <Field label={text.fill} hint={text.fillHint}>
          <textarea
            className="k-input"
            maxLength={2000}
            value={answer.fill}
            onChange={(event) => setAnswer({ ...answer, fill: event.target.value })}
          />
        </Field>
        {template ? (
          <div className="k-stack-small">
            <h3>{text.preview}</h3>
            <blockquote className="c-quote">{template.text[language].replace('{fill}', answer.fill.trim())}</blockquote>
            {template.verdict === 'granted' ? <p>{text.grantedNote}</p> : null}
          </div>
        ) : null}
        <ReasonField
          label={text.reason}
          hint={text.reasonHint}
          value={answer.reason}
          onChange={(reason) => setAnswer({ ...answer, reason })}
        />
        <p>
          <button
            type="submit"
            className="k-button primary"
            disabled={!template || !isReason(answer.reason) || proposing.at === 'sending'}
          >
            {text.propose}
          </button>
        </p>
      </form>
      {proposing.at === 'idle' ? null : <DoingNotice doing={proposing} />}
    </section>
  )
}
