import * as k from './kit.ts'

const { chase, citi, closed, handoff, locked, login, oauth, shown, tell, view, wells, wrong } = k
const atBank = { status: 'requires_oauth' }
const failedInside = k.err('API_ERROR', 'INTERNAL_SERVER_ERROR')
const wrongCode = k.err('INVALID_INPUT', 'INCORRECT_DEPOSIT_VERIFICATION')
const submit = (second: number): k.Event => [second, 'SUBMIT_CREDENTIALS', {}]
const toConfirm = { is_update_mode: 'true' }
const pending = { accounts: [k.account('pending_manual_verification')] }
const verified = { accounts: [k.account('manually_verified')] }
const deposit = view(5, 'SAME_DAY_MICRODEPOSIT_VERIFICATION')

/** Closed at Citizens Bank, with the rejected password as the last error. */
function repeatsWrong(session: k.Told, told: readonly k.Event[], status: string): void {
  session
    .mount()
    .open()
    .events(100, [...told, closed(99, citi, { ...wrong, exit_status: status })])
    .exit(100, wrong, citi, { status })
    .report(110)
}

/** What comes after a success, an error or a first try turns it into another story. */
export const turnSiblings: k.Sibling[] = [
  tell(
    'a second login at the bank that was connected, which is locked',
    {
      says: ['Connected \\(Chase\\)', 'A second login was not connected \\(Chase\\)', 'locked'],
      not: ['It worked'],
      text: ['ERROR.*give this first'],
      answer: ['not yet'],
    },
    (session) => {
      const told = [...login(chase), handoff(60, chase), ...login(chase, 70), shown(90, locked, chase)]
      session().mount().open().events(200, told).emptySuccess(200).report(210)
    },
  ),
  tell(
    'a second login at the bank that was connected, rejected, then closed',
    {
      says: ['Connected', 'A second login was not connected \\(Citizens Bank\\)', 'password'],
      not: ['other bank'],
      text: ['invalid-creds', 'ERROR, 10:01:30; give this first'],
    },
    (session) => {
      const told = [
        ...login(citi),
        handoff(60, citi),
        ...login(citi, 70),
        shown(90, wrong, citi),
        closed(199, citi, wrong),
      ]
      session().mount().open().events(200, told).exit(200, wrong, citi).report(210)
    },
  ),
  tell(
    'one bank was connected, then Plaid failed at the list of banks',
    {
      says: ['Connected', 'Another bank was not connected', 'went wrong at Plaid'],
      text: [
        'INTERNAL_SERVER_ERROR',
        'ERROR, 10:01:20; give this first',
        'Ask the user: Which bank was the other one\\?',
      ],
    },
    (session) => {
      const told = [...oauth(chase), handoff(60, chase), view(70, 'SELECT_INSTITUTION'), shown(80, failedInside)]
      session()
        .mount()
        .open()
        .events(200, [...told, closed(199, {}, failedInside)])
        .exit(200, failedInside)
        .report(210)
    },
  ),
  tell(
    'one bank was connected, the accounts of another were chosen, and onSuccess was empty',
    {
      says: ['Connected \\(Chase\\)', 'Wells Fargo', 'does not say whether'],
      not: ['It worked', 'another-bank-not-finished'],
      answer: ['not yet'],
    },
    (session) => {
      const second = [...login(wells, 70), view(90, 'SELECT_ACCOUNT', { ...wells })]
      session()
        .mount()
        .open()
        .events(200, [...oauth(chase), handoff(60, chase), ...second])
        .emptySuccess(200)
        .report(210)
    },
  ),
  tell(
    'the exit has the error of a bank that was left for another',
    {
      says: ['Not connected \\(Chase\\)', 'The user closed Link', "bank's own sign-in"],
      not: ['lock'],
      text: ['locked this login.*Citizens Bank; then another bank was chosen', 'OPEN_OAUTH.*give this first'],
      textNot: ['Case form:.*invalid-creds'],
    },
    (session) => {
      const told = [...login(citi), shown(20, locked, citi), ...oauth(chase, 40), closed(99, chase, locked)]
      session().mount().open().events(100, told).exit(100, locked, chase, atBank).report(110)
    },
  ),
  tell(
    'the exit has an error that the right password has overcome',
    {
      says: ['The user closed Link', 'at the security code'],
      not: ['rejected'],
      text: ['rejected.*overcome: Link went on'],
      textNot: ['invalid-creds'],
    },
    (session) => {
      const told = [...login(citi), submit(15), shown(20, wrong, citi), submit(30), view(40, 'MFA', { ...citi })]
      repeatsWrong(session(), told, 'requires_code')
    },
  ),
  tell(
    'the exit has the error of a password that was rejected once more',
    { says: ['rejected', 'at the login screen'], text: ['invalid-creds'] },
    (session) => {
      const told = [...login(citi), submit(15), shown(20, wrong, citi), submit(30), view(31, 'LOADING')]
      repeatsWrong(session(), told, 'requires_credentials')
    },
  ),
  tell(
    'wrong logins at two banks, and the link_token ended',
    {
      says: ['Citizens Bank and Chase rejected the username or password 2 times each, and the link_token then ended'],
      answer: ['not yet'],
      text: ['To act: the user', 'invalid-creds'],
    },
    (session) => {
      const at = (bank: k.Bank, second: number): k.Event[] => [
        ...login(bank, second),
        shown(second + 5, wrong, bank),
        shown(second + 10, wrong, bank),
      ]
      const told = [...at(citi, 5), ...at(chase, 30), shown(50, k.tokenEnded, chase), closed(99, chase, k.tokenEnded)]
      session().mount().open().events(100, told).exit(100, k.tokenEnded, chase).report(110)
    },
  ),
  tell(
    'wrong logins, a lock, and the link_token ended in the next session',
    {
      says: ['Citizens Bank had rejected the username or password 2 times and locked the login'],
      answer: ['not yet'],
      text: ['User can try: Unlock the login with Citizens Bank first', 'ITEM_LOCKED', 'To act: the user\\n'],
    },
    (session) => {
      const told = [...login(citi), shown(20, wrong, citi), shown(30, wrong, citi), shown(40, locked, citi)]
      session()
        .mount()
        .open()
        .events(60, [...told, closed(59, citi, locked)])
        .exit(60, locked, citi)
      session().openedOnly(100).exit(102, k.tokenEnded).report(110)
    },
  ),
  tell(
    'a wrong deposit code, then another bank was connected',
    {
      says: ['Connected \\(Chase\\)'],
      not: ['It worked'],
      answer: ['not yet'],
      text: ['for the earlier session: the user'],
    },
    (session) => {
      const told = [deposit, shown(20, wrongCode), closed(59, {}, wrongCode)]
      session().mount().open(0, toConfirm).events(60, told).exit(60, wrongCode)
      session().mount({ token: k.TOKEN_2 }, 90).connects(chase, 91).report(170)
    },
  ),
  tell(
    'documents were not uploaded, then a bank was connected',
    { says: ['Connected \\(Chase\\)'], not: ['It worked'], answer: ['not yet'] },
    (session) => {
      const told: k.Event[] = [view(5, 'UPLOAD_DOCUMENTS'), [20, 'SUBMIT_DOCUMENTS_ERROR', { r: true }], closed(59)]
      session().mount().open().events(60, told).exit(60)
      session().mount({ token: k.TOKEN_2 }, 90).connects(chase, 91).report(170)
    },
  ),
  tell(
    'Plaid failed before a bank was chosen, then an identity check was passed',
    { says: ['Identity check passed'], answer: ['not yet'], text: ["for the earlier session: the app's developers"] },
    (session) => {
      const told = [view(5, 'SELECT_INSTITUTION'), shown(8, failedInside), closed(19, {}, failedInside)]
      session().mount().open().events(20, told).exit(20, failedInside)
      session()
        .called('idv_52xR9LKo77r1Np')
        .mount({ token: k.TOKEN_2 }, 50)
        .open(51)
        .events(100, [[90, 'IDENTITY_VERIFICATION_PASS_SESSION']])
        .success(100, null)
        .report(110)
    },
  ),
  tell(
    'an account that cannot receive the small deposits',
    { says: ['Account not verified', 'cannot receive the small deposits'], not: ['Transfer not made'] },
    (session) => {
      session().mount().fails(k.err('BANK_TRANSFER_ERROR', 'BANK_TRANSFER_ACCOUNT_BLOCKED'), citi).report(70)
    },
  ),
  tell(
    'an account to be verified, and its code the next day',
    {
      says: ['Connected, account verified'],
      text: ['To act: nobody\\n', 'Earlier session: Connected'],
      textNot: ['Earlier session, user can try'],
      answer: ['no'],
    },
    (session) => {
      session()
        .mount()
        .open()
        .events(60, [view(5, 'NUMBERS'), handoff(50)])
        .success(60, null, pending)
      const later: k.Event[] = [view(80_010, 'SAME_DAY_MICRODEPOSIT_VERIFICATION'), handoff(80_050)]
      session()
        .mount({ token: k.TOKEN_2 }, 80_000)
        .open(80_001, toConfirm)
        .events(80_060, later)
        .success(80_060, null, verified)
        .report(80_100)
    },
  ),
  tell(
    "the deposit's code was asked for, and Link was closed",
    { says: ['Account not verified', 'The user closed Link'], not: ['repaired'] },
    (session) => {
      session()
        .mount()
        .open(0, toConfirm)
        .events(60, [deposit, closed(59)])
        .exit(60)
        .report(70)
    },
  ),
  tell(
    'a bank that has to be registered for, then closed at the list',
    {
      says: ['closed Link', 'earlier session failed'],
      not: ['full name', 'not found'],
      answer: ['no'],
      text: ["To act: the app's developers", 'Developers: '],
    },
    (session) => {
      session().mount().fails(k.err('INSTITUTION_ERROR', 'INSTITUTION_REGISTRATION_REQUIRED'), chase)
      session().open(100).exit(120, null, null, { status: 'institution_not_found' }).report(130)
    },
  ),
  tell(
    'one step of an identity check failed, and it was closed',
    { says: ['Identity check not finished', 'selfie'], not: ['decision'], answer: ['not yet'] },
    (session) => {
      session()
        .called('idv_52xR9LKo77r1Np')
        .mount()
        .open()
        .events(60, [[30, 'IDENTITY_VERIFICATION_FAIL_STEP', { view_name: 'SELFIE_CHECK' }], closed(59)])
        .exit(60)
        .report(70)
    },
  ),
  tell(
    'Plaid failed within an identity check',
    { says: ['Identity check not finished'], not: ['bank'], textNot: ['use case', 'institution_id'] },
    (session) => {
      session()
        .called('idv_52xR9LKo77r1Np')
        .mount()
        .open()
        .events(60, [view(5, 'KYC_CHECK'), shown(30, failedInside), closed(59, {}, failedInside)])
        .exit(60, failedInside)
        .report(70)
    },
  ),
  tell(
    'a security check was solved before the password was rejected',
    { says: ['password', 'at the login screen'], not: ['reCAPTCHA'] },
    (session) => {
      const told = [
        ...login(citi),
        submit(12),
        view(14, 'RECAPTCHA', { ...citi }),
        view(25, 'LOADING'),
        shown(30, wrong, citi),
      ]
      repeatsWrong(session(), told, 'requires_credentials')
    },
  ),
  tell(
    'closed at the screen that says that the account is connected',
    {
      says: ['Perhaps connected \\(Chase\\)'],
      not: ['Not connected'],
      text: ['item_id: on your server \\(if it was connected', "To act: the app's developers"],
    },
    (session) => {
      const told = [...oauth(chase), view(50, 'CONNECTED', { ...chase }), closed(59, chase)]
      session().mount().open().events(60, told).exit(60, null, chase, { status: 'connected' }).report(70)
    },
  ),
  tell(
    'a repair, and its link_token once more for another Item, too late',
    { says: ['had its link_token for 41 min', '30 min'], not: ['used'], answer: ['no'] },
    (session) => {
      session()
        .mount()
        .open(0, toConfirm)
        .events(60, [...login(citi), handoff(58, citi)])
        .success(60, citi)
      session().openedOnly(2460).exit(2462, k.tokenEnded).report(2470)
    },
  ),
  tell(
    'an account whose time to be verified ran out',
    { says: ['could not be verified', 'time'], not: ['numbers'], answer: ['not yet'] },
    (session) => {
      session()
        .mount()
        .open()
        .events(60, [handoff(50, citi)])
        .success(60, citi, { accounts: [k.account('verification_expired')] })
        .report(70)
    },
  ),
  tell(
    'Layer was ready, and the app did not open it',
    { says: ['Layer was ready', 'did not open'], answer: ['no'], text: ["To act: the app's developers"] },
    (session) => {
      session()
        .mount()
        .events(0, [[0, 'LAYER_READY', {}]])
        .report(30)
    },
  ),
  tell(
    'documents were uploaded, then Link was closed',
    { says: ['Not finished, documents uploaded'], not: ['Not connected'] },
    (session) => {
      const told: k.Event[] = [view(5, 'UPLOAD_DOCUMENTS'), [20, 'SUBMIT_DOCUMENTS_SUCCESS', {}], closed(59)]
      session().mount().open().events(60, told).exit(60).report(70)
    },
  ),
]
