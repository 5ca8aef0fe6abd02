import type { Kysely } from 'kysely'
import type { SessionRemaining, SignInEntryView, SignInRefusals, SignInsOf } from '../contract/sign-ins.ts'
import type { PersonId } from '../domain/ids.ts'
import type { Organisation } from '../domain/organisation/organisation.ts'
import { type Result, no, yes } from '../domain/result.ts'
import { deviceWords } from '../domain/text/device-words.ts'
import type { Database } from '../store/database.ts'
import {
  type EndedSession,
  type SessionRow,
  type WhichSessions,
  listSessions,
  raiseSignInFloor,
} from '../store/sessions.ts'
import { type StoredSignInEntry, listSignIns, logSignIns } from '../store/sign-in-log.ts'
import { findLinksOf, unlinkPerson } from '../store/sign-ins.ts'
import type { Clock, OrganisationSource } from './ports.ts'
import type { Ender, SessionKeeper } from './session-keeper.ts'
import { refOf } from './who-is.ts'

export type SignInsDeps = {
  readonly db: Kysely<Database>
  readonly organisation: OrganisationSource
  readonly now: Clock
  readonly sessions: SessionKeeper
}

export type SignInsRefusal =
  /** Others’ sessions are for システム管理者, and to look at for 監査・情報公開担当. */
  { readonly code: 'sign_ins_not_yours' } | { readonly code: 'not_found' }

const shownAtOnce = 50
const keptYears = 3
/** The end of a session is told this long before; in a body of short sessions in their last quarter. */
const warnMs = 5 * 60_000

type Page = { readonly before?: number | undefined }

/** One’s own sessions and record. `current`: the session that asks. */
export async function viewOwnSignIns(
  deps: SignInsDeps,
  { by, current, before }: Page & { readonly by: PersonId; readonly current: string | undefined },
): Promise<SignInsOf> {
  return viewOf(deps, by, { current, before, mayEnd: true })
}

/** Somebody else’s, for those who look after sign-ins or audit them. */
export async function viewSignInsOf(
  deps: SignInsDeps,
  { by, person, before }: Page & { readonly by: PersonId; readonly person: PersonId },
): Promise<Result<SignInsOf, SignInsRefusal>> {
  const roles = await rolesOf(deps, by)
  if (!mayLook(roles)) return no({ code: 'sign_ins_not_yours' })
  const organisation = await deps.organisation.current()
  if (!organisation.people.has(person)) return no({ code: 'not_found' })
  return yes(await viewOf(deps, person, { before, mayEnd: roles.includes('administrator') }))
}

/** Refused sign-ins of accounts that are nobody of ours. */
export async function viewRefusedSignIns(
  deps: SignInsDeps,
  { by, before }: Page & { readonly by: PersonId },
): Promise<Result<SignInRefusals, SignInsRefusal>> {
  if (!mayLook(await rolesOf(deps, by))) return no({ code: 'sign_ins_not_yours' })
  const organisation = await deps.organisation.current()
  return yes(pageOf(organisation, await entriesOf(deps, null, before)))
}

/** Ends one of one’s own sessions, or all but the one that asks; gives how many. */
export async function endOwnSessions(
  deps: SignInsDeps,
  { by, current, id }: { readonly by: PersonId; readonly current: string | undefined; readonly id?: string },
): Promise<number> {
  const which: WhichSessions =
    id === undefined
      ? { person: by, ...(current === undefined ? {} : { except: current }) }
      : { id, person: by }
  return endByHand(deps, by, which, 'ended_by_owner', {})
}

/** How long a session lasts if nobody uses it, and whether use would make it longer. */
export function remainingOf(
  { now, sessions }: Pick<SignInsDeps, 'now' | 'sessions'>,
  { createdAt, expiresAt }: Pick<SessionRow, 'createdAt' | 'expiresAt'>,
): SessionRemaining {
  const endsMs = Date.parse(expiresAt)
  return {
    seconds: Math.max(0, Math.round((endsMs - Date.parse(now())) / 1000)),
    warnSeconds: Math.round(Math.min(warnMs, sessions.limits.idleMs / 4) / 1000),
    byAge: endsMs >= Date.parse(createdAt) + sessions.limits.ageMs,
  }
}

type OfSomebody = { readonly by: PersonId; readonly person: PersonId; readonly reason: string }

/** Ends all sessions of a person: a lost device, or a dispute over an account. */
export async function endSessionsOf(
  deps: SignInsDeps,
  { by, person, reason }: OfSomebody,
): Promise<Result<number, SignInsRefusal>> {
  const refusal = await refuseKeeping(deps, by, person)
  if (refusal !== undefined) return no(refusal)
  return yes(await endByHand(deps, person, { person }, 'ended_by_administrator', { by, reason }))
}

/**
 * Parts a person from the accounts it is joined to, with the sessions that came by them: the number was given to
 * somebody else, or the account was made anew. The next sign-in with the number joins again.
 */
export async function unlinkAccounts(
  deps: SignInsDeps,
  { by, person, reason }: OfSomebody,
): Promise<Result<number, SignInsRefusal>> {
  const refusal = await refuseKeeping(deps, by, person)
  if (refusal !== undefined) return no(refusal)
  const at = deps.now()
  const ended = await deps.db.transaction().execute(async (trx) => {
    const parted = await unlinkPerson(trx, person)
    await logSignIns(
      trx,
      parted.map((account) => ({ at, what: 'unlinked' as const, person, by, reason, ...account })),
    )
    return deps.sessions.endIn(trx, { person }, 'unlinked', { by, reason })
  })
  deps.sessions.ended(ended)
  return yes(ended.length)
}

/** What is ended by hand does not come back by what the provider remembers: the next sign-in is asked for anew. */
async function endByHand(
  deps: SignInsDeps,
  person: PersonId,
  which: WhichSessions,
  because: 'ended_by_owner' | 'ended_by_administrator',
  ender: Ender,
): Promise<number> {
  const ended = await deps.db.transaction().execute(async (trx): Promise<readonly EndedSession[]> => {
    const gone = await deps.sessions.endIn(trx, which, because, ender)
    // Without a session of ours the provider's own may still open one.
    if (!('id' in which) || gone.length > 0) await raiseSignInFloor(trx, person, deps.now())
    return gone
  })
  deps.sessions.ended(ended)
  return ended.length
}

async function refuseKeeping(
  deps: SignInsDeps,
  by: PersonId,
  person: PersonId,
): Promise<SignInsRefusal | undefined> {
  if (!(await rolesOf(deps, by)).includes('administrator')) return { code: 'sign_ins_not_yours' }
  return (await deps.organisation.current()).people.has(person) ? undefined : { code: 'not_found' }
}

async function rolesOf(deps: SignInsDeps, by: PersonId): Promise<readonly string[]> {
  return (await deps.organisation.current()).people.get(by)?.roles ?? []
}

function mayLook(roles: readonly string[]): boolean {
  return roles.includes('administrator') || roles.includes('auditor')
}

async function viewOf(
  deps: SignInsDeps,
  person: PersonId,
  { current, before, mayEnd }: Page & { readonly current?: string | undefined; readonly mayEnd: boolean },
): Promise<SignInsOf> {
  const now = deps.now()
  const [organisation, sessions, accounts, entries] = await Promise.all([
    deps.organisation.current(),
    listSessions(deps.db, person, now),
    findLinksOf(deps.db, person),
    entriesOf(deps, person, before),
  ])
  const { idleMs, ageMs } = deps.sessions.limits
  return {
    person: refOf(organisation, person, now),
    sessions: sessions.map(({ id, createdAt, seenAt, expiresAt, authenticatedAt, address, userAgent }) => ({
      id,
      isThis: id === current,
      startedAt: createdAt,
      lastUsedAt: seenAt,
      endsAt: expiresAt,
      ...(authenticatedAt === undefined ? {} : { authenticatedAt }),
      device: deviceWords(userAgent),
      ...(address === undefined ? {} : { address }),
    })),
    accounts: accounts.map(({ issuer, subject, linkedAt }) => ({ provider: issuer, subject, linkedAt })),
    ...pageOf(organisation, entries),
    idleMinutes: Math.round(idleMs / 60_000),
    hours: Math.round(ageMs / 3_600_000),
    keptYears,
    mayEnd,
  }
}

/** One more than is shown, to know whether there are more. */
function entriesOf(
  { db }: SignInsDeps,
  person: PersonId | null,
  before: number | undefined,
): Promise<readonly StoredSignInEntry[]> {
  return listSignIns(db, { person, limit: shownAtOnce + 1, ...(before === undefined ? {} : { before }) })
}

function pageOf(organisation: Organisation, entries: readonly StoredSignInEntry[]): SignInRefusals {
  const shown = entries.slice(0, shownAtOnce)
  const last = shown.at(-1)
  return {
    items: shown.map((it) => entryOf(organisation, it)),
    ...(entries.length > shown.length && last !== undefined ? { next: last.id } : {}),
  }
}

function entryOf(
  organisation: Organisation,
  { id, at, what, because, userAgent, address, login, issuer, by, reason }: StoredSignInEntry,
): SignInEntryView {
  return {
    id,
    at,
    what,
    ...(because === undefined ? {} : { because: because as NonNullable<SignInEntryView['because']> }),
    device: deviceWords(userAgent),
    ...(address === undefined ? {} : { address }),
    ...(login === undefined ? {} : { login }),
    ...(issuer === undefined || issuer === '' ? {} : { provider: issuer }),
    ...(by === undefined ? {} : { by: refOf(organisation, by, at) }),
    ...(reason === undefined ? {} : { reason }),
  }
}
