import { type Element, davNs } from './read-xml.ts'

/** Text as it stands between tags and in quotes. The one place where something of others becomes part of an answer. */
export function escapeXml(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    .replaceAll("'", '&apos;')
}

/** Name and namespace of a property. */
export type PropName = { readonly ns: string; readonly name: string }

/** An element with `inner` as it is; names of other namespaces than that of WebDAV declare theirs. */
export function tag({ ns, name }: PropName, inner = ''): string {
  const [open, close] =
    ns === davNs
      ? [`D:${name}`, `D:${name}`]
      : ns === ''
        ? [`${name} xmlns=""`, name]
        : [`x:${name} xmlns:x="${escapeXml(ns)}"`, `x:${name}`]
  return inner === '' ? `<${open}/>` : `<${open}>${inner}</${close}>`
}

/** An element of WebDAV. */
export function dav(name: string, inner = ''): string {
  return tag({ ns: davNs, name }, inner)
}

/** What is in an element, written anew. */
export function innerOf(element: Element): string {
  return element.children
    .map((it) => (typeof it === 'string' ? escapeXml(it) : tag(it, innerOf(it))))
    .join('')
}

/** A whole answer with this element at its root. */
export function document(name: string, inner: string): string {
  return `<?xml version="1.0" encoding="utf-8"?>\n<D:${name} xmlns:D="DAV:">${inner}</D:${name}>\n`
}

/** One answer of a 207: properties by the status they have. */
export function responseOf(href: string, propsByStatus: ReadonlyMap<number, readonly string[]>): string {
  const stats = Array.from(propsByStatus, ([status, props]) =>
    dav('propstat', dav('prop', props.join('')) + dav('status', statusLine(status))),
  )
  return dav('response', dav('href', escapeXml(href)) + stats.join(''))
}

const reasons: Readonly<Record<number, string>> = {
  200: 'OK',
  403: 'Forbidden',
  404: 'Not Found',
  423: 'Locked',
  424: 'Failed Dependency',
}

export function statusLine(status: number): string {
  return `HTTP/1.1 ${status} ${reasons[status] ?? 'Error'}`
}
