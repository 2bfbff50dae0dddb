import type { DiagnosticEntry } from '../entry/fields.ts'

const SCRIPT = 'https://cdn.plaid.com/link/v2/stable/link-initialize.js'

export interface PageListener {
  /** Something of the page keeps Link from working. */
  onFault(type: 'scriptFailed' | 'scriptThrew' | 'cspBlocked', facts: Partial<DiagnosticEntry>): void
  /** Plaid's script has run. */
  onScript(): void
  onConnection(type: 'online' | 'offline'): void
  /** Hidden; or put into the back/forward cache, from where it may come back; or gone for good. */
  onLeave(how?: 'pageCached' | 'pageLeft'): void
  /** Visible again; or restored from the back/forward cache. */
  onReturn(how?: 'pageReturned'): void
  /** Another tab has changed localStorage. */
  onStorage(): void
}

type Events = WindowEventMap & Pick<DocumentEventMap, 'visibilitychange'>

/** Listens until the returned function is called. */
export function listenToPage(listener: PageListener): () => void {
  const { onFault, onScript, onConnection, onLeave, onReturn, onStorage } = listener
  const begun = Date.now()
  const stops: (() => void)[] = []

  // On window: `pagehide` never reaches a listener on document. On the way down: `error` of a script does not bubble.
  // `unload` and `beforeunload` would cost the page the back/forward cache.
  function on<Type extends keyof Events>(
    type: Type,
    listen: (event: Events[Type]) => void,
    target: EventTarget = window,
  ): void {
    target.addEventListener(type, listen as EventListener, true)
    stops.push(() => target.removeEventListener(type, listen as EventListener, true))
  }

  function scriptFault(type: 'scriptFailed' | 'scriptThrew', facts?: Partial<DiagnosticEntry>): void {
    onFault(type, { afterMs: Date.now() - begun, ...facts })
  }

  on('error', ({ target, filename }) => {
    if (isScript(target)) scriptFault('scriptFailed', { online: navigator.onLine })
    // While it ran. What is thrown later, by a Link that is there, is another matter.
    else if (filename === SCRIPT && !hasPlaid()) scriptFault('scriptThrew')
  })
  // On document: of all events `load` alone never reaches window, where it would be taken for the page's own.
  on(
    'load',
    ({ target }) => {
      if (!isScript(target)) return
      // A browser does not tell what another site's script threw; and a proxy may answer with a page.
      if (hasPlaid()) onScript()
      else scriptFault('scriptThrew')
    },
    document,
  )
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
  return () => stops.forEach((stop) => stop())
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
  const { Plaid } = window as { Plaid?: { simulated?: unknown } }
  return {
    ...(hasOAuthState(location.href) && { oauthStateInPage: true }),
    ...(Plaid?.simulated === true && { simulated: true }),
  }
}

/** Whether an address has one; its value is never kept. */
export function hasOAuthState(address: unknown): boolean {
  return typeof address === 'string' && /[?&#]oauth_state_id=/.test(address)
}

function isReload(): boolean {
  const [navigation] = performance.getEntriesByType('navigation') as PerformanceNavigationTiming[]
  return navigation?.type === 'reload'
}
