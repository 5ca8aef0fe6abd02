import type { Readable } from 'node:stream'
import type { Kysely } from 'kysely'
import type { Pool } from 'pg'
import type { Database } from '../store/database.ts'
import type { FileKind } from '../contract/proposals.ts'
import type { StreamEvent } from '../contract/stream.ts'
import type { Instant, LocalDate, PersonId, PostId, Sha256 } from '../domain/ids.ts'
import type { Organisation } from '../domain/organisation/organisation.ts'

/** Kysely for everything; the pool itself only where a prepared statement on a hot path needs it. */
export type DatabasePorts = { readonly db: Kysely<Database>; readonly pool: Pool }

/** Server time; tests give another. */
export type Clock = () => Instant

/** A new random UUID. */
export type NewId = () => string

/** Bytes by content: what has a hash never changes. */
export type BlobStore = {
  /**
   * Stores a stream while hashing it; returns only when the bytes are safe (fsync, rename, fsync of the folder).
   * Throws `BlobTooLarge` past `maxBytes`, and passes on an abort; either leaves nothing behind. `accept` looks at the
   * complete file before it is kept; what it throws is passed on and leaves nothing behind either.
   */
  put(
    source: AsyncIterable<Uint8Array>,
    options?: {
      readonly maxBytes?: number
      readonly signal?: AbortSignal
      readonly accept?: (file: { readonly path: string; readonly sizeBytes: number }) => Promise<void>
    },
  ): Promise<{ readonly sha256: Sha256; readonly sizeBytes: number }>
  /** Reads; `range` is inclusive on both ends. Throws `BlobMissing`. */
  open(sha256: Sha256, range?: { readonly start: number; readonly end: number }): Promise<Readable>
  /** A local read-only path to the bytes, for processes such as the converter. */
  path(sha256: Sha256): Promise<string>
  has(sha256: Sha256): Promise<boolean>
}

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

/** One page as the renderer tells it. */
export type RenderedPage = {
  /** From 0, in order, without gaps. */
  readonly pageIndex: number
  /** Points, after the page's own rotation. */
  readonly widthPt: number
  readonly heightPt: number
  readonly body: string
  /** JSON of contract TextRun[], gzip. */
  readonly runs: Uint8Array
  /** WebP, long side 64 px; undefined when the page cannot be drawn. */
  readonly placeholder: Uint8Array | undefined
  /** WebP, `pictureWidthPx` wide; first page only. */
  readonly picture: Uint8Array | undefined
}

/** Makes the pages of any file, outside of this process. */
export type PageRenderer = {
  /**
   * Calls `pdf` once with the PDF's path (undefined: the source is the PDF) and its number of pages, then `page` for each
   * page in order; waits for each. Throws `RenderFailure`, or what a callback threw.
   */
  render(
    source: { readonly path: string; readonly kind: string },
    into: {
      pdf(path: string | undefined, pageCount: number): Promise<void>
      page(page: RenderedPage): Promise<void>
    },
    signal?: AbortSignal,
  ): Promise<void>
}

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
    queue: 'rendition' | 'stamped_pdf' | 'mail',
    data: Readonly<Record<string, string>>,
    key: string,
  ): Promise<void>
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

/** Makes the one PDF: cover sheet with seals, then all attachments. */
export type MakeStampedPdf = (stamped: StampedCase) => Promise<Uint8Array>

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

/** What the provider says about who came back from it. */
export type Identity = {
  readonly issuer: string
  /** The provider's own unchanging name of the account. */
  readonly subject: string
  /** 職員番号, as the provider knows it. */
  readonly login: string
  readonly idToken: string
  /** The provider's session, for sign-out from its side; absent when it names none. */
  readonly sessionId?: string
}

/** The secrets of one started sign-in, made by us and checked on return. */
export type SignInChecks = { readonly state: string; readonly nonce: string; readonly codeVerifier: string }

/** OpenID Connect, code with PKCE. Every method throws `ProviderUnavailable` when the provider does not answer properly. */
export type IdentityProvider = {
  /** Where to send the browser. */
  start(checks: SignInChecks): Promise<URL>
  /** Turns the address the browser came back to into an identity. Throws `SignInRefused` when it does not fit. */
  finish(callback: URL, checks: SignInChecks): Promise<Identity>
  /** Where to send the browser to end the provider's session too; undefined when the provider has no such place. */
  signOut(idToken: string): Promise<URL | undefined>
}

/** The identity provider is down, hangs, or answers something else than OpenID Connect. */
export class ProviderUnavailable extends Error {
  constructor(cause: unknown) {
    super('identity provider is not available', { cause })
    this.name = 'ProviderUnavailable'
  }
}

/** The provider answered, and what came back does not prove who it is. */
export class SignInRefused extends Error {
  constructor(cause: unknown) {
    super('sign-in was refused', { cause })
    this.name = 'SignInRefused'
  }
}

export class BlobTooLarge extends Error {
  readonly maxBytes: number
  constructor(maxBytes: number) {
    super(`blob is larger than ${maxBytes} bytes`)
    this.name = 'BlobTooLarge'
    this.maxBytes = maxBytes
  }
}

export class BlobMissing extends Error {
  readonly sha256: string
  constructor(sha256: string) {
    super(`no blob ${sha256}`)
    this.name = 'BlobMissing'
    this.sha256 = sha256
  }
}

/** The mail server will never take this letter, for example because nobody has that address. */
export class MailRefused extends Error {
  constructor(cause: unknown) {
    super('the mail server refused the letter', { cause })
    this.name = 'MailRefused'
  }
}
