import { randomBytes, randomUUID } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'
import { networksOf } from '../adapters/webhooks/addresses.ts'
import { createGuardedPost } from '../adapters/webhooks/guarded-post.ts'
import { createSecretBox } from '../adapters/webhooks/secret-box.ts'
import { urlFault } from '../adapters/webhooks/url-fault.ts'
import type { Instant, PersonId } from '../domain/ids.ts'
import { holdingEndpoint, listDueEndpoints } from '../store/webhooks.ts'
import { type DeliverDeps, deliverTo } from '../usecases/deliver-webhooks.ts'
import { type WebhookDeps, createWebhook } from '../usecases/webhooks.ts'
import { type Office, createOffice, staff } from './office.ts'

/** The only システム管理者 of the example. */
export const administrator = 'u0205' as PersonId
export const source = 'https://kessai.mihon.example'
const allowed = networksOf(['127.0.0.1/32'])

export type WebhookHand = {
  readonly hooks: WebhookDeps & DeliverDeps
  /** Moves the clock by which webhooks are sent. */
  readonly later: (ms: number) => void
  /** An endpoint, of sys-zaimu unless another is named; its id and its key. */
  endpoint(url: string, more?: object): Promise<{ readonly id: string; readonly secret: string }>
  /** Sends whatever is due until nothing is, as the worker does. */
  readonly deliver: () => Promise<void>
}

export type WebhookOffice = Office &
  WebhookHand & {
    /** A case that this application submitted. */
    submittedBy(clientId: string, changes?: Parameters<Office['submitted']>[0]): Promise<string>
  }

/** The office with two registered applications, and the hand that sends webhooks, with a back-off for the impatient. */
export async function createWebhookOffice(
  t: Parameters<typeof createOffice>[0],
  overrides: Parameters<typeof createOffice>[1] = {},
): Promise<WebhookOffice> {
  const office = await createOffice(t, overrides)
  const { db } = office
  const at = '2026-05-11T01:00:00.000Z'
  for (const [client_id, name] of [
    ['sys-zaimu', '財務会計システム'],
    ['sys-jinji', '人事給与システム'],
  ] as const) {
    await db
      .insertInto('application')
      .values({ client_id, name, created_at: at, changed_at: at })
      .onConflict((it) => it.doNothing())
      .execute()
  }
  return {
    ...office,
    ...webhookHand(office),
    async submittedBy(clientId, changes) {
      const { id } = await office.draft(changes)
      await db.updateTable('proposal').set({ application_id: clientId }).where('id', '=', id).execute()
      const done = await office.act(staff.drafter, id, { type: 'submit' })
      if (done.status !== 200) throw new Error(JSON.stringify(done.body))
      return id
    },
  }
}

/** The hand of an office that sends webhooks, by the clock of today whatever that of the office says. */
export function webhookHand({ db, pool, deps }: Office): WebhookHand {
  let movedMs = 0
  const hooks: WebhookHand['hooks'] = {
    db,
    organisation: deps.organisation,
    // Of today: a receiver refuses signatures of another time.
    now: () => new Date(Date.now() + movedMs).toISOString() as Instant,
    newId: randomUUID,
    post: createGuardedPost({ allowed, timeoutMs: 1_000 }),
    box: createSecretBox([randomBytes(32)]),
    checkUrl: (url) => urlFault(url, allowed),
    source,
    luck: () => 0.5,
  }
  return {
    hooks,
    later: (ms) => {
      movedMs += ms
    },
    async endpoint(url, more = {}) {
      // It begins where the feed has come to; transactions of other databases hold that back.
      for (;;) {
        const { rows } = await pool.query(
          'select from outbox_event where xid >= pg_snapshot_xmin(pg_current_snapshot()) limit 1',
        )
        if (rows.length === 0) break
        await sleep(10)
      }
      const body = { clientId: 'sys-zaimu', url, ...more }
      const made = await createWebhook(hooks, { person: administrator }, body)
      if (!made.ok) throw new Error(JSON.stringify(made.error))
      return { id: made.value.webhook.id, secret: made.value.secret }
    },
    async deliver() {
      for (;;) {
        const due = await listDueEndpoints(db, hooks.now())
        const options = { until: performance.now() + 10_000, signal: new AbortController().signal }
        for (const id of due) await holdingEndpoint(pool, id, () => deliverTo(hooks, id, options))
        // Transactions of other databases hold the feed back; what happened there is waited for.
        const { rows } = await pool.query(
          `select from outbox_event o, webhook_endpoint e where (o.xid, o.id) > (e.last_xid, e.last_id)
             and e.enabled and e.paused_at is null and e.retry_at is null limit 1`,
        )
        if (due.length === 0 && rows.length === 0) return
        if (due.length === 0) await sleep(10)
      }
    },
  }
}
