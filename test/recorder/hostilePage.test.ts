// @vitest-environment jsdom
import 'fake-indexeddb/auto'
import { createDiagnostics, type Diagnostics } from 'react-plaid-link-diagnostics'
import { formatReport } from 'react-plaid-link-diagnostics/report'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { createRecorder } from '../../src/recorder/recorder.ts'
import { SESSION, TOKEN } from '../support/constants.ts'
import { databaseName } from '../support/disk.ts'
import { leavePage, nextTask, returnToPage } from '../support/page.ts'

// The same, driven, with React and a real browser: test/browsers/oldBrowser.test.ts.

const undo: (() => void)[] = []
let diagnostics: Diagnostics | undefined

afterEach(async () => {
  restore()
  await diagnostics?.flush()
  diagnostics?.close()
  diagnostics = undefined
  localStorage.clear()
})

function restore(): void {
  for (const step of undo.splice(0).reverse()) step()
}

function replace(owner: object, key: string, descriptor: PropertyDescriptor): void {
  const before = Object.getOwnPropertyDescriptor(owner, key)
  Object.defineProperty(owner, key, { configurable: true, ...descriptor })
  undo.push(() => {
    if (before) Object.defineProperty(owner, key, before)
    else Reflect.deleteProperty(owner, key)
  })
}

function boom(): never {
  throw new Error('replaced by the page')
}

type Link = Record<'onEvent' | 'onExit', (...args: unknown[]) => unknown>

/** All that is called in a render, an effect or a callback, in one task. */
function play(name: string): string[] {
  const heard: string[] = []
  const recorder = createRecorder()
  recorder.start()
  const handler = recorder.createHandler(TOKEN, () => ({}))
  handler.prepare()
  handler.open(true, true)
  handler.tellNotReady(1)
  handler.supersede('unmounted')
  recorder.awaitReady(handler)()
  recorder.close()
  diagnostics = createDiagnostics({ name })
  const link = diagnostics.instrument({
    token: TOKEN,
    onEvent: (eventName: string) => heard.push(eventName),
    onExit: () => heard.push('onExit'),
  }) as unknown as Link
  link.onEvent('OPEN', { link_session_id: SESSION })
  link.onExit(null, { link_session_id: SESSION })
  leavePage({ persisted: true })
  returnToPage()
  return heard
}

describe('a page that has replaced what a browser has', () => {
  it.each<[string, () => void]>([
    ['AbortController that throws', () => replace(globalThis, 'AbortController', { value: boom })],
    ['no performance.now', () => replace(performance, 'now', { value: undefined })],
    ['no performance.getEntriesByType', () => replace(performance, 'getEntriesByType', { value: undefined })],
    ['an Intl that throws', () => replace(Intl, 'DateTimeFormat', { value: boom })],
    ['no queueMicrotask', () => replace(globalThis, 'queueMicrotask', { value: undefined })],
    ['no Array.prototype.findLastIndex', () => replace(Array.prototype, 'findLastIndex', { value: undefined })],
    ['no Web Crypto', () => replace(globalThis, 'crypto', { value: undefined })],
    ['no IDBTransaction.commit', () => replace(IDBTransaction.prototype, 'commit', { value: undefined })],
    ['no list of databases', () => replace(IDBFactory.prototype, 'databases', { value: undefined })],
  ])('%s: the app is called, and a report is made, and erased', async (_, replaceIt) => {
    replaceIt()
    expect(play(databaseName())).toEqual(['OPEN', 'onExit'])
    await diagnostics?.flush()
    const report = await diagnostics?.report()
    expect(report?.sessions[0]).toMatchObject({ linkSessionId: SESSION, outcome: 'exited' })
    if (report) expect(formatReport(report)).toContain(SESSION)
    await diagnostics?.clear()
    expect((await diagnostics?.report())?.sessions).toEqual([])
    expect(diagnostics?.store.getState().problem).toBeNull()
  })

  it.each<[string, () => void]>([
    ['JSON.stringify that throws', () => replace(JSON, 'stringify', { value: boom })],
    ['JSON.parse that throws', () => replace(JSON, 'parse', { value: boom })],
    ...['name', 'storage', 'scope', 'limits', 'days', 'onEntry', 'app', 'sessions'].map((key): [string, () => void] => [
      `a getter on Object.prototype that throws: ${key}`,
      () => replace(Object.prototype, key, { get: boom, set: boom }),
    ]),
    ...['eventName', 'timestamp', 'errorCode', 'cleared', 'outcome'].map((key): [string, () => void] => [
      `a getter on Object.prototype without a setter: ${key}`,
      () => replace(Object.prototype, key, { get: () => undefined }),
    ]),
  ])('%s: the app is called as ever', async (_, replaceIt) => {
    vi.spyOn(console, 'warn').mockImplementation(() => {})
    const name = databaseName()
    let heard: string[] = []
    replaceIt()
    try {
      heard = play(name)
    } finally {
      restore()
    }
    expect(heard).toEqual(['OPEN', 'onExit'])
    await nextTask(5)
    expect((await diagnostics?.report())?.version).toBe(2)
  })
})
