import { execFileSync } from 'node:child_process'
import { build } from 'esbuild'
import * as fc from 'fast-check'
import { afterEach, describe, expect, it, vi } from 'vitest'
import {
  fingerprint,
  pickIdentifiers,
  plaidIdentifiers,
  type PlaidIdentifier,
} from 'react-plaid-link-diagnostics/identifiers'
import documented from '../fixtures/plaid/identifiers.json'
import secrets from '../fixtures/plaid/secrets.json'
import { plaidResponses } from './plaidResponses.ts'

const itemId = 'M5eVJqLnv3tbzdngLDp9FL5OlDNxlNhlE55op'
const accountId = 'BxBXxLj1m4HMXBm9WZZmCWVbPjX16EHwv99vp'
const transferId = '460cbe92-2dcc-8eae-5ad6-b37d0ec90fd9'
const accessToken = 'access-sandbox-de3ce8ef-33f8-452c-a685-8671031fc0f6'
const apiKeys = { client_id: '634758733ebb4f00134b85ea', secret: '5ac5b5d5f5e5a5b5c5d5e5f5a5b5c5' }

afterEach(() => vi.unstubAllGlobals())

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

  describe('is bounded and never rejects', () => {
    const unreadable = new Proxy(
      {},
      {
        get: refuse,
        has: refuse,
        ownKeys: refuse,
        getPrototypeOf: refuse,
        getOwnPropertyDescriptor: refuse,
      },
    )
    const revoked = Proxy.revocable({}, {})
    revoked.revoke()

    it.each([undefined, null, 0, 42, NaN, 1n, true, '', 'text', Symbol('s'), () => itemId, [], {}, new Date(), /x/])(
      'finds nothing in %s',
      async (source) => {
        expect(await pickIdentifiers(source)).toEqual([])
      },
    )

    it.each([
      ['a Proxy that refuses', unreadable],
      ['a revoked Proxy', revoked.proxy],
      ['a JSON text', JSON.stringify({ item_id: itemId, access_token: accessToken })],
      ['a text of 10 MB', 'access-sandbox-'.repeat(700_000)],
      ['a file of 10 MB', Buffer.alloc(10_000_000, 'item_id')],
    ])('finds nothing in %s', async (_, source) => {
      expect(await pickIdentifiers(source)).toEqual([])
      expect(await pickIdentifiers({ item_id: itemId, source })).toEqual([{ key: 'item_id', value: itemId }])
    })

    it('reads what it can beside what throws', async () => {
      const source = {
        get link_session_id(): string {
          throw new Error('getter')
        },
        a: unreadable,
        b: revoked.proxy,
        c: { item_id: itemId },
      }
      expect(await pickIdentifiers(source)).toEqual([{ key: 'item_id', value: itemId }])
    })

    it('reads a cyclic source once', async () => {
      const source: Record<string, unknown> = { item_id: itemId }
      source['self'] = source
      source['list'] = [source, { source }]
      expect(await pickIdentifiers(source)).toEqual([{ key: 'item_id', value: itemId }])
    })

    it('does not lose its way in records that refer to one another', async () => {
      const root: unknown[] = []
      root.push({ root, child: nest(20, { root, parents: [root, root], item_id: itemId }) })
      for (let child = 0; child < 20; child++) root.push({ root, siblings: root })
      expect(await pickIdentifiers(root)).toEqual([{ key: 'item_id', value: itemId }])
    })

    it('takes the keys of prototypes for data', async () => {
      const source: unknown = JSON.parse(
        `{"__proto__": {"item_id": "${itemId}"}, "constructor": {"request_id": "r1"}, "toString": "x", "hasOwnProperty": 1}`,
      )
      expect(await pickIdentifiers(source)).toEqual([
        { key: 'request_id', value: 'r1' },
        { key: 'item_id', value: itemId },
      ])
      expect(await pickIdentifiers(Object.create({ item_id: itemId }))).toEqual([])
    })

    it('goes 12 levels deep and more', async () => {
      expect(await pickIdentifiers(nest(100, { item_id: itemId }))).toEqual([{ key: 'item_id', value: itemId }])
    })

    it('survives a depth of 10,000, and has what lies outside', async () => {
      const source = { item_id: itemId, deep: nest(10_000, { request_id: 'r1' }) }
      expect(await pickIdentifiers(source)).toContainEqual({ key: 'item_id', value: itemId })
    })

    it('keeps the first hundred values of a key', async () => {
      const transactions = Array.from({ length: 500 }, (_, index) => ({ transaction_id: `t${index}`, name: 'x' }))
      const picked = await pickIdentifiers({ transactions, request_id: 'r1' })
      expect(picked).toHaveLength(101)
      expect(picked).toContainEqual({ key: 'transaction_id', value: 't99' })
    })

    it('loses nothing in an asset report of 25,000 transactions with all their fields', async () => {
      const fields = Object.fromEntries(range(48).map((index) => [`field_${index}`, 'a value']))
      const transactionId = (index: number) => `lPNjeW1nR6CDn5okmGQ6hEpMo4lLNoSr${10_000 + index}`
      const accountOf = (index: number) => `${index + 10}gvvBlXw3cq5GMPwqB6s6q4dLKB9WcVqGDGo`
      const accounts = (item: number) =>
        range(10).map((account) => ({
          historical_balances: range(730).map((current) => ({ current, date: '2026-09-24' })),
          transactions: range(500).map((index) => ({ ...fields, transaction_id: transactionId(index), location: {} })),
          account_id: accountOf(10 * item + account),
        }))
      const items = range(5).map((item) => ({ accounts: accounts(item), item_id: `${item}${itemId.slice(1)}` }))
      const picked = await pickIdentifiers({ report: { items }, request_id: 'r1' })
      const values = (key: string) =>
        picked.flatMap((found) => (found.key === key && 'value' in found ? found.value : []))
      expect(values('request_id')).toEqual(['r1'])
      expect(values('item_id')).toEqual(items.map((item) => item.item_id))
      expect(values('account_id')).toEqual(range(50).map(accountOf))
      expect(values('transaction_id')).toEqual(range(100).map(transactionId))
    })

    it.each([
      ['a list of a million numbers', () => range(1_000_000)],
      ['10 MB of objects', () => range(1000).map(() => Object.fromEntries(range(1000).map((key) => [`${key}`, key])))],
      ['an object with 300,000 keys', () => Object.fromEntries(range(300_000).map((key) => [`key_${key}`, 'a value']))],
      ['a list of a million', () => range(1_000_000).map((id) => ({ transaction_id: `t${id}` }))],
      [
        'a tree of a billion',
        () =>
          range(1000)
            .fill(0)
            .map(() => endless()),
      ],
      ['an endless tree', endless],
      ['an endless tree of long keys', () => endless(range(1000).map((key) => `${key}_${'x'.repeat(10_000)}`))],
    ])(
      'comes to an end with %s',
      async (_, source) => {
        const picked = await pickIdentifiers({ value: source(), item: { item_id: itemId } })
        expect(picked).toContainEqual({ key: 'item_id', value: itemId })
      },
      60_000,
    )

    it('collapses what it finds twice', async () => {
      expect(
        await pickIdentifiers([{ item_id: itemId }, { itemId }, { access_token: accessToken }, accessToken]),
      ).toEqual(
        await expected([
          ['item_id', itemId],
          ['access_token', accessToken],
        ]),
      )
    })

    it('with any value at all', async () => {
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

    it('reads the source before it returns: what is changed later does not matter', async () => {
      const source = { item_id: itemId }
      const picked = pickIdentifiers(source)
      source.item_id = 'changed'
      expect(await picked).toEqual([{ key: 'item_id', value: itemId }])
    })
  })
})

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

describe('react-plaid-link-diagnostics/identifiers', () => {
  it('runs on a server with nothing installed, React least of all', async () => {
    const entry = 'src/identifiers.ts'
    const { outputFiles } = await build({ entryPoints: [entry], bundle: true, format: 'esm', write: false })
    const code = outputFiles[0]?.text ?? ''
    expect(code).not.toMatch(/^\s*import\b|\brequire\(|\b(?:document|window)\./m)
    const program = `${code}\nconsole.log(JSON.stringify(await pickIdentifiers({ access_token: '${accessToken}' })))`
    const output = execFileSync(process.execPath, ['--input-type=module', '-'], {
      input: program,
      cwd: '/',
      encoding: 'utf8',
    })
    expect(JSON.parse(output)).toEqual([{ key: 'access_token', fingerprint: await fingerprint(accessToken) }])
  })

  it('leaves the catalogue out of a bundle that does not use it', async () => {
    const contents = `export { pickIdentifiers } from './identifiers.ts'`
    const stdin = { contents, resolveDir: 'src' }
    const { outputFiles } = await build({ stdin, bundle: true, format: 'esm', write: false })
    expect(outputFiles[0]?.text).not.toContain('support.plaid.com')
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

/** What the report shows: tokens by their fingerprints. */
function expected(identifiers: [key: string, value: string][]): Promise<PlaidIdentifier[]> {
  return Promise.all(
    identifiers.map(async ([key, value]) =>
      key.endsWith('_token') ? { key, fingerprint: await fingerprint(value) } : { key, value },
    ),
  )
}

/** What axios puts around a response and an error: the whole request, with all that it must not give away. */
function axiosEnvelope() {
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

function camelCase(key: string) {
  return key.replace(/_([a-z])/g, (_, letter: string) => letter.toUpperCase())
}

function refuse(): never {
  throw new Error('trap')
}

function range(length: number) {
  return Array.from({ length }, (_, index) => index)
}

function nest(depth: number, inner: object): object {
  let source = inner
  for (let level = 0; level < depth; level++) source = level % 2 ? [source] : { level: source }
  return source
}

/** Every object has a thousand more in it. */
function endless(keys = range(1000).map((key) => `key_${key}`)): object {
  return new Proxy(
    {},
    {
      ownKeys: () => keys,
      getOwnPropertyDescriptor: () => ({ enumerable: true, configurable: true }),
      get: () => endless(keys),
    },
  )
}

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
