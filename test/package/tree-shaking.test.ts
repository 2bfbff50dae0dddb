import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { brotliCompressSync } from 'node:zlib'
import { build } from 'vite'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import webpack from 'webpack'
import { measure } from '../size/measure.mjs'
import { createConsumer, type Consumer } from './consumer.ts'

const peers = ['react', 'react/jsx-runtime', 'react-dom', 'react-plaid-link']

/** Each bundles one file of a consumer and gives back what that consumer's page loads first. */
const bundlers: Record<string, (file: string) => Promise<string>> = {
  esbuild: async (file) => (await measure(await readFile(file, 'utf8'), consumer.folder)).code,
  vite: bundleWithVite,
  webpack: bundleWithWebpack,
}

let consumer: Consumer
const sizes: string[] = []

beforeAll(async () => {
  consumer = await createConsumer()
})

afterAll(async () => {
  await consumer.remove()
  process.stdout.write(`\n${sizes.join('\n')}\n\n`)
})

describe.each(Object.entries(bundlers))('tree-shaking in %s', (name, bundle) => {
  test('importing nothing by name leaves nothing', async () => {
    const code = await bundled(`import 'react-plaid-link-diagnostics'`)
    expect(code.length).toBeLessThan(50)
  })

  test('formatReport alone pulls in no React, no Plaid, no store and no database', async () => {
    const code = await bundled(`import { formatReport } from 'react-plaid-link-diagnostics/report'; use(formatReport)`)
    expect(code).not.toMatch(/\buse(State|Ref|Effect|LayoutEffect|Memo|Callback|Context|SyncExternalStore)\b/)
    expect(code).not.toMatch(/createContext|jsx|indexedDB|setState|react-plaid-link["']/)
  })

  test('createDiagnostics alone pulls in no React', async () => {
    const code = await bundled(
      `import { createDiagnostics } from 'react-plaid-link-diagnostics'; use(createDiagnostics)`,
    )
    expect(code).not.toMatch(/\buse(State|Ref|Effect|LayoutEffect|Memo|Callback|Context|SyncExternalStore)\b|jsx/)
  })

  test('usePlaidLink alone pulls in no button', async () => {
    const code = await bundled(`import { usePlaidLink } from 'react-plaid-link-diagnostics'; use(usePlaidLink)`)
    expect(code).not.toContain('Copy diagnostics')
  })

  test('fingerprint alone is less than the whole of its entry', async () => {
    const one = await bundled(
      `import { fingerprint } from 'react-plaid-link-diagnostics/identifiers'; use(fingerprint)`,
    )
    const all = await bundled(`import * as all from 'react-plaid-link-diagnostics/identifiers'; use(all)`)
    expect(one.length).toBeLessThan(all.length)
  })

  async function bundled(source: string) {
    const folder = join(consumer.folder, 'apps')
    await mkdir(folder, { recursive: true })
    const file = join(folder, `${name}-${sizes.length}.js`)
    await writeFile(file, source.replace('use(', 'globalThis.use('))
    const code = await bundle(file)
    const [what = ''] = /\{.*\}|\*|'.*'/.exec(source) ?? []
    const [brotli, minified] = [brotliCompressSync(code).length, code.length]
    sizes.push(`${name.padEnd(8)} ${what.padEnd(34)} ${minified} B minified, ${brotli} B brotli`)
    return code
  }
})

async function bundleWithVite(file: string) {
  const result = await build({
    configFile: false,
    logLevel: 'silent',
    root: consumer.folder,
    build: { write: false, modulePreload: false, rolldownOptions: { input: file, external: peers } },
  })
  if (!('output' in result)) throw new Error('Vite built more than one bundle')
  return result.output.map((chunk) => (chunk.type === 'chunk' && !chunk.isDynamicEntry ? chunk.code : '')).join('')
}

async function bundleWithWebpack(file: string) {
  const path = `${file}.webpack`
  const compiler = webpack({
    mode: 'production',
    context: consumer.folder,
    entry: file,
    output: { path, filename: 'app.js', module: true },
    experiments: { outputModule: true },
    module: { parser: { javascript: { exportsPresence: 'error' } } },
    externalsType: 'module',
    externals: peers,
  })
  const stats = await promisify(compiler.run.bind(compiler))()
  await promisify(compiler.close.bind(compiler))()
  if (stats?.hasErrors()) throw new Error(stats.toString('errors-only'))
  return readFile(join(path, 'app.js'), 'utf8')
}
