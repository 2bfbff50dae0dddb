import type { DiagnosticsReport } from '../session/report.ts'
import { scenarioFromReport } from './fromReport.ts'
import type { Scenario } from './scenarios/types.ts'

export interface WrittenTestOptions {
  /** Its place in `report.sessions`. @default 0 */
  session?: number
  /** @default 'vitest' */
  runner?: 'jest' | 'vitest'
  /** The component to render, and the module that exports it. @default { name: 'App', from: './App' } */
  component?: { name: string; from: string }
  /** The accessible name of the button that opens Link; null where the app opens it by itself. @default /bank|connect|link/i */
  button?: string | null
}

/**
 * A report (or a scenario) as the source of a test file, for jest or vitest with Testing Library. The test renders the
 * app, goes through the user's steps, and then expects what any app owes its user there: that Link is not closed under
 * their hands, that no callback throws, that Link goes on after a bank's own page, and that an end which is not a
 * success is told where a screen reader hears it (role `alert` or `status`, or `aria-live`). It fails until the app does so. It holds
 * what the report holds, and no token.
 *
 * @throws where the report has no such session.
 */
export function testFromReport(source: DiagnosticsReport | Scenario, options: WrittenTestOptions = {}): string {
  const { runner = 'vitest', component = { name: 'App', from: './App' }, button } = options
  const scenario = 'steps' in source ? source : scenarioFromReport(source, options.session)
  const facts = factsOf(scenario)
  const isPressed = facts.opens && button !== null
  const rtl = ['cleanup', ...(isPressed ? ['fireEvent'] : []), 'render', ...(isPressed ? ['screen'] : []), 'waitFor']
  const name = button === undefined ? '/bank|connect|link/i' : JSON.stringify(button)

  const lines = [
    runner === 'jest' ? '/** @jest-environment jsdom */' : '// @vitest-environment jsdom',
    `import { ${rtl.join(', ')} } from '@testing-library/react'`,
    ...(runner === 'vitest' ? [`import { afterEach, expect, test } from 'vitest'`] : []),
    `import { installPlaidSimulator, uninstallPlaidSimulator } from 'react-plaid-link-diagnostics/simulator'`,
    `import { ${component.name} } from ${JSON.stringify(component.from)}`,
    '',
    'afterEach(() => {',
    '  cleanup()',
    '  uninstallPlaidSimulator()',
    '})',
    '',
    `test(${JSON.stringify(scenario.title)}, async () => {`,
    ...(facts.goesToBank ? [`  let returnUrl = ''`] : []),
    '  const plaid = installPlaidSimulator({',
    '    auto: true,',
    '    pace: 0,',
    ...(facts.goesToBank ? ['    navigate: (url) => void (returnUrl = url),'] : []),
    ...scenarioLines(scenario),
    '  })',
    `  render(<${component.name} />)`,
    ...(facts.isSucceeded ? ['  const before = document.body.textContent'] : []),
    ...(facts.opens ? openLines(name, button === null, scenario) : []),
    ...(facts.goesToBank ? returnLines(component.name) : []),
    ...(facts.ends ? ['  await waitFor(() => expect(plaid.isOver).toBe(true))'] : []),
    '',
    ...checkLines(facts),
    '})',
    '',
  ]
  return lines.join('\n')
}

interface Facts {
  /** Plaid's script comes. */
  opens: boolean
  ends: boolean
  goesToBank: boolean
  isClosedByApp: boolean
  /** How it came to an end that the person has to be told of. */
  isFailed: boolean
  isSucceeded: boolean
}

function factsOf({ steps, script = 'loads' }: Scenario): Facts {
  const opens = script === 'loads' || script === 'slow'
  const isClosedByApp = steps.some((step) => 'appCloses' in step)
  const isSucceeded = steps.some((step) => 'callback' in step && step.callback === 'onSuccess')
  const hasError = steps.some(
    (step) =>
      ('event' in step && ['ERROR', 'FAIL_OAUTH', 'IDENTITY_MATCH_FAILED'].includes(step.event)) ||
      ('callback' in step && step.callback === 'onExit' && step.error !== null),
  )
  const ends = steps.some((step) => 'callback' in step || 'leaves' in step)
  return {
    opens,
    ends: opens && ends && !isClosedByApp,
    goesToBank: steps.some((step) => 'goesToBank' in step),
    isClosedByApp,
    isSucceeded,
    isFailed: !opens || (hasError && !isSucceeded && !isClosedByApp),
  }
}

function openLines(name: string, opensItself: boolean, { layer }: Scenario): string[] {
  return [
    ...(layer ? ['  // Layer: let the app submit a phone number here, as the person did.'] : []),
    ...(opensItself
      ? []
      : [
          `  const button = await screen.findByRole('button', { name: ${name} }, { timeout: 4000 })`,
          `  await waitFor(() => expect(button.hasAttribute('disabled')).toBe(false))`,
          '  fireEvent.click(button)',
        ]),
    '  await waitFor(() => expect(plaid.linkSessionId).not.toBe(null))',
  ]
}

function returnLines(component: string): string[] {
  return [
    '',
    '  // The page is left for the bank; on the way back, the app opens Link again by itself, with the same link_token.',
    `  await waitFor(() => expect(returnUrl).not.toBe(''))`,
    '  cleanup()',
    `  window.history.replaceState(null, '', new URL(returnUrl).pathname + new URL(returnUrl).search)`,
    `  render(<${component} />)`,
  ]
}

function checkLines(facts: Facts): string[] {
  const lines: string[] = []
  if (facts.isClosedByApp) {
    lines.push(
      '  // The app leaves Link alone while the person is in it.',
      '  await new Promise((resolve) => setTimeout(resolve, 100))',
      '  expect(plaid.closedByApp).toBe(0)',
    )
  }
  if (facts.opens) lines.push('  // No callback of the app throws or rejects.', '  expect(plaid.thrown).toEqual([])')
  if (facts.isFailed) {
    lines.push(
      '  // The app tells the person, where a screen reader hears it too, that it did not work.',
      '  await waitFor(() => {',
      `    const told = [...document.querySelectorAll('[role=alert], [role=status], [aria-live]')]`,
      `    expect(told.map((one) => one.textContent?.trim()).join('')).not.toBe('')`,
      '  })',
    )
  } else if (facts.isSucceeded) {
    lines.push(
      '  // The app takes note of the connected account.',
      '  await waitFor(() => expect(document.body.textContent).not.toBe(before))',
    )
  }
  return lines
}

/** A step a line. JSON is JavaScript, whatever a report has in it. */
function scenarioLines({ steps, ...scenario }: Scenario): string[] {
  return [
    '    scenario: {',
    ...Object.entries(scenario).map(([key, value]) => `      ${key}: ${JSON.stringify(value)},`),
    '      steps: [',
    ...steps.map((step) => `        ${JSON.stringify(step)},`),
    '      ],',
    '    },',
  ]
}
