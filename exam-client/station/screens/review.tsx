import { useCallback, useState } from 'react'
import { useText } from '../../shared/language.tsx'
import { stationWords } from '../../shared/text/station.ts'
import { FinishDialog } from '../parts/dialogs.tsx'
import { ExamFrame, type ExamProps, locked as lockedOf } from '../parts/exam-frame.tsx'
import { Icon } from '../parts/icon.tsx'
import { LookBar } from '../parts/look-bar.tsx'
import { Navigator, Tile } from '../parts/navigator.tsx'
import { counts, type Marks } from '../station-state.ts'

/** Screen 4: what to look at again first, then everything, then the end. */
export function ReviewScreen(props: ExamProps & { confirm?: boolean }) {
  const { state, acts } = props
  const text = useText(stationWords)
  const [confirming, setConfirming] = useState(props.confirm ?? false)
  const [timeOpen, setTimeOpen] = useState(false)
  const go = useCallback((slot: number) => acts.go(slot), [acts])
  const sections = state.view?.sitting.sections ?? []
  const { shown, slot } = state
  const tally = counts(shown)
  const open = slotsWhere(shown, (choice) => choice === null)
  const flagged = slotsWhere(shown, (_, flag) => flag)
  return (
    <ExamFrame {...props} where={null} time={{ open: timeOpen, set: setTimeOpen }}>
      <main className="pane review" tabIndex={0} aria-label={text.reviewTitle}>
        <div className="review-head">
          <h1>{text.reviewTitle}</h1>
          <LookBar look={props.look} />
        </div>
        <p className="big-counts tabular">
          <span data-level="ok">
            <strong>{tally.answered}</strong> {text.answered}
          </span>
          <span data-level={tally.open > 0 ? 'danger' : 'ok'}>
            <strong>{tally.open}</strong> {text.open}
          </span>
          <span data-level={tally.flagged > 0 ? 'amber' : 'ok'}>
            <strong>{tally.flagged}</strong> {text.flagged}
          </span>
        </p>
        {open.length + flagged.length === 0 ? (
          <p className="callout" data-level="ok">
            <Icon name="check" size={22} />
            {text.reviewNothing}
          </p>
        ) : (
          <section aria-labelledby="attention">
            <h2 id="attention">{text.reviewAttention}</h2>
            <Group title={text.reviewOpen} slots={open} marks={shown} onGo={go} />
            <Group title={text.reviewFlagged} slots={flagged} marks={shown} onGo={go} />
          </section>
        )}
        <section aria-labelledby="all-items">
          <h2 id="all-items">{text.reviewAll}</h2>
          <Navigator sections={sections} marks={shown} current={slot} onGo={go} />
        </section>
      </main>
      <nav className="actions review-actions" aria-label={text.reviewTitle}>
        <button type="button" className="button" onClick={() => acts.review(false)}>
          <Icon name="left" />
          {text.backToItem(slot + 1)}
        </button>
        <button
          type="button"
          className="button primary forward"
          disabled={lockedOf(state)}
          onClick={() => setConfirming(true)}
        >
          {text.finishNow}
        </button>
      </nav>
      {confirming ? (
        <FinishDialog
          counts={tally}
          onClose={() => setConfirming(false)}
          onFinish={() => {
            setConfirming(false)
            acts.finish()
          }}
        />
      ) : null}
    </ExamFrame>
  )
}

function Group({
  title,
  slots,
  marks,
  onGo,
}: {
  title: string
  slots: number[]
  marks: Marks
  onGo: (slot: number) => void
}) {
  if (slots.length === 0) return null
  return (
    <div className="review-group">
      <h3>
        {title} <span className="navigator-range tabular">({slots.length})</span>
      </h3>
      <div className="tiles">
        {slots.map((slot) => (
          <Tile
            key={slot}
            slot={slot}
            answered={(marks.responses[slot] ?? null) !== null}
            flagged={marks.flags[slot] === true}
            current={false}
            stop={true}
            onGo={onGo}
          />
        ))}
      </div>
    </div>
  )
}

const slotsWhere = (marks: Marks, is: (choice: number | null, flag: boolean) => boolean): number[] =>
  marks.responses.flatMap((choice, slot) => (is(choice, marks.flags[slot] === true) ? [slot] : []))
