/**
 * The grid writes its colours into the page as style elements, which the policy of the page refuses; as sheets of styles
 * made by a script of ours they may stand. Answers how to take them away.
 */
export function adoptStyles(): () => void {
  const adopted = new Map<HTMLStyleElement, CSSStyleSheet>()
  const adopt = (): void => {
    for (const it of document.head.querySelectorAll('style')) {
      const text = it.textContent
      if (adopted.has(it) || text.trim() === '') continue
      const sheet = new CSSStyleSheet()
      sheet.replaceSync(text)
      adopted.set(it, sheet)
      document.adoptedStyleSheets.push(sheet)
    }
  }
  adopt()
  const watching = new MutationObserver(adopt)
  watching.observe(document.head, { childList: true })
  return () => {
    watching.disconnect()
    const own = new Set(adopted.values())
    document.adoptedStyleSheets = document.adoptedStyleSheets.filter((it) => !own.has(it))
  }
}
