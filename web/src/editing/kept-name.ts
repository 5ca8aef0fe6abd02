/** The name a replaced file goes on with: its own, with the ending of the new content where that is another kind. */
export function keptName(name: string, chosen: string): string {
  const [, ending] = partsOf(chosen)
  const [stem, own] = partsOf(name)
  return ending.toLowerCase() === own.toLowerCase() ? name : `${stem}${ending}`
}

function partsOf(name: string): readonly [stem: string, ending: string] {
  const dot = name.lastIndexOf('.')
  return dot <= 0 ? [name, ''] : [name.slice(0, dot), name.slice(dot)]
}
