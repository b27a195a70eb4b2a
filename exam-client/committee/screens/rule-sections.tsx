import { useLanguage, useText } from '../../shared/language.tsx'
import { Choice, Field } from '../../shared/parts/kit-basics.tsx'
import { rulesText } from '../../shared/text/rules.ts'
import type { RuleBody, RuleBodySection, Titles } from '../rule-body.ts'
import {
  withIntegration,
  withNeedAt,
  withNewNeed,
  withNewSection,
  withoutNeed,
  withoutSection,
  withSectionAt,
} from '../rule-draft.ts'
import { FigureInput, TextField } from './rule-parts.tsx'

interface Part {
  body: RuleBody
  onChange: (body: RuleBody) => void
}

/** What it is called, where it comes from and what it is for. */
export function RuleBasics({ body, onChange }: Part) {
  const text = useText(rulesText)
  const set = (change: Partial<RuleBody>) => onChange({ ...body, ...change })
  const known = (words: Record<string, string>, value: string) => [
    ...Object.entries(words).map(([one, title]) => ({ value: one, title })),
    // A file may name one that we do not know: it is shown, and the check says what may stand there.
    ...(Object.hasOwn(words, value) ? [] : [{ value, title: value }]),
  ]
  return (
    <fieldset className="k-group c-section">
      <legend>{text.edit.basics}</legend>
      <div className="k-grid2">
        <TextField label={text.edit.name} value={body.title} onChange={(title) => set({ title })} />
        <TextField
          label={text.code}
          hint={text.edit.idHint}
          value={body.id}
          max={100}
          onChange={(id) => set({ id: id.trim() })}
        />
      </div>
      <div className="k-grid2">
        <TextField
          label={text.decree}
          hint={text.edit.decreeHint}
          value={body.decree}
          onChange={(decree) => set({ decree })}
        />
        <Field label={text.year}>
          <FigureInput value={body.year} onChange={(year) => set({ year })} />
        </Field>
      </div>
      <div className="k-grid2">
        <Choice
          label={text.procurement}
          value={body.procurement}
          options={known(text.edit.procurements, body.procurement)}
          onChange={(procurement) => set({ procurement })}
        />
        <Choice
          label={text.stage}
          value={body.stage}
          options={known(text.edit.stages, body.stage)}
          onChange={(stage) => onChange({ ...(stage === 'skd' ? body : withIntegration(body, null)), stage })}
        />
      </div>
    </fieldset>
  )
}

export function RuleSections({ body, onChange }: Part) {
  const text = useText(rulesText)
  return (
    <fieldset className="k-group c-section">
      <legend>{text.sections}</legend>
      {body.sections.map((section, at) => (
        <SectionRow
          // The place is the key: the id is what is being typed, and must not lose the focus
          key={at}
          section={section}
          onChange={(change) => onChange(withSectionAt(body, at, change))}
          onRemove={() => onChange(withoutSection(body, at))}
        />
      ))}
      <p>
        <button type="button" className="k-button small" onClick={() => onChange(withNewSection(body))}>
          {text.edit.addSection}
        </button>
      </p>
    </fieldset>
  )
}

function SectionRow({
  section,
  onChange,
  onRemove,
}: {
  section: RuleBodySection
  onChange: (change: Partial<RuleBodySection>) => void
  onRemove: () => void
}) {
  const text = useText(rulesText).edit
  const { scoring } = section
  return (
    <div className="c-rule-row" role="group" aria-label={section.id || text.sectionId}>
      <TextField label={text.sectionId} value={section.id} max={40} onChange={(id) => onChange({ id: id.trim() })} />
      <TitleFields title={section.title} onChange={(title) => onChange({ title })} />
      <div className="k-line c-section-line c-rule-figures">
        <Field label={text.items}>
          <FigureInput value={section.items} onChange={(items) => onChange({ items })} />
        </Field>
        <Choice
          label={text.kind}
          value={scoring.kind}
          options={[
            { value: 'correct', title: text.correct },
            { value: 'weighted', title: text.weighted },
          ]}
          onChange={(kind) =>
            onChange({
              scoring: kind === 'weighted' ? { kind, least: 1, most: null } : { kind: 'correct', points: null },
            })
          }
        />
        {scoring.kind === 'correct' ? (
          <Field label={text.points}>
            <FigureInput value={scoring.points} onChange={(points) => onChange({ scoring: { ...scoring, points } })} />
          </Field>
        ) : (
          <>
            <Field label={text.least}>
              <FigureInput value={scoring.least} onChange={(least) => onChange({ scoring: { ...scoring, least } })} />
            </Field>
            <Field label={text.most}>
              <FigureInput value={scoring.most} onChange={(most) => onChange({ scoring: { ...scoring, most } })} />
            </Field>
          </>
        )}
        <button
          type="button"
          className="k-button"
          aria-label={text.removeOne(section.id || text.sectionId)}
          onClick={onRemove}
        >
          {text.remove}
        </button>
      </div>
    </div>
  )
}

export function RuleNeedTypes({ body, onChange }: Part) {
  const text = useText(rulesText).edit
  const { language } = useLanguage()
  return (
    <fieldset className="k-group c-section">
      <legend>{text.needTypes}</legend>
      {body.needTypes.map((need, at) => (
        // The place is the key: the id is what is being typed, and must not lose the focus
        <div key={at} className="c-rule-row c-rule-need" role="group" aria-label={need.title[language] || need.id}>
          <TextField
            label={text.needId}
            value={need.id}
            max={60}
            onChange={(id) => onChange(withNeedAt(body, at, { id: id.trim() }))}
          />
          <TitleFields title={need.title} onChange={(title) => onChange(withNeedAt(body, at, { title }))} />
          <button
            type="button"
            className="k-button"
            aria-label={text.removeOne(need.title[language] || need.id)}
            onClick={() => onChange(withoutNeed(body, at))}
          >
            {text.remove}
          </button>
        </div>
      ))}
      <p>
        <button type="button" className="k-button small" onClick={() => onChange(withNewNeed(body))}>
          {text.addNeed}
        </button>
      </p>
    </fieldset>
  )
}

function TitleFields({ title, onChange }: { title: Titles; onChange: (title: Titles) => void }) {
  const text = useText(rulesText).edit
  return (
    <>
      <TextField label={text.titleId} value={title.id} onChange={(id) => onChange({ ...title, id })} />
      <TextField label={text.titleEn} value={title.en} onChange={(en) => onChange({ ...title, en })} />
    </>
  )
}
