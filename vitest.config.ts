import { defineConfig } from 'vitest/config'

const shared = { root: import.meta.dirname, testTimeout: 60_000, hookTimeout: 120_000, pool: 'forks' as const }
const BROWSER = 'scripts/browser/**/*.test.ts'
/** Waits more than it works: stations that beat, a clock that runs out. It goes beside the others. */
const ROOM = 'scripts/browser/room.test.ts'

/** Those that fill two cores with a hall of stations, one at a time; the other browser tests go beside them. */
const HALLS = ['scripts/browser/main-job.test.ts', 'scripts/browser/station.test.ts']

/** Everything without a browser side by side, then two rows of browser tests beside each other. */
export default defineConfig({
  test: {
    projects: [
      {
        test: {
          ...shared,
          name: 'core',
          include: ['{question-bank,scoring,server,exam-client,scripts}/**/*.test.{ts,tsx}'],
          // All browser tests but that one.
          exclude: ['scripts/browser/!(room).test.ts'],
          maxWorkers: 3,
          sequence: { groupOrder: 0 },
        },
      },
      {
        test: {
          ...shared,
          name: 'browser-halls',
          include: HALLS,
          fileParallelism: false,
          sequence: { groupOrder: 1 },
        },
      },
      {
        test: {
          ...shared,
          name: 'browser',
          include: [BROWSER],
          exclude: [ROOM, ...HALLS],
          fileParallelism: false,
          sequence: { groupOrder: 1 },
        },
      },
    ],
  },
})
