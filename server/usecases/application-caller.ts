import type { Kysely } from 'kysely'
import {
  type Application,
  type ApplicationRefusal,
  type Through,
  mayOpen,
  refuseCaller,
} from '../domain/applications/application.ts'
import { type PersonId, type ProposalId, localDateOf } from '../domain/ids.ts'
import { capacitiesOf } from '../domain/organisation/holders.ts'
import { type Result, no, yes } from '../domain/result.ts'
import { type Maker, findMaker } from '../store/applications.ts'
import type { Called } from '../store/called.ts'
import type { Database } from '../store/database.ts'
import type { VerifiedToken } from './identity-provider.ts'
import type { Clock, OrganisationSource } from './ports.ts'
import { type CaseAsked, proposalOf } from './reading-purpose.ts'

export type CallerDeps = {
  readonly db: Kysely<Database>
  readonly organisation: OrganisationSource
  readonly now: Clock
}

/** A program that calls, with what its token allows and the officer it names. */
export type ApplicationCaller = Application & {
  readonly roles: readonly string[]
  /** On whose behalf; absent: by itself, and then only on what it made. */
  readonly officer?: PersonId
  /** It asked the same before, and whoever had it in hand died or failed: perhaps it is done. */
  readonly takesOver?: true
}

export type CallerRefusal =
  | ApplicationRefusal
  /** Nobody in the directory has this 職員番号. */
  | { readonly code: 'officer_unknown'; readonly officer: string }
  /** Has no 発令 on the day. */
  | { readonly code: 'officer_without_post'; readonly officer: string }

/** Through which application somebody acts or reads; `byItself` when it named no officer. */
export type CameThrough = Through & { readonly byItself: boolean }

/** How an event and the access log name the program. */
export function throughOf({ clientId, name, officer }: ApplicationCaller): CameThrough {
  return { application: clientId, name, byItself: officer === undefined }
}

/** The registered application behind a token that was verified. */
export function callerOf(
  { clientId, roles }: VerifiedToken,
  { application }: Called,
): Result<ApplicationCaller, ApplicationRefusal> {
  const refusal = refuseCaller(clientId, application)
  if (refusal !== undefined) return no(refusal)
  if (application === undefined) throw new Error('refused before')
  return yes({ ...application, roles })
}

/** The officer an application names, by 職員番号: known to the directory, and in a post today. */
export async function officerNamed(
  { organisation, now }: Pick<CallerDeps, 'organisation' | 'now'>,
  login: string,
  { people: [person, ...others] }: Called,
): Promise<Result<PersonId, CallerRefusal>> {
  if (person === undefined || others.length > 0) return no({ code: 'officer_unknown', officer: login })
  const held = capacitiesOf(await organisation.current(), person, localDateOf(now()))
  return held.length === 0 ? no({ code: 'officer_without_post', officer: login }) : yes(person)
}

/**
 * For whom an application opens a case: the officer it names, or the drafter of what it made itself; undefined where it may not
 * know that there is such a case. `found` is whose it is, where the caller knows.
 */
export async function openerOf(
  deps: Pick<CallerDeps, 'db'>,
  caller: ApplicationCaller,
  asked: CaseAsked,
  reads: boolean,
  found?: Maker,
): Promise<{ readonly person: PersonId; readonly proposal: ProposalId; readonly etag: string } | undefined> {
  const id = await proposalOf(deps, asked)
  const maker = id && (found ?? (await findMaker(deps.db, id)))
  if (id === undefined || maker === undefined) return undefined
  const { clientId, officer, roles } = caller
  const may = mayOpen(
    { id, ...(maker.application === undefined ? {} : { application: maker.application }) },
    { clientId, forOfficer: officer !== undefined, readsDocuments: roles.includes('documents.read') },
    reads,
  )
  return may ? { person: officer ?? maker.drafter, proposal: id, etag: maker.etag } : undefined
}
