// Runs one of our TypeScript programs on the pinned runtime: node scripts/run.mjs scripts/seleksi.ts ARGS
import { spawn } from 'node:child_process'
import { join } from 'node:path'
import { ensurePackages, environment, ROOT, runtime } from './setup.mjs'

ensurePackages()
const [program, ...rest] = process.argv.slice(2)
const child = spawn(runtime(), ['--disable-warning=ExperimentalWarning', join(ROOT, program), ...rest], {
  cwd: process.cwd(),
  stdio: 'inherit',
  env: environment(),
})
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal))
child.on('exit', (code, signal) => process.exit(code ?? (signal ? 1 : 0)))
