import { explainReport, type LinkSession } from 'react-plaid-link-diagnostics/report'
import { expect, test } from 'vitest'
import { makeReport, makeSession, type Step } from '../support/reports.ts'

/**
 * How often entries are read, in place of how long it takes: the same on every machine. What grows with the square of
 * the entries reads four times as many for twice as many.
 */
function readsOf(sessions: LinkSession[]): number {
  let reads = 0
  const counted = sessions.map((session) => ({
    ...session,
    entries: new Proxy(session.entries, {
      get(target, key, receiver) {
        reads++
        return Reflect.get(target, key, receiver) as unknown
      },
    }),
  }))
  explainReport(makeReport('2026-11-22T09:21:40.310Z', counted))
  return reads
}

function one(outcome: LinkSession['outcome'], steps: Step[], linkSessionId = 'one'): LinkSession[] {
  return [makeSession({ outcome, linkSessionId, steps })]
}

const ofOneToken = (session: LinkSession): LinkSession => ({ ...session, linkTokenFingerprint: 'sha256-1' })
const range = (n: number): number[] => [...Array(n).keys()]
const bank = (i: number): Step[2] => ({ institutionId: `ins_${i}`, institutionName: `Bank ${i}` })
const otherId = (i: number) => [{ key: 'link_session_id', value: `other${i}` }]
const error = (i: number): Step[2] => ({ eventName: 'ERROR', errorType: 'ITEM_ERROR', errorCode: `CODE_${i}` })

test.each<[string, (n: number) => LinkSession[]]>([
  [
    'views',
    (n) =>
      one(
        'exited',
        range(n).map((i) => [i, i, { eventName: 'TRANSITION_VIEW', viewName: 'MFA' }]),
      ),
  ],
  [
    'errors, each of its own code',
    (n) =>
      one(
        'failed',
        range(n).map((i) => [i, i, { ...error(i), ...bank(i) }]),
      ),
  ],
  [
    'the same error',
    (n) =>
      one(
        'failed',
        range(n).map((i) => [i, i, error(1)]),
      ),
  ],
  [
    'errors and banks that were connected',
    (n) =>
      one(
        'succeeded',
        range(n).map((i) => [i, i, { ...(i % 2 ? error(i) : { eventName: 'HANDOFF' }), ...bank(i) }]),
      ),
  ],
  [
    'simulated errors',
    (n) =>
      one(
        'failed',
        range(n).map((i) => [i, i, { ...error(i), simulated: true }]),
      ),
  ],
  [
    'steps of an identity check',
    (n) =>
      one(
        'succeeded',
        range(n).map((i) => [i, i, { eventName: 'IDENTITY_VERIFICATION_FAIL_STEP' }]),
        'idv_1',
      ),
  ],
  [
    'faults, and Link opened again and again',
    (n) =>
      one(
        'failed',
        range(n).map((i): Step => {
          const faults: Step[2][] = [
            { type: 'open', ready: true },
            { type: 'scriptThrew' },
            { type: 'cspBlocked' },
            { type: 'onExit', errorCode: `X${i}` },
            { type: 'callbackThrew', callback: 'onEvent', errorName: `E${i}` },
            { type: 'offline' },
          ]
          return [i, null, faults[i % 6] as Step[2]]
        }),
      ),
  ],
  [
    'attached identifiers',
    (n) =>
      one(
        'exited',
        range(n).map((i) => [i, null, { type: 'attached', identifiers: otherId(i) }]),
      ).map((session) => ({ ...session, identifiers: range(n).flatMap(otherId) })),
  ],
  [
    'logins that as many banks rejected, before the link_token ended',
    (n) =>
      one('failed', [
        ...range(n).map((i): Step => [
          i,
          i,
          { ...error(i), errorCode: 'INVALID_CREDENTIALS', institutionId: `ins_${i}` },
        ]),
        [n, null, { type: 'onExit', errorType: 'INVALID_INPUT', errorCode: 'INVALID_LINK_TOKEN' }],
      ]),
  ],
  [
    'logins that as many banks rejected, in ten sessions of the link_token that then ended',
    (n) => {
      const rejected = (i: number): Step[2] => ({ ...error(i), errorCode: 'INVALID_CREDENTIALS', ...bank(i) })
      const ended: Step = [0, null, { type: 'onExit', errorType: 'INVALID_INPUT', errorCode: 'INVALID_LINK_TOKEN' }]
      const steps = range(n / 10).map((i): Step => [i, i, rejected(i)])
      const session = (i: number, told: Step[]): LinkSession =>
        ofOneToken(makeSession({ outcome: 'failed', linkSessionId: `s${i}`, steps: told }))
      return [session(0, [ended]), ...range(10).map((i) => session(i + 1, steps))]
    },
  ],
  [
    'sessions in which one bank was down, after a long one',
    (n) => {
      const down: Step = [0, 0, { eventName: 'ERROR', errorType: 'INSTITUTION_ERROR', errorCode: 'INSTITUTION_DOWN' }]
      const institution = { id: 'ins_1', name: 'Bank 1' }
      const views = range(n).map((i): Step => [i, i, { eventName: 'TRANSITION_VIEW', viewName: 'LOADING' }])
      const session = (i: number, steps: Step[]): LinkSession =>
        makeSession({ outcome: 'failed', linkSessionId: `s${i}`, institution, steps })
      return [session(n, [...views, down]), ...range(n).map((i) => session(i, [down]))]
    },
  ],
  [
    'sessions of one entry',
    (n) =>
      range(n).map((i) =>
        makeSession({
          outcome: 'failed',
          linkSessionId: `s${i}`,
          steps: [[0, null, { type: 'onExit', errorCode: `C${i}` }]],
        }),
      ),
  ],
])('twice as many %s take twice the reads', (_, make) => {
  const [once, twice] = [readsOf(make(300)), readsOf(make(600))]
  expect(once).toBeGreaterThan(300)
  expect(twice / once).toBeLessThan(2.3)
})
