import { useState } from 'react'
import type { PublicationDocument } from '../../../server/protocol/board.ts'
import { canonicalJson, sha256Hex } from '../../shared/canonical.ts'
import { useText } from '../../shared/language.tsx'
import { CopyButton, Notice } from '../../shared/parts/kit-basics.tsx'
import { boardText } from '../../shared/text/board.ts'

export type Checked = 'not-yet' | 'computing' | 'cannot' | { digest: string }

/** The digest, and the way for anyone to compute it again: here, or on a computer of her own. */
export function DigestCheck({
  document,
  jsonHref,
  first = 'not-yet',
}: {
  document: PublicationDocument
  jsonHref: string
  first?: Checked
}) {
  const text = useText(boardText)
  const [checked, setChecked] = useState<Checked>(first)
  const compute = async () => {
    setChecked('computing')
    const { digest: _, ...rest } = document
    const digest = await sha256Hex(canonicalJson(rest))
    setChecked(digest === null ? 'cannot' : { digest })
  }
  const done = typeof checked === 'object' ? checked.digest : null
  return (
    <section className="k-panel k-stack-small" aria-labelledby="digest">
      <h2 id="digest">{text.digestTitle}</h2>
      <p>{text.digestWhat}</p>
      <p className="k-line">
        <span className="k-code b-digest">{document.digest}</span>
        <span className="k-noprint">
          <CopyButton value={document.digest} label="SHA-256" />
        </span>
      </p>
      <p className="k-noprint">
        <button type="button" className="k-button" disabled={checked === 'computing'} onClick={() => void compute()}>
          {checked === 'computing' ? text.checking : text.check}
        </button>
      </p>
      {done !== null ? (
        <Notice tone={done === document.digest ? 'ok' : 'danger'} live>
          <p className="k-strong">{done === document.digest ? text.matches : text.differs}</p>
          <p className="k-small">
            {text.computed}: <span className="k-code">{done}</span>
          </p>
        </Notice>
      ) : null}
      {checked === 'cannot' ? (
        <Notice tone="amber" live>
          {text.cannot}
        </Notice>
      ) : null}
      <details open={checked === 'cannot' || undefined} className="k-noprint">
        <summary>{text.how}</summary>
        <p>
          {text.howSteps}{' '}
          <a href={jsonHref} download>
            JSON
          </a>
        </p>
        <pre className="b-command" tabIndex={0}>
          <code>jq -cjS 'del(.digest)' hasil.json | sha256sum</code>
        </pre>
      </details>
    </section>
  )
}
