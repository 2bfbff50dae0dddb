/**
 * Sizes for a page that has none for our parts. Their specificity is zero, so that any rule outranks them; and a
 * button with a class has its looks from the app.
 */
const SIZES = `:where([data-part=message]){display:flex;flex-direction:column;justify-content:flex-end}
:where([data-part=diagnostics] :is(button:not([class]),summary,a)){box-sizing:border-box;min-height:44px;padding:10px 16px;margin:0 8px 8px 0}
:where([data-part=diagnostics] a){display:inline-block}
:where([data-part=diagnostics] textarea){box-sizing:border-box;width:100%;font-size:max(16px,1em)}`

/**
 * Constructed, and not written as `style`: a strict Content Security Policy has nothing against it, and what a server
 * renders has no style in it. For the document or the shadow tree in which the component is.
 */
export function adoptSizes(root: Element | null): void {
  try {
    const tree = root?.getRootNode() as unknown as Adopting
    if (tree.adoptedStyleSheets.some(isOurs)) return
    const sheet = new CSSStyleSheet()
    sheet.replaceSync(SIZES)
    tree.adoptedStyleSheets = [...tree.adoptedStyleSheets, Object.assign(sheet, { isOurs: true })]
  } catch {
    // Safari before 16.4, or a tree of another window: the browser's own sizes are left.
  }
}

type Adopting = Pick<Document, 'adoptedStyleSheets'>

function isOurs(sheet: CSSStyleSheet): boolean {
  return 'isOurs' in sheet
}
