import { equivalent } from './equivalent.mjs'

/**
 * @typedef {{ start: { line: number, column: number }, end: { line: number, column: number } }} Location
 * @typedef {{ id: string, status: string, replacement?: string, location: Location }} Mutant
 * @typedef {{ files: Record<string, { source: string, mutants: Mutant[] }> }} Report Stryker's, as JSON
 */

const KILLED = ['Killed', 'Timeout']
const COUNTED = [...KILLED, 'Survived', 'NoCoverage']
/** Of the line around a mutant, and of the mutant. */
const MAX_AROUND = 24
const MAX_CHANGE = 60

/**
 * What a run has shown, a file a row, and by name each mutant that survived and is not said to be equivalent.
 *
 * @param {Report} report
 */
export function readReport({ files }) {
  return Object.entries(files).map(([file, { source, mutants }]) => {
    const counted = mutants.filter(({ status }) => COUNTED.includes(status))
    const survivors = counted.filter(({ status }) => !KILLED.includes(status)).map((mutant) => nameOf(mutant, source))
    const known = (equivalent[file] ?? []).flatMap(([, names]) => names)
    return {
      file,
      mutants: counted.length,
      killed: counted.length - survivors.length,
      equivalent: survivors.filter((name) => known.includes(name)).length,
      unexplained: survivors.filter((name) => !known.includes(name)),
      /** Said to be equivalent, and killed all the same, or no longer there. */
      outdated: known.filter((name) => !survivors.includes(name)),
    }
  })
}

/**
 * A mutant by its line and what is changed there, as that outlives a move: `if ([end === 'left' → false]) end = 'none'`.
 *
 * @param {Mutant} mutant
 * @param {string} source
 */
function nameOf({ location, replacement = '' }, source) {
  const lines = source.split('\n')
  const { start, end } = location
  const offset = (/** @type {Location['start']} */ { line, column }) =>
    lines.slice(0, line - 1).join('\n').length + (line > 1 ? 1 : 0) + column - 1
  let from = source.slice(offset(start), offset(end))
  let to = replacement
  let before = (lines[start.line - 1] ?? '').slice(0, start.column - 1).trimStart()
  let after = (lines[end.line - 1] ?? '').slice(end.column - 1)
  if (from.length > MAX_CHANGE) {
    const same = commonStart(from, to)
    const sameEnd = commonStart(reverse(from.slice(same)), reverse(to.slice(same)))
    before += from.slice(0, same)
    after = from.slice(from.length - sameEnd) + after
    from = from.slice(same, from.length - sameEnd)
    to = to.slice(same, to.length - sameEnd)
  }
  const around = [before.slice(-MAX_AROUND), after.slice(0, MAX_AROUND)]
  return `${around[0]}[${shorten(from)} → ${shorten(to)}]${around[1]}`.replace(/\s+/g, ' ').trim()
}

/** @param {string} text */
function shorten(text) {
  return text.length > MAX_CHANGE ? `${text.slice(0, MAX_CHANGE / 2)}…${text.slice(-MAX_CHANGE / 2)}` : text
}

/**
 * @param {string} a
 * @param {string} b
 */
function commonStart(a, b) {
  let length = 0
  while (length < a.length && length < b.length && a[length] === b[length]) length++
  return length
}

/** @param {string} text */
function reverse(text) {
  return [...text].reverse().join('')
}
