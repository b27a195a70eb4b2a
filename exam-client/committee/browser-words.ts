/** The name and version of a browser for people, as the server's certificate writes it; one that is unknown as it came. */
export function browserWords(agent: string): string {
  for (const [name, pattern] of BROWSERS) {
    const version = agent.match(pattern)?.[1]
    if (version !== undefined) return `${name} ${version}`
  }
  return agent.length > MOST ? `${agent.slice(0, MOST)}…` : agent
}

const MOST = 40
/** In this order: each browser of the family also names Chrome, and Chrome names Safari. */
const BROWSERS: [string, RegExp][] = [
  ['Edge', /\bEdg\/(\d+)/],
  ['Opera', /\bOPR\/(\d+)/],
  ['Firefox', /\bFirefox\/(\d+)/],
  ['Chromium', /\b(?:Chrome|Chromium|HeadlessChrome)\/(\d+)/],
  ['Safari', /\bVersion\/(\d+)[\d.]* (?:Mobile\/\S+ )?Safari\//],
]
