import { resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { createServer } from 'vite'
import { lookAtGallery } from './gallery/look.ts'

/**
 * npm run gallery: every screen in every state, from fixtures, without our server. Stops with Ctrl+C.
 * npm run gallery -- --axe [--only PATTERN] [--pictures FOLDER]: looks at each of them instead, and says what is wrong.
 */
const { values } = parseArgs({
  options: {
    axe: { type: 'boolean', default: false },
    only: { type: 'string', default: '' },
    pictures: { type: 'string' },
    words: { type: 'boolean', default: false },
  },
})
if (values.axe || values.pictures !== undefined || values.words) {
  const found = await lookAtGallery({
    only: new RegExp(values.only, 'i'),
    axe: values.axe,
    words: values.words,
    pictures: values.pictures,
    say: (line) => process.stdout.write(`${line}\n`),
  })
  process.exit(found === 0 ? 0 : 1)
}
const server = await createServer({
  configFile: resolve(import.meta.dirname, '../vite.config.ts'),
  mode: 'gallery',
  server: { port: Number(process.env['PORT'] ?? 3100), open: false },
})
await server.listen()
process.stdout.write(`Galeri layar: http://localhost:${server.config.server.port}/gallery/index.html\n`)
