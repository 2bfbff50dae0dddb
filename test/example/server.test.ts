import { mkdtempSync, writeFileSync } from 'node:fs'
import { createServer as createHttpServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Configuration, CountryCode, PlaidApi, Products } from 'plaid'
import { fingerprint } from 'react-plaid-link-diagnostics/identifiers'
import { createServer, preview } from 'vite'
import { afterEach, describe, expect, it } from 'vitest'
import { createApi, createClient, type ApiAnswer, type Setup } from '../../example/server/api.ts'
import { exampleServer } from '../../example/server/plugin.ts'
import { startStandIn, type StandIn } from '../../example/server/stand-in.ts'
import { fakeToken } from '../../src/simulator/fake.ts'

const KEYS = { clientId: 'the-client-id', secret: 'the-secret-of-the-client' }
const MINUTE_MS = 60_000

const cleanups: (() => unknown)[] = []
afterEach(async () => {
  for (const cleanup of cleanups.splice(0)) await cleanup()
})

async function standIn(): Promise<StandIn> {
  const started = await startStandIn(KEYS)
  cleanups.push(() => started.close())
  return started
}

async function listen(setup: Setup): Promise<string> {
  const server: Server = createHttpServer(createApi(setup))
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  cleanups.push(
    () => server.closeAllConnections(),
    () => server.close(),
  )
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`
}

/** The example's server, as it runs without a Plaid account. */
async function exampleWith(keys: { clientId: string; secret: string }): Promise<string> {
  const { url } = await standIn()
  return listen({ plaid: 'stand-in', client: createClient({ ...keys, basePath: url }) })
}

async function post(url: string, body?: unknown): Promise<{ status: number; text: string; answer: ApiAnswer }> {
  const response = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    ...(body !== undefined && { body: JSON.stringify(body) }),
  })
  const text = await response.text()
  return { status: response.status, text, answer: JSON.parse(text) as ApiAnswer }
}

function publicToken(ageMinutes = 0): string {
  return fakeToken('public', Date.now() - ageMinutes * MINUTE_MS)
}

const keysOf = (answer: ApiAnswer) => answer.identifiers?.map(({ key }) => key)

describe('the example’s server', () => {
  it('makes a link_token, and says which user it is for', async () => {
    const { status, answer } = await post(`${await exampleWith(KEYS)}/link-token`)
    expect(status).toBe(200)
    expect(answer.link_token).toMatch(/^link-sandbox-[\da-f-]{36}$/)
    expect(answer.identifiers).toEqual([{ key: 'client_user_id', value: 'acme-user-4711' }])
  })

  it('exchanges a public_token, and returns the ids but no token', async () => {
    const { status, text, answer } = await post(`${await exampleWith(KEYS)}/exchange`, { public_token: publicToken() })
    expect(status).toBe(200)
    expect(keysOf(answer)).toEqual(['request_id', 'item_id', 'access_token'])
    expect(answer.identifiers?.[2]).toEqual({ key: 'access_token', fingerprint: expect.any(String) as string })
    expect(text).not.toMatch(/(access|public)-sandbox-/)
  })

  it('tells the support desk what belongs to a link_token, by its fingerprint, and no token', async () => {
    const url = await exampleWith(KEYS)
    const { link_token } = (await post(`${url}/link-token`)).answer
    await post(`${url}/link-token`)
    await post(`${url}/exchange`, { public_token: publicToken(), link_token })
    const { text, answer } = await post(`${url}/identifiers`, { link_token: await fingerprint(link_token ?? '') })
    expect(keysOf(answer)?.toSorted()).toEqual(
      ['access_token', 'client_user_id', 'item_id', 'link_token', 'request_id', 'request_id'].toSorted(),
    )
    expect(text).not.toMatch(/(access|public|link)-sandbox-/)
    expect((await post(`${url}/identifiers`, { link_token: 'sha256-0000000000000000' })).answer.identifiers).toEqual([])
    expect(await post(`${url}/identifiers`, {})).toMatchObject({ status: 400 })
  })

  it('says what to mend where Plaid does not accept the keys, without the keys', async () => {
    const wrong = { clientId: 'wrong-client-id', secret: 'wrong-secret' }
    const { status, text, answer } = await post(`${await exampleWith(wrong)}/link-token`)
    expect(status).toBe(502)
    expect(answer.error).toMatchObject({
      code: 'INVALID_API_KEYS',
      help: expect.stringContaining('dashboard.plaid.com') as string,
    })
    expect(keysOf(answer)).toEqual(['request_id'])
    expect(text).not.toMatch(/wrong-client-id|wrong-secret|\bat \S+:\d+/)
  })

  it('passes on Plaid’s error code, and its request_id', async () => {
    const { status, text, answer } = await post(`${await exampleWith(KEYS)}/exchange`, {
      public_token: publicToken(31),
    })
    expect(status).toBe(502)
    expect(answer.error?.code).toBe('INVALID_PUBLIC_TOKEN')
    expect(keysOf(answer)).toEqual(['request_id'])
    expect(text).not.toContain('public-sandbox-')
  })

  it('says that Plaid is out of reach', async () => {
    const gone = await startStandIn(KEYS)
    await gone.close()
    const url = await listen({ plaid: 'sandbox', client: createClient({ ...KEYS, basePath: gone.url }) })
    const { status, answer } = await post(`${url}/link-token`)
    expect([status, answer.error?.code]).toEqual([502, 'PLAID_UNREACHABLE'])
  })

  it('answers bad requests in words', async () => {
    const url = await exampleWith(KEYS)
    expect(await post(`${url}/exchange`)).toMatchObject({ status: 400, answer: { error: { code: 'BAD_REQUEST' } } })
    expect(await post(`${url}/exchange`, {})).toMatchObject({ status: 400 })
    expect(await post(`${url}/exchange`, null)).toMatchObject({ status: 400 })
    expect(await post(`${url}/exchange`, { public_token: 'x'.repeat(20_000) })).toMatchObject({ status: 400 })
    expect(await post(`${url}/elsewhere`)).toMatchObject({ status: 404 })
    // What another site's page could send without being asked.
    const form = await fetch(`${url}/exchange`, {
      method: 'POST',
      body: JSON.stringify({ public_token: publicToken() }),
    })
    expect(form.status).toBe(400)
  })
})

describe('the stand-in for Plaid’s API', () => {
  async function client(): Promise<PlaidApi> {
    const headers = { 'PLAID-CLIENT-ID': KEYS.clientId, 'PLAID-SECRET': KEYS.secret }
    const { url } = await standIn()
    return new PlaidApi(new Configuration({ basePath: url, baseOptions: { headers, proxy: false } }))
  }

  async function refusalOf(request: Promise<unknown>): Promise<{ status: number; data: Record<string, unknown> }> {
    const error = await request.then(
      () => null,
      (reason: unknown) => reason,
    )
    return (error as { response: { status: number; data: Record<string, unknown> } }).response
  }

  it('listens on this machine only', async () => {
    expect((await standIn()).url).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/)
  })

  it('answers the official SDK', async () => {
    const { data } = await (
      await client()
    ).linkTokenCreate({
      client_name: 'Acme Money',
      language: 'en',
      country_codes: [CountryCode.Us],
      products: [Products.Auth],
      user: { client_user_id: 'acme-user-4711' },
    })
    expect(Date.parse(data.expiration) - Date.now()).toBeGreaterThan(239 * MINUTE_MS)
    expect(data.request_id).toMatch(/^\w{15}$/)
  })

  it('exchanges a public_token once, within 30 minutes, and only one that looks like it', async () => {
    const plaid = await client()
    const public_token = publicToken(29)
    const { data } = await plaid.itemPublicTokenExchange({ public_token })
    expect(data.access_token).toMatch(/^access-sandbox-[\da-f-]{36}$/)
    expect(data.item_id).toMatch(/^\w{37}$/)
    for (const refused of [public_token, publicToken(31), 'public-production-1', '']) {
      expect(await refusalOf(plaid.itemPublicTokenExchange({ public_token: refused }))).toMatchObject({
        status: 400,
        data: { error_type: 'INVALID_INPUT', error_code: 'INVALID_PUBLIC_TOKEN', display_message: null },
      })
    }
  })

  it('refuses what Plaid refuses, in Plaid’s words', async () => {
    const { url } = await standIn()
    const headers = {
      'content-type': 'application/json',
      'plaid-client-id': KEYS.clientId,
      'plaid-secret': KEYS.secret,
    }
    const ask = async (path: string, init: RequestInit) => {
      const response = await fetch(url + path, init)
      return [response.status, ((await response.json()) as { error_code: string }).error_code]
    }
    expect(await ask('/link/token/create', { method: 'POST', body: '{}' })).toEqual([400, 'INVALID_API_KEYS'])
    expect(await ask('/link/token/create', { method: 'POST', body: '{', headers })).toEqual([400, 'INVALID_BODY'])
    expect(await ask('/link/token/create', { method: 'POST', body: '{}', headers })).toEqual([400, 'MISSING_FIELDS'])
    expect(await ask('/nothing/here', { method: 'POST', body: '{}', headers })).toEqual([404, 'NOT_FOUND'])
    expect(await ask('/link/token/create', { headers })).toEqual([404, 'NOT_FOUND'])
  })
})

describe('the Vite plugin', () => {
  async function develop(env: Parameters<typeof exampleServer>[0]): Promise<string> {
    const server = await createServer({
      configFile: false,
      root: mkdtempSync(join(tmpdir(), 'example-')),
      logLevel: 'silent',
      plugins: [exampleServer(env)],
      server: { host: '127.0.0.1', port: 0, ws: false, watch: null },
      optimizeDeps: { noDiscovery: true },
    })
    await server.listen()
    cleanups.push(() => server.close())
    const address = server.httpServer?.address() as AddressInfo
    return `http://127.0.0.1:${address.port}`
  }

  const config = async (url: string) => (await (await fetch(`${url}/api/config`)).json()) as ApiAnswer

  it('runs on its own without keys', async () => {
    const url = await develop({})
    expect(await config(url)).toEqual({ plaid: 'stand-in' })
    expect((await post(`${url}/api/link-token`)).status).toBe(200)
  })

  it('uses Plaid’s Sandbox with both keys', async () => {
    expect(await config(await develop({ PLAID_CLIENT_ID: 'a', PLAID_SECRET: 'b' }))).toEqual({ plaid: 'sandbox' })
  })

  it.each([
    [{ PLAID_CLIENT_ID: 'a-client-id' }, 'PLAID_SECRET is not set'],
    [{ PLAID_SECRET: 'a-secret' }, 'PLAID_CLIENT_ID is not set'],
  ])('with only %o says that %s', async (env, message) => {
    const { error } = await config(await develop(env))
    expect(error?.code).toBe('MISSING_KEY')
    expect(error?.message).toContain(message)
    expect(JSON.stringify(error)).not.toMatch(/a-client-id|a-secret/)
  })

  it('is in the built example too', async () => {
    const root = mkdtempSync(join(tmpdir(), 'example-'))
    writeFileSync(join(root, 'index.html'), 'built')
    const server = await preview({
      configFile: false,
      root,
      logLevel: 'silent',
      plugins: [exampleServer({})],
      build: { outDir: '.' },
      preview: { host: '127.0.0.1', port: 0 },
    })
    cleanups.push(() => server.close())
    const url = `http://127.0.0.1:${(server.httpServer.address() as AddressInfo).port}`
    expect(await config(url)).toEqual({ plaid: 'stand-in' })
  })
})
