import { randomBytes, randomUUID } from 'node:crypto'
import { createServer, type IncomingMessage } from 'node:http'
import type { AddressInfo } from 'node:net'
import {
  PlaidErrorType,
  type ItemPublicTokenExchangeRequest,
  type ItemPublicTokenExchangeResponse,
  type LinkTokenCreateRequest,
  type LinkTokenCreateResponse,
  type PlaidError,
} from 'plaid'

/** Plaid's API, as far as the example needs it, for everybody who has no Plaid account. */
export interface StandIn {
  /** For `new Configuration({ basePath })` of the plaid SDK. */
  url: string
  close(): Promise<void>
}

type Endpoint = (body: Record<string, unknown>) => object

class Refusal extends Error {
  readonly status: number
  readonly body: PlaidError

  constructor(type: PlaidErrorType, code: string, message: string, status = 400) {
    super(message)
    this.status = status
    const section = type.toLowerCase().replace('_', '-')
    this.body = {
      error_type: type,
      error_code: code,
      error_code_reason: null,
      error_message: message,
      display_message: null,
      documentation_url: `https://plaid.com/docs/errors/${section}/#${code.toLowerCase()}`,
      request_id: newRequestId(),
      suggested_action: null,
    }
  }
}

const HOUR_MS = 3_600_000
/** Far above any request of the example. */
const MAX_BODY_BYTES = 100_000

/** Listens on a free port of 127.0.0.1, and accepts only these keys. */
export async function startStandIn(keys: { clientId: string; secret: string }): Promise<StandIn> {
  const exchanged = new Set<string>()

  const endpoints: Record<string, Endpoint> = {
    '/link/token/create'(body): LinkTokenCreateResponse {
      requireFields(body, [
        'client_name',
        'language',
        'country_codes',
        'user',
      ] satisfies (keyof LinkTokenCreateRequest)[])
      return {
        link_token: `link-sandbox-${randomUUID()}`,
        expiration: new Date(Date.now() + 4 * HOUR_MS).toISOString(),
        request_id: newRequestId(),
      }
    },

    '/item/public_token/exchange'(body): ItemPublicTokenExchangeResponse {
      requireFields(body, ['public_token'] satisfies (keyof ItemPublicTokenExchangeRequest)[])
      const publicToken = String(body.public_token)
      const madeAt = timeOfPublicToken(publicToken)
      if (madeAt === null || exchanged.has(publicToken)) {
        throw new Refusal(PlaidErrorType.InvalidInput, 'INVALID_PUBLIC_TOKEN', 'could not find matching public token')
      }
      if (Date.now() - madeAt > HOUR_MS / 2) {
        throw new Refusal(
          PlaidErrorType.InvalidInput,
          'INVALID_PUBLIC_TOKEN',
          'provided public token is expired. Public tokens expire 30 minutes after creation',
        )
      }
      exchanged.add(publicToken)
      return {
        access_token: `access-sandbox-${randomUUID()}`,
        item_id: randomText(37),
        request_id: newRequestId(),
      }
    },
  }

  async function answer(request: IncomingMessage): Promise<{ status: number; body: object }> {
    try {
      const endpoint = endpoints[request.url ?? '']
      if (request.method !== 'POST' || !endpoint) {
        throw new Refusal(PlaidErrorType.InvalidRequest, 'NOT_FOUND', 'the requested API endpoint was not found', 404)
      }
      const body = await readJson(request)
      const isKnown =
        request.headers['plaid-client-id'] === keys.clientId && request.headers['plaid-secret'] === keys.secret
      if (!isKnown) {
        throw new Refusal(PlaidErrorType.InvalidInput, 'INVALID_API_KEYS', 'invalid client_id or secret provided')
      }
      return { status: 200, body: endpoint(body) }
    } catch (error) {
      if (error instanceof Refusal) return error
      return new Refusal(PlaidErrorType.ApiError, 'INTERNAL_SERVER_ERROR', 'an unexpected error occurred', 500)
    }
  }

  const server = createServer((request, response) => {
    void answer(request).then(({ status, body }) => {
      response.writeHead(status, { 'content-type': 'application/json' })
      response.end(JSON.stringify(body))
    })
  })
  // It lives as long as the server that it stands beside, and keeps no process alive by itself.
  server.unref()
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(0, '127.0.0.1', resolve)
  })

  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}

/** The JSON object in a request's body. */
async function readJson(request: IncomingMessage): Promise<Record<string, unknown>> {
  let text = ''
  for await (const chunk of request) {
    text += String(chunk)
    if (text.length > MAX_BODY_BYTES) break
  }
  try {
    const body: unknown = JSON.parse(text)
    if (typeof body === 'object' && body !== null) return body as Record<string, unknown>
  } catch {
    // Refused below, as an object that is none.
  }
  throw new Refusal(PlaidErrorType.InvalidRequest, 'INVALID_BODY', 'body could not be parsed as JSON')
}

function requireFields(body: Record<string, unknown>, fields: string[]): void {
  const missing = fields.filter((field) => body[field] === undefined)
  if (missing.length === 0) return
  const message = `the following required fields are missing: ${missing.join(', ')}`
  throw new Refusal(PlaidErrorType.InvalidRequest, 'MISSING_FIELDS', message)
}

/**
 * When a public token of the simulated Link was made: nobody tells the stand-in of a session in the browser, so
 * the token itself says it, in its last twelve digits. Null where it is no such token.
 */
function timeOfPublicToken(token: string): number | null {
  const match = /^public-sandbox-00000000-5151-[\da-f]{4}-[\da-f]{4}-([\da-f]{12})$/.exec(token)
  return match?.[1] ? Number.parseInt(match[1], 16) : null
}

function newRequestId(): string {
  return randomText(15)
}

function randomText(length: number): string {
  const letters = 'ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz123456789'
  return Array.from(randomBytes(length), (byte) => letters[byte % letters.length]).join('')
}
