import { useState } from 'react'
import type { Programme } from '../../server/protocol/education.ts'
import type { RuleSetRow, VacancyRow } from '../../server/protocol/http.ts'
import type { RuleSetDetail } from '../../server/protocol/rule-sets.ts'
import type {
  GrantRow,
  NewVacancies,
  PeriodRow,
  PeriodVacancy,
  VacancyVersion,
} from '../../server/protocol/vacancies.ts'
import { useAddress } from '../shared/address.tsx'
import { useText } from '../shared/language.tsx'
import { useDoing, useLoad } from '../shared/load.ts'
import { Shown } from '../shared/parts/kit-basics.tsx'
import { committeeText } from '../shared/text/committee.ts'
import { vacanciesText } from '../shared/text/vacancies.ts'
import { useImport } from './import.ts'
import { AskSecond, ProposedNotice } from './looked-at.tsx'
import type { RuleBody } from './rule-body.ts'
import { Grants, placesOf, type Taken } from './screens/grants.tsx'
import { Importer } from './screens/importer.tsx'
import { RemoveDialog } from './screens/needs-dialogs.tsx'
import {
  NoPeriod,
  PeriodVacancies,
  VACANCY_TABS,
  VacanciesFrame,
  type VacancyTab,
} from './screens/period-vacancies.tsx'
import { VacanciesScreen, VacanciesTable } from './screens/vacancies.tsx'
import { VacancyEditor } from './screens/vacancy-editor.tsx'
import { bodyOf, draftOf } from './vacancy-draft.ts'

const id = encodeURIComponent

/** The vacancies of a period, the grants they come from, or all there are; the address names period, part and vacancy. */
export function VacanciesPage() {
  const title = useText(committeeText).screens.vacancies
  const { address } = useAddress()
  const periods = useLoad<PeriodRow[]>('/api/periods')
  const grants = useLoad<GrantRow[]>('/api/grants')
  return (
    <Shown title={title} of={periods.loaded} retry={periods.reload}>
      {(rows) => (
        <Shown title={title} of={grants.loaded} retry={grants.reload}>
          {(granted) => {
            const period =
              rows.find((one) => one.id === address['period']) ?? rows.find((one) => one.state !== 'closed') ?? rows[0]
            const again = () => {
              periods.reload()
              grants.reload()
            }
            return period ? (
              <PeriodPage key={period.id} periods={rows} period={period} grants={granted} reload={again} />
            ) : (
              <WithoutPeriod />
            )
          }}
        </Shown>
      )}
    </Shown>
  )
}

/** Before the first period: what came in as sheets, and the way to a period. */
function WithoutPeriod() {
  return (
    <>
      <AllPart headed />
      <NoPeriod />
    </>
  )
}

function PeriodPage({
  periods,
  period,
  grants,
  reload,
}: {
  periods: PeriodRow[]
  period: PeriodRow
  grants: GrantRow[]
  reload: () => void
}) {
  const title = useText(committeeText).screens.vacancies
  const { address } = useAddress()
  const vacancies = useLoad<PeriodVacancy[]>(`/api/periods/${id(period.id)}/vacancies`)
  const again = () => {
    vacancies.reload()
    reload()
  }
  const tab: VacancyTab = VACANCY_TABS.find((one) => one === address['tab']) ?? 'period'
  return (
    <Shown title={title} of={vacancies.loaded} retry={vacancies.reload}>
      {(rows) => {
        const wanted = rows.find((one) => one.id === address['vacancy'])
        if (wanted) return <OnePage key={wanted.id} period={period} vacancy={wanted} reload={again} />
        return (
          <VacanciesFrame periods={periods} period={period} vacancies={rows} grants={grants} tab={tab}>
            {tab === 'period' ? <PeriodPart period={period} vacancies={rows} /> : null}
            {tab === 'grants' ? <GrantsPart period={period} grants={grants} reload={again} /> : null}
            {tab === 'all' ? <AllPart /> : null}
          </VacanciesFrame>
        )
      }}
    </Shown>
  )
}

function PeriodPart({ period, vacancies }: { period: PeriodRow; vacancies: PeriodVacancy[] }) {
  const text = useText(vacanciesText).vacancies
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set())
  const [asking, setAsking] = useState(false)
  const [proposed, setProposed] = useState(false)
  const ids = vacancies.filter((one) => one.state === 'draft' && chosen.has(one.id)).map((one) => one.id)
  return (
    <>
      {proposed ? <ProposedNotice /> : null}
      <PeriodVacancies
        periodId={period.id}
        vacancies={vacancies}
        chosen={chosen}
        onChosen={setChosen}
        onPublish={() => {
          setProposed(false)
          setAsking(true)
        }}
      />
      {asking ? (
        <AskSecond
          title={text.publishTitle}
          path={`/api/periods/${id(period.id)}/publication`}
          body={(reason) => ({ vacancies: ids, reason })}
          onProposed={() => {
            setAsking(false)
            setProposed(true)
            setChosen(new Set())
          }}
          onClose={() => setAsking(false)}
        />
      ) : null}
    </>
  )
}

/** Kinds of need and stated thresholds of the period's rule set. */
function useRules(ruleSet: string) {
  const rows = useLoad<RuleSetRow[]>('/api/rule-sets')
  const detail = useLoad<RuleSetDetail>(ruleSet === '' ? null : `/api/rule-sets/${id(ruleSet)}`)
  const row = rows.loaded.at === 'ready' ? rows.loaded.value.find((one) => one.id === ruleSet) : undefined
  const body = detail.loaded.at === 'ready' ? (detail.loaded.value.body as RuleBody) : null
  return { needTypes: row?.needTypes ?? [], stated: (needType: string) => body?.statedByVacancy?.[needType] ?? [] }
}

function GrantsPart({ period, grants, reload }: { period: PeriodRow; grants: GrantRow[]; reload: () => void }) {
  const { needTypes } = useRules(period.settings.ruleSet)
  const making = useDoing<{ made: number }>()
  const [chosen, setChosen] = useState<string | null>(null)
  const [taken, setTaken] = useState<Taken>({})
  const needType = chosen ?? needTypes[0]?.id ?? 'umum'
  const make = async () => {
    const places = placesOf(grants, taken)?.map((one) => ({ ...one, needType }))
    if (!places) return
    const body: NewVacancies = { places }
    if (!(await making.run('POST', `/api/periods/${id(period.id)}/vacancies`, body))) return
    setTaken({})
    reload()
  }
  return (
    <Grants
      grants={grants}
      needTypes={needTypes.length > 0 ? needTypes : [{ id: 'umum', title: 'Umum' }]}
      needType={needType}
      taken={taken}
      doing={making.doing}
      closed={period.state === 'closed'}
      onNeedType={setChosen}
      onTaken={setTaken}
      onMake={() => void make()}
    />
  )
}

function OnePage({ period, vacancy, reload }: { period: PeriodRow; vacancy: PeriodVacancy; reload: () => void }) {
  const text = useText(vacanciesText).vacancies
  const { go } = useAddress()
  const rules = useRules(period.settings.ruleSet)
  const programmes = useLoad<Programme[]>('/api/programmes')
  const versions = useLoad<VacancyVersion[]>(
    vacancy.state === 'open' ? `/api/vacancies/${id(vacancy.id)}/versions` : null,
  )
  const [draft, setDraft] = useState(() => draftOf(vacancy))
  const [asking, setAsking] = useState(false)
  const [proposed, setProposed] = useState(false)
  const [removing, setRemoving] = useState(false)
  const keeping = useDoing<object>()
  const gone = useDoing<object>()
  const body = bodyOf(draft, vacancy.version)
  const save = async () => {
    if (vacancy.state === 'open') return setAsking(true)
    if (body && (await keeping.run('PUT', `/api/vacancies/${id(vacancy.id)}`, body))) reload()
  }
  const remove = async () => {
    if (!(await gone.run('DELETE', `/api/vacancies/${id(vacancy.id)}`))) return
    reload()
    go({ vacancy: null })
  }
  return (
    <>
      <VacancyEditor
        periodId={period.id}
        vacancy={vacancy}
        draft={draft}
        needTypes={rules.needTypes.length > 0 ? rules.needTypes : [{ id: draft.needType, title: draft.needType }]}
        stated={[...new Set([...rules.stated(draft.needType), ...Object.keys(draft.thresholds)])]}
        documents={period.settings.documents}
        programmes={programmes.loaded.at === 'ready' ? programmes.loaded.value : []}
        versions={versions.loaded.at === 'ready' ? versions.loaded.value : []}
        closed={period.state === 'closed'}
        doing={keeping.doing}
        notice={proposed ? <ProposedNotice /> : undefined}
        onDraft={(next) => {
          keeping.reset()
          setDraft(next)
        }}
        onSave={() => void save()}
        onRemove={() => setRemoving(true)}
      />
      {asking && body ? (
        <AskSecond
          title={text.editor.changeTitle}
          path={`/api/vacancies/${id(vacancy.id)}/change`}
          body={(reason) => ({ content: body, reason })}
          onProposed={() => {
            setAsking(false)
            setProposed(true)
          }}
          onClose={() => setAsking(false)}
        />
      ) : null}
      {removing ? (
        <RemoveDialog
          name={vacancy.code}
          doing={gone.doing}
          onRemove={() => void remove()}
          onClose={() => setRemoving(false)}
        />
      ) : null}
    </>
  )
}

/** Every published vacancy, those that came in as a sheet too, with how far each has come. */
function AllPart({ headed = false }: { headed?: boolean }) {
  const text = useText(committeeText)
  const { loaded, reload } = useLoad<VacancyRow[]>('/api/vacancies')
  const job = useImport('/api/imports/vacancies', reload)
  const importer = (
    <Importer
      title={text.vacancy.import}
      hint={text.import.hint}
      note={text.vacancy.columns}
      accept=".csv,.xlsx,.json"
      template="/api/imports/templates/vacancies.csv"
      state={job.state}
      onCheck={job.check}
      onCommit={job.commit}
      onAgain={job.again}
    />
  )
  return (
    <Shown title={headed ? text.screens.vacancies : undefined} of={loaded} retry={reload}>
      {(vacancies) =>
        headed ? (
          <VacanciesScreen vacancies={vacancies} importer={importer} />
        ) : (
          <>
            {importer}
            <VacanciesTable vacancies={vacancies} />
          </>
        )
      }
    </Shown>
  )
}
