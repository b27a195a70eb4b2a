import { type FormEvent, useId, useState } from 'react'
import type { UnitBody, UnitRow } from '../../../server/protocol/needs.ts'
import { useLanguage, useText } from '../../shared/language.tsx'
import type { Doing } from '../../shared/load.ts'
import { Choice, DoingNotice, Empty, Field } from '../../shared/parts/kit-basics.tsx'
import { Ask } from '../../shared/parts/kit-dialog.tsx'
import { Table } from '../../shared/parts/kit-table.tsx'
import { kitText } from '../../shared/text/kit.ts'
import { needsText } from '../../shared/text/needs.ts'

/** The units of the regency; one that is open in the dialog is null for a new one. */
export function NeedsUnits({
  units,
  open,
  doing,
  onOpen,
  onKeep,
  onRemove,
}: {
  units: UnitRow[]
  open: { unit: UnitRow | null } | null
  doing: Doing<unknown>
  onOpen: (open: { unit: UnitRow | null } | null) => void
  onKeep: (id: string | null, body: UnitBody) => void
  onRemove: (unit: UnitRow) => void
}) {
  const all = useText(needsText)
  const text = all.units
  const names = new Map(units.map((unit) => [unit.id, unit.name]))
  return (
    <>
      <Table
        name="u"
        caption={text.caption}
        rows={units}
        rowKey={(row) => row.id}
        words={(row) => `${row.code} ${row.name} ${row.kind} ${row.district}`}
        exportName="unit"
        tools={
          <button type="button" className="k-button" onClick={() => onOpen({ unit: null })}>
            {text.add}
          </button>
        }
        empty={
          <Empty title={text.empty}>
            <p>{text.emptyAdvice}</p>
          </Empty>
        }
        columns={[
          {
            id: 'code',
            head: all.code,
            kind: 'tight',
            cell: (row) => <span className="k-num">{row.code}</span>,
            value: (row) => row.code,
          },
          { id: 'name', head: all.name, kind: 'name', cell: (row) => row.name, value: (row) => row.name },
          { id: 'kind', head: all.kind, cell: (row) => row.kind, value: (row) => row.kind },
          { id: 'district', head: all.district, cell: (row) => row.district || '–', value: (row) => row.district },
          {
            id: 'parent',
            head: text.parent,
            cell: (row) => names.get(row.parent ?? '') ?? '–',
            value: (row) => names.get(row.parent ?? '') ?? '',
          },
          {
            id: 'do',
            head: '',
            kind: 'tight',
            cell: (row) => (
              <span className="k-line c-actions">
                <button
                  type="button"
                  className="k-button small"
                  aria-label={`${all.edit} ${row.name}`}
                  onClick={() => onOpen({ unit: row })}
                >
                  {all.edit}
                </button>
                <button
                  type="button"
                  className="k-button small quiet"
                  aria-label={`${all.remove} ${row.name}`}
                  onClick={() => onRemove(row)}
                >
                  {all.remove}
                </button>
              </span>
            ),
          },
        ]}
      />
      {open ? (
        <UnitDialog
          key={open.unit?.id ?? 'new'}
          unit={open.unit}
          units={units}
          doing={doing}
          onKeep={onKeep}
          onClose={() => onOpen(null)}
        />
      ) : null}
    </>
  )
}

function UnitDialog({
  unit,
  units,
  doing,
  onKeep,
  onClose,
}: {
  unit: UnitRow | null
  units: UnitRow[]
  doing: Doing<unknown>
  onKeep: (id: string | null, body: UnitBody) => void
  onClose: () => void
}) {
  const all = useText(needsText)
  const text = all.units
  const kit = useText(kitText)
  const { language } = useLanguage()
  const form = useId()
  const [body, setBody] = useState<UnitBody>(() => {
    if (!unit) return { version: 0, code: '', name: '', kind: '', district: '', parent: null }
    const { id: _, ...rest } = unit
    return rest
  })
  const kinds = useId()
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (doing.at !== 'sending') onKeep(unit?.id ?? null, body)
  }
  const field = (name: 'code' | 'name' | 'kind' | 'district', more: object) => (
    <input
      className="k-input"
      value={body[name]}
      onChange={(event) => setBody({ ...body, [name]: event.target.value })}
      {...more}
    />
  )
  const order = new Intl.Collator(language, { numeric: true })
  return (
    <Ask
      open
      title={unit ? unit.name : text.add}
      onClose={onClose}
      actions={
        <>
          <button type="button" className="k-button" onClick={onClose}>
            {kit.cancel}
          </button>
          <button type="submit" form={form} className="k-button primary" disabled={doing.at === 'sending'}>
            {all.save}
          </button>
        </>
      }
    >
      <form id={form} className="k-stack" onSubmit={submit}>
        <div className="k-grid2">
          <Field label={all.code}>
            {field('code', { required: true, maxLength: 40, pattern: '[A-Za-z0-9._\\/\\-]+' })}
          </Field>
          <Field label={all.district}>{field('district', { maxLength: 100 })}</Field>
        </div>
        <Field label={all.name}>{field('name', { required: true, maxLength: 200, pattern: '.*\\S.*' })}</Field>
        <Field label={all.kind} hint={text.kindHint}>
          {field('kind', { required: true, maxLength: 60, pattern: '.*\\S.*', list: kinds })}
        </Field>
        <datalist id={kinds}>
          {[...new Set(units.map((one) => one.kind))].sort().map((kind) => (
            <option key={kind} value={kind} />
          ))}
        </datalist>
        <Choice
          label={text.parent}
          value={body.parent ?? ''}
          all={text.noParent}
          options={units
            .filter((one) => one.id !== unit?.id)
            .sort((a, b) => order.compare(a.name, b.name))
            .map((one) => ({ value: one.id, title: one.name }))}
          onChange={(value) => setBody({ ...body, parent: value || null })}
        />
      </form>
      {doing.at === 'done' ? null : <DoingNotice doing={doing} />}
    </Ask>
  )
}
