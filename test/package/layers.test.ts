import { execFile } from 'node:child_process'
import { copyFile, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join, resolve } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'

const VALUE = (specifier: string) => `import { x } from '${specifier}'\nexport const y = x\n`
const TYPE = (specifier: string) => `import type { X } from '${specifier}'\nexport type Y = X\n`
const LAZY = (specifier: string) => `export const load = () => import('${specifier}')\n`

/** One scratch file a row: what the linter has to refuse, and what it has to let pass. */
const refused: [file: string, source: string][] = [
  ['src/entry/a.ts', VALUE('../storage/limits.ts')],
  ['src/entry/b.ts', TYPE('../session/report.ts')],
  ['src/entry/c.ts', LAZY('../report/format.ts')],
  ['src/entry/d.ts', VALUE('zustand/vanilla')],
  ['src/entry/e.ts', VALUE('node:fs')],
  ['src/ids/a.ts', TYPE('../session/report.ts')],
  ['src/session/a.ts', TYPE('../explain/explain.ts')],
  ['src/session/b.ts', VALUE('react-plaid-link')],
  ['src/explain/a.ts', TYPE('../report/format.ts')],
  ['src/explain/words/a.ts', VALUE('../../report/format.ts')],
  ['src/explain/words/b.ts', VALUE('../../index.ts')],
  ['src/report/a.ts', VALUE('../recorder/environment.ts')],
  ['src/report/b.ts', VALUE('../index.ts')],
  ['src/storage/a.ts', VALUE('../recorder/recorder.ts')],
  ['src/storage/b.ts', TYPE('../recorder/recorder.ts')],
  ['src/storage/c.ts', VALUE('zustand/vanilla')],
  ['src/storage/d.ts', TYPE('../session/report.ts')],
  ['src/recorder/a.ts', VALUE('../react/context.ts')],
  ['src/recorder/b.ts', TYPE('../react/context.ts')],
  ['src/recorder/c.ts', VALUE('react')],
  ['src/recorder/d.ts', VALUE('zustand')],
  ['src/recorder/e.ts', VALUE('react-plaid-link')],
  ['src/recorder/f.ts', LAZY('../report.ts')],
  ['src/react/a.tsx', VALUE('../index.ts')],
  ['src/react/b.tsx', VALUE('../simulator/index.ts')],
  ['src/react/c.tsx', VALUE('react-plaid-link')],
  ['src/react/d.tsx', TYPE('../simulator/index.ts')],
  ['src/react/usePlaidLink.ts', VALUE('../simulator/index.ts')],
  ['src/viewer/a.tsx', VALUE('../recorder/recorder.ts')],
  ['src/desk/a.tsx', VALUE('../recorder/recorder.ts')],
  ['src/cli/a.ts', VALUE('../storage/writer.ts')],
  ['src/cli/b.ts', VALUE('react')],
  ['src/opentelemetry/a.ts', VALUE('../session/sessions.ts')],
  ['src/report.ts', VALUE('./recorder/recorder.ts')],
  ['src/identifiers.ts', VALUE('react')],
  ['src/index.ts', VALUE('./simulator/index.ts')],
  ['src/index.ts', VALUE('./report/format.ts')],
  ['src/simulator/a.ts', VALUE('../report/format.ts')],
  ['src/react/e.tsx', 'export const loose: any = 1\n'],
]

const passed: [file: string, source: string][] = [
  ['src/desk/z.tsx', VALUE('../viewer/ReportViewer.tsx')],
  ['src/cli/y.ts', VALUE('node:stream/consumers')],
  ['src/cli/z.ts', VALUE('../report/parse.ts')],
  ['src/entry/z.ts', VALUE('./fields.ts')],
  ['src/ids/z.ts', VALUE('../entry/redact.ts')],
  ['src/session/z.ts', VALUE('../ids/keys.ts')],
  ['src/explain/z.ts', TYPE('../session/report.ts')],
  ['src/explain/words/z.ts', VALUE('../errors.ts') + TYPE('../../session/report.ts')],
  ['src/report/z.ts', VALUE('../explain/explain.ts')],
  ['src/storage/y.ts', VALUE('../entry/key.ts')],
  ['src/storage/z.ts', VALUE('idb-keyval')],
  ['src/recorder/x.ts', VALUE('../entry/fields.ts')],
  ['src/recorder/y.ts', LAZY('../storage/history.ts')],
  ['src/recorder/z.ts', VALUE('zustand/vanilla')],
  ['src/react/y.tsx', VALUE('../recorder/recorder.ts')],
  ['src/react/z.tsx', VALUE('react')],
  ['src/react/PlaidLink.ts', VALUE('react-plaid-link')],
]

let folder: string
let diagnostics: { filename: string; code: string }[]

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'layers-'))
  await copyFile('.oxlintrc.json', join(folder, '.oxlintrc.json'))
  for (const [file, source] of [...refused, ...passed]) {
    await mkdir(dirname(join(folder, file)), { recursive: true })
    await writeFile(join(folder, file), source)
  }
  diagnostics = await lint(folder)
})

afterAll(() => rm(folder, { recursive: true, force: true }))

describe('the linter holds the rooms', () => {
  test.each(refused)('%s is refused: %j', (file) => {
    expect(codesOf(file)).toContainEqual(expect.stringMatching(/no-restricted-imports|no-explicit-any/))
  })

  test.each(passed)('%s passes: %j', (file) => {
    expect(codesOf(file)).toEqual([])
  })
})

function codesOf(file: string) {
  return diagnostics.filter((diagnostic) => diagnostic.filename === file).map((diagnostic) => diagnostic.code)
}

function lint(cwd: string): Promise<typeof diagnostics> {
  return new Promise((done, failed) => {
    const oxlint = resolve('node_modules/oxlint/bin/oxlint')
    execFile(process.execPath, [oxlint, '--format=json'], { cwd }, (_error, stdout) => {
      try {
        done(JSON.parse(stdout).diagnostics)
      } catch (error) {
        failed(error)
      }
    })
  })
}
