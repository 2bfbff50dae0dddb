import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { attributes } from '../../src/opentelemetry/attributes.ts'
import { kinds, severities } from '../../src/opentelemetry/kinds.ts'

const rows = readFileSync('docs/telemetry.md', 'utf8')
  .split('\n')
  .filter((line) => line.startsWith('| `'))
  .map((line) => line.split('|').map((cell) => cell.replaceAll('`', '').trim()).slice(1, -1)) // prettier-ignore

test('the guide names each kind of record, and each attribute, and whether it is sent by default', () => {
  const records = Object.entries(kinds).map(([type, { eventName, severity }]) => [eventName, type, severity])
  const named = Object.entries(attributes).flatMap(([field, attribute]) =>
    attribute ? [[attribute.name, field, attribute.isFull ? 'full' : 'reduced']] : [],
  )
  expect(rows.toSorted()).toEqual([...records, ...named].toSorted())
  expect(new Set(named.map(([name]) => name)).size).toBe(named.length)
  expect(Object.keys(severities)).toEqual(['INFO', 'WARN', 'ERROR'])
})
