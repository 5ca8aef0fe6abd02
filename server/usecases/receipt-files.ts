import type { ArrivedFile } from '../contract/receipts.ts'
import { type NameRefusal, parseFileName } from '../domain/files/file-name.ts'
import {
  type AttachmentId,
  type Instant,
  type LocalDate,
  type RevisionId,
  localDateOf,
} from '../domain/ids.ts'
import type { Arrival } from '../domain/receiving/receipt.ts'
import { type Result, no, yes } from '../domain/result.ts'
import { findAttachmentByKey } from '../store/attachment-by-key.ts'
import { insertAttachment, listFiles, removeAttachment, requestRendition } from '../store/attachments.ts'
import { findReceipt, lockReceipt, saveArrival } from '../store/receipts.ts'
import { attachmentView } from './attachment-view.ts'
import { type OnDraft, enteredBy } from './begin-receipt.ts'
import { converterVersion } from './converter-version.ts'
import { sendForPages } from './copy-files.ts'
import { isRenderable } from './file-sentences.ts'
import type { JobQueue } from './ports.ts'
import type { ReceiptDeps, ReceiptProblem } from './receipt-deps.ts'
import { type FileRefusal, type StoreFileDeps, storeFile } from './store-file.ts'

/** What the head of a mail says; what it does not say, or nobody can read, is absent. */
export type MailHead = { readonly subject?: string; readonly from?: string; readonly sentAt?: Instant }

/** Reads the head of a mail (RFC 5322, or as Outlook saves it) and no further; never throws on what is in it. */
export type ReadMailHead = (path: string, kind: 'eml' | 'msg') => Promise<MailHead>

export type ReceiptFileDeps = ReceiptDeps &
  StoreFileDeps & { readonly jobs: JobQueue; readonly readMailHead: ReadMailHead }

type FileProblem = ReceiptProblem | FileRefusal | NameRefusal

/**
 * Adds a file to what is being entered: bytes first, then the row, then its pages. The head of a mail fills in what nobody
 * typed yet: 件名, 差出人, their day and the channel.
 */
export async function addReceiptFile(
  deps: ReceiptFileDeps,
  request: OnDraft & {
    readonly name: string
    readonly source: AsyncIterable<Uint8Array>
    readonly signal?: AbortSignal
    readonly clientKey?: string
  },
): Promise<Result<ArrivedFile, FileProblem>> {
  const { id, by, clientKey } = request
  const name = parseFileName(request.name)
  if (!name.ok) return name
  const may = enteredBy(await findReceipt(deps.db, id), request)
  if (!may.ok) return may
  const earlier =
    clientKey === undefined ? undefined : await findAttachmentByKey(deps.db, { receipt: id }, clientKey)
  if (earlier !== undefined) return answerOf(deps, request, earlier.id, undefined)
  const stored = await storeFile(deps, { ...request, name: name.value })
  if (!stored.ok) return stored
  const { sha256, sizeBytes, inspection } = stored.value
  const { kind, warnings } = inspection
  const isMail = kind === 'eml' || kind === 'msg'
  const head = isMail ? await deps.readMailHead(await deps.blobs.path(sha256), kind) : undefined
  const file = deps.newId() as AttachmentId
  const at = deps.now()
  const done = await deps.db
    .transaction()
    .execute(async (trx): Promise<Result<AttachmentId, FileProblem>> => {
      // Registered, or sent a second time with the same key, while the bytes came in.
      const still = enteredBy(await lockReceipt(trx, id), request)
      if (!still.ok) return still
      const twin =
        clientKey === undefined ? undefined : await findAttachmentByKey(trx, { receipt: id }, clientKey)
      if (twin !== undefined) return yes(twin.id)
      await insertAttachment(trx, {
        id: file,
        revisionId: deps.newId() as RevisionId,
        holder: { receipt: id },
        name: name.value,
        clientKey,
        ...{ sha256, sizeBytes, kind, warnings, by, at },
      })
      if (isRenderable(kind)) await requestRendition(trx, { sha256, kind, converter: converterVersion })
      const filled = head && filledBy(still.value.arrival, head)
      if (filled !== undefined) await saveArrival(trx, id, filled, at)
      return yes(file)
    })
  if (!done.ok) return done
  // A waiting row without a job is found by the worker: a crash here loses nothing.
  if (isRenderable(kind)) await sendForPages(deps, [{ sha256, kind }])
  return answerOf(deps, request, done.value, head)
}

/** Takes a file away again, before it is registered. */
export async function removeReceiptFile(
  deps: ReceiptDeps,
  { file, ...on }: OnDraft & { readonly file: AttachmentId },
): Promise<Result<undefined, ReceiptProblem>> {
  return deps.db.transaction().execute(async (trx): Promise<Result<undefined, ReceiptProblem>> => {
    const entered = enteredBy(await lockReceipt(trx, on.id), on)
    if (!entered.ok) return entered
    const files = await listFiles(trx, { receipt: on.id }, converterVersion)
    if (!files.some((it) => it.id === file)) return no({ code: 'not_found' })
    await removeAttachment(trx, file, deps.now())
    return yes(undefined)
  })
}

/** What is typed with the head of a mail where nothing was; undefined when nothing changes. */
function filledBy(arrival: Arrival, head: MailHead): Arrival | undefined {
  const sentOn = dayOf(head.sentAt)
  const isUntouched = arrival.title === '' && arrival.sender === ''
  const filled: Arrival = {
    ...arrival,
    title: arrival.title === '' ? firstLetters(head.subject ?? '') : arrival.title,
    sender: arrival.sender === '' ? firstLetters(head.from ?? '') : arrival.sender,
    ...(arrival.sentOn === undefined && sentOn !== undefined ? { sentOn } : {}),
    ...(isUntouched && arrival.channel === 'paper' ? { channel: 'email' as const } : {}),
  }
  return JSON.stringify(filled) === JSON.stringify(arrival) ? undefined : filled
}

/** As many as the field takes, and no half of one. */
function firstLetters(text: string): string {
  return Array.from(text).slice(0, 400).join('')
}

function dayOf(at: Instant | undefined): LocalDate | undefined {
  return at === undefined ? undefined : localDateOf(at)
}

async function answerOf(
  deps: ReceiptFileDeps,
  { id }: OnDraft,
  file: AttachmentId,
  head: MailHead | undefined,
): Promise<Result<ArrivedFile, FileProblem>> {
  const [stored, files] = await Promise.all([
    findReceipt(deps.db, id),
    listFiles(deps.db, { receipt: id }, converterVersion),
  ])
  const found = files.find((it) => it.id === file)
  if (stored === undefined || found === undefined) return no({ code: 'not_found' })
  const sentOn = dayOf(head?.sentAt)
  return yes({
    file: attachmentView(found),
    ...(head === undefined
      ? {}
      : {
          found: {
            ...(head.subject === undefined ? {} : { title: head.subject }),
            ...(head.from === undefined ? {} : { sender: head.from }),
            ...(sentOn === undefined ? {} : { sentOn }),
          },
        }),
    version: stored.version,
  })
}
