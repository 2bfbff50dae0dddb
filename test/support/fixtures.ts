import payloadsJson from '../fixtures/plaid/payloads.json'
import secretsJson from '../fixtures/plaid/secrets.json'
import sequencesJson from '../fixtures/plaid/sequences.json'
import textJson from '../fixtures/text.json'

/** One call of a callback, as seen in the wild. */
export interface Payload {
  id: string
  callback: 'onEvent' | 'onSuccess' | 'onExit'
  args: unknown[]
  expect: { link_session_id?: string | null; request_id?: string | null; error_request_id?: string }
  must_not_leak: string[]
  prefer_not_leak: string[]
}

/** A whole session, in the order in which Plaid delivered it. */
export interface Sequence {
  id: string
  steps: { callback: 'onEvent' | 'onSuccess' | 'onExit' | '__reload__' | '__wait__'; args: unknown[] }[]
  expect?: {
    link_session_ids?: string[]
    distinct_request_ids?: string[]
    unique_events?: number
    outcome?: string
    handoffs?: number
    last_event_by_timestamp?: string
    exit_event_request_id?: string
  }
  must_not_leak?: string[]
}

export interface Secret {
  kind: string
  example: string
  tier: 'must' | 'prefer' | 'negative-control'
  /** `anywhere`: recognisable by its form, inside a text too. */
  where: 'anywhere' | 'own field'
}

export const payloads = payloadsJson as unknown as Payload[]
export const sequences = sequencesJson as unknown as Sequence[]
export const secrets = secretsJson as unknown as Secret[]

/** What JSON cannot say: `undefined`, an Error, a frozen object. */
export function decode(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(decode)
  if (typeof value !== 'object' || value === null) return value
  const { __undefined__, __error__, __freeze__, ...rest } = value as Record<string, unknown>
  if (__undefined__) return undefined
  if (__error__) return Object.assign(new Error(), __error__)
  const decoded = Object.fromEntries(Object.entries(rest).map(([key, child]) => [key, decode(child)]))
  return __freeze__ ? Object.freeze(decoded) : decoded
}

/**
 * Which of some strings occur in a text. Short ones (the mask `0000`) only as a word of their own: the digits of a
 * time or a random id would hold them by chance.
 */
export function found(strings: readonly string[], text: string): string[] {
  return strings.filter((string) =>
    string.length > 6 ? text.includes(string) : new RegExp(`(?<![\\w-])${string}(?![\\w-])`).test(text),
  )
}

/** Fabricated secrets of which `core` must not survive in any text, and real texts that must, word for word. */
export interface TextCases {
  secrets: { kind: string; example: string; core: string; tier: 'must' | 'prefer' }[]
  messages: string[]
  banks: string[]
}

export const textCases = textJson as TextCases
