import type { RuleSetRow, TestRow } from '../../../server/protocol/http.ts'
import { useAddress } from '../../shared/address.tsx'
import { count, momentWib } from '../../shared/format.ts'
import { useLanguage, useText } from '../../shared/language.tsx'
import { Choice, Empty } from '../../shared/parts/kit-basics.tsx'
import { Table } from '../../shared/parts/kit-table.tsx'
import { committeeText } from '../../shared/text/committee.ts'
import { rulesText } from '../../shared/text/rules.ts'
import type { KeptDraft } from '../rule-drafts.ts'
import { type FileProblem, RuleFileButton, RuleFileProblem } from './rule-file.tsx'
import { Head } from './shell.tsx'

interface Props {
  ruleSets: RuleSetRow[]
  tests: TestRow[]
  drafts: KeptDraft[]
  fileProblem: FileProblem | null
  onFile: (file: File) => void
  onDiscard: (from: string) => void
}

/** Every rule set there is, ours and the committee's, with where its figures come from and which tests use it. */
export function RuleList({ ruleSets, tests, drafts, fileProblem, onFile, onDiscard }: Props) {
  const text = useText(rulesText)
  const { screens } = useText(committeeText)
  const { language } = useLanguage()
  const { address, go } = useAddress()
  const stage = address['stage'] ?? ''
  const shown = stage === '' ? ruleSets : ruleSets.filter((one) => one.stage === stage)
  const usedBy = (id: string) => tests.filter((one) => one.ruleSet === id).map((one) => one.name)
  return (
    <>
      <Head title={screens.rules} next={text.next}>
        <RuleFileButton label={text.openFile} onFile={onFile} />
      </Head>
      {fileProblem ? <RuleFileProblem problem={fileProblem} /> : null}
      {drafts.length > 0 ? (
        <section className="k-panel k-stack-small" aria-label={text.drafts}>
          <h2>{text.drafts}</h2>
          <ul className="k-plain c-drafts">
            {drafts.map(({ from, body, at }) => (
              <li key={from} className="k-line">
                <span>{text.draftOf(body.title || text.untitled, body.id, momentWib(at, language))}</span>
                <span className="k-line k-push">
                  <a className="k-button small" href={`?screen=rules&edit=${encodeURIComponent(from)}`}>
                    {text.resume}
                  </a>
                  <button
                    type="button"
                    className="k-button small quiet"
                    aria-label={`${text.discard}: ${body.title || text.untitled}`}
                    onClick={() => onDiscard(from)}
                  >
                    {text.discard}
                  </button>
                </span>
              </li>
            ))}
          </ul>
        </section>
      ) : null}
      <Table
        name="r"
        caption={screens.rules}
        rows={shown}
        rowKey={(row) => row.id}
        words={(row) => `${row.title} ${row.id} ${row.decree}`}
        tools={
          <Choice
            label={text.stage}
            value={stage}
            all={text.allStages}
            options={Object.entries(text.stages).map(([value, title]) => ({ value, title }))}
            onChange={(value) => go({ stage: value, 'r.page': null }, 'replace')}
          />
        }
        empty={<Empty title={text.none} />}
        columns={[
          {
            id: 'title',
            head: text.rule,
            kind: 'name',
            cell: (row) => (
              <>
                <a href={`?screen=rules&rule=${encodeURIComponent(row.id)}`}>{row.title}</a>
                <span className="k-soft k-code c-under">{row.id}</span>
              </>
            ),
            value: (row) => row.title,
          },
          { id: 'decree', head: text.decree, cell: (row) => row.decree, value: (row) => row.decree },
          { id: 'year', head: text.year, kind: 'num', cell: (row) => String(row.year), value: (row) => row.year },
          {
            id: 'stage',
            head: text.stage,
            kind: 'tight',
            cell: (row) => text.stages[row.stage] ?? row.stage,
            value: (row) => text.stages[row.stage] ?? row.stage,
          },
          {
            id: 'sections',
            head: text.sections,
            cell: (row) => (
              <span className="k-num">
                {row.sections.map((one) => `${one.id} ${count(one.items, language)}`).join(' · ')}
              </span>
            ),
            value: (row) => row.sections.map((one) => `${one.id} ${one.items}`).join(', '),
          },
          {
            id: 'origin',
            head: text.origin,
            kind: 'tight',
            cell: (row) => text[row.origin],
            value: (row) => text[row.origin],
          },
          {
            id: 'used',
            head: text.usedBy,
            cell: (row) => usedBy(row.id).join(', ') || <span className="k-soft">{text.unused}</span>,
            value: (row) => usedBy(row.id).join(', '),
          },
        ]}
      />
    </>
  )
}
