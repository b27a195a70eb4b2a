import type { OwnApplication } from '../../server/protocol/applications.ts'
import type { OwnVerification } from '../../server/protocol/verification.ts'
import type { Language } from '../shared/language.tsx'
import { useDoing, useLoad } from '../shared/load.ts'
import { AppealForm } from './screens/appeal.tsx'
import { StatusScreen } from './screens/status.tsx'

/** An application that was sent; what an officer found is asked for once it was announced. */
export function StatusPage({
  application,
  language,
  again,
}: {
  application: OwnApplication
  language: Language
  again: () => void
}) {
  const path = `/api/applicant/appeal?application=${encodeURIComponent(application.id)}`
  const { loaded, reload } = useLoad<OwnVerification>(application.announcedAt === null ? null : path)
  const withdrawing = useDoing<OwnApplication>()
  const appealing = useDoing<OwnVerification>()
  const verification =
    appealing.doing.at === 'done' ? appealing.doing.reply : loaded.at === 'ready' ? loaded.value : null
  return (
    <StatusScreen
      application={application}
      verification={verification}
      withdrawing={withdrawing.doing}
      receipt={`/api/applicant/applications/${application.id}/receipt.pdf?language=${language}`}
      onWithdraw={(reason) =>
        void withdrawing
          .run('POST', `/api/applicant/applications/${application.id}/withdrawal`, { reason })
          .then((done) => (done ? again() : undefined))
      }
      appeal={
        verification?.appeal ? (
          <AppealForm
            appeal={verification.appeal}
            doing={appealing.doing}
            onSend={(text) =>
              void appealing
                .run('POST', '/api/applicant/appeal', { application: application.id, text, truthful: true })
                .then((done) => (done ? reload() : undefined))
            }
          />
        ) : null
      }
    />
  )
}
