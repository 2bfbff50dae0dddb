import * as fc from 'fast-check'
import { describe, expect, it, vi } from 'vitest'
import { captureEvent, truncate } from '../../src/entry/capture.ts'
import { freeText, holdsSecret, institutionName, MAX_TEXT, name } from '../../src/entry/redact.ts'
import { id, timestamp } from '../../src/entry/shapes.ts'
import { textCases } from '../support/fixtures.ts'
import { captureAll, eventKeys, makeEntry, recognisable, words } from '../support/entries.ts'

vi.setConfig({ testTimeout: 30_000 })

describe('whatever is given', () => {
  const canaries = recognisable.map(({ example }) => example)
  const someText = fc.oneof(
    fc.string({ unit: 'binary', maxLength: 200 }),
    fc.string({ unit: 'grapheme', maxLength: 200 }),
    fc.string({ maxLength: 3000 }),
    fc
      .array(
        fc.oneof(
          fc.constantFrom(...canaries),
          fc.constantFrom(' ', '-', '@', '.', '://', '?a=', '1234', '\u200b', 'x'),
        ),
        {
          maxLength: 12,
        },
      )
      .map((parts) => parts.join('')),
  )

  it('a text is bounded, printable, in one line and well-formed', () => {
    fc.assert(
      fc.property(someText, (text) => {
        const kept = freeText(text)
        if (kept === undefined) return
        expect(kept.length).toBeLessThanOrEqual(MAX_TEXT)
        expect(kept).not.toBe('')
        expect(kept).not.toMatch(/[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}\p{DI}]/u)
      }),
      { numRuns: 1000 },
    )
  })

  it('a text is not changed by being scrubbed again', () => {
    fc.assert(
      fc.property(someText, (text) => {
        for (const shape of [freeText, institutionName, name]) {
          const once = shape(text)
          if (once !== undefined) expect(shape(once)).toBe(once)
        }
      }),
      { numRuns: 2000 },
    )
  })

  it('a name has only letters, digits, underscores and hyphens, at most 64, and stays as it is', () => {
    fc.assert(
      fc.property(fc.oneof(someText, fc.anything()), (value) => {
        const kept = name(value)
        if (kept === undefined) return
        expect(kept).toMatch(/^[\w-]{1,64}$/)
        expect(name(kept)).toBe(kept)
      }),
      { numRuns: 1000 },
    )
  })

  it('an id is itself or nothing, and never holds a token', () => {
    fc.assert(
      fc.property(fc.oneof(someText, fc.stringMatching(/^[A-Za-z0-9_.:<>~-]{1,140}$/), fc.anything()), (value) => {
        const kept = id(value)
        if (kept === undefined) return
        expect(kept).toBe(value)
        expect(kept).toMatch(/^[!-~]{1,128}$/)
        expect(holdsSecret(kept)).toBe(false)
      }),
      { numRuns: 1000 },
    )
  })

  it('every character is printable or gone, once and for all', () => {
    const planes = [...Array(0x11000).keys(), ...Array.from({ length: 0x2000 }, (_, index) => 0xe0000 + index)]
    for (const code of planes) {
      const kept = freeText(`a${String.fromCodePoint(code)}b`) ?? ''
      if (/[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}\p{DI}]/u.test(kept)) expect.fail(`U+${code.toString(16)} is kept`)
      if (freeText(kept) !== kept) expect.fail(`U+${code.toString(16)} changes`)
    }
  })

  it('an entry is within 2 kB, and the capture does not throw', () => {
    const values = fc.oneof(
      fc.anything({ withNullPrototype: true, withBigInt: true, withDate: true, withMap: true, withSparseArray: true }),
      someText,
      fc.constantFrom('€'.repeat(600), '"'.repeat(600), '\u0001'.repeat(600), 'x'.repeat(128), '😀'.repeat(300)),
    )
    fc.assert(
      fc.property(values, (value) => {
        for (const captured of captureAll(value)) {
          expect(new TextEncoder().encode(JSON.stringify(captured)).length).toBeLessThanOrEqual(2048)
        }
      }),
      { numRuns: 150 },
    )
  })

  it('the longest possible entry is within 2 kB', () => {
    const longest = Object.fromEntries(
      eventKeys.map((key) => [
        key,
        key.endsWith('_id') ? 'x'.repeat(128) : key === 'institution_name' ? '銀'.repeat(128) : 'X_'.repeat(32),
      ]),
    )
    const captured = {
      ...makeEntry(),
      at: Date.now(),
      page: 'x'.repeat(8),
      attemptId: 'x'.repeat(8),
      code: 'XXXX-XXXX',
      sequence: 99_999,
    }
    captureEvent(captured, 'X_'.repeat(32), {
      ...longest,
      error_message: '銀 '.repeat(256),
      timestamp: '2024-05-21T00:18:09Z',
    })
    truncate(captured)
    expect(new TextEncoder().encode(JSON.stringify(captured)).length).toBeLessThanOrEqual(2048)
  })
})

describe('among any words', () => {
  it('a text of common words is found in one pass as in two', () => {
    // A number at the end has the text looked at word by word.
    const word = fc.stringMatching(/^(?:[A-Z]{2,32}|[A-Z]?[a-z]{2,32})$/)
    const between = fc.constantFrom(' ', ', ', '. ')
    const words = fc
      .tuple(fc.array(fc.tuple(word, between), { maxLength: 6 }), word, fc.constantFrom('', '.', ','))
      .map(([parts, last, stop]) => parts.flat().join('') + last + stop)
    const names = fc.stringMatching(/^[A-Z]{2,32}(?:_[A-Z]{2,32}){0,4}$/)
    fc.assert(
      fc.property(fc.oneof(words, names), (text) => {
        expect(freeText(text)).toBe(text)
        expect(freeText(`${text} 7`)).toBe(`${text} 7`)
      }),
      { numRuns: 500 },
    )
  })

  it('a text of plain words stays as it is', () => {
    const word = fc.stringMatching(/^(?:\p{Lu}?\p{Ll}{2,12}|[A-Z]{2,12}(?:_[A-Z]{2,12})?|\p{Lo}{1,8})$/u)
    const plain = word.filter((one) => !/\p{DI}/u.test(one))
    const between = fc.constantFrom(' ', ', ', '. ', ': ', '; ', ' - ', ' (', ') ', '-', '/', "'", '’', '. “', '” ')
    fc.assert(
      fc.property(fc.array(fc.tuple(plain, between), { minLength: 1, maxLength: 12 }), plain, (parts, last) => {
        const text = parts.flat().join('') + last
        if (text.length > 200 || /[A-Za-z]{33}/.test(text)) return
        expect(freeText(text)).toBe(text)
      }),
      { numRuns: 500 },
    )
  })

  it('no secret survives among words, in any text', () => {
    const words = fc.array(fc.oneof(fc.lorem({ maxCount: 1 }), fc.constantFrom('"', ',', ':', '(', '=', '12', 'a')), {
      maxLength: 20,
    })
    fc.assert(
      fc.property(
        words,
        fc.constantFrom(...textCases.secrets.filter(({ tier }) => tier === 'must')),
        words,
        (before, { example, core }, after) => {
          const text = [...before, example, ...after].join(' ')
          for (const shape of [freeText, institutionName, name]) expect(shape(text) ?? '').not.toContain(core)
        },
      ),
      { numRuns: 1000 },
    )
  })
})

describe('the worst input', () => {
  const units = [
    ...words(
      'a A a- - a@ a@b. 1 (1 1- GB29 f0 f a: a:// ?a= eyJa eyJaaaaaaaa. pda pda- btok_ 12345678- 1,2: 1_*· a%40 %40 #a= x. " ½ １ ㏒ ﷺ',
    ),
    ...words('2024-05-21T oauth_state_id access-sandbox access- [token]'),
    ' ',
    '\n',
    '1 ',
    'GB29 ',
    '\u200b',
    '\ud800',
  ]
  const of = (unit: string, length: number): string => unit.repeat(Math.ceil(length / unit.length)).slice(0, length)

  it.each(units)('comes to an end: 50,000 characters of %j', (unit) => {
    const texts = [of(unit, 50_000), `${of(unit, 1023)} `, of(unit, 1024), `${of(unit, 1000)} ${of(unit, 50_000)}`]
    // A pattern that backtracks would take minutes; these take milliseconds.
    for (const text of texts) {
      for (const shape of [freeText, name, institutionName, id, timestamp])
        expect(shape(text)?.length ?? 0).toBeLessThan(513)
    }
  })

  it('comes to an end, and is bounded, with 5 MB', () => {
    for (const unit of units) expect(freeText(of(unit, 5_000_000))?.length ?? 0).toBeLessThan(513)
  }, 60_000)
})
