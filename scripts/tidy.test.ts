import { existsSync, globSync, readFileSync } from 'node:fs'
import { dirname, join, normalize } from 'node:path'
import { describe, expect, it } from 'vitest'

/** The house rules, read from import lines and file names. What may import what is told in server/DESIGN.md. */
const ROOT = join(import.meta.dirname, '..')
const IGNORED = /(^|\/)(node_modules|dist|dist-gallery|data|coverage|\.git)\//
const read = (file: string) => readFileSync(join(ROOT, file), 'utf8')
const find = (pattern: string) =>
  globSync(pattern, { cwd: ROOT })
    .map((file) => file.replaceAll('\\', '/'))
    .filter((file) => !IGNORED.test(file))
    .sort()

const files = find('{question-bank,scoring,server,exam-client,scripts}/**/*.{ts,tsx,mjs}')
const isTest = (file: string) => /\.test\.tsx?$/.test(file)
/** Serves tests alone; the product must not need it. */
const isTestHelper = (file: string) =>
  /^server\/testing\/|^scripts\/browser\/|^exam-client\/[^/]+\/testing\//.test(file) ||
  ['server/bus/contract.ts', 'question-bank/build.ts', 'scoring/test-paper.ts'].includes(file)
const product = files.filter((file) => !isTest(file) && !isTestHelper(file))

interface Import {
  to: string
  typeOnly: boolean
}
/** Imports of our own files, as paths from the root. */
const importsOf = (file: string): Import[] => {
  const text = read(file)
  const found: Import[] = []
  const add = (path: string, typeOnly: boolean) => {
    if (path.startsWith('.')) found.push({ to: normalize(join(dirname(file), path)).replaceAll('\\', '/'), typeOnly })
  }
  for (const [, words = '', path = ''] of text.matchAll(
    /^(?:import|export)\s+([^'"();]*?)\s*from\s*['"]([^'"]+)['"]/gm,
  )) {
    const named = words
      .match(/^\{([\s\S]*)\}$/)?.[1]
      ?.split(',')
      .filter((name) => name.trim() !== '')
    add(path, /^type\b/.test(words) || (named?.every((name) => /^\s*type\s/.test(name)) ?? false))
  }
  for (const [, path = ''] of text.matchAll(/^import\s*['"]([^'"]+)['"]/gm)) add(path, false)
  for (const [, path = ''] of text.matchAll(/\bimport\(\s*['"]([^'"]+)['"]/g)) add(path, false)
  return found
}
const imports = new Map(files.map((file) => [file, importsOf(file)]))
const under = (folder: string) => (file: string) => file.startsWith(`${folder}/`)

/** Files of `from` that import what `wrong` says they must not, as 'file -> import'. */
const breaches = (from: string[], wrong: (to: Import, file: string) => boolean) =>
  from.flatMap((file) => (imports.get(file) ?? []).filter((to) => wrong(to, file)).map(({ to }) => `${file} -> ${to}`))

describe('who may import whom', () => {
  it('sees the imports at all', () => {
    expect(product.length).toBeGreaterThan(150)
    expect(imports.get('server/app.ts')).toContainEqual({ to: 'server/delivery/delivery.ts', typeOnly: false })
    expect(imports.get('server/results/ranking-view.ts')).toContainEqual({ to: 'scoring/rule-set.ts', typeOnly: true })
    for (const [file, list] of imports)
      for (const { to } of list)
        expect([file, to, existsSync(join(ROOT, to.replace(/\?.*$/, '')))]).toEqual([file, to, true])
  })

  it('question-bank imports nothing of ours, scoring only question-bank', () => {
    expect(breaches(product.filter(under('question-bank')), ({ to }) => !under('question-bank')(to))).toEqual([])
    expect(breaches(product.filter(under('scoring')), ({ to }) => !/^(scoring|question-bank)\//.test(to))).toEqual([])
  })

  it('the protocol imports types of question-bank at most, and never a key', () => {
    const wrong = ({ to, typeOnly }: Import) =>
      !under('server/protocol')(to) && !(typeOnly && under('question-bank')(to) && !to.endsWith('/key.ts'))
    expect(breaches(product.filter(under('server/protocol')), wrong)).toEqual([])
  })

  it('a browser imports the protocol and types of question-bank/item.ts; never a key, scoring or the rest of the server', () => {
    const wrong = ({ to, typeOnly }: Import) =>
      !under('exam-client')(to) && !under('server/protocol')(to) && !(to === 'question-bank/item.ts' && typeOnly)
    expect(breaches(product.filter(under('exam-client')), wrong)).toEqual([])
  })

  it('a browser takes no values from the protocol’s schemas, which would bring a validator along', () => {
    const light = [
      'refusal.ts',
      'refusals.ts',
      'refusals-station.ts',
      'progress.ts',
      'roles.ts',
      'ids.ts',
      'board.ts',
      'reasons.ts',
      'room-log.ts',
      'time.ts',
      'markup.ts',
      'recruitment.ts',
      'education.ts',
      'unmet.ts',
      'stage-words.ts',
      'identity.ts',
      'addresses.ts',
      'verification-words.ts',
    ].map((file) => `server/protocol/${file}`)
    const wrong = ({ to, typeOnly }: Import) => under('server/protocol')(to) && !typeOnly && !light.includes(to)
    expect(breaches(product.filter(under('exam-client')), wrong)).toEqual([])
  })

  it('nothing imports scripts/ but scripts', () => {
    expect(
      breaches(
        files.filter((file) => !under('scripts')(file)),
        ({ to }) => under('scripts')(to),
      ),
    ).toEqual([])
  })

  it('no product file needs a test helper; the gallery and the scripts may', () => {
    const shipped = product.filter((file) => !under('scripts')(file) && !file.includes('/gallery/'))
    expect(breaches(shipped, ({ to }) => isTest(to) || isTestHelper(to))).toEqual([])
  })

  it('each browser app stands for itself: what two need is in shared/', () => {
    const app = (file: string) => file.split('/')[1] ?? ''
    const apps = product.filter((file) => under('exam-client')(file) && app(file) !== 'gallery')
    const wrong = ({ to }: Import, file: string) =>
      under('exam-client')(to) && app(to) !== 'shared' && app(to) !== app(file)
    expect(breaches(apps, wrong)).toEqual([])
  })
})

/** The order in which a candidate meets the system: a feature imports itself and what comes before it. */
const ORDER = [
  ...['protocol', 'db', 'bus', 'audit', 'access', 'approvals', 'rule-sets', 'item-bank', 'recruitment'],
  ...['needs', 'announcements', 'notices', 'applications', 'verification', 'venues'],
  ...['scheduling', 'room-log', 'desk', 'delivery', 'proctoring', 'results', 'minutes', 'rescoring'],
  ...['item-statistics', 'objections', 'privacy', 'backup', 'spare', 'health', 'demo'],
]
const FEATURES = ORDER.slice(ORDER.indexOf('access'))
/** The server's own words, that every feature may use: the outside world and how to name it. */
const WORDS = [
  ...[
    'canonical',
    'clock',
    'harmless-cell',
    'helper-job',
    'meta-store',
    'pdf-font',
    'services',
    'workbook',
    'xml',
    'zip-writer',
  ],
].map((name) => `server/${name}.ts`)
const featureOf = (file: string) => file.match(/^server\/([^/]+)\//)?.[1] ?? null

describe('features of the server', () => {
  const inFeatures = product.filter((file) => featureOf(file) !== null)

  it('are all in the order', () => {
    expect([...new Set(inFeatures.map(featureOf))].sort()).toEqual([...ORDER].sort())
  })

  it('import pointing back: themselves, earlier ones, and the server’s own words', () => {
    const wrong = ({ to }: Import, file: string) => {
      const target = featureOf(to)
      if (target === null) return under('server')(to) && !WORDS.includes(to)
      return ORDER.indexOf(target) > ORDER.indexOf(featureOf(file) ?? '')
    }
    expect(breaches(inFeatures, wrong)).toEqual([])
  })

  it('the server’s own words need no feature but db, bus and protocol', () => {
    const wrong = ({ to }: Import) => {
      const target = featureOf(to)
      return target === null
        ? !WORDS.includes(to) && to !== 'server/config.ts'
        : !['db', 'bus', 'protocol'].includes(target)
    }
    expect(breaches(WORDS, wrong)).toEqual([])
  })

  it('keys are known to the bank and to results alone; delivery and proctoring know no key and no score', () => {
    const secret = ({ to }: Import) => to === 'question-bank/key.ts' || under('scoring')(to)
    const knowing = [
      'rule-sets',
      'item-bank',
      'recruitment',
      'scheduling',
      'results',
      'rescoring',
      'item-statistics',
      'objections',
      'demo',
    ]
    expect(
      breaches(
        inFeatures.filter((file) => !knowing.includes(featureOf(file) ?? '')),
        secret,
      ),
    ).toEqual([])
    const asks = inFeatures.filter((file) => /\bkeysOf\b|\bitemKey\b/.test(read(file))).map(featureOf)
    expect([...new Set(asks)].sort()).toEqual(['db', 'item-bank', 'item-statistics', 'rescoring', 'results'])
  })

  it.each([
    ...FEATURES.map((name) => `server/${name}`),
    'question-bank',
    'scoring',
    'scripts',
    'exam-client',
    ...['home', 'station', 'proctor', 'committee', 'board', 'applicant'].map((name) => `exam-client/${name}`),
  ])('%s begins with a README of at most eight lines', (folder) => {
    const lines = read(`${folder}/README.md`).trimEnd().split('\n')
    expect(lines.length).toBeLessThanOrEqual(8)
  })
})

/** A suffix names the rim; these are rim without one, each for a reason that its first lines tell. */
const RIM_SUFFIX = /-(store|routes|socket|job|writer|import|commands|view|export)\.ts$/
const RIM = [
  'access/guard.ts',
  'access/password.ts',
  'approvals/approvals.ts',
  'delivery/delivery.ts',
  'delivery/presence.ts',
  'demo/demo-papers.ts',
  'demo/demo-recruitment.ts',
  'demo/demo-results.ts',
  'demo/demo-verification.ts',
  'demo/samples.ts',
  'demo/seed-demo.ts',
  'proctoring/live-room.ts',
  'recruitment/nik-seal.ts',
  'results/live-board.ts',
].map((file) => `server/${file}`)

describe('the bare noun is pure', () => {
  const nouns = [
    ...product.filter(
      (file) => FEATURES.includes(featureOf(file) ?? '') && !RIM_SUFFIX.test(file) && !RIM.includes(file),
    ),
    ...product.filter((file) => /^(question-bank|scoring)\//.test(file)),
  ]

  it('and there are some; every exception exists', () => {
    expect(nouns).toContain('server/delivery/attempt.ts')
    expect(nouns).toContain('server/scheduling/seating.ts')
    for (const file of RIM) expect(product).toContain(file)
  })

  it.each([
    ['no clock', /\bDate\.now\b|\bnew Date\(\)|\bperformance\.now\b|\bsetTimeout\b|\bsetInterval\b/],
    [
      'no chance but the seeded one',
      /\bMath\.random\b|\brandomBytes\b|\brandomInt\b|\brandomUUID\b|\bgetRandomValues\b/,
    ],
    [
      'no file, network or process',
      /['"]node:(?:fs|net|http|child_process|worker_threads|os|dns)(?:\/\w+)?['"]|\bfetch\(|\bprocess\.(?:env|exit|argv)\b/,
    ],
    ['no waiting', /\bawait\b|\basync\b/],
  ])('%s', (_, forbidden) => {
    expect(nouns.filter((file) => forbidden.test(withoutComments(read(file))))).toEqual([])
  })

  it('no store, no bus, no services', () => {
    const wrong = ({ to }: Import) =>
      /^server\/(db|bus)\//.test(to) || to === 'server/services.ts' || RIM.includes(to) || RIM_SUFFIX.test(to)
    expect(breaches(nouns, wrong)).toEqual([])
  })
})

describe('the disk', () => {
  it('is written through store.transaction alone: drizzle’s own is synchronous and neither rolls back nor fails', () => {
    const wrong = product
      .filter(under('server'))
      .filter((file) => featureOf(file) !== 'db')
      .flatMap((file) =>
        [...withoutComments(read(file)).matchAll(/(\w+)\s*\.transaction\(/g)]
          .filter((found) => found[1] !== 'store')
          .map(() => file),
      )
    expect(wrong).toEqual([])
  })

  it('SQL engines and Redis are named in db/ and bus/ alone; the data folder only takes a lock', () => {
    const engine = /from '(?:better-sqlite3|drizzle-orm[^']*|pg|ioredis|redis)'/
    const users = product.filter((file) => engine.test(read(file)) && !['db', 'bus'].includes(featureOf(file) ?? ''))
    expect(users.filter((file) => !under('scripts')(file))).toEqual(['server/data-folder.ts'])
  })

  it('a query is read from what is committed, and writes only inside a transaction', () => {
    const wrong = product
      .filter(under('server'))
      .filter((file) => /\.read\s*\.(insert|update|delete)\b/.test(read(file)))
    expect(wrong).toEqual([])
  })
})

describe('nothing lies about', () => {
  const mentioned = (file: string) =>
    [...read(file).matchAll(/['"]([^'"\s]+\.(?:ts|tsx|mjs))['"]/g)].flatMap(([, path = '']) =>
      [normalize(join(dirname(file), path)), path].map((one) => one.replaceAll('\\', '/')),
    )
  const reach = (entries: string[], also: (file: string) => string[] = () => []) => {
    const reached = new Set<string>()
    const waiting = [...entries]
    for (let file = waiting.pop(); file !== undefined; file = waiting.pop()) {
      if (reached.has(file) || !imports.has(file)) continue
      reached.add(file)
      waiting.push(...(imports.get(file) ?? []).map(({ to }) => to), ...also(file))
    }
    return reached
  }
  const entries = files.filter(
    (file) =>
      file === 'server/main.ts' ||
      (/^scripts\/[^/]+\.(ts|mjs)$/.test(file) && !isTest(file)) ||
      /^exam-client\/gallery\/[^/]+\.stories\.tsx$/.test(file) ||
      /^exam-client\/[^/]+\/main\.tsx$/.test(file),
  )

  it('every product file is reached from a program', () => {
    const reached = reach(entries, mentioned)
    expect(product.filter((file) => !reached.has(file))).toEqual([])
  })

  it('every test helper is used by a test', () => {
    const reached = reach(files.filter(isTest), mentioned)
    // What runs around every test file is named where the tests are set up.
    const setUp = read('vitest.config.ts')
    expect(files.filter((file) => isTestHelper(file) && !reached.has(file) && !setUp.includes(file))).toEqual([])
  })

  it('every program has a place in the menu or is started by one that has', () => {
    const menu = read('package.json') + read('README.md') + files.filter(under('scripts')).map(read).join('\n')
    expect(entries.filter((file) => under('scripts')(file) && !menu.includes(file.split('/').at(-1) ?? ''))).toEqual([])
  })
})

describe('what is in the sources', () => {
  const texts = [...find('**/*.{ts,tsx,mjs,json,md,sql,css,html}'), ...find('.ci/*'), '.npmrc', '.gitignore']

  it('names no machine, no home and no registry', () => {
    const here = /(?<![\w.-])\/(?:work|root|home|Users)\/\w|registry\.[a-z-]+\.(?:org|com)|npmmirror|"resolved": "http/
    const self = 'scripts/tidy.test.ts'
    expect(texts.filter((file) => file !== self && here.test(read(file)))).toEqual([])
  })

  it('holds no leftover of work in hand', () => {
    const left =
      /\b(?:TODO|FIXME|XXX|HACK)\b|\bdebugger\b|\b(?:it|describe|test)\.(?:only|skip|todo)\(|<<<<<<< |>>>>>>> /
    expect(files.filter((file) => file !== 'scripts/tidy.test.ts' && left.test(read(file)))).toEqual([])
  })

  it('prints only where printing is the job', () => {
    const wrong = product.filter((file) =>
      /\bconsole\.(?:log|error|warn|info|debug)\b/.test(withoutComments(read(file))),
    )
    expect(wrong.filter((file) => !under('scripts')(file))).toEqual([])
  })

  it('asks the network for nothing: no address outside, but in words', () => {
    const outside = /(?:fetch|import|src=|href=|url)\(?['"`]https?:\/\/(?!localhost|127\.0\.0\.1|www\.w3\.org)/
    expect(product.filter((file) => outside.test(read(file)))).toEqual([])
  })
})

describe('every numbered rule has a test that carries its number', () => {
  const tests = files.filter(isTest).map(read).join('\n')
  const carried = new Set<string>()
  for (const [, numbers = ''] of tests.matchAll(/\[([A-Z]+\d+(?:[ -][A-Z]+\d+)*)\]/g))
    for (const [, letters = '', from = '', to = from] of numbers.matchAll(/([A-Z]+)(\d+)(?:-[A-Z]+(\d+))?/g))
      for (let n = Number(from); n <= Number(to); n++) carried.add(`${letters}${n}`)

  it.each(find('**/RULES.md'))('%s', (file) => {
    const rules = [...read(file).matchAll(/\*\*([A-Z]+\d+)\*\*/g)].map((found) => found[1] ?? '')
    expect(rules.length).toBeGreaterThan(2)
    expect(new Set(rules).size).toBe(rules.length)
    expect(rules.filter((rule) => !carried.has(rule))).toEqual([])
  })

  it('and no test carries a number that is no rule', () => {
    const rules = new Set(
      find('**/RULES.md').flatMap((file) => [...read(file).matchAll(/\*\*([A-Z]+\d+)\*\*/g)].map((found) => found[1])),
    )
    const known = new Set([...rules].map((rule) => rule?.replace(/\d+/, '')))
    expect([...carried].filter((rule) => known.has(rule.replace(/\d+/, '')) && !rules.has(rule))).toEqual([])
  })
})

function withoutComments(text: string): string {
  return text.replace(/\/\*[\s\S]*?\*\//g, '').replace(/(^|\s)\/\/.*$/gm, '$1')
}
