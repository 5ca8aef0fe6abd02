import { randomUUID } from 'node:crypto'
import { mkdtemp, readdir, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Test } from 'tap'
import { createDiskBlobs } from '../adapters/blobs-disk.ts'
import { inspectFile } from '../adapters/sniff/inspect.ts'
import type { AttachmentsChanged, UploadedAttachment } from '../contract/attachments.ts'
import type { AttachmentView } from '../contract/proposals.ts'
import type { Organisation } from '../domain/organisation/organisation.ts'
import { type TestApp, createTestApp } from './app.ts'

export const drafter = 'u0001'
export const other = 'u0002'
export const content = { title: '道路占用の許可について', secrecy: 'none', accessList: [] }

export type AttachmentWorld = TestApp & {
  readonly dir: string
  readonly proposalId: string
  readonly sent: string[]
}

/** Nobody holds a post: who may read is the drafter alone, and those on the access list. */
export const nobody: Organisation = {
  units: new Map(),
  successors: new Map(),
  positions: new Map(),
  people: new Map(),
  appointments: [],
  absences: [],
  actingOrders: [],
  seals: [],
}

/** The application with one draft, and the folder of its blobs. */
export async function attachmentWorld(t: Test, maxUploadBytes?: number): Promise<AttachmentWorld> {
  const dir = await mkdtemp(join(tmpdir(), 'attachments-'))
  t.teardown(() => rm(dir, { recursive: true, force: true }))
  const sent: string[] = []
  const made = await createTestApp(t, {
    blobs: createDiskBlobs(dir),
    inspect: inspectFile,
    organisation: { current: async () => nobody, changed() {} },
    jobs: { send: async (queue, _data, key) => void sent.push(`${queue} ${key}`) },
    ...(maxUploadBytes === undefined ? {} : { maxUploadBytes }),
  })
  await made.db.insertInto('unit').values({ code: 'KNK', name: '観光振興課', kind: 'section' }).execute()
  for (const id of [drafter, other]) {
    await made.db
      .insertInto('person')
      .values({ id, name: '山﨑 花', name_kana: 'ヤマサキ ハナ', login: id })
      .execute()
  }
  return { ...made, dir, sent, proposalId: await draftOf(made) }
}

async function draftOf({ db }: TestApp): Promise<string> {
  const id = randomUUID()
  const at = '2026-05-11T01:20:00.000Z'
  await db
    .insertInto('proposal')
    .values({
      id,
      drafter_id: drafter,
      drafter_post: 'KNK:P-STF',
      unit_code: 'KNK',
      section_code: 'KNK',
      content: JSON.stringify(content),
      state: JSON.stringify({ status: 'draft', drafter }),
      created_at: at,
      updated_at: at,
    })
    .execute()
  return id
}

export const boundary = 'kessai-test-boundary'
export const partHead = (name: string) =>
  Buffer.from(
    `--${boundary}\r\ncontent-disposition: form-data; name="file"; filename="${name}"\r\ncontent-type: application/octet-stream\r\n\r\n`,
  )
export const partEnd = Buffer.from(`\r\n--${boundary}--\r\n`)

/** Sends a file as the drafter. */
export async function upload(
  { inject, proposalId }: AttachmentWorld,
  name: string,
  bytes: Buffer | string,
  options: { readonly as?: string; readonly key?: string; readonly to?: string } = {},
) {
  const answer = await inject(options.as ?? drafter, {
    method: 'POST',
    url: `/v1/proposals/${options.to ?? proposalId}/attachments`,
    headers: {
      'content-type': `multipart/form-data; boundary=${boundary}`,
      ...(options.key === undefined ? {} : { 'idempotency-key': options.key }),
    },
    payload: Buffer.concat([partHead(name), Buffer.from(bytes), partEnd]),
  })
  return {
    status: answer.statusCode,
    body: answer.json<UploadedAttachment & { code: string; title: string }>(),
  }
}

/** Another draft of the same drafter. */
export async function secondCase({ db, proposalId }: AttachmentWorld): Promise<string> {
  const id = randomUUID()
  const draft = await db
    .selectFrom('proposal')
    .selectAll()
    .where('id', '=', proposalId)
    .executeTakeFirstOrThrow()
  const copy = { ...draft, content: JSON.stringify(draft.content), state: JSON.stringify(draft.state) }
  await db
    .insertInto('proposal')
    .values({ ...copy, id })
    .execute()
  return id
}

/** Gives an attachment another content, as the drafter. */
export async function replaceContent(
  { inject }: AttachmentWorld,
  id: string,
  name: string,
  bytes: Buffer | string,
): Promise<AttachmentView> {
  const answer = await inject(drafter, {
    method: 'POST',
    url: `/v1/attachments/${id}/revisions`,
    headers: { 'content-type': `multipart/form-data; boundary=${boundary}` },
    payload: Buffer.concat([partHead(name), Buffer.from(bytes), partEnd]),
  })
  if (answer.statusCode !== 201) throw new Error(answer.body)
  const now = answer.json<AttachmentsChanged>().attachments.find((it) => it.id === id)
  if (now === undefined) throw new Error('the attachment is gone')
  return now
}

/** Names of all blobs in a folder. */
export async function blobsIn(dir: string): Promise<string[]> {
  const found = await readdir(dir, { recursive: true, withFileTypes: true })
  return found.filter((it) => it.isFile()).map((it) => it.name)
}
