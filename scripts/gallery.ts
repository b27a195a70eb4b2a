import { resolve } from 'node:path'
import { createServer } from 'vite'

/** npm run gallery: every screen in every state, from fixtures, without our server. Stops with Ctrl+C. */
const server = await createServer({
  configFile: resolve(import.meta.dirname, '../vite.config.ts'),
  mode: 'gallery',
  server: { port: Number(process.env['PORT'] ?? 3100), open: false },
})
await server.listen()
process.stdout.write(`Galeri layar: http://localhost:${server.config.server.port}/gallery/index.html\n`)
