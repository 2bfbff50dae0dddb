import type { DiagnosticEntry, PlaidIdentifier } from '../entry/fields.ts'
import { happenedAt, toIso, toUtc } from '../entry/time.ts'
import { explainReport, type CaseLine, type Finding, type PlaidCase, type Story } from '../explain/explain.ts'
import type { Completeness, DiagnosticsReport, LinkSession } from '../session/report.ts'

const MAX_LINE = 72
const MAX_SHORT = 998
/** A space at which no line is broken, so that a value stays with its name. It is in no value: those are escaped. */
const GLUE = '\xA0'

/**
 * The report as text: what a person reads and what `parseReport` reads back are the same lines.
 *
 * - A line is `label: value`, goes on in `cont: …`, and is broken between words only.
 * - Parts 4 and 5 are the facts. All above them is computed from these, and not read back.
 * - A character that is not seen, or could be taken for another, is written as `\\u` and four digits.
 */
export function formatReport(
  report: DiagnosticsReport,
  { detail = 'full' }: { detail?: 'full' | 'short' } = {},
): string {
  const { sessions, environment, completeness, ...rest } = report
  const { findings, verdict, plaidCase, earlier, ...newest } = explainReport(report)
  const title = `Bank connection report ${escape(report.code)}: `
  const short = [
    ...toHead(report),
    '\n' + line('Part 1', 'What happened'),
    ...toStory('Result', newest),
    ...(earlier ? toStory('Before that', earlier) : []),
    '\n' + line('Part 2', 'For a Plaid case', earlier && 'about what was before that'),
    line('Plaid case', `${verdict.answer}. ${verdict.reason}`),
    ...toCase(plaidCase),
  ]
  if (detail === 'short') return shorten([title + 'short form', ...short])

  const body = [
    ...short,
    '\n' + line('Part 3', 'Findings'),
    ...(findings.length > 0 ? findings.flatMap((finding) => toFinding(finding, sessions)) : [line('Finding', 'none')]),
    '\n' + line('Part 4', 'Sessions, newest first'),
    ...sessions.flatMap((session, index) => [
      '\n' + line('Session', `${index + 1} of ${sessions.length}`),
      ...toSession(session),
    ]),
    '\n' + line('Part 5', 'Environment and completeness'),
    ...facts({ ...rest, ...environment, ...completeness, dropped: toItems(completeness.dropped) }),
    line('End of report', report.code),
  ].join('\n')
  return `${title}${body.split(/\n+/).length + 1} lines, check ${checksum(body)}\n${body}\n`
}

function toHead({ app, createdAt, timeZone, environment, sessions, completeness }: DiagnosticsReport): string[] {
  const { storage, recorded, stored, missing, dropped } = completeness
  const { browser, platform, online } = environment
  const plaidEnvironment = sessions[0]?.plaidEnvironment
  const hasOwn = sessions.some(({ entries }) => entries.some(({ identifiers }) => identifiers))
  const lost = dropped.reduce((sum, { count }) => sum + count, missing)
  return [
    line('For', `${app?.name ?? 'the app'} support only. Please do not post it in public.`),
    line('Contains', `bank name, technical ${hasOwn ? 'and app ids' : 'ids'}, times, browser, language`),
    // An app's own id may be a name.
    line('Not in it', `passwords, ${hasOwn ? '' : 'your name, '}account numbers, balances`),
    line(
      'App',
      [app?.name ?? 'not named', app?.version].join(' ').trim(),
      plaidEnvironment && `Plaid ${plaidEnvironment}`,
    ),
    line('Device', `${browser ?? 'unknown browser'} on ${platform ?? 'unknown device'}`, online === false && 'offline'),
    line('Copied', `${toUtc(Date.parse(createdAt))} UTC`, localTime(createdAt, timeZone)),
    line(
      'Kept',
      `${recorded} entries recorded, ${stored} stored, ${lost} dropped`,
      storage !== 'indexeddb' && `storage ${storage}`,
    ),
  ]
}

function toCase({ lines, error, asksFor, form, logUntil }: PlaidCase): string[] {
  return [
    ...lines.map(toCaseLine),
    ...toLines({
      error: lines.length > 0 ? error || 'none captured' : '',
      'Plaid asks for': asksFor,
      'Case form': form,
      'Plaid keeps its log until': logUntil && `about ${logUntil}`,
    }),
  ]
}

function toCaseLine({ key, value, note, giveFirst, missing, fingerprint, endpoint }: CaseLine): string {
  const notes = [note, giveFirst && 'give this first', fingerprint && `fingerprint ${fingerprint}`, endpoint]
  return line(key, value || missing, notes.filter(Boolean).join('; '))
}

function toStory(first: string, story: Story): string[] {
  const lines = {
    [first]: story.headline,
    Why: story.why,
    When: story.when,
    Ended: story.ended,
    'User can try': story.userCanTry,
    'Ask the user': story.askUser,
    'About this error': story.errorPage,
  }
  return toLines(lines)
}

function toFinding({ code, seen, means, userCanTry, developer, evidence }: Finding, sessions: LinkSession[]): string[] {
  const places = evidence.map(({ session: index, entries }) => {
    const session = sessions[index] as LinkSession
    const times = entries.map((entry) => secondsOf(session, session.entries[entry] as DiagnosticEntry))
    return `session ${index + 1} at ${times.join(', ')} s`
  })
  const lines = {
    Finding: code,
    Seen: seen,
    Means: means,
    User: userCanTry,
    Developer: developer,
    Where: places.join('; '),
  }
  return toLines(lines)
}

/** Those that have something to say. */
function toLines(lines: Record<string, string>): string[] {
  return Object.entries(lines).flatMap(([label, text]) => (text ? line(label, text) : []))
}

/** Tells an accident from the original; it is no signature. `text` without its first line. */
export function checksum(text: string): string {
  let hash = 0x811c9dc5
  for (const character of text.replace(/\n+/g, '\n'))
    hash = Math.imul(hash ^ (character.codePointAt(0) ?? 0), 0x01000193)
  return (hash >>> 0).toString(16).toUpperCase().padStart(8, '0').replace(/^.{4}/, '$&-')
}

/** Chat windows cut: whole lines go, what matters least first, and of these the last first. */
function shorten(lines: string[]): string {
  for (const kept of SHORT) {
    for (let index = lines.length - 1; index >= 0 && lines.join('\n').length > MAX_SHORT; index--) {
      if (!kept.test(lines[index] ?? '')) lines.splice(index, 1)
    }
  }
  return lines.join('\n') + '\n'
}
const SHORT = [
  /^(?:\nPart|Bank|For|App|Copied|Result|Before that|When|User|Ask|Plaid case|error|(?:link_session|request|institution)_id):?/,
  /^(?!request_id)|give this first/,
  /^$/,
]

function localTime(time: string, timeZone: string): string {
  try {
    return `${new Date(time).toLocaleTimeString('en-GB', { timeZone, timeStyle: 'short' })} ${timeZone}`
  } catch {
    return '' // not a time zone that this browser or server knows: UTC is there
  }
}

function toSession({ entries, ...session }: LinkSession): string[] {
  return [...facts({ ...session, identifiers: toItems(session.identifiers) }), ...toTimeline({ entries, ...session })]
}

function toTimeline(session: LinkSession): string[] {
  const start = startOf(session)
  const sequences = new Map<string, number>()
  // What holds until an entry says otherwise: of every entry, and of Plaid's callbacks only.
  let here: Fields = { page: '', attemptId: session.attemptId, code: session.code }
  let told: Fields = {
    linkSessionId: session.linkSessionId ?? undefined,
    institutionId: undefined,
    institutionName: undefined,
  }
  let arrived: number | undefined

  return session.entries.flatMap((entry) => {
    const { type, at, timestamp, sequence, eventName, ...more } = entry
    const { errorMessage, displayMessage, accountIds, identifiers, ...fields } = more
    const { page, attemptId, code, linkSessionId, institutionId, institutionName } = fields
    const isTold = /^on[ES]/.test(type)
    const expected: Fields = { ...here, ...(isTold && told) }
    here = { page, attemptId, code }
    if (isTold) told = { linkSessionId, institutionId, institutionName }

    // A Plaid event is told by its name, and dated by Plaid; anything else by its type, and by this device.
    const isNamed = type === 'onEvent' && /^[A-Z][A-Z\d_]*$/.test(eventName ?? '')
    const happened = secondsOf(session, entry)
    const isDated = isNamed && timestamp && toIso(Math.round(happened * 1000) + start - session.clockSkew) === timestamp
    const seen = (at - start) / 1000
    const values: Fields = {
      ...fields,
      eventName: isNamed ? undefined : eventName,
      timestamp: isDated ? undefined : timestamp,
      arrived: isDated && at !== arrived ? seen : undefined,
      sequence: sequence === (sequences.get(page) ?? -1) + 1 ? undefined : sequence,
    }
    if (isNamed && !isDated) expected.timestamp = null
    if (isDated) arrived = at
    sequences.set(page, sequence)
    const words = Object.keys({ ...values, ...expected }).flatMap((key) => {
      const value = values[key]
      if (value === expected[key]) return []
      return value === undefined ? `no${GLUE}${snake(key)}` : `${snake(key)}${GLUE}${toWord(value)}`
    })
    return [
      wrap(`at ${isDated ? happened : seen} s`, [isNamed ? eventName : type, ...words].join(', ')),
      ...facts({ errorMessage, displayMessage, accountIds, identifiers: toItems(identifiers) }),
    ]
  })
}

type Fields = Record<string, unknown>

/** `label: value` for each value that there is. */
function facts(values: object): string[] {
  return Object.entries(values).flatMap(([key, value]: [string, unknown]) =>
    value === undefined ? [] : wrap(snake(key), toFact(value)),
  )
}

/** `none`, `yes`, a number, a string, the items of a list, or the fields of an object. */
function toFact(value: unknown): string {
  if (typeof value === 'string') return escape(value).replace(/^n(?=one$)/, '\\u006E')
  if (typeof value === 'boolean') return value ? 'yes' : 'no'
  if (typeof value !== 'object') return String(value)
  const items = Array.isArray(value)
    ? value.map((item: unknown) => [item].flat().map(toItemWord).join(GLUE))
    : Object.entries(value ?? {}).map(([key, field]) => `${snake(key)}${GLUE}${toWord(field)}`)
  return items.join(', ') || 'none'
}

function toItemWord(value: unknown): string {
  return toWord(value).replaceAll(' ', '\\u0020')
}

/** A value among others: a comma would end it. */
function toWord(value: unknown): string {
  return toFact(value).replaceAll(',', '\\u002C')
}

/** `request_id XRve…`, `access_token fingerprint sha256-…`, `age 12`. */
function toItems(items: (PlaidIdentifier | Completeness['dropped'][number])[] | undefined): unknown[][] | undefined {
  return items?.map((item) => {
    if ('reason' in item) return [item.reason, item.count]
    return 'value' in item ? [item.key, item.value] : [item.key, 'fingerprint', item.fingerprint]
  })
}

/** Times are told after this one; 0 for a session that says no time. */
export function startOf({ startedAt }: Pick<LinkSession, 'startedAt'>): number {
  const start = Date.parse(startedAt)
  return (toIso(start) === startedAt && start) || 0
}

/** In seconds after the session's start. */
function secondsOf(session: LinkSession, entry: DiagnosticEntry): number {
  return (happenedAt(entry, session.clockSkew) - startOf(session)) / 1000
}

/** `linkSessionId` as `link_session_id`. */
export function snake(name: string): string {
  return name.replace(/[A-Z]/g, (letter) => '_' + letter.toLowerCase())
}

function line(label: string, value: string, note?: string | false | null): string {
  return wrap(label, escape(note ? `${value} (${note})` : value))
}

function wrap(label: string, text: string): string {
  let lines = ''
  let current = label + ':'
  let isEmpty = true
  for (const word of text.split(' ')) {
    if (!isEmpty && current.length + word.length >= MAX_LINE) {
      lines += current + '\n'
      current = 'cont:'
    }
    current += ' ' + word
    isEmpty = false
  }
  return (lines + current).replaceAll(GLUE, ' ')
}

/**
 * Backslashes; control, format (bidirectional, zero-width), private and surrogate characters; white space other
 * than single spaces between words.
 */
const HIDDEN = /[\\\p{C}\p{DI}]|[^\S ]|^ | $| (?= )/gu

function escape(text: string): string {
  const escaped = text.replace(HIDDEN, (hidden) =>
    hidden.replace(/[^]/g, (unit) => '\\u' + unit.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0')),
  )
  return escaped || '\\empty'
}
