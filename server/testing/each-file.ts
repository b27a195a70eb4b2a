import { afterAll } from 'vitest'
import { cleanUp } from './clean-up.ts'

/** Runs for each test file anew, though the modules it uses are loaded once for many. */
afterAll(cleanUp)
