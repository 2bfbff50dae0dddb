export { openTelemetrySink } from './opentelemetry/sink.ts'

export type { DiagnosticEntry, EntryType, PlaidIdentifier } from './entry/fields.ts'
export type { AttributeValue, LogRecord, Logger, SinkOptions } from './opentelemetry/sink.ts'
