import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { pickIdentifiers } from 'react-plaid-link-diagnostics/identifiers'
import { withheld as readWithheld } from '../../src/entry/shapes.ts'
import { knownIdentifiers } from '../../src/ids/keys.ts'
import { pickWithheld } from '../../src/ids/pick.ts'

describe('what stands under the key of an identifier and is not picked', () => {
  it('never says the value, and is of a form that is read back from disk', async () => {
    const key = fc.constantFrom(...knownIdentifiers.map((known) => known.key))
    const value = fc.oneof(fc.string({ maxLength: 200 }), fc.emailAddress(), fc.stringMatching(/^[\d .-]{5,20}$/))
    const source = fc.dictionary(key, fc.oneof(value, fc.array(value)))
    await fc.assert(
      fc.asyncProperty(source, async (given) => {
        const { identifiers, withheld } = await pickWithheld(given)
        expect(identifiers).toEqual(await pickIdentifiers(given))
        expect(readWithheld(withheld) ?? []).toEqual(withheld)
      }),
      { numRuns: 500 },
    )
  })
})
