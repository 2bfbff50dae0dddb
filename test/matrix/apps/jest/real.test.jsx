import { act, render, screen, waitFor } from '@testing-library/react'
import { createDiagnostics, DiagnosticsProvider } from 'react-plaid-link-diagnostics'
import { formatReport, parseReport } from 'react-plaid-link-diagnostics/report'
import { pickIdentifiers } from 'react-plaid-link-diagnostics/identifiers'
import { App } from './App'

// Of a machine that has other things to do.
jest.setTimeout(60_000)

const said = []
let create
let diagnostics

beforeEach(() => {
  for (const how of ['warn', 'error'])
    jest.spyOn(console, how).mockImplementation((...words) => said.push(words.join(' ')))
  // What Plaid's script would leave behind, where the network is none of a test's.
  create = jest.fn(() => ({ open() {}, exit() {}, submit() {}, destroy() {} }))
  window.Plaid = { create, createEmbedded: create, open() {}, exit() {}, destroy() {} }
  const append = document.body.appendChild.bind(document.body)
  jest.spyOn(document.body, 'appendChild').mockImplementation((node) => {
    append(node)
    if (node.tagName === 'SCRIPT') node.dispatchEvent(new Event('load'))
    return node
  })
  diagnostics = createDiagnostics({ app: { name: 'A jest suite' } })
})

test('without a mock a session is recorded, reported and read back, and nothing is warned of', async () => {
  const { unmount } = render(
    <DiagnosticsProvider diagnostics={diagnostics}>
      <App />
    </DiagnosticsProvider>,
  )
  await waitFor(() => expect(screen.getByText('Connect a bank').disabled).toBe(false), { timeout: 20_000 })
  act(() => screen.getByText('Connect a bank').click())
  const { onEvent, onExit } = create.mock.calls.find(([options]) => options.token === 'link-sandbox-1')[0]
  const link_session_id = '0b7d5d4e-3c0f-4a5f-9d0c-6a3f0a1b2c3d'
  const error = { error_type: 'ITEM_ERROR', error_code: 'INVALID_CREDENTIALS', error_message: '', display_message: '' }
  act(() => {
    onEvent('OPEN', { link_session_id, timestamp: new Date().toISOString() })
    onExit(error, { link_session_id, request_id: 'm8MDnv9okwxFNBV', institution: null, status: 'requires_credentials' })
  })
  const report = await diagnostics.report()
  const text = formatReport(report)
  expect(text).toContain(link_session_id)
  expect(text).toContain('INVALID_CREDENTIALS')
  expect(parseReport(text).report).toEqual(report)
  expect(await pickIdentifiers({ item_id: 'Ed6bjNrDLJfGvZWwnkQlfxwoNz54B5C97ejBr' })).toHaveLength(1)
  unmount()
  diagnostics.close()
  // No IndexedDB in jsdom: the report says so, the console does not.
  expect(report.completeness.storage).toBe('memory')
  expect(said).toEqual([])
})
