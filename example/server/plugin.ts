import { randomUUID } from 'node:crypto'
import { PlaidEnvironments } from 'plaid'
import type { Plugin } from 'vite'
import { createApi, createClient, type Setup } from './api.ts'
import { startStandIn } from './stand-in.ts'

interface Keys {
  PLAID_CLIENT_ID?: string | undefined
  PLAID_SECRET?: string | undefined
}

/** The example's server, in `vite` and in `vite preview`: with keys it talks to Plaid's Sandbox. */
export function exampleServer(env: Keys = process.env): Plugin {
  return {
    name: 'example-server',
    async configureServer({ middlewares }) {
      middlewares.use('/api', createApi(await setUp(env)))
    },
    async configurePreviewServer({ middlewares }) {
      middlewares.use('/api', createApi(await setUp(env)))
    },
  }
}

async function setUp({ PLAID_CLIENT_ID: clientId, PLAID_SECRET: secret }: Keys): Promise<Setup> {
  if (clientId && secret) {
    const basePath = PlaidEnvironments.sandbox ?? 'https://sandbox.plaid.com'
    return { plaid: 'sandbox', client: createClient({ clientId, secret, basePath }) }
  }
  if (clientId || secret) {
    return {
      problem: {
        code: 'MISSING_KEY',
        message: `${clientId ? 'PLAID_SECRET' : 'PLAID_CLIENT_ID'} is not set, but ${clientId ? 'PLAID_CLIENT_ID' : 'PLAID_SECRET'} is.`,
        help: 'Set both to use Plaid’s Sandbox (they are at https://dashboard.plaid.com/developers/keys), or none to run the example on its own. Then start it again.',
      },
    }
  }
  const keys = { clientId: randomUUID(), secret: randomUUID() }
  const standIn = await startStandIn(keys)
  return { plaid: 'stand-in', client: createClient({ ...keys, basePath: standIn.url }) }
}
