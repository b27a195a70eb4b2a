import { useCallback, useEffect, useState } from 'react'
import type { StationView } from '../../../server/protocol/station.ts'
import { useText } from '../../shared/language.tsx'
import { ItemHtml } from '../../shared/parts/item-view.tsx'
import { stationWords } from '../../shared/text/station.ts'
import type { Look } from '../look.ts'
import { Icon } from '../parts/icon.tsx'
import { Options } from '../parts/options.tsx'
import { Page } from '../parts/page.tsx'
import type { SaveMark } from '../station-state.ts'

const TASKS = ['choose', 'change', 'clear', 'flag', 'size', 'theme'] as const
type Task = (typeof TASKS)[number]

/** The rules, and one item to try every control on. Nothing here leaves this page. */
export function RulesScreen({
  look,
  view,
  startsNow = false,
  onReady,
}: {
  look: Look
  view: StationView
  /** The sitting runs already: the button starts this candidate's own time. */
  startsNow?: boolean
  onReady: () => void
}) {
  const text = useText(stationWords)
  const [choice, setChoice] = useState<number | null>(null)
  const [flagged, setFlagged] = useState(false)
  const [done, setDone] = useState<ReadonlySet<Task>>(new Set())
  const [mark, setMark] = useState<SaveMark>('none')
  const did = useCallback((task: Task) => setDone((before) => new Set(before).add(task)), [])
  const [first] = useState({ size: look.size, theme: look.theme })
  useEffect(() => {
    if (look.size !== first.size) did('size')
    if (look.theme !== first.theme) did('theme')
  }, [look.size, look.theme, first, did])
  useEffect(() => {
    if (mark !== 'saving') return
    const timer = setTimeout(() => setMark('saved'), 500)
    return () => clearTimeout(timer)
  }, [mark])
  const choose = (next: number) => {
    did(choice === null ? 'choose' : 'change')
    setChoice(next)
    setMark('saving')
  }
  return (
    <Page look={look} sitting={`${view.sitting.test} · ${view.sitting.name}`}>
      <div className="rules">
        <section>
          <h1>{text.rulesTitle}</h1>
          <ol className="rules-list">
            {text.rules(view.sitting.items, view.minutes).map((rule) => (
              <li key={rule}>{rule}</li>
            ))}
          </ol>
          <button
            type="button"
            className={`button large ${startsNow || done.size === TASKS.length ? 'primary' : ''}`}
            onClick={onReady}
          >
            {startsNow ? text.startNow : done.size === TASKS.length ? text.ready : text.readySkip}
          </button>
          {startsNow ? <p className="soft rules-start">{text.startNowHelp(view.minutes)}</p> : null}
        </section>
        <section className="card tutorial" aria-labelledby="tutorial-title">
          <div>
            <h2 id="tutorial-title">{text.tutorialTitle}</h2>
            <p className="soft">{text.tutorialHelp}</p>
          </div>
          <div className="item-text">
            <ItemHtml id="tutorial-stem" className="stem" html={text.tutorialStem} />
            <Options
              name="tutorial"
              stemId="tutorial-stem"
              options={text.tutorialOptions.map((html) => ({ html }))}
              choice={choice}
              mark={mark}
              locked={false}
              onChoose={choose}
            />
          </div>
          <p className="tutorial-buttons">
            <button
              type="button"
              className="button flag"
              aria-pressed={flagged}
              onClick={() => {
                setFlagged(!flagged)
                did('flag')
              }}
            >
              <Icon name="flag" /> {text.flag}
            </button>
            <button
              type="button"
              className="button"
              disabled={choice === null}
              onClick={() => {
                setChoice(null)
                setMark('none')
                did('clear')
              }}
            >
              {text.clear}
            </button>
          </p>
          <ul className="tasks">
            {TASKS.map((task) => (
              <li key={task} data-done={done.has(task) || undefined}>
                <span className="task-box">{done.has(task) ? <Icon name="check" size={14} /> : null}</span>
                {text.tutorialTasks[task]}
                <span className="sr-only">, {done.has(task) ? text.tutorialDone : text.tutorialOpen}</span>
              </li>
            ))}
          </ul>
        </section>
      </div>
    </Page>
  )
}
