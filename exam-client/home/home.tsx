import type { Me, Welcome } from '../../server/protocol/http.ts'
import type { StaffRole } from '../../server/protocol/roles.ts'
import { useDoing, useLoad } from '../shared/load.ts'
import { PLACES, WelcomeScreen } from './screens/welcome.tsx'

/** Asks what this server is; in a demo one click signs in and goes to the role's page. */
export function Home() {
  const { loaded, reload } = useLoad<Welcome>('/api/welcome')
  const { doing, run } = useDoing<Me>()
  const enter = (role: StaffRole, username: string, password: string) =>
    void run('POST', '/api/sign-in', { username, password }).then((me) =>
      me ? location.assign(PLACES[role]) : undefined,
    )
  return <WelcomeScreen welcome={loaded} doing={doing} onEnter={enter} retry={reload} />
}
