import { afterEach, describe, expect, it, vi } from 'vitest'
import { pickIdentifiers } from 'react-plaid-link-diagnostics/identifiers'
import { pickWithheld } from '../../src/ids/pick.ts'
import { plaidResponses } from './plaidResponses.ts'

const accessToken = 'access-sandbox-de3ce8ef-33f8-452c-a685-8671031fc0f6'

afterEach(() => vi.unstubAllGlobals())

describe('what stands under the key of an identifier and is not picked', () => {
  it.each([
    ['anne@example.com', 'e-mail address'],
    ['mailto:anne@example.com', 'e-mail address'],
    ['anne%40example.com', 'e-mail address'],
    ['+14155550132', 'phone number'],
    ['+1 (415) 555-0132', 'phone number'],
    ['+49 151 23456789', 'phone number'],
    ['tel:4155550132', 'phone number'],
    ['415-555-0132', 'phone number'],
    ['(415) 555-0132', 'phone number'],
    ['415.555.0132', 'phone number'],
    ['user_415_555_0132', 'phone number'],
    ['4155550132', 'phone number'],
    ['14155550132', 'phone number'],
    ['00447911123456', 'phone number'],
    ['020 7946 0958', 'phone number'],
    ['090-1234-5678', 'phone number'],
    ['32 12 34 56', 'phone number'],
    ['078-05-1120', 'social security number'],
    ['078 05 1120', 'social security number'],
    ['ssn:078-05-1120', 'social security number'],
    ['078051120', 'social security number'],
    ['4111-1111-1111-1111', 'account number'],
    ['4111_1111_1111_1111', 'account number'],
    ['card 4111 1111 1111 1111', 'account number'],
    ['4111111111111111', 'account number'],
    ['4222222222222', 'account number'],
    ['378282246310005', 'account number'],
    ['5555555555554444', 'account number'],
    ['4111-1111-1111-1', 'account number'],
    ['4111-1111-1111-1:x', 'account number'],
    ['DE89370400440532013000', 'account number'],
    ['id:078-05-1120:x', 'social security number'],
    ['u415555-0132', 'phone number'],
    ['x415-555-0132:y', 'phone number'],
    ['x+4155550', 'free text'],
    ['+4155550x', 'free text'],
    ['020 7946 0958x', 'free text'],
    ['x 32 12 34 56', 'free text'],
    ['32 12 34 56 x', 'free text'],
    ['GB29NWBK60161331926819', 'account number'],
    ['gb29 nwbk 6016 1331 9268 19', 'account number'],
    ['public-sandbox-b0e2c4ee-a763-4df5-bfe9-46a46bce993d', 'secret'],
    ['x public-sandbox-1', 'secret'],
    ['btok_5oEetfLzPklE1fwJZ7SG', 'secret'],
    ['5ac5b5d5f5e5a5b5c5d5e5f5a5b5c5', 'secret'],
    ['Anne Charleston', 'free text'],
    ['https://example.com/users/1', 'free text'],
    ['x'.repeat(129), 'free text'],
  ])('%s is told: it looks like an %s', async (value, looksLike) => {
    for (const key of ['client_user_id', 'client_transaction_id']) {
      const told = { identifiers: [], withheld: [{ key, looksLike }] }
      expect(await pickWithheld({ [key]: value })).toEqual(told)
      expect(await pickWithheld({ nested: [{ [key]: [value, value] }] })).toEqual(told)
    }
  })

  it('is told to look like free text, however long that is', async () => {
    const withheld = [{ key: 'client_user_id', looksLike: 'free text' }]
    expect(await pickWithheld({ client_user_id: 'x'.repeat(100_000) })).toEqual({ identifiers: [], withheld })
  })

  it.each([
    ['item_id', '9900009606', 'another kind of id'],
    ['item_id', '987654321', 'social security number'],
    ['account_id', 'savings', 'another kind of id'],
    ['user_id', 'u_42', 'another kind of id'],
    ['user_id', 'anne@example.com', 'e-mail address'],
    ['access_token', 'hunter2', 'secret'],
    ['access_token', 'access-sandbox-abc123', 'secret'],
    ['access_token', 'pda-RDdg0TUCB0FB25_UPIlnhA==', 'secret'],
  ])('%s: %s is told: it looks like an %s', async (key, value, looksLike) => {
    expect(await pickWithheld({ [key]: value })).toEqual({ identifiers: [], withheld: [{ key, looksLike }] })
  })

  it('is told of a token where there is no Web Crypto', async () => {
    vi.stubGlobal('crypto', {})
    const withheld = [{ key: 'access_token', looksLike: 'secret' }]
    expect(await pickWithheld({ access_token: accessToken })).toEqual({ identifiers: [], withheld })
  })

  it('is told beside what is picked, each once', async () => {
    const source = {
      client_user_id: ['u_1', 'anne@example.com', 'bob@example.com', '415-555-0132'],
      item_id: 'x'.repeat(37),
    }
    expect(await pickWithheld(source)).toEqual({
      identifiers: await pickIdentifiers(source),
      withheld: [
        { key: 'client_user_id', looksLike: 'e-mail address' },
        { key: 'client_user_id', looksLike: 'phone number' },
      ],
    })
  })

  it.each(plaidResponses.filter(({ from }) => !from.startsWith('/oauth/token')))(
    'is nothing in what Plaid returns: $from',
    async ({ body }) => {
      expect((await pickWithheld(body)).withheld).toEqual([])
    },
  )

  it.each([
    'u99000096061234',
    'ab12cdefghijklmn3',
    'ab12345678',
    '00447911123456x',
    'x00447911123456',
    '4111111111111112',
    '42',
    '34',
  ])('is nothing of an id that only begins, ends or is as long as such a number: %s', async (value) => {
    expect((await pickWithheld({ client_user_id: value })).withheld).toEqual([])
  })

  it.each([
    undefined,
    null,
    7,
    'anne@example.com',
    { email: 'anne@example.com' },
    { client_user_id: '' },
    { access_token: '' },
    { client_user_id: null },
    { client_user_id: {} },
    { id: 'anne@example.com' },
    { item_id: accessToken },
  ])('is nothing where no identifier is named: %j', async (source) => {
    expect((await pickWithheld(source)).withheld).toEqual([])
  })
})
