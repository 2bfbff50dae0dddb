import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { findNewer } from './scan.ts'

const files = readdirSync('dist', { recursive: true, encoding: 'utf8' })
  // The bin runs in Node.
  .filter((file) => /\.c?js$/.test(file) && !file.startsWith('cli'))

describe('what is shipped runs in a browser of 2020', () => {
  // The other format has the same modules.
  test.each(files.filter((file) => file.endsWith('.js')))('%s', (file) => {
    expect(findNewer(readFileSync(join('dist', file), 'utf8'), 'module')).toEqual([])
  })

  test('the CommonJS files are scripts of 2020 too', () => {
    const scripts = files.filter((file) => file.endsWith('.cjs'))
    for (const file of scripts) findNewer(readFileSync(join('dist', file), 'utf8'), 'script')
    expect(scripts).toHaveLength(files.length / 2)
  })

  test('no helper of a compiler is shipped', () => {
    expect(files.filter((file) => /_virtual|helpers|rolldown|node_modules/.test(file))).toEqual([])
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
