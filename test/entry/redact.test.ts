import * as fc from 'fast-check'
import { describe, expect, it, vi } from 'vitest'
import { captureEvent, captureExit, captureSuccess, truncate } from '../../src/entry/capture.ts'
import type { DiagnosticEntry } from '../../src/entry/fields.ts'
import { freeText, holdsSecret, institutionName, MAX_TEXT, name } from '../../src/entry/redact.ts'
import { id, timestamp } from '../../src/entry/shapes.ts'
import { secrets } from '../support/fixtures.ts'

vi.setConfig({ testTimeout: 30_000 })

const anywhere = secrets.filter(({ where, tier }) => where === 'anywhere' && tier !== 'negative-control')
/** A mask of four digits is recognised by its field only, never by its form. */
const recognisable = anywhere.filter(({ kind }) => kind !== 'account_mask')
const ownField = secrets.filter(({ where, tier }) => where === 'own field' && tier === 'must')
const controls = secrets.filter(({ tier }) => tier === 'negative-control')
/** Of no form of its own: in the field of an id it is taken for one. */
const looksLikeAnId = /^(?:client_id|item_id)$/

function entry(): DiagnosticEntry {
  return { type: 'onEvent', at: 0, page: 'p', sequence: 0, attemptId: 'a', code: 'c' }
}

/** What must not be left of a secret: its telling part, whatever stands between its letters. */
function remains(secret: string, text: string | undefined): boolean {
  const core = secret.replace(/^.*(?:token=|oauth_state_id=|\/link\/|webhook\.site\/|:"\+)/, '').replace(/"}$/, '')
  return lettersOf(text ?? '').includes(lettersOf(core))
}

function lettersOf(text: string): string {
  return text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[^a-z\d]/g, '')
}

describe('a secret in a text', () => {
  const places: [where: string, put: (secret: string) => string][] = [
    ['alone', (secret) => secret],
    ['in a sentence', (secret) => `the value ${secret} was rejected`],
    ['at the end of a sentence', (secret) => `this was rejected: ${secret}.`],
    ['in quotes', (secret) => `invalid "${secret}"`],
    ['in JSON', (secret) => `{"value":"${secret}"}`],
    ['after an equals sign', (secret) => `token=${secret}&x=1`],
    ['between brackets', (secret) => `rejected (${secret})`],
    ['after a line break', (secret) => `rejected:\n${secret}\n`],
    ['behind other text', (secret) => `${'a few words '.repeat(30)}${secret}`],
    ['with a zero-width space inside', (secret) => hide(secret, '\u200b')],
    ['with a soft hyphen inside', (secret) => hide(secret, '\u00ad')],
    ['with a byte order mark inside', (secret) => hide(secret, '\ufeff')],
    ['with a bidirectional mark inside', (secret) => hide(secret, '\u202e')],
    ['with a control character inside', (secret) => hide(secret, '\u0000')],
    ['with a variation selector inside', (secret) => hide(secret, '\ufe0f')],
    ['with half a character inside', (secret) => hide(secret, '\ud800')],
    [
      'with full-width digits',
      (secret) => secret.replace(/\d/g, (digit) => String.fromCharCode(0xff10 + Number(digit))),
    ],
    [
      'in full-width letters',
      (secret) => secret.replace(/[!-~]/g, (char) => String.fromCharCode(char.charCodeAt(0) + 0xfee0)),
    ],
  ]
  function hide(secret: string, char: string): string {
    return [...secret].map((letter, index) => (index % 5 === 2 ? char + letter : letter)).join('')
  }

  describe.each(places)('%s', (_, put) => {
    it.each(recognisable)('is not kept: $kind', ({ example }) => {
      expect(remains(example, freeText(put(example)))).toBe(false)
      expect(remains(example, name(put(example)))).toBe(false)
      expect(remains(example, institutionName(put(example)))).toBe(false)
    })
  })

  it.each(recognisable)('is not kept in upper, lower or mixed case: $kind', ({ example }) => {
    const mixed = [...example].map((char, index) => (index % 2 ? char.toUpperCase() : char.toLowerCase())).join('')
    for (const variant of [example.toUpperCase(), example.toLowerCase(), mixed]) {
      expect(remains(variant, freeText(`rejected: ${variant}`))).toBe(false)
    }
  })

  it.each([
    '+1 (415) 555-0011',
    '415.555.0011',
    '415 555 0011',
    '(415)555-0011',
    '415–555–0011',
    '4111 1111 1111 1111',
    '4111-1111-1111-1111-4111-1111-1111-1',
    '987-65-4321',
    '415_555_0011',
    '4111_1111_1111_1111',
    '415:555:0011',
    '987,65,4321',
    '415*555*0011',
    '415·555·0011',
    '415\u2212555\u22120011',
    'anne%40example.com',
    'anne.charleston%40mail.example.com',
    '#access_token=hunter2',
    'example.com/return#access_token=hunter2&state=1',
    'GB29 NWBK 6016 1331 9268 19',
    'DE89370400440532013000',
    'de89370400440532013000',
    'jane.q+public@mail.example.co.uk',
    'eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxMjM0In0.dozjgNryP4J3jVmNHl0w5N_XgL0n3I9PlFUP0THsR8U',
    'https://user:pw@example.com/?a=b',
    'plaidlink://exit?public_token=public-sandbox-1',
    'example.com/return?oauth_state_id=f81d4fae',
    'example.com/return?code=hunter2',
    '/oauth?session=hunter2&x=1',
    'oauth_state_id: "f81d4fae-7dec-11d0-a765-00a0c91e6bf6"',
    'pda-dGhpcyBpcyBhIHNlY3JldA==',
    'asset-report-sandbox-47dfc92b-bba3-4583-809e-ce871b321f05',
    'profile-production-b0e2c4ee-a763-4df5-bfe9-46a46bce993d',
    'link-development-x',
    '2024-05-21T12345678901234Z',
  ])('is recognised in many a form: %s', (secret) => {
    const text = freeText(`before ${secret} after`) ?? ''
    for (const part of secret
      .split(/[ /?&=:"]+/)
      .filter((word) => /\d{4}|hunter|jane|anne|dGhpcyB|eyJ|f81d/.test(word))) {
      expect(text).not.toContain(part)
    }
    expect(text).toMatch(/^before .*after$/)
    expect(text.replace(/\[\w+\]/g, '').length).toBeLessThan('before  after'.length + 20)
  })

  it.each([
    'GB29NWBK60161331926819',
    'gb29nwbk60161331926819',
    'Gb29Nwbk60161331926819',
    'GB29 NWBK 6016 1331 9268 19',
  ])('leaves neither country nor bank of an IBAN: %s', (iban) => {
    expect(freeText(`to ${iban} today`)).toBe('to [number] today')
  })

  it('is dropped where it would be cut in two', () => {
    for (const { example } of recognisable) {
      for (const length of [MAX_TEXT, 1024, 1025]) {
        const text = `${'word '.repeat(300).slice(0, length - Math.floor(example.length / 2) - 1)} ${example}`
        const kept = freeText(text) ?? ''
        expect(kept).not.toContain(example.slice(0, Math.ceil(example.length / 2) + 2))
      }
    }
  })
})

describe('what is no secret', () => {
  it.each(controls)('survives in a text: $kind', ({ example }) => {
    expect(freeText(`the value ${example} was seen`)).toBe(`the value ${example} was seen`)
  })

  it.each([
    'the credentials were not correct',
    'Bitte versuchen Sie es später noch einmal.',
    'エラーが発生しました。もう一度お試しください。',
    'HTTP 500 after 3 of 12 tries, 1500 ms',
    'ITEM_LOGIN_REQUIRED (code 400)',
    'see https://plaid.com/docs/errors/item/#invalid_credentials.',
    'payment-id-sandbox-feca8a7a',
    'at 2024-05-21T00:18:09.123Z',
    'at 12:30:45, and on 2024-01-01T00:00:00Z',
    'steps 1, 2, 3 of 12, then 4:5',
    'step #3 of #12, lines 10, 20, 30, 40',
    'A*B·C_D: 1_000 and 1,500',
    'session 79e772be-547d-4c9c-8b76-4ac4ed4c441a ended',
    '50% of 👍🏽 — “quoted”',
  ])('is left as it is: %s', (text) => {
    expect(freeText(text)?.normalize()).toBe(text.replace(/\ufe0f/g, '').normalize('NFKC'))
  })

  it.each([
    '1st Source Bank 1863',
    'Sparkasse 37050198',
    'Bank of Botetourt (Buena Vista)',
    'Crédit Agricole – Île-de-France',
  ])('may be a bank: %s', (bank) => {
    expect(institutionName(bank)).toBe(bank)
  })
})

describe('an id', () => {
  it.each(controls.filter(({ kind }) => kind !== 'institution_name_digits'))(
    'is kept as it is: $kind',
    ({ example }) => {
      expect(id(example)).toBe(example)
    },
  )

  it.each([
    's',
    '<link_session_id>',
    'ClqZyuhovgkaQ3j',
    'idv_52xR9LKo77r1Np',
    'payment-id-sandbox-feca8a7a',
    'x'.repeat(128),
    '...',
  ])('is exempt from what is done to texts: %s', (value) => {
    expect(id(value)).toBe(value)
  })

  it.each(recognisable.filter(({ kind }) => !looksLikeAnId.test(kind)))(
    'is dropped where it is a secret: $kind',
    ({ example }) => {
      expect(id(example)).toBeUndefined()
      expect(id(`x${example}x`)).toBeUndefined()
      expect(id(example.toUpperCase())).toBeUndefined()
    },
  )

  it.each([
    '987-65-4321',
    '415-555-0011',
    '415.555.0011',
    'user_9900009606',
    '4111_1111_1111_1111',
    'x'.repeat(40) + '021000021',
  ])('is dropped where it is a number of a person or an account: %s', (value) => {
    expect(id(value)).toBeUndefined()
  })

  it.each(['', ' ', 'two words', 'x'.repeat(129), 7, null])('is none: %j', (value) => {
    expect(id(value)).toBeUndefined()
  })

  const letters = [...'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789']
  const random = (minLength: number, maxLength: number): fc.Arbitrary<string> =>
    fc.string({ unit: fc.constantFrom(...letters), minLength, maxLength }).filter((text) => !/\d{9}/.test(text))
  const hexadecimal = (length: number): fc.Arbitrary<string> =>
    fc.string({ unit: fc.constantFrom(...'0123456789abcdef'), minLength: length, maxLength: length })

  it.each<[form: string, ids: fc.Arbitrary<string>]>([
    ['a UUID', fc.uuid()],
    ['a UUID in capitals', fc.uuid().map((uuid) => uuid.toUpperCase())],
    ['a UUID of nearly nothing but digits', fc.stringMatching(/^\d{8}-\d{4}-4\d{3}-8\d{3}-\d{12}$/)],
    ['15 letters and digits', random(15, 15)],
    ['37 letters and digits', random(37, 37)],
    ['any number of letters and digits', random(1, 128).filter((text) => !/^[\da-f]{30}$/i.test(text))],
    ['24 hexadecimal digits', hexadecimal(24).filter((text) => /[a-f]/.test(text))],
    ['an institution', fc.nat(999_999).map((number) => `ins_${number}`)],
    ['an identity verification', random(8, 32).map((text) => `idv_${text}`)],
  ])('is kept, whatever it is: %s', (_, ids) => {
    fc.assert(
      fc.property(ids, (value) => {
        expect(id(value)).toBe(value)
      }),
      { numRuns: 1000 },
    )
  })

  it.each(['', 'x'.repeat(129), 'two words', 'line\nbreak', 'a\u200bb', 'a@b', 'ａ', 7, null, undefined, {}, ['a']])(
    'is not %j',
    (value) => {
      expect(id(value)).toBeUndefined()
    },
  )
})

describe('a name', () => {
  it.each([
    'OPEN',
    'IDENTITY_VERIFICATION_PENDING_REVIEW_STEP',
    'institution_not_found',
    'camelCaseOfSomeWrapperWithManyWords',
  ])('is kept as it is: %s', (value) => {
    expect(name(value)).toBe(value)
  })

  it.each([
    ['not an event', 'not_an_event'],
    ['ＯＰＥＮ', 'OPEN'],
    ['OP\u200bEN', 'OPEN'],
    ['SUBMIT_4155550011', 'SUBMIT__number_'],
    ['SUBMIT_415_555_0011', 'SUBMIT__number_'],
    ['<script>', '_script_'],
    [true, 'true'],
    [false, 'false'],
    [7, undefined],
    ['BTOK_ABCDEFGH', '_token_'],
    ['', undefined],
    ['\u0000', undefined],
    [null, undefined],
  ])('%j is kept as %j', (value, kept) => {
    expect(name(value)).toBe(kept)
  })
})

describe('a timestamp', () => {
  it.each([
    ['2024-05-21T00:18:09Z', '2024-05-21T00:18:09.000Z'],
    ['2017-09-14T14:42:19.350Z', '2017-09-14T14:42:19.350Z'],
    ['2024-05-21T02:18:09+02:00', '2024-05-21T00:18:09.000Z'],
    ['2024-05-21T00:18:09.123456Z', '2024-05-21T00:18:09.123Z'],
    ['2024-13-45T00:00:00Z', undefined],
    ['2024-05-21T123456789012Z', undefined],
    ['2024-05-21T0018.0935000Z', undefined],
    ['yesterday', undefined],
    ['2024-05-21T00:18:09', undefined],
    [1716250689000, undefined],
    ['', undefined],
  ])('%j is kept as %j', (value, kept) => {
    expect(timestamp(value)).toBe(kept)
  })
})

/** Every key that the capture reads, and many that it must not. */
const eventKeys = words(`
  link_session_id request_id timestamp view_name institution_id institution_name error_type error_code
  error_message exit_status mfa_type selection match_reason is_update_mode view_variant issue_id
`)
const errorKeys = words(`
  request_id error_type error_code error_code_reason error_message display_message error_display_message name
  message
`)
const resultKeys = ['link_session_id', 'request_id', 'status', 'transfer_status']
const undeclared = words(`
  public_token accounts account account_id account_number_mask routing_number metadata_json
  institution_search_query phone_number date_of_birth link_token access_token __proto__ toJSON
`)

/** An entry of each callback, with a value in each place where one can be. */
function captureAll(value: unknown, keys: (key: string) => boolean = () => true): DiagnosticEntry[] {
  const fill = (names: string[]): Record<string, unknown> => {
    const all = [...names, ...undeclared].filter(keys)
    return Object.fromEntries(
      all.map((key) => [key, key === 'accounts' ? [accountWith(value, keys('account_id'))] : value]),
    )
  }
  const institution = keys('institution')
    ? { institution_id: keys('institution_id') ? value : null, name: value }
    : null
  const [event, success, exit, text, bare] = [entry(), entry(), entry(), entry(), entry()]
  captureEvent(event, keys('event name') ? value : 'OPEN', fill(eventKeys))
  captureSuccess(success, { ...fill(resultKeys), institution })
  captureExit(exit, fill(errorKeys), { ...fill(resultKeys), institution })
  captureExit(text, value, { institution: value })
  captureExit(bare, { name: value, message: value }, null)
  const entries = [event, success, exit, text, bare]
  entries.forEach(truncate)
  return entries
}

function accountWith(value: unknown, hasId: boolean): Record<string, unknown> {
  const account = {
    id: hasId ? value : null,
    name: value,
    mask: value,
    type: value,
    subtype: value,
    verification_status: value,
  }
  return typeof value === 'string' ? { ...account, [value]: 1 } : account
}

describe('a secret in any field that is read, and in those that are not', () => {
  const isIdField = (key: string): boolean => key.endsWith('_id')

  it.each(recognisable)('is not kept: $kind', ({ kind, example }) => {
    // What has no form of its own is an id where an id is expected.
    const entries = captureAll(example, (key) => !(isIdField(key) && looksLikeAnId.test(kind)))
    for (const captured of entries) expect(remains(example, JSON.stringify(captured))).toBe(false)
  })

  it.each([...ownField, ...anywhere])('is not kept from its own field: $kind', ({ kind, example }) => {
    const event = entry()
    captureEvent(event, 'SUBMIT', Object.fromEntries([...undeclared, 'anything'].map((key) => [key, example])))
    const success = entry()
    // An item_id has the very form of an account_id.
    const accounts = [{ id: kind === 'item_id' ? null : example, name: example, mask: example, subtype: example }]
    captureSuccess(success, { accounts, account: accounts[0], public_token: example, account_id: example })
    expect(JSON.stringify([event, success])).not.toContain(JSON.stringify(example).slice(1, -1))
  })
})

describe('whatever is given', () => {
  const canaries = recognisable.map(({ example }) => example)
  const someText = fc.oneof(
    fc.string({ unit: 'binary', maxLength: 200 }),
    fc.string({ unit: 'grapheme', maxLength: 200 }),
    fc.string({ maxLength: 3000 }),
    fc
      .array(
        fc.oneof(
          fc.constantFrom(...canaries),
          fc.constantFrom(' ', '-', '@', '.', '://', '?a=', '1234', '\u200b', 'x'),
        ),
        {
          maxLength: 12,
        },
      )
      .map((parts) => parts.join('')),
  )

  it('a text is bounded, printable, in one line and well-formed', () => {
    fc.assert(
      fc.property(someText, (text) => {
        const kept = freeText(text)
        if (kept === undefined) return
        expect(kept.length).toBeLessThanOrEqual(MAX_TEXT)
        expect(kept).not.toBe('')
        expect(kept).not.toMatch(/[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}\p{DI}]/u)
      }),
      { numRuns: 1000 },
    )
  })

  it('a text is not changed by being scrubbed again', () => {
    fc.assert(
      fc.property(someText, (text) => {
        const once = freeText(text)
        // A text that was cut may end in what is recognised only without its rest.
        if (once === undefined || once.length > MAX_TEXT - 64) return
        expect(freeText(once)).toBe(once)
      }),
      { numRuns: 2000 },
    )
  })

  it('no secret survives among words, in any text', () => {
    const words = fc.array(fc.oneof(fc.lorem({ maxCount: 1 }), fc.constantFrom('"', ',', ':', '(', '=')), {
      maxLength: 20,
    })
    fc.assert(
      fc.property(words, fc.constantFrom(...canaries), words, (before, canary, after) => {
        const text = [...before, canary, ...after].join(' ')
        for (const shape of [freeText, institutionName, name]) expect(remains(canary, shape(text))).toBe(false)
      }),
      { numRuns: 2000 },
    )
  })

  it('a name has only letters, digits and underscores, at most 64', () => {
    fc.assert(
      fc.property(fc.oneof(someText, fc.anything()), (value) => {
        const kept = name(value)
        if (kept !== undefined) expect(kept).toMatch(/^[A-Za-z0-9_]{1,64}$/)
      }),
      { numRuns: 1000 },
    )
  })

  it('an id is itself or nothing, and never holds a token', () => {
    fc.assert(
      fc.property(fc.oneof(someText, fc.stringMatching(/^[A-Za-z0-9_.:<>~-]{1,140}$/), fc.anything()), (value) => {
        const kept = id(value)
        if (kept === undefined) return
        expect(kept).toBe(value)
        expect(kept).toMatch(/^[!-~]{1,128}$/)
        expect(holdsSecret(kept)).toBe(false)
      }),
      { numRuns: 1000 },
    )
  })

  it('every character is printable or gone, once and for all', () => {
    const planes = [...Array(0x11000).keys(), ...Array.from({ length: 0x2000 }, (_, index) => 0xe0000 + index)]
    for (const code of planes) {
      const kept = freeText(`a${String.fromCodePoint(code)}b`) ?? ''
      if (/[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}\p{DI}]/u.test(kept)) expect.fail(`U+${code.toString(16)} is kept`)
      if (freeText(kept) !== kept) expect.fail(`U+${code.toString(16)} changes`)
    }
  })

  it('an entry is within 2 kB, and the capture does not throw', () => {
    const values = fc.oneof(
      fc.anything({ withNullPrototype: true, withBigInt: true, withDate: true, withMap: true, withSparseArray: true }),
      someText,
      fc.constantFrom('€'.repeat(600), '"'.repeat(600), '\u0001'.repeat(600), 'x'.repeat(128), '😀'.repeat(300)),
    )
    fc.assert(
      fc.property(values, (value) => {
        for (const captured of captureAll(value)) {
          expect(new TextEncoder().encode(JSON.stringify(captured)).length).toBeLessThanOrEqual(2048)
        }
      }),
      { numRuns: 150 },
    )
  })

  it('the longest possible entry is within 2 kB', () => {
    const longest = Object.fromEntries(
      eventKeys.map((key) => [
        key,
        key.endsWith('_id') ? 'x'.repeat(128) : key === 'institution_name' ? '銀'.repeat(128) : 'X_'.repeat(32),
      ]),
    )
    const captured = {
      ...entry(),
      at: Date.now(),
      page: 'x'.repeat(8),
      attemptId: 'x'.repeat(8),
      code: 'XXXX-XXXX',
      sequence: 99_999,
    }
    captureEvent(captured, 'X_'.repeat(32), {
      ...longest,
      error_message: '銀 '.repeat(256),
      timestamp: '2024-05-21T00:18:09Z',
    })
    truncate(captured)
    expect(new TextEncoder().encode(JSON.stringify(captured)).length).toBeLessThanOrEqual(2048)
  })
})

describe('the worst input', () => {
  const units = [
    ...words(
      'a A a- - a@ a@b. 1 (1 1- GB29 f0 f a: a:// ?a= eyJa eyJaaaaaaaa. pda pda- btok_ 12345678- 1,2: 1_*· a%40 %40 #a= x. " ½ １ ㏒ ﷺ',
    ),
    ...words('2024-05-21T oauth_state_id access-sandbox access- [token]'),
    ' ',
    '\n',
    '1 ',
    'GB29 ',
    '\u200b',
    '\ud800',
  ]
  const of = (unit: string, length: number): string => unit.repeat(Math.ceil(length / unit.length)).slice(0, length)

  it.each(units)('takes no more time than its length: 50,000 characters of %j', (unit) => {
    const texts = [of(unit, 50_000), `${of(unit, 1023)} `, of(unit, 1024), `${of(unit, 1000)} ${of(unit, 50_000)}`]
    const begun = performance.now()
    for (const text of texts) {
      for (const shape of [freeText, name, institutionName, id, timestamp]) shape(text)
    }
    // A pattern that backtracks would take minutes; these take milliseconds.
    expect(performance.now() - begun).toBeLessThan(2000)
  })

  it('takes as long for 5 MB as for 5 kB', () => {
    const begun = performance.now()
    for (const unit of units) freeText(of(unit, 5_000_000))
    expect(performance.now() - begun).toBeLessThan(10_000)
  })
})

function words(text: string): string[] {
  return text.trim().split(/\s+/)
}
