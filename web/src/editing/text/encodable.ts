import type { TextEncoding } from '../../../../server/contract/editor-facts.ts'

const known = new Map<string, ReadonlySet<string>>()

/** All letters of Shift_JIS as Windows has it, or of EUC-JP, from the browser's own table. */
function lettersOf(label: 'shift_jis' | 'euc-jp'): ReadonlySet<string> {
  const made = known.get(label)
  if (made !== undefined) return made
  const decoder = new TextDecoder(label)
  const letters = new Set<string>()
  for (let one = 0; one <= 0x80; one += 1) letters.add(String.fromCharCode(one))
  for (let lead = 0x81; lead <= 0xfe; lead += 1) {
    letters.add(decoder.decode(new Uint8Array([lead])))
    for (let trail = 0x40; trail <= 0xfe; trail += 1) {
      const letter = decoder.decode(new Uint8Array([lead, trail]))
      if (Array.from(letter).length === 1) letters.add(letter)
    }
  }
  letters.delete('\u{fffd}')
  known.set(label, letters)
  return letters
}

/** Letters of a text that its file's encoding has no room for, each once, at most ten. */
export function misfitsOf(text: string, encoding: TextEncoding): readonly string[] {
  if (encoding.startsWith('utf')) return []
  // ISO-2022-JP has the letters of EUC-JP, but for the half-width ones.
  const letters = lettersOf(encoding === 'cp932' ? 'shift_jis' : 'euc-jp')
  const misfits = new Set<string>()
  for (const letter of text) {
    if (letters.has(letter)) continue
    misfits.add(letter)
    if (misfits.size === 10) break
  }
  return [...misfits]
}
