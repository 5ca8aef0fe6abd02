let asked = false

/**
 * Fetches the letters of our own, and turns to them when they are there. Their 120 slices would stand in the way of the
 * first page, and every system we run on has Japanese letters to show until then.
 */
export function loadFonts(): void {
  if (asked) return
  asked = true
  void import('./noto-sans.ts').then(
    () => (document.documentElement.dataset['fonts'] = 'own'),
    () => (asked = false),
  )
}
