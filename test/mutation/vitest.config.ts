import { defineConfig } from 'vitest/config'
import { packageAliases } from '../../build/doors.ts'

/** The tests by which the mutants of one file are killed; see `rooms.mjs`. */
export default defineConfig({
  resolve: { alias: packageAliases },
  test: {
    include: (process.env['MUTATION_TESTS'] ?? '').split(' '),
    setupFiles: ['test/setup.ts'],
    // One worker for all of them: starting one takes longer than most tests.
    isolate: false,
  },
})
