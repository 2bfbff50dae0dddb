import type { IncomingMessage, ServerResponse } from 'node:http'
import { Configuration, CountryCode, PlaidApi, Products, type PlaidError } from 'plaid'
// In an app: 'react-plaid-link-diagnostics/identifiers'. Vite reads its configuration without our aliases.
import { fingerprint, pickIdentifiers, type PlaidIdentifier } from '../../src/identifiers.ts'

/** Whom the server talks to, or why it cannot. */
export type Setup = { plaid: 'sandbox' | 'stand-in'; client: PlaidApi } | { problem: Problem }

/** Something the developer who started the example has to mend. */
export interface Problem {
  code: string
  message: string
  help: string
}

/** What the browser gets. `identifiers` are for `diagnostics.attach`, and at the support desk for `completeReport`. */
export interface ApiAnswer {
  plaid?: 'sandbox' | 'stand-in'
  link_token?: string
  identifiers?: PlaidIdentifier[]
  error?: Problem
}

/** A real app takes this from its own login. It must not say anything about the person. */
const CLIENT_USER_ID = 'acme-user-4711'

/** Far above any request of the example. */
const MAX_BODY_BYTES = 10_000
const TIMEOUT_MS = 20_000
/** Of so many link_tokens it is known what belongs to them. A real app has a database. */
const MAX_KNOWN = 200

export function createClient(keys: { clientId: string; secret: string; basePath: string }): PlaidApi {
  return new PlaidApi(
    new Configuration({
      basePath: keys.basePath,
      baseOptions: {
        timeout: TIMEOUT_MS,
        headers: { 'PLAID-CLIENT-ID': keys.clientId, 'PLAID-SECRET': keys.secret },
        // A stand-in on this machine is not to be looked for behind a proxy.
        ...(keys.basePath.startsWith('http://127.0.0.1:') && { proxy: false }),
      },
    }),
  )
}

/** The server of the example: what an app's own back end has to do for Link, and nothing more. */
export function createApi(setup: Setup): (request: IncomingMessage, response: ServerResponse) => void {
  /** By the fingerprint of the link_token, which is in a report in the place of the token. */
  const known = new Map<string, PlaidIdentifier[]>()

  async function answer(request: IncomingMessage): Promise<[status: number, body: ApiAnswer]> {
    if ('problem' in setup) return [503, { error: setup.problem }]
    const route = `${request.method} ${request.url?.split('?')[0]}`
    try {
      switch (route) {
        case 'GET /config':
          return [200, { plaid: setup.plaid }]
        case 'POST /link-token':
          return [200, await createLinkToken(setup.client, known)]
        case 'POST /exchange':
          return [200, await exchange(setup.client, await readJson(request), known)]
        case 'POST /identifiers':
          return [200, lookUp(await readJson(request), known)]
        default:
          return [404, { error: { code: 'NOT_FOUND', message: `There is no ${route}.`, help: '' } }]
      }
    } catch (error) {
      if (error instanceof BadRequest) {
        return [400, { error: { code: 'BAD_REQUEST', message: error.message, help: '' } }]
      }
      return [502, { error: explain(error), identifiers: await pickIdentifiers(error) }]
    }
  }

  return (request, response) => {
    void answer(request).then(([status, body]) => {
      response.writeHead(status, { 'content-type': 'application/json', 'cache-control': 'no-store' })
      response.end(JSON.stringify(body))
    })
  }
}

type Known = Map<string, PlaidIdentifier[]>

async function createLinkToken(client: PlaidApi, known: Known): Promise<ApiAnswer> {
  const redirectUri = process.env.PLAID_REDIRECT_URI
  const { data } = await client.linkTokenCreate({
    client_name: 'Acme Money',
    language: 'en',
    country_codes: [CountryCode.Us],
    products: [Products.Auth],
    user: { client_user_id: CLIENT_USER_ID },
    // Plaid accepts only those that are registered in its Dashboard.
    ...(redirectUri && { redirect_uri: redirectUri }),
  })
  const identifiers = await pickIdentifiers({ client_user_id: CLIENT_USER_ID })
  note(known, await fingerprint(data.link_token), [...(await pickIdentifiers(data)), ...identifiers])
  return { link_token: data.link_token, identifiers }
}

/** The access_token stays here: a real app stores it with its user. The browser gets its fingerprint. */
async function exchange(client: PlaidApi, body: unknown, known: Known): Promise<ApiAnswer> {
  const { public_token: publicToken, link_token: linkToken } = (body ?? {}) as Record<string, unknown>
  if (typeof publicToken !== 'string') throw new BadRequest('public_token is missing.')
  const { data } = await client.itemPublicTokenExchange({ public_token: publicToken })
  const identifiers = await pickIdentifiers(data)
  if (typeof linkToken === 'string') note(known, await fingerprint(linkToken).catch(() => ''), identifiers)
  return { identifiers }
}

function note(known: Known, linkToken: string, identifiers: PlaidIdentifier[]): void {
  const before = known.get(linkToken) ?? []
  known.delete(linkToken)
  known.set(linkToken, [...before, ...identifiers])
  for (const oldest of known.keys()) if (known.size > MAX_KNOWN) known.delete(oldest)
}

/** For the support desk, by what a report says of its link_token. In a real app, only for who works there. */
function lookUp(body: unknown, known: Known): ApiAnswer {
  const linkToken = (body as { link_token?: unknown } | null)?.link_token
  if (typeof linkToken !== 'string') throw new BadRequest('link_token is missing: its fingerprint, as in a report.')
  return { identifiers: known.get(linkToken) ?? [] }
}

class BadRequest extends Error {}

async function readJson(request: IncomingMessage): Promise<unknown> {
  // No other site's page can send this without the browser asking first.
  if (!request.headers['content-type']?.startsWith('application/json')) throw new BadRequest('Send JSON.')
  let text = ''
  for await (const chunk of request) {
    text += String(chunk)
    if (text.length > MAX_BODY_BYTES) throw new BadRequest('The request is too long.')
  }
  try {
    return JSON.parse(text)
  } catch {
    throw new BadRequest('The request is not JSON.')
  }
}

/** What went wrong, in words for the developer; never a stack, and nothing of the request, which has the keys. */
function explain(error: unknown): Problem {
  const plaidError = (error as { response?: { data?: Partial<PlaidError> } }).response?.data
  if (plaidError?.error_code === 'INVALID_API_KEYS') {
    return {
      code: 'INVALID_API_KEYS',
      message: 'Plaid does not accept PLAID_CLIENT_ID and PLAID_SECRET for its Sandbox.',
      help: 'Copy both from https://dashboard.plaid.com/developers/keys (the secret is the Sandbox one), and start the example again. Without the two it runs on its own, and needs no Plaid account.',
    }
  }
  if (plaidError?.error_code) {
    return {
      code: plaidError.error_code,
      message: `Plaid refused the request: ${plaidError.error_code}.`,
      help: plaidError.documentation_url ?? '',
    }
  }
  return {
    code: 'PLAID_UNREACHABLE',
    message: 'Plaid’s Sandbox did not answer.',
    help: 'Is this machine online? Without PLAID_CLIENT_ID and PLAID_SECRET the example runs on its own.',
  }
}
