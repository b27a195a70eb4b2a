import { type Refusal, sentence } from '../../../server/protocol/refusals.ts'
import { useLanguage, useText } from '../../shared/language.tsx'
import { stationWords } from '../../shared/text/station.ts'
import type { Look } from '../look.ts'
import { Icon, type IconName } from '../parts/icon.tsx'
import { Page } from '../parts/page.tsx'

interface Sign {
  icon: IconName
  title: string
  body: string
  button: { label: string; act: () => void; disabled?: boolean }
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
        <button
          type="button"
          className="button primary large"
          disabled={sign.button.disabled}
          onClick={sign.button.act}
        >
          {sign.button.label}
        </button>
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

export function InUseScreen({ look, refusal, onRetry }: { look: Look; refusal: Refusal; onRetry: () => void }) {
  const text = useText(stationWords)
  const { language } = useLanguage()
  return (
    <Stop
      look={look}
      sign={{
        icon: 'tabs',
        title: text.inUseTitle,
        body: `${sentence(refusal, language)} ${text.autoRetry}`,
        button: { label: text.retry, act: onRetry },
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

/** 'replaced' or 'client-too-old': this page has stopped for good. */
export function StoppedScreen({
  look,
  refusal,
  onSignIn,
  onReload,
}: {
  look: Look
  refusal: Refusal
  onSignIn: () => void
  onReload: () => void
}) {
  const text = useText(stationWords)
  const { language } = useLanguage()
  const old = refusal.refused === 'client-too-old'
  return (
    <Stop
      look={look}
      sign={{
        icon: old ? 'warning' : 'place',
        title: old ? text.oldTitle : text.replacedTitle,
        body: sentence(refusal, language),
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
