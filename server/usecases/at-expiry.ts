import type { Transaction } from 'kysely'
import type { ExpiryActBody, ExpiryDone } from '../contract/expiry.ts'
import { keptForRequests } from '../domain/disclosing/kept-for-request.ts'
import { defaultPolicy } from '../domain/authority/policy.ts'
import { type PersonId, type ProposalId, localDateOf, parseLocalDate } from '../domain/ids.ts'
import type { DisposalRules } from '../domain/records/disposition.ts'
import {
  type AtItsEnd,
  type Expiry,
  type ExpiryCommand,
  type ExpiryRefusal,
  actAtExpiry,
} from '../domain/records/expiry.ts'
import { type FiledCases, folderTerm } from '../domain/records/folder-term.ts'
import type { Folder, FolderEvent } from '../domain/records/folder.ts'
import { type Result, no, yes } from '../domain/result.ts'
import { yearsByCode } from '../store/classifications.ts'
import type { Database } from '../store/database.ts'
import { listAskedIn } from '../store/disclosure.ts'
import { disposeCases, findDecidingCase } from '../store/disposals.ts'
import { type LockedFolder, listFiledCases, lockFolders, writeFolder } from '../store/folders.ts'
import { loadPolicy } from '../store/policies.ts'
import { type FolderDeps, type FolderWorld, folderWorld, keepingOf } from './folder-keeping.ts'
import { hashLink } from './hashes.ts'
import { readerOf } from './who-is.ts'

type ReasonMissing = Extract<ExpiryRefusal, { code: 'folder_reason_missing' }>

/** `folder`: the name of that of several 簿冊 it is about. */
export type ExpiryProblem =
  | ReasonMissing
  | (Exclude<ExpiryRefusal, ReasonMissing> & { readonly folder: string })
  | { readonly code: 'expiry_changed'; readonly folder: string }
  | { readonly code: 'expiry_folder_unknown'; readonly folder: string }
  | { readonly code: 'expiry_case_unknown' }
  | { readonly code: 'not_a_day'; readonly value: string }
  | { readonly code: 'no_post' }

/** Does something to several 簿冊 at the end of their 保存期間: to all of them, or to none. */
export async function actOnExpiring(
  deps: FolderDeps,
  by: PersonId,
  body: ExpiryActBody,
): Promise<Result<ExpiryDone, ExpiryProblem>> {
  return deps.db.transaction().execute(async (trx): Promise<Result<ExpiryDone, ExpiryProblem>> => {
    const locked = await lockFolders(
      trx,
      body.folders.map((it) => it.id),
    )
    const world = await folderWorld(deps, trx)
    const command = await commandOf(trx, world, by, body)
    if (!command.ok) return command
    const decided = await decideAll(trx, world, by, asSeen(locked, body.folders), command.value)
    if (!decided.ok) return decided
    // Only when all of them may.
    for (const { found, events } of decided.value) {
      const { folder } = await writeFolder(trx, found, events, hashLink)
      if (folder.disposal !== undefined) {
        await disposeCases(trx, found.id, { on: folder.disposal.on, at: world.at })
      }
    }
    return yes({ folders: body.folders.length })
  })
}

type Seen = Result<readonly LockedFolder[], ExpiryProblem>

/** Those 簿冊 that are held, on the versions somebody was looking at. */
export function asSeen(locked: ReadonlyMap<string, LockedFolder>, folders: ExpiryActBody['folders']): Seen {
  const here: LockedFolder[] = []
  for (const { id, version } of folders) {
    const found = locked.get(id)
    if (found === undefined) return no({ code: 'expiry_folder_unknown', folder: id })
    if (found.version !== version) return no({ code: 'expiry_changed', folder: found.folder.name })
    here.push(found)
  }
  return yes(here)
}

type Decided = {
  readonly found: LockedFolder
  readonly end: AtItsEnd & { readonly filed: readonly Counted[] }
} & {
  readonly events: readonly FolderEvent[]
}

/** An act on all of these 簿冊, or the refusal of the first that may not. */
export async function decideAll(
  trx: Transaction<Database>,
  world: FolderWorld,
  by: PersonId,
  seen: Seen,
  command: ExpiryCommand,
): Promise<Result<readonly Decided[], ExpiryProblem>> {
  if (!seen.ok) return seen
  const rules = await disposalRules(trx, world)
  const ends = await endsOf(trx, world, by, seen.value)
  const decided: Decided[] = []
  for (const found of seen.value) {
    const expiry = expiryOf(world, by, found.folder, rules)
    if (expiry === undefined) return no({ code: 'no_post' })
    const end = ends.get(found.id)
    if (end === undefined) throw new Error(`the end of 簿冊 ${found.id} was not worked out`)
    const allowed = actOnOne(end, command, expiry)
    if (!allowed.ok) return allowed
    decided.push({ found, end, events: allowed.value })
  }
  return yes(decided)
}

/** An act on one of several 簿冊; a refusal says on which. */
export function actOnOne(
  end: AtItsEnd,
  command: ExpiryCommand,
  expiry: Expiry,
): Result<readonly FolderEvent[], ExpiryProblem> {
  const allowed = actAtExpiry(end, command, expiry)
  if (allowed.ok) return allowed
  const { error } = allowed
  return no(error.code === 'folder_reason_missing' ? error : { ...error, folder: end.folder.name })
}

async function commandOf(
  trx: Transaction<Database>,
  { organisation, at }: FolderWorld,
  by: PersonId,
  { folders: _folders, ...body }: ExpiryActBody,
): Promise<Result<ExpiryCommand, ExpiryProblem>> {
  switch (body.type) {
    case 'decide': {
      const found = await findDecidingCase(trx, body.case as ProposalId, readerOf(organisation, by, at))
      return found === undefined ? no({ code: 'expiry_case_unknown' }) : yes({ type: 'decide', case: found })
    }
    case 'publish': {
      const on = body.on === undefined ? localDateOf(at) : parseLocalDate(body.on)
      return on === undefined ? no({ code: 'not_a_day', value: body.on ?? '' }) : yes({ type: 'publish', on })
    }
    case 'appraise':
    case 'dispose':
      return yes(body)
    default:
      return body satisfies never
  }
}

/** How this body disposes of records, by the policy of today. */
export async function disposalRules(db: FolderDeps['db'], world: FolderWorld): Promise<DisposalRules> {
  const policy = await loadPolicy(db, localDateOf(world.at))
  const { disposalWaitingDays } = { ...defaultPolicy, ...policy?.settings }
  return { waitingDays: disposalWaitingDays, publishes: true }
}

/** Who acts at the end of a 簿冊; undefined for somebody who holds no post. */
export function expiryOf(
  world: FolderWorld,
  by: PersonId,
  { owner }: Pick<Folder, 'owner'>,
  rules: DisposalRules,
): Expiry | undefined {
  const keeping = keepingOf(world, by, owner)
  if (keeping === undefined) return undefined
  const { roles } = readerOf(world.organisation, by, world.at)
  return { ...keeping, rules, isArchivist: roles.includes('archivist') }
}

type Counted = FiledCases & { readonly count: number }

/** Some 簿冊 as they stand at their end: by the cases the person may read, and by all. */
export async function endsOf(
  db: FolderDeps['db'],
  { organisation, at, periods }: FolderWorld,
  by: PersonId,
  found: readonly { readonly id: string; readonly folder: Folder }[],
): Promise<ReadonlyMap<string, AtItsEnd & { readonly filed: readonly Counted[] }>> {
  const ids = found.map((it) => it.id)
  const readable = await listFiledCases(db, ids, readerOf(organisation, by, at))
  const all = await listFiledCases(db, ids)
  const asked = await listAskedIn(db, ids)
  const years = yearsByCode(periods)
  const today = localDateOf(at)
  return new Map(
    found.map(({ id, folder }) => {
      const filed = readable.get(id) ?? []
      const every = all.get(id) ?? []
      const kept = keptForRequests(asked.get(id) ?? [])
      return [
        id,
        {
          ...{ folder, filed },
          told: folderTerm(folder, filed, years, today),
          whole: folderTerm(folder, every, years, today),
          unfinished: every.reduce((sum, it) => sum + it.unfinished, 0),
          ...(kept === undefined ? {} : { kept }),
        },
      ]
    }),
  )
}
