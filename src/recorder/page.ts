import type { DiagnosticEntry } from '../entry/fields.ts'

const SCRIPT = 'https://cdn.plaid.com/link/v2/stable/link-initialize.js'

export interface PageListener {
  /** Something of the page keeps Link from working. */
  onFault(type: 'scriptFailed' | 'scriptThrew' | 'cspBlocked', facts: Partial<DiagnosticEntry>): void
  /** Plaid's script has run. */
  onScript(): void
  onConnection(type: 'online' | 'offline'): void
  /**
   * Hidden or visible again; `how`: put into the back/forward cache, from where it may come back, or gone for good; or
   * restored from there.
   */
  onTurn(isHidden: boolean, how?: 'pageCached' | 'pageLeft' | 'pageReturned'): void
  /** Another tab has changed localStorage. */
  onStorage(): void
}

type Events = WindowEventMap & Pick<DocumentEventMap, 'visibilitychange'>

/** Listens until the returned function is called. */
export function listenToPage({ onFault, onScript, onConnection, onTurn, onStorage }: PageListener): () => void {
  const listeners: { [Type in keyof Events]?: (event: Events[Type]) => void } = {
    error({ target, filename }) {
      if (isScript(target)) onFault('scriptFailed', { online: navigator.onLine })
      // While it ran. What is thrown later, by a Link that is there, is another matter.
      else if (filename === SCRIPT && !hasPlaid()) onFault('scriptThrew', {})
    },
    load({ target }) {
      if (!isScript(target)) return
      // A browser does not tell what another site's script threw; and a proxy may answer with a page.
      if (hasPlaid()) onScript()
      else onFault('scriptThrew', {})
    },
    securitypolicyviolation({ disposition, blockedURI, effectiveDirective }) {
      // `inline` and `eval` are no URLs.
      const [, blockedHost] = /^\w+:\/\/((?:[\w-]+\.)*plaid\.com)(?=[:/]|$)/.exec(blockedURI) ?? []
      if (disposition === 'report' || !blockedHost) return
      onFault('cspBlocked', { directive: effectiveDirective.replace(/[^a-z-]/g, '').slice(0, 32), blockedHost })
    },
    online: () => onConnection('online'),
    offline: () => onConnection('offline'),
    pagehide: ({ persisted }) => onTurn(true, persisted ? 'pageCached' : 'pageLeft'),
    pageshow: ({ persisted }) => persisted && onTurn(false, 'pageReturned'),
    visibilitychange: () => onTurn(document.visibilityState === 'hidden'),
    storage: onStorage,
  }

  // On the way down: `error` of a script does not bubble. On window: `pagehide` never reaches a listener on document. But
  // `load` alone never reaches window, where it would be taken for the page's own. `unload` and `beforeunload` would cost
  // the page the back/forward cache.
  function each(method: 'addEventListener' | 'removeEventListener'): void {
    for (const [type, listener] of Object.entries(listeners)) {
      const target = type === 'load' ? document : window
      target[method](type, listener as EventListener, true)
    }
  }
  each('addEventListener')
  return () => each('removeEventListener')
}

function isScript(target: unknown): boolean {
  return (target as Partial<HTMLScriptElement> | null)?.src === SCRIPT
}

function hasPlaid(): boolean {
  return 'Plaid' in window
}

/** Whether the page has a tag for Plaid's script, and whether that has run. */
export function lookForPlaid(): { scriptTag: boolean; plaidGlobal: boolean } {
  return { scriptTag: document.querySelector(`script[src="${SCRIPT}"]`) !== null, plaidGlobal: hasPlaid() }
}

/** Facts of the page that an `open` is told with. */
export function readPage(): Partial<DiagnosticEntry> {
  return {
    ...(navigator.onLine === false && { online: false }),
    ...(isReload() && { reload: true }),
    ...readOAuth(),
  }
}

/** Likewise, told with the link_token too: not every Link is opened by an `open()` that is seen. */
export function readOAuth(): Partial<DiagnosticEntry> {
  return { ...(hasOAuthState(location.href) && { oauthStateInPage: true }), ...readSimulated() }
}

/** The simulator has a mark of its own where there is no Plaid: its script may be blocked, too. */
export function readSimulated(): Partial<DiagnosticEntry> {
  const { Plaid, plaidSimulated } = window as { Plaid?: { simulated?: unknown }; plaidSimulated?: unknown }
  return [Plaid?.simulated, plaidSimulated].includes(true) ? { simulated: true } : {}
}

/** Whether an address has one; its value is never kept. */
export function hasOAuthState(address: unknown): boolean {
  return typeof address === 'string' && /[?&#]oauth_state_id=/.test(address)
}

/** This page load is one. */
export function isReload(): boolean {
  const [navigation] = performance.getEntriesByType('navigation') as PerformanceNavigationTiming[]
  return navigation?.type === 'reload'
}
