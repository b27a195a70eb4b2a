import { type FormEvent, useId, useState } from 'react'
import type { PlacementVenue, VenueFacts } from '../../../server/protocol/placement.ts'
import { count } from '../../shared/format.ts'
import { useLanguage, useText } from '../../shared/language.tsx'
import type { Doing, Loaded } from '../../shared/load.ts'
import { DoingNotice, Field, Shown } from '../../shared/parts/kit-basics.tsx'
import { Ask } from '../../shared/parts/kit-dialog.tsx'
import { kitText } from '../../shared/text/kit.ts'
import { placementText } from '../../shared/text/placement.ts'

export interface Home {
  code: string
  name: string
  people: number
}

/** What a venue offers: hours, whose home it is near to, which room is fit for whom. */
export function FactsDialog({
  venue,
  accommodations,
  homes,
  doing,
  onSave,
  onClose,
}: {
  venue: PlacementVenue
  accommodations: string[]
  homes: Loaded<Home[]>
  doing: Doing<VenueFacts>
  onSave: (facts: VenueFacts) => void
  onClose: () => void
}) {
  const text = useText(placementText).facts
  const kit = useText(kitText)
  const form = useId()
  const [facts, setFacts] = useState(venue.facts)
  const kinds = [...new Set([...accommodations, ...Object.values(venue.facts.fits).flat()])].sort()
  const fits = facts.opens !== '' && facts.closes > facts.opens
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (fits && doing.at !== 'sending') onSave(facts)
  }
  const mark = (room: string, kind: string, on: boolean) => {
    const others = (facts.fits[room] ?? []).filter((one) => one !== kind)
    setFacts({ ...facts, fits: { ...facts.fits, [room]: on ? [...others, kind] : others } })
  }
  return (
    <Ask
      open
      wide
      title={text.title(venue.name)}
      onClose={onClose}
      actions={
        <>
          <button type="button" className="k-button" onClick={onClose}>
            {kit.cancel}
          </button>
          <button type="submit" form={form} className="k-button primary" disabled={!fits || doing.at === 'sending'}>
            {text.save}
          </button>
        </>
      }
    >
      <form id={form} className="k-stack" onSubmit={submit}>
        <div className="k-grid2">
          {(['opens', 'closes'] as const).map((part) => (
            <Field key={part} label={text[part]}>
              <input
                className="k-input"
                type="time"
                required
                value={facts[part]}
                onChange={(event) => setFacts({ ...facts, [part]: event.target.value })}
              />
            </Field>
          ))}
        </div>
        <fieldset className="c-choices">
          <legend className="k-legend">{text.near}</legend>
          <p className="k-small k-soft">{text.nearHint}</p>
          <Shown of={homes}>{(list) => <Homes of={list} facts={facts} onChange={setFacts} />}</Shown>
        </fieldset>
        <fieldset className="c-choices">
          <legend className="k-legend">{text.fits}</legend>
          <p className="k-small k-soft">{text.fitsHint}</p>
          {kinds.length === 0 ? <p>{text.noKinds}</p> : null}
          {venue.rooms.flatMap((room) =>
            kinds.map((kind) => (
              <label key={`${room.id} ${kind}`} className="k-check">
                <input
                  type="checkbox"
                  checked={facts.fits[room.id]?.includes(kind) ?? false}
                  onChange={(event) => mark(room.id, kind, event.target.checked)}
                />
                {text.fit(room.name, kind)}
              </label>
            )),
          )}
        </fieldset>
      </form>
      {doing.at === 'done' ? null : <DoingNotice doing={doing} />}
    </Ask>
  )
}

/** Districts where people live who wait, and those that were ticked before though nobody waits there now. */
function Homes({ of, facts, onChange }: { of: Home[]; facts: VenueFacts; onChange: (facts: VenueFacts) => void }) {
  const text = useText(placementText).facts
  const { language } = useLanguage()
  const known = new Set(of.map(({ code }) => code))
  const [kept] = useState(() => facts.districts.filter((code) => !known.has(code)))
  const rows = [...of, ...kept.map((code) => ({ code, name: code, people: 0 }))]
  if (rows.length === 0) return <p>{text.homesEmpty}</p>
  const tick = (code: string, on: boolean) =>
    onChange({
      ...facts,
      districts: on ? [...facts.districts, code] : facts.districts.filter((one) => one !== code),
    })
  return (
    <div className="c-many" tabIndex={0} role="region" aria-label={text.near}>
      {rows.map(({ code, name, people }) => (
        <label key={code} className="k-check">
          <input
            type="checkbox"
            checked={facts.districts.includes(code)}
            onChange={(event) => tick(code, event.target.checked)}
          />
          <span>
            {name} <span className="k-soft k-num">· {text.people(count(people, language))}</span>
          </span>
        </label>
      ))}
    </div>
  )
}
