import type { BankItemRow } from '../../../server/protocol/http.ts'
import { useText } from '../../shared/language.tsx'
import { ItemHtml } from '../../shared/parts/item-view.tsx'
import { Mark } from '../../shared/parts/kit-basics.tsx'
import { workText } from '../../shared/text/committee-work.ts'

/** An item through the station's own renderer, with what the station never gets: the key. */
export function ItemPreview({ item }: { item: BankItemRow }) {
  const text = useText(workText).bank
  const facts = [
    [text.source, item.source],
    [text.section, item.section],
    [text.subject, item.subject],
    [text.topic, item.topic],
    [
      text.difficulty,
      item.difficulty === 1 || item.difficulty === 2 || item.difficulty === 3 ? text.difficulties[item.difficulty] : '',
    ],
  ].filter(([, value]) => value)
  return (
    <article className="c-item" aria-label={text.preview}>
      <p className="k-small k-soft">
        {facts.map(([name, value]) => `${name}: ${value}`).join(' · ')} · {text.keyVersion(String(item.keyVersion))}
      </p>
      {item.stimulus ? (
        <section className="c-stimulus">
          <h3 className="k-small k-soft">{text.stimulus}</h3>
          <ItemHtml html={item.stimulus} />
        </section>
      ) : null}
      <div className="c-stem">
        <ItemHtml html={item.stem} />
      </div>
      <ol className="k-plain c-options">
        {item.options.map((option) => (
          <li key={option.label} data-correct={option.correct || undefined}>
            <span className="c-label">{option.label}</span>
            <ItemHtml html={option.html} />
            {option.correct && item.kind === 'single' ? (
              <Mark shape="check" tone="ok">
                {text.correct}
              </Mark>
            ) : null}
            {item.kind === 'weighted' && option.weight !== null ? (
              <Mark shape={option.correct ? 'check' : 'dot'} tone={option.correct ? 'ok' : 'soft'}>
                {text.points(String(option.weight))}
              </Mark>
            ) : null}
          </li>
        ))}
      </ol>
      {item.decided ? (
        <p>
          <Mark shape="dot" tone="soft">
            {text.decided[item.decided]}
          </Mark>
        </p>
      ) : null}
      {item.rationale ? (
        <section className="k-stack-small">
          <h3 className="k-small k-soft">{text.rationale}</h3>
          <ItemHtml html={item.rationale} />
        </section>
      ) : null}
    </article>
  )
}
