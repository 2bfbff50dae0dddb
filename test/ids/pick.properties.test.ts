import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { pickIdentifiers, plaidIdentifiers } from 'react-plaid-link-diagnostics/identifiers'
import secrets from '../fixtures/plaid/secrets.json'
import { camelCase } from './samples.ts'

describe('pickIdentifiers', () => {
  describe('lets no secret out', () => {
    const all = secrets.filter(({ tier }) => tier !== 'negative-control')
    /** Under the key of an identifier these can be one: an old item_id and an API key are both 24 hex digits. */
    const ambiguous = [
      'client_id',
      'payment_id',
      'item_id',
      'user_id',
      'account_mask',
      'date_of_birth',
      'sandbox_username',
    ]
    const key = fc.constantFrom(
      ...plaidIdentifiers.flatMap(({ key }) => [key, camelCase(key), `${key}s`]),
      'id',
      'token',
      'accounts',
      'transfer',
      'removed_transactions',
      'data',
      'headers',
      'config',
      'request',
    )

    /** Digits with a letter before them are an id, where an app makes its own. */
    const digits = ['account_number', 'wire_routing', 'ssn']

    it.each(all.filter(({ kind }) => !ambiguous.includes(kind)))(
      '$kind $example, whatever it stands under and however it is wrapped',
      async ({ kind, example }) => {
        const under = key.filter((name) => !(digits.includes(kind) && name.startsWith('client')))
        const wrapped = fc.constantFrom(...wrap(example))
        const inner = fc.dictionary(fc.oneof(under, fc.constant(example)), fc.oneof(wrapped, fc.jsonValue()))
        const source = fc.oneof(wrapped, fc.dictionary(under, fc.oneof(wrapped, inner, fc.array(inner))))
        await neverComesOut(example, source)
      },
    )

    it.each(all)('$kind $example, under any key but that of an identifier', async ({ example }) => {
      const other = fc.string().filter((name) => !/ids?$|transactions$/i.test(name))
      const inner = fc.dictionary(other, fc.constantFrom(...wrap(example)))
      const source = fc.oneof(inner, fc.array(inner), fc.dictionary(other, inner))
      await neverComesOut(example, source)
    })

    it.each(secrets.filter(({ tier, example }) => tier === 'negative-control' && !example.includes(' ')))(
      'but keeps $example where it is the value of an identifier',
      async ({ example }) => {
        expect(await pickIdentifiers({ link_session_id: example })).toContainEqual({
          key: 'link_session_id',
          value: example,
        })
        expect(await pickIdentifiers({ request_id: example })).toEqual([{ key: 'request_id', value: example }])
      },
    )
  })

  it('never rejects, with any value at all', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.anything({ withNullPrototype: true, withTypedArray: true, withMap: true }),
        async (source) => {
          expect(await pickIdentifiers(source)).toBeInstanceOf(Array)
        },
      ),
      { numRuns: 500 },
    )
  })
})

async function neverComesOut(secret: string, source: fc.Arbitrary<unknown>) {
  const property = fc.asyncProperty(source, async (source) => {
    // Not as JSON, which would escape the quotes in a secret.
    expect((await pickIdentifiers(source)).flatMap(Object.values<string>).join('\n')).not.toContain(secret)
  })
  await fc.assert(property, { numRuns: 100 })
}

/** A secret as a value, in a longer one, in a list, as a key, in JSON. */
function wrap(secret: string): unknown[] {
  const longer = [`"${secret}"`, `x${secret}`, `${secret}.`, `provided access_token=${secret}, see logs`]
  const lists = [[secret], [[[secret]]], [`x-${secret}`]]
  const json = [JSON.stringify({ access_token: secret, note: secret }), JSON.stringify([[secret]])]
  return [secret, ...longer, ...lists, ...json, { [secret]: secret }]
}
