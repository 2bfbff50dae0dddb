/**
 * Mutants that survive because nothing that can be seen is another: by file, why, and the names that the run prints.
 *
 * @type {Record<string, [because: string, names: string[]][]>}
 */
export const equivalent = {
  'src/entry/redact.ts': [
    [
      'only the quick way is another: what it does not find is found word by word, to the same end',
      [
        'if ([value.length <= maxLength && (…st(value) || !isUnsure(value)) → false]) return value',
        'if ([value.length <= maxLength → value.length < maxLength] && (COMMON.test(value)',
        'length <= maxLength && ([COMMON.test(value) || !isUnsure(value) → COMMON.test(value) && !isUnsure(value)])) return value',
        '…¡¿、。・！？：；，।،؛؟]|\\p{DI}|[^ → ] | $| {2}|\\p{Ll}\\p{Lu}(?',
        '。・！？：；，।،؛؟]|\\p{DI}|^ | [$ → ]| {2}|\\p{Ll}\\p{Lu}(?!\\p{',
        '？：；，।،؛؟]|\\p{DI}|^ | $| [{2} → ]|\\p{Ll}\\p{Lu}(?!\\p{Ll}(?',
        'onst COMMON = /^(?:[A-Z][{2,32} → ](?:_[A-Z]{2,32})*|(?:(?:',
        'Z]{2,32}(?:_[A-Z]{2,32})[* → ]|(?:(?:[A-Z]{2,32}|[A-Z]',
        ')(?:[,.]?$|[,.]? (?!$)))[+ → ])$/',
        '|(?:(?:[A-Z]{2,32}|[A-Z][? → ][a-z]{2,32})(?:[,.]?$|[,',
        'A-Z]?[a-z]{2,32})(?:[,.][? → ]$|[,.]? (?!$)))+)$/',
        '-z]{2,32})(?:[,.]?$|[,.][? → ] (?!$)))+)$/',
        ',32})(?:[,.]?$|[,.]? (?![$ → ])))+)$/',
      ],
    ],
    [
      'after the last word there is nothing, at no even place',
      ['for (let index = 0; [index < words.length → index <= words.length]; index += 2) {'],
    ],
    [
      'what is left of the word is as sure without it: a bracket, or another plain word',
      ['.replace(PLAID_DOCS, [\'$1\' → ""])', '.replace(JOINED, [\'$1\' → ""])'],
    ],
    [
      'it matches from the start anyway',
      ['[/^([("\'“‘«[<]{0,3}).*?([)"\'”’»\\]>.,;!?]{0,3})$/su → /([("\'“‘«[<]{0,3}).*?([)"\'”’»\\]>.,;!?]{0,3})$/su],'],
    ],
    [
      'no token has what stands in for a part of an id, or less',
      ['e.replace(TOKENLIKE_ID, [\'\' → "Stryker was here!"]))'],
    ],
    ['empty words are nothing', ['const BETWEEN = [/([ 、。！？：；，]+)/ → /([ 、。！？：；，])/]']],
  ],
  'src/session/sessions.ts': [
    [
      'a text has no key of a user',
      [
        '? (entry.identifiers ?? [[] → ["Stryker was here"]]) : []))',
        'ry.identifiers ?? []) : [[] → ["Stryker was here"]]))',
      ],
    ],
    [
      'only the time is another: an entry without identifiers gives none',
      ['const attached = [entries.filter(({ identifiers }) => identifiers) → entries]'],
    ],
    ['no group is empty', ['const attemptId = [lastOf(group)?.attemptId → lastOf(group).attemptId]']],
    [
      'no two fields have the same name, and any order that is always the same will do',
      ['ds).sort(([a], [b]) => ([a < b → a <= b] ? -1 : 1)))', 'ds).sort(([a], [b]) => ([a < b → a >= b] ? -1 : 1)))'],
    ],
    [
      'the next case says the same of what has an exit',
      ["[case 'exited': return { outcome, end: exit } → case 'exited':]"],
    ],
    [
      'where nothing was seen, the outcome is never-opened, and told above',
      [
        'if ([lastSeen?.page → lastSeen.page] === alivePage) return {',
        "if ([lastSeen?.type → lastSeen.type] === 'pageCached') retur",
        'const silence = now - ([lastSeen?.at → lastSeen.at] ?? now)',
      ],
    ],
    [
      'where no entry has an id, none has another',
      ['try.institutionName && ([id === undefined → false] || entry.institutionId'],
    ],
    [
      'neither begins as an identity verification does',
      ["(entry.linkSessionId ?? ['' → \"Stryker was here!\"])) addValue('identity_ve"],
    ],
    [
      'none of the keys of Plaid has one of these within it',
      ['port const USER_KEYS = /[^ → ](?:client_user_id|user_i', 'redit_dashboard_user_id)[$ → ]/'],
    ],
  ],
  'src/session/group.ts': [
    [
      'they are in the order of their numbers already, and sorting keeps it',
      [
        '(a.page < b.page ? -1 : [a.page > b.page → true] ? 1 : a.sequence - b.se',
        '(a.page < b.page ? -1 : [a.page > b.page → false] ? 1 : a.sequence - b.se',
        '(a.page < b.page ? -1 : [a.page > b.page → a.page >= b.page] ? 1 : a.sequence - b.se',
        '(a.page < b.page ? -1 : [a.page > b.page → a.page <= b.page] ? 1 : a.sequence - b.se',
        ': a.page > b.page ? 1 : [a.sequence - b.sequence → a.sequence + b.sequence]),',
      ],
    ],
    ['a text has no key of a user', ['latMap(({ identifiers = [[] → ["Stryker was here"]] }) =>']],
  ],
  'src/session/outcome.ts': [
    [
      'of two that are the same, either is',
      ['return [ends.indexOf(b) > ends.indexOf(a) → ends.indexOf(b) >= ends.indexOf(a)] ? b : a'],
    ],
  ],
  'src/storage/prune.ts': [
    [
      'of two that are the same, either is',
      ['yRange.bound(voidUntil, [since > voidUntil → since >= voidUntil] ? since : voidUntil)'],
    ],
    ['the same transaction has counted them: there is one', ['if ([!cursor → false]) return']],
  ],
  'src/storage/control.ts': [['nothing is returned, either way', ['} catch [{ return undefined // refused } → {}]']]],
  'src/storage/sessionLimits.ts': [
    [
      'of what is not too many, none or less than none goes',
      [
        'else if ([session.entries.length > limits.entriesPerSession → true]) {',
        'else if ([session.entries.length > limits.entriesPerSession → session.entries.length >= limits.entriesPerSession]) {',
      ],
    ],
    [
      'the newest session is cut to the total, which ends it',
      ['= sessions.length - 1; [index >= 0 → true] && total > limits.total'],
    ],
    [
      'they are in the order of their numbers already, and sorting keeps it',
      ['imeOf(a) - timeOf(b) || [a.sequence - b.sequence → a.sequence + b.sequence],'],
    ],
  ],
}
