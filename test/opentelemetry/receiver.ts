import { createServer } from 'node:http'

/** An OTLP/HTTP receiver on loopback that decodes what arrives. */
export interface Receiver {
  url: string
  records: Received[]
  close(): Promise<void>
}

export interface Received {
  eventName: string
  time: number
  severity: [number, string]
  body: string
  attributes: Record<string, unknown>
}

/** OTLP's JSON: https://opentelemetry.io/docs/specs/otlp/#json-protobuf-encoding */
interface Payload {
  resourceLogs: { scopeLogs: { logRecords: OtlpRecord[] }[] }[]
}

interface OtlpRecord {
  eventName: string
  timeUnixNano: string
  severityNumber: number
  severityText: string
  body: OtlpValue
  attributes: { key: string; value: OtlpValue }[]
}

interface OtlpValue {
  stringValue?: string
  boolValue?: boolean
  intValue?: number | string
  doubleValue?: number
  arrayValue?: { values: OtlpValue[] }
}

export async function startReceiver(): Promise<Receiver> {
  const records: Received[] = []
  const server = createServer(async (request, response) => {
    let text = ''
    for await (const part of request) text += String(part)
    const { resourceLogs } = JSON.parse(text) as Payload
    for (const { scopeLogs } of resourceLogs) {
      for (const { logRecords } of scopeLogs) records.push(...logRecords.map(decode))
    }
    response.writeHead(200, { 'Content-Type': 'application/json' }).end('{}')
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  const port = typeof address === 'object' && address ? address.port : 0
  return {
    url: `http://127.0.0.1:${port}/v1/logs`,
    records,
    close: () => new Promise((resolve) => void server.close(() => resolve())),
  }
}

function decode({ eventName, timeUnixNano, severityNumber, severityText, body, attributes }: OtlpRecord): Received {
  return {
    eventName,
    time: Number(BigInt(timeUnixNano) / 1_000_000n),
    severity: [severityNumber, severityText],
    body: body.stringValue ?? '',
    attributes: Object.fromEntries(attributes.map(({ key, value }) => [key, valueOf(value)])),
  }
}

function valueOf({ stringValue, boolValue, intValue, doubleValue, arrayValue }: OtlpValue): unknown {
  if (arrayValue) return arrayValue.values.map(valueOf)
  return stringValue ?? boolValue ?? (intValue === undefined ? doubleValue : Number(intValue))
}
