import { existsSync, readdirSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import react from '@vitejs/plugin-react'
import { build, type Alias } from 'vite'
import { buildDesk } from '../../build/desk.ts'

const output = resolve('test/output')

/** Builds the package, the test pages that import it by its public name, the desk, and the example. */
export default async function setup(): Promise<void> {
  // Vitest says `test`: then React would be built as for development.
  const { NODE_ENV } = process.env
  process.env['NODE_ENV'] = 'production'
  const root = resolve('test/browsers/pages')
  await buildPages(root, pagesIn(root), join(output, 'pages'))
  writeFileSync(join(output, 'desk.html'), await buildDesk())
  if (existsSync('example/vite.config.ts')) {
    const outDir = join(output, 'example')
    await build({ configFile: 'example/vite.config.ts', logLevel: 'warn', build: { outDir, emptyOutDir: true } })
  }
  process.env['NODE_ENV'] = NODE_ENV
}

/** Builds the package, and pages that import it by its public name, as for production. */
export async function buildPages(root: string, input: string[], outDir: string): Promise<void> {
  const packed = `${outDir}-package`
  await build({ configFile: 'vite.config.ts', logLevel: 'warn', build: { outDir: packed, emptyOutDir: true } })
  const alias: Alias[] = [
    { find: /^react-plaid-link-diagnostics$/, replacement: join(packed, 'index.js') },
    { find: /^react-plaid-link-diagnostics\/styles\.css(?=\?|$)/, replacement: join(packed, 'styles.css') },
    { find: /^react-plaid-link-diagnostics\/([a-z]+)$/, replacement: join(packed, '$1.js') },
    { find: /^react-plaid-link-diagnostics\/([a-z]+\.css)$/, replacement: join(packed, '$1') },
  ]
  await build({
    configFile: false,
    logLevel: 'warn',
    plugins: [react()],
    root,
    resolve: { alias },
    build: {
      outDir,
      emptyOutDir: true,
      modulePreload: false,
      chunkSizeWarningLimit: 2_000,
      rolldownOptions: { input },
    },
  })
}

function pagesIn(folder: string) {
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' })
  return files.filter((file) => file.endsWith('.html')).map((file) => join(folder, file))
}
