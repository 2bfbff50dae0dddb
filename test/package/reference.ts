import { readFileSync } from 'node:fs'
import { format, resolveConfig } from 'prettier'
import { doors } from '../../build/doors.ts'

/** One of the things that a door shows. */
interface Declaration {
  name: string
  /** As it was written, without the marks of a comment. */
  comment: string
  code: string
  isExported: boolean
}

/** docs/api.md: each declaration of each door with its comment, from the declarations that are in the package. */
export async function writeReference(): Promise<string> {
  const said = new Map<string, string>()
  const parts = doors.map((door) => {
    const path = door === 'index' ? 'react-plaid-link-diagnostics' : `react-plaid-link-diagnostics/${door}`
    const declarations = readDeclarations(readFileSync(`dist/types/${door}.d.ts`, 'utf8'))
    const shown = declarations.filter(({ isExported }) => isExported)
    const used = declarations.filter(({ isExported }) => !isExported)
    return [
      `## \`${path}\``,
      ...shown.flatMap((declaration) => describe(declaration, path, said)),
      ...(used.length > 0 ? [`Used in \`${path}\`, and not exported by name:`] : []),
      ...used.flatMap((declaration) => describe(declaration, path, said)),
    ].join('\n\n')
  })
  const text = [
    '# Reference',
    'Made from the comments of the declarations, which your editor shows too: `npm run test:package -- reference -u` writes it again. What is from react-plaid-link and re-exported is not in it.',
    ...parts,
    '',
  ].join('\n\n')
  return format(text, { ...(await resolveConfig('docs/api.md')), parser: 'markdown' })
}

/** What several doors show is described once. */
function describe({ name, comment, code }: Declaration, path: string, said: Map<string, string>): string[] {
  const before = said.get(code)
  if (before === undefined) said.set(code, path)
  const title = `### ${name}`
  if (before !== undefined) return [title, `As in \`${before}\`.`]
  return [title, ...(comment ? [comment] : []), `\`\`\`ts\n${code}\n\`\`\``]
}

/** In a file of api-extractor's each declaration begins a line, after its comment, and is followed by an empty line. */
function readDeclarations(file: string): Declaration[] {
  const exported = new Set([...file.matchAll(/^export \{ (.*) \}$/gm)].flatMap(([, names = '']) => names.split(', ')))
  return [
    ...file.matchAll(/^(\/\*\*[\s\S]*?\*\/\n)?((?:export )?declare [\s\S]*?)(?=\n\n(?:\/\*\*|\S)|\n*$(?![\s\S]))/gm),
  ]
    .map(([, comment = '', code = '']) => {
      const [, name = ''] = /declare (?:abstract )?(?:class|const|function|interface|type|enum) (\w+)/.exec(code) ?? []
      return {
        name,
        comment: toText(comment),
        code: code.replace(/^export declare |^declare /, '').trimEnd(),
        isExported: code.startsWith('export ') || exported.has(name),
      }
    })
    .filter(({ name }) => name !== '')
    .sort((a, b) => (a.name.toLowerCase() < b.name.toLowerCase() ? -1 : 1))
}

function toText(comment: string): string {
  return comment
    .replace(/^\/\*\* ?|\s*\*\/\s*$/g, '')
    .replace(/^ \* ?/gm, '')
    .replace(/^@(throws|default) ?/gm, '**$1** ')
    .replace(/\{@?(?:link )?(\w+)\}/g, '`$1`')
    .trim()
}
