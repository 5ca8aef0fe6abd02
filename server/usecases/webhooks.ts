import type { Kysely } from 'kysely'
import { type FeedEventType, feedEventTypes } from '../contract/events.ts'
import type { ChangeWebhookBody, CreateWebhookBody, WebhookList, WebhookView } from '../contract/webhooks.ts'
import type { Instant, PersonId } from '../domain/ids.ts'
import { type Result, no, yes } from '../domain/result.ts'
import type { Database } from '../store/database.ts'
import { horizonOf } from '../store/event-feed.ts'
import { countDeliveries } from '../store/webhook-deliveries.ts'
import {
  type StoredEndpoint,
  changeEndpoint,
  deleteEndpoint,
  findEndpoint,
  hasApplication,
  insertEndpoint,
  insertSecret,
  listEndpoints,
  listSecrets,
  namedApplications,
} from '../store/webhooks.ts'
import type { Clock, NewId, OrganisationSource, SecretBox } from './ports.ts'
import { newWebhookSecret } from './webhook-signature.ts'

export type WebhookDeps = {
  readonly db: Kysely<Database>
  readonly organisation: OrganisationSource
  readonly now: Clock
  readonly newId: NewId
  readonly box: SecretBox
  /** Whether an address could be called at all, by what it says; the name is looked up when something is sent. */
  readonly checkUrl: (url: string) => UrlFault | undefined
}

/** A person, as システム管理者 or to look at it as 監査・情報公開担当, or an application for its own endpoints. */
export type WebhookCaller = { readonly person: PersonId } | { readonly application: string }

/** What is wrong with an address: it is none, carries a password, needs TLS, or lies where nothing is sent. */
export type UrlFault = 'no_address' | 'userinfo' | 'https_only' | 'network'

export type WebhookRefusal =
  | { readonly code: 'webhooks_not_yours' }
  | { readonly code: 'not_found' }
  | { readonly code: 'webhook_url_refused'; readonly because: UrlFault }
  | { readonly code: 'webhook_type_unknown'; readonly type: string }
  | { readonly code: 'webhook_application_unknown'; readonly clientId: string }
  | { readonly code: 'webhook_too_many'; readonly most: number }
  | { readonly code: 'webhook_not_redeliverable'; readonly event: string }
  | { readonly code: 'not_an_instant'; readonly value: string }
  | { readonly code: 'bad_cursor' }

/** An application has no use for more, and each is called for every event. */
const mostEndpoints = 10

/** The endpoints the caller may see: an application its own, a person all, or those of one application. */
export async function viewWebhooks(
  deps: WebhookDeps,
  by: WebhookCaller,
  clientId?: string,
): Promise<Result<WebhookList, WebhookRefusal>> {
  if (!(await hasRole(deps, by, mayLook))) return no({ code: 'webhooks_not_yours' })
  const of = 'application' in by ? by.application : clientId
  const endpoints = await listEndpoints(deps.db, of)
  return yes({ items: await viewsOf(deps, endpoints), sealed: deps.box.isSealing })
}

/** One endpoint for whoever keeps it: its application, or a システム管理者. */
export function getOwn(
  deps: WebhookDeps,
  by: WebhookCaller,
  id: string,
): Promise<Result<StoredEndpoint, WebhookRefusal>> {
  return getFor(deps, by, id, mayKeep)
}

/** One endpoint for whoever may look at it. */
export function getSeen(
  deps: WebhookDeps,
  by: WebhookCaller,
  id: string,
): Promise<Result<StoredEndpoint, WebhookRefusal>> {
  return getFor(deps, by, id, mayLook)
}

async function getFor(
  deps: WebhookDeps,
  by: WebhookCaller,
  id: string,
  roles: readonly string[],
): Promise<Result<StoredEndpoint, WebhookRefusal>> {
  if (!(await hasRole(deps, by, roles))) return no({ code: 'webhooks_not_yours' })
  const found = await findEndpoint(deps.db, id)
  if (found === undefined || ('application' in by && found.clientId !== by.application))
    return no({ code: 'not_found' })
  return yes(found)
}

/** One endpoint as it is shown. */
export async function viewWebhook(
  deps: WebhookDeps,
  by: WebhookCaller,
  id: string,
): Promise<Result<WebhookView, WebhookRefusal>> {
  const found = await getSeen(deps, by, id)
  return found.ok ? yes(await viewOf(deps, found.value)) : found
}

/** Makes an endpoint, which hears of what happens from now on, and its first key, which is told this once. */
export async function createWebhook(
  deps: WebhookDeps,
  by: WebhookCaller,
  body: CreateWebhookBody,
): Promise<Result<{ readonly webhook: WebhookView; readonly secret: string }, WebhookRefusal>> {
  if (!(await hasRole(deps, by, mayKeep))) return no({ code: 'webhooks_not_yours' })
  const clientId = 'application' in by ? by.application : (body.clientId ?? '')
  const refused = refusalOf(deps, body)
  if (refused !== undefined) return no(refused)
  if (!(await hasApplication(deps.db, clientId))) return no({ code: 'webhook_application_unknown', clientId })
  if ((await listEndpoints(deps.db, clientId)).length >= mostEndpoints)
    return no({ code: 'webhook_too_many', most: mostEndpoints })
  const { url, types = [], description = '', contact = '', enabled = true } = body
  const at = deps.now()
  const id = deps.newId()
  const secret = await deps.db.transaction().execute(async (trx) => {
    const place = await horizonOf(trx)
    await insertEndpoint(
      trx,
      { id, clientId, url, types, description, contact, enabled, place },
      { by: personOf(by), at },
    )
    return keepNewSecret(deps, trx, id, at)
  })
  const view = await viewWebhook(deps, by, id)
  return view.ok ? yes({ webhook: view.value, secret }) : view
}

/** Makes a key and ends the former ones at an instant; answers it in the clear. */
export async function keepNewSecret(
  { box, newId, now }: Pick<WebhookDeps, 'box' | 'newId' | 'now'>,
  trx: Parameters<typeof insertSecret>[0],
  endpoint: string,
  formerEndAt: Instant,
): Promise<string> {
  const secret = newWebhookSecret()
  const id = newId()
  await insertSecret(trx, endpoint, { id, secret: box.seal(secret, id), madeAt: now() }, formerEndAt)
  return secret
}

/** Changes an endpoint. Turning it on ends a pause. */
export async function changeWebhook(
  deps: WebhookDeps,
  by: WebhookCaller,
  id: string,
  body: ChangeWebhookBody,
): Promise<Result<WebhookView, WebhookRefusal>> {
  const found = await getOwn(deps, by, id)
  if (!found.ok) return found
  const refused = refusalOf(deps, body)
  if (refused !== undefined) return no(refused)
  await changeEndpoint(deps.db, id, body, { by: personOf(by), at: deps.now() })
  return viewWebhook(deps, by, id)
}

/** Takes an endpoint away, with its keys and its log. */
export async function removeWebhook(
  deps: WebhookDeps,
  by: WebhookCaller,
  id: string,
): Promise<Result<undefined, WebhookRefusal>> {
  const found = await getOwn(deps, by, id)
  if (!found.ok) return found
  await deleteEndpoint(deps.db, id)
  return yes(undefined)
}

function refusalOf(
  { checkUrl }: WebhookDeps,
  { url, types = [] }: Pick<ChangeWebhookBody, 'url' | 'types'>,
): WebhookRefusal | undefined {
  const because = url === undefined ? undefined : checkUrl(url)
  if (because !== undefined) return { code: 'webhook_url_refused', because }
  const type = types.find((it) => !feedEventTypes.includes(it as FeedEventType))
  return type === undefined ? undefined : { code: 'webhook_type_unknown', type }
}

const mayKeep: readonly string[] = ['administrator']
const mayLook: readonly string[] = [...mayKeep, 'auditor']

/** Whether a person has one of these roles; an application needs none for what is its own. */
async function hasRole(
  { organisation }: WebhookDeps,
  by: WebhookCaller,
  roles: readonly string[],
): Promise<boolean> {
  if ('application' in by) return true
  const { people } = await organisation.current()
  return people.get(by.person)?.roles.some((it) => roles.includes(it)) ?? false
}

function personOf(by: WebhookCaller): PersonId | undefined {
  return 'person' in by ? by.person : undefined
}

async function viewOf(deps: WebhookDeps, endpoint: StoredEndpoint): Promise<WebhookView> {
  const [view] = await viewsOf(deps, [endpoint])
  if (view === undefined) throw new Error(`webhook ${endpoint.id} vanished while it was read`)
  return view
}

async function viewsOf(
  { db, now, box }: WebhookDeps,
  endpoints: readonly StoredEndpoint[],
): Promise<WebhookView[]> {
  const at = now()
  const counts = await countDeliveries(
    db,
    endpoints.map((it) => it.id),
  )
  const applications = await namedApplications(db, [...new Set(endpoints.map((it) => it.clientId))])
  return Promise.all(
    endpoints.map(async (it): Promise<WebhookView> => {
      const keys = await listSecrets(db, it.id, at)
      const { waiting = 0, dead = 0, lastAt = null } = counts.get(it.id) ?? {}
      const { id, clientId, url, types, description, contact, enabled, failing, retryAt, paused } = it
      const application = applications.get(clientId)
      const isReadable = keys.some((key) => box.open(key.secret, key.id) !== undefined)
      return {
        ...{ id, clientId, clientName: application?.name ?? clientId },
        ...{ url, types: [...types], description, contact, enabled },
        state: application?.enabled === false ? 'application_off' : stateOf(it, isReadable),
        // Nothing waits: nothing is failing any more, whatever was given up.
        ...(failing === undefined || waiting === 0 ? {} : { failingSince: failing.since }),
        ...(retryAt === undefined ? {} : { retryAt }),
        ...(paused === undefined ? {} : { paused }),
        keys: keys.map(({ madeAt, endsAt }) => ({ madeAt, ...(endsAt === undefined ? {} : { endsAt }) })),
        ...{ waiting, dead },
        ...(lastAt === null ? {} : { lastArrivalAt: lastAt }),
        ...{ createdAt: it.createdAt, changedAt: it.changedAt },
      }
    }),
  )
}

function stateOf({ enabled, paused, failures }: StoredEndpoint, isReadable: boolean): WebhookView['state'] {
  if (!enabled) return 'off'
  if (!isReadable) return 'key_missing'
  if (paused !== undefined) return 'paused'
  return failures > 0 ? 'retrying' : 'on'
}
