import type { ReportExplanation, Story } from '../explain/explain.ts'
import { newsOf } from '../explain/story.ts'
import { whoActsIn } from '../explain/words/whoActs.ts'
import type { Integrity } from '../report/parse.ts'
import { plain } from '../viewer/plain.ts'
import { integrityWords, verdictWords } from '../viewer/words.ts'

export interface Explained {
  code: string
  integrity: Integrity
  simulated: boolean
  explanation: ReportExplanation
  caseText: string
}

/** All that is explained, as one object. What is not seen, or would turn text around, is escaped. */
export function writeJson({ explanation, ...rest }: Explained): string {
  const json = JSON.stringify({ ...rest, ...explanation }, null, 2)
  // JSON itself leaves what a terminal may obey: line breaks are those of its own layout.
  return `${json.split('\n').map(plain).join('\n')}\n`
}

/** For a terminal. A report may be written by anybody: nothing in it reaches the terminal as a command. */
export function writeExplanation(explained: Explained, columns = 80): string {
  const { code, integrity, simulated, explanation, caseText } = explained
  const { verdict, earlier, findings, plaidCase } = explanation
  const said = [`Report ${code}`, integrityWords[integrity].toLowerCase(), simulated && 'simulated']
  const sections: [title: string, lines: string[]][] = [
    [
      said.filter(Boolean).join(', '),
      [
        explanation.headline,
        ...rows({ 'To act': whoActsIn(explanation) }),
        `${verdictWords[verdict.answer]}. ${verdict.reason}`,
        ...story(explanation),
      ],
    ],
    ['Earlier session', earlier ? [earlier.headline, ...story(newsOf(earlier, explanation))] : []],
    [
      'Findings',
      // What is told above is not told again.
      findings.flatMap(({ code, role, seen, means, developer }) => [
        role === 'cause' ? code : `${code}: ${seen}`,
        ...rows({ Means: means === explanation.why ? '' : means, Developers: developer }).map((line) => `  ${line}`),
      ]),
    ],
    [
      'On your server',
      plaidCase.lines.flatMap(({ key, missing, endpoint, note, fingerprint }) => {
        const where = [endpoint || note, fingerprint && `fingerprint ${fingerprint}`].filter(Boolean).join('; ')
        return missing === 'on your server' ? [`${key}${where && `: ${where}`}`] : []
      }),
    ],
    ['For Plaid', [...caseText.trimEnd().split('\n').filter(Boolean), ...rows({ 'Case form': plaidCase.form })]],
  ]
  return sections
    .filter(([, lines]) => lines.length > 0)
    .map(([title, lines]) => `${plain(title)}\n${lines.map((line) => wrap(plain(line), columns)).join('')}`)
    .join('\n')
}

function story({ why, when, ended, userCanTry, askUser, errorPage }: Story): string[] {
  return rows({
    Why: why,
    When: when,
    Ended: ended,
    'User can try': userCanTry,
    'Ask the user': askUser,
    'About this error': errorPage,
  })
}

function rows(values: Record<string, string>): string[] {
  return Object.entries(values).flatMap(([label, value]) => (value ? [`${label}: ${value}`] : []))
}

/** Between words only, indented: an id or an address is never cut. */
function wrap(line: string, columns: number): string {
  const width = Math.max(40, Math.min(columns, 100))
  let text = ''
  let current = ' '
  for (const word of line.split(' ')) {
    if (current.trim() && current.length + 1 + word.length > width) {
      text += `${current}\n`
      current = '   '
    }
    current += ` ${word}`
  }
  return `${text}${current}\n`
}
