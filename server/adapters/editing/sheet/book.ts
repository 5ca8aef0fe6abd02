import { posix } from 'node:path'
import {
  type Xml,
  type XmlElement,
  attributeOf,
  childOf,
  childrenOf,
  isOn,
  parseXml,
  Splices,
} from './xml.ts'
import { type ZipFile, openZip } from './zip.ts'

export type SheetPart = {
  /** Of the file, unchanging: what edits name a sheet by. */
  readonly id: string
  readonly name: string
  /** From 0, in the order of the tabs. */
  readonly index: number
  readonly state: 'visible' | 'hidden' | 'veryHidden'
  readonly part: string
  /** Cells, and no chart sheet, dialog or macro sheet. */
  readonly hasCells: boolean
}

type Relation = {
  readonly id: string
  readonly type: string
  readonly target: string
  readonly isExternal: boolean
}

/** A workbook whose parts are changed one after the other; what is not changed keeps its bytes. */
export type Book = {
  readonly part: string
  readonly sheets: readonly SheetPart[]
  readonly is1904: boolean
  readonly names: readonly string[]
  /** The text of a part as it is now; undefined for one that is missing or no UTF-8. */
  text(part: string): string | undefined
  /** The same as elements; undefined also for what is not well formed. */
  xml(part: string): Xml | undefined
  bytes(part: string): Buffer | undefined
  change(part: string, text: string): void
  /** Takes a part away, with what the package says of it. */
  remove(part: string): void
  relationsOf(part: string): readonly Relation[]
  /** The parts that a part refers to by a type such as 'table'. */
  related(part: string, type: string): readonly string[]
  /** The names of the parts that differ from the original. */
  changed(): readonly string[]
  /** The package: the original's very bytes when nothing differs. */
  write(): Uint8Array
}

/** What is said of one that cannot be opened. */
export const unreadable = 'Excelブック（xlsx、xlsm）として読めません'

/** Opens a workbook; undefined for what is none that we can read (xlsb, encrypted, damaged). */
export function openBook(original: Uint8Array): Book | undefined {
  const zip = openZip(original)
  if (zip === undefined) return undefined
  const parts = openParts(zip)
  const [part] = parts.related('', 'officeDocument')
  const root = part === undefined ? undefined : parts.xml(part)
  if (part === undefined || root === undefined || root.root.name !== 'workbook') return undefined
  const about = childOf(root.root, 'workbookPr')
  return {
    ...parts,
    part,
    names: zip.names,
    sheets: sheetsOf(root, parts.relationsOf(part)),
    is1904: about !== undefined && isOn(attributeOf(root, about, 'date1904')),
    write: () => parts.write(original),
  }
}

function sheetsOf(root: Xml, relations: readonly Relation[]): SheetPart[] {
  return childrenOf(childOf(root.root, 'sheets'), 'sheet').map((it, index) => {
    const relation = relations.find((one) => one.id === attributeOf(root, it, 'id'))
    const state = attributeOf(root, it, 'state')
    return {
      id: attributeOf(root, it, 'sheetId') ?? String(index + 1),
      name: attributeOf(root, it, 'name') ?? '',
      index,
      state: state === 'hidden' || state === 'veryHidden' ? state : 'visible',
      part: relation?.target ?? '',
      hasCells: relation?.type === 'worksheet',
    }
  })
}

function openParts(zip: ZipFile) {
  const now = new Map<string, string | undefined>()
  const trees = new Map<string, { readonly text: string; readonly xml: Xml | undefined }>()
  const found = new Map<string, string>(zip.names.map((it) => [it.toLowerCase(), it]))
  const actual = (part: string): string => found.get(part.toLowerCase()) ?? part
  const text = (part: string): string | undefined => {
    if (now.has(part)) return now.get(part)
    const bytes = zip.read(part)
    return bytes === undefined ? undefined : decoded(bytes)
  }
  const xml = (part: string): Xml | undefined => {
    const current = text(part)
    if (current === undefined) return undefined
    const kept = trees.get(part)
    if (kept?.text === current) return kept.xml
    const made = parseXml(current)
    trees.set(part, { text: current, xml: made })
    return made
  }
  const relationsPart = (part: string): string =>
    part === '' ? '_rels/.rels' : posix.join(posix.dirname(part), '_rels', `${posix.basename(part)}.rels`)
  const relationsOf = (part: string): Relation[] => {
    const tree = xml(actual(relationsPart(part)))
    if (tree === undefined) return []
    return childrenOf(tree.root, 'Relationship').map((it) => {
      const target = attributeOf(tree, it, 'Target') ?? ''
      const isExternal = attributeOf(tree, it, 'TargetMode') === 'External'
      const path = target.startsWith('/')
        ? target.slice(1)
        : posix.join(part === '' ? '.' : posix.dirname(part), target)
      return {
        id: attributeOf(tree, it, 'Id') ?? '',
        type: (attributeOf(tree, it, 'Type') ?? '').split('/').at(-1) as string,
        target: isExternal ? target : actual(path),
        isExternal,
      }
    })
  }
  const change = (part: string, changed: string): void => {
    if (text(part) !== changed) now.set(part, changed)
  }
  const drop = (part: string, pick: (tree: Xml, it: XmlElement) => boolean): void => {
    const tree = xml(part)
    if (tree === undefined) return
    const splices = new Splices(tree)
    for (const it of tree.root.children) if (pick(tree, it)) splices.remove(it)
    change(part, splices.result())
  }
  return {
    text,
    xml,
    bytes: (part: string) => zip.read(part),
    change,
    remove(part: string) {
      now.set(part, undefined)
      drop(actual('[Content_Types].xml'), (tree, it) => attributeOf(tree, it, 'PartName') === `/${part}`)
      for (const name of zip.names.filter((it) => it.endsWith('.rels'))) {
        const [, folder = '', base = ''] = /^(.*?)_rels\/(.*)\.rels$/.exec(name) ?? []
        const targets = relationsOf(`${folder}${base}`)
        if (targets.some((it) => it.target === part && !it.isExternal))
          drop(name, (tree, it) => {
            const id = attributeOf(tree, it, 'Id')
            return targets.some((one) => one.id === id && one.target === part)
          })
      }
    },
    relationsOf,
    related: (part: string, type: string) =>
      relationsOf(part)
        .filter((it) => it.type === type && !it.isExternal)
        .map((it) => it.target),
    changed: () => [...now.keys()].filter((it) => zip.names.includes(it)),
    write(original: Uint8Array): Uint8Array {
      if (now.size === 0) return original
      return zip.with(
        new Map([...now].map(([part, it]) => [part, it === undefined ? undefined : Buffer.from(it, 'utf8')])),
      )
    },
  }
}

/** UTF-8, with its mark if it has one; undefined for another encoding. */
function decoded(bytes: Buffer): string | undefined {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes)
  } catch {
    return undefined
  }
}
