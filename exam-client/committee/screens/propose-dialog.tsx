import { listsOf } from '../../../server/protocol/board.ts'
import type { ProposalRow } from '../../../server/protocol/http.ts'
import type { StagePreview } from '../../../server/protocol/results.ts'
import { count, shortDigest } from '../../shared/format.ts'
import { useLanguage, useText } from '../../shared/language.tsx'
import type { Doing, Loaded } from '../../shared/load.ts'
import { Notice, Shown } from '../../shared/parts/kit-basics.tsx'
import { stagesText } from '../../shared/text/stages.ts'
import { codesOf, columnsOf, rowCount, senseOf } from '../document.ts'
import { Effects } from './effects.tsx'
import { ProposeFrame } from './propose-frame.tsx'
import { FirstRows, usePublicColumns } from './public-rows.tsx'

const ROWS_SHOWN = 6

interface Props {
  preview: Loaded<StagePreview>
  doing: Doing<ProposalRow>
  onPropose: (preview: StagePreview, reason: string) => void
  onNewPreview: () => void
  onClose: () => void
}

/** Shows the effect before it is proposed: how many, who, what it replaces, and exactly what everyone would see. */
export function ProposeDialog({ preview, doing, onPropose, onNewPreview, onClose }: Props) {
  const text = useText(stagesText)
  const value = preview.at === 'ready' ? preview.value : null
  return (
    <ProposeFrame
      title={text.proposeTitle}
      understand={text.understand}
      again={text.newPreview}
      ready={value !== null && !isBlocked(value)}
      doing={doing}
      onPropose={(reason) => (value ? onPropose(value, reason) : undefined)}
      onAgain={onNewPreview}
      onClose={onClose}
    >
      {(asks) => (
        <Shown of={preview} retry={onNewPreview}>
          {(ready) =>
            isBlocked(ready) ? (
              <Blocked preview={ready} />
            ) : (
              asks(
                <>
                  <Effect preview={ready} />
                  <Exactly preview={ready} />
                </>,
              )
            )
          }
        </Shown>
      )}
    </ProposeFrame>
  )
}

/** Something stands in the way, there is nothing to show, or it is in force already. */
export const isBlocked = (preview: StagePreview): boolean =>
  preview.blockedBy.length > 0 || rowCount(preview.document) === 0 || !preview.changed

function Blocked({ preview }: { preview: StagePreview }) {
  const text = useText(stagesText)
  return (
    <Notice tone="amber">
      <p className="k-strong">
        {preview.blockedBy.length > 0 ? text.blocked : rowCount(preview.document) === 0 ? text.noRows : text.sameNote}
      </p>
      {preview.blockedBy.length > 0 ? <Effects of={preview.blockedBy} label={text.blocked} /> : null}
    </Notice>
  )
}

function Effect({ preview }: { preview: StagePreview }) {
  const text = useText(stagesText)
  const { language } = useLanguage()
  const n = (value: number) => count(value, language)
  const { document, replaces, changesTotal } = preview
  const lists = listsOf(document).length
  const which = replaces ? `"${replaces.title}" (${shortDigest(replaces.digest)})` : ''
  return (
    <div className="k-stack-small">
      <h3>{text.effect}</h3>
      <ul className="k-list">
        <li>{text.effectRows(n(rowCount(document)))}</li>
        {lists > 1 ? <li>{text.effectLists(n(lists))}</li> : null}
        <li>
          {codesOf(document.counts)
            .map(([code, many]) => text.effectCode(code, n(many)))
            .join(' · ')}
        </li>
        <li>
          {replaces
            ? replaces.withdrawn
              ? text.effectAfterWithdrawn(which)
              : text.effectReplaces(which)
            : text.effectNew}
        </li>
        {replaces ? <li>{changesTotal > 0 ? text.effectChanges(n(changesTotal)) : text.effectNoChange}</li> : null}
        <li>{text.effectFrozen}</li>
      </ul>
    </div>
  )
}

function Exactly({ preview }: { preview: StagePreview }) {
  const text = useText(stagesText)
  const { language } = useLanguage()
  const n = (value: number) => count(value, language)
  const { document } = preview
  const rows = (listsOf(document)[0]?.rows ?? []).slice(0, ROWS_SHOWN)
  const all = rowCount(document)
  const columns = usePublicColumns(document, senseOf(document))
  return (
    <div className="k-stack-small">
      <h3>{text.exactly}</h3>
      <div className={columnsOf(document.stage).final ? 'c-final' : undefined}>
        <FirstRows columns={columns} rows={rows} label={text.exactly} />
      </div>
      <p className="k-small k-soft">
        {all > rows.length ? `${text.andMore(n(all - rows.length))} · ` : ''}
        {text.hidden}
      </p>
      <p className="k-small">
        {text.digest}: <span className="k-code">{preview.previewDigest}</span>
      </p>
    </div>
  )
}
