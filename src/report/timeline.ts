import { fields, type DiagnosticEntry, type EntryType, type FieldName } from '../entry/fields.ts'
import { fieldLines, type FieldKind } from '../entry/kinds.ts'
import { entryType, freeText } from '../entry/shapes.ts'
import { happenedAt, toIso } from '../entry/time.ts'
import type { LinkSession } from '../session/report.ts'
import { flag, identifiers, number, readWords, text, textIfAny, texts, toFacts, withheld, writeWord } from './codecs.ts'
import type { Codec } from './codecs.ts'
import { GLUE, splitBefore, writeLine, type Line } from './grammar.ts'

/**
 * A session's entries, in both directions: `at 11.9 s: TRANSITION_VIEW, view_name CREDENTIAL`.
 *
 * - A Plaid event is told by its name and dated by Plaid; anything else by its type, and by this device.
 * - What holds until an entry says otherwise is said once: see `createCarry`.
 * - Free text and lists have lines of their own below.
 */

/** What is told of a session before its entries, and needed to read them. */
type Head = Pick<
  LinkSession,
  'attemptId' | 'code' | 'linkSessionId' | 'plaidEnvironment' | 'linkTokenFingerprint' | 'startedAt' | 'clockSkew'
>
type Fields = Partial<Record<FieldName, unknown>>

const codecOf: Record<FieldKind, unknown> = {
  string: textIfAny,
  number,
  boolean: flag,
  list: texts,
  identifiers,
  withheld,
}
const fieldCodecs = fieldLines.map(({ name, label, kind }) => ({
  key: name,
  label,
  codec: codecOf[kind] as Codec<unknown>,
  /** Free text and lists have lines of their own, below the entry's first. */
  isBelow: fields[name][0] === freeText || kind === 'list' || kind === 'identifiers' || kind === 'withheld',
}))

/** They follow from the label, from the place, or from both. */
const MADE: readonly FieldName[] = ['type', 'at', 'sequence']
/** Ids say least to a person, and those of this library least of all. */
const LAST: readonly FieldName[] = ['requestId', 'linkSessionId', 'page', 'attemptId', 'code']
const belowFields = fieldCodecs.filter(({ isBelow }) => isBelow)
const lineFields = fieldCodecs
  .filter(({ key, isBelow }) => !isBelow && !MADE.includes(key))
  .sort((a, b) => LAST.indexOf(a.key) - LAST.indexOf(b.key))

/** An entry has few of them: where one stands in its line, and which one a word or a line below is of. */
const placeOf = new Map(lineFields.map(({ key }, place) => [key as string, place]))
const lineFieldOf = new Map(lineFields.map((field) => [field.label, field]))
const belowFieldOf = new Map(belowFields.map((field) => [field.label, field]))

const AT = /^at (\S+) s$/
const EVENT_NAME = /^[A-Z][A-Z\d_]*$/
const ERROR: readonly FieldName[] = ['errorType', 'errorCode', 'errorCodeReason', 'errorMessage']

export function isEntryLabel(label: string): boolean {
  return AT.test(label)
}

/** The labels of the lines below an entry's first. */
export const belowLabels = (): string[] => belowFields.map(({ label }) => label)

/** The lines of each entry. */
export function writeTimeline(session: Head, entries: readonly DiagnosticEntry[]): string[][] {
  const carry = createCarry(session)
  const start = startOf(session)
  return entries.map((entry) => {
    const { type, at, page, sequence, timestamp, eventName } = entry
    const isNamed = type === 'onEvent' && EVENT_NAME.test(eventName ?? '')
    const happened = secondsOf(session, entry)
    const seen = (at - start) / 1000
    const isDated = isNamed && timestamp !== undefined && toIso(toMs(happened, start) - session.clockSkew) === timestamp
    const isSame = carry.hasSameError(entry)
    const expected = carry.expect(type, eventName)
    const words: string[] = []
    for (const place of placesOf(entry, expected)) {
      const { key, label, codec } = lineFields[place] as (typeof lineFields)[number]
      const value = entry[key]
      if (key === 'eventName' ? isNamed : key === 'timestamp' ? isDated : isSame && ERROR.includes(key)) continue
      // Where nothing else is said, an event is dated by Plaid.
      if (key === 'timestamp' && isNamed && value === undefined) words.push(`no${GLUE}${label}`)
      else if (value === expected[key]) continue
      else words.push(value === undefined ? `no${GLUE}${label}` : writeWord(label, codec.write(value)))
    }
    if (isSame) words.push(`same${GLUE}error`)
    if (sequence !== carry.nextSequence(page)) words.push(writeWord('sequence', number.write(sequence)))
    if (isDated && at !== carry.arrived()) words.push(`arrived${GLUE}${seen}${GLUE}s`)
    carry.follow(entry, isDated)
    return [
      ...writeLine(`at ${isDated ? happened : seen} s`, [isNamed ? eventName : text.write(type), ...words].join(', ')),
      ...belowFields.flatMap(({ key, label, codec }) => {
        const value = entry[key]
        return value === undefined || (isSame && ERROR.includes(key)) ? [] : writeLine(label, codec.write(value))
      }),
    ]
  })
}

/** The fields that an entry has, or is expected to have, in the order of the line; `timestamp` too, as an event without one says so. */
function placesOf(entry: DiagnosticEntry, expected: Fields): number[] {
  const keys = new Set([...Object.keys(entry), ...Object.keys(expected), 'timestamp'])
  const places: number[] = []
  for (const key of keys) {
    const place = placeOf.get(key)
    if (place !== undefined) places.push(place)
  }
  return places.sort((a, b) => a - b)
}

/** What `writeTimeline` wrote; an entry that cannot be read is left out. */
export function readTimeline(session: Head, lines: readonly Line[]): DiagnosticEntry[] {
  const carry = createCarry(session)
  const start = startOf(session)
  return splitBefore(lines, ({ label }) => isEntryLabel(label)).flatMap(([first, ...more]) => {
    const [, seconds] = AT.exec(first?.label ?? '') ?? []
    const [name = '', ...words] = (first?.value ?? '').split(', ')
    const said = readWords(words)
    const isNamed = EVENT_NAME.test(name)
    const type = isNamed ? 'onEvent' : entryType(name)
    const time = toMs(Number(seconds), start)
    if (!type || Number.isNaN(time)) return []

    const eventName = isNamed ? name : textIfAny.read(said.get('event_name'), 'event_name')
    const isDated = isNamed && !said.has('timestamp') && !said.has('no timestamp')
    const fields: Fields = carry.expect(type, eventName)
    if (said.get('same') === 'error') Object.assign(fields, carry.sameError())
    if (isNamed) fields.eventName = eventName
    if (isDated) fields.timestamp = toIso(time - session.clockSkew)
    for (const [word, written] of said) {
      const label = word.replace(/^no /, '')
      const field = lineFieldOf.get(label)
      if (field && label === word) fields[field.key] = field.codec.read(written, label)
      else if (field && !said.has(label)) delete fields[field.key]
    }
    for (const [label, written] of toFacts(more)) {
      const field = belowFieldOf.get(label)
      if (field) fields[field.key] = field.codec.read(written, label)
    }
    fields.type = type
    const arrived = said.get('arrived')?.replace(/ s$/, '')
    fields.at = !isDated ? time : arrived === undefined ? (carry.arrived() ?? time) : toMs(Number(arrived), start)
    const sequence = said.get('sequence')
    fields.sequence =
      sequence === undefined ? carry.nextSequence(String(fields.page)) : number.read(sequence, 'sequence')
    const known = Object.entries(fields).filter(([, value]) => value !== undefined)
    const entry = Object.fromEntries(known) as unknown as DiagnosticEntry
    carry.follow(entry, isDated)
    return entry
  })
}

/** What an entry need not say, as the lines before it tell: one rule for who writes and who reads. */
function createCarry(session: Head) {
  const { attemptId, code, plaidEnvironment, linkTokenFingerprint } = session
  let last: Pick<DiagnosticEntry, 'page' | 'attemptId' | 'code'> = { page: '', attemptId, code }
  let ofPlaid: Fields = { linkSessionId: session.linkSessionId ?? undefined }
  let requestId: string | undefined
  let error: Fields = {}
  let arrived: number | undefined
  const sequences = new Map<string, number>()

  return {
    expect(type: EntryType, eventName: string | undefined): Fields {
      const expected: Fields = { page: last.page, attemptId: last.attemptId, code: last.code }
      if (isOfPlaid(type)) {
        expected.linkSessionId = ofPlaid.linkSessionId
        expected.institutionId = ofPlaid.institutionId
        expected.institutionName = ofPlaid.institutionName
      }
      if (isStep(type, eventName)) expected.requestId = requestId
      if (type === 'attached') expected.linkSessionId = session.linkSessionId ?? undefined
      if (type === 'linkToken') {
        expected.plaidEnvironment = plaidEnvironment ?? undefined
        expected.linkTokenFingerprint = linkTokenFingerprint ?? undefined
      }
      return expected
    },
    hasSameError(entry: DiagnosticEntry): boolean {
      return isError(entry) && isError(error) && ERROR.every((key) => entry[key] === error[key])
    },
    sameError: (): Fields => error,
    nextSequence: (page: string): number => (sequences.get(page) ?? -1) + 1,
    /** When the last of Plaid's events arrived: they come in bursts. */
    arrived: (): number | undefined => arrived,
    follow(entry: DiagnosticEntry, isDated: boolean): void {
      const { type, page } = entry
      last = entry
      if (isOfPlaid(type)) ofPlaid = entry as Fields
      if (type === 'onEvent') requestId = entry.requestId
      if (isError(entry)) error = Object.fromEntries(ERROR.map((key) => [key, entry[key]]))
      if (isDated) arrived = entry.at
      sequences.set(page, entry.sequence)
    },
  }
}

function isOfPlaid(type: EntryType): boolean {
  return type === 'onEvent' || type === 'onSuccess' || type === 'onExit'
}

/** What tells how it ended says its request_id in any case. */
function isStep(type: EntryType, eventName: string | undefined): boolean {
  return type === 'onEvent' && eventName !== 'ERROR' && eventName !== 'EXIT' && eventName !== 'HANDOFF'
}

function isError(entry: Fields): boolean {
  return ERROR.some((key) => entry[key] !== undefined)
}

/** Times are told after this one; 0 for a session that says no time. */
function startOf({ startedAt }: Pick<LinkSession, 'startedAt'>): number {
  const start = Date.parse(startedAt)
  return (toIso(start) === startedAt && start) || 0
}

/** When an entry happened, in seconds after the session's start. */
export function secondsOf(session: Pick<LinkSession, 'startedAt' | 'clockSkew'>, entry: DiagnosticEntry): number {
  return (happenedAt(entry, session.clockSkew) - startOf(session)) / 1000
}

function toMs(seconds: number, start: number): number {
  return Math.round(seconds * 1000) + start
}
