import { execFile, spawn, type ChildProcess } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { request } from 'node:http'
import { createServer } from 'node:net'
import { afterEach, describe, expect, test } from 'vitest'

const { bin } = JSON.parse(readFileSync('package.json', 'utf8'))
const command = bin['react-plaid-link-diagnostics']
const report = 'test/golden/wrong-password-twice.txt'

describe('the command `explain`', () => {
  test('explains a file, and gives the text for a Plaid case', async () => {
    const { code, out, err } = await run(['explain', report])
    expect({ code, err }).toEqual({ code: 0, err: '' })
    expect(out).toContain('Report 7KQF-2M9T, unchanged since copied')
    expect(out).toContain('To act: the user')
    expect(out).toContain('link_session_id: 1daca4d5-9a0d-4e85-a2e9-1e905ecaa32e')
    expect(out).toContain('Case form:')
    expect(out.split('\n').every((line) => line.length <= 80 || !line.trim().includes(' '))).toBe(true)
  })

  test('explains what is pasted into it, in the midst of a mail', async () => {
    const text = readFileSync(report, 'utf8').replace(/^/gm, '> ')
    const { code, out } = await run(['explain'], `Hello,\n\n${text}\nBye`)
    expect(code).toBe(0)
    expect(out).toContain('unchanged since copied')
  })

  test('gives the explanation as JSON', async () => {
    const { code, out } = await run(['explain', '--json', report])
    expect(code).toBe(0)
    const { headline, verdict, integrity, plaidCase, caseText, simulated } = JSON.parse(out)
    expect({ integrity, simulated, answer: verdict.answer }).toEqual({
      integrity: 'intact',
      simulated: false,
      answer: 'not yet',
    })
    expect(headline).toContain('Citizens Bank')
    expect(caseText).toContain('1daca4d5-9a0d-4e85-a2e9-1e905ecaa32e')
    expect(plaidCase.lines.length).toBeGreaterThan(5)
  })

  test('tells the terminal nothing that it would obey', async () => {
    const text = readFileSync(report, 'utf8').replaceAll('Citizens Bank', String.raw`\u001B[2J\u009B31m\u202EknaB`)
    for (const args of [['explain'], ['explain', '--json']]) {
      const { code, out } = await run(args, text)
      expect(code).toBe(0)
      expect(out).toContain(String.raw`\u202EknaB`)
      // eslint-disable-next-line no-control-regex
      expect(out).not.toMatch(/[\u0000-\u0009\u000B-\u001F\u007F-\u009F\u202A-\u202E]/)
    }
  })

  test.each([
    [['explain'], 'no report', 1, 'There is no report in this text'],
    [['explain'], '  \n', 1, 'The text is empty'],
    [['explain', 'test/golden/no-such.txt'], '', 3, 'no-such.txt cannot be read'],
    [['explain', '--yaml'], '', 2, 'See --help'],
    [['explain', report, report], '', 2, 'See --help'],
    [['toString'], '', 2, 'There is no command "toString"'],
    [['--port', 'x'], '', 2, 'See --help'],
  ])('%j of %j ends with %s', async (args, input, expected, sentence) => {
    const { code, out, err } = await run(args, input)
    expect({ code, out }).toEqual({ code: expected, out: '' })
    expect(err).toContain(sentence)
    expect(err).not.toContain('    at ')
  })

  test('--help says all that it can', async () => {
    const { code, out } = await run(['--help'])
    expect(code).toBe(0)
    for (const word of ['explain', '--json', '--port', 'Exit codes', '127.0.0.1']) expect(out).toContain(word)
  })
})

describe('the command serves the desk', () => {
  let served: ChildProcess | undefined

  afterEach(() => served?.kill())

  test('on a free port of this machine, to its own name only', async () => {
    const { port } = await serve([])
    const page = await get(port, '/')
    expect(page.status).toBe(200)
    expect(page.body).toBe(readFileSync('dist/desk.html', 'utf8'))
    expect(page.headers).toMatchObject({ 'x-content-type-options': 'nosniff', 'cache-control': 'no-store' })
    expect((await get(port, '/', { Host: `localhost:${port}` })).status).toBe(200)
    for (const Host of ['evil.test', `evil.test:${port}`, '127.0.0.1', `127.0.0.1:${port}.evil.test`]) {
      expect((await get(port, '/', { Host })).status).toBe(403)
    }
    expect((await get(port, '/../package.json')).status).toBe(404)
    expect((await get(port, '/', {}, 'POST')).status).toBe(405)
  })

  test('on the port that it is given, or says that it cannot', async () => {
    const taken = createServer().listen(0, '127.0.0.1')
    await new Promise((done) => taken.on('listening', done))
    const address = taken.address()
    const port = typeof address === 'object' && address ? address.port : 0
    const { code, err } = await run(['--port', `${port}`])
    expect(code).toBe(3)
    expect(err).toContain(`Port ${port} is in use`)
    await new Promise((done) => taken.close(done))
    expect((await serve(['--port', `${port}`])).port).toBe(port)
  })

  async function serve(args: string[]) {
    served = spawn(process.execPath, [command, ...args])
    const said = await new Promise<string>((done) => served?.stdout?.once('data', (chunk) => done(String(chunk))))
    const [, port] = /http:\/\/127\.0\.0\.1:(\d+)\//.exec(said) ?? []
    return { port: Number(port) }
  }
})

function run(args: string[], input = ''): Promise<{ code: number; out: string; err: string }> {
  return new Promise((done) => {
    const child = execFile(process.execPath, [command, ...args], (error, out, err) =>
      done({ code: typeof error?.code === 'number' ? error.code : 0, out, err }),
    )
    child.stdin?.end(input)
  })
}

function get(port: number, path: string, headers: Record<string, string> = {}, method = 'GET') {
  return new Promise<{ status: number; body: string; headers: object }>((done, failed) => {
    const asked = request({ host: '127.0.0.1', port, path, method, headers }, (response) => {
      let body = ''
      response.on('data', (chunk) => (body += chunk))
      response.on('end', () => done({ status: response.statusCode ?? 0, body, headers: response.headers }))
    })
    asked.on('error', failed).end()
  })
}
