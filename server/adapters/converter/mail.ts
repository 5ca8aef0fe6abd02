import { unescaped } from '../entities.ts'

/** A mail as it is read: its words with who, to whom, when and what about on top; and what was attached. */
export type Mail = {
  readonly text: string
  readonly attached: readonly { readonly name: string; readonly content: Buffer }[]
}

/** The words of a mail with its headings, which were given in this order, and the names of what was attached. */
export function mailText(
  headings: readonly (readonly [label: string, value: string | undefined])[],
  words: string,
  names: readonly string[],
): string {
  return [
    ...headings.flatMap(([label, value]) =>
      value === undefined || value === '' ? [] : [`${label}: ${value}`],
    ),
    '',
    words,
    ...(names.length === 0 ? [] : ['', `添付ファイル: ${namesText(names)}`]),
  ].join('\n')
}

const mostNames = 100

function namesText(names: readonly string[]): string {
  const shown = names.slice(0, mostNames).join('、')
  return names.length > mostNames ? `${shown} ほか${names.length - mostNames}件` : shown
}

/** The words of an HTML text, in one walk over it however it is built: what is not closed goes to the end. */
export function withoutTags(html: string): string {
  let out = ''
  for (let at = 0; at < html.length;) {
    const start = html.indexOf('<', at)
    if (start === -1) return out + unescaped(html.slice(at))
    out += unescaped(html.slice(at, start))
    const name = /^<!--|^<\/?([a-z][a-z0-9]{0,15})/i.exec(html.slice(start, start + 20))
    const element = name?.[1]?.toLowerCase() ?? ''
    if (/^(?:br|p|div|tr|li|h[1-6])$/.test(element))
      out += html[start + 1] === '/' || element === 'br' ? '\n' : ''
    const close =
      name?.[0] === '<!--' ? '-->' : /^<(?:style|script)/i.test(name?.[0] ?? '') ? `</${element}` : '>'
    const end = name === null ? start + 1 : indexOfAnyCase(html, close, start + 1)
    if (end === -1) return out
    if (name === null) out += '<'
    at = name === null ? end : close.startsWith('</') ? end : end + close.length
  }
  return out
}

function indexOfAnyCase(html: string, wanted: string, from: number): number {
  if (!wanted.startsWith('</')) return html.indexOf(wanted, from)
  const finder = new RegExp(wanted, 'gi')
  finder.lastIndex = from
  return finder.exec(html)?.index ?? -1
}
