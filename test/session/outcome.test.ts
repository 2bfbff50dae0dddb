import { describe, expect, it } from 'vitest'
import type { Outcome } from '../../src/session/report.ts'
import { toSessions } from '../../src/session/sessions.ts'
import { START, type Fields } from '../support/pageLoad.ts'
import { event, exit, exitWithError, open, reduce, run } from '../support/runs.ts'

describe('the outcome', () => {
  it.each<[Outcome, string, Fields[]]>([
    ['never-opened', 'nothing', []],
    ['never-opened', 'open() without a token', [{ type: 'open', ready: true, noToken: true }]],
    ['never-opened', 'open() before ready', [{ type: 'open', ready: false }]],
    ['never-opened', 'Layer is not available', [event('LAYER_NOT_AVAILABLE')]],
    ['in-progress', 'Layer is ready, then open()', [event('LAYER_READY'), open]],
    ['in-progress', 'open() before ready, then after', [{ type: 'open', ready: false }, open]],
    ['in-progress', 'OPEN of a Link that is embedded', [event('OPEN')]],
    ['in-progress', 'the page was left, and something is heard of it again', [open, { type: 'pageLeft' }, event('X')]],
    [
      'abandoned',
      'the link_token, told late, does not bring it back',
      [open, { type: 'pageLeft' }, { type: 'linkToken' }],
    ],
    ['succeeded', 'opened again after it', [open, { type: 'onSuccess' }, open]],
    ['exited', 'OPEN is delivered after it', [open, exit, event('OPEN', 0)]],
    ['failed', 'OPEN is delivered after the ERROR', [event('ERROR', 1), event('OPEN', 0), exit]],
    ['exited', 'the person went on in the same moment', [open, event('ERROR', 1), event('SUBMIT_MFA', 1), exit]],
    ['failed', 'the ERROR came in the same moment', [open, event('SUBMIT_MFA', 1), event('ERROR', 1), exit]],
    [
      'exited',
      'the person went on, and of the ERROR no time is told',
      [open, event('ERROR'), event('SUBMIT_MFA', 2), exit],
    ],
    ['succeeded', 'onSuccess', [open, { type: 'onSuccess' }]],
    ['succeeded', 'HANDOFF alone', [open, event('HANDOFF')]],
    ['succeeded', 'a null exit after it', [open, event('HANDOFF'), exit]],
    ['succeeded', 'HANDOFF, then another bank that failed', [open, event('HANDOFF'), event('ERROR'), exitWithError]],
    ['succeeded', 'HANDOFF, then unmounted', [open, event('HANDOFF'), { type: 'unmounted' }]],
    [
      'succeeded',
      'an identity check that failed',
      [open, event('IDENTITY_VERIFICATION_FAIL_SESSION'), event('HANDOFF')],
    ],
    ['failed', 'an exit with an error', [open, exitWithError]],
    ['failed', 'EXIT with an error, onExit without', [open, event('EXIT', 1, { errorCode: 'ITEM_LOCKED' }), exit]],
    ['failed', 'the app closed it at an error', [open, { type: 'tokenChanged' }, exitWithError]],
    ['failed', 'it closed right after an ERROR', [open, event('ERROR'), event('TRANSITION_VIEW'), exit]],
    [
      'failed',
      'ERROR is delivered after the exit',
      [open, event('OPEN', 0), event('EXIT', 9), exit, event('ERROR', 8)],
    ],
    ['exited', 'the person went on after an ERROR', [open, event('ERROR', 1), event('SUBMIT_CREDENTIALS', 2), exit]],
    ['exited', 'likewise, delivered in disorder', [open, event('SUBMIT_MFA', 2), event('ERROR', 1), exit]],
    ['exited', 'an identity check that failed', [open, event('IDENTITY_VERIFICATION_FAIL_SESSION'), exit]],
    ['superseded', 'the app closed it', [open, { type: 'exit' }, exit]],
    ['superseded', 'the token changed', [open, { type: 'tokenChanged' }]],
    ['abandoned', 'the page was left', [open, { type: 'pageLeft' }]],
    ['abandoned', 'nothing else is left of it', [{ type: 'pageLeft' }]],
    ['never-opened', 'the page was left before', [{ type: 'open', ready: false }, { type: 'pageLeft' }]],
    ['in-progress', 'it came back', [open, { type: 'pageLeft' }, { ...open, page: 'page2', sequence: 0 }]],
    ['abandoned', 'what was attached does not bring it back', [open, { type: 'pageLeft' }, { type: 'attached' }]],
    ['in-progress', 'opened again after an exit', [open, event('ERROR'), exit, open]],
    ['exited', 'the error before it was opened again is over', [open, event('ERROR'), exitWithError, open, exit]],
  ])('is %s: %s', (outcome, _, steps) => {
    expect(reduce(steps).outcome).toBe(outcome)
    expect(toSessions(run(steps), START + 5000)[0]?.outcome ?? 'never-opened').toBe(outcome)
  })

  it('says that Link is on the screen until it has closed', () => {
    expect(reduce([]).isOpen).toBe(false)
    expect(reduce([open]).isOpen).toBe(true)
    expect(reduce([event('OPEN')]).isOpen).toBe(true)
    expect(reduce([open, event('HANDOFF')]).isOpen).toBe(true)
    for (const type of ['onSuccess', 'onExit', 'exit', 'tokenChanged', 'unmounted', 'pageLeft'] as const)
      expect(reduce([open, { type }]).isOpen, type).toBe(false)
  })
})
