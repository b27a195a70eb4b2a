import { type FormEvent, useState } from 'react'
import { boardName } from '../../../server/protocol/board.ts'
import type { SittingPolicy } from '../../../server/protocol/policy.ts'
import type { SittingSummary } from '../../../server/protocol/proctor.ts'
import { clockWib, count, momentWib } from '../../shared/format.ts'
import { useLanguage, useText } from '../../shared/language.tsx'
import type { Doing } from '../../shared/load.ts'
import { DoingNotice, Facts, Notice } from '../../shared/parts/kit-basics.tsx'
import { SittingState } from '../../shared/parts/kit-sitting-state.tsx'
import { settingsText } from '../../shared/text/sitting-settings.ts'
import { changedFields, keysFrom, NAME_WAYS, problemsOfPolicy, tidiedPolicy } from '../policy-draft.ts'
import { DocumentsField, StepsField } from './check-in-settings.tsx'
import { PolicyEffect, PolicyProblems } from './policy-effect.tsx'
import { type NewStart, RescheduleDialog } from './reschedule-dialog.tsx'
import { linesOf, type SebLines, SebSettings } from './seb-settings.tsx'
import { Group, Tick, Ways, Whole } from './settings-parts.tsx'
import { Head } from './shell.tsx'

/** What GET /api/sittings/:id/policy answers. */
export interface StoredPolicy {
  policy: SittingPolicy
  /** Wall clock; null: the defaults hold. */
  changedAt: number | null
  by: string | null
}

interface Props {
  sitting: SittingSummary
  stored: StoredPolicy
  /** Wall clock. */
  now: number
  saving: Doing<unknown>
  moving: Doing<{ startsAt: number }>
  onSave: (policy: SittingPolicy) => void
  /** Resolves to whether it was done. */
  onMove: (start: NewStart) => Promise<boolean>
  onReset: () => void
  /** For the gallery. */
  first?: { policy?: SittingPolicy; lines?: SebLines; dialog?: boolean }
}

/** Everything the committee settles for the room of one sitting; what would change is said before it is saved. */
export function SittingSettings({ sitting, stored, now, saving, moving, onSave, onMove, onReset, first }: Props) {
  const text = useText(settingsText)
  const { language } = useLanguage()
  const [changedPolicy, setPolicy] = useState<SittingPolicy | null>(first?.policy ?? null)
  const [changedLines, setLines] = useState<SebLines | null>(first?.lines ?? null)
  const [asking, setAsking] = useState(first?.dialog ?? false)
  const lines = changedLines ?? linesOf(stored.policy)
  const typed = { config: keysFrom(lines.configKeys), exam: keysFrom(lines.browserExamKeys) }
  const policy: SittingPolicy = {
    ...(changedPolicy ?? stored.policy),
    seb: {
      required: (changedPolicy ?? stored.policy).seb.required,
      configKeys: typed.config.keys,
      browserExamKeys: typed.exam.keys,
    },
  }
  const change = (part: Partial<SittingPolicy>) => setPolicy({ ...policy, ...part })
  const closed = sitting.state === 'closed'
  const movable = sitting.state === 'scheduled' || sitting.state === 'open'
  const problems = problemsOfPolicy(policy)
  const wrongLines = [
    ...(typed.config.wrongLines.length > 0
      ? [`${text.configKeys}: ${text.wrongLines(typed.config.wrongLines.join(', '))}`]
      : []),
    ...(typed.exam.wrongLines.length > 0
      ? [`${text.browserExamKeys}: ${text.wrongLines(typed.exam.wrongLines.join(', '))}`]
      : []),
  ]
  const changed = changedFields(stored.policy, policy).length > 0
  // Said to be off instead of switched off: a button that is switched off drops the focus of who has just pressed it.
  const fits = changed && problems.length === 0 && wrongLines.length === 0 && saving.at !== 'sending'
  const discard = () => {
    setPolicy(null)
    setLines(null)
    onReset()
  }
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (fits && !closed) onSave(tidiedPolicy(policy))
  }
  const closes = sitting.startsAt - stored.policy.pins.closeMinutes * 60_000
  return (
    <>
      <Head title={`${text.title} · ${sitting.name}`} back={{ href: '?screen=sittings', title: text.back }}>
        {movable ? (
          <button
            type="button"
            className="k-button"
            onClick={() => {
              onReset()
              setAsking(true)
            }}
          >
            {text.reschedule.open}
          </button>
        ) : null}
      </Head>
      <Facts
        of={[
          { name: text.facts.starts, value: momentWib(sitting.startsAt, language), text: true },
          { name: text.facts.pins, value: `${clockWib(closes)} WIB`, text: true },
          { name: text.facts.venue, value: sitting.venue || text.none, text: true },
          { name: text.facts.seats, value: count(sitting.seats, language), text: true },
          { name: text.facts.state, value: <SittingState state={sitting.state} />, text: true },
        ]}
      />
      {moving.at === 'done' ? (
        <Notice tone="ok" live>
          {text.reschedule.done(momentWib(moving.reply.startsAt, language))}
        </Notice>
      ) : null}
      {closed ? (
        <Notice>{text.closed}</Notice>
      ) : sitting.state === 'running' ? (
        <Notice tone="amber">{text.running}</Notice>
      ) : null}
      <p className="k-small k-soft">
        {stored.changedAt === null ? text.never : text.changed(momentWib(stored.changedAt, language), stored.by ?? '?')}
      </p>
      <form className="k-stack" onSubmit={submit} noValidate>
        <fieldset className="c-all" disabled={closed}>
          <Groups sitting={sitting} policy={policy} lines={lines} onChange={change} onLines={setLines} />
        </fieldset>
        {closed ? null : (
          <div className="c-verdict k-stack-small">
            <PolicyProblems problems={problems} wrongLines={wrongLines} />
            <PolicyEffect before={stored.policy} after={policy} />
            {saving.at === 'done' ? null : <DoingNotice doing={saving} />}
            <div className="k-line">
              <button type="submit" className="k-button primary" aria-disabled={!fits}>
                {text.save}
              </button>
              {changed || wrongLines.length > 0 ? (
                <button type="button" className="k-button quiet" onClick={discard}>
                  {text.discard}
                </button>
              ) : null}
              <span role="status">{changed ? '' : saving.at === 'done' ? text.saved : text.noChange}</span>
            </div>
          </div>
        )}
      </form>
      {asking ? (
        <RescheduleDialog
          sitting={sitting}
          closeMinutes={stored.policy.pins.closeMinutes}
          now={now}
          doing={moving}
          onClose={() => setAsking(false)}
          onSave={(start) => void onMove(start).then((done) => (done ? setAsking(false) : undefined))}
        />
      ) : null}
    </>
  )
}

function Groups({
  sitting,
  policy,
  lines,
  onChange,
  onLines,
}: {
  sitting: SittingSummary
  policy: SittingPolicy
  lines: SebLines
  onChange: (part: Partial<SittingPolicy>) => void
  onLines: (lines: SebLines) => void
}) {
  const text = useText(settingsText)
  const { pins, checkIn, roomPause, board, seb } = policy
  return (
    <>
      <div className="c-groups">
        <Group title={text.groups.checkIn}>
          <StepsField policy={policy} onChange={onChange} />
          <DocumentsField policy={policy} onChange={onChange} />
          <Ways
            name="photo"
            label={text.photo}
            hint={text.photoHint}
            value={checkIn.photo}
            ways={text.photoWays}
            order={['required', 'optional']}
            onChange={(photo) => onChange({ checkIn: { ...checkIn, photo } })}
          />
        </Group>
        <div className="k-stack">
          <Group title={text.groups.pins}>
            <Ways
              name="pins"
              label={text.pinsFrom}
              value={pins.from}
              ways={text.pinsFromWays}
              order={['desk', 'list']}
              onChange={(from) => onChange({ pins: { ...pins, from } })}
            />
            <Whole
              field="closeMinutes"
              label={text.closeMinutes}
              hint={closeExample(text.closeExample, sitting.startsAt, pins.closeMinutes)}
              value={pins.closeMinutes}
              onChange={(closeMinutes) => onChange({ pins: { ...pins, closeMinutes } })}
            />
          </Group>
          <Group title={text.groups.seating}>
            <Ways
              name="seating"
              label={text.seating}
              hint={text.seatingHint}
              value={policy.seating}
              ways={text.seatingWays}
              order={['plan', 'lottery']}
              onChange={(seating) => onChange({ seating })}
            />
          </Group>
          <Group title={text.groups.moves}>
            <Ways
              name="moves"
              label={text.moves}
              value={policy.moves}
              ways={text.movesWays}
              order={['approved', 'free']}
              onChange={(moves) => onChange({ moves })}
            />
          </Group>
        </div>
      </div>
      <div className="c-groups">
        <Group title={text.groups.watch}>
          <Whole
            field="idleMinutes"
            label={text.idleMinutes}
            hint={text.idleHint}
            value={policy.idleMinutes}
            onChange={(idleMinutes) => onChange({ idleMinutes })}
          />
          <Whole
            field="silentSeconds"
            label={text.silentSeconds}
            hint={text.silentHint}
            value={policy.silentSeconds}
            onChange={(silentSeconds) => onChange({ silentSeconds })}
          />
        </Group>
        <Group title={text.groups.time}>
          <Whole
            field="addMinutesMax"
            label={text.addMinutesMax}
            hint={text.addHint}
            value={policy.addMinutesMax}
            onChange={(addMinutesMax) => onChange({ addMinutesMax })}
          />
          <Whole
            field="returnSeconds"
            label={text.returnSeconds}
            hint={text.returnHint}
            value={policy.returnSeconds}
            onChange={(returnSeconds) => onChange({ returnSeconds })}
          />
        </Group>
        <Group title={text.groups.roomPause}>
          <Tick
            label={text.roomPause}
            checked={roomPause.on}
            onChange={(on) => onChange({ roomPause: { ...roomPause, on } })}
          />
          <Whole
            field="least"
            label={text.least}
            hint={text.leastHint}
            value={roomPause.least}
            onChange={(least) => onChange({ roomPause: { ...roomPause, least } })}
          />
          <Ways
            name="resume"
            label={text.resume}
            value={roomPause.resume}
            ways={text.resumeWays}
            order={['proctor', 'by-itself']}
            onChange={(resume) => onChange({ roomPause: { ...roomPause, resume } })}
          />
        </Group>
        <BoardGroup board={board} onChange={(next) => onChange({ board: next })} />
        <Group title={text.groups.station}>
          <Tick
            label={text.fullScreen}
            hint={text.fullScreenHint}
            checked={policy.fullScreen}
            onChange={(fullScreen) => onChange({ fullScreen })}
          />
        </Group>
        <Group title={text.groups.seb}>
          <SebSettings
            sitting={sitting.id}
            required={seb.required}
            lines={lines}
            onRequired={(required) => onChange({ seb: { ...seb, required } })}
            onLines={onLines}
          />
        </Group>
      </div>
    </>
  )
}

const EXAMPLE_NUMBER = '24-61-000001'

/** Each way of writing a name beside an example of it. */
function BoardGroup({
  board,
  onChange,
}: {
  board: SittingPolicy['board']
  onChange: (board: SittingPolicy['board']) => void
}) {
  const text = useText(settingsText)
  const example = (way: SittingPolicy['board']['names']) => (
    <>
      {text.boardWays[way]}
      <span className="c-under k-soft k-num">
        {text.boardExample([EXAMPLE_NUMBER, boardName(text.exampleName, way)].filter(Boolean).join(' · '))}
      </span>
    </>
  )
  return (
    <Group title={text.groups.board}>
      <Tick
        label={text.boardShow}
        hint={text.boardHint}
        checked={board.show}
        onChange={(show) => onChange({ ...board, show })}
      />
      <Ways
        name="board"
        label={text.boardNames}
        value={board.names}
        ways={{
          full: example('full'),
          short: example('short'),
          initials: example('initials'),
          number: example('number'),
        }}
        order={NAME_WAYS}
        onChange={(names) => onChange({ ...board, names })}
      />
    </Group>
  )
}

/** 'Mulai pukul 08:00:00: pukul 07:54:59 masih diberi, pukul 07:55:00 tidak lagi.' */
function closeExample(
  say: (last: string, closed: string, start: string) => string,
  startsAt: number,
  minutes: number,
): string | undefined {
  if (!Number.isFinite(minutes)) return undefined
  const closed = startsAt - minutes * 60_000
  return say(clockWib(closed - 1000), clockWib(closed), clockWib(startsAt))
}
