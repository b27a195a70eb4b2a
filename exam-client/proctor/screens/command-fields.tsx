import { type ReactNode, useState } from 'react'
import type { RoomView, Tile } from '../../../server/protocol/proctor.ts'
import { count } from '../../shared/format.ts'
import { useLanguage, useText } from '../../shared/language.tsx'
import { Choice, Field, Notice } from '../../shared/parts/kit-basics.tsx'
import { commandText } from '../../shared/text/proctor-commands.ts'
import { type Filled, targetsFor } from '../orders.ts'

interface FieldProps {
  filled: Filled
  onFill: (filled: Filled) => void
  wrong: boolean
}

/** What is wrong with a field, said at the field. */
export const Problem = ({ children }: { children: ReactNode }) => (
  <span className="k-mark danger p-problem">{children}</span>
)

/** As a `ref`: takes the keyboard when it appears, so that it is never left on something that has gone. */
export const focusFirst = (element: HTMLElement | null): void => element?.focus({ preventScroll: true })

/** What the candidate will read, with ready texts. */
export function MessageField({ kind, filled, onFill, wrong }: FieldProps & { kind: 'message' | 'lock' }) {
  const text = useText(commandText)
  return (
    <div className="k-stack-small">
      <Field label={text.messageText[kind]} hint={wrong ? <Problem>{text.messageNeeded}</Problem> : undefined}>
        <textarea
          ref={focusFirst}
          className="k-input"
          maxLength={500}
          value={filled.text}
          aria-invalid={wrong}
          onChange={(event) => onFill({ ...filled, text: event.target.value })}
        />
      </Field>
      <div className="p-templates" role="group" aria-label={text.templatesLabel}>
        {text.templates[kind].map((template) => (
          <button
            key={template}
            type="button"
            className="k-button small"
            onClick={() => onFill({ ...filled, text: template })}
          >
            {template}
          </button>
        ))}
      </div>
    </div>
  )
}

/** How many minutes, within the committee's limit, and as what. */
export function MinutesFields({
  kind,
  filled,
  onFill,
  max,
  wrong,
}: FieldProps & { kind: 'add-time' | 'reopen'; max: number }) {
  const text = useText(commandText)
  const { language } = useLanguage()
  const most = count(max, language)
  const least = kind === 'reopen' ? '0' : '1'
  return (
    <>
      {kind === 'add-time' && max === 0 ? <Notice tone="amber">{text.minutesNone}</Notice> : null}
      <div className="k-grid2">
        <Field
          label={text.minutes}
          hint={
            wrong ? (
              <Problem>{text.minutesNeeded(least, most)}</Problem>
            ) : kind === 'reopen' ? (
              text.reopenHint(most)
            ) : (
              text.minutesHint(most)
            )
          }
        >
          <input
            ref={focusFirst}
            className="k-input short k-num"
            inputMode="numeric"
            autoComplete="off"
            maxLength={3}
            value={filled.minutes}
            aria-invalid={wrong}
            onChange={(event) => onFill({ ...filled, minutes: event.target.value })}
          />
        </Field>
        {kind === 'add-time' ? (
          <Choice
            label={text.cause}
            value={filled.cause}
            options={(['added', 'credited'] as const).map((value) => ({ value, title: text.causes[value] }))}
            onChange={(value) => onFill({ ...filled, cause: value as Filled['cause'] })}
          />
        ) : null}
      </div>
    </>
  )
}

const ANY = 'any'
const TYPED = 'typed'

/** Where to: what she asked for, then free and spare seats of the plan, any station, or one that is typed. */
export function TargetField({
  who,
  plans,
  everyone,
  asked,
  filled,
  onFill,
  wrong,
}: FieldProps & {
  who: Tile
  plans: RoomView['plans']
  everyone: ReadonlyMap<string, Tile>
  asked: { room: string; station: string } | null
}) {
  const text = useText(commandText)
  const targets = targetsFor(plans, everyone.values(), who).filter(
    (one) => one.room !== asked?.room || one.station !== asked.station,
  )
  const [typing, setTyping] = useState(targets.length === 0 && asked === null)
  const rooms = [...new Set(targets.map((one) => one.room))]
  const at = filled.to ? `${filled.to.room}\0${filled.to.station}` : ''
  const choose = (value: string) => {
    setTyping(value === TYPED)
    if (value === ANY) return onFill({ ...filled, anywhere: true, to: null })
    if (value === TYPED) return onFill({ ...filled, anywhere: false, to: { room: who.room, station: '' } })
    const [room = '', station = ''] = value.split('\0')
    onFill({ ...filled, anywhere: false, to: value === '' ? null : { room, station } })
  }
  const typed = filled.to ?? { room: who.room, station: '' }
  return (
    <>
      <Field label={text.target} hint={wrong && !typing ? <Problem>{text.targetNeeded}</Problem> : undefined}>
        <select
          ref={focusFirst}
          className="k-input"
          aria-invalid={wrong}
          value={typing ? TYPED : filled.anywhere ? ANY : at}
          onChange={(event) => choose(event.target.value)}
        >
          <option value="">…</option>
          {asked ? (
            <option value={`${asked.room}\0${asked.station}`}>
              {text.targetRoom(asked.room)} · {asked.station} ({text.targetAsked})
            </option>
          ) : null}
          <option value={ANY}>{text.targetAny}</option>
          {rooms.map((room) => (
            <optgroup key={room} label={text.targetRoom(room)}>
              {targets
                .filter((one) => one.room === room)
                .map((one) => (
                  <option key={one.station} value={`${one.room}\0${one.station}`}>
                    {one.room} · {one.station} ({text.targetWhy[one.why]})
                  </option>
                ))}
            </optgroup>
          ))}
          <option value={TYPED}>{text.targetTyped}</option>
        </select>
      </Field>
      {typing ? (
        <div className="k-grid2">
          <Field label={text.room}>
            <input
              className="k-input"
              maxLength={60}
              value={typed.room}
              onChange={(event) => onFill({ ...filled, to: { ...typed, room: event.target.value } })}
            />
          </Field>
          <Field label={text.station} hint={wrong ? <Problem>{text.targetNeeded}</Problem> : undefined}>
            <input
              className="k-input"
              maxLength={30}
              value={typed.station}
              aria-invalid={wrong}
              onChange={(event) => onFill({ ...filled, to: { ...typed, station: event.target.value } })}
            />
          </Field>
        </div>
      ) : null}
    </>
  )
}
