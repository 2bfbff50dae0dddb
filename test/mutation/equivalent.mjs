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
        '>~·•…¡¿、。・！？：；，]|\\p{DI}|[^ → ] | $| {2}|\\p{Ll}\\p{Lu}(?',
        '…¡¿、。・！？：；，]|\\p{DI}|^ | [$ → ]| {2}|\\p{Ll}\\p{Lu}(?!\\p{',
        '、。・！？：；，]|\\p{DI}|^ | $| [{2} → ]|\\p{Ll}\\p{Lu}(?!\\p{Ll}(?',
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
      'a bracket before a link into the documentation is as sure as none',
      ['ord.replace(PLAID_DOCS, [\'$1\' → ""]).replace(NUMBER, (_, be'],
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
}
