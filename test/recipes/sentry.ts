import * as Sentry from '@sentry/browser'
import { createDiagnostics } from 'react-plaid-link-diagnostics'
import { openTelemetrySink } from 'react-plaid-link-diagnostics/opentelemetry'

Sentry.init({ dsn: 'https://key@sentry.example.com/1' })
const levels = { INFO: 'info', WARN: 'warn', ERROR: 'error' } as const

export const diagnostics = createDiagnostics({
  onEntry: openTelemetrySink({
    emit: ({ severityText, body, attributes }) => Sentry.logger[levels[severityText]](body, attributes),
  }),
})
