import { Readable } from 'node:stream'
import type { TypeBoxTypeProvider } from '@fastify/type-provider-typebox'
import { Server, type Upload } from '@tus/server'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { Type } from 'typebox'
import { UploadedAttachment } from '../contract/attachments.ts'
import { Problem } from '../contract/common.ts'
import { NewUploadHeaders, PieceHeaders, TusHeaders, UploadById } from '../contract/uploads.ts'
import { type PersonId, type ProposalId, parseProposalId } from '../domain/ids.ts'
import type { Result } from '../domain/result.ts'
import { personOf } from '../plugins/person.ts'
import { type ProblemCode, sendProblem } from '../plugins/problem.ts'
import { type ApplicationCaller, openerOf } from '../usecases/application-caller.ts'
import {
  type FinishUploadDeps,
  type UploadRefusal,
  finishUpload,
  isOwnUpload,
  mayUpload,
  metadataOf,
  planOf,
} from '../usecases/finish-upload.ts'
import { defaultMaxUploadBytes } from '../usecases/store-file.ts'
import { refuse } from './refuse.ts'

const path = '/v1/uploads'
const tags = ['attachments']
/** Only its owner goes on with an upload, so that a program names its officer each time; repeats are told apart by the upload and its key. */
const config = { application: 'documents.write', officer: 'required', repeats: 'none' } as const

/** What one request is about beside its bytes: who sends it, and why it was refused. */
type Told = {
  readonly by: PersonId
  readonly application: ApplicationCaller | null
  refusal?: UploadRefusal
}

const ownerIn = ({ by, application }: Told): { by: PersonId; application?: string } => ({
  by,
  ...(application === null ? {} : { application: application.clientId }),
})

/** Thrown through the library, which turns it into an answer of its own; ours is in `Told`. */
class Refused extends Error {}

/**
 * Files in pieces, by tus 1.0 (creation, creation-with-upload, termination, expiration): a line that breaks costs what
 * was on the way, not what had arrived. The last piece is answered when the file has become an attachment; a client
 * that missed that answer asks HEAD, which makes it one if nobody did.
 */
export async function uploadRoutes(app: FastifyInstance, deps: FinishUploadDeps): Promise<void> {
  const told = new WeakMap<object, Told>()

  function need<Value>(request: object, answer: Result<Value, UploadRefusal>): Value {
    if (answer.ok) return answer.value
    const about = told.get(request)
    if (about !== undefined) about.refusal = answer.error
    throw new Refused(answer.error.code)
  }

  async function mayKnowOf(caller: ApplicationCaller, proposal: ProposalId): Promise<boolean> {
    if (parseProposalId(proposal) === undefined) return true
    return (await openerOf(deps, caller, { proposal }, false)) !== undefined
  }

  async function finish(request: object, upload: Upload): Promise<void> {
    if (planOf(upload).attachment === undefined) need(request, await finishUpload(deps, upload))
  }

  // Made when the first file comes.
  let made: Server | undefined
  const openTus = (): Server =>
    new Server({
      path,
      datastore: deps.uploads,
      relativeLocation: true,
      maxSize: deps.maxUploadBytes ?? defaultMaxUploadBytes,
      disableTerminationForFinishedUploads: true,
      async onIncomingRequest(request, id) {
        if (request.method === 'POST') return
        const upload = await deps.uploads.getUpload(id)
        const about = told.get(request)
        if (about === undefined || !isOwnUpload(upload, ownerIn(about)))
          need(request, { ok: false, error: { code: 'not_found' } })
        // All of it came and nobody was told: the server stopped in between.
        if (request.method === 'HEAD' && upload.offset === upload.size) await finish(request, upload)
      },
      async onUploadCreate(request, upload) {
        const about = told.get(request)
        if (about === undefined) throw new Error('a request of nobody')
        // Whose it is, is not for the client to say.
        const { application: _, ...said } = planOf(upload)
        const plan = { ...said, ...ownerIn(about) }
        // A program adds to what it made, whoever it names; of anything else it learns nothing.
        if (about.application !== null && !(await mayKnowOf(about.application, plan.proposalId)))
          need(request, { ok: false, error: { code: 'not_found' } })
        need(request, await mayUpload(deps, plan))
        return { metadata: metadataOf(plan) }
      },
      async onUploadFinish(request, upload) {
        await finish(request, await deps.uploads.getUpload(upload.id))
        return {}
      },
    })

  /** One request, as the library wants it, and its answer as ours are. */
  async function handle(request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
    // Of any other type it has been read already, or refused.
    const hasBody = request.headers['content-type'] === pieceType
    const asked = new Request(new URL(request.url, 'http://kessai.invalid'), {
      method: request.method,
      headers: request.headers as Record<string, string>,
      ...(hasBody ? { body: Readable.toWeb(request.raw), duplex: 'half' } : {}),
    })
    const about: Told = { by: personOf(request), application: request.application }
    told.set(asked, about)
    made ??= openTus()
    const answer = await made.handleWeb(asked)
    // Of a body that nobody reads the client would send on: its connection goes with the refusal.
    if (hasBody && (about.refusal !== undefined || answer.status >= 400)) reply.header('connection', 'close')
    if (about.refusal !== undefined) return refuse(reply, about.refusal)
    reply.header('tus-resumable', '1.0.0')
    if (answer.status >= 500) throw new Error(`tus: ${await answer.text()}`)
    if (answer.status >= 400)
      return sendProblem(reply, problemOfStatus[answer.status] ?? 'bad_request', {
        technical: (await answer.text()).trim(),
      })
    for (const name of ['location', 'upload-offset', 'upload-length', 'upload-expires', 'upload-metadata']) {
      const value = answer.headers.get(name)
      if (value !== null) reply.header(name, value)
    }
    return reply.header('cache-control', 'no-store').code(answer.status).send()
  }

  await app.register(async (scope) => {
    // Its bytes go where they belong while they arrive.
    scope.addContentTypeParser(pieceType, (_request, _payload, done) => done(null))
    const routes = scope.withTypeProvider<TypeBoxTypeProvider>()
    const nothing = (description: string) => Type.Null({ description })
    // The answer is the library's; what it may be is what the schema says.
    const answer = handle as (request: FastifyRequest, reply: FastifyReply) => Promise<never>

    routes.post(
      path,
      {
        config,
        schema: {
          tags,
          summary: 'Begins a file that is sent in pieces (tus 1.0); Location is where they go',
          headers: NewUploadHeaders,
          response: { 201: nothing('Begun: Location, Upload-Expires'), '4xx': Problem },
        },
      },
      answer,
    )
    routes.patch(
      `${path}/:id`,
      {
        config,
        schema: {
          tags,
          summary: 'The next bytes of a file; with the last of them it becomes an attachment (tus 1.0)',
          params: UploadById,
          headers: PieceHeaders,
          consumes: [pieceType],
          response: { 204: nothing('Kept up to Upload-Offset'), '4xx': Problem },
        },
      },
      answer,
    )
    routes.head(
      `${path}/:id`,
      {
        config,
        schema: {
          tags,
          summary: 'How much of a file is here: Upload-Offset of Upload-Length (tus 1.0)',
          params: UploadById,
          headers: TusHeaders,
          response: { 200: nothing('Upload-Offset, Upload-Length'), '4xx': Problem },
        },
      },
      answer,
    )
    routes.delete(
      `${path}/:id`,
      {
        config,
        schema: {
          tags,
          summary: 'Gives up a file that is not complete; its pieces are removed (tus 1.0)',
          params: UploadById,
          headers: TusHeaders,
          response: { 204: nothing('Removed'), '4xx': Problem },
        },
      },
      answer,
    )
    routes.get(
      `${path}/:id`,
      {
        config,
        schema: {
          tags,
          summary: 'What a file has become that was sent in pieces; 409 while pieces are missing',
          params: UploadById,
          response: { 200: UploadedAttachment, '4xx': Problem },
        },
      },
      async (request, reply) => {
        const upload = await deps.uploads.getUpload(request.params.id).catch(() => undefined)
        const { application } = request
        if (upload === undefined || !isOwnUpload(upload, ownerIn({ by: personOf(request), application })))
          return sendProblem(reply, 'not_found')
        if (upload.offset !== upload.size) return sendProblem(reply, 'upload_incomplete')
        const answer = await finishUpload(deps, upload)
        if (!answer.ok) return refuse(reply, answer.error)
        return reply.send(answer.value)
      },
    )
  })
}

const pieceType = 'application/offset+octet-stream'

const problemOfStatus: Readonly<Record<number, ProblemCode>> = {
  404: 'not_found',
  409: 'upload_offset',
  410: 'upload_over',
  413: 'file_too_large',
}
