import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'

/**
 * Mutation tests of what is pure: `npm run test:mutation`, or of one room `npm run test:mutation -- entry`. Mutants meet
 * only the tests that are meant for them, and none of the property tests: else it takes hours.
 *
 * @type {Record<string, { files: string[], tests: string }>}
 */
const rooms = {
  entry: { files: ['src/entry/redact.ts'], tests: 'test/entry/{words,secrets}.test.ts' },
  ids: { files: ['src/ids/looks.ts'], tests: 'test/ids/withheld.test.ts' },
  session: { files: ['src/session/sessions.ts', 'src/session/outcome.ts'], tests: 'test/session/*.test.ts' },
  storage: {
    files: ['src/storage/control.ts', 'src/storage/prune.ts', 'src/storage/limits.ts'],
    tests: 'test/storage/*.test.ts',
  },
}

const asked = process.argv.slice(2)
const failed = Object.entries(rooms).filter(([room, { files, tests }]) => {
  const present = files.filter((file) => existsSync(file))
  if ((asked.length > 0 && !asked.includes(room)) || present.length === 0) return false
  const args = ['stryker', 'run', 'test/mutation/stryker.config.mjs', '-m', present.join()]
  const env = { ...process.env, MUTATION_TESTS: tests }
  return spawnSync('npx', args, { stdio: 'inherit', env, shell: process.platform === 'win32' }).status !== 0
})
if (failed.length > 0) {
  console.error(`too many mutants survive in ${failed.map(([room]) => room).join(', ')}`)
  process.exitCode = 1
}
