import { fields, toSnake, type FieldName } from './fields.ts'
import { accountIds, boolean, count, identifiers, number, withheld, type Shape } from './shapes.ts'

/** How a report writes a field, and reads it back. */
export type FieldKind = 'string' | 'number' | 'boolean' | 'list' | 'identifiers' | 'withheld'

export interface FieldLine {
  name: FieldName
  /** Plaid's spelling, which a report has: `link_session_id`. */
  label: string
  kind: FieldKind
}

const KINDS = new Map<Shape<unknown>, FieldKind>([
  [number, 'number'],
  [count, 'number'],
  [boolean, 'boolean'],
  [accountIds, 'list'],
  [identifiers, 'identifiers'],
  [withheld, 'withheld'],
])

/** Every field of an entry, in the order of the table, as a report tells it. */
export const fieldLines: readonly FieldLine[] = /* @__PURE__ */ (Object.keys(fields) as FieldName[]).map((name) => ({
  name,
  label: toSnake(name),
  kind: KINDS.get(fields[name][0]) ?? 'string',
}))
