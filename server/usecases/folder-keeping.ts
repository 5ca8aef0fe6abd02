import type { Kysely } from 'kysely'
import type { Actor } from '../domain/approval/events.ts'
import { type Instant, type PersonId, type UnitCode, localDateOf } from '../domain/ids.ts'
import type { Organisation, Unit } from '../domain/organisation/organisation.ts'
import type { Keeping } from '../domain/records/change-folder.ts'
import { type Classification, takesFolders } from '../domain/records/classification.ts'
import type { Folder } from '../domain/records/folder.ts'
import { keepingSection } from '../domain/records/succession.ts'
import {
  type RetentionPeriod,
  loadClassifications,
  loadRetentionPeriods,
  yearsByCode,
} from '../store/classifications.ts'
import type { Database } from '../store/database.ts'
import { numberKeepersOf } from './acting-of.ts'
import type { Clock, NewId, OrganisationSource } from './ports.ts'
import { recordActor } from './record-actor.ts'
import { readerOf } from './who-is.ts'

export type FolderDeps = {
  readonly db: Kysely<Database>
  readonly organisation: OrganisationSource
  readonly now: Clock
  readonly newId: NewId
}

/** What the use cases of 簿冊 look at, read once. */
export type FolderWorld = {
  readonly organisation: Organisation
  readonly at: Instant
  readonly scheme: ReadonlyMap<string, Classification>
  readonly periods: readonly RetentionPeriod[]
}

/** The organisation, the 文書分類表 and the 保存期間 as they are now. */
export async function folderWorld(
  deps: Pick<FolderDeps, 'organisation' | 'now'>,
  db: Kysely<Database>,
): Promise<FolderWorld> {
  const [organisation, scheme, periods] = [
    await deps.organisation.current(),
    await loadClassifications(db),
    await loadRetentionPeriods(db),
  ]
  return { organisation, at: deps.now(), scheme, periods }
}

type Owned = Pick<Folder, 'owner'>

/**
 * Whether somebody keeps 簿冊 of a unit: as 文書取扱主任 of its 課, or as anybody of it where none is named; and who they are.
 */
function keepersFor(world: FolderWorld, by: PersonId) {
  const { organisation, at } = world
  const { sections, roles } = readerOf(organisation, by, at)
  const people = ({ owner }: Owned) => (owner === undefined ? [] : numberKeepersOf(organisation, owner, at))
  return {
    isManager: roles.includes('records_manager'),
    keeps: (it: Owned): boolean => {
      if (it.owner === undefined) return false
      const keepers = people(it)
      return keepers.length === 0
        ? sections.includes(keepingSection(organisation, it.owner, localDateOf(at)))
        : keepers.some((one) => one.person === by)
    },
    keepersOf: (it: Owned): readonly string[] => people(it).map((one) => `${one.title} ${one.name}`),
  }
}

/** Who acts on 簿冊 as the rules ask of it; undefined for somebody who holds no post: without one nobody acts. */
export function keepingOf(world: FolderWorld, by: PersonId, owner?: UnitCode): Keeping | undefined {
  const { organisation, at, scheme, periods } = world
  const actor: Actor | undefined = recordActor(
    organisation,
    by,
    at,
    owner === undefined ? undefined : keepingSection(organisation, owner, localDateOf(at)),
  )
  if (actor === undefined) return undefined
  return {
    by: actor,
    at,
    ...keepersFor(world, by),
    years: yearsByCode(periods),
    takesFolders: (code) => takesFolders(scheme, code),
    unitName: ({ owner: code }) =>
      code === undefined ? undefined : { code, name: organisation.units.get(code)?.name ?? code },
  }
}

/** The 課 for which somebody may open 簿冊. */
export function opensFor(world: FolderWorld, by: PersonId): readonly Unit[] {
  const { isManager, keeps } = keepersFor(world, by)
  return [...world.organisation.units.values()].filter(
    (it) => (it.kind === 'section' || it.kind === 'institution') && (isManager || keeps({ owner: it.code })),
  )
}
