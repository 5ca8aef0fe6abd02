const ours = "'Noto Sans JP Variable'"
let asked = false
/** What is shown in a moment. */
let soon = ''

/**
 * Fetches the letters of our own, and turns to them when they are there. Their 120 slices would stand in the way of the
 * first page, and every system we run on has Japanese letters to show until then.
 */
export function loadFonts(): void {
  if (asked) return
  asked = true
  void import('./noto-sans.ts').then(
    () => {
      document.documentElement.dataset['fonts'] = 'own'
      bringLetters('')
    },
    () => (asked = false),
  )
}

/**
 * Letters that a screen shows only later. Their slices come with the first ones: each that comes when it is shown lays out
 * everything anew, and that is felt.
 */
export function bringLetters(words: string): void {
  soon += words
  if (document.documentElement.dataset['fonts'] !== 'own') return
  // Without them the letters of the system stay.
  document.fonts.load(`1em ${ours}`, soon).catch(() => {})
  soon = ''
}
