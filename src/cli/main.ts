#!/usr/bin/env node
import { explain } from './explain.ts'
import { fail } from './fail.ts'
import { serveDesk } from './serve.ts'

const HELP = `react-plaid-link-diagnostics: read reports of failed bank connections

Usage
  react-plaid-link-diagnostics [--port <number>]
      Serves the support desk on this machine only (127.0.0.1), and prints its address.

  react-plaid-link-diagnostics explain [--json] [file]
      Explains a report, from a file or from standard input, and prints the text for a Plaid case.

Options
  --port <number>  the port to serve on (default: a free one)
  --json           print the explanation as JSON
  --help           print this

Exit codes
  0  done
  1  there is no report in the text, or none that can be read
  2  the command was not understood
  3  a file or a port could not be used

Nothing is sent anywhere.
`

// `| head` reads no further: that is no fault.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') throw error
})
await main(process.argv.slice(2))

async function main(args: string[]): Promise<void> {
  if (args.includes('--help') || args.includes('-h')) return void process.stdout.write(HELP)
  const [command, ...rest] = args
  if (command === 'explain') return explain(rest)
  if (command === undefined || command.startsWith('-')) return serveDesk(args)
  return fail(2, `There is no command "${command}". See --help.`)
}
