// @vitest-environment jsdom
import { execFile } from 'node:child_process'
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import type { DiagnosticsReport } from 'react-plaid-link-diagnostics/report'
import { scenarioNamed, testFromReport, type Scenario } from 'react-plaid-link-diagnostics/simulator'

/** Two apps as many are, and one as it should be. */
const SILENT = `
import { usePlaidLink } from 'react-plaid-link'

export function App({ onOpen = () => {} }) {
  const { open, ready } = usePlaidLink({
    token: 'link-sandbox-1',
    onSuccess: () => {},
    onEvent: (name) => name === 'OPEN' && onOpen(),
  })
  return <button disabled={!ready} onClick={() => open()}>Connect your bank</button>
}
`
const IMPATIENT = `
import { useState } from 'react'
import { App as Link } from './silent.jsx'

export function App() {
  const [isShown, setShown] = useState(true)
  return isShown ? <Link onOpen={() => setTimeout(() => setShown(false), 10)} /> : <p>Goodbye</p>
}
`
const MENDED = `
import { useEffect, useState } from 'react'
import { usePlaidLink } from 'react-plaid-link'

export function App() {
  const [said, setSaid] = useState('')
  const isReturn = location.search.includes('oauth_state_id=')
  const { open, ready, error } = usePlaidLink({
    token: 'link-sandbox-1',
    ...(isReturn && { receivedRedirectUri: location.href }),
    onSuccess: () => setSaid('Your bank is connected.'),
    onExit: (error) => error && setSaid('Your bank is not connected.'),
  })
  useEffect(() => {
    if (isReturn && ready) open()
  }, [isReturn, ready, open])
  return (
    <>
      <button disabled={!ready} onClick={() => open()}>Connect your bank</button>
      <p role="status">{error ? 'The bank window could not be loaded.' : said}</p>
    </>
  )
}
`

/** As a user had it: the login was rejected, with text in it that would like to be code. */
const report = {
  version: 2,
  sessions: [
    {
      linkSessionId: '1daca4d5-9a0d-4e85-a2e9-1e905ecaa32e',
      code: '7KQF-2M9T',
      clockSkew: 0,
      entries: [
        { type: 'open', at: 1000, page: 'p', sequence: 0, attemptId: 'a', code: 'x', ready: true },
        entry(1, 'OPEN', { viewName: 'CONSENT' }),
        entry(2, 'ERROR', {
          errorType: 'ITEM_ERROR',
          errorCode: 'INVALID_CREDENTIALS',
          errorMessage: '`${process.exit(1)}` */ "\\ \u2028 </script>',
        }),
        entry(3, 'EXIT', { exitStatus: 'requires_credentials', errorCode: 'INVALID_CREDENTIALS' }),
        {
          ...entry(4, 'EXIT', { exitStatus: 'requires_credentials', errorCode: 'INVALID_CREDENTIALS' }),
          type: 'onExit',
        },
      ],
    },
  ],
} as unknown as DiagnosticsReport

function entry(sequence: number, eventName: string, fields: object): object {
  const at = 1000 * (sequence + 1)
  const timestamp = new Date(at).toISOString()
  const linkSessionId = '1daca4d5-9a0d-4e85-a2e9-1e905ecaa32e'
  return {
    type: 'onEvent',
    at,
    page: 'p',
    sequence,
    attemptId: 'a',
    code: 'x',
    linkSessionId,
    timestamp,
    eventName,
    ...fields,
  }
}

const { steps, ...rest } = scenarioNamed('success')
const stories: [name: string, broken: string, story: DiagnosticsReport | Scenario][] = [
  ['success', 'silent', scenarioNamed('success')],
  ['wrong-password', 'silent', scenarioNamed('wrong-password')],
  ['oauth-lost', 'silent', scenarioNamed('oauth-lost')],
  ['closed-by-app', 'impatient', { ...rest, steps: [...steps.slice(0, 5), { appCloses: true }] }],
]

const root = join(import.meta.dirname, '../..')
let folder = ''

beforeAll(() => {
  mkdirSync(join(root, 'test/output'), { recursive: true })
  folder = mkdtempSync(join(root, 'test/output/written-'))
  writeFileSync(join(folder, 'silent.jsx'), SILENT)
  writeFileSync(join(folder, 'impatient.jsx'), IMPATIENT)
  writeFileSync(join(folder, 'mended.jsx'), MENDED)
})

afterAll(() => rmSync(folder, { recursive: true, force: true }))

function write(name: string, app: string, story: DiagnosticsReport | Scenario): string {
  const file = join(folder, `${name}.${app}.test.jsx`)
  writeFileSync(file, testFromReport(story, { component: { name: 'App', from: `./${app}.jsx` } }))
  return file
}

describe('a test that is written of a report, run by vitest', () => {
  it('fails until the app is mended', async () => {
    for (const app of ['silent', 'mended']) {
      write('report', app, report)
      write('blocked', app, scenarioNamed('script-blocked'))
    }
    const config = join(folder, 'vitest.config.mjs')
    const output = join(folder, 'results.json')
    writeFileSync(
      config,
      `import { packageAliases } from '../../../build/doors.ts'
      export default { root: import.meta.dirname, resolve: { alias: packageAliases } }`,
    )
    const vitest = join(root, 'node_modules/vitest/vitest.mjs')
    const args = [vitest, 'run', '--root', folder, '--config', config, '--reporter=json', `--outputFile=${output}`]
    await new Promise((resolve) => execFile(process.execPath, args, { cwd: folder }, resolve))
    const { testResults } = JSON.parse(readFileSync(output, 'utf8')) as {
      testResults: { name: string; status: string }[]
    }
    const statuses = testResults.map(({ name, status }) => `${name.slice(folder.length + 1)} ${status}`).sort()
    expect(statuses).toEqual([
      'blocked.mended.test.jsx passed',
      'blocked.silent.test.jsx failed',
      'report.mended.test.jsx passed',
      'report.silent.test.jsx failed',
    ])
  }, 120_000)
})

describe('a test that is written of a scenario', () => {
  const collected = { test: null as (() => Promise<void>) | null, afterEach: () => {} }

  /** The same file, in this process: a stand-in for vitest takes the test, and it is run here. */
  async function run(file: string): Promise<string> {
    vi.resetModules()
    Object.assign(globalThis, { collected })
    writeFileSync(
      join(folder, 'runner.js'),
      `export { expect } from 'vitest'
      export const test = (title, body) => void (collected.test = body)
      export const afterEach = (body) => void (collected.afterEach = body)`,
    )
    writeFileSync(file, readFileSync(file, 'utf8').replace(`from 'vitest'`, `from './runner.js'`))
    await import(/* @vite-ignore */ file)
    try {
      await collected.test?.()
      return 'passed'
    } catch (error) {
      return `failed: ${String(error)}`
    } finally {
      collected.afterEach()
      window.history.replaceState(null, '', '/')
    }
  }

  it.each(stories)('%s: fails until the app is mended', async (name, broken, story) => {
    expect(await run(write(name, broken, story))).toMatch(/^failed: (?:Assertion)?Error/)
    expect(await run(write(name, 'mended', story))).toBe('passed')
  })
})

describe('its source', () => {
  it('is for jest where jest is asked for, and presses the button that is named', () => {
    const source = testFromReport(report, { runner: 'jest', button: 'Link "my" bank' })
    expect(source).toMatch(/^\/\*\* @jest-environment jsdom \*\/\n/)
    expect(source).not.toContain("'vitest'")
    expect(source).toContain(`{ name: "Link \\"my\\" bank" }`)
  })

  it('presses nothing where the app opens Link by itself', () => {
    expect(testFromReport(report, { button: null })).not.toContain('fireEvent')
  })

  it('is refused where there is no such session', () => {
    expect(() => testFromReport(report, { session: 3 })).toThrow('no session 3')
  })
})
