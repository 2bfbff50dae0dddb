import react from '@vitejs/plugin-react'
import { defineConfig } from 'vitest/config'
import { doors, packageAliases, root } from './build/doors.ts'
import { packageFiles } from './build/package.ts'

/** The same modules in both formats, a file a module: what a bundler leaves out or loads later is its own to decide. */
const output = { preserveModules: true, preserveModulesRoot: 'src', exports: 'named' as const }

export default defineConfig({
  plugins: [react(), packageFiles()],
  resolve: { alias: packageAliases },
  build: {
    target: 'es2020',
    minify: false,
    sourcemap: true,
    lib: { entry: Object.fromEntries(doors.map((door) => [door, `${root}src/${door}.ts`])) },
    rolldownOptions: {
      checks: { bundlerTimings: false },
      external: /^(react|react-dom|react-plaid-link|zustand|idb-keyval)($|\/)/,
      output: [
        { ...output, format: 'es', entryFileNames: '[name].js' },
        { ...output, format: 'cjs', entryFileNames: 'cjs/[name].cjs' },
      ],
    },
  },
  test: {
    include: ['test/**/*.test.{ts,tsx}'],
    exclude: ['test/browsers/**', 'test/bench/**', 'test/package/**', 'test/matrix/**'],
    setupFiles: ['test/setup.ts'],
    // Of two cores vitest would use one.
    maxWorkers: '100%',
  },
})
