import { es, en, fr } from 'react-plaid-link-diagnostics/labels'
import { describe, expect, it } from 'vitest'
import { forUserEn } from '../../src/explain/words/forUser.en.ts'

const platforms = ['iPhone', 'iPad', 'Android', 'Windows', 'macOS', 'Linux', null]

/** Every sentence that a set of labels can say, by its name. */
function said(labels: typeof en): Record<string, string> {
  const { failed, inAppBrowser, saved, kept, scriptPending, parts, forUser, ...rest } = labels
  const sentences: Record<string, string> = { ...rest, ...parts }
  for (const platform of platforms) {
    sentences[`failed ${platform}`] = failed(platform)
    sentences[`inAppBrowser ${platform}`] = inAppBrowser('Instagram', platform)
  }
  sentences['saved'] = saved('diagnostics-7KQF-2M9T.txt')
  sentences['kept'] = kept(14)
  sentences['scriptPending'] = scriptPending(12)
  for (const [name, sentence] of Object.entries(forUser ?? {})) sentences[`forUser ${name}`] = sentence
  return sentences
}

describe.each([es, fr])('the words in $lang', (labels) => {
  it('say everything that the English ones say, and in words of their own', () => {
    const english = said({ ...en, forUser: forUserEn })
    const translated = said(labels)
    expect(Object.keys(translated).toSorted()).toEqual(Object.keys(english).toSorted())
    const same = Object.keys(translated).filter(
      (name) => translated[name]?.trim() === english[name] || !translated[name],
    )
    expect(same).toEqual([])
  })

  it('have the same facts in them', () => {
    expect(labels.saved('diagnostics-7KQF-2M9T.txt')).toContain('diagnostics-7KQF-2M9T.txt')
    expect(labels.kept(14)).toContain('14')
    expect(labels.scriptPending(12)).toContain('12')
    expect(labels.inAppBrowser('Instagram', 'iPhone')).toMatch(/Instagram.*Safari/)
    expect(labels.failed('macOS')).toContain('⌘C')
    expect(labels.failed('Windows')).toContain('Ctrl+C')
  })
})

it.each([en, es, fr])('nothing in $lang scares with the words of engineers', (labels) => {
  const sentences = Object.entries(said({ ...labels, forUser: labels.forUser ?? forUserEn }))
  const scaring =
    /[Ff]ingerprint|[Hh]uella|[Ee]mpreinte|\b[Tt]okens?\b|\baltered\b|link_|request_id|undefined|\bnull\b|NaN/
  expect(sentences.filter(([, sentence]) => scaring.test(sentence))).toEqual([])
})
