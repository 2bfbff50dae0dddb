import { parseReport, type DiagnosticsReport } from 'react-plaid-link-diagnostics/report'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { engines, launch, type Browser, type Tab } from './harness/engines.ts'
import { startExample } from './harness/server.ts'

const CONNECT = '.connect > .button:not([disabled])'
const COPY = '[data-part=diagnostics] [data-part=copy]'
/** The simulator's own person is quick, but Link still delivers as Plaid does: OPEN at once, the rest at the end. */
const PACE = 'auto&pace=60'

describe.each(engines)('the example in %s, as a person uses it', (engine) => {
  let browser: Browser
  let example: Awaited<ReturnType<typeof startExample>>

  beforeAll(async () => {
    example = await startExample()
    browser = await launch(engine)
  })

  afterAll(async () => {
    await browser.close()
    await example.close()
  })

  beforeEach(() => browser.clipboard.write('what was copied before'))

  test('fails at a bank, reloads, presses Copy: the clipboard has the ids that Support asks for', async () => {
    const tab = await connect('wrong-password')
    await tab.waitFor(() => document.querySelectorAll('.entries li').length > 10)
    const delivered = await deliveredTo(tab)
    await tab.reload()
    const { report, text } = await copied(tab)

    const [session] = report.sessions
    expect(report.sessions).toHaveLength(1)
    expect(session).toMatchObject({ outcome: 'failed', plaidEnvironment: 'sandbox' })
    expect(session?.institution?.name).toBeTruthy()
    expect(idsOf(report, 'link_session_id')).toEqual(delivered.sessionIds)
    expect(idsOf(report, 'request_id')).toEqual(expect.arrayContaining(delivered.requestIds))
    expect(text).toContain('INVALID_CREDENTIALS')
    expect(text).toMatch(/^request_id: \w+ \(ERROR, /m)
    expect(text).not.toMatch(/link-sandbox-|public-sandbox-/)
    expect(report.completeness).toMatchObject({ storage: 'indexeddb', problem: null, missing: 0, dropped: [] })
    await tab.close()
  })

  // That a session spans the redirect is tried in each engine by the tests of durability, too.
  const ways = [
    ['oauth-lost', 'succeeded'],
    ['oauth-delivered', 'succeeded'],
    ['oauth-failed', 'failed'],
  ] as const
  test.each(engine === 'chromium' ? ways : ways.slice(0, 1))(
    'goes to the bank and comes back (%s): one session spans the redirect',
    async (scenario, outcome) => {
      const tab = await connect(scenario)
      // The address does not tell: once Link has ended, the app takes oauth_state_id out of it.
      await tab.waitFor(() => document.referrer.includes('bank.html'))
      // A success is followed by what the app's server knows: a copy that is older than that does not stay "copied".
      await tab.waitFor((last) => document.querySelector('.entries')?.textContent?.includes(last), {
        args: [outcome === 'succeeded' ? 'item_id' : 'EXIT'],
      })
      const delivered = await deliveredTo(tab)
      const { report, text } = await copied(tab)

      const [session] = report.sessions
      expect(report.sessions).toHaveLength(1)
      expect(session?.outcome).toBe(outcome)
      expect(new Set(session?.entries.map(({ page }) => page)).size).toBe(2)
      expect(idsOf(report, 'link_session_id')).toEqual(delivered.sessionIds)
      expect(idsOf(report, 'request_id')).toEqual(expect.arrayContaining(delivered.requestIds))
      expect(text).not.toContain('oauth_state_id=')
      await tab.close()
    },
  )

  test('goes to the bank and never comes back: the report says so, and that the bank is not known', async () => {
    const tab = await connect('oauth-abandoned')
    // The person leaves the fake bank's page without an answer, by a link back to the app.
    await tab.waitFor(() => document.referrer.includes('bank.html') && document.readyState === 'complete')
    const { report, text } = await copied(tab)
    expect(report.sessions[0]).toMatchObject({ outcome: 'abandoned', institution: null })
    expect(text).toMatch(/^institution_id: none captured \(ask the user which bank\)/m)
    expect(text).toMatch(/^request_id: none captured/m)
    await tab.close()
  })

  test('cannot load Plaid: the report says so, and that it is simulated', async () => {
    const tab = await browser.newTab(`${example.origin}/?scenario=script-blocked&${PACE}`)
    // The app then attaches what its server knows; a copy that is older than that does not stay "copied".
    await tab.waitFor(() => /scriptFailed.*client_user_id/.test(document.querySelector('.entries')?.textContent ?? ''))
    const { report, text } = await copied(tab)
    expect(report.sessions[0]).toMatchObject({ outcome: 'never-opened', linkSessionId: null })
    expect(text).toContain("Simulated: Never started. Plaid's script could not be loaded")
    await tab.close()
  })

  test('connects: the ids that only the server has are in the report, its secrets are not', async () => {
    const tab = await connect('success')
    await tab.waitFor(() => document.querySelector('.entries')?.textContent?.includes('item_id'))
    const { report, text } = await copied(tab)
    expect(report.sessions[0]?.outcome).toBe('succeeded')
    expect(idsOf(report, 'item_id')).toHaveLength(1)
    expect(idsOf(report, 'client_user_id')).toHaveLength(1)
    expect(idsOf(report, 'account_id').length).toBeGreaterThan(0)
    expect(text).toMatch(/^access_token: on your server \(\S+; fingerprint(?:\ncont:)? sha256-[\da-f]{16}\)/m)
    expect(text).not.toMatch(/(?:access|public|link)-sandbox-/)
    await tab.close()
  })

  async function connect(scenario: string): Promise<Tab> {
    const tab = await browser.newTab(`${example.origin}/?scenario=${scenario}&${PACE}`)
    await forget(tab)
    await tab.click(CONNECT)
    return tab
  }

  /** Each test begins with nothing kept; only then is the person let go on, who may leave the page at once. */
  async function forget(tab: Tab): Promise<void> {
    const control = (): string =>
      String(Object.entries(localStorage).find(([key]) => key.endsWith(':control'))?.[1] ?? '')
    await tab.waitFor(() => document.querySelector('.behind button') !== null)
    const before = await tab.evaluate(control)
    // What is above it grows as it is read: a click may miss.
    await tab.evaluate(() => document.querySelector<HTMLElement>('.behind button')?.click())
    await tab.waitFor(
      (before) => Object.entries(localStorage).some(([key, value]) => key.endsWith(':control') && value !== before),
      { args: [before] },
    )
  }

  async function copied(tab: Tab): Promise<{ report: DiagnosticsReport; text: string }> {
    await tab.click(COPY)
    await tab.waitFor((copy) => document.querySelector(copy)?.getAttribute('data-state') === 'copied', { args: [COPY] })
    const text = await browser.clipboard.read()
    const { report, integrity } = parseReport(text)
    expect(integrity).toBe('intact')
    return { report, text }
  }
})

/** What the simulator has handed to the app, since the page was loaded. */
async function deliveredTo(tab: Tab): Promise<{ sessionIds: string[]; requestIds: string[] }> {
  const metadata = await tab.evaluate(() => {
    const { delivered } = (window as unknown as { plaidSimulator: { delivered: { args: unknown[] }[] } }).plaidSimulator
    return delivered.map(({ args }) => args[1] as { link_session_id?: string; request_id?: string } | undefined)
  })
  const distinct = (ids: (string | null | undefined)[]): string[] => [...new Set(ids.filter((id) => id != null))]
  return {
    sessionIds: distinct(metadata.map((one) => one?.link_session_id)),
    requestIds: distinct(metadata.map((one) => one?.request_id)),
  }
}

function idsOf(report: DiagnosticsReport, wanted: string): string[] {
  return report.sessions.flatMap(({ identifiers }) =>
    identifiers.flatMap((identifier) => (identifier.key === wanted && 'value' in identifier ? identifier.value : [])),
  )
}
