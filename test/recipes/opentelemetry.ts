import { OTLPLogExporter } from '@opentelemetry/exporter-logs-otlp-http'
import { BatchLogRecordProcessor, LoggerProvider } from '@opentelemetry/sdk-logs'
import { createDiagnostics } from 'react-plaid-link-diagnostics'
import { openTelemetrySink } from 'react-plaid-link-diagnostics/opentelemetry'

const exporter = new OTLPLogExporter({ url: 'https://collector.example.com/v1/logs' })
export const provider = new LoggerProvider({ processors: [new BatchLogRecordProcessor({ exporter })] })

export const diagnostics = createDiagnostics({
  onEntry: openTelemetrySink(provider.getLogger('plaid-link')),
})
