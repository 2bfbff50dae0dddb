import { runnerImport } from 'vite'

// Before Vite looks: it would build the pages, and React in them, as for development.
process.env['NODE_ENV'] = 'production'

/** @type {{ module: typeof import('./run.ts') }} */
const { module } = await runnerImport('/test/bench/run.ts', { configFile: false })
await module.run(process.argv.slice(2))
