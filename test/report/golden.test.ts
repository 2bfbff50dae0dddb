import { formatReport } from 'react-plaid-link-diagnostics/report'
import { describe, expect, test } from 'vitest'
import { goldens, success } from '../support/reports.ts'

describe.each(Object.entries(goldens))('golden report: %s', (name, report) => {
  const text = formatReport(report)
  const lines = text.split('\n')
  const unfolded = text.replace(/\ncont:/g, '').split('\n')

  test('as it was read and found clear', async () => {
    await expect(text).toMatchFileSnapshot(`../golden/${name}.txt`)
  })

  test('its first lines tell the result, who has to act and whether it is a case', () => {
    expect(lines[0]).toBe(`Bank connection report ${report.code}`)
    const first = unfolded.slice(1, unfolded.indexOf(''))
    expect(first).toHaveLength(3)
    expect(first[0]).toMatch(/^Result: \S/)
    expect(first[1]).toMatch(
      /^To act: (?:the user(?:, and the app's developers)?|the app's developers|the bank or Plaid(?:, and the app's developers)?|nobody)$/,
    )
    expect(first[2]).toMatch(/^Plaid case: (?:yes|not yet|no|perhaps)\b.*\. \S/)
  })

  test('says nothing twice in parts 1 to 3', () => {
    const told = unfolded.slice(
      1,
      unfolded.findIndex((line) => line.startsWith('Part 4')),
    )
    const sentences = told.filter((line) => !/^(?:[a-z_]+(?:, )?)+:/.test(line))
    const values = sentences.map((line) => line.replace(/^[^:]*: /, '')).filter(Boolean)
    expect(values.filter((value, index) => values.indexOf(value) < index)).toEqual([])
  })

  test('no frightening word comes before the plain sentence', () => {
    const [before = '', after = ''] = text.split('Result: ')
    expect(before).not.toMatch(/fingerprint|token|altered|fail|error/i)
    expect(after.split('\n')[0]).not.toMatch(/fingerprint|token|altered|[a-z]_[a-z]|[A-Z]_[A-Z]/)
  })
})

test('the README shows a golden report as it is', async () => {
  const { default: readme } = await import('../../README.md?raw')
  const { default: golden } = await import('../golden/wrong-password-twice.txt?raw')
  const [, sample = ''] = /```text\n(Bank connection report[^]*?)```/.exec(readme) ?? []
  const [parts = ''] = golden.split('\nPart 4: ')
  expect(sample.startsWith(parts)).toBe(true)
})

test('whose report it is, where the app has no name', () => {
  expect(formatReport({ ...success, app: null })).toContain("For: the app's support only.")
})

test('what is in it, and what is not, is true for this report', () => {
  const text = formatReport(goldens['script-blocked'] ?? success).replace(/\ncont:/g, '')
  expect(text).toMatch(/^In it: the app's ids, steps, times, time zone, app name, browser/m)
  expect(text).toMatch(/^Not in it: passwords, account numbers, balances$/m)
  expect(formatReport(success)).toMatch(/^Not in it: passwords, your name, account numbers, balances$/m)
})
