import type { Logger as RealLogger } from '@opentelemetry/api-logs'
import { OTLPLogExporter } from '@opentelemetry/exporter-logs-otlp-http'
import { BatchLogRecordProcessor, LoggerProvider } from '@opentelemetry/sdk-logs'
import fc from 'fast-check'
import type { DiagnosticEntry } from 'react-plaid-link-diagnostics'
import { openTelemetrySink, type Logger, type LogRecord } from 'react-plaid-link-diagnostics/opentelemetry'
import { afterAll, beforeAll, beforeEach, describe, expect, expectTypeOf, test } from 'vitest'
import { fullEntry, story, withheldFromOthers } from './entries.ts'
import { startReceiver, type Receiver } from './receiver.ts'

let receiver: Receiver

beforeAll(async () => {
  receiver = await startReceiver()
})

beforeEach(() => void receiver.records.splice(0))

afterAll(() => receiver.close())

/** Through the real SDK and exporter, over HTTP. */
async function send(entries: DiagnosticEntry[], options?: Parameters<typeof openTelemetrySink>[1]) {
  const exporter = new OTLPLogExporter({ url: receiver.url })
  const provider = new LoggerProvider({ processors: [new BatchLogRecordProcessor({ exporter })] })
  const sink = openTelemetrySink(provider.getLogger('plaid-link'), options)
  for (const entry of entries) sink(entry)
  await provider.shutdown()
  return receiver.records
}

describe('through the real SDK, exporter and HTTP', () => {
  test('each entry arrives as one record, with time, severity, event name and session', async () => {
    const records = await send(story)
    expect(records.map(({ eventName, severity, body }) => [eventName, ...severity, body])).toEqual([
      ['plaid.link.open', 9, 'INFO', 'Plaid Link: open'],
      ['plaid.link.event', 9, 'INFO', 'Plaid Link: OPEN'],
      ['plaid.link.event', 13, 'WARN', 'Plaid Link: ERROR, INVALID_CREDENTIALS'],
      ['plaid.link.exit', 17, 'ERROR', 'Plaid Link: EXIT, INVALID_CREDENTIALS'],
    ])
    expect(records.map(({ time }) => time)).toEqual(story.map(({ at }) => at))
    expect(records[2]?.attributes).toEqual({
      'session.id': '1daca4d5-9a0d-4e85-a2e9-1e905ecaa32e',
      'error.type': 'ITEM_ERROR',
      'plaid.link.page': 'p1',
      'plaid.link.attempt_id': 'a1',
      'plaid.link.report_code': '7KQF-2M9T',
      'plaid.link.sequence': 2,
      'plaid.link.event_name': 'ERROR',
      'plaid.link.error_code': 'INVALID_CREDENTIALS',
    })
  })

  test('by default nothing of bank, accounts, token or attached ids leaves', async () => {
    const text = JSON.stringify(await send([fullEntry]))
    expect(text).toContain('INVALID_CREDENTIALS')
    for (const secret of withheldFromOthers) expect(text).not.toContain(secret)
  })

  test('by choice every field does', async () => {
    const [record] = await send([fullEntry], { detail: 'full' })
    // Two fields are the record's own time and name.
    expect(Object.keys(record?.attributes ?? {})).toHaveLength(Object.keys(fullEntry).length - 2)
    expect(record?.attributes).toMatchObject({
      'plaid.link.account_ids': fullEntry.accountIds,
      'plaid.link.identifiers': ['client_user_id: u_90017264', 'access_token: sha256-1111222233334444'],
      'plaid.link.withheld': ['client_user_id: withheld (looks like: phone number)'],
    })
  })
})

describe('the sink', () => {
  function record(entry: unknown) {
    const emitted: LogRecord[] = []
    openTelemetrySink({ emit: (one) => void emitted.push(one) }, { detail: 'full' })(entry as DiagnosticEntry)
    return emitted
  }

  test('throws nothing, whatever it is given', () => {
    fc.assert(
      fc.property(fc.anything(), (entry) => {
        record(entry)
      }),
    )
    const hostile = new Proxy({}, { get: () => { throw new Error('no') } }) // prettier-ignore
    expect(record(hostile)).toEqual([])
    expect(record({ type: 'constructor' })).toEqual([])
  })

  test('throws nothing where the logger does', () => {
    const sink = openTelemetrySink({ emit: () => { throw new Error('no') } }) // prettier-ignore
    expect(() => sink(fullEntry)).not.toThrow()
  })

  test('is bounded, whatever the entry', () => {
    fc.assert(
      fc.property(fc.dictionary(fc.constantFrom(...Object.keys(fullEntry)), fc.anything()), (fields) => {
        const long = 'x'.repeat(10_000)
        const entry = { ...fields, type: 'onEvent', eventName: long, accountIds: Array(1000).fill(long) }
        const text = JSON.stringify(record(entry))
        expect(text.length).toBeLessThan(60_000)
      }),
    )
  })

  test('tells an hour that cannot be one as now', () => {
    const before = Date.now()
    expect(record({ ...fullEntry, at: NaN })[0]?.timestamp.getTime()).toBeGreaterThanOrEqual(before)
  })

  test("takes OpenTelemetry's own logger", () => {
    expectTypeOf<RealLogger>().toExtend<Logger>()
  })
})
