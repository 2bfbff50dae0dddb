import { completeReport, type DiagnosticEntry, type DiagnosticsReport } from 'react-plaid-link-diagnostics/report'
import { environment, makeReport, makeSession, type Step } from './makeReport.ts'

/** Facts of further golden reports. Ids and names are invented or from Plaid's samples. */

const createdAt = '2026-11-22T09:21:40.310Z'
const fingerprint = 'sha256-3f9a1c07d2e4b658'
const citizens = { institutionId: 'ins_20', institutionName: 'Citizens Bank' }
const chase = { institutionId: 'ins_56', institutionName: 'Chase' }
const wrongPassword = {
  errorType: 'ITEM_ERROR',
  errorCode: 'INVALID_CREDENTIALS',
  errorMessage: 'the provided credentials were not correct',
}
const down = {
  errorType: 'INSTITUTION_ERROR',
  errorCode: 'INSTITUTION_DOWN',
  errorMessage: 'this institution is not currently responding to this request. please try again soon',
}

function opened(isUpdateMode = 'false'): Step[] {
  return [
    [0, null, { type: 'open', ready: true }],
    [12, null, { type: 'linkToken', plaidEnvironment: 'production', linkTokenFingerprint: fingerprint }],
    [412, 400, { eventName: 'OPEN', viewName: 'CONSENT', isUpdateMode }],
  ]
}

/** Events as Plaid delivers them: together, at `seen`. */
function burst(
  seen: number,
  events: [plaidMs: number, eventName: string, fields?: Partial<DiagnosticEntry>][],
): Step[] {
  return events.map(([plaidMs, eventName, fields = {}]) => [seen, plaidMs, { eventName, ...fields }])
}

const identityCheckFailed = makeReport(createdAt, [
  makeSession({
    outcome: 'succeeded',
    linkSessionId: 'idv_52xR9LKo77r1Np',
    steps: [
      ...opened(),
      ...burst(118_000, [
        [3_000, 'IDENTITY_VERIFICATION_START_STEP', { viewName: 'DOCUMENTARY_VERIFICATION' }],
        [100_000, 'IDENTITY_VERIFICATION_FAIL_STEP', { viewName: 'DOCUMENTARY_VERIFICATION' }],
        [110_000, 'IDENTITY_VERIFICATION_FAIL_SESSION'],
        [117_900, 'HANDOFF'],
      ]),
      [118_001, null, { type: 'onSuccess', accountCount: 0 }],
    ],
  }),
])

const overcomeThenClosed = makeReport(createdAt, [
  makeSession({
    outcome: 'exited',
    linkSessionId: '9c1d3b52-7e40-4f7a-9d51-03c2b6a1e7f4',
    institution: { id: 'ins_56', name: 'Chase' },
    updateMode: false,
    steps: [
      ...opened(),
      ...burst(81_000, [
        [4_100, 'TRANSITION_VIEW', { viewName: 'SELECT_INSTITUTION', requestId: 'MlFW5NSWtCs1KLI' }],
        [11_240, 'SELECT_INSTITUTION', { requestId: 'WRJqqeh8Hxife05', ...citizens }],
        [17_310, 'SUBMIT_CREDENTIALS', { requestId: 'XRvev3cP9wYUFz5', ...citizens }],
        [19_143, 'ERROR', { viewName: 'ERROR', requestId: 'XRvev3cP9wYUFz5', ...citizens, ...wrongPassword }],
        [30_020, 'TRANSITION_VIEW', { viewName: 'SELECT_INSTITUTION', requestId: 'ttK0NtGKaVAlbCR' }],
        [41_900, 'SELECT_INSTITUTION', { requestId: '5vc1IyBHfLkIVFx', ...chase }],
        [42_600, 'OPEN_OAUTH', { requestId: '5vc1IyBHfLkIVFx', ...chase }],
        [80_100, 'CLOSE_OAUTH', { requestId: '5vc1IyBHfLkIVFx', ...chase }],
        [80_990, 'EXIT', { exitStatus: 'requires_oauth', requestId: 'u1HcAeiCKtz3qmm', ...chase }],
      ]),
      [81_001, null, { type: 'onExit', exitStatus: 'requires_oauth', requestId: 'u1HcAeiCKtz3qmm', ...chase }],
    ],
  }),
])

const desktop = { ...environment, browser: 'Chrome 143', platform: 'Windows', viewport: '1536x730' }

const scriptThrew = makeReport(
  createdAt,
  [
    makeSession({
      outcome: 'never-opened',
      linkToken: false,
      steps: [
        [0, null, { type: 'scriptThrew', afterMs: 640 }],
        [1_900, null, { type: 'open', ready: false, scriptTag: true, plaidGlobal: false }],
      ],
    }),
  ],
  { environment: desktop },
)

const cspBlocked = makeReport(
  createdAt,
  [
    makeSession({
      outcome: 'never-opened',
      linkToken: false,
      steps: [
        [0, null, { type: 'cspBlocked', directive: 'script-src-elem', blockedHost: 'cdn.plaid.com' }],
        [3, null, { type: 'scriptFailed', online: true, afterMs: 21 }],
      ],
    }),
  ],
  { environment: desktop },
)

const microDeposits = completeReport(
  makeReport(createdAt, [
    makeSession({
      outcome: 'succeeded',
      linkSessionId: '3f0c6a9d-2b7e-4c18-8f53-9a4be1d07c62',
      updateMode: false,
      steps: [
        ...opened(),
        ...burst(119_000, [
          [3_000, 'TRANSITION_VIEW', { viewName: 'SELECT_INSTITUTION', requestId: 'MlFW5NSWtCs1KLI' }],
          [8_000, 'SELECT_AUTH_TYPE', { selection: 'flow_type_manual', requestId: 'MlFW5NSWtCs1KLI' }],
          [9_000, 'TRANSITION_VIEW', { viewName: 'NUMBERS', requestId: 'WRJqqeh8Hxife05' }],
          [30_000, 'SUBMIT_ROUTING_NUMBER', { requestId: 'WRJqqeh8Hxife05' }],
          [50_000, 'SUBMIT_ACCOUNT_NUMBER', { requestId: 'XRvev3cP9wYUFz5' }],
          [118_900, 'HANDOFF', { requestId: 'u1HcAeiCKtz3qmm' }],
        ]),
        [
          119_001,
          null,
          {
            type: 'onSuccess',
            accountIds: ['BxBXxLj1m4HMXBm9WZZmCWVbPjX16EHwv99vp'],
            accountCount: 1,
            verificationStatus: 'pending_manual_verification',
          },
        ],
        [120_480, null, { type: 'attached', withheld: [{ key: 'client_user_id', looksLike: 'phone number' }] }],
      ],
    }),
  ]),
  [
    { key: 'item_id', value: 'M5eVJqLnv3tbzdngLDp9FL5OlDNxlNhlE55op' },
    { key: 'access_token', fingerprint: 'sha256-91c2d3e4f5a6b7c8' },
  ],
)

function downAt(startedAt: string, linkSessionId: string, day: number) {
  return makeSession({
    outcome: 'failed',
    startedAt,
    linkSessionId,
    institution: { id: 'ins_20', name: 'Citizens Bank' },
    updateMode: false,
    steps: [
      ...opened(),
      ...burst(31_000, [
        [11_240, 'SELECT_INSTITUTION', { requestId: `WRJqqeh8Hxife0${day}`, ...citizens }],
        [17_310, 'SUBMIT_CREDENTIALS', { requestId: `XRvev3cP9wYUFz${day}`, ...citizens }],
        [24_143, 'ERROR', { viewName: 'ERROR', requestId: `XRvev3cP9wYUFz${day}`, ...citizens, ...down }],
        [30_900, 'EXIT', { requestId: `u1HcAeiCKtz3qm${day}`, ...citizens, ...down }],
      ]),
      [31_001, null, { type: 'onExit', requestId: `u1HcAeiCKtz3qm${day}`, ...citizens, ...down }],
    ],
  })
}

const downAgain = makeReport(createdAt, [
  downAt('2026-11-22T09:17:50.120Z', '6e2f8a14-5c3b-4d90-b7e1-2a9c4f0d8b73', 2),
  { ...downAt('2026-11-22T05:40:02.900Z', '0d7b5e93-1f4a-4c26-8e0b-7c5a9d3f2e18', 1), code: 'Q4ZT-8N1C' },
])

const open = makeReport(createdAt, [
  makeSession({
    outcome: 'in-progress',
    startedAt: '2026-11-22T09:20:50.120Z',
    linkSessionId: '4b8e2d71-9a5c-4f03-8d6e-1c7f0a2b9e54',
    updateMode: false,
    steps: opened(),
  }),
])

const updateModeNoError = makeReport(createdAt, [
  makeSession({
    outcome: 'failed',
    linkSessionId: 'b5a7c1e9-3d42-4f86-9b0a-6e8d2c4f7a15',
    institution: { id: 'ins_20', name: 'Citizens Bank' },
    updateMode: true,
    steps: [
      ...opened('true'),
      [
        5_000,
        null,
        {
          type: 'onExit',
          requestId: 'm8MDnv9okwxFNBV',
          errorType: 'ITEM_ERROR',
          errorCode: 'ITEM_NO_ERROR',
          errorMessage: 'the login is already in good state',
          ...citizens,
        },
      ],
    ],
  }),
])

const oneBankFailed = makeReport(createdAt, [
  makeSession({
    outcome: 'succeeded',
    linkSessionId: '7f3d9b26-8c1e-4a57-b04d-5e2a6c9f1d80',
    institution: { id: 'ins_56', name: 'Chase' },
    updateMode: false,
    steps: [
      ...opened(),
      ...burst(150_000, [
        [8_000, 'SELECT_INSTITUTION', { requestId: 'WRJqqeh8Hxife05', ...citizens }],
        [50_000, 'HANDOFF', { requestId: 'WFgwgGivjBbwOb9', ...citizens }],
        [60_000, 'TRANSITION_VIEW', { viewName: 'SELECT_INSTITUTION', requestId: 'ttK0NtGKaVAlbCR' }],
        [66_000, 'SELECT_INSTITUTION', { requestId: '5vc1IyBHfLkIVFx', ...chase }],
        [100_000, 'ERROR', { viewName: 'ERROR', requestId: 'XRvev3cP9wYUFz5', ...chase, ...down }],
      ]),
      [150_001, null, { type: 'onSuccess', accountCount: 0 }],
    ],
  }),
])

const simulated = makeReport(createdAt, [
  makeSession({
    outcome: 'exited',
    linkSessionId: 'simulated-1',
    updateMode: false,
    steps: [
      ...opened().map(([seen, plaidMs, fields]): Step => [
        seen,
        plaidMs,
        fields.type === undefined ? fields : { ...fields, simulated: true },
      ]),
      ...burst(9_000, [
        [4_100, 'TRANSITION_VIEW', { viewName: 'SELECT_INSTITUTION' }],
        [8_990, 'EXIT', { exitStatus: 'institution_not_found' }],
      ]),
      [9_001, null, { type: 'onExit', exitStatus: 'institution_not_found' }],
    ],
  }),
])

export const moreReports: Record<string, DiagnosticsReport> = {
  'identity-check-failed': identityCheckFailed,
  'overcome-then-closed': overcomeThenClosed,
  'script-threw': scriptThrew,
  'csp-blocked': cspBlocked,
  'success-with-micro-deposits': microDeposits,
  'institution-down-again': downAgain,
  'copied-while-open': open,
  'update-mode-no-error': updateModeNoError,
  'one-bank-failed': oneBankFailed,
  simulated,
  'nothing-recorded': makeReport(createdAt, []),
}
