/** What an app writes, and what it must not get away with; compiled by every TypeScript of the matrix. */
import {
  CopyDiagnostics,
  createDiagnostics,
  DiagnosticsProvider,
  PlaidEmbeddedLink,
  PlaidLink,
  PlaidLinkStableEvent,
  useCopyDiagnostics,
  useDiagnostics,
  usePlaidLink,
  type Diagnostics,
  type DiagnosticEntry,
  type DiagnosticsReport,
  type PlaidLinkError,
  type PlaidLinkOnEvent,
  type PlaidLinkOnExit,
  type PlaidLinkOnSuccess,
  type PlaidLinkOptions,
} from 'react-plaid-link-diagnostics'
import type * as bare from 'react-plaid-link'

type IsAny<T> = 0 extends 1 & T ? true : false
type Equal<A, B> = (<T>() => T extends A ? 1 : 2) extends <T>() => T extends B ? 1 : 2 ? true : false

// Nothing is `any`, which is what is left where a type could not be found.
export const known: IsAny<typeof usePlaidLink | typeof CopyDiagnostics | Diagnostics | DiagnosticEntry> = false
export const state: IsAny<ReturnType<Diagnostics['store']['getState']>> = false

// The drop-ins are react-plaid-link's own, to the type.
export const same: Equal<ReturnType<typeof usePlaidLink>, ReturnType<typeof bare.usePlaidLink>> = true
export const sameOptions: Equal<PlaidLinkOptions, bare.PlaidLinkOptions> = true

const onSuccess: PlaidLinkOnSuccess = (publicToken, { link_session_id }) => void [publicToken, link_session_id]
const onExit: PlaidLinkOnExit = (error: PlaidLinkError | null) => void error?.error_code
const onEvent: PlaidLinkOnEvent = (name) => void (name === PlaidLinkStableEvent.OPEN)

export const diagnostics = createDiagnostics({
  app: { name: 'Acme', version: '1' },
  storage: 'memory',
  limits: { days: 7 },
  onEntry: (entry) => void entry.linkSessionId?.toUpperCase(),
})

export function App() {
  const { open, ready, error, exit } = usePlaidLink({ token: 'link-sandbox-1', onSuccess, onExit, onEvent })
  const { copy, text } = useCopyDiagnostics()
  const shared: Diagnostics = useDiagnostics()
  return (
    <DiagnosticsProvider diagnostics={diagnostics}>
      <button disabled={!ready} onClick={() => (open(), exit({ force: true }))}>
        {error?.message}
      </button>
      <PlaidLink token="link-sandbox-1" onSuccess={onSuccess} className="a" style={{ color: 'red' }}>
        Connect
      </PlaidLink>
      <PlaidEmbeddedLink token={null} onSuccess={onSuccess} />
      <CopyDiagnostics className="b" onCopy={(report: DiagnosticsReport | null) => void report?.code} />
      <pre onClick={() => void copy().then(() => shared.flush())}>{text}</pre>
    </DiagnosticsProvider>
  )
}

export async function use(): Promise<string> {
  const options = diagnostics.instrument({ token: 'link-sandbox-1', onSuccess, other: 1 })
  const other: number = options.other
  await diagnostics.attach({ item_id: String(other) }, { linkSessionId: 'a' })
  await diagnostics.setStorage('device')
  return (await diagnostics.report({ sessions: Infinity })).code
}

export function Wrong() {
  // @ts-expect-error: no such storage
  createDiagnostics({ storage: 'cloud' })
  // @ts-expect-error: a token is a text
  usePlaidLink({ token: 1, onSuccess })
  // @ts-expect-error: onSuccess is required, as it is with react-plaid-link
  usePlaidLink({ token: 'link-sandbox-1' })
  // @ts-expect-error: no such part of the state
  void diagnostics.store.getState().entries
  // @ts-expect-error: an entry has no field for a secret
  createDiagnostics({ onEntry: (entry) => void entry.publicToken })
  // @ts-expect-error: onCopy is given a report
  return <CopyDiagnostics onCopy={(report: number) => void report} />
}
