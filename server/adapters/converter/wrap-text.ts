/** Must not stand at the start of a line (行頭禁則); hangs at the end of the one before. */
const noLineStart = new Set(
  '、。，．・：；！？」』）】〕｝〉》〟ゝゞー々ぁぃぅぇぉっゃゅょァィゥェォッャュョ,.)]}!?',
)
const tabColumns = 8

/** A tab goes to the next column of 8, counting a wide character as 2. */
export function expandTabs(line: string): string {
  if (!line.includes('\t')) return line
  let out = ''
  let column = 0
  for (const character of line) {
    const step = character === '\t' ? tabColumns - (column % tabColumns) : isWide(character) ? 2 : 1
    out += character === '\t' ? ' '.repeat(step) : character
    column += step
  }
  return out
}

/** Splits a line into pieces no wider than `maxWidth`; a word of Latin letters is kept whole where it fits. */
export function wrap(line: string, maxWidth: number, widthOf: (text: string) => number): string[] {
  if (widthOf(line) <= maxWidth) return [line]
  const pieces: string[] = []
  let piece = ''
  let width = 0
  // Graphemes, so that a letter and its mark are not parted.
  for (const segment of segmentsOf(line)) {
    const step = widthOf(segment)
    if (width + step > maxWidth && piece !== '' && !noLineStart.has(segment)) {
      const cut = breakBefore(piece, segment)
      pieces.push(piece.slice(0, cut).trimEnd())
      piece = piece.slice(cut)
      width = widthOf(piece)
    }
    piece += segment
    width += step
  }
  if (piece !== '') pieces.push(piece)
  return pieces
}

const graphemes = new Intl.Segmenter('ja', { granularity: 'grapheme' })
/** The segmenter looks at the whole of a Latin text again for each letter: a line of 400,000 spaces would take minutes. */
const segmentedAtOnce = 2000

/** Letters with their marks; where a very long line is cut for it, a mark may come alone. */
function* segmentsOf(line: string): Generator<string> {
  for (let at = 0; at < line.length;) {
    let end = Math.min(line.length, at + segmentedAtOnce)
    // Not between the two halves of a character.
    if (/[\ud800-\udbff]/.test(line[end - 1] ?? '')) end += 1
    for (const { segment } of graphemes.segment(line.slice(at, end))) yield segment
    at = end
  }
}

/** Where to cut: before the Latin word that does not fit any more, else right here. */
function breakBefore(piece: string, next: string): number {
  if (!/[\p{Script=Latin}\d_-]/u.test(next)) return piece.length
  const word = /[\p{Script=Latin}\d_-]+$/u.exec(piece)
  return word === null || word.index === 0 || word[0].length > 40 ? piece.length : word.index
}

function isWide(character: string): boolean {
  return /[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6\u{20000}-\u{3ffff}]/u.test(
    character,
  )
}
