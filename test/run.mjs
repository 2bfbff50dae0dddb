import { spawnSync } from 'node:child_process'
import { existsSync, readFileSync, rmSync } from 'node:fs'
import { installBrowsers } from './browsers/install.mjs'
import { allEngines } from './browsers/harness/installed.mjs'

/** @typedef {{ name: string, passed: number, failed: number, note: string }} Row */

/** @type {Row[]} */
const rows = []
/** @type {string[]} */
const failures = []

console.log('Looking for browsers')
const { missing, problem } = installBrowsers()
console.log(missing.length === 0 ? `found ${allEngines.join(', ')}` : `not installed: ${missing.join(', ')}`)

step('lint and format', ['run', 'lint'])
step('types', ['run', 'typecheck'])
tests('unit and component tests', 'test:unit')
tests('package', 'test:package')
step('matrix, smoke part', ['exec', '--', 'node', 'test/matrix/run.mjs', '--smoke'])
step('sizes, held', ['exec', '--', 'node', 'test/size/size.mjs', '--held'])
if (problem) fail('browsers', problem)
// The tests of the harness itself take a minute, and are for who changes it, or gets another browser.
else tests('browsers', 'test:browsers', ['--reporter=verbose', '--exclude', 'test/browsers/harness.test.ts'])
// The other groups are of the same pages, and take twice as long.
const smoke = 'capture,burst,react,reads,copy,explain'
if (existsSync('test/bench')) step('benchmark, smoke run', ['run', 'bench', '--', '--smoke', '--only', smoke])

conclude()

/**
 * Something that is no test run, and counts as one.
 *
 * @param {string} name
 * @param {string[]} args
 */
function step(name, args) {
  const { ok, seconds } = npm(name, args)
  if (!ok) failures.push(name)
  rows.push({ name, passed: ok ? 1 : 0, failed: ok ? 0 : 1, note: seconds })
}

/**
 * A run of vitest, by the name of its npm script.
 *
 * @param {string} name
 * @param {string} script
 */
function tests(name, script, reporters = ['--reporter=default']) {
  const file = `test/output/${script.replace(':', '-')}.json`
  rmSync(file, { force: true })
  const { ok, seconds } = npm(name, ['run', script, '--', ...reporters, '--reporter=json', `--outputFile.json=${file}`])
  if (!existsSync(file)) return fail(name, 'did not get as far as running a test')

  /** @type {{ testResults: { name: string, status: string, assertionResults: Assertion[] }[] }} */
  const { testResults } = JSON.parse(readFileSync(file, 'utf8'))
  const assertions = testResults.flatMap(({ assertionResults }) => assertionResults)
  const failing = assertions.filter(({ status }) => status === 'failed').map(({ fullName }) => `${name}: ${fullName}`)
  for (const { name: path, status, assertionResults } of testResults) {
    // A file that does not load, or a hook that throws, fails no test.
    if (status === 'failed' && !assertionResults.some((assertion) => assertion.status === 'failed')) {
      failing.push(`${name}: ${path}`)
    }
  }
  if (!ok && failing.length === 0) failing.push(`${name}: an error outside of any test`)
  failures.push(...failing)

  for (const engine of name === 'browsers' ? allEngines : []) {
    const own = assertions.filter(({ fullName }) => new RegExp(`\\b${engine}\\b`).test(fullName))
    const { passed, failed } = counts(own)
    const reason = missing.includes(engine) ? 'not installed' : 'left out'
    rows.push({ name: `  ${engine}`, passed, failed, note: passed + failed === 0 ? `NOT RUN: ${reason}` : '' })
  }
  rows.push({ name, ...counts(assertions), failed: failing.length, note: `${seconds}${skipped(assertions)}` })
}

/** @typedef {{ fullName: string, status: string }} Assertion */

/** @param {Assertion[]} assertions */
function counts(assertions) {
  const passed = assertions.filter(({ status }) => status === 'passed').length
  return { passed, failed: assertions.filter(({ status }) => status === 'failed').length }
}

/** @param {Assertion[]} assertions */
function skipped(assertions) {
  const count = assertions.filter(({ status }) => status !== 'passed' && status !== 'failed').length
  return count > 0 ? `, ${count} not run` : ''
}

/**
 * @param {string} name
 * @param {string} reason
 */
function fail(name, reason) {
  console.error(`${name}: ${reason}`)
  failures.push(`${name}: ${reason}`)
  rows.push({ name, passed: 0, failed: 1, note: reason })
}

/**
 * @param {string} name
 * @param {string[]} args
 */
function npm(name, args) {
  console.log(`\n──── ${name} ${'─'.repeat(70 - name.length)}\n`)
  const started = Date.now()
  const { status } = spawnSync('npm', ['--silent', ...args], { stdio: 'inherit', shell: process.platform === 'win32' })
  return { ok: status === 0, seconds: `${((Date.now() - started) / 1000).toFixed(0)} s` }
}

function conclude() {
  console.log(`\n${'─'.repeat(76)}\n`)
  for (const { name, passed, failed, note } of rows) {
    console.log(
      `${name.padEnd(26)} ${`${passed}`.padStart(5)} passed ${`${failed}`.padStart(4)} failed   ${note}`.trimEnd(),
    )
  }
  for (const failure of failures) console.log(`\nfailed: ${failure}`)

  const total = rows.filter(({ name }) => !name.startsWith(' '))
  const passed = total.reduce((sum, row) => sum + row.passed, 0)
  const failed = total.reduce((sum, row) => sum + row.failed, 0)
  process.exitCode = failed > 0 ? 1 : 0
  console.log(`\n${passed} passed, ${failed} failed`)
}
