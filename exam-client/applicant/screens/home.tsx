import type { ReactNode } from 'react'
import type { ApplicantMe, OwnNotice } from '../../../server/protocol/applications.ts'
import { momentWib } from '../../shared/format.ts'
import { useLanguage, useText } from '../../shared/language.tsx'
import { Choice, Empty, Facts } from '../../shared/parts/kit-basics.tsx'
import { Top } from '../../shared/parts/kit-top.tsx'
import { applicantText } from '../../shared/text/applicant.ts'

export function Frame({ onSignOut, children }: { onSignOut?: () => void; children: ReactNode }) {
  const text = useText(applicantText)
  return (
    <div className="k-app a-app">
      <Top demo={false}>
        {onSignOut ? (
          <button type="button" className="k-button small" onClick={onSignOut}>
            {text.signOut}
          </button>
        ) : null}
      </Top>
      <main className="k-main a-main">{children}</main>
    </div>
  )
}

export function Tabs({ page, unread }: { page: 'application' | 'notices' | 'account'; unread: number }) {
  const text = useText(applicantText)
  return (
    <nav className="a-tabs" aria-label={text.title}>
      {(['application', 'notices', 'account'] as const).map((one) => (
        <a
          key={one}
          href={one === 'application' ? '?' : `?page=${one}`}
          aria-current={page === one ? 'page' : undefined}
        >
          {text.tabs[one]}
          {one === 'notices' && unread > 0 ? <span className="a-count">{text.unread(unread)}</span> : null}
        </a>
      ))}
    </nav>
  )
}

export function NoticesScreen({ notices }: { notices: OwnNotice[] }) {
  const text = useText(applicantText)
  const { language } = useLanguage()
  return (
    <div className="k-stack">
      <div>
        <h1>{text.tabs.notices}</h1>
        <p className="k-soft">{text.noticesLead}</p>
      </div>
      {notices.length === 0 ? <Empty title={text.noNotices} /> : null}
      {notices.map((one) => (
        <article key={one.id} className="k-panel k-stack-small" aria-labelledby={`n-${one.id}`}>
          <h2 id={`n-${one.id}`} className="k-line">
            {one.subject}
            {one.read ? null : <span className="a-count">{text.fresh}</span>}
          </h2>
          <p className="k-small k-soft">{momentWib(one.createdAt, language)}</p>
          <p className="a-words">{one.body}</p>
        </article>
      ))}
    </div>
  )
}

export function AccountScreen({
  me,
  contact,
  onLanguage,
}: {
  me: ApplicantMe
  contact: string | null
  onLanguage: (language: 'id' | 'en') => void
}) {
  const text = useText(applicantText)
  return (
    <div className="k-stack">
      <h1>{text.tabs.account}</h1>
      <div className="k-panel k-stack">
        <Facts
          of={[
            { name: text.name, value: me.name, text: true },
            { name: text.nik, value: me.nik },
            { name: text.email, value: me.email ?? text.none, text: true },
            { name: text.phone, value: me.phone ?? text.none, text: true },
          ]}
        />
        <Choice
          label={text.noticeLanguage}
          value={me.language}
          options={(['id', 'en'] as const).map((value) => ({ value, title: text.languages[value] }))}
          onChange={(value) => onLanguage(value === 'en' ? 'en' : 'id')}
        />
        <p className="k-small k-soft">
          {text.accountLead} {contact ? text.contact(contact) : null}
        </p>
      </div>
      <section className="k-panel k-stack-small" aria-labelledby="a-data">
        <h2 id="a-data">{text.myData}</h2>
        <p className="k-small k-soft">{text.myDataLead}</p>
        <p className="k-line">
          <a className="k-button" href="/api/applicant/my-data.html">
            {text.myDataRead}
          </a>
          <a className="k-button" href="/api/applicant/my-data">
            {text.myDataMachine}
          </a>
        </p>
      </section>
      <details className="k-panel">
        <summary className="k-strong">{text.privacyTitle}</summary>
        <p className="k-small">{text.privacy}</p>
      </details>
    </div>
  )
}
