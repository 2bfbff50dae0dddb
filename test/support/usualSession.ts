import { makeSession, type Step } from './reports.ts'

/** A wrong password, a code, and then the person gives up: 20 entries. */
export function usualSession(startedAt: string, day: number): ReturnType<typeof makeSession> {
  const requestIds = [
    'MlFW5NSWtCs1KLI',
    'WRJqqeh8Hxife05',
    'XRvev3cP9wYUFz5',
    'ttK0NtGKaVAlbCR',
    'u1HcAeiCKtz3qmm',
    '5vc1IyBHfLkIVFx',
  ].map((id) => id.slice(0, -1) + day)
  const bank = { institutionId: 'ins_20', institutionName: 'Citizens Bank' }
  const error = {
    errorType: 'ITEM_ERROR',
    errorCode: 'INVALID_CREDENTIALS',
    errorMessage: 'the provided credentials were not correct',
  }
  const names = [
    'TRANSITION_VIEW CONSENT',
    'SKIP_SUBMIT_PHONE',
    'TRANSITION_VIEW SELECT_INSTITUTION',
    'SEARCH_INSTITUTION',
  ]
  const more = [
    'TRANSITION_VIEW CREDENTIAL',
    'SUBMIT_CREDENTIALS',
    'TRANSITION_VIEW LOADING',
    'ERROR ERROR',
    'TRANSITION_VIEW CREDENTIAL',
  ]
  const last = [
    'SUBMIT_CREDENTIALS',
    'TRANSITION_VIEW LOADING',
    'TRANSITION_VIEW MFA',
    'SUBMIT_MFA',
    'TRANSITION_VIEW EXIT',
    'EXIT',
  ]
  const steps = [...names, 'SELECT_INSTITUTION', ...more, ...last].map((name, index): Step => {
    const [eventName = '', viewName] = name.split(' ')
    return [
      92_410,
      1_000 + index * 5_413,
      {
        eventName,
        ...(viewName !== undefined && { viewName }),
        requestId: requestIds[index >> 2] ?? '',
        ...(index > 3 && bank),
        ...((eventName === 'ERROR' || eventName === 'EXIT') && error),
        ...(eventName === 'EXIT' && { exitStatus: 'requires_code' }),
      },
    ]
  })
  const linkSessionId = `1daca4d5-9a0d-4e85-a2e9-1e905ecaa32${day}`
  return makeSession({
    outcome: 'failed',
    startedAt,
    linkSessionId,
    institution: { id: 'ins_20', name: 'Citizens Bank' },
    updateMode: false,
    steps: [
      [0, null, { type: 'onLoad' }],
      [3, null, { type: 'open', ready: true }],
      [
        14,
        null,
        { type: 'linkToken', plaidEnvironment: 'production', linkTokenFingerprint: 'sha256-3f9a1c07d2e4b658' },
      ],
      [412, 400, { eventName: 'OPEN', viewName: 'CONSENT', isUpdateMode: 'false' }],
      ...steps,
      [
        92_411,
        null,
        { type: 'onExit', exitStatus: 'requires_code', requestId: requestIds[3] ?? '', ...bank, ...error },
      ],
    ].slice(0, 20) as Step[],
  })
}
