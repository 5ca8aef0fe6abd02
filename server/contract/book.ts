import { Type, type Static } from 'typebox'
import { Id, closed } from './common.ts'
import { FileWarning, RenditionView } from './proposals.ts'

/** The number of a page in an address, from 0. */
export const PageNumberText = Type.String({ pattern: '^\\d{1,6}$', description: 'A page, from 0' })
/** Pages from `from` to before `to`; absent: from the first, to the last that is given at once. */
export const PageRange = closed({ from: Type.Optional(PageNumberText), to: Type.Optional(PageNumberText) })

/** Where the JPEG that is all of a page stands in its PDF, in bytes. */
export type PlainScan = { readonly offset: number; readonly length: number }

export const BookFile = closed(
  {
    attachmentId: Id,
    revisionId: Id,
    name: Type.String(),
    kind: Type.String(),
    sizeBytes: Type.Integer({ description: 'Of the original file' }),
    warnings: Type.Array(FileWarning),
    rendition: RenditionView,
    sizes: Type.Array(Type.Number(), {
      description:
        'Width and height in points of every page, flat: [w0, h0, w1, h1, …]; empty until they can be looked at',
    }),
    scans: Type.Optional(
      Type.Array(Type.Integer({ minimum: 0 }), {
        description:
          'Pages that are nothing but one JPEG, flat: [page, offset, length, …], ascending. The page from 0, and the bytes of GET /v1/revisions/{id}/pdf that are its JPEG: shown as large as the page it looks as the page does. Absent without such pages, and until they are read',
      }),
    ),
  },
  "GET /v1/proposals/{id}/pages: the whole book (all attachments in order, every page's size), so that the reader can lay out everything before any file is open",
)
export type BookFile = Static<typeof BookFile>

export const Book = closed(
  { proposalId: Id, files: Type.Array(BookFile) },
  'Every page of all attachments of a case, in reading order',
)
export type Book = Static<typeof Book>

export const ReceiptBook = closed(
  { receiptId: Id, files: Type.Array(BookFile) },
  'Every page of all files of a 収受文書, in reading order',
)
export type ReceiptBook = Static<typeof ReceiptBook>

/** What is read in one scroll: the files of a case or of a 収受文書. */
export type ReadableBook = Book | ReceiptBook

export const OutlineEntry = closed(
  {
    title: Type.String({ description: 'At most 200 characters' }),
    pageIndex: Type.Integer({ description: 'From 0, in the file' }),
    depth: Type.Integer({ description: 'From 0: how far in it stands' }),
    y: Type.Optional(
      Type.Number({ description: 'Points from the top of its page; absent where the file does not say' }),
    ),
  },
  'A heading or a bookmark',
)
export type OutlineEntry = Static<typeof OutlineEntry>

export const FileOutline = closed(
  { entries: Type.Array(OutlineEntry, { description: 'In order; none for a file without headings' }) },
  'GET /v1/revisions/{id}/outline: headings and bookmarks of a file, at most 10,000',
)
export type FileOutline = Static<typeof FileOutline>

export const TextRun = closed(
  {
    text: Type.String(),
    box: Type.Tuple([Type.Number(), Type.Number(), Type.Number(), Type.Number()]),
    fontSize: Type.Number(),
    vertical: Type.Optional(Type.Boolean({ description: 'Written downwards (縦書き)' })),
  },
  "GET /v1/revisions/{id}/text?from=&to= (page indexes, to exclusive): positioned text for selecting and finding. Boxes are points from the page's top left: [x, y, width, height]",
)
export type TextRun = Static<typeof TextRun>
export const PageTexts = closed({
  pages: Type.Array(closed({ pageIndex: Type.Integer(), runs: Type.Array(TextRun) }), {
    description: 'Without those that are not read yet',
  }),
  isWhole: Type.Boolean({
    description: 'False while some of the file are not read yet: ask again when it is done',
  }),
})
export type PageTexts = Static<typeof PageTexts>

/*
 * Bytes, all under the same reading rights as the proposal:
 *   GET /v1/revisions/{id}/content           the original, as attachment (download)
 *   GET /v1/revisions/{id}/pdf               the rendition; immutable; supports Range
 *   GET /v1/revisions/{id}/skeleton          the pieces of a large PDF that PDFium reads to open it and to find any of
 *                                            its pages: u32le count, u32le offset and length of each, then their bytes;
 *                                            204 for a small PDF
 *   GET /v1/revisions/{id}/placeholders      (?from=&to=, page indexes, to exclusive) u32le count, u32le
 *                                            offsets[count + 1], then WebP bytes (64 px); a page without one has
 *                                            equal offsets
 *   GET /v1/proposals/{id}/placeholders      (?of=revision:from-to,…) the same of many files: of each, in the order
 *                                            asked for, u32le length and then such a block; empty for one without pages
 *   GET /v1/revisions/{id}/pages/{n}/image   ready picture (PNG or WebP, 1240 px wide) of page n (from 0); 404 when none
 *   POST /v1/revisions/{id}/retry            try the rendition again
 */
