import type { Effect } from '../../../server/protocol/http.ts'
import { useLanguage } from '../../shared/language.tsx'

/** More lines than this scroll in a frame of their own. */
const LINES_OPEN = 12

/** Sentences of what stands in the way or would happen, in the reader's language. */
export function Effects({ of, label }: { of: readonly Effect[]; label: string }) {
  const { language } = useLanguage()
  const list = (
    <ul className="k-list">
      {of.map((effect, place) => (
        <li key={`${place}${effect.id}`}>{effect[language]}</li>
      ))}
    </ul>
  )
  return of.length <= LINES_OPEN ? (
    list
  ) : (
    <div className="c-many" tabIndex={0} role="region" aria-label={label}>
      {list}
    </div>
  )
}
