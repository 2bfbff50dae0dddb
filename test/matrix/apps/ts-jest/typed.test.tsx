import { expect, jest, test } from '@jest/globals'
import { render, screen } from '@testing-library/react'
import { CopyDiagnostics, usePlaidLink, type PlaidLinkOnSuccess } from 'react-plaid-link-diagnostics'
import { parseReport, ReportParseError, type ParsedReport } from 'react-plaid-link-diagnostics/report'

jest.mock('react-plaid-link', () => ({ usePlaidLink: () => ({ open: () => {}, ready: true, error: null }) }))

const onSuccess: PlaidLinkOnSuccess = (_, { link_session_id }) => void link_session_id

function Connect() {
  const { ready } = usePlaidLink({ token: 'link-sandbox-1', onSuccess })
  return (
    <button type="button" disabled={!ready}>
      Connect
    </button>
  )
}

// ts-jest checks types too, and finds those of each door by `moduleResolution: node`.
test('a suite in TypeScript compiles, and runs', () => {
  render(<Connect />)
  render(<CopyDiagnostics />)
  expect(screen.getByText<HTMLButtonElement>('Connect').disabled).toBe(false)
  const parse = (): ParsedReport => parseReport('no report')
  expect(parse).toThrow(ReportParseError)
})
