import { execFileSync } from 'node:child_process'
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync } from 'node:fs'
import { availableParallelism, tmpdir } from 'node:os'
import { dirname, join, resolve } from 'node:path'
import { apps } from './apps.mjs'
import { run, writeJson } from './tools.mjs'

// The packed tarball in the hands of those who use it: `npm run test:matrix -- jest` runs the rows that have the word,
// `--smoke` those that need nothing but what this project has installed, `--keep` leaves the apps where they are.
const isSmoke = process.argv.includes('--smoke')
const isKept = process.argv.includes('--keep')
const words = process.argv.slice(2).filter((arg) => !arg.startsWith('--'))

const here = 'test/matrix/apps'
const groups = new Set(apps.map(({ group }) => group))
const { name: packageName, version } = JSON.parse(readFileSync('package.json', 'utf8'))
if (!existsSync('dist/index.js')) {
  console.error('dist/ is missing: run `npm run build` first.')
  process.exit(1)
}

const base = mkdtempSync(join(tmpdir(), 'matrix-'))
execFileSync('npm', ['pack', '--silent', '--ignore-scripts', '--pack-destination', base], { stdio: 'ignore' })
const tarball = join(base, `${packageName}-${version}.tgz`)

/** @type {{ group: string, name: string, check: string, verdict: string, seconds: string }[]} */
const rows = []
/** @type {string[]} */
const problems = []

// As many at a time as there are processors, and one that waits for the registry.
const queue = apps.entries()
const lanes = Array.from({ length: isSmoke ? 1 : availableParallelism() + 1 }, async () => {
  for (const [index, app] of queue) await tryApp(index, app)
})
await Promise.all(lanes)
if (!isKept) rmSync(base, { recursive: true, force: true })

print()
for (const problem of problems) console.log(`\n${problem}`)
const passed = rows.filter(({ verdict }) => verdict === 'ok').length
console.log(`\n${passed} passed, ${problems.length} failed, ${rows.length - passed - problems.length} not run`)
process.exitCode = problems.length > 0 || passed === 0 ? 1 : 0

/**
 * @param {number} index
 * @param {import('./common.mjs').App} app
 */
async function tryApp(index, app) {
  const checks = app.checks.filter(({ name, isSmoke: isQuick }) => {
    const text = `${app.name} ${name}`.toLowerCase()
    const isAsked = words.every((word) => (groups.has(word) ? app.group === word : text.includes(word.toLowerCase())))
    return (!isSmoke || isQuick) && isAsked
  })
  if (checks.length === 0) return
  if (app.lacks) {
    for (const check of checks) rows.push({ ...rowOf(app, check), verdict: 'NOT RUN', seconds: app.lacks })
    return
  }
  const folder = join(base, `app-${index}`)
  let started = Date.now()
  try {
    await install(app, folder)
  } catch (error) {
    tell(app, { name: 'install' }, started, error)
    return
  }
  for (const check of checks) {
    started = Date.now()
    let problem
    try {
      await check.check(folder, tarball)
    } catch (error) {
      problem = error
    }
    tell(app, check, started, problem)
  }
  if (!isKept) rmSync(folder, { recursive: true, force: true })
}

/**
 * @param {import('./common.mjs').App} app
 * @param {string} folder
 */
async function install(app, folder) {
  mkdirSync(folder)
  for (const from of app.from) cpSync(join(here, from), folder, { recursive: true })
  const dependencies = { ...app.dependencies, [packageName]: `file:${tarball}` }
  writeJson(folder, 'package.json', { name: 'app', private: true, dependencies })
  if (isSmoke) return link(app, folder)
  await run(folder, 'npm', ['install', '--no-audit', '--no-fund', '--prefer-offline', '--ignore-scripts'])
}

/**
 * As installed, of what this project has in its own node_modules.
 *
 * @param {import('./common.mjs').App} app
 * @param {string} folder
 */
function link(app, folder) {
  const modules = join(folder, 'node_modules')
  const own = join(modules, packageName)
  mkdirSync(own, { recursive: true })
  execFileSync('tar', ['-xzf', tarball, '--strip-components=1', '-C', own])
  const names = Object.keys(app.dependencies).map((name) => [
    name,
    name.startsWith('typescript-') ? 'typescript' : name,
  ])
  for (const [name = '', target = ''] of [...names, ['zustand', 'zustand'], ['idb-keyval', 'idb-keyval']]) {
    if (!existsSync(join('node_modules', target))) continue
    mkdirSync(dirname(join(modules, name)), { recursive: true })
    symlinkSync(resolve('node_modules', target), join(modules, name))
  }
}

/**
 * @param {import('./common.mjs').App} app
 * @param {{ name: string }} check
 */
function rowOf(app, check) {
  return { group: app.group, name: app.name, check: check.name }
}

/**
 * @param {import('./common.mjs').App} app
 * @param {{ name: string }} check
 * @param {number} started
 * @param {unknown} problem
 */
function tell(app, check, started, problem) {
  const seconds = `${((Date.now() - started) / 1000).toFixed(0)} s`
  const verdict = problem ? 'FAILED' : 'ok'
  rows.push({ ...rowOf(app, check), verdict, seconds })
  console.error(`${verdict.padEnd(6)} ${app.name}: ${check.name} (${seconds})`)
  const said = problem instanceof Error ? problem.message : String(problem)
  if (problem) problems.push(`${app.name}: ${check.name}\n${said.slice(0, 4000)}`)
}

function print() {
  const head = { group: 'group', name: 'with', check: 'check', verdict: '', seconds: '' }
  const columns = /** @type {const} */ (['group', 'name', 'check', 'verdict', 'seconds'])
  const widths = columns.map((column) => Math.max(...[head, ...rows].map((row) => row[column].length)))
  console.log()
  // In the order of apps.mjs, whichever came first.
  const order = (/** @type {typeof head} */ row) =>
    apps.findIndex(({ group, name }) => group === row.group && name === row.name)
  const sorted = rows.toSorted((one, other) => order(one) - order(other))
  for (const row of [head, ...sorted]) {
    console.log(columns.map((column, index) => row[column].padEnd(widths[index] ?? 0)).join('  ').trimEnd()) // prettier-ignore
  }
}
