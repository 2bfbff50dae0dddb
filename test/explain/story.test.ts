import { explainReport, type DiagnosticsReport, type LinkSession } from 'react-plaid-link-diagnostics/report'
import { describe, expect, test } from 'vitest'
import linkEvents from '../fixtures/plaid/link-events.json'
import errors from '../fixtures/plaid/errors.json'
import { findError } from '../../src/explain/errors.ts'
import { exitStatuses, views } from '../../src/explain/places.ts'
import {
  makeReport,
  makeSession,
  oauthNotReturned,
  success,
  wrongPasswordTwice,
  type Step,
} from '../support/reports.ts'
import { closed, error, handedOff, open, opened, session, succeeded, view } from '../support/steps.ts'

const NOW = '2026-11-22T09:21:40.310Z'
const ID = '5a1f2c3d-4b5e-4f60-8a7b-9c0d1e2f3a4b'

function explain(one: LinkSession, more: Partial<DiagnosticsReport> = {}) {
  return explainReport(makeReport(NOW, [one], more))
}

function failed(errorType: string, errorCode: string, startedAt = '2026-11-22T09:17:50.120Z'): LinkSession {
  const steps: Step[] = [open, opened, [30_000, null, { type: 'onExit', errorType, errorCode }]]
  return makeSession({ outcome: 'failed', linkSessionId: ID, startedAt, steps })
}

describe('the story', () => {
  test('of a failure: what happened, where, and what to try', () => {
    expect(explainReport(wrongPasswordTwice)).toMatchObject({
      headline: 'Not connected (Citizens Bank). The bank rejected the username or password, 2 times.',
      why: 'ITEM_ERROR / INVALID_CREDENTIALS',
      when: '2026-11-22 09:17:50 UTC, took 52 s, ended 2 min 58 s before copying',
      ended: 'at the login screen',
      askUser: "Does the same login work on the bank's own website?",
      errorPage: 'https://plaid.com/docs/errors/item/#invalid_credentials',
      userMessage: 'login-rejected',
      whoActs: 'user',
      error: { type: 'ITEM_ERROR', code: 'INVALID_CREDENTIALS' },
      earlier: null,
    })
  })

  test('of a success: with each bank', () => {
    const handOff = (institutionName: string): Step => [30_000, 29_000, { eventName: 'HANDOFF', institutionName }]
    const steps = [handOff('Bank of America'), handOff('Citizens Bank'), handOff('Citizens Bank'), succeeded]
    const { headline, userCanTry, findings } = explain(session('succeeded', open, opened, ...steps))
    expect(headline).toBe('Connected (Bank of America and Citizens Bank).')
    expect([userCanTry, findings]).toEqual(['', []])
  })

  test.each<[outcome: LinkSession['outcome'], steps: Step[], headline: string]>([
    ['exited', [open, opened, closed], 'Not connected. The user closed Link.'],
    [
      'superseded',
      [open, opened, [9000, null, { type: 'exit' }]],
      'Not finished. The app closed Link while it was in use.',
    ],
    ['in-progress', [open, opened], 'Not finished yet. Link was still open when this was copied.'],
    [
      'never-opened',
      [
        [0, null, { type: 'offline' }],
        [1, null, { type: 'online' }],
      ],
      'Never started. Link did not open.',
    ],
    ['failed', [open, opened], 'Not connected. Plaid reported an error that is not named.'],
    ['succeeded', [succeeded], 'Connected.'],
  ])('where no finding says more: %s', (outcome, steps, headline) => {
    expect(explain(session(outcome, ...steps)).headline).toBe(headline)
  })

  test.each<[what: string, fault: Step[]]>([
    ['an error at the login screen', [view('CREDENTIAL'), error('ITEM_ERROR', 'INVALID_CREDENTIALS')]],
    ['a link that was not ready', [[9000, null, { type: 'notReady', plaidGlobal: false, scriptTag: true }]]],
    ['an open() that was too early', [[9000, null, { type: 'open', ready: false }]]],
    ['a lost connection', [[9000, null, { type: 'offline' }]]],
    ['a blocked picture', [[9000, null, { type: 'cspBlocked', directive: 'img-src', blockedHost: 'cdn.plaid.com' }]]],
  ])('what Link went on after is found, but is not why it ended: %s', (_what, fault) => {
    const accounts: Step = [20_000, 20_000, { eventName: 'TRANSITION_VIEW', viewName: 'SELECT_ACCOUNT' }]
    const { headline, ended, verdict, findings } = explain(session('exited', open, opened, ...fault, accounts, closed))
    expect(headline).toBe('Not connected. The user closed Link.')
    expect(ended).toBe('at the choice of accounts')
    expect(verdict.reason).toMatch(/^Only if the user could not go on/)
    expect(findings.map(({ role }) => role)).toEqual(['cause', 'overcome'])
  })

  test('an error after which Link showed the same or an earlier step is why it ended', () => {
    for (const name of ['CREDENTIAL', 'SELECT_INSTITUTION']) {
      const later: Step = [20_000, 20_000, { eventName: 'TRANSITION_VIEW', viewName: name }]
      const steps = [view('CREDENTIAL'), error('ITEM_ERROR', 'INVALID_CREDENTIALS'), later, closed]
      const { headline, verdict } = explain(session('exited', open, opened, ...steps))
      expect(headline).toBe('Not connected. The bank rejected the username or password.')
      expect(verdict.reason).toBe('Only if the login works at the bank, but not here.')
    }
  })

  test('of a session that nobody saw end: not that its page was left', () => {
    const seen = makeSession({ outcome: 'abandoned', linkSessionId: ID, steps: [open, opened] })
    const { headline, findings } = explain({ ...seen, endedAt: null })
    expect(headline).toBe('Not finished. Nothing more was heard of it.')
    expect(findings).toEqual([])
  })

  test.each<[completeness: Partial<DiagnosticsReport['completeness']>, headline: string]>([
    [{}, 'Nothing about a bank connection has been recorded on this device yet.'],
    [{ storage: 'off' }, 'Recording is switched off.'],
    [{ problem: 'What is kept could not be read.' }, 'Nothing is known. What is kept could not be read.'],
  ])('nothing recorded, switched off and unreadable are different sentences: %o', (completeness, headline) => {
    const report = makeReport(NOW, [], { completeness: { ...success.completeness, ...completeness } })
    expect(explainReport(report)).toMatchObject({ headline, verdict: { answer: 'no' }, plaidCase: { lines: [] } })
  })

  test('an error that Link got over is not told of a success', () => {
    const steps = [open, opened, error('ITEM_ERROR', 'INVALID_MFA'), handedOff, succeeded]
    const { headline, errorPage, verdict, error: ended } = explain(session('succeeded', ...steps))
    expect([headline, errorPage, verdict.answer, ended]).toEqual(['Connected.', '', 'no', null])
  })

  test('a clock that was wrong is told in words', () => {
    const early = makeReport('2026-11-22T09:00:00.000Z', [failed('ITEM_ERROR', 'ITEM_LOCKED')])
    expect(explainReport(early).when).toMatch(/after the copying, by a clock that was wrong$/)
  })

  test('in Sandbox the advice is for a developer', () => {
    const sandbox = { ...failed('ITEM_ERROR', 'INVALID_CREDENTIALS'), plaidEnvironment: 'sandbox' }
    const { userCanTry, askUser, verdict, findings, whoActs } = explain(sandbox)
    expect([whoActs, userCanTry, askUser]).toEqual(['app', '', ''])
    expect(findings[0]?.developer).toContain('user_good / pass_good')
    expect(verdict.reason).not.toMatch(/website/)
  })
})

describe('is it a case for Plaid', () => {
  test('inside an app: first try outside it', () => {
    expect(explainReport(oauthNotReturned).verdict.reason).toBe('Only if it also fails outside Instagram.')
  })

  test('a bank that was down an hour before, too', () => {
    const institution = { id: 'ins_20', name: 'Citizens Bank' }
    const now = { ...failed('INSTITUTION_ERROR', 'INSTITUTION_DOWN'), institution }
    const before = {
      ...failed('INSTITUTION_ERROR', 'INSTITUTION_NOT_RESPONDING', '2026-11-22T06:17:50.120Z'),
      institution,
    }
    const justBefore = { ...failed('INSTITUTION_ERROR', 'INSTITUTION_DOWN', '2026-11-22T09:10:00.000Z'), institution }
    const elsewhere = { ...before, institution: { id: 'ins_3', name: 'Chase' } }
    const worked = {
      ...session('succeeded', open, opened, handedOff, succeeded),
      institution,
      startedAt: '2026-11-22T08:01:00.000Z',
    }
    const verdict = (...sessions: LinkSession[]): unknown => explainReport(makeReport(NOW, sessions)).verdict.answer
    expect(verdict(now, justBefore)).toBe('not yet')
    expect(verdict(now, elsewhere)).toBe('not yet')
    // It has worked in between; nobody knows which bank it was; it was announced.
    expect(verdict(now, worked, before)).toBe('not yet')
    expect(verdict({ ...now, institution: null }, { ...before, institution: null })).toBe('not yet')
    const maintained = failed('API_ERROR', 'PLANNED_MAINTENANCE')
    expect(verdict(maintained, { ...maintained, startedAt: '2026-11-22T06:17:50.120Z' })).toBe('not yet')
    expect(verdict(now, before)).toBe('yes')
    expect(explainReport(makeReport(NOW, [now, before])).verdict.reason).toBe(
      'It failed like this 3 hours before, too (session 2).',
    )
  })

  test('a success at the same bank afterwards: nothing is left to try, and no case', () => {
    const both = makeReport(NOW, [...success.sessions, ...wrongPasswordTwice.sessions])
    const { earlier, verdict, plaidCase } = explainReport(both)
    expect(earlier).toMatchObject({ userCanTry: '', askUser: '' })
    expect(verdict).toEqual({ answer: 'no', reason: 'It worked afterwards, at the same bank.' })
    expect(plaidCase.form).toBe('')
  })

  test('the app closed Link because of an error: it is about the error', () => {
    const steps = [
      error('INSTITUTION_ERROR', 'INSTITUTION_NO_LONGER_SUPPORTED'),
      [9500, null, { type: 'exit' }] as Step,
    ]
    expect(explain(session('superseded', open, opened, ...steps)).verdict.answer).toBe('yes')
  })
})

/** No code in a sentence for the end user, nor in the headline. */
function expectPlain(sentences: string[]): void {
  for (const sentence of sentences) {
    expect(sentence).not.toMatch(/[A-Z]+_[A-Z]|undefined|null|[{}]|  /)
    expect(sentence).toMatch(/\.$/)
  }
}

describe('whatever Plaid tells gives a whole explanation', () => {
  const outcomes: LinkSession['outcome'][] = [
    'succeeded',
    'failed',
    'exited',
    'superseded',
    'abandoned',
    'in-progress',
    'never-opened',
  ]

  test.each(linkEvents.events.map(({ name }) => name))('event %s', (eventName) => {
    for (const outcome of outcomes) {
      const { headline, forUser, verdict } = explain(session(outcome, open, opened, [20_000, 20_000, { eventName }]))
      expectPlain([headline, forUser, verdict.reason])
    }
  })

  test.each(linkEvents.view_names.map(({ name }) => name))('view %s has its place in words, or is none', (viewName) => {
    expect(Object.keys(views)).toContain(viewName)
    const { headline, forUser, ended } = explain(session('exited', open, opened, view(viewName), closed))
    expectPlain([headline, forUser])
    expect(ended).toBe(views[viewName] ? `at ${views[viewName]?.at}` : '')
  })

  test.each(linkEvents.exit_statuses.map(({ status }) => status))('status %s likewise', (exitStatus) => {
    expect(Object.keys(exitStatuses)).toContain(exitStatus)
    const exit: Step = [30_000, null, { type: 'onExit', exitStatus }]
    const { headline, forUser, ended } = explain(session('exited', open, opened, exit))
    expectPlain([headline, forUser])
    if (exitStatuses[exitStatus] === null) expect(ended).toBe('')
    else expect(ended).toMatch(/^at [^_]+$/)
  })

  test.each(errors.map(({ error_type, error_code }) => [error_code, error_type ?? ''] as const))(
    'error %s',
    (code, type) => {
      const { headline, forUser, verdict, plaidCase, error: ended } = explain(failed(type, code))
      const { situation } = findError({ errorType: type, errorCode: code })
      expectPlain([headline, forUser, verdict.reason.replace(/error_message/g, 'the message')])
      expect(headline).not.toContain('cannot explain')
      expect(ended).toEqual({ type, code })
      expect(plaidCase.error).toBe([type, code].filter(Boolean).join(' / '))
      expect(plaidCase.form === '').toBe(verdict.answer === 'no' || situation === 'rate-limited')
    },
  )

  test.each(['constructor', '__proto__', 'toString', 'BRAND_NEW'])(
    'an unknown view, status, event and code: %s',
    (name) => {
      const steps: Step[] = [
        view(name),
        [20_000, 20_000, { eventName: name, viewName: name }],
        error(name, name),
        [30_000, null, { type: 'onExit', exitStatus: name, errorCode: name, errorType: name }],
      ]
      const { headline, forUser, ended } = explain(session('failed', open, opened, ...steps))
      expectPlain([headline, forUser])
      expect(ended).not.toContain(name)
    },
  )
})

describe('where it ended', () => {
  const status = (exitStatus: string): Step => [30_000, null, { type: 'onExit', exitStatus }]
  test.each<[what: string, steps: Step[], ended: string]>([
    [
      'the exit status is later than the view',
      [view('SELECT_SAVED_INSTITUTION'), status('requires_account_selection')],
      'at the choice of accounts',
    ],
    [
      'requires_credentials says less than a view',
      [view('SELECT_INSTITUTION'), status('requires_credentials')],
      'at the list of banks',
    ],
    [
      'views that come by themselves are no place',
      ['CREDENTIAL', 'LOADING', 'ERROR', 'EXIT'].map(view),
      'at the login screen',
    ],
    ['a status that says nothing', [view('MFA'), status('unknown')], 'at the security code'],
    ['a view without a name here', [view('BRAND_NEW')], 'at a screen that this report has no name for'],
    ['nothing is known', [], ''],
  ])('%s', (_, steps, ended) => {
    expect(explain(session('exited', open, opened, ...steps)).ended).toBe(ended)
  })
})
