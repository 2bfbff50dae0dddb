export { plaidIdentifiers, type PlaidIdentifierInfo } from './ids/catalogue.ts'
export { fingerprint } from './ids/fingerprint.ts'
export { pickIdentifiers, type PlaidIdentifierKey } from './ids/pick.ts'
export type { PlaidIdentifier } from './entry/fields.ts'
