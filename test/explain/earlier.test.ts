import { explainReport, type LinkSession } from 'react-plaid-link-diagnostics/report'
import { describe, expect, test } from 'vitest'
import { makeReport, makeSession, success, type Step } from '../support/reports.ts'
import { handedOff, open, opened, session, succeeded } from '../support/steps.ts'

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

  test('a failure is told before a session that the user closed', () => {
    const { earlier, plaidCase } = explainReport(makeReport(NOW, [closed, failure('2026-11-22T09:12:00.000Z')]))
    expect(earlier).toMatchObject({ why: 'ITEM_ERROR / INVALID_CREDENTIALS', error: { code: 'INVALID_CREDENTIALS' } })
    expect(plaidCase.session).toBe(0)
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
    expect(whoActs).toBe('nobody')
    expect(plaidCase.lines.find(({ key }) => key === 'client_user_id')?.value).toBe('u_1')
  })
})
