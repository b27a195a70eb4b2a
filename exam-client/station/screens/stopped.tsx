import type { ReactNode } from 'react'
import type { Refusal } from '../../../server/protocol/refusal.ts'
import { stationSentence } from '../../../server/protocol/refusals-station.ts'
import { useLanguage, useText } from '../../shared/language.tsx'
import type { LeftRecord } from '../../shared/outbox.ts'
import { stationWords } from '../../shared/text/station.ts'
import { stationRoomWords } from '../../shared/text/station-room.ts'
import type { Look } from '../look.ts'
import { CarryBox } from '../parts/carry-box.tsx'
import { Icon, type IconName } from '../parts/icon.tsx'
import { Page } from '../parts/page.tsx'
import { PlaceLine, placeIn } from '../parts/place-line.tsx'

interface Button {
  label: string
  act: () => void
  disabled?: boolean
}
interface Sign {
  icon: IconName
  title: string
  body: string
  more?: ReactNode
  button: Button
  other?: Button
  /** Nothing need be pressed: the button is only a way out. */
  quiet?: boolean
}

/** Screens that say why there is no exam here, what is safe, and what to do. */
function Stop({ look, sign }: { look: Look; sign: Sign }) {
  return (
    <Page look={look}>
      <section className="stop">
        <span className="stop-sign">
          <Icon name={sign.icon} size={40} />
        </span>
        <h1>{sign.title}</h1>
        <p role="status">{sign.body}</p>
        {sign.more}
        <p className="choices">
          <button
            type="button"
            className={sign.quiet ? 'button large' : 'button primary large'}
            disabled={sign.button.disabled}
            onClick={sign.button.act}
          >
            {sign.button.label}
          </button>
          {sign.other ? (
            <button type="button" className="button large" onClick={sign.other.act}>
              {sign.other.label}
            </button>
          ) : null}
        </p>
      </section>
    </Page>
  )
}

export function SecondTabScreen({ look, free, onUse }: { look: Look; free: boolean; onUse: () => void }) {
  const text = useText(stationWords)
  return (
    <Stop
      look={look}
      sign={{
        icon: 'tabs',
        title: text.tabTitle,
        body: free ? text.tabFree : text.tabHelp,
        button: { label: text.tabUse, act: onUse, disabled: !free },
      }}
    />
  )
}

/** The server takes sign-ins one after the other; this one is asked for again by itself. */
export function QueueScreen({ look, refusal, onAway }: { look: Look; refusal: Refusal; onAway: () => void }) {
  const text = useText(stationWords)
  const room = useText(stationRoomWords)
  const { language } = useLanguage()
  const place = refusal.detail?.['place']
  return (
    <Stop
      look={look}
      sign={{
        icon: 'clock',
        title: room.queueTitle,
        body: stationSentence(refusal, language),
        more: place ? (
          <p className="wait-clock">
            <span className="soft">{room.queuePlace}</span>
            <span className="tabular">{place}</span>
          </p>
        ) : null,
        button: { label: text.toSignIn, act: onAway },
        quiet: true,
      }}
    />
  )
}

export function InUseScreen({ look, refusal, onRetry }: { look: Look; refusal: Refusal; onRetry: () => void }) {
  const text = useText(stationWords)
  const { language } = useLanguage()
  return (
    <Stop
      look={look}
      sign={{
        icon: 'tabs',
        title: text.inUseTitle,
        body: `${stationSentence(refusal, language)} ${text.autoRetry}`,
        button: { label: text.retry, act: onRetry },
      }}
    />
  )
}

/** Her exam is at another station: a proctor says whether it goes on here. */
export function MovingScreen({
  look,
  refusal,
  onRetry,
  onAway,
}: {
  look: Look
  refusal: Refusal
  onRetry: () => void
  onAway: () => void
}) {
  const text = useText(stationWords)
  const room = useText(stationRoomWords)
  const { language } = useLanguage()
  const from = refusal.detail
  return (
    <Stop
      look={look}
      sign={{
        icon: 'place',
        title: room.movingTitle,
        body: `${stationSentence(refusal, language)} ${text.autoRetry}`,
        more:
          from?.['room'] && from['station'] ? (
            <PlaceLine title={room.movingFrom} room={from['room']} station={from['station']} />
          ) : null,
        button: { label: text.retry, act: onRetry },
        other: { label: room.stayAway, act: onAway },
      }}
    />
  )
}

export function UnreachableScreen({ look, onRetry }: { look: Look; onRetry: () => void }) {
  const text = useText(stationWords)
  return (
    <Stop
      look={look}
      sign={{
        icon: 'offline',
        title: text.unreachableTitle,
        body: `${text.unreachableHelp} ${text.autoRetry}`,
        button: { label: text.retry, act: onRetry },
      }}
    />
  )
}

/** 'replaced', 'sign-in-needed' or 'client-too-old': this page has stopped for good. Says where the exam went, and offers what waits here. */
export function StoppedScreen({
  look,
  refusal,
  left,
  onSaved,
  onSignIn,
  onReload,
}: {
  look: Look
  refusal: Refusal
  left: LeftRecord | null
  onSaved: (source: string) => void
  onSignIn: () => void
  onReload: () => void
}) {
  const text = useText(stationWords)
  const { language } = useLanguage()
  const room = useText(stationRoomWords)
  const old = refusal.refused === 'client-too-old'
  const ended = refusal.refused === 'sign-in-needed'
  const place = placeIn(refusal.detail?.['where'])
  return (
    <Stop
      look={look}
      sign={{
        icon: old ? 'warning' : 'place',
        title: old ? text.oldTitle : ended ? room.endedTitle : text.replacedTitle,
        body: ended ? room.endedHelp : stationSentence(refusal, language),
        more: (
          <>
            {place ? <PlaceLine title={room.replacedTo} {...place} /> : null}
            {left ? <CarryBox left={left} onSaved={onSaved} /> : null}
          </>
        ),
        button: old ? { label: text.reload, act: onReload } : { label: text.toSignIn, act: onSignIn },
      }}
    />
  )
}

export function LoadingScreen({ look }: { look: Look }) {
  const text = useText(stationWords)
  return (
    <Page look={look}>
      <div className="stop soft" role="status">
        <h1>{text.loading}</h1>
      </div>
    </Page>
  )
}
