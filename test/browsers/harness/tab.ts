import { randomUUID } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'

/** What an engine has to be able to do; all else is made of it, so that it is the same in every engine. */
export interface TabDriver {
  /** Runs an expression that gives (or promises) a string, in the page or in the frame at the end of the path. */
  run(expression: string, frames: string[]): Promise<string>
  /** May settle late, or not at all: see `Tab.navigates`. */
  navigate(url: string): Promise<unknown>
  focus(): Promise<unknown>
  click(x: number, y: number): Promise<unknown>
  /** A finger, where the engine has one; else a click. */
  tap(x: number, y: number): Promise<unknown>
  /** Chromium: `prefers-color-scheme`, `forced-colors`, ... */
  emulateMedia?(features: { name: string; value: string }[]): Promise<unknown>
  /** WebKit sends keys to the frame that it is told, not to the one that has the focus. */
  keys(presses: { key: string; with: string[] }[], frames: string[]): Promise<unknown>
  resize(width: number, height: number): Promise<unknown>
  hide(): Promise<unknown>
  show(): Promise<unknown>
  crash(): Promise<unknown>
  freeze(): Promise<unknown>
  limitStorage?(origin: string, bytes?: number): Promise<unknown>
  messages(): Promise<Message[]>
  screenshot(): Promise<Uint8Array>
  close(): Promise<unknown>
}

export interface Message {
  type: string
  text: string
}

/** What the page threw. Anything else that goes wrong in `evaluate` is the browser's or the harness's. */
export class PageError extends Error {
  constructor({ name, message, stack }: { name: string; message: string; stack?: string }) {
    super(message)
    this.name = name
    if (stack) this.stack = `${name}: ${message}\n${stack}`
  }
}

interface WaitOptions<Args> {
  args?: Args
  /** Milliseconds. */
  timeout?: number
}

/** A page, or a frame in it, cross-origin frames too. */
export class Frame {
  protected readonly driver: TabDriver
  readonly #path: string[]

  constructor(driver: TabDriver, path: string[] = []) {
    this.driver = driver
    this.#path = path
  }

  /** The frame that a CSS selector finds in this one. */
  frame(selector: string): Frame {
    return new Frame(this.driver, [...this.#path, selector])
  }

  /** Runs a function in the page and awaits it. Arguments and result are JSON; it sees nothing of the test's scope. */
  async evaluate<Args extends unknown[], Result>(
    run: (...args: Args) => Result,
    ...args: Args
  ): Promise<Awaited<Result>> {
    const answer = await this.driver.run(expressionOf(run, args), this.#path)
    const { value, error } = JSON.parse(answer)
    if (error) throw new PageError(error)
    return value
  }

  /** Runs a function in the page again and again until it gives something true, and gives that. */
  async waitFor<Args extends unknown[], Result>(
    run: (...args: Args) => Result,
    { args = [] as unknown as Args, timeout = 20_000 }: WaitOptions<Args> = {},
  ): Promise<Exclude<Awaited<Result>, null | undefined | false | 0 | ''>> {
    const deadline = Date.now() + timeout
    let last: unknown = 'nothing true'
    while (Date.now() < deadline) {
      try {
        const value = await within(Math.min(5_000, deadline - Date.now()), this.evaluate(run, ...args))
        if (value) return value as Exclude<typeof value, null | undefined | false | 0 | ''>
        last = `${JSON.stringify(value)}`
      } catch (error) {
        last = error
      }
      await sleep(20)
    }
    throw new Error(`waited ${timeout} ms for ${run}, last: ${last}`)
  }

  /** A real click, in the middle of the first element that a CSS selector, or `text=…` with its whole text, finds. */
  async click(target: string): Promise<void> {
    await this.#press(target, 'center', this.driver.click)
  }

  /** The same with a finger; the page is scrolled no further than it takes to see the element. */
  async tap(target: string): Promise<void> {
    await this.#press(target, 'nearest', this.driver.tap)
  }

  async #press(target: string, block: ScrollLogicalPosition, press: TabDriver['click']): Promise<void> {
    const { x, y } = await this.#locate(target, block)
    let left = x
    let top = y
    for (let depth = this.#path.length; depth > 0; depth--) {
      const parent = new Frame(this.driver, this.#path.slice(0, depth - 1))
      const origin = await parent.evaluate(frameOrigin, this.#path[depth - 1] ?? '')
      left += origin.x
      top += origin.y
    }
    await this.driver.focus()
    await press(left, top)
  }

  /** Types into what has the focus in this page or frame. */
  async type(text: string): Promise<void> {
    await this.driver.focus()
    await this.driver.keys(
      [...text].map((key) => ({ key, with: [] })),
      this.#path,
    )
  }

  /** Presses keys as they are named in `KeyboardEvent.key`, with modifiers before them: `Control+v`, `Enter`. */
  async press(combination: string): Promise<void> {
    const names = combination.split('+')
    await this.driver.focus()
    await this.driver.keys([{ key: names.at(-1) ?? '', with: names.slice(0, -1) }], this.#path)
  }

  text(selector = 'body'): Promise<string> {
    return this.waitFor(
      (selector) => {
        const element = document.querySelector<HTMLElement>(selector)
        return element && [element instanceof HTMLTextAreaElement ? element.value : element.innerText]
      },
      { args: [selector] },
    ).then(([text]) => text ?? '')
  }

  /** Waits until the element is there, stands still and is not covered by another. */
  #locate(target: string, block: ScrollLogicalPosition): Promise<{ x: number; y: number }> {
    return this.waitFor(locate, { args: [target, block] })
  }
}

/** A page in a window of its own, so that several are visible, and not throttled, at once. */
export class Tab extends Frame {
  #crashed = false

  async goto(url: string): Promise<void> {
    if (this.#crashed) {
      this.#crashed = false
      // What is asked of the page before there is one again is never answered.
      await within(10_000, this.driver.navigate(url)).catch(() => {})
      await this.waitFor((url) => document.URL === url && document.readyState === 'complete', { args: [url] })
      return
    }
    await this.navigates(() => this.driver.navigate(url), { isBlank: url === 'about:blank' })
    const arrived = await this.url()
    if (!/^(https?|file|about:blank)/.test(arrived)) throw new Error(`${url} did not load: ${arrived}`)
  }

  url(): Promise<string> {
    return this.evaluate(() => document.URL)
  }

  reload(): Promise<void> {
    return this.navigates(() => this.evaluate(() => location.reload()))
  }

  /** A page that was kept in the back/forward cache comes back as it was: see `returned` in the smoke test. */
  back(): Promise<void> {
    return this.navigates(() => this.evaluate(() => history.back()))
  }

  forward(): Promise<void> {
    return this.navigates(() => this.evaluate(() => history.forward()))
  }

  /**
   * Does something that makes the page go to another document, and waits until that has loaded. Not the browsers'
   * own word for it is waited for, but a document without our mark: Firefox tells WebDriver BiDi of no load when a
   * page comes from the back/forward cache, and of none of the navigation after it either.
   */
  async navigates(action: () => Promise<unknown>, { timeout = 30_000, isBlank = false } = {}): Promise<void> {
    const mark = randomUUID()
    await this.evaluate((mark) => void Object.assign(window, { harnessMark: mark }), mark)

    let thrown: unknown
    let cutShort: unknown
    action().catch((error) => {
      // A navigation may cut short the very call that began it; only what the page itself threw counts.
      if (error instanceof PageError) thrown = error
      cutShort = error
    })

    const deadline = Date.now() + timeout
    while (Date.now() < deadline) {
      if (thrown) throw thrown
      // On the way a tab may show an empty document.
      const arrived = this.evaluate(
        (mark, isBlank) =>
          !('harnessMark' in window && window.harnessMark === mark) &&
          document.readyState === 'complete' &&
          (document.URL === 'about:blank') === isBlank,
        mark,
        isBlank,
      )
      if (await within(2_000, arrived).catch(() => false)) return
      await sleep(10)
    }
    throw new Error(`no new document after ${timeout} ms`, { cause: cutShort })
  }

  /** The size of the page. WebKit's window is never narrower than its toolbar: 447 pixels. */
  resize(width: number, height: number): Promise<unknown> {
    return this.driver.resize(width, height)
  }

  /** Minimises the window: the page hears `visibilitychange` and is hidden. */
  async hide(): Promise<void> {
    await this.driver.hide()
    await this.waitFor(() => document.visibilityState === 'hidden')
  }

  async show(): Promise<void> {
    await this.driver.show()
    await this.waitFor(() => document.visibilityState === 'visible')
  }

  /** Kills the process that renders the page (Chromium, Firefox). What is left can only `goto` or `close`. */
  async crash(): Promise<void> {
    this.#crashed = true
    await this.driver.crash()
  }

  /** Freezes the page as a browser does with one long in the background (Chromium); `show` thaws it. */
  async freeze(): Promise<void> {
    await this.driver.freeze()
  }

  /** Makes the disk space of an origin small, or, without a number, what it was (Chromium). */
  async limitStorage(origin: string, bytes?: number): Promise<void> {
    if (!this.driver.limitStorage) throw new Error('this browser cannot be told to limit storage')
    await this.driver.limitStorage(origin, bytes)
  }

  /** What the page said on its console, and what it threw and nobody caught (`pageerror`), so far. */
  messages(): Promise<Message[]> {
    return this.driver.messages()
  }

  /** Makes media queries say so (Chromium); false in other engines. */
  async emulateMedia(features: Record<string, string>): Promise<boolean> {
    if (!this.driver.emulateMedia) return false
    await this.driver.emulateMedia(Object.entries(features).map(([name, value]) => ({ name, value })))
    return true
  }

  /** A PNG. */
  screenshot(): Promise<Uint8Array> {
    return this.driver.screenshot()
  }

  async close(): Promise<void> {
    await this.driver.close()
  }
}

/** One form for all engines: they differ in how they hand over `undefined`, errors and nested values. */
function expressionOf(run: (...args: never[]) => unknown, args: unknown[]) {
  const json = JSON.stringify(JSON.stringify(args))
  return `(async () => {
    try {
      return JSON.stringify({ value: await (${run})(...JSON.parse(${json})) })
    } catch (error) {
      const { name = 'Error', message = String(error), stack } = Object(error)
      return JSON.stringify({ error: { name, message, stack } })
    }
  })()`
}

async function within<Value>(ms: number, promise: Promise<Value>): Promise<Value> {
  const timer = new AbortController()
  const late = sleep(ms, undefined, { signal: timer.signal }).then(() => {
    throw new Error(`no answer in ${ms} ms`)
  })
  try {
    return await Promise.race([promise, late])
  } finally {
    late.catch(() => {})
    timer.abort()
  }
}

/** Runs in the page. */
async function locate(target: string, block: ScrollLogicalPosition) {
  const element = target.startsWith('text=') ? byText(target.slice(5)) : document.querySelector(target)
  if (!element) throw new Error(`nothing found for ${target}`)
  element.scrollIntoView({ block, inline: 'nearest', behavior: 'instant' })
  const before = element.getBoundingClientRect()
  await new Promise((resolve) => setTimeout(resolve, 30))
  const { left, top, width, height } = element.getBoundingClientRect()
  if (left !== before.left || top !== before.top || width === 0 || height === 0) return null

  const x = Math.round(left + width / 2)
  const y = Math.round(top + height / 2)
  const hit = document.elementFromPoint(x, y)
  if (!hit || !(element.contains(hit) || hit.contains(element))) {
    throw new Error(`${target} is covered by ${hit?.outerHTML.slice(0, 200)}`)
  }
  return { x, y }

  function byText(text: string) {
    const matches = (candidate: Element) => candidate.textContent.trim() === text
    return [...document.body.querySelectorAll('*')].find(
      (candidate) =>
        matches(candidate) && ![...candidate.children].some(matches) && candidate.getClientRects().length > 0,
    )
  }
}

/** Runs in the page that holds the frame. */
function frameOrigin(selector: string) {
  const frame = document.querySelector(selector)
  if (!frame) throw new Error(`no frame ${selector}`)
  const { left, top } = frame.getBoundingClientRect()
  const { paddingLeft, paddingTop } = getComputedStyle(frame)
  return {
    x: left + frame.clientLeft + Number.parseFloat(paddingLeft),
    y: top + frame.clientTop + Number.parseFloat(paddingTop),
  }
}
