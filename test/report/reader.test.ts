import { explainReport, formatReport, type DiagnosticsReport } from 'react-plaid-link-diagnostics/report'
import { describe, expect, test } from 'vitest'
import type { Step } from '../support/makeReport.ts'
import { goldens, makeReport, makeSession } from '../support/reports.ts'
import {
  chase,
  citizens,
  closed,
  error,
  event,
  exit,
  handedOff,
  ID,
  later,
  left,
  NOW,
  open,
  opened,
  session,
  succeeded,
  view,
} from '../support/steps.ts'
import { play, stories } from '../support/stories.ts'

/** What a reader in support stumbled over, who had not seen the format. */

const reports = new Map<string, DiagnosticsReport>(Object.entries(goldens))
for (const story of stories) reports.set(story.title, await play(story))

function read(report: DiagnosticsReport | undefined): string {
  return formatReport(report ?? makeReport(NOW, [])).replace(/\ncont:/g, '')
}

function story(id: string): string {
  return read(reports.get(stories.find((one) => one.id === id)?.title ?? ''))
}

function lineOf(text: string, label: string): string | undefined {
  return text.split('\n').find((line) => line.startsWith(`${label}: `))
}

describe.each([...reports])('%s', (_name, report) => {
  const text = read(report)
  const { verdict, plaidCase } = explainReport(report)
  const told = text.slice(0, text.indexOf('\nPart 4: '))

  test('gives an id first only where there is a case, and names one to look at where there is none', () => {
    const marks = told.match(/\b(?:give|look at) this first\b/g) ?? []
    const hasIds = plaidCase.lines.some(({ value }) => value)
    expect(marks).toEqual(hasIds ? [verdict.answer === 'no' ? 'look at this first' : 'give this first'] : [])
    const title = lineOf(text, 'Part 2')
    const titles = {
      yes: /: For a Plaid case(?: of.*)?$/,
      perhaps: /: For a Plaid case.*, if it is one$/,
      // Where the app itself has to act, there is no form for it.
      'not yet': plaidCase.form ? /: For a Plaid case.*, if it becomes one$/ : /: Ids\b.*, no Plaid case yet$/,
      no: /: (?:Ids\b.*|No ids), no Plaid case$/,
    }
    expect(title).toMatch(titles[verdict.answer])
  })

  test('sends nobody to a request_id that it does not have', () => {
    if (told.includes('request_id: none captured')) expect(told).not.toMatch(/(?:look up|by) (?:the )?request_id/i)
  })

  test('gives a reason that is not said again as the cause', () => {
    expect(lineOf(text, 'Why')).not.toBe(`Why: ${verdict.reason}`)
  })
})

describe('what happened before', () => {
  test('is told in the first lines: that a bank was connected a moment ago changes the result', () => {
    const [, result, before, toAct] = story('42').split('\n')
    expect(result).toMatch(/^Result: Not connected\./)
    expect(before).toBe('Earlier session: Connected (Citizens Bank). That connection stays.')
    expect(toAct).toMatch(/^To act: /)
  })

  test('is no try of its own where it was the way to the bank', () => {
    const text = story('29')
    expect(text).toContain('\nEarlier session: Not finished. The page was left')
    expect(text).not.toContain('Earlier session, user')
    // What to do is what to do about the failure, and is told once.
    expect(story('43')).toMatch(/\nAsk the user: Does the same login work/)
    expect(story('43')).not.toContain('Earlier session, user')
  })

  test('and was overcome is told as such only of the newest session', () => {
    const overcame = [error('ITEM_ERROR', 'INVALID_CREDENTIALS'), view('SELECT_ACCOUNT')]
    const older = makeSession({
      outcome: 'exited',
      startedAt: '2026-11-22T09:01:00.000Z',
      linkSessionId: 'older',
      steps: [open, opened, ...overcame, closed],
    })
    const said = 'The bank rejected the username or password (overcome: Link went on).'
    const newest = session('exited', open, opened, ...overcame, closed)
    expect(lineOf(read(makeReport(NOW, [newest])), 'Before in this session')).toBe(`Before in this session: ${said}`)
    const text = read(makeReport(NOW, [session('abandoned', open, opened, left), older]))
    expect(lineOf(text, 'Before in this session')).toBeUndefined()
    expect(text).toMatch(/Seen: The bank rejected .*\n.*\nWhere: session 2 /)
  })

  test('leaves no advice that was followed', () => {
    expect(story('12')).toContain('\nFinding: layer-not-available\n')
    expect(story('12')).not.toContain('\nUser: ')
  })

  test('is where a page of return was loaded again: the bank is connected', () => {
    const back = { type: 'open', ready: true, oauthReturn: true, reload: true } as const
    const again = session('failed', [0, null, back], exit('OAUTH_ERROR', 'OAUTH_STATE_ID_ALREADY_PROCESSED'))
    const { headline } = explainReport(makeReport(NOW, [again, session('succeeded', open, opened, succeeded)]))
    expect(headline).toBe("Connected before. Then the page of the bank's return was loaded again.")
  })
})

test('who has something to do beside who acts first is named in the first lines', () => {
  const two = session(
    'succeeded',
    open,
    opened,
    event('HANDOFF', citizens),
    later({ type: 'onEvent', eventName: 'SELECT_INSTITUTION', ...chase }),
    closed,
  )
  expect(lineOf(read(makeReport(NOW, [two])), 'To act')).toBe("To act: the user, and the app's developers")
})

test('in Sandbox it is the developers who try, and the first words say so', () => {
  const failed = session('failed', open, opened, exit('ITEM_ERROR', 'INVALID_CREDENTIALS'))
  const text = read(makeReport(NOW, [{ ...failed, plaidEnvironment: 'sandbox' }]))
  expect(lineOf(text, 'Result')).toMatch(/^Result: In Sandbox \(test environment\): Not connected/)
  expect(lineOf(text, 'To act')).toBe("To act: the app's developers")
})

test.each([
  ['a deposit that is on its way', later({ type: 'onSuccess', verificationStatus: 'pending_manual_verification' })],
  ['a name that does not match', event('IDENTITY_MATCH_FAILED')],
  ['tries that are used up', exit('MICRODEPOSITS_ERROR', 'TOO_MANY_VERIFICATION_ATTEMPTS')],
])('in Sandbox nobody is named twice: %s', (_, step) => {
  const outcome = step[2]?.type === 'onSuccess' ? 'succeeded' : 'failed'
  const one = { ...session(outcome, open, opened, step), plaidEnvironment: 'sandbox' }
  expect(lineOf(read(makeReport(NOW, [one])), 'To act')).toBe("To act: the app's developers")
})

test('an earlier failure at the same bank is no advice where Link went further since', () => {
  const locked = session('failed', open, opened, error('ITEM_ERROR', 'ITEM_LOCKED'), exit('ITEM_ERROR', 'ITEM_LOCKED'))
  const further = session('exited', open, opened, view('SELECT_ACCOUNT'), closed)
  const bank = { institution: { id: 'ins_20', name: 'Citizens Bank' } }
  const text = read(
    makeReport(NOW, [
      { ...further, ...bank },
      { ...locked, ...bank, linkSessionId: 'before' },
    ]),
  )
  expect(text).toMatch(/^Earlier session: [^]*?The newest session got further\.$/m)
  expect(text).not.toContain('Earlier session, user can try')
})

test('a session of two banks lasts until its end, not until the first was connected', () => {
  expect(lineOf(story('17'), 'When')).toContain('took 3 min')
})

test('where Plaid named no bank, the user is asked which', () => {
  const failed = session('failed', open, exit('API_ERROR', 'INTERNAL_SERVER_ERROR'))
  const asked = (institution: typeof failed.institution): string =>
    explainReport(makeReport(NOW, [{ ...failed, institution }])).askUser
  expect(asked(null)).toBe("Which bank? Does the bank's own website work?")
  expect(asked({ id: 'ins_20', name: null })).toBe("Does the bank's own website work?")
})

test('where Plaid has told all and named no bank, none had been chosen', () => {
  const told: Step = [20, 20, { eventName: 'EXIT', errorType: 'API_ERROR', errorCode: 'INTERNAL_SERVER_ERROR' }]
  const failed = session('failed', open, opened, told, exit('API_ERROR', 'INTERNAL_SERVER_ERROR'))
  const text = (institution: typeof failed.institution): string => read(makeReport(NOW, [{ ...failed, institution }]))
  expect(text(null)).toMatch(/Something went wrong at Plaid \(an internal error\)[^]*as no bank had been chosen yet/)
  expect(lineOf(text(null), 'Ask the user')).toBe('Ask the user: What was on the screen?')
  expect(lineOf(text(null), 'institution_id')).toBe('institution_id: none captured (no bank had been chosen)')
  expect(lineOf(text({ id: null, name: 'Chase' }), 'institution_id')).not.toContain('no bank had been chosen')
})

test('what Plaid told the user is marked as what Plaid said', () => {
  expect(lineOf(story('67'), 'Why')).toBe('Why: Plaid said: Sorry, try later')
})

test('that onSuccess names no account is usual with Layer, and nothing usual without', () => {
  expect(lineOf(story('50'), 'Result')).toBe('Result: Connected. Plaid tells only your server which bank it is.')
  expect(lineOf(story('50'), 'Why')).toBeUndefined()
  const empty = makeSession({
    outcome: 'succeeded',
    linkSessionId: ID,
    steps: [open, opened, [30_010, null, { type: 'onSuccess', accountCount: 0 }]],
  })
  expect(lineOf(read(makeReport(NOW, [empty])), 'Why')).toBe('Why: onSuccess named no account.')
})

test.each([
  [
    'institution_not_found',
    'SELECT_INSTITUTION',
    'the list of banks (Plaid says institution_not_found of every exit there)',
  ],
  [
    'requires_credentials',
    'SELECT_INSTITUTION',
    'the list of banks (Plaid says requires_credentials of earlier screens, too)',
  ],
  ['requires_credentials', 'CREDENTIAL', 'the login screen'],
])('what an exit status does not say is told with the place: %s after %s', (exitStatus, viewName, expected) => {
  const exited: Step = [30_000, null, { type: 'onExit', exitStatus }]
  const text = read(makeReport(NOW, [session('exited', open, opened, view(viewName), exited)]))
  expect(lineOf(text, 'Ended')).toBe(`Ended: at ${expected}`)
})

test('whether a deposit has come is asked when a day has passed', () => {
  const pending: Step = [30_010, null, { type: 'onSuccess', verificationStatus: 'pending_manual_verification' }]
  const one = { ...session('succeeded', open, opened, handedOff, pending), institution: { id: 'ins_20', name: 'Citi' } }
  expect(lineOf(read(makeReport(NOW, [one])), 'Ask the user')).toBeUndefined()
  const nextDay = makeReport('2026-11-24T09:21:40.310Z', [one])
  expect(lineOf(read(nextDay), 'Ask the user')).toBe('Ask the user: Is there a small deposit on the bank statement?')
})
