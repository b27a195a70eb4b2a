import { useEffect, useState } from 'react'
import type {
  BankSummary,
  BlueprintCheck,
  NewSitting,
  RuleSetRow,
  TestRow,
  Unseated,
} from '../../server/protocol/http.ts'
import type { SittingSummary } from '../../server/protocol/proctor.ts'
import { isRefusal } from '../../server/protocol/refusals.ts'
import type { VenueRow } from '../../server/protocol/venues.ts'
import { useAddress } from '../shared/address.tsx'
import { ask, Unreachable } from '../shared/ask.ts'
import { useText } from '../shared/language.tsx'
import { both, type Loaded, useDoing, useLoad } from '../shared/load.ts'
import { Empty, Shown } from '../shared/parts/kit-basics.tsx'
import { committeeText } from '../shared/text/committee.ts'
import { settingsText } from '../shared/text/sitting-settings.ts'
import { PlacementPage } from './placement-pages.tsx'
import { SittingForm } from './screens/sitting-form.tsx'
import { SittingsScreen } from './screens/sittings.tsx'
import { TestEditor } from './screens/test-editor.tsx'
import { TestsScreen } from './screens/tests.tsx'
import { SeatChangesPage } from './seat-change-page.tsx'
import { SittingSettingsPage } from './sitting-settings-page.tsx'
import { type Draft, draftFor } from './test-draft.ts'

export function TestsPage() {
  const title = useText(committeeText).screens.tests
  const { address } = useAddress()
  const tests = useLoad<TestRow[]>('/api/tests')
  const banks = useLoad<BankSummary[]>('/api/banks')
  const retry = () => {
    tests.reload()
    banks.reload()
  }
  return (
    <Shown title={title} of={both(tests.loaded, banks.loaded)} retry={retry}>
      {([rows, all]) =>
        address['new'] ? (
          <TestEditorPage banks={all} onSaved={tests.reload} />
        ) : (
          <TestsScreen
            tests={rows}
            banks={all.filter((one) => one.items > 0).length}
            saved={address['saved'] === '1'}
          />
        )
      }
    </Shown>
  )
}

const CHECK_DELAY_MS = 400

function TestEditorPage({ banks, onSaved }: { banks: BankSummary[]; onSaved: () => void }) {
  const title = useText(committeeText).screens.tests
  const { go } = useAddress()
  const rules = useLoad<RuleSetRow[]>('/api/rule-sets')
  const save = useDoing<TestRow>()
  const [bank, setBank] = useState('')
  const [ruleSet, setRuleSet] = useState('')
  const [draft, setDraft] = useState<Draft | null>(null)
  const check = useCheck(draft)
  const choose = (nextBank: string, nextRule: string) => {
    setBank(nextBank)
    setRuleSet(nextRule)
    const chosenBank = banks.find((one) => one.id === nextBank)
    const chosenRule = rules.loaded.at === 'ready' ? rules.loaded.value.find((one) => one.id === nextRule) : undefined
    setDraft(
      chosenBank && chosenRule
        ? draftFor(chosenBank, chosenRule, draft?.name || `${chosenRule.title} · ${chosenBank.name}`)
        : null,
    )
  }
  const send = async () => {
    if (!draft || !(await save.run('POST', '/api/tests', draft))) return
    onSaved()
    go({ new: null, saved: '1' })
  }
  return (
    <Shown title={title} of={rules.loaded} retry={rules.reload}>
      {(ruleSets) => (
        <TestEditor
          banks={banks}
          ruleSets={ruleSets}
          draft={draft}
          bank={bank}
          ruleSet={ruleSet}
          check={check}
          doing={save.doing}
          onChoose={choose}
          onChange={setDraft}
          onSave={() => void send()}
        />
      )}
    </Shown>
  )
}

/** Asks the server about the draft a moment after it was last changed; an answer for an older draft is thrown away. */
function useCheck(draft: Draft | null): Loaded<BlueprintCheck> {
  const [state, setState] = useState<{ draft: Draft | null; check: Loaded<BlueprintCheck> }>({
    draft: null,
    check: { at: 'loading' },
  })
  useEffect(() => {
    if (!draft) return
    let over = false
    const timer = setTimeout(() => {
      // A draft without a name cannot pass the shape check, but its blueprint can be checked all the same.
      ask<BlueprintCheck>('POST', '/api/tests/check', { ...draft, name: draft.name.trim() || '-' }).then(
        (reply) => {
          if (!over)
            setState({ draft, check: isRefusal(reply) ? { at: 'refused', why: reply } : { at: 'ready', value: reply } })
        },
        (error: unknown) => {
          if (!(error instanceof Unreachable)) throw error
          if (!over) setState({ draft, check: { at: 'unreachable' } })
        },
      )
    }, CHECK_DELAY_MS)
    return () => {
      over = true
      clearTimeout(timer)
    }
  }, [draft])
  return state.draft === draft ? state.check : { at: 'loading' }
}

/** The schedule: sittings one by one, the placement of everybody at once, and changes of it. */
export function SittingsPage() {
  const { address } = useAddress()
  if (address['tab'] === 'placement') return <PlacementPage />
  if (address['tab'] === 'changes') return <SeatChangesPage />
  return <SittingsListPage />
}

function SittingsListPage() {
  const title = useText(committeeText).screens.sittings
  const { address, go } = useAddress()
  const sittings = useLoad<SittingSummary[]>('/api/sittings')
  const unseated = useLoad<Unseated>('/api/unseated')
  const tests = useLoad<TestRow[]>('/api/tests')
  // Only the form asks for them, and it works without.
  const venues = useLoad<VenueRow[]>(address['new'] ? '/api/venues' : null)
  const save = useDoing<SittingSummary>()
  const retry = () => {
    sittings.reload()
    unseated.reload()
    tests.reload()
  }
  const make = async (sitting: NewSitting) => {
    if (!(await save.run('POST', '/api/sittings', sitting))) return
    retry()
    go({ new: null })
  }
  const chosen = address['sitting']
  if (chosen)
    return (
      <Shown title={title} of={sittings.loaded} retry={sittings.reload}>
        {(rows) => {
          const sitting = rows.find((one) => one.id === chosen)
          return sitting ? (
            <SittingSettingsPage key={sitting.id} sitting={sitting} onMoved={sittings.reload} />
          ) : (
            <NoSuchSitting />
          )
        }}
      </Shown>
    )
  return (
    <Shown title={title} of={both(both(sittings.loaded, unseated.loaded), tests.loaded)} retry={retry}>
      {([[rows, waiting], all]) =>
        address['new'] && all.length > 0 ? (
          <SittingForm
            tests={all}
            unseated={waiting}
            venues={venues.loaded.at === 'ready' ? venues.loaded.value : []}
            now={Date.now()}
            doing={save.doing}
            onSave={(sitting) => void make(sitting)}
          />
        ) : (
          <SittingsScreen sittings={rows} unseated={waiting} tests={all.length} />
        )
      }
    </Shown>
  )
}

function NoSuchSitting() {
  const text = useText(settingsText)
  return (
    <Empty page title={text.missing}>
      <a href="?screen=sittings">{text.back}</a>
    </Empty>
  )
}
