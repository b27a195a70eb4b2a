import { useCallback, useEffect, useRef, useState } from 'react'
import { useText } from '../../shared/language.tsx'
import { ItemHtml } from '../../shared/parts/item-view.tsx'
import { stationWords } from '../../shared/text/station.ts'
import { GoDialog } from '../parts/dialogs.tsx'
import { ExamFrame, type ExamProps, locked as lockedOf } from '../parts/exam-frame.tsx'
import { Icon } from '../parts/icon.tsx'
import { inTime } from '../parts/in-time.tsx'
import { LookBar } from '../parts/look-bar.tsx'
import { Navigator } from '../parts/navigator.tsx'
import { Mark, Options } from '../parts/options.tsx'
import { useKeys } from '../parts/use-keys.ts'
import { useNarrow } from '../parts/use-narrow.ts'
import { counts, paperOf, saveMark } from '../station-state.ts'

const HelpDialog = inTime(async () => (await import('../parts/help-dialog.tsx')).HelpDialog)

/** Screen 3: one item, its options, the number tiles. */
export function ItemScreen(props: ExamProps) {
  const { state, look, acts } = props
  const text = useText(stationWords)
  const narrow = useNarrow()
  const [dialog, setDialog] = useState<'help' | 'go' | 'time' | null>(props.dialog ?? null)
  const heading = useRef<HTMLHeadingElement>(null)
  const paper = paperOf(state)
  const { slot, shown } = state
  const item = paper?.items[slot]
  const choice = shown.responses[slot] ?? null
  const flagged = shown.flags[slot] === true
  const mark = saveMark(state, slot)
  const locked = lockedOf(state)
  const last = (paper?.items.length ?? 1) - 1
  const savedLive = useJustSaved(slot, mark)

  // A reader goes on at the new item, not at the button that was pressed.
  // biome-ignore lint/correctness/useExhaustiveDependencies: the slot is the reason
  useEffect(() => heading.current?.focus({ preventScroll: true }), [slot])

  const go = useCallback((to: number) => acts.go(to), [acts])
  const choose = (index: number) => {
    if (!locked && item && index < item.options.length) acts.choose(slot, index)
  }
  const flag = () => {
    if (!locked) acts.flag(slot, !flagged)
  }
  const forward = () => (slot === last ? acts.review(true) : acts.go(slot + 1))
  useKeys(
    {
      choose,
      flag,
      move: (step) => acts.go(slot + step),
      first: () => acts.go(0),
      last: () => acts.go(last),
      goTo: () => setDialog('go'),
      help: () => setDialog('help'),
      time: () => setDialog('time'),
    },
    dialog === null,
  )
  if (!paper || !item) return null

  const sections = state.view?.sitting.sections ?? []
  const section = sections.find((one) => one.id === item.section)?.title ?? item.section
  const tally = counts(shown)
  const tallyView = (
    <p className="tally tabular">
      <span>
        {text.answered} <strong>{tally.answered}</strong>
      </span>
      <span>
        {text.open} <strong>{tally.open}</strong>
      </span>
      <span>
        {text.flagged} <strong>{tally.flagged}</strong>
      </span>
    </p>
  )
  const tiles = <Navigator sections={sections} marks={shown} current={slot} onGo={go} />
  const lookBar = <LookBar look={look} onHelp={() => setDialog('help')} />
  return (
    <ExamFrame
      {...props}
      time={{ open: dialog === 'time', set: (open) => setDialog(open ? 'time' : null) }}
      where={
        <>
          <strong>{section}</strong> {text.itemOf(slot + 1, paper.items.length)}
        </>
      }
    >
      <main key={slot} className="pane item-text" tabIndex={0} aria-label={text.itemTitle(slot + 1)}>
        <div className="pane-inner" data-stimulus={item.stimulus !== null || undefined}>
          {item.stimulus === null ? null : (
            <section className="stimulus" aria-label={text.stimulus} tabIndex={0}>
              <ItemHtml html={item.stimulus} />
            </section>
          )}
          <section className="question">
            <h1 ref={heading} tabIndex={-1}>
              {text.itemTitle(slot + 1)}
              {flagged ? (
                <span className="heading-flag">
                  <Icon name="flag" size={16} />
                  {text.flag}
                </span>
              ) : null}
              <span className="heading-mark" aria-hidden="true">
                <Mark mark={mark} />
              </span>
            </h1>
            <ItemHtml id={`stem-${slot}`} className="stem" html={item.stem} />
            <Options
              name={`slot-${slot}`}
              stemId={`stem-${slot}`}
              options={item.options}
              choice={choice}
              mark={mark}
              locked={locked}
              onChoose={choose}
            />
          </section>
        </div>
      </main>
      <nav className="actions" aria-label={text.itemTitle(slot + 1)}>
        <button
          type="button"
          className="button"
          disabled={slot === 0}
          aria-label={text.previous}
          onClick={() => acts.go(slot - 1)}
        >
          <Icon name="left" />
          <span className="wide-only">{text.previous}</span>
        </button>
        <button type="button" className="button flag" aria-pressed={flagged} disabled={locked} onClick={flag}>
          <Icon name="flag" />
          {text.flag}
        </button>
        <button
          type="button"
          className="button"
          disabled={locked || choice === null}
          onClick={() => acts.choose(slot, null)}
        >
          {text.clear}
        </button>
        <button type="button" className="button primary forward" onClick={forward}>
          {slot === last ? text.toReview : text.next}
          <Icon name="right" />
        </button>
        <button type="button" className="button end" onClick={() => acts.review(true)}>
          {text.finish}
        </button>
      </nav>
      {narrow ? (
        <aside className="drawer" aria-label={text.navigator}>
          {lookBar}
          <details>
            <summary>
              {text.navigator}
              {tallyView}
            </summary>
            {tiles}
          </details>
        </aside>
      ) : (
        <aside className="side" aria-label={text.navigator}>
          {lookBar}
          {tallyView}
          {tiles}
        </aside>
      )}
      <span className="sr-only" role="status">
        {savedLive ? text.savedLive(slot + 1) : ''}
      </span>
      {dialog === 'help' ? <HelpDialog onClose={() => setDialog(null)} /> : null}
      {dialog === 'go' ? <GoDialog count={paper.items.length} onGo={go} onClose={() => setDialog(null)} /> : null}
    </ExamFrame>
  )
}

/** True from the moment this item's choice was acknowledged until she moves on. */
function useJustSaved(slot: number, mark: 'none' | 'saving' | 'saved'): boolean {
  const before = useRef({ slot, mark })
  const [at, setAt] = useState<number | null>(null)
  useEffect(() => {
    if (before.current.slot === slot && before.current.mark === 'saving' && mark === 'saved') setAt(slot)
    else if (mark === 'saving') setAt(null)
    before.current = { slot, mark }
  }, [slot, mark])
  return at === slot
}
