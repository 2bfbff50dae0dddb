/**
 * What may be kept of a string. There is no list of bad fields here: a field that is not asked for by
 * `capture` is never read. These functions give each string that is asked for its shape, at capture,
 * before memory or disk, so that a secret in an unexpected place has no way in.
 */

/** Longest scrubbed text, in UTF-16 units. */
export const MAX_TEXT = 512
const MAX_NAME = 64
const MAX_ID = 128
/** Longest text that is scrubbed at all: the patterns below may take time that grows with its square. */
const MAX_INPUT = 1024

/**
 * Bearer secrets that are unmistakable by their form, under whatever key and inside any text:
 * Plaid's tokens (`access-sandbox-...`; all but its `...-id-sandbox-...` identifiers), Stripe's and Plaid's
 * OAuth tokens, JSON Web Tokens. Sources: plaid-openapi, Plaid's docs on Link tokens.
 */
const SECRETS =
  /[a-z][a-z-]{0,40}(?<!-id)-(?:sandbox|development|production)-[\w-]+|btok_\w{6,}|pd[ar]-[\w+/=-]{8,}|eyJ[\w-]{8,}\.[\w-]+(?:\.[\w-]*)?/gi

/** Whole URLs, and the query or the fragment of one without its scheme. */
const URLS = /[a-z][a-z\d+.-]{1,20}:\/\/\S+|\boauth_state_id\W{1,4}[\w-]+|[?&#][\w.-]{1,40}=\S+/gi
/** The one kind of URL that helps support and says nothing of the user. */
const PLAID_DOCS = /^https:\/\/plaid\.com\/docs\/[\w/#-]*[.,;:)]*$/
const EMAILS = /[^\s<>"'(),;:]+(?:@|%40)[^\s<>"'(),;:]+/g
const IBANS = /\b[A-Z]{2}\d{2}(?: ?[A-Z\d]{4}){2,7}(?: ?[A-Z\d]{1,4})?\b|\b[A-Za-z]{2}\d{2}[A-Za-z\d]{11,30}\b/g
/** Hexadecimal runs (API keys, client ids) and other long random words (item and account ids). */
const RANDOM = /[\da-f]{24,}|(?=[a-z]*\d)[a-z\d]{30,}/gi
/**
 * Digits with the separators of phone, card and account numbers, but not those of a list, `10, 20`; UUIDs and times, the
 * first group, are spared.
 */
const NUMBERS =
  /(\b[\da-f]{8}-(?:[\da-f]{4}-){3}[\da-f]{12}\b|\b\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d{1,6})?Z)|\+?\(?\d(?:[\d ().\-/_*\u00b7\u2010-\u2015\u2212]|[,:](?=\d)){5,}\d/gi

/** Control (but not tabs and line breaks), bidirectional, zero-width and half characters: a secret may hide in them. */
const INVISIBLE = /(?![\t-\r])[\p{Cc}\p{Cf}\p{DI}\p{Cs}]/gu

/** Whether a string holds a bearer secret that is unmistakable by its form. */
export function holdsSecret(value: string): boolean {
  return value.search(SECRETS) >= 0 // not `test`, which remembers where it was
}

/** Free text without secrets and personal data, at most 512 characters; undefined where nothing is left. */
export function freeText(value: unknown): string | undefined {
  return clean(value, MAX_TEXT, 7)
}

function clean(value: unknown, maxLength: number, tooManyDigits: number): string | undefined {
  if (typeof value !== 'string' || value === '') return undefined
  if (value.length <= maxLength && PLAIN_TEXT.test(value)) return value
  let scrubbed = value
    .slice(0, MAX_INPUT + 1)
    .replace(INVISIBLE, '')
    .normalize('NFKC')
  // A secret that is cut in two would no longer be recognised: cut only between words.
  if (Math.max(value.length, scrubbed.length) > MAX_INPUT) scrubbed = scrubbed.slice(0, MAX_INPUT).replace(/\S+$/, '')
  scrubbed = scrubbed
    .replace(/\s+/g, ' ')
    .replace(SECRETS, '[token]')
    .replace(URLS, (url) => (PLAID_DOCS.test(url) ? url : '[url]'))
    .replace(EMAILS, '[email]')
    .replace(IBANS, '[number]')
    .replace(RANDOM, '[id]')
    .replace(NUMBERS, (match, spared) =>
      spared || match.replace(/\D/g, '').length < tooManyDigits ? match : '[number]',
    )
    .slice(0, maxLength)
    // Never between the two halves of a surrogate pair: half a character does not survive a clipboard.
    .replace(/[\uD800-\uDBFF]$/, '')
    .trim()
  return scrubbed || undefined
}

/** Short words of letters hide nothing that the patterns above look for; most texts of Plaid are no more than that. */
const PLAIN_TEXT = /^(?:[A-Za-z'&]{1,19}[,.]?(?: (?=\S)|$))+$/

/** A name or a code: `[A-Za-z0-9_]`, at most 64 characters. Anything else is scrubbed, then made to fit. */
export function name(value: unknown): string | undefined {
  if (typeof value !== 'string') return typeof value === 'boolean' ? String(value) : undefined
  if (CODE.test(value) || (PLAIN_NAME.test(value) && !SECRET_NAME.test(value))) return value
  return freeText(value)?.slice(0, MAX_NAME).replace(/\W/g, '_')
}
/** Nearly all names of Plaid have this form, `SELECT_INSTITUTION`, and no secret has. */
const CODE = /^(?!.*BTOK_)[A-Z]{1,15}(?:_[A-Z]{1,15}){0,4}$/
const PLAIN_NAME = /^\w{1,64}$/
const SECRET_NAME = /(?:\d_*){7}|[\da-f]{24}|[a-z\d]{30}|btok_|[a-z]{2}\d{2}[a-z\d]{11}/i

/**
 * An identifier: bounded, one word, and no token, URL, e-mail address, API secret or number of a person or an account;
 * undefined otherwise.
 */
export function id(value: unknown): string | undefined {
  if (typeof value !== 'string') return undefined
  if ((value.length < 30 ? SHORT_ID : UUID).test(value)) return value
  return PLAIN_ID.test(value) && !holdsSecret(value) && !PRIVATE.test(value.replace(OPAQUE, '')) ? value : undefined
}
/** Nearly all ids are a few letters and digits, without nine of these in a row, or UUIDs: nothing private has that form. */
const SHORT_ID = /^(?:ins_)?(?!$)\d{0,8}(?:[A-Za-z]\d{0,8})*$/
export const UUID = /^[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}$/i
const PLAIN_ID = /^[\w.:<>~-]{1,128}$/
/** UUIDs, and hexadecimal words as long as an old item_id (24) or a digest: the digits in them mean nothing. */
const OPAQUE = /[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}|(?<=^|[:_-])(?=\d*[a-f])(?:[\da-f]{24}|[\da-f]{32,})$/gi
/** Nine digits and more, and the 30 hexadecimal digits of a Plaid API secret or an old public key. */
const PRIVATE = /\d(?:[\W_]*\d){8}|(?<![\da-f])[\da-f]{30}(?![\da-f])/i

/** Plaid's account_id: 37 random letters and digits, nearly always. An account number is no such thing. */
export const ACCOUNT_ID = /^(?=\D*\d)(?=\d*\D)[A-Za-z\d]{32,64}$/

/**
 * The name of a bank: as free text, but numbers of up to 8 digits may stay ("Sparkasse 37050198" names its
 * bank code); account, routing, phone and social security numbers are longer.
 */
export function institutionName(value: unknown): string | undefined {
  return clean(value, MAX_ID, 9)
}

/** Plaid's `timestamp` as ISO 8601 UTC with milliseconds; undefined where it is none. */
export function timestamp(value: unknown): string | undefined {
  const time = typeof value === 'string' && ISO_TIME.test(value) ? Date.parse(value) : NaN
  if (Number.isNaN(time)) return undefined
  const given = value as string
  // With milliseconds and in UTC already, as Plaid writes it.
  return given.length === 24 && given.endsWith('Z') ? given : new Date(time).toISOString()
}
const ISO_TIME = /^\d{4}-\d\d-\d\dT\d\d:\d\d(?::\d\d(?:\.\d+)?)?(?:Z|[+-]\d\d:?\d\d)$/
