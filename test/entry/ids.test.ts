import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { id, timestamp } from '../../src/entry/shapes.ts'
import { looksLikeAnId, recognisable } from '../support/entries.ts'
import { secrets } from '../support/fixtures.ts'

const controls = secrets.filter(({ tier }) => tier === 'negative-control')

describe('an id', () => {
  it.each(controls.filter(({ kind }) => kind !== 'institution_name_digits'))(
    'is kept as it is: $kind',
    ({ example }) => {
      expect(id(example)).toBe(example)
    },
  )

  it.each([
    's',
    '<link_session_id>',
    'ClqZyuhovgkaQ3j',
    'reqApi000000001',
    'idv_52xR9LKo77r1Np',
    'payment-id-sandbox-feca8a7a',
    'x'.repeat(128),
    '...',
  ])('is exempt from what is done to texts: %s', (value) => {
    expect(id(value)).toBe(value)
  })

  it.each(recognisable.filter(({ kind }) => !looksLikeAnId.test(kind)))(
    'is dropped where it is a secret: $kind',
    ({ example }) => {
      expect(id(example)).toBeUndefined()
      expect(id(`x${example}x`)).toBeUndefined()
      expect(id(example.toUpperCase())).toBeUndefined()
    },
  )

  it.each([
    '987-65-4321',
    '415-555-0011',
    '415.555.0011',
    'user_9900009606',
    '4111_1111_1111_1111',
    'x'.repeat(40) + '021000021',
  ])('is dropped where it is a number of a person or an account: %s', (value) => {
    expect(id(value)).toBeUndefined()
  })

  it.each(['', ' ', 'two words', 'x'.repeat(129), 7, null])('is none: %j', (value) => {
    expect(id(value)).toBeUndefined()
  })

  const letters = [...'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789']
  const random = (minLength: number, maxLength: number): fc.Arbitrary<string> =>
    fc.string({ unit: fc.constantFrom(...letters), minLength, maxLength }).filter((text) => !/\d{9}/.test(text))
  const hexadecimal = (length: number): fc.Arbitrary<string> =>
    fc.string({ unit: fc.constantFrom(...'0123456789abcdef'), minLength: length, maxLength: length })

  it.each<[form: string, ids: fc.Arbitrary<string>]>([
    ['a UUID', fc.uuid()],
    ['a UUID in capitals', fc.uuid().map((uuid) => uuid.toUpperCase())],
    ['a UUID of nearly nothing but digits', fc.stringMatching(/^\d{8}-\d{4}-4\d{3}-8\d{3}-\d{12}$/)],
    ['15 letters and digits', random(15, 15)],
    ['37 letters and digits', random(37, 37)],
    ['any number of letters and digits', random(1, 128).filter((text) => !/^[\da-f]{30}$/i.test(text))],
    ['24 hexadecimal digits', hexadecimal(24).filter((text) => /[a-f]/.test(text))],
    ['an institution', fc.nat(999_999).map((number) => `ins_${number}`)],
    ['an identity verification', random(8, 32).map((text) => `idv_${text}`)],
  ])('is kept, whatever it is: %s', (_, ids) => {
    fc.assert(
      fc.property(ids, (value) => {
        expect(id(value)).toBe(value)
      }),
      { numRuns: 1000 },
    )
  })

  it.each(['', 'x'.repeat(129), 'two words', 'line\nbreak', 'a\u200bb', 'a@b', 'ａ', 7, null, undefined, {}, ['a']])(
    'is not %j',
    (value) => {
      expect(id(value)).toBeUndefined()
    },
  )
})

describe('a timestamp', () => {
  it.each([
    ['2024-05-21T00:18:09Z', '2024-05-21T00:18:09.000Z'],
    ['2017-09-14T14:42:19.350Z', '2017-09-14T14:42:19.350Z'],
    ['2024-05-21T02:18:09+02:00', '2024-05-21T00:18:09.000Z'],
    ['2024-05-21T00:18:09.123456Z', '2024-05-21T00:18:09.123Z'],
    ['2024-13-45T00:00:00Z', undefined],
    ['2024-05-21T123456789012Z', undefined],
    ['2024-05-21T0018.0935000Z', undefined],
    ['yesterday', undefined],
    ['2024-05-21T00:18:09', undefined],
    [1716250689000, undefined],
    ['', undefined],
  ])('%j is kept as %j', (value, kept) => {
    expect(timestamp(value)).toBe(kept)
  })
})
