import { execFileSync } from 'node:child_process'
import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import react from '@vitejs/plugin-react'
import type { BuildOptions, Plugin } from 'vite'
import { defineConfig } from 'vitest/config'

const path = (relative: string) => fileURLToPath(new URL(relative, import.meta.url))

/** The package by its public names, so that tests and the example read like an app that uses it. */
export const packageAliases = [
  { find: /^react-plaid-link-diagnostics$/, replacement: path('src/index.ts') },
  { find: /^react-plaid-link-diagnostics\/report$/, replacement: path('src/report.ts') },
  { find: /^react-plaid-link-diagnostics\/identifiers$/, replacement: path('src/identifiers.ts') },
]

export const libraryBuild: BuildOptions = {
  lib: {
    entry: { index: path('src/index.ts'), report: path('src/report.ts'), identifiers: path('src/identifiers.ts') },
    formats: ['es'],
  },
  rolldownOptions: {
    external: [/^(react|react-dom|react-plaid-link|zustand|idb-keyval)($|\/)/],
    // A file a module: webpack and Rollup leave out whole files that are not used, `import 'react'` and all, but
    // keep such imports, and lazy chunks, of a file that is used only in part.
    output: { preserveModules: true, preserveModulesRoot: 'src', entryFileNames: '[name].js' },
  },
  sourcemap: true,
  minify: false,
}

export default defineConfig({
  plugins: [react(), declarations()],
  resolve: { alias: packageAliases },
  build: libraryBuild,
  test: {
    include: ['test/**/*.test.{ts,tsx}'],
    exclude: ['test/browsers/**', 'test/bench/**', 'test/package/**'],
    setupFiles: ['test/setup.ts'],
  },
})

/** TypeScript leaves `./x.ts` in declarations as it is written; for consumers it has to be `./x.js`. */
function declarations(): Plugin {
  return {
    name: 'declarations',
    apply: 'build',
    writeBundle() {
      execFileSync(process.execPath, [path('node_modules/typescript/bin/tsc'), '-p', path('tsconfig.build.json')], {
        stdio: 'inherit',
      })
      const folder = path('dist/types')
      for (const file of readdirSync(folder, { recursive: true, encoding: 'utf8' })) {
        if (!file.endsWith('.d.ts')) continue
        const text = readFileSync(join(folder, file), 'utf8')
        writeFileSync(join(folder, file), text.replace(/(['"]\.{1,2}\/[^'"]*)\.tsx?(?=['"])/g, '$1.js'))
      }
    },
  }
}
