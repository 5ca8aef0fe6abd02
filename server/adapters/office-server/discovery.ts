import { attributeOf, eachElement, parseXml } from '../editing/word/xml.ts'
import { type ProofKeys, rsaKey } from './proof.ts'

/** What an office server says of itself at /hosting/discovery. */
export type Discovery = {
  /** Where files are edited, as it writes it, by the ending of their names in small letters without the dot. */
  readonly edits: ReadonlyMap<string, string>
  /** Absent when it does not sign its requests. */
  readonly keys?: ProofKeys
}

/** Reads the answer; throws for what is no discovery, or names keys that are none. */
export function readDiscovery(text: string): Discovery {
  const root = parseXml(text)
  if (root?.name !== 'wopi-discovery') throw new Error('this is no WOPI discovery')
  const edits = new Map<string, string>()
  let keys: ProofKeys | undefined
  for (const element of eachElement(root)) {
    const said = (name: string): string => attributeOf(element, name) ?? ''
    const isEdit = element.name === 'action' && said('name') === 'edit' && said('ext') !== ''
    if (isEdit && URL.canParse(said('urlsrc'))) edits.set(said('ext').toLowerCase(), said('urlsrc'))
    // One that is there but cannot be read must not count as none: then nothing would be checked.
    if (element.name === 'proof-key')
      keys = {
        current: rsaKey(said('modulus'), said('exponent')),
        ...(said('oldmodulus') === '' ? {} : { old: rsaKey(said('oldmodulus'), said('oldexponent')) }),
      }
  }
  return { edits, ...(keys === undefined ? {} : { keys }) }
}

const language = 'ja-JP'

/**
 * The address of an action for a file: what the office server leaves open in it is filled in where we know it (language, the
 * file) and left out where we do not. Always at `origin`, which is the only one the page may show: behind a proxy an office server may know
 * itself by another name.
 */
export function actionAddress(
  urlsrc: string,
  { origin, wopiSrc }: { readonly origin: string; readonly wopiSrc: string },
): string {
  const known: Readonly<Record<string, string>> = {
    UI_LLCC: language,
    DC_LLCC: language,
    WOPI_SOURCE: encodeURIComponent(wopiSrc),
  }
  const filled = urlsrc.replaceAll(/<([^<>=]+)=([A-Z_]+)&?>/g, (_, name: string, what: string) =>
    known[what] === undefined ? '' : `${name}=${known[what]}&`,
  )
  const { pathname, search } = new URL(filled)
  const query = search
    .replace(/^\?/, '')
    .split('&')
    .filter((it) => it !== '')
  const names = new Set(query.map((it) => it.split('=')[0]?.toLowerCase()))
  const ours = [
    ['WOPISrc', encodeURIComponent(wopiSrc)],
    // By these Collabora shows its words and the button that closes it.
    ['lang', 'ja'],
    ['closebutton', '1'],
  ] as const
  const added = ours
    .filter(([name]) => !names.has(name.toLowerCase()))
    .map(([name, value]) => `${name}=${value}`)
  return `${origin}${pathname}?${[...query, ...added].join('&')}`
}
