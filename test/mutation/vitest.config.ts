import { defineConfig } from 'vitest/config'
import { packageAliases } from '../../build/doors.ts'

/** The tests by which the mutants of one room are killed; see `run.mjs`. */
export default defineConfig({
  resolve: { alias: packageAliases },
  test: {
    include: [process.env['MUTATION_TESTS'] ?? 'test/entry/**/*.test.ts'],
    setupFiles: ['test/setup.ts'],
  },
})
