import { completeReport, formatCase } from 'react-plaid-link-diagnostics/report'
import { describe, expect, test } from 'vitest'
import { goldens, makeReport, success, wrongPasswordTwice } from '../support/reports.ts'

const both = makeReport(success.createdAt, [...wrongPasswordTwice.sessions, ...success.sessions])
const successId = success.sessions[0]?.linkSessionId ?? ''

describe('formatCase', () => {
  const text = formatCase(wrongPasswordTwice)

  test('what Plaid needs, ready to paste', async () => {
    await expect(text).toMatchFileSnapshot('../golden/wrong-password-twice.case.txt')
  })

  test.each(Object.entries(goldens))('nothing about the device, the user or what is missing: %s', (_name, report) => {
    const { browser, platform, viewport, language } = report.environment
    const written = formatCase(report)
    for (const fact of [browser, platform, viewport, language, report.timeZone, report.app?.name, 'u_90017264']) {
      expect(written).not.toContain(fact)
    }
    expect(written).not.toMatch(
      /client_user_id|fingerprint|sha256|on your server|does not exist|none captured|withheld/,
    )
    for (const line of written.split('\n').filter(Boolean)) expect(line).toMatch(/^[A-Za-z][\w ]*: \S/)
  })

  test('of the session that is named', () => {
    expect(formatCase(both)).toContain(wrongPasswordTwice.sessions[0]?.linkSessionId)
    const named = formatCase(both, { linkSessionId: successId })
    expect(named).toContain(successId)
    expect(named).not.toContain(wrongPasswordTwice.sessions[0]?.linkSessionId)
  })

  test('empty where there is no such session', () => {
    expect(formatCase(both, { linkSessionId: 'another' })).toBe('')
    expect(formatCase(makeReport(success.createdAt, []))).toBe('')
  })

  test("with the server's ids, once they are joined", () => {
    const item = { key: 'item_id', value: 'M5eVJqLnv3tbzdngLDp9FL5OlDNxlNhlE55op' }
    expect(formatCase(completeReport(success, [item]))).toContain(`item_id: ${item.value}\n`)
  })

  test('a value makes no line of its own', () => {
    const [session = both.sessions[0]] = wrongPasswordTwice.sessions
    const name = 'Bank\nerror: none\u2028item_id: x'
    const report = { ...wrongPasswordTwice, sessions: session ? [{ ...session, institution: { id: 'i', name } }] : [] }
    expect(formatCase(report)).not.toMatch(/^error: none|^item_id/m)
  })
})
