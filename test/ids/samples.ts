import { fingerprint, type PlaidIdentifier } from 'react-plaid-link-diagnostics/identifiers'

export const itemId = 'M5eVJqLnv3tbzdngLDp9FL5OlDNxlNhlE55op'
export const accountId = 'BxBXxLj1m4HMXBm9WZZmCWVbPjX16EHwv99vp'
export const transferId = '460cbe92-2dcc-8eae-5ad6-b37d0ec90fd9'
export const accessToken = 'access-sandbox-de3ce8ef-33f8-452c-a685-8671031fc0f6'
export const apiKeys = { client_id: '634758733ebb4f00134b85ea', secret: '5ac5b5d5f5e5a5b5c5d5e5f5a5b5c5' }

/** What the report shows: tokens by their fingerprints. */
export function expected(identifiers: [key: string, value: string][]): Promise<PlaidIdentifier[]> {
  return Promise.all(
    identifiers.map(async ([key, value]) =>
      key.endsWith('_token') ? { key, fingerprint: await fingerprint(value) } : { key, value },
    ),
  )
}

/** What axios puts around a response and an error: the whole request, with all that it must not give away. */
export function axiosEnvelope() {
  const config = {
    url: 'https://sandbox.plaid.com/item/get',
    method: 'post',
    headers: { 'PLAID-CLIENT-ID': apiKeys.client_id, 'PLAID-SECRET': apiKeys.secret, 'Plaid-Request-ID': 'wrong' },
    data: JSON.stringify({ ...apiKeys, access_token: accessToken, user: { client_user_id: 'wrong' } }),
    body: { item_id: 'wrong', accessToken: 'access-sandbox-00000000-0000-4000-8000-000000000001' },
  }
  const request = { config, _header: `PLAID-SECRET: ${apiKeys.secret}`, item_id: 'wrong', res: { item_id: 'wrong' } }
  return { status: 200, statusText: 'OK', headers: { 'content-type': 'application/json' }, config, request }
}

export function camelCase(key: string) {
  return key.replace(/_([a-z])/g, (_, letter: string) => letter.toUpperCase())
}

export function range(length: number) {
  return Array.from({ length }, (_, index) => index)
}
