import { afterEach, describe, expect, it, vi } from 'vitest'
import { fingerprint, pickIdentifiers } from 'react-plaid-link-diagnostics/identifiers'
import { accessToken, apiKeys, itemId } from './samples.ts'

afterEach(() => vi.unstubAllGlobals())

describe('pickIdentifiers', () => {
  describe('keeps of a token no more than its fingerprint', () => {
    it.each([
      ['access_token', accessToken],
      ['link_token', 'link-production-4b42163e-6e1c-48bb-a17a-e570405eb9f8'],
      ['user_token', 'user-sandbox-b0e2c4ee-a763-4df5-bfe9-46a46bce993d'],
      ['asset_report_token', 'assets-sandbox-6f12f5bb-22dd-4855-b918-f47ec439198a'],
      ['asset_report_token', 'asset-report-sandbox-6f12f5bb-22dd-4855-b918-f47ec439198a'],
    ])('%s: under its key, under any other, or alone', async (key, token) => {
      const kept = [{ key, fingerprint: await fingerprint(token) }]
      expect(await pickIdentifiers({ [key]: token })).toEqual(kept)
      expect(await pickIdentifiers({ token })).toEqual(kept)
      expect(await pickIdentifiers({ item_id: token })).toEqual(kept)
      expect(await pickIdentifiers({ tokens: [token, { token }] })).toEqual(kept)
      expect(await pickIdentifiers(token)).toEqual(kept)
    })

    it.each(['public', 'processor', 'third-party-user', 'payment-profile', 'credit-relay'])(
      'and nothing of a %s token, which Support never asks for',
      async (kind) => {
        const token = `${kind}-sandbox-b0e2c4ee-a763-4df5-bfe9-46a46bce993d`
        expect(await pickIdentifiers([token, { access_token: token, item_id: token }])).toEqual([])
      },
    )

    it.each(['9900009606', 'access-sandbox-abc123', 'hunter2', '634758733ebb4f00134b85ea', 42])(
      'and nothing of %j under access_token, which could be guessed back',
      async (secret) => {
        expect(await pickIdentifiers({ access_token: secret, link_token: secret })).toEqual([])
      },
    )

    it('and nothing at all where there is no Web Crypto', async () => {
      vi.stubGlobal('crypto', {})
      const source = { access_token: accessToken, item_id: itemId }
      expect(await pickIdentifiers(source)).toEqual([{ key: 'item_id', value: itemId }])
    })
  })

  describe("the app's own ids", () => {
    it.each([
      'u_90017264',
      '1234567',
      'your-db-id-3b24110',
      '79e772be-547d-4c9c-8b76-4ac4ed4c441a',
      '00000000-0000-4000-8000-000000000001',
      '5f7c8ec7c33c6c004bbafe82',
      '634758733ebb4f00134b85ea',
      'd41d8cd98f00b204e9800998ecf8427e',
      'auth0|634758733ebb4f00134b85ea',
      'user_507f1f77bcf86cd799439011',
      'cus_550e8400e29b41d4a716446655440000',
      'us-east-1:79e772be-547d-4c9c-8b76-4ac4ed4c441a',
      '01ARZ3NDEKTSV4RRFFQ69G5FAV',
      'auth0|5f7c8ec7c33c6c004bbafe82',
      // A number of milliseconds that has a card's check digit.
      '1730999999999',
      'google-oauth2|103547991597142817347',
      'order:8812',
      'user_9900009606',
      '1029384756',
      '80351110224678912',
      '2024-01-15',
      'x'.repeat(128),
    ])('%s is kept', async (value) => {
      expect(await pickIdentifiers({ client_user_id: value })).toEqual([{ key: 'client_user_id', value }])
    })

    it.each([
      'anne@example.com',
      'mailto:anne@example.com',
      '+14155550011',
      '415-555-0011',
      '415.555.0011',
      'tel:4155550011',
      '987-65-4321',
      '987654321',
      '4155550132',
      '4111111111111111',
      '020 7946 0958',
      '32 12 34 56',
      'xGB29NWBK60161331926819',
      'user_415_555_0123',
      '4111_1111_1111_1111',
      'GB29NWBK60161331926819',
      '4111-1111-1111-1111',
      apiKeys.secret,
      'abcdef0123456789abcdef01234567',
      'Anne Charleston',
      'https://example.com/users/1',
      'x'.repeat(129),
    ])('%s is not: it is no id, or says who the user is', async (value) => {
      expect(await pickIdentifiers({ client_user_id: value, client_transaction_id: value })).toEqual([])
    })
  })
})
