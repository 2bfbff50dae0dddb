import { answerVisit, findVisit } from 'react-plaid-link-diagnostics/simulator'
import './bank.css'

/** The website of a bank: people come here from Link to log in, and go back with their decision. */
const visit = findVisit(new URLSearchParams(location.search).get('state'))
const page = document.getElementById('bank') ?? document.body

if (visit) {
  const bank = visit.institution?.name ?? 'Your bank'
  document.title = bank
  page.innerHTML = `
    <header><span class="sign" aria-hidden="true"></span><b id="name"></b></header>
    <section>
      <h1>Share your accounts?</h1>
      <p>Acme Money asks, through Plaid, to see:</p>
      <ul>
        <li><b>Your accounts</b> Plaid Checking and Plaid Saving</li>
        <li><b>Account details</b> Type and balance</li>
      </ul>
      <div class="actions">
        <button type="button" id="allow" class="primary">Allow</button>
        <button type="button" id="deny">Do not allow</button>
      </div>
      <a id="leave">Leave without an answer</a>
    </section>
    <footer>A stand-in for a bank’s own website. Nothing you do here reaches a bank.</footer>
  `
  const name = page.querySelector('#name')
  const leave = page.querySelector<HTMLAnchorElement>('#leave')
  if (name) name.textContent = bank
  if (leave) leave.href = visit.returnUrl
  for (const [id, answer] of [
    ['allow', 'allowed'],
    ['deny', 'denied'],
  ] as const) {
    page.querySelector(`#${id}`)?.addEventListener('click', () => location.assign(answerVisit(visit, answer)))
  }
  if (visit.autoPace !== null) {
    const next = { allowed: '#allow', denied: '#deny', left: '#leave' }[visit.wish]
    setTimeout(() => page.querySelector<HTMLElement>(next)?.click(), visit.autoPace)
  }
} else {
  page.innerHTML = `
    <section>
      <h1>Nobody sent you here</h1>
      <p>People come to this page from the demo’s bank window.</p>
      <a href="/">Back to Acme Money</a>
    </section>
  `
}
