import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { id } from '../../src/entry/shapes.ts'

describe('an id', () => {
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
})
