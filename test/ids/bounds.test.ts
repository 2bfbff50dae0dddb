import { describe, expect, it } from 'vitest'
import { pickIdentifiers } from 'react-plaid-link-diagnostics/identifiers'
import { accessToken, expected, itemId, range } from './samples.ts'

describe('pickIdentifiers', () => {
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

    it('reads the source before it returns: what is changed later does not matter', async () => {
      const source = { item_id: itemId }
      const picked = pickIdentifiers(source)
      source.item_id = 'changed'
      expect(await picked).toEqual([{ key: 'item_id', value: itemId }])
    })
  })
})

function refuse(): never {
  throw new Error('trap')
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
