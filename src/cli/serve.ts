import { readFile } from 'node:fs/promises'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import { parseArgs } from 'node:util'
import { fail } from './fail.ts'

const HOST = '127.0.0.1'

/**
 * Serves the desk to this machine only. A request that names another host is refused: a page of a stranger whose name
 * was made to lead here (DNS rebinding) gets nothing.
 */
export async function serveDesk(args: string[]): Promise<void> {
  const port = readPort(args)
  if (port === null) return fail(2, 'Use it as: [--port <0 to 65535>]. See --help.')
  const page = await readFile(new URL('desk.html', import.meta.url)).catch(() => null)
  if (!page) return fail(3, 'The desk (desk.html) is not beside this command. Install the package again.')

  const server = createServer((request, response) => answer(request, response, page, portOf()))
  const portOf = (): number => {
    const address = server.address()
    return typeof address === 'object' && address ? address.port : 0
  }
  server.on('error', (error: NodeJS.ErrnoException) => {
    const why = error.code === 'EADDRINUSE' ? 'is in use' : `cannot be used (${error.code ?? error.message})`
    fail(3, `Port ${port} ${why}. Choose another with --port.`)
  })
  server.listen(port, HOST, () => {
    process.stdout.write(`Support desk: http://${HOST}:${portOf()}/\nThis machine only. Press Ctrl+C to stop.\n`)
  })
}

function readPort(args: string[]): number | null {
  try {
    const { values } = parseArgs({ args, options: { port: { type: 'string', default: '0' } } })
    return /^\d{1,5}$/.test(values.port) && Number(values.port) <= 65_535 ? Number(values.port) : null
  } catch {
    return null
  }
}

function answer({ method, url, headers }: IncomingMessage, response: ServerResponse, page: Buffer, port: number): void {
  const common = {
    'Cache-Control': 'no-store',
    'Cross-Origin-Opener-Policy': 'same-origin',
    'Cross-Origin-Resource-Policy': 'same-origin',
    'Referrer-Policy': 'no-referrer',
    'X-Content-Type-Options': 'nosniff',
    'X-Frame-Options': 'DENY',
  }
  const refuse = (status: number, sentence: string): void =>
    void response.writeHead(status, { ...common, 'Content-Type': 'text/plain; charset=utf-8' }).end(`${sentence}\n`)

  // A browser leaves the port out where it is 80.
  const hosts = [HOST, 'localhost'].flatMap((host) => (port === 80 ? [host, `${host}:80`] : [`${host}:${port}`]))
  if (!hosts.includes(headers.host ?? '')) return refuse(403, 'This server answers to its own address only.')
  if (method !== 'GET' && method !== 'HEAD') return refuse(405, 'There is nothing to do here but to look.')
  if (url !== '/' && url !== '/desk.html') return refuse(404, 'There is only the desk, at /.')
  response.writeHead(200, { ...common, 'Content-Type': 'text/html; charset=utf-8', 'Content-Length': page.length })
  response.end(method === 'HEAD' ? undefined : page)
}
