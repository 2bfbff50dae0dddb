/** Where a text is copied by a long touch. */
export function isTouch(platform: string | null): boolean {
  return isApple(platform) || platform === 'Android'
}

export function isApple(platform: string | null): boolean {
  return platform === 'iPhone' || platform === 'iPad'
}

export function copyKeys(platform: string | null, control = 'Ctrl'): string {
  return platform === 'macOS' ? '⌘C' : `${control}+C`
}
