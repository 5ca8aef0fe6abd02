/** An element of an XML document; prefixes are written as they are, an attribute that is undefined is left out. */
export type XmlElement = {
  readonly name: string
  readonly attributes: Readonly<Record<string, string>>
  readonly children: readonly (XmlElement | string)[]
}

type Child = XmlElement | string | undefined

/** An element; children that are undefined are left out, and a text becomes one only XML 1.0 can hold. */
export function element(
  name: string,
  attributes: Readonly<Record<string, string | undefined>>,
  ...children: readonly Child[]
): XmlElement {
  const given = Object.entries(attributes).flatMap(([key, value]) =>
    value === undefined ? [] : [[key, plain(value)] as const],
  )
  return {
    name,
    attributes: Object.fromEntries(given),
    children: children.flatMap((it) => (it === undefined ? [] : [typeof it === 'string' ? plain(it) : it])),
  }
}

/** What no XML 1.0 document can hold becomes U+FFFD. */
function plain(text: string): string {
  return text.replaceAll(/[^\t\n\r\u0020-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/gu, '\uFFFD')
}
