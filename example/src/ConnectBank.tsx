import { useEffect, useRef, useState, type FormEvent } from 'react'
import { useDiagnostics, usePlaidLink, type PlaidAccount, type PlaidLinkOptions } from 'react-plaid-link-diagnostics'
import { callServer, ServerError } from './api.ts'
import { SetupProblem } from './SetupProblem.tsx'
import { useLinkToken } from './useLinkToken.ts'

type Status =
  | { is: 'idle' }
  | { is: 'connected'; bank: string; accounts: PlaidAccount[] }
  | { is: 'left' }
  | { is: 'failed'; why: string }

const SOMETHING_WRONG = 'Something went wrong while we connected your bank. Nothing was changed.'

export function ConnectBank({ asksForPhone, onEnd }: { asksForPhone: boolean; onEnd?: (() => void) | undefined }) {
  const diagnostics = useDiagnostics()
  const { token, receivedRedirectUri, identifiers, problem, renew } = useLinkToken()
  const [status, setStatus] = useState<Status>({ is: 'idle' })
  const exchanged = useRef<string | null>(null)

  const options: PlaidLinkOptions = {
    token,
    ...(receivedRedirectUri && { receivedRedirectUri }),

    onSuccess(publicToken, metadata) {
      // Plaid may say it twice, and a public_token is good for one exchange.
      if (publicToken !== null && publicToken !== exchanged.current) {
        exchanged.current = publicToken
        void exchange(publicToken, metadata.link_session_id)
      }
      setStatus({ is: 'connected', bank: metadata.institution?.name ?? 'Your bank', accounts: metadata.accounts })
      onEnd?.()
    },

    onExit(error) {
      if (error) setStatus({ is: 'failed', why: error.display_message ?? SOMETHING_WRONG })
      else setStatus({ is: 'left' })
      if (error || receivedRedirectUri) renew()
      onEnd?.()
    },

    onEvent(eventName, metadata) {
      if (eventName === 'OPEN') void diagnostics.attach(identifiers, { linkSessionId: metadata.link_session_id })
      if (eventName === 'LAYER_READY') open()
      if (eventName === 'LAYER_NOT_AVAILABLE') {
        setStatus({
          is: 'failed',
          why: 'We could not find it by this phone number. You can choose your bank yourself.',
        })
      }
    },
  }

  async function exchange(publicToken: string, linkSessionId: string): Promise<void> {
    try {
      const answer = await callServer('exchange', { public_token: publicToken, link_token: token })
      await diagnostics.attach(answer.identifiers, { linkSessionId })
    } catch (error) {
      setStatus({ is: 'failed', why: SOMETHING_WRONG })
      if (error instanceof ServerError) await diagnostics.attach(error.identifiers, { linkSessionId })
    }
    renew()
  }

  const { open, submit, ready, error } = usePlaidLink(options)

  // Back from the bank's own page: Link goes on where it was left.
  useEffect(() => {
    if (receivedRedirectUri && ready) open()
  }, [receivedRedirectUri, ready, open])

  // Link never opens then: support finds this user by what the server knows.
  useEffect(() => {
    if (error && identifiers) void diagnostics.attach(identifiers)
  }, [error, identifiers, diagnostics])

  function findByPhone(event: FormEvent<HTMLFormElement>): void {
    event.preventDefault()
    setStatus({ is: 'idle' })
    submit({ phone_number: String(new FormData(event.currentTarget).get('phone')) })
  }

  if (problem) return <SetupProblem problem={problem} />

  return (
    <section className="connect" aria-labelledby="connect-title">
      {status.is === 'connected' ? (
        <Connected bank={status.bank} accounts={status.accounts} />
      ) : (
        <>
          <h3 id="connect-title">See all your money in one place</h3>
          <p className="lead">Connect your bank, and your balance here is always up to date. It takes a minute.</p>
        </>
      )}

      <div role="status">
        {error && <Notice title="The bank window could not be loaded">{BLOCKED_ADVICE}</Notice>}
        {status.is === 'failed' && <Notice title="Your bank is not connected">{status.why}</Notice>}
        {status.is === 'left' && (
          <Notice title="Not connected yet" calm>
            You left before your bank was connected. You can go on whenever you like.
          </Notice>
        )}
      </div>

      {asksForPhone && (
        <form className="phone" onSubmit={findByPhone}>
          <label>
            Your phone number
            <input name="phone" type="tel" autoComplete="off" defaultValue="+1 415 555 0011" />
          </label>
          <button type="submit" className="button primary" disabled={!ready}>
            Find my bank
          </button>
        </form>
      )}
      <button
        type="button"
        className={asksForPhone || status.is === 'connected' ? 'button' : 'button primary'}
        disabled={!ready}
        onClick={() => {
          setStatus(status.is === 'connected' ? status : { is: 'idle' })
          open()
        }}
      >
        {labelOf(status, ready || error !== null, asksForPhone)}
      </button>
      <p className="assurance">
        <LockIcon />
        Your bank login is never seen by Acme Money.
      </p>
    </section>
  )
}

const BLOCKED_ADVICE = 'An ad blocker may be in the way. Allow this site, or use another browser, and reload the page.'

function labelOf(status: Status, isLoaded: boolean, asksForPhone: boolean): string {
  if (!isLoaded) return 'One moment…'
  if (status.is === 'connected') return 'Connect another bank'
  if (asksForPhone) return 'Choose my bank'
  return status.is === 'failed' ? 'Try again' : 'Connect your bank'
}

function Connected({ bank, accounts }: { bank: string; accounts: PlaidAccount[] }) {
  return (
    <>
      <h3 id="connect-title">{bank} is connected</h3>
      <ul className="accounts">
        {accounts.map((account) => (
          <li key={account.id}>
            <span>{account.name}</span>
            <span className="mask">{account.mask && `ending in ${account.mask}`}</span>
          </li>
        ))}
      </ul>
    </>
  )
}

function Notice({ title, calm = false, children }: { title: string; calm?: boolean; children: string }) {
  return (
    <div className={calm ? 'notice calm' : 'notice'}>
      <strong>{title}</strong>
      <p>{children}</p>
    </div>
  )
}

function LockIcon() {
  return (
    <svg viewBox="0 0 16 16" width="16" height="16" aria-hidden="true">
      <path
        d="M4.5 7V5a3.5 3.5 0 0 1 7 0v2M3.5 7h9v7h-9z"
        fill="none"
        stroke="currentColor"
        strokeWidth="1.5"
        strokeLinejoin="round"
      />
    </svg>
  )
}
