import type { ClassificationList, FolderList } from '../../../../server/contract/folders.ts'
import type { Option, TreeNode } from '../../ui/index.ts'

type Class = ClassificationList['items'][number]

/** The 文書分類表 as a tree, with how many 簿冊 there are in each class and below it. */
export function classTree(
  items: readonly Class[],
  counts: FolderList['counts'],
  countText: (folders: number) => string,
): readonly TreeNode[] {
  const own = new Map(counts.map((it) => [it.classification, it.folders]))
  const build = (parent: string | undefined): { readonly nodes: TreeNode[]; readonly folders: number } => {
    const found = items
      .filter((it) => it.parent === parent)
      .map((it) => {
        const below = build(it.code)
        return { it, below, folders: below.folders + (own.get(it.code) ?? 0) }
      })
      .filter(({ it, folders }) => folders > 0 || it.endedOn === undefined)
    return {
      folders: found.reduce((sum, it) => sum + it.folders, 0),
      nodes: found.map(({ it, below, folders }) => ({
        id: it.code,
        label: `${it.code} ${it.name}`,
        note: folders === 0 ? undefined : countText(folders),
        below: below.nodes,
      })),
    }
  }
  return build(undefined).nodes
}

/** Classes to choose from, by their path. */
export function classOptions(items: readonly Class[], isOffered: (it: Class) => boolean): readonly Option[] {
  const byCode = new Map(items.map((it) => [it.code, it]))
  const pathOf = (it: Class): string => {
    const above = it.parent === undefined ? undefined : byCode.get(it.parent)
    return above === undefined ? it.name : `${pathOf(above)} › ${it.name}`
  }
  return items
    .filter(isOffered)
    .map((it) => ({ id: it.code, label: `${it.code} ${it.name}`, note: pathOf(it) }))
}
