import type { LegacyFiles } from './legacy-files.ts'
import type { Readable } from 'node:stream'
import type { Kysely } from 'kysely'
import type { Pool } from 'pg'
import type { Database } from '../store/database.ts'
import type { OutlineEntry } from '../contract/book.ts'
import type { EditorName } from '../contract/editing.ts'
import type { NotePlace } from '../contract/notes.ts'
import type { FileKind } from '../contract/proposals.ts'
import type { StreamEvent } from '../contract/stream.ts'
import type { Instant, LocalDate, PersonId, PostId } from '../domain/ids.ts'
import type { Organisation } from '../domain/organisation/organisation.ts'
import type { XmlElement } from '../domain/records/transfer/xml.ts'
import type { Result } from '../domain/result.ts'
import type { EditProblemCode } from './edit-problem-codes.ts'

/** Kysely for everything; the pool itself only where a prepared statement on a hot path needs it. */
export type DatabasePorts = { readonly db: Kysely<Database>; readonly pool: Pool }

/** Server time; tests give another. */
export type Clock = () => Instant

/** A new random UUID. */
export type NewId = () => string

/** What a look into a file found: what it is, and what its owner should know. */
export type Inspection = {
  readonly kind: FileKind
  /** Codes of the sentences in usecases/file-sentences.ts, each with an optional detail after a colon. */
  readonly warnings: readonly string[]
  /** Why it must not be kept at all. */
  readonly refused?: 'empty_file' | 'zip_bomb'
}

/** Tells what a file is by its content, reading only its ends and its directory; never throws on what is in it. */
export type InspectFile = (file: {
  readonly path: string
  readonly name: string
  readonly sizeBytes: number
}) => Promise<Inspection>

/** The organisation in memory, refreshed whenever `organisation_version` moved. */
export type OrganisationSource = {
  current(): Promise<Organisation>
  /** Something was written: the next `current()` asks the database, however lately it did. */
  changed(): void
}

/** A CSV as rows of cells, the heading among them, in whatever encoding it came; never fails. */
export type ReadTable = (bytes: Uint8Array) => {
  readonly encoding: 'utf-8' | 'cp932'
  readonly rows: readonly (readonly string[])[]
}

/**
 * A table as the bytes of a CSV. CP932 does not know every character of a name (𠮷, 葛󠄀): then the cells that would be
 * written wrong come back, and no file.
 */
export type WriteTable = (
  rows: readonly (readonly string[])[],
  encoding: 'utf-8' | 'cp932',
) => { readonly bytes: Uint8Array } | { readonly unwritable: readonly string[] }

/** Tells open browsers that something changed: ids only, never content. Lost messages are harmless. */
export type LiveBus = {
  /** `to` undefined: everybody who may read the proposal (checked at the receiving connection). */
  publish(
    event: StreamEvent,
    to?: { readonly people?: readonly PersonId[]; readonly posts?: readonly PostId[] },
  ): void
  subscribe(
    listener: (event: StreamEvent, to?: { people?: readonly PersonId[]; posts?: readonly PostId[] }) => void,
  ): () => void
}

/** Hands work to the job queue; `key` makes a second identical request join the first. */
export type JobQueue = {
  send(
    queue: 'rendition' | 'stamped_pdf' | 'print' | 'mail' | 'transfer' | 'legacy',
    data: Readonly<Record<string, string>>,
    key: string,
  ): Promise<void>
}

/** What became of one attempt to tell another system. */
export type PostOutcome = { readonly durationMs: number } & (
  | {
      readonly answered: true
      readonly status: number
      /** The first bytes of what it said. */
      readonly answer: string
      readonly retryAfter?: string
    }
  | {
      readonly answered: false
      /** `timeout`, a code of the connection (`ECONNREFUSED`), `dns: …`, or `refused: …` where we may not call. */
      readonly error: string
    }
)

/** Sends a body to an address a stranger chose; never throws, and never where the operator did not allow it. */
export type PostWebhook = (message: {
  readonly url: string
  readonly headers: Readonly<Record<string, string>>
  readonly body: string
}) => Promise<PostOutcome>

/** Where programs get their tokens. */
export type ProgramSignIn = {
  /** The provider's token endpoint, as its discovery says. Throws `ProviderUnavailable`. */
  readonly tokenEndpoint: () => Promise<string | undefined>
  /** The secret of a client; present only where the embedded provider of the demo is in use. */
  readonly demoSecretOf?: (clientId: string) => string
}

/** Keeps secrets that must be used again, so that a copy of the database alone gives none away where there is a key. */
export type SecretBox = {
  /** Whether a key is set; without one secrets lie open in the database. */
  readonly isSealing: boolean
  /** `owner` binds the sealed text to its row. */
  seal(secret: string, owner: string): string
  /** Undefined: sealed with a key this process does not have, or for another row. */
  open(sealed: string, owner: string): string | undefined
}

/** Sends one letter; the server's word that it took it is the end of our part. */
export type Mailer = {
  /** Throws `MailRefused` when no later try can succeed, anything else when one may. */
  send(letter: {
    /** The same for every try of one letter. */
    readonly key: string
    readonly to: string
    readonly subject: string
    readonly text: string
    readonly html: string
    /** Where the reader chooses to get less. */
    readonly settingsUrl: string
  }): Promise<void>
}

/** One 日付印. */
export type SealMark = {
  readonly unitName: string
  readonly familyName: string
  /** Printed small under the seal: the capacity when it is not that of the box, for example （兼）. */
  readonly note?: string
  readonly on: LocalDate
}

/** A box of the cover sheet, in the order of the route. */
export type SealBox = {
  /** 起案, 回議, 審査, 合議, 決裁. */
  readonly roleName: string
  readonly postName: string
  readonly mark?: SealMark
  /** What stands there instead of a seal: 自己, 併合, 欠員. */
  readonly instead?: string
}

/** Everything the one PDF of a decided proposal shows: all texts as they are printed. */
export type StampedCase = {
  /** What the sheet is called where it is no 決裁鑑. */
  readonly heading?: string
  readonly bodyName: string
  readonly number: string
  readonly title: string
  /** 伺い文 with line ends. */
  readonly body: string
  readonly urgent: boolean
  /** Ruled rows of the cover sheet, label and value, two pairs in a row. */
  readonly properties: readonly (readonly [label: string, value: string])[]
  readonly seals: readonly SealBox[]
  /** What was said, in order; `kind` says what it is: 意見, 同意, 条件付同意, 異議, 処理意見, 条件. */
  readonly opinions: readonly {
    readonly kind: string
    readonly title: string
    readonly name: string
    readonly on: LocalDate
    readonly text: string
  }[]
  /** Rows under the opinions: 代決, 後閲, 紙の資料, 番号, 追記; the day is absent where nothing was done yet. */
  readonly records: readonly {
    readonly kind: string
    readonly who: string
    readonly on?: LocalDate
    readonly text: string
  }[]
  readonly attachments: readonly {
    readonly name: string
    readonly kindName: string
    readonly sizeBytes: number
    /** A local path to the rendition; absent when there is none, and `missing` says why. */
    readonly pdfPath?: string
    readonly missing?: string
  }[]
}

/** Makes the one PDF, cover sheet with seals, then all attachments; its bytes come as they are asked for. */
export type MakeStampedPdf = (stamped: StampedCase) => AsyncIterable<Uint8Array>

/** A 付箋 as it is printed: all texts as they stand on the paper. */
export type PrintedNote = {
  /** Of the page of its file it is on now, from 0. */
  readonly pageIndex: number
  /** Absent when the passage is not found on the page any more: then it is shown at the page's corner. */
  readonly place?: NotePlace
  readonly isSettled: boolean
  readonly kindName: string
  readonly who: string
  readonly on: string
  readonly words: string
  readonly replies: readonly { readonly who: string; readonly on: string; readonly words: string }[]
  readonly state: string
}

/** Pages of a case that somebody takes on paper or as a file. `attachments` are those of which something is printed. */
export type PrintedCase = Omit<StampedCase, 'attachments'> & {
  readonly withCover: boolean
  /** 令和8年11月26日 20:15 印刷 財政課長 厚別 恵: on every page. */
  readonly printed: string
  /** Above the list of notes, which is there when this is. */
  readonly notesHeading?: string
  readonly attachments: readonly (StampedCase['attachments'][number] & {
    /** Indexes in its file, from 0; absent: all. */
    readonly pages?: readonly number[]
    /** Pages with something where the foot would stand; their foot goes below them. */
    readonly fullPages: ReadonlySet<number>
    readonly notes: readonly PrintedNote[]
    /** In the order of the file; `depth` from 0. */
    readonly headings: readonly Pick<OutlineEntry, 'title' | 'pageIndex' | 'depth'>[]
  })[]
}

/** Makes the PDF of a print, telling how many pages are done; what `onPages` throws ends the work. */
export type MakePrintedPdf = (
  printed: PrintedCase,
  onPages: (done: number) => Promise<void>,
) => AsyncIterable<Uint8Array>

/** PDFs that were made for one person, for a day: they are no part of the record. */
export type PrintShelf = {
  /** Answers the size in bytes; what throws on the way leaves nothing. */
  put(id: string, source: AsyncIterable<Uint8Array>): Promise<number>
  /** Reads; `range` is inclusive on both ends. Undefined when it is not there (any more). */
  open(id: string, range?: { readonly start: number; readonly end: number }): Promise<Readable | undefined>
  /** Takes away what lies there for longer than a day; answers how many. */
  sweep(): Promise<number>
}

/** Bytes that are kept in a file until they are written elsewhere; each `add` answers how to read what was added. */
export type Scratch = {
  add(bytes: Uint8Array): Promise<() => Promise<Readable>>
  /** Loses them. */
  close(): Promise<void>
}

/** Packages for the archive, for some months: what is gone is made again, with the same bytes for the same state. */
export type TransferShelf = PrintShelf & { scratch(): Promise<Scratch> }

/** What was sent from the browser for an import: a manifest and a ZIP, for some weeks. */
export type LegacyShelf = {
  put(id: string, part: 'manifest' | 'files', source: AsyncIterable<Uint8Array>): Promise<void>
  /** Undefined when it is gone. */
  manifest(id: string): Promise<Uint8Array | undefined>
  /** None where none was sent; undefined when it is no ZIP. */
  files(id: string): Promise<LegacyFiles | undefined>
  drop(id: string): Promise<void>
  sweep(): Promise<void>
}

/** An entry of a zip, measured before. */
export type MeasuredEntry = {
  readonly path: string
  readonly sizeBytes: number
  readonly crc32: number
  readonly open: () => Promise<Readable | readonly Uint8Array[]>
}

/** Writes a zip in which nothing is compressed, entry by entry as it is read. */
export type WriteZip = (entries: readonly MeasuredEntry[]) => AsyncIterable<Uint8Array>

/** Writes an XML document with its declaration. */
export type WriteXml = (root: XmlElement) => string

/** The slip that goes with the paper of a 併用決裁. */
export type PaperSlip = {
  readonly bodyName: string
  /** 起案番号; '' while a draft. */
  readonly number: string
  /** 件名; '' for a secret matter. */
  readonly title: string
  readonly drafter: string
  readonly drafterTitle: string
  readonly what: string
  readonly reason: string
  readonly printedOn: LocalDate
  /** Address of the electronic case, in the code. */
  readonly url: string
  /** Everybody the paper goes to, in order; empty while a draft. */
  readonly stops: readonly {
    readonly roleName: string
    readonly postName: string
    readonly holders: readonly string[]
  }[]
}

export type MakePaperSlip = (slip: PaperSlip) => Promise<Uint8Array>

/** The mail server will never take this letter, for example because nobody has that address. */
export class MailRefused extends Error {
  constructor(cause: unknown) {
    super('the mail server refused the letter', { cause })
    this.name = 'MailRefused'
  }
}

/** Why a file cannot be edited, or what was asked cannot be done to it. */
export type EditProblem = {
  readonly code: EditProblemCode
  /** What failed, in a few Japanese words: a cell, a letter, a page, a limit. */
  readonly fact: string
}

/** What an editor knows besides the bytes. */
export type EditContext = {
  /** FileKind of the original. */
  readonly kind: string
  /** Who changes the file, as formats that keep it have it written: title and name. */
  readonly author: string
  readonly at: Instant
  /** Somebody else than the drafter changes it: formats that can keep the change visible (変更履歴). */
  readonly tracked: boolean
}

/** Opens and writes files for editing, apart from this process; files are local paths. */
export type FileEditors = {
  /** What the browser needs to show the file, as JSON text; `null` when the original is enough. */
  open(editor: EditorName, original: string, kind: string): Promise<Result<string, EditProblem>>
  /** Ids of the other revisions that `apply` takes something from. */
  needs(editor: EditorName, given: Uint8Array): Promise<readonly string[]>
  /** The bytes to keep, from what the browser sent; `others` by their revision ids. */
  apply(
    editor: EditorName,
    edit: {
      readonly original: string
      readonly given: Uint8Array
      readonly others: ReadonlyMap<string, string>
      readonly context: EditContext
      readonly signal?: AbortSignal
    },
  ): Promise<Result<Uint8Array, EditProblem>>
}

/** A workbook (a local path) with its formulas worked out by another program; undefined where that is not possible. */
export type Recalculator = (path: string, signal?: AbortSignal) => Promise<Uint8Array | undefined>
