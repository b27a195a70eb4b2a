// npm start: sets up what is missing, builds, serves. See `npm start -- --help`.
import { spawn } from 'node:child_process'
import { join } from 'node:path'
import { ensureBuild, ensurePackages, environment, ROOT, runtime } from './setup.mjs'

ensurePackages()
const node = runtime()
if (!process.argv.includes('--help')) ensureBuild(node)
const server = spawn(
  node,
  ['--disable-warning=ExperimentalWarning', join(ROOT, 'server', 'main.ts'), ...process.argv.slice(2)],
  { cwd: process.cwd(), stdio: 'inherit', env: environment() },
)
// The server closes gracefully by itself; we stay until it has.
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => server.kill(signal))
server.on('exit', (code, signal) => process.exit(code ?? (signal ? 1 : 0)))
