import { writeFileSync } from 'node:fs'
import { cpus } from 'node:os'
import { resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { buildPages } from '../browsers/build.ts'
import { launch, whyNotRun, type Browser, type Engine } from '../browsers/harness/engines.ts'
import { allEngines } from '../browsers/harness/installed.mjs'
import { startServer, type TestServer } from '../browsers/harness/server.ts'
import { compare, type Pair } from './compare.ts'
import { makeMeasurements, type Measurement } from './rows.ts'
import { isMet, printTable, toFigures, type Result } from './table.ts'

const isolated = { 'Cross-Origin-Opener-Policy': 'same-origin', 'Cross-Origin-Embedder-Policy': 'require-corp' }

/** `gc()`, and a size of the heap that is not rounded. */
const chromiumArgs = ['--js-flags=--expose-gc', '--enable-precise-memory-info']

/** `--smoke`: all once, in Chromium; `--only capture,burst`: these rows. */
export async function run(args: string[]): Promise<void> {
  const { values } = parseArgs({ args, options: { smoke: { type: 'boolean' }, only: { type: 'string' } } })
  const isSmoke = values.smoke ?? false
  const only = values.only?.split(',')
  const measurements = makeMeasurements(isSmoke).filter(({ group }) => only?.includes(group) ?? true)
  if (measurements.length === 0) {
    const groups = new Set(makeMeasurements(isSmoke).map(({ group }) => group))
    throw new Error(`there is no row ${values.only}, only ${[...groups].join(', ')}`)
  }

  const outDir = resolve('test/output/bench')
  const root = resolve('test/bench/pages')
  await buildPages(root, [resolve(root, 'index.html')], outDir)
  const server = await startServer(outDir)
  server.headers.set('/index.html', isolated)
  const results: Result[] = []
  const versions: Partial<Record<Engine, string>> = {}
  for (const engine of isSmoke ? (['chromium'] as const) : allEngines) {
    const own = measurements.filter(({ engines }) => engines.includes(engine))
    const reason = whyNotRun(engine)
    if (reason)
      results.push(...own.flatMap((measurement) => toResults(measurement, engine, { kind: 'skipped', reason })))
    if (reason || own.length === 0) continue
    const browser = await launch(engine, engine === 'chromium' ? { args: chromiumArgs } : {})
    versions[engine] = browser.version
    for (const measurement of own) results.push(...(await measure(measurement, { browser, server, isSmoke })))
    await browser.close()
  }
  await server.close()

  const rows = measurements.flatMap((measurement) => measurement.rows)
  const inOrder = rows.flatMap((row) => results.filter((result) => result.row === row))
  if (isSmoke) console.log('A smoke run: all once, and small. Its figures mean nothing.\n')
  printTable(inOrder)
  // Not over the figures of a real run.
  const output = `test/output/bench${isSmoke ? '-smoke' : ''}.json`
  writeFileSync(output, JSON.stringify(toJson(inOrder, versions, isSmoke), null, 2))
  conclude(inOrder)
}

async function measure(
  measurement: Measurement,
  { browser, server, isSmoke }: { browser: Browser; server: TestServer; isSmoke: boolean },
): Promise<Result[]> {
  const { group, rows, rounds, warmUp = 0 } = measurement
  const { engine } = browser
  if (process.stderr.isTTY) console.error(`${engine}: ${group}: ${rows.map(({ what }) => what).join('; ')}`)
  const times = isSmoke ? { rounds: 1, warmUp: 0 } : { rounds, warmUp }
  try {
    return toResults(measurement, engine, await compare(measurement, { browser, server, ...times }))
  } catch (error) {
    return toResults(measurement, engine, {
      kind: 'failed',
      reason: error instanceof Error ? error.message : `${error}`,
    })
  }
}

function toResults(
  { group, rows }: Measurement,
  engine: Engine,
  measured: Pair[][] | NonNullable<Result['problem']>,
): Result[] {
  return rows.map((row, index) => {
    if (!Array.isArray(measured)) return { group, row, engine, pairs: [], problem: measured }
    const pairs = measured[index]
    if (pairs) return { group, row, engine, pairs }
    return { group, row, engine, pairs: [], problem: { kind: 'failed', reason: 'no figure was given' } }
  })
}

function toJson(results: Result[], engines: Partial<Record<Engine, string>>, isSmoke: boolean): object {
  return {
    at: new Date().toISOString(),
    isSmoke,
    machine: { cores: cpus().length, model: cpus()[0]?.model, platform: process.platform, node: process.version },
    engines,
    rows: results.map((result) => {
      const { group, row, engine, pairs, problem } = result
      const { target, ...named } = row
      if (problem) return { group, ...named, engine, problem }
      const met = isMet(result)
      return {
        group,
        ...named,
        engine,
        ...toFigures(pairs),
        ...(met === undefined ? {} : { target, isMet: met }),
        pairs,
      }
    }),
  }
}

/** Fails where something did not work, never for a time. */
function conclude(results: Result[]): void {
  const aimed = results.map(isMet).filter((met) => met !== undefined)
  const count = (kind: string): number => results.filter(({ problem }) => problem?.kind === kind).length
  const parts = [`${results.length} rows`]
  if (aimed.length > 0) parts.push(`${aimed.filter(Boolean).length} of ${aimed.length} targets met`)
  if (count('skipped') > 0) parts.push(`${count('skipped')} skipped`)
  if (count('failed') > 0) parts.push(`${count('failed')} failed`)
  console.log(`\nbench: ${parts.join(', ')}`)
  if (count('failed') > 0) process.exitCode = 1
}
