import * as k from './kit.ts'

const { chase, citi, closed, down, handoff, locked, login, oauth, shown, tell, view, wells, wrong } = k
const failedInside = k.err('API_ERROR', 'INTERNAL_SERVER_ERROR')
const returnUsed = k.err('OAUTH_ERROR', 'OAUTH_STATE_ID_ALREADY_PROCESSED')
const wrongCode = k.err('INVALID_INPUT', 'INCORRECT_DEPOSIT_VERIFICATION')
const update = { is_update_mode: 'true' }
const other = { token: k.TOKEN_2 }
const sandbox = { token: k.TOKEN.replace('production', 'sandbox') }
const hour = 3600

/** Three wrong logins, the way they stand in one session. */
function threeWrong(bank: k.Bank, from: number): k.Event[] {
  return [...login(bank, from), ...[10, 20, 30].map((after) => shown(from + after, wrong, bank))]
}

/** The confirmation of a deposit fails at a bank, if one is named; then another session confirms one. */
function depositThenVerified(session: () => k.Told, error: k.PlaidError, at: k.Bank | null, verifiedAt: k.Bank): void {
  const screen = (second: number): k.Event => view(second, 'SAME_DAY_MICRODEPOSIT_VERIFICATION')
  const told = [screen(5), shown(20, error, at ?? {}), closed(59, at ?? {}, error)]
  session().mount().open(0, update).events(60, told).exit(60, error, at)
  session()
    .mount(other, 100)
    .open(100, update)
    .events(160, [screen(105), handoff(158, verifiedAt)])
    .success(160, verifiedAt, { accounts: [k.account('manually_verified')] })
    .report(170)
}

/** How sessions of one device stand to each other, and what of one is true of another. */
export const relationSiblings: k.Sibling[] = [
  tell(
    'a wrong password, then that bank, then another one',
    { says: ['Connected \\(Chase\\)'], answer: ['no'], textNot: ['Earlier session', 'Sign in'] },
    (session) => {
      session().mount().fails(wrong, citi)
      session().connects(citi, 100)
      session().mount(other, 200).connects(chase, 200).report(270)
    },
  ),
  tell(
    'back from a bank, while an older page was left',
    { says: ['closed Link', 'choice of accounts'], not: ['did not go on', 'another link_token'], answer: ['not yet'] },
    (session) => {
      session(0).mount(other).open().leave(60)
      session(1).mount({}, 7200).open(7200).events(7225, oauth(chase, 7208)).leave(7230)
      const told = [view(7300, 'SELECT_ACCOUNT', { ...chase }), closed(7399, chase)]
      session(2)
        .mount({ receivedRedirectUri: k.RETURN }, 7290)
        .open(7290)
        .events(7400, told)
        .exit(7400, null, chase, { status: 'requires_account_selection' })
        .report(7410)
    },
  ),
  tell(
    'a return that was used, at another bank than the one that was connected',
    { says: ['Not connected \\(Wells Fargo\\)', 'was used already'], not: ['Connected before', 'nothing is left'] },
    (session) => {
      session().mount().connects(chase)
      session().mount(other, 600).open(600).exit(610, returnUsed, wells).report(620)
    },
  ),
  tell(
    'one bank was connected, and the return from another was used',
    { says: ['Connected', 'Wells Fargo'], not: ['Connected before', 'nothing is left'] },
    (session) => {
      const told = [...oauth(chase), handoff(60, chase), ...oauth(wells, 80), shown(100, returnUsed, wells)]
      const end = closed(299, wells, returnUsed)
      session()
        .mount()
        .open()
        .events(300, [...told, end])
        .exit(300, returnUsed, wells)
        .report(310)
    },
  ),
  tell(
    'wrong logins, a bank by another link_token, and the first link_token ended',
    {
      says: ['Citizens Bank had rejected the username or password 3 times'],
      answer: ['not yet'],
      text: ['To act: the user', 'of session 3', 'ERROR, 10:00:38; give this first', 'invalid-creds'],
    },
    (session) => {
      const told = [...threeWrong(citi, 8), closed(59, citi, wrong)]
      session().mount().open().events(60, told).exit(60, wrong, citi)
      session().mount(other, 100).connects(chase, 100)
      session().mount({}, 300).openedOnly(300).exit(302, k.tokenEnded).report(310)
    },
  ),
  tell(
    'wrong logins, then another bank was chosen; their link_token ended',
    {
      says: ['had ended: Citizens Bank had rejected the username or password 3 times'],
      text: ['ERROR at Citizens Bank, 10:00:38; give this first'],
    },
    (session) => {
      const told = [...threeWrong(citi, 8), ...oauth(chase, 50), closed(99, chase)]
      session().mount().open().events(100, told).exit(100, null, chase, { status: 'requires_oauth' })
      session().openedOnly(200).exit(202, k.tokenEnded).report(210)
    },
  ),
  tell(
    'a wrong password, the right one, and Link closed twice',
    { says: ['closed Link'], not: ['no further', 'own website'], answer: ['not yet'], textNot: ['Earlier session'] },
    (session) => {
      session().mount().fails(wrong, citi)
      const further = [...login(citi, 108), view(125, 'SELECT_ACCOUNT', { ...citi }), closed(159, citi)]
      session().open(100).events(160, further).exit(160, null, citi)
      session()
        .open(200)
        .events(230, [closed(229)])
        .exit(230)
        .report(240)
    },
  ),
  tell(
    'refused at the opening, then the list of banks',
    {
      says: ['closed Link'],
      not: ['no further', 'another try does not help'],
      text: ['The newest session got further'],
    },
    (session) => {
      session().mount().openedOnly().exit(2, k.err('INVALID_REQUEST', 'INVALID_FIELD'))
      const told = [view(110, 'SELECT_INSTITUTION'), closed(159)]
      session().mount(other, 100).open(100).events(160, told).exit(160).report(170)
    },
  ),
  tell(
    'a wrong password, then an exit at the accounts of which no event came',
    { says: ['closed Link', 'choice of accounts'], not: ['no further', 'own website'] },
    (session) => {
      session().mount().fails(wrong, citi)
      session().openedOnly(100).exit(160, null, citi, { status: 'requires_account_selection' }).report(170)
    },
  ),
  tell(
    'a wrong password in production, then that bank in Sandbox',
    { says: ['In Sandbox \\(test environment\\): Connected'], not: ['It worked afterwards'], answer: ['not yet'] },
    (session) => {
      session().mount().fails(wrong, citi)
      session().mount(sandbox, 100).connects(citi, 100).report(170)
    },
  ),
  tell(
    'down in Sandbox two hours ago, and down in production',
    { says: ['down'], answer: ['not yet'], textNot: ['Same before'] },
    (session) => {
      session().mount(sandbox).fails(down, citi)
      session()
        .mount({}, 2 * hour)
        .fails(down, citi, 2 * hour)
        .report(2 * hour + 70)
    },
  ),
  tell(
    'down, a wrong password two hours later, and down again',
    { says: ['down'], answer: ['not yet'], text: ['the bank answered in between \\(session 2\\)'] },
    (session) => {
      session().mount().fails(down, citi)
      session().fails(wrong, citi, 2 * hour)
      session()
        .fails(down, citi, 3 * hour)
        .report(3 * hour + 70)
    },
  ),
  tell(
    'a bank that was down, then connected while another one is down',
    { says: ['Connected', 'Wells Fargo', 'down'], answer: ['not yet'] },
    (session) => {
      session().mount().fails(down, chase)
      const from = 2 * hour
      const told = [...oauth(chase, from + 8), handoff(from + 60, chase), ...login(wells, from + 80)]
      const end = [shown(from + 100, down, wells), closed(from + 199, wells, down)]
      session()
        .mount(other, from)
        .open(from)
        .events(from + 200, [...told, ...end])
        .exit(from + 200, down, wells)
        .report(from + 210)
    },
  ),
  tell(
    'a step of an identity check failed, then another check was passed',
    { says: ['Identity check passed'], answer: ['no'], textNot: ['for the earlier session', 'Start the check again'] },
    (session) => {
      const step: k.Event = [30, 'IDENTITY_VERIFICATION_FAIL_STEP', { view_name: 'SELFIE_CHECK' }]
      session()
        .called('idv_aaxR9LKo77r1Np')
        .mount()
        .open()
        .events(60, [step, closed(59)])
        .exit(60)
      session()
        .called('idv_bbxR9LKo77r1Np')
        .mount(other, 100)
        .open(100)
        .events(160, [[150, 'IDENTITY_VERIFICATION_PASS_SESSION']])
        .success(160, null)
        .report(170)
    },
  ),
  tell(
    'a wrong code of a deposit without a bank, then the right one',
    { says: ['account verified'], answer: ['no'], textNot: ['for the earlier session', 'Find the small'] },
    (session) => {
      depositThenVerified(session, wrongCode, null, citi)
    },
  ),
  tell(
    'a second bank that was locked, and was connected afterwards',
    {
      says: ['Connected \\(Wells Fargo\\)'],
      answer: ['perhaps'],
      // The app was not told of the first bank.
      text: ['Earlier session: Connected, but the app was not told \\(Chase\\)', 'SESSION_FINISHED'],
      textNot: ['Unlock'],
    },
    (session) => {
      const told = [...oauth(chase), handoff(60, chase), ...login(wells, 80), shown(100, locked, wells)]
      session()
        .mount()
        .open()
        .events(200, [...told, closed(199, wells, locked)])
        .exit(200, locked, wells)
      session().mount(other, 300).connects(wells, 300).report(370)
    },
  ),
  tell(
    'a HANDOFF that names no bank, after another one was locked',
    { says: ['Connected \\(Chase\\)'], text: ['locked.*at Wells Fargo; then another bank was connected'] },
    (session) => {
      const told = [...login(wells), shown(20, locked, wells), view(40, 'SELECT_SAVED_ACCOUNT'), handoff(58)]
      session().mount().open().events(60, told).success(60, chase).report(70)
    },
  ),
  tell(
    'a step of an identity check waits for a review, and it was closed',
    { says: ['Identity check not finished', 'waits for a review'], not: ['handed in'], answer: ['no'] },
    (session) => {
      const told: k.Event[] = [[30, 'IDENTITY_VERIFICATION_PENDING_REVIEW_STEP', {}], closed(59)]
      session().called('idv_52xR9LKo77r1Np').mount().open().events(60, told).exit(60).report(70)
    },
  ),
  tell(
    'a step of an identity check failed, and then Plaid did',
    { says: ['Identity check not finished', 'went wrong at Plaid'], text: ['INTERNAL_SERVER_ERROR'] },
    (session) => {
      const step: k.Event = [30, 'IDENTITY_VERIFICATION_FAIL_STEP', { view_name: 'KYC_CHECK' }]
      const told = [step, shown(40, failedInside), closed(59, {}, failedInside)]
      session().called('idv_52xR9LKo77r1Np').mount().open().events(60, told).exit(60, failedInside).report(70)
    },
  ),
  tell(
    'connected without the app being told, then closed at that bank',
    {
      says: ['closed Link'],
      text: [
        "To act: the app's developers",
        'User can try: Reload',
        'of the earlier session.*, if it is one',
        '/link/token/get',
      ],
    },
    (session) => {
      const told = [...login(citi), handoff(58, citi), closed(59, citi)]
      session().mount().open().events(60, told).exit(60, null, citi)
      session()
        .open(100)
        .events(160, [...login(citi, 108), closed(159, citi)])
        .exit(160, null, citi)
        .report(170)
    },
  ),
  tell(
    'in update mode one Item was repaired, and three logins of another rejected',
    { says: ['rejected the username or password 3 times'], answer: ['not yet'], text: ['To act: the user'] },
    (session) => {
      session()
        .mount()
        .open(0, update)
        .events(60, [...login(citi), handoff(58, citi)])
        .success(60, citi)
      const told = [...threeWrong(wells, 110), shown(150, k.tokenEnded, wells), closed(199, wells, k.tokenEnded)]
      session().open(100, update).events(200, told).exit(200, k.tokenEnded, wells).report(210)
    },
  ),
  tell(
    'one bank was connected, and three logins of another ended the link_token',
    {
      says: [
        'Connected',
        'Another bank was not connected \\(Wells Fargo\\)',
        'rejected the username or password 3 times',
      ],
      text: ['To act: the user, and the app', 'ERROR at \\w+ \\w+, 10:01:50; give this first', 'invalid-creds'],
      textNot: ['developers, and the app'],
    },
    (session) => {
      const told = [...oauth(chase), handoff(60, chase), ...threeWrong(wells, 80), shown(120, k.tokenEnded, wells)]
      const end = closed(199, wells, k.tokenEnded)
      session()
        .mount()
        .open()
        .events(200, [...told, end])
        .exit(200, k.tokenEnded, wells)
        .report(210)
    },
  ),
  tell(
    'a repair of which onSuccess was not called',
    { says: ['Connected again'], not: ['public_token', 'not told'], answer: ['no'] },
    (session) => {
      const told = [...login(citi), handoff(58, citi), closed(59, citi)]
      session().mount().open(0, update).events(60, told).exit(60, null, citi).report(70)
    },
  ),
  tell(
    'at the last screen of a repair',
    { says: ['Perhaps repaired'], text: ['/item/get'], textNot: ['public_token'] },
    (session) => {
      const told = [view(50, 'CONNECTED', { ...citi }), closed(59, citi)]
      session().mount().open(0, update).events(60, told).exit(60, null, citi).report(70)
    },
  ),
  tell(
    'the last screen was shown, then the list of banks, and Link was closed',
    { says: ['Perhaps connected \\(Chase\\)', 'after a screen had said'] },
    (session) => {
      const told = [...oauth(chase), view(50, 'CONNECTED', { ...chase }), view(60, 'SELECT_INSTITUTION'), closed(99)]
      session().mount().open().events(100, told).exit(100).report(110)
    },
  ),
  tell(
    'connected, and the connection was removed',
    { says: ['removed'], textNot: ['That connection stays'] },
    (session) => {
      session().mount().connects(citi)
      session()
        .mount(other, hour)
        .openedOnly(hour)
        .exit(hour + 5, k.err('ITEM_ERROR', 'ITEM_NOT_FOUND'), citi)
        .report(hour + 10)
    },
  ),
  tell(
    'onSuccess without events, then an exit with an error that was left over',
    {
      says: ['Connected \\(Chase\\)'],
      not: ['Another bank', 'rejected'],
      answer: ['no'],
      text: ['Seen: The bank rejected the username or password \\(an exit after the success repeats it\\)'],
    },
    (session) => {
      session().mount().open().success(100, chase).exit(101, wrong, chase).report(110)
    },
  ),
  tell(
    'a bank that Plaid no longer supports, then another one',
    {
      says: ['Connected \\(Chase\\)'],
      answer: ['yes'],
      text: ["for the earlier session: the bank or Plaid, and the app's developers"],
    },
    (session) => {
      session().mount().fails(k.err('INSTITUTION_ERROR', 'INSTITUTION_NO_LONGER_SUPPORTED'), citi)
      session().mount(other, 100).connects(chase, 100).report(170)
    },
  ),
  tell(
    'two wrong logins, which the exit repeats without a bank; their link_token ended',
    {
      says: ['The window that the app had opened was no longer valid'],
      answer: ['no'],
      text: ["To act: the app's developers"],
    },
    (session) => {
      const told = [...login(citi), shown(20, wrong, citi), shown(30, wrong, citi), view(40, 'SELECT_INSTITUTION')]
      session()
        .mount()
        .open()
        .events(60, [...told, closed(59, {}, wrong)])
        .exit(60, wrong)
      session().openedOnly(100).exit(102, k.tokenEnded).report(110)
    },
  ),
  tell(
    'two wrong logins, which the exit repeats at the list of banks',
    { says: ['rejected the username or password, 2 times'], text: ['ERROR, 10:00:30; give this first'] },
    (session) => {
      const told = [...login(citi), shown(20, wrong, citi), shown(30, wrong, citi), view(40, 'SELECT_INSTITUTION')]
      session()
        .mount()
        .open()
        .events(60, [...told, closed(59, {}, wrong)])
        .exit(60, wrong)
        .report(70)
    },
  ),
  tell(
    'documents were uploaded at the second try, then Link was closed',
    {
      says: ['Not finished, documents uploaded'],
      not: ['upload of documents failed'],
      text: ['overcome: Link went on'],
    },
    (session) => {
      const told: k.Event[] = [
        [20, 'SUBMIT_DOCUMENTS_ERROR', { r: true }],
        [40, 'SUBMIT_DOCUMENTS_SUCCESS', {}],
        closed(59),
      ]
      session().mount().open().events(60, told).exit(60).report(70)
    },
  ),
  tell(
    'an account whose time to be verified ran out, then connected anew',
    {
      says: ['Connected \\(Chase\\)'],
      answer: ['no'],
      text: ['Since then the account has been connected again'],
      textNot: ['for the earlier session'],
    },
    (session) => {
      const expired = { accounts: [k.account('verification_expired')] }
      session()
        .mount()
        .open()
        .events(60, [...login(chase), handoff(58, chase)])
        .success(60, chase, expired)
      session().mount(other, 200).connects(chase, 200).report(270)
    },
  ),
  tell(
    'a connection that was removed, then a new one',
    { says: ['Connected \\(Citizens Bank\\)'], answer: ['no'], text: ['Since then a new connection has been made'] },
    (session) => {
      const removed = k.err('ITEM_ERROR', 'ITEM_NOT_FOUND')
      session()
        .mount()
        .open(0, { ...update, ...citi })
        .events(20, [closed(19, citi, removed)])
        .exit(20, removed, citi)
      session().mount(other, 100).connects(citi, 100).report(170)
    },
  ),
  tell(
    'a repair, and update mode once more, which was closed',
    {
      says: ['Nothing to repair \\(Citizens Bank\\)', 'has repaired the connection'],
      answer: ['no'],
      text: ['To act: nobody'],
    },
    (session) => {
      session()
        .mount()
        .open(0, { ...update, ...citi })
        .events(60, [...login(citi), handoff(58, citi)])
        .success(60, citi)
      session()
        .open(100, { ...update, ...citi })
        .events(130, [closed(129, citi)])
        .exit(130, null, citi)
        .report(140)
    },
  ),
  tell(
    'down, let in an hour later, and down again',
    { says: ['down'], answer: ['not yet'], text: ['the bank answered in between \\(session 2\\)'] },
    (session) => {
      session().mount().fails(down, citi)
      const further = [
        ...login(citi, hour + 8),
        view(hour + 20, 'SELECT_ACCOUNT', { ...citi }),
        closed(hour + 59, citi),
      ]
      session()
        .open(hour)
        .events(hour + 60, further)
        .exit(hour + 60, null, citi)
      session()
        .fails(down, citi, 3 * hour)
        .report(3 * hour + 70)
    },
  ),
  tell(
    'perhaps connected, then closed at the sign-in of that bank',
    {
      says: ['closed Link'],
      text: ['Perhaps connected', 'User can try: Reload the page', '/link/token/get'],
    },
    (session) => {
      const told = [...oauth(chase), view(50, 'CONNECTED', { ...chase }), closed(59, chase)]
      session().mount().open().events(60, told).exit(60, null, chase)
      session()
        .open(100)
        .events(160, [...oauth(chase, 108), closed(159, chase)])
        .exit(160, null, chase)
        .report(170)
    },
  ),
  tell(
    'a HANDOFF that names no bank, and an exit with the error of another',
    {
      says: [
        '^Connected, but the app was not told \\(its bank is not known\\)\\.',
        'Another bank was not connected \\(Wells Fargo\\)',
      ],
      text: ['link_session_id: \\S+ \\(give this first\\)', 'Ask the user: For Wells Fargo: Does the bank'],
    },
    (session) => {
      const told: k.Event[] = [handoff(60), view(70, 'SELECT_INSTITUTION'), [80, 'SELECT_INSTITUTION', {}]]
      session().mount().open().events(100, told).exit(100, down, wells).report(110)
    },
  ),
  tell(
    'an account that is not ready to be used',
    {
      says: ['Account not verified \\(Citizens Bank\\)'],
      not: ['Not connected'],
      text: ['item_id: on your server \\(if there is one'],
    },
    (session) => {
      session().mount().fails(k.err('AUTH_ERROR', 'PRODUCT_NOT_READY'), citi).report(70)
    },
  ),
  tell(
    'a deposit of one account was locked, and one of another bank verified',
    {
      says: ['account verified'],
      answer: ['not yet'],
      text: ['Earlier session, developers: Let the user connect anew', 'for the earlier session: the user'],
    },
    (session) => {
      const triesUsedUp = k.err('INVALID_INPUT', 'TOO_MANY_VERIFICATION_ATTEMPTS')
      depositThenVerified(session, triesUsedUp, citi, chase)
    },
  ),
  tell(
    'a repair in Sandbox, and an update mode in production that was closed',
    {
      says: ['Existing connection not repaired'],
      not: ['Nothing to repair'],
      textNot: ['Earlier session'],
    },
    (session) => {
      const repaired = [...login(citi), handoff(58, citi)]
      session()
        .mount(sandbox)
        .open(0, { ...update, ...citi })
        .events(60, repaired)
        .success(60, citi)
      session()
        .mount({}, 100)
        .open(100, { ...update, ...citi })
        .events(130, [closed(129, citi)])
        .exit(130, null, citi)
        .report(140)
    },
  ),
]
