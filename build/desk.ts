import { createHash } from 'node:crypto'
import react from '@vitejs/plugin-react'
import { build } from 'vite'
import { root } from './doors.ts'
import { readStyles } from './styles.ts'

/**
 * The desk as one page, with React in it: it asks for nothing, from `file://` as from a server. Its own policy lets its
 * own script and style in by their hashes, and nothing else: not even a connection.
 */
export async function buildDesk(): Promise<string> {
  const script = await buildScript()
  const style = readStyles('viewer.css') + readStyles('desk/desk.css')
  const policy = [
    "default-src 'none'",
    `script-src '${hashOf(script)}'`,
    // The empty icon of the page, so that no browser asks for one.
    'img-src data:',
    `style-src '${hashOf(style)}'`,
    "base-uri 'none'",
    "form-action 'none'",
  ].join('; ')
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="referrer" content="no-referrer">
<meta name="robots" content="noindex">
<title>Support desk for bank connection reports</title>
<link rel="icon" href="data:,">
<style>${style}</style>
</head>
<body>
<div id="desk"></div>
<script>${script}</script>
</body>
</html>
`
}

async function buildScript(): Promise<string> {
  const result = await build({
    configFile: false,
    root,
    logLevel: 'warn',
    plugins: [react()],
    define: { 'process.env.NODE_ENV': '"production"' },
    build: {
      target: 'es2020',
      write: false,
      minify: 'oxc',
      lib: { entry: `${root}src/desk/main.tsx`, formats: ['iife'], name: 'desk' },
    },
  })
  const [output] = [result].flat()
  if (!output || !('output' in output)) throw new Error('The desk was not built.')
  const [chunk, ...others] = output.output
  if (others.length > 0) throw new Error('The desk is more than one file.')
  // In a page, this ends a script wherever it stands.
  return chunk.code.replaceAll('</script', '<\\/script').replaceAll('<!--', '<\\!--')
}

function hashOf(text: string): string {
  return `sha256-${createHash('sha256').update(text).digest('base64')}`
}
