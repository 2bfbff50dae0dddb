import {
  AccountSubtype,
  AccountType,
  AuthUpdateTypes,
  CountryCode,
  IdentityMatchListOutcome,
  IdentityUpdateTypes,
  IdentityVerificationStatus,
  IdentityVerificationStepStatus,
  ItemUpdateTypeEnum,
  ItemWithConsentFieldsUpdateTypeEnum,
  LinkSessionSuccessMetadataTransferStatus,
  PlaidErrorType,
  Products,
  ProtectReportConfidence,
  ProtectReportSource,
  ProtectReportType,
  TransactionPaymentChannelEnum,
  TransactionsUpdateStatus,
  TransferAuthorizationDecision,
  TransferAuthorizationGuaranteeDecision,
  TransferCreditFundsSource,
  TransferEventType,
  TransferIntentCreateMode,
  TransferIntentStatus,
  TransferNetwork,
  TransferRecurringNetwork,
  TransferRecurringStatus,
  TransferRefundStatus,
  TransferScheduleIntervalUnit,
  TransferStatus,
  TransferType,
  WalletTransactionStatus,
  WebhookEnvironmentValues,
  type AccountBase,
  type AccountsGetResponse,
  type AssetReportCreateResponse,
  type AssetReportFilterResponse,
  type AssetReportGetResponse,
  type AssetReportRefreshResponse,
  type AuthDefaultUpdateWebhook,
  type AuthGetResponse,
  type AutomaticallyVerifiedWebhook,
  type CreditSessionsGetResponse,
  type IdentityDefaultUpdateWebhook,
  type IdentityMatchListResponse,
  type IdentityVerification,
  type IdentityVerificationCreateResponse,
  type IdentityVerificationGetResponse,
  type IdentityVerificationListResponse,
  type IdentityVerificationRetriedWebhook,
  type IdentityVerificationRetryResponse,
  type IdentityVerificationStatusUpdatedWebhook,
  type InstitutionsGetByIdResponse,
  type IssueResolvedWebhook,
  type Item,
  type ItemAddResultWebhook,
  type ItemErrorWebhook,
  type ItemGetResponse,
  type ItemImportResponse,
  type ItemPublicTokenExchangeResponse,
  type LayerAuthenticationPassedWebhook,
  type LiabilitiesDefaultUpdateWebhook,
  type LinkEventsWebhook,
  type LinkOAuthCorrelationIdExchangeResponse,
  type LinkSessionFinishedWebhook,
  type LinkTokenCreateResponse,
  type LinkTokenGetResponse,
  type OAuthTokenResponse,
  type PlaidError,
  type ProcessorStripeBankAccountTokenCreateResponse,
  type ProcessorTokenCreateResponse,
  type ProtectUserEventWebhook,
  type ProtectUserInsightsGetResponse,
  type RecurringNewTransferWebhook,
  type SandboxPublicTokenCreateResponse,
  type SessionTokenCreateResponse,
  type SignalEvaluateRequest,
  type SignalEvaluateResponse,
  type StatementsListResponse,
  type Transaction,
  type TransactionsGetResponse,
  type TransactionsRemovedWebhook,
  type TransactionsSyncResponse,
  type Transfer,
  type TransferAuthorizationCreateResponse,
  type TransferCreateResponse,
  type TransferEventSyncResponse,
  type TransferGetResponse,
  type TransferIntentGetResponse,
  type TransferListResponse,
  type TransferMigrateAccountResponse,
  type TransferRecurringGetResponse,
  type TransferRefundGetResponse,
  type UserAccountRevokedWebhook,
  type UserAccountSessionGetResponse,
  type UserCreateResponse,
  type UserItemsGetResponse,
  type WalletTransactionExecuteResponse,
} from 'plaid'

/** What Plaid returns, type-checked against its SDK, and what is to be picked from it: key and value, in order. */
export interface PlaidResponse {
  from: string
  body: unknown
  identifiers: [key: string, value: string][]
}

const requestId = 'm8MDnv9okwxFNBV'
const itemId = 'M5eVJqLnv3tbzdngLDp9FL5OlDNxlNhlE55op'
const otherItemId = '515cd85321d3649aecddc015'
const accountId = 'blgvvBlXw3cq5GMPwqB6s6q4dLKB9WcVqGDGo'
const otherAccountId = 'ygPnJweommTWNr9doD6ZfGR6GGVQy7fyREmWy'
const linkSessionId = '356dbb28-7f98-44d1-8e6d-0cec580f3171'
const transferId = '460cbe92-2dcc-8eae-5ad6-b37d0ec90fd9'
const otherTransferId = '271ef220-dbf8-caeb-a7dc-a2b3e8a80963'
const authorizationId = 'c9f90aa1-2949-c799-e2b6-ea05c89bb586'
const verificationId = 'idv_52xR9LKo77r1Np'
const userId = 'usr_9nSp2KuZ2x4JDw'
const accessToken = 'access-sandbox-de3ce8ef-33f8-452c-a685-8671031fc0f6'
const otherAccessToken = 'access-sandbox-435beced-94e8-4df3-a181-1dde1cfa19f0'
const linkToken = 'link-sandbox-af1a0311-da53-4636-b754-dd15cc058176'
const publicToken = 'public-sandbox-b0e2c4ee-a763-4df5-bfe9-46a46bce993d'
const assetReportToken = 'assets-sandbox-6f12f5bb-22dd-4855-b918-f47ec439198a'
const userToken = 'user-sandbox-b0e2c4ee-a763-4df5-bfe9-46a46bce993d'
const sandbox = WebhookEnvironmentValues.Sandbox

const error: PlaidError = {
  error_type: PlaidErrorType.ItemError,
  error_code: 'ITEM_LOGIN_REQUIRED',
  error_message: 'the login details of this item have changed (credentials, MFA, or required user action)',
  display_message: null,
  request_id: 'HNTDNrA8F1shFEW',
  documentation_url: 'https://plaid.com/docs/errors/item/#item_login_required',
  suggested_action: null,
}

const item: Item = {
  item_id: itemId,
  institution_id: 'ins_109508',
  institution_name: 'First Platypus Bank',
  webhook: 'https://webhook.site/dc9c138f-75de-4db1-883a-a4add4b7eb7e',
  error: null,
  available_products: [Products.Balance],
  billed_products: [Products.Auth],
  consent_expiration_time: null,
  update_type: ItemUpdateTypeEnum.Background,
}

const account: AccountBase = {
  account_id: accountId,
  persistent_account_id: '8cfb8beb89b774ee43b090625f0d61d0814322b43bff984eaf60386e',
  balances: { available: 100, current: 110, limit: null, iso_currency_code: 'USD', unofficial_currency_code: null },
  mask: '0000',
  name: "Jane Doe's Checking",
  official_name: 'Plaid Gold Standard 0% Interest Checking',
  type: AccountType.Depository,
  subtype: AccountSubtype.Checking,
}

const transaction: Transaction = {
  transaction_id: 'lPNjeW1nR6CDn5okmGQ6hEpMo4lLNoSrzqDje',
  pending_transaction_id: 'no86Eox18VHMvaOVL7gPUM9ap3aR1LsAVZ5nc',
  account_id: accountId,
  amount: 72.1,
  iso_currency_code: 'USD',
  unofficial_currency_code: null,
  check_number: '9900009606',
  date: '2026-09-24',
  location: {
    address: '300 Post St',
    city: 'San Francisco',
    region: 'CA',
    postal_code: '94108',
    country: 'US',
    lat: 40.740352,
    lon: -74.001761,
    store_number: '1235',
  },
  name: 'Purchase Walmart',
  payment_meta: {
    reference_number: '9900009606',
    ppd_id: null,
    payee: 'Jane Doe',
    by_order_of: null,
    payer: null,
    payment_method: null,
    payment_processor: null,
    reason: null,
  },
  pending: false,
  account_owner: null,
  authorized_date: '2026-09-22',
  authorized_datetime: '2026-09-22T10:34:50Z',
  datetime: '2026-09-24T11:01:01Z',
  payment_channel: TransactionPaymentChannelEnum.InStore,
  transaction_code: null,
}

const user = {
  legal_name: 'Anne Charleston',
  phone_number: '+14155550011',
  email_address: 'anne@example.com',
  address: null,
}

const transfer: Transfer = {
  id: transferId,
  authorization_id: authorizationId,
  account_id: accountId,
  funding_account_id: '8945fedc-e703-463d-86b1-dc0607b55460',
  ledger_id: '563db5f8-4c95-4e17-8c3e-cb988fb9cf1a',
  type: TransferType.Credit,
  user,
  amount: '12.34',
  description: 'payment',
  created: '2026-08-06T17:27:15Z',
  status: TransferStatus.Pending,
  network: TransferNetwork.Ach,
  cancellable: true,
  failure_reason: null,
  metadata: { invoice: '9900009606', customer: 'anne@example.com' },
  origination_account_id: '',
  guarantee_decision: TransferAuthorizationGuaranteeDecision.Null,
  guarantee_decision_rationale: null,
  iso_currency_code: 'USD',
  standard_return_window: '2026-08-07',
  unauthorized_return_window: '2026-10-07',
  expected_settlement_date: '2026-08-08',
  originator_client_id: '569ed2f36b3a3a021713abc1',
  refunds: [
    {
      id: '667af684-9ee1-4f5f-862a-633ec4c545cc',
      transfer_id: transferId,
      amount: '0.50',
      status: TransferRefundStatus.Pending,
      failure_reason: null,
      created: '2026-08-09T17:27:15Z',
    },
  ],
  recurring_transfer_id: null,
  credit_funds_source: TransferCreditFundsSource.Sweep,
}

const steps = {
  accept_tos: IdentityVerificationStepStatus.Success,
  verify_sms: IdentityVerificationStepStatus.Success,
  kyc_check: IdentityVerificationStepStatus.Success,
  documentary_verification: IdentityVerificationStepStatus.Success,
  selfie_check: IdentityVerificationStepStatus.Success,
  watchlist_screening: IdentityVerificationStepStatus.Success,
  risk_check: IdentityVerificationStepStatus.Success,
}

const verification: IdentityVerification = {
  id: verificationId,
  client_user_id: 'your-db-id-3b24110',
  created_at: '2026-07-24T03:26:02Z',
  completed_at: null,
  previous_attempt_id: 'idv_42cF1MNo42r9Xj',
  shareable_url:
    'https://flow.plaid.com/verify/idv_4FrXJvfQU3zGUR?key=e004115db797f7cc3083bff3167cba30644ef630fb46f5b086cde6cc3b86a36f',
  template: { id: 'idvtmp_4FrXJvfQU3zGUR', version: 2 },
  user: {
    phone_number: '+14155550011',
    date_of_birth: '1975-01-18',
    ip_address: '192.0.2.42',
    email_address: 'abcharleston@example.com',
    name: { given_name: 'Anne', family_name: 'Charleston' },
    address: null,
    id_number: null,
  },
  status: IdentityVerificationStatus.Success,
  steps,
  documentary_verification: null,
  selfie_check: null,
  kyc_check: null,
  risk_check: {
    status: IdentityVerificationStepStatus.Success,
    behavior: null,
    email: null,
    phone: null,
    devices: [],
    identity_abuse_signals: null,
    facial_duplicates: [{ id: 'idv_4JjfQUXvzGURFr', similarity: 95, matched_after_completed: true }],
    trust_index_score: 86,
  },
  verify_sms: null,
  watchlist_screening_id: 'scr_52xR9LKo77r1Np',
  beacon_user_id: 'becusr_42cF1MNo42r9Xj',
  user_id: userId,
  redacted_at: null,
}

const linkAccount = { id: accountId, name: 'Checking', mask: '0000', type: 'depository', subtype: 'checking' }
const linkInstitution = { name: 'First Platypus Bank', institution_id: 'ins_109508' }

export const plaidResponses: PlaidResponse[] = [
  {
    from: '/item/public_token/exchange',
    body: {
      access_token: accessToken,
      item_id: itemId,
      request_id: requestId,
    } satisfies ItemPublicTokenExchangeResponse,
    identifiers: [
      ['request_id', requestId],
      ['item_id', itemId],
      ['access_token', accessToken],
    ],
  },
  {
    from: '/item/get, with an error of its own',
    body: {
      item: { ...item, error, update_type: ItemWithConsentFieldsUpdateTypeEnum.Background },
      status: { transactions: { last_successful_update: '2026-02-15T15:52:39Z', last_failed_update: null } },
      request_id: requestId,
    } satisfies ItemGetResponse,
    identifiers: [
      ['request_id', requestId],
      ['request_id', 'HNTDNrA8F1shFEW'],
      ['institution_id', 'ins_109508'],
      ['item_id', itemId],
    ],
  },
  {
    from: '/item/import',
    body: { access_token: accessToken, request_id: requestId } satisfies ItemImportResponse,
    identifiers: [
      ['request_id', requestId],
      ['access_token', accessToken],
    ],
  },
  {
    from: '/accounts/get',
    body: {
      accounts: [account, { ...account, account_id: otherAccountId }],
      item,
      request_id: requestId,
    } satisfies AccountsGetResponse,
    identifiers: [
      ['request_id', requestId],
      ['institution_id', 'ins_109508'],
      ['item_id', itemId],
      ['account_id', accountId],
      ['account_id', otherAccountId],
    ],
  },
  {
    from: '/auth/get, without its numbers',
    body: {
      accounts: [account],
      numbers: {
        ach: [{ account_id: accountId, account: '9900009606', routing: '011401533', wire_routing: '021000021' }],
        eft: [],
        international: [{ account_id: accountId, iban: 'GB29NWBK60161331926819', bic: 'NWBKGB21' }],
        bacs: [],
      },
      item,
      request_id: requestId,
    } satisfies AuthGetResponse,
    identifiers: [
      ['request_id', requestId],
      ['institution_id', 'ins_109508'],
      ['item_id', itemId],
      ['account_id', accountId],
    ],
  },
  {
    from: '/statements/list',
    body: {
      accounts: [
        {
          account_id: accountId,
          account_mask: '0000',
          account_name: 'Checking',
          account_official_name: 'Checking',
          account_subtype: 'checking',
          account_type: 'depository',
          statements: [],
        },
      ],
      institution_id: 'ins_3',
      institution_name: 'Chase',
      item_id: itemId,
      request_id: requestId,
    } satisfies StatementsListResponse,
    identifiers: [
      ['request_id', requestId],
      ['institution_id', 'ins_3'],
      ['item_id', itemId],
      ['account_id', accountId],
    ],
  },
  {
    from: '/institutions/get_by_id',
    body: {
      institution: {
        ...linkInstitution,
        products: [Products.Auth],
        country_codes: [CountryCode.Us],
        routing_numbers: ['021000021'],
        oauth: false,
      },
      request_id: requestId,
    } satisfies InstitutionsGetByIdResponse,
    identifiers: [
      ['request_id', requestId],
      ['institution_id', 'ins_109508'],
    ],
  },
  {
    from: '/link/token/create',
    body: {
      link_token: linkToken,
      expiration: '2026-03-27T12:56:34Z',
      request_id: requestId,
      hosted_link_url: 'https://secure.plaid.com/link/lp9o97618r1r6p93oon62nr025950ro4s3',
      user_id: userId,
    } satisfies LinkTokenCreateResponse,
    identifiers: [
      ['request_id', requestId],
      ['link_token', linkToken],
      ['user_id', userId],
    ],
  },
  {
    from: '/link/token/get',
    body: {
      link_token: linkToken,
      created_at: '2026-12-02T21:14:54Z',
      expiration: '2026-12-03T01:14:54Z',
      link_sessions: [
        {
          link_session_id: linkSessionId,
          started_at: '2026-12-02T21:15:00Z',
          on_success: {
            public_token: publicToken,
            metadata: {
              institution: linkInstitution,
              accounts: [linkAccount],
              link_session_id: linkSessionId,
              transfer_status: LinkSessionSuccessMetadataTransferStatus.Null,
            },
          },
          exit: {
            error,
            metadata: {
              institution: linkInstitution,
              status: 'requires_credentials',
              link_session_id: linkSessionId,
              request_id: 'u1HcAeiCKtz3qmm',
            },
          },
          events: [
            {
              event_name: 'SEARCH_INSTITUTION',
              timestamp: '2026-12-02T21:15:10Z',
              event_id: '5fbfce90-2bd3-42c5-8e0d-0a4ba3ee5c1d',
              event_metadata: {
                institution_search_query: 'jane doe credit union',
                routing_number: '021000021',
                request_id: 'WRJqqeh8Hxife05',
              },
            },
          ],
          results: {
            item_add_results: [
              {
                public_token: publicToken,
                accounts: [linkAccount, { ...linkAccount, id: otherAccountId }],
                institution: linkInstitution,
              },
            ],
            cra_item_add_results: [],
            cra_update_results: [],
            bank_income_results: [],
            payroll_income_results: [],
            document_income_results: null,
          },
        },
      ],
      metadata: {
        initial_products: [Products.Auth],
        webhook: null,
        country_codes: [CountryCode.Us],
        language: 'en',
        redirect_uri: null,
        client_name: 'Acme Money',
      },
      request_id: requestId,
    } satisfies LinkTokenGetResponse,
    identifiers: [
      ['link_session_id', linkSessionId],
      ['request_id', requestId],
      ['request_id', 'HNTDNrA8F1shFEW'],
      ['request_id', 'u1HcAeiCKtz3qmm'],
      ['request_id', 'WRJqqeh8Hxife05'],
      ['institution_id', 'ins_109508'],
      ['account_id', accountId],
      ['account_id', otherAccountId],
      ['link_token', linkToken],
    ],
  },
  {
    from: '/session/token/create',
    body: {
      request_id: requestId,
      link: { link_token: linkToken, expiration: '2026-03-27T12:56:34Z', user_id: userId },
    } satisfies SessionTokenCreateResponse,
    identifiers: [
      ['request_id', requestId],
      ['link_token', linkToken],
      ['user_id', userId],
    ],
  },
  {
    from: '/link/oauth/correlation_id/exchange',
    body: { link_token: linkToken, request_id: requestId } satisfies LinkOAuthCorrelationIdExchangeResponse,
    identifiers: [
      ['request_id', requestId],
      ['link_token', linkToken],
    ],
  },
  {
    from: '/credit/sessions/get',
    body: {
      sessions: [
        {
          link_session_id: linkSessionId,
          session_start_time: '2026-09-30T23:40:30Z',
          results: { item_add_results: [{ public_token: publicToken, item_id: itemId, institution_id: 'ins_109508' }] },
        },
      ],
      request_id: requestId,
    } satisfies CreditSessionsGetResponse,
    identifiers: [
      ['link_session_id', linkSessionId],
      ['request_id', requestId],
      ['institution_id', 'ins_109508'],
      ['item_id', itemId],
    ],
  },
  {
    from: '/user_account/session/get, two Items of Layer',
    body: {
      identity: { phone_number: '+14155550011', date_of_birth: '1975-01-18', ssn: '987654321' },
      items: [
        { item_id: itemId, access_token: accessToken },
        { item_id: otherItemId, access_token: otherAccessToken },
      ],
      request_id: requestId,
    } satisfies UserAccountSessionGetResponse,
    identifiers: [
      ['request_id', requestId],
      ['item_id', itemId],
      ['item_id', otherItemId],
      ['access_token', accessToken],
      ['access_token', otherAccessToken],
    ],
  },
  {
    from: '/transactions/get',
    body: {
      accounts: [account],
      transactions: [transaction],
      total_transactions: 1,
      item,
      request_id: requestId,
    } satisfies TransactionsGetResponse,
    identifiers: [
      ['request_id', requestId],
      ['institution_id', 'ins_109508'],
      ['item_id', itemId],
      ['account_id', accountId],
      ['transaction_id', 'lPNjeW1nR6CDn5okmGQ6hEpMo4lLNoSrzqDje'],
    ],
  },
  {
    from: '/transactions/sync',
    body: {
      transactions_update_status: TransactionsUpdateStatus.HistoricalUpdateComplete,
      accounts: [account],
      added: [transaction],
      modified: [{ ...transaction, transaction_id: 'yhnUVvtcGGcCKU0bcz8PDQr5ZUxUXebUvbKC0' }],
      removed: [{ transaction_id: 'CmdQTNgems8BT1B7ibkoUXVPyAeehT3Tmzk0l', account_id: accountId }],
      next_cursor:
        'tVUUL15lYQN5rBnfDIc1I8xudpGdIlw9nsgeXWvhOfkECvUeR663i3Dt1uf/94S8ASkitgLcIiOSqNwzzp+bh89kirazha5vuZHBb2ZA5NtCDkkV',
      has_more: false,
      request_id: requestId,
    } satisfies TransactionsSyncResponse,
    identifiers: [
      ['request_id', requestId],
      ['account_id', accountId],
      ['transaction_id', 'lPNjeW1nR6CDn5okmGQ6hEpMo4lLNoSrzqDje'],
      ['transaction_id', 'yhnUVvtcGGcCKU0bcz8PDQr5ZUxUXebUvbKC0'],
      ['transaction_id', 'CmdQTNgems8BT1B7ibkoUXVPyAeehT3Tmzk0l'],
    ],
  },
  {
    from: '/wallet/transaction/execute',
    body: {
      transaction_id: 'wallet-transaction-id-sandbox-feca8a7a-5591-4aef-9297-f3062bb735d3',
      status: WalletTransactionStatus.Executed,
      request_id: requestId,
    } satisfies WalletTransactionExecuteResponse,
    identifiers: [
      ['request_id', requestId],
      ['transaction_id', 'wallet-transaction-id-sandbox-feca8a7a-5591-4aef-9297-f3062bb735d3'],
    ],
  },
  ...[
    {
      from: '/asset_report/create',
      body: {
        asset_report_token: assetReportToken,
        asset_report_id: '1f414183-220c-44f5-b0c8-bc0e6d4053bb',
        request_id: requestId,
      } satisfies AssetReportCreateResponse,
    },
    {
      from: '/asset_report/refresh',
      body: {
        asset_report_id: 'c33ebe8b-6a63-4d74-a83d-d39791231ac0',
        asset_report_token: assetReportToken,
        request_id: requestId,
      } satisfies AssetReportRefreshResponse,
    },
    {
      from: '/asset_report/filter',
      body: {
        asset_report_token: assetReportToken,
        asset_report_id: 'fdc09190-ffbe-4ed5-8530-5894b4d0c0b4',
        request_id: requestId,
      } satisfies AssetReportFilterResponse,
    },
  ].map((response): PlaidResponse => ({
    ...response,
    identifiers: [
      ['request_id', requestId],
      ['asset_report_token', assetReportToken],
    ],
  })),
  {
    from: '/asset_report/get',
    body: {
      report: {
        asset_report_id: '028e8404-a013-4a45-ac9e-002482f9cafc',
        client_report_id: 'client_report_id_1221',
        date_generated: '2026-03-30T18:27:37Z',
        days_requested: 5,
        user: { client_user_id: 'your-db-id-3b24110', first_name: 'Anne', ssn: '987654321', email: 'anne@example.com' },
        items: [
          {
            item_id: itemId,
            institution_name: 'First Platypus Bank',
            institution_id: 'ins_109508',
            date_last_updated: '2026-03-30T18:25:26Z',
            accounts: [
              {
                account_id: accountId,
                balances: {
                  available: 43,
                  current: 43,
                  limit: null,
                  margin_loan_amount: null,
                  iso_currency_code: 'USD',
                  unofficial_currency_code: null,
                },
                mask: '4444',
                name: 'Plaid Money Market',
                official_name: null,
                type: AccountType.Depository,
                subtype: AccountSubtype.Savings,
                days_available: 5,
                transactions: [
                  {
                    account_id: accountId,
                    amount: -4.22,
                    iso_currency_code: 'USD',
                    unofficial_currency_code: null,
                    original_description: 'INTRST PYMNT',
                    date: '2026-03-30',
                    pending: false,
                    transaction_id: '4zBRq1Qem4uAPnoyKjJNTRQpQddM4ztlo1PLD',
                  },
                ],
                owners: [{ names: ['Anne Charleston'], phone_numbers: [], emails: [], addresses: [] }],
                historical_balances: [],
              },
            ],
          },
        ],
      },
      warnings: [],
      request_id: requestId,
    } satisfies AssetReportGetResponse,
    identifiers: [
      ['request_id', requestId],
      ['institution_id', 'ins_109508'],
      ['item_id', itemId],
      ['account_id', accountId],
      ['client_user_id', 'your-db-id-3b24110'],
      ['transaction_id', '4zBRq1Qem4uAPnoyKjJNTRQpQddM4ztlo1PLD'],
    ],
  },
  ...[
    {
      from: '/identity_verification/create',
      body: { ...verification, request_id: requestId } satisfies IdentityVerificationCreateResponse,
    },
    {
      from: '/identity_verification/get',
      body: { ...verification, request_id: requestId } satisfies IdentityVerificationGetResponse,
    },
    {
      from: '/identity_verification/retry',
      body: { ...verification, request_id: requestId } satisfies IdentityVerificationRetryResponse,
    },
    {
      from: '/identity_verification/list',
      body: {
        identity_verifications: [verification],
        next_cursor: 'eyJkaXJlY3Rpb24iOiJuZXh0Iiwib2Zmc2V0IjoiMTU5NDM',
        request_id: requestId,
      } satisfies IdentityVerificationListResponse,
    },
  ].map((response): PlaidResponse => ({
    ...response,
    identifiers: [
      ['request_id', requestId],
      ['client_user_id', 'your-db-id-3b24110'],
      ['identity_verification_id', verificationId],
      ['user_id', userId],
    ],
  })),
  {
    from: '/transfer/authorization/create',
    body: {
      authorization: {
        id: authorizationId,
        created: '2026-08-06T17:27:15Z',
        decision: TransferAuthorizationDecision.Approved,
        decision_rationale: null,
        guarantee_decision: TransferAuthorizationGuaranteeDecision.NotGuaranteed,
        guarantee_decision_rationale: null,
        payment_risk: null,
        proposed_transfer: {
          account_id: accountId,
          funding_account_id: '8945fedc-e703-463d-86b1-dc0607b55460',
          type: TransferType.Credit,
          user,
          amount: '12.34',
          requested_amount: '12.34',
          network: 'ach',
          origination_account_id: '',
          iso_currency_code: 'USD',
          originator_client_id: null,
          credit_funds_source: TransferCreditFundsSource.Sweep,
        },
      },
      request_id: requestId,
    } satisfies TransferAuthorizationCreateResponse,
    identifiers: [
      ['request_id', requestId],
      ['account_id', accountId],
      ['authorization_id', authorizationId],
    ],
  },
  ...[
    { from: '/transfer/create', body: { transfer, request_id: requestId } satisfies TransferCreateResponse },
    { from: '/transfer/get', body: { transfer, request_id: requestId } satisfies TransferGetResponse },
    { from: '/transfer/list', body: { transfers: [transfer], request_id: requestId } satisfies TransferListResponse },
  ].map((response): PlaidResponse => ({
    ...response,
    identifiers: [
      ['request_id', requestId],
      ['account_id', accountId],
      ['transfer_id', transferId],
      ['authorization_id', authorizationId],
    ],
  })),
  {
    from: '/transfer/event/sync, of several transfers',
    body: {
      transfer_events: [transferId, otherTransferId, ''].map((transfer_id, index) => ({
        event_id: index + 1,
        timestamp: '2026-12-09T17:27:15Z',
        event_type: TransferEventType.Posted,
        account_id: accountId,
        funding_account_id: '8945fedc-e703-463d-86b1-dc0607b55460',
        transfer_id,
        origination_account_id: null,
        failure_reason: null,
        sweep_id: null,
        sweep_amount: null,
        refund_id: null,
        originator_client_id: null,
      })),
      has_more: false,
      request_id: requestId,
    } satisfies TransferEventSyncResponse,
    identifiers: [
      ['request_id', requestId],
      ['account_id', accountId],
      ['transfer_id', transferId],
      ['transfer_id', otherTransferId],
    ],
  },
  {
    from: '/transfer/intent/get, whose id is no transfer',
    body: {
      transfer_intent: {
        id: '7f5b3c1e-5a0a-4f7c-9b7c-6d3d9a0c1e2f',
        created: '2026-08-06T17:27:15Z',
        status: TransferIntentStatus.Succeeded,
        transfer_id: transferId,
        failure_reason: null,
        authorization_decision: null,
        authorization_decision_rationale: null,
        account_id: accountId,
        origination_account_id: '9853defc-e703-463d-86b1-dc0607a45359',
        funding_account_id: '9853defc-e703-463d-86b1-dc0607a45359',
        amount: '12.34',
        mode: TransferIntentCreateMode.Payment,
        user,
        description: 'Desc',
        iso_currency_code: 'USD',
        guarantee_decision: TransferAuthorizationGuaranteeDecision.Null,
        guarantee_decision_rationale: null,
      },
      request_id: requestId,
    } satisfies TransferIntentGetResponse,
    identifiers: [
      ['request_id', requestId],
      ['account_id', accountId],
      ['transfer_id', transferId],
    ],
  },
  {
    from: '/transfer/refund/get, whose id is no transfer',
    body: {
      refund: {
        id: '667af684-9ee1-4f5f-862a-633ec4c545cc',
        transfer_id: transferId,
        amount: '12.34',
        status: TransferRefundStatus.Pending,
        failure_reason: null,
        created: '2026-12-09T17:27:15Z',
      },
      request_id: requestId,
    } satisfies TransferRefundGetResponse,
    identifiers: [
      ['request_id', requestId],
      ['transfer_id', transferId],
    ],
  },
  {
    from: '/transfer/recurring/get',
    body: {
      recurring_transfer: {
        recurring_transfer_id: '460cbe92-2dcc-8eae-5ad6-b37d0ec90fda',
        created: '2026-07-05T12:48:37Z',
        next_origination_date: '2026-10-28',
        type: TransferType.Debit,
        amount: '12.34',
        status: TransferRecurringStatus.Active,
        network: TransferRecurringNetwork.Ach,
        origination_account_id: '',
        account_id: accountId,
        funding_account_id: '8945fedc-e703-463d-86b1-dc0607b55460',
        iso_currency_code: 'USD',
        description: 'payment',
        transfer_ids: [transferId, otherTransferId],
        user,
        schedule: {
          interval_unit: TransferScheduleIntervalUnit.Week,
          interval_count: 1,
          interval_execution_day: 5,
          start_date: '2026-10-01',
        },
      },
      request_id: requestId,
    } satisfies TransferRecurringGetResponse,
    identifiers: [
      ['request_id', requestId],
      ['account_id', accountId],
      ['transfer_id', transferId],
      ['transfer_id', otherTransferId],
    ],
  },
  {
    from: '/transfer/migrate_account',
    body: {
      access_token: accessToken,
      account_id: accountId,
      request_id: requestId,
    } satisfies TransferMigrateAccountResponse,
    identifiers: [
      ['request_id', requestId],
      ['access_token', accessToken],
      ['account_id', accountId],
    ],
  },
  {
    from: 'the request of /signal/evaluate',
    body: {
      client_id: '634758733ebb4f00134b85ea',
      secret: '5ac5b5d5f5e5a5b5c5d5e5f5a5b5c5',
      access_token: accessToken,
      account_id: accountId,
      client_transaction_id: 'txn12345',
      amount: 123.45,
      client_user_id: 'user1234',
    } satisfies SignalEvaluateRequest,
    identifiers: [
      ['access_token', accessToken],
      ['account_id', accountId],
      ['client_user_id', 'user1234'],
      ['client_transaction_id', 'txn12345'],
    ],
  },
  {
    from: '/signal/evaluate',
    body: { request_id: requestId, scores: null, warnings: [] } satisfies SignalEvaluateResponse,
    identifiers: [['request_id', requestId]],
  },
  {
    from: '/protect/user/insights/get, which has two of them under other names',
    body: {
      user_id: userId,
      latest_scored_event: null,
      reports: [
        {
          report_id: '5f7c8ec7c33c6c004bbafe83',
          incident_event: {
            protect_event_id: 'ptevt_7AJYTMFxRUgJ',
            link_session_id: linkSessionId,
            idv_session_id: verificationId,
            signal_client_transaction_id: 'txn12345',
            internal_reference: 'case 9900009606',
            item_id: itemId,
          },
          report_confidence: ProtectReportConfidence.Confirmed,
          report_type: ProtectReportType.AchReturn,
          report_source: ProtectReportSource.InternalReview,
          bank_account: null,
          ach_return_code: 'R01',
          notes: 'anne@example.com called',
          created_at: '2026-07-24T03:26:02Z',
        },
      ],
      request_id: requestId,
    } satisfies ProtectUserInsightsGetResponse,
    identifiers: [
      ['link_session_id', linkSessionId],
      ['request_id', requestId],
      ['item_id', itemId],
      ['identity_verification_id', verificationId],
      ['client_transaction_id', 'txn12345'],
      ['user_id', userId],
    ],
  },
  {
    from: '/identity/match/list',
    body: {
      identity_match_attempts: [
        {
          attempt_id: '5f7c8ec7c33c6c004bbafe84',
          item_id: itemId,
          created_at: '2026-07-24T03:26:02Z',
          link_session_id: linkSessionId,
          link_customization_name: 'default',
          ruleset_revision: 1,
          outcome: IdentityMatchListOutcome.Pass,
          outcome_account_id: accountId,
          scores: [],
        },
      ],
      next_cursor: null,
      has_more: false,
      request_id: requestId,
    } satisfies IdentityMatchListResponse,
    identifiers: [
      ['link_session_id', linkSessionId],
      ['request_id', requestId],
      ['item_id', itemId],
      ['account_id', accountId],
    ],
  },
  {
    from: 'the webhook AUTH: DEFAULT_UPDATE',
    body: {
      webhook_type: 'AUTH',
      webhook_code: 'DEFAULT_UPDATE',
      item_id: itemId,
      account_ids_with_new_auth: [accountId],
      account_ids_with_updated_auth: { [otherAccountId]: [AuthUpdateTypes.AccountNumber] },
      error: null,
      environment: sandbox,
    } satisfies AuthDefaultUpdateWebhook,
    identifiers: [
      ['item_id', itemId],
      ['account_id', accountId],
      ['account_id', otherAccountId],
    ],
  },
  {
    from: 'the webhook IDENTITY: DEFAULT_UPDATE',
    body: {
      webhook_type: 'IDENTITY',
      webhook_code: 'DEFAULT_UPDATE',
      item_id: itemId,
      account_ids_with_updated_identity: { [accountId]: [IdentityUpdateTypes.Phones] },
      error: null,
      environment: sandbox,
    } satisfies IdentityDefaultUpdateWebhook,
    identifiers: [
      ['item_id', itemId],
      ['account_id', accountId],
    ],
  },
  {
    from: 'the webhook LIABILITIES: DEFAULT_UPDATE',
    body: {
      webhook_type: 'LIABILITIES',
      webhook_code: 'DEFAULT_UPDATE',
      item_id: itemId,
      error: null,
      account_ids_with_new_liabilities: [accountId],
      account_ids_with_updated_liabilities: { [otherAccountId]: ['past_amount_due'] },
      environment: sandbox,
    } satisfies LiabilitiesDefaultUpdateWebhook,
    identifiers: [
      ['item_id', itemId],
      ['account_id', accountId],
      ['account_id', otherAccountId],
    ],
  },
  {
    from: '/user/create',
    body: { user_id: userId, request_id: requestId } satisfies UserCreateResponse,
    identifiers: [
      ['request_id', requestId],
      ['user_id', userId],
    ],
  },
  {
    from: '/user/create before December 2025',
    body: {
      user_token: userToken,
      user_id: 'wz666MBjYWTp2PDzzggYhM6oWWmBb',
      request_id: requestId,
    } satisfies UserCreateResponse,
    identifiers: [
      ['request_id', requestId],
      ['user_id', 'wz666MBjYWTp2PDzzggYhM6oWWmBb'],
      ['user_token', userToken],
    ],
  },
  {
    from: '/user/items/get',
    body: { items: [item, { ...item, item_id: otherItemId }], request_id: requestId } satisfies UserItemsGetResponse,
    identifiers: [
      ['request_id', requestId],
      ['institution_id', 'ins_109508'],
      ['item_id', itemId],
      ['item_id', otherItemId],
    ],
  },

  {
    from: '/sandbox/public_token/create, a secret without a place',
    body: { public_token: publicToken, request_id: requestId } satisfies SandboxPublicTokenCreateResponse,
    identifiers: [['request_id', requestId]],
  },
  {
    from: '/processor/token/create, a secret without a place',
    body: {
      processor_token: 'processor-sandbox-0asd1-a92nc',
      request_id: requestId,
    } satisfies ProcessorTokenCreateResponse,
    identifiers: [['request_id', requestId]],
  },
  {
    from: '/processor/stripe/bank_account_token/create, a secret without a place',
    body: {
      stripe_bank_account_token: 'btok_5oEetfLzPklE1fwJZ7SG',
      request_id: requestId,
    } satisfies ProcessorStripeBankAccountTokenCreateResponse,
    identifiers: [['request_id', requestId]],
  },
  {
    from: '/oauth/token, whose access_token is not that of an Item',
    body: {
      access_token: 'pda-RDdg0TUCB0FB25_UPIlnhA==',
      refresh_token: 'pdr--viXurkDg88d5zf8m6Wl0g==',
      token_type: 'Bearer',
      expires_in: 900,
      request_id: requestId,
    } satisfies OAuthTokenResponse,
    identifiers: [['request_id', requestId]],
  },

  { from: 'an error', body: error, identifiers: [['request_id', 'HNTDNrA8F1shFEW']] },
  {
    from: 'an error with causes',
    body: {
      ...error,
      causes: [{ ...error, request_id: 'Cause1mm0eG8', item_id: otherItemId, institution_id: 'ins_3' }],
    } satisfies PlaidError,
    identifiers: [
      ['request_id', 'HNTDNrA8F1shFEW'],
      ['request_id', 'Cause1mm0eG8'],
      ['institution_id', 'ins_3'],
      ['item_id', otherItemId],
    ],
  },

  {
    from: 'the webhook LINK: SESSION_FINISHED',
    body: {
      webhook_type: 'LINK',
      webhook_code: 'SESSION_FINISHED',
      status: 'SUCCESS',
      link_session_id: linkSessionId,
      link_token: linkToken,
      public_token: publicToken,
      public_tokens: [publicToken],
      user_id: userId,
      environment: sandbox,
    } satisfies LinkSessionFinishedWebhook,
    identifiers: [
      ['link_session_id', linkSessionId],
      ['link_token', linkToken],
      ['user_id', userId],
    ],
  },
  {
    from: 'the webhook LINK: EVENTS',
    body: {
      webhook_type: 'LINK',
      webhook_code: 'EVENTS',
      events: [
        {
          event_name: 'ERROR',
          timestamp: '2026-09-20T18:09:18Z',
          event_id: '3b1a5c3d-0e2f-4d3b-9c1a-7f2d7e6a5b4c',
          event_metadata: {
            error_type: 'ITEM_ERROR',
            error_code: 'INVALID_CREDENTIALS',
            institution_id: 'ins_20',
            institution_name: 'Citizens Bank',
            request_id: 'ttK0NtGKaVAlbCR',
          },
        },
      ],
      link_session_id: '1daca4d5-9a0d-4e85-a2e9-1e905ecaa32e',
      link_token: linkToken,
      environment: sandbox,
    } satisfies LinkEventsWebhook,
    identifiers: [
      ['link_session_id', '1daca4d5-9a0d-4e85-a2e9-1e905ecaa32e'],
      ['request_id', 'ttK0NtGKaVAlbCR'],
      ['institution_id', 'ins_20'],
      ['link_token', linkToken],
    ],
  },
  ...[
    {
      from: 'the webhook LINK: ITEM_ADD_RESULT',
      body: {
        webhook_type: 'LINK',
        webhook_code: 'ITEM_ADD_RESULT',
        link_session_id: linkSessionId,
        link_token: linkToken,
        public_token: publicToken,
        environment: sandbox,
      } satisfies ItemAddResultWebhook,
    },
    {
      from: 'the webhook LAYER: LAYER_AUTHENTICATION_PASSED',
      body: {
        webhook_type: 'LAYER',
        webhook_code: 'LAYER_AUTHENTICATION_PASSED',
        environment: sandbox,
        link_session_id: linkSessionId,
        link_token: linkToken,
      } satisfies LayerAuthenticationPassedWebhook,
    },
  ].map((response): PlaidResponse => ({
    ...response,
    identifiers: [
      ['link_session_id', linkSessionId],
      ['link_token', linkToken],
    ],
  })),
  {
    from: 'the webhook ITEM: ERROR',
    body: {
      webhook_type: 'ITEM',
      webhook_code: 'ERROR',
      item_id: 'wz666MBjYWTp2PDzzggYhM6oWWmBb',
      error,
      environment: sandbox,
    } satisfies ItemErrorWebhook,
    identifiers: [
      ['request_id', 'HNTDNrA8F1shFEW'],
      ['item_id', 'wz666MBjYWTp2PDzzggYhM6oWWmBb'],
    ],
  },
  {
    from: 'the webhook ITEM: USER_ACCOUNT_REVOKED',
    body: {
      webhook_type: 'ITEM',
      webhook_code: 'USER_ACCOUNT_REVOKED',
      item_id: itemId,
      account_id: accountId,
      user_id: userId,
      environment: sandbox,
    } satisfies UserAccountRevokedWebhook,
    identifiers: [
      ['item_id', itemId],
      ['account_id', accountId],
      ['user_id', userId],
    ],
  },
  {
    from: 'the webhook AUTH: AUTOMATICALLY_VERIFIED',
    body: {
      webhook_type: 'AUTH',
      webhook_code: 'AUTOMATICALLY_VERIFIED',
      account_id: accountId,
      item_id: itemId,
      environment: sandbox,
    } satisfies AutomaticallyVerifiedWebhook,
    identifiers: [
      ['item_id', itemId],
      ['account_id', accountId],
    ],
  },
  {
    from: 'the webhook TRANSACTIONS: TRANSACTIONS_REMOVED',
    body: {
      webhook_type: 'TRANSACTIONS',
      webhook_code: 'TRANSACTIONS_REMOVED',
      item_id: itemId,
      removed_transactions: ['yBVBEwrPyJs8GvR77N7QTxnGg6wG74H7dEDN6', 'kgygNvAVPzSX9KkddNdWHaVGRVex1MHm3k9no'],
      error: null,
      environment: sandbox,
    } satisfies TransactionsRemovedWebhook,
    identifiers: [
      ['item_id', itemId],
      ['transaction_id', 'yBVBEwrPyJs8GvR77N7QTxnGg6wG74H7dEDN6'],
      ['transaction_id', 'kgygNvAVPzSX9KkddNdWHaVGRVex1MHm3k9no'],
    ],
  },
  ...[
    {
      from: 'the webhook IDENTITY_VERIFICATION: STATUS_UPDATED',
      body: {
        webhook_type: 'IDENTITY_VERIFICATION',
        webhook_code: 'STATUS_UPDATED',
        identity_verification_id: verificationId,
        environment: sandbox,
      } satisfies IdentityVerificationStatusUpdatedWebhook,
    },
    {
      from: 'the webhook IDENTITY_VERIFICATION: RETRIED',
      body: {
        webhook_type: 'IDENTITY_VERIFICATION',
        webhook_code: 'RETRIED',
        identity_verification_id: verificationId,
        environment: sandbox,
      } satisfies IdentityVerificationRetriedWebhook,
    },
  ].map((response): PlaidResponse => ({ ...response, identifiers: [['identity_verification_id', verificationId]] })),
  {
    from: 'the webhook TRANSFER: RECURRING_NEW_TRANSFER',
    body: {
      webhook_type: 'TRANSFER',
      webhook_code: 'RECURRING_NEW_TRANSFER',
      recurring_transfer_id: '460cbe92-2dcc-8eae-5ad6-b37d0ec90fda',
      transfer_id: transferId,
      environment: sandbox,
    } satisfies RecurringNewTransferWebhook,
    identifiers: [['transfer_id', transferId]],
  },
  {
    from: 'the webhook PROTECT: USER_EVENT',
    body: {
      webhook_type: 'PROTECT',
      webhook_code: 'USER_EVENT',
      event_id: 'ptevt_7AJYTMFxRUgJ',
      event_type: 'LINK_COMPLETE',
      timestamp: '2026-01-15T14:30:00Z',
      user_id: userId,
      client_user_id: 'your-db-id-3b24110',
      link_session_id: linkSessionId,
      environment: sandbox,
    } satisfies ProtectUserEventWebhook,
    identifiers: [
      ['link_session_id', linkSessionId],
      ['client_user_id', 'your-db-id-3b24110'],
      ['user_id', userId],
    ],
  },
  {
    from: 'the webhook ISSUES: ISSUE_RESOLVED',
    body: {
      webhook_type: 'ISSUES',
      webhook_code: 'ISSUE_RESOLVED',
      issue_id: 'KI123',
      issue_description: 'Users could not connect',
      issue_resolved_at: '2026-04-28T18:23:48Z',
      institution_id: 'ins_3',
      institution_name: 'Chase',
    } satisfies IssueResolvedWebhook,
    identifiers: [['institution_id', 'ins_3']],
  },
]
