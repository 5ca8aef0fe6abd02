import type { Kysely } from 'kysely'
import { type LocalDate, type PersonId, type UnitCode, localDateOf } from '../domain/ids.ts'
import type { Organisation } from '../domain/organisation/organisation.ts'
import { type Result, no, yes } from '../domain/result.ts'
import { type Asked, type Page, type Shelf, pageOf } from '../scim/list.ts'
import type { ScimRefusal } from '../scim/refusals.ts'
import { type Resource, schemasOf } from '../scim/resource.ts'
import { type ResourceType, enterpriseSchema, resourceTypes, unitSchema } from '../scim/schema.ts'
import type { Database } from '../store/database.ts'
import { loadDeleted, loadExternalIds } from '../store/scim.ts'
import { type ChangeDirectoryDeps, factsOf } from './change-directory.ts'
import { sha256Of } from './hashes.ts'
import { groupOf } from './scim-group.ts'
import { gathered, membersOf, userOf } from './scim-user.ts'

/** Who asks, and the address everything of ours begins with there: `https://…/scim/v2`. */
export type ScimCaller = {
  readonly clientId: string
  readonly name: string
  readonly sandbox: boolean
  readonly mayProvision: boolean
  readonly base: string
}

/** The validator of a resource: what it says, as a hash. */
function etagOf(resource: Resource): string {
  return `W/"${sha256Of(JSON.stringify(resource)).slice(0, 20)}"`
}

/** A resource as it is answered, with its schemas and `meta`. */
function dressed(type: ResourceType, resource: Resource, base: string): Resource {
  const location = `${base}${type.endpoint}/${encodeURIComponent(resource['id'] as string)}`
  const meta = { resourceType: type.name, location, version: etagOf(resource) }
  return { schemas: schemasOf(type, resource), ...resource, meta }
}

/** Everybody or every unit that SCIM knows of, as they are today. */
export async function openShelf(
  db: Kysely<Database>,
  organisation: Organisation,
  type: ResourceType,
  caller: Pick<ScimCaller, 'clientId' | 'base'>,
  today: LocalDate,
): Promise<Shelf> {
  const facts = await factsOf(db, organisation)
  const externalIds = await loadExternalIds(db, caller.clientId, type.name)
  const deleted = await loadDeleted(db, type.name)
  const isThere = (id: string) => !deleted.has(id)
  const few = (own: (name: string) => readonly string[] | undefined): Shelf['few'] => {
    return (equals) => {
      for (const name of equals.keys()) {
        const ids = own(name)
        if (ids !== undefined) return ids.filter(isThere)
      }
      return undefined
    }
  }
  const byExternalId = (value: string | undefined) =>
    [...externalIds].flatMap(([id, it]) => (it === value ? [id] : []))
  if (type.name === 'User') {
    const factsFor = gathered(facts)
    const make = (id: string) => userOf(factsFor(id as PersonId), id as PersonId, today, externalIds.get(id))
    return {
      type,
      ids: [...organisation.people.keys()].filter(isThere),
      of: (id) => dress(isThere(id) ? make(id) : undefined),
      few: (equals) =>
        few((name) => {
          const value = equals.get(name)
          if (name === 'id' || name === `${enterpriseSchema}:employeenumber`.toLowerCase())
            return [value ?? '']
          if (name === 'externalid') return byExternalId(value)
          if (name !== 'username') return undefined
          const login = value?.toLowerCase()
          return [...facts.contacts].flatMap(([id, it]) => (it.login.toLowerCase() === login ? [id] : []))
        })(equals),
    }
  }
  const members = membersOf(facts, today)
  return {
    type,
    ids: [...organisation.units.keys()].filter(isThere),
    of: (id) =>
      dress(
        isThere(id)
          ? groupOf(facts, id as UnitCode, members.get(id) ?? [], {
              externalId: externalIds.get(id),
              base: caller.base,
            })
          : undefined,
      ),
    few: (equals) =>
      few((name) => {
        if (name === 'id' || name === `${unitSchema}:code`.toLowerCase()) return [equals.get(name) ?? '']
        return name === 'externalid' ? byExternalId(equals.get(name)) : undefined
      })(equals),
  }

  function dress(resource: Resource | undefined): Resource | undefined {
    return resource && dressed(type, resource, caller.base)
  }
}

async function shelfOf(deps: ChangeDirectoryDeps, type: ResourceType, caller: ScimCaller): Promise<Shelf> {
  const organisation = await deps.organisation.current()
  return openShelf(deps.db, organisation, type, caller, localDateOf(deps.now()))
}

/** One person or unit, whole. */
export async function findResource(
  deps: ChangeDirectoryDeps,
  caller: ScimCaller,
  type: ResourceType,
  id: string,
): Promise<Result<Resource, ScimRefusal>> {
  const found = (await shelfOf(deps, type, caller)).of(id)
  return found === undefined ? no({ code: 'scim_not_found', type: type.name, id }) : yes(found)
}

/** A page of people, of units, or of both together. */
export async function listResources(
  deps: ChangeDirectoryDeps,
  caller: ScimCaller,
  types: readonly ResourceType[] = resourceTypes,
  asked: Asked = {},
): Promise<Result<Page, ScimRefusal>> {
  const shelves: Shelf[] = []
  for (const it of types) shelves.push(await shelfOf(deps, it, caller))
  return pageOf(shelves, asked)
}

/** The validator of a resource that was answered whole. */
export function versionOf(resource: Resource): string {
  return (resource['meta'] as { readonly version: string }).version
}
