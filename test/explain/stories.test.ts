import { explainReport, formatReport } from 'react-plaid-link-diagnostics/report'
import { describe, expect, test } from 'vitest'
import { endSiblings } from '../support/siblings/ends.ts'
import { matterSiblings } from '../support/siblings/matters.ts'
import { productSiblings } from '../support/siblings/products.ts'
import { sessionSiblings } from '../support/siblings/sessions.ts'
import { relationSiblings } from '../support/siblings/relations.ts'
import { turnSiblings } from '../support/siblings/turns.ts'
import { play, stories, type Story } from '../support/stories.ts'

const all: Story[] = [
  ...stories,
  ...sessionSiblings,
  ...productSiblings,
  ...turnSiblings,
  ...relationSiblings,
  ...matterSiblings,
  ...endSiblings,
]

function matches(pattern: string, text: string): boolean {
  const isExact = pattern.startsWith('cs:')
  return new RegExp(pattern.replace('cs:', ''), isExact ? 'm' : 'im').test(text)
}

describe('what happened in a session is told right', () => {
  test.each(all.map((story) => [story.id, story.title, story] as const))('%s: %s', async (_id, _title, story) => {
    const report = await play(story)
    const { headline, why, ended, userCanTry, askUser, verdict } = explainReport(report)
    const text = formatReport(report).replace(/\ncont:/g, '')
    const told = [headline, why, ended].join(' | ')
    const all = [told, userCanTry, askUser, verdict.reason].join(' | ')
    const { says = [], not = [], text: lines = [], textNot = [], answer } = story.expect
    const wrong = [
      ...says.filter((pattern) => !matches(pattern, told)).map((pattern) => `does not say ${pattern}`),
      ...not.filter((pattern) => matches(pattern, all)).map((pattern) => `says ${pattern}`),
      ...lines.filter((pattern) => !matches(pattern, text)).map((pattern) => `text lacks ${pattern}`),
      ...textNot.filter((pattern) => matches(pattern, text)).map((pattern) => `text has ${pattern}`),
    ]
    expect(wrong, `${all} | ${verdict.answer}`).toEqual([])
    // All that a sentence names is filled in.
    expect(text).not.toMatch(/\{\w+\}/)
    // A number stays with its unit.
    expect(formatReport(report)).not.toMatch(/\d\ncont: (?:s|ms|min|h|days?)\b/)
    // The developers are told what to do only where they are named, or in a case that is not known to be so.
    const developers = /^(?:Earlier session, d|D)evelopers: (?!If )/m
    const part1 = text.slice(0, text.indexOf('\nPart 2: '))
    expect([developers.test(part1), /^To act: .*developers/m.test(text)]).not.toEqual([true, false])
    if (answer) expect(answer).toContain(verdict.answer)
  })
})
