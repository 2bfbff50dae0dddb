import {
  fingerprint,
  pickIdentifiers,
  plaidIdentifiers,
  type PlaidIdentifier,
} from 'react-plaid-link-diagnostics/identifiers'

type IsAny<T> = 0 extends 1 & T ? true : false
export const known: IsAny<PlaidIdentifier | (typeof plaidIdentifiers)[number]> = false

export async function pick(response: unknown): Promise<string[]> {
  const identifiers = await pickIdentifiers(response)
  const own: string = await fingerprint('access-sandbox-1')
  return [own, ...identifiers.map((one) => ('value' in one ? one.value : one.fingerprint))]
}

export async function wrong() {
  // @ts-expect-error: a fingerprint is of a text
  await fingerprint(1)
  // @ts-expect-error: what is secret has no value
  return (await pickIdentifiers({}))[0]?.value
}
