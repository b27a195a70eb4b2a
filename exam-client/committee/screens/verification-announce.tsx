import { type FormEvent, useId, useState } from 'react'
import type { ProposalRow } from '../../../server/protocol/http.ts'
import type {
  Admitted,
  AnnouncementDraft,
  AnnouncementPreview,
  AnnouncementSummary,
} from '../../../server/protocol/verification.ts'
import { count, momentWib, shortDigest } from '../../shared/format.ts'
import { useLanguage, useText } from '../../shared/language.tsx'
import type { Doing, Loaded } from '../../shared/load.ts'
import { Choice, DoingNotice, Empty, Facts, Mark, Notice, Shown } from '../../shared/parts/kit-basics.tsx'
import { Ask } from '../../shared/parts/kit-dialog.tsx'
import { kitText } from '../../shared/text/kit.ts'
import { verificationText } from '../../shared/text/verification.ts'
import { dayText } from './objections.tsx'
import { isReason, ReasonField } from './reason-field.tsx'
import { VerdictMark } from './verification-requirement.tsx'

/** Exactly what would be announced, who is in the way, and what was announced before. */
export function AnnounceScreen(props: {
  draft: AnnouncementDraft
  preview: Loaded<AnnouncementPreview>
  announced: AnnouncementSummary[]
  proposing: Doing<ProposalRow>
  admitting: Doing<Admitted>
  onDraft: (draft: AnnouncementDraft) => void
  onPropose: (preview: AnnouncementPreview, reason: string) => void
  onAdmit: () => void
  retry: () => void
}) {
  const { draft, preview, announced, proposing, admitting, onDraft, onPropose, onAdmit, retry } = props
  const text = useText(verificationText).announce
  const [asking, setAsking] = useState<AnnouncementPreview | null>(null)
  const done = proposing.at === 'done'
  return (
    <>
      <section className="k-panel k-stack">
        <div className="v-take">
          <Choice
            label={text.kind}
            value={draft.kind}
            options={(['result', 'after-appeal'] as const).map((value) => ({ value, title: text.kinds[value] }))}
            onChange={(kind) => onDraft({ ...draft, kind: kind as AnnouncementDraft['kind'] })}
          />
          <Choice
            label={text.names}
            value={draft.names}
            options={(['masked', 'full', 'none'] as const).map((value) => ({ value, title: text.nameRules[value] }))}
            onChange={(names) => onDraft({ ...draft, names: names as AnnouncementDraft['names'] })}
          />
        </div>
        <Shown of={preview} retry={retry}>
          {(ready) => (
            <Preview
              preview={ready}
              leaveOut={draft.leaveOut}
              onLeaveOut={(leaveOut) => onDraft({ ...draft, leaveOut })}
              onPropose={() => setAsking(ready)}
            />
          )}
        </Shown>
        {done ? (
          <Notice tone="ok" live>
            {text.proposed} <a href="?screen=approvals">{text.toApprovals}</a>
          </Notice>
        ) : null}
      </section>
      <Announced announced={announced} admitting={admitting} onAdmit={onAdmit} />
      {asking && !done ? (
        <ProposeDialog
          doing={proposing}
          onPropose={(reason) => onPropose(asking, reason)}
          onClose={() => setAsking(null)}
        />
      ) : null}
    </>
  )
}

function Preview({
  preview,
  leaveOut,
  onLeaveOut,
  onPropose,
}: {
  preview: AnnouncementPreview
  leaveOut: boolean
  onLeaveOut: (leaveOut: boolean) => void
  onPropose: () => void
}) {
  const text = useText(verificationText).announce
  const { language } = useLanguage()
  const n = (value: number) => count(value, language)
  const { MS, TMS, open, openTotal, window, first, previewDigest } = preview
  const ready = MS + TMS > 0 && (openTotal === 0 || leaveOut)
  return (
    <>
      <Facts
        of={[
          { name: text.facts.MS, value: n(MS) },
          { name: text.facts.TMS, value: n(TMS) },
          { name: text.facts.open, value: n(openTotal) },
        ]}
      />
      {openTotal > 0 ? (
        <Notice tone="amber">
          <p className="k-strong">{text.open}</p>
          <ul className="k-list v-open">
            {open.map(({ number, why }) => (
              <li key={number}>
                <span className="k-num">{number}</span>: {text.why[why]}
              </li>
            ))}
          </ul>
          {openTotal > open.length ? <p>{text.openMore(n(openTotal - open.length))}</p> : null}
          <label className="k-check">
            <input type="checkbox" checked={leaveOut} onChange={(event) => onLeaveOut(event.target.checked)} />
            {text.leaveOut}
          </label>
        </Notice>
      ) : null}
      {MS + TMS === 0 ? (
        <p className="k-soft">{text.nothing}</p>
      ) : (
        <>
          {window ? (
            <p>
              {text.window(
                dayText(window.opensOn, language),
                dayText(window.closesOn, language),
                dayText(window.answerBy, language),
              )}
            </p>
          ) : null}
          <div className="k-stack-small">
            <h3>{text.exactly}</h3>
            <ul className="k-plain v-rows">
              {first.map((row) => (
                <li key={row.number}>
                  <span className="k-num">{row.number}</span>
                  <span>{row.name}</span>
                  <span className="k-num">{row.vacancy}</span>
                  <VerdictMark word={row} />
                </li>
              ))}
            </ul>
            <p className="k-small">
              {text.digest}: <span className="k-code">{previewDigest}</span>
            </p>
          </div>
          <p>
            <button type="button" className="k-button primary" disabled={!ready} onClick={onPropose}>
              {text.propose}
            </button>
          </p>
        </>
      )}
    </>
  )
}

function ProposeDialog({
  doing,
  onPropose,
  onClose,
}: {
  doing: Doing<ProposalRow>
  onPropose: (reason: string) => void
  onClose: () => void
}) {
  const text = useText(verificationText).announce
  const kit = useText(kitText)
  const form = useId()
  const [reason, setReason] = useState('')
  const submit = (event: FormEvent) => {
    event.preventDefault()
    onPropose(reason.trim())
  }
  return (
    <Ask
      open
      title={text.proposeTitle}
      onClose={onClose}
      actions={
        <>
          <button type="button" className="k-button" onClick={onClose}>
            {kit.cancel}
          </button>
          <button
            type="submit"
            form={form}
            className="k-button primary"
            disabled={!isReason(reason) || doing.at === 'sending'}
          >
            {text.propose}
          </button>
        </>
      }
    >
      <form id={form} className="k-stack" onSubmit={submit}>
        <p>{text.proposeNote}</p>
        <ReasonField label={text.reason} hint={text.reasonHint} value={reason} onChange={setReason} />
      </form>
      <DoingNotice doing={doing} />
    </Ask>
  )
}

function Announced({
  announced,
  admitting,
  onAdmit,
}: {
  announced: AnnouncementSummary[]
  admitting: Doing<Admitted>
  onAdmit: () => void
}) {
  const text = useText(verificationText).announce
  const { language } = useLanguage()
  const n = (value: number) => count(value, language)
  return (
    <section className="k-panel k-stack" aria-labelledby="announced">
      <h2 id="announced">{text.done}</h2>
      {announced.length === 0 ? (
        <Empty title={text.doneNone} />
      ) : (
        <>
          <ul className="k-plain k-stack-small">
            {announced.map((one) => (
              <li key={one.id} className="v-announced">
                <Mark shape="check" tone="ok">
                  {one.title[language]}
                </Mark>
                <span>{text.doneLine(n(one.MS), n(one.TMS))}</span>
                {one.window ? (
                  <span>
                    {text.windowLine(dayText(one.window.opensOn, language), dayText(one.window.closesOn, language))}
                  </span>
                ) : null}
                <a href={`/hasil-seleksi/${encodeURIComponent(one.id)}`}>{text.page}</a>
                <a href={`/api/verification/announcements/${encodeURIComponent(one.id)}/export.csv`} download>
                  {text.list}
                </a>
                <span className="k-small k-soft">
                  {momentWib(one.announcedAt, language)}, {text.by(one.proposedBy, one.approvedBy)} ·{' '}
                  <span className="k-code" title={one.digest}>
                    {shortDigest(one.digest)}
                  </span>
                </span>
              </li>
            ))}
          </ul>
          <div className="k-stack-small v-admit">
            <h3>{text.candidates}</h3>
            <p className="k-soft">{text.candidatesNote}</p>
            <p>
              <button type="button" className="k-button" disabled={admitting.at === 'sending'} onClick={onAdmit}>
                {text.candidatesNow}
              </button>
            </p>
            <DoingNotice
              doing={admitting}
              done={({ made, clashes }) => (
                <>
                  <p>{made > 0 ? text.made(n(made)) : text.madeNone}</p>
                  {clashes.length > 0 ? <p className="c-wrap">{text.clashes(clashes.join(', '))}</p> : null}
                </>
              )}
            />
          </div>
        </>
      )}
    </section>
  )
}
