/**
 * 姓: the text before the first space, ASCII or ideographic, exactly as the directory has it. Nothing is normalised:
 * 𠮷田, 山﨑 and 葛󠄀西 keep every code point. A name without a space is given back whole.
 */
export function familyNameOf(name: string): string {
  const cut = name.search(/[ \u3000]/)
  return cut <= 0 ? name : name.slice(0, cut)
}
