import { execFile } from 'node:child_process'
import { copyFile, mkdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { runInNewContext } from 'node:vm'
import { build } from 'esbuild'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createConsumer, type Consumer } from './consumer.ts'

const recipes = 'test/recipes/servers'
const accessToken = 'access-sandbox-de3ce8ef-33f8-452c-a685-8671031fc0f6'
let consumer: Consumer

beforeAll(async () => {
  consumer = await createConsumer(['express'])
  await mkdir(join(consumer.folder, 'server'))
  for (const file of ['express.cjs', 'next-route.ts', 'edge.ts', 'plaid.ts']) {
    await copyFile(join(recipes, file), join(consumer.folder, 'server', file))
  }
})

afterAll(() => consumer.remove())

describe('recipes of docs/servers.md, with the packed package', () => {
  test('Express in CommonJS, as Node was before it knew require() of ES modules', async () => {
    await writeFile(join(consumer.folder, 'server/main.cjs'), expressServer)
    const answers = JSON.parse(await node(['--no-experimental-require-module', 'server/main.cjs']))
    expect(answers.exchanged.identifiers).toContainEqual({
      key: 'item_id',
      value: 'M5eVJqLnv3tbzdngLDp9FL5OlDNxlNhlE55op',
    })
    expect(answers.saved).toEqual([{ fingerprint: expect.stringMatching(/^sha256-[0-9a-f]{16}$/), userId: 'u_1' }])
    expect(JSON.stringify(answers.exchanged)).not.toContain(accessToken)
    expect(JSON.stringify(answers.created.identifiers)).not.toContain('link-sandbox')
  })

  test('a route handler of Next gives ids, never the token, and of an error too', async () => {
    const { POST } = (await bundled('next-route.ts')) as { POST(request: Request): Promise<Response> }
    const ask = (publicToken: string) =>
      POST(new Request('https://app.test/', { method: 'POST', body: JSON.stringify({ publicToken }) }))
    const good = await (await ask('public-sandbox-1')).text()
    expect(good).toContain('M5eVJqLnv3tbzdngLDp9FL5OlDNxlNhlE55op')
    expect(good).not.toContain(accessToken)
    const bad = await ask('public-sandbox-2')
    expect(bad.status).toBe(502)
    expect(await bad.json()).toEqual({ identifiers: [{ key: 'request_id', value: 'm8MDnv9okwxFNBV' }] })
  })

  test('at the edge a pasted report is read, with web standards alone', async () => {
    const { default: handler } = (await bundled('edge.ts')) as {
      default: { fetch(request: Request): Promise<Response> }
    }
    const text = await readFile('test/golden/wrong-password-twice.txt', 'utf8')
    const ask = (body: string) => handler.fetch(new Request('https://desk.test/', { method: 'POST', body }))
    const answer = await (await ask(`> ${text.split('\n').join('\n> ')}`)).json()
    expect(answer).toMatchObject({ integrity: 'intact', verdict: { answer: expect.any(String) } })
    expect(answer.linkTokens).toEqual([expect.stringMatching(/^sha256-/)])
    expect((await ask('no report')).status).toBe(422)
  })

  test.each(['express.cjs', 'next-route.ts', 'edge.ts'])('%s stands in the guide word for word', async (file) => {
    const guide = await readFile('docs/servers.md', 'utf8')
    const language = file.endsWith('.cjs') ? 'js' : 'ts'
    expect(guide).toContain(`\`\`\`${language}\n${await readFile(join(recipes, file), 'utf8')}\`\`\`\n`)
  })
})

/** Bundled as for an edge, and run where there is nothing but what the web has. */
async function bundled(file: string): Promise<unknown> {
  const { outputFiles } = await build({
    entryPoints: [join(consumer.folder, 'server', file)],
    bundle: true,
    format: 'iife',
    globalName: 'handler',
    platform: 'neutral',
    conditions: ['worker'],
    write: false,
    tsconfigRaw: {},
  })
  const web = { Request, Response, Headers, URL, TextEncoder, TextDecoder, crypto, atob, btoa, Intl }
  return runInNewContext(`${outputFiles[0]?.text}; handler`, web)
}

function node(args: string[]): Promise<string> {
  return new Promise((done, failed) => {
    execFile(process.execPath, args, { cwd: consumer.folder }, (error, stdout, stderr) => {
      if (error) failed(new Error(stderr))
      else done(stdout)
    })
  })
}

const expressServer = `
const express = require('express')
const { plaidRoutes } = require('./express.cjs')

const saved = []
const links = { save: async (link) => void saved.push(link), saveItem: async () => {} }
const plaid = {
  linkTokenCreate: async () => ({ data: { link_token: 'link-sandbox-af1a0311-da53-4636-b754-dd15cc058176', request_id: 'one' } }),
  itemPublicTokenExchange: async () => ({ data: { access_token: '${accessToken}', item_id: 'M5eVJqLnv3tbzdngLDp9FL5OlDNxlNhlE55op', request_id: 'two' } }),
}
const app = express().use((request, response, next) => ((request.user = { id: 'u_1' }), next()), plaidRoutes(plaid, links))
const server = app.listen(0, '127.0.0.1', async () => {
  const post = async (path, body) => {
    const headers = { 'Content-Type': 'application/json' }
    const answer = await fetch('http://127.0.0.1:' + server.address().port + path, { method: 'POST', headers, body: JSON.stringify(body) })
    return answer.json()
  }
  const created = await post('/link-token', {})
  const exchanged = await post('/exchange', { publicToken: 'public-sandbox-1' })
  console.log(JSON.stringify({ created, exchanged, saved }))
  server.close()
})
`
