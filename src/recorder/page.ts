import type { DiagnosticEntry } from '../core/entry.ts'

const SCRIPT = 'https://cdn.plaid.com/link/v2/stable/link-initialize.js'
const PLAID_HOST = /(?:^|\.)plaid\.com$/

export interface PageListener {
  /** Something of the page keeps Link from working. */
  onFault(type: 'scriptFailed' | 'cspBlocked', facts: Partial<DiagnosticEntry>): void
  onConnection(online: boolean): void
  /** Hidden; put into the back/forward cache, from where it may come back; or gone for good. */
  onLeave(how: 'hidden' | 'pageCached' | 'pageLeft'): void
  /** Visible again, or restored from the back/forward cache. */
  onReturn(how: 'visible' | 'pageReturned'): void
  /** Another tab has changed localStorage; null when it was emptied. */
  onStorage(key: string | null): void
}

/** Listens until the returned function is called. */
export function listenToPage(listener: PageListener): () => void {
  const listening = new AbortController()
  const { signal } = listening
  const begun = performance.now()

  // `load` and `error` of a script do not bubble: caught on the way down.
  window.addEventListener(
    'error',
    ({ target }) => {
      if (target instanceof HTMLScriptElement && target.src === SCRIPT) {
        listener.onFault('scriptFailed', {
          afterMs: Math.round(performance.now() - begun),
          online: navigator.onLine,
        })
      }
    },
    { capture: true, signal },
  )
  document.addEventListener(
    'securitypolicyviolation',
    ({ disposition, blockedURI, effectiveDirective }) => {
      const host = hostOf(blockedURI)
      if (disposition === 'report' || !host || !PLAID_HOST.test(host)) return
      const directive = effectiveDirective.replace(/[^a-z-]/g, '').slice(0, 32)
      listener.onFault('cspBlocked', { directive, blockedHost: host })
    },
    { signal },
  )
  window.addEventListener('offline', () => listener.onConnection(false), { signal })
  window.addEventListener('online', () => listener.onConnection(true), { signal })
  // On window: `pagehide` never reaches a listener on document. `unload` and `beforeunload` would cost the page
  // the back/forward cache.
  window.addEventListener('pagehide', ({ persisted }) => listener.onLeave(persisted ? 'pageCached' : 'pageLeft'), {
    signal,
  })
  window.addEventListener('pageshow', ({ persisted }) => persisted && listener.onReturn('pageReturned'), { signal })
  document.addEventListener(
    'visibilitychange',
    () => (document.visibilityState === 'hidden' ? listener.onLeave('hidden') : listener.onReturn('visible')),
    { signal },
  )
  window.addEventListener('storage', ({ key }) => listener.onStorage(key), { signal })
  return () => listening.abort()
}

/** Whether the page has a tag for Plaid's script, and whether that has run. */
export function lookForPlaid(): { scriptTag: boolean; plaidGlobal: boolean } {
  return {
    scriptTag: document.querySelector(`script[src="${SCRIPT}"]`) !== null,
    plaidGlobal: 'Plaid' in window,
  }
}

function hostOf(url: string): string | undefined {
  try {
    return new URL(url).hostname
  } catch {
    return undefined // `inline`, `eval`
  }
}
