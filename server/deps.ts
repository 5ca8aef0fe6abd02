import { randomUUID } from 'node:crypto'
import { join } from 'node:path'
import type { FastifyBaseLogger } from 'fastify'
import { createDiskBlobs } from './adapters/blobs-disk.ts'
import { demoSecret } from './adapters/embedded-idp/applications.ts'
import { realmPath } from './adapters/embedded-idp/plugin.ts'
import { createAuth } from './adapters/identity/create-auth.ts'
import { createTokenVerifier } from './adapters/identity/token-verifier.ts'
import { createPdfSigner } from './adapters/signing/sign-pdf.ts'
import { createRecalculator } from './adapters/converter/recalculator.ts'
import { createFileEditors } from './adapters/editing/file-editors.ts'
import { recalculating } from './adapters/editing/recalculating.ts'
import { createOfficeServer } from './adapters/office-server/office-server.ts'
import { createLiveBus } from './adapters/live-bus.ts'
import { networksOf } from './adapters/webhooks/addresses.ts'
import { createGuardedPost } from './adapters/webhooks/guarded-post.ts'
import { createSecretBox } from './adapters/webhooks/secret-box.ts'
import { urlFault } from './adapters/webhooks/url-fault.ts'
import { createPrintShelf } from './adapters/print-shelf.ts'
import { createLegacyShelf } from './adapters/legacy-shelf.ts'
import { createTransferShelf } from './adapters/transfer-shelf.ts'
import { UploadShelf } from './adapters/upload-shelf.ts'
import { readTable } from './adapters/read-table.ts'
import { writeTable } from './adapters/write-table.ts'
import { writeCalendar } from './adapters/write-calendar.ts'
import { readMailHead } from './adapters/converter/mail-head.ts'
import { inspectFile } from './adapters/sniff/inspect.ts'
import { withoutSecret } from './adapters/without-secret.ts'
import type { AppDeps } from './app.ts'
import type { Config } from './config.ts'
import type { Instant } from './domain/ids.ts'
import { createJobQueue } from './jobs/queue.ts'
import { projectFile } from './project-root.ts'
import { createKysely, createPool } from './store/database.ts'
import { openOrganisationSource } from './store/organisation.ts'

export type OpenDeps = {
  readonly deps: AppDeps
  /** Closes every connection; call it after the application has closed. */
  close(): Promise<void>
}

/** Builds every concrete adapter of the application for a database that is migrated already. */
export async function openDeps(
  config: Config,
  databaseUrl: string,
  log: FastifyBaseLogger,
): Promise<OpenDeps> {
  const pool = createPool(databaseUrl, { application_name: 'kessai-app' })
  // An idle connection that breaks is replaced at the next use; without a listener it would end the process.
  const onLost = (error: Error): void => log.warn({ event: 'database.connection_lost', err: error })
  pool.on('error', onLost)
  const db = createKysely(pool)
  const onError = (event: string) => (error: unknown) => log.warn({ event, err: error })
  const [live, jobs] = await Promise.all([
    createLiveBus({ connectionString: databaseUrl, onError: onError('live.error') }),
    createJobQueue({ connectionString: databaseUrl, supervise: false, onError: onError('jobs.error') }),
  ])
  const calculator = createRecalculator({
    allowUnsandboxed: config.allowUnsandboxed,
    onFailure: (error) => log.warn({ event: 'editing.not_calculated', err: error }),
  })
  const editors = recalculating(
    createFileEditors({
      onBroken: (detail) => log.warn({ event: 'editing.broken', detail }),
    }),
    calculator.calculate,
  )
  const allowed = networksOf(config.webhookNetworks)
  const now = (): Instant => new Date().toISOString() as Instant
  const organisation = openOrganisationSource(databaseUrl, onLost)
  // What another process wrote is read before anybody is told of it here.
  live.subscribe((event) => {
    if (event.type === 'organisation') organisation.changed()
  })
  const auth = createAuth({
    db,
    organisation,
    now,
    live,
    limits: config.sessions,
    publicUrl: config.publicUrl,
    provider: config.oidc ?? {
      demo: { production: config.production, host: config.host },
      keyFile: join(config.dataDir, 'demo-sign-in.key'),
    },
    onError: onError('auth.error'),
  })
  const tokens = createTokenVerifier({
    issuer: config.oidc?.issuer ?? new URL(realmPath, config.publicUrl).href,
    now,
  })
  const office = config.officeServer && {
    server: createOfficeServer({
      origin: config.officeServer.origin,
      now,
      onFailure: onError('office_server.unreachable'),
    }),
    seesUsAt: config.officeServer.seesUsAt,
    publicUrl: config.publicUrl,
  }
  const { keyFile, passphrase, timestampUrl } = config.signing ?? {}
  const signing =
    keyFile === undefined
      ? undefined
      : createPdfSigner({
          ...{ keyFile, passphrase: passphrase ?? '', onFailure: onError('signing.failed') },
          ...(timestampUrl === undefined ? {} : { timestampUrl }),
        })
  // Asked now, so that the first page that is opened knows what it edits.
  office?.server.endings()
  return {
    deps: {
      db,
      pool,
      now,
      newId: randomUUID,
      blobs: createDiskBlobs(join(config.dataDir, 'blobs')),
      shelf: createPrintShelf(join(config.dataDir, 'prints')),
      transfers: createTransferShelf(join(config.dataDir, 'transfers')),
      legacy: createLegacyShelf(join(config.dataDir, 'legacy')),
      uploads: new UploadShelf(join(config.dataDir, 'uploads')),
      inspect: inspectFile,
      readMailHead,
      withoutSecret,
      ...(signing === undefined ? {} : { signPdf: signing }),
      editors,
      readTable,
      writeTable,
      writeCalendar,
      organisation,
      live,
      jobs,
      // Fonts and all: loaded when somebody prints the first slip, not at the start.
      makePaperSlip: async (slip) => (await import('./adapters/pdf/paper-slip.ts')).makePaperSlip(slip),
      folderPapers: {
        index: async (it) => (await import('./adapters/pdf/folder-index.ts')).makeFolderIndex(it),
        spine: async (it) => (await import('./adapters/pdf/folder-spine.ts')).makeFolderSpine(it),
      },
      isMailing: config.mail !== undefined,
      authenticate: auth.authenticate,
      auth,
      tokens,
      programSignIn: {
        tokenEndpoint: () => auth.identity.tokenEndpoint(),
        ...(config.oidc === undefined ? { demoSecretOf: demoSecret } : {}),
      },
      applicationCallsPerMinute: config.applicationCallsPerMinute,
      log,
      security: {
        publicUrl: config.publicUrl,
        writesPerMinute: config.writesPerMinute,
        ...(config.oidc === undefined ? {} : { issuerOrigin: new URL(config.oidc.issuer).origin }),
        ...(config.officeServer === undefined ? {} : { officeOrigin: config.officeServer.origin }),
      },
      ...(office === undefined ? {} : { office }),
      webhooks: {
        post: createGuardedPost({ allowed }),
        box: createSecretBox(config.secretsKeys),
        checkUrl: (url) => urlFault(url, allowed),
        source: config.publicUrl,
      },
      webClient: projectFile('dist/web'),
      ...(config.trustedProxies === undefined ? {} : { trustedProxies: config.trustedProxies }),
    },
    async close() {
      await Promise.allSettled([jobs.stop(1_000), live.close(), editors.close(), calculator.close()])
      await Promise.all([organisation.close(), db.destroy()])
    },
  }
}
