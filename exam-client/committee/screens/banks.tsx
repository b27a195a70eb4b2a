import { type FormEvent, useState } from 'react'
import type { BankSummary } from '../../../server/protocol/http.ts'
import { count } from '../../shared/format.ts'
import { useLanguage, useText } from '../../shared/language.tsx'
import type { Doing } from '../../shared/load.ts'
import { DoingNotice, Empty, Field } from '../../shared/parts/kit-basics.tsx'
import { Table } from '../../shared/parts/kit-table.tsx'
import { committeeText } from '../../shared/text/committee.ts'
import { workText } from '../../shared/text/committee-work.ts'
import { Head } from './shell.tsx'

/** The item banks, and a new one. */
export function BanksScreen({
  banks,
  doing,
  onCreate,
}: {
  banks: BankSummary[]
  doing: Doing<BankSummary>
  onCreate: (name: string) => void
}) {
  const text = useText(workText).bank
  const title = useText(committeeText).screens.banks
  const { language } = useLanguage()
  const [name, setName] = useState('')
  const create = (event: FormEvent) => {
    event.preventDefault()
    if (name.trim() !== '') onCreate(name.trim())
  }
  return (
    <>
      <Head title={title} next={banks.length === 0 ? text.emptyAdvice : undefined} />
      <form className="k-panel k-line c-inline" onSubmit={create}>
        <Field label={text.newName}>
          <input
            className="k-input"
            maxLength={100}
            required
            value={name}
            onChange={(event) => setName(event.target.value)}
          />
        </Field>
        <button type="submit" className="k-button primary" disabled={doing.at === 'sending'}>
          {text.create}
        </button>
        {doing.at === 'done' ? null : <DoingNotice doing={doing} />}
      </form>
      <Table
        name="b"
        caption={title}
        rows={banks}
        rowKey={(row) => row.id}
        words={(row) => row.name}
        empty={
          <Empty title={text.empty}>
            <p>{text.emptyAdvice}</p>
          </Empty>
        }
        columns={[
          {
            id: 'name',
            head: text.name,
            cell: (row) => <a href={`?screen=banks&bank=${encodeURIComponent(row.id)}`}>{row.name}</a>,
            value: (row) => row.name,
          },
          {
            id: 'items',
            head: text.items,
            kind: 'num',
            cell: (row) => count(row.items, language),
            value: (row) => row.items,
          },
          {
            id: 'sections',
            head: text.sections,
            cell: (row) => <Parts of={row.sections} unnamed={text.unnamed} />,
            value: (row) => row.sections.map((one) => one.name).join(', '),
          },
          {
            id: 'subjects',
            head: text.subjects,
            cell: (row) => <Parts of={row.subjects} unnamed={text.unnamed} />,
            value: (row) => row.subjects.map((one) => one.name).join(', '),
          },
        ]}
      />
    </>
  )
}

const PARTS_SHOWN_MAX = 6

export function Parts({ of, unnamed }: { of: { name: string; items: number }[]; unnamed: string }) {
  const { language } = useLanguage()
  const named = of.filter((one) => one.items > 0 && (one.name !== '' || of.length > 1))
  if (named.length === 0) return <>–</>
  const shown = named
    .slice(0, PARTS_SHOWN_MAX)
    .map((one) => `${one.name || unnamed} ${count(one.items, language)}`)
    .join(' · ')
  return (
    <span className="k-num">
      {named.length > PARTS_SHOWN_MAX ? `${shown} · +${named.length - PARTS_SHOWN_MAX}` : shown}
    </span>
  )
}
