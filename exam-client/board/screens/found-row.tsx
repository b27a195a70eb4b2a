import { useMemo } from 'react'
import type { PublicationDocument } from '../../../server/protocol/board.ts'
import { count } from '../../shared/format.ts'
import { useLanguage, useText } from '../../shared/language.tsx'
import { CodeMark } from '../../shared/parts/kit-code.tsx'
import { boardText } from '../../shared/text/board.ts'
import { codeSentence } from '../../shared/text/codes.ts'
import { decimal, type ListedRow, senseOf, sharesOf, showsOf, vacancyNamed } from '../listing.ts'
import { SittingOf } from './rows-table.tsx'

/** One person's result in full, when a whole participant number was typed: place, scores, code and why. */
export function FoundRow({
  found,
  document,
  onShow,
}: {
  found: ListedRow
  document: PublicationDocument
  onShow: () => void
}) {
  const text = useText(boardText)
  const { language } = useLanguage()
  const n = (value: number) => count(value, language)
  const { row, list } = found
  const sense = senseOf(document)
  const shares = useMemo(() => sharesOf(document), [document])
  const shows = showsOf(document)
  const final = row.final
    ? [
        [`${text.skd} · ${text.scaled}`, row.final.skd100],
        [`${text.skd} · ${text.times(String(shares.skd))}`, row.final.skdPart],
        [`${text.skb} · ${text.scaled}`, row.final.skb100],
        [`${text.skb} · ${text.times(String(shares.skb))}`, row.final.skbPart],
        [text.final, row.final.final],
      ]
    : []
  return (
    <section className="b-found" aria-label={text.found} role="status">
      <p className="k-line">
        <strong className="k-num">{row.number}</strong>
        <strong>{row.name}</strong>
        <CodeMark code={row.code} sense={sense} />
      </p>
      <p className="k-small k-soft">
        {list.vacancy.code} · {list.vacancy.position} · {list.vacancy.unit} · {list.vacancy.needTypeTitle}
      </p>
      <p>{row.reason[language]}</p>
      <p className="k-small">{codeSentence(row.code, sense, language)}</p>
      {row.seat ? <p>{text.seat(row.seat, vacancyNamed(document, row.seat))}</p> : null}
      <dl className="b-figures">
        <Figure name={text.place} value={row.place === null ? '–' : n(row.place)} />
        {shows.points
          ? document.sections.map((section, at) => (
              <Figure
                key={section.id}
                name={section.id}
                title={section.title}
                value={row.points ? n(row.points[at] ?? 0) : '–'}
              />
            ))
          : null}
        {shows.points ? <Figure name={text.total} value={row.total === null ? '–' : n(row.total)} /> : null}
        {final.map(([name, value]) => (
          <Figure key={name} name={name ?? ''} value={decimal(value ?? '', language)} />
        ))}
      </dl>
      {shows.sitting ? <SittingOf row={row} /> : null}
      <p className="k-noprint">
        <button type="button" className="k-button" onClick={onShow}>
          {text.showInList}
        </button>
      </p>
    </section>
  )
}

function Figure({ name, title, value }: { name: string; title?: string; value: string }) {
  return (
    <div>
      <dt title={title}>{name}</dt>
      <dd>{value}</dd>
    </div>
  )
}
