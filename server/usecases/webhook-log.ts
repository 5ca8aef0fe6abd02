import type { DeliveryList, DeliveryView } from '../contract/webhooks.ts'
import { type Reader, isSecretAt, mayRead } from '../domain/access/may-read.ts'
import { type Result, no, yes } from '../domain/result.ts'
import { findFeedReader, idsBySubject, listHearings } from '../store/event-feed.ts'
import { listTitles } from '../store/matters.ts'
import { listSecretReceipts } from '../store/receipts.ts'
import { mayReadReceipt } from '../domain/receiving/may-read-receipt.ts'
import {
  type DeliveryState,
  type StoredDelivery,
  listAttempts,
  listDeliveries,
} from '../store/webhook-deliveries.ts'
import type { StoredEndpoint } from '../store/webhooks.ts'
import { parseCursor, toCursor } from './cursor.ts'
import { type WebhookCaller, type WebhookDeps, type WebhookRefusal, getSeen } from './webhooks.ts'
import { readerOf } from './who-is.ts'

const pageSize = 50

/** The log of an endpoint, the newest first. What a row says follows the rights of whoever asks, at this instant. */
export async function viewDeliveries(
  deps: WebhookDeps,
  by: WebhookCaller,
  id: string,
  { state, after }: { readonly state?: DeliveryState | undefined; readonly after?: string | undefined },
): Promise<Result<DeliveryList, WebhookRefusal>> {
  const found = await getSeen(deps, by, id)
  if (!found.ok) return found
  const [before] = after === undefined ? [] : (parseCursor(after, 1) ?? [null])
  if (before !== undefined && !Number.isSafeInteger(before)) return no({ code: 'bad_cursor' })
  const rows = await listDeliveries(deps.db, id, {
    ...(state === undefined ? {} : { state }),
    ...(before === undefined ? {} : { before: before as number }),
    limit: pageSize + 1,
  })
  const shown = rows.slice(0, pageSize)
  const attempts = await listAttempts(
    deps.db,
    shown.map((it) => it.id),
  )
  const sightOf = await sightsOf(deps, by, found.value, shown)
  const last = rows.length > pageSize ? shown.at(-1) : undefined
  return yes({
    items: shown.map((it) => deliveryOf(it, sightOf(it), attempts.get(it.id) ?? [])),
    ...(last === undefined ? {} : { next: toCursor([last.id]) }),
  })
}

/** How much of a delivery may be known: all of it, only that something happened to the case, or not even which case. */
export type Sight = 'whole' | 'changed' | 'nothing'

/**
 * What of these deliveries the caller may know now, as the feed would tell an application and as reading would a person
 * a case may have become 秘 since it was sent.
 */
export async function sightsOf(
  { db, organisation, now }: WebhookDeps,
  by: WebhookCaller,
  { clientId }: Pick<StoredEndpoint, 'clientId'>,
  deliveries: readonly StoredDelivery[],
): Promise<(delivery: StoredDelivery) => Sight> {
  const at = now()
  const subjects = deliveries.flatMap((it) => it.about ?? [])
  const { proposal = [], receipt = [] } = idsBySubject(subjects)
  const cases = await listTitles(db, proposal)
  const receipts = await listSecretReceipts(db, receipt)
  /** Whoever may read it, of each that is 秘. */
  const secret = new Map<string, (reader: Reader) => boolean>([
    ...cases.flatMap(({ id, matter }): [string, (reader: Reader) => boolean][] =>
      isSecretAt(matter, at) ? [[id, (reader) => mayRead(matter, reader)]] : [],
    ),
    ...receipts.map(({ id, matter }): [string, (reader: Reader) => boolean] => [
      id,
      (reader) => mayReadReceipt(matter, reader),
    ]),
  ])
  if ('person' in by) {
    const reader = readerOf(await organisation.current(), by.person, at)
    return ({ about }) => {
      const mayKnow = about && secret.get(about.subject)
      return mayKnow === undefined || mayKnow(reader) ? 'whole' : 'nothing'
    }
  }
  const hearings = await listHearings(db, await findFeedReader(db, clientId), subjects)
  return ({ about }) => {
    if (about === undefined) return 'whole'
    const hearing = hearings.get(about.subject)
    if (hearing === undefined) return 'nothing'
    if (!secret.has(about.subject)) return 'whole'
    return hearing.own && about.part === 0 ? 'changed' : 'nothing'
  }
}

function deliveryOf(
  { id, eventId, about, type, state, queuedAt, nextAt, endedAt }: StoredDelivery,
  sight: Sight,
  attempts: readonly DeliveryView['attempts'][number][],
): DeliveryView {
  return {
    ...{ id, state, queuedAt },
    ...(sight === 'nothing'
      ? {}
      : {
          event: eventId,
          type: sight === 'changed' ? `jp.kessai.${about?.of ?? 'proposal'}.changed` : type,
        }),
    ...(sight === 'nothing' || about === undefined ? {} : { subject: about.subject }),
    ...(nextAt === undefined ? {} : { nextAt }),
    ...(endedAt === undefined ? {} : { endedAt }),
    // An answer may repeat what was sent.
    attempts: attempts.map((it) => (sight === 'nothing' ? { ...it, answer: '' } : it)),
  }
}
