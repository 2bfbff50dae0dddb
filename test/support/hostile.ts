import fc from 'fast-check'
import type {
  DiagnosticEntry,
  DiagnosticsReport,
  EntryType,
  LinkSession,
  Outcome,
  PlaidIdentifier,
} from 'react-plaid-link-diagnostics/report'
import type { FieldName } from '../../src/entry/fields.ts'
import { fieldLines, type FieldLine } from '../../src/entry/kinds.ts'
import { entryTypes, looks } from '../../src/entry/shapes.ts'

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
  'link_outcome: error',
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

/** Every type that there is; Plaid's callbacks more often. */
const types: EntryType[] = [...entryTypes, 'onEvent', 'onEvent', 'onEvent', 'onEvent', 'onEvent', 'onSuccess', 'onExit']
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

/** What is likelier than a hostile string in a field of text. */
const usually: Partial<Record<FieldName, string[]>> = {
  page: ['p1', 'p2'],
  linkSessionId: ['1daca4d5-9a0d-4e85-a2e9-1e905ecaa32e', 'idv_52xR9LKo77r1Np'],
  eventName: ['OPEN', 'ERROR', 'EXIT', 'HANDOFF', 'TRANSITION_VIEW'],
  errorType: ['ITEM_ERROR', 'INSTITUTION_ERROR'],
  errorCode: ['INVALID_CREDENTIALS', 'INSTITUTION_DOWN'],
  plaidEnvironment: ['production', 'sandbox'],
  linkTokenFingerprint: ['sha256-3f9a1c07d2e4b658'],
}
const withheld = fc.array(fc.record({ key: hostileString, looksLike: fc.constantFrom(...looks) }), { maxLength: 3 })
const double = fc.double({ noNaN: true, noDefaultInfinity: true }).map((value) => value || 0)

/** Made of the table of fields: a new one is in it. */
function fieldOf({ name, kind }: FieldLine): fc.Arbitrary<unknown> {
  if (name === 'type') return fc.constantFrom(...types)
  if (name === 'at') return time
  if (name === 'sequence') return fc.integer({ min: 0, max: 5 })
  if (name === 'timestamp') return anyTime
  if (kind === 'number') return fc.oneof(count, double)
  if (kind === 'boolean') return fc.boolean()
  if (kind === 'list') return fc.array(hostileString, { maxLength: 3 })
  if (kind === 'identifiers') return identifiers
  if (kind === 'withheld') return withheld
  return fc.oneof(fc.constantFrom(...(usually[name] ?? ['A'])), text, hostileString)
}

const entry = fc.record(Object.fromEntries(fieldLines.map((field) => [field.name, fieldOf(field)])), {
  requiredKeys: ['type', 'at', 'page', 'sequence', 'attemptId', 'code'],
}) as fc.Arbitrary<unknown> as fc.Arbitrary<DiagnosticEntry>

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
