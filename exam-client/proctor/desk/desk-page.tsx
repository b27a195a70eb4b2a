import { useEffect } from 'react'
import { useText } from '../../shared/language.tsx'
import { RefusalNotice, Shown } from '../../shared/parts/kit-basics.tsx'
import { deskText } from '../../shared/text/desk.ts'
import { ClockContext } from '../clock.tsx'
import { DeskScreen } from './screens/desk.tsx'
import { useDesk } from './use-desk.ts'

/** The check-in desk of one sitting. */
export function DeskPage({ sitting, onSignedOut }: { sitting: string; onSignedOut: () => void }) {
  const text = useText(deskText)
  const { about, people, clock, desk, actions } = useDesk(sitting)
  const signedOut = about.refused?.refused === 'sign-in-needed'
  useEffect(() => {
    if (signedOut) onSignedOut()
  }, [signedOut, onSignedOut])
  if (!about.value)
    return about.refused ? (
      <>
        <h1>{text.title}</h1>
        <RefusalNotice why={about.refused} />
      </>
    ) : (
      <Shown title={text.title} of={about.lost ? { at: 'unreachable' } : { at: 'loading' }} retry={about.refresh}>
        {() => null}
      </Shown>
    )
  return (
    <ClockContext value={clock}>
      {about.refused ? <RefusalNotice why={about.refused} /> : null}
      <DeskScreen
        sitting={about.value}
        rows={people.value}
        desk={desk}
        lost={about.lost}
        actions={actions}
        onPrint={() => print()}
      />
    </ClockContext>
  )
}
