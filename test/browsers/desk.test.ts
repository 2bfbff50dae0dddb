import { readdirSync, readFileSync } from 'node:fs'
import { formatReport } from 'react-plaid-link-diagnostics/report'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { manySessions } from '../support/manySessions.ts'
import { withMarkup } from '../support/markup.ts'
import { goldens, makeReport, oauthReturned, wrongPasswordTwice } from '../support/reports.ts'
import { chromium, launchDesk, type Desk } from './deskPage.ts'

const names = readdirSync('test/golden').filter((file) => /^[a-z-]+\.txt$/.test(file))
const golden = (name: string) => readFileSync(`test/golden/${name}`, 'utf8')
const large = formatReport(manySessions())

describe.skipIf(!chromium)('the desk as a file in chromium', () => {
  let desk: Desk

  beforeAll(async () => {
    desk = await launchDesk()
  })

  afterAll(() => desk.close())

  beforeEach(() => desk.open())

  // Its own policy is as strict as can be: whatever it stopped would be said here.
  afterEach(() => expect(desk.said.splice(0)).toEqual([]))

  test.each(names)('shows %s', async (name) => {
    const text = golden(name)
    await desk.paste(text)
    const shown = await desk.text()
    expect(shown).toContain('Unchanged since copied')
    const [, result = ''] = /^Result: (.*)$/m.exec(text) ?? []
    expect(shown).toContain(result)
    expect(await desk.print()).toBe(1)
  })

  test('shows 20 sessions of 60 entries at once', async () => {
    const times = []
    for (let run = 0; run < 5; run++) {
      await desk.open()
      times.push(await desk.paste(large))
    }
    expect(await desk.page.$$eval('[data-part="lane"]', (lanes) => lanes.length)).toBe(20)
    const megabyte = await noise(1_000_000)
    console.log(
      `desk, from the paste to the first paint: ${(large.length / 1000).toFixed(0)} kB with 20 sessions ${times.map((time) => time.toFixed(0)).join(', ')} ms; 1 MB of noise ${megabyte.toFixed(0)} ms`,
    )
    await desk.open()
    await desk.paste(large)
    expect(await desk.print()).toBe(1)
  })

  async function noise(length: number) {
    await desk.open()
    const took = await desk.paste(
      'Bank statement: x, y\n> ½ \u0000 at 1 s: \\u202E '.repeat(length / 40).slice(0, length),
    )
    expect(await desk.text('[data-part="problem"]')).toContain('There is no report in this text')
    return took
  }

  test('a megabyte of beginnings of reports ends in a sentence', async () => {
    await desk.paste('Bank connection report 7KQF-2M9T\nPart 4: Sessions\nSession: 1 of 1\n'.repeat(16_000))
    expect(await desk.text('[data-part="problem"]')).not.toBe('')
  })

  test('text cut in half is shown as far as it goes, and says so', async () => {
    const text = golden('wrong-password-twice.txt')
    await desk.paste(text.slice(0, text.length * 0.8))
    expect(await desk.text()).toContain('Its end is missing')
    await desk.paste(text.slice(0, text.length / 4))
    expect(await desk.text('[data-part="problem"]')).toMatch(/Ask for the whole text/)
    // The raw text is where it was.
    expect(await desk.page.$eval('textarea', (field) => field.value)).toBe(text.slice(0, text.length / 4))
  })

  test('markup in every field is text, and a link leads to Plaid only', async () => {
    for (const report of Object.values(goldens)) {
      const hostile = withMarkup(report)
      await desk.paste(formatReport(hostile))
      await desk.page.$$eval('[data-mark]', (marks) =>
        marks.forEach((mark) => mark.dispatchEvent(new Event('click', { bubbles: true }))),
      )
      const found = await desk.page.evaluate(() => ({
        hacked: 'hacked' in window,
        elements: document.querySelectorAll('img, iframe, [onerror], [onload], #desk script, [style]').length,
        links: [...document.querySelectorAll('[href]')].map((link) => link.getAttribute('href') ?? ''),
        hidden: /\u202E/.test(document.querySelector('[data-part="report-view"]')?.textContent ?? ''),
      }))
      expect(found).toMatchObject({ hacked: false, elements: 0, hidden: false })
      for (const link of found.links)
        expect(link).toMatch(/^(data:,$|https:\/\/(plaid\.com\/docs|dashboard\.plaid\.com)\/)/)
    }
  })

  test('is gone through by the keyboard alone', async () => {
    await desk.paste(
      formatReport(makeReport('2026-11-22T09:21:40.310Z', [...wrongPasswordTwice.sessions, ...oauthReturned.sessions])),
    )
    const { page } = desk
    const focused = () => page.evaluate(() => document.activeElement?.getAttribute('aria-label') ?? '')
    // One stop for all marks.
    for (let tries = 0; tries < 60 && !/ at [\d.]+ s/.test(await focused()); tries++) await page.keyboard.press('Tab')
    expect(await focused()).toMatch(/^open at 0 s/)
    await page.keyboard.press('ArrowRight')
    expect(await focused()).toMatch(/^linkToken at 0.012 s/)
    expect(await desk.text('[data-part="details"]')).toContain('linkToken at 0.012 s')
    await page.keyboard.press('End')
    expect(await focused()).toMatch(/^onExit at 52.412 s: ITEM_ERROR \/ INVALID_CREDENTIALS/)
    await page.keyboard.press('ArrowDown')
    expect(await focused()).toMatch(/^pageLeft at 38.204 s/)
    await page.keyboard.press('Enter')
    expect(await page.$$eval('[data-part="lane"]', (lanes) => lanes.length)).toBe(1)
    expect(await desk.text('[data-part="entries"]')).toContain('away from the page for 38 s')
    await page.keyboard.press('Escape')
    expect(await page.$('[data-part="details"]')).toBeNull()
  })

  test('axe finds nothing', async () => {
    for (const scheme of ['light', 'dark'] as const) {
      await desk.open({ scheme, width: scheme === 'light' ? 1440 : 320 })
      expect(await desk.violations()).toEqual([])
      await desk.paste('junk')
      expect(await desk.violations()).toEqual([])
      for (const name of ['wrong-password-twice.txt', 'oauth-returned.txt', 'script-blocked.txt', 'simulated.txt']) {
        await desk.paste(golden(name))
        await desk.page.hover('[data-mark]')
        expect(await desk.violations()).toEqual([])
      }
    }
  })

  test('has room from 320 pixels on, in light and dark', async () => {
    for (const width of [320, 768, 1440]) {
      for (const scheme of ['light', 'dark'] as const) {
        for (const [name, text] of [
          ['wrong-password', golden('wrong-password-twice.txt')],
          ['oauth', golden('oauth-returned.txt')],
          ['many', large],
        ] as const) {
          await desk.open({ width, scheme })
          await desk.paste(text)
          await desk.page.hover('[data-mark]')
          expect(await desk.page.evaluate(() => document.documentElement.scrollWidth), name).toBe(width)
        }
      }
    }
  })
})
