/** A table from codes to letters (ToUnicode) without some codes, in its plainest form. */
export function withoutCodes(table: string, gone: ReadonlySet<number>): string {
  const kept: string[] = []
  const width = /begincodespacerange\s*<([0-9a-fA-F]+)>/.exec(table)?.[1]?.length ?? 4
  const add = (code: number, letters: string): void => {
    if (!gone.has(code)) kept.push(`<${code.toString(16).padStart(width, '0')}> <${letters}>`)
  }
  for (const [, body = ''] of table.matchAll(/beginbfchar([\s\S]*?)endbfchar/g))
    for (const [, code = '', letters = ''] of body.matchAll(/<([^>]*)>\s*<([^>]*)>/g))
      add(parseInt(bare(code), 16), bare(letters))
  for (const [, body = ''] of table.matchAll(/beginbfrange([\s\S]*?)endbfrange/g))
    for (const [, from = '', to = '', first, list] of body.matchAll(
      /<([^>]*)>\s*<([^>]*)>\s*(?:<([^>]*)>|\[([^\]]*)\])/g,
    )) {
      const [start, end] = [parseInt(bare(from), 16), parseInt(bare(to), 16)]
      const listed = [...(list ?? '').matchAll(/<([^>]*)>/g)].map((it) => bare(it[1] ?? ''))
      for (let code = start; code <= Math.min(end, start + 0xffff); code += 1) {
        const letters = first === undefined ? listed[code - start] : nextAfter(bare(first), code - start)
        if (letters !== undefined) add(code, letters)
      }
    }
  const space = `<${'0'.repeat(width)}> <${'f'.repeat(width)}>`
  const parts = Array.from({ length: Math.ceil(kept.length / 100) }, (_, index) => {
    const some = kept.slice(100 * index, 100 * index + 100)
    return `${some.length} beginbfchar\n${some.join('\n')}\nendbfchar\n`
  })
  return `/CIDInit /ProcSet findresource begin
12 dict begin
begincmap
/CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def
/CMapName /Adobe-Identity-UCS def
/CMapType 2 def
1 begincodespacerange
${space}
endcodespacerange
${parts.join('')}endcmap
CMapName currentdict /CMap defineresource pop
end
end
`
}

function bare(hex: string): string {
  return hex.replaceAll(/\s/g, '')
}

/** The letters that are so many after the first ones: only the last unit counts on. */
function nextAfter(first: string, by: number): string {
  const head = first.slice(0, -4)
  const last = first.slice(-4)
  return `${head}${(parseInt(last, 16) + by).toString(16).padStart(last.length, '0')}`
}
