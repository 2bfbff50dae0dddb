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
