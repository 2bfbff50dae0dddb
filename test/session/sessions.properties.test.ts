import * as fc from 'fast-check'
import { describe, expect, it, vi } from 'vitest'
import type { DiagnosticEntry } from '../../src/entry/fields.ts'
import { toSessions } from '../../src/session/sessions.ts'
import { DAY, HOUR, iso, START } from '../support/pageLoad.ts'

vi.setConfig({ testTimeout: 30_000 })

describe('whatever is recorded', () => {
  const types: DiagnosticEntry['type'][] = [
    ...(['open', 'onEvent', 'onEvent', 'onSuccess', 'onExit', 'linkToken', 'pageLeft', 'attached'] as const),
    ...(['scriptFailed', 'unmounted', 'tokenChanged', 'exit', 'offline', 'callbackThrew'] as const),
  ]
  const optional = <T>(arbitrary: fc.Arbitrary<T>) => fc.option(arbitrary, { nil: undefined, freq: 3 })
  const entries = fc
    .array(
      fc.record({
        type: fc.constantFrom(...types),
        at: fc.integer({ min: START - DAY, max: START + 3 * DAY }),
        page: fc.constantFrom('p1', 'p2', 'p3'),
        attemptId: fc.constantFrom('a1', 'a2', 'a3', 'a4'),
        linkSessionId: optional(fc.constantFrom('s1', 's2', 's3')),
        timestamp: optional(fc.integer({ min: -HOUR, max: HOUR }).map(iso)),
        eventName: optional(fc.constantFrom('OPEN', 'ERROR', 'EXIT', 'HANDOFF', 'LAYER_NOT_AVAILABLE', 'NEW')),
        linkTokenFingerprint: optional(fc.constantFrom('f1', 'f2')),
        oauthReturn: optional(fc.constant(true)),
        errorCode: optional(fc.constant('X')),
      }),
      { maxLength: 25 },
    )
    .map((all) =>
      all.map((fields, sequence) => {
        const known = Object.entries({ ...fields, sequence, code: '' }).filter(([, value]) => value !== undefined)
        return Object.fromEntries(known) as unknown as DiagnosticEntry
      }),
    )

  it('any shuffle of the same entries gives the same sessions', () => {
    fc.assert(
      fc.property(
        entries.chain((all) =>
          fc.tuple(fc.constant(all), fc.shuffledSubarray(all, { minLength: all.length, maxLength: all.length })),
        ),
        ([all, shuffled]) => {
          expect(toSessions(shuffled, START + DAY)).toEqual(toSessions(all, START + DAY))
        },
      ),
      { numRuns: 500 },
    )
  })

  it('every entry is in exactly one session, twins counted, in the order of its times', () => {
    fc.assert(
      fc.property(entries, (all) => {
        const sessions = toSessions(all, START + DAY)
        const kept = sessions.flatMap((session) => session.entries)
        expect(kept.reduce((count, { times = 1 }) => count + times, 0)).toBe(all.length)
        for (const session of sessions) {
          const times = session.entries.flatMap(({ timestamp }) => timestamp ?? [])
          expect(times).toEqual(times.toSorted())
          expect(Date.parse(session.startedAt)).not.toBeNaN()
          expect(session.code).toMatch(/^[0-9A-HJKMNP-TV-Z]{4}-[0-9A-HJKMNP-TV-Z]{4}$/)
        }
      }),
      { numRuns: 500 },
    )
  })
})
