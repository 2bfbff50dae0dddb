import { describe, expect, test } from 'vitest'
import { engines, launch, type Tab } from './harness/engines.ts'
import { openHere } from './harness/here.ts'
import { startExample } from './harness/server.ts'
import type { Smoke } from './pages/smoke.ts'

declare const smoke: Smoke

// The ground that the other tests in this folder stand on.
describe.each(engines)('the harness in %s', (engine) => {
  const here = openHere(engine)

  test('values, promises and errors come back as they are', async () => {
    const tab = await openSmoke()
    expect(await tab.evaluate((a, b) => ({ sum: a + b, list: [a, null] }), 1, 2)).toEqual({ sum: 3, list: [1, null] })
    expect(await tab.evaluate(() => undefined)).toBeUndefined()
    expect(await tab.evaluate((text) => Promise.resolve(text), '\u2028 "\\ \u{1f98a}')).toBe('\u2028 "\\ \u{1f98a}')
    const thrown = tab.evaluate(() => Promise.reject(new TypeError('on purpose')))
    await expect(thrown).rejects.toMatchObject({ name: 'TypeError', message: 'on purpose' })
    await tab.close()
  })

  test('IndexedDB is real and survives a reload', async () => {
    const tab = await openSmoke()
    await tab.evaluate(() => smoke.put('reload', 1))
    await tab.reload()
    expect(await tab.evaluate(() => smoke.all())).toContainEqual(['reload', 1])
    await tab.close()
  })

  test('localStorage can be written in pagehide', async () => {
    const tab = await openSmoke()
    await tab.evaluate(() => localStorage.removeItem('pagehide'))
    await tab.navigates(() => tab.evaluate(() => location.assign('/frames.html')))
    expect(await tab.evaluate(() => localStorage.getItem('pagehide'))).toMatch(/true|false/)
    await tab.close()
  })

  test('two tabs share storage and are visible both', async () => {
    const [one, two] = [await openSmoke(), await openSmoke()]
    await Promise.all([one.evaluate(() => smoke.put('one', 1)), two.evaluate(() => smoke.put('two', 2))])
    expect(await one.evaluate(() => smoke.all())).toContainEqual(['two', 2])
    expect(await two.evaluate(() => smoke.all())).toContainEqual(['one', 1])
    expect(await one.evaluate(() => document.visibilityState)).toBe('visible')
    expect(await two.evaluate(() => document.visibilityState)).toBe('visible')
    await one.close()
    await two.close()
  })

  test('calls in two tabs run at the same time', async () => {
    const [one, two] = [await openSmoke(), await openSmoke()]
    const heard = one.evaluate(
      () =>
        new Promise((resolve) => {
          new BroadcastChannel('smoke').onmessage = ({ data }) => resolve(data)
        }),
    )
    await two.evaluate(async () => {
      const channel = new BroadcastChannel('smoke')
      for (let times = 0; times < 20; times++) {
        channel.postMessage('hello')
        await new Promise((resolve) => setTimeout(resolve, 50))
      }
    })
    expect(await heard).toBe('hello')
    await one.close()
    await two.close()
  })

  test('a real click copies, a real paste brings it', async () => {
    await here.browser.clipboard.write('poison')
    expect(await here.browser.clipboard.read()).toBe('poison')
    const tab = await openSmoke()
    await tab.click('text=Copy')
    await tab.waitFor(() => smoke.events.includes('copied'))
    expect(await tab.evaluate(() => smoke.events)).toContain('click true')
    expect(await here.browser.clipboard.read()).toBe('copied by the page')

    await tab.click('textarea')
    await tab.type('a: ')
    await tab.press('Control+v')
    expect(await tab.text('textarea')).toBe('a: copied by the page')
    expect(await tab.evaluate(() => smoke.events)).toContain('paste true')
    await tab.close()
  })

  test('a page comes back from the back/forward cache, and can be left again', async () => {
    const tab = await openSmoke()
    await tab.evaluate(() => smoke.put('bfcache', 1))
    await tab.navigates(() => tab.evaluate(() => location.assign('/frames.html')))
    await tab.back()
    expect(await returned(tab)).toBe(true)
    await tab.goto(here.server.url('/frames.html'))
    await tab.back()
    expect(await returned(tab)).toBe(true)
    await tab.close()
  })

  test('a page is hidden and shown', async () => {
    const tab = await openSmoke()
    await tab.hide()
    await tab.show()
    expect(await tab.evaluate(() => smoke.events)).toEqual(['pageshow false', 'hidden', 'visible'])
    await tab.close()
  })

  test('a cross-origin frame can be asked and clicked', async () => {
    const src = new URL('/smoke.html', here.server.otherOrigin)
    const tab = await here.browser.newTab(here.server.url(`/frames.html?src=${encodeURIComponent(src.href)}`))
    const frame = tab.frame('iframe')
    await frame.waitFor(() => document.readyState === 'complete' && typeof smoke === 'object')
    expect(await frame.evaluate(() => origin)).toBe(here.server.otherOrigin)
    await frame.click('textarea')
    await frame.type('typed in the frame')
    expect(await frame.text('textarea')).toBe('typed in the frame')
    await tab.close()
  })

  test('plain http from elsewhere is no secure context', async () => {
    const tab = await here.browser.newTab(here.browser.insecure(here.server.url('/smoke.html')))
    expect(await tab.evaluate(() => isSecureContext)).toBe(false)
    await tab.close()
  })

  test('response headers are the test’s to set', async () => {
    here.server.headers.set('/smoke.html', { 'Content-Security-Policy': "default-src 'self'; connect-src 'none'" })
    const tab = await openSmoke()
    here.server.headers.clear()
    expect(
      await tab.evaluate(() =>
        fetch('/frames.html').then(
          () => 'fetched',
          () => 'refused',
        ),
      ),
    ).toBe('refused')
    await tab.close()
  })

  test('what the page says and throws is kept, over navigations too', async () => {
    const tab = await openSmoke()
    await tab.navigates(() =>
      tab.evaluate(() => {
        console.warn('said before leaving')
        location.assign('/frames.html')
      }),
    )
    await tab.evaluate(
      () =>
        void setTimeout(() => {
          throw new RangeError('on purpose')
        }),
    )
    await expect
      .poll(async () => (await tab.messages()).map(({ type, text }) => `${type} ${text}`))
      .toEqual(
        expect.arrayContaining([
          expect.stringMatching(/^warn(ing)? said before leaving$/),
          expect.stringMatching(/^pageerror .*on purpose/),
        ]),
      )
    await tab.close()
  })

  test('the window can have the size of a phone’s', async () => {
    const tab = await openSmoke()
    await tab.resize(450, 660)
    await tab.waitFor(() => innerWidth === 450 && innerHeight === 660)
    await tab.close()
  })

  if (engine !== 'webkit')
    test('a killed browser starts again on its profile', async () => {
      const first = await launch(engine)
      const tab = await first.newTab(here.server.url('/smoke.html'))
      await tab.evaluate(() => smoke.put('killed', 1))
      await first.kill()

      const second = await launch(engine, { profile: first.profile })
      const again = await second.newTab(here.server.url('/smoke.html'))
      expect(await again.evaluate(() => smoke.all())).toEqual([['killed', 1]])
      await second.close()
    })

  if (engine !== 'webkit')
    test('a crashed page can be opened again', async () => {
      const other = await launch(engine)
      const tab = await other.newTab(here.server.url('/smoke.html'))
      await tab.evaluate(() => smoke.put('crashed', 1))
      await tab.crash()
      await tab.goto(here.server.url('/smoke.html'))
      expect(await tab.evaluate(() => smoke.all())).toEqual([['crashed', 1]])
      await other.close()
    })

  if (engine === 'chromium')
    test('a page is frozen and thawed', async () => {
      const tab = await openSmoke()
      await tab.freeze()
      await tab.show()
      expect(await tab.evaluate(() => smoke.events)).toContain('freeze')
      await tab.close()
    })

  test('the built example runs', async () => {
    const example = await startExample()
    const tab = await here.browser.newTab(example.origin)
    await tab.waitFor(() => document.body.innerText.trim() !== '')
    await tab.close()
    await example.close()
  })

  async function openSmoke() {
    const tab = await here.browser.newTab(here.server.url('/smoke.html'))
    await tab.waitFor(() => typeof smoke === 'object')
    return tab
  }
})

function returned(tab: Tab) {
  return tab.evaluate(() => typeof smoke === 'object' && smoke.events.at(-1) === 'pageshow true')
}
