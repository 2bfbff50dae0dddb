import { Component, useLayoutEffect, useRef, type ReactNode } from 'react'
import { createCopySource, fileOf } from './copySource.ts'
import { Erase } from './Erase.tsx'
import { inAct } from './inAct.ts'
import { en } from './labels/en.ts'
import type { CopyDiagnosticsLabels } from './labels.ts'
import type { Panel, PanelProps, Parts } from './copyTypes.ts'
import { Button, focusAndShow, MASKED, selectAll, Text } from './parts.tsx'
import { Preview } from './Preview.tsx'
import { adoptSizes } from './sizes.ts'

export const panel: Panel = {
  createCopySource,
  inAct,
  adoptSizes,
  /** Where the words are in another language than the page. */
  languageOf(labels) {
    const language = labels?.lang ?? (labels ? undefined : en.lang)
    const ofPage = document.documentElement.lang
    return language && primary(language) !== primary(ofPage) ? language : undefined
  },
  Message: guarded(Message),
  Below: guarded(Below),
}

function primary(language: string): string | undefined {
  return language.toLowerCase().split('-')[0]
}

/** With all words; and what throws in it (a label of the app) is left out, and does not take the app down. */
function guarded(Part: (props: Parts) => ReactNode): (props: PanelProps) => ReactNode {
  return function Guarded(props) {
    const given = Object.entries(props.labels ?? {}).filter(([, label]) => label !== undefined)
    return (
      <Boundary>
        <Part {...props} words={{ ...en, ...Object.fromEntries(given) }} />
      </Boundary>
    )
  }
}

class Boundary extends Component<{ children: ReactNode }, { hasFailed: boolean }> {
  override state = { hasFailed: false }
  static getDerivedStateFromError(): { hasFailed: boolean } {
    return { hasFailed: true }
  }
  override render(): ReactNode {
    return this.state.hasFailed ? null : this.props.children
  }
}

/** Above the button: what happened, what to try. */
function Message({ copying, words }: Parts): ReactNode {
  const { explanation, forUser, outcome } = copying
  if (outcome === null || !explanation) return <Text part="intro">{words.intro}</Text>
  const translated = words.forUser?.[explanation.userMessage as keyof NonNullable<typeof words.forUser>]
  return (
    <p data-part="for-user" data-outcome={outcome} lang={translated || words.lang === 'en' ? undefined : 'en'}>
      {translated ?? forUser}
    </p>
  )
}

/** Below the button: the other ways out, what became of the press, where to go next, and what it is about. */
function Below(props: Parts): ReactNode {
  const { copying, words } = props
  const { state, share, download, report, notice, pendingSeconds } = copying
  const { inAppBrowser = null, platform = null } = report?.environment ?? {}
  const sentence =
    notice &&
    {
      'not-loaded': words.notLoaded,
      'link-open': words.linkOpen,
      'script-pending': words.scriptPending(pendingSeconds),
      'storage-refused': words.storageRefused,
      'recording-off': words.recordingOff,
      'nothing-recorded': words.empty,
    }[notice]
  return (
    <>
      <div data-part="actions">
        {share && (
          <Button part="share" onClick={share}>
            {words.share}
          </Button>
        )}
        <Button part="download" onClick={download}>
          {words.download}
        </Button>
      </div>
      <Result {...props} />
      {state !== 'failed' && notice !== null && sentence && (
        <p data-part="notice" data-state={notice}>
          {sentence}
        </p>
      )}
      {inAppBrowser && copying.outcome !== 'succeeded' && (
        <Text part="browser">{words.inAppBrowser(inAppBrowser, platform)}</Text>
      )}
      <Preview {...props} />
      <Erase {...props} />
    </>
  )
}

/** Where the eye is after a press: what became of it, and the next step, which gets the focus. */
function Result({ copying, words, support }: Parts): ReactNode {
  const { state, text, remark, givenCode } = copying
  const root = useRef<HTMLDivElement>(null)
  const next = useRef<HTMLAnchorElement & HTMLButtonElement>(null)
  const field = useRef<HTMLTextAreaElement>(null)

  const before = useRef({ state, remark })
  useLayoutEffect(() => {
    const { current } = before
    before.current = { state, remark }
    if (current.state === state && current.remark === remark) return
    if (state === 'failed') {
      selectAll(field.current)
      focusAndShow(null, root.current)
    } else if (state === 'copied' || remark === 'saved' || remark === 'shared') {
      focusAndShow(next.current, root.current)
    } else if (remark === 'not-saved' || remark === 'not-shared') {
      focusAndShow(null, root.current)
    }
  }, [state, remark])

  // What became of a deletion is said where it was asked for.
  const shown = remark && !remark.endsWith('cleared') ? remark : state
  return (
    <div data-part="result" data-state={shown} ref={root}>
      <p role="status" data-part="status" data-state={shown}>
        {statusOf(copying, words)}
      </p>
      {state === 'failed' && text !== null && (
        <div {...MASKED}>
          <textarea
            ref={field}
            data-part="text"
            aria-label={words.text}
            lang="en"
            dir="ltr"
            translate="no"
            value={text}
            rows={6}
            readOnly
            inputMode="none"
            spellCheck={false}
          />
          <Button part="select" onClick={() => selectAll(field.current)}>
            {words.selectAll}
          </Button>
        </div>
      )}
      {givenCode && (
        <div data-part="next">
          <p data-part="code">
            {words.code}{' '}
            <strong dir="ltr" translate="no">
              {givenCode}
            </strong>
          </p>
          {support?.open ? (
            <button
              type="button"
              data-part="support"
              ref={next}
              onClick={() => support.open(givenCode)}
              onKeyDown={ignoreRepeat}
            >
              {support.label ?? words.support}
            </button>
          ) : (
            support && (
              <a data-part="support" ref={next} href={support.href} onKeyDown={ignoreRepeat}>
                {support.label ?? words.support}
              </a>
            )
          )}
        </div>
      )}
    </div>
  )
}

/** The focus comes here while the key that pressed the button may still be down. */
function ignoreRepeat(event: { repeat: boolean; preventDefault(): void }): void {
  if (event.repeat) event.preventDefault()
}

function statusOf(copying: Parts['copying'], words: CopyDiagnosticsLabels): string {
  const { state, text, remark, report, givenCode } = copying
  if (state === 'copying') return words.copying
  if (remark === 'outdated') return words.outdated
  if (remark === 'saved') return words.saved(fileOf(givenCode ?? ''))
  if (remark === 'not-saved') return words.notSaved
  if (remark === 'shared') return words.shared
  if (remark === 'not-shared') return words.notShared
  if (state === 'copied') return copying.isWhole ? words.copied : words.copiedPart
  if (state === 'idle') return words.next
  return text === null ? words.unavailable : words.failed(report?.environment.platform ?? null)
}
