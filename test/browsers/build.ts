import { existsSync, readdirSync } from 'node:fs'
import { join, resolve } from 'node:path'
import react from '@vitejs/plugin-react'
import { build, type InlineConfig } from 'vite'

const output = resolve('test/output')
const pages = resolve('test/browsers/pages')

/** Builds the package, the test pages that import it by its public name, and the example, all as for production. */
export default async function buildPages(): Promise<void> {
  const common: InlineConfig = { configFile: false, logLevel: 'warn', plugins: [react()] }
  const packed = join(output, 'package')
  await build({ configFile: 'vite.config.ts', logLevel: 'warn', build: { outDir: packed, emptyOutDir: true } })
  await build({
    ...common,
    root: pages,
    resolve: {
      alias: [
        { find: /^react-plaid-link-diagnostics$/, replacement: join(packed, 'index.js') },
        { find: /^react-plaid-link-diagnostics\/(report|identifiers)$/, replacement: join(packed, '$1.js') },
      ],
    },
    build: {
      outDir: join(output, 'pages'),
      emptyOutDir: true,
      modulePreload: false,
      chunkSizeWarningLimit: 2_000,
      rolldownOptions: { input: pagesIn(pages) },
    },
  })
  if (existsSync('example/vite.config.ts')) {
    const outDir = join(output, 'example')
    await build({ configFile: 'example/vite.config.ts', logLevel: 'warn', build: { outDir, emptyOutDir: true } })
  }
}

function pagesIn(folder: string) {
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' })
  return files.filter((file) => file.endsWith('.html')).map((file) => join(folder, file))
}
