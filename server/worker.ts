import { randomUUID } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import closeWithGrace from 'close-with-grace'
import { createDiskBlobs } from './adapters/blobs-disk.ts'
import { createLiveBus } from './adapters/live-bus.ts'
import { createSmtpMailer } from './adapters/mail/smtp.ts'
import { createPageRenderer, pictureWidthPx } from './adapters/pdf-pages/page-renderer.ts'
import { makePrintedPdf } from './adapters/pdf/printed-pdf.ts'
import { createPrintShelf } from './adapters/print-shelf.ts'
import { createLegacyShelf } from './adapters/legacy-shelf.ts'
import { readTable } from './adapters/read-table.ts'
import { inspectFile } from './adapters/sniff/inspect.ts'
import { createTransferShelf } from './adapters/transfer-shelf.ts'
import { writeTable } from './adapters/write-table.ts'
import { writeXml } from './adapters/write-xml.ts'
import { UploadShelf } from './adapters/upload-shelf.ts'
import { makeStampedPdf } from './adapters/pdf/stamped-pdf.ts'
import { networksOf } from './adapters/webhooks/addresses.ts'
import { createGuardedPost } from './adapters/webhooks/guarded-post.ts'
import { createSecretBox } from './adapters/webhooks/secret-box.ts'
import { readConfig } from './config.ts'
import type { Instant, ProposalId, Sha256 } from './domain/ids.ts'
import { converterVersion } from './usecases/converter-version.ts'
import { oneAtATime } from './jobs/one-at-a-time.ts'
import { createJobQueue } from './jobs/queue.ts'
import { makeRendition, requeueRenditions } from './jobs/rendition.ts'
import { requeueStampedPdfs } from './jobs/stamped-pdf.ts'
import { startMeasuring } from './jobs/measuring.ts'
import { startSearching } from './jobs/searching.ts'
import { startTelling } from './jobs/telling.ts'
import { startWebhooks, webhookLocks } from './jobs/webhooks.ts'
import { createLog } from './plugins/log.ts'
import { zipBytes } from './plugins/send-zip.ts'
import { projectFile } from './project-root.ts'
import { createKysely, createPool } from './store/database.ts'
import { WholeCaseReads } from './store/whole-cases.ts'
import { openOrganisationSource } from './store/organisation.ts'
import { openApproval } from './usecases/approval-deps.ts'
import { type Rounds, letTimePass } from './usecases/let-time-pass.ts'
import { eraseDisposed } from './usecases/erase-disposed.ts'
import { FoldedPages } from './usecases/folded-pages.ts'
import { makePrint, requeuePrints } from './usecases/make-print.ts'
import { requeueLegacyUploads, runLegacyUpload } from './usecases/run-legacy-upload.ts'
import { makeTransferPackage, requeuePackages } from './usecases/make-transfer-package.ts'
import { stampProposal } from './usecases/stamp-proposal.ts'

/**
 * The worker's entry: makes pages, tells people, sends mail. Any number of them may run on one database. Environment:
 * server/config.ts.
 */

/** As many files at once as there are processors in the smallest machine we promise to run on. */
const atOnce = 2
const requeueEveryMs = 60_000
/** How late a 時限秘 may be released on the record; who may read is decided by the instant itself. */
const timePassesEveryMs = 20_000

// The worker has no sign-in, so what the application would refuse there does not matter here.
const config = readConfig({ ...process.env, KESSAI_ROLE: 'worker' })
const databaseUrl = config.databaseUrl as string
const log = createLog('worker')
const onError = (event: string) => (error: unknown) => log.warn({ event, err: error })

const pool = createPool(databaseUrl, { max: 4 })
pool.on('error', onError('database.connection_lost'))
const db = createKysely(pool)
const live = await createLiveBus({ connectionString: databaseUrl, onError: onError('live.error') })
const jobs = await createJobQueue({ connectionString: databaseUrl, onError: onError('jobs.error') })
const { allowUnsandboxed } = config
const renderer = await createPageRenderer({
  allowUnsandboxed,
  onCold: (why) => log.warn({ event: 'converter.not_kept_warm', why }),
})
const now = (): Instant => new Date().toISOString() as Instant
const blobs = createDiskBlobs(join(config.dataDir, 'blobs'))
const deps = { db, blobs, live, renderer, now, log, pictureWidthPx }
const stopping = new AbortController()

await jobs.work('rendition', atOnce, (data, signal) =>
  makeRendition(
    deps,
    { sha256: data['sha256'] as Sha256, kind: data['kind'] as string, converter: converterVersion },
    AbortSignal.any([signal, stopping.signal]),
  ),
)
const stamping = { db, pool, blobs, live, now, log, makeStampedPdf }
await jobs.work('stamped_pdf', 1, async (data) => {
  const proposalId = data['proposalId'] as ProposalId
  const outcome = await stampProposal(stamping, proposalId)
  log.info({ event: `stamped_pdf.${outcome}`, proposalId })
  // Thrown so that the queue tries again in a few seconds.
  if (outcome === 'waiting') throw new Error('its renditions are not ready')
})
const organisation = openOrganisationSource(databaseUrl, onError('database.connection_lost'))
const shelf = createPrintShelf(join(config.dataDir, 'prints'))
const uploads = new UploadShelf(join(config.dataDir, 'uploads'))
const printing = {
  ...{ db, pool, blobs, shelf, live, now, log, organisation, makePrintedPdf },
  newId: randomUUID,
  folded: new FoldedPages(db),
}
await jobs.work('print', 1, async (data) => {
  const printId = data['printId'] as string
  const outcome = await makePrint(printing, printId)
  log.info({ event: `print.${outcome}`, printId })
  if (outcome === 'waiting') throw new Error('its pages are still read')
})
const transfers = createTransferShelf(join(config.dataDir, 'transfers'))
const packaging = {
  ...{
    db,
    blobs,
    transfers,
    now,
    log,
    organisation,
    writeTable,
    writeXml,
    writeZip: zipBytes,
    newId: randomUUID,
  },
  wholeCases: new WholeCaseReads(pool, converterVersion),
  verifier: await readFile(projectFile('docs/verify/verify.mjs'), 'utf8'),
}
await jobs.work('transfer', 1, async (data) => {
  const packageId = data['packageId'] as string
  const outcome = await makeTransferPackage(packaging, packageId)
  log.info({ event: `transfer.${outcome}`, packageId })
  if (outcome === 'waiting') throw new Error('a decision PDF is not ready')
})
const legacy = createLegacyShelf(join(config.dataDir, 'legacy'))
const bringingIn = { db, pool, blobs, legacy, now, log, organisation, readTable, newId: randomUUID }
await jobs.work('legacy', 1, async (data, signal) => {
  const uploadId = data['uploadId'] as string
  const outcome = await runLegacyUpload(
    { ...bringingIn, inspect: inspectFile },
    uploadId,
    AbortSignal.any([signal, stopping.signal]),
  )
  log.info({ event: `legacy.${outcome}`, uploadId })
  if (outcome === 'again') throw new Error('the worker ends in the middle of an import')
})
const approval = openApproval({ db, pool, now, newId: randomUUID, organisation, live, jobs })
const rounds: Rounds = {}
const passTime = (): void => {
  letTimePass(approval, rounds)
    .then((count) => count > 0 && log.info({ event: 'time.passed', count }))
    .catch(onError('time.not_passed'))
}
// An absence that was registered just now is felt at once.
live.subscribe((event) => {
  if (event.type !== 'organisation') return
  organisation.changed()
  passTime()
})
passTime()
const clock = setInterval(passTime, timePassesEveryMs)
const mailer = config.mail === undefined ? undefined : createSmtpMailer(config.mail)
const mail = mailer && { mailer, publicUrl: config.publicUrl }
const stopTelling = await startTelling({ ...{ db, organisation, live, jobs, now, log }, mail })
const stopMeasuring = startMeasuring({ db, live, log })
const stopSearching = startSearching({ db, live, log })
const locks = createPool(databaseUrl, { max: webhookLocks })
locks.on('error', onError('database.connection_lost'))
const stopWebhooks = startWebhooks({
  ...{ db, locks, organisation, live, now, log, mail },
  post: createGuardedPost({ allowed: networksOf(config.webhookNetworks) }),
  box: createSecretBox(config.secretsKeys),
  source: config.publicUrl,
  luck: Math.random,
})
const erase = oneAtATime(async () => {
  const count = await eraseDisposed({ db, blobs, now })
  if (count > 0) log.info({ event: 'disposal.erased', count })
}, onError('disposal.not_erased'))
const requeue = (): void => {
  requeueRenditions({ db, jobs })
    .then((count) => count > 0 && log.info({ event: 'rendition.requeued', count }))
    .catch(onError('rendition.not_requeued'))
  requeueStampedPdfs({ db, jobs }).catch(onError('stamped_pdf.not_requeued'))
  requeuePrints({ db, now, jobs }).catch(onError('print.not_requeued'))
  requeuePackages({ db, jobs }).catch(onError('transfer.not_requeued'))
  requeueLegacyUploads({ db, jobs }).catch(onError('legacy.not_requeued'))
  legacy.sweep().catch(onError('legacy.not_swept'))
  erase()
  shelf.sweep().catch(onError('print.not_swept'))
  transfers.sweep().catch(onError('transfer.not_swept'))
  uploads.sweep(Date.now()).catch(onError('upload.not_swept'))
}
requeue()
const timer = setInterval(requeue, requeueEveryMs)
log.info({ event: 'worker.ready', sandbox: renderer.sandbox })
process.send?.({ event: 'ready' })

const grace = closeWithGrace({ delay: 8_000, logger: false }, async ({ err }) => {
  if (err) log.error({ event: 'worker.failed', err })
  clearInterval(timer)
  clearInterval(clock)
  stopTelling()
  stopMeasuring()
  // What is on its way when the process ends is sent again by the next one.
  const sent = stopWebhooks()
  stopping.abort(new Error('the worker stops'))
  await Promise.race([stopSearching(), sleep(1_000)])
  await jobs.stop(3_000)
  mailer?.close()
  await Promise.allSettled([renderer.close(), live.close(), approval.close()])
  await Promise.race([sent.then(() => locks.end()), sleep(1_000)])
  await Promise.all([organisation.close(), db.destroy()])
})
// Nobody would end us when the process that started us is killed.
process.on('disconnect', () => grace.close())
