import { entryTypes, type DiagnosticEntry, type PlaidIdentifier } from '../entry/fields.ts'
import { toIso } from '../entry/time.ts'
import { CUT_OFF } from '../explain/findings.ts'
import { checksum, snake, startOf } from './format.ts'
import type { DiagnosticsReport, LinkSession, Outcome } from '../session/report.ts'

/**
 * `intact`: as it was copied. `altered`: something in it was changed, and may be wrong. `truncated`: its end
 * is missing, and what was there is told as unknown.
 */
export type Integrity = 'intact' | 'altered' | 'truncated'

export interface ParsedReport {
  report: DiagnosticsReport
  /** Tells accidents from the original. No proof: anybody can write an intact report. */
  integrity: Integrity
}

/** There is no report in a text, or none that can be read; the message says what is missing. */
export class ReportParseError extends Error {
  override name = 'ReportParseError'
}

/**
 * Reads a report back from the text of `formatReport`, wherever it was pasted: quoted in an e-mail, indented,
 * with other line breaks, between other text. Of several reports: the first that is intact, else the first.
 *
 * @throws {ReportParseError}
 */
export function parseReport(text: string): ParsedReport {
  let first: ParsedReport | undefined
  let problem: ReportParseError | undefined
  const all = toLines(text)
  const isTitled = all.some((line) => line.startsWith(TITLE))
  // Pasted behind words on the same line; where a line begins with the title, a title in another is no more than text.
  for (const lines of splitBefore(isTitled ? all : all.map(cutBeforeTitle), (line) => line.startsWith(TITLE))) {
    try {
      const parsed = parseLines(lines)
      if (parsed.integrity === 'intact') return parsed
      first ??= parsed
    } catch (error) {
      if (!(error instanceof ReportParseError)) throw error
      problem ??= error
    }
  }
  if (first) return first
  throw problem ?? new ReportParseError(`There is no report in this text: no line has "${TITLE}".`)
}

function cutBeforeTitle(line: string): string {
  return line.slice(Math.max(0, line.indexOf(TITLE)))
}

const TITLE = 'Bank connection report'
const TITLE_LINE = /^Bank connection report (.*): (?:(\d+) lines, check (\w{4}-\w{4})|short form)$/
const LABEL = /^[A-Za-z][\w .+-]{0,40}:(?: |$)/
/** Of sessions and of part 5; and of the entries of a session. */
const FACT = /^(?:Part 5|Session|End of report|at \S+ s|[a-z][a-z_]*):(?: |$)/
const FACT_OF_ENTRY = /^(?:Part 5|Session|at \S+ s|cont|(?:error|display)_message|account_ids|identifiers):(?: |$)/

interface Line {
  label: string
  value: string
}

/** Without what mail and ticket systems do to lines: quoting, indenting, blank lines, other spaces. */
function toLines(text: unknown): string[] {
  if (typeof text !== 'string') throw new ReportParseError('A report is a text.')
  return text
    .split(/[\n\r\u0085\u2028\u2029]/)
    .map((line) =>
      line
        .replace(/\s+/g, ' ')
        .replace(/[\p{Cc}\p{Cf}]/gu, '')
        .replace(/^[ >]+/, '')
        .trimEnd(),
    )
    .filter(Boolean)
}

/** One report: its title, its lines, and what follows it in the text. */
function parseLines([title = '', ...rest]: string[]): ParsedReport {
  const isLabelled = (line: string): boolean => LABEL.test(line)
  const broken = [title, ...takeUntil(rest, isLabelled)].join(' ')
  const [, code = '', count, check] = TITLE_LINE.exec(title) ?? TITLE_LINE.exec(broken) ?? []
  if (title.endsWith(': short form')) {
    throw new ReportParseError(`This is the short form of report ${code}. Ask for the full one.`)
  }
  const end = rest.findIndex((line) => line.startsWith('End of report:'))
  const upToEnd = takeUntil(rest, (line, index) => index > end && !line.startsWith('cont:'))
  // The last line says the code again: only a part of it is what a cut has left.
  const [last] = end < 0 ? [] : unfold(upToEnd.slice(end))
  const isWhole = last !== undefined && (last.value === code || !code.startsWith(last.value))

  // A line without a label, or with one that is not known where it stands, is a stranger's, or the rest of one that a
  // mail system has broken. The check tells which.
  const starts = toStarts(rest)
  const body = isWhole ? upToEnd : takeUntil(rest, (line, index) => isLabelled(line) && !starts[index])
  const mended = splitBefore(body, (_, index) => starts[index] === true).map((parts) => parts.join(' '))
  const original = [body.filter(isLabelled), mended].find(
    (lines) => isWhole && lines.length + 1 === Number(count) && checksum(lines.join('\n')) === check,
  )
  const lines = unfold(original ?? mended)
  if (!isWhole) lines.pop() // it may be cut short, and pass for a whole one
  const part4 = lines.findIndex(({ label }) => label === 'Part 4')
  const part5 = lines.findIndex(({ label }, index) => label === 'Part 5' && index > part4)
  if (part4 < 0 || (isWhole && part5 < 0)) {
    const lack = part4 < 0 ? 'its part 4, the sessions' : 'its part 5, the environment'
    throw new ReportParseError(`Report ${code} lacks ${lack}. Ask for the whole text.`)
  }
  const facts = toFacts(part5 < 0 ? [] : lines.slice(part5))
  const version = facts.get('version') ?? '2'
  if (version !== '2') {
    throw new ReportParseError(`Report ${code} is of version ${version}, and this package reads version 2.`)
  }
  const sessions = splitBefore(lines.slice(part4, part5 < 0 ? undefined : part5), ({ label }) => label === 'Session')
    // A session that is cut off before its first entry tells nothing.
    .filter((session) => isWhole || session.some(({ label }) => AT.test(label)))
    .map(toSession)
  const report = toReport(new Map([...(isWhole ? [] : guessFacts(lines, code)), ...facts]), sessions)
  const integrity = !isWhole ? 'truncated' : original && report.code === unescape(code) ? 'intact' : 'altered'
  return { report, integrity }
}

/** Which lines begin with a label that is known where they stand; in parts 1 to 3, which are not read back, with any. */
function toStarts(lines: string[]): boolean[] {
  let label = LABEL
  return lines.map((line) => {
    if (!label.test(line)) return false
    if (/^(?:Part [45]|Session):/.test(line)) label = FACT
    else if (label === FACT && line.startsWith('at ')) label = FACT_OF_ENTRY
    return true
  })
}

function takeUntil<T>(items: T[], isEnd: (item: T, index: number) => boolean): T[] {
  const end = items.findIndex(isEnd)
  return end < 0 ? items : items.slice(0, end)
}

/** The lines of groups that each begin where `isStart`; what is before the first is left out. */
function splitBefore<T>(items: T[], isStart: (item: T, index: number) => boolean): T[][] {
  const groups: T[][] = []
  items.forEach((item, index) => {
    if (isStart(item, index)) groups.push([item])
    else groups.at(-1)?.push(item)
  })
  return groups
}

function unfold(lines: string[]): Line[] {
  return splitBefore(lines, (line) => !line.startsWith('cont:')).map(([line = '', ...continued]) => {
    const colon = line.indexOf(':')
    const values = [line.slice(colon + 2), ...continued.map((text) => text.slice(6))]
    return { label: line.slice(0, colon), value: values.join(' ') }
  })
}

/** What is written, still escaped, by its label or its key. */
type Facts = Map<string, string>

/** Where a label is there twice, the first counts. */
function toFacts(lines: Line[]): Facts {
  return new Map([...lines].reverse().map(({ label, value }) => [label, value]))
}

/** Of `name Acme Money, version 4.12.0`; of `no version`, all of it is the key. */
function toFields(value = ''): Facts {
  return new Map(
    value.split(', ').map((field) => {
      const [key = ''] = /^(?:no )?[^ ]*/.exec(field) ?? []
      return [key, field.slice(key.length + 1)]
    }),
  )
}

/** A report that is cut off still says in its head what is most of part 5; what is not there is unknown. */
function guessFacts(lines: Line[], code: string): Facts {
  const head = toFacts(lines)
  const find = (label: string, pattern: RegExp): string[] => pattern.exec(head.get(label) ?? '')?.slice(1) ?? []
  const [copied = ''] = find('Copied', /^([\d-]+ [\d:]+)/)
  const createdAt = copied.replace(' ', 'T') + '.000Z'
  const [recorded = '0', stored = '0', storage = 'indexeddb'] = find(
    'Kept',
    /^(\d+) entries recorded, (\d+) stored, \d+ dropped(?: \(storage (\w+)\))?/,
  )
  const [browser = 'none', platform = 'none'] = find('Device', /^(.+) on (.+?)(?: \(offline\))?$/)
  return new Map([
    ['code', code],
    ['created_at', createdAt],
    ['time_zone', 'UTC'],
    ['storage', storage],
    ['recorded', recorded],
    ['stored', stored],
    ['browser', browser === 'unknown browser' ? 'none' : browser],
    ['platform', platform === 'unknown device' ? 'none' : platform],
    ['problem', CUT_OFF],
    ['as_of', createdAt],
  ])
}

function toReport(facts: Facts, sessions: LinkSession[]): DiagnosticsReport {
  const app = toFields(facts.get('app'))
  const version = app.get('version')
  return {
    version: 2,
    code: toText(facts, 'code'),
    createdAt: toText(facts, 'created_at'),
    timeZone: toText(facts, 'time_zone'),
    app: app.has('name')
      ? { name: toText(app, 'name'), ...(version !== undefined && { version: unescape(version) }) }
      : null,
    environment: {
      browser: toNullable(facts, 'browser'),
      platform: toNullable(facts, 'platform'),
      language: toNullable(facts, 'language'),
      viewport: toNullable(facts, 'viewport'),
      online: toBoolean(facts, 'online'),
      secureContext: toBoolean(facts, 'secure_context'),
      iframe: toBoolean(facts, 'iframe'),
      crossOriginIsolated: toBoolean(facts, 'cross_origin_isolated'),
      inAppBrowser: toNullable(facts, 'in_app_browser'),
      webView: toNullable(facts, 'web_view'),
    },
    sessions,
    completeness: {
      storage: toOneOf(STORAGES, facts, 'storage'),
      problem: toNullable(facts, 'problem'),
      recorded: toNumber(facts, 'recorded'),
      stored: toNumber(facts, 'stored'),
      dropped: toItems(facts, 'dropped').map(([reason = '', count]) => ({ reason, count: Number(count) || 0 })),
      missing: toNumber(facts, 'missing'),
      sessionsLeftOut: toNumber(facts, 'sessions_left_out'),
      asOf: toText(facts, 'as_of'),
    },
  }
}

const STORAGES = ['indexeddb', 'memory', 'off'] as const
const OUTCOMES: readonly Outcome[] = [
  'succeeded',
  'failed',
  'exited',
  'superseded',
  'abandoned',
  'in-progress',
  'never-opened',
]

function toSession(lines: Line[]): LinkSession {
  const [head = [], ...entries] = splitBefore(lines, ({ label }) => /^Session$/.test(label) || AT.test(label))
  const facts = toFacts(head)
  const institution = toFields(facts.get('institution'))
  const session: LinkSession = {
    linkSessionId: toNullable(facts, 'link_session_id'),
    attemptId: toText(facts, 'attempt_id'),
    code: toText(facts, 'code'),
    outcome: toOneOf(OUTCOMES, facts, 'outcome'),
    startedAt: toText(facts, 'started_at'),
    endedAt: toNullable(facts, 'ended_at'),
    lastSeenAt: toText(facts, 'last_seen_at'),
    plaidEnvironment: toNullable(facts, 'plaid_environment'),
    linkTokenFingerprint: toNullable(facts, 'link_token_fingerprint'),
    institution: institution.has('id')
      ? { id: toNullable(institution, 'id'), name: toNullable(institution, 'name') }
      : null,
    updateMode: toBoolean(facts, 'update_mode'),
    clockSkew: toNumber(facts, 'clock_skew'),
    entries: [],
    identifiers: toIdentifiers(facts),
  }
  return { ...session, entries: toEntries(entries, session) }
}

const AT = /^at (\S+) s$/
const EVENT_NAME = /^[A-Z][A-Z\d_]*$/

/** As `toTimeline` writes them: what an entry does not say is as it was in the one before. */
function toEntries(groups: Line[][], session: LinkSession): DiagnosticEntry[] {
  const start = startOf(session)
  const fieldOf = new Map((Object.keys(FIELDS) as Field[]).map((key) => [snake(key), key]))
  const toMs = (seconds: string | undefined): number => Math.round(Number(seconds) * 1000) + start
  const sequences = new Map<string, number>()
  let here: Fields = { page: '', attemptId: session.attemptId, code: session.code }
  let told: Fields = { linkSessionId: session.linkSessionId ?? undefined }
  let arrived: number | undefined

  return groups.flatMap(([first, ...more]) => {
    const seconds = AT.exec(first?.label ?? '')?.[1]
    const [name = '', ...words] = (first?.value ?? '').split(', ')
    const said = toFields(words.join(', '))
    const isNamed = EVENT_NAME.test(name)
    const type = isNamed ? 'onEvent' : entryTypes.find((known) => known === name)
    const time = toMs(seconds)
    if (!type || Number.isNaN(time)) return []

    const isTold = /^on[ES]/.test(type)
    const fields: Fields = { ...here, ...(isTold ? told : {}) }
    for (const [word, value] of said) {
      const key = fieldOf.get(word.replace('no ', ''))
      if (!key) continue
      delete fields[key] // so that it takes its place in the order that was written
      if (!word.startsWith('no ')) fields[key] = toValue(key, value)
    }
    const page = String(fields.page)
    const { attemptId, code, linkSessionId, institutionId, institutionName } = fields
    here = { page, attemptId, code }
    if (isTold) told = { linkSessionId, institutionId, institutionName }

    const sequence = said.has('sequence') ? toNumber(said, 'sequence') : (sequences.get(page) ?? -1) + 1
    sequences.set(page, sequence)
    let at = time
    let { timestamp } = fields
    if (isNamed && !said.has('timestamp') && !said.has('no timestamp')) {
      timestamp = toIso(time - session.clockSkew)
      at = arrived = said.has('arrived') ? toMs(said.get('arrived')) : (arrived ?? time)
    }
    const facts = toFacts(more)
    const entry: Fields = {
      type,
      at,
      sequence,
      ...(isNamed && { eventName: name }),
      ...fields,
      timestamp,
      errorMessage: facts.has('error_message') ? toText(facts, 'error_message') : undefined,
      displayMessage: facts.has('display_message') ? toText(facts, 'display_message') : undefined,
      accountIds: facts.has('account_ids') ? toItems(facts, 'account_ids').flat() : undefined,
      identifiers: facts.has('identifiers') ? toIdentifiers(facts) : undefined,
    }
    const known = Object.entries(entry).filter(([, value]) => value !== undefined)
    return Object.fromEntries(known) as unknown as DiagnosticEntry
  })
}

type Fields = Record<string, unknown>

/** The fields that stand in an entry's first line, among others; `type`, `at` and `sequence` are made of all of it. */
type Field = Exclude<
  keyof DiagnosticEntry,
  'type' | 'at' | 'sequence' | 'errorMessage' | 'displayMessage' | 'accountIds' | 'identifiers' | 'withheld'
>
const FIELDS: Record<Field, 'string' | 'number' | 'boolean'> = {
  page: 'string',
  attemptId: 'string',
  code: 'string',
  linkSessionId: 'string',
  requestId: 'string',
  timestamp: 'string',
  eventName: 'string',
  viewName: 'string',
  errorType: 'string',
  errorCode: 'string',
  errorCodeReason: 'string',
  errorRequestId: 'string',
  exitStatus: 'string',
  institutionId: 'string',
  institutionName: 'string',
  mfaType: 'string',
  selection: 'string',
  matchReason: 'string',
  isUpdateMode: 'string',
  viewVariant: 'string',
  issueId: 'string',
  transferStatus: 'string',
  verificationStatus: 'string',
  plaidEnvironment: 'string',
  linkTokenFingerprint: 'string',
  oauthReturn: 'boolean',
  accountCount: 'number',
  oauthStateInPage: 'boolean',
  oauthStateInRedirectUri: 'boolean',
  reload: 'boolean',
  otherOpen: 'boolean',
  simulated: 'boolean',
  ready: 'boolean',
  noToken: 'boolean',
  online: 'boolean',
  afterMs: 'number',
  scriptTag: 'boolean',
  plaidGlobal: 'boolean',
  directive: 'string',
  blockedHost: 'string',
  callback: 'string',
  errorName: 'string',
  unreadable: 'boolean',
  times: 'number',
}

function toValue(key: Field, value: string): unknown {
  const kind = FIELDS[key]
  if (kind === 'number') return Number(value) || 0
  return kind === 'boolean' ? value === 'yes' : unescape(value)
}

function toNullable(facts: Facts, key: string): string | null {
  const value = facts.get(key)
  return value === undefined || value === 'none' ? null : unescape(value)
}

function toText(facts: Facts, key: string): string {
  const value = toNullable(facts, key)
  if (value === null) throw new ReportParseError(`The line "${key}: ..." is missing. Ask for the whole text.`)
  return value
}

function toNumber(facts: Facts, key: string): number {
  return Number(facts.get(key)) || 0
}

function toBoolean(facts: Facts, key: string): boolean | null {
  const value = facts.get(key)
  return value === 'yes' ? true : value === 'no' ? false : null
}

function toOneOf<T extends string>(values: readonly T[], facts: Facts, key: string): T {
  const value = values.find((known) => known === facts.get(key))
  if (value === undefined) throw new ReportParseError(`The line "${key}: ..." is missing, or not what it was.`)
  return value
}

function toItems(facts: Facts, key: string): string[][] {
  const value = facts.get(key) ?? 'none'
  return value === 'none' ? [] : value.split(', ').map((item) => item.split(' ').map(unescape))
}

function toIdentifiers(facts: Facts): PlaidIdentifier[] {
  return toItems(facts, 'identifiers').map(([key = '', value = '', fingerprint]) =>
    fingerprint === undefined ? { key, value } : { key, fingerprint },
  )
}

function unescape(text: string): string {
  if (text === '\\empty') return ''
  return text.replace(/\\u([\dA-F]{4})/g, (_, unit: string) => String.fromCharCode(parseInt(unit, 16)))
}
