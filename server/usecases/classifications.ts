import type { ClassificationActBody, ClassificationBody, ClassificationList } from '../contract/folders.ts'
import { type PersonId, localDateOf } from '../domain/ids.ts'
import {
  type Classification,
  type ClassificationRefusal,
  levelOf,
  refuseAddingClass,
  refuseEndingClass,
  refuseRenamingClass,
  takesFolders,
} from '../domain/records/classification.ts'
import { type Result, no, yes } from '../domain/result.ts'
import {
  loadClassifications,
  loadRetentionPeriods,
  lockClassifications,
  writeClassification,
} from '../store/classifications.ts'
import { countFolders } from '../store/folders.ts'
import type { FolderDeps } from './folder-keeping.ts'
import { hashLink } from './hashes.ts'
import { recordActor } from './record-actor.ts'
import { keepsSettings } from './who-is.ts'

export type ClassificationProblem = ClassificationRefusal | { readonly code: 'no_post' }

/** The 文書分類表 with how many 簿冊 each class has. */
export async function viewClassifications(deps: FolderDeps, by: PersonId): Promise<ClassificationList> {
  const scheme = await loadClassifications(deps.db)
  const counts = await countFolders(deps.db, {})
  return {
    mayKeep: keepsSettings(await deps.organisation.current(), by),
    retentionPeriods: (await loadRetentionPeriods(deps.db)).map((it) => ({ ...it })),
    items: [...scheme.values()].map((it) => ({
      ...it,
      level: levelOf(scheme, it.code),
      folders: counts.get(it.code) ?? 0,
      takesFolders: takesFolders(scheme, it.code),
    })),
  }
}

type Scheme = ReadonlyMap<string, Classification>
type Planned = Result<
  { readonly after: Classification; readonly event: object & { readonly type: string } },
  ClassificationRefusal
>

/** Reads, decides and writes under the lock of the scheme; what happened to a class is in its own chain. */
async function change(
  deps: FolderDeps,
  by: PersonId,
  plan: (scheme: Scheme, counts: ReadonlyMap<string, number>) => Planned,
): Promise<Result<ClassificationList, ClassificationProblem>> {
  const organisation = await deps.organisation.current()
  if (!keepsSettings(organisation, by)) return no({ code: 'class_not_yours' })
  const at = deps.now()
  const actor = recordActor(organisation, by, at)
  if (actor === undefined) return no({ code: 'no_post' })
  const refused = await deps.db.transaction().execute(async (trx) => {
    await lockClassifications(trx)
    const planned = plan(await loadClassifications(trx), await countFolders(trx, { status: 'kept' }))
    if (!planned.ok) return planned.error
    const { after, event } = planned.value
    await writeClassification(trx, after, { ...event, at, by: actor }, hashLink)
    return undefined
  })
  return refused === undefined ? yes(await viewClassifications(deps, by)) : no(refused)
}

/** Adds a class to the 文書分類表. */
export async function addClassification(
  deps: FolderDeps,
  by: PersonId,
  body: ClassificationBody,
): Promise<Result<ClassificationList, ClassificationProblem>> {
  return change(deps, by, (scheme, counts) => {
    const refused = refuseAddingClass(scheme, (code) => (counts.get(code) ?? 0) > 0, body)
    return refused === undefined ? yes({ after: body, event: { type: 'added', ...body } }) : no(refused)
  })
}

/** Gives a class another name, or ends it: no 簿冊 is opened under it from today on. */
export async function changeClassification(
  deps: FolderDeps,
  by: PersonId,
  code: string,
  body: ClassificationActBody,
): Promise<Result<ClassificationList, ClassificationProblem>> {
  const today = localDateOf(deps.now())
  return change(deps, by, (scheme): Planned => {
    const refused =
      body.type === 'rename' ? refuseRenamingClass(scheme, code, body.name) : refuseEndingClass(scheme, code)
    const before = scheme.get(code)
    if (refused !== undefined) return no(refused)
    if (before === undefined) return no({ code: 'class_unknown', classification: code })
    const { reason } = body
    return body.type === 'rename'
      ? yes({
          after: { ...before, name: body.name },
          event: { type: 'renamed', from: before.name, to: body.name, reason },
        })
      : yes({ after: { ...before, endedOn: today }, event: { type: 'ended', on: today, reason } })
  })
}
