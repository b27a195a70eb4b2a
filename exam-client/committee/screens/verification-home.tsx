import type { ReactNode } from 'react'
import type { DeskCase, DeskCounts, DeskTask } from '../../../server/protocol/verification.ts'
import { count, hourWib } from '../../shared/format.ts'
import { useLanguage, useText } from '../../shared/language.tsx'
import type { Doing } from '../../shared/load.ts'
import { Choice, DoingNotice, Facts, Notice } from '../../shared/parts/kit-basics.tsx'
import { verificationText } from '../../shared/text/verification.ts'

/** What the desk says is next, for the frame's head. */
export function useDeskNext(counts: DeskCounts | null): { next: ReactNode; done: boolean } {
  const text = useText(verificationText).home
  const { language } = useLanguage()
  if (!counts) return { next: undefined, done: false }
  const { waiting, returned, toCheck } = counts
  if (waiting + toCheck === 0) return { next: text.none, done: true }
  const n = (value: number) => count(value, language)
  const lines = [
    waiting > 0 ? text.next(n(waiting)) : '',
    returned > 0 ? text.nextReturned(n(returned)) : '',
    toCheck > 0 ? text.nextCheck(n(toCheck)) : '',
  ]
  return { next: lines.filter(Boolean).join(' '), done: false }
}

/** The desk with nothing in hand: take the next one, or look again at what another decided. */
export function VerificationHome({
  counts,
  vacancy,
  taking,
  note,
  onVacancy,
  onTake,
}: {
  counts: DeskCounts
  /** Only of this one; '': of all. */
  vacancy: string
  taking: Doing<DeskCase>
  /** What was done a moment ago. */
  note: string | null
  onVacancy: (vacancy: string) => void
  onTake: (task: DeskTask) => void
}) {
  const text = useText(verificationText).home
  const { language } = useLanguage()
  const n = (value: number) => count(value, language)
  const { mine, waiting, toCheck, decided, announced, held, vacancies } = counts
  const sending = taking.at === 'sending'
  return (
    <>
      {note ? (
        <Notice tone="ok" live>
          {note}
        </Notice>
      ) : null}
      {taking.at === 'refused' || taking.at === 'unreachable' ? <DoingNotice doing={taking} /> : null}
      <section className="k-panel k-stack">
        {mine ? <p className="k-strong">{text.mine(mine.number)}</p> : null}
        <div className="v-take">
          <button
            type="button"
            className="k-button primary"
            disabled={sending || (!mine && waiting === 0)}
            onClick={() => onTake('decide')}
          >
            {mine ? text.goOn : text.take}
          </button>
          {mine ? null : (
            <button
              type="button"
              className="k-button"
              disabled={sending || toCheck === 0}
              onClick={() => onTake('check')}
            >
              {text.check}
            </button>
          )}
          {mine || vacancies.length < 2 ? null : (
            <Choice
              label={text.vacancy}
              value={vacancy}
              all={text.all}
              options={vacancies.map((one) => ({
                value: one.id,
                title: `${one.code} · ${one.position} (${n(one.waiting)})`,
              }))}
              onChange={onVacancy}
            />
          )}
        </div>
      </section>
      <Facts
        of={[
          { name: text.facts.waiting, value: n(waiting) },
          { name: text.facts.toCheck, value: n(toCheck) },
          { name: text.facts.passed, value: n(decided.MS) },
          { name: text.facts.failed, value: n(decided.TMS) },
          { name: text.facts.announced, value: n(announced.MS + announced.TMS) },
        ]}
      />
      <section className="k-panel k-stack-small" aria-labelledby="held">
        <h2 id="held">{text.held}</h2>
        {held.length === 0 ? (
          <p className="k-soft">{text.heldNone}</p>
        ) : (
          <ul className="k-list">
            {held.map(({ number, officer, since }) => (
              <li key={number}>{text.heldLine(number, officer, hourWib(since))}</li>
            ))}
          </ul>
        )}
      </section>
    </>
  )
}
