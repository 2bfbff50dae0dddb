import type { DiagnosticEntry, PlaidIdentifier } from './entry.ts'
import { explainReport, happenedAt, toIso, toUtc, type Story } from './explain.ts'
import type { DiagnosticsReport, LinkSession } from './report.ts'

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
  const { code, createdAt, timeZone, app, environment, sessions, completeness } = report
  const { findings, verdict, plaidCase, earlier, ...newest } = explainReport(report)
  const { storage, recorded, stored, missing, dropped } = completeness
  const givenUp = dropped.reduce((sum, { count }) => sum + count, 0)
  const lines = [
    line('For', `${app?.name ?? 'the app'} support only. Please do not post it in public.`),
    line('Contains', 'bank name, technical ids, times, browser, language'),
    line('Not in it', 'passwords, your name, account numbers, balances'),
    line(
      'App',
      `${app?.name ?? 'not named'} ${app?.version ?? ''}`.trim(),
      sessions[0]?.plaidEnvironment ? `Plaid ${sessions[0].plaidEnvironment}` : '',
    ),
    line(
      'Device',
      `${environment.browser ?? 'browser not known'} on ${environment.platform ?? 'device not known'}`,
      environment.online === false ? 'offline' : '',
    ),
    line('Copied', `${toUtc(Date.parse(createdAt))} UTC`, localTime(createdAt, timeZone)),
    line(
      'Kept',
      `${recorded} entries recorded, ${stored} stored, ${givenUp + missing} dropped`,
      storage === 'indexeddb' ? '' : `storage ${storage}`,
    ),
    '\n' + line('Part 1', 'What happened'),
    ...toStory(newest),
    ...(earlier ? toStory(earlier) : []),
    '\n' + line('Part 2', 'For a Plaid case'),
    line('Plaid case', `${verdict.answer}. ${verdict.reason}`),
    ...plaidCase.map(([label, value, note]) => line(label, value, note)),
  ]
  const title = `Bank connection report ${escape(code)}: `
  if (detail === 'short') return shorten([title + 'short form', ...lines])

  lines.push('\n' + line('Part 3', 'Findings'))
  if (findings.length === 0) lines.push(line('Finding', 'none'))
  for (const { code: finding, seen, means, userCanTry, developer, evidence } of findings) {
    const where = evidence.map(({ session: index, entries }) => {
      const session = sessions[index] as LinkSession
      return `session ${index + 1} at ${entries.map((entry) => secondsOf(session, session.entries[entry] as DiagnosticEntry)).join(', ')} s`
    })
    const texts = {
      Finding: finding,
      Seen: seen,
      Means: means,
      User: userCanTry,
      Developer: developer,
      Where: where.join('; '),
    }
    for (const [label, text] of Object.entries(texts)) if (text) lines.push(line(label, text))
  }

  lines.push('\n' + line('Part 4', 'Sessions, newest first'))
  sessions.forEach((session, index) => {
    lines.push(
      '\n' + line('Session', `${index + 1} of ${sessions.length}`),
      ...facts({ ...session, identifiers: toPairs(session.identifiers) }),
      ...toTimeline(session),
    )
  })

  lines.push('\n' + line('Part 5', 'Environment and completeness'))
  lines.push(
    ...facts(report),
    ...facts(environment),
    ...facts({ ...completeness, dropped: completeness.dropped.map(({ count, reason }) => [count, reason]) }),
    line('End of report', code),
  )

  const body = lines.join('\n')
  return `${title}${body.split(/\n+/).length + 1} lines, check ${checksum(body)}\n${body}\n`
}

const LABELS = ['Result', 'Why', 'When', 'Ended', 'User can try', 'Ask the user', 'About this error']

function toStory({ headline, why, when, ended, userCanTry, askUser, errorPage }: Story): string[] {
  return [headline, why, when, ended, userCanTry, askUser, errorPage].flatMap((text, index) =>
    text ? line(LABELS[index] ?? '', text) : [],
  )
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
  /^(?:\nPart|Bank|For|App|Copied|Result|When|User|Ask|Plaid case|error|(?:link_session|request|institution)_id):?/,
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

function toTimeline(session: LinkSession): string[] {
  const { attemptId, code, linkSessionId, entries, clockSkew } = session
  const sequences = new Map<string, number>()
  // What holds until an entry says otherwise: of every entry, and of Plaid's callbacks only.
  let here: Fields = { page: '', attemptId, code }
  let told: Fields = { linkSessionId: linkSessionId ?? undefined, institutionId: undefined, institutionName: undefined }
  let arrived: number | undefined
  return entries.flatMap((entry) => {
    const {
      type,
      at,
      timestamp,
      sequence,
      eventName,
      errorMessage,
      displayMessage,
      accountIds,
      identifiers,
      ...fields
    } = entry
    const { page, attemptId, code, linkSessionId, institutionId, institutionName } = entry
    const isTold = /^on[ES]/.test(type)
    const expected: Fields = isTold ? { ...here, ...told } : { ...here }
    here = { page, attemptId, code }
    if (isTold) told = { linkSessionId, institutionId, institutionName }

    // A Plaid event is told by its name, and dated by Plaid; anything else by its type, and by this device.
    const isNamed = type === 'onEvent' && /^[A-Z][A-Z\d_]*$/.test(eventName ?? '')
    const seconds = secondsOf(session, entry)
    const isTimed =
      isNamed && timestamp && toIso(Math.round(seconds * 1000) + startOf(session) - clockSkew) === timestamp
    const seen = (at - startOf(session)) / 1000
    const values: Fields = {
      ...fields,
      eventName: isNamed ? undefined : eventName,
      timestamp: isTimed ? undefined : timestamp,
      arrived: isTimed && at !== arrived ? seen : undefined,
      sequence: sequence === (sequences.get(page) ?? -1) + 1 ? undefined : sequence,
    }
    if (isNamed && !isTimed) expected.timestamp = null
    if (isTimed) arrived = at
    sequences.set(page, sequence)
    const words = [isNamed ? eventName : type]
    for (const key of Object.keys({ ...values, ...expected })) {
      const value = values[key]
      if (value !== expected[key])
        words.push(value === undefined ? `no ${snake(key)}` : `${snake(key)}${GLUE}${toWord(value)}`)
    }
    return [
      wrap(`at ${isTimed ? seconds : seen} s`, words.join(', ')),
      ...facts({ errorMessage, displayMessage, accountIds, identifiers: toPairs(identifiers) }),
    ]
  })
}

type Fields = Record<string, unknown>

/** `label: value` for each value; what has a part of its own in the report is left out. */
function facts(values: object): string[] {
  return Object.entries(values).flatMap(([key, value]: [string, unknown]) =>
    value === undefined || /^(?:entries|sessions|environment|completeness)$/.test(key)
      ? []
      : wrap(snake(key), toFact(value)),
  )
}

/** `none`, `yes`, a number, a string, the items of a list, or the fields of an object. */
function toFact(value: unknown): string {
  if (typeof value === 'string') return escape(value).replace(/^n(?=one$)/, '\\u006E')
  if (typeof value === 'boolean') return value ? 'yes' : 'no'
  if (typeof value !== 'object') return String(value)
  const items = Array.isArray(value)
    ? value.map((item: unknown) =>
        [item]
          .flat()
          .map((word) => toWord(word).replaceAll(' ', '\\u0020'))
          .join(GLUE),
      )
    : Object.entries(value ?? {}).map(([key, field]) => `${snake(key)}${GLUE}${toWord(field)}`)
  return items.join(', ') || 'none'
}

/** A value among others: a comma would end it. */
function toWord(value: unknown): string {
  return toFact(value).replaceAll(',', '\\u002C')
}

function toPairs(identifiers: PlaidIdentifier[] | undefined): string[][] | undefined {
  return identifiers?.map((identifier) =>
    'value' in identifier
      ? [identifier.key, identifier.value]
      : [identifier.key, 'fingerprint', identifier.fingerprint],
  )
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

function line(label: string, value: string, note?: string): string {
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
