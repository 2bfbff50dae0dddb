// @vitest-environment jsdom
import 'fake-indexeddb/auto'
import * as fc from 'fast-check'
import { createDiagnostics, type DiagnosticEntry } from 'react-plaid-link-diagnostics'
import { formatReport } from 'react-plaid-link-diagnostics/report'
import { expect, it } from 'vitest'
import { databaseName, readDatabase } from '../support/disk.ts'
import { secrets } from '../support/fixtures.ts'
import { dumpLocalStorage, hidePage } from '../support/page.ts'

/** About 5,000 calls, or, with FUZZ=nightly, 100,000. */
const CALLS_A_PAGE = 200
const PAGES = process.env.FUZZ === 'nightly' ? 500 : 25
const LIMITS = { sessions: 5, entriesPerSession: 60, days: 14 }

const anywhere = secrets.filter(
  ({ kind, tier, where }) => where === 'anywhere' && tier !== 'negative-control' && kind !== 'account_mask',
)
const ownField = secrets.filter(({ tier, where }) => where === 'own field' && tier === 'must')
/** In the field of an id they are taken for one: an old item_id is 24 hexadecimal digits, as a client_id is. */
const shapeless = /^(?:client_id|item_id)$/
/** The part of each that must be nowhere, however the rest of it was taken apart. */
const forbidden = [...anywhere, ...ownField].map(({ example }) =>
  example
    .replace(/^.*(?:token=|oauth_state_id=|\/link\/|webhook\.site\/|:"\+)/, '')
    .replace(/"}$/, '')
    .toLowerCase(),
)

const idKeys = ['link_session_id', 'request_id', 'institution_id', 'issue_id']
const textKeys = words(`
  timestamp view_name institution_name error_type error_code error_message exit_status mfa_type selection
  match_reason is_update_mode view_variant status transfer_status display_message error_display_message
  error_code_reason name message institution accounts
`)
const undeclaredKeys = words(`
  public_token account account_id account_number_mask routing_number institution_search_query phone_number
  date_of_birth metadata_json link_token __proto__ constructor toString toJSON then
`)

/** A value yet to be made: fast-check looks into the values that it makes, and some of them fight back. */
type Make = () => unknown
const later = (arbitrary: fc.Arbitrary<unknown>): fc.Arbitrary<Make> => arbitrary.map((value) => () => value)

const among = (secret: fc.Arbitrary<string>): fc.Arbitrary<string> =>
  fc.oneof(
    secret,
    fc.tuple(fc.lorem(), secret, fc.lorem()).map((words) => words.join(' ')),
    secret.map((one) => `${'a b '.repeat(5000)}${one}`),
    secret.map((one) => `${one} ${'x'.repeat(20_000)}`),
    secret.map((one) => `{"value":"${one}","__proto__":{"x":"${one}"}}`),
    secret.map((one) => [...one].join('\u200b')),
    secret.map((one) => `\u202e${one}\u0000 `),
    secret.map((one) => one.toUpperCase()),
  )
const formed = among(
  fc.constantFrom(...anywhere.filter(({ kind }) => !shapeless.test(kind)).map(({ example }) => example)),
)
const secret = among(fc.constantFrom(...anywhere.map(({ example }) => example)))
const unformed = fc.constantFrom(...ownField.map(({ example }) => example))

const string = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 60 }),
  fc.string({ unit: 'grapheme', maxLength: 600 }),
  fc.constantFrom(
    '€'.repeat(5000),
    '銀 '.repeat(400),
    '"\\'.repeat(600),
    '\ud800',
    '\udfff\ud800',
    '\u2028\u2029\r\n\t\0',
    '﷽ﷺ'.repeat(500),
    '',
  ),
  fc.constantFrom('=cmd()', '-- cut here --', '> quoted', 'cont: forged', 'link_session_id: forged', '[1] Part 2:'),
)
const session = fc.constantFrom(
  '5a1f2c3d-4b5e-4f60-8a7b-9c0d1e2f3a4b',
  '79e772be-547d-4c9c-8b76-4ac4ed4c441a',
  's',
  null,
  '',
)

const hostile = fc.constantFrom<Make>(
  () => undefined,
  () => null,
  () => Symbol('x'),
  () => 10n ** 30n,
  () => () => 'x',
  () => NaN,
  () => new Date(NaN),
  () => new Proxy({}, Object.fromEntries(['get', 'has', 'ownKeys', 'getPrototypeOf'].map((trap) => [trap, boom]))),
  () => new Proxy([], { get: boom }),
  () => {
    const { proxy, revoke } = Proxy.revocable({}, {})
    revoke()
    return proxy
  },
  () => {
    const { proxy, revoke } = Proxy.revocable([], {})
    revoke()
    return proxy
  },
  () => {
    const cyclic: Record<string, unknown> = { accounts: [] }
    cyclic.institution = cyclic.self = cyclic
    ;(cyclic.accounts as unknown[]).push(cyclic)
    return cyclic
  },
  () => Object.defineProperty({}, 'link_session_id', { get: boom }),
  () => ({ toString: boom, valueOf: boom, toJSON: boom, [Symbol.toPrimitive]: boom }),
  () => Object.create(null),
  () => Object.freeze({ link_session_id: 'frozen' }),
  () => Array.from({ length: 10_000 }, () => ({ id: 'x', verification_status: 'y' })),
  () => Object.assign([], { length: 4_000_000_000 - 1 }),
)

function boom(): never {
  throw new Error('boom')
}

const plain: fc.Arbitrary<Make> = fc.oneof(
  { weight: 4, arbitrary: later(string) },
  {
    weight: 1,
    arbitrary: later(fc.anything({ maxDepth: 2, maxKeys: 4, withBigInt: true, withDate: true, withMap: true })),
  },
  { weight: 1, arbitrary: hostile },
)

const account = fc.record({ id: formed, name: secret, mask: unformed, verification_status: secret })
const field: fc.Arbitrary<[key: string, value: Make]> = fc.oneof(
  fc.tuple(fc.constant('link_session_id'), later(session)),
  fc.tuple(fc.constantFrom(...idKeys), fc.oneof(later(formed), plain)),
  fc.tuple(fc.constantFrom(...textKeys), fc.oneof(later(secret), plain)),
  fc.tuple(fc.constantFrom(...undeclaredKeys), fc.oneof(later(secret), later(unformed), plain)),
  fc.tuple(fc.constant('institution'), later(fc.record({ name: secret, institution_id: formed, x: secret }))),
  fc.tuple(fc.constant('accounts'), later(fc.array(account))),
)
const metadata: fc.Arbitrary<Make> = fc.oneof(
  { weight: 1, arbitrary: hostile },
  {
    weight: 6,
    arbitrary: fc.array(field, { maxLength: 12 }).map((pairs) => () => {
      const object = {}
      // defineProperty: `__proto__` becomes a key of its own
      for (const [key, make] of pairs) {
        Object.defineProperty(object, key, { value: make(), enumerable: true, configurable: true })
      }
      return object
    }),
  },
)

const eventName = fc.oneof(
  later(fc.constantFrom('OPEN', 'ERROR', 'EXIT', 'HANDOFF', 'TRANSITION_VIEW', 'LAYER_READY')),
  later(secret),
  plain,
)
const anyError = fc.oneof(metadata, later(secret), plain)
type Call = [callback: keyof Callbacks, args: Make[]]
const call: fc.Arbitrary<Call> = fc.oneof(
  { weight: 5, arbitrary: fc.tuple(fc.constant('onEvent' as const), fc.tuple(eventName, metadata)) },
  { weight: 2, arbitrary: fc.tuple(fc.constant('onExit' as const), fc.tuple(anyError, metadata)) },
  {
    weight: 2,
    arbitrary: fc.tuple(fc.constant('onSuccess' as const), fc.tuple(fc.oneof(later(secret), plain), metadata)),
  },
  { weight: 1, arbitrary: fc.tuple(fc.constant('onLoad' as const), fc.tuple(plain)) },
)

type Callbacks = Record<'onSuccess' | 'onExit' | 'onEvent' | 'onLoad', (...args: unknown[]) => unknown>

it(
  `${PAGES * CALLS_A_PAGE} calls of any callback with anything: no throw, bounded, no secret anywhere`,
  { timeout: 3_600_000 },
  async () => {
    const encoder = new TextEncoder()
    let calls = 0

    function expectSafe(where: string, text: string): void {
      const all = text.toLowerCase()
      for (const one of forbidden) if (all.includes(one)) expect.fail(`${one} in ${where}: ${around(all, one)}`)
    }

    async function play(generated: Call[]): Promise<void> {
      const page = generated.map(([callback, args]) => [callback, args.map((make) => make())] as const)
      const name = databaseName()
      const delivered: DiagnosticEntry[] = []
      const seen: unknown[][] = []
      const note = (...args: unknown[]): unknown => seen.push(args)
      const diagnostics = createDiagnostics({ name, limits: LIMITS, onEntry: (entry) => delivered.push(entry) })
      const options = {
        token: 'link-sandbox-af1a0311-da53-4636-b754-dd15cc058176',
        onSuccess: note,
        onExit: note,
        onEvent: note,
        onLoad: note,
      }
      const callbacks = diagnostics.instrument(options) as unknown as Callbacks
      for (const [index, [callback, args]] of page.entries()) {
        callbacks[callback](...args)
        if (index % 40 === 20) {
          hidePage()
          expectSafe('the journal', dumpLocalStorage(name))
        }
        if (index % 50 === 49) await new Promise((resolve) => setTimeout(resolve))
      }
      calls += page.length
      expect(seen.length).toBe(page.length)
      page.forEach(([, args], index) => args.forEach((arg, at) => expect(Object.is(seen[index]?.[at], arg)).toBe(true)))

      await diagnostics.flush()
      const stored = await readDatabase(name)
      const report = await diagnostics.report({ sessions: Infinity })
      const json = JSON.stringify(report)
      expect(report).toEqual(JSON.parse(json))
      expectSafe('onEntry', JSON.stringify(delivered))
      expectSafe('IndexedDB', JSON.stringify(stored))
      expectSafe('memory', json)
      expectSafe('the text', formatReport(report))
      expectSafe('the short text', formatReport(report, { detail: 'short' }))

      const kept = report.sessions.flatMap(({ entries }) => entries)
      for (const entry of [...delivered, ...kept, ...stored.map(([, value]) => value)]) {
        expect(encoder.encode(JSON.stringify(entry)).length).toBeLessThanOrEqual(2048)
      }
      for (const { entries } of report.sessions) expect(entries.length).toBeLessThanOrEqual(LIMITS.entriesPerSession)
      expect(diagnostics.store.getState().problem).toBeNull()
      diagnostics.close()
      await new Promise((resolve) => setTimeout(resolve))
      indexedDB.deleteDatabase(name)
      for (const key of Object.keys(localStorage)) if (key.startsWith(`${name}:`)) localStorage.removeItem(key)
    }

    await fc.assert(fc.asyncProperty(fc.array(call, { minLength: CALLS_A_PAGE, maxLength: CALLS_A_PAGE }), play), {
      numRuns: PAGES,
      endOnFailure: true,
    })
    expect(calls).toBe(PAGES * CALLS_A_PAGE)
  },
)

function around(text: string, part: string): string {
  const at = text.indexOf(part)
  return text.slice(Math.max(0, at - 100), at + 100)
}

function words(text: string): string[] {
  return text.trim().split(/\s+/)
}
