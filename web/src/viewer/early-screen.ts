/*
 * What is taken over from the first screen, which the server has drawn, when the client puts itself in its place: the
 * reader must not lose the line they are on, and the page they look at must not blink.
 */

let scrollTop = 0
const pictures = new Map<string, string>()

/** Keeps what the screen shows now, and follows its desk from now on. */
export function watchEarlyScreen(): void {
  for (const it of document.querySelectorAll<HTMLImageElement>('img[data-picture]'))
    pictures.set(it.dataset['picture'] ?? '', it.src)
  document.addEventListener(
    'scroll',
    ({ target }) => {
      if (target instanceof HTMLElement && 'earlyDesk' in target.dataset) scrollTop = target.scrollTop
    },
    { capture: true, passive: true },
  )
}

/** How far the early desk was scrolled, in pixels; answered once, then 0. */
export function takeEarlyScroll(): number {
  const taken = scrollTop
  scrollTop = 0
  return taken
}

/** Where the picture of this address is at hand; the address itself when it is not. */
export function pictureAt(address: string): string {
  return pictures.get(address) ?? address
}
