import { readdir, readFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { doors, foldersBesideDist, packageExports } from '../../build/doors.ts'
import { publintMessages, typeProblems } from './checkers.mjs'
import { createConsumer, run, type Consumer } from './consumer.ts'

let consumer: Consumer
let manifest: { exports: object; dependencies: object; peerDependencies: object }

beforeAll(async () => {
  manifest = JSON.parse(await read('package.json'))
  consumer = await createConsumer()
})

afterAll(() => consumer.remove())

describe('the files', () => {
  test('package.json has each door in both formats', () => {
    expect(manifest.exports).toEqual(packageExports())
  })

  test.each(doors)('%s is marked as client code in both formats, or in none', async (door) => {
    const isClient = /^(['"])use client\1/
    const expected = isClient.test(await read(`src/${door}.ts`))
    expect(expected).toBe(/^(index|viewer)$/.test(door))
    expect(isClient.test(await read(`dist/${door}.js`))).toBe(expected)
    expect(isClient.test(await read(`dist/cjs/${door}.cjs`))).toBe(expected)
  })

  test.each(doors)('%s imports only what package.json declares', async (entry) => {
    const declared = Object.keys({ ...manifest.dependencies, ...manifest.peerDependencies })
    const { packages } = await importsOf(`dist/${entry}.js`)
    for (const name of packages) expect(declared).toContain(name.split('/')[0])
  })

  test.each(['report', 'identifiers'])('%s imports no package at all', async (entry) => {
    expect([...(await importsOf(`dist/${entry}.js`)).packages]).toEqual([])
  })

  test('the declarations need no types but those of the peers and of the store', async () => {
    const files = (await readdir('dist/types', { recursive: true })).filter((file) => /\.d\.c?ts$/.test(file))
    const used = await Promise.all(files.map(async (file) => packagesIn(await read(join('dist/types', file)))))
    expect([...new Set(used.flat())].sort()).toEqual(['react', 'react-plaid-link', 'zustand/vanilla'])
  })

  test('what records is in the main entry, and what reads comes later, in files of its own', async () => {
    const { eager, lazy } = await importsOf('dist/index.js')
    expect(lazy).toContain('dist/recorder/reader.js')
    const reads = /^dist\/(explain|report|viewer|simulator|opentelemetry)\/|^dist\/ids\/(catalogue|pick)|words/
    expect(eager.filter((file) => reads.test(file))).toEqual([])
    // With the button, or with the first report: nothing else is asked for later.
    const asked = await Promise.all(
      [...eager, ...lazy].map(async (file) => (await read(file)).match(/\bimport\("[^"]+"\)/g)),
    )
    expect(new Set(asked.flatMap((found) => found ?? []).map((found) => found.replace(/^.*\/|"\)/g, '')))).toEqual(
      new Set(['reader.js', 'panel.js']),
    )
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
    const files = stdout.trim().replaceAll('package/', '').split('\n').sort()
    const others = files.filter((file) => !file.startsWith('dist/'))
    const folders = foldersBesideDist().map((name) => (name.includes('.') ? name : `${name}/package.json`))
    const papers = ['CHANGELOG.md', 'LICENSE', 'README.md', 'SECURITY.md', 'package.json']
    expect(others).toEqual([...papers, ...folders].sort())
    const built = files.filter((file) => file.startsWith('dist/'))
    for (const file of built) expect(file).toMatch(/\.(js|cjs|map|d\.ts|d\.cts|css|html)$/)
    // Maps with sources and declarations: a lot of files, and still a small package.
    expect((await readFile(consumer.tarball)).length).toBeLessThan(1_280_000)
  })
})

describe('consumers', () => {
  test.each(doors)('importing %s on a server does nothing', async (door) => {
    const script = (load: string) => `const names = () => JSON.stringify(Object.getOwnPropertyNames(globalThis))
      const known = names()
      ${load}
      if (names() !== known) throw new Error('a global was made')`
    const specifier = specifierOf(door)
    expect(await node(['--input-type=module', '-e', script(`await import('${specifier}')`)])).toBe('')
    expect(await node(['--input-type=commonjs', '-e', script(`require('${specifier}')`)])).toBe('')
  })

  test.each(doors)('%s exports the same names in both formats, and these', async (door) => {
    const specifier = specifierOf(door)
    const say = (from: string) => `console.log(JSON.stringify(Object.keys(${from}).sort()))`
    const esm = await node(['--input-type=module', '-e', `import * as all from '${specifier}'; ${say('all')}`])
    // As Node did before it knew require() of ES modules.
    const old = '--no-experimental-require-module'
    const cjs = await node([old, '--input-type=commonjs', '-e', say(`require('${specifier}')`)])
    expect(cjs).toBe(esm)
    expect(JSON.parse(esm)).toMatchSnapshot()
  })

  test('a report is made in CommonJS without a flag: its later part is required', async () => {
    const script = `const { createDiagnostics } = require('react-plaid-link-diagnostics')
      createDiagnostics().report().then((report) => console.log(report.sessions.length, report.code.length))`
    expect(await node(['--no-experimental-require-module', '--input-type=commonjs', '-e', script])).toBe('0 9\n')
  })
})

describe('package checkers', () => {
  test('publint has nothing to say', async () => {
    expect(await publintMessages(consumer.tarball)).toEqual([])
  })

  test('the types are right for every resolution', async () => {
    const { problems, entrypoints } = await typeProblems(consumer.tarball)
    expect(problems).toEqual([])
    expect(entrypoints).toEqual(Object.keys(packageExports()).sort())
  })
})

function packagesIn(declarations: string) {
  const found = declarations.matchAll(/(?:from |import\()['"]([^'"]+)['"]/g)
  return [...found].map(([, name = '']) => name).filter((name) => !name.startsWith('.'))
}

function specifierOf(door: string) {
  return door === 'index' ? 'react-plaid-link-diagnostics' : `react-plaid-link-diagnostics/${door}`
}

async function node(args: string[]) {
  const { stdout, stderr } = await run(process.execPath, args, { cwd: consumer.folder })
  return stdout + stderr
}

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
