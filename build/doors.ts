import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

/** The project's folder. */
export const root = fileURLToPath(new URL('..', import.meta.url))

/** What stands directly in `src`: each file there is a door of the package, named as its import path is. */
export const doors = readdirSync(`${root}src`)
  .filter((file) => /^[a-z]+\.ts$/.test(file))
  .map((file) => file.replace('.ts', ''))
  .sort((a, b) => Number(b === 'index') - Number(a === 'index') || a.localeCompare(b))

/** Likewise: `styles.css`, for the button, and `viewer.css`. */
export const stylesheets = readdirSync(`${root}src`)
  .filter((file) => file.endsWith('.css'))
  .sort()

/** The package by its public names, so that tests and the example read like an app that uses it. */
export const packageAliases = [
  { find: /^react-plaid-link-diagnostics$/, replacement: `${root}src/index.ts` },
  { find: /^react-plaid-link-diagnostics\/([a-z]+)\.css(?=\?|$)/, replacement: `${root}src/$1.css` },
  { find: /^react-plaid-link-diagnostics\/([a-z]+)$/, replacement: `${root}src/$1.ts` },
]

/** The files of a door. */
export function filesOf(door: string) {
  return {
    esm: { types: `./dist/types/${door}.d.ts`, default: `./dist/${door}.js` },
    cjs: { types: `./dist/types/${door}.d.cts`, default: `./dist/cjs/${door}.cjs` },
  }
}

/** `exports` of package.json. */
export function packageExports() {
  const exports: Record<string, unknown> = {}
  for (const door of doors) {
    const { esm, cjs } = filesOf(door)
    // `module`: a bundler that finds both `import` and `require` of us takes one copy, and so one recorder.
    exports[door === 'index' ? '.' : `./${door}`] = { import: esm, module: esm.default, require: cjs }
  }
  for (const file of stylesheets) {
    const styles = `./dist/${file}`
    // Compilers look even for the types of what is imported for its effect.
    exports[`./${file}`] = {
      import: { types: `./dist/types/${file}.d.ts`, default: styles },
      require: { types: `./dist/types/${file}.d.cts`, default: styles },
    }
  }
  exports['./package.json'] = './package.json'
  return exports
}

/** A new door is in package.json as soon as it is built. */
export function writePackageExports(): void {
  const file = `${root}package.json`
  const manifest = JSON.parse(readFileSync(file, 'utf8'))
  const before = JSON.stringify([manifest.exports, manifest.files])
  manifest.exports = packageExports()
  manifest.files = ['dist', ...foldersBesideDist(), 'CHANGELOG.md', 'SECURITY.md']
  if (JSON.stringify([manifest.exports, manifest.files]) === before) return
  writeFileSync(file, `${JSON.stringify(manifest, null, 2)}\n`)
  console.log('package.json has other doors now: commit it.')
}

/** What resolvers that know no `exports` look for (Parcel, `moduleResolution: node`). */
export function foldersBesideDist(): string[] {
  return [...doors.filter((door) => door !== 'index'), ...stylesheets]
}
