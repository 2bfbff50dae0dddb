// @vitest-environment jsdom
import 'fake-indexeddb/auto'
import { readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
// The tests of the README, as a user of the package writes them; jest's are run where its versions are (test/matrix).
import '../matrix/apps/vitest/simulator.test.jsx'

const root = `${import.meta.dirname}/../..`

it.each(['vitest', 'jest'])('stands in the README as it is run by %s', (runner) => {
  const source = readFileSync(`${root}/test/matrix/apps/${runner}/simulator.test.jsx`, 'utf8')
  expect(readFileSync(`${root}/README.md`, 'utf8')).toContain(source.trim())
})
