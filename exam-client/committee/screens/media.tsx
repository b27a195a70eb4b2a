import type { ReactNode } from 'react'
import type { MediaView, Shared } from '../../../server/protocol/announcements.ts'
import { count } from '../../shared/format.ts'
import { useLanguage, useText } from '../../shared/language.tsx'
import { CopyButton, Empty, Notice } from '../../shared/parts/kit-basics.tsx'
import { Table } from '../../shared/parts/kit-table.tsx'
import { committeeText } from '../../shared/text/committee.ts'
import { mediaText } from '../../shared/text/media.ts'
import { Head } from './shell.tsx'
import { Tabs } from './tabs.tsx'

const MEDIA = '?screen=publications&part=media'

/** The two parts of the publications: what was decided, and what calls people to apply. */
export function PublicationTabs({ current }: { current: 'results' | 'media' }) {
  const text = useText(mediaText)
  return (
    <Tabs
      label={text.tabsLabel}
      current={current}
      of={[
        { tab: 'results', href: '?screen=publications', title: text.tabs.results },
        { tab: 'media', href: MEDIA, title: text.tabs.media },
      ]}
    />
  )
}

/** Everything that is made of the open vacancies: previews, texts to copy, files, and the widget. */
export function MediaScreen({ view }: { view: MediaView }) {
  const text = useText(mediaText)
  const title = useText(committeeText).screens.publications
  const { language } = useLanguage()
  const { period, shared, links } = view
  return (
    <>
      <Head title={title} next={shared ? text.next : undefined} />
      <PublicationTabs current="media" />
      {period && shared ? (
        <>
          {isLocal(shared.page) ? <Notice tone="amber">{text.local(hostOf(shared.page))}</Notice> : null}
          <div>
            <h2>{text.whole}</h2>
            <p className="k-soft">
              {period.name} · {text.wholeCounts(count(period.vacancies, language), count(period.need, language))}
            </p>
          </div>
          <SharedParts
            shared={shared}
            more={[
              { name: text.announcement, address: links.announcement },
              { name: text.atom, address: links.atom },
              { name: text.json, address: links.json },
              { name: text.siteMap, address: links.siteMap },
            ]}
          />
          <section className="c-media" aria-labelledby="widget">
            <div className="k-stack-small">
              <h2 id="widget">{text.widget}</h2>
              <p>{text.widgetNote}</p>
              <Copied label={text.snippet} value={view.snippet} rows={5} />
            </div>
            <iframe className="c-media-widget" src={here(links.widget)} title={text.widgetPreview} loading="lazy" />
          </section>
          <VacancyMedia vacancies={view.vacancies} />
        </>
      ) : (
        <Empty title={text.none}>
          <p>{text.noneAdvice}</p>
        </Empty>
      )}
    </>
  )
}

/** The same of one vacancy. */
export function VacancyMediaScreen({ code, children }: { code: string; children: ReactNode }) {
  const text = useText(mediaText)
  return (
    <>
      <Head
        title={
          <>
            {text.openTexts} <span className="k-num">{code}</span>
          </>
        }
        back={{ href: MEDIA, title: text.back }}
      />
      {children}
    </>
  )
}

export function SharedParts({ shared, more = [] }: { shared: Shared; more?: { name: string; address: string }[] }) {
  const text = useText(mediaText)
  const links = [
    { name: text.page, address: shared.page },
    { name: text.pageEn, address: shared.pageEn },
    { name: text.poster, address: shared.poster },
    { name: text.posterPicture, address: shared.posterPicture },
    { name: text.image, address: shared.image },
    ...more,
  ]
  return (
    <>
      <div className="c-media">
        <section className="k-stack-small" aria-labelledby="preview">
          <h3 id="preview">{text.preview}</h3>
          <div className="k-panel flush c-media-card">
            <img src={here(shared.image)} alt={shared.title} width={1200} height={630} />
            <div>
              <p className="k-strong">{shared.title}</p>
              <p className="k-small k-soft">{shared.about}</p>
              <p className="k-small k-soft">{hostOf(shared.page)}</p>
            </div>
          </div>
          <p className="k-small k-soft">{text.previewNote}</p>
        </section>
        <section className="k-stack-small" aria-labelledby="media-links">
          <h3 id="media-links">{text.links}</h3>
          <ul className="k-plain k-panel flush c-media-links">
            {links.map(({ name, address }) => (
              <li key={name}>
                <a href={here(address)}>{name}</a>
                <CopyButton value={address} label={`${text.link} ${name}`} />
                <span className="k-small k-soft c-media-address">{address}</span>
              </li>
            ))}
          </ul>
        </section>
      </div>
      <div className="c-media">
        <Copied label={text.whatsapp} value={shared.whatsapp} hint={text.copyNote} rows={13} />
        <Copied label={text.facebook} value={shared.facebook} hint={text.copyNote} rows={13} />
      </div>
    </>
  )
}

/** A text to take along: read whole, selected by hand, or copied at once. */
function Copied({ label, value, hint, rows }: { label: string; value: string; hint?: string; rows: number }) {
  const id = label.replace(/\W+/g, '-').toLowerCase()
  return (
    <div className="k-field">
      <span className="k-line">
        <label htmlFor={id}>{label}</label>
        <CopyButton value={value} label={label} />
      </span>
      <textarea id={id} className="k-input" readOnly rows={rows} value={value} />
      {hint ? <small>{hint}</small> : null}
    </div>
  )
}

function VacancyMedia({ vacancies }: { vacancies: MediaView['vacancies'] }) {
  const text = useText(mediaText)
  const { language } = useLanguage()
  const page = (code: string) => `/lowongan/${encodeURIComponent(code)}`
  return (
    <>
      <h2>{text.vacancies}</h2>
      <Table
        name="m"
        caption={text.vacancies}
        rows={vacancies}
        rowKey={(row) => row.code}
        words={(row) => `${row.code} ${row.position} ${row.unit}`}
        firstSort="code"
        exportName="media-formasi"
        empty={<Empty title={text.empty} />}
        columns={[
          {
            id: 'code',
            head: text.code,
            kind: 'tight',
            cell: (row) => <span className="k-num">{row.code}</span>,
            value: (row) => row.code,
          },
          {
            id: 'position',
            head: text.position,
            kind: 'wide',
            cell: (row) => row.position,
            value: (row) => row.position,
          },
          { id: 'unit', head: text.unit, kind: 'wide', cell: (row) => row.unit, value: (row) => row.unit },
          {
            id: 'need',
            head: text.need,
            kind: 'num',
            cell: (row) => count(row.need, language),
            value: (row) => row.need,
          },
          {
            id: 'applicants',
            head: text.applicants,
            kind: 'num',
            cell: (row) => count(row.applicants, language),
            value: (row) => row.applicants,
          },
          {
            id: 'files',
            head: text.files,
            cell: (row) => (
              <span className="c-files-row">
                <a href={page(row.code)} aria-label={`${text.filePage} ${row.code}`}>
                  {text.filePage}
                </a>
                <a href={`${page(row.code)}/poster.pdf`} aria-label={`${text.filePoster} ${row.code}`}>
                  {text.filePoster}
                </a>
              </span>
            ),
          },
          {
            id: 'texts',
            head: text.texts,
            kind: 'tight',
            cell: (row) => (
              <a href={`${MEDIA}&code=${encodeURIComponent(row.code)}`} aria-label={`${text.openTexts} ${row.code}`}>
                {text.openTexts}
              </a>
            ),
          },
        ]}
      />
    </>
  )
}

/** The same thing on this server: the public's address may lie outside of this network, and pictures come from here. */
function here(address: string): string {
  if (!/^https?:/.test(address)) return address
  const { pathname, search } = new URL(address)
  return pathname + search
}

/** A code on a poster that leads to this network alone would be found out on the wall. */
const isLocal = (address: string): boolean =>
  /^(?:localhost|127\.|10\.|192\.168\.|172\.(?:1[6-9]|2\d|3[01])\.|\[)/.test(hostOf(address)) ||
  !/[.:]/.test(hostOf(address))

const hostOf = (address: string): string => (URL.canParse(address) ? new URL(address).host : address)
