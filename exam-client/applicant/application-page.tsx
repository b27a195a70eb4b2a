import { useEffect, useState } from 'react'
import type {
  Choices,
  OwnApplication,
  OwnHome,
  Portal,
  PortalVacancy,
  RegionRow,
} from '../../server/protocol/applications.ts'
import { isRefusal } from '../../server/protocol/refusal.ts'
import { useAddress } from '../shared/address.tsx'
import { ask } from '../shared/ask.ts'
import type { Language } from '../shared/language.tsx'
import { useText } from '../shared/language.tsx'
import { useDoing, useLoad } from '../shared/load.ts'
import { Notice, Shown } from '../shared/parts/kit-basics.tsx'
import { applicantText } from '../shared/text/applicant.ts'
import { applicantFormText } from '../shared/text/applicant-form.ts'
import { CheckStep } from './screens/check.tsx'
import { DocumentsStep } from './screens/documents.tsx'
import { EducationStep } from './screens/education.tsx'
import { IdentityStep } from './screens/identity.tsx'
import { StepFrame } from './screens/steps.tsx'
import { VacancyList, VacancyStep } from './screens/vacancy.tsx'
import { STEPS, type Step } from './standing.ts'
import { StatusPage } from './status-page.tsx'
import { useDraft } from './use-draft.ts'
import { useUploads } from './use-uploads.ts'

/** Her application: not begun, being filled in, or sent. */
export function ApplicationPage({
  home,
  portal,
  language,
  again,
}: {
  home: OwnHome
  portal: Portal
  language: Language
  again: () => void
}) {
  const [application] = home.applications
  if (!application) return <Begin portal={portal} again={again} />
  if (application.state === 'draft' && application.canEdit)
    return <Filling first={application} portal={portal} again={again} />
  return <StatusPage application={application} language={language} again={again} />
}

function Begin({ portal, again }: { portal: Portal; again: () => void }) {
  const { address, go } = useAddress()
  const text = useText(applicantText)
  const form = useText(applicantFormText)
  const { loaded, reload } = useLoad<PortalVacancy[]>(portal.period?.open ? '/api/applicant/vacancies' : null)
  const { doing, run } = useDoing<OwnApplication>()
  if (!portal.period?.open)
    return (
      <div className="k-stack">
        <h1>{text.tabs.application}</h1>
        <Notice>
          {text.noPeriod} {text.noPeriodAdvice}
        </Notice>
      </div>
    )
  return (
    <div className="k-stack">
      <h1>{form.choose}</h1>
      <Shown of={loaded} retry={reload}>
        {(vacancies) => (
          <VacancyList
            vacancies={vacancies}
            chosen={null}
            wanted={address['vacancy'] ?? null}
            doing={doing}
            onChoose={(vacancy) =>
              void run('POST', '/api/applicant/applications', { vacancy }).then((made) => {
                if (!made) return
                go({ vacancy: null, step: 'identity' }, 'replace')
                again()
              })
            }
          />
        )}
      </Shown>
    </div>
  )
}

function Filling({ first, portal, again }: { first: OwnApplication; portal: Portal; again: () => void }) {
  const { address, go } = useAddress()
  const saver = useDraft(first)
  const uploads = useUploads(saver)
  const { loaded } = useLoad<Choices>('/api/applicant/choices')
  const sending = useDoing<OwnApplication>()
  const [programmes, setProgrammes] = useState<Choices['programmes']>([])
  useEffect(() => {
    if (loaded.at === 'ready') setProgrammes(loaded.value.programmes)
  }, [loaded])
  const { application, draft } = saver
  const named = address['step'] as Step
  const step: Step = STEPS.includes(named) ? named : application.vacancy ? 'identity' : 'vacancy'
  const change = saver.change.bind(saver)
  const submit = async () => {
    if (!(await saver.flush())) return
    const sent = await sending.run('POST', `/api/applicant/applications/${application.id}/submission`, {
      version: saver.application.version,
    })
    if (!sent) return
    go({ step: null }, 'replace')
    scrollTo(0, 0)
    again()
  }
  return (
    <StepFrame application={application} step={step} saving={saver.saving} onChoose={(mine) => saver.choose(mine)}>
      {step === 'vacancy' ? (
        <Choosing application={application} onChosen={(newest) => saver.take(newest)} flush={() => saver.flush()} />
      ) : step === 'identity' ? (
        <IdentityStep
          application={application}
          me={portal.me}
          draft={draft}
          onChange={change}
          findRegions={async (text) => {
            const found = await ask<RegionRow[]>('POST', '/api/applicant/regions', { text })
            return isRefusal(found) ? [] : found
          }}
        />
      ) : step === 'education' ? (
        <EducationStep application={application} draft={draft} programmes={programmes} onChange={change} />
      ) : step === 'documents' ? (
        <DocumentsStep application={application} uploads={uploads} />
      ) : (
        <CheckStep
          application={application}
          me={portal.me}
          draft={draft}
          programmes={programmes}
          doing={sending.doing}
          onTruthful={(truthful) => change({ truthful })}
          onSend={() => void submit()}
        />
      )}
    </StepFrame>
  )
}

function Choosing({
  application,
  onChosen,
  flush,
}: {
  application: OwnApplication
  onChosen: (newest: OwnApplication) => void
  flush: () => Promise<boolean>
}) {
  const [choosing, setChoosing] = useState(application.vacancy === null)
  const { loaded, reload } = useLoad<PortalVacancy[]>(choosing ? '/api/applicant/vacancies' : null)
  const { doing, run, reset } = useDoing<OwnApplication>()
  const choose = async (vacancy: string) => {
    await flush()
    const newest = await run('PUT', `/api/applicant/applications/${application.id}/vacancy`, {
      version: application.version,
      vacancy,
    })
    if (!newest) return
    onChosen(newest)
    setChoosing(false)
    reset()
  }
  if (!choosing) return <VacancyStep application={application} onOther={() => setChoosing(true)} />
  return (
    <Shown of={loaded} retry={reload}>
      {(vacancies) => (
        <VacancyList
          vacancies={vacancies}
          chosen={application.vacancy?.code ?? null}
          wanted={null}
          doing={doing}
          onChoose={(code) => void choose(code)}
          onKeep={application.vacancy ? () => setChoosing(false) : undefined}
        />
      )}
    </Shown>
  )
}
