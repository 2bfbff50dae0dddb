import { pickIdentifiers } from 'react-plaid-link-diagnostics/identifiers'
import type { DiagnosticEntry, DiagnosticsReport } from 'react-plaid-link-diagnostics/report'
import { captureEvent, captureExit, captureSuccess } from '../../src/entry/capture.ts'
import { reportCode } from '../../src/entry/key.ts'
import { toSessions } from '../../src/session/sessions.ts'
import storiesJson from '../fixtures/stories.json'
import { makeReport } from './reports.ts'

/** What Plaid and the app did, step by step, and what a reader must and must not be told. */
export interface Story {
  id: string
  title: string
  because?: string
  expect: {
    /** Patterns over headline, why and place. */
    says?: string[]
    /** Patterns over these, the advice and the verdict's reason. */
    not?: string[]
    /** Patterns over the whole text, its lines joined. */
    text?: string[]
    textNot?: string[]
    /** The verdicts that are right. */
    answer?: string[]
  }
  steps: Step[]
}

export interface Step {
  /** Seconds. */
  at: number
  /** The page load. */
  page: number
  do: string
  args?: unknown[]
}

export const stories = storiesJson as unknown as Story[]

const START = Date.parse('2026-11-28T10:00:00.000Z')

/** What a page does with what it is given; a small stand-in for the recorder, without its faults. */
function createPage(page: string, entries: DiagnosticEntry[]) {
  let now = START
  let sequence = 0
  let runs = 0
  let attemptId = ''
  let isOpen = false
  let link: Partial<DiagnosticEntry> = {}
  let hasToken = false
  let mountedAt = START

  function add(type: DiagnosticEntry['type'], fields: Partial<DiagnosticEntry> = {}): DiagnosticEntry {
    if (!attemptId) attemptId = `${page}-${++runs}`
    const entry = { type, at: now, page, sequence: sequence++, attemptId, code: reportCode(attemptId), ...fields }
    entries.push(entry)
    return entry
  }

  return {
    set now(seconds: number) {
      now = START + seconds * 1000
    },
    mount({ token, receivedRedirectUri }: { token?: string | null; receivedRedirectUri?: string }) {
      hasToken = Boolean(token)
      mountedAt = now
      link = {
        ...(token && {
          plaidEnvironment: token.split('-')[1] ?? '',
          linkTokenFingerprint: `sha256-${token.replace(/[^\da-f]/g, '').slice(0, 16)}`,
        }),
        ...(receivedRedirectUri && {
          oauthReturn: true,
          oauthStateInRedirectUri: receivedRedirectUri.includes('oauth_state_id='),
        }),
      }
    },
    open() {
      const wasAttached = attemptId !== '' && entries.every((entry) => entry.type === 'attached')
      if (!wasAttached) attemptId = ''
      isOpen = hasToken
      if (hasToken) add('onLoad')
      const { oauthReturn, oauthStateInRedirectUri, ...token } = link
      const back = { ...(oauthReturn && { oauthReturn, oauthStateInRedirectUri: oauthStateInRedirectUri ?? false }) }
      if (hasToken) add('linkToken', { ...token, ...back })
      const afterMs = now - mountedAt
      add('open', {
        ready: hasToken,
        ...back,
        ...(afterMs >= 1_800_000 && { afterMs }),
        ...(!hasToken && { noToken: true, scriptTag: true, plaidGlobal: true }),
      })
    },
    onEvent(name: unknown, metadata: unknown) {
      captureEvent(add('onEvent'), name, metadata)
    },
    onSuccess(token: unknown, metadata: { accounts?: unknown[] }) {
      isOpen = false
      const entry = add('onSuccess')
      captureSuccess(entry, token, metadata)
      if (metadata.accounts) entry.accountCount = metadata.accounts.length
    },
    onExit(error: unknown, metadata: unknown) {
      isOpen = false
      captureExit(add('onExit'), error, metadata)
    },
    fail(errorName: string) {
      add('callbackRejected', { callback: 'onSuccess', errorName })
    },
    leave(type: 'pageLeft' | 'unmounted') {
      if (isOpen) add(type)
      isOpen = false
    },
    async attach(source: unknown) {
      const identifiers = await pickIdentifiers(source)
      for (let from = 0; from < identifiers.length; from += 8)
        add('attached', { identifiers: identifiers.slice(from, from + 8) })
    },
  }
}

/** Plays a story up to its report. */
export async function play({ steps }: Pick<Story, 'steps'>, more: Partial<DiagnosticsReport> = {}) {
  const entries: DiagnosticEntry[] = []
  const pages = new Map<number, ReturnType<typeof createPage>>()
  const failing = new Set<number>()
  for (const { at, page: number, do: what, args = [] } of steps) {
    const page = pages.get(number) ?? createPage(`page${number}`, entries)
    pages.set(number, page)
    page.now = at
    const [first, second] = args
    switch (what) {
      case 'mount':
        page.mount(first as { token?: string })
        if ((first as { onSuccess?: string }).onSuccess) failing.add(number)
        break
      case 'open':
        page.open()
        break
      case 'onEvent':
      case 'onExit':
        page[what](first, second)
        break
      case 'onSuccess':
        page.onSuccess(first, second as object)
        if (failing.has(number)) page.fail('TypeError')
        break
      case 'leave':
        page.leave('pageLeft')
        break
      case 'unmount':
        page.leave('unmounted')
        break
      case 'attach':
        await page.attach(first)
        break
      case 'report':
        return report(at, `page${number}`)
      default:
        throw new Error(`A story does ${what}, which is not known.`)
    }
  }
  throw new Error('A story has no report.')

  function report(at: number, alivePage: string): DiagnosticsReport {
    const now = START + at * 1000
    const sessions = toSessions(entries, now, alivePage)
    const latest = Date.parse(sessions[0]?.lastSeenAt ?? '')
    const recent = sessions.filter(({ lastSeenAt }) => latest - Date.parse(lastSeenAt) <= 24 * 3_600_000)
    return makeReport(new Date(now).toISOString(), recent, more)
  }
}
