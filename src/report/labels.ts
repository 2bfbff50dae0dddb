import { knownIdentifiers, type PlaidIdentifierKey } from '../ids/keys.ts'
import { CONTINUED } from './grammar.ts'

/**
 * The labels of what is told, by which `parseReport` knows a line from the rest of one that a mail system has broken.
 * For what writes a report they are but a type.
 */

export const PART_1 = 'Part 1'
export const PART_2 = 'Part 2'
export const PART_3 = 'Part 3'
export const PART_4 = 'Part 4'
export const PART_5 = 'Part 5'
/** In part 4, where there is no room for all entries. */
export const LEFT_OUT = 'Left out'
/** At the end of part 5. */
export const contentLabels = ['For', 'In it', 'Not in it'] as const

/** The labels of what is told; in each part its own, and that of the next. */
const LABELS = {
  first: ['Result', 'Earlier session', 'To act', 'Plaid case', 'Earlier session, Plaid case', PART_1],
  [PART_1]: [
    'Why',
    'When',
    'Ended',
    'User can try',
    'Earlier session, user can try',
    'Ask the user',
    'Earlier session, ask the user',
    'Developers',
    'Earlier session, developers',
    'About this error',
    'Before in this session',
    'Same before',
    'Earlier session, when',
    'Earlier session, ended',
    'Earlier session, same before',
    'Earlier session, about its error',
    'Other sessions',
    'Copied',
    PART_2,
  ],
  [PART_2]: ['other', 'error', 'Plaid asks for', 'Case form', 'Plaid keeps its log until', PART_3],
  [PART_3]: ['Finding', 'Seen', 'Means', 'Developers', 'Where', PART_4],
} as const
export type Part = keyof typeof LABELS
export type ToldLabel = (typeof LABELS)[Part][number] | PlaidIdentifierKey

const identifierLabels = /* @__PURE__ */ new Set<string>([...knownIdentifiers.map(({ key }) => key), 'other'])
const labelsOf: Record<Part, ReadonlySet<string>> = {
  first: /* @__PURE__ */ new Set<string>([...LABELS.first, CONTINUED]),
  [PART_1]: /* @__PURE__ */ new Set<string>([...LABELS[PART_1], CONTINUED]),
  [PART_2]: /* @__PURE__ */ new Set<string>([...LABELS[PART_2], ...identifierLabels, CONTINUED]),
  [PART_3]: /* @__PURE__ */ new Set<string>([...LABELS[PART_3], CONTINUED]),
}

/** Whether a label is one of ours in this part; in part 2 several keys make one. */
export function isToldLabel(label: string, part: Part): boolean {
  if (labelsOf[part].has(label)) return true
  return part === PART_2 && label.split(', ').every((key) => identifierLabels.has(key))
}

export function isToldPart(label: string): label is Part {
  return label in LABELS && label !== 'first'
}
