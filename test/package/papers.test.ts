import { readFileSync, readdirSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { fields } from '../../src/entry/fields.ts'

const security = readFileSync('SECURITY.md', 'utf8')
const manifest = JSON.parse(readFileSync('package.json', 'utf8'))

describe('SECURITY.md', () => {
  test('its inventory names every field of an entry, and no other', () => {
    const rows = [...security.matchAll(/^\| `(\w+)` +\|[^|]+\| (technical|pseudonymous|financial|free text) +\|$/gm)]
    expect(rows.map(([, name]) => name).sort()).toEqual(Object.keys(fields).sort())
  })

  test('what it links to is there', () => {
    for (const [, file = ''] of security.matchAll(/\]\((?!https:)([^)#]+)\)/g)) readFileSync(file)
    for (const [, folder = ''] of security.matchAll(/`(test\/\w+)`/g)) expect(readdirSync(folder)).not.toEqual([])
  })
})

describe('package.json', () => {
  test('names where the project is', () => {
    const home = 'https://github.com/react-plaid-link-diagnostics/react-plaid-link-diagnostics'
    expect(manifest).toMatchObject({
      repository: { type: 'git', url: `git+${home}.git` },
      homepage: `${home}#readme`,
      bugs: { url: `${home}/issues` },
    })
    expect(manifest.keywords).toContain('react-plaid-link')
  })

  test('has the dependencies that CONTRIBUTING.md gives reasons for, and no script that runs at install', () => {
    const contributing = readFileSync('CONTRIBUTING.md', 'utf8')
    const names = Object.keys({ ...manifest.dependencies, ...manifest.peerDependencies, ...manifest.devDependencies })
    for (const name of names) expect(contributing).toContain(`\`${name}\``)
    expect(Object.keys(manifest.scripts).filter((name) => /install|^prepare$/.test(name))).toEqual([])
  })
})

describe('workflows', () => {
  const workflows = readdirSync('.github/workflows').map((file) => readFileSync(`.github/workflows/${file}`, 'utf8'))

  test.each(workflows)('pin every action by its commit, and have a token that reads: %.40s', (workflow) => {
    const actions = [...workflow.matchAll(/uses: (\S+)/g)].map(([, action]) => action)
    expect(actions.length).toBeGreaterThan(0)
    for (const action of actions) expect(action).toMatch(/@[0-9a-f]{40}$/)
    expect(workflow).toMatch(/^permissions:\n  contents: read$/m)
    expect(workflow).not.toMatch(/pull_request_target|contents: write|write-all/)
  })
})
