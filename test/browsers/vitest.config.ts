import { fileURLToPath } from 'node:url'
import { defineConfig } from 'vitest/config'
import { packageAliases } from '../../build/doors.ts'

export default defineConfig({
  root: fileURLToPath(new URL('../..', import.meta.url)),
  resolve: { alias: packageAliases },
  test: {
    include: ['test/browsers/**/*.test.ts'],
    globalSetup: ['test/browsers/build.ts'],
    // A browser test mostly waits. Figures are printed and not asserted: the benchmark has those that count.
    maxWorkers: 2,
    testTimeout: 120_000,
    hookTimeout: 120_000,
    disableConsoleIntercept: true,
    // With keys of Plaid's in the environment the example would talk to Plaid.
    env: { PLAID_CLIENT_ID: '', PLAID_SECRET: '' },
  },
})
