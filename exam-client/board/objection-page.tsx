import { useState } from 'react'
import type { OpenWindow, OwnObjections } from '../../server/protocol/objections.ts'
import { useDoing, useLoad } from '../shared/load.ts'
import { openUntil } from './objection.ts'
import {
  Identify,
  ObjectionLink,
  ObjectionScreen,
  ObjectionsOpenNotice,
  OwnObjectionsScreen,
} from './screens/objection.tsx'

interface Card {
  number: string
  nik: string
}

/** Number and NIK live in this page's memory while it is open, and nowhere else. */
export function ObjectionPage({ publication }: { publication: string | null }) {
  const [card, setCard] = useState<Card | null>(null)
  const [own, setOwn] = useState<OwnObjections | null>(null)
  const [receipt, setReceipt] = useState<string | null>(null)
  const look = useDoing<OwnObjections>()
  const file = useDoing<OwnObjections>()
  const identify = async (given: Card) => {
    const found = await look.run('POST', '/api/objections/status', given)
    if (!found) return
    setCard(given)
    setOwn(found)
  }
  const send = async (to: string, text: string) => {
    if (!card) return
    const known = new Set(own?.objections.map((one) => one.receipt))
    const wanted = { publication: to, ...card, text, truthful: true }
    const after = await file.run('POST', '/api/objections', wanted)
    if (!after) return
    setOwn(after)
    setReceipt(after.objections.find((one) => !known.has(one.receipt))?.receipt ?? null)
  }
  const leave = () => {
    look.reset()
    file.reset()
    setCard(null)
    setOwn(null)
    setReceipt(null)
  }
  return (
    <ObjectionScreen publication={publication}>
      {own ? (
        <OwnObjectionsScreen
          own={own}
          first={publication}
          receipt={receipt}
          doing={file.doing}
          onSend={(to, text) => void send(to, text)}
          onLeave={leave}
        />
      ) : (
        <Identify doing={look.doing} onGo={(given) => void identify(given)} />
      )}
    </ObjectionScreen>
  )
}

/** Above a publication: that it can be objected to, and until when. Silent where nothing is known. */
export function ObjectionNotice({ publication }: { publication: string }) {
  const { loaded } = useLoad<OpenWindow[]>('/api/objections/open')
  const until = loaded.at === 'ready' ? openUntil(loaded.value, publication) : null
  return until === null ? null : <ObjectionLink publication={publication} until={until} />
}

/** On the first page: how many can be objected to now, and the way to the state of an objection. */
export function ObjectionsNotice() {
  const { loaded } = useLoad<OpenWindow[]>('/api/objections/open')
  return <ObjectionsOpenNotice open={loaded.at === 'ready' ? loaded.value.length : 0} />
}
