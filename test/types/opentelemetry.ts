import { createDiagnostics } from 'react-plaid-link-diagnostics'
import { openTelemetrySink, type Logger, type LogRecord } from 'react-plaid-link-diagnostics/opentelemetry'

type IsAny<T> = 0 extends 1 & T ? true : false
export const known: IsAny<Logger | LogRecord> = false

const logger: Logger = { emit: ({ body, attributes }) => void [body.length, attributes['session.id']] }
export const diagnostics = createDiagnostics({ onEntry: openTelemetrySink(logger, { detail: 'full' }) })

export function wrong() {
  // @ts-expect-error: no such detail
  openTelemetrySink(logger, { detail: 'everything' })
  // @ts-expect-error: a logger emits
  openTelemetrySink({ log() {} })
  // @ts-expect-error: it takes an entry
  openTelemetrySink(logger)('entry')
}
