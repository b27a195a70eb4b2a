import type { StatisticsItem } from '../../../server/protocol/item-statistics.ts'
import { count, momentWib } from '../../shared/format.ts'
import { useLanguage, useText } from '../../shared/language.tsx'
import { Bar, Facts, Mark, Notice } from '../../shared/parts/kit-basics.tsx'
import { itemStatisticsText } from '../../shared/text/item-statistics.ts'
import { ItemPreview } from './item-preview.tsx'
import { Head } from './shell.tsx'
import { CurveTable, OptionCurve } from './statistics-curve.tsx'
import { FlagMark, figure, percent } from './statistics-parts.tsx'

/** One item of a sitting: what is unusual, what to do, its options and their curves, and how it did before. */
export function StatisticsItemScreen({ of: item }: { of: StatisticsItem }) {
  const text = useText(itemStatisticsText)
  const { row, sitting, shown } = item
  const back = `?screen=results&part=items&sitting=${encodeURIComponent(sitting.id)}`
  return (
    <>
      <Head title={row.source} back={{ href: back, title: sitting.name }}>
        <span className="k-soft">{item.bankName}</span>
        <a className="k-button primary" href={`?screen=rescoring&item=${encodeURIComponent(row.item)}`}>
          {text.mend}
        </a>
      </Head>
      <Notice tone="amber">{text.secret}</Notice>
      <section className="k-panel k-stack-small" aria-labelledby="statistics-advice">
        <h2 id="statistics-advice">{text.advice}</h2>
        {row.flags.length === 0 ? (
          <p className="k-soft">{text.nothing}</p>
        ) : (
          <ul className="k-plain c-flag-list">
            {row.flags.map((flag) => (
              <li key={flag.flag}>
                <p>
                  <FlagMark flag={flag} />
                </p>
                <p>{text.say[flag.flag](flag.options.join(', '))}</p>
              </li>
            ))}
          </ul>
        )}
      </section>
      <div className="c-study">
        <section className="k-panel" aria-labelledby="statistics-item">
          <h2 id="statistics-item" className="sr-only">
            {text.item}
          </h2>
          <ItemPreview item={shown} />
        </section>
        <section className="k-panel k-stack-small" aria-labelledby="statistics-curve">
          <h2 id="statistics-curve">{text.curve}</h2>
          <OptionCurve options={item.options} />
          <p className="k-small k-soft">{text.curveNote}</p>
          <details>
            <summary>{text.tableOf(text.curve)}</summary>
            <CurveTable options={item.options} />
          </details>
        </section>
      </div>
      <Options item={item} />
      <Figures item={item} />
      {item.sittings.length > 1 ? <Over item={item} /> : null}
    </>
  )
}

function Options({ item }: { item: StatisticsItem }) {
  const text = useText(itemStatisticsText)
  const { language } = useLanguage()
  const n = (value: number) => count(value, language)
  return (
    <section className="k-panel k-stack-small" aria-labelledby="statistics-options">
      <h2 id="statistics-options">{text.options}</h2>
      <div className="k-table-wrap" tabIndex={0} role="region" aria-label={text.tableOf(text.options)}>
        <table className="k-table">
          <thead>
            <tr>
              <th scope="col">{text.option}</th>
              <th scope="col" className="num">
                {text.points}
              </th>
              <th scope="col" className="num">
                {text.chosen}
              </th>
              <th scope="col" className="num">
                {text.share}
              </th>
              <th scope="col">
                <span className="sr-only">{text.share}</span>
              </th>
              <th scope="col" className="num">
                {text.withRest}
              </th>
              <th scope="col" className="num">
                {text.meanTotal}
              </th>
            </tr>
          </thead>
          <tbody>
            {item.options.map((option) => (
              <tr key={option.label ?? ''}>
                <td className="tight">
                  {option.label === null ? (
                    <span className="k-soft">{text.empty}</span>
                  ) : (
                    <strong>{option.label}</strong>
                  )}{' '}
                  {option.keyed ? (
                    <Mark shape="check" tone="ok">
                      {text.keyed}
                    </Mark>
                  ) : null}
                </td>
                <td className="num">{n(option.points)}</td>
                <td className="num">{n(option.count)}</td>
                <td className="num">{percent(option.share, language)}</td>
                <td className="c-bar-cell">
                  <Bar value={option.count} max={item.row.taken} label={percent(option.share, language)} />
                </td>
                <td className="num">{figure(option.withRest, language)}</td>
                <td className="num">{figure(option.meanTotal, language, 1)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </section>
  )
}

function Figures({ item }: { item: StatisticsItem }) {
  const text = useText(itemStatisticsText)
  const { language } = useLanguage()
  const f = (value: number | null) => figure(value, language)
  const seconds = (ms: number | null) => (ms === null ? '–' : text.seconds(count(Math.round(ms / 1000), language)))
  const { row } = item
  return (
    <section className="k-panel k-stack-small" aria-labelledby="statistics-figures">
      <h2 id="statistics-figures">{text.figures}</h2>
      <Facts
        of={[
          { name: text.taken, value: count(row.taken, language) },
          { name: text.omitted, value: count(row.omitted, language) },
          { name: text.notReached, value: count(row.notReached, language) },
          { name: text.facility, value: f(row.facility) },
          { name: text.sd, value: f(item.sd) },
          { name: text.discrimination, value: f(row.discrimination) },
          { name: text.uncorrected, value: f(item.uncorrected) },
          { name: text.biserial, value: f(item.biserial) },
          { name: text.upper, value: f(item.upper) },
          { name: text.lower, value: f(item.lower) },
          { name: text.upperLower, value: f(row.upperLower) },
          { name: text.efficiency, value: f(item.efficiency) },
          { name: text.weight, value: item.weight === null ? '–' : percent(item.weight, language) },
          { name: text.alpha, value: f(item.alpha) },
          { name: text.alphaWithout, value: f(item.alphaWithout) },
          { name: text.time, value: seconds(row.medianMs) },
          { name: text.slow, value: seconds(item.slowMs) },
        ]}
      />
    </section>
  )
}

function Over({ item }: { item: StatisticsItem }) {
  const text = useText(itemStatisticsText)
  const { language } = useLanguage()
  return (
    <section className="k-panel k-stack-small" aria-labelledby="statistics-over">
      <h2 id="statistics-over">{text.over}</h2>
      <div className="k-table-wrap" tabIndex={0} role="region" aria-label={text.tableOf(text.over)}>
        <table className="k-table">
          <thead>
            <tr>
              <th scope="col">{text.sitting}</th>
              <th scope="col">{text.starts}</th>
              <th scope="col" className="num">
                {text.taken}
              </th>
              <th scope="col" className="num">
                {text.facility}
              </th>
            </tr>
          </thead>
          <tbody>
            {item.sittings.map((one) => (
              <tr key={one.id}>
                <td className="name">{one.name}</td>
                <td className="tight">{momentWib(one.startsAt, language)}</td>
                <td className="num">{count(one.taken, language)}</td>
                <td className="num">{figure(one.facility, language)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </section>
  )
}
