import { posthog } from 'posthog-js'
import { createDiagnostics } from 'react-plaid-link-diagnostics'
import { openTelemetrySink } from 'react-plaid-link-diagnostics/opentelemetry'

posthog.init('phc_0123', { api_host: 'https://posthog.example.com', autocapture: false })

export const diagnostics = createDiagnostics({
  onEntry: openTelemetrySink({
    emit: ({ eventName, timestamp, attributes }) => posthog.capture(eventName, attributes, { timestamp }),
  }),
})
