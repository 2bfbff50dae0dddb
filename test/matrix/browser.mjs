import { readFile } from 'node:fs/promises'
import { createServer } from 'node:http'
import { extname, join } from 'node:path'
import puppeteer from 'puppeteer-core'
import { findInstalled } from '../browsers/harness/installed.mjs'

const types = { '.html': 'text/html', '.js': 'text/javascript', '.css': 'text/css' }
const linkSessionId = '0b7d5d4e-3c0f-4a5f-9d0c-6a3f0a1b2c3d'

/** Plaid's script, as far as react-plaid-link needs one. */
const plaid = `window.Plaid = {
  create(options) {
    window.plaidOptions = options
    setTimeout(() => options.onLoad?.())
    return { open() { window.wasOpened = true }, exit() {}, submit() {}, destroy() {} }
  },
}`

/**
 * Opens a built page, or one that is served already, in Chromium; plays a failed session, and reads its report. Throws
 * where hydration finds other markup, too.
 *
 * @param {string} site a folder, or an origin
 */
export async function checkPage(site) {
  await visit(site, async (page) => {
    await page.waitForSelector('#open:not([disabled])', { timeout: 20_000 })
    await page.click('#open')
    await page.waitForFunction('window.wasOpened')
    await page.evaluate(
      `(id => {
        const { onEvent, onExit } = window.plaidOptions
        onEvent('OPEN', { link_session_id: id, timestamp: new Date().toISOString() })
        onExit(
          { error_type: 'ITEM_ERROR', error_code: 'INVALID_CREDENTIALS', error_message: '', display_message: '' },
          { link_session_id: id, request_id: 'm8MDnv9okwxFNBV', institution: null, status: 'requires_credentials' },
        )
      })('${linkSessionId}')`,
    )
    await page.click('#report')
    await page.waitForFunction('document.querySelector("#text").textContent', { timeout: 10_000 })
    const text = String(await page.evaluate('document.querySelector("#text").textContent'))
    for (const needed of [linkSessionId, 'INVALID_CREDENTIALS', 'm8MDnv9okwxFNBV']) {
      if (!text.includes(needed)) throw new Error(`The report lacks ${needed}:\n${text}`)
    }
    if (/memory/i.test(text)) throw new Error(`The report tells of memory instead of IndexedDB:\n${text}`)
    const buttons = await page.$$('[data-state]')
    if (buttons.length === 0) throw new Error('There is no button of ours')
  })
}

/**
 * As README's quick start: Link, played by the simulator, refuses the password; the window is closed, and the
 * report copied, and read from the clipboard.
 *
 * @param {string} site a folder, or an origin
 */
export async function checkQuickStart(site) {
  await visit(site, async (page) => {
    await press(page, 'Connect your bank')
    for (const name of ['Continue', 'First Platypus Bank', 'Log in', 'Exit', 'Yes, exit']) await press(page, name)
    await page.waitForSelector('[data-part="for-user"]')
    await page.click('[data-part="copy"]')
    await page.waitForSelector('[data-part="copy"][data-state="copied"]', { timeout: 10_000 })
    const text = String(await page.evaluate('navigator.clipboard.readText()'))
    for (const needed of [
      'Simulated: Not connected (First Platypus Bank)',
      'INVALID_CREDENTIALS',
      'link_session_id: ',
    ]) {
      if (!text.includes(needed)) throw new Error(`The report lacks ${needed}:\n${text}`)
    }
  })
}

/**
 * Presses a button of the page, or of Link's dialog, as soon as it is there.
 *
 * @param {import('puppeteer-core').Page} page
 * @param {string} name
 */
async function press(page, name) {
  const found = await page.waitForSelector(`::-p-aria([name="${name}"][role="button"])`, { timeout: 20_000 })
  await found?.evaluate((button) => /** @type {HTMLElement} */ (button).click())
  await found?.dispose()
  // Link goes to its next view.
  await new Promise((done) => setTimeout(done, 400))
}

/**
 * Throws where anything is said on the console.
 *
 * @param {string} site a folder, or an origin
 * @param {(page: import('puppeteer-core').Page) => Promise<void>} check
 */
async function visit(site, check) {
  const executablePath = findInstalled().chromium
  if (!executablePath) throw new Error('Chromium is not installed')
  const own = site.startsWith('http') ? undefined : await serveFolder(site)
  const origin = own?.origin ?? site
  const browser = await puppeteer.launch({ executablePath, args: ['--no-sandbox'] })
  try {
    await browser.defaultBrowserContext().overridePermissions(origin, ['clipboard-read', 'clipboard-sanitized-write'])
    const page = await browser.newPage()
    /** @type {string[]} */
    const said = []
    page.on('console', (message) => {
      if (/^(error|warn)$/.test(message.type())) said.push(message.text())
    })
    page.on('pageerror', (error) => said.push(String(error)))
    await page.setRequestInterception(true)
    page.on('request', (request) => {
      const { hostname } = new URL(request.url())
      if (hostname === 'cdn.plaid.com') void request.respond({ contentType: 'text/javascript', body: plaid })
      else if (request.url().endsWith('/favicon.ico')) void request.respond({ status: 204 })
      else void request.continue()
    })
    await page.goto(origin)
    await check(page)
    if (said.length > 0) throw new Error(`On the console:\n${said.join('\n')}`)
  } finally {
    await browser.close()
    own?.close()
  }
}

/** @param {string} folder */
async function serveFolder(folder) {
  const server = createServer(async (request, response) => {
    const { pathname } = new URL(request.url ?? '/', 'http://127.0.0.1')
    const path = pathname === '/' ? '/index.html' : pathname
    const content = await readFile(join(folder, path)).catch(() => null)
    const type = /** @type {Record<string, string>} */ (types)[extname(path)] ?? 'application/octet-stream'
    if (content) response.writeHead(200, { 'Content-Type': type }).end(content)
    else response.writeHead(404).end()
  })
  await new Promise((done) => server.listen(0, '127.0.0.1', () => done(undefined)))
  const address = server.address()
  const port = typeof address === 'object' && address ? address.port : 0
  return {
    origin: `http://127.0.0.1:${port}`,
    close() {
      server.close()
      server.closeAllConnections()
    },
  }
}
