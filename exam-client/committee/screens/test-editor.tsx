import type { BankSummary, BlueprintCheck, RuleSetRow, TestRow } from '../../../server/protocol/http.ts'
import { count } from '../../shared/format.ts'
import { useLanguage, useText } from '../../shared/language.tsx'
import type { Doing, Loaded } from '../../shared/load.ts'
import { Choice, DoingNotice, Field, Notice, Shown } from '../../shared/parts/kit-basics.tsx'
import { workText } from '../../shared/text/committee-work.ts'
import { type Draft, itemsIn, whole, withSection } from '../test-draft.ts'
import { SectionEditor } from './section-editor.tsx'
import { Head } from './shell.tsx'

interface Props {
  banks: BankSummary[]
  ruleSets: RuleSetRow[]
  /** Null until a bank and a rule set are chosen. */
  draft: Draft | null
  bank: string
  ruleSet: string
  check: Loaded<BlueprintCheck>
  doing: Doing<TestRow>
  onChoose: (bank: string, ruleSet: string) => void
  onChange: (draft: Draft) => void
  onSave: () => void
}

/** A test in the making. The server checks each change against the bank; it is saved only when nothing is wrong. */
export function TestEditor({ banks, ruleSets, draft, bank, ruleSet, check, doing, onChoose, onChange, onSave }: Props) {
  const text = useText(workText).test
  const rule = ruleSets.find((one) => one.id === ruleSet)
  const chosen = banks.find((one) => one.id === bank)
  return (
    <>
      <Head title={text.make} back={{ href: '?screen=tests', title: text.back }} />
      <div className="k-panel k-stack">
        <div className="k-grid2">
          <Choice
            label={text.bank}
            value={bank}
            all={text.chooseBank}
            options={banks.map((one) => ({ value: one.id, title: one.name }))}
            onChange={(next) => onChoose(next, ruleSet)}
          />
          <Choice
            label={text.ruleSet}
            value={ruleSet}
            all={text.chooseRule}
            options={ruleSets.map((one) => ({ value: one.id, title: one.title }))}
            onChange={(next) => onChoose(bank, next)}
          />
        </div>
        {rule ? (
          <p className="k-small k-soft">
            {text.decree}: {rule.decree}
          </p>
        ) : null}
        {draft ? <Frame draft={draft} onChange={onChange} /> : null}
      </div>
      {draft && chosen
        ? draft.blueprint.sections.map((section, at) => (
            <SectionEditor
              key={section.id}
              section={section}
              bank={chosen}
              onChange={(change) => onChange(withSection(draft, at, change))}
            />
          ))
        : null}
      {draft ? <Verdict draft={draft} check={check} doing={doing} onSave={onSave} /> : null}
    </>
  )
}

function Frame({ draft, onChange }: { draft: Draft; onChange: (draft: Draft) => void }) {
  const text = useText(workText).test
  const { blueprint } = draft
  const set = (change: Partial<Draft['blueprint']>) => onChange({ ...draft, blueprint: { ...blueprint, ...change } })
  return (
    <>
      <Field label={text.name}>
        <input
          className="k-input"
          maxLength={100}
          required
          value={draft.name}
          onChange={(event) => onChange({ ...draft, name: event.target.value })}
        />
      </Field>
      <div className="k-grid3">
        <Field label={text.minutes}>
          <input
            className="k-input"
            type="number"
            min={1}
            max={600}
            value={blueprint.minutes}
            onChange={(event) => set({ minutes: whole(event.target.value, 1, 600) })}
          />
        </Field>
        <Field label={text.netra}>
          <input
            className="k-input"
            type="number"
            min={1}
            max={900}
            value={blueprint.accommodationMinutes['netra'] ?? blueprint.minutes}
            onChange={(event) =>
              set({
                accommodationMinutes: { ...blueprint.accommodationMinutes, netra: whole(event.target.value, 1, 900) },
              })
            }
          />
        </Field>
        <Field label={text.grace} hint={text.graceHint}>
          <input
            className="k-input"
            type="number"
            min={0}
            max={60}
            value={blueprint.graceMs / 1000}
            onChange={(event) => set({ graceMs: whole(event.target.value, 0, 60) * 1000 })}
          />
        </Field>
      </div>
      <label className="k-check">
        <input
          type="checkbox"
          checked={draft.showThreshold}
          onChange={(event) => onChange({ ...draft, showThreshold: event.target.checked })}
        />{' '}
        {text.showThreshold}
      </label>
    </>
  )
}

function Verdict({
  draft,
  check,
  doing,
  onSave,
}: {
  draft: Draft
  check: Loaded<BlueprintCheck>
  doing: Doing<TestRow>
  onSave: () => void
}) {
  const text = useText(workText).test
  const { language } = useLanguage()
  const n = (value: number) => count(value, language)
  const named = draft.name.trim() !== ''
  const fine = check.at === 'ready' && check.value.problems.length === 0
  return (
    <div className="c-verdict k-stack-small">
      <p className="k-strong k-num">{text.totalLine(n(itemsIn(draft)), n(draft.blueprint.minutes))}</p>
      {check.at === 'loading' ? (
        <Notice live>{text.checking}</Notice>
      ) : (
        <Shown of={check}>
          {({ problems }) =>
            problems.length === 0 ? (
              <Notice tone="ok" live>
                {text.ok}
              </Notice>
            ) : (
              <Notice tone="danger" live>
                <p className="k-strong">{text.problems(n(problems.length))}</p>
                <ul className="k-list c-problems" tabIndex={0}>
                  {problems.map((problem) => (
                    <li key={problem.where + problem.en}>
                      {problem[language].startsWith(problem.where) ? null : <strong>{problem.where}: </strong>}
                      {problem[language]}
                    </li>
                  ))}
                </ul>
              </Notice>
            )
          }
        </Shown>
      )}
      {doing.at === 'done' ? null : <DoingNotice doing={doing} />}
      <p className="k-line">
        <button
          type="button"
          className="k-button primary"
          disabled={!fine || !named || doing.at === 'sending'}
          onClick={onSave}
        >
          {text.save}
        </button>
        <span className="k-small k-soft">{named ? text.saveNote : text.nameNeeded}</span>
      </p>
    </div>
  )
}
