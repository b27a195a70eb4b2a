import type { SittingSummary } from '../../server/protocol/proctor.ts'
import { useAddress } from '../shared/address.tsx'
import { useText } from '../shared/language.tsx'
import { useLoad } from '../shared/load.ts'
import { Shown } from '../shared/parts/kit-basics.tsx'
import { Gate } from '../shared/parts/kit-sign-in.tsx'
import { Top } from '../shared/parts/kit-top.tsx'
import { proctorText } from '../shared/text/proctor.ts'
import { DayPage } from './day/day-page.tsx'
import { isDayView } from './day/views.ts'
import { DeskPage } from './desk/desk-page.tsx'
import { RoomPage } from './room-page.tsx'
import { SittingsScreen } from './screens/sittings.tsx'

/** Sign in, choose a sitting, watch its room. */
export function Proctor() {
  const text = useText(proctorText)
  const { address } = useAddress()
  const sitting = address['sitting']
  const view = address['view']
  return (
    <Gate app={text.app} roles={['proctor', 'committee', 'administrator']}>
      {({ staff, demo, signOut, again }) => (
        <div className="k-app">
          <Top title={text.app} demo={demo} staff={staff} onSignOut={signOut} />
          <main className={sitting ? 'k-main p-main' : 'k-main'}>
            {sitting && view === 'desk' ? (
              <DeskPage key={sitting} sitting={sitting} onSignedOut={again} />
            ) : sitting && isDayView(view) ? (
              <DayPage key={sitting} sitting={sitting} view={view} onSignedOut={again} />
            ) : sitting ? (
              <RoomPage key={sitting} sitting={sitting} username={staff.username} onSignedOut={again} />
            ) : (
              <Sittings />
            )}
          </main>
        </div>
      )}
    </Gate>
  )
}

function Sittings() {
  const text = useText(proctorText)
  const { loaded, reload } = useLoad<SittingSummary[]>('/api/proctor/sittings')
  return (
    <Shown title={text.sittings} of={loaded} retry={reload}>
      {(sittings) => <SittingsScreen sittings={sittings} now={Date.now()} />}
    </Shown>
  )
}
