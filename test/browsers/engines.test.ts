import { describe, expect, test } from 'vitest'
import { launch, whyNotRun } from './harness/engines.ts'
import { allEngines } from './harness/installed.mjs'

// Never silently passed: under CI a missing engine fails here, elsewhere it is named as not run.
describe.each(allEngines)('%s', (engine) => {
  const reason = whyNotRun(engine)
  const isRequired = process.env['CI'] === 'true'

  test.skipIf(reason !== null && !isRequired)(
    `is there to be tested in${reason ? ` (not run: ${reason})` : ''}`,
    async () => {
      expect(reason).toBeNull()
      const browser = await launch(engine)
      console.log(`${engine} ${browser.version}`)
      await browser.close()
    },
  )
})
