/** Numbers from 0 to below 1, the same for the same seed. */
function seeded(seed: number): () => number {
  let state = seed >>> 0
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    return state / 2 ** 32
  }
}

const kanji = Array.from({ length: 2_136 }, (_, nth) => String.fromCodePoint(0x4e00 + nth * 7))
const kana = Array.from(
  'のにはをがとでもへやかられるするこそあどいうえおきくけさしすせたちつてなぬねひふほまみむめゆよりろわん',
)
const words = 20_000
const lettersOfPage = 695

/**
 * A made-up language: words by Zipf's law, of two or three kanji, with kana between them, as an office writes. The same seed has the
 * same words; what is written with them differs by the writer.
 */
export function makeTexts(seed: number, writer = 0) {
  let random = seeded(seed)
  const of = (letters: readonly string[]): string => letters[Math.floor(random() * letters.length)] ?? ''
  const vocabulary = Array.from(
    { length: words },
    () => of(kanji) + of(kanji) + (random() < 0.3 ? of(kanji) : ''),
  )
  // The n-th word comes 1/n as often as the first.
  const sums = vocabulary.map(
    (
      (sum) => (_: string, nth: number) =>
        (sum += 1 / (nth + 1))
    )(0),
  )
  const total = sums.at(-1) ?? 1
  random = seeded(Math.imul(seed, 31) + writer)
  const rank = (): number => {
    const wanted = random() * total
    let [low, high] = [0, words - 1]
    while (low < high) {
      const middle = (low + high) >> 1
      if ((sums[middle] ?? 0) < wanted) low = middle + 1
      else high = middle
    }
    return low
  }
  const word = (): string => vocabulary[rank()] ?? ''
  const page = (): string => {
    let text = ''
    while (text.length < lettersOfPage)
      text += word() + of(kana) + (random() < 0.15 ? '、' : random() < 0.1 ? '。' : '')
    return text.slice(0, lettersOfPage)
  }
  /** A part of a page: something that is there. */
  const partOf = (text: string, length: number): string => {
    const from = Math.floor(random() * (text.length - length))
    return text.slice(from, from + length)
  }
  return { word, page, partOf }
}

export type Texts = ReturnType<typeof makeTexts>
