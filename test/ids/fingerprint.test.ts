import { createHash } from 'node:crypto'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { fingerprint } from 'react-plaid-link-diagnostics/identifiers'
import { parseToken } from '../../src/ids/token.ts'
import secrets from '../fixtures/plaid/secrets.json'

const accessToken = 'access-production-de3ce8ef-33f8-452c-a685-8671031fc0f6'

afterEach(() => vi.unstubAllGlobals())

describe('fingerprint', () => {
  it('never changes, so that reports of today can be matched in years', async () => {
    expect(await fingerprint(accessToken)).toBe('sha256-735e9d52ec2a5407')
    expect(await fingerprint('link-sandbox-af1a0311-da53-4636-b754-dd15cc058176')).toBe('sha256-623b48f6480e17de')
  })

  it.each([
    ['access', accessToken],
    ['link', 'link-sandbox-af1a0311-da53-4636-b754-dd15cc058176'],
    ['user', 'user-sandbox-b0e2c4ee-a763-4df5-bfe9-46a46bce993d'],
    ['assets', 'assets-sandbox-6f12f5bb-22dd-4855-b918-f47ec439198a'],
    ['asset-report', 'asset-report-development-6f12f5bb-22dd-4855-b918-f47ec439198a'],
    ['a', 'a-sandbox-3TAU2CWVYBDVRHUCAAAI27ULU4'],
  ])('can be repeated by a server from the recipe alone: %s', async (kind, token) => {
    const hash = createHash('sha256').update(`react-plaid-link-diagnostics:v1:${kind}:${token}`).digest('hex')
    expect(await fingerprint(token)).toBe(`sha256-${hash.slice(0, 16)}`)
  })

  it.each([
    'access-sandbox-abc123',
    'access-production-9900009606',
    'access-production-99000096069900009606',
    'access-production-janedoejanedoejanedoe',
    'access-production-de3ce8ef-33f8-452c-a685',
    `${accessToken} `,
    ` ${accessToken}`,
    accessToken.toUpperCase(),
    'payment-id-sandbox-feca8a7a-5591-4aef-9297-f3062bb735d3',
    '634758733ebb4f00134b85ea',
    '9900009606',
    '',
  ])('is refused where it could be guessed back: %j', async (secret) => {
    await expect(fingerprint(secret)).rejects.toThrow(/^\[react-plaid-link-diagnostics\] No fingerprint: /)
  })

  it('says nothing of what it refuses', async () => {
    const error: unknown = await fingerprint('access-production-abc123').catch((reason: unknown) => reason)
    expect(String(error)).not.toMatch(/production|abc123/)
  })

  it.each([undefined, null, 42, {}, [accessToken]])('is refused for what is no string: %j', async (secret) => {
    await expect(fingerprint(secret as string)).rejects.toThrow('No fingerprint')
  })

  it.each([
    ['plain http', {}],
    ['an old runtime', undefined],
  ])('is refused without Web Crypto: %s', async (_, crypto) => {
    vi.stubGlobal('crypto', crypto)
    await expect(fingerprint(accessToken)).rejects.toThrow('no Web Crypto (https)')
  })
})

describe('parseToken', () => {
  it('tells the kind and the environment of a token', () => {
    expect(parseToken(accessToken)).toEqual({ kind: 'access', environment: 'production', random: true })
    expect(parseToken('link-development-xyz789')).toEqual({ kind: 'link', environment: 'development', random: false })
    expect(parseToken('asset-report-sandbox-1')).toMatchObject({ kind: 'asset-report', environment: 'sandbox' })
  })

  it.each([
    undefined,
    null,
    7,
    { toString: () => accessToken },
    '',
    'link-sandbox-',
    'sandbox-1',
    'link-staging-1',
    `see ${accessToken}`,
    'wallet-transaction-id-sandbox-feca8a7a-5591-4aef-9297-f3062bb735d3',
    ...secrets.filter(({ tier }) => tier === 'negative-control').map(({ example }) => example),
  ])('finds no token in %j', (value) => {
    expect(parseToken(value)).toBeUndefined()
  })
})
