import { useRef, useState } from 'react'
import type { DeskDocument } from '../../../server/protocol/verification.ts'
import { count } from '../../shared/format.ts'
import { useLanguage, useText } from '../../shared/language.tsx'
import { Notice } from '../../shared/parts/kit-basics.tsx'
import { verificationText } from '../../shared/text/verification.ts'

/** Where a document's bytes are. */
export const documentUrl = (id: string): string => `/api/verification/documents/${encodeURIComponent(id)}`

/** For the browser's own viewer: the page as wide as the frame, no list of pages beside it. */
const VIEW = '#navpanes=0&view=FitH'

/**
 * One document beside the requirement it shows. A PDF opens in the browser's own viewer; keys pressed inside it are the
 * viewer's, so the keyboard comes back to the requirements when the pointer leaves it. The frame has no `sandbox`: a
 * sandboxed frame shows no PDF in Chromium. What is in it was checked when it was uploaded and comes with a policy under
 * which nothing runs.
 */
export function DocumentViewer({
  documents,
  chosen,
  urlOf = documentUrl,
  onChoose,
  onLeave,
}: {
  documents: DeskDocument[]
  /** Null: none fits. */
  chosen: DeskDocument | null
  urlOf?: (id: string) => string
  onChoose: (id: string) => void
  onLeave?: () => void
}) {
  const text = useText(verificationText).desk
  const { language } = useLanguage()
  return (
    <section className="v-viewer" aria-label={text.documents}>
      {documents.length === 0 ? (
        <Notice>{text.documentsNone}</Notice>
      ) : (
        <div className="v-docs" role="group" aria-label={text.documents}>
          {documents.map((one) => (
            <button
              key={one.id}
              type="button"
              className="k-button small"
              aria-pressed={one.id === chosen?.id}
              onClick={() => onChoose(one.id)}
            >
              {one.title[language]}
            </button>
          ))}
        </div>
      )}
      {chosen ? (
        <Shown key={chosen.id} of={chosen} url={urlOf(chosen.id)} onLeave={onLeave} />
      ) : documents.length > 0 ? (
        <Notice tone="amber">{text.documentNone}</Notice>
      ) : null}
      {chosen?.here ? (
        <p className="k-small k-soft k-line">
          <span>{chosen.hint[language]}</span>
          {chosen.pages !== null ? <span>{text.pages(count(chosen.pages, language))}</span> : null}
          <a href={urlOf(chosen.id)} target="_blank" rel="noreferrer">
            {text.openTab}
          </a>
        </p>
      ) : null}
    </section>
  )
}

function Shown({ of, url, onLeave }: { of: DeskDocument; url: string; onLeave: (() => void) | undefined }) {
  const text = useText(verificationText).desk
  const { language } = useLanguage()
  const [large, setLarge] = useState(false)
  const frame = useRef<HTMLIFrameElement>(null)
  const title = text.documentOf(of.title[language])
  if (!of.here) return <Notice>{text.elsewhere(of.digest)}</Notice>
  if (of.type === 'pdf')
    return (
      <div
        className="v-page"
        onPointerLeave={() => (document.activeElement === frame.current ? onLeave?.() : undefined)}
      >
        <iframe ref={frame} src={`${url}${VIEW}`} title={title} />
      </div>
    )
  return (
    <div className={large ? 'v-page large' : 'v-page'} tabIndex={0} role="region" aria-label={title}>
      <button type="button" className="k-button small v-zoom" onClick={() => setLarge(!large)}>
        {large ? text.fit : text.actual}
      </button>
      <img src={url} alt={title} />
    </div>
  )
}
