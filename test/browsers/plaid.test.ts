import type { DiagnosticsReport } from 'react-plaid-link-diagnostics'
import { explainReport, formatReport, parseReport } from 'react-plaid-link-diagnostics/report'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { engines, launch, type Browser, type Tab } from './harness/engines.ts'
import { startPlaid, type PlaidServer } from './harness/plaid.ts'
import { startServer, type TestServer } from './harness/server.ts'
import type { PlaidPage } from './pages/plaid.tsx'

declare const page: PlaidPage

/** A guess, or a sentence about a script that did not come. */
const guesses = /ad blocker|network filter|could not be loaded|had not run|held back/

/**
 * What only a browser does: it runs react-plaid-link's own loader and a real script of another site, goes by the page's
 * headers, deletes a database, reloads. Here a server on this machine stands for Plaid's (harness/plaid.ts).
 */
describe.each(engines.filter((engine) => engine === 'chromium'))('in %s, the report says it where', (engine) => {
  let server: TestServer
  let plaid: PlaidServer
  let browser: Browser
  let tab: Tab
  let databases = 0

  beforeAll(async () => {
    server = await startServer()
    plaid = await startPlaid()
    browser = await launch(engine, { args: plaid.args })
    tab = await browser.newTab()
  })

  afterAll(async () => {
    await browser.close()
    await plaid.close()
    await server.close()
  })

  beforeEach(() => {
    databases++
    plaid.reset()
  })

  describe('Plaid’s script', () => {
    test('fails while it runs', async () => {
      plaid.script = 'throws'
      await load()
      const before = await told()
      await tab.click('#connect')
      const after = await told()
      for (const { codes, sessions, answer, words } of [before, after]) {
        expect({ codes, sessions, answer }).toEqual({ codes: ['script-threw'], sessions: 1, answer: 'not yet' })
        expect(words).toContain("Plaid's script was loaded, and failed while it ran.")
        expect(words).not.toMatch(guesses)
      }
      expect(after.types).toEqual(['scriptThrew', 'linkToken', 'open'])
    })

    test.each(['a page', 'a page, as a script'] as const)(
      'is %s, which the browser does not hand over',
      async (script) => {
        plaid.script = script
        await load()
        await tab.click('#connect')
        const { codes, sessions, words } = await told()
        expect({ codes, sessions }).toEqual({ codes: ['script-failed'], sessions: 1 })
        expect(words).toMatch(/network filter.* see what cdn\.plaid\.com answers/)
        expect(words).not.toMatch(/had not run|held back/)
      },
    )

    test('is still on its way, in what is copied', async () => {
      plaid.script = 'never'
      // The page waits for it, and so would who waits for the page.
      await go(() => document.querySelector('script[src*=plaid]') !== null)
      const { codes, answer, words } = tell(await copied())
      expect({ codes, answer }).toEqual({ codes: ['script-pending'], answer: 'not yet' })
      expect(words).toContain("Plaid's script was still being loaded when this was copied.")
      expect(words).not.toMatch(/has been recorded|ad blocker/)

      await tab.click('#connect')
      const pressed = tell(await copied())
      expect(pressed).toMatchObject({ codes: ['script-never-ran'], sessions: 1 })
      expect(pressed.words).not.toMatch(/has been recorded|ad blocker/)
    })
  })

  describe('the page’s policy', () => {
    const base = "default-src 'self'; style-src 'self' 'unsafe-inline'; connect-src 'self'"
    test.each([
      ['frame-src', "script-src 'self' https://cdn.plaid.com"],
      ['script-src-elem', "script-src 'self'; frame-src https://cdn.plaid.com"],
    ])('does not let Plaid in: %s', async (directive, policy) => {
      await load({ 'Content-Security-Policy': `${base}; ${policy}` })
      await blocked()
      await tab.click('#connect')
      for (const laterMs of [0, 30_000]) await blocked(laterMs)
      await tab.reload()
      await blocked()

      async function blocked(laterMs = 0) {
        const { codes, answer, whoActs, words } = await told(laterMs)
        expect({ codes, answer, whoActs }).toEqual({ codes: ['csp-blocked'], answer: 'no', whoActs: 'app' })
        expect(words).toContain(`Its ${directive} does not allow cdn.plaid.com.`)
        expect(words).not.toMatch(guesses)
      }
    })

    test.each([
      ['script', {}],
      ['window', { 'Cross-Origin-Resource-Policy': 'cross-origin' }],
    ])('is cross-origin isolation, and does not let Plaid’s %s in', async (_, headers) => {
      plaid.headers = headers
      await load({ 'Cross-Origin-Embedder-Policy': 'require-corp', 'Cross-Origin-Opener-Policy': 'same-origin' })
      expect(await tab.evaluate(() => crossOriginIsolated)).toBe(true)
      await tab.click('#connect')
      for (const laterMs of [0, 30_000]) {
        const { codes, answer, whoActs, words } = await told(laterMs)
        expect({ codes, answer, whoActs }).toEqual({ codes: ['cross-origin-isolated'], answer: 'no', whoActs: 'app' })
        expect(words).toContain('Cross-Origin-Embedder-Policy: require-corp')
        expect(words).not.toMatch(guesses)
      }
    })
  })

  describe('the database was deleted while Link was open, and the page', () => {
    test.each([
      ['was reloaded', () => {}, 'abandoned'],
      ['went on, and was reloaded', () => (page.exit(), page.flush()), 'exited'],
    ] as const)('%s', async (_, then, outcome) => {
      await load()
      await opened()
      await tab.evaluate(() => page.flush())
      const { recorded } = (await tab.evaluate(() => page.report())).completeness
      await tab.evaluate(() => page.deleteDatabase())
      await tab.evaluate(then)
      await tab.reload()
      for (const time of ['at once', 'when Link was opened again']) {
        if (time !== 'at once') await opened()
        const { completeness, codes, report } = await told()
        const { problem, missing, dropped } = completeness
        expect(problem).toMatch(/^What was saved has been deleted/)
        expect(missing + dropped.reduce((sum, { count }) => sum + count, 0)).toBe(recorded)
        expect(codes).toContain('storage-degraded')
        expect(report.sessions.at(-1)?.outcome).toBe(outcome)
      }
    })
  })

  describe('the page was reloaded while Link was open', () => {
    test.each([true, false])('and hung: %s', async (hangs) => {
      plaid.hangs = hangs
      await load()
      if (hangs) await tab.click('#connect')
      else await opened()
      await tab.reload()
      await reloaded((await told()).words)
      await tab.waitFor(() => page.isReady)
      await tab.click('#connect')
      await reloaded(JSON.stringify(explainReport((await told()).report).earlier))
    })

    function reloaded(words: string) {
      expect(words).toContain('The page was reloaded while Link was open.')
      expect(words).not.toMatch(/sign-in|The page was left|ad blocker/)
    }

    test('and not where it was left by a link', async () => {
      await load()
      await opened()
      await tab.goto(server.url('/plaid.html?bare'))
      await load()
      const { words } = await told()
      expect(words).toContain('The page was left while Link was open.')
      expect(words).not.toContain('reloaded')
    })
  })

  describe('the simulator plays', () => {
    test.each([
      ['script-throws', 'script-threw'],
      ['script-blocked', 'script-failed'],
      ['csp-blocked', 'csp-blocked'],
      ['script-pending', 'script-never-ran'],
    ])('%s, and the report says that it is simulated', async (scenario, code) => {
      await go((code) => code !== 'script-never-ran' || document.querySelector('script[src*=plaid]'), scenario, [code])
      await tab.click('#connect')
      await tab.waitFor(async () => (await page.report()).sessions.length > 0)
      const { codes, sessions, answer, whoActs, report } = await told()
      expect({ codes, sessions, answer, whoActs }).toEqual({
        codes: [code],
        sessions: 1,
        answer: 'no',
        whoActs: 'nobody',
      })
      expect(formatReport(report)).toMatch(/^Result: .*[Ss]imulat/m)
    })

    test('script-slow', async () => {
      await go(() => document.querySelector('script[src*=plaid]') !== null, 'script-slow')
      expect(await told()).toMatchObject({ codes: ['script-pending'], answer: 'no' })
      await tab.evaluate(() => page.letCome())
      await tab.waitFor(() => page.isReady)
      expect((await told()).types).toEqual([])
      await tab.click('#connect')
      await tab.waitFor(() => page.calls.includes('onSuccess'))
      const { codes, report } = await told()
      expect(codes).toEqual([])
      expect(report.sessions.map(({ outcome }) => outcome)).toEqual(['succeeded'])
    })
  })

  /** Until Plaid's script has come, or will not. */
  async function load(headers: Record<string, string> = {}) {
    server.headers.set('/plaid.html', headers)
    await tab.goto(server.url(`/plaid.html?name=plaid${databases}`))
    await tab.waitFor(() => page.script)
  }

  async function go<Args extends unknown[]>(isThere: (...args: Args) => unknown, scenario = '', args?: Args) {
    server.headers.clear()
    const query = `name=plaid${databases}${scenario && `&scenario=${scenario}`}`
    await tab.goto('about:blank')
    await tab.evaluate((url) => void location.assign(url), server.url(`/plaid.html?${query}`))
    await tab.waitFor(() => typeof page === 'object' && document.querySelector('#connect') !== null)
    await tab.waitFor(isThere, args ? { args } : {})
  }

  async function opened() {
    await tab.waitFor(() => page.calls.includes('onLoad'))
    await tab.click('#connect')
    await tab.waitFor(() => page.calls.includes('TRANSITION_VIEW'))
  }

  /** By the button, as a person does it. */
  async function copied(): Promise<DiagnosticsReport> {
    await browser.clipboard.write('what was copied before')
    await tab.click('[data-part=copy]')
    await tab.waitFor(() => document.querySelector<HTMLElement>('[data-part=copy]')?.dataset['state'] === 'copied')
    return parseReport(await browser.clipboard.read()).report
  }

  async function told(laterMs = 0) {
    const report = await tab.evaluate(() => page.report())
    // As if it had been copied later.
    return tell({ ...report, createdAt: new Date(Date.parse(report.createdAt) + laterMs).toISOString() })
  }
})

function tell(report: DiagnosticsReport) {
  const { plaidCase: _, ...explanation } = explainReport(report)
  return {
    report,
    completeness: report.completeness,
    sessions: report.sessions.length,
    types: report.sessions.flatMap(({ entries }) => entries.map(({ type }) => type)),
    codes: explanation.findings.map(({ code }) => code),
    answer: explanation.verdict.answer,
    whoActs: explanation.whoActs,
    words: JSON.stringify(explanation),
  }
}
