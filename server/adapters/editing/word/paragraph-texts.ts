import type { WordParagraph, WordPiece } from '../../../contract/editor-facts.ts'
import { type Atom, atomsOf } from './atoms.ts'
import { isBound, isLocked } from './bound.ts'
import { type FieldMap, fieldsOf, isFree } from './fields.ts'
import { type WordPackage, isStory, parseStory } from './package.ts'
import { type XmlElement, attributeOf, elementsOf, textOf } from './xml.ts'

/** A piece of a paragraph with what it is made of; `text` undefined: it stays as it is. */
export type TextPiece = { readonly atoms: readonly Atom[]; readonly text: string | undefined }

/** A paragraph of a story, and what speaks against writing into it. */
export type TextParagraph = {
  readonly element: XmlElement
  readonly place: 'body' | 'table' | 'text_box'
  readonly pieces: readonly TextPiece[]
}

/** Every paragraph of a story in the order of its XML, with those in text boxes. */
export function textParagraphs(story: XmlElement): readonly TextParagraph[] {
  const fields = fieldsOf(story)
  const found: TextParagraph[] = []
  const walk = (element: XmlElement, place: TextParagraph['place'], isClosed: boolean): void => {
    // The old drawing beside a new one is the same once more.
    if (element.name === 'mc:Fallback') return
    const isFixed = element.name === 'w:sdt' && (isBound(element) || isLocked(element))
    if (element.name === 'w:p')
      found.push({ element, place, pieces: piecesOf(element, fields, isClosed || place === 'text_box') })
    const inside =
      element.name === 'w:txbxContent'
        ? 'text_box'
        : element.name === 'w:tbl' && place === 'body'
          ? 'table'
          : place
    for (const it of elementsOf(element)) walk(it, inside, isClosed || isFixed)
  }
  walk(story, 'body', false)
  return found
}

/** Letters that stand together are one piece, and so are things that do. An empty paragraph is one piece without letters. */
function piecesOf(paragraph: XmlElement, fields: FieldMap, isClosed: boolean): readonly TextPiece[] {
  const atoms = atomsOf([paragraph], fields).filter((it) => it.kind === 'letter' || it.kind === 'thing')
  const pieces: { atoms: Atom[]; text: string | undefined }[] = []
  for (const atom of atoms) {
    const sign = isClosed ? undefined : signOf(atom)
    const last = pieces.at(-1)
    if (last !== undefined && (last.text === undefined) === (sign === undefined)) {
      last.atoms.push(atom)
      if (sign !== undefined) last.text += sign
    } else pieces.push({ atoms: [atom], text: sign })
  }
  return atoms.length === 0 && !isClosed ? [{ atoms: [], text: '' }] : pieces
}

/** The letter an atom is written as; undefined for what is no letter and for letters that Word or a lock keeps. */
function signOf({ kind, key, element, field, path }: Atom): string | undefined {
  if (field !== undefined && !(kind === 'letter' && isFree(field.field))) return undefined
  if (path.some((it) => isLocked(it.element))) return undefined
  if (kind === 'letter') return key
  if (element.name === 'w:tab') return '\t'
  const isLine =
    element.name === 'w:br' && (attributeOf(element, 'w:type') ?? 'textWrapping') === 'textWrapping'
  return isLine ? '\n' : undefined
}

/** The paragraphs of all stories as the browser shows them. */
export function paragraphsOf(parts: WordPackage): readonly WordParagraph[] {
  return Array.from(parts.texts).flatMap(([part, source]) => {
    const story = isStory(part) ? parseStory(source) : undefined
    if (story === undefined) return []
    const all = textParagraphs(story).map(({ place, pieces }, index): WordParagraph => {
      const shown = pieces.map(({ atoms, text }) => (text === undefined ? fixedPiece(atoms) : { text }))
      return { part, index, place: place === 'body' ? placeOf(story.name, place) : place, pieces: shown }
    })
    // The lines above notes are paragraphs too.
    return story.name.endsWith('notes') ? all.filter(({ pieces }) => pieces.some(saysSomething)) : all
  })
}

function saysSomething(piece: WordPiece): boolean {
  return 'text' in piece || piece.shows !== ''
}

function placeOf(root: string, otherwise: 'body'): WordParagraph['place'] {
  switch (root) {
    case 'w:hdr':
      return 'header'
    case 'w:ftr':
      return 'footer'
    case 'w:footnotes':
      return 'footnote'
    case 'w:endnotes':
      return 'endnote'
    default:
      return otherwise
  }
}

function fixedPiece(atoms: readonly Atom[]): WordPiece {
  const kinds = new Set(atoms.map(fixedKind))
  const [kind = 'other'] = kinds
  return {
    fixed: kinds.size === 1 ? kind : ((['field', 'bound'] as const).find((it) => kinds.has(it)) ?? 'other'),
    shows: atoms.map(shownBy).join(''),
  }
}

function fixedKind({ kind, element, field, path }: Atom): Extract<WordPiece, { fixed: string }>['fixed'] {
  if (field !== undefined || element.name === 'w:fldSimple') return 'field'
  if (element.name === 'w:sdt' || path.some((it) => isLocked(it.element))) return 'bound'
  if (kind === 'letter') return 'other'
  if (/^w:(?:drawing|pict|object)$|^mc:/.test(element.name)) return 'picture'
  if (/^w:(?:foot|end)note/.test(element.name)) return 'note'
  if (element.name === 'w:ruby') return 'ruby'
  return element.name.startsWith('m:') ? 'formula' : 'other'
}

/** The letters that something fixed shows: of ruby those it stands over, of a picture none. */
function shownBy({ kind, key, element }: Atom): string {
  if (kind === 'letter') return key
  return /^w:(?:drawing|pict|object)$|^mc:/.test(element.name) ? '' : wordsOf(element)
}

/** The letters of an element, without those that were deleted, and without readings. */
export function wordsOf(element: XmlElement): string {
  if (element.name === 'w:t' || element.name === 'm:t') return textOf(element)
  if (element.name === 'w:rt' || element.name === 'mc:Fallback') return ''
  return elementsOf(element).map(wordsOf).join('')
}
