import { type FormEvent, useState } from 'react'
import type { NewRoom, RoomDetail, RoomPlan, VenueRow } from '../../../server/protocol/venues.ts'
import { count } from '../../shared/format.ts'
import { useLanguage, useText } from '../../shared/language.tsx'
import type { Doing } from '../../shared/load.ts'
import { DoingNotice, Field, Mark, Notice } from '../../shared/parts/kit-basics.tsx'
import { kitText } from '../../shared/text/kit.ts'
import { venuesText } from '../../shared/text/venues.ts'
import { type PlanProblem, problemsOf, SEATS_MOST, samePlan, seatCounts, tidied } from '../plan-draft.ts'
import { PlanEditor } from './plan-editor.tsx'
import { Head } from './shell.tsx'

/** A room being drawn, and the plans before it, newest last. */
export interface RoomDraft {
  name: string
  plan: RoomPlan
  past: RoomPlan[]
}
const PAST_MOST = 200
const PROBLEMS_SHOWN = 6
const NOTHING: RoomPlan = { rows: 5, columns: 6, seats: [], marks: [] }

/** The plan of a room that is there. Without a draft it shows, and follows, what the server has. */
export function RoomPlanScreen({
  room,
  draft,
  doing,
  made,
  onDraft,
  onSave,
}: {
  room: RoomDetail
  draft: RoomDraft | null
  doing: Doing<unknown>
  /** Was made a moment ago. */
  made: boolean
  onDraft: (draft: RoomDraft | null) => void
  onSave: (room: NewRoom) => void
}) {
  const text = useText(venuesText).plan
  const now = draft ?? { name: room.name, plan: room.plan, past: [] }
  const changed = now.name.trim() !== room.name || !samePlan(now.plan, room.plan)
  return (
    <RoomForm
      draft={now}
      stations={room.stations}
      doing={doing}
      onDraft={onDraft}
      onSave={onSave}
      can={changed}
      save={text.save}
      state={
        changed ? (
          <>
            <strong>{text.unsaved}</strong>{' '}
            <button type="button" className="k-button small quiet" onClick={() => onDraft(null)}>
              {text.discard}
            </button>
          </>
        ) : made || doing.at === 'done' ? (
          text.saved
        ) : (
          text.noChange
        )
      }
    />
  )
}

export function NewRoomScreen({
  venue,
  doing,
  onSave,
}: {
  venue: VenueRow
  doing: Doing<unknown>
  onSave: (room: NewRoom) => void
}) {
  const all = useText(venuesText)
  const kit = useText(kitText)
  const [draft, setDraft] = useState<RoomDraft>({ name: '', plan: NOTHING, past: [] })
  return (
    <>
      <Head title={`${all.room.newTitle} · ${venue.name}`} back={{ href: '?screen=venues', title: all.list.back }} />
      <RoomForm
        draft={draft}
        stations={[]}
        doing={doing}
        onDraft={setDraft}
        onSave={onSave}
        can
        save={all.plan.saveNew}
        state={
          <a className="k-button quiet" href="?screen=venues">
            {kit.cancel}
          </a>
        }
      />
    </>
  )
}

function RoomForm({
  draft,
  stations,
  doing,
  can,
  save,
  state,
  onDraft,
  onSave,
}: {
  draft: RoomDraft
  stations: RoomDetail['stations']
  doing: Doing<unknown>
  can: boolean
  save: string
  state: React.ReactNode
  onDraft: (draft: RoomDraft) => void
  onSave: (room: NewRoom) => void
}) {
  const text = useText(venuesText).plan
  const { language } = useLanguage()
  const problems = problemsOf(draft.plan, stations)
  const { seats, spares } = seatCounts(draft.plan)
  const named = draft.name.trim() !== ''
  // Said to be off instead of switched off: a button that is switched off drops the focus of who has just pressed it.
  const fits = can && named && problems.length === 0 && doing.at !== 'sending'
  const change = (plan: RoomPlan, again = false) => {
    if (samePlan(plan, draft.plan)) return
    onDraft({ ...draft, plan, past: again ? draft.past : [...draft.past, draft.plan].slice(-PAST_MOST) })
  }
  const undo = () => {
    const plan = draft.past.at(-1)
    if (plan) onDraft({ ...draft, plan, past: draft.past.slice(0, -1) })
  }
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (fits) onSave({ name: draft.name.trim(), plan: tidied(draft.plan) })
  }
  return (
    <>
      <PlanEditor
        plan={draft.plan}
        room={draft.name}
        canUndo={draft.past.length > 0}
        onPlan={change}
        onUndo={undo}
        head={
          <Field label={text.name} hint={text.nameHint}>
            <input
              className="k-input"
              maxLength={60}
              value={draft.name}
              onChange={(event) => onDraft({ ...draft, name: event.target.value })}
            />
          </Field>
        }
        aside={<Problems problems={problems} named={named} />}
      />
      <p className="k-small k-soft">{text.seatedNote}</p>
      <form className="c-verdict k-stack-small" onSubmit={submit}>
        {doing.at === 'done' ? null : <DoingNotice doing={doing} />}
        <div className="k-line">
          <button type="submit" className="k-button primary" aria-disabled={!fits}>
            {save}
          </button>
          <span className="k-num">{text.counts(count(seats, language), count(spares, language))}</span>
          {named && problems.length === 0 ? null : (
            <Mark shape="triangle" tone="amber">
              {text.faulty(count(problems.length + (named ? 0 : 1), language))}
            </Mark>
          )}
          <span role="status">{state}</span>
        </div>
      </form>
    </>
  )
}

function Problems({ problems, named }: { problems: PlanProblem[]; named: boolean }) {
  const text = useText(venuesText).plan
  const { language } = useLanguage()
  const say = useProblemWords()
  const all = [...(named ? [] : [text.needName]), ...problems.map(say)]
  if (all.length === 0) return null
  return (
    <Notice tone="amber" live>
      <p className="k-strong">{text.problems}</p>
      <ul className="k-list">
        {all.slice(0, PROBLEMS_SHOWN).map((one) => (
          <li key={one}>{one}</li>
        ))}
        {all.length > PROBLEMS_SHOWN ? <li>{text.more(count(all.length - PROBLEMS_SHOWN, language))}</li> : null}
      </ul>
    </Notice>
  )
}

function useProblemWords(): (problem: PlanProblem) => string {
  const text = useText(venuesText).plan
  const { language } = useLanguage()
  const n = (value: number) => count(value, language)
  return (problem) => {
    switch (problem.kind) {
      case 'no-seats':
        return text.noSeats
      case 'too-many':
        return text.tooMany(n(problem.count), n(SEATS_MOST))
      case 'outside':
        return text.outside(problem.station)
      case 'mark-outside':
        return text.markOutside(n(problem.row + 1), n(problem.column + 1))
      case 'crowded':
        return text.crowdedAt(n(problem.row + 1), n(problem.column + 1))
      case 'no-name':
        return text.noName(n(problem.row + 1), n(problem.column + 1))
      case 'twice':
        return text.twice(problem.station)
      case 'alike':
        return text.alike(problem.station, problem.other)
      case 'enrolled':
        return text.enrolledThere(problem.station)
    }
  }
}
