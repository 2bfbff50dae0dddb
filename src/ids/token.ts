/** The fingerprint of a token that has been parsed; undefined where there is none. See fingerprint.ts for the recipe. */
export async function tryFingerprint(secret: string, token: PlaidToken | undefined): Promise<string | undefined> {
  const subtle = globalThis.crypto?.subtle
  if (!token?.random || !subtle) return undefined
  const text = new TextEncoder().encode(`react-plaid-link-diagnostics:v1:${token.kind}:${secret}`)
  const hash = new Uint8Array(await subtle.digest('SHA-256', text)).slice(0, 8)
  return `sha256-${Array.from(hash, (byte) => byte.toString(16).padStart(2, '0')).join('')}`
}

/** What a Plaid token says of itself. */
export interface PlaidToken {
  /** Its first part: `link`, `access`, `asset-report`, ... */
  kind: string
  /** `sandbox`, `development` or `production`. */
  environment: string
  /** Its last part is long and random: it cannot be guessed back from a fingerprint. */
  random: boolean
}

/** Reads the kind and the environment of a Plaid token; undefined where a value has not the form of one. */
export function parseToken(value: unknown): PlaidToken | undefined {
  const [, kind, environment, random] = (typeof value === 'string' && TOKEN.exec(value)) || []
  return kind && environment ? { kind, environment, random: !!random } : undefined
}
/** Kind, environment, and what can be nothing but random; `payment-id-sandbox-...` and the like are no tokens. */
const TOKEN =
  /^(?![a-z-]*-id-(?:sandbox|development|production)-)([a-z-]{1,40})-(sandbox|development|production)-(?:([\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}|(?=\D*\d)(?=\d*\D)[A-Za-z\d]{20,64})$|.)/
