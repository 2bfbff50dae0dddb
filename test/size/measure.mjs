import { build } from 'esbuild'
import { brotliCompressSync } from 'node:zlib'

/**
 * @typedef {{ minified: number, brotli: number }} Bytes
 * @typedef {{ firstLoad: Bytes, lazy: (Bytes & { name: string })[], files: Record<string, number>, code: string }} Measured
 *   `files`: what each file costs of the first load, minified
 */

const peers = /^(react|react-dom|react-plaid-link)($|\/)/

/**
 * Bundles a few lines of an app and weighs what the page has to load before they run. What comes later, by
 * `import()`, is weighed chunk by chunk.
 *
 * @param {string} source
 * @param {string} [folder] where the imports of `source` are resolved from
 * @returns {Promise<Measured>}
 */
export async function measure(source, folder = process.cwd()) {
  const { outputFiles, metafile } = await build({
    stdin: { contents: source, resolveDir: folder, loader: 'js', sourcefile: 'app.js' },
    outdir: '/measured',
    entryNames: 'app',
    chunkNames: '[name]-[hash]',
    bundle: true,
    splitting: true,
    minify: true,
    format: 'esm',
    target: 'es2022',
    platform: 'browser',
    define: { 'process.env.NODE_ENV': '"production"' },
    legalComments: 'none',
    write: false,
    metafile: true,
    absWorkingDir: '/',
    logLevel: 'error',
    // This project's own would send the package's name to src/.
    tsconfigRaw: {},
    plugins: [peersStayOut()],
  })

  const first = reachableBy(metafile.outputs, ['import-statement'])
  const reachable = reachableBy(metafile.outputs, ['import-statement', 'dynamic-import'])
  /** @type {Record<string, number>} */
  const files = {}
  for (const name of first) {
    for (const [file, { bytesInOutput }] of Object.entries(metafile.outputs[name]?.inputs ?? {})) {
      if (bytesInOutput > 0) files[file.replace(/^.*\/(?=dist\/|src\/|node_modules\/)/, '')] = bytesInOutput
    }
  }

  const firstLoad = { minified: 0, brotli: 0 }
  const lazy = []
  let code = ''
  for (const { path, contents, text } of outputFiles) {
    const bytes = { minified: contents.length, brotli: brotliCompressSync(contents).length }
    if (first.has(path.slice(1))) {
      firstLoad.minified += bytes.minified
      firstLoad.brotli += bytes.brotli
      code += text
    } else if (reachable.has(path.slice(1))) {
      lazy.push({ name: path.replace(/^\/measured\/|-[^-]*\.js$/g, ''), ...bytes })
    }
  }
  return { firstLoad, lazy, files, code }
}

/**
 * @param {import('esbuild').Metafile['outputs']} outputs
 * @param {string[]} kinds
 */
function reachableBy(outputs, kinds) {
  const found = new Set(['measured/app.js'])
  for (const name of found) {
    for (const { path, kind, external } of outputs[name]?.imports ?? []) {
      if (!external && kinds.includes(kind)) found.add(path)
    }
  }
  return found
}

/** @returns {import('esbuild').Plugin} */
function peersStayOut() {
  return {
    name: 'peers stay out',
    setup({ onResolve }) {
      onResolve({ filter: peers }, ({ path }) => ({ path, external: true, sideEffects: false }))
    },
  }
}
