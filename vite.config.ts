import { execFileSync } from 'node:child_process'
import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import react from '@vitejs/plugin-react'
import { build, type BuildOptions, type Plugin } from 'vite'
import { defineConfig } from 'vitest/config'

const path = (relative: string) => fileURLToPath(new URL(relative, import.meta.url))

/** The package by its public names, so that tests and the example read like an app that uses it. */
export const packageAliases = [
  { find: /^react-plaid-link-diagnostics$/, replacement: path('src/index.ts') },
  { find: /^react-plaid-link-diagnostics\/report$/, replacement: path('src/report.ts') },
  { find: /^react-plaid-link-diagnostics\/identifiers$/, replacement: path('src/identifiers.ts') },
  { find: /^react-plaid-link-diagnostics\/simulator$/, replacement: path('src/simulator.ts') },
]

const common: BuildOptions = { sourcemap: true, minify: false }
const packages = /^(react|react-dom|react-plaid-link|zustand|idb-keyval)($|\/)/

export default defineConfig({
  plugins: [react(), parts(), declarations()],
  resolve: { alias: packageAliases },
  build: {
    ...common,
    lib: { entry: { index: path('src/index.ts') }, formats: ['es'] },
    rolldownOptions: {
      external: packages,
      // A file a module: webpack and Rollup leave out whole files that are not used, `import 'react'` and all, but
      // keep such imports of a file that is used only in part.
      output: { preserveModules: true, preserveModulesRoot: 'src', entryFileNames: '[name].js' },
    },
  },
  test: {
    include: ['test/**/*.test.{ts,tsx}'],
    exclude: ['test/browsers/**', 'test/bench/**', 'test/package/**'],
    setupFiles: ['test/setup.ts'],
  },
})

/**
 * The parts that are loaded later, and the entry points for servers: built by themselves, with copies of their own of
 * what they share with the main entry. Else esbuild would put all that both can reach into the first load.
 */
function parts(): Plugin[] {
  let outDir = ''
  const leftOut: Plugin = {
    name: 'parts are left out',
    apply: 'build',
    enforce: 'pre',
    resolveId(id) {
      return /^\.\/(later|reading)\.ts$/.test(id) ? { id: id.replace(/ts$/, 'js'), external: true } : undefined
    },
  }
  const built: Plugin = {
    name: 'parts are built',
    apply: 'build',
    configResolved: ({ build }) => void (outDir = build.outDir),
    async closeBundle() {
      for (const names of [['recorder/later'], ['recorder/reading', 'report', 'identifiers']]) {
        const entry = Object.fromEntries(names.map((name) => [name, path(`src/${name}.ts`)]))
        const output = { entryFileNames: '[name].js', chunkFileNames: 'shared/[name].js' }
        await build({
          configFile: false,
          logLevel: 'warn',
          plugins: [leftOut],
          build: {
            ...common,
            outDir,
            emptyOutDir: false,
            lib: { entry, formats: ['es'] },
            rolldownOptions: { external: packages, output },
          },
        })
      }
    },
  }
  return [leftOut, built]
}

/** TypeScript leaves `./x.ts` in declarations as it is written; for consumers it has to be `./x.js`. */
function declarations(): Plugin {
  let folder = ''
  return {
    name: 'declarations',
    apply: 'build',
    configResolved: ({ build }) => void (folder = join(build.outDir, 'types')),
    writeBundle() {
      const tsc = [path('node_modules/typescript/bin/tsc'), '-p', path('tsconfig.build.json'), '--outDir', folder]
      execFileSync(process.execPath, tsc, { stdio: 'inherit' })
      for (const file of readdirSync(folder, { recursive: true, encoding: 'utf8' })) {
        if (!file.endsWith('.d.ts')) continue
        const text = readFileSync(join(folder, file), 'utf8')
        writeFileSync(join(folder, file), text.replace(/(['"]\.{1,2}\/[^'"]*)\.tsx?(?=['"])/g, '$1.js'))
      }
    },
  }
}
