import type { DiagnosticEntry } from '../entry/fields.ts'

const SCRIPT = 'https://cdn.plaid.com/link/v2/stable/link-initialize.js'

export interface PageListener {
  /** Something of the page keeps Link from working. */
  onFault(type: 'scriptFailed' | 'cspBlocked', facts: Partial<DiagnosticEntry>): void
  onConnection(type: 'online' | 'offline'): void
  /** Hidden; or put into the back/forward cache, from where it may come back; or gone for good. */
  onLeave(how?: 'pageCached' | 'pageLeft'): void
  /** Visible again; or restored from the back/forward cache. */
  onReturn(how?: 'pageReturned'): void
  /** Another tab has changed localStorage. */
  onStorage(): void
}

/** Listens until the returned function is called. */
export function listenToPage({ onFault, onConnection, onLeave, onReturn, onStorage }: PageListener): () => void {
  const listening = new AbortController()
  const begun = performance.now()

  // On window: `pagehide` never reaches a listener on document. On the way down: `error` of a script does not bubble.
  // `unload` and `beforeunload` would cost the page the back/forward cache.
  function on<Type extends keyof Events>(type: Type, listener: (event: Events[Type]) => void): void {
    window.addEventListener(type, listener as EventListener, { capture: true, signal: listening.signal })
  }

  on('error', ({ target }) => {
    if (target instanceof HTMLScriptElement && target.src === SCRIPT) {
      onFault('scriptFailed', { afterMs: Math.round(performance.now() - begun), online: navigator.onLine })
    }
  })
  on('securitypolicyviolation', ({ disposition, blockedURI, effectiveDirective }) => {
    // `inline` and `eval` are no URLs.
    const [, blockedHost] = /^\w+:\/\/((?:[\w-]+\.)*plaid\.com)(?=[:/]|$)/.exec(blockedURI) ?? []
    if (disposition === 'report' || !blockedHost) return
    onFault('cspBlocked', { directive: effectiveDirective.replace(/[^a-z-]/g, '').slice(0, 32), blockedHost })
  })
  on('online', () => onConnection('online'))
  on('offline', () => onConnection('offline'))
  on('pagehide', ({ persisted }) => onLeave(persisted ? 'pageCached' : 'pageLeft'))
  on('pageshow', ({ persisted }) => persisted && onReturn('pageReturned'))
  on('visibilitychange', () => (document.visibilityState === 'hidden' ? onLeave() : onReturn()))
  on('storage', onStorage)
  return () => listening.abort()
}

type Events = WindowEventMap & Pick<DocumentEventMap, 'visibilitychange'>

/** Whether the page has a tag for Plaid's script, and whether that has run. */
export function lookForPlaid(): { scriptTag: boolean; plaidGlobal: boolean } {
  return {
    scriptTag: document.querySelector(`script[src="${SCRIPT}"]`) !== null,
    plaidGlobal: 'Plaid' in window,
  }
}
