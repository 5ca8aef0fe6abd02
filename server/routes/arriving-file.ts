import type { Readable } from 'node:stream'
import type { MultipartFile } from '@fastify/multipart'
import type { FastifyReply, FastifyRequest } from 'fastify'
import type { Result } from '../domain/result.ts'
import { sendProblem } from '../plugins/problem.ts'
import type { AnyRefusal } from '../usecases/any-refusal.ts'
import { refuse } from './refuse.ts'

type ArrivingFile = { readonly name: string; readonly source: Readable; readonly signal: AbortSignal }

/** Hands the part `file` on while it arrives, and answers 201 with what came of it. Half a file is nobody's fault and not kept. */
export async function keepFile<Kept>(
  request: FastifyRequest,
  reply: FastifyReply,
  keep: (file: ArrivingFile) => Promise<Result<Kept, AnyRefusal>>,
): Promise<FastifyReply> {
  const signal = abortWith(request)
  try {
    const part = await filePart(request)
    if (part === undefined) return sendProblem(reply, 'file_missing')
    const done = await keep({ name: part.filename, source: part.file, signal })
    return done.ok ? reply.code(201).send(done.value) : refuse(reply, done.error)
  } catch (error) {
    if (signal.aborted || isBrokenOff(error)) return sendProblem(reply, 'upload_broken_off')
    throw error
  } finally {
    letGo(request)
  }
}

/** The part `file`, not read yet; undefined when the request has none. */
async function filePart(request: FastifyRequest): Promise<MultipartFile | undefined> {
  // The blob store measures; here only what is not the file is kept small.
  const limits = { fileSize: Infinity, files: 1, fields: 4, parts: 5, fieldSize: 8192, headerPairs: 20 }
  if (!hasParts(request)) return undefined
  return wholeForm(() => request.file({ limits }))
}

/** What is read of a form; a form that is none (no boundary, cut off, a broken head of a part) is a bad request and no failure of ours. */
export async function wholeForm<Read>(read: () => Promise<Read>): Promise<Read> {
  try {
    return await read()
  } catch (error) {
    if (!(error instanceof Error) || 'statusCode' in error) throw error
    throw Object.assign(new Error('the form cannot be read', { cause: error }), { statusCode: 400 })
  }
}

/** Whether a body is a form whose parts can be told apart: without a boundary there are none. */
export function hasParts(request: FastifyRequest): boolean {
  return request.isMultipart() && /;\s*boundary="?[^\s;"]/i.test(request.headers['content-type'] ?? '')
}

/** Aborts when the client goes away before all of the request is here. */
export function abortWith(request: FastifyRequest): AbortSignal {
  const abort = new AbortController()
  const closed = () => {
    if (!request.raw.readableEnded) abort.abort()
  }
  if (request.raw.destroyed) closed()
  else request.raw.once('close', closed)
  return abort.signal
}

/**
 * Reads on what nobody wants any more, so that the answer reaches a browser that is still sending, and the connection is free
 * for what comes next on it.
 */
export function letGo(request: FastifyRequest): void {
  if (request.raw.readableEnded) return
  request.raw.unpipe()
  request.raw.resume()
}

function isBrokenOff(error: unknown): boolean {
  if (!(error instanceof Error)) return false
  const code = 'code' in error ? String(error.code) : ''
  return (
    code === 'FST_MP_PREMATURE_CLOSE' ||
    code === 'ERR_STREAM_PREMATURE_CLOSE' ||
    /terminated early|Unexpected end/.test(error.message)
  )
}
