import { defineConfig } from 'vitest/config'

const shared = {
  root: import.meta.dirname,
  testTimeout: 60_000,
  hookTimeout: 120_000,
  pool: 'forks' as const,
  setupFiles: ['server/testing/each-file.ts'],
}
const BROWSER = 'scripts/browser/**/*.test.ts'
/** Waits more than it works: stations that beat, a clock that runs out. It goes beside the others. */
const ROOM = 'scripts/browser/room.test.ts'
/** Put other modules in the place of real ones, or turn the clock: each in a world of its own. */
const APART = ['server/{data-folder,clock}.test.ts', 'exam-client/station/{beats,signals,run-station}.test.ts']

/** Two groups, one after the other: everything without a browser side by side, then browser tests one at a time. */
export default defineConfig({
  test: {
    projects: [
      {
        test: {
          ...shared,
          name: 'core',
          include: ['{question-bank,scoring,server,exam-client,scripts}/**/*.test.{ts,tsx}'],
          // All browser tests but that one.
          exclude: ['scripts/browser/!(room).test.ts', ...APART],
          maxWorkers: 3,
          // Loading a server's modules takes longer than most files' tests; so they are loaded once for each worker.
          isolate: false,
          sequence: { groupOrder: 0 },
        },
      },
      { test: { ...shared, name: 'apart', include: APART, maxWorkers: 3, sequence: { groupOrder: 0 } } },
      {
        test: {
          ...shared,
          name: 'browser',
          include: [BROWSER],
          exclude: [ROOM],
          // Two cores hold one hall of stations at a time.
          fileParallelism: false,
          sequence: { groupOrder: 1 },
        },
      },
    ],
  },
})
