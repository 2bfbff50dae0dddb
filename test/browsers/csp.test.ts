import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import { createElement } from 'react'
import { renderToString } from 'react-dom/server'
import type * as Package from 'react-plaid-link-diagnostics'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { launch, type Browser, type Tab } from './harness/engines.ts'
import { startServer, type TestServer } from './harness/server.ts'
import { createApp } from './pages/cspApp.ts'
import type { CspPage } from './pages/csp.ts'

declare const page: CspPage

// Other hosts are Plaid's alone; nothing inline, nothing evaluated.
const base = "default-src 'none'; style-src 'self'; connect-src 'self'; img-src 'self'; base-uri 'none'"
const policies: [name: string, policy: string][] = [
  ['hosts', `${base}; script-src 'self' https://cdn.plaid.com`],
  ['a nonce', `${base}; script-src 'nonce-abc123' 'strict-dynamic'`],
  ['a nonce and Trusted Types', `${base}; script-src 'nonce-abc123' 'strict-dynamic'; ${trustedTypes()}`],
]

function trustedTypes() {
  return "require-trusted-types-for 'script'; trusted-types default"
}

describe('under a strict CSP, in chromium', () => {
  let server: TestServer
  let browser: Browser

  beforeAll(async () => {
    server = await startServer()
    browser = await launch('chromium')
  })

  afterAll(async () => {
    await browser.close()
    await server.close()
  })

  test.each(policies)('%s: no violation', async (_name, policy) => {
    const tab = await open('/strict/', policy, '')
    expect(await used(tab)).toEqual({ storage: 'indexeddb', violations: [], hydrationErrors: [] })
    await tab.close()
  })

  test.each(policies)('%s, rendered on a server: no violation, and the markup fits', async (_name, policy) => {
    const file = pathToFileURL(resolve('test/output/pages-package/index.js')).href
    const App = createApp((await import(/* @vite-ignore */ file)) as typeof Package)
    const tab = await open('/rendered/', policy, renderToString(createElement(App)))
    expect(await used(tab)).toEqual({ storage: 'indexeddb', violations: [], hydrationErrors: [] })
    await tab.close()
  })

  test('a page that would break the policy is seen', async () => {
    const tab = await open('/strict/', policies[0]?.[1] ?? '', '<p style="color: red">inline</p>')
    await tab.waitFor(() => document.querySelector('[data-state]') !== null)
    const violations = await tab.evaluate(() => {
      document.body.insertAdjacentHTML('beforeend', '<p style="color: red">inline</p>')
      return new Promise<string[]>((done) => setTimeout(() => done(page.violations), 200))
    })
    expect(violations).toEqual([expect.stringContaining('style-src')])
    await tab.close()
  })

  /** The built page, each of its scripts with the nonce, and what a server has rendered into it. */
  async function open(path: string, policy: string, markup: string) {
    const html = readFileSync('test/output/pages/csp.html', 'utf8')
      .replaceAll('<script ', '<script nonce="abc123" ')
      .replaceAll('="./', '="/')
      .replace('<div id="app"></div>', () => `<div id="app">${markup}</div>`)
    server.headers.set(path, { 'Content-Security-Policy': policy })
    server.routes.set(path, (_, response) => {
      response.writeHead(200, { 'Content-Type': 'text/html; charset=utf-8' }).end(html)
    })
    const tab = await browser.newTab()
    await tab.goto(server.url(path))
    return tab
  }

  /** All that the package does in a page: records, reads, shows, hands out. */
  async function used(tab: Tab) {
    await tab.waitFor(() => document.querySelector('[data-state]') !== null)
    const storage = await tab.evaluate(() => page.play())
    await tab.click('[data-state]')
    await tab.waitFor(() => document.querySelector<HTMLElement>('[data-state]')?.dataset['state'] === 'copied')
    await tab.click('text=See what is copied')
    await tab.waitFor(() => document.querySelector('textarea') !== null)
    const { violations, hydrationErrors } = await tab.evaluate(() => {
      const { violations, hydrationErrors } = page
      return { violations, hydrationErrors }
    })
    return { storage, violations, hydrationErrors }
  }
})
