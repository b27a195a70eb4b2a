import type { Refusal } from '../../../server/protocol/refusals.ts'
import { useText } from '../../shared/language.tsx'
import { Notice, RefusalNotice, useSay } from '../../shared/parts/kit-basics.tsx'
import { boardText } from '../../shared/text/board.ts'

/** Why there is no board here, and the way on. That the committee does not show one is no fault: it is said calmly. */
export function NoBoard({ why }: { why: Refusal }) {
  const text = useText(boardText)
  const say = useSay()
  return (
    <div className="k-stack">
      <p className="k-small">
        <a href="?">‹ {text.back}</a>
      </p>
      <h1>{text.live}</h1>
      {why.refused === 'board-closed' ? (
        <Notice live>
          <p>{say(why)}</p>
        </Notice>
      ) : (
        <RefusalNotice why={why} />
      )}
    </div>
  )
}
