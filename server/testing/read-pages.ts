import { createHash } from 'node:crypto'
import { gzipSync } from 'node:zlib'
import type { AttachmentView } from '../contract/proposals.ts'
import type { Instant, Sha256 } from '../domain/ids.ts'
import { converterVersion } from '../usecases/converter-version.ts'
import { insertBlob } from '../store/blobs.ts'
import {
  type NewPage,
  type RenditionKey,
  type StoredHeading,
  finishRendition,
  showRendition,
  startRendition,
  upsertPages,
} from '../store/renditions.ts'
import type { RenderedPage } from '../usecases/page-renderer-port.ts'
import type { TestDatabase } from './database.ts'

/** As it is stored, and its scan as it is told with it. */
type ReadPage = NewPage & Pick<RenderedPage, 'scan'>

const at = '2026-05-11T01:20:00.000Z' as Instant

/**
 * Keeps pages as what a content is read by, as the converter does when it has read them; `sizeBytes` is that of the PDF. No
 * worker takes it up meanwhile.
 */
export async function storeRendition(
  { db }: Pick<TestDatabase, 'db'>,
  key: RenditionKey,
  made: {
    readonly pdf: Sha256
    readonly sizeBytes: number
    readonly pages: readonly ReadPage[]
    readonly outline?: readonly StoredHeading[]
    readonly skeleton?: Uint8Array | undefined
  },
): Promise<void> {
  const { pdf, sizeBytes, pages, outline = [], skeleton } = made
  const sizes = pages.flatMap((it) => [it.widthPt, it.heightPt])
  const scans = pages.flatMap(({ pageIndex, scan }) =>
    scan === undefined ? [] : [pageIndex, scan.offset, scan.length],
  )
  await db.transaction().execute(async (trx) => {
    await insertBlob(trx, { sha256: pdf, sizeBytes, at })
    await trx
      .insertInto('rendition')
      .values(key)
      .onConflict((it) => it.doNothing())
      .execute()
    await startRendition(trx, key, at)
    await showRendition(trx, key, { pdf, sizes, remarks: [], outline })
    for (let from = 0; from < pages.length; from += 500)
      await upsertPages(trx, pdf, pages.slice(from, from + 500))
    await finishRendition(trx, key, { pdf, at, scans, ...(skeleton === undefined ? {} : { skeleton }) })
  })
}

/**
 * Keeps a PDF as what its pages are shown from, as if it had been converted: before it is uploaded, so that no worker
 * takes it up.
 */
export async function storePdf(
  office: Pick<TestDatabase, 'db'>,
  bytes: Uint8Array,
  pages: readonly ReadPage[],
  skeleton?: Uint8Array,
): Promise<Sha256> {
  const sha256 = createHash('sha256').update(bytes).digest('hex') as Sha256
  const key = { sha256, kind: 'pdf', converter: converterVersion }
  await storeRendition(office, key, { pdf: sha256, sizeBytes: bytes.byteLength, pages, skeleton })
  return sha256
}

/** Stores the words of an attachment's pages as the converter does when it has read them. */
export async function storePages(
  office: Pick<TestDatabase, 'db'>,
  { sha256, kind }: Pick<AttachmentView, 'sha256' | 'kind'>,
  bodies: readonly string[],
): Promise<void> {
  const key = { sha256: sha256 as Sha256, kind, converter: converterVersion }
  const pdf = createHash('sha256').update(`pdf of ${sha256}`).digest('hex') as Sha256
  const pages = bodies.map((body, pageIndex) => ({
    ...{ pageIndex, widthPt: 595, heightPt: 842, body },
    runs: gzipSync('[]'),
    placeholder: undefined,
  }))
  await storeRendition(office, key, { pdf, sizeBytes: 1, pages })
}
