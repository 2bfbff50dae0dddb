import { existsSync } from 'node:fs'
import { measure } from './measure.mjs'

/**
 * Minified and brotli, in bytes; zustand and idb-keyval are in, the peers (react, react-plaid-link) are out. `first` is
 * what the page loads before it runs, `later` what comes with the button or a report. `target` is the most that it may
 * be: `npm run size` fails over it. `held` is what it weighs today and 1 %, where that is more: `npm test` lets it grow no
 * further. (A folder's name alone makes a few bytes, as the chunks' names are made of it.)
 *
 * @typedef {{ target: number, held: number }} Most
 * @type {{ name: string, from: string, imports: string, first: Most | null, later: Most | null }[]}
 */
const rows = [
  {
    name: 'usePlaidLink alone',
    from: '',
    imports: '{ usePlaidLink }',
    first: { target: 7_500, held: 10_850 },
    later: { target: 0, held: 0 },
  },
  {
    name: 'and CopyDiagnostics',
    from: '',
    imports: '{ usePlaidLink, CopyDiagnostics }',
    first: { target: 9_500, held: 14_050 },
    later: { target: 20_000, held: 56_900 },
  },
  {
    name: 'the whole main entry',
    from: '',
    imports: '*',
    first: { target: 9_800, held: 14_650 },
    later: { target: 20_000, held: 56_900 },
  },
  { name: 'the whole of /report', from: '/report', imports: '*', first: null, later: null },
  { name: 'the whole of /identifiers', from: '/identifiers', imports: '*', first: null, later: null },
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
// As `npm test` asks: fails where anything has grown.
const isHeld = process.argv.includes('--held')

if (!existsSync('dist/index.js')) {
  console.error('dist/ is missing: run `npm run build` first.')
  process.exit(1)
}

const table = []
let over = 0
for (const { name, from, imports, first, later } of rows) {
  const specifier = `react-plaid-link-diagnostics${from}`
  const source = imports === '*' ? `export * from '${specifier}'` : `export ${imports} from '${specifier}'`
  const { firstLoad, lazy, files } = await measure(source)
  table.push([name, kB(firstLoad.minified), kB(firstLoad.brotli), verdict(firstLoad.brotli, first)])
  for (const chunk of lazy) table.push([`  later: ${chunk.name}`, kB(chunk.minified), kB(chunk.brotli), ''])
  const rest = lazy.reduce((sum, chunk) => sum + chunk.brotli, 0)
  if (later !== null) table.push(['  later, together', '', kB(rest), verdict(rest, later)])
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

print(['first load', 'minified', 'brotli', 'at most'], table)
if (over > 0) {
  console.error(`\n${over} over what they ${isHeld ? 'were' : 'may be'}`)
  process.exit(1)
}

/**
 * @param {number} bytes
 * @param {Most | null} most
 */
function verdict(bytes, most) {
  if (most === null) return ''
  const { target, held } = most
  if (bytes > (isHeld ? Math.max(target, held) : target)) over += 1
  if (bytes <= target) return `within ${kB(target)}`
  return `OVER ${kB(target)}${bytes > held ? ` and over ${kB(held)}, where it was` : ''}`
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
