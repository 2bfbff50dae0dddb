// @vitest-environment jsdom
import 'fake-indexeddb/auto'
import { createDiagnostics, type Diagnostics } from 'react-plaid-link-diagnostics'
import { formatReport } from 'react-plaid-link-diagnostics/report'
import { installPlaidSimulator, type ScenarioName } from 'react-plaid-link-diagnostics/simulator'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { internals, type InternalDiagnostics } from '../../src/recorder/diagnostics.ts'
import { SCRIPT, SESSION, TOKEN } from '../support/constants.ts'
import { databaseName } from '../support/disk.ts'
import { nextTask } from '../support/page.ts'

let diagnostics: Diagnostics
let script: HTMLScriptElement

beforeEach(() => {
  diagnostics = createDiagnostics({ name: databaseName() })
  // jsdom: not to be loaded
  script = Object.assign(document.createElement('script'), { type: 'text/plain' })
  script.setAttribute('src', SCRIPT)
  Reflect.deleteProperty(window, 'Plaid')
})

afterEach(async () => {
  script.remove()
  Reflect.deleteProperty(window, 'Plaid')
  await diagnostics.flush()
  diagnostics.close()
  localStorage.clear()
})

function recorderOf() {
  const { recorder } = (diagnostics as InternalDiagnostics)[internals]
  recorder.start()
  return recorder
}

/** As the hook makes one. */
function makeHandler() {
  return recorderOf().createHandler(TOKEN, () => ({}))
}

async function told(): Promise<[outcome: string, types: string[]][]> {
  const { sessions } = await diagnostics.report({ sessions: Infinity })
  return sessions.map(({ outcome, entries }) => [outcome, entries.map(({ type }) => type)])
}

function isPending(): boolean {
  return diagnostics.store.getState().scriptPending
}

describe("Plaid's script", () => {
  it('that is on its way is told in the report, and leaves nothing where it comes', async () => {
    document.body.append(script)
    recorderOf()
    await nextTask()
    expect(isPending()).toBe(true)
    expect(await told()).toEqual([['never-opened', ['scriptPending']]])
    const { completeness, sessions } = await diagnostics.report()
    expect(sessions[0]?.entries[0]).toMatchObject({ scriptTag: true, plaidGlobal: false })
    expect(completeness).toMatchObject({ recorded: 1, stored: 0, missing: 0 })
    await nextTask(20)
    // What was copied is not outdated.
    const { code, lastSeenAt } = (await diagnostics.report()).sessions[0] ?? {}
    expect({ code, lastSeenAt }).toEqual({ code: sessions[0]?.code, lastSeenAt: sessions[0]?.lastSeenAt })

    Object.assign(window, { Plaid: {} })
    script.dispatchEvent(new Event('load'))
    await nextTask()
    expect(isPending()).toBe(false)
    expect(await told()).toEqual([])
  })

  it('that is on its way when open() is called is told by that', async () => {
    document.body.append(script)
    makeHandler().open(false, true)
    expect(await told()).toEqual([['never-opened', ['open']]])
  })

  it.each([
    ['the browser says what was thrown', () => window.dispatchEvent(new ErrorEvent('error', { filename: SCRIPT }))],
    ['it loaded, and there is no window.Plaid', () => script.dispatchEvent(new Event('load'))],
  ])('that throws while it runs is told, and is one story with what follows: %s', async (_, fail) => {
    document.body.append(script)
    const handler = makeHandler()
    fail()
    script.dispatchEvent(new Event('load'))
    handler.open(false, true)
    handler.tellNotReady(15_000)
    await nextTask()
    expect(isPending()).toBe(false)
    expect(await told()).toEqual([['never-opened', ['scriptThrew', 'open', 'notReady']]])
  })

  it('is not blamed for what is thrown later, by a Link that is there', async () => {
    Object.assign(window, { Plaid: {} })
    document.body.append(script)
    recorderOf()
    window.dispatchEvent(new ErrorEvent('error', { filename: SCRIPT }))
    window.dispatchEvent(new ErrorEvent('error', { filename: 'https://example.com/app.js' }))
    expect(await told()).toEqual([])
  })

  it('that fails with open() called before is one story, also of two hooks', async () => {
    document.body.append(script)
    const [one, two] = [makeHandler(), makeHandler()]
    one.open(false, true)
    two.open(false, true)
    script.dispatchEvent(new Event('error'))
    one.tellNotReady(15_000)
    two.tellNotReady(15_000)
    const types = ['open', 'scriptFailed', 'notReady']
    expect(await told()).toEqual([
      ['never-opened', types],
      ['never-opened', types],
    ])
  })

  it('that failed before keeps each Link from opening', async () => {
    document.body.append(script)
    const [one, two] = [makeHandler(), makeHandler()]
    script.dispatchEvent(new Event('error'))
    one.open(false, true)
    two.open(false, true)
    expect(await told()).toEqual([
      ['never-opened', ['scriptFailed', 'open']],
      ['never-opened', ['scriptFailed', 'open']],
    ])
  })
})

describe('facts of an open()', () => {
  async function openFacts(): Promise<object | undefined> {
    const { sessions } = await diagnostics.report({ sessions: Infinity })
    return sessions.flatMap(({ entries }) => entries).find(({ type }) => type === 'open')
  }

  afterEach(() => history.replaceState(null, '', '/'))

  it('has none that do not hold', async () => {
    makeHandler().open(true, true)
    const facts = Object.keys((await openFacts()) ?? {})
    expect(facts.toSorted()).toEqual(['at', 'attemptId', 'code', 'page', 'ready', 'sequence', 'type'])
  })

  it.each(['/?oauth_state_id=secret-1', '/?a=1&oauth_state_id=secret-1', '/#oauth_state_id=secret-1'])(
    'that the address of the page has an oauth_state_id, never its value: %s',
    async (address) => {
      history.replaceState(null, '', address)
      makeHandler().open(true, true)
      expect(await openFacts()).toMatchObject({ oauthStateInPage: true })
      expect(JSON.stringify(await diagnostics.report())).not.toContain('secret-1')
    },
  )

  it.each([
    ['https://app.test/?oauth_state_id=secret-2', true],
    ['https://app.test/', false],
  ])('whether receivedRedirectUri has one: %s', async (receivedRedirectUri, hasState) => {
    recorderOf()
      .createHandler(TOKEN, () => ({ receivedRedirectUri }))
      .open(true, true)
    expect(await openFacts()).toMatchObject({ oauthReturn: true, oauthStateInRedirectUri: hasState })
    expect(JSON.stringify(await diagnostics.report())).not.toContain('secret-2')
  })

  it('that the page load is a reload', async () => {
    const entries = vi.fn(() => [{ type: 'reload' }])
    Object.assign(performance, { getEntriesByType: entries })
    makeHandler().open(true, true)
    Reflect.deleteProperty(performance, 'getEntriesByType')
    expect(await openFacts()).toMatchObject({ reload: true })
  })

  it('that another Link is open', async () => {
    makeHandler().open(true, true)
    makeHandler().open(true, true)
    const { sessions } = await diagnostics.report({ sessions: Infinity })
    expect(sessions.flatMap(({ entries }) => entries.map(({ otherOpen }) => otherOpen ?? false)).toSorted()).toEqual([
      false,
      true,
    ])
  })

  it('that Link is played by the simulator', async () => {
    Object.assign(window, { Plaid: { simulated: true } })
    makeHandler().open(true, true)
    expect(await openFacts()).toMatchObject({ simulated: true })
  })
})

describe('the simulator, where there is no window.Plaid', () => {
  it.each<[scenario: ScenarioName, type: string, happen: () => void]>([
    ['script-blocked', 'scriptFailed', () => script.dispatchEvent(new Event('error'))],
    ['script-throws', 'scriptThrew', () => script.dispatchEvent(new Event('load'))],
    ['script-pending', 'scriptPending', () => {}],
  ])('%s: the report says that it is simulated', async (scenario, type, happen) => {
    const simulator = installPlaidSimulator({ scenario, auto: true, pace: 0 })
    document.body.append(script)
    recorderOf()
    happen()
    const report = await diagnostics.report()
    simulator.uninstall()
    expect(report.sessions[0]?.entries).toContainEqual(expect.objectContaining({ type, simulated: true }))
    expect(formatReport(report)).toMatch(/^Result: .*[Ss]imulat/m)
    expect('plaidSimulated' in window).toBe(false)
  })
})

describe('the last run', () => {
  it('is known at once after a reload, without a read, until it is cleared', async () => {
    const name = databaseName()
    const before = createDiagnostics({ name })
    const link = before.instrument({ token: '' }) as unknown as Record<string, (...args: unknown[]) => void>
    link['onEvent']?.('OPEN', { link_session_id: SESSION })
    link['onExit']?.({ error_code: 'X' }, { link_session_id: SESSION })
    await before.flush()
    const { code } = (await before.report()).sessions[0] ?? {}
    before.close()
    const get = vi.spyOn(IDBFactory.prototype, 'open')
    const after = createDiagnostics({ name })
    expect(after.store.getState()).toMatchObject({
      session: null,
      lastRun: { linkSessionId: SESSION, code, outcome: 'failed' },
    })
    expect(get).not.toHaveBeenCalled()
    await after.clear()
    expect(after.store.getState().lastRun).toBeNull()
    expect(createDiagnostics({ name }).store.getState().lastRun).toBeNull()
    after.close()
  })

  it('is that of this page where nothing may be stored', async () => {
    const memory = createDiagnostics({ name: databaseName(), storage: 'memory' })
    const link = memory.instrument({ token: '' }) as unknown as Record<string, (...args: unknown[]) => void>
    link['onEvent']?.('OPEN', { link_session_id: SESSION })
    await nextTask()
    expect(memory.store.getState().lastRun).toMatchObject({ linkSessionId: SESSION, outcome: 'in-progress' })
    expect(localStorage).toHaveLength(0)
    memory.close()
  })
})
