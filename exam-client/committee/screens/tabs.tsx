/** The parts of one screen, as links: each has an address of its own. */
export function Tabs<Tab extends string>({
  label,
  of,
  current,
}: {
  label: string
  of: readonly { tab: Tab; href: string; title: string }[]
  current: Tab
}) {
  return (
    <nav aria-label={label}>
      <ul className="k-plain k-line c-tabs">
        {of.map(({ tab, href, title }) => (
          <li key={tab}>
            <a href={href} aria-current={tab === current ? 'page' : undefined}>
              {title}
            </a>
          </li>
        ))}
      </ul>
    </nav>
  )
}
