import type { DiagnosticsReport } from 'react-plaid-link-diagnostics/report'
import { environment, makeReport, makeSession } from './makeReport.ts'
import { moreReports } from './moreReports.ts'

export { makeReport, makeSession, type Step } from './makeReport.ts'

/** Hand-written facts of the golden reports. Ids and names are invented or from Plaid's samples. */

const citizens = { institutionId: 'ins_20', institutionName: 'Citizens Bank' }
const wrongPassword = {
  errorType: 'ITEM_ERROR',
  errorCode: 'INVALID_CREDENTIALS',
  errorMessage: 'the provided credentials were not correct',
}

export const success = makeReport('2026-11-22T09:21:40.310Z', [
  makeSession({
    outcome: 'succeeded',
    startedAt: '2026-11-22T09:17:50.120Z',
    linkSessionId: '0c0ffee0-0000-4000-8000-0000000000aa',
    institution: { id: 'ins_20', name: 'Citizens Bank' },
    updateMode: false,
    steps: [
      [0, null, { type: 'open', ready: true }],
      [
        12,
        null,
        { type: 'linkToken', plaidEnvironment: 'production', linkTokenFingerprint: 'sha256-3f9a1c07d2e4b658' },
      ],
      [412, 400, { eventName: 'OPEN', viewName: 'CONSENT', isUpdateMode: 'false' }],
      [61_004, 3_100, { eventName: 'TRANSITION_VIEW', viewName: 'SELECT_INSTITUTION', requestId: 'MlFW5NSWtCs1KLI' }],
      [61_004, 11_240, { eventName: 'SELECT_INSTITUTION', requestId: 'WRJqqeh8Hxife05', ...citizens }],
      [
        61_004,
        11_900,
        { eventName: 'TRANSITION_VIEW', viewName: 'CREDENTIAL', requestId: 'XRvev3cP9wYUFz5', ...citizens },
      ],
      [61_004, 29_310, { eventName: 'SUBMIT_CREDENTIALS', requestId: 'XRvev3cP9wYUFz5', ...citizens }],
      [
        61_004,
        29_400,
        { eventName: 'TRANSITION_VIEW', viewName: 'LOADING', requestId: 'ttK0NtGKaVAlbCR', ...citizens },
      ],
      [
        61_004,
        44_020,
        { eventName: 'TRANSITION_VIEW', viewName: 'CONNECTED', requestId: '5vc1IyBHfLkIVFx', ...citizens },
      ],
      [61_005, 60_800, { eventName: 'HANDOFF', requestId: 'u1HcAeiCKtz3qmm', ...citizens }],
      [61_006, null, { type: 'onSuccess', accountIds: ['BxBXxLj1m4HMXBm9WZZmCWVbPjX16EHwv99vp'], ...citizens }],
    ],
    identifiers: [
      { key: 'link_token', fingerprint: 'sha256-3f9a1c07d2e4b658' },
      { key: 'link_session_id', value: '0c0ffee0-0000-4000-8000-0000000000aa' },
      { key: 'request_id', value: 'MlFW5NSWtCs1KLI' },
      { key: 'request_id', value: 'WRJqqeh8Hxife05' },
      { key: 'institution_id', value: 'ins_20' },
      { key: 'request_id', value: 'XRvev3cP9wYUFz5' },
      { key: 'request_id', value: 'ttK0NtGKaVAlbCR' },
      { key: 'request_id', value: '5vc1IyBHfLkIVFx' },
      { key: 'request_id', value: 'u1HcAeiCKtz3qmm' },
      { key: 'account_id', value: 'BxBXxLj1m4HMXBm9WZZmCWVbPjX16EHwv99vp' },
    ],
  }),
])

export const wrongPasswordTwice = makeReport('2026-11-22T09:21:40.310Z', [
  makeSession({
    outcome: 'failed',
    startedAt: '2026-11-22T09:17:50.120Z',
    linkSessionId: '1daca4d5-9a0d-4e85-a2e9-1e905ecaa32e',
    institution: { id: 'ins_20', name: 'Citizens Bank' },
    updateMode: false,
    steps: [
      [0, null, { type: 'open', ready: true }],
      [
        12,
        null,
        { type: 'linkToken', plaidEnvironment: 'production', linkTokenFingerprint: 'sha256-3f9a1c07d2e4b658' },
      ],
      [412, 400, { eventName: 'OPEN', viewName: 'CONSENT', isUpdateMode: 'false' }],
      [52_410, 4_100, { eventName: 'TRANSITION_VIEW', viewName: 'SELECT_INSTITUTION', requestId: 'MlFW5NSWtCs1KLI' }],
      [52_410, 11_240, { eventName: 'SELECT_INSTITUTION', requestId: 'WRJqqeh8Hxife05', ...citizens }],
      [
        52_410,
        11_900,
        { eventName: 'TRANSITION_VIEW', viewName: 'CREDENTIAL', requestId: 'WRJqqeh8Hxife05', ...citizens },
      ],
      [52_410, 17_310, { eventName: 'SUBMIT_CREDENTIALS', requestId: 'XRvev3cP9wYUFz5', ...citizens }],
      [
        52_410,
        19_143,
        { eventName: 'ERROR', viewName: 'ERROR', requestId: 'XRvev3cP9wYUFz5', ...citizens, ...wrongPassword },
      ],
      [52_410, 41_020, { eventName: 'SUBMIT_CREDENTIALS', requestId: 'ttK0NtGKaVAlbCR', ...citizens }],
      [
        52_410,
        43_010,
        { eventName: 'ERROR', viewName: 'ERROR', requestId: 'ttK0NtGKaVAlbCR', ...citizens, ...wrongPassword },
      ],
      [
        52_411,
        52_380,
        {
          eventName: 'EXIT',
          exitStatus: 'requires_credentials',
          requestId: 'u1HcAeiCKtz3qmm',
          ...citizens,
          ...wrongPassword,
        },
      ],
      [
        52_412,
        null,
        {
          type: 'onExit',
          exitStatus: 'requires_credentials',
          requestId: 'u1HcAeiCKtz3qmm',
          ...citizens,
          ...wrongPassword,
          displayMessage: 'The username or password were not correct. Please try again.',
        },
      ],
    ],
    identifiers: [
      { key: 'link_token', fingerprint: 'sha256-3f9a1c07d2e4b658' },
      { key: 'link_session_id', value: '1daca4d5-9a0d-4e85-a2e9-1e905ecaa32e' },
      { key: 'request_id', value: 'MlFW5NSWtCs1KLI' },
      { key: 'request_id', value: 'WRJqqeh8Hxife05' },
      { key: 'institution_id', value: 'ins_20' },
      { key: 'request_id', value: 'XRvev3cP9wYUFz5' },
      { key: 'request_id', value: 'ttK0NtGKaVAlbCR' },
      { key: 'request_id', value: 'u1HcAeiCKtz3qmm' },
      { key: 'client_user_id', value: 'u_90017264' },
    ],
  }),
])

export const oauthNotReturned = makeReport(
  '2026-11-22T09:21:40.310Z',
  [
    makeSession({
      outcome: 'abandoned',
      startedAt: '2026-11-22T09:17:50.120Z',
      linkSessionId: '5a1f2c3d-4b5e-4f60-8a7b-9c0d1e2f3a4b',
      updateMode: false,
      steps: [
        [0, null, { type: 'open', ready: true }],
        [
          12,
          null,
          { type: 'linkToken', plaidEnvironment: 'production', linkTokenFingerprint: 'sha256-3f9a1c07d2e4b658' },
        ],
        [412, 400, { eventName: 'OPEN', viewName: 'CONSENT', isUpdateMode: 'false' }],
        [38_204, null, { type: 'pageLeft' }],
      ],
      identifiers: [
        { key: 'link_token', fingerprint: 'sha256-3f9a1c07d2e4b658' },
        { key: 'link_session_id', value: '5a1f2c3d-4b5e-4f60-8a7b-9c0d1e2f3a4b' },
      ],
    }),
  ],
  { environment: { ...environment, inAppBrowser: 'Instagram' } },
)

const returnedSession = '7b0c1d2e-3f40-4a5b-8c6d-7e8f90a1b2c3'
const boa = { institutionId: 'ins_127989', institutionName: 'Bank of America' }
export const oauthReturned = makeReport('2026-11-22T09:21:40.310Z', [
  makeSession({
    outcome: 'succeeded',
    startedAt: '2026-11-22T09:17:50.120Z',
    linkSessionId: returnedSession,
    institution: { id: 'ins_127989', name: 'Bank of America' },
    updateMode: false,
    steps: [
      [0, null, { type: 'open', ready: true }],
      [
        12,
        null,
        { type: 'linkToken', plaidEnvironment: 'production', linkTokenFingerprint: 'sha256-3f9a1c07d2e4b658' },
      ],
      [412, 400, { eventName: 'OPEN', viewName: 'CONSENT', isUpdateMode: 'false' }],
      [38_204, null, { type: 'pageLeft' }],
      [75_900, null, { type: 'open', ready: true, oauthReturn: true, page: 'm2n8r4t1', attemptId: 'b7k2w9x4' }],
      [
        75_912,
        null,
        {
          type: 'linkToken',
          plaidEnvironment: 'production',
          linkTokenFingerprint: 'sha256-3f9a1c07d2e4b658',
          page: 'm2n8r4t1',
          attemptId: 'b7k2w9x4',
        },
      ],
      [76_310, 76_300, { eventName: 'OPEN', page: 'm2n8r4t1', attemptId: 'b7k2w9x4' }],
      [
        81_020,
        78_150,
        {
          eventName: 'TRANSITION_VIEW',
          viewName: 'CONNECTED',
          requestId: 'uqA0Vq8zuKlsB2y',
          ...boa,
          page: 'm2n8r4t1',
          attemptId: 'b7k2w9x4',
        },
      ],
      [
        81_020,
        80_900,
        { eventName: 'HANDOFF', requestId: 'WFgwgGivjBbwOb9', ...boa, page: 'm2n8r4t1', attemptId: 'b7k2w9x4' },
      ],
      [
        81_021,
        null,
        {
          type: 'onSuccess',
          accountIds: ['DXzZ94ZG9vhaZy8BvyZRSQ4jJwwlkNS3RwoeX', 'VJyR7wRm79TNGEKxpEG9fjpJ1mmM5Bt9ymVkR'],
          ...boa,
          page: 'm2n8r4t1',
          attemptId: 'b7k2w9x4',
        },
      ],
      [
        82_480,
        null,
        {
          type: 'attached',
          linkSessionId: returnedSession,
          identifiers: [
            { key: 'item_id', value: 'M5eVJqLnv3tbzdngLDp9FL5OlDNxlNhlE55op' },
            { key: 'access_token', fingerprint: 'sha256-91c2d3e4f5a6b7c8' },
          ],
          page: 'm2n8r4t1',
          attemptId: 'b7k2w9x4',
        },
      ],
    ],
    identifiers: [
      { key: 'link_token', fingerprint: 'sha256-3f9a1c07d2e4b658' },
      { key: 'link_session_id', value: returnedSession },
      { key: 'request_id', value: 'uqA0Vq8zuKlsB2y' },
      { key: 'institution_id', value: 'ins_127989' },
      { key: 'request_id', value: 'WFgwgGivjBbwOb9' },
      { key: 'account_id', value: 'DXzZ94ZG9vhaZy8BvyZRSQ4jJwwlkNS3RwoeX' },
      { key: 'account_id', value: 'VJyR7wRm79TNGEKxpEG9fjpJ1mmM5Bt9ymVkR' },
      { key: 'item_id', value: 'M5eVJqLnv3tbzdngLDp9FL5OlDNxlNhlE55op' },
      { key: 'access_token', fingerprint: 'sha256-91c2d3e4f5a6b7c8' },
    ],
  }),
])

export const scriptBlocked = makeReport(
  '2026-11-22T09:18:40.310Z',
  [
    makeSession({
      outcome: 'never-opened',
      startedAt: '2026-11-22T09:17:50.120Z',
      steps: [
        [0, null, { type: 'scriptFailed', online: true, afterMs: 9 }],
        [2_100, null, { type: 'attached', identifiers: [{ key: 'client_user_id', value: 'u_90017264' }] }],
      ],
      identifiers: [{ key: 'client_user_id', value: 'u_90017264' }],
      linkToken: false,
    }),
  ],
  { environment: { ...environment, browser: 'Firefox 153', platform: 'Windows', viewport: '1536x730' } },
)

export const expiredToken = makeReport('2026-11-22T14:02:05.000Z', [
  makeSession({
    outcome: 'failed',
    startedAt: '2026-11-22T14:01:01.400Z',
    steps: [
      [0, null, { type: 'open', ready: true }],
      [9, null, { type: 'linkToken', plaidEnvironment: 'production', linkTokenFingerprint: 'sha256-3f9a1c07d2e4b658' }],
      [
        604,
        null,
        {
          type: 'onExit',
          requestId: 'm8MDnv9okwxFNBV',
          errorType: 'INVALID_INPUT',
          errorCode: 'INVALID_LINK_TOKEN',
          errorMessage: 'link token expired',
        },
      ],
    ],
    identifiers: [
      { key: 'link_token', fingerprint: 'sha256-3f9a1c07d2e4b658' },
      { key: 'request_id', value: 'm8MDnv9okwxFNBV' },
    ],
  }),
])

export const everythingTwice = makeReport(
  '2026-11-22T09:21:40.310Z',
  success.sessions.map((session) => ({
    ...session,
    entries: session.entries.map((entry) => (/^on[ES]/.test(entry.type) ? { ...entry, times: 2 } : entry)),
  })),
)

export const storageInMemory = makeReport('2026-11-22T09:21:40.310Z', wrongPasswordTwice.sessions, {
  completeness: {
    ...wrongPasswordTwice.completeness,
    storage: 'memory',
    problem: 'IndexedDB did not open within 1 s; entries are kept until this page is left.',
    stored: 0,
  },
})

export const goldens: Record<string, DiagnosticsReport> = {
  success: success,
  'wrong-password-twice': wrongPasswordTwice,
  'oauth-not-returned': oauthNotReturned,
  'oauth-returned': oauthReturned,
  'script-blocked': scriptBlocked,
  'expired-token': expiredToken,
  'everything-twice': everythingTwice,
  'storage-in-memory': storageInMemory,
  ...moreReports,
}
