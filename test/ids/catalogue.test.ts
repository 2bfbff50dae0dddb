import { describe, expect, it } from 'vitest'
import { plaidIdentifiers } from 'react-plaid-link-diagnostics/identifiers'
import documented from '../fixtures/plaid/identifiers.json'

describe('plaidIdentifiers', () => {
  it('has the thirteen that Support asks for, and four that lead to them, in the order of a case', () => {
    const asked = documented.filter((identifier) => identifier.asked_for_by_support).map(({ key }) => key)
    const ours = plaidIdentifiers.filter((identifier) => identifier.askedForBySupport).map(({ key }) => key)
    expect(ours.toSorted()).toEqual(asked.toSorted())
    expect(plaidIdentifiers.map(({ key }) => key)).toEqual([
      'link_session_id',
      'request_id',
      'institution_id',
      'item_id',
      'access_token',
      'account_id',
      'client_user_id',
      'link_token',
      'transaction_id',
      'asset_report_token',
      'identity_verification_id',
      'transfer_id',
      'authorization_id',
      'client_transaction_id',
      'user_id',
      'user_token',
      'credit_dashboard_user_id',
    ])
  })

  it.each(plaidIdentifiers)('says of $key what it is and where it comes from', (identifier) => {
    const { callbacks, endpoints, webhooks, otherwise, docs, secrecy, key } = identifier
    expect([...callbacks, ...endpoints, ...webhooks, otherwise].filter(Boolean)).not.toEqual([])
    expect(docs).toMatch(/^https:\/\/(plaid\.com\/docs\/|support\.plaid\.com\/)/)
    expect(secrecy).toBe(key.endsWith('_token') ? 'fingerprint' : 'value')
  })

  it.each([
    ['item_id', '/item/public_token/exchange'],
    ['access_token', '/item/public_token/exchange'],
    ['access_token', '/user_account/session/get'],
    ['item_id', '/user_account/session/get'],
    ['account_id', '/accounts/get'],
    ['client_user_id', '/link/token/create'],
    ['client_user_id', '/session/token/create'],
    ['link_token', '/link/token/create'],
    ['link_token', '/session/token/create'],
  ])('has for %s the endpoint that the report names: %s', (key, endpoint) => {
    const { endpoints, otherwise } = plaidIdentifiers.find((identifier) => identifier.key === key) ?? {}
    expect([...(endpoints ?? []), otherwise].join()).toContain(endpoint)
  })
})
