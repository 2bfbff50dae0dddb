import { toIso } from '../entry/time.ts'
import type { DiagnosticsReport, LinkSession } from '../session/report.ts'
import { textOrNull, toFacts, type Written } from './codecs.ts'
import { readReportFacts, readSessions, reportLabels, SESSION, sessionLabels, VERSION } from './facts.ts'
import {
  CONTINUED,
  countLines,
  cutBeforeTitle,
  isEnd,
  isTitle,
  readEnd,
  readTitle,
  ReportParseError,
  splitBefore,
  toCheck,
  unfold,
  type Line,
} from './grammar.ts'
import { belowLabels, isEntryLabel } from './timeline.ts'
import { contentLabels, isToldLabel, isToldPart, LEFT_OUT, PART_4, PART_5 } from './labels.ts'

export { ReportParseError }

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

/**
 * Reads a report back from the text of `formatReport`, wherever it was pasted: quoted in an e-mail, indented,
 * with other line breaks, between other text. Of several reports: the first that is intact, else the first.
 *
 * @throws {ReportParseError} where there is no report in it, or none that can be read: its short form, another
 *   version, one without line breaks or without its facts.
 */
export function parseReport(pasted: string): ParsedReport {
  let first: ParsedReport | undefined
  let problem: ReportParseError | undefined
  const all = toLines(pasted)
  // Pasted behind words on the same line; where a line begins with the title, a title in another is no more than text.
  const lines = all.some(isTitle) ? all : all.map(cutBeforeTitle)
  for (const candidate of splitBefore(lines, isTitle)) {
    try {
      const parsed = parseLines(candidate)
      if (parsed.integrity === 'intact') return parsed
      first ??= parsed
    } catch (error) {
      if (!(error instanceof ReportParseError)) throw error
      problem ??= error
    }
  }
  if (first) return first
  throw problem ?? new ReportParseError('There is no report in this text: no line has "Bank connection report".')
}

/** Without what mail and ticket systems do to lines: quoting, indenting, blank lines, other spaces. */
function toLines(pasted: unknown): string[] {
  if (typeof pasted !== 'string') throw new ReportParseError('A report is a text.')
  return pasted
    .split(/[\n\r\u0085\u2028\u2029]/)
    .map((line) =>
      line
        .replace(/\s+/g, ' ')
        .replace(/[\p{Cc}\p{Cf}]/gu, '')
        .replace(/^[ >]+/, '')
        .trim(),
    )
    .filter(Boolean)
}

/** One report: its title, its lines, and what follows it in the text. */
function parseLines(lines: string[]): ParsedReport {
  const { title, rest } = takeTitle(lines)
  const { kind, code } = readTitle(title)
  const name = `Report ${code}`
  if (kind === 'none') throw new ReportParseError('There is no report in this text: its title names none.')
  if (kind === 'short') throw new ReportParseError(`This is the short form of report ${code}. Ask for the full one.`)
  if (kind === 'version 1') throw otherVersion(name, '1')
  if (kind === 'no line breaks') throw noLineBreaks(name)
  try {
    return readReport(title, code, rest)
  } catch (error) {
    if (error instanceof ReportParseError && rest.some((line) => JOINED.test(line))) throw noLineBreaks(name)
    throw error
  }
}

/** A label in the middle of a line: two lines have become one. */
const JOINED = / (?:Part [45]|link_outcome|started_at|created_at): /

/** A narrow mail breaks the title, too. */
function takeTitle([first = '', ...rest]: string[]): { title: string; rest: string[] } {
  if (readTitle(first).kind !== 'none') return { title: first, rest }
  return { title: `${first} ${rest[0] ?? ''}`, rest: rest.slice(1) }
}

function readReport(title: string, code: string, rest: string[]): ParsedReport {
  const { lines, isWhole, isIntact } = readLines(title, code, rest)
  const part4 = lines.findIndex(({ label }) => label === PART_4)
  const part5 = lines.findIndex(({ label }, index) => label === PART_5 && index > part4)
  const facts = toFacts(part5 < 0 ? [] : lines.slice(part5))
  const version = facts.get('version') ?? String(VERSION)
  if (version !== String(VERSION)) throw otherVersion(`Report ${code}`, version)
  if (part4 < 0 || (isWhole && part5 < 0)) {
    const lack = part4 < 0 ? 'its part 4, the sessions' : 'its part 5, the environment'
    throw new ReportParseError(`Report ${code} lacks ${lack}. Ask for the whole text.`)
  }
  const told = lines.slice(part4, part5 < 0 ? undefined : part5)
  const sessions = readSessions(
    { code },
    // A session that is cut off before its first entry tells nothing.
    part5 < 0 && !told.slice(lastSession(told)).some(({ label }) => isEntryLabel(label))
      ? told.slice(0, lastSession(told))
      : told,
  )
  const report = readReportFacts(code, isWhole ? facts : guessFacts(lines, facts, sessions), sessions)
  return { report, integrity: isWhole ? (isIntact ? 'intact' : 'altered') : 'truncated' }
}

function lastSession(lines: readonly Line[]): number {
  let last = lines.length
  lines.forEach(({ label }, index) => void (label === SESSION && (last = index)))
  return last
}

/** `isWhole`: its end is there. `isIntact`: it is as it was. */
function readLines(
  title: string,
  code: string,
  rest: string[],
): { lines: Line[]; isWhole: boolean; isIntact: boolean } {
  const endsAt = rest.findIndex(isEnd)
  const before = endsAt < 0 ? rest : rest.slice(0, endsAt)
  const { starts, stranger } = findStarts(before)
  // A line without a label, or with one that is not known where it stands, is a stranger's, or the rest of one that a
  // mail system has broken. The check tells which.
  const mend = (lines: string[]): string[] =>
    splitBefore(lines, (_, index) => starts[index] === true).map((parts) => parts.join(' '))
  if (endsAt < 0) {
    const lines = unfold(mend(before.slice(0, stranger)))
    lines.pop() // it may be cut short, and pass for a whole one
    return { lines, isWhole: false, isIntact: false }
  }
  const mended = mend(before)
  const end = [1, 2, 3].map((count) => readEnd(rest.slice(endsAt, endsAt + count).join(' '))).find(Boolean)
  if (!end) return { lines: unfold(mended), isWhole: false, isIntact: false }
  const original = [before.filter(isLabelled), mended].find(
    (lines) => countLines([title, ...lines]) + 1 === end.count && toCheck([title, ...lines]) === end.check,
  )
  return { lines: unfold(original ?? mended), isWhole: true, isIntact: original !== undefined && end.code === code }
}

const LABEL = /^[A-Za-z][\w ,.+-]{0,60}:(?= |$)/

function isLabelled(line: string): boolean {
  return LABEL.test(line)
}

/** Which lines begin with a label that is known where they stand; and the first with one that is not, after part 4. */
function findStarts(lines: readonly string[]): { starts: boolean[]; stranger: number | undefined } {
  let part: Parameters<typeof isToldLabel>[1] | undefined = 'first'
  let known = inSession
  let stranger: number | undefined
  let isLabelBroken = false
  const starts = lines.map((line, index) => {
    const wasLabelBroken = isLabelBroken
    isLabelBroken = part !== undefined && line.endsWith(',') && isToldLabel(line.slice(0, -1), part)
    if (wasLabelBroken || isLabelBroken) return !wasLabelBroken
    const [match] = LABEL.exec(line) ?? []
    if (match === undefined) return false
    const label = match.slice(0, -1)
    if (part) {
      const isKnown = isToldLabel(label, part)
      if (isKnown && label === PART_4) part = undefined
      else if (isKnown && isToldPart(label)) part = label
      return isKnown
    }
    const isEntry = known !== inReport && isEntryLabel(label)
    if (!isEntry && !known.has(label)) {
      stranger ??= index
      return false
    }
    if (isEntry) known = inEntry
    else if (label === SESSION) known = inSession
    else if (label === PART_5) known = inReport
    return true
  })
  return { starts, stranger }
}

const inSession = new Set([...sessionLabels(), SESSION, PART_5, LEFT_OUT, CONTINUED])
const inEntry = new Set([...belowLabels(), SESSION, PART_5, CONTINUED])
const inReport = new Set([...reportLabels(), ...contentLabels, CONTINUED])

/** A report that is cut off still says when it was copied; what else is not there is unknown. */
function guessFacts(lines: readonly Line[], facts: Written, sessions: readonly LinkSession[]): Written {
  const copied = lines.find(({ label }) => label === 'Copied')?.value ?? ''
  const createdAt = toIso(Date.parse(copied.replace(/^(\S+) (\S+) .*/, '$1T$2Z')))
  const entries = String(sessions.reduce((sum, session) => sum + session.entries.length, 0))
  const guessed = {
    ...(createdAt && { created_at: createdAt }),
    time_zone: 'UTC',
    problem: textOrNull.write(null),
    recorded: entries,
    stored: entries,
  }
  // The last line of what is known of the storage.
  const isStorageTold = facts.has('dropped')
  const storage = isStorageTold ? {} : { storage: 'unknown' }
  return new Map([...Object.entries(guessed), ...facts, ...Object.entries(storage)])
}

function otherVersion(name: string, version: string): ReportParseError {
  return new ReportParseError(`${name} is of version ${version}, and this package reads version ${VERSION}.`)
}

function noLineBreaks(name: string): ReportParseError {
  return new ReportParseError(`${name} has lost its line breaks. Ask for it as plain text, or as a file.`)
}
