import type { LocalDate } from '../ids.ts'

/** Levels of a 文書分類表 above its 簿冊: 大分類, 中分類, 小分類, 細分類. */
const classificationLevels = 4

/** A class of the 文書分類表. */
export type Classification = {
  readonly code: string
  readonly name: string
  /** Absent for a 大分類. */
  readonly parent?: string
  /** Under it no 簿冊 is opened any more; what is there stays. */
  readonly endedOn?: LocalDate
}

export type ClassificationRefusal =
  | { readonly code: 'class_not_yours' }
  | { readonly code: 'class_known'; readonly name: string }
  | { readonly code: 'class_unknown'; readonly classification: string }
  | { readonly code: 'class_ended'; readonly name: string }
  /** The code begins with that of the class above and goes on, so that codes sort as the tree does. */
  | { readonly code: 'class_code'; readonly parent: string }
  | { readonly code: 'class_too_deep' }
  /** 簿冊 hang under it already. */
  | { readonly code: 'class_has_folders'; readonly name: string }
  | { readonly code: 'class_unchanged' }
  | { readonly code: 'class_name_taken'; readonly name: string }

type Scheme = ReadonlyMap<string, Classification>

/** 1 for a 大分類; one more for each class above. A chain that bites its own tail ends. */
export function levelOf(scheme: Scheme, code: string): number {
  let level = 0
  for (let at = scheme.get(code); at !== undefined && level <= scheme.size; level += 1) {
    at = at.parent === undefined ? undefined : scheme.get(at.parent)
  }
  return level
}

/** 総務 › 文書・法制 › 法制. */
export function pathOf(scheme: Scheme, code: string): string {
  const names: string[] = []
  for (let at = scheme.get(code); at !== undefined && names.length < scheme.size;) {
    names.unshift(at.name)
    at = at.parent === undefined ? undefined : scheme.get(at.parent)
  }
  return names.join(' › ')
}

/** A class and all below it. */
export function classesUnder(scheme: Scheme, code: string): readonly string[] {
  return [...scheme.keys()].filter((it) => {
    let steps = 0
    for (let at = scheme.get(it); at !== undefined && steps <= scheme.size; steps += 1) {
      if (at.code === code) return true
      at = at.parent === undefined ? undefined : scheme.get(at.parent)
    }
    return false
  })
}

/** Whether a 簿冊 may be opened under a class: one in use with no class in use below it. */
export function takesFolders(scheme: Scheme, code: string): boolean {
  const found = scheme.get(code)
  if (found === undefined || found.endedOn !== undefined) return false
  return ![...scheme.values()].some((it) => it.parent === code && it.endedOn === undefined)
}

/** Why a class cannot be added so; undefined when it can. */
export function refuseAddingClass(
  scheme: Scheme,
  hasFolders: (code: string) => boolean,
  { code, name, parent }: Pick<Classification, 'code' | 'name' | 'parent'>,
): ClassificationRefusal | undefined {
  const known = scheme.get(code)
  if (known !== undefined) return { code: 'class_known', name: known.name }
  if (parent !== undefined) {
    const above = scheme.get(parent)
    if (above === undefined) return { code: 'class_unknown', classification: parent }
    if (above.endedOn !== undefined) return { code: 'class_ended', name: above.name }
    if (levelOf(scheme, parent) >= classificationLevels) return { code: 'class_too_deep' }
    if (!code.startsWith(parent)) return { code: 'class_code', parent }
    if (hasFolders(parent)) return { code: 'class_has_folders', name: above.name }
  }
  return refuseName(scheme, { code, name, ...(parent === undefined ? {} : { parent }) })
}

function refuseName(
  scheme: Scheme,
  { code, name, parent }: Pick<Classification, 'code' | 'name' | 'parent'>,
): ClassificationRefusal | undefined {
  const same = [...scheme.values()].some(
    (it) => it.code !== code && it.parent === parent && it.name === name && it.endedOn === undefined,
  )
  return same ? { code: 'class_name_taken', name } : undefined
}

/** Why a class cannot be called so; undefined when it can. */
export function refuseRenamingClass(
  scheme: Scheme,
  code: string,
  name: string,
): ClassificationRefusal | undefined {
  const found = scheme.get(code)
  if (found === undefined) return { code: 'class_unknown', classification: code }
  if (found.endedOn !== undefined) return { code: 'class_ended', name: found.name }
  if (found.name === name) return { code: 'class_unchanged' }
  return refuseName(scheme, { ...found, name })
}

/** Why a class cannot be ended; undefined when it can: what is below it ends first. */
export function refuseEndingClass(scheme: Scheme, code: string): ClassificationRefusal | undefined {
  const found = scheme.get(code)
  if (found === undefined) return { code: 'class_unknown', classification: code }
  if (found.endedOn !== undefined) return { code: 'class_ended', name: found.name }
  const below = [...scheme.values()].find((it) => it.parent === code && it.endedOn === undefined)
  return below === undefined ? undefined : { code: 'class_has_folders', name: below.name }
}
