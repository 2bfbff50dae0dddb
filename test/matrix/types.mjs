import { cpSync, mkdirSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { run, writeJson } from './tools.mjs'

/** How an app may find a package: its `type`, and the compiler's way; `until` the last major version that has it. */
const ways = [
  { name: 'node', type: 'commonjs', module: 'commonjs', moduleResolution: 'node', until: 6 },
  { name: 'node16 (CommonJS)', type: 'commonjs', module: 'node16', moduleResolution: 'node16', until: Infinity },
  { name: 'nodenext (ES modules)', type: 'module', module: 'nodenext', moduleResolution: 'nodenext', until: Infinity },
  { name: 'bundler', type: 'module', module: 'esnext', moduleResolution: 'bundler', until: Infinity },
]

/**
 * The ways that a compiler has, by name.
 *
 * @param {string} version
 */
export function waysOf(version) {
  return ways.filter(({ until }) => Number(version.split('.')[0]) <= until)
}

const strictest = {
  strict: true,
  noUncheckedIndexedAccess: true,
  exactOptionalPropertyTypes: true,
  noImplicitOverride: true,
  noImplicitReturns: true,
  noPropertyAccessFromIndexSignature: true,
  noUnusedLocals: true,
  noUnusedParameters: true,
  noFallthroughCasesInSwitch: true,
  allowUnreachableCode: false,
  allowUnusedLabels: false,
  isolatedModules: true,
  skipLibCheck: false,
  // react-plaid-link's own declarations need it.
  esModuleInterop: true,
}

/**
 * Compiles `test/types`, in which also what must not compile is marked, by each way that this compiler knows.
 *
 * @param {string} folder
 * @param {string} version of the compiler, installed as `typescript-…`
 */
export async function checkTypes(folder, version) {
  const compiled = waysOf(version).map(async ({ name, type, module, moduleResolution }) => {
    const project = join(folder, `types-${version}-${name.replace(/\W+/g, '-')}`)
    mkdirSync(project, { recursive: true })
    cpSync('test/types', project, { recursive: true })
    writeJson(project, 'package.json', { type })
    writeJson(project, 'tsconfig.json', {
      compilerOptions: {
        ...strictest,
        module,
        moduleResolution,
        target: 'es2020',
        lib: ['es2020', 'dom', 'dom.iterable'],
        jsx: 'react-jsx',
        noEmit: true,
        types: [],
        ...(version.startsWith('6') && moduleResolution === 'node' ? { ignoreDeprecations: '6.0' } : {}),
      },
      files: readdirSync('test/types'),
    })
    await run(folder, `typescript-${version}`, ['-p', project]).catch((error) => {
      throw new Error(`${name}: ${error.message}`)
    })
  })
  await Promise.all(compiled)
}
