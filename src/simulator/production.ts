// Bundlers put the value in the place of this whole expression; where none did and there is no `process`, it throws.
declare const process: { env: { NODE_ENV?: string } }

/** `import.meta.env` would say it too, but cannot be written where the module is CommonJS. */
export function isProduction(): boolean {
  try {
    return process.env.NODE_ENV === 'production'
  } catch {
    return false
  }
}

export function refuseInProduction(isAllowed: boolean): void {
  if (isAllowed || !isProduction()) return
  throw new Error(
    '[react-plaid-link-diagnostics] The Plaid simulator is not installed in production (NODE_ENV is "production"): ' +
      'your users would see a bank window that connects nothing. Leave it out of this build, or, where this is a demo, ' +
      'pass allowInProduction: true.',
  )
}
