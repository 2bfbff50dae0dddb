import * as React from 'react'

type Act = (callback: () => void) => unknown

/**
 * Tells React of something that no press has caused. The tests of an app cannot know when that is, and React warns of
 * whatever happens outside of its `act` there, in each test that has our button on the screen. Anywhere else it is a
 * plain call.
 */
export function inAct(tell: () => void): void {
  // A copy: webpack warns of a name that the React of production does not export.
  const { act, unstable_act: before18_3 } = { ...React } as { act?: Act; unstable_act?: Act }
  const run = (globalThis as { IS_REACT_ACT_ENVIRONMENT?: boolean }).IS_REACT_ACT_ENVIRONMENT && (act ?? before18_3)
  if (run) run(tell)
  else tell()
}
