import { useEffect } from 'react'
import type { OwnHome, Portal } from '../../server/protocol/applications.ts'
import { useAddress } from '../shared/address.tsx'
import { ask } from '../shared/ask.ts'
import { useLanguage, useText } from '../shared/language.tsx'
import { useDoing, useLoad } from '../shared/load.ts'
import { Shown } from '../shared/parts/kit-basics.tsx'
import { applicantText } from '../shared/text/applicant.ts'
import { ApplicationPage } from './application-page.tsx'
import { RegisterPage } from './register-page.tsx'
import { ResetPage } from './reset-page.tsx'
import { AccountScreen, Frame, NoticesScreen, Tabs } from './screens/home.tsx'
import { Welcome } from './screens/welcome.tsx'

/** Who is here and what is open; then the page that the address names. */
export function ApplicantApp() {
  const { loaded, reload } = useLoad<Portal>('/api/applicant/portal')
  const text = useText(applicantText)
  if (loaded.at !== 'ready')
    return (
      <Frame>
        <Shown of={loaded} retry={reload} title={text.title}>
          {() => null}
        </Shown>
      </Frame>
    )
  const portal = loaded.value
  const signOut = () => void ask('POST', '/api/applicant/sign-out', {}).then(reload, reload)
  return portal.me ? (
    <Frame onSignOut={signOut}>
      <Inside portal={portal} again={reload} />
    </Frame>
  ) : (
    <Frame>
      <Outside portal={portal} again={reload} />
    </Frame>
  )
}

function Outside({ portal, again }: { portal: Portal; again: () => void }) {
  const { address, go } = useAddress()
  const { doing, run } = useDoing<unknown>()
  const vacancy = address['vacancy'] ?? null
  const entered = () => {
    go({ page: null }, 'replace')
    again()
  }
  if (address['page'] === 'register') return <RegisterPage today={portal.today} vacancy={vacancy} onDone={entered} />
  if (address['page'] === 'reset') return <ResetPage vacancy={vacancy} onDone={entered} />
  return (
    <Welcome
      portal={portal}
      vacancy={vacancy}
      doing={doing}
      onSignIn={(typed, password) =>
        void run('POST', '/api/applicant/sign-in', { address: typed, password }).then((me) => (me ? entered() : null))
      }
    />
  )
}

function Inside({ portal, again }: { portal: Portal; again: () => void }) {
  const { address } = useAddress()
  const { language } = useLanguage()
  const { loaded, reload } = useLoad<OwnHome>('/api/applicant/home')
  const text = useText(applicantText)
  const page = address['page'] === 'notices' || address['page'] === 'account' ? address['page'] : 'application'
  const unread = loaded.at === 'ready' ? loaded.value.notices.filter((one) => !one.read).length : 0
  useEffect(() => {
    // What was seen counts as read when the page is left, so that "new" stays in sight meanwhile.
    if (page !== 'notices' || unread === 0) return
    return () => void ask('POST', '/api/applicant/notices/read', {}).then(reload, () => {})
  }, [page, unread, reload])
  return (
    <>
      <Tabs page={page} unread={unread} />
      <Shown of={loaded} retry={reload} title={text.title}>
        {(home) =>
          page === 'notices' ? (
            <NoticesScreen notices={home.notices} />
          ) : page === 'account' && portal.me ? (
            <AccountScreen
              me={portal.me}
              contact={portal.period?.contact ?? null}
              onLanguage={(chosen) =>
                void ask('PUT', '/api/applicant/language', { language: chosen }).then(again, () => {})
              }
            />
          ) : (
            <ApplicationPage
              key={home.applications[0]?.id ?? ''}
              home={home}
              portal={portal}
              language={language}
              again={reload}
            />
          )
        }
      </Shown>
    </>
  )
}
