import { readFile } from 'node:fs/promises'
import { text as readAll } from 'node:stream/consumers'
import { parseArgs } from 'node:util'
import { explainReport } from '../explain/explain.ts'
import { formatCase } from '../report/formatCase.ts'
import { parseReport, ReportParseError } from '../report/parse.ts'
import { isSimulated } from '../viewer/read.ts'
import { fail } from './fail.ts'
import { writeExplanation, writeJson } from './write.ts'

/** `explain [--json] [file]`: what happened, and what to give Plaid. */
export async function explain(args: string[]): Promise<void> {
  const options = read(args)
  if (!options) return fail(2, 'Use it as: explain [--json] [file]. See --help.')
  const { file, isJson } = options

  let pasted: string
  try {
    pasted = file === undefined || file === '-' ? await readStandardInput() : await readFile(file, 'utf8')
  } catch (error) {
    return fail(3, `${file ?? 'Standard input'} cannot be read: ${error instanceof Error ? error.message : 'unknown'}`)
  }
  if (!pasted.trim()) return fail(1, 'The text is empty: there is no report in it.')

  try {
    const { report, integrity } = parseReport(pasted)
    const explained = {
      code: report.code,
      integrity,
      simulated: isSimulated(report),
      explanation: explainReport(report),
      caseText: formatCase(report),
    }
    process.stdout.write(isJson ? writeJson(explained) : writeExplanation(explained, process.stdout.columns))
  } catch (error) {
    if (!(error instanceof ReportParseError)) throw error
    fail(1, error.message)
  }
}

function read(args: string[]): { file: string | undefined; isJson: boolean } | null {
  try {
    const { values, positionals } = parseArgs({
      args,
      options: { json: { type: 'boolean', default: false } },
      allowPositionals: true,
    })
    return positionals.length > 1 ? null : { file: positionals[0], isJson: values.json }
  } catch {
    return null
  }
}

function readStandardInput(): Promise<string> {
  if (process.stdin.isTTY) process.stderr.write('Paste the report, then press Ctrl+D.\n')
  return readAll(process.stdin)
}
