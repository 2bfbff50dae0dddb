import { join, resolve } from 'node:path'
import react from '@vitejs/plugin-react'
import { build, type InlineConfig } from 'vite'
import { libraryBuild } from '../../vite.config.ts'

/** Builds the package, and the pages that import it by its public name, as for production. Returns their folder. */
export async function buildPages(): Promise<string> {
  const common: InlineConfig = { configFile: false, logLevel: 'warn', plugins: [react()] }
  const packed = resolve('test/output/bench-package')
  const outDir = resolve('test/output/bench-pages')
  await build({ ...common, build: { ...libraryBuild, outDir: packed, emptyOutDir: true } })
  await build({
    ...common,
    root: resolve('test/bench/pages'),
    resolve: {
      alias: [
        { find: /^react-plaid-link-diagnostics$/, replacement: join(packed, 'index.js') },
        { find: /^react-plaid-link-diagnostics\/report$/, replacement: join(packed, 'report.js') },
      ],
    },
    build: { outDir, emptyOutDir: true },
  })
  return outDir
}
