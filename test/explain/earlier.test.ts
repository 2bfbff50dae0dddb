import { explainReport, type LinkSession } from 'react-plaid-link-diagnostics/report'
import { describe, expect, test } from 'vitest'
import { makeReport, makeSession, success, type Step } from '../support/reports.ts'
import { citizens, handedOff, open, opened, session, succeeded, view } from '../support/steps.ts'

const NOW = '2026-11-22T09:21:40.310Z'
const BANK = { id: 'ins_20', name: 'Citizens Bank' }
const wrong = { errorType: 'ITEM_ERROR', errorCode: 'INVALID_CREDENTIALS' }
const layerNotAvailable: Step = [2000, 2000, { eventName: 'LAYER_NOT_AVAILABLE' }]

function onExit(fields: Step[2] = {}): Step {
  return [60_000, null, { type: 'onExit', ...fields }]
}

describe('of two sessions', () => {
  const failure = (startedAt: string, bank = BANK): LinkSession =>
    makeSession({
      outcome: 'failed',
      linkSessionId: startedAt,
      startedAt,
      institution: bank,
      steps: [open, opened, onExit({ ...wrong, requestId: 'q' })],
    })
  const closed = makeSession({
    outcome: 'exited',
    linkSessionId: 'c',
    institution: BANK,
    steps: [open, opened, onExit()],
  })

  test('a success is told before a failure, and a failure before a success', () => {
    const succeededOnce = {
      ...session('succeeded', open, opened, handedOff, succeeded),
      startedAt: '2026-11-22T09:01:00.000Z',
    }
    expect(explainReport(makeReport(NOW, [closed, succeededOnce])).earlier?.headline).toMatch(/^Connected/)
    const later = explainReport(makeReport(NOW, [...success.sessions, failure('2026-11-22T09:01:00.000Z')]))
    expect(later.earlier?.headline).toMatch(/password/)
  })

  describe('a failure, then a session that the user only closed', () => {
    const failed = failure('2026-11-22T09:12:00.000Z')
    const locked = makeSession({
      outcome: 'failed',
      linkSessionId: 'locked',
      startedAt: '2026-11-22T09:12:00.000Z',
      institution: BANK,
      steps: [open, opened, onExit({ errorType: 'ITEM_ERROR', errorCode: 'ITEM_LOCKED', ...citizens })],
    })
    const exited = (fields: Partial<LinkSession>, ...steps: Step[]): LinkSession =>
      makeSession({ outcome: 'exited', linkSessionId: 'c', steps: [open, opened, ...steps, onExit()], ...fields })

    test.each<[string, LinkSession]>([
      ['at the same bank', closed],
      ['before a bank was chosen', exited({}, view('SELECT_INSTITUTION'))],
      ['by leaving the page', exited({ outcome: 'abandoned', institution: BANK }, view('CREDENTIAL'))],
    ])('%s: the case, its first id and the advice are about the failure', (_, newest) => {
      const explained = explainReport(makeReport(NOW, [newest, failed]))
      const { headline, why, earlier, plaidCase, verdict, userCanTry, findings, whoActs, userMessage } = explained
      expect(headline).toMatch(/closed Link\.$|was left/)
      expect(why).toMatch(/earlier session failed/)
      expect(earlier).toMatchObject({ why: 'ITEM_ERROR / INVALID_CREDENTIALS', error: { code: 'INVALID_CREDENTIALS' } })
      expect([plaidCase.session, plaidCase.lines.find(({ giveFirst }) => giveFirst)?.value]).toEqual([1, 'q'])
      expect(plaidCase.error).toBe('ITEM_ERROR / INVALID_CREDENTIALS')
      expect(verdict).toEqual({
        answer: 'not yet',
        reason: 'Only if the login works at the bank, but not here.',
      })
      expect(userCanTry).toBe(earlier?.userCanTry)
      expect([whoActs, userMessage]).toEqual(['user', 'login-rejected'])
      // What is known leaves no room for a guess.
      expect(findings.map(({ code }) => code)).not.toContain('closed-at-bank-list')
    })

    test('further on, or at another bank: they are about the newest', () => {
      for (const newest of [
        exited({ institution: BANK }, view('MFA')),
        exited({ institution: { id: 'ins_56', name: 'Chase' } }, view('OAUTH')),
      ]) {
        const { earlier, plaidCase, verdict } = explainReport(makeReport(NOW, [newest, failed]))
        expect(earlier?.headline).toMatch(/password/)
        expect([plaidCase.session, verdict.reason]).toEqual([0, expect.stringMatching(/could not go on/)])
      }
    })

    test('what the app did wrong before Link was opened again is mended', () => {
      const refused = { ...failed, entries: [...failed.entries] }
      const expired = makeSession({
        ...refused,
        institution: null,
        steps: [open, onExit({ errorType: 'INVALID_INPUT', errorCode: 'INVALID_LINK_TOKEN', requestId: 'q' })],
      })
      expect(explainReport(makeReport(NOW, [exited({}), expired])).plaidCase.session).toBe(0)
    })

    test('what had failed an hour before as well is a case', () => {
      const down = (startedAt: string): LinkSession =>
        makeSession({
          outcome: 'failed',
          linkSessionId: startedAt,
          startedAt,
          institution: BANK,
          steps: [open, opened, onExit({ errorType: 'INSTITUTION_ERROR', errorCode: 'INSTITUTION_DOWN', ...citizens })],
        })
      const three = [closed, down('2026-11-22T09:12:00.000Z'), down('2026-11-22T07:12:00.000Z')]
      expect(explainReport(makeReport(NOW, three)).verdict.answer).toBe('yes')
    })

    test('a success at another bank leaves the advice to the one before', () => {
      const chaseOk = makeSession({
        outcome: 'succeeded',
        linkSessionId: 'ok',
        institution: { id: 'ins_56', name: 'Chase' },
        steps: [open, opened, handedOff, succeeded],
      })
      const { earlier, verdict, plaidCase, userCanTry } = explainReport(makeReport(NOW, [chaseOk, locked]))
      expect([userCanTry, earlier?.userCanTry]).toEqual(['', expect.stringMatching(/Unlock/)])
      expect([verdict.answer, plaidCase.session]).toEqual(['not yet', 1])
    })
  })

  test('a success mends what failed before any bank was known', () => {
    const left = makeSession({
      outcome: 'abandoned',
      linkSessionId: 'left',
      startedAt: '2026-11-22T09:01:00.000Z',
      steps: [open, opened, [30_000, null, { type: 'pageLeft' }]],
    })
    const { verdict, earlier, plaidCase } = explainReport(makeReport(NOW, [...success.sessions, left]))
    expect([verdict.answer, plaidCase.session]).toEqual(['no', 0])
    expect(earlier).toMatchObject({ userCanTry: '', askUser: '', whoActs: 'nobody' })
  })

  test('a bank that was flagged down is told before a session that the user closed', () => {
    const down = makeSession({
      outcome: 'exited',
      linkSessionId: 'down',
      startedAt: '2026-11-22T09:12:00.000Z',
      institution: BANK,
      steps: [
        open,
        opened,
        [60_000, 8000, { eventName: 'SELECT_DOWN_INSTITUTION', requestId: 'q', ...citizens }],
        onExit(),
      ],
    })
    const { earlier, plaidCase, whoActs } = explainReport(makeReport(NOW, [closed, down]))
    expect(earlier?.headline).toMatch(/down or in trouble/)
    expect([plaidCase.session, whoActs]).toEqual([1, 'bank-or-plaid'])
  })

  test('the same failure is not told twice, and neither is one of another day', () => {
    const twice = [failure('2026-11-22T09:12:00.000Z'), failure('2026-11-22T09:02:00.000Z')]
    expect(explainReport(makeReport(NOW, twice)).earlier).toBeNull()
    expect(explainReport(makeReport(NOW, [closed, failure('2026-11-20T09:02:00.000Z')])).earlier).toBeNull()
  })

  test('Layer that is not available is mended by the usual Link that followed', () => {
    const layer = makeSession({ outcome: 'never-opened', linkSessionId: 'l', steps: [layerNotAvailable] })
    const { earlier, plaidCase, verdict } = explainReport(makeReport(NOW, [...success.sessions, layer]))
    expect([earlier, plaidCase.session, verdict.answer]).toEqual([null, 0, 'no'])
  })

  test('what was only attached is no try to connect a bank', () => {
    const attached = makeSession({
      outcome: 'never-opened',
      linkSessionId: null,
      steps: [[0, null, { type: 'attached', identifiers: [{ key: 'client_user_id', value: 'u_1' }] }]],
      identifiers: [{ key: 'client_user_id', value: 'u_1' }],
    })
    const { headline, plaidCase, whoActs } = explainReport(makeReport(NOW, [attached]))
    expect(headline).toMatch(/^Nothing about a bank connection/)
    // Who is to try it is the user.
    expect(whoActs).toBe('user')
    expect(plaidCase.lines.find(({ key }) => key === 'client_user_id')?.value).toBe('u_1')
  })
})
