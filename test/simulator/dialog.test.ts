// @vitest-environment jsdom
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { createApp, metadataOf } from './kit.ts'

const app = createApp()

beforeEach(() => {
  vi.useFakeTimers()
})

afterEach(() => {
  app.leave()
  vi.useRealTimers()
})

describe('the dialog', () => {
  beforeEach(() => {
    app.install({ auto: false, pace: 10 })
    app.create().open()
    app.settle()
  })

  it('can be clicked through to the end', () => {
    app.simulator.press('Continue')
    app.simulator.press('Houndstooth Bank')
    app.simulator.press('Log in')
    expect(app.simulator.view).toBe('LOADING')
    app.settle()
    app.simulator.press('Submit')
    app.settle()
    app.simulator.press('Finish')
    expect(metadataOf(app.last('onSuccess'))).toMatchObject({ institution: { name: 'Houndstooth Bank' } })
    expect(document.querySelector('plaid-link-simulator')).toBeNull()
    expect(() => app.simulator.press('Finish')).toThrow('No button')
  })

  it('can be closed and kept open', () => {
    app.simulator.press('Continue')
    app.simulator.press('Close')
    app.simulator.press('No, go back')
    expect(app.simulator.view).toBe('SELECT_INSTITUTION')
  })

  it('moves the focus to the heading of each pane', () => {
    const root = document.querySelector('plaid-link-simulator')?.shadowRoot
    expect(root?.activeElement?.textContent).toBe('Connect your account')
    app.simulator.press('Continue')
    expect(root?.activeElement?.textContent).toBe('Select your bank')
  })

  it('says which buttons there are when the one to press is not', () => {
    expect(() => app.simulator.press('Nowhere')).toThrow('No button "Nowhere" in Link, only: Close, Continue')
  })

  it('reports what was searched for, as Plaid does', () => {
    app.simulator.press('Continue')
    const root = document.querySelector('plaid-link-simulator')?.shadowRoot
    const search = root?.querySelector('input')
    if (!search) throw new Error('no search field')
    search.value = 'tart'
    search.dispatchEvent(new Event('input'))
    const shown = Array.from(root?.querySelectorAll('li:not([hidden])') ?? [], (item) => item.textContent)
    expect(shown).toEqual(['TTartan Bank'])
    app.simulator.press('Tartan Bank')
    app.simulator.press('Close')
    app.simulator.press('Yes, exit')
    const event = app.events().find(({ args }) => args[0] === 'SEARCH_INSTITUTION')
    expect(metadataOf(event)).toMatchObject({ institution_search_query: 'tart' })
  })
})

describe('embedded Link', () => {
  it('shows the banks in the page and opens with the chosen one', () => {
    app.install({ auto: true, pace: 10 })
    const target = document.createElement('div')
    document.body.append(target)
    const embedded = window.Plaid.createEmbedded(
      { token: 't', onSuccess: () => {}, onEvent: app.note('onEvent') },
      target,
    )
    app.simulator.press('Tartan Bank')
    app.settle()
    expect(app.names().slice(0, 4)).toEqual(['OPEN', 'SELECT_INSTITUTION', 'TRANSITION_VIEW', 'TRANSITION_VIEW'])
    expect(app.views().slice(0, 2)).toEqual(['CONSENT', 'CREDENTIAL'])
    app.simulator.press('Houndstooth Bank')
    app.settle()
    expect(metadataOf(app.events().at(-1))).toMatchObject({ institution_name: 'Houndstooth Bank' })
    embedded.destroy()
    expect([app.simulator.created, app.simulator.destroyed, target.childElementCount]).toEqual([1, 1, 0])
    target.remove()
  })
})
