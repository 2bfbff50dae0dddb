/** In a shadow root, so that no style leaks in or out. */
export const STYLE = `
  :host {
    color-scheme: light dark;
    --ink: #15201c;
    --muted: #5a6863;
    --paper: #ffffff;
    --line: #dfe5e2;
    --field: #f6f8f7;
    --strong: #15201c;
    --focus: #1673b8;
    --on-strong: #ffffff;
    font: 400 16px/1.5 system-ui, sans-serif;
  }

@media (prefers-color-scheme: dark) {
  :host {
    --ink: #edf3f0;
    --muted: #9fb0a9;
    --paper: #1a2320;
    --line: #34423c;
    --field: #121a17;
    --strong: #edf3f0;
    --focus: #6ec1ff;
    --on-strong: #15201c;
  }
}
  * { box-sizing: border-box }
  dialog {
    width: min(400px, 100%); height: min(640px, 100%); max-width: none; max-height: none;
    margin: auto; padding: 0; border: 0; border-radius: 20px;
    color: var(--ink); background: var(--paper);
    box-shadow: 0 24px 80px rgb(0 0 0 / .35);
    flex-direction: column; overflow: hidden;
  }
  dialog[open] { display: flex; animation: arrive .22s ease-out }
  dialog::backdrop { background: rgb(10 18 15 / .55) }
  @keyframes arrive { from { opacity: 0; transform: translateY(12px) } }
  .head { display: flex; align-items: center; justify-content: space-between; min-height: 60px; padding: 8px 10px 0 24px }
  .brand { font-size: 13px; font-weight: 600; letter-spacing: .02em; color: var(--muted) }
  .foot { padding: 14px 24px 18px; font-size: 13px; color: var(--muted); border-top: 1px solid var(--line) }
  .pane { flex: 1; display: flex; flex-direction: column; gap: 16px; padding: 8px 24px 24px; overflow-y: auto }
  h2 { margin: 8px 0 0; font-size: 25px; line-height: 1.2; letter-spacing: -.02em; text-wrap: balance; outline: none }
  p { margin: 0; color: var(--muted); text-wrap: pretty }
  ul { margin: 0; padding: 0; list-style: none }
  .points { display: grid; gap: 12px }
  .points li { display: flex; gap: 12px; padding: 14px 16px; border: 1px solid var(--line); border-radius: 12px }
  .points li::before { content: '✓'; font-weight: 700 }
  .actions { display: grid; gap: 8px; margin-top: auto; padding-top: 16px }
  button, input { font: inherit; color: inherit }
  button { cursor: pointer; min-height: 44px; border-radius: 12px; border: 1px solid transparent; background: none }
  button:focus-visible, input:focus-visible { outline: 3px solid var(--focus); outline-offset: 2px }
  .primary { min-height: 52px; font-weight: 600; color: var(--on-strong); background: var(--strong) }
  .quiet { min-height: 52px; font-weight: 600; border-color: var(--line) }
  .close { width: 44px; font-size: 26px; line-height: 1; color: var(--muted) }
  .close:hover, .quiet:hover, .bank:hover { background: var(--field) }
  form { flex: 1; display: flex; flex-direction: column; gap: 14px }
  label { display: grid; gap: 6px; font-size: 14px; font-weight: 600 }
  input { width: 100%; min-height: 48px; padding: 0 14px; font-weight: 400; font-size: 16px;
    border: 1px solid var(--line); border-radius: 12px; background: var(--field) }
  .banks { display: grid; gap: 4px; margin: 0 -10px }
  .bank { display: flex; align-items: center; gap: 14px; width: 100%; padding: 8px 10px; text-align: left; font-weight: 500 }
  .sign { display: grid; place-items: center; width: 38px; height: 38px; flex: none; border-radius: 10px; font-weight: 700;
    color: #fff; background: hsl(var(--hue) 45% 34%) }
  code { align-self: start; padding: 6px 10px; font: 13px/1.4 ui-monospace, monospace; color: var(--muted);
    border: 1px solid var(--line); border-radius: 8px; overflow-wrap: anywhere }
  code:empty { display: none }
  .spinner { width: 44px; height: 44px; margin: 64px auto; border-radius: 50%; border: 4px solid var(--line);
    border-top-color: var(--strong); animation: turn .9s linear infinite }
  .badge { order: -1; display: grid; place-items: center; width: 56px; height: 56px; border-radius: 50%;
    font-size: 26px; font-weight: 700; color: #fff; background: #17764f }
  .failed { background: #a3441a }
  @keyframes turn { to { transform: rotate(1turn) } }
  [hidden] { display: none }
  @media (max-width: 480px) {
    dialog { width: 100%; height: 100%; border-radius: 0 }
  }
  @media (prefers-reduced-motion: reduce) {
    dialog[open] { animation: none }
    .spinner { animation-duration: 4s }
  }
`
