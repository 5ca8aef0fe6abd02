const widest = 110

/** JSON in which whatever fits stands on one line: half as long as with a line for each value, and a change shows as one line. */
export function jsonText(value: unknown, indent = ''): string {
  const flat = JSON.stringify(value)
  if (typeof value !== 'object' || value === null || indent.length + flat.length <= widest) return flat
  const deeper = `${indent} `
  const [open, close, lines] = Array.isArray(value)
    ? ['[', ']', value.map((it) => jsonText(it, deeper))]
    : [
        '{',
        '}',
        Object.entries(value)
          .filter(([, it]) => it !== undefined)
          .map(([key, it]) => `${JSON.stringify(key)}: ${jsonText(it, deeper)}`),
      ]
  return `${open}\n${lines.map((it) => deeper + it).join(',\n')}\n${indent}${close}`
}
