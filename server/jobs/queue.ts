import { PgBoss } from 'pg-boss'
import type { JobQueue } from '../usecases/ports.ts'

export type QueueName = Parameters<JobQueue['send']>[0]
export type JobData = Readonly<Record<string, string>>

export type JobHandler = (data: JobData, signal: AbortSignal) => Promise<void>

export type OpenJobQueue = JobQueue & {
  /** Takes jobs of a queue, `atOnce` at a time, until `stop`. A handler that throws has its job tried again. */
  work(queue: QueueName, atOnce: number, handler: JobHandler): Promise<void>
  /** Lets running jobs finish for at most `timeoutMs` (default 10 s), gives the rest back, closes the connections. */
  stop(timeoutMs?: number): Promise<void>
}

export type JobQueueOptions = {
  readonly connectionString: string
  /** Also watches over dead workers; false in a process that only sends. */
  readonly supervise?: boolean
  /** Errors of the queue's own upkeep. They are not fatal: the queue goes on polling. */
  readonly onError: (error: Error) => void
}

// `exclusive`: while a job of a key is queued or running, another of the same key joins it instead of doubling it.
const policy = {
  policy: 'exclusive',
  // More often than a job gives up by itself: these are for workers that died in the middle.
  retryLimit: 6,
  retryDelay: 2,
  retryBackoff: true,
  retryDelayMax: 20,
  // A worker that was killed stops its heartbeat, and its job is free again 10 s later.
  heartbeatSeconds: 10,
  expireInSeconds: 75 * 60,
  deleteAfterSeconds: 24 * 60 * 60,
  notify: true,
} as const

const queues: readonly QueueName[] = ['rendition', 'stamped_pdf', 'print', 'mail', 'transfer', 'legacy']

/**
 * The job queue on PostgreSQL. At least once: a handler must be able to run twice. Sending is outside of the
 * caller's transaction, so what must not be lost is a row of its own and the worker looks for rows without a job.
 */
export async function createJobQueue(options: JobQueueOptions): Promise<OpenJobQueue> {
  const supervise = options.supervise ?? true
  const boss = new PgBoss({
    connectionString: options.connectionString,
    application_name: 'kessai-jobs',
    max: 3,
    useListenNotify: supervise,
    supervise,
    schedule: false,
    superviseIntervalSeconds: 5,
    monitorIntervalSeconds: 5,
    maintenanceIntervalSeconds: 60 * 60,
    reindex: false,
  })
  boss.on('error', options.onError)
  await boss.start()
  for (const name of queues) await boss.createQueue(name, policy)
  return {
    async send(queue, data, key) {
      await boss.send(queue, data, { singletonKey: key })
    },
    async work(queue, atOnce, handler) {
      // One worker each, so that each can be told to look again as soon as its job is done: otherwise it would pause for a
      // second, and for five while nothing is announced, and a hundred small files wait for minutes beside an idle processor.
      for (let worker = 0; worker < atOnce; worker += 1) {
        const id: string = await boss.work<JobData>(
          queue,
          { batchSize: 1, pollingIntervalSeconds: 1, notifyPollingIntervalSeconds: 5 },
          async (jobs) => {
            try {
              for (const job of jobs) await handler(job.data, job.signal)
            } finally {
              boss.notifyWorker(id)
            }
          },
        )
      }
    },
    async stop(timeoutMs = 10_000) {
      await boss.stop({ graceful: true, close: true, timeout: timeoutMs })
    },
  }
}
