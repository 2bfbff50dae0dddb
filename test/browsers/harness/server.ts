import { readFile } from 'node:fs/promises'
import { createServer, type IncomingHttpHeaders, type IncomingMessage, type ServerResponse } from 'node:http'
import { extname, join, normalize, resolve } from 'node:path'
import { preview } from 'vite'

const types: Record<string, string> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json',
  '.map': 'application/json',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
}

export interface TestServer {
  /** `http://127.0.0.1:…`, a secure context. */
  origin: string
  /** `http://localhost:…`: the same files from another site, a secure context as well. */
  otherOrigin: string
  url(path: string): string
  /** More response headers for a path, for example a Content-Security-Policy. */
  headers: Map<string, Record<string, string>>
  /** Answers for paths that are no files. */
  routes: Map<string, (request: IncomingMessage, response: ServerResponse) => void>
  /** What was asked for, in order, favicons left out. */
  requests: { method: string; path: string; headers: IncomingHttpHeaders }[]
  close(): Promise<void>
}

/** Serves a folder of built pages on a free port of this machine. */
export async function startServer(folder = 'test/output/pages'): Promise<TestServer> {
  const headers: TestServer['headers'] = new Map()
  const routes: TestServer['routes'] = new Map()
  const requests: TestServer['requests'] = []

  const server = createServer(async (request, response) => {
    const { pathname } = new URL(request.url ?? '/', 'http://127.0.0.1')
    const path = pathname.endsWith('/') ? `${pathname}index.html` : pathname
    if (path === '/favicon.ico') return void response.writeHead(204).end()
    requests.push({ method: request.method ?? '', path: request.url ?? '', headers: request.headers })

    // No `no-store`: a page that may not be stored is kept out of the back/forward cache.
    const answer = { 'Cache-Control': 'no-cache', ...headers.get(pathname) }
    if (path === '/harness.js') return void response.writeHead(200, { 'Content-Type': types['.js'] }).end(harnessScript)
    const route = routes.get(pathname)
    if (route) {
      for (const [name, value] of Object.entries(answer)) response.setHeader(name, value)
      return route(request, response)
    }

    const file = await readFile(join(folder, normalize(decodeURIComponent(path)))).catch(() => null)
    if (!file) return void response.writeHead(404).end()
    const isPage = extname(path) === '.html'
    const content = isPage && isWebkit(request) ? withHarnessScript(file.toString()) : file
    const type = types[extname(path)] ?? 'application/octet-stream'
    response.writeHead(200, { 'Content-Type': type, ...answer }).end(content)
  })

  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  const port = typeof address === 'object' && address ? address.port : 0
  const origin = `http://127.0.0.1:${port}`

  return {
    origin,
    otherOrigin: `http://localhost:${port}`,
    url: (path) => new URL(path, origin).href,
    headers,
    routes,
    requests,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}

/** Serves the built example, with the server that is part of it. */
export async function startExample(): Promise<{ origin: string; close(): Promise<void> }> {
  const server = await preview({
    configFile: 'example/vite.config.ts',
    logLevel: 'warn',
    build: { outDir: resolve('test/output/example') },
    preview: { port: 0 },
  })
  const address = server.httpServer.address()
  const port = typeof address === 'object' && address ? address.port : 0
  return { origin: `http://127.0.0.1:${port}`, close: () => server.close() }
}

function isWebkit({ headers }: IncomingMessage) {
  const agent = headers['user-agent'] ?? ''
  return agent.includes('AppleWebKit') && !agent.includes('Chrome')
}

function withHarnessScript(html: string) {
  return html.replace(/<head[^>]*>/, '$&<script src="/harness.js"></script>')
}

/**
 * WebKit only: its driver tells nothing of the console, so the page keeps what is said for the harness to fetch; over
 * a navigation in `sessionStorage`, which is the tab's own.
 */
const harnessScript = `(() => {
  const key = 'harnessMessages'
  const messages = (window.harnessMessages = JSON.parse(sessionStorage.getItem(key) ?? '[]'))
  sessionStorage.removeItem(key)
  const keep = (type, parts) => messages.push({ type, text: parts.map(String).join(' ') })
  for (const type of ['debug', 'error', 'info', 'log', 'warn']) {
    const say = console[type]
    console[type] = (...parts) => (keep(type, parts), say.apply(console, parts))
  }
  addEventListener('error', ({ message, error }) => keep('pageerror', [error ?? message]))
  addEventListener('unhandledrejection', ({ reason }) => keep('pageerror', [reason]))
  addEventListener('pagehide', () => {
    if (messages.length > 0) sessionStorage.setItem(key, JSON.stringify(messages.splice(0)))
  })
})()`
