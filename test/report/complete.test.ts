import { completeReport, explainReport, formatReport, parseReport } from 'react-plaid-link-diagnostics/report'
import type { DiagnosticsReport } from 'react-plaid-link-diagnostics/report'
import { describe, expect, test } from 'vitest'
import { goldens, makeReport, success, wrongPasswordTwice } from '../support/reports.ts'

const item = { key: 'item_id', value: 'M5eVJqLnv3tbzdngLDp9FL5OlDNxlNhlE55op' }
const token = { key: 'access_token', fingerprint: 'sha256-91c2d3e4f5a6b7c8' }
const both = makeReport(success.createdAt, [...success.sessions, ...wrongPasswordTwice.sessions])
const olderId = wrongPasswordTwice.sessions[0]?.linkSessionId ?? ''

function caseLine(report: DiagnosticsReport, key: string) {
  return explainReport(report).plaidCase.lines.filter((line) => line.key === key)
}

describe('completeReport', () => {
  const completed = completeReport(success, [item, token])

  test('joins what a server knows to the newest session, as attached', () => {
    expect(completed.sessions[0]?.identifiers).toEqual([...(success.sessions[0]?.identifiers ?? []), item, token])
    expect(completed.sessions[0]?.entries.at(-1)).toMatchObject({ type: 'attached', identifiers: [item, token] })
  })

  test('a value takes the place of its "on your server"', () => {
    expect(caseLine(success, 'item_id')).toMatchObject([{ value: '', missing: 'on your server' }])
    expect(caseLine(completed, 'item_id')).toMatchObject([{ value: item.value, missing: '' }])
    expect(formatReport(completed)).toMatch(new RegExp(`^item_id: ${item.value}`, 'm'))
  })

  test('what is joined comes back from the text', () => {
    expect(parseReport(formatReport(completed))).toEqual({ report: completed, integrity: 'intact' })
  })

  test('never twice', () => {
    expect(completeReport(completed, [item, token])).toBe(completed)
    const identifiers = completeReport(success, [item, item]).sessions[0]?.identifiers ?? []
    expect(identifiers.filter(({ key }) => key === 'item_id')).toEqual([item])
  })

  test('to the session that is named, and to no other', () => {
    const { sessions } = completeReport(both, [item], { linkSessionId: olderId })
    expect(sessions[0]).toBe(both.sessions[0])
    expect(sessions[1]?.identifiers).toContainEqual(item)
    expect(completeReport(both, [item], { linkSessionId: 'another' })).toBe(both)
  })

  test('a report without a session is returned as it is', () => {
    const empty = makeReport(success.createdAt, [])
    expect(completeReport(empty, [item])).toBe(empty)
  })

  test('pure: the report that is given stays as it was', () => {
    const before = JSON.stringify(success)
    completeReport(success, [item, token])
    expect(JSON.stringify(success)).toBe(before)
  })

  test('a bearer secret is not kept, and told as withheld', () => {
    const secret = 'access-production-0f4d9b8e-3c2a-4e1b-9f7d-6a5b4c3d2e1f'
    const refused = completeReport(success, [{ key: 'access_token', value: secret }, item])
    expect(JSON.stringify(refused)).not.toContain(secret)
    expect(refused.sessions[0]?.entries.at(-1)?.withheld).toEqual([{ key: 'access_token', looksLike: 'secret' }])
    expect(parseReport(formatReport(refused))).toEqual({ report: refused, integrity: 'intact' })
  })

  test.each(Object.entries(goldens))('a golden report, completed: %s', (_name, report) => {
    const more = completeReport(report, [item, token])
    expect(parseReport(formatReport(more))).toEqual({ report: more, integrity: 'intact' })
  })
})
