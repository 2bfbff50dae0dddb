// @vitest-environment jsdom
import 'fake-indexeddb/auto'
import { cleanup, render } from '@testing-library/react'
import { createDiagnostics, DiagnosticsProvider, usePlaidLink, type Diagnostics } from 'react-plaid-link-diagnostics'
import { fingerprint } from 'react-plaid-link-diagnostics/identifiers'
import { formatReport, parseReport } from 'react-plaid-link-diagnostics/report'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { databaseName, dumpDatabase } from '../support/disk.ts'
import { installFakePlaid, type FakePlaid } from '../support/plaid.ts'

const UUID = 'af1a0311-da53-4636-b754-dd15cc058176'
const TOKEN = `link-production-${UUID}`
const SESSION = '5a1f2c3d-4b5e-4f60-8a7b-9c0d1e2f3a4b'
const ITEM = 'M5eVJqLnv3tbzdngLDp9FL5OlDNxlNhlE55op'
const ACCOUNT = 'BxBXxLj1m4HMXBm9WZZmCWVbPjX16EHwv99vp'

let plaid: FakePlaid
let name: string
let diagnostics: Diagnostics

function Link(): null {
  usePlaidLink({ token: TOKEN, onSuccess: () => {} })
  return null
}

beforeEach(async () => {
  plaid = installFakePlaid()
  name = databaseName()
  diagnostics = createDiagnostics({ name })
  render(
    <DiagnosticsProvider diagnostics={diagnostics}>
      <Link />
    </DiagnosticsProvider>,
  )
  plaid.last.config.onEvent('OPEN', { link_session_id: SESSION, request_id: 'm8MDnv9okwxFNBV' })
})

afterEach(() => {
  cleanup()
  diagnostics.close()
})

/** What a support agent reads under an identifier's name, in the case section. */
async function inReport(key: string): Promise<string[]> {
  const text = formatReport(await diagnostics.report())
  expect(parseReport(text).integrity).toBe('intact')
  const section = text.slice(text.indexOf('Part 2'), text.indexOf('Part 3')).replace(/\ncont:/g, '')
  return section.split('\n').flatMap((line) => {
    const [labels = '', ...value] = line.split(': ')
    return labels.split(', ').includes(key) ? value.join(': ') : []
  })
}

function succeed(linkSessionId = SESSION): void {
  const accounts = [{ id: ACCOUNT, name: 'Plaid Checking', mask: '0000' }]
  plaid.last.config.onSuccess(`public-production-${UUID}`, { link_session_id: linkSessionId, accounts })
}

describe('from the browser to the report', () => {
  it('link_session_id, request_id: captured from the callbacks', async () => {
    plaid.last.config.onExit({ error_code: 'X', request_id: 'insideTheError1' }, { link_session_id: SESSION })
    expect(await inReport('link_session_id')).toEqual([SESSION])
    expect((await inReport('request_id')).map((line) => line.split(' ')[0])).toEqual(
      expect.arrayContaining(['m8MDnv9okwxFNBV', 'insideTheError1']),
    )
  })

  it("link_token: its environment and its fingerprint, of the hook's token", async () => {
    const known = await fingerprint(TOKEN)
    await vi.waitFor(async () =>
      expect(await inReport('link_token')).toEqual([`on your server (/link/token/create; fingerprint ${known})`]),
    )
    expect((await diagnostics.report()).sessions[0]?.plaidEnvironment).toBe('production')
    expect(await dumpDatabase(name)).not.toContain(TOKEN)
  })

  it('account_id: captured from onSuccess, and attachable', async () => {
    succeed()
    const other = 'LDB4LkRrymh5WVL741RRtRRGEm1V1MfPZ8grd'
    await diagnostics.attach({ accounts: [{ account_id: other, mask: '1111' }] })
    expect(await inReport('account_id')).toEqual([ACCOUNT, other])
  })

  it.each<[key: string, source: unknown, values: string[]]>([
    ['client_user_id', { client_user_id: 'u_90017264' }, ['u_90017264']],
    ['item_id', { item: { item_id: ITEM, webhook: 'https://example.com/?x=1' } }, [ITEM]],
    ['transaction_id', { added: [{ transaction_id: ACCOUNT, amount: 12.5 }] }, [ACCOUNT]],
    ['identity_verification_id', { id: 'idv_52xR9LKo77r1Np', status: 'active' }, ['idv_52xR9LKo77r1Np']],
    ['transfer_id', { transfers: [{ id: UUID }, { id: SESSION }] }, [UUID, SESSION]],
    ['authorization_id', { authorization: { id: UUID, decision: 'approved' } }, [UUID]],
    ['client_transaction_id', { client_transaction_id: 'order-4711' }, ['order-4711']],
    ['user_id', { user_id: 'usr_9nSp2KuZ2x4JDw' }, ['usr_9nSp2KuZ2x4JDw']],
    ['credit_dashboard_user_id', { credit_dashboard_user_id: 'cdu_8134' }, ['cdu_8134']],
  ])('%s: attached', async (key, source, values) => {
    await diagnostics.attach(source)
    expect(await inReport(key)).toEqual(values)
  })

  it.each([
    ['access_token', `access-production-${UUID}`],
    ['asset_report_token', `assets-production-${UUID}`],
    ['user_token', `user-production-${UUID}`],
  ])('%s: a fingerprint when attached, never the token', async (key, token) => {
    await diagnostics.attach({ [key]: token })
    expect(await inReport(key)).toEqual([
      expect.stringMatching(`^on your server.*fingerprint ${await fingerprint(token)}\\)$`),
    ])
    const everything = (await dumpDatabase(name)) + JSON.stringify(await diagnostics.report())
    expect(everything).not.toContain(token)
  })

  it('identity_verification_id: recognised where it is the link_session_id', async () => {
    plaid.last.config.onEvent('OPEN', { link_session_id: 'idv_52xR9LKo77r1Np' })
    expect(await inReport('identity_verification_id')).toEqual(['idv_52xR9LKo77r1Np (give this first)'])
  })
})

describe('what was not captured', () => {
  it('does not exist, where a new link never finished', async () => {
    plaid.last.config.onExit(null, { link_session_id: SESSION, status: 'requires_credentials' })
    expect(await inReport('item_id')).toEqual(['do not exist (a new link that never finished)'])
    expect(await inReport('access_token')).toEqual(['do not exist (a new link that never finished)'])
  })

  it('is on your server, with the endpoint that returned it, where the link finished', async () => {
    succeed()
    expect(await inReport('item_id')).toEqual(['on your server (/item/public_token/exchange)'])
    expect(await inReport('access_token')).toEqual(['on your server (/item/public_token/exchange)'])
    expect(await inReport('client_user_id')).toEqual(['on your server (/link/token/create)'])
  })

  it('is not listed, where it cannot matter', async () => {
    expect(await inReport('transfer_id')).toEqual([])
    expect(await inReport('transaction_id')).toEqual([])
  })
})
