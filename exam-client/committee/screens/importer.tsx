import { type ChangeEvent, useId } from 'react'
import type { ImportReport } from '../../../server/protocol/http.ts'
import { downloadCsv } from '../../shared/download.ts'
import { count } from '../../shared/format.ts'
import { useLanguage, useText } from '../../shared/language.tsx'
import { Mark, Notice, RefusalNotice } from '../../shared/parts/kit-basics.tsx'
import { committeeText } from '../../shared/text/committee.ts'
import { kitText } from '../../shared/text/kit.ts'
import type { Import } from '../import.ts'

const ISSUES_SHOWN_MAX = 50

interface Props {
  title: string
  hint: string
  /** Which columns are read beside those everybody knows. */
  note?: string
  accept: string
  template?: string
  state: Import
  onCheck: (files: File[]) => void
  onCommit: (partial: boolean) => void
  onAgain: () => void
}

/** Choose files, read what the check found, then decide; the words say at each step that nothing has changed yet. */
export function Importer({ title, hint, note, accept, template, state, onCheck, onCommit, onAgain }: Props) {
  const text = useText(committeeText).import
  const { language } = useLanguage()
  const id = useId()
  const choose = (event: ChangeEvent<HTMLInputElement>) => {
    onCheck([...(event.target.files ?? [])])
    event.target.value = '' // the same file, mended, can be chosen again
  }
  return (
    <section className="k-panel k-stack c-import" aria-labelledby={id}>
      <div className="k-line">
        <h2 id={id}>{title}</h2>
        <span className="k-soft k-small">{hint}</span>
        <span className="k-line k-push">
          {template ? (
            <a className="k-button quiet" href={template} download>
              {text.template}
            </a>
          ) : null}
          <label className="k-button c-file">
            {text.choose}
            <input
              type="file"
              multiple
              accept={accept}
              className="sr-only"
              onChange={choose}
              disabled={state.at === 'checking' || state.at === 'writing'}
            />
          </label>
        </span>
      </div>
      {note ? <p className="k-small k-soft">{note}</p> : null}
      {state.at === 'choosing' && state.problem ? <Problem problem={state.problem} /> : null}
      {state.at === 'checking' ? <Notice live>{text.checking}</Notice> : null}
      {state.at === 'writing' ? <Notice live>{text.writing}</Notice> : null}
      {state.at === 'checked' ? <Checked report={state.report} onCommit={onCommit} onAgain={onAgain} /> : null}
      {state.at === 'done' ? (
        <>
          <Notice tone={state.report.committed ? 'ok' : 'danger'} live>
            <p className="k-strong">
              {state.report.committed ? text.done(count(taken(state.report), language)) : text.notDone}
            </p>
          </Notice>
          <Report report={state.report} />
          <p>
            <button type="button" className="k-button small" onClick={onAgain}>
              {text.another}
            </button>
          </p>
        </>
      ) : null}
    </section>
  )
}

const taken = (report: ImportReport): number => report.files.reduce((sum, file) => sum + file.taken, 0)
const refused = (report: ImportReport): number => report.files.reduce((sum, file) => sum + file.refused.length, 0)

function Problem({ problem }: { problem: NonNullable<Extract<Import, { at: 'choosing' }>['problem']> }) {
  const text = useText(committeeText).import
  const kit = useText(kitText)
  if (typeof problem !== 'string') return <RefusalNotice why={problem} />
  const words = {
    'too-large': text.tooLarge,
    'too-many': text.tooMany,
    unreadable: text.unreadable,
    unreachable: `${kit.unreachable} ${kit.unreachableAdvice}`,
  }
  return (
    <Notice tone="danger" live>
      {words[problem]}
    </Notice>
  )
}

function Checked({
  report,
  onCommit,
  onAgain,
}: {
  report: ImportReport
  onCommit: (partial: boolean) => void
  onAgain: () => void
}) {
  const text = useText(committeeText).import
  const kit = useText(kitText)
  const { language } = useLanguage()
  const good = taken(report)
  const bad = refused(report)
  return (
    <>
      <Notice tone={bad === 0 && good > 0 ? 'ok' : good === 0 ? 'danger' : 'amber'} live>
        {bad === 0 && good > 0 ? text.allGood : good === 0 ? text.noneGood : text.someBad}
      </Notice>
      <Report report={report} />
      <p className="k-line">
        {good > 0 && bad === 0 ? (
          <button type="button" className="k-button primary" onClick={() => onCommit(false)}>
            {text.now}
          </button>
        ) : null}
        {good > 0 && bad > 0 ? (
          <button type="button" className="k-button" onClick={() => onCommit(true)}>
            {text.goodOnly(count(good, language))}
          </button>
        ) : null}
        <button type="button" className="k-button quiet" onClick={onAgain}>
          {kit.cancel}
        </button>
      </p>
    </>
  )
}

const FORMAT_NAMES: Record<string, string> = {
  csv: 'CSV',
  xlsx: 'XLSX',
  json: 'JSON',
  jsonl: 'JSONL',
  'moodle-xml': 'Moodle XML',
  gift: 'GIFT',
  aiken: 'Aiken',
  qti: 'QTI',
  unknown: '',
}
const ISSUE_MARKS = {
  refused: { shape: 'cross', tone: 'danger' },
  simplified: { shape: 'info', tone: 'accent' },
  warning: { shape: 'triangle', tone: 'amber' },
} as const

function Report({ report }: { report: ImportReport }) {
  const text = useText(committeeText).import
  const { language } = useLanguage()
  const n = (value: number) => count(value, language)
  const issues = report.files.flatMap((file) => [
    ...file.refused.map((issue) => ({ ...issue, file: file.file, kind: 'refused' as const })),
    ...(file.simplified ?? []).map((issue) => ({ ...issue, file: file.file, kind: 'simplified' as const })),
    ...file.warnings.map((issue) => ({ ...issue, file: file.file, kind: 'warning' as const })),
  ])
  const shown = issues.slice(0, ISSUES_SHOWN_MAX)
  const save = () =>
    downloadCsv(
      'masalah-impor.csv',
      [text.file, text.kind, text.where, text.reason],
      issues.map((issue) => [issue.file, text.kinds[issue.kind], issue.where, issue.reason]),
    )
  return (
    <div className="k-stack-small">
      <ul className="k-plain c-files">
        {report.files.map((file) => (
          <li key={file.file} className="k-line">
            <strong>{file.file}</strong>
            <span className="k-soft">{FORMAT_NAMES[file.format] ?? file.format}</span>
            {file.taken > 0 ? (
              <Mark shape="check" tone="ok">
                {text.taken(n(file.taken))}
              </Mark>
            ) : null}
            {file.refused.length > 0 ? (
              <Mark shape="cross" tone="danger">
                {text.refused(n(file.refused.length))}
              </Mark>
            ) : null}
            {file.simplified && file.simplified.length > 0 ? (
              <Mark shape="info" tone="accent">
                {text.simplified(n(file.simplified.length))}
              </Mark>
            ) : null}
            {file.warnings.length > 0 ? (
              <Mark shape="triangle" tone="amber">
                {text.warnings(n(file.warnings.length))}
              </Mark>
            ) : null}
          </li>
        ))}
      </ul>
      {issues.length === 0 ? null : (
        <div className="k-table-wrap c-issues" tabIndex={0} role="region" aria-label={text.report}>
          <table className="k-table">
            <caption className="sr-only">{text.report}</caption>
            <thead>
              <tr>
                <th scope="col">{text.kind}</th>
                <th scope="col">{text.where}</th>
                <th scope="col">{text.reason}</th>
              </tr>
            </thead>
            <tbody>
              {shown.map((issue, place) => (
                <tr key={`${issue.file}${issue.where}${place}`}>
                  <td className="tight">
                    <Mark {...ISSUE_MARKS[issue.kind]}>{text.kinds[issue.kind]}</Mark>
                  </td>
                  <td>{issue.where}</td>
                  <td>{issue.reason}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
      {issues.length > 0 ? (
        <p className="k-line k-small">
          {issues.length > shown.length ? <span>{text.more(n(issues.length - shown.length))}</span> : null}
          <button type="button" className="k-button small" onClick={save}>
            {text.download}
          </button>
        </p>
      ) : null}
    </div>
  )
}
