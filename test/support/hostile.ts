import fc from 'fast-check'
import type {
  DiagnosticEntry,
  DiagnosticsReport,
  EntryType,
  LinkSession,
  Outcome,
  PlaidIdentifier,
} from 'react-plaid-link-diagnostics/report'

/** Any report that fits the types, with the worst strings in every field that is a string. */

const usual = ['a', 'Z9', ' ', '  ', ', ', ',', '"', "'", '`', '~', '|', '$1', 'é', 'שלום', 'مرحبا', 'x'.repeat(80)]
const ours = [
  '\\',
  '\\u0041',
  '\\empty',
  'none',
  'no ',
  'yes',
  'fingerprint',
  'cont:',
  'cont: ',
  'request_id: x',
  'at 1 s: open',
]
const sections = [
  'Part 2: For a Plaid case',
  'Part 4:',
  'Part 5: x',
  'Session: 1 of 1',
  'outcome: failed',
  'End of report: 7KQF-2M9T',
]
const title = 'Bank connection report X: 3 lines, check AAAA-BBBB'
const breaks = ['\n', '\r\n', '\t', '\u0085', '\u2028', '\u2029', '\u00A0', '\u202F', '\u3000', '\u0000', '\u001B[31m']
const invisible = [
  '\u00AD',
  '\u200B',
  '\u200D',
  '\u202E',
  '\u2066',
  '\uFEFF',
  '\uFE0F',
  '\uD800',
  '\uDC00',
  '\u{E0041}',
  '👨\u200D👩',
]
const markup = [
  '> ',
  '>',
  '=1+1',
  '@x',
  '-',
  '#',
  'https://plaid.com/docs/errors/item/#invalid_credentials',
  'word '.repeat(30),
]
const pieces = fc.constantFrom(...usual, ...ours, ...sections, title, ...breaks, ...invisible, ...markup)

export const hostileString = fc.oneof(
  { weight: 3, arbitrary: fc.array(pieces, { maxLength: 6 }).map((parts) => parts.join('')) },
  { weight: 1, arbitrary: fc.string({ unit: 'binary', maxLength: 40 }) },
  { weight: 1, arbitrary: fc.constantFrom('', 'none', 'no', '\\empty', ' ', 'OPEN', 'open', 'Citizens Bank, N.A.') },
)

const time = fc.integer({ min: 0, max: 4e12 })
const isoTime = time.map((ms) => new Date(ms).toISOString())
const anyTime = fc.oneof({ weight: 4, arbitrary: isoTime }, { weight: 1, arbitrary: hostileString })
const count = fc.integer({ min: -5, max: 1e6 })
const nullable = <T>(arbitrary: fc.Arbitrary<T>): fc.Arbitrary<T | null> => fc.option(arbitrary, { nil: null })

const callbacks: EntryType[] = ['onEvent', 'onEvent', 'onEvent', 'onEvent', 'onSuccess', 'onExit', 'onLoad']
const steps: EntryType[] = [
  'open',
  'exit',
  'tokenChanged',
  'unmounted',
  'attached',
  'linkToken',
  'pageLeft',
  'pageCached',
]
const faults: EntryType[] = ['scriptFailed', 'notReady', 'cspBlocked', 'callbackThrew', 'callbackRejected']
const around: EntryType[] = ['pageReturned', 'offline', 'online']
const outcomes: Outcome[] = ['succeeded', 'failed', 'exited', 'superseded', 'abandoned', 'in-progress', 'never-opened']

const identifiers: fc.Arbitrary<PlaidIdentifier[]> = fc.array(
  fc.oneof(
    fc.record({ key: hostileString, value: hostileString }),
    fc.record({ key: hostileString, fingerprint: hostileString }),
    fc.record({ key: fc.constantFrom('request_id', 'item_id', 'link_session_id'), value: fc.constantFrom('a1', 'b2') }),
  ),
  { maxLength: 4 },
)

const text = fc.oneof(fc.constantFrom('ins_20', 'k3j9x0w5', 'Citizens Bank'), hostileString)
const entry: fc.Arbitrary<DiagnosticEntry> = fc.record(
  {
    type: fc.constantFrom(...callbacks, ...steps, ...faults, ...around),
    at: time,
    page: fc.oneof(fc.constantFrom('p1', 'p2'), hostileString),
    sequence: fc.integer({ min: 0, max: 5 }),
    attemptId: text,
    code: text,
    linkSessionId: text,
    requestId: text,
    timestamp: anyTime,
    eventName: fc.oneof(fc.constantFrom('OPEN', 'ERROR', 'EXIT', 'HANDOFF', 'TRANSITION_VIEW'), hostileString),
    viewName: hostileString,
    errorType: fc.oneof(fc.constantFrom('ITEM_ERROR', 'INSTITUTION_ERROR'), hostileString),
    errorCode: fc.oneof(fc.constantFrom('INVALID_CREDENTIALS', 'INSTITUTION_DOWN'), hostileString),
    errorMessage: hostileString,
    displayMessage: hostileString,
    errorCodeReason: hostileString,
    errorRequestId: hostileString,
    exitStatus: hostileString,
    institutionId: text,
    institutionName: text,
    mfaType: hostileString,
    selection: hostileString,
    matchReason: hostileString,
    isUpdateMode: hostileString,
    viewVariant: hostileString,
    issueId: hostileString,
    accountIds: fc.array(hostileString, { maxLength: 3 }),
    transferStatus: hostileString,
    verificationStatus: hostileString,
    plaidEnvironment: hostileString,
    linkTokenFingerprint: hostileString,
    oauthReturn: fc.boolean(),
    ready: fc.boolean(),
    noToken: fc.boolean(),
    online: fc.boolean(),
    afterMs: fc.oneof(
      count,
      fc.double({ noNaN: true, noDefaultInfinity: true }).map((value) => value || 0),
    ),
    accountCount: count,
    oauthStateInPage: fc.boolean(),
    oauthStateInRedirectUri: fc.boolean(),
    reload: fc.boolean(),
    otherOpen: fc.boolean(),
    simulated: fc.boolean(),
    scriptTag: fc.boolean(),
    plaidGlobal: fc.boolean(),
    directive: hostileString,
    blockedHost: hostileString,
    callback: hostileString,
    errorName: hostileString,
    identifiers,
    unreadable: fc.boolean(),
    times: count,
  },
  { requiredKeys: ['type', 'at', 'page', 'sequence', 'attemptId', 'code'] },
)

const session: fc.Arbitrary<LinkSession> = fc.record({
  linkSessionId: nullable(text),
  attemptId: text,
  code: text,
  outcome: fc.constantFrom(...outcomes),
  startedAt: anyTime,
  endedAt: nullable(anyTime),
  lastSeenAt: anyTime,
  plaidEnvironment: nullable(hostileString),
  linkTokenFingerprint: nullable(hostileString),
  institution: nullable(fc.record({ id: nullable(text), name: nullable(text) })),
  updateMode: nullable(fc.boolean()),
  clockSkew: fc.oneof(fc.constant(0), fc.integer({ min: -1e9, max: 1e9 })),
  entries: fc.array(entry, { maxLength: 5 }),
  identifiers,
})

export const anyReport: fc.Arbitrary<DiagnosticsReport> = fc.record({
  version: fc.constant(2 as const),
  code: fc.oneof({ weight: 4, arbitrary: fc.constant('7KQF-2M9T') }, { weight: 1, arbitrary: hostileString }),
  createdAt: anyTime,
  timeZone: fc.oneof(fc.constantFrom('UTC', 'Europe/Paris'), hostileString),
  app: nullable(fc.record({ name: hostileString, version: hostileString }, { requiredKeys: ['name'] })),
  environment: fc.record({
    browser: nullable(hostileString),
    platform: nullable(hostileString),
    language: nullable(hostileString),
    viewport: nullable(hostileString),
    online: nullable(fc.boolean()),
    secureContext: nullable(fc.boolean()),
    iframe: nullable(fc.boolean()),
    crossOriginIsolated: nullable(fc.boolean()),
    inAppBrowser: nullable(hostileString),
    webView: nullable(hostileString),
  }),
  sessions: fc.array(session, { maxLength: 3 }),
  completeness: fc.record({
    storage: fc.constantFrom('indexeddb', 'memory', 'off'),
    problem: nullable(hostileString),
    recorded: count,
    stored: count,
    dropped: fc.array(fc.record({ reason: hostileString, count }), { maxLength: 3 }),
    missing: count,
    sessionsLeftOut: count,
    asOf: anyTime,
  }),
})
