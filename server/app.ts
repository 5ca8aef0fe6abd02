import Fastify, { type FastifyBaseLogger, type FastifyInstance, type FastifyRequest } from 'fastify'
import type { TypeBoxTypeProvider } from '@fastify/type-provider-typebox'
import type { Me } from './contract/me.ts'
import type { PersonId } from './domain/ids.ts'
import { type Auth, authPlugin, sessionIdOf } from './plugins/auth.ts'
import { personPlugin } from './plugins/person.ts'
import { type SecurityOptions, securityPlugin } from './plugins/security.ts'
import { sendPage, webClientPlugin } from './plugins/web-client.ts'
import { directoryChangeRoutes } from './routes/directory-changes.ts'
import { workCalendarRoutes } from './routes/work-calendar.ts'
import { directoryRoutes } from './routes/directory.ts'
import { healthRoutes } from './routes/health.ts'
import { handleError, sendProblem } from './plugins/problem.ts'
import { attachmentRoutes } from './routes/attachments.ts'
import { absenceRoutes } from './routes/absences.ts'
import { actingOrderRoutes } from './routes/acting-orders.ts'
import { actRoutes } from './routes/acts.ts'
import { authRoutes } from './routes/auth.ts'
import { bookRoutes } from './routes/book.ts'
import { inboxRoutes } from './routes/inbox.ts'
import { mailRoutes } from './routes/mail.ts'
import { meRoute } from './routes/me.ts'
import { noticeRoutes } from './routes/notices.ts'
import { organisationRoutes } from './routes/organisation.ts'
import { paperSlipRoute } from './routes/paper-slip.ts'
import { proposalRoutes } from './routes/proposals.ts'
import { renditionRoutes } from './routes/renditions.ts'
import { revisionRoutes } from './routes/revisions.ts'
import { stampedPdfRoutes } from './routes/stamped-pdf.ts'
import { type ReadingPageOptions, readingPageRoute } from './routes/reading-page.ts'
import { firstScreenBeside, readingPageHtml } from './routes/reading-page-html.ts'
import { readingPurposeRoutes } from './routes/reading-purpose.ts'
import { positionRoutes } from './routes/positions.ts'
import { roleRoutes } from './routes/roles.ts'
import { rulesRoutes } from './routes/rules.ts'
import { numberRoutes } from './routes/numbers.ts'
import { seatConflictRoutes } from './routes/seat-conflicts.ts'
import { streamRoute } from './routes/stream.ts'
import { type ApprovalDeps, openApproval } from './usecases/approval-deps.ts'
import { csrfTokenOf } from './usecases/session-keeper.ts'
import type {
  BlobStore,
  Clock,
  DatabasePorts,
  InspectFile,
  JobQueue,
  MakePaperSlip,
  LiveBus,
  NewId,
  OrganisationSource,
  ReadTable,
  WriteTable,
} from './usecases/ports.ts'

declare module 'fastify' {
  interface FastifySchema {
    /** What a route is for, in a few words; every route under /v1 has one. */
    readonly summary?: string
    /** The group it belongs to in a listing of the API. */
    readonly tags?: readonly string[]
  }
}

/** Everything the application needs from outside, already built. */
export type AppDeps = DatabasePorts & {
  readonly now: Clock
  readonly newId: NewId
  readonly blobs: BlobStore
  readonly inspect: InspectFile
  readonly readTable: ReadTable
  readonly writeTable: WriteTable
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
  readonly log: FastifyBaseLogger | false
  /** Headers and limits for browsers; absent in tests of a single route. */
  readonly security?: SecurityOptions
  /** Draws the slip of a 併用決裁. */
  readonly makePaperSlip: MakePaperSlip
  /** The folder of the built web client; absent: only the API is served. */
  readonly webClient?: string
  /** Proxies whose X-Forwarded headers count, comma separated; absent: none. */
  readonly trustedProxies?: string
}

export type App = FastifyInstance

/** Builds the HTTP application; does not listen. */
export async function buildApp(deps: AppDeps): Promise<App> {
  const app = Fastify({
    ...(deps.log === false ? { logger: false } : { loggerInstance: deps.log }),
    ajv: { customOptions: { removeAdditional: false, coerceTypes: false } },
    bodyLimit: 1024 * 1024,
    routerOptions: { maxParamLength: 200 },
    trustProxy: deps.trustedProxies ?? false,
    // A clean stop: answers under way are finished, idle connections are not waited for.
    forceCloseConnections: 'idle',
  }).withTypeProvider<TypeBoxTypeProvider>()
  app.setErrorHandler(handleError)
  if (deps.security !== undefined) await securityPlugin(app, deps.security)
  await registerIdentity(app, deps)
  readingPurposeRoutes(app, deps)
  healthRoutes(app, deps)
  revisionRoutes(app, deps)
  stampedPdfRoutes(app, deps)
  bookRoutes(app, deps)
  renditionRoutes(app, deps)
  streamRoute(app, deps)
  organisationRoutes(app, deps)
  rulesRoutes(app, deps)
  absenceRoutes(app, deps)
  actingOrderRoutes(app, deps)
  await directoryRoutes(app, deps)
  directoryChangeRoutes(app, deps)
  workCalendarRoutes(app, deps)
  roleRoutes(app, deps)
  positionRoutes(app, deps)
  noticeRoutes(app, deps)
  mailRoutes(app, { ...deps, isMailing: deps.isMailing ?? false })
  const approval = registerApproval(app, deps)
  await attachmentRoutes(app, { ...deps, ...approval })
  // Last: it answers what no route above does.
  if (deps.webClient === undefined)
    app.setNotFoundHandler((_request, reply) => sendProblem(reply, 'not_found'))
  else {
    await webClientPlugin(app, deps.webClient)
    registerReadingPage(app, approval, { folder: deps.webClient, aboutSession: aboutSession(deps) })
  }
  return app
}

/** Before every other route: the hooks in here guard what is registered after them. */
async function registerIdentity(app: App, deps: AppDeps): Promise<void> {
  const { auth } = deps
  personPlugin(app, { authenticate: deps.authenticate })
  if (auth !== undefined) {
    await authPlugin(app, auth)
    authRoutes(app, auth)
    if (auth.demo !== undefined) await app.register(auth.demo)
  }
  meRoute(app, { ...deps, aboutSession: aboutSession(deps) })
}

/** What `/v1/me` says besides the directory. */
function aboutSession({ auth }: AppDeps): (request: FastifyRequest) => Pick<Me, 'csrfToken' | 'demo'> {
  return (request) => {
    const id = auth === undefined ? undefined : sessionIdOf(request, auth.publicUrl)
    return { csrfToken: id === undefined ? '' : csrfTokenOf(id), demo: auth?.demo !== undefined }
  }
}

/** The approval core: one shared writer of the log for all its routes, closed with the application. */
function registerApproval(app: App, deps: AppDeps): ApprovalDeps {
  const approval = openApproval(deps)
  app.addHook('onClose', approval.close)
  proposalRoutes(app, approval)
  actRoutes(app, approval)
  inboxRoutes(app, approval)
  seatConflictRoutes(app, approval)
  numberRoutes(app, approval)
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
