import { describe, expect, it } from 'vitest'
import { freeText, institutionName, MAX_TEXT, name } from '../../src/entry/redact.ts'
import errorTypes from '../fixtures/plaid/error-types.json'
import errors from '../fixtures/plaid/errors.json'
import events from '../fixtures/plaid/link-events.json'
import { textCases } from '../support/fixtures.ts'

describe('a text of plain words', () => {
  it.each([
    ...textCases.messages,
    'ITEM_LOGIN_REQUIRED (code 400)',
    'HTTP 500 after 3 of 12 tries, 1500 ms',
    'It may take 1-2 business days, or 24/7 support.',
    'Between 24-48 hours; at 10:30.',
    'a fee of $25.00, version 3.5',
    'step #3 of #12; then 50% of it',
    'the `webhook` field, ["auth"], {}, <link_token>',
    'call /link/token/create again: receivedRedirectUri is missing',
    'see https://plaid.com/docs/errors/item/#invalid_credentials.',
    'see (https://plaid.com/docs/link/oauth/)',
    'a secret-like NetBenefits, iPhone, JPMorgan, BofA, GmbH, McDonald, HSBCnet and OAuth',
    'x'.repeat(32),
    "l'Île-de-France et l’Hôpital",
    'エラーが発生しました。もう一度お試しください。',
    '24時間後にもう一度お試しください。コード：500',
    'ไม่สามารถเชื่อมต่อกับธนาคารของคุณได้ในขณะนี้',
    'Не удалось подключиться. Подождите 24 часа.',
    'انتظر ٢٤ ساعة ثم حاول مرة أخرى',
    'आपका बैंक अभी उपलब्ध नहीं है',
    'कृपया बाद में पुनः प्रयास करें।',
    'உங்கள் கடவுச்சொல் தவறானது.',
    'রপর ভুল পাসওয়ার্ড।',
    'هل نسيت كلمة المرور؟ عذراً، حاول لاحقاً',
    'First Platypus OAuth App2App Bank',
    'décomposé: e\u0301',
    '50% of 👍🏽 — “quoted”…',
    'A*B·C_D',
    'a b c d',
    'a b c d 7',
    'a v2, please',
    'the clientID and plaidAPI',
    'I am',
    '...',
    '[token] [email] [number] [url] [id] […]',
  ])('is left as it is: %s', (text) => {
    expect(freeText(text)).toBe(text)
  })

  it.each([
    ['two  spaces', 'two spaces'],
    [' around ', 'around'],
    ['behind ', 'behind'],
    ['line\r\nbreak\tand\u00a0others\u2028here', 'line break and others here'],
    ['zero\u200bwidth', 'zerowidth'],
    ['', undefined],
    [' ', undefined],
    ['\u0000', undefined],
    [7, undefined],
    [null, undefined],
    [['words'], undefined],
  ])('%j is kept as %j', (text, kept) => {
    expect(freeText(text)).toBe(kept)
    expect(institutionName(text)).toBe(kept)
  })

  it('may hold ten digits in all, and a number four', () => {
    expect(freeText('about 1234 then 1234 then 12 after')).toBe('about 1234 then 1234 then 12 after')
    expect(freeText('about 1234 then 1234 then 123 after')).toBe('about [number] then [number] then [number] after')
    expect(freeText('about 12345 then 1 after')).toBe('about [number] then 1 after')
    expect(freeText('about 12 or 34 after')).toBe('about 12 or 34 after')
    expect(freeText('about 12 or 345 after')).toBe('about […] after')
    expect(freeText('about 1, 2, 3 after')).toBe('about [number] after')
  })

  it('is parted by longer words, which stand between two numbers', () => {
    expect(freeText('1234 then 1234')).toBe('1234 then 1234')
    expect(freeText('1234 THEN 1234')).toBe('[…]')
    expect(freeText('1234 THENCE 1234')).toBe('1234 THENCE 1234')
    expect(freeText('1234 and 1234')).toBe('[…]')
    expect(freeText('12 card:34 card:56')).toBe('[…]')
    expect(freeText('1234エラーだ。1234')).toBe('1234エラーだ。1234')
    expect(freeText('1234。1234エラーだ')).toBe('1234。1234エラーだ')
  })

  it.each([MAX_TEXT, 1024])('is cut at a space, never in a word: %i', (length) => {
    for (let before = length - 8; before <= length + 2; before++) {
      const text = `${'word '.repeat(300).slice(0, before - 1)} abcdefgh word ${'word '.repeat(100)}`
      const kept = freeText(text) ?? ''
      expect(kept.length).toBeLessThanOrEqual(MAX_TEXT)
      expect(kept.length).toBeGreaterThan(MAX_TEXT - 16)
      expect(`${text} `.startsWith(`${kept} `)).toBe(true)
    }
  })

  it('that is longer than what is looked at is cut there, between words', () => {
    const long = `${'1'.repeat(900)} ${'word '.repeat(20)}abcdefghijklmnopqrstuvwxyz`
    expect(freeText(long.slice(0, 1024))).toBe(`[number] ${'word '.repeat(20)}${long.slice(1001, 1024)}`)
    expect(freeText(long)).toBe(`[number] ${'word '.repeat(20)}`.trim())
  })

  it('that is longer than what is looked at is judged by that', () => {
    const beyond = `${'word '.repeat(220)} 1234 then 1234 then 1234`
    expect(freeText(`code 1234 ${beyond}`)).toMatch(/^code 1234 word/)
  })

  it('that holds a number, too, may have 512 characters', () => {
    const text = `${'word '.repeat(102)}7x`
    expect(freeText(text)).toBe(text)
    expect(freeText(`${text} `)).toBe(text)
    expect(freeText(`${text}y`)).toBe('word '.repeat(102).trim())
  })

  it('is cut at a stop, where there are no spaces', () => {
    const sentence = 'もう一度お試しください。'
    expect(freeText(sentence.repeat(100))).toBe(sentence.repeat(Math.floor(MAX_TEXT / sentence.length)))
  })

  it('of up to 512 characters is kept whole', () => {
    const text = 'word '.repeat(200).slice(0, MAX_TEXT - 1)
    expect(freeText(`${text}x`)).toBe(`${text}x`)
    expect(freeText(`${text}x y`)).not.toContain('x')
  })
})

describe('the name of a bank', () => {
  it.each([
    ...textCases.banks,
    'Sparkasse 37050198',
    '1st Source Bank 1863',
    'Bank of America – 401(k)',
    'Bank of Botetourt (Buena Vista)',
    'N26',
    'N26, Berlin',
    'C24 Bank',
    'Y-12 Federal Credit Union',
    '1822direkt',
    '3Rivers Federal Credit Union',
    '121 Financial Credit Union',
    'E*TRADE Financial',
    'J.P. Morgan',
    'AT&T',
    'A+ FCU',
    'BBVA México',
    'みずほ銀行',
    'ธนาคารกสิกรไทย',
    'VR-Bank e.G.',
    'Sparkasse KölnBonn',
    'PayPal',
    'SoFi',
  ])('is kept as it is: %s', (bank) => {
    expect(institutionName(bank)).toBe(bank)
  })

  it.each([
    ['Sparkasse 370501981', 'Sparkasse [number]'],
    ['Sparkasse 1234567TW', 'Sparkasse […]'],
    ['20-00-00 55779911', '[number]'],
    ['Bank 12345 6', 'Bank [number]'],
    [`${'word '.repeat(25)}abcd`, `${'word '.repeat(25)}`.trim()],
  ])('%s is kept as %s', (bank, kept) => {
    expect(institutionName(bank)).toBe(kept)
  })
})

describe('a name', () => {
  const documented = [
    ...errors.flatMap(({ error_type, error_code }) => [error_type, error_code]),
    ...errorTypes.api_plaid_47,
    ...errorTypes.sdk_only,
    ...errorTypes.error_code_reason_values,
    ...events.events.map((event) => event.name),
  ].filter(Boolean)

  it("of Plaid's is kept as it is, whatever it is", () => {
    expect(documented.length).toBeGreaterThan(400)
    for (const value of documented) expect(name(value)).toBe(value)
  })

  it.each([
    'institution-poor-health-error',
    'item-no-error',
    '499',
    'selectInstitution',
    'camelCaseOfSomeWrapperWithManyWords',
    'variant_1',
    'v2',
    'MFA_2FA',
    'STEP2',
    'T12N34',
    'N999',
    '__STEP2',
    '__',
    `${'WORD_'.repeat(12)}AB12`,
    '1234',
    'pending_manual_verification',
  ])('is kept as it is: %s', (value) => {
    expect(name(value)).toBe(value)
  })

  it.each([
    ['not an event', 'not_an_event'],
    ['OP\u200bEN', 'OPEN'],
    ['<script>', '_script_'],
    ['caféteria', 'caf_teria'],
    ['SUBMIT 4155550011', 'SUBMIT__number_'],
    ['btok_abcdefgh', '_token_'],
    ['LINK-SANDBOX-XYZ789', '_token_'],
    [true, 'true'],
    [false, 'false'],
    ['SUBMIT_4155550011', undefined],
    ['SUBMIT_415_555_0011', undefined],
    ['SUBMIT12345', undefined],
    ['A1B2C3', undefined],
    ['4f2a9c17d06be88', undefined],
    ['step 2b3', 'step____'],
    ['hunter2!', undefined],
    ['1234 then 1234', undefined],
    ['ＯＰＥＮ', undefined],
    ['...', undefined],
    ['X'.repeat(65), undefined],
    [`${'word '.repeat(12)}words`, 'word_word_word_word_word_word_word_word_word_word_word_word'],
    [7, undefined],
    ['', undefined],
    ['\u0000', undefined],
    [null, undefined],
  ])('%j is kept as %j', (value, kept) => {
    expect(name(value)).toBe(kept)
  })
})
