import { expect, test } from 'vitest'
import { doors } from '../../build/doors.ts'
import { writeReference } from './reference.ts'

const reference = await writeReference()

test('docs/api.md has what the declarations say', async () => {
  await expect(reference).toMatchFileSnapshot('../../docs/api.md')
})

test.each(doors)('it has the door %s', (door) => {
  const path = door === 'index' ? 'react-plaid-link-diagnostics' : `react-plaid-link-diagnostics/${door}`
  expect(reference).toContain(`\n## \`${path}\`\n`)
})

test.each(['usePlaidLink', 'CopyDiagnostics', 'createDiagnostics', 'formatReport', 'pickIdentifiers', 'ReportViewer'])(
  '%s is in it, with a comment',
  (name) => {
    const [, said = ''] = reference.split(`\n### ${name}\n\n`)
    expect(said).toMatch(/^[\w`][^\n]{20,}/)
  },
)
