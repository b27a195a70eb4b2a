import { useDeferredValue, useRef, useState } from 'react'
import type { CandidateRow, Page } from '../../server/protocol/http.ts'
import type { NewStanding, OutsideScoreRow, StandingRow } from '../../server/protocol/results.ts'
import { useAddress } from '../shared/address.tsx'
import { useText } from '../shared/language.tsx'
import { useDoing, useLoad } from '../shared/load.ts'
import { Shown } from '../shared/parts/kit-basics.tsx'
import { committeeText } from '../shared/text/committee.ts'
import { standingsText } from '../shared/text/standings.ts'
import { useImport } from './import.ts'
import { Importer } from './screens/importer.tsx'
import { type Chosen, SEARCH_LEAST, StandingForm } from './screens/standing-form.tsx'
import { OutsideScoresTable, StandingsScreen, StandingsTable } from './screens/standings.tsx'
import { newestOf } from './standings.ts'

/** Who left the race, and what was scored elsewhere: both are read by the next integration. */
export function StandingsPage() {
  return useAddress().address['tab'] === 'outside' ? <OutsidePart /> : <StandingsPart />
}

function StandingsPart() {
  const text = useText(standingsText)
  const form = useRef<HTMLDivElement>(null)
  const standings = useLoad<StandingRow[]>('/api/standings')
  const save = useDoing<StandingRow>()
  const [search, setSearch] = useState('')
  const [chosen, setChosen] = useState<Chosen | null>(null)
  const wanted = useDeferredValue(search.trim())
  const path =
    wanted.length < SEARCH_LEAST ? null : `/api/candidates?${new URLSearchParams({ query: wanted, page: '1' })}`
  const found = useLoad<Page<CandidateRow>>(path)
  const choose = (next: Chosen | null) => {
    save.reset()
    setChosen(next)
  }
  const send = async (candidate: string, standing: NewStanding) => {
    if (!(await save.run('POST', `/api/candidates/${encodeURIComponent(candidate)}/standing`, standing))) return
    setChosen(null)
    setSearch('')
    standings.reload()
  }
  return (
    <StandingsScreen tab="standings">
      <Shown of={standings.loaded} retry={standings.reload}>
        {(rows) => (
          <>
            <div ref={form}>
              <StandingForm
                search={search}
                found={path === null ? null : found.loaded}
                chosen={chosen}
                now={chosen ? (newestOf(rows).get(chosen.candidate) ?? null) : null}
                doing={save.doing}
                onSearch={(value) => {
                  save.reset()
                  setSearch(value)
                }}
                onChoose={choose}
                onSave={(standing) => {
                  if (chosen) void send(chosen.candidate, standing)
                }}
                retry={found.reload}
              />
            </div>
            <h2>{text.list}</h2>
            <StandingsTable
              standings={rows}
              onEdit={(row) => {
                choose(row)
                form.current?.scrollIntoView({ block: 'start' })
              }}
            />
          </>
        )}
      </Shown>
    </StandingsScreen>
  )
}

function OutsidePart() {
  const text = useText(standingsText).outside
  const hint = useText(committeeText).import.hint
  const scores = useLoad<OutsideScoreRow[]>('/api/outside-scores')
  const job = useImport('/api/outside-scores/import', scores.reload)
  return (
    <StandingsScreen tab="outside">
      <Importer
        title={text.import}
        hint={hint}
        note={text.note}
        accept=".csv,.xlsx"
        template="/api/outside-scores/template.csv"
        state={job.state}
        onCheck={job.check}
        onCommit={job.commit}
        onAgain={job.again}
      />
      <Shown of={scores.loaded} retry={scores.reload}>
        {(rows) => <OutsideScoresTable scores={rows} />}
      </Shown>
    </StandingsScreen>
  )
}
