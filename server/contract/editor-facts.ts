/** What `open` of an editor answers, and what its other half in the browser reads: one type for both. Types only. */

/** How a text is written; names as iconv-lite has them, and `jis` for ISO-2022-JP. */
export type TextEncoding = 'utf8' | 'utf16le' | 'utf16be' | 'cp932' | 'eucjp' | 'jis'

/** Of a text file. */
export type TextFacts = {
  /** Every line ended by one line feed. */
  readonly text: string
  readonly encoding: TextEncoding
  /** A mark at its beginning (BOM). */
  readonly hasMark: boolean
  /** The end that most lines have. */
  readonly lineEnd: '\r\n' | '\n' | '\r'
  /** Not all lines end alike. */
  readonly isMixed: boolean
}

/** A field of a form in a PDF, as the browser shows it. */
export type FormField = {
  readonly name: string
  readonly kind: 'text' | 'check' | 'choice' | 'several'
  readonly value: string | boolean | readonly string[]
  readonly options?: readonly string[]
  readonly multiline?: boolean
  readonly readOnly?: boolean
}

/** Of a PDF. */
export type PdfFacts = {
  readonly pages: readonly {
    /** Points, as it is shown. */
    readonly width: number
    readonly height: number
    /** 墨塗り may have to make a picture of it. */
    readonly mayBecomePicture?: true
  }[]
  readonly fields: readonly FormField[]
  /** Signatures that a change makes invalid. */
  readonly signatures: number
  /** Files inside. */
  readonly files: number
  /** The form is described a second time for one viewer (XFA); that description goes when fields are filled. */
  readonly xfa: boolean
  /** Says of itself that it is PDF/A; it says so no longer once it is changed. */
  readonly pdfA?: string
}

/** What the editor shows in a simpler way than Word does, or does not show. It stays in the file. */
export type Simplified = {
  readonly kind:
    'vertical' | 'ruby' | 'combined' | 'field' | 'text_box' | 'object' | 'formula' | 'bound' | 'numbering'
  readonly count: number
  /** Where: the first letters of the first paragraphs that hold it. */
  readonly at: readonly string[]
}
/**
 * A stretch of a paragraph of a Word file: letters that can be written anew (a line feed is a line break in the paragraph, a
 * tab a tab), or something among them that stays as it is, with the letters it shows.
 */
export type WordPiece =
  | { readonly text: string }
  | {
      readonly fixed: 'ruby' | 'note' | 'picture' | 'field' | 'bound' | 'formula' | 'other'
      readonly shows: string
    }
/** A paragraph of a Word file as text. */
export type WordParagraph = {
  /** The part of the file it stands in, and its place among the paragraphs there, from 0. */
  readonly part: string
  readonly index: number
  readonly place: 'body' | 'table' | 'header' | 'footer' | 'footnote' | 'endnote' | 'text_box'
  readonly pieces: readonly WordPiece[]
}

/** A comment of a Word file. `about`: the letters it stands at. */
export type FileComment = {
  /** Its number in the file. */
  readonly id: string
  /** The comment it answers. */
  readonly answers?: string
  readonly author: string
  readonly at: string
  readonly text: string
  readonly about: string
  /** 解決済み; of an answer that of what it answers counts. */
  readonly settled: boolean
}
/** A tracked change of a Word file: what one person did at one time at one place, or moved from one to another. */
export type FileChange = {
  /** The part of the file it stands in, and its place among the changes there, from 0. */
  readonly part: string
  readonly index: number
  readonly author: string
  readonly at: string
  /** `look`: of letters, paragraphs, tables, pages. `other`: cannot be settled here. */
  readonly kind: 'inserted' | 'deleted' | 'moved' | 'look' | 'other'
  /** The letters it is about; empty for the end of a paragraph. */
  readonly text: string
}

/** Of a Word file. */
export type WordFacts = {
  readonly simplified: readonly Simplified[]
  readonly hasMacros: boolean
  readonly comments: readonly FileComment[]
  readonly changes: readonly FileChange[]
  /** All paragraphs, part by part; those in which nothing can be written stand among them. */
  readonly paragraphs: readonly WordParagraph[]
  /** What a save must not lose unasked, over all parts that are written: by tag, with its name and how often it is there. */
  readonly guarded: readonly { readonly tag: string; readonly name: string; readonly count: number }[]
}
