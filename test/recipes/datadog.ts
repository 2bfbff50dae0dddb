import { datadogLogs } from '@datadog/browser-logs'
import { createDiagnostics } from 'react-plaid-link-diagnostics'
import { openTelemetrySink } from 'react-plaid-link-diagnostics/opentelemetry'

datadogLogs.init({ clientToken: 'pub0123', site: 'datadoghq.com', service: 'web' })
const statuses = { INFO: 'info', WARN: 'warn', ERROR: 'error' } as const

export const diagnostics = createDiagnostics({
  onEntry: openTelemetrySink({
    emit: ({ severityText, body, attributes }) => datadogLogs.logger.log(body, attributes, statuses[severityText]),
  }),
})
