/**
 * Free text is kept by words, not by a list of what secrets look like: what nobody has thought of does not pass.
 * At capture, before memory or disk, and again when an entry is read from disk.
 *
 * What a list of words cannot know: a secret that is made of plain words (a password that is a word, a passphrase, a
 * person's name), and a number of up to four digits that stands alone (a mask, a PIN).
 */

/** Longest text that is kept, in UTF-16 units. */
export const MAX_TEXT = 512
const MAX_NAME = 64
const MAX_INSTITUTION = 128
/** Of what is longer, no more than this is looked at. */
const MAX_INPUT = 1024

/** Of a number that stands alone. */
const MAX_DIGITS = 4
/** "Sparkasse 37050198" has its bank code; account, routing, phone and social security numbers are longer. */
const MAX_DIGITS_OF_INSTITUTION = 8
/** Of a text, however its numbers are spread over it. */
const MAX_DIGITS_OF_TEXT = 10
/** Of letters that stand alone, one after the other: a word that is spelled. */
const MAX_LETTERS = 4

/**
 * What plain words and ordinary punctuation have not; a text in which this is not found is kept as it is:
 *
 * - any character but letters of any script, their marks, punctuation and signs. No digits, no `=`, `@` or `\`;
 * - spaces that are not single, between words;
 * - capitals inside of a word as base64 has them; NetBenefits, iPhone, JPMorgan, BofA and GmbH may;
 * - words of more than 32 Latin letters in one case, and words that are spelled;
 * - the middle of Plaid's tokens, URLs, JSON, what is escaped as in URLs and HTML, and an `@` that is written `(at)`;
 * - a number (it is a `№` by then) after what masks or escapes one, `***№`, `..№`, `%№`, and before a long word.
 */
const UNSURE =
  /[^\p{L}\p{M}\p{Pd}\p{Pi}\p{Pf}\p{Ps}\p{Pe}\p{Sc}\p{So}🏻-🏿 _'"`,.:;!?/&*+|%#<>~·•…¡¿、。・！？：；，।،؛؟]|\p{DI}|^ | $| {2}|\p{Ll}\p{Lu}(?!\p{Ll}(?:\p{Ll}|\p{Lu}\p{Ll}{2})|\p{Lu}{0,2}\p{Ll}?(?!\p{L}))|[a-z]{33}|[A-Z]{33}|(?:^|[^\p{L}\p{M}])(?:\p{L}\p{M}*[^\p{L}\p{M}]+){4}\p{L}(?![\p{L}\p{M}])|[([{][Aa][Tt][)\]}]|-(?:sandbox|development|production)-|btok_|:[/"']|%\p{L}|&\p{L}+;|(?:[%*•·…]|\.\.|&#)№|№[A-Za-z]{13}/u

/**
 * The commonest of what has nothing unsure, found in one pass, as this runs in Plaid's callbacks: it decides nothing
 * that `UNSURE` would not, and a property test holds it to that.
 */
const COMMON = /^(?:[A-Z]{2,32}(?:_[A-Z]{2,32})*|(?:(?:[A-Z]{2,32}|[A-Z]?[a-z]{2,32})(?:[,.]?$|[,.]? (?!$)))+)$/

/** A number in a word of a text: it may have letters after it (5Star, 401(k), 24h), and one before it (N26). */
const NUMBER = /(^|[^\p{L}\p{Nd}])(?:\p{L}(?=\p{Nd}{1,2}(?![\p{L}\p{Nd}])))?(\p{Nd}+)/gu

/** The one kind of URL that helps support and says nothing of the user. */
const PLAID_DOCS = /^(["'(<]?)https:\/\/plaid\.com\/docs\//

/** Two words with `2` or `4` for to and for: App2App, P2P, Pay4Me. */
const JOINED = /^([A-Z][a-z]*)[24](?=[A-Z][a-z]*$)/

/** A word that parts two numbers: of four letters, and no bank code within an IBAN. */
const PARTS = /(?![A-Z]{4}(?!\p{L}))\p{L}{4}/u
/** Where there are no spaces, a number stands among words that part it from others. */
const PARTS_WITH_NUMBER = /[\p{Lo}\p{Lm}]{4}/u
/** A letter that stands alone. */
const LETTER = /^[^\p{L}]*\p{L}[^\p{L}\p{M}]*$/u

/** Control (but not tabs and line breaks), bidirectional, zero-width and half characters: a secret may hide in them. */
const INVISIBLE = /(?![\t-\r])[\p{Cc}\p{Cf}\p{DI}\p{Cs}]/gu

/** What is between two words; Chinese and Japanese have no spaces. */
const BETWEEN = /([ 、。！？：；，]+)/
/** Ends a text where it was cut off: half a word is not told. */
const HALF_A_WORD = /[^ 、。！？：；，]*$/

/** The plain words of a text, at most 512 characters; in the place of anything else `[…]`, or its kind. */
export function freeText(value: unknown): string | undefined {
  return redact(value, MAX_TEXT, MAX_DIGITS)
}

/** The name of a bank: as free text, at most 128 characters, but a number of up to 8 digits may stand in it. */
export function institutionName(value: unknown): string | undefined {
  return redact(value, MAX_INSTITUTION, MAX_DIGITS_OF_INSTITUTION)
}

/**
 * A name or a code, `[A-Za-z0-9_-]`, at most 64 characters: SELECT_INSTITUTION, institution-poor-health-error. Letters and
 * numbers may stand together in it, STEP2. Of anything else the plain words; undefined where there are none.
 */
export function name(value: unknown): string | undefined {
  if (typeof value === 'boolean') return String(value)
  const kept = redact(value, MAX_NAME, MAX_DIGITS)?.replace(/[^\w-]/g, '_')
  if (kept === undefined || kept === value) return kept
  // As a number is part of a name; and numbers that words parted may stand together now.
  for (const one of [value as string, kept]) {
    const parted = one.replace(/([A-Za-z])(?=\d)/g, '$1_')
    if (NAME.test(one) && redact(parted, MAX_NAME + 2, MAX_DIGITS) === parted) return one
  }
  return undefined
}
const NAME = /^(?=.*[A-Za-z\d])[\w-]{1,64}$/

function redact(value: unknown, maxLength: number, maxDigits: number): string | undefined {
  if (typeof value !== 'string' || value === '') return undefined
  if (value.length <= maxLength && (COMMON.test(value) || !isUnsure(value))) return value
  let text = value
    .slice(0, MAX_INPUT)
    .replace(INVISIBLE, '')
    .replace(/\s+/g, ' ')
    // These join what stands on both sides.
    .replace(/ ?[([{]at[)\]}] ?/gi, '@')
    .replace(/ ?([=@]) ?/g, '$1')
  if (value.length > MAX_INPUT) text = text.replace(HALF_A_WORD, '')
  text = redactWords(text.trim(), maxDigits)
  if (text.length > maxLength) text = text.slice(0, maxLength).replace(HALF_A_WORD, '').trim()
  return text || undefined
}

/** Words that are told or redacted together, as no longer word is between them. */
interface Run {
  /** The place of the first and the last that has a number, is a single letter, or is unsure. */
  first: number
  last: number
  isUnsure: boolean
  letters: number
  numbers: number
  digits: number
}

function redactWords(text: string, maxDigits: number): string {
  // What is at an odd index is between two words.
  const words = text.split(BETWEEN)
  let digitsKept = 0
  let run: Run | undefined

  function end(): void {
    if (!run) return
    const { first, last, isUnsure, letters, numbers, digits } = run
    run = undefined
    const allowed = numbers > 1 ? Math.min(maxDigits, MAX_DIGITS) : maxDigits
    if (!isUnsure && letters <= MAX_LETTERS && numbers <= 2 && digits <= allowed) {
      digitsKept += digits
      return
    }
    words[first] = toMark(words.slice(first, last + 1).join(''))
    words.fill('', first + 1, last + 1)
  }

  for (let index = 0; index < words.length; index += 2) {
    const word = words[index] as string
    let numbers = 0
    let digits = 0
    const rest = word
      .replace(PLAID_DOCS, '$1')
      .replace(JOINED, '$1')
      .replace(NUMBER, (_, before: string, number: string) => {
        numbers++
        digits += number.length
        return before + '№'
      })
    const unsure = isUnsure(rest) || (digits > MAX_DIGITS && /\p{L}/u.test(word))
    const isLetter = LETTER.test(word)
    const parts = !unsure && (numbers > 0 ? PARTS_WITH_NUMBER : PARTS).test(word)
    if (parts) end()
    if (unsure || isLetter || numbers > 0) {
      run ??= { first: index, last: index, isUnsure: false, letters: 0, numbers: 0, digits: 0 }
      run.last = index
      run.isUnsure ||= unsure
      run.letters += isLetter ? 1 : 0
      run.numbers += numbers
      run.digits += digits
    }
    if (parts) end()
  }
  end()
  return digitsKept > MAX_DIGITS_OF_TEXT ? redactWords(text, 0) : words.join('')
}

/** A token in capitals is one as well. */
function isUnsure(text: string): boolean {
  return UNSURE.test(text) || holdsSecret(text)
}

/** What stands in the place of a secret, between the punctuation around it. */
function toMark(secret: string): string {
  return secret.replace(
    /^([("'“‘«[<]{0,3}).*?([)"'”’»\]>.,;!?]{0,3})$/su,
    (_, before: string, after: string) => `${before}[${kindOf(secret)}]${after}`,
  )
}

/** `…` where it is not sure. */
function kindOf(secret: string): string {
  if (holdsSecret(secret)) return 'token'
  if (/:\/\/|[?&#][\w.-]+=/.test(secret)) return 'url'
  if (/@|%40/.test(secret)) return 'email'
  if (!/\p{L}/u.test(secret)) return 'number'
  return /^[\da-f-]{24,}$/i.test(secret) ? 'id' : '…'
}

/**
 * Whether a string holds a bearer secret that is unmistakable by its form, under whatever key: Plaid's tokens
 * (`access-sandbox-...`; all but its `...-id-sandbox-...` identifiers), Stripe's and Plaid's OAuth tokens, JSON Web
 * Tokens. Sources: plaid-openapi, Plaid's docs on Link tokens.
 */
export function holdsSecret(value: string): boolean {
  return TOKEN.test(value) && TOKEN.test(value.replace(TOKENLIKE_ID, ''))
}
const TOKEN = /-(?:sandbox|development|production)-|btok_\w{6}|pd[ar]-[\w+/=-]{8}|eyJ[\w-]{8,}\.[\w-]/i
const TOKENLIKE_ID = /-id-(?:sandbox|development|production)-/gi
