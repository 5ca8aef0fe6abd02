import { randomUUID } from 'node:crypto'
import { join } from 'node:path'
import closeWithGrace from 'close-with-grace'
import { createDiskBlobs } from './adapters/blobs-disk.ts'
import { createLiveBus } from './adapters/live-bus.ts'
import { createSmtpMailer } from './adapters/mail/smtp.ts'
import { createPageRenderer, pictureWidthPx } from './adapters/pdf-pages/page-renderer.ts'
import { makeStampedPdf } from './adapters/pdf/stamped-pdf.ts'
import { readConfig } from './config.ts'
import type { Instant, ProposalId, Sha256 } from './domain/ids.ts'
import { converterVersion } from './jobs/converter-version.ts'
import { createJobQueue } from './jobs/queue.ts'
import { makeRendition, requeueRenditions } from './jobs/rendition.ts'
import { requeueStampedPdfs } from './jobs/stamped-pdf.ts'
import { startTelling } from './jobs/telling.ts'
import { createLog } from './plugins/log.ts'
import { createKysely, createPool } from './store/database.ts'
import { createOrganisationSource } from './store/organisation.ts'
import { openApproval } from './usecases/approval-deps.ts'
import { letTimePass } from './usecases/let-time-pass.ts'
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
const renderer = await createPageRenderer({
  allowUnsandboxed: process.env['KESSAI_ALLOW_UNSANDBOXED'] === '1',
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
const organisation = createOrganisationSource(db)
const approval = openApproval({ db, pool, now, newId: randomUUID, organisation, live, jobs })
const passTime = (): void => {
  letTimePass(approval)
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
const stopTelling = await startTelling({
  ...{ db, organisation, live, jobs, now, log },
  mail: mailer && { mailer, publicUrl: config.publicUrl },
})
const requeue = (): void => {
  requeueRenditions({ db, jobs })
    .then((count) => count > 0 && log.info({ event: 'rendition.requeued', count }))
    .catch(onError('rendition.not_requeued'))
  requeueStampedPdfs({ db, jobs }).catch(onError('stamped_pdf.not_requeued'))
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
  stopping.abort(new Error('the worker stops'))
  await jobs.stop(3_000)
  mailer?.close()
  await Promise.allSettled([renderer.close(), live.close(), approval.close()])
  await db.destroy()
})
// Nobody would end us when the process that started us is killed.
process.on('disconnect', () => grace.close())
