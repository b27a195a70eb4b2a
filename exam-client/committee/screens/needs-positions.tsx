import { type FormEvent, useState } from 'react'
import type { Programme } from '../../../server/protocol/education.ts'
import type { AnalysisPart, PositionBody, PositionKind, PositionRow } from '../../../server/protocol/needs.ts'
import { count } from '../../shared/format.ts'
import { useLanguage, useText } from '../../shared/language.tsx'
import type { Doing } from '../../shared/load.ts'
import { Choice, DoingNotice, Empty, Field } from '../../shared/parts/kit-basics.tsx'
import { Table } from '../../shared/parts/kit-table.tsx'
import { needsText } from '../../shared/text/needs.ts'
import { wantedWords } from '../education-words.ts'
import { EducationPicker } from './education-picker.tsx'
import { Head } from './shell.tsx'

/** The positions with their class, education and how much of their analysis is written. */
export function NeedsPositions({
  positions,
  programmes,
  onRemove,
}: {
  positions: PositionRow[]
  programmes: readonly Programme[]
  onRemove: (position: PositionRow) => void
}) {
  const all = useText(needsText)
  const text = all.positions
  const { language } = useLanguage()
  const education = (row: PositionRow) => wantedWords(row.education, programmes, all.education.any, language)
  return (
    <Table
      name="p"
      caption={text.caption}
      rows={positions}
      rowKey={(row) => row.id}
      words={(row) => `${row.code} ${row.name} ${all.positionKinds[row.kind]} ${education(row)}`}
      exportName="jabatan"
      tools={
        <a className="k-button" href="?screen=needs&tab=positions&edit=new">
          {text.add}
        </a>
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
        {
          id: 'name',
          head: all.name,
          kind: 'name',
          cell: (row) => <a href={`?screen=needs&tab=positions&edit=${encodeURIComponent(row.id)}`}>{row.name}</a>,
          value: (row) => row.name,
        },
        {
          id: 'kind',
          head: all.kind,
          cell: (row) => all.positionKinds[row.kind],
          value: (row) => all.positionKinds[row.kind],
        },
        { id: 'class', head: text.class, kind: 'num', cell: (row) => row.class ?? '–', value: (row) => row.class },
        { id: 'education', head: text.education, kind: 'wide', cell: (row) => education(row) || '–', value: education },
        {
          id: 'analysis',
          head: text.analysis,
          kind: 'tight',
          cell: (row) => text.filled(count(filledOf(row), language)),
          value: filledOf,
        },
        {
          id: 'do',
          head: '',
          kind: 'tight',
          cell: (row) => (
            <button
              type="button"
              className="k-button small quiet"
              aria-label={`${all.remove} ${row.name}`}
              onClick={() => onRemove(row)}
            >
              {all.remove}
            </button>
          ),
        },
      ]}
    />
  )
}

const filledOf = (row: PositionRow): number =>
  Object.values(row.analysis).filter((text) => text.trim() !== '').length + (row.class === null ? 0 : 1)

const NEW: PositionBody = {
  ...{ version: 0, code: '', name: '', kind: 'pelaksana', class: null, education: [], analysis: {} },
}

/** One position: its name, class and education, and the fifteen elements of its analysis. */
export function PositionEditor({
  position,
  programmes,
  doing,
  onKeep,
}: {
  position: PositionRow | null
  programmes: readonly Programme[]
  doing: Doing<unknown>
  onKeep: (body: PositionBody) => void
}) {
  const all = useText(needsText)
  const text = all.positions
  const [body, setBody] = useState<PositionBody>(() => {
    if (!position) return NEW
    const { id: _, ...rest } = position
    return rest
  })
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (doing.at !== 'sending') onKeep(body)
  }
  return (
    <>
      <Head title={position?.name ?? text.new} back={{ href: '?screen=needs&tab=positions', title: text.back }} />
      <form className="k-stack" onSubmit={submit}>
        <section className="k-panel k-stack">
          <div className="k-grid2">
            <Field label={all.code}>
              <input
                className="k-input"
                required
                maxLength={40}
                pattern="[A-Za-z0-9._\/\-]+"
                value={body.code}
                onChange={(event) => setBody({ ...body, code: event.target.value })}
              />
            </Field>
            <Field label={all.name}>
              <input
                className="k-input"
                required
                maxLength={200}
                pattern=".*\S.*"
                value={body.name}
                onChange={(event) => setBody({ ...body, name: event.target.value })}
              />
            </Field>
            <Choice
              label={all.kind}
              value={body.kind}
              options={(Object.keys(all.positionKinds) as PositionKind[]).map((kind) => ({
                value: kind,
                title: all.positionKinds[kind],
              }))}
              onChange={(kind) => setBody({ ...body, kind: kind as PositionKind })}
            />
            <Choice
              label={text.class}
              value={String(body.class ?? '')}
              all={text.noClass}
              options={Array.from({ length: 17 }, (_, at) => ({ value: String(at + 1), title: String(at + 1) }))}
              onChange={(value) => setBody({ ...body, class: value === '' ? null : Number(value) })}
            />
          </div>
          <h2>{text.education}</h2>
          <EducationPicker
            value={body.education}
            programmes={programmes}
            onChange={(education) => setBody({ ...body, education })}
          />
        </section>
        <section className="k-panel k-stack">
          <div>
            <h2>{text.analysis}</h2>
            <p className="k-small k-soft">{text.analysisHint}</p>
          </div>
          <div className="k-grid2">
            {(Object.keys(all.analysis) as AnalysisPart[]).map((part) => (
              <Field key={part} label={all.analysis[part]}>
                <textarea
                  className="k-input"
                  maxLength={5000}
                  value={body.analysis[part] ?? ''}
                  onChange={(event) => setBody({ ...body, analysis: { ...body.analysis, [part]: event.target.value } })}
                />
              </Field>
            ))}
          </div>
        </section>
        <DoingNotice doing={doing} done={() => all.saved} />
        <p>
          <button type="submit" className="k-button primary" disabled={doing.at === 'sending'}>
            {all.save}
          </button>
        </p>
      </form>
    </>
  )
}
