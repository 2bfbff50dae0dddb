import { afterEach, describe, expect, it, vi } from 'vitest'
import { captureEvent, captureExit, captureSuccess, truncate } from '../../src/entry/capture.ts'
import type { DiagnosticEntry } from '../../src/entry/fields.ts'
import { makeEntry } from '../support/entries.ts'

const accountId = 'BxBXxLj1m4HMXBm9WZZmCWVbPjX16EHwv99vp'
const session = '79e772be-547d-4c9c-8b76-4ac4ed4c441a'

function captured(capture: (entry: DiagnosticEntry) => void): Partial<DiagnosticEntry> {
  const entry = makeEntry()
  capture(entry)
  truncate(entry)
  const { type: _type, at: _at, page: _page, sequence: _sequence, attemptId: _attemptId, code: _code, ...facts } = entry
  return facts
}

const succeeded = (metadata?: unknown): Partial<DiagnosticEntry> =>
  captured((entry) => captureSuccess(entry, 'public-sandbox-1', metadata))
const exited = (error?: unknown, metadata: unknown = {}): Partial<DiagnosticEntry> =>
  captured((entry) => captureExit(entry, error, metadata))
const happened = (eventName?: unknown, metadata?: unknown): Partial<DiagnosticEntry> =>
  captured((entry) => captureEvent(entry, eventName, metadata))

describe('of onEvent', () => {
  it('every field is kept under its name, and nothing else', () => {
    const metadata = {
      link_session_id: session,
      request_id: 'm8MDnv9okwxFNBV',
      timestamp: '2017-09-14T14:42:19.350Z',
      view_name: 'CREDENTIAL',
      institution_id: 'ins_3',
      institution_name: 'Chase',
      error_type: 'ITEM_ERROR',
      error_code: 'INVALID_CREDENTIALS',
      error_message: 'the provided credentials were not correct',
      exit_status: 'requires_credentials',
      mfa_type: 'code',
      selection: 'flow_type_manual',
      match_reason: 'returning_user',
      is_update_mode: 'true',
      view_variant: 'variant_b',
      issue_id: 'known_issue_123',
      institution_search_query: 'my bank',
      public_token: 'public-sandbox-1',
      status: 'x',
      name: 'x',
    }
    expect(happened('ERROR', metadata)).toEqual({
      eventName: 'ERROR',
      linkSessionId: session,
      requestId: 'm8MDnv9okwxFNBV',
      timestamp: '2017-09-14T14:42:19.350Z',
      viewName: 'CREDENTIAL',
      institutionId: 'ins_3',
      institutionName: 'Chase',
      errorType: 'ITEM_ERROR',
      errorCode: 'INVALID_CREDENTIALS',
      errorMessage: 'the provided credentials were not correct',
      exitStatus: 'requires_credentials',
      mfaType: 'code',
      selection: 'flow_type_manual',
      matchReason: 'returning_user',
      isUpdateMode: 'true',
      viewVariant: 'variant_b',
      issueId: 'known_issue_123',
    })
  })

  it.each([
    ['no name', undefined, {}, { unreadable: true }],
    ['a name that is no string', 7, {}, { unreadable: true }],
    ['no metadata', 'OPEN', undefined, { eventName: 'OPEN', unreadable: true }],
    ['metadata that is a text', 'OPEN', 'text', { eventName: 'OPEN', unreadable: true }],
    ['nulls', 'OPEN', { view_name: null, request_id: null }, { eventName: 'OPEN' }],
    [
      'other types',
      'OPEN',
      { view_name: 7, request_id: {}, is_update_mode: false },
      { eventName: 'OPEN', isUpdateMode: 'false' },
    ],
  ])('%s', (_, eventName, metadata, kept) => {
    expect(happened(eventName, metadata)).toEqual(kept)
  })
})

describe('of onSuccess', () => {
  it('the institution, the status of a transfer, and how many accounts there are', () => {
    const institution = { institution_id: 'ins_3', name: 'Chase' }
    const accounts = [{ id: accountId, name: 'Checking ...6789', mask: '6789' }, { id: 'no id' }, null]
    expect(succeeded({ link_session_id: session, institution, accounts, transfer_status: 'COMPLETE' })).toEqual({
      linkSessionId: session,
      institutionId: 'ins_3',
      institutionName: 'Chase',
      transferStatus: 'COMPLETE',
      accountCount: 3,
      accountIds: [accountId],
      unreadable: true,
    })
  })

  it.each([
    [[], { accountCount: 0 }],
    [undefined, {}],
    ['text', {}],
    [{ length: 2 }, {}],
    [[{}], { accountCount: 1 }],
  ])('accounts %j', (accounts, kept) => {
    expect(succeeded({ accounts })).toEqual(kept)
  })

  it.each([
    [{ name: 'Chase' }, { institutionName: 'Chase' }],
    ['Chase', { institutionName: 'Chase' }],
    [{}, {}],
    [null, {}],
    ['', {}],
    [7, { unreadable: true }],
  ])('institution %j', (institution, kept) => {
    expect(succeeded({ institution })).toEqual(kept)
  })

  const inOrder = [
    'database_insights_pass_with_caution',
    'pending_automatic_verification',
    'unsent',
    'pending_manual_verification',
    'database_insights_fail',
    'verification_expired',
    'verification_failed',
  ]
  const statusOf = (...statuses: unknown[]): string | undefined =>
    succeeded({ accounts: statuses.map((verification_status) => ({ verification_status })) }).verificationStatus

  it('the verification status of the account that has most left to do, wherever it stands', () => {
    inOrder.forEach((status, index) => {
      const less = ['automatically_verified', null, '', ...inOrder.slice(0, index)]
      expect(statusOf(status, ...less)).toBe(status)
      expect(statusOf(...less, status)).toBe(status)
      expect(statusOf(...less, status, ...less)).toBe(status)
    })
    expect(statusOf(...Array<string>(500).fill('automatically_verified'), 'verification_failed')).toBe(
      'verification_failed',
    )
  })

  it('of equals, the first', () => {
    expect(statusOf('automatically_verified', 'manually_verified')).toBe('automatically_verified')
    expect(statusOf('something_new', 'automatically_verified')).toBe('something_new')
    expect(statusOf(null, undefined, 7)).toBeUndefined()
  })

  it('the ids of 24 accounts', () => {
    const accounts = Array.from({ length: 2000 }, (_, index) => ({ id: `${accountId.slice(0, 33)}${1000 + index}` }))
    const { accountIds, accountCount } = succeeded({ accounts })
    expect(accountIds).toEqual(accounts.slice(0, 24).map(({ id }) => id))
    expect(accountCount).toBe(2000)
  })
})

describe('of onExit', () => {
  it('the error, with the request_id that it carries itself', () => {
    const error = {
      request_id: 'inner',
      error_type: 'ITEM_ERROR',
      error_code: 'INVALID_CREDENTIALS',
      error_code_reason: 'OAUTH_CONSENT_EXPIRED',
      error_message: 'bad credentials',
      display_message: 'Invalid credentials',
    }
    const metadata = { request_id: 'outer', status: 'requires_credentials' }
    expect(exited(error, metadata)).toEqual({
      errorRequestId: 'inner',
      errorType: 'ITEM_ERROR',
      errorCode: 'INVALID_CREDENTIALS',
      errorCodeReason: 'OAUTH_CONSENT_EXPIRED',
      errorMessage: 'bad credentials',
      displayMessage: 'Invalid credentials',
      requestId: 'outer',
      exitStatus: 'requires_credentials',
    })
  })

  it.each([
    [null, {}],
    [undefined, {}],
    ['it failed', { errorMessage: 'it failed' }],
    ['', {}],
    [new TypeError('it failed'), { errorName: 'TypeError', errorMessage: 'it failed' }],
    [{ error_display_message: 'try again' }, { displayMessage: 'try again' }],
    [{ error_code: 'X', name: 'N', message: 'm' }, { errorCode: 'X' }],
    [{ error_message: 'x', name: 'N', message: 'm' }, { errorMessage: 'x' }],
    [
      { name: 'N', message: 'm' },
      { errorName: 'N', errorMessage: 'm' },
    ],
    [7, { unreadable: true }],
  ])('error %j', (error, kept) => {
    expect(exited(error)).toEqual(kept)
  })
})

describe('whatever a page has done', () => {
  const throwing = (): never => {
    throw new Error('getter')
  }
  const own = (fields: string[]): object => {
    const object = { view_name: 'CREDENTIAL' }
    for (const field of fields) Object.defineProperty(object, field, { get: throwing, enumerable: true })
    return object
  }
  const revoked = Proxy.revocable({}, {})
  revoked.revoke()

  afterEach(() => {
    for (const name of [
      'requestId',
      'errorCode',
      'unreadable',
      'accountCount',
      'verificationStatus',
      'accounts',
      'eventName',
    ]) {
      delete (Object.prototype as Record<string, unknown>)[name]
    }
    vi.unstubAllGlobals()
  })

  it('a getter that throws costs its own field', () => {
    expect(happened('OPEN', own(['request_id']))).toEqual({
      eventName: 'OPEN',
      viewName: 'CREDENTIAL',
      unreadable: true,
    })
    expect(succeeded(own(['accounts', 'institution']))).toEqual({ unreadable: true })
    expect(succeeded({ status: 'connected', accounts: [own(['id'])] })).toEqual({
      exitStatus: 'connected',
      accountCount: 1,
      unreadable: true,
    })
    expect(exited(own(['error_code', 'message']), { status: 'x' })).toEqual({ exitStatus: 'x', unreadable: true })
  })

  it('a Proxy that is revoked costs what was in it', () => {
    expect(happened('OPEN', revoked.proxy)).toEqual({ eventName: 'OPEN', unreadable: true })
    expect(succeeded({ accounts: revoked.proxy, institution: revoked.proxy })).toEqual({ unreadable: true })
    expect(exited(revoked.proxy)).toEqual({ unreadable: true })
  })

  it.each(['requestId', 'errorCode', 'unreadable', 'accountCount', 'verificationStatus', 'eventName'])(
    'a getter on Object.prototype does not let it throw: %s',
    (name) => {
      // oxlint-disable-next-line no-extend-native -- what a page may have done
      Object.defineProperty(Object.prototype, name, { get: throwing, configurable: true })
      const entries = [makeEntry(), makeEntry(), makeEntry(), makeEntry()]
      const [event, success, exit, unread] = entries as [
        DiagnosticEntry,
        DiagnosticEntry,
        DiagnosticEntry,
        DiagnosticEntry,
      ]
      captureEvent(event, 'OPEN', { view_name: 'CREDENTIAL', request_id: 'r' })
      captureSuccess(success, '', { status: 'connected', accounts: [{ verification_status: 'unsent' }] })
      captureExit(exit, { error_code: 'X', error_type: 'Y' }, { request_id: 'r', status: 'z' })
      captureEvent(unread, 7, undefined)
      expect(Object.entries(event)).toContainEqual(['viewName', 'CREDENTIAL'])
      expect(Object.entries(success)).toContainEqual(['exitStatus', 'connected'])
      expect(Object.entries(exit)).toContainEqual(['errorType', 'Y'])
    },
  )

  it.each([
    ['JSON.stringify that throws', (): void => void vi.stubGlobal('JSON', { ...JSON, stringify: throwing })],
    [
      'JSON.stringify that answers with nothing',
      (): void => void vi.stubGlobal('JSON', { ...JSON, stringify: () => '' }),
    ],
    ['no TextEncoder', (): void => void vi.stubGlobal('TextEncoder', undefined)],
  ])('%s: an entry is within 2 kB', (_, spoil) => {
    const stringify = JSON.stringify
    const Encoder = TextEncoder
    const entry = makeEntry()
    captureExit(entry, { error_message: '銀 '.repeat(256), display_message: '銀 '.repeat(256) }, {})
    spoil()
    truncate(entry)
    vi.unstubAllGlobals()
    expect(new Encoder().encode(stringify(entry)).length).toBeLessThanOrEqual(2048)
    expect(entry.errorMessage).toBeDefined()
  })
})

describe('an entry that is too long', () => {
  it('gives up what the user was shown, then the message, then the ends of its lists', () => {
    const text = '"'.repeat(400)
    expect(exited({ error_message: text })).toEqual({ errorMessage: text })
    expect(exited({ error_message: text, display_message: text })).toEqual({ errorMessage: text, displayMessage: text })
    const entry = { ...makeEntry(), errorMessage: '銀'.repeat(512), displayMessage: '銀'.repeat(512) }
    truncate(entry)
    expect(entry).toEqual({ ...makeEntry(), errorMessage: '銀'.repeat(512) })

    const identifiers = Array.from({ length: 100 }, (_, index) => ({ key: 'item_id', value: `item_${index}` }))
    const withheld = [{ key: 'client_user_id', looksLike: 'phone number' as const }]
    const attached: DiagnosticEntry = { ...makeEntry(), identifiers: [...identifiers], withheld }
    truncate(attached)
    expect(attached.identifiers?.length).toBeGreaterThan(40)
    expect(attached.identifiers).toEqual(identifiers.slice(0, attached.identifiers?.length))
    expect(JSON.stringify(attached).length).toBeLessThanOrEqual(2048)
    expect(JSON.stringify(attached).length).toBeGreaterThan(1700)
  })
})
