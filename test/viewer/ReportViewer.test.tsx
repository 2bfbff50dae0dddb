// @vitest-environment jsdom
import { cleanup, configure, fireEvent, render, screen, within } from '@testing-library/react'
import { userEvent } from '@testing-library/user-event'
import { StrictMode } from 'react'
import { renderToString } from 'react-dom/server'
import { formatReport, type DiagnosticsReport } from 'react-plaid-link-diagnostics/report'
import { ReportViewer, type LiveDiagnostics } from 'react-plaid-link-diagnostics/viewer'
import { afterEach, describe, expect, test, vi } from 'vitest'
import { expiredToken, oauthReturned, success, wrongPasswordTwice } from '../support/reports.ts'

// A machine that does other things too.
configure({ asyncUtilTimeout: 10_000 })
vi.setConfig({ testTimeout: 20_000 })

const one = formatReport(wrongPasswordTwice)
const other = formatReport(expiredToken)
const field = () => screen.getByLabelText<HTMLTextAreaElement>('Report')
const part = (name: string) => document.querySelector(`[data-part="${name}"]`)
/** By their parts: to look for a role in so large a page takes longer than all else. */
const tabs = () => document.querySelectorAll('[data-part="report"]')
const headline = () => part('headline')?.textContent

afterEach(() => {
  cleanup()
  vi.useRealTimers()
})

describe('the viewer', () => {
  test('takes a report that is pasted, tells the host, and adds a second', async () => {
    const onText = vi.fn()
    render(
      <StrictMode>
        <ReportViewer onText={onText} />
      </StrictMode>,
    )
    await userEvent.click(field())
    await userEvent.paste(one)
    expect(headline()).toContain('Citizens Bank')
    expect(onText).toHaveBeenLastCalledWith(one)
    expect(document.querySelectorAll('[data-part="lane"]')).toHaveLength(1)

    // With the caret anywhere in the first.
    field().setSelectionRange(40, 40)
    await userEvent.paste(other)
    expect(document.querySelectorAll('[data-part="lane"]')).toHaveLength(2)
    expect(tabs()).toHaveLength(2)
    // What was added is what is told about; the other is a press away.
    expect(headline()).not.toContain('Citizens Bank')
    await userEvent.click(tabs()[0] as Element)
    expect(headline()).toContain('Citizens Bank')

    await userEvent.paste(other)
    expect(document.querySelectorAll('[data-part="lane"]')).toHaveLength(2)
    await userEvent.click(part('clear') as Element)
    expect(field().value).toBe('')
    expect(part('report-view')).toBeNull()
  })

  test('takes a file that is dropped', async () => {
    render(<ReportViewer />)
    const file = new File([one], 'report.txt', { type: 'text/plain' })
    // jsdom's File has no text().
    Object.assign(file, { text: () => Promise.resolve(one) })
    fireEvent.drop(part('paste') as Element, { dataTransfer: { files: [file], getData: () => '' } })
    expect(await screen.findByText(/Unchanged since copied/)).toBeTruthy()
  })

  test('says what is wrong with a text, and leaves it where it is', async () => {
    render(<ReportViewer text={one.slice(0, 700)} />)
    expect(part('problem')?.textContent).toMatch(/Ask for the whole text/)
    expect(field().value).toBe(one.slice(0, 700))
  })

  test('says who acts on an earlier failure that is still open, and whether that is a case', () => {
    const { sessions } = expiredToken
    const later = sessions.map((session) => ({ ...session, startedAt: '2026-11-22T09:25:00.000Z' }))
    const both = { ...wrongPasswordTwice, sessions: [...later, ...wrongPasswordTwice.sessions] }
    render(<ReportViewer text={formatReport(both)} />)
    expect(part('earlier')?.textContent).toMatch(/To actthe user.*Plaid casenot yet\. Only if the login works/)
  })

  test.each([
    [one, 'Unchanged since copied'],
    [one.replace('12 recorded', '13 recorded').replaceAll('CONSENT', 'CONSENTED'), 'Differs from what was copied'],
    [one.slice(0, one.length - 100), 'Its end is missing'],
  ])('says whether it is as it was copied, never that it is genuine', (text, words) => {
    render(<ReportViewer text={text} />)
    expect(part('integrity')?.textContent).toBe(words)
    expect(part('badges')?.textContent).not.toMatch(/genuine|authentic|verified|valid/i)
  })

  test('shows another text when it is given one', () => {
    const { rerender } = render(<ReportViewer text={one} />)
    rerender(<ReportViewer text={other} />)
    expect(headline()).not.toContain('Citizens Bank')
  })

  test('is rendered on a server', () => {
    expect(renderToString(<ReportViewer text={one} />)).toContain('Citizens Bank')
  })
})

describe('what the server knows', () => {
  test('is joined by the prop: its value takes the place of "on your server"', () => {
    const identifiers = [{ key: 'client_user_id', value: 'u_1' }]
    const { rerender } = render(<ReportViewer text={formatReport(success)} />)
    expect(document.querySelector('[data-key="client_user_id"]')?.textContent).toContain('on your server')
    rerender(<ReportViewer text={formatReport(success)} identifiers={identifiers} />)
    expect(document.querySelector('[data-key="client_user_id"] code')?.textContent).toBe('u_1')
  })

  test('is entered in a field, and removed again', async () => {
    render(<ReportViewer text={formatReport(success)} />)
    await userEvent.click(screen.getByLabelText('item_id'))
    await userEvent.paste('M5eVJqLnv3tbzdngLDp9FL5OlDNxlNhlE55op')
    await userEvent.keyboard('{Enter}')
    expect(await screen.findByText('item_id was added.')).toBeTruthy()
    expect(document.querySelector('[data-key="item_id"] code')?.textContent).toBe(
      'M5eVJqLnv3tbzdngLDp9FL5OlDNxlNhlE55op',
    )
    await userEvent.click(screen.getByText('Remove what was added'))
    expect(document.querySelector('[data-key="item_id"]')?.textContent).toContain('on your server')
  })

  test('is picked out of a response; a token is kept as its fingerprint only', async () => {
    const token = 'access-sandbox-7c69d345-fda9-4b0d-8f1c-5a2b3c4d5e6f'
    render(<ReportViewer text={formatReport(success)} />)
    const area = screen.getByLabelText(/as JSON/)
    await userEvent.click(area)
    await userEvent.paste(JSON.stringify({ access_token: token, item_id: 'M5eVJqLnv3tbzdngLDp9FL5OlDNxlNhlE55op' }))
    await userEvent.click(screen.getByLabelText('Add from the response'))
    expect(await screen.findByText(/fingerprint of the access_token was added/)).toBeTruthy()
    expect(document.documentElement.outerHTML).not.toContain(token)
    expect((area as HTMLTextAreaElement).value).toBe('')
  })

  test('is refused where it does not look like it', async () => {
    render(<ReportViewer text={formatReport(success)} />)
    await userEvent.type(screen.getByLabelText('item_id'), 'user@example.com{Enter}')
    expect(await screen.findByText(/does not look like item_id/)).toBeTruthy()
    await userEvent.type(screen.getByLabelText(/as JSON/), 'no json')
    await userEvent.click(screen.getByLabelText('Add from the response'))
    expect(await screen.findByText(/not JSON/)).toBeTruthy()
  })
})

describe('the timeline', () => {
  test('has the same entries in the table as marks, in the same order', () => {
    render(<ReportViewer text={formatReport(oauthReturned)} />)
    const marks = [...document.querySelectorAll('[data-mark]')].map(
      (mark) => /^\S+ at \S+ s/.exec(mark.getAttribute('aria-label') ?? '')?.[0],
    )
    const rows = [...document.querySelectorAll('tbody tr')].map(
      (row) => `${row.children[1]?.textContent} at ${row.children[0]?.textContent}`,
    )
    expect(marks).toEqual(rows)
    expect(document.querySelector('table')?.textContent).toContain('away from the page for 38 s')
  })

  test('leads from a finding to the entry in which it is seen', async () => {
    render(<ReportViewer text={one} />)
    await userEvent.click(within(part('findings') as HTMLElement).getByText(/^ERROR at 19.143 s/))
    expect(document.activeElement?.getAttribute('aria-label')).toMatch(/^ERROR at 19.143 s/)
    expect(part('details')?.textContent).toContain('INVALID_CREDENTIALS')
  })
})

describe('live', () => {
  test('is made anew when something is recorded, at most four times a second', async () => {
    vi.useFakeTimers()
    const listeners = new Set<() => void>()
    const report = vi.fn<() => Promise<DiagnosticsReport>>().mockResolvedValue(wrongPasswordTwice)
    const diagnostics: LiveDiagnostics = {
      store: { subscribe: (listener) => (listeners.add(listener), () => listeners.delete(listener)) },
      report,
    }
    const { unmount } = render(<ReportViewer diagnostics={diagnostics} />)
    await vi.advanceTimersByTimeAsync(0)
    expect(report).toHaveBeenCalledTimes(1)
    for (let event = 0; event < 1000; event++) {
      for (const listener of listeners) listener()
      if (event % 10 === 0) await vi.advanceTimersByTimeAsync(10)
    }
    await vi.advanceTimersByTimeAsync(1000)
    expect(report.mock.calls.length).toBeGreaterThan(3)
    expect(report.mock.calls.length).toBeLessThan(8)
    unmount()
    expect(listeners.size).toBe(0)
  })
})
