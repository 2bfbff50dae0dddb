import { chmodSync } from 'node:fs'
import { join } from 'node:path'
import { build } from 'vite'
import { root } from './doors.ts'

/** The command, as one file: it needs nothing but Node. */
export async function buildCli(outDir: string): Promise<void> {
  await build({
    configFile: false,
    root,
    logLevel: 'warn',
    build: {
      target: 'node20',
      outDir,
      emptyOutDir: false,
      minify: false,
      sourcemap: true,
      ssr: `${root}src/cli/main.ts`,
      rolldownOptions: { output: { format: 'es', entryFileNames: 'cli.js', codeSplitting: false } },
    },
  })
  chmodSync(join(root, outDir, 'cli.js'), 0o755)
}
