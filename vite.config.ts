import { resolve } from 'node:path'
import { defineConfig } from 'vite'

const page = (name: string) => resolve(import.meta.dirname, 'exam-client', name, 'index.html')

/** One entry for each person's app; the gallery is built by `npm run gallery` alone and never served to a hall. */
export default defineConfig(({ mode }) => ({
  root: resolve(import.meta.dirname, 'exam-client'),
  oxc: { jsx: { runtime: 'automatic', importSource: 'react' } },
  build: {
    outDir: resolve(import.meta.dirname, mode === 'gallery' ? 'dist-gallery' : 'dist'),
    emptyOutDir: true,
    // Old Windows 7/8.1 station PCs end at these versions.
    target: ['chrome109', 'firefox115'],
    modulePreload: { polyfill: false },
    assetsInlineLimit: 0,
    manifest: true,
    rollupOptions: {
      input: (mode === 'gallery'
        ? { gallery: page('gallery') }
        : {
            home: page('home'),
            station: page('station'),
            proctor: page('proctor'),
            committee: page('committee'),
            board: page('board'),
            applicant: page('applicant'),
          }) as Record<string, string>,
    },
  },
  server: {
    proxy: { '/api': 'http://127.0.0.1:3000', '/socket.io': { target: 'http://127.0.0.1:3000', ws: true } },
  },
}))
