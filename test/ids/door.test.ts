import { execFileSync } from 'node:child_process'
import { build } from 'esbuild'
import { describe, expect, it } from 'vitest'
import { fingerprint } from 'react-plaid-link-diagnostics/identifiers'
import { accessToken } from './samples.ts'

describe('react-plaid-link-diagnostics/identifiers', () => {
  it('runs on a server with nothing installed, React least of all', async () => {
    const entry = 'src/identifiers.ts'
    const { outputFiles } = await build({ entryPoints: [entry], bundle: true, format: 'esm', write: false })
    const code = outputFiles[0]?.text ?? ''
    expect(code).not.toMatch(/^\s*import\b|\brequire\(|\b(?:document|window)\./m)
    const program = `${code}\nconsole.log(JSON.stringify(await pickIdentifiers({ access_token: '${accessToken}' })))`
    const output = execFileSync(process.execPath, ['--input-type=module', '-'], {
      input: program,
      cwd: '/',
      encoding: 'utf8',
    })
    expect(JSON.parse(output)).toEqual([{ key: 'access_token', fingerprint: await fingerprint(accessToken) }])
  })

  it('leaves the catalogue out of a bundle that does not use it', async () => {
    const contents = `export { pickIdentifiers } from './identifiers.ts'`
    const stdin = { contents, resolveDir: 'src' }
    const { outputFiles } = await build({ stdin, bundle: true, format: 'esm', write: false })
    expect(outputFiles[0]?.text).not.toContain('support.plaid.com')
  })
})
