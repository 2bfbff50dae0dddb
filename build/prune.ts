import { readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join, normalize } from 'node:path'
import { parseAst } from 'rolldown/parseAst'

/** A statement of a declaration file, with the comment before it. */
interface Statement {
  text: string
  /** What it declares; none: an import or an export. */
  declares: string[]
  /** Every name in it, and what it imports in place. */
  names: Set<string>
  imports: { file: string; name: string }[]
  /** Of an import or an export: each thing that it names, as it is called in this file and for others. */
  specifiers: { inside: string; outside: string; text: string }[]
  isImport: boolean
}

interface Module {
  statements: Statement[]
  /** What a name of this file is, where it is another file's. */
  imported: Map<string, { file: string; name: string }>
  exported: Map<string, { file: string; name: string }>
}

type Tree = { [key: string]: unknown; type: string; start: number; end: number }

/**
 * Leaves of the declarations what the doors show: an app's compiler reads nothing of what is inside, and none of the
 * types of the packages that are used there.
 */
export function pruneDeclarations(folder: string, doors: string[]): void {
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.d.ts'))
  const modules = new Map(files.map((file) => [file, read(folder, file)]))
  const kept = new Map<Module, Set<Statement>>()
  const asked = new Map<Module, Set<string>>()

  for (const door of doors) {
    const module = modules.get(`${door}.d.ts`)
    for (const name of module?.exported.keys() ?? []) keep(`${door}.d.ts`, name)
    for (const { declares } of module?.statements ?? []) for (const name of declares) keep(`${door}.d.ts`, name)
  }
  for (const [file, module] of modules) {
    const isDoor = doors.includes(file.replace('.d.ts', ''))
    if (isDoor || asked.has(module)) writeFileSync(join(folder, file), textOf(module, isDoor))
    else rmSync(join(folder, file))
  }

  function keep(file: string, name: string): void {
    const module = modules.get(file)
    if (!module) return // a package's
    const names = asked.get(module) ?? new Set()
    if (names.has(name)) return
    asked.set(module, names.add(name))
    for (const other of [module.exported.get(name), module.imported.get(name)]) {
      if (other) keep(other.file, other.name)
    }
    for (const statement of module.statements) {
      const own = kept.get(module) ?? new Set()
      if (!statement.declares.includes(name) || own.has(statement)) continue
      kept.set(module, own.add(statement))
      for (const used of statement.names) keep(file, used)
      for (const used of statement.imports) keep(used.file, used.name)
    }
  }

  function textOf(module: Module, isDoor: boolean): string {
    const own = module.statements.filter((statement) => kept.get(module)?.has(statement))
    const isAsked = (name: string) => isDoor || asked.get(module)?.has(name) === true
    const passedOn = module.statements.flatMap(({ specifiers, isImport }) => {
      return isImport ? [] : specifiers.filter(({ outside }) => isAsked(outside)).map(({ inside }) => inside)
    })
    const used = new Set([...own.flatMap(({ names }) => [...names]), ...passedOn])
    let text = ''
    for (const statement of module.statements) {
      const { declares, specifiers, isImport } = statement
      if (declares.length > 0 && !own.includes(statement)) continue
      const wanted = specifiers.filter(({ inside, outside }) => {
        return isImport ? used.has(inside) : isAsked(outside)
      })
      if (specifiers.length === 0) text += statement.text
      // TypeScript refuses a name that the other file has no more.
      else if (wanted.length > 0) {
        text += statement.text.replace(/\{[^}]*\}/, () => `{ ${wanted.map((one) => one.text).join(', ')} }`)
      }
    }
    return `${text.trim()}\n`
  }
}

function read(folder: string, file: string): Module {
  const code = readFileSync(join(folder, file), 'utf8')
  const module: Module = { statements: [], imported: new Map(), exported: new Map() }
  let end = 0
  for (const node of parseAst(code, { lang: 'dts' }).body as unknown as Tree[]) {
    const declaration = (node['declaration'] ?? node) as Tree
    const statement: Statement = {
      text: code.slice(end, node.end),
      declares: [],
      names: new Set(),
      imports: [],
      specifiers: [],
      isImport: node.type === 'ImportDeclaration',
    }
    end = node.end
    collect(node, file, statement)
    for (const specifier of (node['specifiers'] ?? []) as Tree[]) {
      const from = node['source'] ? fileOf(file, node['source'] as Tree) : file
      const inside = nameOf(specifier['local'])
      const outside = nameOf(specifier['exported'] ?? specifier['local'])
      const text = code.slice(specifier.start, specifier.end)
      // A default import stands outside of the braces, and stays.
      if (specifier['imported'] || specifier['exported']) statement.specifiers.push({ inside, outside, text })
      if (statement.isImport)
        module.imported.set(inside, { file: from, name: nameOf(specifier['imported'] ?? specifier['local']) })
      else module.exported.set(outside, { file: from, name: inside })
    }
    const declarators = (declaration['declarations'] ?? [declaration]) as Tree[]
    if (!/^(Import|ExportAll)/.test(node.type)) {
      statement.declares = declarators.filter(({ id }) => id).map(({ id }) => nameOf(id))
    }
    module.statements.push(statement)
  }
  return module
}

/** The names in a tree, whatever they stand for: one too many keeps a type that is not needed, no more. */
function collect(node: Tree, file: string, into: Statement): void {
  if (node.type === 'Identifier') into.names.add(nameOf(node))
  if (node.type === 'TSImportType' && node['qualifier']) {
    into.imports.push({ file: fileOf(file, node['source'] as Tree), name: nameOf(node['qualifier']) })
  }
  for (const [key, value] of Object.entries(node)) {
    // `a` of `{ a: b }` is no name of another thing.
    if (key === 'key' && !node['computed']) continue
    for (const child of Array.isArray(value) ? value : [value]) {
      if (typeof child === 'object' && child !== null && 'type' in child) collect(child as Tree, file, into)
    }
  }
}

/** `./x.ts`, seen from a file, as the name of a declaration file; what is no file of ours stays as it is. */
function fileOf(file: string, source: Tree): string {
  const specifier = String(source['value'])
  if (!specifier.startsWith('.')) return specifier
  return normalize(join(dirname(file), specifier)).replace(/(\.tsx?|\.js)$/, '.d.ts')
}

function nameOf(node: unknown): string {
  const { name, value } = node as { name?: unknown; value?: unknown }
  return String(name ?? value)
}
