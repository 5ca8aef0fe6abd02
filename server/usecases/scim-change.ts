import type { Transaction } from 'kysely'
import { refuseProvisioning } from '../domain/applications/application.ts'
import { peopleTable } from '../domain/directory/people-file.ts'
import { personRowsOn } from '../domain/directory/rows.ts'
import { unitsTable } from '../domain/directory/units-file.ts'
import { wantedRows } from '../domain/directory/wanted-person.ts'
import {
  type LocalDate,
  type PersonId,
  type UnitCode,
  dayBefore,
  localDateOf,
  parseLocalDate,
  partsOfPost,
} from '../domain/ids.ts'
import type { Organisation } from '../domain/organisation/organisation.ts'
import { type Result, no, yes } from '../domain/result.ts'
import { patched, readPatch } from '../scim/patch.ts'
import { readResource } from '../scim/read-resource.ts'
import type { ScimRefusal } from '../scim/refusals.ts'
import { type Extension, type Resource, extensionOf } from '../scim/resource.ts'
import { type ResourceType, changeSchema, enterpriseSchema, postsSchema, unitSchema } from '../scim/schema.ts'
import type { Database } from '../store/database.ts'
import type { StoredImport } from '../store/directory-imports.ts'
import { loadContacts } from '../store/directory.ts'
import { loadOrganisation, lockOrganisation } from '../store/organisation.ts'
import { hasRole, markDeleted, saveExternalId, unmarkDeleted } from '../store/scim.ts'
import type { CallerRefusal } from './application-caller.ts'
import { type ChangeDirectoryDeps, changesNothing, factsOf, filesOf } from './change-directory.ts'
import { type DirectoryRefusal, applyWithin, tellDirectory } from './directory-imports.ts'
import { problemSentence } from './directory-texts.ts'
import { type Planned, type Tables, planTables, rehearsePlan } from './rehearse-directory.ts'
import { wantedUnit } from './scim-group.ts'
import { type ScimCaller, openShelf, versionOf } from './scim-shelf.ts'
import { wantedOf } from './scim-user.ts'

export type ScimProblem =
  | ScimRefusal
  | Extract<DirectoryRefusal, { readonly code: 'effective_day_past' }>
  | Extract<CallerRefusal, { readonly code: 'application_may_not_provision' }>

type Asked = {
  /** Absent: a new one. */
  readonly id?: string
  /** `If-Match`, as it came. */
  readonly ifMatch?: string
}
type Make = (before: Resource | undefined) => Result<Resource, ScimRefusal>

/** A new person or unit. */
export async function createResource(
  deps: ChangeDirectoryDeps,
  caller: ScimCaller,
  type: ResourceType,
  body: unknown,
): Promise<Result<Resource, ScimProblem>> {
  return change(deps, caller, type, {}, () => readResource(type, body))
}

/**
 * A whole resource in the place of another (PUT). What the client says nothing of stays (RFC 7644 section 3.5.1 leaves that
 * to us): a personnel system that knows no posts must not take everybody out of theirs.
 */
export async function replaceResource(
  deps: ChangeDirectoryDeps,
  caller: ScimCaller,
  type: ResourceType,
  asked: Required<Pick<Asked, 'id'>> & Asked,
  body: unknown,
): Promise<Result<Resource, ScimProblem>> {
  return change(deps, caller, type, asked, (before = {}) => {
    const given = readResource(type, body)
    if (!given.ok) return given
    const merged = { ...before, ...given.value }
    const extensions = type.extensions.map(({ id }): [string, Extension] => [
      id,
      { ...extensionOf(before, id), ...extensionOf(given.value, id) },
    ])
    return yes({ ...merged, ...Object.fromEntries(extensions) })
  })
}

/** Operations on a resource (PATCH). */
export async function patchResource(
  deps: ChangeDirectoryDeps,
  caller: ScimCaller,
  type: ResourceType,
  asked: Required<Pick<Asked, 'id'>> & Asked,
  body: unknown,
): Promise<Result<Resource, ScimProblem>> {
  return change(deps, caller, type, asked, (before = {}) => {
    const operations = readPatch(body)
    return operations.ok ? patched(type, before, operations.value) : operations
  })
}

/**
 * Takes a person out of every post from today on (退職), or ends a unit with yesterday; from then on SCIM does not know it.
 * Nothing is removed: what somebody has signed names him or her for ever.
 */
export async function deleteResource(
  deps: ChangeDirectoryDeps,
  caller: ScimCaller,
  type: ResourceType,
  asked: Required<Pick<Asked, 'id'>> & Asked,
): Promise<Result<Resource, ScimProblem>> {
  const eve = dayBefore(localDateOf(deps.now()))
  const make: Make = (before = {}) => {
    if (type.name === 'User') return yes({ ...before, active: false })
    const unit = extensionOf(before, unitSchema)
    const has = unit['until']
    return yes({
      ...before,
      [unitSchema]: { ...unit, until: typeof has === 'string' && has < eve ? has : eve },
    })
  }
  return change(deps, caller, type, asked, make, true)
}

async function change(
  deps: ChangeDirectoryDeps,
  caller: ScimCaller,
  type: ResourceType,
  asked: Asked,
  make: Make,
  isDeleting = false,
): Promise<Result<Resource, ScimProblem>> {
  const refused = refuseProvisioning(caller)
  if (refused?.code === 'application_may_not_provision') return no(refused)
  const done = await deps.db.transaction().execute(async (trx) => {
    // Before reading: what a client changes is what is there when it is written.
    await lockOrganisation(trx)
    return changeWithin({ deps, caller, type, trx, isDeleting }, asked, make)
  })
  if (!done.ok) return done
  if (done.value.made !== undefined) tellDirectory(deps)
  return yes(done.value.resource)
}

type Scene = {
  readonly deps: ChangeDirectoryDeps
  readonly caller: ScimCaller
  readonly type: ResourceType
  readonly trx: Transaction<Database>
  readonly isDeleting: boolean
}
type Changed = { readonly resource: Resource; readonly made?: StoredImport }

/** Everything that can refuse comes before the first thing that is written. */
async function changeWithin(
  scene: Scene,
  { id, ifMatch }: Asked,
  make: Make,
): Promise<Result<Changed, ScimProblem>> {
  const { deps, caller, type, trx, isDeleting } = scene
  const today = localDateOf(deps.now())
  const organisation = await loadOrganisation(trx, today)
  const shelf = await openShelf(trx, organisation, type, caller, today)
  const before = id === undefined ? undefined : shelf.of(id)
  if (id !== undefined && before === undefined) return no({ code: 'scim_not_found', type: type.name, id })
  if (before !== undefined && ifMatch !== undefined && !fits(ifMatch, versionOf(before)))
    return no({ code: 'scim_changed', etag: versionOf(before) })
  const after = make(before)
  if (!after.ok) return after
  const own = ownId(type, id, after.value)
  if (!own.ok) return own
  if (id === undefined && shelf.of(own.value) !== undefined)
    return no({
      code: 'scim_taken',
      attribute: type.name === 'User' ? 'employeeNumber' : 'code',
      value: own.value,
    })
  const day = effectiveDay(type, after.value, today)
  if (!day.ok) return day
  const on = day.value < today ? today : day.value
  const tables = await tablesOf(scene, own.value, { before, after: after.value, on, today })
  if (!tables.ok) return tables
  const planned = await planTables(trx, organisation, { effectiveOn: on, scope: 'listed' }, tables.value)
  const errors = planned.problems.filter((it) => it.severity === 'error')
  if (errors.length > 0) return no({ code: 'scim_rows', texts: errors.slice(0, 3).map(problemSentence) })
  const held = await refuseEnding(trx, planned, own.value as UnitCode)
  if (held !== undefined) return no(held)
  const isSame = changesNothing(planned.plan)
  // A repeat of what was done long ago is no change of the past.
  if (on !== day.value && !isSame) return no({ code: 'effective_day_past', effectiveOn: day.value })
  const externalId = after.value['externalId'] as string | undefined
  const named = { application: caller.clientId, kind: type.name, id: own.value }
  if (!isDeleting && !(await saveExternalId(trx, named, externalId)))
    return no({ code: 'scim_taken', attribute: 'externalId', value: externalId ?? '' })

  const author = { application: caller.clientId, name: caller.name }
  const name = `scim-${type.name.toLowerCase()}-${own.value}.csv`
  const files = filesOf(deps, name, tables.value)
  const made = isSame ? undefined : await applyWithin(deps, trx, author, { files, effectiveOn: on, planned })
  if (isDeleting) {
    await markDeleted(trx, type.name, own.value, deps.now())
    return yes({ resource: before ?? {}, ...(made && { made }) })
  }
  if (id === undefined) await unmarkDeleted(trx, type.name, own.value)
  const now = await openShelf(trx, await loadOrganisation(trx, today), type, caller, today)
  const resource = now.of(own.value)
  if (resource === undefined) throw new Error(`${type.name} ${own.value} was written and is not there`)
  return yes({ resource: made === undefined ? resource : withChange(resource, made), ...(made && { made }) })
}

/** RFC 9110 section 13.1.1, by the weak validators we give. */
function fits(ifMatch: string, version: string): boolean {
  const plain = (it: string) => it.trim().replace(/^W\//, '')
  return ifMatch.trim() === '*' || ifMatch.split(',').some((it) => plain(it) === plain(version))
}

const idPattern = /^[A-Za-z0-9._-]{1,40}$/

/** 職員番号 or 所属コード: said by who is new, and never another one. */
function ownId(type: ResourceType, id: string | undefined, after: Resource): Result<string, ScimRefusal> {
  const [urn, attribute] = type.name === 'User' ? [enterpriseSchema, 'employeeNumber'] : [unitSchema, 'code']
  const said = extensionOf(after, urn)[attribute]
  if (id !== undefined)
    return said === undefined || said === id ? yes(id) : no({ code: 'scim_read_only', attribute })
  return typeof said === 'string' && idPattern.test(said)
    ? yes(said)
    : no({ code: 'scim_value', attribute, wanted: '40文字までの英数字と . _ -' })
}

function effectiveDay(type: ResourceType, after: Resource, today: LocalDate): Result<LocalDate, ScimRefusal> {
  const said = extensionOf(after, type.name === 'User' ? postsSchema : unitSchema)['effectiveOn']
  if (said === undefined) return yes(today)
  const day = typeof said === 'string' ? parseLocalDate(said) : undefined
  return day === undefined
    ? no({ code: 'scim_value', attribute: 'effectiveOn', wanted: '2026-07-01 の形の日付' })
    : yes(day)
}

type Wanted = {
  readonly before: Resource | undefined
  readonly after: Resource
  readonly on: LocalDate
  readonly today: LocalDate
}

/** The rows of the files that would bring it in: the one way into the directory. */
async function tablesOf(scene: Scene, id: string, wanted: Wanted): Promise<Result<Tables, ScimProblem>> {
  const { trx, type } = scene
  const facts = await factsOf(trx, await loadOrganisation(trx, wanted.on))
  if (type.name === 'User') return peopleOf(scene, facts, id as PersonId, wanted)
  const row = wantedUnit(facts, id as UnitCode, wanted.before, wanted.after, wanted.on)
  return row.ok ? yes({ units: unitsTable([row.value]) }) : row
}

async function peopleOf(
  { trx }: Scene,
  facts: Awaited<ReturnType<typeof factsOf>>,
  person: PersonId,
  { before, after, on, today }: Wanted,
): Promise<Result<Tables, ScimProblem>> {
  const wanted = wantedOf(person, before, after, on)
  if (!wanted.ok) return wanted
  const { name, nameKana, login } = wanted.value
  if (before === undefined) {
    for (const [attribute, value] of Object.entries({ userName: login, name, nameKana }))
      if (value === undefined)
        return no({ code: 'scim_value', attribute, wanted: '新しい人には値が要ります' })
    if (wanted.value.posts === 'retired') return no({ code: 'scim_posts_missing', person })
  }
  const contacts = await loadContacts(trx)
  const isOther = login !== undefined && login !== contacts.get(person)?.login
  if (isOther) {
    const owner = [...contacts].find(
      ([id, it]) => id !== person && it.login.toLowerCase() === login.toLowerCase(),
    )
    if (owner !== undefined) return no({ code: 'scim_taken', attribute: 'userName', value: login })
    if (await hasRole(trx, person, today)) return no({ code: 'scim_login_kept', person })
  }
  const current = personRowsOn(facts, person, today)
  if (wanted.value.posts === 'retired' && current.length === 0) return yes({})
  const known = facts.organisation.people.get(person)
  // Somebody who is in no post has no row that would say what is known of him or her.
  const named = { name: known?.name ?? '', nameKana: known?.nameKana ?? '', ...contacts.get(person) }
  return yes({ people: peopleTable(wantedRows(current, { ...named, ...wanted.value }, on)) })
}

/** A unit that somebody is still in, or whose 簿冊 nobody takes over, does not end here: nobody would be asked. */
async function refuseEnding(
  trx: Transaction<Database>,
  planned: Planned,
  unit: UnitCode,
): Promise<ScimRefusal | undefined> {
  const end = planned.plan.units.ending.find((it) => it.code === unit)
  if (end === undefined) return undefined
  const left = planned.organisation.appointments.filter(
    (it) => partsOfPost(it.post).unit === unit && (it.to === undefined || it.to > end.to),
  )
  if (left.length > 0) {
    const names = left.map((it) => nameIn(planned.organisation, it.person))
    return { code: 'scim_unit_held', unit, people: [...new Set(names)] }
  }
  const { folders } = await rehearsePlan(trx, planned)
  return folders.length === 0
    ? undefined
    : { code: 'scim_folders_left', unit, folders: folders.slice(0, 5).map((it) => it.name) }
}

const nameIn = (organisation: Organisation, person: PersonId): string =>
  organisation.people.get(person)?.name ?? person

/** What a change did besides, beside the resource it left. */
function withChange(resource: Resource, { id, effectiveOn, rehearsal }: StoredImport): Resource {
  const titles = (posts: readonly { readonly post: string; readonly title: string }[]) =>
    posts.map((it) => ({ value: it.post, display: it.title }))
  const { vacated, doubled, proxies, proposals } = rehearsal
  return {
    ...resource,
    schemas: [...((resource['schemas'] ?? []) as readonly string[]), changeSchema],
    [changeSchema]: {
      import: id,
      effectiveOn,
      vacated: titles(vacated),
      doubled: titles(doubled),
      withoutHolder: titles(proxies),
      proposals: proposals.length,
    },
  }
}
