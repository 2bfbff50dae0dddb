import type { DiagnosticEntry } from '../entry/fields.ts'
import { attributes } from './attributes.ts'
import { kindOf, severities, type SeverityText } from './kinds.ts'

/** What is longer is cut: an entry is small, and a record stays so whatever it is given. */
const MAX_TEXT = 512
const MAX_ITEMS = 20

export type AttributeValue = string | number | boolean | string[]

/** A log record as it is emitted; what `@opentelemetry/api-logs` calls `LogRecord` takes it. */
export interface LogRecord {
  /** For example `plaid.link.exit`. */
  eventName: string
  /** When this device saw it. */
  timestamp: Date
  severityNumber: 9 | 13 | 17
  severityText: SeverityText
  /** The name of Plaid's event, or of what happened, and the error's code. */
  body: string
  attributes: Record<string, AttributeValue>
}

/** The part of `Logger` of `@opentelemetry/api-logs` that is needed; declared here so that no types of it are. */
export interface Logger {
  emit(record: LogRecord): void
}

export interface SinkOptions {
  /**
   * `reduced`, the default, is for a third party: without institution, account ids, fingerprint, attached identifiers
   * and the texts of errors. `full` sends every field.
   */
  detail?: 'reduced' | 'full' | undefined
}

/**
 * What `onEntry` takes: each entry becomes one log record of OpenTelemetry.
 *
 *     createDiagnostics({ onEntry: openTelemetrySink(logs.getLogger('plaid-link')) })
 *
 * Nothing is sent by the sink itself: that is what the logger's provider does, where you have set it to. A record has
 * at most one attribute a field, texts of at most 512 characters and lists of at most 20. Never throws; what cannot be
 * told is left out.
 */
export function openTelemetrySink(logger: Logger, options: SinkOptions = {}): (entry: DiagnosticEntry) => void {
  const isFull = options.detail === 'full'
  return (entry) => {
    try {
      const record = toRecord(entry, isFull)
      if (record) logger.emit(record)
    } catch {
      // The app and the recording go on without the record.
    }
  }
}

function toRecord(entry: DiagnosticEntry, isFull: boolean): LogRecord | undefined {
  const kind = kindOf(entry)
  if (!kind) return undefined
  const named: LogRecord['attributes'] = {}
  for (const field of Object.keys(attributes) as (keyof DiagnosticEntry)[]) {
    const attribute = attributes[field]
    if (!attribute || (attribute.isFull && !isFull)) continue
    const value = toValue(entry[field])
    if (value !== undefined) named[attribute.name] = value
  }
  const { eventName, severity } = kind
  const what = [entry.eventName ?? eventName.replace('plaid.link.', ''), entry.errorCode].filter(Boolean)
  return {
    eventName,
    timestamp: new Date(Number.isFinite(entry.at) ? entry.at : Date.now()),
    severityNumber: severities[severity],
    severityText: severity,
    body: cut(`Plaid Link: ${what.join(', ')}`),
    attributes: named,
  }
}

function toValue(value: unknown): AttributeValue | undefined {
  if (typeof value === 'string') return cut(value)
  if (typeof value === 'boolean' || Number.isFinite(value)) return value as boolean | number
  return Array.isArray(value) ? value.slice(0, MAX_ITEMS).map(toText) : undefined
}

/** An account id, or an identifier as `item_id: …`. */
function toText(item: unknown): string {
  if (typeof item === 'string') return cut(item)
  const { key, value, fingerprint, looksLike } = item as Record<string, unknown>
  return cut(`${String(key)}: ${String(value ?? fingerprint ?? `withheld (looks like: ${String(looksLike)})`)}`)
}

function cut(text: string): string {
  return text.length > MAX_TEXT ? `${text.slice(0, MAX_TEXT - 1)}…` : text
}
