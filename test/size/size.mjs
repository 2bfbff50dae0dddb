import { existsSync } from 'node:fs'
import { measure } from './measure.mjs'

/**
 * Minified and brotli, in bytes, of what the page loads first; zustand and idb-keyval are in, the peers (react,
 * react-plaid-link) are out. `budget` is what it must not grow over; `target`, where there is one, is what it is to
 * come down to.
 */
const rows = [
  { name: 'usePlaidLink alone', from: '', imports: '{ usePlaidLink }', budget: 7_400, target: 4_000 },
  { name: 'and CopyDiagnostics', from: '', imports: '{ usePlaidLink, CopyDiagnostics }', budget: 10_310, target: null },
  { name: 'the whole main entry', from: '', imports: '*', budget: 19_100, target: 9_000 },
  { name: 'the whole of /report', from: '/report', imports: '*', budget: 12_050, target: null },
  { name: 'the whole of /identifiers', from: '/identifiers', imports: '*', budget: 3_150, target: null },
]

const others = [
  {
    name: 'Sentry with feedback',
    source: `import { feedbackIntegration, init } from '@sentry/browser'
      init({ dsn: 'https://key@sentry.test/1', integrations: [feedbackIntegration()] })`,
  },
  {
    name: 'OpenTelemetry logs over HTTP',
    source: `import { BatchLogRecordProcessor, LoggerProvider } from '@opentelemetry/sdk-logs'
      import { OTLPLogExporter } from '@opentelemetry/exporter-logs-otlp-http'
      export const provider = new LoggerProvider({ processors: [new BatchLogRecordProcessor(new OTLPLogExporter())] })`,
  },
  {
    name: 'Datadog logs',
    source: `import { datadogLogs } from '@datadog/browser-logs'
      datadogLogs.init({ clientToken: 'pub', site: 'datadoghq.com' })`,
  },
]

// `npm run size -- --files` tells where the bytes come from.
const withFiles = process.argv.includes('--files')

if (!existsSync('dist/index.js')) {
  console.error('dist/ is missing: run `npm run build` first.')
  process.exit(1)
}

const table = []
let over = 0
for (const { name, from, imports, budget, target } of rows) {
  const specifier = `react-plaid-link-diagnostics${from}`
  const source = imports === '*' ? `export * from '${specifier}'` : `export ${imports} from '${specifier}'`
  const { firstLoad, lazy, files } = await measure(source)
  const isOver = firstLoad.brotli > budget
  if (isOver) over += 1
  const aim = target === null ? '' : `; target ${kB(target)}: ${firstLoad.brotli > target ? 'not met' : 'met'}`
  const verdict = `${isOver ? 'OVER' : 'within'} ${kB(budget)}${aim}`
  table.push([name, kB(firstLoad.minified), kB(firstLoad.brotli), verdict])
  for (const chunk of lazy) table.push([`  later: ${chunk.name}`, kB(chunk.minified), kB(chunk.brotli), ''])
  if (!withFiles) continue
  for (const [file, bytes] of Object.entries(files).toSorted(([, a], [, b]) => b - a)) {
    table.push([`  of it ${file}`, kB(bytes), '', ''])
  }
}
table.push(['for comparison:', '', '', ''])
for (const { name, source } of others) {
  const { firstLoad, lazy } = await measure(source)
  const rest = lazy.reduce((sum, chunk) => sum + chunk.brotli, 0)
  table.push([name, kB(firstLoad.minified), kB(firstLoad.brotli), rest ? `and later ${kB(rest)}` : ''])
}

print(['first load', 'minified', 'brotli', 'budget'], table)
if (over > 0) {
  console.error(`\n${over} over budget`)
  process.exit(1)
}

/** @param {number} bytes */
function kB(bytes) {
  return `${(bytes / 1000).toFixed(2)} kB`
}

/**
 * @param {string[]} head
 * @param {string[][]} lines
 */
function print(head, lines) {
  const widths = head.map((_, column) => Math.max(...[head, ...lines].map((line) => line[column]?.length ?? 0)))
  for (const line of [head, ...lines]) {
    const cells = line.map((cell, column) =>
      column === 1 || column === 2 ? cell.padStart(widths[column] ?? 0) : cell.padEnd(widths[column] ?? 0),
    )
    console.log(cells.join('  ').trimEnd())
  }
}
