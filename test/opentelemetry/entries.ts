import type { DiagnosticEntry } from 'react-plaid-link-diagnostics'

const base = { page: 'p1', attemptId: 'a1', code: '7KQF-2M9T' }
const linkSessionId = '1daca4d5-9a0d-4e85-a2e9-1e905ecaa32e'

/** One of each field, with values that can be found again. */
export const fullEntry: Required<DiagnosticEntry> = {
  ...base,
  type: 'onExit',
  at: 1_780_000_000_123,
  sequence: 7,
  linkSessionId,
  requestId: 'ttK0NtGKaVAlbCR',
  timestamp: '2026-11-22T09:17:50.000Z',
  eventName: 'EXIT',
  viewName: 'CREDENTIAL',
  errorType: 'ITEM_ERROR',
  errorCode: 'INVALID_CREDENTIALS',
  errorMessage: 'the provided credentials were not correct at Citizens Bank',
  displayMessage: 'Citizens Bank did not accept them',
  errorCodeReason: 'reason',
  errorRequestId: 'XRvev3cP9wYUFz5',
  exitStatus: 'requires_credentials',
  institutionId: 'ins_20',
  institutionName: 'Citizens Bank',
  mfaType: 'code',
  selection: 'flow',
  matchReason: 'returning_user',
  isUpdateMode: 'false',
  viewVariant: 'SINGLE',
  issueId: 'issue-1',
  accountIds: ['BxBXxLj1m4HMXBm9WZZmCWVbPjX16EHwv99vp'],
  accountCount: 1,
  transferStatus: 'COMPLETE',
  verificationStatus: 'pending_automatic_verification',
  plaidEnvironment: 'sandbox',
  linkTokenFingerprint: 'sha256-3f9a1c07d2e4b658',
  oauthReturn: true,
  oauthStateInPage: true,
  oauthStateInRedirectUri: true,
  reload: true,
  otherOpen: true,
  simulated: true,
  ready: true,
  noToken: true,
  online: false,
  afterMs: 1500,
  scriptTag: true,
  plaidGlobal: true,
  directive: 'script-src-elem',
  blockedHost: 'cdn.plaid.com',
  callback: 'onExit',
  errorName: 'TypeError',
  identifiers: [
    { key: 'client_user_id', value: 'u_90017264' },
    { key: 'access_token', fingerprint: 'sha256-1111222233334444' },
  ],
  withheld: [{ key: 'client_user_id', looksLike: 'phone number' }],
  unreadable: true,
  times: 2,
}

/** What must not be in what a third party gets, of `fullEntry`. */
export const withheldFromOthers = [
  'ins_20',
  'Citizens',
  'BxBXxLj1m4HMXBm9WZZmCWVbPjX16EHwv99vp',
  'sha256',
  'u_90017264',
  'client_user_id',
]

/** A short story: opened, an error, closed with it. */
export const story: DiagnosticEntry[] = [
  { ...base, type: 'open', at: 1_780_000_000_000, sequence: 0, ready: true },
  { ...base, type: 'onEvent', at: 1_780_000_000_050, sequence: 1, eventName: 'OPEN', linkSessionId },
  {
    ...base,
    type: 'onEvent',
    at: 1_780_000_000_100,
    sequence: 2,
    eventName: 'ERROR',
    errorType: 'ITEM_ERROR',
    errorCode: 'INVALID_CREDENTIALS',
    linkSessionId,
  },
  { ...fullEntry, sequence: 3 },
]
