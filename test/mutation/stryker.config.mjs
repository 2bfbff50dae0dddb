/**
 * See `run.mjs`, which says what is mutated, and what must be killed.
 *
 * @type {import('@stryker-mutator/api/core').PartialStrykerOptions}
 */
export default {
  testRunner: 'vitest',
  plugins: ['@stryker-mutator/vitest-runner'],
  vitest: { configFile: 'test/mutation/vitest.config.ts', related: false },
  coverageAnalysis: 'perTest',
  concurrency: 2,
  // A machine that does other things, too, must not make a mutant look killed by its slowness.
  timeoutMS: 20_000,
  // Stryker rewrites what it finds there by TypeScript's own API, which TypeScript 7 has not.
  tsconfigFile: 'no-tsconfig-for-stryker.json',
  tempDirName: '.stryker-tmp',
  reporters: ['progress-append-only', 'json'],
  jsonReporter: { fileName: process.env['MUTATION_REPORT'] ?? 'test/output/mutation.json' },
}
