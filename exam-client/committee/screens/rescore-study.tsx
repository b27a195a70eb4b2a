import type { ItemStudy, KeyWanted } from '../../../server/protocol/rescoring.ts'
import { count, momentWib } from '../../shared/format.ts'
import { useLanguage, useText } from '../../shared/language.tsx'
import { Bar, Facts, Mark, Notice } from '../../shared/parts/kit-basics.tsx'
import { kitText } from '../../shared/text/kit.ts'
import { keyWords, rescoreText } from '../../shared/text/rescore.ts'
import type { Draft } from '../rescore-draft.ts'
import { ItemPreview } from './item-preview.tsx'
import { KeyFormPanel } from './rescore-key-form.tsx'
import { Head } from './shell.tsx'

/** One item as the station shows it, with its key, how it did, where it was used, and the form of its new key. */
export function RescoreStudy({
  study,
  draft,
  onTake,
}: {
  study: ItemStudy
  draft: Draft
  onTake: (key: KeyWanted) => void
}) {
  const text = useText(rescoreText)
  const { language } = useLanguage()
  const { item, bank } = study
  const other = draft.some((one) => one.bank !== bank.id)
  return (
    <>
      <Head title={item.source} back={{ href: '?screen=rescoring', title: text.back }}>
        <span className="k-soft">{bank.name}</span>
      </Head>
      <Notice tone="amber">{text.secret}</Notice>
      <div className="c-study">
        <section className="k-panel" aria-labelledby="rescore-item">
          <h2 id="rescore-item" className="sr-only">
            {text.item}
          </h2>
          <ItemPreview item={item} />
        </section>
        <div className="k-stack">
          <section className="k-panel k-stack-small" aria-labelledby="rescore-current">
            <h2 id="rescore-current">{text.current}</h2>
            <p className="k-line">
              <strong>{keyWords(study.key, language)}</strong>
              <span className="k-soft">{text.version(String(item.keyVersion))}</span>
            </p>
          </section>
          {study.proposal ? (
            <Notice tone="amber">
              <p>{text.open}</p>
              <p>
                <a href="?screen=approvals">{text.toApprovals}</a>
              </p>
            </Notice>
          ) : other ? (
            <Notice tone="amber">{text.otherBank}</Notice>
          ) : (
            <KeyFormPanel
              key={item.id}
              study={study}
              taken={draft.find((one) => one.item === item.id)}
              onTake={onTake}
            />
          )}
        </div>
      </div>
      <Figures study={study} />
      <div className="c-study">
        <Sittings study={study} />
        <Versions study={study} />
      </div>
    </>
  )
}

const twoDigits = (value: number | null, language: 'id' | 'en'): string =>
  value === null
    ? '–'
    : value
        .toFixed(2)
        .replace('-', '−')
        .replace('.', language === 'id' ? ',' : '.')

function Figures({ study }: { study: ItemStudy }) {
  const text = useText(rescoreText)
  const { language } = useLanguage()
  const n = (value: number) => count(value, language)
  const { figures, key } = study
  const keyed = (label: string) =>
    key.kind === 'single'
      ? key.correct.includes(label)
        ? text.keyed
        : null
      : key.kind === 'weighted'
        ? String(key.weights[label] ?? '')
        : null
  return (
    <section className="k-panel k-stack" aria-labelledby="rescore-figures">
      <h2 id="rescore-figures">{text.figures}</h2>
      {figures.had === 0 ? (
        <p className="k-soft">{text.noFigures}</p>
      ) : (
        <>
          <Facts
            of={[
              { name: text.had, value: n(figures.had) },
              { name: text.blank, value: n(figures.blank) },
              { name: text.facility, value: twoDigits(figures.facility, language) },
              { name: text.discrimination, value: twoDigits(figures.discrimination, language) },
            ]}
          />
          <table className="k-table c-narrow">
            <caption className="k-legend">{text.chosen}</caption>
            <thead>
              <tr>
                <th scope="col">{text.option}</th>
                <th scope="col" className="num">
                  {text.people}
                </th>
                <th scope="col">
                  <span className="sr-only">{text.chosen}</span>
                </th>
                <th scope="col">{text.key}</th>
              </tr>
            </thead>
            <tbody>
              {figures.options.map(({ label, count: chosen }) => (
                <tr key={label}>
                  <td className="tight">
                    <strong>{label}</strong>
                  </td>
                  <td className="num">{n(chosen)}</td>
                  <td className="c-bar-cell">
                    <Bar value={chosen} max={figures.had} label={`${label}: ${n(chosen)} / ${n(figures.had)}`} />
                  </td>
                  <td className="tight">
                    {keyed(label) === null ? null : key.kind === 'single' ? (
                      <Mark shape="check" tone="ok">
                        {text.keyed}
                      </Mark>
                    ) : (
                      <span className="k-num">{keyed(label)}</span>
                    )}
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </>
      )}
    </section>
  )
}

function Sittings({ study }: { study: ItemStudy }) {
  const text = useText(rescoreText)
  const { states } = useText(kitText)
  const { language } = useLanguage()
  const word = (state: string) => (state in states ? states[state as keyof typeof states] : state)
  return (
    <section className="k-panel k-stack-small" aria-labelledby="rescore-used">
      <h2 id="rescore-used">{text.used}</h2>
      {study.sittings.length === 0 ? (
        <p className="k-soft">{text.notUsed}</p>
      ) : (
        <div className="k-table-wrap c-issues" tabIndex={0} role="region" aria-label={text.table(text.used)}>
          <table className="k-table">
            <thead>
              <tr>
                <th scope="col">{text.sitting}</th>
                <th scope="col">{text.stage}</th>
                <th scope="col">{text.state}</th>
                <th scope="col" className="num">
                  {text.had}
                </th>
              </tr>
            </thead>
            <tbody>
              {study.sittings.map((one) => (
                <tr key={one.id}>
                  <td className="name">{one.name}</td>
                  <td className="tight">{text.stages[one.stage as 'skd'] ?? one.stage}</td>
                  <td className="tight">{word(one.state)}</td>
                  <td className="num">{one.state === 'closed' ? count(one.had, language) : '–'}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
    </section>
  )
}

function Versions({ study }: { study: ItemStudy }) {
  const text = useText(rescoreText)
  const { language } = useLanguage()
  return (
    <section className="k-panel k-stack-small" aria-labelledby="rescore-versions">
      <h2 id="rescore-versions">{text.versions}</h2>
      <ol className="k-plain c-versions">
        {study.versions.map((one) => (
          <li key={one.version}>
            <p className="k-line">
              <strong>{keyWords(one.key, language)}</strong>
              <span className="k-soft">{text.version(String(one.version))}</span>
              {one.proposal ? (
                <a href={`/api/rescoring/${encodeURIComponent(one.proposal)}/memo.pdf`} className="k-push">
                  Memo (PDF)
                </a>
              ) : null}
            </p>
            <p className="k-small k-soft">
              {momentWib(one.at, language)} ·{' '}
              {one.proposedBy === null
                ? text.unknown
                : one.approvedBy === null
                  ? `${one.proposedBy}, ${text.imported}`
                  : text.twoPeople(one.proposedBy, one.approvedBy)}
            </p>
            {one.reason ? <p className="k-small c-wrap">{one.reason}</p> : null}
          </li>
        ))}
      </ol>
    </section>
  )
}
