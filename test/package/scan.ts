import { parse, type Node } from 'acorn'

/**
 * Newer than the oldest browser that the package runs in (Safari 14): to be called only where the code has looked.
 * Methods of something; a function of ours may be called the same.
 */
const newerMethods = new Set(
  `at any findLast findLastIndex fromAsync getBigInt64 getBigUint64 group groupBy groupToMap hasOwn isWellFormed locks
  randomUUID replaceAll scheduler toReversed toSorted toSpliced toWellFormed try withResolvers`.split(/\s+/),
)
const newerGlobals = new Set(
  `cancelIdleCallback requestIdleCallback structuredClone AggregateError BroadcastChannel CompressionStream Segmenter
  WeakRef`.split(/\s+/),
)

/** What a browser of 2020 would refuse or lack, as sentences. Throws where the syntax itself is newer. */
export function findNewer(code: string, sourceType: 'module' | 'script'): string[] {
  const tree = parse(code, { ecmaVersion: 2020, sourceType, locations: true })
  const found: string[] = []
  /** By function: a name that is looked for anywhere in it may be used in it. */
  const uses: { name: string; scope: Node; line: number; guards: boolean }[] = []

  walk(tree, [])
  for (const { name, scope, line, guards } of uses) {
    const isGuarded = guards || uses.some((other) => other.guards && other.name === name && other.scope === scope)
    if (!isGuarded) found.push(`line ${line}: ${name} without a look whether it is there`)
  }
  return found

  function walk(node: Node, ancestors: Node[]): void {
    look(node, ancestors)
    for (const value of Object.values(node)) {
      for (const child of Array.isArray(value) ? value : [value]) {
        if (isNode(child)) walk(child, [...ancestors, node])
      }
    }
  }

  function look(node: Node, ancestors: Node[]): void {
    const line = node.loc?.start.line ?? 0
    const { type, name, regex, value, property, callee, computed } = node as Node & Record<string, unknown>
    const parent = ancestors.at(-1) as (Node & Record<string, unknown>) | undefined
    if (type === 'Literal') {
      const { pattern, flags } = (regex ?? { pattern: value, flags: '' }) as { pattern: unknown; flags: string }
      if (typeof pattern === 'string' && /\(\?<[=!]/.test(pattern)) found.push(`line ${line}: a lookbehind`)
      if (/[dv]/.test(flags)) found.push(`line ${line}: the flags ${flags}`)
    }
    if (type === 'CallExpression' && nameOf(callee) === 'addEventListener' && /\bsignal\b/.test(textOf(node))) {
      found.push(`line ${line}: an AbortSignal for addEventListener`)
    }
    const used = type === 'MemberExpression' && !computed ? nameOf(property) : type === 'Identifier' ? String(name) : ''
    const isPart = type === 'Identifier' && parent?.['property'] === node
    if (isPart || !(newerGlobals.has(used) || (type === 'MemberExpression' && newerMethods.has(used)))) return
    // `at` and `any` are also fields of ours.
    if (/^(at|any|group|try|locks)$/.test(used) && parent?.['callee'] !== node) return
    const scope = ancestors.findLast(({ type }) => /Function/.test(type)) ?? tree
    uses.push({ name: used, scope, line, guards: isGuard(node, parent) })
  }

  function textOf(node: Node) {
    return code.slice(node.start, node.end)
  }
}

/** `x?.()`, `typeof x`, `x && …`, `if (x)`, `x ? … : …`. */
function isGuard(node: Node, parent: (Node & Record<string, unknown>) | undefined): boolean {
  if (!parent) return false
  if (parent['callee'] === node) return parent['optional'] === true
  if (parent.type === 'UnaryExpression') return true
  return parent['test'] === node || (parent.type === 'LogicalExpression' && parent['left'] === node)
}

function nameOf(node: unknown): string {
  const { name, property } = node as { name?: unknown; property?: unknown }
  return typeof name === 'string' ? name : property ? nameOf(property) : ''
}

function isNode(value: unknown): value is Node {
  return typeof value === 'object' && value !== null && typeof (value as Node).type === 'string'
}
