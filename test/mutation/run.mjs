import { spawnSync } from 'node:child_process'
import { readFileSync, rmSync } from 'node:fs'
import { rooms } from './rooms.mjs'
import { readReport } from './survivors.mjs'

/** Mutation tests of what is pure: `npm run test:mutation`, or of one room or file `npm run test:mutation -- entry`. */
const MIN_SCORE = 92

const asked = process.argv.slice(2)
const known = Object.entries(rooms).flatMap(([room, { files }]) => [room, ...files])
for (const name of asked.filter((name) => !known.includes(name))) {
  console.error(`There is no room and no mutated file by the name of ${name}. There are: ${known.join(', ')}`)
  process.exit(2)
}

const rows = []
for (const [room, { files, tests }] of Object.entries(rooms)) {
  const mutated = files.filter((file) => asked.length === 0 || asked.includes(room) || asked.includes(file))
  if (mutated.length === 0) continue
  const began = Date.now()
  const report = `test/output/mutation-${room}.json`
  rmSync(report, { force: true })
  const { status } = spawnSync('npx', ['stryker', 'run', 'test/mutation/stryker.config.mjs', '-m', mutated.join()], {
    stdio: 'inherit',
    env: { ...process.env, MUTATION_TESTS: tests.join(' '), MUTATION_REPORT: report },
    shell: process.platform === 'win32',
  })
  if (status !== 0) {
    console.error(`The mutation tests of ${room} did not come to an end.`)
    process.exit(1)
  }
  rows.push(...readReport(JSON.parse(readFileSync(report, 'utf8'))))
  console.log(`${room}: ${Math.round((Date.now() - began) / 1000)} s`)
}

console.log(`\n${'killed'.padStart(8)}  of   equivalent  file`)
let isLow = false
for (const { file, mutants, killed, equivalent, unexplained, outdated } of rows) {
  const score = (100 * killed) / mutants
  isLow ||= score < MIN_SCORE
  const numbers = [`${score.toFixed(1)} %`.padStart(8), `${mutants}`.padEnd(4), `${equivalent}`.padEnd(10)]
  console.log(`${numbers.join('  ')}  ${file}${score < MIN_SCORE ? `: less than ${MIN_SCORE} %` : ''}`)
  for (const name of unexplained) console.log(`          survives: ${name}`)
  for (const name of outdated) console.log(`          is no longer equivalent, or no longer there: ${name}`)
}
if (isLow) process.exitCode = 1
