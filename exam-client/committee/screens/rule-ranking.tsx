import { useLanguage, useText } from '../../shared/language.tsx'
import { Field } from '../../shared/parts/kit-basics.tsx'
import { rulesText } from '../../shared/text/rules.ts'
import type { RuleBody, RuleBodyIntegration } from '../rule-body.ts'
import { keysOfBody, withIntegration, withRanking } from '../rule-draft.ts'
import { keyWord } from '../rule-words.ts'
import { AddChoice, AddText, FigureInput, OrderList } from './rule-parts.tsx'

interface Part {
  body: RuleBody
  sums: string[]
  onChange: (body: RuleBody) => void
}

/** What decides the rank, in order; how many go on; who comes before any score. */
export function RuleRanking({ body, sums, onChange }: Part) {
  const text = useText(rulesText)
  const { language } = useLanguage()
  const { ranking } = body
  const word = (key: string) => keyWord(body, key, language)
  const free = keysOfBody(body, sums).filter((key) => !ranking.keys.includes(key))
  const set = (change: Partial<RuleBody['ranking']>) => onChange(withRanking(body, change))
  const groups = ranking.groups ?? []
  return (
    <fieldset className="k-group c-section">
      <legend>{text.say.ranking}</legend>
      <div className="k-grid2">
        <OrderList title={text.edit.keys} of={ranking.keys} word={word} onChange={(keys) => set({ keys })}>
          <AddChoice
            label={text.edit.addKey}
            options={free.map((value) => ({ value, title: word(value) }))}
            onAdd={(key) => set({ keys: [...ranking.keys, key] })}
          />
        </OrderList>
        <div className="k-stack">
          <Field label={text.edit.cut} hint={text.edit.cutHint}>
            <FigureInput value={ranking.cutTimesNeed} onChange={(cutTimesNeed) => set({ cutTimesNeed })} />
          </Field>
          <label className="k-check">
            <input
              type="checkbox"
              checked={ranking.oldestFirst ?? false}
              onChange={(event) => set({ oldestFirst: event.target.checked })}
            />{' '}
            {text.edit.oldest}
          </label>
          <OrderList
            title={text.edit.groups}
            of={groups}
            word={(one) => one}
            empty={text.edit.noGroups}
            onChange={(next) => set({ groups: next })}
          >
            <AddText label={text.edit.group} taken={groups} onAdd={(one) => set({ groups: [...groups, one] })} />
          </OrderList>
        </div>
      </div>
    </fieldset>
  )
}

/** How SKD and SKB become the final score: only a rule set for the SKD holds it. */
export function RuleIntegration({ body, onChange }: Omit<Part, 'sums'>) {
  const text = useText(rulesText)
  const { integration } = body
  if (body.stage !== 'skd' && !integration) return null
  return (
    <fieldset className="k-group c-section">
      <legend>{text.say.integration}</legend>
      <label className="k-check">
        <input
          type="checkbox"
          checked={integration !== undefined}
          onChange={(event) => onChange(withIntegration(body, event.target.checked ? {} : null))}
        />{' '}
        {text.edit.integrate}
      </label>
      {integration ? (
        <IntegrationFields
          body={body}
          integration={integration}
          onChange={(change) => onChange(withIntegration(body, change))}
        />
      ) : null}
    </fieldset>
  )
}

function IntegrationFields({
  body,
  integration,
  onChange,
}: {
  body: RuleBody
  integration: RuleBodyIntegration
  onChange: (change: Partial<RuleBodyIntegration>) => void
}) {
  const text = useText(rulesText).edit
  const { language } = useLanguage()
  const { shares, extra, ties } = integration
  const word = (key: string) => keyWord(body, key, language)
  const known = ['skd', ...body.sections.map(({ id }) => id).filter((id) => id !== ''), 'gpa', 'oldest']
  const limit = (name: 'testsMax' | 'weightMax' | 'catWeightMin', label: string) => (
    <Field label={label}>
      <FigureInput value={extra[name]} onChange={(value) => onChange({ extra: { ...extra, [name]: value } })} />
    </Field>
  )
  return (
    <div className="k-grid2">
      <OrderList title={text.ties} of={ties} word={word} onChange={(next) => onChange({ ties: next })}>
        <AddChoice
          label={text.addKey}
          options={known.filter((key) => !ties.includes(key)).map((value) => ({ value, title: word(value) }))}
          onAdd={(key) => onChange({ ties: [...ties, key] })}
        />
      </OrderList>
      <div className="k-stack">
        <div className="k-grid2">
          <Field label={text.shareSkd}>
            <FigureInput value={shares.skd} onChange={(skd) => onChange({ shares: { ...shares, skd } })} />
          </Field>
          <Field label={text.shareSkb}>
            <FigureInput value={shares.skb} onChange={(skb) => onChange({ shares: { ...shares, skb } })} />
          </Field>
        </div>
        <div className="k-grid2">
          {limit('testsMax', text.testsMax)}
          {limit('weightMax', text.weightMax)}
          {limit('catWeightMin', text.catMin)}
        </div>
        <OrderList
          title={text.kinds}
          of={extra.kindsRefused}
          word={(one) => one}
          empty={text.noKinds}
          onChange={(kindsRefused) => onChange({ extra: { ...extra, kindsRefused } })}
        >
          <AddText
            label={text.kindHint}
            taken={extra.kindsRefused}
            onAdd={(kind) => onChange({ extra: { ...extra, kindsRefused: [...extra.kindsRefused, kind] } })}
          />
        </OrderList>
      </div>
    </div>
  )
}
