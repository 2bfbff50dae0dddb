import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { DiagnosticEntry } from '../../src/entry/fields.ts'
import { isMilestone } from '../../src/entry/key.ts'
import { DAY_MS } from '../../src/entry/time.ts'
import { DEFAULT_LIMITS } from '../../src/storage/limits.ts'
import { overLimits } from '../../src/storage/sessionLimits.ts'
import { entryOf, NOW } from '../support/limitedEntries.ts'

const HOUR = 3_600_000

describe('any entries', () => {
  const one = fc
    .record({
      session: fc.constantFrom('a', 'b', 'c', 'd', 'e', 'f'),
      at: fc.integer({ min: NOW - 30 * DAY_MS, max: NOW + 3 * DAY_MS }),
      type: fc.constantFrom<DiagnosticEntry['type']>('onEvent', 'onEvent', 'onExit', 'open'),
    })
    .map(({ session, at, type }) => entryOf(session, at, { type }))
  const limits = fc.record({
    sessions: fc.nat(6),
    entriesPerSession: fc.nat(10),
    days: fc.nat(20),
    total: fc.nat(40),
  })
  const entries = fc.array(one, { maxLength: 60 })

  it('never more than the total remains', () => {
    fc.assert(
      fc.property(entries, limits, (all, bounds) => {
        const dropped = overLimits(all, bounds, NOW)
        for (const entry of dropped.keys()) expect(all).toContain(entry)
        expect(all.length - dropped.size).toBeLessThanOrEqual(bounds.total)
      }),
      { numRuns: 500 },
    )
  })

  it('what remains is within the limits, but for sessions of the last hour', () => {
    fc.assert(
      fc.property(entries, limits, (all, given) => {
        // The total may take the newest entry of a live session, and leave the older ones.
        const bounds = { ...given, total: Infinity }
        const dropped = overLimits(all, bounds, NOW)
        const sessions = new Map<string, number[]>()
        for (const entry of all) {
          if (dropped.has(entry)) continue
          const at = entry.at > NOW + DAY_MS ? 0 : entry.at
          sessions.set(entry.code, [...(sessions.get(entry.code) ?? []), at])
        }
        const quiet = [...sessions.values()].filter((times) => Math.max(...times) <= NOW - HOUR)
        expect(quiet.length).toBeLessThanOrEqual(bounds.sessions)
        for (const times of quiet) expect(times.length).toBeLessThanOrEqual(bounds.entriesPerSession)
      }),
      { numRuns: 500 },
    )
  })

  it('what was given up once is not given up again', () => {
    fc.assert(
      fc.property(entries, limits, (all, given) => {
        const bounds = { ...given, total: Infinity } // it may make a session as old as its oldest entry
        const dropped = overLimits(all, bounds, NOW)
        const kept = all.filter((entry) => !dropped.has(entry))
        const again = overLimits(kept, bounds, NOW)
        expect([...again.values()].filter((reason) => reason !== 'age')).toEqual([])
      }),
      { numRuns: 500 },
    )
  })

  it('within a session no milestone goes while anything else remains', () => {
    fc.assert(
      fc.property(entries, fc.nat(10), (all, entriesPerSession) => {
        const dropped = overLimits(all, { ...DEFAULT_LIMITS, days: Infinity, entriesPerSession }, NOW, Infinity)
        for (const { code } of all) {
          const ofSession = all.filter((entry) => entry.code === code)
          const lostMilestone = ofSession.some((entry) => isMilestone(entry) && dropped.has(entry))
          const keptOther = ofSession.some((entry) => !isMilestone(entry) && !dropped.has(entry))
          expect(lostMilestone && keptOther).toBe(false)
        }
      }),
      { numRuns: 200 },
    )
  })
})
