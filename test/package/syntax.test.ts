import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { findNewer } from './scan.ts'

const files = readdirSync('dist', { recursive: true, encoding: 'utf8' })
  // The bin runs in Node.
  .filter((file) => /\.c?js$/.test(file) && !file.startsWith('cli'))

/** Only `react/inAct.ts` needs it. */
const helper = 'cjs/_virtual/_rolldown/runtime.cjs'

describe('what is shipped runs in a browser of 2020', () => {
  // The other format has the same modules.
  test.each(files.filter((file) => file.endsWith('.js')))('%s', (file) => {
    expect(findNewer(readFileSync(join('dist', file), 'utf8'), 'module')).toEqual([])
  })

  test('the CommonJS files are scripts of 2020 too', () => {
    const scripts = files.filter((file) => file.endsWith('.cjs'))
    // It throws at newer syntax. Names are those of the modules, with ours behind a dot.
    for (const file of scripts) findNewer(readFileSync(join('dist', file), 'utf8'), 'script')
    const modules = files.filter((file) => file.endsWith('.js')).map((file) => `cjs/${file.replace(/js$/, 'cjs')}`)
    expect(scripts.filter((file) => file !== helper).sort()).toEqual(modules.sort())
  })

  test('no helper of a compiler is shipped, but the one by which CommonJS has all of React in one name', () => {
    expect(files.filter((file) => /_virtual|helpers|rolldown|node_modules/.test(file))).toEqual([helper])
  })
})

describe('the scan', () => {
  test.each([
    ['text.replaceAll("a", "b")', /replaceAll/],
    ['list.at(-1)', /at without/],
    ['structuredClone(entry)', /structuredClone/],
    ['window.structuredClone(entry)', /structuredClone/],
    ['Promise.any([])', /any without/],
    ['/(?<=a)b/.test(text)', /lookbehind/],
    ['new RegExp("(?<!a)b")', /lookbehind/],
    ['window.addEventListener("x", f, { signal })', /AbortSignal/],
    ['function a() { if (x.hasOwn) x.hasOwn(y) }; function b() { x.hasOwn(y) }', /hasOwn/],
  ])('sees %s', (code, said) => {
    expect(findNewer(code, 'module')).toEqual([expect.stringMatching(said)])
  })

  test.each(['a ??= b', 'class A { b = 1 }', 'class A { #b() {} }', '/a/v.test(b)', 'await 0'])(
    'refuses %s',
    (code) => {
      expect(() => findNewer(code, 'module')).toThrow(SyntaxError)
    },
  )

  test.each([
    'const at = 1; entry.at = at',
    'crypto.randomUUID?.()',
    'typeof structuredClone === "function" ? structuredClone(a) : a',
    'const id = () => crypto.randomUUID ? crypto.randomUUID() : other()',
    'window.requestIdleCallback && window.requestIdleCallback(f)',
    'list.findIndex(f); text.replace(/a/g, "b"); a?.b ?? c',
  ])('lets %s pass', (code) => {
    expect(findNewer(code, 'module')).toEqual([])
  })
})
