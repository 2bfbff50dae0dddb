import { explainReport } from 'react-plaid-link-diagnostics/report'
import { describe, expect, it, test } from 'vitest'
import type { SituationFacts } from '../../src/explain/errors/facts.ts'
import { situations, type Situation } from '../../src/explain/errors/situations.ts'
import { findingCodes, type FindingCode } from '../../src/explain/findingCodes.ts'
import { errorWords, type ErrorWords } from '../../src/explain/words/en.ts'
import type { Outcome } from '../../src/session/report.ts'
import { findingFacts } from '../../src/explain/findingFacts.ts'
import { wordsIn, type FindingWords } from '../../src/explain/words/errorWords.ts'
import { findingWords } from '../../src/explain/words/findingWords.ts'
import { outcomeWords } from '../../src/explain/words/outcomeWords.ts'
import { userMessageOf } from '../../src/explain/words/userMessage.ts'
import { forUserEn } from '../../src/explain/words/forUser.en.ts'
import { forUserEs } from '../../src/explain/words/forUser.es.ts'
import { forUserFr } from '../../src/explain/words/forUser.fr.ts'
import { makeReport } from '../support/reports.ts'
import { NOW, open, opened, session } from '../support/steps.ts'

const OUTCOMES = Object.keys(outcomeWords) as Outcome[]
const names = Object.keys(situations) as Situation[]

describe('what a report says of an error', () => {
  test.each(names)('%s', (name) => {
    const { happened, userCanTry = '', askUser = '', developer = '', because }: ErrorWords = errorWords[name]
    expect(happened).toMatch(/^(?=.{10,100}$)[A-Z].*\.$/)
    expect(because).toMatch(/^(?=.{10,140}$)[A-Z].*\.$/)
    for (const text of [userCanTry, developer]) expect(text).toMatch(/^(?:[A-Z].*\.)?$/)
    expect(askUser.replace(/^\{isBankUp\}/, '')).toMatch(/^(?:[A-Z].*\?)?$/)
    // What an end user reads has no code of Plaid's in it.
    for (const text of [happened, userCanTry, askUser]) expect(text).not.toMatch(/[A-Z]+_[A-Z]|[a-z]+_[a-z]/)
  })

  it('gives a condition where the answer depends on it, and none where it does not', () => {
    for (const name of names) {
      const { answer } = situations[name]
      const start = /^(?:Only|Yes,) if /.exec(errorWords[name].because)?.[0]
      expect([name, start]).toEqual([
        name,
        answer === 'not yet' ? 'Only if ' : answer === 'perhaps' ? 'Yes, if ' : undefined,
      ])
    }
  })

  it('gives the developers something to do only where they are named', () => {
    for (const name of names) {
      const { whoActs, whoElseActs }: SituationFacts = situations[name]
      const { developer = '' }: ErrorWords = errorWords[name]
      // What is to be done only in a case that the report does not know is nobody's yet.
      const isNamed = developer.startsWith('If ') || [whoActs, whoElseActs].includes('app')
      if (developer) expect([name, isNamed]).toEqual([name, true])
    }
    for (const [code, { developer = '' }] of Object.entries<FindingWords>(findingWords)) {
      const facts = findingFacts[code as FindingCode]
      // What is filled in is held by the stories.
      if (!facts || !developer || /^(?:If |\{)/.test(developer)) continue
      expect([code, [facts.whoActs, facts.whoElseActs].includes('app')]).toEqual([code, true])
    }
  })

  it('sends nobody to the bank for what the app has made', () => {
    for (const name of names.filter((name) => name.startsWith('app-'))) {
      expect(errorWords[name].userCanTry).not.toMatch(/bank|login|password/)
      expect(errorWords[name].askUser).toBeUndefined()
    }
  })

  it('has something for whoever acts', () => {
    for (const name of names) {
      const { whoActs } = situations[name]
      if (whoActs !== 'nobody') expect(`${name}: ${errorWords[name].userCanTry}`).toMatch(/: ./)
      if (whoActs === 'app') expect(`${name}: ${errorWords[name].developer}`).toMatch(/: ./)
    }
  })
})

describe('what is said in Sandbox', () => {
  const everything = { ...errorWords, ...findingWords }
  const inSandbox = (words: FindingWords): string => JSON.stringify(wordsIn({ plaidEnvironment: 'sandbox' }, words))

  test.each(Object.entries(everything))('%s', (_, words) => {
    const { happened, means = '' } = words as FindingWords
    // There is no bank with a website of its own, none that sends anything, and nobody to ask.
    const said = inSandbox({ ...words, happened: '', means: '' })
    expect(said).not.toMatch(/bank's own website|bank statement/)
    expect(said).toContain('"askUser":""')
    expect(wordsIn({ plaidEnvironment: 'production' }, { ...words, means })).toEqual(
      expect.objectContaining({ happened, means }),
    )
    expect(wordsIn({ plaidEnvironment: null }, { ...words, means })).not.toHaveProperty('inSandbox')
  })

  it('has a test login for a login, and test values for what a bank would send', () => {
    expect(inSandbox({ ...errorWords['login-rejected'], means: '' })).toContain('user_good / pass_good')
    expect(inSandbox({ ...errorWords['deposit-code-wrong'], means: '' })).toContain('test values')
    // What has nothing to do with a bank is said as everywhere.
    expect(inSandbox({ ...errorWords['phone-number-rejected'], means: '' })).not.toMatch(/Sandbox/)
  })
})

// `\b` takes an accented letter for the end of a word.
const word = (words: string): RegExp => new RegExp(`(?<!\\p{L})(?:${words})(?!\\p{L})`, 'iu')

describe.each([
  ['English', forUserEn, word('you|your|yours'), /^$/],
  ['Spanish', forUserEs, word('su|sus|suya|usted|puede|necesita'), word('tú|tu|tus|te|ti|contigo|puedes')],
  // With no sign that needs a space before it, and with the apostrophe of print.
  [
    'French',
    forUserFr,
    word('vous|votre|vos|\\p{L}+ez(?:-\\p{L}+)?'),
    /(?<!\p{L})(?:tu|te|ton|ta|tes|toi)(?!\p{L})|[:;?!«»']/iu,
  ],
] as const)('what the end user is told in %s', (_, messages, secondPerson, wrongForm) => {
  it('is there for every situation, finding and outcome', () => {
    for (const outcome of OUTCOMES) expect(messages).toHaveProperty([userMessageOf(`outcome-${outcome}`, 'user')])
    for (const name of names) expect(messages).toHaveProperty([userMessageOf(name, situations[name].whoActs)])
    for (const code of findingCodes) {
      expect(messages).toHaveProperty([userMessageOf(code, findingFacts[code]?.whoActs ?? 'user')])
    }
    expect(Object.keys(messages)).toEqual(Object.keys(forUserEn))
  })

  test.each(Object.entries(messages))('%s', (_, message) => {
    expect(message).toMatch(/^[A-ZÀ-Ý].*\.$/)
    // One or two short sentences.
    expect(message.split(/\. /).length).toBeLessThanOrEqual(2)
    expect(message.length).toBeLessThanOrEqual(170)
    expect(message).toMatch(secondPerson)
    expect(message).not.toMatch(wrongForm)
    expect(message).not.toMatch(
      /\b(?:tokens?|API|Items?|OAuth|SDK|Plaid|Link|CSP|VPN|script|redirect\w*|callback|institution|session|error|erreur|código de error|Layer)\b/i,
    )
    expect(message).not.toMatch(/[A-Z]{2,}|_|\d/)
    // No promise, and nobody to blame.
    expect(message).not.toMatch(/\b(?:will|guarantee\w*|fault|mistake|wrongly|your error|garant\w+|faute|culpa)\b/i)
  })
})

test('what Plaid has named is told as it is, also where it looks like a name that is filled in', () => {
  const entry = { errorType: '{askUser}', errorCode: '{happened}{happened}' }
  const one = session('failed', open, opened, [30_000, null, { type: 'onExit', ...entry }])
  const { why, error } = explainReport(makeReport(NOW, [one]))
  expect([why, error]).toEqual([
    '{askUser} / {happened}{happened}',
    { type: '{askUser}', code: '{happened}{happened}' },
  ])
})
