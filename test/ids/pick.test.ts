import { describe, expect, it } from 'vitest'
import { pickIdentifiers, plaidIdentifiers } from 'react-plaid-link-diagnostics/identifiers'
import { plaidResponses } from './plaidResponses.ts'
import { accountId, axiosEnvelope, camelCase, expected, itemId, transferId } from './samples.ts'

describe('pickIdentifiers', () => {
  describe('picks from what Plaid returns all that Support asks for, and nothing else', () => {
    it.each(plaidResponses)('$from', async ({ body, identifiers }) => {
      expect(await pickIdentifiers(body)).toEqual(await expected(identifiers))
    })

    it.each(plaidResponses)("$from, as the SDK's AxiosResponse", async ({ body, identifiers }) => {
      const response = { data: body, ...axiosEnvelope() }
      expect(await pickIdentifiers(response)).toEqual(await expected(identifiers))
    })

    it('covers every identifier that a response can carry', () => {
      const returned = new Set(plaidResponses.flatMap(({ identifiers }) => identifiers.map(([key]) => key)))
      const others = plaidIdentifiers.map(({ key }) => key).filter((key) => !returned.has(key))
      expect(others).toEqual(['credit_dashboard_user_id'])
    })
  })

  describe("picks from the SDK's errors", () => {
    it('what is in response.data, and nothing of the request', async () => {
      const error = Object.assign(new Error('Request failed with status code 400'), {
        isAxiosError: true,
        code: 'ERR_BAD_REQUEST',
        ...axiosEnvelope(),
        status: 400,
        response: {
          ...axiosEnvelope(),
          data: { error_type: 'ITEM_ERROR', error_code: 'ITEM_LOGIN_REQUIRED', request_id: 'HNTDNrA8F1shFEW' },
        },
      })
      expect(await pickIdentifiers(error)).toEqual([{ key: 'request_id', value: 'HNTDNrA8F1shFEW' }])
    })

    it.each([
      ['as JSON', JSON.parse(JSON.stringify(axiosEnvelope())) as object],
      ['without its headers', { status: 400, config: { data: { item_id: 'wrong' } }, request: { item_id: 'wrong' } }],
      ['an error alone', { isAxiosError: true, request: { item_id: 'wrong' } }],
    ])('nothing of the request: %s', async (_, response) => {
      expect(await pickIdentifiers({ ...response, data: { item_id: itemId } })).toEqual([
        { key: 'item_id', value: itemId },
      ])
    })

    it('nothing where no response came', async () => {
      const error = Object.assign(new Error('timeout'), { ...axiosEnvelope(), status: undefined })
      expect(await pickIdentifiers(error)).toEqual([])
    })
  })

  it.each(['Plaid-Request-ID', 'plaid-request-id', 'PLAID-REQUEST-ID'])(
    'reads the header %s of a PDF',
    async (name) => {
      const response = { ...axiosEnvelope(), headers: { [name]: 'HNTDNrA8F1shFEW' }, data: Buffer.from('%PDF') }
      expect(await pickIdentifiers(response)).toEqual([{ key: 'request_id', value: 'HNTDNrA8F1shFEW' }])
    },
  )

  describe('reads an object of the app', () => {
    const values = plaidIdentifiers.filter(({ secrecy }) => secrecy === 'value')

    it.each(values)('with the key $key, however it is spelled', async ({ key }) => {
      const value = 'vokyE5Rn6vHKqDLRXEn5fne7LwbKPLIXGK98d'
      for (const spelling of [key, camelCase(key), key.toUpperCase(), `plaid_${key}`, camelCase(`plaid_${key}`)]) {
        expect(await pickIdentifiers({ [spelling]: value }), spelling).toEqual([{ key, value }])
      }
    })

    it('with a number as an id', async () => {
      expect(await pickIdentifiers({ client_user_id: 90017 })).toEqual([{ key: 'client_user_id', value: '90017' }])
    })

    it.each([
      { request: { item_id: itemId } },
      { config: { item_id: itemId } },
      { status: 'sent', request: { itemId } },
    ])('with a request or a configuration of its own: %j', async (source) => {
      expect(await pickIdentifiers(source)).toEqual([{ key: 'item_id', value: itemId }])
    })

    it('with one thing under two names', async () => {
      const thing = { id: transferId }
      expect(await pickIdentifiers({ latest: thing, transfer: thing, transfers: [thing] })).toEqual([
        { key: 'transfer_id', value: transferId },
      ])
    })

    it('with a list of ids', async () => {
      expect(await pickIdentifiers({ itemIds: [itemId, '515cd85321d3649aecddc015'] })).toEqual([
        { key: 'item_id', value: itemId },
        { key: 'item_id', value: '515cd85321d3649aecddc015' },
      ])
    })

    it('with ids in objects named after their kind, as the mobile SDKs give them', async () => {
      const metadata = {
        linkSessionId: 's',
        institution: { id: 'ins_3', name: 'Chase' },
        accounts: [{ id: accountId }],
      }
      expect(await pickIdentifiers({ metadata })).toEqual([
        { key: 'link_session_id', value: 's' },
        { key: 'institution_id', value: 'ins_3' },
        { key: 'account_id', value: accountId },
      ])
    })

    it('but takes no id of anything else for one', async () => {
      const source = { id: itemId, user: { id: itemId }, item: { id: itemId }, sweep: { id: itemId }, user_id: 'u_42' }
      expect(await pickIdentifiers(source)).toEqual([])
    })

    it.each([
      ['account', 7],
      ['account', '12345678'],
      ['account', 'savings'],
      ['account', '79e772be-547d-4c9c-8b76-4ac4ed4c441a'],
      ['institution', 'branch_7'],
      ['institution', itemId],
      ['transfer', 90017],
      ['transfer', 'tr_90017'],
      ['authorization', itemId],
    ])('nor an id of its own %s for one of Plaid: %s', async (thing, id) => {
      expect(await pickIdentifiers({ [thing]: { id } })).toEqual([])
      expect(await pickIdentifiers({ [`${thing}s`]: [{ id }] })).toEqual([])
    })

    it('nor what only begins as one of Plaid', async () => {
      const source = {
        institution: { id: 'ins_' },
        id: 'idv_my-own',
        session: { id: 'flwses_1' },
        user_id: 'x'.repeat(20),
        request_id: ['4'.repeat(24), '4'.repeat(32)],
      }
      expect(await pickIdentifiers(source)).toEqual([])
    })

    it.each([7, '12345678', 'savings', '9'.repeat(37)])('nor %s for an account_id', async (id) => {
      expect(await pickIdentifiers({ account_id: id, account_ids: [id] })).toEqual([])
    })
  })

  it.each(['idv_52xR9LKo77r1Np', 'flwses_42cF1MNo42r9Xj'])('knows %s for an identity verification', async (value) => {
    const verification = { key: 'identity_verification_id', value }
    expect(await pickIdentifiers({ id: value })).toEqual([verification])
    expect(await pickIdentifiers(value)).toEqual([verification])
    expect(await pickIdentifiers({ link_session_id: value })).toEqual([{ key: 'link_session_id', value }, verification])
  })
})

describe('what it has picked itself', () => {
  it('passes through, so that a server can pick and a browser attach', async () => {
    const picked = await pickIdentifiers({
      item_id: 'M5eVJqLnv3tbzdngLDp9FL5OlDNxlNhlE55op',
      access_token: 'access-production-b0e2c4ee-a763-4df5-bfe9-46a46bce993d',
      client_user_id: 'u_90017264',
      request_id: 'Aim3b',
    })
    expect(picked).toHaveLength(4)
    expect(await pickIdentifiers(picked)).toEqual(picked)
    expect(await pickIdentifiers(JSON.parse(JSON.stringify({ identifiers: picked })))).toEqual(picked)
  })

  it('is checked again: a value under another key, a token or a number of an account is not let through', async () => {
    expect(
      await pickIdentifiers([
        { key: 'item_id', value: '9900009606' },
        { key: 'mask', value: '0000' },
        { key: 'item_id', fingerprint: 'sha256-3f9a1c07d2e4b658' },
        { key: 'access_token', fingerprint: 'access' },
        { key: 'access_token', value: 'hunter2' },
      ]),
    ).toEqual([])
  })
})
