// Runs on the system's own Node (20 or later), before anything is installed: plain JavaScript, no package.
import { execFileSync, spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { brotliCompressSync, constants, gzipSync } from 'node:zlib'

export const ROOT = resolve(import.meta.dirname ?? new URL('.', import.meta.url).pathname, '..')
const NODE_LEAST = 22

/** Ends with one line: what is wrong and what to do. */
export function stop(message) {
  process.stderr.write(`seleksi: ${message}\n`)
  process.exit(2)
}

const say = (message) => process.stderr.write(`seleksi: ${message}\n`)
const digest = (text) => createHash('sha256').update(text).digest('hex')

/** Installs what package-lock.json names, if that was not done for this very lock file. */
export function ensurePackages() {
  const stamp = join(ROOT, 'node_modules', '.seleksi-lock')
  const wanted = digest(readFileSync(join(ROOT, 'package-lock.json')))
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === wanted) return
  say('memasang paket (sekali saja) · installing packages (only once) …')
  // Not `npm ci`: it refuses a lock file that lacks the optional binaries of other systems, which not every registry
  // has; `install --no-save` takes the locked versions all the same. No package's own install script is needed: what
  // is native comes built inside its package.
  const npm = process.platform === 'win32' ? 'npm.cmd' : 'npm'
  const done = spawnSync(
    npm,
    [
      'install',
      '--no-save',
      '--include=dev',
      '--include=optional',
      '--ignore-scripts',
      '--no-audit',
      '--no-fund',
      '--loglevel=error',
    ],
    { cwd: ROOT, stdio: ['ignore', 2, 2], shell: process.platform === 'win32' },
  )
  if (done.status !== 0)
    stop(
      'paket tidak dapat dipasang; periksa sambungan internet lalu ulangi · the packages could not be installed; check the network and try again',
    )
  writeFileSync(stamp, wanted)
}

/** The pinned Node 24 where the registry has one for this system, else the system's own if it is new enough. */
export function runtime() {
  const pinned = join(ROOT, 'node_modules', '.bin', process.platform === 'win32' ? 'node.exe' : 'node')
  for (const node of [pinned, process.execPath]) {
    if (!existsSync(node)) continue
    try {
      const version = execFileSync(node, ['--version'], { encoding: 'utf8' }).trim()
      if (Number(version.slice(1).split('.')[0]) >= NODE_LEAST) return node
    } catch {
      // a binary for another system: try the next
    }
  }
  return stop(
    `Node ${NODE_LEAST} atau lebih baru diperlukan; yang ada ${process.version} · Node ${NODE_LEAST} or later is needed`,
  )
}

/** What a program of ours runs with: compiled code is kept, which halves the time to start. */
export const environment = () => ({
  NODE_COMPILE_CACHE: join(ROOT, 'node_modules', '.cache', 'seleksi'),
  ...process.env,
})

/** Builds the browser apps, if their sources changed since. */
export function ensureBuild(node) {
  const stamp = join(ROOT, 'dist', '.stamp')
  const wanted = digest(
    [
      ...sources(join(ROOT, 'exam-client')),
      ...sources(join(ROOT, 'server', 'protocol')),
      join(ROOT, 'vite.config.ts'),
      join(ROOT, 'package-lock.json'),
    ]
      .map((file) => `${file} ${statSync(file).mtimeMs} ${statSync(file).size}`)
      .join('\n'),
  )
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === wanted) return
  say('membangun halaman · building the pages …')
  const done = spawnSync(node, [join(ROOT, 'node_modules', 'vite', 'bin', 'vite.js'), 'build', '--logLevel', 'warn'], {
    cwd: ROOT,
    stdio: ['ignore', 2, 2],
  })
  if (done.status !== 0)
    stop('halaman tidak dapat dibangun; lihat pesan di atas · the pages could not be built; see above')
  compress(join(ROOT, 'dist'))
  writeFileSync(stamp, wanted)
}

/** Halls have old switches: what is sent to 500 stations is compressed once, here, and not at each request. */
function compress(folder) {
  for (const file of sources(folder)) {
    if (!/\.(js|css|html|svg)$/.test(file)) continue
    const body = readFileSync(file)
    if (body.length < 1024) continue
    writeFileSync(`${file}.gz`, gzipSync(body, { level: 9 }))
    writeFileSync(`${file}.br`, brotliCompressSync(body, { params: { [constants.BROTLI_PARAM_QUALITY]: 9 } }))
  }
}

function sources(folder) {
  return readdirSync(folder, { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath ?? entry.path, entry.name))
    .sort()
}
