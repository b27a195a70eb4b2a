import { type KeyboardEvent, useState } from 'react'
import type {
  CommandDone,
  CommandKind,
  CommandRow,
  ProctorCommand,
  RoomView,
  Tile,
} from '../../../server/protocol/proctor.ts'
import { REASON_CATEGORIES } from '../../../server/protocol/reasons.ts'
import { count } from '../../shared/format.ts'
import { useLanguage, useText } from '../../shared/language.tsx'
import type { Doing } from '../../shared/load.ts'
import { Choice, DoingNotice, Field, Notice, useSay } from '../../shared/parts/kit-basics.tsx'
import { Ask } from '../../shared/parts/kit-dialog.tsx'
import { kitText } from '../../shared/text/kit.ts'
import { commandText } from '../../shared/text/proctor-commands.ts'
import { CANDIDATES_MAX, type Filled, isGrave, missing, needsSecond, UNFILLED, usualCategory } from '../orders.ts'
import { lacksPaper, nameOf } from '../room.ts'
import { focusFirst, MessageField, MinutesFields, Problem, TargetField } from './command-fields.tsx'
import { CommandStanding } from './command-list.tsx'

export type Reason = ProctorCommand['reason']

/** What the proctor is about to order, and for whom. */
export interface Wanted {
  kind: CommandKind
  /** Whom it is for: those of the chosen whom it fits. For 'close': who is still working. */
  tiles: readonly Tile[]
  /** How many were chosen; for the steps of the whole sitting: all seats. */
  chosen: number
  /** A step of the sitting itself: it names nobody. */
  whole?: boolean
  /** 'resume' of a room: how many stay paused because somebody paused them by hand. */
  stayPaused?: number
  /** 'move': the place that the candidate asked for. */
  to?: { room: string; station: string } | null
}

const NAMES_SHOWN_MAX = 6

/** Asks for the reason and what else the command needs, states the effect, and then tells how it fares. */
export function CommandDialog({
  wanted,
  plans,
  everyone,
  addMinutesMax,
  doing,
  row,
  onSend,
  onEnd,
  onClose,
}: {
  wanted: Wanted
  plans: RoomView['plans']
  /** All tiles: who sits where, for 'move'. */
  everyone: ReadonlyMap<string, Tile>
  addMinutesMax: number
  doing: Doing<CommandDone>
  /** The command as the server shows it since, or null. */
  row: CommandRow | null
  onSend: (reason: Reason, filled: Filled) => void
  onEnd: (tiles: readonly Tile[]) => void
  onClose: () => void
}) {
  const text = useText(commandText)
  const kit = useText(kitText)
  const { language } = useLanguage()
  const n = (value: number) => count(value, language)
  const { kind, tiles } = wanted
  const words = text.dialog[kind]
  // The server closes only when nobody works any more; better said here than after a reason was typed.
  const blocked = kind === 'close' && tiles.length > 0 && doing.at === 'idle'
  const tooMany = !wanted.whole && tiles.length > CANDIDATES_MAX
  const [category, setCategory] = useState<Reason['category']>(usualCategory(kind))
  const [said, setSaid] = useState<string>(
    kind === 'open' || kind === 'start' || kind === 'close'
      ? text.onSchedule
      : kind === 'message'
        ? text.announcement
        : '',
  )
  const [filled, setFilled] = useState<Filled>({ ...UNFILLED, to: wanted.to ?? null })
  const [asked, setAsked] = useState(false)
  const wrong = asked ? missing(kind, filled, said, addMinutesMax) : []
  const sent = doing.at === 'sending' || doing.at === 'done'
  const send = () => {
    setAsked(true)
    if (doing.at !== 'sending' && missing(kind, filled, said, addMinutesMax).length === 0)
      onSend({ category, text: said.trim() }, filled)
  }
  const byKey = (event: KeyboardEvent<HTMLElement>) => {
    if (event.key !== 'Enter' || event.nativeEvent.isComposing) return
    const inText = event.target instanceof HTMLTextAreaElement
    if (inText ? !event.ctrlKey : !(event.target instanceof HTMLInputElement)) return
    event.preventDefault()
    send()
  }
  return (
    <Ask
      open
      alert
      title={kind === 'start' && wanted.whole ? text.startAll.title : words.title(n(tiles.length))}
      onClose={onClose}
      actions={
        doing.at === 'done' ? (
          <button ref={focusFirst} type="button" className="k-button primary" onClick={onClose}>
            {kit.close}
          </button>
        ) : (
          <>
            <button type="button" className="k-button" onClick={onClose}>
              {kit.cancel}
            </button>
            {blocked ? (
              <button type="button" className="k-button danger" onClick={() => onEnd(tiles)}>
                {text.endWorking(n(tiles.length))}
              </button>
            ) : (
              <button
                type="button"
                className={isGrave(kind) ? 'k-button danger primary' : 'k-button primary'}
                disabled={tooMany}
                aria-disabled={doing.at === 'sending'}
                onClick={send}
              >
                {kind === 'start' && wanted.whole ? text.startAll.go : words.go}
              </button>
            )}
          </>
        )
      }
    >
      <Effect wanted={wanted} />
      {tooMany ? <Notice tone="danger">{text.tooMany(n(CANDIDATES_MAX))}</Notice> : null}
      {sent || blocked || tooMany ? null : (
        <div className="k-stack" role="group" aria-label={words.go} onKeyDown={byKey}>
          {kind === 'message' || kind === 'lock' ? (
            <MessageField kind={kind} filled={filled} onFill={setFilled} wrong={wrong.includes('text')} />
          ) : null}
          {needsSecond(kind) ? (
            <MinutesFields
              kind={kind}
              filled={filled}
              onFill={setFilled}
              max={addMinutesMax}
              wrong={wrong.includes('minutes')}
            />
          ) : null}
          {kind === 'move' && tiles[0] ? (
            <TargetField
              who={tiles[0]}
              plans={plans}
              everyone={everyone}
              asked={wanted.to ?? null}
              filled={filled}
              onFill={setFilled}
              wrong={wrong.includes('place')}
            />
          ) : null}
          <Choice
            label={text.reason}
            value={category}
            options={REASON_CATEGORIES.map((value) => ({ value, title: text.categories[value] }))}
            onChange={(value) => setCategory(value as Reason['category'])}
          />
          <Field
            label={text.reasonText}
            hint={wrong.includes('reason') ? <Problem>{text.reasonNeeded}</Problem> : text.reasonHint}
          >
            <textarea
              className="k-input"
              maxLength={500}
              value={said}
              aria-invalid={wrong.includes('reason')}
              onChange={(event) => setSaid(event.target.value)}
            />
          </Field>
        </div>
      )}
      <DoingNotice doing={doing} done={(reply) => <Outcome wanted={wanted} reply={reply} everyone={everyone} />} />
      {doing.at === 'done' && row && row.kind !== 'open' && row.kind !== 'close' ? (
        <p role="status">
          <CommandStanding row={row} />
        </p>
      ) : null}
    </Ask>
  )
}

/** What happens, and to whom. */
function Effect({ wanted: { kind, tiles, chosen, stayPaused = 0 } }: { wanted: Wanted }) {
  const text = useText(commandText)
  const { language } = useLanguage()
  const n = (value: number) => count(value, language)
  if (kind === 'close') return <p>{tiles.length > 0 ? text.stillWorking(n(tiles.length)) : text.dialog.close.effect}</p>
  if (kind === 'open')
    return (
      <p>
        {text.openFor(n(chosen))} {text.dialog.open.effect}
      </p>
    )
  const left = chosen - tiles.length
  const noPaper = kind === 'start' ? tiles.filter(lacksPaper).length : 0
  const shown = tiles.slice(0, NAMES_SHOWN_MAX)
  return (
    <>
      <p>
        {text.dialog[kind].effect}
        {left > 0 ? ` ${kind === 'start' ? text.notReady(n(left)) : text.partOf(n(tiles.length), n(chosen))}` : ''}
        {noPaper > 0 ? ` ${text.noPaper(n(noPaper))}` : ''}
        {stayPaused > 0 ? ` ${text.pausedByHand(n(stayPaused))}` : ''}
      </p>
      {kind === 'start' && tiles.length > NAMES_SHOWN_MAX ? null : (
        <ul className="k-list">
          {shown.map((tile) => (
            <li key={tile.candidate}>
              {tile.room} · {tile.station}: {tile.name}
            </li>
          ))}
          {tiles.length > shown.length ? <li>{text.andMore(n(tiles.length - shown.length))}</li> : null}
        </ul>
      )}
    </>
  )
}

function Outcome({
  wanted: { kind },
  reply,
  everyone,
}: {
  wanted: Wanted
  reply: CommandDone
  everyone: ReadonlyMap<string, Tile>
}) {
  const text = useText(commandText)
  const say = useSay()
  const { language } = useLanguage()
  if (reply.proposal !== undefined) return <p>{text.proposed}</p>
  return (
    <>
      <p>
        {kind === 'open' || kind === 'close'
          ? text.doneSitting
          : reply.done === 0
            ? text.nobodyDone
            : text.doneCount(count(reply.done, language))}
      </p>
      {reply.refused.length > 0 ? (
        <>
          <p>{text.refusedCount(count(reply.refused.length, language))}:</p>
          <ul className="k-list">
            {reply.refused.slice(0, NAMES_SHOWN_MAX * 2).map((one) => (
              <li key={one.candidate}>
                {nameOf(everyone.get(one.candidate), one.candidate)}: {say(one.why)}
              </li>
            ))}
            {reply.refused.length > NAMES_SHOWN_MAX * 2 ? (
              <li>{text.andMore(count(reply.refused.length - NAMES_SHOWN_MAX * 2, language))}</li>
            ) : null}
          </ul>
        </>
      ) : null}
    </>
  )
}
