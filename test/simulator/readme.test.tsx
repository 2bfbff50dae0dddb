// @vitest-environment jsdom
import 'fake-indexeddb/auto'
import { readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
// The tests of the README, as a user of the package writes them. jest's is run by jest, with the packed package, in the
// smoke part of the matrix, which is a part of `npm test`.
import '../matrix/apps/vitest/simulator.test.jsx'

const root = `${import.meta.dirname}/../..`

it.each(['vitest/simulator.test.jsx', 'jest/simulator.test.jsx', 'quick-start/ConnectBank.tsx'])(
  '%s stands in the README as it is run',
  (file) => {
    const source = readFileSync(`${root}/test/matrix/apps/${file}`, 'utf8')
    expect(readFileSync(`${root}/README.md`, 'utf8')).toContain(source.trim())
  },
)
