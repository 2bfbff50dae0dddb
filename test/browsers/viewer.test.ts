import { readFileSync } from 'node:fs'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { engines, launch, type Browser, type Tab } from './harness/engines.ts'
import { startServer, type TestServer } from './harness/server.ts'
import type { ViewerPage } from './pages/viewer.tsx'

declare const page: ViewerPage

/** Firefox asks for an icon. */
const POLICY = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'"
const report = readFileSync('test/golden/wrong-password-twice.txt', 'utf8')
const caseText = readFileSync('test/golden/wrong-password-twice.case.txt', 'utf8')

describe.each(engines)('the viewer in %s, in an app with a strict policy', (engine) => {
  let server: TestServer
  let browser: Browser

  beforeAll(async () => {
    server = await startServer()
    // WebKit's harness needs a script of its own, from the same server.
    server.headers.set('/viewer.html', { 'Content-Security-Policy': POLICY })
    browser = await launch(engine)
  })

  afterAll(async () => {
    await browser.close()
    await server.close()
  })

  test('shows a report, styled, and copies the case text', async () => {
    const tab = await open('/viewer.html')
    await tab.evaluate((text) => page.show(text), report)
    await tab.waitFor(() => document.querySelector('[data-part="headline"]') !== null)
    expect(await tab.text('[data-part="story"]')).toContain('Unchanged since copied')
    const fill = await tab.evaluate(
      () => getComputedStyle(document.querySelector('[data-mark][data-kind="error"]') ?? document.body).fill,
    )
    expect(fill).toBe('rgb(193, 18, 31)')
    await browser.clipboard.write('what was copied before')
    await tab.click('text=Copy the case text')
    await tab.waitFor(() => document.querySelector('[data-part="case"] [data-state="copied"]') !== null)
    expect((await browser.clipboard.read()).trim()).toBe(caseText.trim())
    expect(await tab.messages()).toEqual([])
    await tab.close()
  })

  test('joins what is entered, and sends it nowhere', async () => {
    const tab = await open('/viewer.html')
    await tab.evaluate((text) => page.show(text), report)
    await tab.click('[data-part="add"] textarea')
    const asked = server.requests.length
    await tab.type('{"transfer_id": "460cbe92-2dcc-8eae-5ad6-b37d0ec90fd9"}')
    await tab.click('[aria-label="Add from the response"]')
    await tab.waitFor(() => document.querySelector('[data-key="transfer_id"] code') !== null)
    expect(server.requests.length).toBe(asked)
    expect(await tab.messages()).toEqual([])
    await tab.close()
  })

  test('shows live what is recorded', async () => {
    const tab = await open('/viewer.html?live')
    await tab.evaluate(() => page.record(1))
    await tab.waitFor(() => document.querySelectorAll('[data-mark]').length > 0)
    await tab.evaluate(() => page.record(60))
    await tab.waitFor(() => document.querySelectorAll('[data-mark]').length >= 61)
    expect(await tab.text('[data-part="story"]')).toContain('Live')
    expect(await tab.messages()).toEqual([])
    await tab.close()
  })

  async function open(path: string): Promise<Tab> {
    const tab = await browser.newTab(new URL(path, server.origin).href)
    await tab.waitFor(() => typeof page === 'object')
    return tab
  }
})
