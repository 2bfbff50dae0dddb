import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { captureEvent } from '../../src/entry/capture.ts'
import { entryTypes, fields, readEntry, toSnake, type DiagnosticEntry } from '../../src/entry/fields.ts'
import { fieldLines } from '../../src/entry/kinds.ts'
import { captureAll, makeEntry } from '../support/entries.ts'

/** Every field, each with a value of its shape. */
const whole: Required<DiagnosticEntry> = {
  type: 'onEvent',
  at: 1_716_250_689_000,
  page: 'page0001',
  sequence: 0,
  attemptId: 'k3j9x0w5',
  code: '7KQF-2M9T',
  linkSessionId: '79e772be-547d-4c9c-8b76-4ac4ed4c441a',
  requestId: 'm8MDnv9okwxFNBV',
  timestamp: '2024-05-21T00:18:09.123Z',
  eventName: 'OPEN',
  viewName: 'CREDENTIAL',
  errorType: 'ITEM_ERROR',
  errorCode: 'INVALID_CREDENTIALS',
  errorMessage: 'the provided credentials were not correct',
  displayMessage: 'Invalid credentials',
  errorCodeReason: 'OAUTH_CONSENT_EXPIRED',
  errorRequestId: 'inner',
  exitStatus: 'requires_credentials',
  institutionId: 'ins_3',
  institutionName: 'Chase',
  mfaType: 'code',
  selection: 'flow_type_manual',
  matchReason: 'returning_user',
  isUpdateMode: 'true',
  viewVariant: 'variant_b',
  issueId: 'known_issue_123',
  accountIds: ['BxBXxLj1m4HMXBm9WZZmCWVbPjX16EHwv99vp'],
  accountCount: 2,
  transferStatus: 'COMPLETE',
  verificationStatus: 'unsent',
  plaidEnvironment: 'sandbox',
  linkTokenFingerprint: 'sha256-735e9d52ec2a5407',
  oauthReturn: true,
  oauthStateInPage: true,
  oauthStateInRedirectUri: false,
  reload: true,
  otherOpen: true,
  simulated: true,
  ready: false,
  noToken: true,
  online: false,
  afterMs: 1500.5,
  scriptTag: true,
  plaidGlobal: false,
  directive: 'script-src-elem',
  blockedHost: 'cdn.plaid.com',
  callback: 'onSuccess',
  errorName: 'TypeError',
  identifiers: [
    { key: 'client_user_id', value: 'auth0|5f7c8ec7c33c6c004bbafe82' },
    { key: 'access_token', fingerprint: 'sha256-735e9d52ec2a5407' },
  ],
  withheld: [{ key: 'client_user_id', looksLike: 'phone number' }],
  unreadable: true,
  times: 2,
}

/** No shape takes any of these. */
const wrong: unknown[] = [
  null,
  undefined,
  NaN,
  Infinity,
  {},
  [],
  [null],
  [7, {}],
  new Date(0),
  '',
  '\u0000',
  -0.5,
  Symbol('s'),
]

describe('an entry that is read from disk', () => {
  it('is itself where nothing is wrong', () => {
    expect(readEntry(whole)).toEqual({ entry: whole, wrong: 0 })
    expect(readEntry(structuredClone(whole))).toEqual({ entry: whole, wrong: 0 })
    expect(readEntry(makeEntry())).toEqual({ entry: makeEntry(), wrong: 0 })
  })

  it('is as it was captured, whatever that was', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.anything()), (value) => {
        for (const entry of captureAll(value)) expect(readEntry(entry)).toEqual({ entry, wrong: 0 })
      }),
      { numRuns: 300 },
    )
  })

  const required = ['type', 'at', 'page', 'sequence', 'attemptId', 'code']

  it.each(Object.keys(whole))('goes without what is wrong in it: %s', (field) => {
    for (const value of wrong) {
      if (field === 'afterMs' && value === -0.5) continue
      if (field === 'at' && value === -0.5) continue
      const { [field as 'requestId']: _left, ...rest } = whole
      const read = readEntry({ ...whole, [field]: value })
      expect(read).toEqual(required.includes(field) ? null : { entry: rest, wrong: 1 })
    }
  })

  it('goes without fields that are not known', () => {
    expect(readEntry({ ...whole, secret: 'hunter2', public_token: 'x' })).toEqual({ entry: whole, wrong: 2 })
    const spoiled: unknown = JSON.parse(JSON.stringify(whole).replace('{', '{"__proto__":{"x":1},"toString":1,'))
    expect(readEntry(spoiled)).toEqual({ entry: whole, wrong: 2 })
    expect({}).not.toHaveProperty('x')
  })

  it.each([
    ['type', 'onSomething'],
    ['page', 'two words'],
    ['page', 'x'.repeat(65)],
    ['sequence', -1],
    ['sequence', 1.5],
    ['at', '1716250689000'],
  ])('is none without its own place: %s %j', (field, value) => {
    expect(readEntry({ ...whole, [field]: value })).toBeNull()
  })

  it.each([undefined, null, 7, '', 'text', [], {}, true, () => whole, [whole]])('is none: %j', (value) => {
    expect(readEntry(value)).toBeNull()
  })

  it('is none where it cannot be read', () => {
    const { proxy, revoke } = Proxy.revocable(whole, {})
    revoke()
    expect(readEntry(proxy)).toBeNull()
  })

  it('holds no secret that somebody else wrote', () => {
    const secret = 'access-production-de3ce8ef-33f8-452c-a685-8671031fc0f6'
    const spoiled = Object.fromEntries(Object.keys(whole).map((key) => [key, secret]))
    const read = readEntry({
      ...spoiled,
      ...makeEntry(),
      identifiers: [
        { key: 'item_id', value: secret },
        { key: 'access_token', fingerprint: secret },
        { key: secret, value: 'x' },
        { key: 'item_id', value: 'kept' },
        { key: 'item_id', value: 'two words' },
        { key: 'item_id', value: 'x'.repeat(129) },
        { key: 'item_id' },
        'text',
        null,
      ],
      withheld: [{ key: 'item_id', looksLike: secret }, { key: secret, looksLike: 'secret' }, null],
      accountIds: [secret, '12345678', 7],
    })
    expect(
      JSON.stringify(read).replace(/"(?:page|attemptId|directive|blockedHost|linkTokenFingerprint)":"[^"]*"/g, ''),
    ).not.toContain('8671031fc0f6')
    expect(read?.entry.identifiers).toEqual([{ key: 'item_id', value: 'kept' }])
    expect(read?.entry).not.toHaveProperty('accountIds')
    expect(read?.entry).not.toHaveProperty('withheld')
  })

  it('is bounded', () => {
    const identifiers = Array.from({ length: 10_000 }, () => ({ key: 'item_id', value: 'x' }))
    expect(readEntry({ ...whole, identifiers })?.entry.identifiers).toHaveLength(200)
  })
})

describe('the table of fields', () => {
  it('is the type, in the order of a report', () => {
    expect(Object.keys(fields).toSorted()).toEqual(Object.keys(whole).toSorted())
    expect(fieldLines.map(({ name }) => name)).toEqual(Object.keys(fields))
  })

  it('says how each field is written in a report', () => {
    const kindOf = (value: unknown): string => (Array.isArray(value) ? 'list' : typeof value)
    for (const { name, label, kind } of fieldLines) {
      expect(label).toBe(toSnake(name))
      expect(kind).toBe(name === 'identifiers' || name === 'withheld' ? name : kindOf(whole[name]))
    }
    expect(fieldLines.find(({ name }) => name === 'linkSessionId')?.label).toBe('link_session_id')
  })

  it('has each type of entry once', () => {
    expect(new Set(entryTypes).size).toBe(entryTypes.length)
    for (const type of entryTypes) expect(readEntry({ ...makeEntry(), type })?.entry.type).toBe(type)
  })

  it('is asked of nothing that Plaid does not declare', () => {
    const asked: PropertyKey[] = []
    const metadata = new Proxy({}, { get: (_, key) => void asked.push(key) })
    captureEvent(makeEntry(), 'OPEN', metadata)
    expect(asked).toEqual([
      'link_session_id',
      'request_id',
      'timestamp',
      'view_name',
      'error_type',
      'error_code',
      'error_message',
      'exit_status',
      'institution_id',
      'institution_name',
      'mfa_type',
      'selection',
      'match_reason',
      'is_update_mode',
      'view_variant',
      'issue_id',
    ])
  })
})
