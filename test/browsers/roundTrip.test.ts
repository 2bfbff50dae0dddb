import type { DiagnosticEntry } from 'react-plaid-link-diagnostics'
import { fingerprint } from 'react-plaid-link-diagnostics/identifiers'
import { parseReport, type DiagnosticsReport } from 'react-plaid-link-diagnostics/report'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { engines, launch, type Browser, type Tab } from './harness/engines.ts'
import { startExample } from './harness/server.ts'

describe.each(engines.filter((engine) => engine === 'chromium'))('there and back again, in %s', (engine) => {
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

  test.each(['wrong-password', 'exit-at-code', 'oauth-failed'])(
    '%s: copied, pasted at the desk, completed, played again, and copied again, a report says the same',
    async (scenario) => {
      const app = await browser.newTab(example.origin)
      await app.waitFor(() => document.querySelector('.behind button') !== null)
      // What is above it grows as it is read: a click may miss.
      await app.evaluate(() => document.querySelector<HTMLElement>('.behind button')?.click())
      await app.waitFor(() => document.querySelector('.story')?.getAttribute('data-phase') === 'idle')
      await app.goto(`${example.origin}/?scenario=${scenario}&auto&pace=60`)
      await app.waitFor(() => document.querySelector('.connect .primary:enabled') !== null)
      const linkToken = await app.evaluate(() => localStorage.getItem('link_token') ?? '')
      await app.click('.connect .primary')
      const text = await copied(app)
      const { report, integrity } = parseReport(text)
      expect(integrity).toBe('intact')
      await app.close()

      const desk = await browser.newTab(example.origin)
      await desk.waitFor(() => document.querySelector('[data-integrity=live]') !== null)
      await desk.click('[data-part=paste-field]')
      await desk.waitFor(() => document.activeElement?.matches('[data-part=paste-field]'))
      await desk.press('Control+v')
      await desk.waitFor(() => document.querySelector('[data-integrity=intact]') !== null)
      expect(await desk.text('[data-part=story]')).toContain(report.code)

      const known = await knownToServer(linkToken)
      expect(known.length).toBeGreaterThan(0)
      expect(idsOf(report)).not.toEqual(expect.arrayContaining(known))
      await desk.waitFor(() => document.querySelector('#desk header')?.textContent?.includes('completed by'))
      const caseText = await copies(desk, 'text=Copy the case text', '[data-part=case] [data-part=title-row]')
      const completed = parseReport(await copies(desk, 'text=Copy the completed report', '[data-part=story]'))
      expect(idsOf(completed.report)).toEqual(expect.arrayContaining(known))
      for (const id of [report.sessions[0]?.linkSessionId, ...known]) expect(caseText).toContain(id)
      expect(caseText).not.toMatch(/link-sandbox-|public-sandbox-/)

      await desk.click('text=Play this again in the app')
      await desk.waitFor(() => document.querySelector('textarea')?.value === '')
      const again = parseReport(await copied(desk))
      expect(again.integrity).toBe('intact')
      expect(comparable(again.report)).toEqual(comparable(report))
      expect(again.report.sessions[0]?.entries.length).toBeGreaterThan(5)
      await desk.close()
    },
  )

  /** What the user copies as soon as Link has ended. */
  async function copied(tab: Tab): Promise<string> {
    await tab.waitFor(() => document.querySelector('.story')?.getAttribute('data-phase') === 'ended')
    return copies(tab, '[data-part=diagnostics] [data-part=copy]', '[data-part=diagnostics]')
  }

  /** `where` the button is says when it is done. */
  async function copies(tab: Tab, button: string, where: string): Promise<string> {
    await browser.clipboard.write(`what was copied before ${button}`)
    await tab.click(button)
    await tab.waitFor((where) => document.querySelector(`${where} [data-state=copied]`) !== null, { args: [where] })
    return browser.clipboard.read()
  }

  async function knownToServer(linkToken: string): Promise<string[]> {
    const response = await fetch(`${example.origin}/api/identifiers`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ link_token: await fingerprint(linkToken) }),
    })
    const { identifiers } = (await response.json()) as { identifiers: { key: string; value?: string }[] }
    return identifiers.flatMap(({ key, value }) => (key === 'request_id' && value !== undefined ? value : []))
  }
})

function idsOf({ sessions }: DiagnosticsReport): string[] {
  return sessions.flatMap(({ identifiers }) =>
    identifiers.flatMap((identifier) => ('value' in identifier ? identifier.value : [])),
  )
}

/** Times, what this device has made up, and what becomes of another link_token. */
const ITS_OWN = new Set(
  [
    ['createdAt', 'asOf', 'startedAt', 'lastSeenAt', 'clockSkew', 'at', 'timestamp', 'afterMs'],
    ['attemptId', 'code', 'sequence', 'linkTokenFingerprint', 'fingerprint'],
  ].flat(),
)

function comparable(report: DiagnosticsReport): unknown {
  const pages: string[] = []
  const text = JSON.stringify(report, (key, value: unknown) => {
    if (ITS_OWN.has(key)) return undefined
    if (key === 'endedAt') return value !== null
    // Which page load it was, by its place among them.
    if (key === 'page') return pages.indexOf(String(value)) + 1 || pages.push(String(value))
    if (key === 'entries') return unorderedLast(value as DiagnosticEntry[])
    return value
  })
  return JSON.parse(text)
}

/**
 * To make a fingerprint takes a moment: what is attached with it may come before or after what happens then. And
 * react-plaid-link says that it is ready when it has a handler, whose frame may load before the app's `open()` or after.
 */
function unorderedLast(entries: DiagnosticEntry[]): DiagnosticEntry[] {
  const isUnordered = ({ type }: DiagnosticEntry) => type === 'attached' || type === 'onLoad'
  const unordered = ['onLoad', 'attached'].flatMap((wanted) => entries.filter(({ type }) => type === wanted))
  return [...entries.filter((entry) => !isUnordered(entry)), ...unordered]
}
