import { execFileSync } from 'node:child_process'
import { copyFileSync, rmSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { CompilerState, Extractor, ExtractorConfig, ExtractorLogLevel } from '@microsoft/api-extractor'
import { doors, root, stylesheets } from './doors.ts'

/**
 * One declaration file a door, for both formats, with what the door shows and no more: an app's compiler reads nothing
 * of what is inside, and none of the types of the packages that are used there.
 */
export function writeDeclarations(outDir: string): void {
  const folder = resolve(root, outDir, 'types')
  const emitted = join(folder, 'emitted')
  const tsc = [join(root, 'node_modules/typescript/bin/tsc'), '-p', join(root, 'tsconfig.build.json')]
  execFileSync(process.execPath, [...tsc, '--outDir', emitted], { stdio: 'inherit' })
  const entries = doors.map((door) => join(emitted, `${door}.d.ts`))
  let compilerState: CompilerState | undefined
  for (const [index, door] of doors.entries()) {
    const config = configOf(entries[index] ?? '', join(folder, `${door}.d.ts`), emitted)
    compilerState ??= CompilerState.create(config, { additionalEntryPoints: entries })
    const { succeeded } = Extractor.invoke(config, {
      compilerState,
      localBuild: true,
      messageCallback(message) {
        message.handled = message.logLevel !== ExtractorLogLevel.Error
      },
    })
    if (!succeeded) throw new Error(`No declarations of ${door}`)
    copyFileSync(join(folder, `${door}.d.ts`), join(folder, `${door}.d.cts`))
  }
  rmSync(emitted, { recursive: true })
  for (const file of stylesheets) {
    for (const extension of ['ts', 'cts']) writeFileSync(join(folder, `${file}.d.${extension}`), 'export {}\n')
  }
}

function configOf(mainEntryPointFilePath: string, untrimmedFilePath: string, emitted: string): ExtractorConfig {
  const compilerOptions = {
    module: 'esnext',
    moduleResolution: 'bundler',
    allowImportingTsExtensions: true,
    target: 'es2022',
    lib: ['es2022', 'dom'],
    jsx: 'react-jsx',
    noEmit: true,
    skipLibCheck: true,
    types: [],
  }
  return ExtractorConfig.prepare({
    configObject: {
      projectFolder: root,
      mainEntryPointFilePath,
      compiler: { overrideTsconfig: { compilerOptions, include: [emitted] } },
      apiReport: { enabled: false },
      docModel: { enabled: false },
      tsdocMetadata: { enabled: false },
      dtsRollup: { enabled: true, untrimmedFilePath },
      newlineKind: 'lf',
    },
    configObjectFullPath: undefined,
    packageJsonFullPath: join(root, 'package.json'),
  })
}
