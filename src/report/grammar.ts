/**
 * The grammar of a report's text, in both directions: what is written here is read back here.
 *
 * - A line is `label: value` and starts with a letter. It is at most 72 characters long, goes on in `cont: …`, and is
 *   broken between words only: an id is never cut, and may be longer.
 * - A character that is not seen, or could be taken for another, is written as `\u` and four digits; nothing in a
 *   value can make a line.
 * - Three lines stand out: the title, the title of the short form, and the last, with the number of lines and the check.
 */

const MAX_LINE = 72
/** A space at which no line is broken, so that a value stays with its name. It is in no value: those are escaped. */
export const GLUE = '\xA0'
/** The label of what a line goes on in. */
export const CONTINUED = 'cont'

export interface Line {
  label: string
  /** As it was written: escaped. */
  value: string
}

/** There is no report in a text, or none that can be read; the message says what is missing. */
export class ReportParseError extends Error {
  override name = 'ReportParseError'
}

/* Title and end */

const TITLE = 'Bank connection report'
const END = 'End of report'
const SHORT_FORM = '(short form)'

export function writeTitle(code: string): string {
  return `${TITLE} ${escapeWord(code)}`
}

export function writeShortTitle(code: string): string {
  return `${writeTitle(code)} ${SHORT_FORM}`
}

/** The last line of a report, for the lines before it. */
export function writeEnd(code: string, lines: readonly string[]): string {
  return `${END} ${escapeWord(code)}: ${countLines(lines) + 1} lines, check ${toCheck(lines)}`
}

export function isTitle(line: string): boolean {
  return line.startsWith(TITLE)
}

/** The line from its title on: a report may be pasted behind other words. */
export function cutBeforeTitle(line: string): string {
  return line.slice(Math.max(0, line.indexOf(TITLE)))
}

export type Title =
  | { kind: 'full' | 'short'; code: string }
  /** A text of version 1 had the number of lines and the check in its title. */
  | { kind: 'version 1'; code: string }
  /** More stands on the line of the title than a title. */
  | { kind: 'no line breaks'; code: string }
  | { kind: 'none'; code: string }

export function readTitle(line: string): Title {
  const [, written = '', rest = ''] = TITLE_LINE.exec(line) ?? []
  const code = unescapeText(written)
  if (!written) return { kind: 'none', code }
  if (!rest) return { kind: 'full', code }
  if (rest === SHORT_FORM) return { kind: 'short', code }
  if (/^(?:\d+ lines, check |short form$)/.test(rest)) return { kind: 'version 1', code: code.replace(/:$/, '') }
  return { kind: rest.startsWith('Result: ') ? 'no line breaks' : 'none', code }
}
const TITLE_LINE = /^Bank connection report (\S+) ?(.*)/

export function isEnd(line: string): boolean {
  return line.startsWith(END)
}

/** Undefined where it is not whole. */
export function readEnd(line: string): { code: string; count: number; check: string } | undefined {
  const [, code, count, check = ''] = END_LINE.exec(line) ?? []
  return code === undefined ? undefined : { code: unescapeText(code), count: Number(count), check }
}
const END_LINE = /^End of report (\S+): (\d+) lines, check ([\dA-F]{4}-[\dA-F]{4})$/

/** Tells an accident from the original; it is no signature. */
export function toCheck(lines: readonly string[]): string {
  let hash = 0x811c9dc5
  const add = (unit: number): void => void (hash = Math.imul(hash ^ unit, 0x01000193))
  for (const line of lines) {
    if (!line) continue
    for (let index = 0; index < line.length; index++) add(line.charCodeAt(index))
    add(10)
  }
  const digits = (hash >>> 0).toString(16).toUpperCase().padStart(8, '0')
  return `${digits.slice(0, 4)}-${digits.slice(4)}`
}

/** Blank lines do not count: transports add and remove them. */
export function countLines(lines: readonly string[]): number {
  return lines.filter(Boolean).length
}

/* Lines */

/** `label: value`, over as many lines as it takes. `value` is escaped already. */
export function writeLine(label: string, value: string): string[] {
  return wrap(`${label}:`, value).split('\n')
}

function wrap(start: string, text: string): string {
  const lines: string[] = []
  let current = start
  let isEmpty = true
  for (const word of text.split(' ')) {
    if (!isEmpty && current.length + word.length >= MAX_LINE) {
      lines.push(current)
      current = `${CONTINUED}:`
    }
    current += ` ${word}`
    isEmpty = false
  }
  lines.push(current)
  return lines.join('\n').split(GLUE).join(' ')
}

export function isContinued(line: string): boolean {
  return line.startsWith(`${CONTINUED}:`)
}

/** The lines that `writeLine` wrote. */
export function unfold(lines: readonly string[]): Line[] {
  return splitBefore(lines, (line) => !isContinued(line)).map(([line = '', ...continued]) => {
    const colon = line.indexOf(':')
    const values = [line.slice(colon + 2), ...continued.map((text) => text.slice(CONTINUED.length + 2))]
    return { label: line.slice(0, colon), value: values.join(' ') }
  })
}

/** The items in groups that each begin where `isStart`; what is before the first is left out. */
export function splitBefore<T>(items: readonly T[], isStart: (item: T, index: number) => boolean): T[][] {
  const groups: T[][] = []
  let group: T[] | undefined
  items.forEach((item, index) => {
    if (isStart(item, index)) groups.push((group = [item]))
    else group?.push(item)
  })
  return groups
}

/* Characters */

/**
 * Backslashes; control, format (bidirectional, zero-width), private and surrogate characters; white space other
 * than single spaces between words.
 */
const HIDDEN = /[\\\p{C}\p{DI}]|[^\S ]|^ | $| (?= )/gu
const EMPTY = '\\empty'

export function escapeText(text: string): string {
  return text.replace(HIDDEN, escapeUnits) || EMPTY
}

/** As one word. */
export function escapeWord(text: string): string {
  return escapeText(text).replace(/ /g, escapeUnits)
}

/** Each UTF-16 unit of a text as `\u0041`. */
export function escapeUnits(text: string): string {
  let escaped = ''
  for (let index = 0; index < text.length; index++) {
    escaped += '\\u' + text.charCodeAt(index).toString(16).toUpperCase().padStart(4, '0')
  }
  return escaped
}

export function unescapeText(text: string): string {
  if (text === EMPTY) return ''
  return text.replace(/\\u([\dA-F]{4})/g, (_, unit: string) => String.fromCharCode(parseInt(unit, 16)))
}
