import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'

/**
 * Mutation tests of what is pure: `npm run test:mutation`, or of one room `npm run test:mutation -- entry`. A room's
 * mutants meet the tests of that room only: with all tests it takes an hour.
 *
 * @type {Record<string, string[]>}
 */
const rooms = {
  entry: ['src/entry/redact.ts'],
  ids: ['src/ids/looks.ts'],
  session: ['src/session/sessions.ts', 'src/session/outcome.ts'],
  storage: ['src/storage/control.ts', 'src/storage/prune.ts', 'src/storage/limits.ts'],
}

const asked = process.argv.slice(2)
const failed = Object.entries(rooms).filter(([room, files]) => {
  const present = files.filter((file) => existsSync(file))
  if ((asked.length > 0 && !asked.includes(room)) || present.length === 0) return false
  const args = ['stryker', 'run', 'test/mutation/stryker.config.mjs', '-m', present.join()]
  const env = { ...process.env, MUTATION_ROOM: room }
  return spawnSync('npx', args, { stdio: 'inherit', env, shell: process.platform === 'win32' }).status !== 0
})
if (failed.length > 0) {
  console.error(`too many mutants survive in ${failed.map(([room]) => room).join(', ')}`)
  process.exitCode = 1
}
