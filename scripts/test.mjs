// npm test: all its own set-up, then types, house rules, unit, property, integration and browser tests.
import { spawnSync } from 'node:child_process'
import { existsSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { ensureBuild, ensurePackages, environment, ROOT, runtime, stop } from './setup.mjs'

const BROWSERS = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
]

/** The browser of the tests: found, or installed as root on Debian, or named as what to install. */
function ensureBrowser() {
  const given = process.env.CHROMIUM
  const found = given ?? BROWSERS.find((path) => existsSync(path))
  if (found) return found
  if (process.getuid?.() === 0 && existsSync('/usr/bin/apt-get')) {
    process.stderr.write(
      'seleksi: memasang Chromium untuk uji peramban · installing Chromium for the browser tests …\n',
    )
    const quiet = { stdio: ['ignore', 'ignore', 2], env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' } }
    spawnSync('apt-get', ['update', '-qq'], quiet)
    spawnSync('apt-get', ['install', '-y', '-qq', '--no-install-recommends', 'chromium', 'fonts-liberation'], quiet)
    if (existsSync(BROWSERS[0])) return BROWSERS[0]
  }
  return stop(
    'uji peramban memerlukan Chromium: pasang paket "chromium" (Debian: apt-get install chromium), atau sebut letaknya: CHROMIUM=/jalur/chrome npm test · the browser tests need Chromium',
  )
}

ensurePackages()
const node = runtime()
const browser = ensureBrowser()
ensureBuild(node)

const bin = (name, path) => [name, join(ROOT, 'node_modules', path)]
const report = join(ROOT, 'node_modules', '.seleksi-report.json')
rmSync(report, { force: true })
const env = { ...environment(), CHROMIUM: browser, PATH: `${join(ROOT, 'node_modules', '.bin')}:${process.env.PATH}` }
const arguments_ = process.argv.slice(2)
const steps = [
  [...bin('types', 'typescript/bin/tsc'), '-p', ROOT],
  [...bin('lint', '@biomejs/biome/bin/biome'), 'check', ROOT, '--error-on-warnings'],
  [
    ...bin('tests', 'vitest/vitest.mjs'),
    'run',
    '--root',
    ROOT,
    '--reporter=default',
    '--reporter=json',
    `--outputFile.json=${report}`,
    ...arguments_,
  ],
]
let failed = 0
for (const [name, ...command] of steps) {
  const done = spawnSync(node, command, { cwd: ROOT, stdio: 'inherit', env })
  if (done.status !== 0) {
    failed += 1
    process.stdout.write(`seleksi: "${name}" gagal · failed\n`)
  }
}
let counts = { passed: 0, failed: 0, skipped: 0 }
if (existsSync(report)) {
  const { numPassedTests, numFailedTests, numPendingTests, numTodoTests } = JSON.parse(readFileSync(report, 'utf8'))
  counts = { passed: numPassedTests, failed: numFailedTests, skipped: numPendingTests + numTodoTests }
}
if (failed > 0 && counts.failed === 0) counts.failed = failed
process.stdout.write(`${counts.passed} passed, ${counts.failed} failed, ${counts.skipped} skipped\n`)
process.exit(failed === 0 ? 0 : 1)
