import { afterAll, beforeAll } from 'vitest'
import { launch, type Browser, type Engine } from './engines.ts'
import { startServer, type TestServer } from './server.ts'

/** A browser and a server for the tests of one `describe`: there from the first of them to the last. */
export interface Here {
  browser: Browser
  server: TestServer
}

export function openHere(engine: Engine): Here {
  const here = {} as Here

  beforeAll(async () => {
    here.server = await startServer()
    here.browser = await launch(engine)
  })

  afterAll(async () => {
    await here.browser.close()
    await here.server.close()
  })

  return here
}
