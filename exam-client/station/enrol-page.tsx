import { useEffect, useMemo, useState } from 'react'
import { isRefusal } from '../../server/protocol/refusal.ts'
import type { Place } from '../../server/protocol/station.ts'
import type { EnrolOffer, Recognised } from '../../server/protocol/venues.ts'
import { Unreachable } from '../shared/ask.ts'
import { sendCheck } from './check.ts'
import { machineApi } from './enrol.ts'
import { useLook } from './look.ts'
import { hasWebCrypto } from './machine.ts'
import { browserMachineStore, NoStorage, storageWorks } from './machine-store.ts'
import { rememberMachine } from './place.ts'
import { EnrolScreen, type EnrolStage, type EnrolTrouble } from './screens/enrol.tsx'

/** `/station/?enrol`: wires the technician's screen to this browser's key and the server. */
export function EnrolPage() {
  const look = useLook()
  const machine = useMemo(() => machineApi(browserMachineStore), [])
  const [stage, setStage] = useState<EnrolStage>({ at: 'code', busy: false, trouble: null })
  const [already, setAlready] = useState<Place | null>(null)
  const [code, setCode] = useState('')

  useEffect(() => {
    let here = true
    const begin = async () => {
      if (!(await storageWorks())) {
        if (here) setStage({ at: 'code', busy: false, trouble: 'no-storage' })
        return
      }
      const who = await machine.recognise().catch(() => null)
      if (here && who !== null && !isRefusal(who)) setAlready({ room: who.room, station: who.station })
    }
    void begin()
    return () => {
      here = false
    }
  }, [machine])

  const readOffer = async (typed: string) => {
    setCode(typed)
    setStage({ at: 'code', busy: true, trouble: null })
    const offer = await heard(machine.offer(typed))
    if ('trouble' in offer) setStage({ at: 'code', busy: false, trouble: offer.trouble })
    else setStage({ at: 'choose', offer: offer.reply, busy: false, trouble: null })
  }

  const enrol = async (offer: EnrolOffer, station: string) => {
    setStage({ at: 'choose', offer, busy: true, trouble: null })
    const who = await heard(machine.enrol(code, station))
    if ('trouble' in who) {
      // Somebody else may have been quicker: show which stations are free now.
      const fresh = await heard(machine.offer(code))
      setStage({ at: 'choose', offer: 'trouble' in fresh ? offer : fresh.reply, busy: false, trouble: who.trouble })
      return
    }
    await done(who.reply)
  }

  const done = async (who: Recognised) => {
    rememberMachine(who)
    setStage({ at: 'done', who, faults: null })
    const faults = await sendCheck().catch(() => 'unknown' as const)
    setStage({ at: 'done', who, faults: isRefusal(faults) ? 'unknown' : faults })
  }

  return (
    <EnrolScreen
      look={look}
      stage={stage}
      already={already}
      plain={!hasWebCrypto()}
      onCode={(typed) => void readOffer(typed)}
      onStation={(station) => stage.at === 'choose' && void enrol(stage.offer, station)}
      onBack={() => setStage({ at: 'code', busy: false, trouble: null })}
    />
  )
}

/** The reply, or why there is none. */
async function heard<T>(
  work: Promise<T>,
): Promise<{ reply: Exclude<T, { refused: unknown }> } | { trouble: EnrolTrouble }> {
  try {
    const reply = await work
    return isRefusal(reply) ? { trouble: reply } : { reply: reply as Exclude<T, { refused: unknown }> }
  } catch (error) {
    if (error instanceof Unreachable) return { trouble: 'unreachable' }
    if (error instanceof NoStorage) return { trouble: 'no-storage' }
    throw error
  }
}
