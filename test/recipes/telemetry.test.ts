// @vitest-environment jsdom
import { readFileSync } from 'node:fs'
import { gunzipSync } from 'node:zlib'
import 'fake-indexeddb/auto'
import type { Diagnostics } from 'react-plaid-link-diagnostics'
import { beforeEach, describe, expect, test, vi } from 'vitest'

const guide = readFileSync('docs/telemetry.md', 'utf8')
const linkSessionId = '1daca4d5-9a0d-4e85-a2e9-1e905ecaa32e'

/** What was sent, as the network would see it. */
let sent: string[]

beforeEach(() => {
  sent = []
  const take = async (body: unknown) => {
    const bytes = new Uint8Array(await new Response(body as BodyInit).arrayBuffer())
    sent.push(new TextDecoder().decode(bytes[0] === 0x1f ? gunzipSync(bytes) : bytes))
  }
  vi.stubGlobal('fetch', async (input: RequestInfo | URL, init?: RequestInit) => {
    await take(init?.body ?? (input instanceof Request ? await input.text() : ''))
    return new Response('{}', { status: 200 })
  })
  navigator.sendBeacon = (_url, body) => (void take(body), true)
})

/** Then they send what they have; Datadog only where it takes the event for the browser's own. */
function leave(how: string) {
  window.dispatchEvent(Object.assign(new Event(how), { __ddIsTrusted: true }))
}

function play(diagnostics: Diagnostics) {
  const { onEvent, onExit } = diagnostics.instrument({ token: 'link-sandbox-1' }) as unknown as Record<
    'onEvent' | 'onExit',
    (...args: unknown[]) => void
  >
  const institution = { institution_id: 'ins_20', name: 'Citizens Bank' }
  onEvent('OPEN', { link_session_id: linkSessionId, timestamp: '2026-11-22T09:17:50.000Z' })
  const error = { error_type: 'ITEM_ERROR', error_code: 'INVALID_CREDENTIALS', error_message: '', display_message: '' }
  onExit(error, { link_session_id: linkSessionId, request_id: 'm8MDnv9okwxFNBV', institution, status: null })
}

describe('recipes of docs/telemetry.md send a reduced entry', () => {
  // That of OpenTelemetry itself is in test/opentelemetry, with a receiver.
  test.each([
    ['sentry', () => import('./sentry.ts'), async () => (await import('@sentry/browser')).flush()],
    ['datadog', () => import('./datadog.ts'), async () => leave('beforeunload')],
    ['posthog', () => import('./posthog.ts'), async () => leave('pagehide')],
  ])('%s', async (_name, load, flush) => {
    const { diagnostics } = await load()
    play(diagnostics)
    await diagnostics.flush()
    await vi.waitFor(async () => {
      await flush()
      expect(sent.join('\n')).toContain('INVALID_CREDENTIALS')
    }, 4_000)
    const text = sent.join('\n')
    expect(text).toContain(linkSessionId)
    expect(text).not.toMatch(/ins_20|Citizens/)
    diagnostics.close()
  })

  test.each(['opentelemetry', 'sentry', 'datadog', 'posthog'])('%s stands in the guide word for word', (name) => {
    expect(guide).toContain(`\`\`\`ts\n${readFileSync(`test/recipes/${name}.ts`, 'utf8')}\`\`\`\n`)
  })
})
