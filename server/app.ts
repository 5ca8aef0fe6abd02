import Fastify, { type FastifyBaseLogger, type FastifyInstance, type FastifyRequest } from 'fastify'
import type { TypeBoxTypeProvider } from '@fastify/type-provider-typebox'
import type { TSchema } from 'typebox'
import type { Me } from './contract/me.ts'
import type { SignedIn } from './domain/access/fresh-sign-in.ts'
import type { PersonId } from './domain/ids.ts'
import { applicationPlugin } from './plugins/application.ts'
import { compiledSchemas } from './plugins/compiled-schemas.ts'
import { type Auth, authPlugin, sessionIdOf } from './plugins/auth.ts'
import { idempotencyPlugin } from './plugins/idempotency.ts'
import { personPlugin } from './plugins/person.ts'
import { preconditionPlugin } from './plugins/precondition.ts'
import { type SecurityOptions, securityPlugin } from './plugins/security.ts'
import { storableAddressPlugin } from './plugins/storable-address.ts'
import { sendPage, webClientPlugin } from './plugins/web-client.ts'
import { directoryChangeRoutes } from './routes/directory-changes.ts'
import { workCalendarRoutes } from './routes/work-calendar.ts'
import { directoryRoutes } from './routes/directory.ts'
import { healthRoutes } from './routes/health.ts'
import { AnsweredRequests } from './plugins/log.ts'
import { pageHeaders } from './plugins/page.ts'
import { handleError, sendProblem } from './plugins/problem.ts'
import { attachmentRoutes } from './routes/attachments.ts'
import { uploadRoutes } from './routes/uploads.ts'
import type { UploadStore } from './usecases/finish-upload.ts'
import { absenceRoutes } from './routes/absences.ts'
import { actingOrderRoutes } from './routes/acting-orders.ts'
import { actRoutes } from './routes/acts.ts'
import { authRoutes } from './routes/auth.ts'
import { bookRoutes } from './routes/book.ts'
import { decisionRoutes } from './routes/decision.ts'
import { davRoutes } from './routes/dav.ts'
import { desktopLinkRoutes } from './routes/desktop-link.ts'
import { editingRoutes } from './routes/editing.ts'
import { mergingRoutes } from './routes/merging.ts'
import { officeSessionRoutes } from './routes/office-session.ts'
import { wopiRoutes } from './routes/wopi.ts'
import { disclosureRoutes } from './routes/disclosure.ts'
import { disclosureClassRoutes } from './routes/disclosure-class.ts'
import { disclosureFileRoutes } from './routes/disclosure-files.ts'
import { eventRoutes } from './routes/events.ts'
import { applicationRoutes } from './routes/applications.ts'
import { webhookRoutes } from './routes/webhooks.ts'
import { findRoutes } from './routes/find.ts'
import { folderExpiryRoutes } from './routes/folder-expiry.ts'
import type { WriteCalendar } from './usecases/calendar-port.ts'
import { recordCalendarRoutes } from './routes/record-calendar.ts'
import { transferRoutes } from './routes/transfers.ts'
import { folderPaperRoutes } from './routes/folder-papers.ts'
import { folderRoutes } from './routes/folders.ts'
import { issuingRoutes } from './routes/issuing.ts'
import { inboxRoutes } from './routes/inbox.ts'
import { searchRoutes } from './routes/search.ts'
import { createSearchIndex } from './store/search-cases.ts'
import type { SearchIndex } from './store/searcher.ts'
import { mailRoutes } from './routes/mail.ts'
import { meRoute } from './routes/me.ts'
import { noticeRoutes } from './routes/notices.ts'
import { openApiRoute } from './routes/openapi.ts'
import { organisationRoutes } from './routes/organisation.ts'
import { paperSlipRoute } from './routes/paper-slip.ts'
import { proposalRoutes } from './routes/proposals.ts'
import { noteRoutes } from './routes/notes.ts'
import { printRoutes } from './routes/prints.ts'
import { receiptFileRoutes } from './routes/receipt-files.ts'
import { receiptRoutes } from './routes/receipts.ts'
import { seenRoutes } from './routes/seen.ts'
import { renditionRoutes } from './routes/renditions.ts'
import { revisionRoutes } from './routes/revisions.ts'
import { signInsRoutes } from './routes/sign-ins.ts'
import { stampedPdfRoutes } from './routes/stamped-pdf.ts'
import { type ReadingPageOptions, readingPageRoute } from './routes/reading-page.ts'
import { firstScreenBeside, readingPageHtml } from './routes/reading-page-html.ts'
import { readingPurposeRoutes } from './routes/reading-purpose.ts'
import { positionRoutes } from './routes/positions.ts'
import { sealRoutes } from './routes/seals.ts'
import { roleRoutes } from './routes/roles.ts'
import { rulesRoutes } from './routes/rules.ts'
import { legacyUploadRoutes } from './routes/legacy-uploads.ts'
import { legacyRunRoutes } from './routes/legacy-runs.ts'
import { measureRoutes } from './routes/measures.ts'
import { numberRoutes } from './routes/numbers.ts'
import { scimRoutes } from './routes/scim.ts'
import { seatConflictRoutes } from './routes/seat-conflicts.ts'
import { streamRoute } from './routes/stream.ts'
import { Comparisons } from './usecases/comparisons.ts'
import type { ContentComparer } from './usecases/found-differences.ts'
import type { FileMerger } from './usecases/merge-outcome.ts'
import { keptDifferences } from './usecases/list-differences.ts'
import { FoldedPages } from './usecases/folded-pages.ts'
import { type ApprovalDeps, openApproval } from './usecases/approval-deps.ts'
import type { MakeFolderPapers } from './usecases/folder-papers.ts'
import { createSessionKeeper, csrfTokenOf } from './usecases/session-keeper.ts'
import type { BlobStore } from './usecases/blob-store.ts'
import type {
  Clock,
  DatabasePorts,
  FileEditors,
  InspectFile,
  JobQueue,
  MakePaperSlip,
  LiveBus,
  NewId,
  PostWebhook,
  OrganisationSource,
  PrintShelf,
  LegacyShelf,
  TransferShelf,
  ProgramSignIn,
  ReadTable,
  WriteTable,
} from './usecases/ports.ts'
import type { SignPdf } from './usecases/signing-port.ts'
import type { TokenVerifier } from './usecases/identity-provider.ts'
import type { ReadMailHead } from './usecases/receipt-files.ts'
import type { WithoutSecret } from './usecases/store-file.ts'
import type { WebhookDeps } from './usecases/webhooks.ts'
import type { OfficeHost } from './usecases/office-server.ts'

declare module 'fastify' {
  interface FastifySchema {
    /** What a route is for, in a few words; every route under /v1 has one. */
    readonly summary?: string
    /** The group it belongs to in a listing of the API. */
    readonly tags?: readonly string[]
    /** The parts of a `multipart/form-data` body, which is streamed and so not validated as a whole. */
    readonly multipart?: TSchema
  }
}

/** Everything the application needs from outside, already built. */
export type AppDeps = DatabasePorts & {
  readonly now: Clock
  readonly newId: NewId
  readonly blobs: BlobStore
  readonly shelf: PrintShelf
  readonly transfers: TransferShelf
  /** What is sent for an import. */
  readonly legacy: LegacyShelf
  /** Files that arrive in pieces. */
  readonly uploads: UploadStore
  readonly inspect: InspectFile
  /** Reads what a mail says of itself. */
  readonly readMailHead: ReadMailHead
  /** Opens and writes files for 直接編集. */
  readonly editors: FileEditors & ContentComparer & FileMerger
  /** Signs what is issued; absent: no key is set up. */
  readonly signPdf?: SignPdf
  /** Takes the secret of a pass (編集用の鍵) out of what a program saved. */
  readonly withoutSecret: WithoutSecret
  readonly readTable: ReadTable
  readonly writeTable: WriteTable
  readonly writeCalendar: WriteCalendar
  /** Largest file accepted; default 4 GiB. */
  readonly maxUploadBytes?: number
  readonly organisation: OrganisationSource
  readonly live: LiveBus
  readonly jobs: JobQueue
  /** Whether a mail server is set up; the page where people choose their mail says so. Default false. */
  readonly isMailing?: boolean
  /** Who sent the request; undefined when nobody is signed in. The auth plugin in production, a header in tests. */
  readonly authenticate: (request: FastifyRequest) => Promise<PersonId | undefined>
  /** Signing in and the guard against other sites; absent in tests that name the sender in a header. */
  readonly auth?: Auth
  /** Judges the tokens of programs; absent: none is a good one. */
  readonly tokens?: TokenVerifier
  /** Where programs get their tokens, as the page about them says; absent: it says nothing. */
  readonly programSignIn?: ProgramSignIn
  /** Calls of one application a minute; default 3000, 0: no limit. */
  readonly applicationCallsPerMinute?: number
  readonly log: FastifyBaseLogger | false
  /** Headers and limits for browsers; absent in tests of a single route. */
  readonly security?: SecurityOptions
  /** Finds cases by their words; default: plain PostgreSQL. */
  readonly searchIndex?: SearchIndex
  /** Draws the slip of a 併用決裁. */
  readonly makePaperSlip: MakePaperSlip
  /** Draws 簿冊目録 and 背表紙. */
  readonly folderPapers: MakeFolderPapers
  /** How long after the start the programs of all schemas are made; default a minute. */
  readonly programsAfterMs?: number
  /** The folder of the built web client; absent: only the API is served. */
  readonly webClient?: string
  /** The office server that edits files in a frame of our page; absent: none. */
  readonly office?: OfficeHost
  /** How other systems are told; `source` is our address as their events name it. */
  readonly webhooks: Pick<WebhookDeps, 'box' | 'checkUrl'> & {
    readonly post: PostWebhook
    readonly source: string
  }
  /** Proxies whose X-Forwarded headers count, comma separated; absent: none. */
  readonly trustedProxies?: string
}

export type App = FastifyInstance

const aMinuteMs = 60_000

/** Builds the HTTP application; does not listen. */
export async function buildApp(deps: AppDeps): Promise<App> {
  const { schemaController, makeTheRest } = compiledSchemas()
  const app = Fastify({
    ...(deps.log === false ? { logger: false } : { loggerInstance: deps.log }),
    logController: new AnsweredRequests(),
    schemaController,
    ajv: { customOptions: { removeAdditional: false, coerceTypes: false } },
    bodyLimit: 1024 * 1024,
    // What is no address passes no hook: its refusal brings its own headers.
    frameworkErrors: (error, request, reply) => {
      handleError(error, request, reply.headers({ ...pageHeaders, ...transportOf(deps) }))
    },
    routerOptions: { maxParamLength: 200 },
    trustProxy: deps.trustedProxies ?? false,
    // A clean stop: answers under way are finished, idle connections are not waited for.
    forceCloseConnections: 'idle',
  }).withTypeProvider<TypeBoxTypeProvider>()
  app.setErrorHandler(handleError)
  const closing = new AbortController()
  app.addHook('preClose', async () => closing.abort())
  app.addHook('onListen', async () => {
    // Nobody who listens waits for it.
    void makeTheRest(deps.programsAfterMs ?? aMinuteMs, closing.signal).then(
      (count) => app.log.debug({ count }, 'made the programs of schemas'),
      (error: unknown) => app.log.error(error, 'a schema is none'),
    )
  })
  if (deps.security !== undefined) await securityPlugin(app, deps.security)
  storableAddressPlugin(app)
  await registerIdentity(app, deps)
  readingPurposeRoutes(app, deps)
  healthRoutes(app, deps)
  openApiRoute(app)
  revisionRoutes(app, { ...deps, comparisons: new Comparisons(deps.db), found: keptDifferences() })
  stampedPdfRoutes(app, deps)
  decisionRoutes(app, deps)
  bookRoutes(app, deps)
  const withPages = { ...deps, folded: new FoldedPages(deps.db) }
  findRoutes(app, withPages)
  const index = deps.searchIndex ?? createSearchIndex(deps)
  searchRoutes(app, { ...deps, index })
  renditionRoutes(app, deps)
  noteRoutes(app, withPages)
  printRoutes(app, deps)
  streamRoute(app, deps)
  organisationRoutes(app, deps)
  rulesRoutes(app, deps)
  absenceRoutes(app, deps)
  actingOrderRoutes(app, deps)
  await directoryRoutes(app, deps)
  directoryChangeRoutes(app, deps)
  await scimRoutes(app, deps, deps.auth === undefined ? {} : { publicUrl: deps.auth.publicUrl })
  workCalendarRoutes(app, deps)
  roleRoutes(app, deps)
  positionRoutes(app, deps)
  sealRoutes(app, deps)
  folderRoutes(app, deps)
  folderPaperRoutes(app, deps)
  folderExpiryRoutes(app, deps)
  recordCalendarRoutes(app, deps)
  transferRoutes(app, deps)
  await legacyUploadRoutes(app, deps)
  eventRoutes(app, { ...deps, ...deps.webhooks })
  webhookRoutes(app, { ...deps, ...deps.webhooks })
  applicationRoutes(app, deps)
  noticeRoutes(app, deps)
  mailRoutes(app, { ...deps, isMailing: deps.isMailing ?? false })
  const approval = registerApproval(app, deps)
  seenRoutes(app, { ...deps, ...approval })
  await attachmentRoutes(app, { ...deps, ...approval })
  await issuingRoutes(app, { ...deps, ...approval })
  disclosureRoutes(app, { ...deps, ...approval })
  disclosureClassRoutes(app, deps)
  disclosureFileRoutes(app, { ...deps, ...approval, index })
  await uploadRoutes(app, deps)
  await receiptFileRoutes(app, deps)
  await editingRoutes(app, { ...deps, ...approval })
  mergingRoutes(app, { ...deps, ...approval })
  desktopLinkRoutes(app, { ...deps, ...approval }, passOptions(deps))
  await davRoutes(app, { ...deps, ...approval })
  if (deps.office !== undefined) {
    const withOffice = { ...deps, ...approval, office: deps.office }
    officeSessionRoutes(app, withOffice, passOptions(deps))
    await wopiRoutes(app, withOffice)
  }
  // Last: it answers what no route above does.
  if (deps.webClient === undefined)
    app.setNotFoundHandler((_request, reply) => sendProblem(reply, 'not_found'))
  else {
    await webClientPlugin(app, deps.webClient)
    registerReadingPage(app, approval, { folder: deps.webClient, aboutSession: aboutSession(deps) })
  }
  return app
}

/** HSTS, where browsers reach us by https. */
function transportOf({ security }: AppDeps): Readonly<Record<string, string>> {
  if (security?.publicUrl.startsWith('https:') !== true) return {}
  return { 'strict-transport-security': 'max-age=31536000; includeSubDomains' }
}

/** Before every other route: the hooks in here guard what is registered after them. */
async function registerIdentity(app: App, deps: AppDeps): Promise<void> {
  const { auth } = deps
  applicationPlugin(app, { ...deps, callsPerMinute: deps.applicationCallsPerMinute ?? 3000 })
  idempotencyPlugin(app, deps)
  preconditionPlugin(app)
  personPlugin(app, { authenticate: deps.authenticate })
  if (auth !== undefined) {
    await authPlugin(app, auth)
    authRoutes(app, auth)
    if (auth.demo !== undefined) await app.register(auth.demo)
  }
  meRoute(app, { ...deps, aboutSession: aboutSession(deps) })
  const sessions = auth?.sessions ?? createSessionKeeper(deps)
  signInsRoutes(
    app,
    { ...deps, sessions },
    { sessionOf: (request) => (auth === undefined ? undefined : sessionIdOf(request, auth.publicUrl)) },
  )
}

/** What `/v1/me` says besides the directory. */
function aboutSession({ auth }: AppDeps): (request: FastifyRequest) => Pick<Me, 'csrfToken' | 'demo'> {
  return (request) => {
    const id = auth === undefined ? undefined : sessionIdOf(request, auth.publicUrl)
    return { csrfToken: id === undefined ? '' : csrfTokenOf(id), demo: auth?.demo !== undefined }
  }
}

/** When the sender of a request last showed the provider who it is. */
function signedInOf({ auth }: AppDeps): (request: FastifyRequest) => Promise<SignedIn | undefined> {
  return async (request) => {
    const id = auth === undefined ? undefined : sessionIdOf(request, auth.publicUrl)
    const session = id === undefined ? undefined : await auth?.sessions.look(id)
    if (session?.authenticatedAt === undefined) return undefined
    const { authenticatedAt: at, acr } = session
    return acr === undefined ? { at } : { at, acr }
  }
}

/** What a pass (編集用の鍵) is bound to, and where its address leads. */
function passOptions({ auth }: AppDeps): Parameters<typeof desktopLinkRoutes>[2] {
  if (auth === undefined) return { sessionOf: () => undefined }
  const { publicUrl } = auth
  return { publicUrl, sessionOf: (request) => sessionIdOf(request, publicUrl) }
}

/** The approval core: one shared writer of the log for all its routes, closed with the application. */
function registerApproval(app: App, deps: AppDeps): ApprovalDeps {
  const approval = openApproval(deps)
  app.addHook('onClose', approval.close)
  proposalRoutes(app, approval)
  actRoutes(app, { ...deps, ...approval, signedInOf: signedInOf(deps) })
  inboxRoutes(app, approval)
  seatConflictRoutes(app, approval)
  numberRoutes(app, { ...approval, writeTable: deps.writeTable })
  legacyRunRoutes(app, deps)
  measureRoutes(app, { ...approval, writeTable: deps.writeTable })
  receiptRoutes(app, approval)
  paperSlipRoute(app, approval, {
    makePaperSlip: deps.makePaperSlip,
    ...(deps.auth === undefined ? {} : { publicUrl: deps.auth.publicUrl }),
  })
  return approval
}

/** The reading page with its first screen drawn, when the build of the web client left what that needs. */
function registerReadingPage(
  app: App,
  approval: ApprovalDeps,
  { folder, ...options }: { readonly folder: string } & Pick<ReadingPageOptions, 'aboutSession'>,
): void {
  const html = readingPageHtml(folder)
  const draw = firstScreenBeside(folder)
  if (html === undefined || draw === undefined) return
  // Loaded once, right after the start.
  app.addHook('onListen', async () => void (await draw()))
  readingPageRoute(app, approval, { ...options, html, draw, otherwise: sendPage })
}
