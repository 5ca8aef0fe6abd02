import { type CallOptions, type KessaiOptions, type Line, bodyOf, openLine, saying } from './call.ts'
import { type FeedOptions, type FeedPage, readFeed } from './feed.ts'
import type {
  Act,
  ActDone,
  BulkItem,
  BulkResult,
  DecisionRecord,
  ExplainRoute,
  ExplainedRoute,
  NewWebhook,
  ProposalContent,
  ProposalListItem,
  ProposalStatus,
  ProposalView,
  UploadedAttachment,
  WebhookSecret,
} from './types.ts'
import { type FileToSend, attach } from './upload.ts'

/** A case and the tag to write with, if nobody wrote meanwhile (`ifMatch`). */
export type Read<Value> = { readonly value: Value; readonly etag: string | undefined }

export type NewProposal = {
  readonly content: ProposalContent
  /** The capacity of an officer who has several (兼務); absent: the main one. */
  readonly drafterPost?: string
  /** Under which number the calling system knows the case. */
  readonly externalRef?: string
  /** Files in their order; they go with the case when it is submitted. */
  readonly files?: readonly FileToSend[]
}

export type Kessai = {
  /** Every operation that a program may use, as the description has it (openapi-fetch); refusals are thrown. */
  readonly http: Line['http']
  /** Makes a case with its files and submits it. Under one `key` it is one case, wherever an earlier try ended. */
  submit(proposal: NewProposal, options: CallOptions): Promise<ProposalView>
  /** Makes a draft. */
  draft(proposal: Omit<NewProposal, 'files'>, options: CallOptions): Promise<Read<ProposalView>>
  /** Up to 100 cases of one officer, each for itself: look at every result. */
  bulk(items: readonly BulkItem[], options: CallOptions): Promise<readonly BulkResult[]>
  /** Adds a file to a draft; a large one goes in pieces. */
  attach(id: string, file: FileToSend, options: CallOptions): Promise<UploadedAttachment>
  /** Submits, resubmits or withdraws; `version` and `manifestSha256` are those of the case as it was read. */
  act(id: string, act: Act, options: CallOptions): Promise<ActDone>
  /** The case as it is now. */
  read(id: string, options?: CallOptions): Promise<Read<ProposalView>>
  /** The cases this application made, page by page behind one iterator, in the order they changed. */
  list(
    query?: { readonly status?: ProposalStatus; readonly changedSince?: string },
    options?: CallOptions,
  ): AsyncGenerator<ProposalListItem, void>
  /** The route a case would get, and why; nothing is stored. */
  explainRoute(asked: ExplainRoute, options?: CallOptions): Promise<ExplainedRoute>
  /** What was decided, when and by whom, once it was: what the asking system writes into its own books. */
  decision(id: string, options?: CallOptions): Promise<DecisionRecord>
  /** The evidence of the decision as a zip, which `docs/verify` checks without Kessai. */
  bundle(id: string, options?: CallOptions): Promise<Blob>
  /** The decided case as one PDF: 決裁鑑 and every file. */
  stampedPdf(id: string, options?: CallOptions): Promise<Blob>
  /** Everything that happened to the cases of the application, resumed after a cursor. */
  feed(options?: FeedOptions): AsyncGenerator<FeedPage, void>
  /** Registers an endpoint; its key is told this once. */
  createWebhook(webhook: NewWebhook, options?: Pick<CallOptions, 'signal'>): Promise<WebhookSecret>
}

/** Opens the way to a Kessai. Nothing is asked before the first call. */
export function createKessai(options: KessaiOptions): Kessai {
  const line = openLine(options)
  const { http } = line
  const kessai: Kessai = {
    http,
    async submit({ files = [], ...proposal }, options) {
      const key = options.key ?? crypto.randomUUID()
      const step = (name: string): CallOptions => ({
        ...withoutMatch(options),
        key: `${key} ${name}`.replaceAll(' ', '/'),
      })
      if (files.length === 0) {
        const body = { ...proposal, submit: true }
        return bodyOf(http.POST('/v1/proposals', { body, ...saying(step('submit')) }))
      }
      const { id } = (await kessai.draft(proposal, step('draft'))).value
      const now = (await kessai.read(id, withoutMatch(options))).value
      // Submitted by an earlier try of this key whose answer was lost.
      if (now.status !== 'draft') return now
      for (const [at, file] of files.entries()) await kessai.attach(id, file, step(`file-${at + 1}`))
      const ready = (await kessai.read(id, withoutMatch(options))).value
      const { version, manifestSha256 } = ready
      await kessai.act(id, { type: 'submit', version, manifestSha256 }, step('submit'))
      return (await kessai.read(id, withoutMatch(options))).value
    },
    draft: (proposal, options) => tagged(http.POST('/v1/proposals', { body: proposal, ...saying(options) })),
    async bulk(items, options) {
      const body = { items: [...items] }
      return (await bodyOf(http.POST('/v1/proposals:bulk', { body, ...saying(options) }))).results
    },
    attach: (id, file, options) => attach(line, id, file, options),
    act: (id, act, options) =>
      bodyOf(
        http.POST('/v1/proposals/{id}/acts', { params: { path: { id } }, body: act, ...saying(options) }),
      ),
    read: (id, options = {}) =>
      tagged(http.GET('/v1/proposals/{id}', { params: { path: { id } }, ...saying(options, false) })),
    async *list(query = {}, options = {}) {
      let after: string | undefined
      do {
        const asked = { ...query, ...(after === undefined ? {} : { after }) }
        const page = await bodyOf(
          http.GET('/v1/proposals', { params: { query: asked }, ...saying(options, false) }),
        )
        yield* page.items
        after = page.next
      } while (after !== undefined)
    },
    explainRoute: (body, options = {}) =>
      bodyOf(http.POST('/v1/explain-route', { body, ...saying(options) })),
    decision: (id, options = {}) =>
      bodyOf(
        http.GET('/v1/proposals/{id}/decision', { params: { path: { id } }, ...saying(options, false) }),
      ),
    bundle: (id, options = {}) =>
      bodyOf(
        http.GET('/v1/proposals/{id}/bundle', {
          params: { path: { id } },
          parseAs: 'blob',
          ...saying(options, false),
        }),
      ),
    stampedPdf: (id, options = {}) =>
      bodyOf(
        http.GET('/v1/proposals/{id}/stamped.pdf', {
          params: { path: { id } },
          parseAs: 'blob',
          ...saying(options, false),
        }),
      ),
    feed: (options) => readFeed(line, options),
    createWebhook: (body, options = {}) =>
      bodyOf(http.POST('/v1/webhooks', { body, ...saying(options, false) })),
  }
  return kessai
}

function withoutMatch({ ifMatch: _ifMatch, ...rest }: CallOptions): CallOptions {
  return rest
}

async function tagged<Value>(
  answer: Promise<{ readonly data?: Value; readonly response: Response }>,
): Promise<Read<Value>> {
  const { data, response } = await answer
  return { value: data as Value, etag: response.headers.get('etag') ?? undefined }
}
