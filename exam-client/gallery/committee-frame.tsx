import type { ReactNode } from 'react'
import '../shared/kit.css'
import '../committee/committee.css'
import '../committee/item-statistics.css'
import '../committee/media.css'
import '../committee/needs.css'
import '../committee/placement.css'
import '../committee/venues.css'
import '../committee/verification.css'
import type { StaffRole } from '../../server/protocol/roles.ts'
import { Shell } from '../committee/screens/shell.tsx'
import { type Address, MemoryAddress } from '../shared/address.tsx'
import type { ScreenName } from '../shared/text/committee.ts'

/** A committee screen in its shell, as the signed-in person sees it. */
export function CommitteePage({
  screen,
  role = 'committee',
  address,
  waiting,
  children,
}: {
  screen: ScreenName
  role?: StaffRole
  address?: Address
  waiting?: number
  children: ReactNode
}) {
  return (
    <MemoryAddress initial={address}>
      <Shell
        staff={{ id: 's2', username: 'panitia', name: 'Ratna Panitia', role }}
        demo
        screen={screen}
        waiting={waiting}
        onSignOut={() => {}}
      >
        {children}
      </Shell>
    </MemoryAddress>
  )
}
