export { plaidIdentifiers, type PlaidIdentifierInfo } from './core/catalogue.ts'
export { fingerprint } from './core/fingerprint.ts'
export { pickIdentifiers, type PlaidIdentifierKey } from './core/identifiers.ts'
export type { PlaidIdentifier } from './core/entry.ts'
