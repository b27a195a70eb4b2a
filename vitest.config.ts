import { defineConfig } from 'vitest/config'

/** Unit, property, integration and browser tests; browser tests run one after another, since they share two cores. */
export default defineConfig({
  test: {
    root: import.meta.dirname,
    include: ['{question-bank,scoring,server,exam-client,scripts}/**/*.test.{ts,tsx}'],
    testTimeout: 60_000,
    hookTimeout: 120_000,
    pool: 'forks',
  },
})
