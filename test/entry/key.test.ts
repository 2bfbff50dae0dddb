import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { DiagnosticEntry } from '../../src/entry/fields.ts'
import { isMilestone, reportCode, toKey } from '../../src/entry/key.ts'
import { parseKey } from '../../src/storage/parseKey.ts'

const SCOPE = '7KQF2M9T'

function entry(fields: Partial<DiagnosticEntry> = {}): DiagnosticEntry {
  const at = Date.parse('2026-11-22T10:00:00Z')
  return { type: 'open', at, page: 'page0001', sequence: 0, attemptId: 'attempt1', code: '7KQF-2M9T', ...fields }
}

const word = fc.stringMatching(/^[a-z0-9]{8}$/)
const anyEntry = fc
  .record({
    type: fc.constantFrom<DiagnosticEntry['type']>('open', 'onEvent', 'onExit', 'linkToken'),
    at: fc.integer({ min: 0, max: Date.parse('5000-01-01T00:00:00Z') }),
    page: word,
    sequence: fc.nat(36 ** 6 - 1),
    attemptId: word,
    code: fc.string().map(reportCode),
  })
  .map((fields) => entry(fields))

describe('the key of an entry', () => {
  it('is read back as it was written', () => {
    fc.assert(
      fc.property(anyEntry, (one) => {
        const { at, page, sequence } = one
        for (const scope of ['', SCOPE]) {
          expect(parseKey(toKey(one, scope))).toEqual({ at, page, sequence, scope })
        }
      }),
    )
  })

  it('sorts by time, then by page and sequence', () => {
    fc.assert(
      fc.property(anyEntry, anyEntry, (a, b) => {
        const order = (one: DiagnosticEntry): (string | number)[] => [one.at, one.page, one.sequence]
        const [x, y] = [order(a), order(b)]
        const index = x.findIndex((value, position) => value !== y[position])
        if (index === -1) return
        const isBefore = (x[index] as number) < (y[index] as number)
        expect(toKey(a, SCOPE) < toKey(b, SCOPE)).toBe(isBefore)
      }),
    )
  })

  it('cannot collide between two tabs, two page loads or two entries', () => {
    const others = [{ page: 'page0002' }, { sequence: 1 }, { at: entry().at + 1 }]
    const keys = [entry(), ...others.map(entry)].map((one) => toKey(one, SCOPE))
    expect(new Set(keys).size).toBe(4)
  })

  it('holds nothing of what was recorded but ids that were made on this device', () => {
    const key = toKey(entry({ linkSessionId: 'session', requestId: 'request', institutionName: 'Bank' }), SCOPE)
    expect(key).not.toMatch(/session|request|Bank/)
  })

  it('survives a clock before 1970', () => {
    expect(parseKey(toKey(entry({ at: -5 }), SCOPE))?.at).toBe(0)
  })

  it.each([
    undefined,
    null,
    7,
    '',
    'dropped',
    `${SCOPE}/`,
    `${SCOPE}!dropped`,
    ['x'],
    new Date(),
    `x${toKey(entry(), SCOPE)}-2`,
  ])('is not taken from a key of somebody else: %j', (key) => {
    expect(parseKey(key)).toBeUndefined()
  })
})

describe('what is given up last', () => {
  const telling = [
    'open',
    'onSuccess',
    'onExit',
    'attached',
    'scriptFailed',
    'notReady',
    'cspBlocked',
    'pageLeft',
    'linkToken',
  ]
  it.each(telling)('is %s', (type) => {
    expect(isMilestone(entry({ type: type as DiagnosticEntry['type'] }))).toBe(true)
  })

  it.each(['OPEN', 'ERROR', 'EXIT', 'HANDOFF'])('is the event %s', (eventName) => {
    expect(isMilestone(entry({ type: 'onEvent', eventName }))).toBe(true)
  })

  it.each(['TRANSITION_VIEW', 'SELECT_INSTITUTION', 'REOPEN', 'OPEN_OAUTH', undefined])(
    'is not the event %s',
    (eventName) => {
      expect(isMilestone(entry({ type: 'onEvent', ...(eventName ? { eventName } : {}) }))).toBe(false)
    },
  )
})

describe('the report code', () => {
  it('can be said on the phone: eight of Crockford base 32, in two groups', () => {
    fc.assert(
      fc.property(
        fc.string(),
        (id) => void expect(reportCode(id)).toMatch(/^[0-9A-HJKMNP-TV-Z]{4}-[0-9A-HJKMNP-TV-Z]{4}$/),
      ),
    )
  })

  it('is the same for the same id, in every version', () => {
    expect(reportCode('5a1f2c3d-4b5e-4f60-8a7b-9c0d1e2f3a4b')).toBe('1B17-0B6R')
    expect(reportCode('79e772be-547d-4c9c-8b76-4ac4ed4c441a')).toBe('SVR2-GFB9')
    expect(reportCode('')).toMatch(/^\S{9}$/)
  })

  it('differs between 50,000 ids that differ little', () => {
    const codes = new Set(Array.from({ length: 50_000 }, (_, index) => reportCode(`session-${index}`)))
    // 40 bits: about one pair in a thousand such sets is expected to collide
    expect(codes.size).toBeGreaterThan(49_990)
    for (const position of [0, 1, 2, 3, 5, 6, 7, 8]) {
      expect(new Set([...codes].map((code) => code[position])).size).toBe(32)
    }
  })
})
