import { useId } from 'react'
import type { OwnApplication, OwnDocument } from '../../../server/protocol/applications.ts'
import type { DocumentRule } from '../../../server/protocol/recruitment.ts'
import { count } from '../../shared/format.ts'
import { useLanguage, useText } from '../../shared/language.tsx'
import { Bar, Mark, RefusalNotice } from '../../shared/parts/kit-basics.tsx'
import { applicantFormText } from '../../shared/text/applicant-form.ts'
import type { Uploading, Uploads } from '../use-uploads.ts'

const KB = 1024

/** One card for each kind: what it must be, what was accepted, and how it looks. */
export function DocumentsStep({ application, uploads }: { application: OwnApplication; uploads: Uploads }) {
  const text = useText(applicantFormText)
  return (
    <div className="k-stack">
      <p className="k-soft">{text.documentsLead}</p>
      <ul className="a-cards">
        {application.documentRules.map((rule) => (
          <li key={rule.kind} className="k-panel k-stack-small">
            <Kind
              rule={rule}
              needed={application.neededDocuments.includes(rule.kind)}
              own={application.documents.find(({ kind }) => kind === rule.kind) ?? null}
              uploading={uploads.now[rule.kind]}
              uploads={uploads}
            />
          </li>
        ))}
      </ul>
    </div>
  )
}

function Kind({
  rule,
  needed,
  own,
  uploading,
  uploads,
}: {
  rule: DocumentRule
  needed: boolean
  own: OwnDocument | null
  uploading: Uploading | undefined
  uploads: Uploads
}) {
  const text = useText(applicantFormText)
  const { language } = useLanguage()
  const id = useId()
  const busy = uploading !== undefined && uploading.at !== 'refused'
  const limits = [
    text.limit(rule.type === 'jpeg' ? 'JPG' : 'PDF', count(Math.floor(rule.bytesMax / KB), language)),
    rule.pagesMax === undefined ? null : text.pages(count(rule.pagesMax, language)),
  ]
  return (
    <>
      <h2 className="k-line a-card-title" id={`${id}t`}>
        {rule[language]}
        {own ? (
          <Mark shape="check" tone="ok">
            {text.accepted}
          </Mark>
        ) : (
          <span className="k-small k-soft">{needed ? text.needed : text.optional}</span>
        )}
      </h2>
      <p className="k-small">{language === 'id' ? rule.hintId : rule.hintEn}</p>
      <p className="k-small k-soft" id={`${id}l`}>
        {limits.filter(Boolean).join(', ')}
      </p>
      {own ? <Accepted own={own} title={rule[language]} /> : null}
      <div role="status">{busy ? <Running uploading={uploading} /> : null}</div>
      {uploading?.at === 'refused' ? <RefusalNotice why={uploading.why} /> : null}
      <p className="k-line">
        {busy ? (
          <button type="button" className="k-button small" onClick={() => uploads.stop(rule.kind)}>
            {text.stop}
          </button>
        ) : (
          <>
            {/* The label is the button: a telephone offers camera and gallery behind it. */}
            <label className={own ? 'k-button a-file' : 'k-button primary a-file'}>
              <input
                type="file"
                className="a-hidden"
                accept={rule.type === 'jpeg' ? 'image/*' : 'application/pdf,.pdf'}
                aria-label={`${rule[language]}: ${own ? text.replace : text.pickFile}`}
                aria-describedby={`${id}l`}
                onChange={(event) => {
                  const file = event.target.files?.[0]
                  if (file) uploads.begin(rule, file)
                  event.target.value = ''
                }}
              />
              {own ? text.replace : rule.type === 'jpeg' ? text.photo : text.pickFile}
            </label>
            {own ? (
              <button type="button" className="k-button quiet" onClick={() => uploads.remove(own.id, rule.kind)}>
                {text.remove}
              </button>
            ) : null}
          </>
        )}
      </p>
    </>
  )
}

/** Looked at as the server keeps it, not as it lies on the telephone. */
export function Accepted({ own, title }: { own: OwnDocument; title: string }) {
  const text = useText(applicantFormText)
  const { language } = useLanguage()
  const path = `/api/applicant/documents/${own.id}`
  const facts = [
    own.name,
    `${count(Math.max(1, Math.round(own.bytes / KB)), language)} KB`,
    own.pages === null ? `${own.width} × ${own.height}` : text.pagesOf(count(own.pages, language)),
  ]
  return (
    <div className="a-accepted">
      {own.type === 'image/jpeg' ? (
        <a href={path} target="_blank" rel="noreferrer">
          <img src={path} alt={text.previewOf(title)} loading="lazy" />
        </a>
      ) : null}
      <p className="k-small">
        {facts.join(' · ')}
        <br />
        <a href={path} target="_blank" rel="noreferrer" aria-label={`${text.look}: ${title}`}>
          {text.look}
        </a>
      </p>
    </div>
  )
}

function Running({ uploading }: { uploading: Uploading }) {
  const text = useText(applicantFormText)
  if (uploading.at === 'preparing') return <p className="k-small">{text.preparing}</p>
  if (uploading.at === 'checking') return <p className="k-small">{text.checking}</p>
  if (uploading.at === 'refused') return null
  const percent = text.sendingFile(String(Math.floor(uploading.part * 100)))
  return (
    <div className="k-stack-small">
      <p className="k-small">{percent}</p>
      <Bar value={uploading.part} max={1} label={percent} />
    </div>
  )
}
