import * as k from './kit.ts'

const { citi, chase, wells, tell, login, oauth, view, shown, closed, handoff } = k
const atLogin = { exit_status: 'requires_credentials' }
const inst = { status: 'institution_not_found' }

/** Several sessions, either way round. */
export const sessionSiblings: k.Sibling[] = [
  tell(
    'a wrong password, then closed at the login of the same bank',
    { says: ['closed'], text: ['ERROR.*give this first', 'invalid-creds'], answer: ['not yet'] },
    (session) => {
      session().mount().fails(k.wrong, citi)
      const told = [...login(citi, 308), closed(319, citi, atLogin)]
      session().open(300).events(320, told).exit(320, null, citi, { status: 'requires_credentials' }).report(330)
    },
  ),
  tell(
    'a wrong password, then closed at the list of banks',
    { says: ['closed'], not: ['full name', 'not found'], text: ['ERROR.*give this first'] },
    (session) => {
      session().mount().fails(k.wrong, citi)
      session().open(100).exit(120, null, null, inst).report(130)
    },
  ),
  tell(
    'a wrong password, then closed at another bank',
    {
      says: ['closed', 'Chase'],
      text: [
        'Citizens Bank',
        'OPEN_OAUTH.*give this first',
        'Earlier session, user can try: For Citizens Bank: Sign in',
        'Earlier session, Plaid case: not yet\\. Only if the login works at the bank, but not here\\. First id: reqSibling00002, in part 4',
      ],
    },
    (session) => {
      session().mount().fails(k.wrong, citi)
      const told = [...oauth(chase, 108), closed(159, chase, { exit_status: 'requires_oauth' })]
      session().open(100).events(160, told).exit(160, null, chase, { status: 'requires_oauth' }).report(170)
    },
  ),
  tell(
    'a locked login, then closed further on at the same bank',
    { says: ['closed', 'code'], not: ['own website'], text: ['locked'], answer: ['not yet'] },
    (session) => {
      session().mount().fails(k.locked, citi)
      const told = [...login(citi, 108), view(125, 'MFA', { ...citi }), closed(189, citi)]
      session().open(100).events(190, told).exit(190, null, citi, { status: 'requires_code' }).report(200)
    },
  ),
  tell(
    'a sign-in at the bank that failed, then one that was closed',
    { says: ['closed'], text: ['FAIL_OAUTH.*give this first', 'oauth-issues'], answer: ['not yet'] },
    (session) => {
      const failed = [...oauth(chase), [60, 'FAIL_OAUTH', { ...chase, r: true }] as const]
      const status = { status: 'requires_oauth' }
      session().mount().open().events(100, failed).exit(100, null, chase, status)
      session().open(200).events(260, oauth(chase, 208)).exit(260, null, chase, status).report(270)
    },
  ),
  tell(
    'a bank that was down twice, an hour apart, then closed',
    { says: ['closed'], text: ['down or in trouble'], answer: ['yes'] },
    (session) => {
      session().mount().fails(k.down, citi)
      session().fails(k.down, citi, 5000)
      session().open(5100).events(5160, login(citi, 5108)).exit(5160, null, citi, atLogin).report(5170)
    },
  ),
  tell('another bank was down an hour before', { says: ['down'], answer: ['not yet'] }, (session) => {
    session().mount().fails(k.down, chase)
    session().fails(k.down, citi, 4200).report(4270)
  }),
  tell(
    'a locked login, then another bank was connected',
    { says: [k.connected, 'Chase'], text: ['locked', 'ITEM_LOCKED'], answer: ['not yet'] },
    (session) => {
      session().mount().fails(k.locked, citi)
      session().connects(chase, 100).report(170)
    },
  ),
  tell(
    'connected, then a failure at the same bank',
    {
      says: ['Not connected', 'locked'],
      text: ['Earlier session: Connected \\(Citizens', 'Only if the app still asks for it: Unlock'],
      answer: ['not yet'],
    },
    (session) => {
      session().mount().connects(citi)
      session().fails(k.locked, citi, 100).report(170)
    },
  ),
  tell(
    'a link_token that was not valid, then connected with another',
    { says: [k.connected], answer: ['no'] },
    (session) => {
      session().mount().openedOnly().exit(2, k.tokenEnded)
      session(1).mount({ token: k.TOKEN_2 }, 20).connects(citi, 21).report(100)
    },
  ),
  tell(
    'left for a bank, then connected in a new try',
    { says: [k.connected], answer: ['no'], text: ['Earlier session: Not finished'] },
    (session) => {
      session().mount().open().leave(20)
      session(1).mount({ token: k.TOKEN_2 }, 300).connects(citi, 301).report(370)
    },
  ),
  tell(
    'back from the bank with the same link_token and another id',
    { says: [k.connected, 'Chase'], answer: ['no'], textNot: ['no return reached'] },
    (session) => {
      session().mount().open().leave(20)
      const back = session(1).mount({ receivedRedirectUri: k.RETURN }, 80).open(81)
      back
        .events(100, [handoff(98, chase)])
        .success(100, chase)
        .report(110)
    },
  ),
  tell(
    'back from the bank with another link_token',
    { says: ['came back', 'did not go on'], answer: ['no'] },
    (session) => {
      session().mount().open().leave(20)
      const back = session(1).mount({ token: k.TOKEN_2, receivedRedirectUri: k.RETURN }, 80)
      back.open(81).exit(100, null, null, inst).report(110)
    },
  ),
  tell(
    'the same wrong password in three sessions',
    {
      says: ['password'],
      answer: ['not yet'],
      text: ['Same before: 1 min 40 s earlier \\(session 2\\), 3 min 20 s earlier \\(session 3\\)'],
      textNot: ['Earlier session'],
    },
    (session) => {
      session().mount().fails(k.wrong, citi)
      session().fails(k.wrong, citi, 100)
      session().fails(k.wrong, citi, 200).report(270)
    },
  ),
  tell(
    'wrong passwords in two sessions, and their link_token ended in a third',
    {
      says: ['had ended: Citizens Bank had rejected the username or password 4 times in 2 sessions, 80 s before'],
      answer: ['not yet'],
      // What Plaid is to look at are the logins, with the ids of their session.
      text: [
        'of session 2 \\(that of the logins\\), if it becomes one\\nlink_session_id: 00000002',
        'ERROR, 10:02:20; give this first',
      ],
      textNot: ['INVALID_LINK_TOKEN.*Case form'],
    },
    (session) => {
      const twice = (from: number): unknown =>
        session()
          .mount({}, from)
          .open(from)
          .events(from + 60, [
            ...login(citi, from + 8),
            shown(from + 24, k.wrong, citi),
            shown(from + 40, k.wrong, citi),
          ])
          .exit(from + 60, k.wrong, citi)
      twice(0)
      twice(100)
      const told = [...login(citi, 208), shown(230, k.tokenEnded, citi)]
      session().open(200).events(240, told).exit(240, k.tokenEnded, citi).report(250)
    },
  ),
  tell(
    'wrong passwords, then the right one, and the same link_token once more',
    { not: ['password'], says: ['no longer valid', 'earlier session'], answer: ['no'] },
    (session) => {
      const tries = [15, 25, 35].map((second) => shown(second, k.wrong, citi))
      session()
        .mount()
        .open()
        .events(90, [...login(citi), ...tries, handoff(85, citi)])
        .success(90, citi)
      session().open(100).exit(102, k.tokenEnded).report(110)
    },
  ),
  tell(
    'a link_token that the app had for five hours',
    { says: ['for 5 h', 'no longer valid'], answer: ['no'] },
    (session) => {
      session().mount().openedOnly(18_000).exit(18_002, k.tokenEnded).report(18_030)
    },
  ),
  tell(
    'wrong passwords, and a new link_token that was not valid',
    {
      not: ['password'],
      says: ['no longer valid'],
      answer: ['no'],
      text: [
        "To act: the app's developers; for the earlier session: the user",
        'User can try: Close it and start again. Before that: Sign in on the bank',
        'Earlier session, same before: 1 min 40 s earlier \\(session 3\\), 3 min 20 s earlier \\(session 4\\)',
      ],
    },
    (session) => {
      session().mount().fails(k.wrong, citi)
      session().fails(k.wrong, citi, 100)
      session().fails(k.wrong, citi, 200)
      session().mount({ token: k.TOKEN_2 }, 300).open(301).exit(303, k.tokenEnded).report(310)
    },
  ),
  tell(
    'of three banks in one session the third failed',
    {
      says: ['Citizens', 'Chase', 'Wells'],
      answer: ['not yet'],
      not: ['It worked'],
      text: ['outcome: finished', 'institution: id ins_56, name Chase'],
    },
    (session) => {
      const told = [...login(citi), handoff(40, citi), ...oauth(chase, 50), handoff(100, chase), ...login(wells, 110)]
      session()
        .mount()
        .open()
        .events(300, [...told, shown(130, k.down, wells)])
        .exit(300, k.down, wells)
        .report(310)
    },
  ),
  tell(
    'of two banks in one session the second was closed',
    { says: [k.connected, 'Citizens', 'not finished: Chase'], not: ['onSuccess'], answer: ['not yet'] },
    (session) => {
      const told = [...login(citi), handoff(40, citi), view(45, 'SELECT_INSTITUTION'), ...oauth(chase, 50)]
      session().mount().open().events(200, told).exit(200, null, chase, { status: 'requires_oauth' }).report(210)
    },
  ),
  tell(
    'of two banks in one session both were connected',
    { says: ['Citizens Bank and Chase', k.connected], answer: ['no'] },
    (session) => {
      const told = [...login(citi), handoff(40, citi), ...oauth(chase, 50), handoff(100, chase)]
      session().mount().open().events(200, told).emptySuccess(200).report(210)
    },
  ),
]
