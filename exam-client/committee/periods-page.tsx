import { useState } from 'react'
import type { RuleSetRow } from '../../server/protocol/http.ts'
import type { PeriodSettings, PeriodStage } from '../../server/protocol/recruitment.ts'
import { isRefusal } from '../../server/protocol/refusals.ts'
import type { Period, PeriodBody, PeriodRow } from '../../server/protocol/vacancies.ts'
import { useAddress } from '../shared/address.tsx'
import { ask, Unreachable } from '../shared/ask.ts'
import { useText } from '../shared/language.tsx'
import { useDoing, useLoad } from '../shared/load.ts'
import { Shown } from '../shared/parts/kit-basics.tsx'
import { committeeText } from '../shared/text/committee.ts'
import { vacanciesText } from '../shared/text/vacancies.ts'
import { AskSecond, ProposedNotice } from './looked-at.tsx'
import type { PeriodDraft } from './period-draft.ts'
import { RemoveDialog } from './screens/needs-dialogs.tsx'
import { type PeriodAct, PeriodEditor } from './screens/period-editor.tsx'
import { PeriodsScreen } from './screens/periods.tsx'

const id = encodeURIComponent

/** The list of periods, or the one that the address names. */
export function PeriodsPage() {
  const title = useText(committeeText).screens.periods
  const { address } = useAddress()
  const { loaded, reload } = useLoad<PeriodRow[]>('/api/periods')
  const wanted = address['period']
  return (
    <Shown title={title} of={loaded} retry={reload}>
      {(periods) => {
        if (!wanted) return <PeriodsScreen periods={periods} />
        const period = periods.find((one) => one.id === wanted) ?? null
        return wanted === 'new' || period ? (
          <OnePage key={wanted} period={period} reload={reload} />
        ) : (
          <PeriodsScreen periods={periods} />
        )
      }}
    </Shown>
  )
}

function OnePage({ period, reload }: { period: PeriodRow | null; reload: () => void }) {
  const title = useText(committeeText).screens.periods
  const usual = useLoad<PeriodSettings>(period ? null : '/api/periods/usual')
  const ruleSets = useLoad<RuleSetRow[]>('/api/rule-sets')
  const start = period ? ({ at: 'ready', value: period.settings } as const) : usual.loaded
  return (
    <Shown title={title} of={start} retry={usual.reload}>
      {(settings) => (
        <Shown title={title} of={ruleSets.loaded} retry={ruleSets.reload}>
          {(rules) => <Editing period={period} settings={settings} ruleSets={rules} reload={reload} />}
        </Shown>
      )}
    </Shown>
  )
}

function Editing({
  period,
  settings,
  ruleSets,
  reload,
}: {
  period: PeriodRow | null
  settings: PeriodSettings
  ruleSets: RuleSetRow[]
  reload: () => void
}) {
  const text = useText(vacanciesText)
  const { go } = useAddress()
  const [draft, setDraft] = useState<PeriodDraft>({ name: period?.name ?? '', settings })
  const [act, setAct] = useState<PeriodAct | null>(null)
  const [proposed, setProposed] = useState(false)
  const [removing, setRemoving] = useState(false)
  const saving = useDoing<Period>()
  const gone = useDoing<object>()
  const body: PeriodBody = { version: period?.version ?? 0, ...draft }
  const save = async () => {
    const path = period ? `/api/periods/${id(period.id)}` : '/api/periods'
    const kept = await saving.run(period ? 'PUT' : 'POST', path, body)
    if (!kept) return
    reload()
    go({ period: kept.id }, 'replace')
  }
  const layOut = async (day: string) => {
    try {
      const stages = await ask<PeriodStage[]>('GET', `/api/periods/stages/${day}`)
      if (!isRefusal(stages)) setDraft((now) => ({ ...now, settings: { ...now.settings, stages } }))
    } catch (error) {
      // The dates stay as they are; the person may type them.
      if (!(error instanceof Unreachable)) throw error
    }
  }
  const remove = async () => {
    if (!period || !(await gone.run('DELETE', `/api/periods/${id(period.id)}`))) return
    reload()
    go({ period: null })
  }
  return (
    <>
      <PeriodEditor
        period={period}
        draft={draft}
        ruleSets={ruleSets}
        doing={saving.doing}
        notice={proposed ? <ProposedNotice /> : undefined}
        onDraft={(next) => {
          saving.reset()
          setDraft(next)
        }}
        onSave={() => void save()}
        onLayOut={(day) => void layOut(day)}
        onAct={setAct}
        onRemove={() => setRemoving(true)}
      />
      {act && period ? (
        <AskSecond
          key={act}
          title={text.periods[act]}
          path={`/api/periods/${id(period.id)}/proposal`}
          body={(reason) => ({ step: act, reason, ...(act === 'change' ? { body } : {}) })}
          onProposed={() => {
            setAct(null)
            setProposed(true)
          }}
          onClose={() => setAct(null)}
        />
      ) : null}
      {removing && period ? (
        <RemoveDialog
          name={period.name}
          doing={gone.doing}
          onRemove={() => void remove()}
          onClose={() => setRemoving(false)}
        />
      ) : null}
    </>
  )
}
