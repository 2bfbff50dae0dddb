import { defineConfig } from 'vitest/config'
import { packageAliases } from '../../vite.config.ts'

const room = process.env['MUTATION_ROOM'] ?? '*'

/** The tests of one room, by which its mutants are killed: none of the fuzz tests. */
export default defineConfig({
  resolve: { alias: packageAliases },
  test: {
    include: [`test/${room}/**/*.test.ts`],
    exclude: ['test/fuzz/**', 'test/entry/hostile.test.ts', 'test/ids/pick.test.ts'],
    setupFiles: ['test/setup.ts'],
  },
})
