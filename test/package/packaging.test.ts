import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises'
import { dirname, join, resolve } from 'node:path'
import { checkPackage, createPackageFromTarballData } from '@arethetypeswrong/core'
import { publint } from 'publint'
import { formatMessage } from 'publint/utils'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createConsumer, run, type Consumer } from './consumer.ts'

const entries = ['index', 'report', 'identifiers']

let consumer: Consumer
let manifest: { dependencies: object; peerDependencies: object }

beforeAll(async () => {
  manifest = JSON.parse(await read('package.json'))
  consumer = await createConsumer()
})

afterAll(() => consumer.remove())

describe('the files', () => {
  test('only the main entry is marked as client code', async () => {
    expect(await read('dist/index.js')).toMatch(/^(['"])use client\1/)
    expect(await read('dist/report.js')).not.toContain('use client')
    expect(await read('dist/identifiers.js')).not.toContain('use client')
  })

  test.each(entries)('%s imports only what package.json declares', async (entry) => {
    const declared = Object.keys({ ...manifest.dependencies, ...manifest.peerDependencies })
    const { packages } = await importsOf(`dist/${entry}.js`)
    for (const name of packages) expect(declared).toContain(name.split('/')[0])
  })

  test.each(['report', 'identifiers'])('%s imports no package at all', async (entry) => {
    expect([...(await importsOf(`dist/${entry}.js`)).packages]).toEqual([])
  })

  test('what is loaded lazily is a file of its own', async () => {
    const { eager, lazy } = await importsOf('dist/index.js')
    expect(lazy).toContain('dist/recorder/later.js')
    for (const file of ['dist/recorder/later.js', 'dist/recorder/reading.js']) expect(eager).not.toContain(file)
  })

  test('each file with code has a source map with its sources', async () => {
    const files = (await readdir('dist', { recursive: true })).filter((file) => file.endsWith('.js'))
    for (const file of files) {
      const code = await read(join('dist', file))
      if (code.replace(/^("use client"|(import|export) \{[^}]*\}( from "[^"]+")?);$/gm, '').trim() === '') continue
      const [, link = 'no source map'] = /\/\/# sourceMappingURL=(.+)$/m.exec(code) ?? []
      const map = JSON.parse(await read(join('dist', dirname(file), link)))
      expect(map.sourcesContent).toHaveLength(map.sources.length)
    }
  })

  test('the tarball holds the build, the papers and nothing else', async () => {
    const { stdout } = await run('tar', ['-tzf', consumer.tarball])
    const others = stdout
      .trim()
      .split('\n')
      .filter((file) => !file.startsWith('package/dist/'))
    for (const file of others) expect(file).toMatch(/^package\/(package\.json|README\.md|LICENSE|CHANGELOG\.md)$/)
  })
})

describe('consumers', () => {
  test.each(['', '/report', '/identifiers'])('importing the package%s on a server does nothing', async (path) => {
    const before = `const names = () => JSON.stringify(Object.getOwnPropertyNames(globalThis))`
    const script = `${before}
      const known = names()
      await import('react-plaid-link-diagnostics${path}')
      if (names() !== known) throw new Error('a global was made')`
    const { stdout, stderr } = await run(process.execPath, ['--input-type=module', '-e', script], {
      cwd: consumer.folder,
    })
    expect(stdout + stderr).toBe('')
  })

  test.each([
    ['bundler', 'esnext'],
    ['node16', 'node16'],
    ['nodenext', 'nodenext'],
  ])('types resolve with moduleResolution %s', async (moduleResolution, module) => {
    const project = join(consumer.folder, moduleResolution)
    await mkdir(project)
    await writeFile(
      join(project, 'app.mts'),
      `import * as main from 'react-plaid-link-diagnostics'
import * as report from 'react-plaid-link-diagnostics/report'
import * as identifiers from 'react-plaid-link-diagnostics/identifiers'
type IsAny<T> = 0 extends 1 & T ? true : false
const known: IsAny<typeof main.usePlaidLink | typeof report.formatReport | typeof identifiers.fingerprint> = false
export default [main, report, identifiers, known]
`,
    )
    const compilerOptions = { module, moduleResolution, target: 'es2022', jsx: 'react-jsx', strict: true, noEmit: true }
    await writeFile(
      join(project, 'tsconfig.json'),
      JSON.stringify({ compilerOptions: { ...compilerOptions, skipLibCheck: false, types: [] }, include: ['app.mts'] }),
    )
    const tsc = resolve('node_modules/typescript/bin/tsc')
    const { stdout } = await run(process.execPath, [tsc, '-p', project]).catch((error) => error)
    expect(stdout).toBe('')
  })
})

describe('package checkers', () => {
  test('publint has nothing to say', async () => {
    const tarball = (await readFile(consumer.tarball)).buffer
    const { messages, pkg } = await publint({ pack: { tarball }, strict: true })
    expect(messages.map((message) => formatMessage(message, pkg))).toEqual([])
  })

  test('the types are not wrong', async () => {
    const checked = await checkPackage(createPackageFromTarballData(await readFile(consumer.tarball)))
    if (!checked.types) throw new Error('no types found in the package')
    // ES modules only, on purpose: `require` of an older Node and the resolution of before 2019 are left out.
    const problems = checked.problems.filter(
      (problem) =>
        problem.kind !== 'CJSResolvesToESM' &&
        !('resolutionKind' in problem && /^(node10|node16-cjs)$/.test(problem.resolutionKind)),
    )
    expect(problems).toEqual([])
  })
})

async function importsOf(entry: string) {
  const eager = new Set([entry])
  const lazy = new Set<string>()
  const packages = new Set<string>()
  const seen = new Set<string>()
  for (let next: string | undefined; (next = [...eager, ...lazy].find((file) => !seen.has(file)));) {
    seen.add(next)
    const code = await read(next)
    for (const [, kind, specifier = ''] of code.matchAll(/(\bfrom |\bimport |\bimport\()"([^"]+)"/g)) {
      if (!specifier.startsWith('.')) packages.add(specifier)
      else (kind === 'import(' || !eager.has(next) ? lazy : eager).add(join(dirname(next), specifier))
    }
  }
  return { eager: [...eager], lazy: [...lazy].filter((file) => !eager.has(file)), packages }
}

function read(file: string) {
  return readFile(file, 'utf8')
}
