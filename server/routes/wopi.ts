import { Readable } from 'node:stream'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { type LockCommand, type LockMismatch, parseWopiLock } from '../domain/editing/wopi-lock.ts'
import type { Instant } from '../domain/ids.ts'
import { type Pass, findPass } from '../usecases/edit-passes.ts'
import { type WopiDeps, contentNow, openWopiFile, wopiFileInfo } from '../usecases/wopi-file.ts'
import { changeWopiLock, findWopiLock } from '../usecases/wopi-locks.ts'
import { type WopiSave, type WopiSaveRefusal, saveWopiFile } from '../usecases/wopi-save.ts'
import { abortWith, letGo } from './arriving-file.ts'
import { sentenceOf } from './refuse.ts'

type Asked = { readonly pass: Pass; readonly request: FastifyRequest; readonly reply: FastifyReply }

/**
 * MS-WOPI: an office server (Collabora Online, ONLYOFFICE Docs) reads, locks and saves one file for one person. It knows a pass
 * (編集用の鍵) by the token in the address, which stands in no log; a session of a browser opens nothing here.
 */
export async function wopiRoutes(app: FastifyInstance, deps: WopiDeps): Promise<void> {
  await app.register(async (scope) => {
    // Bytes are bytes, whatever they are called: they stream into the store.
    scope.removeAllContentTypeParsers()
    scope.addContentTypeParser('*', (_request, payload, done) => done(null, payload))
    const config = { person: 'none', csrf: false } as const
    const schema = { tags: ['wopi'] }
    const asked =
      (answer: (asked: Asked) => Promise<FastifyReply>) =>
      async (request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> => {
        reply.header('cache-control', 'no-store').header('referrer-policy', 'no-referrer')
        const pass = await passOf(deps, request)
        if (typeof pass === 'number') return refuse(request, reply, pass)
        return answer({ pass, request, reply })
      }
    scope.get<{ Params: { id: string } }>(
      '/wopi/files/:id',
      { config, schema: { ...schema, summary: 'CheckFileInfo' } },
      asked(async ({ pass, reply }) => reply.send(await wopiFileInfo(deps, pass))),
    )
    scope.get(
      '/wopi/files/:id/contents',
      { config, schema: { ...schema, summary: 'GetFile' } },
      asked((it) => getFile(deps, it)),
    )
    scope.post(
      '/wopi/files/:id',
      { config, schema: { ...schema, summary: 'Lock, GetLock, RefreshLock, Unlock, UnlockAndRelock' } },
      asked((it) => changeLock(deps, it)),
    )
    scope.post(
      '/wopi/files/:id/contents',
      { config, schema: { ...schema, summary: 'PutFile' } },
      asked((it) => putFile(deps, it)),
    )
  })
}

/** Whose request it is; else the status that says what is wrong with it. */
async function passOf(deps: WopiDeps, request: FastifyRequest): Promise<Pass | 401 | 404 | 500> {
  const { server, seesUsAt } = deps.office
  const { access_token: token } = request.query as { access_token?: unknown }
  if (typeof token !== 'string' || token === '') return 401
  const isItsOwn = await server.isItsOwn({
    token,
    url: `${seesUsAt}${request.raw.url ?? ''}`,
    timestamp: said(request, 'x-wopi-timestamp'),
    proof: said(request, 'x-wopi-proof'),
    proofOld: said(request, 'x-wopi-proofold'),
  })
  // The protocol says so of what does not come from the office server.
  if (!isItsOwn) return 500
  const pass = await findPass(deps, token, 'wopi')
  if (pass === undefined) return 401
  return pass.attachmentId === (request.params as { id: string }).id ? pass : 404
}

async function getFile(deps: WopiDeps, { pass, request, reply }: Asked): Promise<FastifyReply> {
  const opened = await openWopiFile(deps, pass)
  if (!opened.ok) return refuse(request, reply, 404)
  const { sizeBytes, version, open } = opened.value
  const most = said(request, 'x-wopi-maxexpectedsize')
  if (/^\d{1,15}$/.test(most) && sizeBytes > Number(most)) return refuse(request, reply, 412)
  return reply
    .header('x-wopi-itemversion', version)
    .header('content-length', sizeBytes)
    .header('content-security-policy', "sandbox; default-src 'none'; frame-ancestors 'none'")
    .type('application/octet-stream')
    .send(await open())
}

async function changeLock(deps: WopiDeps, { pass, request, reply }: Asked): Promise<FastifyReply> {
  const override = said(request, 'x-wopi-override')
  letGo(request)
  if (override === 'GET_LOCK') return reply.header('x-wopi-lock', await findWopiLock(deps, pass)).send()
  const command = commandOf(request, override)
  if (typeof command === 'number') return refuse(request, reply, command)
  const changed = await changeWopiLock(deps, pass, command)
  if (!changed.ok) {
    return changed.error.code === 'lock_mismatch'
      ? mismatch(reply, changed.error)
      : refuse(request, reply, 404, sentenceOf(changed.error))
  }
  return reply.header('x-wopi-itemversion', (await contentNow(deps, pass)).version).send()
}

const lockOperations = new Map([
  ['LOCK', 'lock'],
  ['REFRESH_LOCK', 'refresh'],
  ['UNLOCK', 'unlock'],
] as const)

function commandOf(request: FastifyRequest, override: string): LockCommand | 400 | 501 {
  const lock = parseWopiLock(request.headers['x-wopi-lock'])
  const type = lockOperations.get(override as 'LOCK')
  // From there files are neither made, renamed nor deleted.
  if (type === undefined) return override === '' ? 400 : 501
  if (lock === undefined) return 400
  const oldLock = request.headers['x-wopi-oldlock']
  if (type !== 'lock' || oldLock === undefined) return { type, lock }
  const old = parseWopiLock(oldLock)
  return old === undefined ? 400 : { type: 'relock', lock, old }
}

async function putFile(deps: WopiDeps, { pass, request, reply }: Asked): Promise<FastifyReply> {
  const override = said(request, 'x-wopi-override')
  if (override !== 'PUT') return refuse(request, reply, override === '' ? 400 : 501)
  const lockSaid = request.headers['x-wopi-lock']
  const lock = parseWopiLock(lockSaid)
  if (lock === undefined && lockSaid !== undefined && lockSaid !== '') return refuse(request, reply, 400)
  // Collabora's own headers, in their old and their new spelling; ONLYOFFICE uses the old one.
  const own = (name: string): string =>
    said(request, `x-cool-wopi-${name}`) || said(request, `x-lool-wopi-${name}`)
  const basedOn = own('timestamp')
  const signal = abortWith(request)
  const save: WopiSave = {
    ...{ pass, lock, signal, given: request.body instanceof Readable ? request.body : Readable.from([]) },
    isAutosave: own('isautosave') === 'true',
    isLast: own('isexitsave') === 'true',
    isUntouched: own('ismodifiedbyuser') === 'false',
    ...(Number.isNaN(Date.parse(basedOn)) ? {} : { basedOn: basedOn as Instant }),
  }
  const done = await saveWopiFile(deps, save).catch((error: unknown) => {
    // Half a file is nobody's fault and not kept.
    if (signal.aborted) return undefined
    throw error
  })
  if (done === undefined) return refuse(request, reply, 400)
  letGo(request)
  if (!done.ok) return refuseSave({ pass, request, reply }, done.error, await findWopiLock(deps, pass))
  return reply.header('x-wopi-itemversion', done.value.version).send({ LastModifiedTime: done.value.at })
}

/** A save that came to nothing: 409 for what somebody else did meanwhile, in Collabora's words too, 404 for what the person may not do. */
function refuseSave({ request, reply }: Asked, refusal: WopiSaveRefusal, current: string): FastifyReply {
  switch (refusal.code) {
    case 'lock_mismatch':
      return mismatch(reply, refusal)
    case 'edit_conflict':
      return reply
        .code(409)
        .header('x-wopi-lock', current)
        .header('x-wopi-lockfailurereason', refusal.because)
        .send({ COOLStatusCode: 1010, LOOLStatusCode: 1010, Message: sentenceOf(refusal) })
    case 'file_too_large':
      return refuse(request, reply, 413, sentenceOf(refusal))
    case 'empty_file':
    case 'zip_bomb':
    case 'kind_changed':
      return refuse(request, reply, 400, sentenceOf(refusal))
    default:
      return refuse(request, reply, 404, sentenceOf(refusal))
  }
}

const reasons = {
  unlocked: 'the file is not locked',
  other_lock: 'the file has another lock',
  edited_elsewhere: 'the file is being edited in Kessai or on a desktop',
} satisfies Record<LockMismatch['because'], string>

function mismatch(reply: FastifyReply, { current, because }: LockMismatch): FastifyReply {
  return reply
    .code(409)
    .header('x-wopi-lock', current)
    .header('x-wopi-lockfailurereason', reasons[because])
    .send({ Message: reasons[because] })
}

function refuse(
  request: FastifyRequest,
  reply: FastifyReply,
  status: number,
  message?: string,
): FastifyReply {
  letGo(request)
  return reply.code(status).send(message === undefined ? {} : { Message: message })
}

/** A header; '' for none, and for one that is there twice. */
function said(request: FastifyRequest, name: string): string {
  const value = request.headers[name]
  return typeof value === 'string' ? value : ''
}
