import type { ScriptFate } from './scenarios/types.ts'

/** The script that react-plaid-link puts into the page. */
const SCRIPT_URL = 'https://cdn.plaid.com/link/v2/stable/link-initialize.js'

/** Whether `window.Plaid` never comes. */
export function isScriptMissing(fate: ScriptFate = 'loads'): boolean {
  return fate !== 'loads' && fate !== 'slow'
}

/**
 * Answers for Plaid's script without a network, from the moment its tag is given its URL. Where it loads or hangs, the
 * tag keeps the URL and is made inert. Where it is refused or throws, the browser itself does it, so that the events
 * are the real ones; only jsdom and happy-dom, which run no scripts of a URL, have to be helped. `setPlaid` is told
 * whether there is a `window.Plaid`: not while a slow script is on its way.
 */
export function answerScript(
  fate: ScriptFate,
  slowMs: number,
  later: (milliseconds: number, task: () => void) => void,
  setPlaid: (isThere: boolean) => void,
): () => void {
  const native = Object.getOwnPropertyDescriptor(HTMLScriptElement.prototype, 'src') ?? {}
  const isBrowser = !/jsdom|HappyDOM/i.test(navigator.userAgent)
  const policy = fate === 'csp' ? forbidPlaid() : null
  const tags: HTMLScriptElement[] = []

  function setSrc(tag: HTMLScriptElement, url: string): void {
    native.set?.call(tag, url)
  }

  /** The browser fetches this URL, and the tag says all the same that it is Plaid's. */
  function fetchInstead(tag: HTMLScriptElement, url: string): void {
    setSrc(tag, url)
    // By then the fetch has begun.
    queueMicrotask(() => tag.isConnected && setSrc(tag, SCRIPT_URL))
  }

  function answer(tag: HTMLScriptElement): void {
    tags.push(tag)
    if (isBrowser && fate === 'csp') return setSrc(tag, SCRIPT_URL)
    if (isBrowser && fate === 'blocked') return fetchInstead(tag, goneUrl())
    if (isBrowser && fate === 'throws') return fetchInstead(tag, urlOf(THROWING))
    tag.type = 'text/plain'
    setSrc(tag, SCRIPT_URL)
    if (fate === 'pending') return
    if (fate === 'slow') setPlaid(false)
    later(fate === 'slow' ? slowMs : 0, () => {
      if (fate === 'slow') setPlaid(true)
      if (fate === 'throws') window.dispatchEvent(new ErrorEvent('error', { message: 'Script error.' }))
      tag.dispatchEvent(new Event(fate === 'blocked' || fate === 'csp' ? 'error' : 'load'))
    })
  }

  Object.defineProperty(HTMLScriptElement.prototype, 'src', {
    ...native,
    set(this: HTMLScriptElement, url: string) {
      if (String(url) === SCRIPT_URL) answer(this)
      else setSrc(this, url)
    },
  })

  return () => {
    Object.defineProperty(HTMLScriptElement.prototype, 'src', native)
    policy?.remove()
    for (const tag of tags) tag.remove()
  }
}

const THROWING = 'throw new Error("The simulated script of Plaid breaks")'

function urlOf(source: string): string {
  return URL.createObjectURL(new Blob([source], { type: 'text/javascript' }))
}

/** A page whose Content-Security-Policy forgot Plaid. A policy stays in force when its tag is taken out again. */
function forbidPlaid(): HTMLMetaElement {
  const meta = document.createElement('meta')
  meta.httpEquiv = 'Content-Security-Policy'
  meta.content = "script-src 'self' 'unsafe-inline'"
  document.head.append(meta)
  return meta
}

/** A URL that fails at once in every browser, whatever the page's origin is. */
function goneUrl(): string {
  const url = URL.createObjectURL(new Blob())
  URL.revokeObjectURL(url)
  return url
}
