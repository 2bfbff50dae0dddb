import type { Scenario } from './server.ts'

/** The script that react-plaid-link puts into the page. */
const SCRIPT_URL = 'https://cdn.plaid.com/link/v2/stable/link-initialize.js'

/** Whether `window.Plaid` never comes. */
export function isScriptMissing(scenario: Scenario): boolean {
  return isRefused(scenario) || scenario === 'script-pending'
}

function isRefused(scenario: Scenario): boolean {
  return scenario === 'script-blocked' || scenario === 'csp-blocked'
}

/**
 * Answers for Plaid's script without a network, from the moment its tag is given its URL. Where it loads or
 * hangs, the tag keeps the URL and is made inert. Where it is refused, the browser itself refuses it, so that
 * the events are the real ones; only jsdom, which fetches no scripts at all, has to be helped.
 */
export function answerScript(scenario: Scenario, later: (milliseconds: number, task: () => void) => void): () => void {
  const native = Object.getOwnPropertyDescriptor(HTMLScriptElement.prototype, 'src') ?? {}
  const isJsdom = navigator.userAgent.includes('jsdom')
  const policy = scenario === 'csp-blocked' ? forbidPlaid() : null
  const tags: HTMLScriptElement[] = []

  function setSrc(tag: HTMLScriptElement, url: string): void {
    native.set?.call(tag, url)
  }

  function answer(tag: HTMLScriptElement): void {
    tags.push(tag)
    if (scenario === 'csp-blocked' && !isJsdom) return setSrc(tag, SCRIPT_URL)
    if (scenario === 'script-blocked' && !isJsdom) {
      setSrc(tag, goneUrl())
      // By then the fetch has begun, and the tag can say again whose script it is.
      return queueMicrotask(() => tag.isConnected && setSrc(tag, SCRIPT_URL))
    }
    tag.type = 'text/plain'
    setSrc(tag, SCRIPT_URL)
    if (scenario === 'script-pending') return
    later(0, () => tag.dispatchEvent(new Event(isRefused(scenario) ? 'error' : 'load')))
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
