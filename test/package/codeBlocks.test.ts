import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { createConsumer, run, type Consumer } from './consumer.ts'

// What is compiled word for word elsewhere: test/recipes, and the tests with the simulator, which are run.
const papers = ['README.md', 'SECURITY.md', 'docs/csp.md', 'docs/servers.md']
const isOwnProgram = /from '(vitest|@testing-library\/react|\.\/plaid)'|require\('express'\)/

/** Each name that a block takes from around it. */
const around = `
import type * as all from 'react-plaid-link-diagnostics'
import type * as ids from 'react-plaid-link-diagnostics/identifiers'
declare global {
  const createDiagnostics: typeof all.createDiagnostics
  const useCopyDiagnostics: typeof all.useCopyDiagnostics
  const pickIdentifiers: typeof ids.pickIdentifiers
  const diagnostics: all.Diagnostics
  const identifiers: all.PlaidIdentifier[]
  const user: { id: string }
  const nextUser: { id: string }
  const ticket: { body: string }
  const save: (text: string) => void
  const openChat: (topic: { subject: string }) => void
  const token: string
  const public_token: string
  const onSuccess: all.PlaidLinkOnSuccess
  const Plaid: { create(options: object): { open(): void } }
  const plaid: { itemPublicTokenExchange(request: object): Promise<{ data: object }> }
  const response: { json(body?: object): Promise<{ identifiers: all.PlaidIdentifier[] }>; identifiers: all.PlaidIdentifier[] }
  const logs: { getLogger(name: string): { emit(record: object): void } }
  const trustedTypes: { createPolicy(name: string, policy: { createScriptURL(url: string): string }): void }
}
export {}
`

let consumer: Consumer

beforeAll(async () => {
  consumer = await createConsumer()
})

afterAll(() => consumer.remove())

test('each block of code in the papers compiles, with the types of the packed package', async () => {
  const folder = join(consumer.folder, 'blocks')
  await mkdir(folder)
  let count = 0
  for (const paper of papers) {
    const text = await readFile(paper, 'utf8')
    for (const [block, , code = ''] of text.matchAll(/```(tsx?)\n([\s\S]*?)```/g)) {
      if (isOwnProgram.test(code)) continue
      const line = text.slice(0, text.indexOf(block)).split('\n').length
      await writeFile(join(folder, `${paper.replace(/\W/g, '-')}-line-${line}.tsx`), `${code}\nexport {}\n`)
      count++
    }
  }
  expect(count).toBeGreaterThan(14)
  await writeFile(join(folder, 'around.d.ts'), around)
  await writeFile(
    join(folder, 'tsconfig.json'),
    JSON.stringify({
      compilerOptions: {
        strict: true,
        module: 'esnext',
        moduleResolution: 'bundler',
        target: 'es2022',
        lib: ['es2022', 'dom'],
        jsx: 'react-jsx',
        noEmit: true,
        skipLibCheck: true,
        types: [],
      },
    }),
  )
  const tsc = resolve('node_modules/typescript/bin/tsc')
  const said = await run(process.execPath, [tsc, '-p', folder]).then(
    () => '',
    ({ stdout }: { stdout: string }) => stdout,
  )
  expect(said).toBe('')
})
