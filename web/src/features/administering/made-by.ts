import type { DirectoryImportList } from '../../../../server/contract/directory.ts'

/** Who made a change of the directory: a person, or an application by its name. */
export function madeBy({
  createdBy,
  application,
}: Pick<DirectoryImportList['items'][number], 'createdBy' | 'application'>): string {
  return application === undefined ? (createdBy?.name ?? '') : `${application.name}（SCIM）`
}
