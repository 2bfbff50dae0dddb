import { generateKeyPairSync, sign } from 'node:crypto'
import type { ServerResponse } from 'node:http'
import { createServer } from 'node:https'

/** What becomes of Plaid's script: as Plaid serves it, or what comes in its place. */
export type ScriptAnswer = 'runs' | 'throws' | 'a page' | 'a page, as a script' | 'never'

export interface PlaidServer {
  /** For `launch`: Chromium then takes this server for Plaid's own. */
  args: string[]
  script: ScriptAnswer
  /** Link's window says nothing. */
  hangs: boolean
  /** What Plaid's servers send with script and window, as the page's headers may ask for. */
  headers: Record<string, string>
  /** All as it is at first. A script that was never answered fails: Chromium would keep the next one waiting for it. */
  reset(): void
  close(): Promise<void>
}

/**
 * Stands where https://cdn.plaid.com is: Plaid's URL, a real script element, a real frame of another site. Nothing of
 * Plaid is in it; it does what the documentation says of the calls that the tests make.
 */
export async function startPlaid(): Promise<PlaidServer> {
  const held = new Set<ServerResponse>()
  const server = createServer(makeCertificate(), (request, response) => {
    const isScript = request.url?.includes('link-initialize.js')
    const answer = (type: string, body: string): unknown =>
      response.writeHead(200, { 'Content-Type': type, 'Cache-Control': 'no-store', ...plaid.headers }).end(body)
    if (!isScript) return answer('text/html', plaid.hangs ? '' : LINK)
    switch (plaid.script) {
      case 'never':
        return held.add(response)
      case 'throws':
        return answer('text/javascript', 'throw new Error("not today")')
      case 'a page':
        return answer('text/html', PAGE)
      case 'a page, as a script':
        return answer('text/javascript', PAGE)
      default:
        return answer('text/javascript', SCRIPT)
    }
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  const port = typeof address === 'object' && address ? address.port : 0
  const plaid: PlaidServer = {
    args: [`--host-resolver-rules=MAP cdn.plaid.com:443 127.0.0.1:${port}`, '--ignore-certificate-errors'],
    script: 'runs',
    hangs: false,
    headers: {},
    reset() {
      Object.assign(plaid, { script: 'runs', hangs: false, headers: {} })
      for (const response of held) response.destroy()
      held.clear()
    },
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
  return plaid
}

/** `window.Plaid`, as far as it goes: a frame is made at once, `onLoad` comes when it is there, `open()` asks it to open. */
const SCRIPT = `window.Plaid = {
  create({ onLoad, onEvent, onExit }) {
    const frame = document.createElement('iframe')
    frame.src = 'https://cdn.plaid.com/link/v2/stable/link.html'
    const hear = ({ source, data }) => {
      if (source !== frame.contentWindow) return
      if (data === 'ready') onLoad?.()
      else onEvent?.(data.eventName, data.metadata)
    }
    addEventListener('message', hear)
    document.body.append(frame)
    return {
      open: () => frame.contentWindow?.postMessage('open', '*'),
      exit: () => onExit?.(null, {}),
      submit() {},
      destroy: () => (removeEventListener('message', hear), frame.remove()),
    }
  },
}`

/** What a proxy answers with. */
const PAGE = '<!doctype html><title>Sign in to the network</title>'

const LINK = `<!doctype html><title>Link</title><script>
  const metadata = { link_session_id: crypto.randomUUID(), request_id: 'f3a1b9c27d5e804', view_name: 'CONSENT' }
  addEventListener('message', () => {
    for (const eventName of ['OPEN', 'TRANSITION_VIEW']) {
      parent.postMessage({ eventName, metadata: { ...metadata, timestamp: new Date().toISOString() } }, '*')
    }
  })
  parent.postMessage('ready', '*')
</script>`

/** A certificate that nobody has signed but itself, made anew: a key in the repository would be found by those who look for keys. */
function makeCertificate(): { key: string; cert: string } {
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  // ecdsa-with-SHA256; CN=cdn.plaid.com (DER, ITU-T X.690; the fields of RFC 5280)
  const algorithm = der(0x30, Buffer.from('06082a8648ce3d040302', 'hex'))
  const commonName = [Buffer.from('0603550403', 'hex'), der(0x0c, Buffer.from('cdn.plaid.com'))]
  const name = der(0x30, der(0x31, der(0x30, ...commonName)))
  const validity = der(0x30, ...['200101000000Z', '491231235959Z'].map((time) => der(0x17, Buffer.from(time))))
  const key = publicKey.export({ type: 'spki', format: 'der' })
  const body = der(0x30, der(0x02, Buffer.from([1])), algorithm, name, validity, name, key)
  const signature = der(0x03, Buffer.from([0]), sign('sha256', body, privateKey))
  const lines = der(0x30, body, algorithm, signature).toString('base64').replace(/.{64}/g, '$&\n')
  return {
    key: privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
    cert: `-----BEGIN CERTIFICATE-----\n${lines}\n-----END CERTIFICATE-----\n`,
  }
}

function der(tag: number, ...parts: Buffer[]): Buffer {
  const content = Buffer.concat(parts)
  const { length } = content
  const size = length < 128 ? [length] : length < 256 ? [0x81, length] : [0x82, length >> 8, length & 255]
  return Buffer.concat([Buffer.from([tag, ...size]), content])
}
